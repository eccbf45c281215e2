"""PDFs that are made to hurt or to act."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.kluis.bestanden import pdf


def met(bouw) -> bytes:
    """The small PDF after `bouw(document)`."""
    uit = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        bouw(document)
        document.save(uit)
    return uit.getvalue()


def _zet(document, sleutel, waarde):
    document.Root[sleutel] = waarde


def met_javascript() -> bytes:
    return met(lambda d: _zet(d, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))))


def met_verstopt_javascript() -> bytes:
    """The same, with the name written another way, in an action of a page."""
    inhoud = met(lambda d: d.pages[0].__setitem__("/AA", Dictionary(O=Dictionary(S=Name("/URI"), URI=String("x")))))
    return inhoud.replace(b"/S /URI", b"/S /J#61vaScript")


def met_launch() -> bytes:
    return met(lambda d: _zet(d, "/OpenAction", Dictionary(S=Name.Launch, F=String("cmd.exe"))))


def met_verzending() -> bytes:
    def bouw(d):
        actie = Dictionary(S=Name.SubmitForm, F=String("https://elders.example"))
        knop = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], A=actie)
        knop = d.make_indirect(knop)
        d.pages[0].Annots = Array([knop])
        _zet(d, "/AcroForm", Dictionary(Fields=Array([knop])))

    return met(bouw)


def met_bijlage() -> bytes:
    def bouw(d):
        d.attachments["x.txt"] = pikepdf.AttachedFileSpec(d, b"hallo", filename="x.txt")

    return met(bouw)


def met_tekst(inhoud: bytes, letter=None) -> bytes:
    """A page with this content and one font, F1; `letter` makes another font than Helvetica."""

    def bouw(document):
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        font = document.make_indirect(letter(document) if letter else helvetica)
        document.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
        document.pages[0].Contents = document.make_stream(inhoud)

    return met(bouw)


def met_xfa() -> bytes:
    return met(lambda d: _zet(d, "/AcroForm", Dictionary(XFA=d.make_stream(b"<xdp/>"), Fields=Array([]))))


def los(voorwerpen: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF written by hand: these objects numbered from 1, with a table and an end."""
    uit, plekken = bytearray(b"%PDF-1.7\n"), []
    for nummer, voorwerp in enumerate(voorwerpen, start=1):
        plekken.append(len(uit))
        uit += b"%d 0 obj\n%s\nendobj\n" % (nummer, voorwerp)
    tabel = b"".join(b"%010d 00000 n \n" % plek for plek in plekken)
    kop = b"xref\n0 %d\n0000000000 65535 f \n" % (len(plekken) + 1)
    return (
        bytes(uit)
        + kop
        + tabel
        + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(plekken) + 1,
            trailer,
            len(uit),
        )
    )


BASIS = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
BLAD = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


def stroom(kop: bytes, inhoud: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (kop, len(inhoud), inhoud)


def drie_keer_ingepakt() -> bytes:
    inhoud = bytes(50_000_000)
    for _ in range(3):
        inhoud = zlib.compress(inhoud, 9)
    blok = stroom(b"/Filter [/FlateDecode /FlateDecode /FlateDecode]", inhoud)
    return los([*BASIS, BLAD.replace(b" >>", b" /Contents 4 0 R >>"), blok])


def reuzenbeeld() -> bytes:
    beeld = b"/Type /XObject /Subtype /Image /Width 64250 /Height 64250 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    return los([*BASIS, BLAD, stroom(beeld + b" /Filter /FlateDecode", zlib.compress(b"x"))])


def brede_voorspeller() -> bytes:
    kop = b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>"
    return los([*BASIS, BLAD, stroom(kop, zlib.compress(b"x"))])


def kring() -> bytes:
    """A cross-reference table whose /Prev points at itself."""
    inhoud = los([*BASIS, BLAD])
    plek = inhoud.rfind(b"xref\n0")
    return inhoud.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % plek)


def veel_voorwerpen(aantal: int = 1_000_000) -> bytes:
    regel = b"<<>>"
    return los([*BASIS, BLAD, *([regel] * aantal)])


def diepe_bladzijden(diepte: int = 100_000) -> bytes:
    boom = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n + 2, n + 4) for n in range(diepte)]
    blad = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (diepte + 2)
    return los([*BASIS, *boom, blad])


def tabelbom() -> bytes:
    """A table of references in a stream that unpacks to 600 MB: the reader itself must unpack it."""
    pakker = zlib.compressobj(9)
    nul = bytes(1 << 20)
    inhoud = b"".join(pakker.compress(nul) for _ in range(600)) + pakker.flush()
    begin = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (nummer, deel) for nummer, deel in enumerate([*BASIS, BLAD], start=1)
    )
    kop = b"/Type /XRef /Size 300000000 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
    return begin + b"4 0 obj\n" + stroom(kop, inhoud) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(begin)


def met_xmp(xmp: bytes) -> bytes:
    wortel = BASIS[0].replace(b" >>", b" /Metadata 4 0 R >>")
    return los(
        [wortel, BASIS[1], BLAD, stroom(b"/Type /Metadata /Subtype /XML", bytes(2000).replace(b"\0", b" ") + xmp)]
    )
