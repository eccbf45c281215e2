"""The signature of the portal under a receipt: anyone can check it, with or without the portal (R5).

Ed25519 over one line of text; the key follows from the master key of the installation. When that is replaced, what
followed from the first one is kept, sealed: a receipt of before stays good under the same public key.
"""

from base64 import b64decode, b64encode
from datetime import UTC

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import constant_time_compare

from inschrijving.models import Indiening
from kern import muur
from kluis.models import Geheim
from kluis.versleuteling import onthul, verberg

NAAM = "ontvangstbewijs"


def regel(indiening: Indiening) -> str:
    """What is signed: number, arrival in UTC, hash of the whole, head of the log."""
    tijd = indiening.aangekomen_op.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{indiening.ontvangstnummer} {tijd} {indiening.hash} {indiening.logkop}"


def waarmerk(indiening: Indiening) -> str:
    """The signature in base64."""
    return b64encode(_sleutel().sign(regel(indiening).encode())).decode()


def openbare_sleutel() -> str:
    """The key with which a third party checks a signature: 32 bytes in base64."""
    kaal = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return b64encode(_sleutel().public_key().public_bytes(*kaal)).decode()


def _sleutel() -> Ed25519PrivateKey:
    if bewaard := Geheim.objects.filter(naam=NAAM).first():
        return Ed25519PrivateKey.from_private_bytes(b64decode(onthul(bewaard.verborgen, hoort_bij=NAAM)))
    return Ed25519PrivateKey.from_private_bytes(_afgeleid(settings.KLUIS_SLEUTEL_VORIGE or settings.KLUIS_SLEUTEL))


def _afgeleid(hoofdsleutel: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=NAAM.encode()).derive(hoofdsleutel)


def houd_vast() -> None:
    """Keep the key of the master key that goes (KLUIS_SLEUTEL_VORIGE); the first one that was kept stays."""
    verborgen = verberg(b64encode(_afgeleid(settings.KLUIS_SLEUTEL_VORIGE)).decode(), hoort_bij=NAAM)
    Geheim.objects.get_or_create(naam=NAAM, defaults={"verborgen": verborgen})


@muur.erbuiten()  # anyone may check a receipt; one yes or no comes out
def klopt(ontvangstnummer: str, inhoudshash: str) -> bool:
    """Whether a receipt with this number and hash was given. An unknown number takes the same way (B32)."""
    gegeven = Indiening.objects.filter(ontvangstnummer=ontvangstnummer).values_list("hash", flat=True).first()
    return constant_time_compare(gegeven or "-" * 64, inhoudshash)
