"""Automatic findings: what they point at, and when they propose 'voldoet niet'. No database."""

from dataclasses import replace
from datetime import date

import pytest

from beoordeling.bevindingen import alleen_andere_ervaring, bevindingen
from inschrijving.feiten import Ervaring
from tests.inschrijving.dossiers import VERKLARING, document, dossier, persoon, regio

INGEDIEND = date(2017, 7, 31)
BESTAAND = regio(klasse="bestaand")


def over(eis, *regios, **anders):
    """Text and proposal of the findings on one eis of a party that is bestaand, and complete but for `anders`."""
    gevonden = bevindingen(dossier(*(regios or (BESTAAND,)), **anders), INGEDIEND)
    return [(b.tekst, b.nee) for b in gevonden if b.eis == eis]


def ervaring(soort, gemeente="", jaar=2017):
    return Ervaring(1, soort, gemeente, jaar, "Zie de bijlage.")


def test_een_volledig_dossier_van_een_bestaande_partij_geeft_geen_bevinding():
    assert bevindingen(dossier(BESTAAND), INGEDIEND) == []


@pytest.mark.parametrize(
    ("datum", "tekst"),
    [
        (date(2017, 1, 31), None),
        (date(2017, 1, 30), "30 januari 2017: te oud op de dag van indienen."),
        (date(2017, 7, 31), None),
        (date(2017, 8, 1), "1 augustus 2017: van na de dag van indienen."),
    ],
)
def test_een_vog_is_op_de_dag_van_indienen_hoogstens_zes_maanden_oud(datum, tekst):
    documenten = tuple(
        document(soort, datum=datum if soort == "vog" else INGEDIEND) for soort in ("machtiging", "vog", "kvk")
    )
    gevonden = bevindingen(dossier(documenten=documenten), INGEDIEND)
    assert [b.tekst for b in gevonden if b.document] == ([tekst] if tekst else [])


def test_een_document_dat_ontbreekt_staat_er_met_naam_en_van_wie():
    gevonden = bevindingen(dossier(documenten=(document("vog"), document("kvk"))), INGEDIEND)
    assert [(b.kop, b.tekst) for b in gevonden if b.eis is None] == [
        ("Bewijs van machtiging", "Ontbreekt of heeft geen datum (Stichting Kiekendief).")
    ]


def test_een_vervallen_handtekening_valt_op():
    gevonden = bevindingen(dossier(BESTAAND, verklaring=replace(VERKLARING, getekend=False)), INGEDIEND)
    assert [b.kop for b in gevonden] == ["Bestuursverklaring"]


@pytest.mark.clausule("IK-120")
@pytest.mark.parametrize(
    ("gemeente", "jaar", "aantal"), [("Almere", 2017, 0), ("Bunnik", 2017, 0), ("Zeist", 2017, 2), ("Almere", 2016, 2)]
)
def test_eis_1_vraagt_een_overeenkomst_met_een_gemeente_van_de_regio_in_2017(gemeente, jaar, aantal):
    gevonden = over(1, regio(), ervaringen=(ervaring("wmo_contract", gemeente, jaar),))
    assert len(gevonden) == aantal
    assert not any(nee for _, nee in gevonden)


@pytest.mark.clausule("IK-121")
def test_andere_ervaring_vraagt_een_oordeel_van_mensen_en_nooit_een_voorstel():
    anders = dossier(regio(), ervaringen=(ervaring("anderszins"),))
    met_wmo = dossier(regio(), ervaringen=(ervaring("anderszins"), ervaring("wmo_contract", "Almere")))
    bestaand = dossier(BESTAAND, ervaringen=(ervaring("anderszins"),))
    assert [alleen_andere_ervaring(d, d.regios[0]) for d in (anders, met_wmo, bestaand)] == [True, False, False]
    assert over(1, regio(), ervaringen=(ervaring("anderszins"),)) == [
        ("Geen Wmo-overeenkomst in de regio in 2017. U oordeelt of andere ervaring genoeg is, en waarom.", False)
    ]


@pytest.mark.clausule("IK-122")
def test_eis_2_wie_geen_hbo_heeft_wordt_genoemd_met_een_voorstel():
    mensen = (persoon(1), persoon(2, hbo=False), persoon(3))
    assert over(2, ondersteuners=mensen) == [("Zonder hbo-opleiding: Persoon 2.", True)]


@pytest.mark.clausule("IK-133")
def test_eis_5_wie_niet_verklaart_geen_belang_te_hebben_wordt_genoemd_met_een_voorstel():
    mensen = (persoon(1, geen_belangen=False), persoon(2), persoon(3))
    assert over(5, ondersteuners=mensen) == [("Verklaart niet dat er geen belang is: Persoon 1.", True)]


@pytest.mark.clausule("IK-128")
def test_eis_5_andere_financiers_geven_een_vlag_en_geen_voorstel():
    verklaring = replace(VERKLARING, andere_financiers="Gemeente Almere")
    assert over(5, verklaring=verklaring) == [("Noemt andere financiers: Gemeente Almere", False)]


@pytest.mark.clausule("IK-134")
def test_eis_6_zonder_instemming_met_de_beroepscode():
    verklaring = replace(VERKLARING, beroepscode=False)
    assert over(6, verklaring=verklaring) == [("Gaat niet akkoord met de beroepscode.", True)]


@pytest.mark.parametrize("veld", ["klachten_adres", "privacy_adres"])
def test_eis_7_vraagt_twee_webadressen(veld):
    assert len(over(7, verklaring=replace(VERKLARING, **{veld: ""}))) == 1


@pytest.mark.clausule("IK-137")
def test_eis_8_een_gemeente_zonder_dekking_staat_er_bij_naam_met_een_voorstel():
    half = regio(klasse="bestaand", gedekt=frozenset({"Almere"}))
    vol = regio(pk=2, naam="Gooi", klasse="bestaand")
    assert over(8, half, vol) == [("Bunnik niet aangevinkt (1 van 2 gemeenten).", True)]


@pytest.mark.clausule("IK-139")
def test_eis_9_elke_werkdag_telt():
    dagen = ("maandag", "dinsdag", "donderdag", "vrijdag")
    assert over(9, werkdagen=dagen) == [("Niet bereikbaar op woensdag.", True)]


@pytest.mark.clausule("IK-140")
@pytest.mark.parametrize("veld", ["bezoekadres", "telefoon", "email"])
def test_eis_9_vraagt_drie_manieren_van_bereikbaarheid(veld):
    assert over(9, **{veld: ""}) == [("Bezoekadres, telefoonnummer of e-mailadres ontbreekt.", True)]


@pytest.mark.clausule("IK-141")
@pytest.mark.parametrize(("aantal", "verwacht"), [(2, [("2 cliëntondersteuners, minder dan 3.", True)]), (3, [])])
def test_eis_9_vraagt_drie_mensen_per_regio(aantal, verwacht):
    mensen = tuple(persoon(n, regios=frozenset({1})) for n in range(1, aantal + 1))
    assert over(9, ondersteuners=mensen) == verwacht


def test_dezelfde_mensen_in_twee_regio_s_tellen_in_elke_regio_en_worden_gemeld():
    twee = (BESTAAND, regio(pk=2, naam="Gooi", klasse="bestaand"))
    mensen = tuple(persoon(n, regios=frozenset({1, 2})) for n in (1, 2, 3))
    tekst = "3 van de 3 personen staan in meer dan één regio (A25)."
    assert over(9, *twee, ondersteuners=mensen) == [(tekst, False)]


def test_een_nieuwe_partij_licht_elke_eis_toe_met_tekst_of_bestand():
    vol = dossier(regio())
    eisen = tuple(replace(eis, onderbouwing="" if eis.nummer in (3, 4) else "Zo.") for eis in vol.eisen)
    documenten = (*(document(s) for s in ("machtiging", "vog", "kvk")), document("onderbouwing", eisen=(4,)))
    gevonden = bevindingen(replace(vol, eisen=eisen, documenten=documenten), INGEDIEND)
    assert [b.kop for b in gevonden if b.tekst == "Geen onderbouwing."] == ["Eis 3"]
