"""Headers, bodies and waiting times (B41, B42, F15)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichten.rules import overgang_bij_antwoord, veilig_adres, veilig_onderwerp, veilige_tekst, wachttijd
from kern.fouten import RegelFout


@pytest.mark.parametrize("adres", ["a@b.nl", "inkoop+oco@zorg-kantoor.example", "j.o'neil@sub.oco.example"])
def test_gewoon_adres_mag(adres):
    assert veilig_adres(f" {adres} ") == adres


@pytest.mark.geval("B41")
@pytest.mark.parametrize(
    "adres",
    [
        "a@b.nl\nBcc: x@y.nl",
        "a@b.nl\r\n",
        "a@b.nl,x@y.nl",
        "a@b.nl;x@y.nl",
        "a%0a@b.nl",
        "a\u2028@b.nl",
        "Naam <a@b.nl>",
        "a@b@c.nl",
        "=?utf-8?q?a?=@b.nl",
        "a..b@c.nl",
        '"a b"@c.nl',
        "a:b@c.nl",
        "a@localhost",
        "",
    ],
)
def test_adres_dat_meer_is_dan_een_adres_wordt_geweigerd(adres):
    with pytest.raises(RegelFout, match="geen e-mailadres"):
        veilig_adres(adres)


@pytest.mark.geval("B41")
@pytest.mark.parametrize(
    "onderwerp",
    ["a\nBcc: x@y.nl", "a\r\n\r\ntekst", "a\u2028b", "a\x85b", "a\u202eb", "=?utf-8?B?QQ==?=", "", "x" * 201],
)
def test_onderwerp_dat_een_kop_kan_toevoegen_wordt_geweigerd(onderwerp):
    with pytest.raises(RegelFout):
        veilig_onderwerp(onderwerp)


def test_gewoon_onderwerp_blijft_zoals_het_is():
    assert (
        veilig_onderwerp("Beslissing: zorgkantoor ‘Zuid’ {{7*7}} %0a é")
        == "Beslissing: zorgkantoor ‘Zuid’ {{7*7}} %0a é"
    )


@pytest.mark.geval("B42")
@given(st.text(alphabet="a.\r\n\0\u2028\x85\t"))
def test_tekst_houdt_alleen_gewone_regeleinden(tekst):
    netjes = veilige_tekst(tekst)
    assert set(netjes) <= set("a.\n\t")
    assert veilige_tekst(netjes) == netjes
    assert netjes.count(".") == tekst.count(".")


@pytest.mark.geval("F15")
def test_wachttijd_verdubbelt_tot_tien_minuten():
    assert [wachttijd(n).total_seconds() for n in range(1, 8)] == [30, 60, 120, 240, 480, 600, 600]
    assert wachttijd(10_000) == timedelta(minutes=10)


@pytest.mark.geval("F15")
@pytest.mark.parametrize(("code", "overgang"), [(421, "laat_los"), (451, "laat_los"), (550, "weiger"), (552, "weiger")])
def test_code_van_de_mailserver_wijst_de_overgang(code, overgang):
    assert overgang_bij_antwoord(code) == overgang
