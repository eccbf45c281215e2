"""Every act of two people in the house, with the test that tries to do it alone (B29, R17).

A column that keeps who did something later stands here: as the second of two people, or as the act of one.
"""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey

from partijen.models import Gebruiker

BASIS = Path(settings.BASE_DIR)
# Per column of the second person the tests in which one person tries, by this account and by another of their own.
TWEEDE: dict[str, tuple[str, str]] = {
    "beoordeling.Opening.tweede_door": (
        "beoordeling/test_openen.py",
        "test_een_tweede_account_van_dezelfde_persoon_bevestigt_niet",
    ),
    "beoordeling.Overleg.bevestigd_door": (
        "beoordeling/test_oordelen.py",
        "test_een_tweede_account_van_dezelfde_persoon_doet_niets_in_het_dossier",
    ),
    "beoordeling.Verduidelijkingsvraag.verstuurd_door": (
        "beoordeling/test_vragen.py",
        "test_dezelfde_persoon_verstuurt_niet_ook_niet_met_een_ander_account",
    ),
    "bewaren.Aanhouding.opgeheven_door": (
        "bewaren/test_vernietigen.py",
        "test_een_aanhouding_gaat_met_twee_mensen_weg",
    ),
    "bewaren.Opdracht.bevestigd_door": (
        "bewaren/test_vernietigen.py",
        "test_een_tweede_mens_bevestigt_precies_deze_lijst",
    ),
    "bekendmaking.Brief.goedgekeurd_door": (
        "bekendmaking/test_brieven.py",
        "test_een_tweede_account_van_de_opsteller_keurt_de_brief_niet_goed",
    ),
    "bekendmaking.Herziening.vrijgegeven_door": (
        "bekendmaking/test_herziening.py",
        "test_een_ander_geeft_vrij_wat_hij_zag",
    ),
    "berichten.Herverzending.beslist_door": (
        "berichten/test_herverzenden.py",
        "test_wie_vraagt_keurt_niet_goed_ook_niet_met_een_ander_account",
    ),
    "berichten.Verzendstop.opgeheven_door": (
        "berichten/test_verzendstop.py",
        "test_tijdens_een_stop_gaat_niets_en_daarna_alleen_wat_nog_niet_weg_was",
    ),
    "overeenkomst.Verdeling.vastgesteld_door": (
        "overeenkomst/test_geld.py",
        "test_twee_mensen_stellen_vast_precies_wat_zij_zagen",
    ),
    "overeenkomst.Verlenging.besloten_door": (
        "overeenkomst/test_verlengen.py",
        "test_zonder_besluit_of_aanvaarding_eindigt_zij_op_haar_laatste_dag",
    ),
    "overeenkomst.Wijzigingsvoorstel.besloten_door": (
        "overeenkomst/test_wijzigen.py",
        "test_wie_opstelt_tekent_niet_voor_het_zorgkantoor_en_niemand_voor_beide",
    ),
    "publicatie.Leemte.vastgesteld_door": (
        "publicatie/test_leemtelijst.py",
        "test_een_tweede_account_stelt_de_eigen_leemte_niet_vast",
    ),
    "publicatie.Regiotoewijzing.leemten_vastgesteld_door": (
        "publicatie/test_leemtelijst.py",
        "test_wie_de_lijst_voorlegde_stelt_haar_niet_vast_ook_niet_met_een_tweede_account",
    ),
    "publicatie.Uitstel.bevestigd_door": (
        "publicatie/test_wijzigen.py",
        "test_uitstel_vraagt_twee_mensen_en_bewaart_oud_en_nieuw",
    ),
    "selectie.Regioselectie.bevroren_door": ("selectie/test_actions.py", "test_dezelfde_persoon_bevriest_niet_zelf"),
    "selectie.Loting.bevestigd_door": (
        "selectie/test_trekking.py",
        "test_een_tweede_account_van_de_notaris_bevestigt_niet",
    ),
    "uitvoering.Beeindiging.verstuurd_door": (
        "uitvoering/test_einde.py",
        "test_wie_opstelt_verstuurt_niet_en_een_organisatie_kiest_niet_elke_grond",
    ),
    "uitvoering.Controle.vastgesteld_door": (
        "uitvoering/test_controle.py",
        "test_een_controle_van_de_levering_kan_tot_terugvordering_leiden",
    ),
    "uitvoering.Declaratie.betaald_door": ("uitvoering/test_declaratie.py", "test_van_ingediend_tot_betaald"),
    "uitvoering.Herschikking.beslist_door": (
        "uitvoering/test_overschrijding.py",
        "test_binnen_de_regio_en_bij_dezelfde_uitvoerder_blijft_de_som_gelijk",
    ),
    "uitvoering.Maatregel.beslist_door": ("uitvoering/test_tekortkoming.py", "test_een_maatregel_door_twee_mensen"),
}
# Acts of two people that are rows instead of a column.
OOK_TWEE: list[tuple[str, str]] = [
    ("selectie/test_terugzetten.py", "test_wie_het_vroeg_zet_het_niet_zelf_terug"),
    ("selectie/test_leemten.py", "test_een_tweede_account_van_dezelfde_persoon_is_geen_tweede_beoordelaar"),
    (
        "selectie/test_intrekken.py",
        "test_wie_het_vroeg_trekt_de_loting_niet_zelf_in_ook_niet_met_een_tweede_account",
    ),
    ("bekendmaking/test_herloting_intrekken.py", "test_alleen_de_manager_vraagt_het_en_een_ander_mens_beslist"),
    ("beoordeling/test_verdelen.py", "test_twee_accounts_van_een_persoon_delen_geen_dossier_van"),
    (
        "selectie/test_trekking.py",
        "test_wie_de_loting_klaarzette_voert_de_uitslag_niet_in_ook_niet_met_een_tweede_account",
    ),
    ("overeenkomst/test_actions.py", "test_het_zorgkantoor_tekent_na_de_organisatie_en_niet_wie_zelf_aanbood"),
]
# Done by one: answers and readings of the other side, the first of two, and acts that two people need not do.
EEN = {
    *("bekendmaking.Bezwaar.beantwoord_door", "bekendmaking.Bezwaar.behandelaar"),
    *("bekendmaking.Brief.geopend_door", "bekendmaking.KortGeding.doorgaan_door"),
    "bekendmaking.Herziening.intrekken_gevraagd_door",  # the first; the second one draws anew
    *("beoordeling.Belangenverklaring.overgenomen_door", "beoordeling.Classificatie.bevestigd_door"),
    "beoordeling.Verduidelijking.beantwoord_door",
    *("berichten.Verzendstop.gevraagd_door", "bewaren.Aanhouding.opheffen_gevraagd_door"),  # the first
    "bewaren.Vernietiging.gebruiker",  # whose account it is about
    "inschrijving.Bestuursverklaring.getekend_door",  # who sign together: inschrijving.Handtekening
    *("overeenkomst.Aanbieding.ingetrokken_door", "overeenkomst.Modeltekst.door"),
    *("overeenkomst.Onderaannemer.beantwoord_door", "overeenkomst.Onderaannemer.beeindigd_door"),
    *("overeenkomst.Onderaannemervraag.beantwoord_door", "overeenkomst.Prijsvolumeafspraak.beantwoord_door"),
    *("overeenkomst.Verlenging.aanvaard_door", "partijen.Uitnodiging.gebruikt_door"),
    "publicatie.Regiotoewijzing.leemten_voorgelegd_door",  # the first
    "publicatie.Vraag.beantwoord_door",
    "selectie.Loting.notaris",  # enters; an inkoper confirms
    *("selectie.Regioselectie.terug_gevraagd_door", "selectie.Regioselectie.voorgesteld_door"),  # the first
    *("uitvoering.Acuutmelding.antwoord_door", "uitvoering.Acuutmelding.gelezen_door"),
    *("uitvoering.Acuutmelding.alsnog_door", "uitvoering.Contractmelding.voorbij_door"),
    *("uitvoering.Contractmelding.afgehandeld_door", "uitvoering.Controle.voorgesteld_door"),
    *("uitvoering.Declaratie.beoordeeld_door", "uitvoering.Declaratie.overmacht_door"),  # another one pays
    *("uitvoering.Overschrijding.gesloten_door", "uitvoering.Overschrijding.opener"),
    *("uitvoering.Productierapportage.beoordeeld_door", "uitvoering.Verslag.beoordeeld_door"),
    *("uitvoering.Signaal.gedeeld_door", "uitvoering.Zeggenschapsmelding.overleg_door"),
}


def later_gedaan() -> set[str]:
    """Every column in which somebody's name comes only after the row was made."""
    return {
        f"{model._meta.label}.{veld.name}"
        for config in apps.get_app_configs()
        if Path(config.path).parent == BASIS
        for model in config.get_models()
        for veld in model._meta.fields
        if isinstance(veld, ForeignKey) and veld.related_model is Gebruiker and veld.null
    }


def test_van_elke_latere_naam_is_bekend_of_het_een_tweede_persoon_is():
    assert sorted(later_gedaan()) == sorted(TWEEDE.keys() | EEN)
    assert not TWEEDE.keys() & EEN


@pytest.mark.parametrize(("bestand", "naam"), [*TWEEDE.values(), *OOK_TWEE], ids=lambda deel: deel)
def test_de_proef_doet_het_met_een_tweede_account_van_dezelfde_persoon(bestand, naam):
    boom = ast.parse((BASIS / "tests" / bestand).read_text(encoding="utf-8"))
    tekst = "".join(ast.unparse(f) for f in boom.body if isinstance(f, ast.FunctionDef) and f.name == naam)
    assert "'B29'" in tekst
    assert "dezelfde persoon" in tekst or "dezelfde postbus" in tekst or "Dat is één persoon" in tekst
