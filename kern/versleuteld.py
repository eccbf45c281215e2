"""A stream of bytes, encrypted in pieces: for backups, which are too large to hold (R25).

AES-256-GCM per piece. Bound to the name of the file, the place of the piece and whether it is the last, so that no
piece can be left out, moved, or cut off unseen.
"""

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KOP = b"OCOK1"
STUK = 1024 * 1024
NONCE, LENGTE = 12, 4  # bytes
SLEUTEL = 32


class Onleesbaar(Exception):
    """Another key, another file, or bytes that changed."""


class Schrijver(io.RawIOBase):
    """Takes plain bytes and writes them encrypted to `uit`. Only after `close` is the file complete."""

    def __init__(self, uit: IO[bytes], sleutel: bytes, naam: str):
        self._uit, self._doos, self._naam = uit, AESGCM(sleutel), naam
        self._wacht, self._nummer = bytearray(), 0
        uit.write(KOP)

    def writable(self) -> bool:
        return True

    def write(self, inhoud) -> int:
        self._wacht += inhoud
        while len(self._wacht) > STUK:
            self._stuk(bytes(self._wacht[:STUK]), laatste=False)
            del self._wacht[:STUK]
        return len(inhoud)

    def close(self) -> None:
        if not self.closed:
            self._stuk(bytes(self._wacht), laatste=True)
        super().close()

    def _stuk(self, inhoud: bytes, *, laatste: bool) -> None:
        nonce = os.urandom(NONCE)
        doos = nonce + self._doos.encrypt(nonce, inhoud, _plek(self._naam, self._nummer, laatste=laatste))
        self._uit.write(len(doos).to_bytes(LENGTE, "big") + doos)
        self._nummer += 1


class Lezer(io.RawIOBase):
    """The plain bytes of what a Schrijver wrote. Raises Onleesbaar when anything about them is not right."""

    def __init__(self, uit: IO[bytes], sleutel: bytes, naam: str):
        self._bron, self._doos, self._naam = uit, AESGCM(sleutel), naam
        self._klaar, self._nummer, self._laatste = b"", 0, False
        if uit.read(len(KOP)) != KOP:
            raise Onleesbaar

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self._klaar and not self._laatste:
            self._lees_stuk()
        deel, self._klaar = self._klaar[: len(buffer)], self._klaar[len(buffer) :]
        buffer[: len(deel)] = deel
        return len(deel)

    def _lees_stuk(self) -> None:
        lengte = int.from_bytes(self._bron.read(LENGTE), "big")
        doos = self._bron.read(min(lengte, NONCE + STUK + 16))
        if len(doos) != lengte:
            raise Onleesbaar
        for laatste in (False, True):
            try:
                inhoud = self._doos.decrypt(
                    doos[:NONCE], doos[NONCE:], _plek(self._naam, self._nummer, laatste=laatste)
                )
            except (InvalidTag, ValueError):
                continue
            self._klaar, self._laatste, self._nummer = inhoud, laatste, self._nummer + 1
            return
        raise Onleesbaar


def _plek(naam: str, nummer: int, *, laatste: bool) -> bytes:
    return f"{naam}:{nummer}:{'laatste' if laatste else 'volgt'}".encode()
