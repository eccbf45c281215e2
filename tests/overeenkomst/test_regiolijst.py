"""The list of regions: every trap of the source, and the difference with what is known (OV-197 to OV-201, A73)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from overeenkomst.inlezen.regiolijst import Bekend, Namen, Soort, lees_lijst, mag_toepassen, vergelijk

KOP = "Regio (Kantoor)\tGemeenten\n"
BEKEND = Bekend(
    Namen({"noord": "Noordrand", "wsd": "WSD"}, {"West, Schie, Delf (WSD)": "wsd"}),
    Namen({"merel": "Merel", "spreeuw": "Spreeuw"}),
    Namen(
        {
            "GM1": "Bergen (NH.)",
            "GM2": "Duin en Dal",
            "GM3": "Nuwen, Gerve en Nederdorp",
            "GM4": "Vlaarden",
            "GM5": "Westlaan",
            "GM6": "'s-Gravenwijk",
        },
        {"Bergen nh": "GM1"},
    ),
    {"GM1": "noord", "GM2": "noord", "GM3": "noord", "GM4": "wsd", "GM5": "wsd", "GM6": "wsd"},
    {"noord": "merel", "wsd": "spreeuw"},
)
NOORD = "Noordrand (Merel)\tBergen nh, Duin en Dal, Nuwen, Gerve en Nederdorp.\n"
WSD = "WSD (Spreeuw)\t's-Gravenwijk, Vlaarden en Westlaan\n"


def lees(rijen: str, bekend: Bekend = BEKEND):
    return lees_lijst(KOP + rijen, bekend)


def soorten(rijen: str, bekend: Bekend = BEKEND) -> list[tuple[str, str, str, str]]:
    return [(w.soort, w.naam, w.was, w.wordt) for w in vergelijk(lees(rijen, bekend), bekend)]


@pytest.mark.clausule("OV-200")
def test_een_komma_in_een_naam_en_een_en_op_het_eind():
    lijst = lees(NOORD + WSD)
    assert [rij.gemeenten for rij in lijst.rijen] == [
        ("Bergen nh", "Duin en Dal", "Nuwen, Gerve en Nederdorp"),
        ("'s-Gravenwijk", "Vlaarden", "Westlaan"),
    ]
    assert (lijst.gemeenten, lijst.onbegrepen) == (6, ())
    assert soorten(NOORD + WSD) == []


@pytest.mark.parametrize(
    "cel",
    [
        "Bergen nh; Duin en Dal; Nuwen, Gerve en Nederdorp",
        "Bergen nh, Nuwen, Gerve en Nederdorp, Duin en Dal,",
        "Nuwen, Gerve en Nederdorp, Bergen nh,  Duin en Dal .",
    ],
)
def test_puntkommas_en_tekens_op_het_eind(cel):
    assert soorten(f"Noordrand (Merel)\t{cel}\n{WSD}") == []


def test_twee_namen_met_en_staan_ook_wel_in_het_midden():
    assert soorten(NOORD + "WSD\tVlaarden en Westlaan, 's-Gravenwijk\n") == []


@pytest.mark.parametrize("naam", ["West, Schie, Delf (WSD)", "West, Schie, Delf (WSD) (Spreeuw)", "WSD"])
def test_een_regio_met_haakjes_in_haar_naam_is_een_regio(naam):
    lijst = lees(NOORD + WSD.replace("WSD (Spreeuw)", naam))
    assert vergelijk(lijst, BEKEND) == []
    assert lijst.rijen[1].uitvoerder == ("Spreeuw" if "Spreeuw" in naam else "")


def test_de_kop_op_elke_bladzijde_en_een_voetnoot_tellen_niet_en_na_de_bijlage_houdt_het_op():
    tekst = f"Artikel 1\tvan\n{KOP}{NOORD}\n¹ Onder voorbehoud.\n\n{KOP}{WSD}\nBijlage 4:\n\nIets anders\tverder\n"
    lijst = lees_lijst(tekst, BEKEND)
    assert [(rij.regel, rij.naam) for rij in lijst.rijen] == [(3, "Noordrand"), (8, "WSD")]
    assert lijst.onbegrepen == ()


@pytest.mark.parametrize(
    "regel", ["Nog een zin.", "Oostrand (Merel)\t", "a\tb\tc", "WSD (Spreeuw)\tVlaarden en Onbekend"]
)
def test_een_regel_die_niet_is_begrepen_staat_er_met_haar_nummer(regel):
    assert lees(NOORD + regel + "\n").onbegrepen == ((3, regel),)


def test_erbij_weg_verhuisd_en_anders_gespeld():
    rijen = (
        "Noord-Rand (Spreeuw)\tBergen NH, Duin en Dal, Vlaarden, Nuwen, Gerve en Nederdop\n"
        "Oostrand (Merel)\tWestlaan.\n"
    )
    assert soorten(rijen) == [
        (Soort.REGIO_ERBIJ, "Oostrand", "", ""),
        (Soort.REGIO_WEG, "WSD", "", ""),
        (Soort.REGIO_ANDERS_GESPELD, "Noordrand", "Noordrand", "Noord-Rand"),
        (Soort.UITVOERDER_ANDERS, "Noordrand", "Merel", "Spreeuw"),
        (Soort.GEMEENTE_ERBIJ, "Gerve en Nederdop", "", "Noord-Rand"),
        (Soort.GEMEENTE_ERBIJ, "Nuwen", "", "Noord-Rand"),
        (Soort.GEMEENTE_WEG, "'s-Gravenwijk", "WSD", ""),
        (Soort.GEMEENTE_WEG, "Nuwen, Gerve en Nederdorp", "Noordrand", ""),
        (Soort.GEMEENTE_VERHUISD, "Vlaarden", "WSD", "Noordrand"),
        (Soort.GEMEENTE_ANDERS_GESPELD, "Bergen (NH.)", "Bergen (NH.)", "Bergen NH"),
    ]


def test_een_onbekende_regio_krijgt_de_bekende_die_erop_lijkt():
    (nieuw, weg, *_) = vergelijk(lees(NOORD.replace("Noordrand", "Noordraand") + WSD), BEKEND)
    assert (nieuw.soort, nieuw.naam, nieuw.hint) == (Soort.REGIO_ERBIJ, "Noordraand", "Noordrand")
    assert (weg.soort, weg.naam) == (Soort.REGIO_WEG, "Noordrand")


def test_een_onbekende_naam_krijgt_de_bekende_die_erop_lijkt():
    (nieuw, weg) = vergelijk(lees(NOORD + WSD.replace("Vlaarden", "Vlaardem").replace(" en ", ", ")), BEKEND)
    assert (nieuw.soort, nieuw.naam, nieuw.hint) == (Soort.GEMEENTE_ERBIJ, "Vlaardem", "Vlaarden")
    assert (weg.soort, weg.naam) == (Soort.GEMEENTE_WEG, "Vlaarden")


@pytest.mark.parametrize(
    ("rijen", "melding"),
    [
        (NOORD + WSD + "Oostrand\tVlaarden\n", "De gemeente Vlaarden staat twee keer"),
        (NOORD + WSD.replace("Westlaan", "Bergen (NH.)"), "De gemeente Bergen nh staat twee keer"),
        (NOORD + NOORD, "De regio Noordrand staat twee keer"),
        ("", "geen lijst van regio’s"),
    ],
)
def test_dubbel_of_geen_lijst_wordt_geweigerd(rijen, melding):
    with pytest.raises(RegelFout, match=melding):
        lees(rijen)


@pytest.mark.parametrize(
    ("rijen", "melding"),
    [
        (NOORD, "De regio WSD staat niet in de lijst"),
        (NOORD + WSD + "Oostrand\tDuinzicht\n", "De regio Oostrand is niet bekend"),
        (NOORD + WSD.replace("Westlaan", "Westlaan, Duinzicht"), "De gemeente Duinzicht is niet bekend"),
        (NOORD + WSD + "Nog een zin.\n", "Regel 4 is niet begrepen"),
    ],
)
def test_een_halve_lijst_wordt_niet_toegepast(rijen, melding):
    lijst = lees(rijen)
    with pytest.raises(RegelFout, match=melding):
        mag_toepassen(lijst, vergelijk(lijst, BEKEND))


@given(st.permutations(sorted(BEKEND.ligt_in)), st.sampled_from([", ", ",", "; ", " , "]))
def test_de_volgorde_en_de_scheiding_doen_er_niet_toe(volgorde, scheiding):
    per_regio = {
        regio: [BEKEND.gemeenten.officieel[g] for g in volgorde if BEKEND.ligt_in[g] == regio]
        for regio in ("noord", "wsd")
    }
    rijen = "".join(f"{BEKEND.regios.officieel[r]}\t{scheiding.join(namen)}\n" for r, namen in per_regio.items())
    assert soorten(rijen) == []
