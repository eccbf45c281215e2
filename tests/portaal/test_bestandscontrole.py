"""What the beheerder sees of the virus scanner (B15, B28)."""

import pytest
from django.urls import reverse

from kluis.actions import bewaar
from partijen.states import Rolsoort
from tests.factories import RolFactory
from tests.inschrijving.hulp import log_in
from tests.kluis.bestanden import pdf
from tests.kluis.clamd import clamd

pytestmark = pytest.mark.django_db


@pytest.fixture
def tekst(client):
    log_in(client, RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker)
    return lambda: client.get(reverse("bestandscontrole")).text


def test_zonder_scanner(tekst):
    bewaar(dossier="proef:1", naam="geheim.pdf", inhoud=pdf())
    gezien = tekst()
    assert "Er is geen virusscanner ingesteld" in gezien
    assert "<dt>Niet gescand</dt><dd>1</dd>" in gezien
    assert "geheim" not in gezien


@pytest.mark.geval("F30")
def test_een_scanner_die_zwijgt(tekst, settings):
    settings.CLAMAV = "127.0.0.1:1"
    assert "De virusscanner antwoordt niet" in tekst()


@pytest.mark.geval("B15")
@pytest.mark.parametrize(("vandaag", "oud"), [("2026-11-16 12:00", False), ("2026-11-22 12:00", True)])
def test_een_scanner_die_werkt(tekst, settings, klok, vandaag, oud):
    klok(vandaag)
    with clamd() as settings.CLAMAV:
        gezien = tekst()
    assert ("De virusscanner werkt" in gezien, "De lijst met virussen is oud" in gezien) == (not oud, oud)
    assert "nummer 27450, van zondag 15 november 2026" in gezien
