"""Names and types of files (B1, B2, B17)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from kluis.rules import MAX_NAAM, TYPEN, binnen_quotum, nette_naam, past_binnen, zelfde_type

VERBODEN = (
    "exe js html svg docm xlsm lnk iso bat cmd scr vbs jar ps1 msi hta htm xhtml doc xls ppt zip rar 7z png jpg tiff "
    "txt csv rtf odt eml"
).split()


@pytest.mark.geval("B1")
@pytest.mark.parametrize("einde", VERBODEN)
def test_verboden_soort_wordt_geweigerd(einde):
    with pytest.raises(RegelFout, match="nemen wij niet aan"):
        nette_naam(f"uittreksel.{einde}")


@pytest.mark.geval("B2", "B17")
@pytest.mark.parametrize(
    "naam",
    [
        "x.pdf.exe",
        "x.pdf%00.exe",
        "x.pdf\x00.exe",
        "x.exe.pdf",
        "x.pdf::$DATA",
        "x.fdp\u202e.exe",
        "pdf",
        ".pdf",
        "",
        "..",
    ],
)
def test_gevaarlijke_naam_wordt_geweigerd(naam):
    with pytest.raises(RegelFout):
        nette_naam(naam)


@pytest.mark.geval("B2", "B17")
@pytest.mark.parametrize(
    ("naam", "netjes"),
    [
        ("Uittreksel KvK.PDF", "Uittreksel KvK.pdf"),
        ("x.pdf.", "x.pdf"),
        ("x.pdf ", "x.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("C:\\Users\\an\\x.pdf", "x.pdf"),
        ("CON.pdf", "bestand-CON.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("-.pdf", "bestand.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("<script>.pdf", "_script_.pdf"),
        ('"x".pdf', "_x_.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        (unicodedata.normalize("NFD", "coördinatie.docx"), "coördinatie.docx"),
        ("versie 1.2.xlsx", "versie 1.2.xlsx"),
        ("a" * 5000 + ".pdf", "a" * (MAX_NAAM - 4) + ".pdf"),
    ],
)
def test_lastige_naam_wordt_onschuldig(naam, netjes):
    assert nette_naam(naam) == netjes


@pytest.mark.geval("B17")
@given(st.text(max_size=300), st.sampled_from(sorted(TYPEN)))
def test_een_nette_naam_blijft_zoals_hij_is(stam, einde):
    try:
        naam = nette_naam(f"{stam}.{einde}")
    except RegelFout:
        return
    assert nette_naam(naam) == naam
    assert len(naam) <= MAX_NAAM + len("bestand-")
    assert not set(naam) & set('/\\\r\n\0"<>:|?*;%')


@pytest.mark.geval("B3")
def test_naam_en_inhoud_moeten_hetzelfde_zeggen():
    zelfde_type("x.docx", TYPEN["docx"])
    with pytest.raises(RegelFout, match=r"eindigt op \.pdf"):
        zelfde_type("x.pdf", TYPEN["docx"])


@pytest.mark.geval("B4", "B5")
@pytest.mark.parametrize(("grootte", "mag"), [(0, False), (1, True), (99, True), (100, True), (101, False)])
def test_grens_op_de_byte(grootte, mag):
    if mag:
        past_binnen(grootte, 100)
    else:
        with pytest.raises(RegelFout):
            past_binnen(grootte, 100)


@pytest.mark.geval("B6")
@pytest.mark.parametrize(
    ("aantal", "omvang", "mag"), [(49, 290, True), (50, 0, False), (0, 291, False), (49, 291, False), (0, 0, True)]
)
def test_quotum_van_een_dossier(aantal, omvang, mag):
    vraag = {"aantal": aantal, "omvang": omvang, "erbij": 10, "max_aantal": 50, "max_omvang": 300}
    if mag:
        binnen_quotum(**vraag)
    else:
        with pytest.raises(RegelFout):
            binnen_quotum(**vraag)
