"""Pure: a PNG as nothing but its picture: checked, and without everything that is no picture."""

import struct
import zlib

from kern.fouten import RegelFout

KOP = b"\x89PNG\r\n\x1a\n"
BEELD = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")  # what a picture needs; text, profiles and the rest fall away
KANALEN = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # colour type -> samples per pixel
GEEN_PNG = "Dit is geen PNG-afbeelding. Sla het logo op als PNG en probeer het opnieuw."
STUK = "Deze PNG is beschadigd. Sla het logo opnieuw op als PNG en probeer het opnieuw."


def alleen_beeld(inhoud: bytes, *, max_breedte: int, max_hoogte: int) -> bytes:
    """The same picture from the parts that make it up. Raises RegelFout for what is no whole PNG, for one that is too
    large in pixels, and for one that unpacks to anything but its own pixels."""
    delen = _delen(inhoud)
    if not delen or delen[0][0] != b"IHDR" or len(delen[0][1]) != 13 or delen[-1][0] != b"IEND":
        raise RegelFout(STUK)
    breedte, hoogte, diepte, kleur, _, _, rijen = struct.unpack(">IIBBBBB", delen[0][1])
    if not (0 < breedte <= max_breedte and 0 < hoogte <= max_hoogte):
        raise RegelFout(
            f"Dit logo is {breedte} bij {hoogte} beeldpunten. Het mag hoogstens {max_breedte} bij {max_hoogte} zijn."
        )
    if rijen or kleur not in KANALEN or diepte not in (1, 2, 4, 8, 16):
        raise RegelFout("Dit soort PNG kunnen wij niet afdrukken. Sla het logo op als gewone PNG, niet ‘interlaced’.")
    _eis_pixels(b"".join(data for soort, data in delen if soort == b"IDAT"), breedte, hoogte, diepte * KANALEN[kleur])
    return KOP + b"".join(_deel(soort, data) for soort, data in delen if soort in BEELD)


def _delen(inhoud: bytes) -> list[tuple[bytes, bytes]]:
    """The parts up to the end mark, each with its checksum right; what comes after the mark falls away."""
    if not inhoud.startswith(KOP):
        raise RegelFout(GEEN_PNG)
    plek, delen = len(KOP), []
    while not delen or delen[-1][0] != b"IEND":
        if plek + 12 > len(inhoud):
            raise RegelFout(STUK)
        lengte, soort = struct.unpack(">I4s", inhoud[plek : plek + 8])
        data, som = inhoud[plek + 8 : plek + 8 + lengte], inhoud[plek + 8 + lengte : plek + 12 + lengte]
        if som != struct.pack(">I", zlib.crc32(soort + data)):
            raise RegelFout(STUK)
        delen.append((soort, data))
        plek += 12 + lengte
    return delen


def _deel(soort: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + soort + data + struct.pack(">I", zlib.crc32(soort + data))


def _eis_pixels(ingepakt: bytes, breedte: int, hoogte: int, bits: int) -> None:
    """Unpack no further than the pixels there should be, so that a small file cannot fill the memory."""
    verwacht = hoogte * (1 + (breedte * bits + 7) // 8)
    try:
        uitgepakt = zlib.decompressobj().decompress(ingepakt, verwacht + 1)
    except zlib.error as fout:
        raise RegelFout(STUK) from fout
    if len(uitgepakt) != verwacht:
        raise RegelFout(STUK)
