"""A dispute on an overeenkomst: first a talk, then the court (art. 29)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking import actions as bekendmaking
from bekendmaking.models import Geschil
from kern.fouten import RegelFout
from overeenkomst import actions
from tests.factories import RolFactory, zet_klok
from tests.inschrijving.hulp import log_in
from tests.overeenkomst.toneel import Contracttoneel

pytestmark = pytest.mark.django_db
WAT = "De declaratie van maart is niet betaald."


@pytest.fixture
def toneel():
    toneel = Contracttoneel()
    toneel.rij = toneel.getekend()
    zet_klok("2018-04-20 10:00")
    return toneel


def leg_vast(toneel, **velden) -> Geschil:
    velden = {"onderwerp": WAT, "omstandigheid_op": date(2018, 4, 1), "door": toneel.manager, **velden}
    return actions.leg_geschil_vast(overeenkomst_id=toneel.rij.pk, **velden)


@pytest.mark.clausule("OV-129")
def test_zonder_overleg_gaat_het_niet_naar_de_rechter_en_zes_weken_gelden_niet(toneel):
    rij = leg_vast(toneel)
    wie = {"geschil_id": rij.pk, "door": toneel.manager}
    rechter = {**wie, "aanhangig_op": date(2018, 8, 1), "rechtbank": "Rechtbank Gelderland"}
    zet_klok("2018-08-01 10:00")
    with pytest.raises(RegelFout, match="Leg eerst het overleg vast"):
        bekendmaking.leg_geschil_voor(**rechter)
    with pytest.raises(IntegrityError, match="geschil_overleg_voor_de_rechter"), transaction.atomic():
        Geschil.objects.update(aanhangig_op=date(2018, 8, 1))
    bekendmaking.leg_geschiloverleg_vast(**wie, overleg_op=date(2018, 4, 24), uitkomst="Niet eens geworden.")
    rij = bekendmaking.leg_geschil_voor(**rechter)
    assert (rij.status, rij.laatste_dag, rij.te_laat, rij.over_overeenkomst) == ("bij_rechter", None, False, True)
    with pytest.raises(IntegrityError, match="geschil_termijn"), transaction.atomic():
        Geschil.objects.update(over_overeenkomst=False)


def test_pas_als_beide_partijen_tekenden():
    toneel = Contracttoneel()
    toneel.rij = toneel.bied_aan()
    with pytest.raises(RegelFout, match="nog niet door beide partijen getekend"):
        leg_vast(toneel, omstandigheid_op=date(2017, 9, 1))


def test_alleen_door_wie_het_mag_en_niet_over_morgen(toneel):
    with pytest.raises(PermissionDenied):
        leg_vast(toneel, door=RolFactory(bij_uitvoerder=True).gebruiker)
    with pytest.raises(RegelFout, match="toekomst"):
        leg_vast(toneel, omstandigheid_op=date(2018, 4, 21))


def test_van_de_overeenkomst_naar_het_geschil_op_het_scherm(toneel, client):
    log_in(client, toneel.manager)
    kenmerk = toneel.dossier.kenmerk
    adres = reverse("contractgeschil_vastleggen", args=[kenmerk])
    assert adres in client.get(reverse("overeenkomst", args=[kenmerk])).content.decode()
    fout = client.post(adres, {"onderwerp": WAT, "omstandigheid_op": "2018-13-01"})
    assert (fout.status_code, WAT in fout.content.decode()) == (422, True)
    tekst = client.post(adres, {"onderwerp": WAT, "omstandigheid_op": "2018-04-01"}, follow=True).content.decode()
    assert ("de overeenkomst" in tekst, "Laatste dag" in tekst, "Naar de rechter" in tekst) == (True, False, False)
    assert "geen (over de overeenkomst)" in client.get(reverse("geschillen")).content.decode()
