"""The rules of steps 3 and 4, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beoordeling import rules
from beoordeling.rules import Contractperiode, Gegeven
from kern.fouten import RegelFout

NU = datetime(2017, 8, 1, 16, 0, tzinfo=UTC)
oordelen = st.sampled_from(["voldoet", "voldoet_niet"])


# Opening


@pytest.mark.clausule("IK-020")
@pytest.mark.parametrize(("verschil", "mag"), [(-1, False), (0, True), (1, True)])
def test_openen_kan_vanaf_het_moment_en_geen_microseconde_eerder(verschil, mag):
    nu = NU + timedelta(microseconds=verschil)
    if mag:
        rules.eis_opening_mogelijk(nu, NU)
    else:
        with pytest.raises(RegelFout, match="nog niet open"):
            rules.eis_opening_mogelijk(nu, NU)


def test_openen_kan_niet_zonder_tijdschema():
    with pytest.raises(RegelFout):
        rules.eis_opening_mogelijk(NU, None)


@pytest.mark.parametrize(
    ("later", "mag"), [(timedelta(minutes=10), True), (timedelta(minutes=10, microseconds=1), False)]
)
def test_de_tweede_persoon_heeft_tien_minuten(later, mag):
    if mag:
        rules.eis_op_tijd_bevestigd(NU, NU + later, 10)
    else:
        with pytest.raises(RegelFout, match="ouder dan 10 minuten"):
            rules.eis_op_tijd_bevestigd(NU, NU + later, 10)


def test_de_weigering_noemt_elke_regio_zonder_vaste_lijst():
    rules.eis_leemten_vast([])
    with pytest.raises(RegelFout, match="ligt nog niet vast in Utrecht, "):
        rules.eis_leemten_vast(["Utrecht"])
    with pytest.raises(RegelFout, match="in de regio’s Flevoland, Utrecht, "):
        rules.eis_leemten_vast(["Flevoland", "Utrecht"])


@pytest.mark.clausule("IK-020")
@pytest.mark.parametrize(("verschil", "mag"), [(-1, False), (0, True)])
def test_beoordelen_kan_vanaf_de_dag_van_het_tijdschema(verschil, mag):
    vanaf = datetime(2017, 8, 1, 22, 0, tzinfo=UTC)  # 2 August, 00:00 in Amsterdam
    nu = vanaf + timedelta(microseconds=verschil)
    if mag:
        rules.eis_beoordelen_mogelijk(nu, vanaf)
    else:
        with pytest.raises(RegelFout, match="begint pas"):
            rules.eis_beoordelen_mogelijk(nu, vanaf)


# Verdicts


@given(st.lists(st.builds(Gegeven, st.integers(1, 5), oordelen), max_size=2, unique_by=lambda g: g.beoordelaar))
def test_de_uitkomst_is_wat_twee_mensen_los_van_elkaar_vonden(gegeven):
    eens = len(gegeven) == 2 and gegeven[0].oordeel == gegeven[1].oordeel
    assert rules.einduitkomst(gegeven, None, False) == (gegeven[0].oordeel if eens else None)


@given(oordelen, oordelen, oordelen)
def test_een_bevestigd_overleg_beslist_en_een_open_overleg_houdt_alles_open(een, twee, besluit):
    gegeven = [Gegeven(1, een), Gegeven(2, twee)]
    assert rules.einduitkomst(gegeven, besluit, False) == besluit
    assert rules.einduitkomst(gegeven, besluit, True) is None


@given(st.integers(1, 4), oordelen, st.booleans())
def test_het_oordeel_van_een_collega_blijft_verborgen_tot_het_eigen_er_is(ik, oordeel, eigen):
    van_collega = Gegeven(9, oordeel)
    gegeven = [van_collega, Gegeven(ik, oordeel)] if eigen else [van_collega]
    assert (van_collega in rules.zichtbaar(gegeven, ik, beoordeelt=True)) is eigen


def test_wie_alleen_leest_ziet_elk_oordeel_en_een_derde_pas_beide():
    een, twee = Gegeven(1, "voldoet"), Gegeven(2, "voldoet_niet")
    assert rules.zichtbaar([een], 3, beoordeelt=False) == [een]
    assert rules.zichtbaar([een], 3, beoordeelt=True) == []
    assert rules.zichtbaar([een, twee], 3, beoordeelt=True) == [een, twee]


def test_twee_mensen_oordelen_en_geen_van_beiden_verandert_daarna_nog_iets():
    een, twee = Gegeven(1, "voldoet"), Gegeven(2, "voldoet")
    rules.eis_mag_oordelen([], 1)
    rules.eis_mag_oordelen([een], 1)
    rules.eis_mag_oordelen([een], 2)
    with pytest.raises(RegelFout, match="Beide oordelen zijn gegeven"):
        rules.eis_mag_oordelen([een, twee], 1)
    with pytest.raises(RegelFout, match="Twee collega’s"):
        rules.eis_mag_oordelen([een, twee], 3)


@pytest.mark.parametrize(
    ("oordeel", "motivering", "verplicht", "fout"),
    [
        ("voldoet", "", False, ""),
        ("voldoet_niet", "Er is geen dekking.", False, ""),
        ("voldoet", "Goed genoeg.", True, ""),
        ("voldoet_niet", "", False, "De motivering komt in de brief"),
        ("voldoet", "", True, "andere ervaring"),
        ("misschien", "Tja.", False, "Kies"),
        ("", "", False, "Kies"),
    ],
)
def test_wat_een_oordeel_nodig_heeft(oordeel, motivering, verplicht, fout):
    if not fout:
        rules.eis_oordeel(oordeel, motivering, verplicht)
    else:
        with pytest.raises(RegelFout, match=fout):
            rules.eis_oordeel(oordeel, motivering, verplicht)


@pytest.mark.clausule("IK-079", "IK-114")
@given(st.dictionaries(st.integers(1, 11), st.sampled_from(["voldoet", "voldoet_niet", None]), min_size=1))
def test_het_totaal_is_voldoet_dan_en_slechts_dan_als_elke_eis_voldoet(uitkomsten):
    waarden = set(uitkomsten.values())
    verwacht = None if None in waarden else "voldoet_niet" if "voldoet_niet" in waarden else "voldoet"
    assert rules.totaal(uitkomsten) == verwacht
    assert (rules.totaal(uitkomsten) == "voldoet") == (waarden == {"voldoet"})


@pytest.mark.clausule("IK-114")
def test_zonder_eisen_is_er_geen_totaal():
    assert rules.totaal({}) is None


def test_de_brief_krijgt_de_uitkomst_van_het_overleg_en_anders_wat_beiden_schreven():
    een, twee, zelfde = (
        Gegeven(1, "voldoet_niet", "A."),
        Gegeven(2, "voldoet_niet", "B."),
        Gegeven(3, "voldoet_niet", "A."),
    )
    assert rules.motivering_van([een, twee], None) == "A.\nB."
    assert rules.motivering_van([een, zelfde], None) == "A."
    assert rules.motivering_van([een, twee], "Samen: C.") == "Samen: C."


# Bestaand or nieuw

UTRECHT, GOOI = 1, 2
HEEL = (date(2017, 1, 1), date(2017, 12, 31))


def contract(van, tot, regio=UTRECHT, kvk="11111111"):
    return Contractperiode(kvk, regio, van, tot)


def voorstel(*contracten, leden=("11111111",), jaar=2017):
    return rules.stel_indeling_voor([frozenset(lid.split()) for lid in leden], UTRECHT, jaar, contracten)[0]


dagen = st.dates(date(2016, 6, 1), date(2018, 6, 30))
perioden = st.lists(st.tuples(dagen, dagen).map(sorted).map(tuple), max_size=6)


@pytest.mark.clausule("IK-075")
@given(perioden)
def test_het_hele_jaar_is_gedekt_als_elke_dag_onder_een_periode_valt(perioden):
    jaar = [date(2017, 1, 1) + timedelta(days=n) for n in range(365)]
    elke_dag = all(any(van <= dag <= tot for van, tot in perioden) for dag in jaar)
    assert rules.dekt_heel_jaar(perioden, 2017) is elke_dag


@pytest.mark.clausule("IK-075")
@pytest.mark.parametrize(
    ("contracten", "verwacht"),
    [
        ([contract(*HEEL)], "bestaand"),
        ([contract(date(2015, 1, 1), date(2019, 12, 31))], "bestaand"),
        ([contract(date(2017, 1, 1), date(2017, 6, 30)), contract(date(2017, 7, 1), date(2017, 12, 31))], "bestaand"),
        ([contract(*HEEL, regio=GOOI)], "nieuw_in_regio"),
        ([contract(date(2017, 1, 2), date(2017, 12, 31))], "deels"),
        ([contract(date(2017, 1, 1), date(2017, 12, 30))], "deels"),
        ([contract(date(2017, 1, 1), date(2017, 6, 30)), contract(date(2017, 7, 2), date(2017, 12, 31))], "deels"),
    ],
)
def test_bestaand_is_een_overeenkomst_voor_heel_het_jaar_in_deze_regio(contracten, verwacht):
    assert voorstel(*contracten) == verwacht


@pytest.mark.clausule("IK-076")
@pytest.mark.parametrize(
    "elders",
    [
        contract(*HEEL, regio=GOOI),
        contract(date(2016, 1, 1), date(2016, 12, 31)),  # lapsed (A17)
        contract(date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_zonder_overeenkomst_in_de_regio_en_elders_wel_is_nieuw_in_de_regio(elders):
    assert voorstel(elders) == "nieuw_in_regio"


@pytest.mark.clausule("IK-077")
def test_zonder_enige_overeenkomst_is_geheel_nieuw():
    assert voorstel() == "geheel_nieuw"
    assert voorstel(contract(*HEEL, kvk="99999999")) == "geheel_nieuw"


def test_de_keten_van_een_fusie_telt_samen():
    half = [
        contract(date(2017, 1, 1), date(2017, 4, 30), kvk="22222222"),
        contract(date(2017, 5, 1), date(2017, 12, 31)),
    ]
    assert voorstel(*half, leden=["11111111 22222222"]) == "bestaand"
    assert voorstel(*half, leden=["11111111"]) == "deels"


def test_een_verband_is_alleen_bestaand_als_elk_lid_het_hele_jaar_had():
    een, twee = contract(*HEEL), contract(*HEEL, kvk="22222222")
    deel = contract(date(2017, 3, 1), date(2017, 12, 31), kvk="22222222")
    leden = ["11111111", "22222222"]
    assert voorstel(een, twee, leden=leden) == "bestaand"
    assert voorstel(een, deel, leden=leden) == "deels"
    assert voorstel(een, leden=leden) == "nieuw_in_regio"


def test_zonder_peiljaar_is_niemand_bestaand():
    assert voorstel(contract(*HEEL), jaar=None) == "nieuw_in_regio"


@given(st.lists(st.builds(contract, dagen, dagen, st.sampled_from([UTRECHT, GOOI]))))
def test_elk_voorstel_heeft_een_reden_en_is_nooit_bestaand_zonder_heel_jaar(contracten):
    soort, reden = rules.stel_indeling_voor([frozenset({"11111111"})], UTRECHT, 2017, contracten)
    hier = [(c.van, c.tot) for c in contracten if c.regio == UTRECHT]
    assert (soort == "bestaand") is rules.dekt_heel_jaar(hier, 2017)
    assert reden.endswith(".")
    assert "None" not in reden
