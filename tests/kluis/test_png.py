"""A logo: only a whole PNG of its own size, and of it only the picture (B3, B7)."""

import struct
import zlib

import pytest

from kern.fouten import RegelFout
from kluis.keuring import MAX_LOGO, keur_logo
from kluis.png import KOP, alleen_beeld


def deel(soort: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + soort + data + struct.pack(">I", zlib.crc32(soort + data))


def png(breedte=4, hoogte=2, *, pixels=None, rijen=0, extra=b"", kleur=(15, 95, 110)) -> bytes:
    """A plain picture in one colour."""
    kop = deel(b"IHDR", struct.pack(">IIBBBBB", breedte, hoogte, 8, 2, 0, 0, rijen))
    pixels = (b"\x00" + bytes(kleur) * breedte) * hoogte if pixels is None else pixels
    return KOP + kop + extra + deel(b"IDAT", zlib.compress(pixels)) + deel(b"IEND", b"")


def schoon(inhoud: bytes) -> bytes:
    return alleen_beeld(inhoud, max_breedte=100, max_hoogte=50)


def test_een_gewone_png_blijft_byte_voor_byte():
    assert schoon(png()) == png()
    assert schoon(png(100, 50)) == png(100, 50)


def test_tekst_profielen_en_wat_erachter_hangt_vallen_weg():
    vol = png(extra=deel(b"tEXt", b"Comment\0<script>") + deel(b"iCCP", b"x" * 40)) + b"PK\x03\x04 en nog een bestand"
    assert schoon(vol) == png()


@pytest.mark.parametrize(
    ("inhoud", "waarom"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "geen PNG"),
        (b"", "geen PNG"),
        (png()[:-6], "beschadigd"),
        (png().replace(b"IDAT", b"IDAU"), "beschadigd"),
        (KOP + deel(b"IEND", b""), "beschadigd"),
        (png(101, 50), "101 bij 50 beeldpunten"),
        (png(100, 51), "100 bij 51 beeldpunten"),
        (png(0, 2), "0 bij 2"),
        (png(rijen=1), "interlaced"),
        (png(pixels=b"\x00" * 25), "beschadigd"),
        (png(pixels=b"\x00" * 5_000_000), "beschadigd"),
    ],
)
def test_wat_geen_hele_png_van_die_maat_is_wordt_geweigerd(inhoud, waarom):
    with pytest.raises(RegelFout, match=waarom):
        schoon(inhoud)


def test_een_logo_heeft_een_grens():
    with pytest.raises(RegelFout, match="groter dan 300 kB"):
        keur_logo(inhoud=png(extra=deel(b"tEXt", bytes(MAX_LOGO))))
    assert (keur_logo(inhoud=png()).naam, keur_logo(inhoud=png()).soort) == ("logo.png", "image/png")
