"""The organisation: what is to be declared, handing it in, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from partijen.permissions import Recht, vereist
from uitvoering import actions
from uitvoering.declaratietabellen import DeclaratieTabel
from uitvoering.forms.declaratie import DeclaratieFilter, DeclaratieForm
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties as queries
from uitvoering.queries import productie
from uitvoering.states.declaratie import GELDEND
from uitvoering.views import NIET_GELDIG
from uitvoering.views.declaraties import PER_BLADZIJDE, als_excel


def _filter(request: HttpRequest) -> DeclaratieFilter:
    return DeclaratieFilter(request.GET, queryset=Declaratie.objects.van_organisatie(request.user).met_namen())


@vereist(Recht.PRODUCTIE_LEVEREN)
def lijst(request: HttpRequest) -> HttpResponse:
    """What is still to be handed in, and every declaratie of the own organisations."""
    filter_ = _filter(request)
    tabel = DeclaratieTabel(filter_.qs, van_organisatie=True, exclude=("organisatie",))
    tabel.export_url = f"{reverse('mijn_declaraties_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    te_doen = queries.te_declareren(request.user)
    context = {"filter": filter_, "tabel": tabel, "te_doen": te_doen[:PER_BLADZIJDE], "aantal": len(te_doen)}
    return render(request, "uitvoering/mijn_declaraties.html", context)


@vereist(Recht.PRODUCTIE_LEVEREN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    return als_excel(_filter(request))


@vereist(Recht.PRODUCTIE_LEVEREN)
def indienen(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """The declaratie of a month: what it pays and the form to hand it in, or how it stands."""
    stand = productie.stand(productie.van_organisatie(request.user), pk, jaar, maand)
    if stand is None:
        raise Http404
    wat = queries.voorstel(stand)
    versies = queries.versies(pk, stand.maand)
    form = DeclaratieForm(request.POST or None, wat=wat, actie=request.path) if wat and wat.open else None

    def dien_in(velden: dict[str, Any]) -> None:
        actions.dien_declaratie_in(regio_id=stand.regio.pk, maand=stand.maand, door=request.user, **velden)

    if request.method == "POST" and form is None:
        return redirect("declaratie_indienen", *stand.sleutel)  # sent twice: it is in
    if request.method == "POST" and form and gelukt(form, dien_in):
        messages.success(request, f"De declaratie over {stand.maandnaam} in {stand.regionaam} is ingediend.")
        return redirect("declaratie_indienen", *stand.sleutel)
    context = {
        "rij": stand,
        "wat": wat,
        "form": form,
        "geldt": next((rij for rij in versies if rij.status in GELDEND), None),
        "afgewezen": versies[0] if versies and versies[0].status not in GELDEND else None,
        "versies": versies,
        "kruimels": [("Declaraties", reverse("mijn_declaraties")), (f"{stand.maandnaam}, {stand.regionaam}", "")],
    }
    status = NIET_GELDIG if request.method == "POST" else 200
    return render(request, "uitvoering/declaratie_indienen.html", context, status=status)
