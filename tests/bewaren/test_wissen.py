"""Every text of a dossier goes or stays by name: a new field gets a place in one of the two tables (R22)."""

import pytest
from django.apps import apps
from django.db import models

from bewaren.wissen import BLIJFT, GAAT, tekstvelden
from inschrijving.models import Inschrijving

pytestmark = pytest.mark.geval("R22")
KAMERS = {"inschrijving", "beoordeling", "selectie", "bekendmaking", "overeenkomst", "uitvoering"}


def van_een_dossier() -> set[type[models.Model]]:
    """Every model with a chain of foreign keys to an Inschrijving."""
    gevonden, te_doen = {Inschrijving}, [Inschrijving]
    kamers = [model for model in apps.get_models() if model._meta.app_label in KAMERS]
    while te_doen:
        doel = te_doen.pop()
        for model in kamers:
            if model not in gevonden and any(veld.related_model is doel for veld in model._meta.concrete_fields):
                gevonden.add(model)
                te_doen.append(model)
    return gevonden


def test_elk_tekstveld_van_een_dossier_gaat_of_blijft():
    gaat = {rij.model: {*rij.velden, *rij.uniek} for rij in GAAT}
    for model in van_een_dossier():
        naam, velden = model._meta.label, tekstvelden(model)
        blijft = velden - gaat.get(naam, set()) if BLIJFT.get(naam) == "*" else set(BLIJFT.get(naam, "").split())
        assert gaat.get(naam, set()) | blijft == velden, naam
        assert gaat.get(naam, set()) & blijft == set(), naam


def test_het_woord_past_in_elk_veld_dat_gaat():
    velden = [apps.get_model(rij.model)._meta.get_field(naam) for rij in GAAT for naam in (*rij.velden, *rij.uniek)]
    assert [str(veld) for veld in velden if isinstance(veld, models.CharField) and veld.max_length < 20] == []
