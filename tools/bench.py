"""Figures of the portal on real PostgreSQL, Redis and gunicorn (make bench).

Prints one JSON object; progress goes to standard error. Only figures of one run compare: the speed of a machine
drifts. What they mean and what we aim at stands in docs/snelheid.md.
"""

import base64
import json
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

import django
from django.utils.module_loading import import_string

ONDERDELEN = (
    "indienen",
    "drukte",
    "redis",
    "bestanden",
    "dossier",
    "lijst",
    "selectie",
    "bord",
    "contracten",
    "productie",
    "brieven",
)


def stel_omgeving_in(werk: Path) -> dict[str, str]:
    """The environment of a production web server behind a proxy, with secrets of this run; sets it here as well."""
    omgeving = {
        "DJANGO_SETTINGS_MODULE": "oco_portal.settings",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "OCO_KLUIS_SLEUTEL": base64.b64encode(secrets.token_bytes(32)).decode(),
        "OCO_KLUIS_MAP": str(werk / "kluis"),
        "OCO_BASIS_URL": "https://localhost",
        "OCO_ACHTER_PROXY": "1",
        "ALLOWED_HOSTS": "localhost",
    }
    for naam in ("OCO_TEST", "OCO_DEMO"):
        os.environ.pop(naam, None)
    os.environ.update(omgeving)
    return omgeving


def meld(tekst: str) -> None:
    """One line of progress."""
    print(f"{time.strftime('%H:%M:%S')} {tekst}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure everything, or only the parts named as arguments."""
    if "DATABASE_URL" not in os.environ:
        print("Start dit met 'make bench': er is een wegwerp-PostgreSQL en -Redis nodig.", file=sys.stderr)
        return 2
    gevraagd = sys.argv[1:] or ONDERDELEN
    with tempfile.TemporaryDirectory(prefix="oco-bench-") as map_:
        omgeving = stel_omgeving_in(Path(map_))
        django.setup()
        meet_alles = import_string("tools.bench_meten.meet_alles")  # models exist from here on
        print(json.dumps(meet_alles(gevraagd, omgeving, Path(map_), meld), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
