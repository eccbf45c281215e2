"""The whole walk on the real round 2018-2020, in Chromium with JavaScript off."""

import pytest

from tests.wandeling import organisatie


@pytest.mark.browser
def test_van_publicatie_tot_bezwaar(ronde, klok, wandelaar, tmp_path):
    klok("2017-06-10 10:00")
    bestuur = wandelaar()
    bestuur.ga("/ronde/2018-2020/")
    bestuur.ziet("Tijdschema", "Eis 11", "Wat u aanlevert", "Twente")
    organisatie.maak_account(bestuur)
    organisatie.registreer(bestuur)
    dossier = organisatie.begin(bestuur)
    organisatie.vul_wizard(bestuur, dossier, tmp_path / "bewijs.pdf")
    organisatie.teken_en_dien_in(bestuur, dossier)
    bestuur.ziet_niet("Niet ingediend")
