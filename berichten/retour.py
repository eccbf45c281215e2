"""The Message-ID of a message: always the same, and not to be guessed: a forged bounce changes nothing (B56)."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ZEGEL = 24  # hexadecimal digits: 96 bits
GEZOCHT = re.compile(rf"bericht-([0-9]{{1,12}})\.([0-9a-f]{{{ZEGEL}}})@")


def message_id(bericht_id: int) -> str:
    """The fixed Message-ID of a message (R10)."""
    domein = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<bericht-{bericht_id}.{_zegel(bericht_id)}@{domein}>"


def berichten_in(tekst: str) -> set[int]:
    """Ids of the messages whose true Message-ID stands in this text; a made-up one is not among them."""
    gevonden = {(int(nummer), zegel) for nummer, zegel in GEZOCHT.findall(tekst)}
    return {pk for pk, zegel in gevonden if constant_time_compare(zegel, _zegel(pk))}


def _zegel(bericht_id: int) -> str:
    return salted_hmac("berichten.message_id", str(bericht_id), algorithm="sha256").hexdigest()[:ZEGEL]
