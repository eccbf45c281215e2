"""When one is in time, what is due, how old a document may be, and how shares count; no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inschrijving import rules
from kern.fouten import RegelFout
from tests.inschrijving.dossiers import DOCUMENTEISEN, VERKLARING, dossier, lid, persoon, regio, wat

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OPEN = datetime(2017, 6, 1, tzinfo=AMSTERDAM)
SLUITING = datetime(2017, 8, 1, 17, tzinfo=AMSTERDAM)
TIK = timedelta(microseconds=1)
DAGEN = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.clausule("IK-019")
@pytest.mark.geval("T1", "T2", "T3", "T4")
@pytest.mark.parametrize(
    ("moment", "op_tijd"),
    [
        (SLUITING - TIK, True),
        (SLUITING, True),
        (SLUITING + TIK, False),
        (SLUITING + timedelta(seconds=59.9), False),
        (datetime(2017, 8, 1, 15, tzinfo=UTC), True),
        (datetime(2017, 8, 1, 15, 0, 0, 1, tzinfo=UTC), False),
    ],
)
def test_sluiting_telt_mee_tot_op_de_microseconde(moment, op_tijd):
    assert rules.op_tijd(moment, SLUITING) is op_tijd
    assert (rules.reden_dicht(moment, OPEN, SLUITING) == "") is op_tijd


@pytest.mark.clausule("IK-019", "IK-191")
def test_te_laat_noemt_het_moment_van_sluiten():
    assert "dinsdag 1 augustus 2017, 17:00 uur" in rules.reden_dicht(SLUITING + TIK, OPEN, SLUITING)


@pytest.mark.clausule("IK-084")
def test_voor_de_publicatie_is_het_niet_open():
    assert rules.reden_dicht(OPEN - TIK, OPEN, SLUITING) != ""
    assert rules.reden_dicht(OPEN, OPEN, SLUITING) == ""
    assert rules.reden_dicht(OPEN, None, None) != ""


@pytest.mark.geval("T5", "T6")
def test_vastleggen_mag_tot_zestig_seconden_na_de_sluiting():
    rules.eis_op_tijd_vastgelegd(SLUITING + timedelta(seconds=60), SLUITING)
    with pytest.raises(rules.TeLaatVastgelegd):
        rules.eis_op_tijd_vastgelegd(SLUITING + timedelta(seconds=60) + TIK, SLUITING)


@pytest.mark.clausule("IK-095", "IK-097")
@pytest.mark.geval("B50")
@pytest.mark.parametrize(
    ("datum", "ingediend", "goed"),
    [
        (date(2017, 2, 1), date(2017, 8, 1), True),
        (date(2017, 1, 31), date(2017, 8, 1), False),
        (date(2017, 8, 1), date(2017, 8, 1), True),
        (date(2017, 8, 2), date(2017, 8, 1), False),
        (date(2017, 2, 28), date(2017, 8, 31), True),  # clipped to the end of February
        (date(2017, 2, 27), date(2017, 8, 31), False),
        (date(2016, 2, 28), date(2016, 8, 31), False),  # a leap year: clipped to the 29th
        (date(2016, 2, 29), date(2016, 8, 31), True),
    ],
)
def test_leeftijd_van_een_document(datum, ingediend, goed):
    assert rules.niet_te_oud(datum, ingediend, 6) is goed


@given(DAGEN, st.integers(0, 24))
def test_laatste_indiendag_is_de_laatste(datum, maanden):
    laatste = rules.laatste_indiendag(datum, maanden)
    assert rules.niet_te_oud(datum, laatste, maanden)
    assert not rules.niet_te_oud(datum, laatste + timedelta(days=1), maanden)


def test_laatste_indiendag_van_het_voorbeeld():
    assert rules.laatste_indiendag(date(2017, 1, 30), 6) == date(2017, 7, 30)


@pytest.mark.clausule("IK-091")
@pytest.mark.parametrize(
    ("verband", "bestaand", "nieuw"),
    [(False, 2, 7), (True, 3, 8)],
)
def test_drie_of_acht_documenten_naar_klasse(verband, bestaand, nieuw):
    def aantal(klasse):
        half = dossier(regio(klasse=klasse), samenwerkingsverband=verband)
        return len({v.soort for v in rules.vereiste_documenten(half)})

    assert (aantal("bestaand"), aantal("nieuw")) == (bestaand, nieuw)


@pytest.mark.clausule("IK-091")
def test_de_langere_lijst_geldt_alleen_voor_de_nieuwe_regio():
    vereist = rules.vereiste_documenten(dossier(regio(1, "Arnhem", "bestaand"), regio(2, "Twente", "nieuw")))
    beide, alleen_nieuw = ("Arnhem", "Twente"), ("Twente",)
    assert wat(vereist) == [
        ("bestuursverklaring", beide),
        ("prognose", beide),
        ("machtiging", alleen_nieuw),
        ("vog", alleen_nieuw),
        ("kvk", alleen_nieuw),
        ("registratieoverzicht", alleen_nieuw),
        ("onderbouwing", alleen_nieuw),
    ]


@pytest.mark.clausule("IK-090", "IK-100")
@pytest.mark.parametrize("klasse", ["bestaand", "nieuw"])
@pytest.mark.parametrize("verband", [False, True])
def test_aansprakelijkheid_alleen_bij_een_samenwerkingsverband(klasse, verband):
    half = dossier(regio(klasse=klasse), samenwerkingsverband=verband, deelnemers=(lid(),), documenten=())
    assert ("aansprakelijkheid" in {v.soort for v in rules.ontbrekende_documenten(half)}) is verband


def test_elke_deelnemer_levert_een_eigen_vog_uittreksel_en_machtiging():
    verband = dossier(samenwerkingsverband=True, deelnemers=(lid(5), lid(6, "Zzp Kievit", "zzp", "87654322")))
    per_soort = {}
    for v in rules.vereiste_documenten(verband):
        per_soort.setdefault(v.soort, []).append(v.deelnemer)
    assert per_soort["vog"] == per_soort["kvk"] == per_soort["machtiging"] == [None, 5, 6]
    assert per_soort["aansprakelijkheid"] == per_soort["onderbouwing"] == [None]


@pytest.mark.clausule("IK-094", "IK-096")
@pytest.mark.parametrize("soort", ["vog", "kvk"])
def test_een_document_met_datum_telt_pas_met_datum(soort):
    vol = dossier()
    zonder = tuple(replace(d, datum=None) if d.soort == soort else d for d in vol.documenten)
    assert rules.ontbrekende_documenten(vol) == []
    assert [v.soort for v in rules.ontbrekende_documenten(replace(vol, documenten=zonder))] == [soort]


@pytest.mark.clausule("IK-138")
def test_dekking_van_een_samenwerkingsverband_is_wat_de_leden_samen_dekken():
    gemeenten = {"Almere", "Bunnik", "Cuijk"}
    eerste, tweede = {"Almere"}, {"Almere", "Bunnik"}
    assert rules.onbedekt(gemeenten, eerste | tweede) == ["Cuijk"]
    assert rules.onbedekt(gemeenten, eerste | tweede | {"Cuijk"}) == []


@pytest.mark.clausule("IK-099")
@given(st.lists(st.booleans(), max_size=30))
def test_aandeel_telt_hoofden(tellen):
    mensen = [persoon(pk, geregistreerd=telt) for pk, telt in enumerate(tellen)]
    geregistreerd, totaal = rules.aandeel(mensen)
    assert (geregistreerd, totaal) == (sum(tellen), len(tellen))
    assert rules.aandeel(mensen + mensen) == (geregistreerd, totaal)


@pytest.mark.parametrize(
    "anders",
    [
        {"statutaire_naam": "Stichting Buizerd"},
        {"samenwerkingsverband": True},
        {"deelnemers": (lid(),)},
        {"regios": (regio(klasse="bestaand"),)},
        {"regios": ()},
        {"eisen": ()},
        {"verklaring": replace(VERKLARING, garantie=False)},
        {"verklaring": replace(VERKLARING, klachten_adres="https://elders.example/")},
        {"verklaring": replace(VERKLARING, andere_financiers="gemeente")},
        {"verklaring": replace(VERKLARING, ondertekenaar="B. Jansen")},
    ],
)
@pytest.mark.clausule("IK-074", "IK-116")
def test_handtekening_staat_voor_alles_in_de_verklaring(anders):
    assert rules.verklaring_hash(replace(dossier(), **anders)) != rules.verklaring_hash(dossier())


def test_handtekening_hangt_niet_af_van_wat_er_niet_in_staat():
    anders = replace(dossier(), regios=(regio(uren=Decimal(1), gedekt=frozenset()),), documenten=(), telefoon="")
    assert rules.verklaring_hash(anders) == rules.verklaring_hash(dossier())


@pytest.mark.geval("B49")
@pytest.mark.parametrize(
    ("tekst", "waarde"), [("0", 0), ("1.234,56", "1234.56"), ("1234,5", "1234.5"), ("69,01", "69.01"), ("007", 7)]
)
def test_getal_in_nederlandse_notatie(tekst, waarde):
    assert rules.getal(tekst, decimalen=2, maximum=Decimal(10_000)) == Decimal(waarde)


@pytest.mark.geval("B49")
@pytest.mark.parametrize(
    "tekst", ["NaN", "1e309", "-1", "−1", "69.00", "1,234.56", "١٢", "1.23", "", "Infinity", "1,", "10.001", "1,234"]
)
def test_geen_getal(tekst):
    with pytest.raises(RegelFout):
        rules.getal(tekst, decimalen=2, maximum=Decimal(10_000))


@pytest.mark.clausule("IK-084")
@pytest.mark.parametrize(
    ("voor", "dagen"),
    [
        (timedelta(days=7, microseconds=1), None),
        (timedelta(days=7), 7),
        (timedelta(days=2, microseconds=1), 7),
        (timedelta(days=2), 2),
        (timedelta(days=1), 1),
        (timedelta(0), 1),
        (-TIK, None),
    ],
)
def test_herinnering_zeven_twee_en_een_dag_voor_de_sluiting(voor, dagen):
    assert rules.herinnering(SLUITING - voor, SLUITING) == dagen


def test_herinnering_telt_dagen_van_de_kalender():
    sluiting = datetime(2026, 10, 27, 17, tzinfo=AMSTERDAM)  # winter time since the 25th
    assert rules.herinnering(datetime(2026, 10, 20, 17, tzinfo=AMSTERDAM), sluiting) == 7
    assert rules.herinnering(datetime(2026, 10, 20, 16, 59, tzinfo=AMSTERDAM), sluiting) is None


@pytest.mark.geval("B6")
@pytest.mark.parametrize(
    ("aantal", "omvang", "erbij", "past"), [(49, 0, 1, True), (50, 0, 1, False), (0, 90, 10, True)]
)
def test_grenzen_van_het_dossier(aantal, omvang, erbij, past):
    velden = {"aantal": aantal, "omvang": omvang, "erbij": erbij, "max_aantal": 50, "max_omvang": 100}
    if past:
        rules.binnen_grenzen(**velden)
        velden["erbij"] += 100
    with pytest.raises(RegelFout):
        rules.binnen_grenzen(**velden)


def test_zonder_documentenlijst_wordt_niets_gevraagd():
    assert rules.vereiste_documenten(dossier(documenteisen=(), documenten=())) == []
    assert len(DOCUMENTEISEN) == 11
