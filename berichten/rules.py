"""Pure: what may stand in a mail header, when to try again, and what an answer of a mail server means."""

import re
import unicodedata
from datetime import timedelta

from kern.fouten import RegelFout

ADRES = re.compile(r"[A-Za-z0-9!#$&'*+/=?^_`{|}~.-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
GECODEERD = re.compile(r"=\?[^?]+\?[bq]\?", re.IGNORECASE)
VERBODEN_IN_KOP = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
MAX_ONDERWERP = 200  # characters
LANGSTE_WACHT = timedelta(minutes=10)
VEEL_POGINGEN = 12  # by then the mail server has refused for more than an hour
TE_LAAT_NA = timedelta(minutes=15)  # at the moment of release the last letter leaves within ten (L5)
STIL_NA = timedelta(seconds=60)  # the taker wakes every two seconds; longer silence is an alarm (F8)


def veilig_adres(adres: str) -> str:
    """One plain address. Raises RegelFout for anything that could add a header or a recipient (B41)."""
    adres = adres.strip(" ")
    if not ADRES.fullmatch(adres) or ".." in adres or GECODEERD.search(adres):
        raise RegelFout("Dit is geen e-mailadres waar wij naartoe kunnen mailen. Controleer het adres.")
    return adres


def veilig_onderwerp(tekst: str) -> str:
    """A subject on one line. Raises RegelFout for line breaks, control characters and encoded words (B41)."""
    tekst = tekst.strip(" ")
    if not tekst or len(tekst) > MAX_ONDERWERP or GECODEERD.search(tekst):
        raise RegelFout(f"Geef een onderwerp van 1 tot {MAX_ONDERWERP} gewone tekens.")
    if any(unicodedata.category(teken) in VERBODEN_IN_KOP for teken in tekst):
        raise RegelFout("In het onderwerp staat een regeleinde of een onzichtbaar teken. Haal het weg.")
    return tekst


def veilige_tekst(tekst: str) -> str:
    """The body with plain newlines and without control characters, so that no line can end the mail early (B42)."""
    tekst = re.sub(r"\r\n?|[\u0085\u2028\u2029]", "\n", tekst)
    return "".join(teken for teken in tekst if teken in "\n\t" or unicodedata.category(teken) not in {"Cc", "Cs"})


def wachttijd(pogingen: int) -> timedelta:
    """How long to wait after the nth failed try (n from 1): half a minute, doubling, at most ten minutes."""
    return min(timedelta(seconds=30) * 2 ** min(pogingen - 1, 10), LANGSTE_WACHT)


def overgang_bij_antwoord(code: int) -> str:
    """The arrow that fits an SMTP code about this message: 4xx is for later, 5xx is a refusal (F15)."""
    return "weiger" if 500 <= code < 600 else "laat_los"
