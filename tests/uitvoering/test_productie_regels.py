"""Rules of the monthly production: due dates, figures, words about persons. No database."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from tests.uitvoering.toneel import GEEN, cijfers
from uitvoering.rules import productie


@pytest.mark.clausule("OV-173", "OV-230")
@pytest.mark.parametrize(
    ("maand", "ritme", "dag"),
    [
        (date(2018, 1, 1), 1, date(2018, 2, 14)),
        (date(2018, 12, 1), 1, date(2019, 1, 14)),
        (date(2018, 1, 1), 3, date(2018, 4, 14)),
        (date(2018, 3, 1), 3, date(2018, 4, 14)),
        (date(2018, 4, 1), 3, date(2018, 7, 14)),
        (date(2018, 7, 1), 6, date(2019, 1, 14)),
        (date(2018, 1, 1), 12, date(2019, 1, 14)),
    ],
)
def test_laatste_dag_is_de_veertiende_na_de_periode(maand, ritme, dag):
    assert productie.uiterlijk(maand, ritme) == dag


def test_maanden_van_een_looptijd():
    assert productie.maanden(date(2018, 11, 20), date(2019, 2, 1)) == [
        date(2018, 11, 1),
        date(2018, 12, 1),
        date(2019, 1, 1),
        date(2019, 2, 1),
    ]
    assert productie.maanden(date(2019, 2, 1), date(2019, 1, 31)) == []


@given(maand=st.dates(date(2000, 1, 1), date(2099, 12, 1)).map(productie.begin_maand), n=st.integers(-500, 500))
def test_maanden_tellen_heen_en_terug(maand, n):
    assert productie.volgende_maand(productie.volgende_maand(maand, n), -n) == maand


def test_een_maand_die_nog_loopt_wordt_geweigerd():
    productie.eis_voorbij(date(2018, 1, 1), date(2018, 2, 1))
    with pytest.raises(RegelFout, match="Januari 2018 is nog niet voorbij"):
        productie.eis_voorbij(date(2018, 1, 1), date(2018, 1, 31))


@pytest.mark.parametrize(
    "tekst",
    ["januari 2018", "Januari  2018", "2018-01", "2018-1", "1-2018", "01/2018", "2018-01-01", "01-01-2018", "1/1/2018"],
)
def test_maand_in_alle_schrijfwijzen(tekst):
    assert productie.lees_maand(tekst) == date(2018, 1, 1)


@pytest.mark.parametrize(
    "tekst", ["", "2018", "13-2018", "0-2018", "2018-01-02", "januari", "januari 18", "jan 2018", "0000-01"]
)
def test_geen_maand(tekst):
    assert productie.lees_maand(tekst) is None


@pytest.mark.geval("B49")
@pytest.mark.parametrize(
    ("tekst", "uren"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,25", "12.25"),
        ("1.250", "1250"),
        ("1.250,75", "1250.75"),
        ("0", "0"),
    ],
)
def test_uren_met_komma_of_punt(tekst, uren):
    assert productie.lees_uren(tekst) == D(uren)


@pytest.mark.geval("B49")
@pytest.mark.parametrize("tekst", ["12,1", "12.33", "-1", "1,250.5", "1e3", "NaN", "١٢", "12,505", "100.000", "acht"])
def test_uren_die_niet_kunnen(tekst):
    with pytest.raises(RegelFout):
        productie.lees_uren(tekst)


def test_uren_buiten_een_kwartier_zegt_wat_wel_kan():
    with pytest.raises(RegelFout, match="12,00 of 12,25"):
        productie.lees_uren("12,1")


def test_niets_is_niets():
    productie.eis_cijfers(cijfers())
    productie.eis_cijfers(GEEN)
    with pytest.raises(RegelFout, match="Kies een van de twee"):
        productie.eis_cijfers(productie.Cijfers(cijfers().regels, 0, geen_productie=True))
    with pytest.raises(RegelFout, match="Alle cijfers zijn 0"):
        productie.eis_cijfers(productie.Cijfers(GEEN.regels, 0))


def test_wat_een_blik_vraagt():
    """A66: the average over the month, a signal and no refusal."""
    assert productie.signalen(cijfers(("10", 20), ("1", 1))) == []
    assert productie.signalen(cijfers(("10.25", 20), ("1", 0), clienten=0)) == [
        "Informatie en advies: gemiddeld 31 minuten per vraag. Afgesproken is circa 30.",
        "Bemiddeling: wel uren, geen ondersteuningsvragen.",
        "Wel uren, geen unieke cliënten.",
    ]


@pytest.mark.clausule("OV-229")
@pytest.mark.parametrize(
    "kop",
    [
        *("Naam", "naam cliënt", "Naam van de cliënt", "Namen", "Achternaam", "Voornaam", "Voorletters", "Cliëntnaam"),
        *("Geboortedatum", "Geb. datum", "geb.datum", "geboren op", "Geboortejaar", "BSN", "bsn-nummer", "Sofinummer"),
        *("Burgerservicenummer", "Cliëntnummer", "client nr", "Adres", "Postcode", "E-mail", "Telefoonnummer"),
    ],
)
def test_een_kolom_over_personen_wordt_herkend(kop):
    assert productie.is_persoonskop(kop)


@pytest.mark.parametrize(
    "tekst", ["Organisatie", "Unieke cliënten", "Regio", "1. Informatie en advies", "12,5", "Naam Regio"]
)
def test_gewone_tekst_gaat_niet_over_personen(tekst):
    assert not productie.is_persoonskop(tekst)
