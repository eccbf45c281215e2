"""A newcomer with only the screen in front of them: account, three regions, a samenwerkingsverband, a receipt."""

import pytest

from inschrijving.models import Inschrijving
from tests.wandeling import organisatie
from tests.wandeling.wandelaar import Toetsenbord, Wandelaar

pytestmark = [pytest.mark.proef, pytest.mark.browser]
PLAN = organisatie.Plan(
    {"Arnhem": "Bestaande organisatie", "Twente": "Nieuwe organisatie", "Groningen": "Nieuwe organisatie"},
    {"Stichting Tapuit": ("90000002", "Organisatie"), "Roodborst": ("90000003", "ZZP'er")},
)
BREED, TELEFOON = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.mark.parametrize(
    ("hand", "script", "scherm"),
    [
        pytest.param(Toetsenbord, True, TELEFOON, id="toetsenbord-360"),
        pytest.param(Toetsenbord, False, BREED, id="toetsenbord-zonder-script"),
        pytest.param(Wandelaar, True, BREED, id="muis"),
        pytest.param(Wandelaar, False, TELEFOON, id="muis-360-zonder-script"),
    ],
)
def test_een_nieuwkomer_dient_in(ronde, klok, wandelaar, tmp_path, hand, script, scherm):
    klok("2017-06-10 10:00")
    bestuur = wandelaar(soort=hand, java_script_enabled=script, viewport=scherm)
    organisatie.maak_account(bestuur)
    organisatie.registreer(bestuur)
    organisatie.begin(bestuur)
    organisatie.vul_wizard(bestuur, tmp_path / "bewijs.pdf", PLAN)
    organisatie.teken_en_dien_in(bestuur)
    inschrijving = Inschrijving.objects.get()
    assert inschrijving.status == "ingediend"
    assert inschrijving.regios.count() == 3
    assert inschrijving.deelnemers.count() == 2
