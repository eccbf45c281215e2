"""All letters in one ZIP, built while it is sent: never more than one letter in memory."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from bekendmaking.models import Brief
from kern.opmaak import lokaal
from kluis.actions import lees

PER_KEER = 50


class Doorgeefluik(io.RawIOBase):
    """Takes what the ZIP writer writes, until it is fetched."""

    def __init__(self) -> None:
        self._deel = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, stuk) -> int:
        self._deel += stuk
        return len(stuk)

    def haal(self) -> bytes:
        deel, self._deel = bytes(self._deel), bytearray()
        return deel


def als_zip(brieven: QuerySet[Brief], nu: datetime) -> Iterator[bytes]:
    """The letters in a folder per uitvoerder, then `manifest.json`: name, sha256 and the decision per region."""
    luik, manifest = Doorgeefluik(), []
    moment = lokaal(nu).timetuple()[:6]
    with zipfile.ZipFile(luik, "w", zipfile.ZIP_STORED) as archief:
        for brief in brieven.iterator(chunk_size=PER_KEER):
            regel = _regel(brief)
            archief.writestr(zipfile.ZipInfo(regel["naam"], moment), lees(brief.stuk))
            manifest.append(regel)
            yield luik.haal()
        inhoud = json.dumps({"gemaakt_op": lokaal(nu).isoformat(), "brieven": manifest}, ensure_ascii=False, indent=1)
        archief.writestr(zipfile.ZipInfo("manifest.json", moment), inhoud)
    yield luik.haal()


def _regel(brief: Brief) -> dict:
    inschrijving = brief.inschrijving
    return {
        "naam": f"{inschrijving.uitvoerder.code}/{brief.stuk.naam}",
        "sha256": brief.hash,
        "kenmerk": brief.kenmerk,
        "organisatie": inschrijving.partijnaam,
        "status": brief.status,
        "dagtekening": brief.dagtekening.isoformat(),
        "beslissingen": [
            {"regio": str(beslissing.regioinschrijving), "uitkomst": beslissing.uitkomst}
            for beslissing in brief.beslissingen.all()
        ],
    }
