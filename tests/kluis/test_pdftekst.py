"""A citizen number in a PDF, in the ways in which programs write text (B55)."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kern.pdfmaker import maak_pdf
from kluis import zandbak
from kluis.pdf import controleer_pdf
from tests.kluis import pdfs

BSN = ["burgerservicenummer"]
CMAP = b"""1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0010> <0019> <0030> endbfrange
1 beginbfrange <0030> <0031> [<0020> <002E>] endbfrange
1 beginbfchar <0041> <0042> endbfchar"""


def toon(*delen: bytes) -> bytes:
    return b"BT /F1 12 Tf 72 700 Td " + b" ".join(delen) + b" ET"


def samengesteld(document):
    """A font of two bytes per letter, with a table to Unicode."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=document.make_stream(CMAP))


def zonder_tabel(_):
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"))


def anders_genummerd(_):
    namen = "one two three".split()
    codering = Dictionary(Differences=Array([1, *(Name(f"/{naam}") for naam in namen), 65, Name.a]))
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, Encoding=codering)


@pytest.mark.geval("B55")
@pytest.mark.parametrize(
    ("inhoud", "letter", "gezien"),
    [
        (toon(b"(BSN 111222333) Tj"), None, True),
        (toon(b"(BSN 111222334) Tj"), None, False),
        (toon(b"[(BSN 1112) 15 (22) -20 (333)] TJ"), None, True),
        (toon(b"[(111) -300 (222) -300 (333)] TJ"), None, True),
        (toon(b"(111) Tj 40 0 Td (222) Tj 40 0 Td (333) Tj"), None, True),
        (toon(b"(1) Tj 6.6 0 Td (1) Tj 6.6 0 Td (1) Tj 6.6 0 Td (222333) Tj"), None, True),  # letter by letter
        (toon(b"1 0 0 1 72 9 Tm (1112) Tj 1 0 0 1 98 9 Tm (22333) Tj"), None, True),
        (toon(b"(11122) Tj 40 0 Td (2333) Tj"), None, False),  # two cells
        (toon(b"(11122) Tj 0 -14 Td (2333) Tj"), None, False),  # two lines
        (toon(b"1 0 0 1 72 9 Tm (111) Tj 1 0 0 1 99 9 Tm (222) Tj 1 0 0 1 126 9 Tm (333) Tj"), None, True),
        (toon(b"(9111222333) Tj"), None, False),
        (toon(b"(111222333) '"), None, True),
        (toon(b"<001100110011001200120012001300130013> Tj"), samengesteld, True),
        (toon(b"<001100110011003100120012001200310013001300130041> Tj"), samengesteld, True),
        (toon(b"<001100110011001200120012001300130013> Tj"), zonder_tabel, False),
        (toon(b"<010101020202030303> Tj"), anders_genummerd, True),
    ],
)
def test_een_burgerservicenummer_in_een_pdf_wordt_gezien(inhoud, letter, gezien):
    assert controleer_pdf(pdfs.met_tekst(inhoud, letter)) == (BSN if gezien else [])


@pytest.mark.geval("B55")
def test_ook_in_een_pdf_van_het_portaal_zelf_en_in_de_zandbak():
    pdf = maak_pdf("pdf/basis.html", {"kenmerk": "BSN 111.222.333"}, identifier="proef")
    assert zandbak.draai("kluis.controle:beoordeel", pdf)["signalen"] == BSN


@pytest.mark.geval("B55")
def test_ook_in_een_ingevuld_veld_en_in_een_stempel():
    def veld(document):
        document.pages[0].Annots = Array([document.make_indirect(Dictionary(FT=Name.Tx, V=String("111222333")))])

    def stempel(document):
        vorm = document.make_stream(toon(b"(111222333) Tj"), Type=Name.XObject, Subtype=Name.Form)
        document.pages[0].Resources = Dictionary(XObject=Dictionary(S=vorm))

    assert [controleer_pdf(pdfs.met(bouw)) for bouw in (veld, stempel)] == [BSN, BSN]


@pytest.mark.parametrize(
    "inhoud",
    [
        toon(b"(111222333) Td"),
        toon(b"() Tj [] TJ (x) Tm"),
        b"/F9 Tf (111222334) Tj",
        toon(b"[(1) (2)"),
        b"\x00\xff" * 50,
        b"",
    ],
)
def test_een_kapotte_bladzijde_houdt_niemand_tegen(inhoud):
    assert controleer_pdf(pdfs.met_tekst(inhoud)) == []


@pytest.mark.parametrize(
    ("plek", "waarde"),
    [("Contents", Name.Onzin), ("Contents", Array([1])), ("Resources", Name.Onzin), ("Resources", Dictionary(Font=1))],
)
def test_een_bladzijde_die_anders_in_elkaar_zit_ook_niet(plek, waarde):
    assert controleer_pdf(pdfs.met(lambda document: document.pages[0].obj.__setitem__(f"/{plek}", waarde))) == []


@pytest.mark.geval("B10")
def test_een_bom_in_de_tekst_wordt_niet_uitgepakt():
    bom = zlib.compress(b"(1) Tj " * 15_000_000, 1)
    klein = pdfs.met_tekst(toon(b"(x) Tj"))

    def bouw(document):
        document.pages[0].Contents = document.make_stream(bom, Filter=Name.FlateDecode)

    uit = BytesIO()
    with pikepdf.open(BytesIO(klein)) as document:
        bouw(document)
        document.save(uit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert zandbak.draai("kluis.controle:beoordeel", uit.getvalue())["signalen"] == []
