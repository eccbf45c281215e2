"""Files judged by their content (B3, B4, B7, B8, B12, B16)."""

import tracemalloc
from io import BytesIO
from random import Random
from zipfile import ZipFile, ZipInfo

import pytest

from kern.fouten import RegelFout
from kluis.controle import beoordeel
from kluis.ooxml import HAP
from kluis.rules import TYPEN
from kluis.states import ACTIEF, Signaal
from tests.kluis import pdfs
from tests.kluis.bestanden import archief, docx, pdf, xlsx, zipbom

HTML = b"<html><script>alert(1)</script></html>"
LACHEN = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
BUITEN = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


def png(breed: int, hoog: int) -> bytes:
    """Only the head of a PNG: it says how big the image would be."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + breed.to_bytes(4, "big") + hoog.to_bytes(4, "big") + bytes(9)


def koppeling(soort: str) -> bytes:
    adres = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relatie = f'<Relationship Id="r1" Type="{adres}{soort}" Target="http://127.0.0.1:1/x" TargetMode="External"/>'
    return f"<Relationships>{relatie}</Relationships>".encode()


def veld(*delen: str) -> bytes:
    return "".join(f'<w:instrText xml:space="preserve">{deel}</w:instrText>' for deel in delen).encode()


def met_symlink() -> bytes:
    uit = BytesIO(docx())
    with ZipFile(uit, "a") as zip_:
        koppeling = ZipInfo("word/media/x")
        koppeling.external_attr = 0o120777 << 16
        zip_.writestr(koppeling, b"/etc/passwd")
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
@pytest.mark.parametrize("maak", [zipbom, lambda: docx(**{f"word/{i}.xml": b"" for i in range(6000)})])
def test_zipbom_wordt_geweigerd_zonder_uitpakken(maak):
    inhoud = maak()
    tracemalloc.start()
    try:
        with pytest.raises(RegelFout, match="veel te groot"):
            beoordeel(inhoud)
        assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.geval("B7")
def test_delen_die_elkaar_overlappen_worden_geweigerd():
    inhoud = bytearray(docx())
    tweede = inhoud.rfind(b"PK\x01\x02")
    inhoud[tweede + 42 : tweede + 46] = (0).to_bytes(4, "little")  # points at the first part again
    with pytest.raises(RegelFout, match="veel te groot"):
        beoordeel(bytes(inhoud))


def test_printerinstellingen_van_excel_zijn_geen_macro():
    assert beoordeel(xlsx(**{"xl/printerSettings/printerSettings1.bin": b"x"}))["soort"] == TYPEN["xlsx"]


@pytest.mark.geval("B11")
@pytest.mark.parametrize(
    ("maak", "code"),
    [
        (pdfs.met_javascript, "javascript"),
        (pdfs.met_verstopt_javascript, "javascript"),
        (pdfs.met_launch, "start_programma"),
        (pdfs.met_verzending, "verzendt"),
        (pdfs.met_bijlage, "ingebed"),
        (pdfs.met_xfa, "xfa"),
    ],
)
def test_wat_in_een_pdf_iets_doet_wordt_gemeld(maak, code):
    assert beoordeel(maak())["signalen"] == [code]
    assert Signaal(code) in ACTIEF


@pytest.mark.geval("B9")
@pytest.mark.parametrize("codering", ["utf-8", "utf-16"])
@pytest.mark.parametrize("deel", ["word/document.xml", "word/_rels/document.xml.rels", "customXml/item1.xml"])
def test_xml_met_een_dtd_wordt_geweigerd(deel, codering):
    for dtd in (LACHEN, BUITEN, '<!DOCTYPE w SYSTEM "http://127.0.0.1:1/x.dtd"><w/>'):
        with pytest.raises(RegelFout, match="niet veilig"):
            beoordeel(docx(**{deel: dtd.encode(codering)}))


@pytest.mark.geval("B9")
@pytest.mark.parametrize("plek", [HAP - 4, HAP - 1, 3 * HAP + 7])
def test_een_dtd_op_de_rand_van_een_hap_wordt_gezien(plek):
    with pytest.raises(RegelFout, match="niet veilig"):
        beoordeel(docx(**{"word/document.xml": ruis(plek) + BUITEN.encode()}))


def ruis(aantal: int) -> bytes:
    """Text that hardly packs."""
    return Random(1).randbytes(aantal // 2).hex().encode().ljust(aantal)


@pytest.mark.geval("B9")
@pytest.mark.parametrize("dtd", [LACHEN, BUITEN])
def test_xmp_met_een_dtd_wordt_geweigerd(dtd):
    with pytest.raises(RegelFout, match="niet veilig"):
        beoordeel(pdfs.met_xmp(dtd.encode()))
    assert beoordeel(pdfs.met_xmp(b"<x:xmpmeta/>"))["signalen"] == []


@pytest.mark.geval("B14")
@pytest.mark.parametrize("kop", [png(64250, 64250), b"II*\x00" + bytes(100), b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_een_beeld_is_geen_document(kop):
    with pytest.raises(RegelFout, match="Dit soort bestand"):
        beoordeel(kop)


@pytest.mark.geval("B14")
@pytest.mark.parametrize(("breed", "mag"), [(14000, True), (64250, False)])
def test_een_pixelvloed_in_een_document_wordt_geweigerd(breed, mag):
    inhoud = docx(**{"word/media/image1.png": png(breed, breed)})
    if mag:
        assert beoordeel(inhoud)["signalen"] == []
    else:
        with pytest.raises(RegelFout, match="veel te groot"):
            beoordeel(inhoud)


@pytest.mark.geval("B16")
@pytest.mark.parametrize(
    "delen",
    [
        {"word/_rels/settings.xml.rels": koppeling("attachedTemplate")},
        {"word/_rels/document.xml.rels": koppeling("oleObject")},
        {"word/document.xml": veld("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe")},
        {"word/document.xml": veld("DD", "EAUTO cmd")},
        {"word/document.xml": b'<w:fldSimple w:instr=" dde cmd x "/>'},
        {"xl/workbook.xml": None, "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/>'},
    ],
)
def test_wat_een_office_bestand_van_buiten_haalt_wordt_geweigerd(delen):
    inhoud = xlsx(**delen) if delen.pop("xl/workbook.xml", 0) is None else docx(**delen)
    with pytest.raises(RegelFout, match="haalt bij het openen iets op"):
        beoordeel(inhoud)


@pytest.mark.geval("B16")
@pytest.mark.parametrize(
    ("inhoud", "signalen"),
    [
        (docx(**{"word/_rels/document.xml.rels": koppeling("hyperlink")}), []),
        (docx(**{"word/_rels/document.xml.rels": koppeling("image")}), ["koppeling"]),
        (xlsx(**{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), ["koppeling"]),
    ],
)
def test_een_gewone_koppeling_wordt_hooguit_gemeld(inhoud, signalen):
    assert beoordeel(inhoud)["signalen"] == signalen


@pytest.mark.geval("B55")
@pytest.mark.parametrize(
    ("tekst", "gezien"),
    [
        ("BSN 111222333.", True),
        ("BSN 1112.22.333", True),
        ("BSN 111.222.333", True),
        ("BSN 111222334", False),
        ("000000000", False),
        ("rekening 1112223330", False),
        ("KvK 11222333", False),
    ],
)
def test_een_burgerservicenummer_wordt_gezien(tekst, gezien):
    verwacht = ["burgerservicenummer"] if gezien else []
    alinea = f"<w:p><w:r><w:t>{tekst[:6]}</w:t></w:r><w:r><w:t>{tekst[6:]}</w:t></w:r></w:p>"
    assert beoordeel(docx(**{"word/document.xml": alinea.encode()}))["signalen"] == verwacht
    assert beoordeel(xlsx(**{"xl/sharedStrings.xml": f"<si><t>{tekst}</t></si>".encode()}))["signalen"] == verwacht


def test_cijfers_van_twee_cellen_zijn_geen_nummer():
    cellen = b"<c><v>11122</v></c><c><v>2333</v></c>"
    assert beoordeel(xlsx(**{"xl/worksheets/sheet1.xml": cellen}))["signalen"] == []
