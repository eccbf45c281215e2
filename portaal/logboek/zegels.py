"""The daily seals over the log: a list, and files to keep outside the portal (R8). They count no dossiers (B28)."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern.ankers import Anker, als_bestand
from kern.models import Dagzegel
from partijen.permissions import Recht, vereist
from portaal.logboek.tabellen import ZegelFilter, ZegelTabel, met_post

PER_BLADZIJDE = 50


@vereist(Recht.ZEGELS_ZIEN)
def zegels(request: HttpRequest) -> HttpResponse:
    """Every seal, by period."""
    filter_ = ZegelFilter(request.GET, queryset=Dagzegel.objects.all())
    tabel = ZegelTabel(met_post(filter_.qs))
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {
        "filter": filter_,
        "tabel": tabel,
        "bestand": f"{reverse('zegels_bestand')}?{request.GET.urlencode()}",
    }
    return render(request, "portaal/zegels.html", context)


@vereist(Recht.ZEGELS_ZIEN)
def zegels_bestand(request: HttpRequest) -> HttpResponse:
    """The seals of the chosen period, the first day first, as one file."""
    rijen = ZegelFilter(request.GET, queryset=Dagzegel.objects.all()).qs.order_by("dag")
    ankers = [Anker.van(rij) for rij in rijen.defer("koppen")]
    naam = f"zegels-{ankers[0].dag}-{ankers[-1].dag}.json" if ankers else "zegels.json"
    return _download(als_bestand(ankers), naam)


@vereist(Recht.ZEGELS_ZIEN)
def zegel(request: HttpRequest, dag: str) -> HttpResponse:
    """The seal of one day as a file: the line that was mailed."""
    try:
        gevraagd = date.fromisoformat(dag)
    except ValueError:
        raise Http404 from None
    rij = get_object_or_404(Dagzegel.objects.defer("koppen"), dag=gevraagd)
    return _download(als_bestand(Anker.van(rij)), f"zegel-{rij.dag}.json")


def _download(inhoud: bytes, naam: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type="application/json")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord
