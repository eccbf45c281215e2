"""The verduidelijkingsvraag: working days, the end of the term, and what a verdict is bound to. No database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beoordeling import vraagregels as regels
from beoordeling.vraagregels import Gevraagd
from kern.fouten import RegelFout
from kern.kalender import feestdag, is_werkdag, werkdagen_later
from kern.opmaak import ZONE

DAGEN = st.dates(date(2015, 1, 1), date(2040, 12, 31))
SECONDE = timedelta(seconds=1)
MICRO = timedelta(microseconds=1)


def om(tekst):
    return datetime.fromisoformat(tekst).replace(tzinfo=ZONE)


@given(DAGEN, st.integers(1, 30))
def test_zoveel_werkdagen_later_liggen_er_precies_zoveel_werkdagen_tussen(dag, aantal):
    einde = werkdagen_later(dag, aantal)
    tussen = [dag + timedelta(days=n) for n in range(1, (einde - dag).days + 1)]
    assert sum(map(is_werkdag, tussen)) == aantal
    assert is_werkdag(einde)


@given(DAGEN, st.integers(1, 10))
def test_terug_is_het_omgekeerde_van_heen_op_een_werkdag(dag, aantal):
    dag = werkdagen_later(dag, 1)
    assert werkdagen_later(werkdagen_later(dag, aantal), -aantal) == dag


@given(DAGEN)
def test_een_werkdag_is_geen_weekend_en_geen_feestdag(dag):
    assert is_werkdag(dag) == (dag.weekday() <= 4 and feestdag(dag) == "")


@given(st.datetimes(datetime(2015, 1, 1), datetime(2040, 12, 31)))
def test_de_termijn_is_de_laatste_seconde_van_de_vijfde_werkdag(wanneer):
    verstuurd = wanneer.replace(tzinfo=ZONE)
    termijn = regels.termijn(verstuurd)
    assert termijn.tot.date() == werkdagen_later(verstuurd.date(), 5)
    assert termijn.tot.strftime("%H:%M:%S") == "23:59:59"
    assert is_werkdag(termijn.herinneren_op.date())
    assert verstuurd < termijn.herinneren_op < termijn.tot
    assert werkdagen_later(termijn.herinneren_op.date(), 1) == termijn.tot.date()


@pytest.mark.parametrize(
    ("verstuurd", "tot"),
    [
        ("2017-08-08 10:12", "2017-08-15 23:59:59"),  # Tuesday to Tuesday
        ("2017-08-12 10:00", "2017-08-18 23:59:59"),  # on a Saturday: from Monday
        ("2017-12-21 09:00", "2018-01-02 23:59:59"),  # two days of Christmas and the new year do not count
        ("2026-04-01 09:00", "2026-04-10 23:59:59"),  # nor Good Friday and Easter Monday
        ("2026-03-27 23:59", "2026-04-07 23:59:59"),  # nor does the change to summer time move the end of a day
    ],
)
def test_termijnen_die_u_op_de_kalender_kunt_narekenen(verstuurd, tot):
    assert regels.termijn(om(verstuurd)).tot == om(tot)


def test_op_tijd_tot_het_einde_van_de_laatste_seconde():
    tot = om("2017-08-15 23:59:59")
    assert regels.op_tijd(tot + SECONDE - MICRO, tot)
    assert not regels.op_tijd(om("2017-08-16 00:00:00"), tot)
    regels.eis_op_tijd(tot, tot)
    with pytest.raises(RegelFout, match="dinsdag 15 augustus 2017, 23:59 uur"):
        regels.eis_op_tijd(tot + SECONDE, tot)


@given(st.integers(0, 10**8))
def test_een_antwoord_dat_wordt_vastgelegd_en_een_oordeel_zijn_nooit_tegelijk_mogelijk(micros):
    """At every instant exactly one of the two: an answer may still come in, or a verdict is possible."""
    tot = om("2017-08-15 23:59:59")
    nu = tot + micros * MICRO
    try:
        regels.eis_op_tijd_vastgelegd(nu, tot)
        vastleggen = True
    except regels.TeLaatVastgelegd:
        vastleggen = False
    assert vastleggen == regels.loopt(nu, tot)


def test_zonder_vraag_is_de_hash_die_van_de_versie():
    assert regels.gezien_hash("a" * 64, []) == "a" * 64


TEKST = st.text(max_size=5)
VRAGEN = st.lists(st.builds(Gevraagd, st.integers(1, 5), TEKST, TEKST, TEKST), max_size=3, unique_by=lambda g: g.pk)


@given(VRAGEN, VRAGEN)
def test_andere_vragen_of_antwoorden_geven_een_andere_hash(een, ander):
    zelfde = sorted(een, key=lambda g: g.pk) == sorted(ander, key=lambda g: g.pk)
    assert (regels.gezien_hash("a" * 64, een) == regels.gezien_hash("a" * 64, ander)) == zelfde


def test_gezien_zegt_wat_er_veranderd_is():
    versie, met_vraag = "a" * 64, "b" * 64
    regels.eis_gezien(met_vraag, met_vraag, versie)
    with pytest.raises(RegelFout, match="Er is een vraag of een antwoord bijgekomen"):
        regels.eis_gezien(versie, met_vraag, versie)
    with pytest.raises(RegelFout, match="Het dossier is veranderd"):
        regels.eis_gezien("c" * 64, versie, versie)


def test_de_groep_blijft_wie_er_was():
    regels.eis_dezelfde_groep({"1-0": "Wulp"}, {"1-0": "Wulp"})
    with pytest.raises(RegelFout, match="Grutto, Wulp"):
        regels.eis_dezelfde_groep({"1-0": "Wulp"}, {"2-0": "Grutto"})


def test_weglaten_kan_niet_zonder_reden():
    regels.eis_reden("Wulp", "Zij legde dit al uit.")
    with pytest.raises(RegelFout, match="waarom Wulp de vraag niet krijgt"):
        regels.eis_reden("Wulp", "")
