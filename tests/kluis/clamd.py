"""A clamd for tests: the protocol of the real one over a real socket, with one signature."""

import socket
import threading
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSIE = b"ClamAV 1.4.3/27450/Sun Nov 15 09:35:00 2026"


@contextmanager
def clamd(pad: str = "", *, hangt: bool = False, versie: bytes = VERSIE, antwoord: bytes = b""):
    """A scanner on a free port, or on the socket `pad`; gives its address. `hangt`: it listens and never answers."""
    luisteraar = socket.socket(socket.AF_UNIX if pad else socket.AF_INET)
    luisteraar.bind(pad or ("127.0.0.1", 0))
    luisteraar.listen()

    def dien():
        while True:
            try:
                lijn, _ = luisteraar.accept()
            except OSError:
                return
            with lijn:
                lijn.settimeout(10)
                with lijn.makefile("rb") as lezer:
                    lijn.sendall(_antwoord(lezer, hangt, versie, antwoord))

    draad = threading.Thread(target=dien, daemon=True)
    draad.start()
    try:
        yield pad or f"127.0.0.1:{luisteraar.getsockname()[1]}"
    finally:
        luisteraar.shutdown(socket.SHUT_RDWR)
        luisteraar.close()
        draad.join(10)


def _antwoord(lezer, hangt: bool, versie: bytes, vast: bytes) -> bytes:
    opdracht = b""
    while not opdracht.endswith(b"\0"):
        if not (teken := lezer.read(1)):
            return b""
        opdracht += teken
    if hangt:
        lezer.read()  # until the other side gives up
        return b""
    if opdracht == b"zVERSION\0":
        return versie + b"\0"
    assert opdracht == b"zINSTREAM\0", opdracht
    inhoud = b""
    while lengte := int.from_bytes(lezer.read(4), "big"):
        inhoud += lezer.read(lengte)
    return vast or (b"stream: Eicar-Test-Signature FOUND\0" if EICAR in inhoud else b"stream: OK\0")
