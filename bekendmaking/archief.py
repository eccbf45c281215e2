"""All letters of a ronde in one ZIP, exactly as they were approved, with a manifest and an overview in Excel.

The letters are PDF/A themselves (kern.pdfmaker), so what lies in the archive is what was sent, byte for byte.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE
from kern.fouten import RegelFout
from kern.opmaak import lokaal
from kern.rules import sha256
from kern.werkboek import maak_werkboek
from kluis.actions import lees
from publicatie.models import Inkoopronde

MANIFEST, OVERZICHT = "manifest.json", "beslissingen.xlsx"
NIET_BEKEND = "niet-bekendgemaakt"  # a folder apart: nobody takes a draft for a letter that was sent
KOPPEN = (
    *("Kenmerk brief", "Organisatie", "Zorgkantoor", "Regio", "Uitkomst", "Grond", "Indeling"),
    *("Looptijd van", "Looptijd tot en met", "Tarief per uur", "Voorgenomen budget", "Voorgenomen uren"),
    *("Status", "Dagtekening", "Bekendgemaakt op"),
)
Meld = Callable[[int], None]


@dataclass(frozen=True)
class Inhoud:
    """A finished archive: the ZIP and the hash of its manifest."""

    zip: bytes
    manifest_hash: str


def maak_zip(ronde: Inkoopronde, brieven: Sequence[Brief], nu: datetime, meld: Meld) -> Inhoud:
    """The letters in a folder per uitvoerder, then the overview and the manifest.

    `meld` hears after each letter how many are done. Raises RegelFout that names a letter which cannot be read, or
    is not the one that was approved: an archive with a gap is no archive.
    """
    uit, regels, moment = io.BytesIO(), [], lokaal(nu).timetuple()[:6]
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_STORED) as archief:

        def leg_in(naam: str, inhoud: bytes) -> None:
            archief.writestr(zipfile.ZipInfo(naam, moment), inhoud)

        for aantal, brief in enumerate(brieven, 1):
            regels.append(_regel(brief))
            leg_in(regels[-1]["naam"], _inhoud(brief))
            meld(aantal)
        overzicht = maak_werkboek("Beslissingen", KOPPEN, _rijen(brieven), gemaakt_op=nu)
        leg_in(OVERZICHT, overzicht)
        manifest = _manifest(ronde, regels, overzicht, nu)
        leg_in(MANIFEST, manifest)
    return Inhoud(uit.getvalue(), sha256(manifest))


def _inhoud(brief: Brief) -> bytes:
    try:
        inhoud = lees(brief.stuk)
    except RegelFout as fout:
        raise RegelFout(f"Brief {brief.kenmerk}: {fout.tekst}") from fout
    if sha256(inhoud) != brief.hash:
        raise RegelFout(f"Brief {brief.kenmerk} is niet het bestand dat is goedgekeurd. Meld het aan de beheerder.")
    return inhoud


def _manifest(ronde: Inkoopronde, regels: list[dict[str, Any]], overzicht: bytes, nu: datetime) -> bytes:
    alles = {
        "ronde": ronde.code,
        "gemaakt_op": lokaal(nu).isoformat(),
        "vorm": "PDF/A-3a en PDF/UA-1",
        "brieven": regels,
        "overzicht": {"naam": OVERZICHT, "sha256": sha256(overzicht)},
    }
    return json.dumps(alles, ensure_ascii=False, indent=1).encode()


def _regel(brief: Brief) -> dict[str, Any]:
    inschrijving = brief.inschrijving
    bekend = brief.status in ZICHTBAAR_VOOR_ORGANISATIE
    map_ = inschrijving.uitvoerder.code if bekend else f"{NIET_BEKEND}/{inschrijving.uitvoerder.code}"
    return {
        "naam": f"{map_}/{brief.stuk.naam}",
        "sha256": brief.hash,
        "verzegeld": brief.verzegeld,
        "kenmerk": brief.kenmerk,
        "organisatie": inschrijving.partijnaam,
        "zorgkantoor": inschrijving.uitvoerder.zorgkantoor,
        "status": brief.status,
        "dagtekening": brief.dagtekening.isoformat(),
        "bekendgemaakt_op": lokaal(brief.bekendgemaakt_op).isoformat() if brief.bekendgemaakt_op else None,
        "beslissingen": [
            {"regio": _regio(beslissing), "uitkomst": beslissing.uitkomst, "status": beslissing.status}
            for beslissing in brief.beslissingen.all()
        ],
    }


def _regio(beslissing: Beslissing) -> str:
    return beslissing.regioinschrijving.toewijzing.regio.naam


def _rijen(brieven: Sequence[Brief]) -> list[list[object]]:
    return [_rij(brief, beslissing) for brief in brieven for beslissing in brief.beslissingen.all()]


def _rij(brief: Brief, beslissing: Beslissing) -> list[object]:
    inschrijving = brief.inschrijving
    bekend = lokaal(brief.bekendgemaakt_op).isoformat(" ", "minutes") if brief.bekendgemaakt_op else ""
    rij = [
        *(brief.kenmerk, inschrijving.partijnaam, inschrijving.uitvoerder.zorgkantoor, _regio(beslissing)),
        *(beslissing.get_uitkomst_display(), beslissing.grond, beslissing.get_indeling_display()),
        *(beslissing.looptijd_van, beslissing.looptijd_tot, beslissing.tarief, beslissing.budget, beslissing.uren),
        *(beslissing.get_status_display(), brief.dagtekening, bekend),
    ]
    return ["" if waarde is None else waarde for waarde in rij]
