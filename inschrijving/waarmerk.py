"""The signature of the portal under a receipt: anyone can check it, with or without the portal (R5).

Ed25519 over one line of text; the key follows from the master key of the installation, so nothing extra is stored.
"""

import base64
from datetime import UTC

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import constant_time_compare

from inschrijving.models import Indiening


def regel(indiening: Indiening) -> str:
    """What is signed: number, arrival in UTC, hash of the whole, head of the log."""
    tijd = indiening.aangekomen_op.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{indiening.ontvangstnummer} {tijd} {indiening.hash} {indiening.logkop}"


def waarmerk(indiening: Indiening) -> str:
    """The signature in base64."""
    return base64.b64encode(_sleutel().sign(regel(indiening).encode())).decode()


def openbare_sleutel() -> str:
    """The key with which a third party checks a signature: 32 bytes in base64."""
    kaal = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return base64.b64encode(_sleutel().public_key().public_bytes(*kaal)).decode()


def _sleutel() -> Ed25519PrivateKey:
    afleiding = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"ontvangstbewijs")
    return Ed25519PrivateKey.from_private_bytes(afleiding.derive(settings.KLUIS_SLEUTEL))


def klopt(ontvangstnummer: str, inhoudshash: str) -> bool:
    """Whether a receipt with this number and hash was given. An unknown number takes the same way (B32)."""
    gegeven = Indiening.objects.filter(ontvangstnummer=ontvangstnummer).values_list("hash", flat=True).first()
    return constant_time_compare(gegeven or "-" * 64, inhoudshash)
