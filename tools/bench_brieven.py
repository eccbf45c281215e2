"""Letters: made, stored, released and queued by the portal, beside plain WeasyPrint of the same HTML."""

import gc
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bekendmaking import actions, opmaak
from bekendmaking.models import Brief, Vrijgave
from berichten.models import Bericht
from inschrijving.models import Inschrijving
from kern import klok
from kern.pdfmaker import BASIS, STIJL, AlleenEigen
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from selectie.models import Regioselectie
from tools.bench_dossiers import beoordeeld, geopend, kandidaten
from tools.bench_gegevens import medewerker, schuif, uitvoerder_met
from tools.bench_selectie import selecteer

AANTAL = 60
REGIOS = 2


def meet(ronde: Inkoopronde, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Each letter in turn by the portal and by plain WeasyPrint, so that a slower moment touches both."""
    meld(f"brieven: {AANTAL} dossiers klaarzetten")
    schuif(ronde, "bekendmaking_op", klok.nu() - timedelta(minutes=1))
    toewijzingen = uitvoerder_met(ronde, REGIOS)[:REGIOS]
    uitvoerder = toewijzingen[0].uitvoerder
    inkopers = (medewerker(uitvoerder, Rolsoort.INKOPER), medewerker(uitvoerder, Rolsoort.INKOPER))
    manager = medewerker(uitvoerder, Rolsoort.INKOOPMANAGER)
    ids = geopend(bron, toewijzingen, AANTAL, inkopers)
    beoordeeld(ids, inkopers[0])
    for toewijzing in ronde.toewijzingen.filter(uitvoerder=uitvoerder):
        selectie = Regioselectie.objects.create(toewijzing=toewijzing)
        kandidaten(selectie, Random(5))  # noqa: S311 - the same every run
        selecteer(selectie.pk, inkopers)
    meld("brieven: maken")
    kaal, eigen, plat = KaleMaker(), 0.0, 0.0
    for pk in ids:
        with patch.object(opmaak, "maak_pdf", kaal.onthoud(opmaak.maak_pdf)):
            eigen += _duur(lambda pk=pk: actions.stel_op(inschrijving_id=pk, door=inkopers[0]))
        html = render_to_string(*kaal.vraag)
        plat += _duur(lambda html=html: kaal.maak(html))
    meld("brieven: goedkeuren en vrijgeven")
    for brief in Brief.objects.filter(inschrijving__in=ids):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=manager)
    vrijgave = actions.zet_vrijgave_klaar(ronde=ronde, uitvoerder=uitvoerder, vrij_op=klok.nu(), door=manager)
    vrij = _duur(lambda: actions.geef_vrij(vrijgave_id=vrijgave.pk))
    assert Vrijgave.objects.filter(vrijgegeven_op__isnull=False).count() == 1
    return {
        "brieven": Bericht.objects.filter(over__startswith="bekendmaking.brief:").count(),
        "per_seconde": round(AANTAL / (eigen + vrij), 2),
        "weasyprint_per_seconde": round(AANTAL / plat, 2),
        "verhouding": round(plat / (eigen + vrij), 3),
        "maken_ms": round(eigen / AANTAL * 1000, 1),
        "vrijgeven_ms": round(vrij / AANTAL * 1000, 1),
        "weasyprint_ms": round(plat / AANTAL * 1000, 1),
    }


class KaleMaker:
    """WeasyPrint as fast as it goes by itself: fonts, stylesheet and images once, no garbage collection meanwhile."""

    def __init__(self) -> None:
        self.vraag: tuple[str, dict[str, Any]] = ("", {})
        self.letters, self.ophaler = FontConfiguration(), AlleenEigen()
        self.stijl = CSS(filename=STIJL, font_config=self.letters, url_fetcher=self.ophaler)
        self.beelden: dict[Any, Any] = {}

    def onthoud(self, echt: Callable[..., bytes]) -> Callable[..., bytes]:
        """The maker of the portal, that also keeps what it is asked to render."""

        def maker(sjabloon: str, context: Mapping[str, Any], *, identifier: str) -> bytes:
            self.vraag = (sjabloon, dict(context))
            return echt(sjabloon, context, identifier=identifier)

        return maker

    def maak(self, html: str) -> None:
        gc.disable()
        HTML(string=html, base_url=BASIS, url_fetcher=self.ophaler).write_pdf(
            stylesheets=[self.stijl], font_config=self.letters, cache=self.beelden, pdf_variant="pdf/ua-1"
        )
        gc.enable()


def _duur(doe: Callable[[], Any]) -> float:
    """Seconds, with the collecting of its own garbage: else the next one pays for it."""
    begin = time.monotonic()
    doe()
    gc.collect(0)
    return time.monotonic() - begin
