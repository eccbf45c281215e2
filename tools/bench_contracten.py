"""The contract documents of a whole round made as PDF: how many per second, and the memory of the process."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inschrijving.models import Inschrijving
from overeenkomst import document
from overeenkomst.inlezen import tekst
from overeenkomst.models import Modeltekst
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

AANTAL = 124  # four organisations in each of the 31 regions
OFFICIEEL = "OCO_OFFICIELE_TEKST"  # path of the real text, which is not in the repository


def meet(bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """The sheet of our own words, the sample of a model text and, where it is named, the real one."""
    teksten = {"eigen_blad": None, "voorbeeldtekst": VOORBEELD}
    if OFFICIEEL in os.environ:
        teksten["officiele_tekst"] = Path(os.environ[OFFICIEEL]).read_text(encoding="utf-8")
    uit = {}
    for naam, inhoud in teksten.items():
        meld(f"contracten: {AANTAL} als PDF, {naam}")
        uit[naam] = _meet(bron, _modeltekst(bron, inhoud) if inhoud else None)
    return uit


def _meet(bron: Inschrijving, modeltekst: Modeltekst | None) -> dict[str, Any]:
    feiten = document.feiten(bron) | {"regios": [_regio(naam) for naam in ("Utrecht", "Zwolle")]}
    document.als_pdf(feiten, versie=1, inschrijving=bron, modeltekst=modeltekst)  # what only the first one costs
    voor, begin, grootte = _geheugen("VmRSS"), time.perf_counter(), 0
    for nummer in range(AANTAL):
        organisatie = feiten["organisatie"] | {"naam": f"Stichting Steun {nummer}"}
        grootte += len(
            document.als_pdf(feiten | {"organisatie": organisatie}, versie=1, inschrijving=bron, modeltekst=modeltekst)
        )
    duur = time.perf_counter() - begin
    return {
        "per_seconde": round(AANTAL / duur, 2),
        "maken_ms": round(duur / AANTAL * 1000, 1),
        "kb_per_stuk": grootte // AANTAL // 1024,
        "geheugen_mb": {"voor": voor, "na": _geheugen("VmRSS"), "hoogste": _geheugen("VmHWM")},
    }


def _regio(naam: str) -> dict[str, Any]:
    jaren = [{"jaar": jaar, "tarief": "69.00", "budget": "120000.00", "uren": "1739.00"} for jaar in (2018, 2019)]
    gemeenten = [f"Gemeente {nummer}" for nummer in range(15)]
    return {
        "naam": naam,
        "indeling": "Bestaande organisatie",
        "van": "2018-01-01",
        "tot": "2019-12-31",
        "gemeenten": gemeenten,
        "jaren": jaren,
    }


def _modeltekst(bron: Inschrijving, inhoud: str) -> Modeltekst:
    """The text as it would be kept; the row itself is not needed."""
    gelezen = tekst.lees(inhoud)
    return Modeltekst(ronde=bron.ronde, versie=1, titel=gelezen.titel, sha256="0" * 64, inhoud=tekst.als_json(gelezen))


def _geheugen(veld: str) -> int:
    """Of this process in MB: VmRSS now, VmHWM at its highest."""
    regels = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(regel.split()[1]) // 1024 for regel in regels if regel.startswith(f"{veld}:"))
