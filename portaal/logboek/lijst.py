"""The log for the auditor: search, pages, Excel."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern import klok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, vereist
from portaal.logboek.queries import zichtbaar
from portaal.logboek.regels import Regel, lees
from portaal.logboek.tabellen import KOPPEN, LogboekFilter, LogboekTabel, exportrij

PER_BLADZIJDE = 50
PORTIE = 2000  # lines whose names are looked up together
HOOGSTENS = 50_000  # lines in one file


@vereist(Recht.LOGBOEK_ZIEN)
def logboek(request: HttpRequest) -> HttpResponse:
    """Every line of the log but those of dossiers that are not open; the last on top."""
    filter_ = LogboekFilter(request.GET, queryset=zichtbaar())
    tabel = LogboekTabel(filter_.qs)
    tabel.export_url = f"{reverse('logboek_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    tabel.regels = lees(rij.record for rij in tabel.paginated_rows)
    return render(request, "portaal/logboek.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.LOGBOEK_ZIEN)
def logboek_export(request: HttpRequest) -> HttpResponse:
    """The same lines, all pages, as Excel."""
    regels = LogboekFilter(request.GET, queryset=zichtbaar()).qs
    if regels.count() > HOOGSTENS:
        raise RegelFout(f"Dit zijn meer dan {HOOGSTENS} regels. Kies een kortere periode of zoek op een dossier.")
    inhoud = maak_werkboek("Logboek", KOPPEN, map(exportrij, _in_porties(regels)), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="logboek-{klok.vandaag()}.xlsx"'
    return antwoord


def _in_porties(regels: QuerySet[Gebeurtenis]) -> Iterator[Regel]:
    portie = []
    for regel in regels.iterator(PORTIE):
        portie.append(regel)
        if len(portie) == PORTIE:
            yield from lees(portie)
            portie = []
    yield from lees(portie)
