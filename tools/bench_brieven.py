"""Letters: made, stored, released and handed over by the portal, beside plain WeasyPrint of the same HTML."""

import gc
import logging
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event
from typing import Any
from unittest.mock import patch

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bekendmaking import actions, opmaak
from bekendmaking.models import Brief
from inschrijving.models import Inschrijving
from kern import klok
from kern.pdfmaker import BASIS, STIJL, AlleenEigen
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from selectie.models import Regioselectie
from tools.bench_dossiers import beoordeeld, geopend, kandidaten
from tools.bench_gegevens import medewerker, schuif, uitvoerder_met
from tools.bench_selectie import selecteer
from tools.diensten import vrije_poort

AANTAL = 40  # letters by one process, and as many by two
REGIOS = 2
AANLOOP = timedelta(seconds=15)  # in which the worker starts, before the moment


def meet(ronde: Inkoopronde, bron: Inschrijving, werk: Path, meld: Callable[[str], None]) -> dict[str, Any]:
    """By one process each letter in turn by the portal and by plain WeasyPrint, so that a slower moment touches both;
    then by two processes; then the moment itself, with a real worker."""
    meld(f"brieven: {2 * AANTAL} dossiers klaarzetten")
    schuif(ronde, "bekendmaking_op", klok.nu() - timedelta(minutes=1))
    toewijzingen = uitvoerder_met(ronde, REGIOS)[:REGIOS]
    uitvoerder = toewijzingen[0].uitvoerder
    inkopers = (medewerker(uitvoerder, Rolsoort.INKOPER), medewerker(uitvoerder, Rolsoort.INKOPER))
    manager = medewerker(uitvoerder, Rolsoort.INKOOPMANAGER)
    ids = geopend(bron, toewijzingen, 2 * AANTAL, inkopers)
    beoordeeld(ids, inkopers[0])
    for toewijzing in ronde.toewijzingen.filter(uitvoerder=uitvoerder):
        selectie = Regioselectie.objects.create(toewijzing=toewijzing)
        kandidaten(selectie, Random(5))  # noqa: S311 - the same every run
        selecteer(selectie.pk, inkopers)
    meld("brieven: door één proces")
    cijfers, bladen = _een_proces(ids[:AANTAL], inkopers[0])
    meld("brieven: door twee processen")
    cijfers |= _twee_processen(ids[AANTAL:], bladen, inkopers[0])
    meld("brieven: goedkeuren en vrijgeven")
    for brief in Brief.objects.filter(inschrijving__in=ids):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=manager)
    vrij_op = klok.nu() + AANLOOP
    actions.zet_vrijgave_klaar(ronde=ronde, uitvoerder=uitvoerder, vrij_op=vrij_op, door=manager)
    return cijfers | {"moment": _op_het_moment(vrij_op, len(ids), werk)}


def _een_proces(ids: Sequence[int], door: Gebruiker) -> tuple[dict[str, Any], list[str]]:
    """The figures, and the HTML of every letter."""
    kaal, eigen, plat, bladen = KaleMaker(), 0.0, 0.0, []
    for pk in ids:
        with patch.object(opmaak, "maak_pdf", kaal.onthoud(opmaak.maak_pdf)):
            eigen += _duur(lambda pk=pk: actions.stel_op(inschrijving_id=pk, door=door))
        bladen.append(render_to_string(*kaal.vraag))
        plat += _duur(lambda html=bladen[-1]: kaal.maak(html))
    cijfers = {
        "per_seconde": round(len(ids) / eigen, 2),
        "weasyprint_per_seconde": round(len(ids) / plat, 2),
        "verhouding": round(plat / eigen, 3),
        "maken_ms": round(eigen / len(ids) * 1000, 1),
        "weasyprint_ms": round(plat / len(ids) * 1000, 1),
    }
    return cijfers, bladen


def _twee_processen(ids: Sequence[int], bladen: Sequence[str], door: Gebruiker) -> dict[str, Any]:
    """The same work shared by two processes that begin with everything loaded, as a worker does."""
    connections.close_all()  # a child opens its own
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as poel:
        eigen = _duur(lambda: list(poel.map(_maak_deel, [ids[::2], ids[1::2]], [door.pk, door.pk])))
        plat = _duur(lambda: list(poel.map(_maak_kaal, [bladen[::2], bladen[1::2]])))
    return {
        "twee_processen": {
            "per_seconde": round(len(ids) / eigen, 2),
            "weasyprint_per_seconde": round(len(bladen) / plat, 2),
            "verhouding": round(plat / eigen, 3),
        }
    }


def _maak_deel(ids: Sequence[int], door_id: int) -> None:
    door = Gebruiker.objects.get(pk=door_id)
    for pk in ids:
        _duur(lambda pk=pk: actions.stel_op(inschrijving_id=pk, door=door))


def _maak_kaal(bladen: Sequence[str]) -> None:
    kaal = KaleMaker()
    for html in bladen:
        _duur(lambda html=html: kaal.maak(html))


def _op_het_moment(vrij_op: datetime, aantal: int, werk: Path) -> dict[str, Any]:
    """Seconds from the moment to the first and the last mail that a mail server took, by a worker with beat (L5)."""
    post, opties = Post(aantal), ["worker", "-B", "-c", "2", "-s", str(werk / "beat"), "--loglevel", "WARNING"]
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells of every line
    bus = Controller(post, hostname="127.0.0.1", port=vrije_poort())
    bus.start()
    omgeving = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{bus.port}"}
    opdracht = [sys.executable, "-m", "celery", "-A", "oco_portal", *opties]
    with (werk / "werker.log").open("ab") as uit:
        werker = subprocess.Popen(opdracht, env=omgeving, cwd=settings.BASE_DIR, stdout=uit, stderr=uit)
        try:
            assert post.compleet.wait(300), "niet alle berichten zijn overgedragen"
        finally:
            werker.terminate()
            werker.wait(60)
            bus.stop()
    return {
        "berichten": len(post.tijden),
        "eerste_s": round(post.tijden[0] - vrij_op.timestamp(), 2),
        "laatste_s": round(post.tijden[-1] - vrij_op.timestamp(), 2),
        "te_vroeg": sum(tijd < vrij_op.timestamp() for tijd in post.tijden),
    }


class Post:
    """A mail server that notes when it took a mail."""

    def __init__(self, aantal: int) -> None:
        self.aantal, self.tijden, self.compleet = aantal, [], Event()

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:
        self.tijden.append(time.time())
        if len(self.tijden) == self.aantal:
            self.compleet.set()
        return "250 OK"


class KaleMaker:
    """WeasyPrint as fast as it goes by itself: fonts, stylesheet and images once, no garbage collection meanwhile."""

    def __init__(self) -> None:
        self.vraag: tuple[str, dict[str, Any]] = ("", {})
        self.letters, self.ophaler = FontConfiguration(), AlleenEigen()
        self.stijl = CSS(filename=STIJL, font_config=self.letters, url_fetcher=self.ophaler)
        self.beelden: dict[Any, Any] = {}

    def onthoud(self, echt: Callable[..., bytes]) -> Callable[..., bytes]:
        """The maker of the portal, that also keeps what it is asked to render."""

        def maker(sjabloon: str, context: Mapping[str, Any], *, identifier: str, logo: bytes) -> bytes:
            self.vraag = (sjabloon, {**context, "logo": ""})  # whoever is measured here has none
            return echt(sjabloon, context, identifier=identifier, logo=logo)

        return maker

    def maak(self, html: str) -> None:
        gc.disable()
        HTML(string=html, base_url=BASIS, url_fetcher=self.ophaler).write_pdf(
            stylesheets=[self.stijl], font_config=self.letters, cache=self.beelden, pdf_variant="pdf/a-3a"
        )
        gc.enable()


def _duur(doe: Callable[[], Any]) -> float:
    """Seconds, with the collecting of its own garbage: else the next one pays for it."""
    begin = time.monotonic()
    doe()
    gc.collect(0)
    return time.monotonic() - begin
