"""What the contract document says: fields, what is missing, differences, and the paper itself (OV-001 to OV-018)."""

from copy import deepcopy
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest

from overeenkomst import document
from overeenkomst.inlezen import tekst
from overeenkomst.queries import teksten
from overeenkomst.rules import contract as contractregels
from tests.factories_inschrijving import DeelnemerFactory
from tests.overeenkomst.hulp import ingelezen, lees_pdf
from tests.overeenkomst.toneel import Contracttoneel
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

JAAR = {"jaar": 2030, "tarief": "69.50", "budget": "12500.00", "uren": "179.75"}
FEITEN = {
    "zorgkantoor": {
        "naam": "Zorgkantoor IJsvogel",
        "adres": "Postbus 1",
        "plaats": "0000 AA Vogeldam",
        "kvk": "12345678",
        "rechtbank": "Vogeldam",
    },
    "organisatie": {
        "naam": "Stichting Wulp",
        "verband": "",
        "adres": "Rietkraag 3",
        "plaats": "1000 ZZ Vogeldam",
        "bezoekadres": "Nest 4",
        "bezoekplaats": "Vogeldam",
        "kvk": "87654321",
    },
    "deelnemers": [],
    "regios": [
        {"naam": "Bosrand", "van": "2030-01-01", "tot": "2031-12-31", "gemeenten": ["Achterbos"], "jaren": [JAAR]},
        {"naam": "Waterkant", "van": "2030-01-01", "tot": "2031-12-31", "gemeenten": ["Diep"], "jaren": [JAAR]},
    ],
    "bijlagen": [{"naam": "Nota van inlichtingen", "versie": 1, "sha256": "a" * 64, "adres": "", "er": True}],
    "modeltekst": 1,
}
GELEZEN = tekst.lees(VOORBEELD)


def anders(**per_deel):
    feiten = deepcopy(FEITEN)
    for deel, velden in per_deel.items():
        feiten[deel] |= velden
    return feiten


@pytest.mark.clausule("OV-002", "OV-004", "OV-005")
def test_elk_veld_van_de_tekst_krijgt_zijn_waarde():
    waarden = {veld.naam: contractregels.waarde(veld.naam, FEITEN) for veld in GELEZEN.velden}
    assert {naam: waarde for naam, waarde in waarden.items() if not naam.startswith("ondertekening")} == {
        "partij_a_nestkantoor": "IJsvogel",
        "partij_a_adres": "Postbus 1",
        "partij_a_kvk_nummer": "12345678",
        "partij_b_naam_vogelwacht": "Stichting Wulp",
        "partij_b_postadres": "Rietkraag 3",
        "partij_b_postadres_postcode_plaats": "1000 ZZ Vogeldam",
        "partij_b_bezoekadres": "Nest 4",
        "partij_b_bezoekadres_postcode_plaats": "Vogeldam",
        "onderdeel_c_dit_gaat_over_deze_broedgebieden": "Bosrand, Waterkant",
        "artikel_4_rechtbank_plaats": "Vogeldam",
        "bijlage_2_vergoeding_per_uur_kijken": "69",
        "bijlage_2_vergoeding_per_uur_kijken_cent": "50",
        "bijlage_2_hoogste_bedrag_jaar_2030": "25.000",
    }
    assert contractregels.ontbreekt(FEITEN, GELEZEN.velden) == []


@pytest.mark.clausule("OV-009", "OV-018", "OV-130")
@pytest.mark.parametrize(
    ("feiten", "mist"),
    [
        (anders(zorgkantoor={"kvk": "1234567"}), "het KvK-nummer van het zorgkantoor (8 cijfers)"),
        (anders(zorgkantoor={"adres": ""}), "het adres van het zorgkantoor"),
        (anders(zorgkantoor={"rechtbank": ""}), "de plaats van de bevoegde rechtbank"),
        (anders(organisatie={"bezoekplaats": ""}), "het bezoekadres van de organisatie, met plaats"),
        (FEITEN | {"regios": []}, "een regio waarvoor de beslissing gunstig is"),
        (
            FEITEN | {"bijlagen": [FEITEN["bijlagen"][0] | {"er": False}]},
            "het document ‘Nota van inlichtingen’",
        ),
    ],
)
def test_wat_mist_staat_er_bij_naam(feiten, mist):
    assert contractregels.ontbreekt(feiten, ())[0] == mist


def test_een_veld_dat_niemand_kent_staat_er_bij_naam():
    onbekend = SimpleNamespace(naam="artikel_3_kleur_van_het_nest")
    mist = contractregels.ontbreekt(FEITEN, [onbekend])
    assert mist == ["het veld ‘artikel_3_kleur_van_het_nest’ van de modeltekst"]


def test_verschillende_tarieven_staan_in_de_tabel():
    feiten = deepcopy(FEITEN)
    feiten["regios"][1]["jaren"] = [JAAR | {"tarief": "65.00"}]
    veld = "bijlage_2_vergoeding_per_uur_kijken"
    assert [contractregels.waarde(f"{veld}{s}", feiten) for s in ("", "_cent")] == ["zie de tabel", "per regio"]


@pytest.mark.clausule("OV-007")
def test_geen_regel_van_de_tekst_valt_weg():
    delen = contractregels.papier(GELEZEN, FEITEN, [])
    op_papier = " ".join(
        [deel.kop for deel in delen]
        + [stuk for deel in delen for blok in deel.blokken for regel in blok.regels for stuk, _ in regel]
    )
    for woord in {w for regel in GELEZEN.regels for w in regel.tekst.replace("*", " ").split()} - {"-"}:
        leeg = "__" in woord or ".." in woord or "[" in woord
        assert leeg or woord.strip(".:,;") in op_papier, woord


@pytest.mark.clausule("OV-146", "OV-147")
def test_de_ondertekening_wordt_ingevuld():
    wie = {"functie": "bestuurder", "plaats": "Vogeldam", "op": "2029-11-02T10:00:00+01:00"}
    vul = contractregels.ondertekeningen(
        [
            wie | {"kant": "organisatie", "naam": "A. de Vries", "organisatie": "Stichting Wulp"},
            wie | {"kant": "organisatie", "naam": "B. Bel", "organisatie": "Stichting Wulp"},
            wie | {"kant": "zorgkantoor", "naam": "C. Bel", "organisatie": "IJsvogel", "plaats": "Utrecht"},
        ]
    )
    velden = ("naam_partij_b", "organisatie_partij_b", "naam_partij_a", "datum", "opgemaakt_plaats", "overig")
    gevuld = [vul(f"ondertekening_{veld}") for veld in velden]
    assert gevuld == ["A. de Vries en B. Bel", "Stichting Wulp", "C. Bel", "2 november", "Utrecht", None]
    assert vul("ondertekening_datum", " 2029,") == "2 november"
    assert vul("ondertekening_datum", " 2028,") == "2 november 2029 in plaats van"


def test_verschillen_met_de_vorige_versie():
    nieuw = anders(zorgkantoor={"rechtbank": "Utrecht"}) | {"modeltekst": 2}
    nieuw["regios"] = nieuw["regios"][:1]
    nieuw["regios"][0]["jaren"] = [JAAR | {"budget": "13000.00"}]
    assert [(v.wat, v.was, v.wordt) for v in contractregels.verschillen(FEITEN, nieuw)] == [
        ("Rechtbank van zorgkantoor", "Vogeldam", "Utrecht"),
        ("Tarief en budget Bosrand 2030", "€ 69,50 per uur, € 12.500,00", "€ 69,50 per uur, € 13.000,00"),
        ("Modeltekst", "versie 1", "versie 2"),
        ("Looptijd Waterkant", "01-01-2030 tot en met 31-12-2031", ""),
        ("Gemeenten Waterkant", "Diep", ""),
        ("Tarief en budget Waterkant 2030", "€ 69,50 per uur, € 12.500,00", ""),
    ]
    assert contractregels.verschillen(FEITEN, FEITEN) == []


@pytest.mark.django_db
@pytest.mark.clausule("OV-003", "OV-006", "OV-148")
def test_het_blad_van_een_ronde_zonder_modeltekst():
    toneel = Contracttoneel({"Utrecht": "bestaand"}, samenwerkingsverband=True, verbandnaam="Combinatie Wulp-Kluut")
    DeelnemerFactory(inschrijving=toneel.dossier, naam="<b>Stichting Kluut</b>")
    feiten = document.feiten(toneel.dossier)
    inhoud = lees_pdf(document.als_pdf(feiten, versie=1, inschrijving=toneel.dossier, modeltekst=None))
    for stuk in (
        "namens alle Wlz-uitvoerders",
        "maandag 1 januari 2018 tot en met donderdag 31 december 2020",
        "hoofdelijk aansprakelijk",
        "<b>Stichting Kluut</b>",
        "1-1-2018 tot en met",
        "Utrecht 1, Utrecht 2",
        "€ 69.000,00",
        "Ondertekende bestuursverklaring",
        "Bladzijde 1 van 2",
    ):
        assert stuk in inhoud, stuk


@pytest.mark.django_db
@pytest.mark.clausule("OV-013", "OV-014", "OV-149")
def test_de_hele_modeltekst_op_papier():
    toneel = Contracttoneel({"Utrecht": "bestaand", "Zwolle": "bestaand"})
    ingelezen(toneel.ronde, VOORBEELD.replace("jaar 2030", "jaar 2018"))
    modeltekst = teksten.laatste_modeltekst(toneel.ronde)
    feiten = document.feiten(toneel.dossier)
    assert document.ontbreekt(toneel.dossier, feiten, modeltekst) == []
    pdf = document.als_pdf(feiten, versie=1, inschrijving=toneel.dossier, modeltekst=modeltekst)
    inhoud = lees_pdf(pdf)
    for stuk in (
        "versie 3 maart 2029",
        "Utrecht 1, Utrecht 2",
        "Het hoogste bedrag voor het jaar 2018 bedraagt: € 138.000",
        f"Opdrachtgever is Zorgkantoor IJsvogel, opdrachtnemer is {toneel.dossier.organisatie.statutaire_naam}.",
    ):
        assert stuk in inhoud, stuk
    with pikepdf.open(BytesIO(pdf)) as gelezen, gelezen.open_outline() as inhoudsopgave:
        (boven,) = inhoudsopgave.root
        titels = {punt.title for hoofd in boven.children for punt in (hoofd, *hoofd.children)}
        assert {"Inhoud", "Artikel 1", "Artikel 3: Vragen", "Bijlage 3: De broedgebieden"} <= titels
        assert gelezen.Root.MarkInfo.Marked
