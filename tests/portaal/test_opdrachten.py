"""B59: no command and no admin page goes round the screens: nothing is sent again, reopened or removed in bulk."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import CommandError, call_command, get_commands
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.geval("B59")
EIGEN = {config.name for config in apps.get_app_configs() if Path(config.path).parent == Path(settings.BASE_DIR)}
ALLEEN_LEZEN = {"bevriezing", "integriteit", "productie_controleren", "proefselectie", "termijnen"}
KOPIEEN = {
    "reservekopie",
    "kopie_geoefend",
    "terugzetten",
}  # the last only into an empty database, and nothing is mailed
LEZEN_TENZIJ = {"overeenkomst_inlezen", "regios_inlezen"}  # writes only with --ronde, or --toepassen
TOEPASSEN = {"hoofdsleutel_wisselen", "sessies_beeindigen"}  # write only with --toepassen
MET_TWEE = {"migrate", "tweede_factor_weghalen"}  # migrate --toch, and this one, ask two beheerders
VULLEN = {"laad_referentiedata", "demo_begin"}  # the rows of fixtures/, and the demo only


def test_er_zijn_geen_andere_opdrachten():
    """A new command gets a place here: it reads, or it is dry run by default."""
    assert {
        naam for naam, app in get_commands().items() if app in EIGEN
    } == ALLEEN_LEZEN | LEZEN_TENZIJ | VULLEN | KOPIEEN | TOEPASSEN | MET_TWEE


def test_geen_opdracht_kent_de_post_of_verwijdert():
    bronnen = [pad.read_text() for naam in EIGEN for pad in Path(settings.BASE_DIR, naam).glob("management/**/*.py")]
    assert len(bronnen) > len(ALLEEN_LEZEN)
    assert [
        woord for woord in ("herverzenden", "berichten.actions", ".delete(", "zet_over") for b in bronnen if woord in b
    ] == []


def test_de_demo_begint_alleen_in_de_demo():
    with pytest.raises(CommandError, match="alleen in de demo"):
        call_command("demo_begin")


def test_er_is_geen_beheersite():
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
    assert {model._meta.app_label for model in admin.site._registry} & EIGEN == set()
