"""The reader of the official text: everything in its place, nothing lost (issue: the text is loaded, not committed)."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from overeenkomst.inlezen import tekst, vergelijk
from overeenkomst.inlezen.tekst import Deelsoort, Soort
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

OFFICIEEL = Path(
    os.environ.get("OCO_OFFICIELE_TEKST")
    or Path(__file__).parents[3] / "shared" / "bronnen" / "overeenkomst-2027-2028.txt"
)
BOUWSTENEN = [
    *VOORBEELD.splitlines(),
    *("Artikel 5", "Lid 3", "Bijlage 4", "Bijlage", "3 – Kop", "4.2 Twee", "a) punt", "[ ]", "€", "…", "\t", "²", ":"),
]


@pytest.fixture(scope="module")
def gelezen():
    return tekst.lees(VOORBEELD)


def alleen(gelezen, soort: Soort) -> list[tuple[str, str]]:
    """Number and text of the lines of one kind."""
    return [(regel.nr, regel.tekst) for regel in gelezen.regels if regel.soort is soort]


def test_telt_wat_er_staat(gelezen):
    assert gelezen.titel == "Overeenkomst Vogelhulp 2030-2031"
    assert gelezen.tellingen == {"artikelen": 4, "leden": 4, "definities": 2, "bijlagen": 3, "velden": 19}
    assert gelezen.fouten == ()


def test_elk_deel_op_zijn_plek(gelezen):
    assert [deel.naam for deel in gelezen.delen] == [
        "Voorblad",
        *(f"Onderdeel {letter}" for letter in "ABCDE"),
        *("1 – Begrippen", "Artikel 1", "2. Wat wij doen", "Artikel 2"),
        *("Onze afspraken over vragen", "Artikel 3: Vragen", "Artikel 4: Ruzie", "Ondertekening"),
        *("Bijlage 1", "Bijlage 2: Het tarief", "Bijlage 3: De broedgebieden", "Na de bijlagen"),
    ]


def test_definities_en_leden_met_hun_naam_of_nummer(gelezen):
    assert [term for term, _ in alleen(gelezen, Soort.DEFINITIE)] == ["Nest", "Vogelwacht in de zin van deel B"]
    leden = {deel.nummer: [lid.nr for lid in deel.leden] for deel in gelezen.van_soort(Deelsoort.ARTIKEL)}
    assert leden == {1: [], 2: ["1", "2"], 3: ["1", "2"], 4: []}


@pytest.mark.parametrize(
    ("regels", "leden"),
    [
        ("Lid 1\n\n1. a\n2. b\n\nLid 2", ["1", "2"]),
        ("1.1 Eerst\n1. a\n2. b\n1.2 Dan", ["1", "2"]),
        ("1. Eerst\n2. Dan\n1. a\n3. Slot", ["1", "2", "3"]),
    ],
)
def test_een_genummerde_regel_is_een_lid_of_een_punt_binnen_een_lid(regels, leden):
    gelezen = tekst.lees(f"Artikel 1\n\n{regels}\n")
    assert ([lid.nr for lid in gelezen.delen[0].leden], gelezen.fouten) == (leden, ())


def test_een_voetnoot_hoort_bij_haar_nummer_ook_zonder_hoog_cijfer(gelezen):
    assert alleen(gelezen, Soort.VOETNOOT) == [
        ("1", "¹ Een week heeft:"),
        ("1", "- vijf werkdagen;"),
        ("1", "- twee vrije dagen."),
        ("2", "2 Deze lijst geldt op de eerste dag."),
    ]


def test_wat_niet_is_begrepen_staat_er_met_zijn_regel(gelezen):
    regels = VOORBEELD.split("\n")
    assert [(r.nummer, r.tekst) for r in gelezen.onbegrepen] == [
        (regels.index(zin) + 1 if zin != "Overeenkomst" else len(regels) - 1, zin)
        for zin in ("Hier staat een zin te veel.", "- een regel die niets uitlegt", "Bijlage", "Overeenkomst")
    ]


def test_elke_lege_plek_heet_naar_wat_eromheen_staat(gelezen):
    assert [veld.naam for veld in gelezen.velden] == [
        *("partij_a_nestkantoor", "partij_a_adres", "partij_a_kvk_nummer"),
        *("partij_b_naam_vogelwacht", "partij_b_postadres"),
        *("partij_b_postadres_postcode_plaats", "partij_b_bezoekadres", "partij_b_bezoekadres_postcode_plaats"),
        *("onderdeel_c_dit_gaat_over_deze_broedgebieden", "artikel_4_rechtbank_plaats"),
        *("ondertekening_opgemaakt_in_tweevoud_plaats", "ondertekening_datum"),
        *("ondertekening_handtekening_partij_a", "ondertekening_handtekening_partij_b"),
        *("ondertekening_naam_partij_a", "ondertekening_naam_partij_b"),
        *("bijlage_2_vergoeding_per_uur_kijken", "bijlage_2_vergoeding_per_uur_kijken_cent"),
        "bijlage_2_hoogste_bedrag_jaar_2030",
    ]


def test_een_veld_wijst_de_lege_plek_aan(gelezen):
    regels = VOORBEELD.split("\n")
    leeg = {veld.naam: regels[veld.regel - 1][veld.van : veld.tot] for veld in gelezen.velden}
    assert leeg["partij_b_postadres"] == "[postadres]"
    assert leeg["partij_b_naam_vogelwacht"] == ".........."
    assert leeg["ondertekening_handtekening_partij_b"] == "(Handtekening)"
    assert leeg["artikel_4_rechtbank_plaats"] == ""
    assert leeg["bijlage_2_vergoeding_per_uur_kijken_cent"] == "_____"


def test_twee_keer_lezen_geeft_hetzelfde_en_bewaren_verandert_niets(gelezen):
    assert tekst.lees(VOORBEELD) == gelezen
    assert tekst.uit_json(tekst.als_json(gelezen)) == gelezen


@given(st.lists(st.one_of(st.sampled_from(BOUWSTENEN), st.text(max_size=30))))
def test_geen_regel_raakt_kwijt(regels):
    ruw = "\n".join(regels)
    gelezen = tekst.lees(ruw)
    assert [(regel.nummer, regel.tekst) for regel in gelezen.regels] == tekst.splits(ruw)
    assert len({veld.naam for veld in gelezen.velden}) == len(gelezen.velden)
    assert tekst.uit_json(tekst.als_json(gelezen)).regels == gelezen.regels


@pytest.mark.parametrize("einde", ["\r\n", "\r", "\n", "\f\n"])
def test_elk_einde_van_een_regel(gelezen, einde):
    ander = tekst.lees(VOORBEELD.replace("\n", einde))
    assert ander.tellingen == gelezen.tellingen
    assert [regel.tekst for regel in ander.regels] == [regel.tekst for regel in gelezen.regels]


@pytest.mark.parametrize(
    ("van", "naar", "melding"),
    [
        ("\nArtikel 3: Vragen", "", "Artikel 3 ontbreekt."),
        ("Artikel 4 Ruzie", "Artikel 2 Ruzie", "Artikel 2 staat er 2 keer in."),
        ("Artikel 4 Ruzie", "Artikel 99 Ruzie", "Artikel 4 ontbreekt."),
        ("Lid 1\n", "\n", "Artikel 2 lid 1 ontbreekt."),
        ("Bijlage 3:", "Bijlage 2:", "Bijlage 2 staat er 2 keer in."),
        ("Bijlage 2\n", "\n", "Bijlage 2 ontbreekt."),
    ],
)
def test_een_tekst_die_niet_heel_is_wordt_geweigerd(van, naar, melding):
    assert van in VOORBEELD
    with pytest.raises(RegelFout, match=f"^{re.escape(melding)} Vergelijk het bestand"):
        tekst.lees_bestand(VOORBEELD.replace(van, naar, 1).encode())


def test_artikelen_in_een_andere_volgorde_worden_geweigerd():
    met_ruil = VOORBEELD.replace("Artikel 3: Vragen", "Artikel 4: Vragen").replace("Artikel 4 Ruzie", "Artikel 3 Ruzie")
    assert tekst.lees(met_ruil).fouten == (
        "Artikel 3 staat niet op zijn plek. Vergelijk het bestand met de officiële tekst.",
    )


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "Dit bestand is leeg"),
        (b" \r\n\t", "Dit bestand is leeg"),
        (b"PK\x03\x04\x00\x00", "geen gewone tekst"),
        (VOORBEELD.encode("utf-16"), "geen gewone tekst"),
        ("Artikel 1\n\nCliënt".encode("cp1252"), "geen gewone tekst"),
        (VOORBEELD.encode() + b"\x00", "geen gewone tekst"),
        (b"a" * (tekst.MAX_BYTES + 1), "groter dan 1 MB"),
        (b"a\n" * (tekst.MAX_REGELS + 1), "meer dan 5000 regels"),
        (b"Artikel 1\n\n" + b"___ " * 501, "meer dan 500 lege plekken"),
        (b"Een brief zonder nummers.", "geen enkel artikel"),
        (b"\xef\xbb\xbf", "geen enkel artikel"),
    ],
)
def test_een_slecht_bestand_krijgt_een_duidelijke_weigering(inhoud, melding):
    with pytest.raises(RegelFout, match=melding):
        tekst.lees_bestand(inhoud)


def test_verschillen_per_deel():
    anders = VOORBEELD.replace("belt.", "belt of mailt.").replace("versie 3 maart", "versie 4 april")
    anders = anders.replace("Bijlage 1: de verklaring is een los papier.\n", "")
    anders = anders.replace("Bijlage 2\n", "Bijlage 1\n").replace("Bijlage 3:", "Bijlage 2:")
    verschillen = vergelijk.verschillen(tekst.lees(VOORBEELD), tekst.lees(anders))
    assert [(v.naam, v.soort) for v in verschillen][:2] == [
        ("Voorblad", "gewijzigd"),
        ("Artikel 3: Vragen", "gewijzigd"),
    ]
    assert verschillen[1].regels == (
        vergelijk.Regelverschil(("1. Wie iets wil weten, belt.",), ("1. Wie iets wil weten, belt of mailt.",)),
    )
    assert ("Bijlage 3: De broedgebieden", "vervallen") in [(v.naam, v.soort) for v in verschillen]
    assert vergelijk.verschillen(tekst.lees(anders), tekst.lees(anders)) == []


@pytest.mark.skipif(
    not OFFICIEEL.exists(), reason="de officiële tekst staat hier niet: noem haar in OCO_OFFICIELE_TEKST"
)
def test_de_officiele_tekst():
    inhoud = OFFICIEEL.read_bytes()
    gelezen = tekst.lees_bestand(inhoud)
    assert gelezen.tellingen == {"artikelen": 33, "leden": 17, "definities": 7, "bijlagen": 6, "velden": 25}
    assert [deel.nummer for deel in gelezen.van_soort(Deelsoort.ARTIKEL)] == list(range(1, 34))
    assert [(regel.nummer, regel.tekst) for regel in gelezen.regels] == tekst.splits(tekst.ontcijfer(inhoud))
    assert [regel.nummer for regel in gelezen.onbegrepen] == [55, 553, 555, 556, 558]
