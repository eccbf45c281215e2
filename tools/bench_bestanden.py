"""What a file costs that is made to hurt: seconds, and the most memory of the sandbox (betrouwbaarheid.md, B7-B16)."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kern.fouten import RegelFout
from kluis import zandbak
from tests.kluis import pdfs
from tests.kluis.bestanden import docx, zipbom
from tools.bench_gegevens import pdf

KEREN = 20  # of the ordinary file
GEVALLEN: dict[str, Callable[[], bytes]] = {
    "B7 zipbom van 1 GB": zipbom,
    "B7 6000 delen": lambda: docx(**{f"word/{nummer}.xml": b"" for nummer in range(6000)}),
    "B10 drie keer ingepakt": pdfs.drie_keer_ingepakt,
    "B10 reuzenbeeld": pdfs.reuzenbeeld,
    "B10 brede voorspeller": pdfs.brede_voorspeller,
    "B10 miljoen voorwerpen": pdfs.veel_voorwerpen,
    "B10 diepe bladzijden": pdfs.diepe_bladzijden,
    "B10 kring": pdfs.kring,
    "B10 tabelbom": pdfs.tabelbom,
    "B11 programmacode": pdfs.met_javascript,
}


def meet(meld: Callable[[str], None]) -> dict[str, Any]:
    """Per case its seconds, the peak of the child and the answer; first an ordinary PDF of 200 kB."""
    meld("bestanden: een gewone PDF")
    gewoon = pdf(1)
    zandbak.draai("kluis.controle:beoordeel", gewoon)
    begin = time.perf_counter()
    for _ in range(KEREN):
        zandbak.draai("kluis.controle:beoordeel", gewoon)
    cijfers: dict[str, Any] = {"gewone PDF": {"ms": round((time.perf_counter() - begin) / KEREN * 1000, 1)}}
    for naam, maak in GEVALLEN.items():
        meld(f"bestanden: {naam}")
        cijfers[naam] = _keur(maak())
    return cijfers


def _keur(inhoud: bytes) -> dict[str, Any]:
    begin = time.perf_counter()
    with _hoogste_geheugen() as piek:
        try:
            antwoord = ", ".join(zandbak.draai("kluis.controle:beoordeel", inhoud)["signalen"]) or "aangenomen"
        except RegelFout as fout:
            antwoord = f"geweigerd: {fout.tekst}"
    return {"seconden": round(time.perf_counter() - begin, 2), "piek_mb": piek[0] // 1024 or None, "antwoord": antwoord}


@contextmanager
def _hoogste_geheugen() -> Iterator[list[int]]:
    """Watches the children of the sandbox; the list holds the most memory one had in kB, 0 when it was too quick."""
    piek, klaar = [0], threading.Event()
    helper = zandbak._helper[os.getpid()][0].pid

    def kijk() -> None:
        while not klaar.wait(0.005):
            for pid in Path(f"/proc/{helper}/task/{helper}/children").read_text().split():
                piek[0] = max(piek[0], _piek(pid))

    draad = threading.Thread(target=kijk)
    draad.start()
    try:
        yield piek
    finally:
        klaar.set()
        draad.join()


def _piek(pid: str) -> int:
    try:
        regels = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # gone between looking and reading
        return 0
    return next((int(regel.split()[1]) for regel in regels if regel.startswith("VmHWM")), 0)
