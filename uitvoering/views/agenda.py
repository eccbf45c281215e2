"""One calendar of what is due, for each side: as a list and as a file for one's own calendar."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern import klok
from kern.ics import Afspraak, kalender
from partijen.permissions import Recht, vereist
from uitvoering.forms.agenda import AgendaFilter
from uitvoering.queries.agenda import plichten
from uitvoering.rules.agenda import Plicht
from uitvoering.tabellen import AgendaTabel
from uitvoering.views.tekortkoming import PER_BLADZIJDE


def _filter(request: HttpRequest, *, staf: bool) -> AgendaFilter:
    return AgendaFilter(request.GET, plichten=plichten(request.user, staf=staf), vandaag=klok.vandaag())


def _lijst(request: HttpRequest, *, staf: bool) -> HttpResponse:
    filter_ = _filter(request, staf=staf)
    tabel = AgendaTabel(filter_.kies(), nu=klok.nu())
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    bestand = f"{reverse('agenda_ics' if staf else 'mijn_agenda_ics')}?{request.GET.urlencode()}"
    return render(request, "uitvoering/agenda.html", {"filter": filter_, "tabel": tabel, "ics": bestand, "staf": staf})


def _ics(request: HttpRequest, *, staf: bool) -> HttpResponse:
    huis = urlsplit(settings.BASIS_URL).hostname
    afspraken = [_afspraak(plicht, huis) for plicht in _filter(request, staf=staf).kies()]
    nu = klok.nu()
    inhoud = kalender("Cliëntondersteuning: wat wanneer klaar moet zijn", afspraken, versie=_versie(), gewijzigd_op=nu)
    antwoord = HttpResponse(inhoud, content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return antwoord


def _versie() -> int:
    """Higher with every file, so that a date that moved also moves in the calendar that took it over before."""
    return int(klok.nu().timestamp()) // 60


def _afspraak(plicht: Plicht, huis: str | None) -> Afspraak:
    return Afspraak(
        sleutel=f"{plicht.sleutel}@{huis}",
        titel=f"{plicht.wat}: {plicht.aan}",
        begin=plicht.voor,
        uitleg=f"Te doen door {plicht.van}.",
        adres=settings.BASIS_URL + plicht.url,
    )


@vereist(Recht.TOEZICHT_ZIEN)
def agenda(request: HttpRequest) -> HttpResponse:
    """For the zorgkantoor."""
    return _lijst(request, staf=True)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_agenda(request: HttpRequest) -> HttpResponse:
    """For the organisation."""
    return _lijst(request, staf=False)


@vereist(Recht.TOEZICHT_ZIEN)
def ics(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a calendar file (RFC 5545)."""
    return _ics(request, staf=True)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_ics(request: HttpRequest) -> HttpResponse:
    """The same for the organisation."""
    return _ics(request, staf=False)
