"""Runs the parts of the benchmark in order, on one database and one web server."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tools import bench_indienen
from tools.bench_gegevens import laad_ronde, voorbeeld
from tools.webserver import webserver


def meet_alles(
    gevraagd: Collection[str], omgeving: Mapping[str, str], werk: Path, meld: Callable[[str], None]
) -> dict[str, Any]:
    """The figures, by part."""
    belasting = os.getloadavg()
    meld("databank en referentiedata")
    ronde = laad_ronde()
    call_command("collectstatic", interactive=False, verbosity=0)
    bron = voorbeeld(ronde)
    cijfers: dict[str, Any] = {}
    with webserver(omgeving=omgeving, logboek=werk / "web.log") as server:
        if "indienen" in gevraagd:
            cijfers["indienen"] = bench_indienen.meet(server, bron, meld)
        cijfers["geheugen_mb"] = {"webwerkers": server.geheugen()}
    return {
        "machine": {"kernen": os.cpu_count(), "belasting_begin": belasting, "belasting_eind": os.getloadavg()},
        **cijfers,
    }
