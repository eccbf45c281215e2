"""F7: the last minute with Redis, and with a Redis that takes a connection and never says anything."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inschrijving.models import Inschrijving
from tools.bench_drukte import UPLOADS, meet_druk
from tools.bench_gegevens import pdf
from tools.webserver import Webserver, webserver

KLANTEN = 8
BEURTEN = 2  # of each, turn by turn: the speed of a machine drifts


def meet(
    server: Webserver, bron: Inschrijving, omgeving: Mapping[str, str], werk: Path, meld: Callable[[str], None]
) -> dict[str, Any]:
    """Both, with how much longer the slow end of submitting takes without (aim 1.2), and every error."""
    bestanden = [pdf(100 + nummer) for nummer in range(UPLOADS)]
    met, zonder = [], []
    with doof() as adres:
        anders = {**omgeving, "REDIS_URL": adres, "CELERY_BROKER_URL": adres}
        with webserver(omgeving=anders, logboek=werk / "web-zonder-redis.log") as alleen:
            for _ in range(BEURTEN):
                met.append(meet_druk(server, bron, KLANTEN, bestanden, meld))
                meld("nu zonder Redis")
                zonder.append(meet_druk(alleen, bron, KLANTEN, bestanden, meld))
    verhouding = _p95(zonder) / _p95(met)
    return {"met": met, "zonder": zonder, "p95_zonder_tegen_met": round(verhouding, 2)}


def _p95(beurten: list[dict[str, Any]]) -> float:
    return sum(beurt["indienen"]["p95_ms"] for beurt in beurten) / len(beurten)


@contextmanager
def doof() -> Iterator[str]:
    """The address of something that listens and is silent: worse for who asks than nobody at all."""
    with socket.socket() as stil:
        stil.bind(("127.0.0.1", 0))
        stil.listen(1024)
        yield f"redis://127.0.0.1:{stil.getsockname()[1]}/0"
