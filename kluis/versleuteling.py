"""Encryption at rest: AES-256-GCM, a data key per dossier, wrapped by the master key of the installation.

The associated data binds a key to its dossier and a file to its dossier and place, so that neither
opens anywhere else (R6).
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes
KOP = b"OCO1"


class NietTeOpenen(Exception):
    """Wrong key, other place, or changed bytes."""


def _sluit(sleutel: bytes, inhoud: bytes, hoort_bij: str) -> bytes:
    nonce = os.urandom(NONCE)
    return KOP + nonce + AESGCM(sleutel).encrypt(nonce, inhoud, hoort_bij.encode())


def _open(sleutel: bytes, doos: bytes, hoort_bij: str) -> bytes:
    kop, nonce, rest = doos[: len(KOP)], doos[len(KOP) : len(KOP) + NONCE], doos[len(KOP) + NONCE :]
    if kop != KOP or len(nonce) != NONCE:
        raise NietTeOpenen
    try:
        return AESGCM(sleutel).decrypt(nonce, rest, hoort_bij.encode())
    except InvalidTag as fout:
        raise NietTeOpenen from fout


def nieuwe_sleutel(dossier: str) -> bytes:
    """A fresh data key for a dossier, wrapped by the master key."""
    return _sluit(settings.KLUIS_SLEUTEL, AESGCM.generate_key(bit_length=256), _sleutel(dossier))


def versleutel(*, verpakt: bytes | memoryview, dossier: str, plek: str, inhoud: bytes) -> bytes:
    """The bytes as they lie on disk."""
    return _sluit(_uitgepakt(verpakt, dossier), inhoud, f"stuk:{dossier}:{plek}")


def ontsleutel(*, verpakt: bytes | memoryview, dossier: str, plek: str, doos: bytes) -> bytes:
    """The original bytes. Raises NietTeOpenen when the key, the place or the bytes differ."""
    return _open(_uitgepakt(verpakt, dossier), doos, f"stuk:{dossier}:{plek}")


def verberg(geheim: str, *, hoort_bij: str) -> str:
    """A short secret as text for a column: sealed with the master key, to be opened for the same purpose only."""
    return b64encode(_sluit(settings.KLUIS_SLEUTEL, geheim.encode(), _geheim(hoort_bij))).decode()


def onthul(verborgen: str, *, hoort_bij: str) -> str:
    """What `verberg` hid. Raises NietTeOpenen for another key or purpose, or for changed text."""
    return _open_met_hoofdsleutel(b64decode(verborgen), _geheim(hoort_bij)).decode()


def herpak_sleutel(verpakt: bytes | memoryview, dossier: str) -> bytes | None:
    """The same data key under the master key of now; None when it is already."""
    return _herpak(bytes(verpakt), _sleutel(dossier))


def herpak_geheim(verborgen: str, *, hoort_bij: str) -> str | None:
    """The same secret under the master key of now; None when it is already."""
    nieuw = _herpak(b64decode(verborgen), _geheim(hoort_bij))
    return nieuw and b64encode(nieuw).decode()


def _herpak(doos: bytes, hoort_bij: str) -> bytes | None:
    try:
        _open(settings.KLUIS_SLEUTEL, doos, hoort_bij)
    except NietTeOpenen:
        return _sluit(settings.KLUIS_SLEUTEL, _open_met_hoofdsleutel(doos, hoort_bij), hoort_bij)
    return None


def _open_met_hoofdsleutel(doos: bytes, hoort_bij: str) -> bytes:
    """By the master key of now, or by the one of before as long as the settings name it (portaal.hoofdsleutel)."""
    try:
        return _open(settings.KLUIS_SLEUTEL, doos, hoort_bij)
    except NietTeOpenen:
        if not settings.KLUIS_SLEUTEL_VORIGE:
            raise
        return _open(settings.KLUIS_SLEUTEL_VORIGE, doos, hoort_bij)


def _uitgepakt(verpakt: bytes | memoryview, dossier: str) -> bytes:
    return _open_met_hoofdsleutel(bytes(verpakt), _sleutel(dossier))


def _sleutel(dossier: str) -> str:
    return f"sleutel:{dossier}"


def _geheim(doel: str) -> str:
    return f"geheim:{doel}"
