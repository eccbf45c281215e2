"""Notation (kern.opmaak) and the template tags around it; no database."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from kern import opmaak
from kern.templatetags.portaal import ICONEN, eigen_adressen, icoon

SPRITE = Path(__file__).parents[2] / "static" / "portaal" / "iconen.svg"
ZOMER = datetime(2017, 7, 31, 14, 5, 12, tzinfo=UTC)
WINTER = datetime(2017, 12, 31, 23, 30, tzinfo=UTC)


def toon(sjabloon, **context):
    return Template("{% load portaal %}" + sjabloon).render(Context(context))


@pytest.mark.parametrize(
    ("filter_", "waarde", "tekst"),
    [
        ("datum", date(2017, 9, 15), "vrijdag 15 september 2017"),
        ("datum", WINTER, "maandag 1 januari 2018"),
        ("datum_kort", date(2017, 9, 15), "vr 15 september 2017"),
        ("dag_maand", date(2017, 3, 1), "1 mrt"),
        ("moment", datetime(2017, 8, 1, 15, 0, tzinfo=UTC), "dinsdag 1 augustus 2017, 17:00 uur"),
        ("moment", WINTER, "maandag 1 januari 2018, 00:30 uur"),
        ("moment_exact", ZOMER, "31 juli 2017, 16:05:12 uur"),
        ("moment_exact:'offset'", ZOMER, "31 juli 2017, 16:05:12 uur (UTC+02:00)"),
        ("moment_exact:'offset'", WINTER, "1 januari 2018, 00:30:00 uur (UTC+01:00)"),
        ("euro", 69, "€\xa069,00"),
        ("euro", Decimal("1234567.5"), "€\xa01.234.567,50"),
        ("euro", Decimal("-0.005"), "€\xa0-0,01"),
        ("punt", "Coöperatie Tapuit U.A.", "Coöperatie Tapuit U.A."),
        ("punt", "Stichting Wulp", "Stichting Wulp."),
        ("getal", 1234, "1.234"),
        ("getal", Decimal("1234.5"), "1.234,5"),
        ("getal", Decimal("1E+3"), "1.000"),
        ("getal:1", Decimal("77.777"), "77,8"),
        ("grootte", 0, "0 bytes"),
        ("grootte", 1023, "1023 bytes"),
        ("grootte", 20 * 1024, "20 kB"),
        ("grootte", 20 * 1024 + 1, "21 kB"),
        ("grootte", 25 * 1024 * 1024, "25 MB"),
        ("grootte", 25 * 1024 * 1024 + 1, "25,1 MB"),
    ],
)
def test_filter(filter_, waarde, tekst):
    assert toon("{{ x|" + filter_ + " }}", x=waarde) == tekst


@pytest.mark.parametrize(
    "filter_", ["datum", "datum_kort", "dag_maand", "moment", "moment_exact", "tijd_over", "euro", "getal", "grootte"]
)
@pytest.mark.parametrize("leeg", [None, ""])
def test_lege_waarde_blijft_leeg(filter_, leeg):
    assert toon("{{ x|" + filter_ + " }}", x=leeg) == ""


@pytest.mark.parametrize(
    ("duur", "tekst"),
    [
        (timedelta(days=4, hours=2, minutes=48, seconds=59), "4 dagen, 2 uur en 48 minuten"),
        (timedelta(days=1, minutes=1), "1 dag en 1 minuut"),
        (timedelta(days=1), "1 dag"),
        (timedelta(hours=1), "1 uur"),
        (timedelta(seconds=59), "minder dan 1 minuut"),
        (timedelta(0), "geen tijd meer"),
        (timedelta(days=-1), "geen tijd meer"),
    ],
)
def test_tijd_over(duur, tekst):
    assert toon("{{ x|tijd_over }}", x=duur) == tekst


def test_de_nacht_van_de_wintertijd_heeft_twee_keer_half_drie():
    """The offset tells the two apart."""
    eerste = datetime(2017, 10, 29, 0, 30, tzinfo=UTC)
    assert opmaak.moment_exact(eerste, met_offset=True) == "29 oktober 2017, 02:30:00 uur (UTC+02:00)"
    assert (
        opmaak.moment_exact(eerste + timedelta(hours=1), met_offset=True) == "29 oktober 2017, 02:30:00 uur (UTC+01:00)"
    )


@pytest.mark.parametrize("functie", [opmaak.datum, opmaak.moment, opmaak.moment_exact])
def test_moment_zonder_tijdzone_wordt_geweigerd(functie):
    with pytest.raises(ValueError, match="tijdzone"):
        functie(datetime(2017, 8, 1, 17, 0))


def test_drijvendekommagetal_is_geen_bedrag():
    with pytest.raises(TypeError, match="float"):
        opmaak.euro(69.0)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_bedrag_is_terug_te_lezen(bedrag):
    tekst = opmaak.euro(bedrag).removeprefix("€ ").replace(".", "").replace(",", ".")
    assert Decimal(tekst) == bedrag


@given(st.integers(min_value=1024, max_value=10**12))
def test_grootte_lijkt_nooit_kleiner_dan_zij_is(aantal):
    tekst, eenheid = opmaak.grootte(aantal).split()
    maat = {"kB": opmaak.KB, "MB": opmaak.MB}[eenheid]
    getoond = Decimal(tekst.replace(".", "").replace(",", "."))
    assert 0 <= getoond * maat - aantal <= (maat if eenheid == "kB" else maat / Decimal(10))


def test_icoon_verwijst_naar_het_blad_en_zwijgt_voor_voorlezen():
    assert toon("{% icoon 'ja' 'goed' %}") == (
        '<svg class="portaal-icoon portaal-goed" aria-hidden="true" focusable="false">'
        '<use href="/static/portaal/iconen.svg#ja"/></svg>'
    )


@pytest.mark.parametrize(("naam", "kleur"), [("bestaat-niet", ""), ("ja", "paars")])
def test_onbekend_icoon_valt_op(naam, kleur):
    with pytest.raises(ValueError, match="Onbekend icoon"):
        icoon(naam, kleur)


def test_iconen_en_blad_zijn_gelijk():
    assert set(re.findall(r'symbol id="([^"]+)"', SPRITE.read_text())) == ICONEN


@pytest.mark.geval("B44")
def test_alleen_een_adres_van_het_portaal_wordt_een_verwijzing(settings):
    settings.BASIS_URL = "https://portaal.example"
    adres = "https://portaal.example/lotingen/controleren/7/"
    tekst = f"Kijk op {adres}. Of op https://elders.example/ <b>nu</b>"
    link = f'<a class="utrecht-link" href="{adres}">{adres}</a>'
    assert eigen_adressen(tekst) == f"Kijk op {link}. Of op https://elders.example/ &lt;b&gt;nu&lt;/b&gt;"
