"""The geometry of the drawing of terms and of bars; no database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.tijdlijn import BREEDTE, LINKS, RECHTS, SOORTEN, Termijn, tijdlijn

DAGTEKENING = date(2017, 9, 15)
TERMIJNEN = [
    Termijn("Bezwaar maken", DAGTEKENING, date(2017, 9, 29), "tot 29 september, 17:00 uur", "eigen"),
    Termijn("Kort geding", DAGTEKENING, date(2017, 10, 5), "tot en met 5 oktober", "gevaar"),
    Termijn("Kort geding", date(2017, 10, 5), date(2017, 10, 12), "te laat", "te-laat"),
    Termijn("Andere geschillen", DAGTEKENING, date(2017, 10, 27), "tot en met 27 oktober", "wachten"),
]
dagen = st.dates(date(2017, 1, 1), date(2030, 12, 31))


def test_schaal_loopt_van_de_eerste_tot_de_laatste_dag():
    lijn = tijdlijn(TERMIJNEN, vandaag=date(2017, 9, 26))
    assert [(b.x, b.breedte) for b in lijn.balken] == [(210, 293), (210, 419), (629, 146), (210, 879)]
    assert lijn.vandaag == 440


def test_een_rij_per_naam_in_volgorde():
    lijn = tijdlijn(TERMIJNEN, vandaag=DAGTEKENING)
    assert [r.naam for r in lijn.rijen] == ["Bezwaar maken", "Kort geding", "Andere geschillen"]
    assert lijn.balken[1].y == lijn.balken[2].y


def test_strepen_staan_bij_het_begin_en_bij_elk_einde():
    lijn = tijdlijn(TERMIJNEN, vandaag=DAGTEKENING)
    assert [s.tekst for s in lijn.strepen] == ["15 sep", "29 sep", "5 okt", "12 okt", "27 okt"]


@pytest.mark.parametrize(("dag", "x"), [(DAGTEKENING, LINKS), (date(2017, 10, 27), RECHTS)])
def test_vandaag_op_de_eerste_en_de_laatste_dag(dag, x):
    assert tijdlijn(TERMIJNEN, vandaag=dag).vandaag == x


@pytest.mark.parametrize("dag", [date(2017, 9, 14), date(2017, 10, 28)])
def test_vandaag_buiten_de_schaal_staat_er_niet(dag):
    assert tijdlijn(TERMIJNEN, vandaag=dag).vandaag is None


def test_tekst_die_niet_past_staat_naast_de_balk():
    kort = Termijn("A", date(2017, 10, 26), date(2017, 10, 27), "veel langer dan de balk", "eigen")
    balk = tijdlijn([*TERMIJNEN, kort], vandaag=DAGTEKENING).balken[-1]
    assert (balk.binnen, balk.anker, balk.tekst_x) == (False, "end", balk.x - 10)


@pytest.mark.parametrize(
    "termijnen",
    [
        [],
        [Termijn("A", date(2017, 10, 2), date(2017, 10, 1), "", "eigen")],
        [Termijn("A", date(2017, 10, 1), date(2017, 10, 2), "", "onbekend")],
    ],
)
def test_wat_niet_te_tekenen_is_wordt_geweigerd(termijnen):
    with pytest.raises(ValueError, match="termijn"):
        tijdlijn(termijnen, vandaag=DAGTEKENING)


@given(
    st.lists(
        st.builds(
            lambda rij, van, duur, soort: Termijn(rij, van, van + timedelta(days=duur), "tot dan", soort),
            st.sampled_from("ABC"),
            dagen,
            st.integers(0, 400),
            st.sampled_from(sorted(SOORTEN)),
        ),
        min_size=1,
        max_size=8,
    ),
    dagen,
)
def test_alles_blijft_binnen_de_tekening_en_datums_raken_elkaar_niet(termijnen, vandaag):
    lijn = tijdlijn(termijnen, vandaag)
    assert all(b.x >= LINKS and b.x + b.breedte <= BREEDTE for b in lijn.balken)
    for y in {s.y for s in lijn.strepen if s.tekst}:
        plaatsen = [s.x for s in lijn.strepen if s.y == y and s.tekst]
        assert all(tweede - eerste >= 38 for eerste, tweede in pairwise(plaatsen))
