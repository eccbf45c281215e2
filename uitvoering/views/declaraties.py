"""The zorgkantoor: declaraties that came in, the check of them, and their payment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.declaratietabellen import KOPPEN, DeclaratieTabel, exportrijen
from uitvoering.forms.declaratie import AfwijsForm, AkkoordForm, BetaalForm, DeclaratieFilter, OvermachtForm
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties as queries
from uitvoering.states.declaratie import Declaratiestatus
from uitvoering.states.productie import TE_CONTROLEREN, Productiestatus
from uitvoering.views import NIET_GELDIG
from uitvoering.views.handelingen import Handeling, formulieren, voer_uit
from uitvoering.views.productiecontrole import een_zorgkantoor

PER_BLADZIJDE = 50


def _ingediend(rij: Declaratie) -> bool:
    return rij.status == Declaratiestatus.INGEDIEND


def _wacht_op_overmacht(rij: Declaratie) -> bool:
    return not (rij.op_tijd or rij.overmacht_op)


def _akkoord_kan(rij: Declaratie) -> bool:
    productie = TE_CONTROLEREN | {Productiestatus.AKKOORD}
    return _ingediend(rij) and rij.rapportage.status in productie and not _wacht_op_overmacht(rij)


def _betaling_kan(rij: Declaratie) -> bool:
    akkoord = rij.status == Declaratiestatus.AKKOORD and rij.rapportage.status == Productiestatus.AKKOORD
    return akkoord and bool(rij.te_betalen)


HANDELINGEN = {
    "akkoord": Handeling(
        "Productie en declaratie kloppen",
        AkkoordForm,
        actions.keur_declaratie_goed,
        "De declaratie is akkoord. Een collega legt de betaling vast.",
        _akkoord_kan,
    ),
    "overmacht": Handeling(
        "Overmacht erkennen",
        OvermachtForm,
        actions.erken_overmacht,
        "De overmacht is erkend. De declaratie kan nu akkoord worden.",
        lambda rij: _ingediend(rij) and _wacht_op_overmacht(rij),
    ),
    "afwijzen": Handeling(
        "De declaratie klopt niet",
        AfwijsForm,
        actions.wijs_declaratie_af,
        "De declaratie is afgewezen. De organisatie krijgt bericht.",
        _ingediend,
    ),
    "betaald": Handeling(
        "De declaratie is betaald of verrekend",
        BetaalForm,
        actions.leg_betaling_vast,
        "De betaling is vastgelegd. De organisatie krijgt bericht.",
        _betaling_kan,
        lambda rij: {"dag": klok.vandaag()},
    ),
}


def _filter(request: HttpRequest) -> DeclaratieFilter:
    return DeclaratieFilter(request.GET, queryset=Declaratie.objects.voor_staf(request.user).met_namen())


@vereist(Recht.PRODUCTIE_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every declaratie in reach: filter, sort, pages of 50."""
    filter_ = _filter(request)
    tabel = DeclaratieTabel(filter_.qs, exclude=("zorgkantoor",) if een_zorgkantoor(request) else ())
    tabel.export_url = f"{reverse('declaraties_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {
        "filter": filter_,
        "tabel": tabel,
        "stand": queries.nog_te_betalen(filter_.qs),
        "mag_betalen": bevoegdheid(request.user).mag(Recht.PRODUCTIE_CONTROLEREN),
    }
    return render(request, "uitvoering/declaraties.html", context)


@vereist(Recht.PRODUCTIE_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel for the payer."""
    return als_excel(_filter(request))


def als_excel(filter_: DeclaratieFilter) -> HttpResponse:
    rijen = exportrijen(filter_.qs.order_by("maand", "regioinschrijving", "versie"))
    inhoud = maak_werkboek("Declaraties", KOPPEN, rijen, gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="declaraties.xlsx"'
    return antwoord


def _rij(request: HttpRequest, pk: int, recht: Recht) -> Declaratie:
    return get_object_or_404(Declaratie.objects.voor_staf(request.user, recht).met_namen(), pk=pk)


@vereist(Recht.PRODUCTIE_ZIEN)
def declaratie(request: HttpRequest, pk: int) -> HttpResponse:
    """One declaratie: its amounts and statements, what can be done, and every version of its month."""
    rij = _rij(request, pk, Recht.PRODUCTIE_ZIEN)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Declaratie, gepost: dict[str, Any]) -> HttpResponse:
    mag = bevoegdheid(request.user).mag(Recht.PRODUCTIE_CONTROLEREN)
    zelf = rij.status == Declaratiestatus.AKKOORD and rij.beoordeeld_door_id == request.user.pk
    tafel = HANDELINGEN if mag and not (zelf and not gepost) else {}
    handelingen = formulieren(tafel, rij, lambda daad: reverse("declaratie_doen", args=[rij.pk, daad]), gepost)
    for eerste in handelingen[:1]:
        eerste["open"] = True
    context = {
        "rij": rij,
        "laat": rij.laat(klok.vandaag()),
        "zelf": mag and zelf,
        "handelingen": handelingen,
        "terugvorderingen": rij.terugvorderingen.opgelegd().select_related("tekortkoming__overeenkomst__inschrijving"),
        "versies": queries.versies(rij.regioinschrijving_id, rij.maand),
        "kruimels": [("Declaraties", reverse("declaraties")), (f"{rij.maandnaam}, {rij.regionaam}", "")],
    }
    return render(request, "uitvoering/declaratie.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def doen(request: HttpRequest, pk: int, daad: str) -> HttpResponse:
    """One of HANDELINGEN."""
    rij = _rij(request, pk, Recht.PRODUCTIE_CONTROLEREN)
    if form := voer_uit(request, HANDELINGEN, daad, rij, "declaratie_id"):
        return _toon(request, rij, {daad: form})
    return redirect(rij)
