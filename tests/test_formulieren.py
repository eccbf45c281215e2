"""Every form of the portal cleans its text, and shows no empty field as a wrong one."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django.conf import settings
from django.forms import BaseForm
from django.utils.module_loading import module_has_submodule

from partijen.forms import NettekstMixin


def formulieren() -> list[type[BaseForm]]:
    """All form classes in the `forms` of our own apps."""
    kamers = [c.module for c in apps.get_app_configs() if c.path.startswith(str(settings.BASE_DIR / c.label))]
    lagen = [import_module(f"{kamer.__name__}.forms") for kamer in kamers if module_has_submodule(kamer, "forms")]
    delen = [
        import_module(d.name)
        for laag in lagen
        for d in walk_packages(getattr(laag, "__path__", []), f"{laag.__name__}.")
    ]
    return [
        soort
        for module in lagen + delen
        for soort in vars(module).values()
        if isinstance(soort, type) and issubclass(soort, BaseForm) and soort.__module__ == module.__name__
    ]


@pytest.mark.geval("B48")
def test_elk_formulier_maakt_zijn_tekst_schoon():
    assert [soort for soort in formulieren() if not issubclass(soort, NettekstMixin)] == []


def test_geen_leeg_veld_ziet_er_fout_uit():
    assert [soort for soort in formulieren() if soort.use_required_attribute] == []
    assert len(formulieren()) > 20
