"""The timeline of one dossier, on screen and as PDF: for the zorgkantoor and the auditor all of it, for an
organisation what it did itself and what reached it."""

from collections.abc import Iterable
from datetime import UTC
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from bekendmaking.models import Brief
from bekendmaking.queries import termijnen_van
from bekendmaking.rules import Termijnen
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE
from beoordeling.views.dossier import haal_inhoud
from inschrijving.models import Inschrijving
from kern import klok
from kern.bladeren import blader
from kern.models import Gebeurtenis
from kern.pdf import maak_pdf
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from portaal.logboek.queries import van_dossier, van_organisatie, voor_organisatie
from portaal.logboek.regels import Regel, lees

PER_BLADZIJDE = 100
PER_PDF = 500  # lines: 2,000 in one passed the limit of 60 s on a crowded machine, a part took 20 (docs/snelheid.md)


class Punt(NamedTuple):
    """A line with its place: its own number in the log, or for an organisation the place in its list."""

    nummer: int
    regel: Regel

    @property
    def utc(self) -> str:
        return f"{self.regel.gebeurtenis.tijd.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def _punten(inschrijving: Inschrijving, regels: Iterable[Gebeurtenis], *, staf: bool, eerste: int = 1) -> list[Punt]:
    if staf:
        return [Punt(regel.gebeurtenis.nummer, regel) for regel in lees(regels)]
    kantoor = inschrijving.uitvoerder.zorgkantoor
    return [Punt(plek, voor_organisatie(regel, kantoor)) for plek, regel in enumerate(lees(regels), start=eerste)]


def _eigen(request: HttpRequest, kenmerk: str) -> Inschrijving:
    rijen = Inschrijving.objects.van_organisatie_van(request.user).select_related("organisatie", "uitvoerder", "ronde")
    return get_object_or_404(rijen, kenmerk=kenmerk)


@vereist(Recht.DOSSIER_ZIEN)
def dossier_tijdlijn(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Everything in an opened dossier; who judges declares first that there is no conflict of interest."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    noteer_inzage(inschrijving, request)
    kruimels = [("Dossiers", reverse("dossiers")), (inschrijving.partijnaam, reverse("dossier", args=[kenmerk]))]
    return _bladzijde(request, inschrijving, van_dossier(inschrijving), kruimels, staf=True)


@vereist(Recht.DOSSIER_ZIEN)
def dossier_tijdlijn_pdf(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The same on paper."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    noteer_inzage(inschrijving, request)
    return _bestand(request, inschrijving, van_dossier(inschrijving), staf=True)


@vereist(Recht.INSCHRIJVEN)
def mijn_tijdlijn(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """For an organisation: what it did and what reached it."""
    inschrijving = _eigen(request, kenmerk)
    kruimels = [("Mijn inschrijvingen", reverse("mijn_inschrijvingen")), (kenmerk, inschrijving.get_absolute_url())]
    return _bladzijde(request, inschrijving, van_organisatie(inschrijving), kruimels, staf=False)


@vereist(Recht.INSCHRIJVEN)
def mijn_tijdlijn_pdf(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The same on paper."""
    inschrijving = _eigen(request, kenmerk)
    return _bestand(request, inschrijving, van_organisatie(inschrijving), staf=False)


def _bladzijde(
    request: HttpRequest, inschrijving: Inschrijving, regels: QuerySet, kruimels: list[tuple[str, str]], *, staf: bool
) -> HttpResponse:
    bladering = blader(request, regels, PER_BLADZIJDE)
    context = {
        "inschrijving": inschrijving,
        "staf": staf,
        "wie_keek": staf and bevoegdheid(request.user).mag(Recht.INZAGE_ZIEN),
        "bladering": bladering,
        "punten": _punten(inschrijving, bladering.page, staf=staf, eerste=bladering.page.start_index()),
        "termijnen": _termijnen(inschrijving, staf=staf),
        "pdf": reverse("dossier_tijdlijn_pdf" if staf else "mijn_tijdlijn_pdf", args=[inschrijving.kenmerk]),
        "delen": Paginator(range(bladering.paginator.count), PER_PDF),
        "kruimels": [*kruimels, ("Tijdlijn", "")],
    }
    return render(request, "portaal/tijdlijn.html", context)


def _bestand(request: HttpRequest, inschrijving: Inschrijving, regels: QuerySet, *, staf: bool) -> HttpResponse:
    """The part that `?deel=` asks for; nonsense or too far gives one that exists."""
    deel = Paginator(regels, PER_PDF).get_page(request.GET.get("deel"))
    punten = _punten(inschrijving, deel, staf=staf, eerste=deel.start_index())
    kenmerk, nu = f"{inschrijving.kenmerk}/T", klok.nu()
    context = {
        "kenmerk": kenmerk,
        "uitvoerder": inschrijving.uitvoerder,
        "inschrijving": inschrijving,
        "staf": staf,
        "deel": deel,
        "punten": punten,
        "kop": punten[-1].regel.hash if punten else "",
        "termijnen": _termijnen(inschrijving, staf=staf),
        "gemaakt_op": nu,
    }
    pdf = maak_pdf("pdf/tijdlijn.html", context, identifier=f"{kenmerk} {deel.number} {nu.isoformat()}")
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    nummer = f"-deel-{deel.number}" if deel.has_other_pages() else ""
    antwoord["Content-Disposition"] = f'attachment; filename="tijdlijn-{inschrijving.kenmerk}{nummer}.pdf"'
    return antwoord


def _termijnen(inschrijving: Inschrijving, *, staf: bool) -> list[tuple[Brief, Termijnen]]:
    """The terms of every letter that was made known."""
    brieven = Brief.objects.filter(inschrijving=inschrijving, status__in=ZICHTBAAR_VOOR_ORGANISATIE)
    return [(brief, termijnen_van(brief)) for brief in brieven.select_related("inschrijving__ronde").order_by("versie")]
