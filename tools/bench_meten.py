"""Runs the parts of the benchmark in order, on one database and one web server."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command

from publicatie.models import Inkoopronde
from tools import (
    bench_bestanden,
    bench_bord,
    bench_brieven,
    bench_contracten,
    bench_drukte,
    bench_indienen,
    bench_productie,
    bench_redis,
    bench_selectie,
)
from tools.bench_dossiers import maak_leeg
from tools.bench_gegevens import laad_ronde, opnieuw_open, voorbeeld
from tools.bench_lijsten import GROOT, KLEIN, Lijst, meet_dossier
from tools.webserver import Webserver, webserver

Meld = Callable[[str], None]


def meet_alles(gevraagd: Collection[str], omgeving: Mapping[str, str], werk: Path, meld: Meld) -> dict[str, Any]:
    """The figures, by part."""
    belasting = os.getloadavg()
    meld("databank en referentiedata")
    ronde = laad_ronde()
    call_command("collectstatic", interactive=False, verbosity=0)
    with webserver(omgeving=omgeving, logboek=werk / "web.log") as server:
        cijfers = _onderdelen(server, ronde, gevraagd, omgeving, werk, meld)
        cijfers["geheugen_mb"] = {"webwerkers": server.geheugen()}
    machine = {"kernen": os.cpu_count(), "belasting_begin": belasting[0], "belasting_eind": os.getloadavg()[0]}
    return {"machine": machine, **cijfers}


def _onderdelen(
    server: Webserver,
    ronde: Inkoopronde,
    gevraagd: Collection[str],
    omgeving: Mapping[str, str],
    werk: Path,
    meld: Meld,
) -> dict[str, Any]:
    def vers() -> Any:
        maak_leeg()
        opnieuw_open(ronde)
        return voorbeeld(ronde)

    cijfers: dict[str, Any] = {}
    if "indienen" in gevraagd:
        cijfers["indienen"] = bench_indienen.meet(server, vers(), meld)
    if "drukte" in gevraagd:
        cijfers["drukte"] = bench_drukte.meet(server, vers(), meld)
    if "redis" in gevraagd:
        cijfers["redis"] = bench_redis.meet(server, vers(), omgeving, werk, meld)
    if "bestanden" in gevraagd:
        cijfers["bestanden"] = bench_bestanden.meet(meld)
    if "dossier" in gevraagd:
        cijfers["dossier"] = meet_dossier(server, vers(), meld)
    if "lijst" in gevraagd:
        lijst = Lijst(server, vers(), omgeving, werk)
        cijfers["lijst"] = {str(rijen): lijst.meet(rijen, meld) for rijen in (KLEIN, GROOT)}
    if "selectie" in gevraagd:
        cijfers["selectie"] = bench_selectie.meet(ronde, vers(), meld)
    if "contracten" in gevraagd:
        cijfers["contracten"] = bench_contracten.meet(vers(), meld)
    if "productie" in gevraagd:
        cijfers["productie"] = bench_productie.meet(server, ronde, vers(), meld)
    if "bord" in gevraagd:
        cijfers["bord"] = bench_bord.meet(server, ronde, vers(), meld)
    if "brieven" in gevraagd:
        cijfers["brieven"] = bench_brieven.meet(ronde, vers(), werk, meld)
    return cijfers
