"""Files judged by their content (B3, B4, B7, B8, B12, B16)."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from kern.fouten import RegelFout
from kluis.controle import beoordeel
from kluis.rules import TYPEN
from tests.kluis.bestanden import archief, docx, pdf, xlsx

HTML = b"<html><script>alert(1)</script></html>"


def met_symlink() -> bytes:
    uit = BytesIO(docx())
    with ZipFile(uit, "a") as zip_:
        koppeling = ZipInfo("word/media/x")
        koppeling.external_attr = 0o120777 << 16
        zip_.writestr(koppeling, b"/etc/passwd")
    return uit.getvalue()


def bom() -> bytes:
    """1 GB of zeros in 1 MB."""
    uit = BytesIO(docx())
    with ZipFile(uit, "a", ZIP_DEFLATED) as zip_, zip_.open("word/media/nul", "w", force_zip64=True) as deel:
        for _ in range(64):
            deel.write(bytes(16 * 1024 * 1024))
    return uit.getvalue()


@pytest.mark.geval("B3")
@pytest.mark.parametrize(("inhoud", "soort"), [(pdf(), "pdf"), (docx(), "docx"), (xlsx(), "xlsx")])
def test_goed_bestand_wordt_herkend_aan_de_inhoud(inhoud, soort):
    assert beoordeel(inhoud) == {"soort": TYPEN[soort], "signalen": []}


@pytest.mark.geval("B3", "B4", "B12")
@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        (HTML, "Dit soort bestand"),
        (b"x", "Dit soort bestand"),
        (b"GIF89a" + archief({"A.class": b"x"}), "Dit soort bestand"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "oud Office-bestand"),
        (archief({"a.txt": b"x"}), "geen Word- of Excel-bestand"),
        (docx(**{"xl/workbook.xml": b"<workbook/>"}), "geen Word- of Excel-bestand"),
        (pdf()[: len(pdf()) // 2], "niet compleet"),
        (b"%PDF-1.7\n%%EOF", "niet compleet"),
        (docx()[: len(docx()) // 2], "beschadigd"),
        (docx()[:-30], "beschadigd"),
        (pdf() + docx(), "ander soort"),
        (pdf() + bytes(2000) + docx(), "ander soort"),
        (pdf() + HTML, "ander soort"),
        (b"%PDF-1.7\n" + HTML + pdf()[9:], "ander soort"),
        (archief({"%PDF-1.7": b"x"}) + docx(), "ander soort"),
        (pdf(wachtwoord="geheim"), "wachtwoord"),
    ],
)
def test_slecht_bestand_wordt_geweigerd_met_reden(inhoud, tekst):
    with pytest.raises(RegelFout, match=tekst):
        beoordeel(inhoud)


@pytest.mark.geval("B8", "B16")
@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        (docx(**{"word/vbaProject.bin": b"x"}), "macro"),
        (docx(**{"word/embeddings/oleObject1.bin": b"x"}), "macro"),
        (xlsx(**{"[Content_Types].xml": b'<Types ContentType="x.sheet.macroEnabled.main+xml"/>'}), "macro"),
        (xlsx(**{"xl/macrosheets/sheet1.xml": b"x"}), "macro"),
        (docx(**{"../../etc/cron.d/x": b"x"}), "beschadigd"),
        (docx(**{"/etc/x": b"x"}), "beschadigd"),
        (met_symlink(), "beschadigd"),
    ],
)
def test_office_bestand_met_iets_gevaarlijks_wordt_geweigerd(inhoud, tekst):
    with pytest.raises(RegelFout, match=tekst):
        beoordeel(inhoud)


@pytest.mark.geval("B7")
@pytest.mark.parametrize("maak", [bom, lambda: docx(**{f"word/{i}.xml": b"" for i in range(6000)})])
def test_zipbom_wordt_geweigerd_zonder_uitpakken(maak):
    inhoud = maak()
    begin = time.perf_counter()
    with pytest.raises(RegelFout, match="veel te groot"):
        beoordeel(inhoud)
    assert time.perf_counter() - begin < 2


@pytest.mark.geval("B7")
def test_delen_die_elkaar_overlappen_worden_geweigerd():
    inhoud = bytearray(docx())
    tweede = inhoud.rfind(b"PK\x01\x02")
    inhoud[tweede + 42 : tweede + 46] = (0).to_bytes(4, "little")  # points at the first part again
    with pytest.raises(RegelFout, match="veel te groot"):
        beoordeel(bytes(inhoud))


def test_printerinstellingen_van_excel_zijn_geen_macro():
    assert beoordeel(xlsx(**{"xl/printerSettings/printerSettings1.bin": b"x"}))["soort"] == TYPEN["xlsx"]
