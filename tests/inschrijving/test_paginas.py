"""The pages of step 2 in a test client."""

from uuid import uuid4

import pytest
from django.urls import reverse

from inschrijving import queries
from inschrijving.wizard import PAGINAS
from tests.inschrijving.hulp import (
    BESTAAND,
    NIEUW,
    Lid,
    gezien,
    ingediende_inschrijving,
    log_in,
    volledige_inschrijving,
)

pytestmark = pytest.mark.django_db
STAPPEN = [pagina.sleutel for pagina in PAGINAS]


@pytest.mark.parametrize("stap", STAPPEN)
@pytest.mark.parametrize("leden", [(), [Lid("Stichting Wulp", "87654321")]])
def test_elke_stap_toont(klok, client, stap, leden):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving(leden=leden, regios={"Utrecht": NIEUW, "Zwolle": BESTAAND})
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    antwoord = client.get(reverse("inschrijving_stap", args=[inschrijving.kenmerk, stap]))
    assert antwoord.status_code == 200
    assert "Er mist niets meer" in antwoord.text


def test_indienen_op_het_scherm(klok, client):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    velden = {"sleutel": uuid4(), "gezien": gezien(inschrijving)}
    antwoord = client.post(reverse("inschrijving_dien_in", args=[inschrijving.kenmerk]), velden, follow=True)
    assert queries.laatste_indiening(queries.vers(inschrijving.pk)).ontvangstnummer in antwoord.text
    assert antwoord.redirect_chain == [(reverse("ontvangstbewijs", args=[inschrijving.kenmerk]), 302)]


@pytest.mark.parametrize("moment", ["2017-07-28 14:12", "2017-08-02 10:00"])
@pytest.mark.parametrize("naam", ["mijn_inschrijvingen", "inschrijving", "ontvangstbewijs", "inschrijving_nieuw"])
def test_andere_paginas(klok, client, naam, moment):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    log_in(client, indiening.door)
    klok(moment)
    args = [] if naam in {"mijn_inschrijvingen", "inschrijving_nieuw"} else [indiening.inschrijving.kenmerk]
    assert client.get(reverse(naam, args=args)).status_code == 200
