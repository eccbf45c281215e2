"""The approved production added up: national for who sees everything, else of the own regions (OV-231)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern import klok
from kern.opmaak import getal
from kern.staven import staven
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering.cijfertabellen import CijferTabel, exportkoppen, exportrijen
from uitvoering.forms.landelijk import CijferFilter
from uitvoering.queries import landelijk as queries
from uitvoering.rules.landelijk import PER, Clienten, Som, samen, tel_op

PER_BLADZIJDE = 50


@dataclass(frozen=True)
class _Rapport:
    filter: CijferFilter
    sommen: list[Som]
    samen: Som


def _rapport(request: HttpRequest) -> _Rapport:
    rijen = queries.maandcijfers(request.user)
    filter_ = CijferFilter(request.GET, rijen=rijen, diensten=queries.diensten(request.user))
    gekozen = filter_.kies()
    clienten = Clienten(
        {(rij.plek.deel, rij.maand): rij.clienten for rij in gekozen},
        queries.jaaropgaven(gekozen) if filter_.hele_jaren else {},
    )
    posten = queries.posten(gekozen, dienst=filter_.gekozen_dienst, per_dienst=filter_.opgeteld_per == "dienst")
    return _Rapport(filter_, tel_op(posten, clienten, filter_.opgeteld_per), samen(posten, clienten))


@vereist(Recht.PRODUCTIECIJFERS_ZIEN)
def cijfers(request: HttpRequest) -> HttpResponse:
    """Hours, questions, unique clients and euros, as a drawing and as a table with pages of 50."""
    rapport = _rapport(request)
    per = rapport.filter.opgeteld_per
    tabel = CijferTabel(rapport.sommen)
    tabel.columns["groep"].column.verbose_name = PER[per]
    tabel.export_url = f"{reverse('productiecijfers_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    hier = [rij.record for rij in tabel.paginated_rows]
    context = {
        "filter": rapport.filter,
        "tabel": tabel,
        "samen": rapport.samen if rapport.sommen else None,
        "tekening": staven((som.groep, som.uren, getal(som.uren, 2)) for som in hier),
        "tekeningkop": f"Uren per {PER[per].lower()}",
        "landelijk": bevoegdheid(request.user).uitvoerders(Recht.PRODUCTIECIJFERS_ZIEN) is None,
    }
    return render(request, "uitvoering/productiecijfers.html", context)


@vereist(Recht.PRODUCTIECIJFERS_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same figures, all pages, as Excel."""
    rapport = _rapport(request)
    blad = maak_werkboek(
        "Productie in cijfers",
        exportkoppen(PER[rapport.filter.opgeteld_per]),
        exportrijen(rapport.sommen, rapport.samen),
        gemaakt_op=klok.nu(),
    )
    antwoord = HttpResponse(blad, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="productie-in-cijfers.xlsx"'
    return antwoord
