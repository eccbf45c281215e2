"""Excel files in which nothing can run."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kern.werkboek import maak_werkboek

NU = datetime(2017, 8, 8, 8, 12, tzinfo=UTC)
GEVAAR = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://kwaad.example")',
    "=cmd|' /C calc'!A0",
    '"=1+1',
    ";=1+1",
]


def cellen(inhoud):
    return [cel for rij in load_workbook(BytesIO(inhoud)).active.iter_rows() for cel in rij]


@pytest.mark.geval("B39")
@pytest.mark.parametrize("waarde", GEVAAR)
def test_elke_cel_is_tekst(waarde):
    kop, cel = cellen(maak_werkboek("Lijst", ["Naam"], [[waarde]], gemaakt_op=NU))
    assert (kop.data_type, cel.data_type, cel.quotePrefix) == ("s", "s", True)
    assert cel.value.split() == waarde.split()


@pytest.mark.geval("B39")
def test_een_teken_dat_niet_in_xml_past_valt_weg():
    assert [cel.value for cel in cellen(maak_werkboek("L", ["N"], [["a\x00b\x1fc"], [None], [12]], gemaakt_op=NU))] == [
        "N",
        "abc",
        None,
        "12",
    ]


def test_dezelfde_lijst_geeft_hetzelfde_bestand_vanbinnen():
    een, twee = (load_workbook(BytesIO(maak_werkboek("L", ["N"], [["a"]], gemaakt_op=NU))) for _ in range(2))
    assert een.properties.modified == twee.properties.modified == NU.replace(tzinfo=None)


@pytest.mark.geval("B39")
def test_een_naam_die_geen_naam_van_een_blad_kan_zijn():
    """Of a region, for example, which a beheerder types."""
    inhoud = maak_werkboek(
        "Noord/Oost: [a]*?\\" + "x" * 40, ["Naam"], [["Wulp"]], gemaakt_op=datetime(2017, 9, 1, tzinfo=UTC)
    )
    assert load_workbook(BytesIO(inhoud)).sheetnames == ["Noord-Oost- -a----xxxxxxxxxxxxx"]
