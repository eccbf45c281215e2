"""Budget watch, for both sides: the list, the sums, and one budget over its months (IK-177, OV-161)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering.actions.slot import LOOPT
from uitvoering.budgettabellen import KOPPEN, BudgetTabel, exportrijen
from uitvoering.forms.budget import BudgetFilter
from uitvoering.forms.overschrijding import OpenForm
from uitvoering.grafiek import grafiek
from uitvoering.models import Overschrijding
from uitvoering.queries import budget as lezen
from uitvoering.queries import productie
from uitvoering.rules import budget as rules
from uitvoering.views import NIET_GELDIG

PER_BLADZIJDE = 50
ROUTES = {True: ("budgetten", "budget"), False: ("mijn_budgetten", "mijn_budget")}  # staff or not: list, page


def _filter(request: HttpRequest, *, staf: bool) -> BudgetFilter:
    rijen = list((productie.voor_staf if staf else productie.van_organisatie)(request.user))
    jaren = lezen.jaren(rijen) or [lezen.laatste_jaar()]
    return BudgetFilter(request.GET, jaren=jaren, lees=lambda jaar: lezen.standen(rijen, jaar), staf=staf)


def _lijst(request: HttpRequest, *, staf: bool) -> HttpResponse:
    filter_ = _filter(request, staf=staf)
    lijst, route = ROUTES[staf]
    tabel = BudgetTabel(filter_.kies(), route=route, kop=lezen.PER[filter_.groepering])
    tabel.export_url = f"{reverse(f'{lijst}_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    samen = rules.tel_op(rij.verloop for rij in filter_.budgetten())
    context = {"filter": filter_, "tabel": tabel, "jaar": filter_.jaar, "verloop": samen, "grafiek": grafiek(samen)}
    if not staf:
        context["dossiers"] = Overschrijding.objects.van_organisatie(request.user).open()
    return render(request, "uitvoering/budgetten.html", context | {"staf": staf})


@vereist(Recht.PRODUCTIE_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every budget of a year in reach, added up as asked: national for who sees all."""
    return _lijst(request, staf=True)


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_lijst(request: HttpRequest) -> HttpResponse:
    """The own budgets of an organisation."""
    return _lijst(request, staf=False)


def _export(request: HttpRequest, *, staf: bool) -> HttpResponse:
    filter_ = _filter(request, staf=staf)
    rijen = [rij for groep in filter_.kies() for rij in groep.rijen]
    antwoord = HttpResponse(
        maak_werkboek("Budget", KOPPEN, exportrijen(rijen), gemaakt_op=klok.nu()), content_type=TYPE
    )
    antwoord["Content-Disposition"] = f'attachment; filename="budget-{filter_.jaar}.xlsx"'
    return antwoord


@vereist(Recht.PRODUCTIE_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """What the list holds, a line per month, as Excel."""
    return _export(request, staf=True)


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_export(request: HttpRequest) -> HttpResponse:
    """The same for the organisation."""
    return _export(request, staf=False)


def budgetstand(request: HttpRequest, pk: int, jaar: int, *, staf: bool) -> lezen.Budgetstand:
    """The budget of this Regioinschrijving in this year, in reach of this user; else a 404."""
    if not 1 <= jaar <= 9999:
        raise Http404
    rijen = (productie.voor_staf if staf else productie.van_organisatie)(request.user)
    if (rij := next(iter(lezen.standen(rijen.filter(regioinschrijving=pk), jaar)), None)) is None:
        raise Http404
    return rij


def toon(request: HttpRequest, pk: int, jaar: int, *, staf: bool, gepost: OpenForm | None = None) -> HttpResponse:
    """One budget with its files; `gepost`: a new file that was refused."""
    rij = budgetstand(request, pk, jaar, staf=staf)
    dossiers = Overschrijding.objects.filter(regioinschrijving=pk, jaar=jaar)
    mag = bevoegdheid(request.user).mag(Recht.PRIJSVOLUME_VERDELEN if staf else Recht.INSCHRIJVEN)
    context: dict[str, Any] = {
        "rij": rij,
        "stand": rules.STANDEN[rij.verloop.stand],
        "verloop": rij.verloop,
        "grafiek": grafiek(rij.verloop),
        "staf": staf,
        "dossiers": dossiers,
        "kruimels": [
            ("Budget", reverse(ROUTES[staf][0])),
            (f"{rij.organisatie if staf else rij.regionaam} {jaar}", ""),
        ],
    }
    loopt = klok.vandaag().year <= jaar and rij.dossier.overeenkomst.status in LOOPT
    if mag and loopt and not dossiers.open().exists():
        actie = reverse("overschrijding_openen" if staf else "mijn_overschrijding_openen", args=[pk, jaar])
        context["openform"] = gepost or OpenForm(actie=actie)
    return render(request, "uitvoering/budget.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.PRODUCTIE_ZIEN)
def budget(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    """One budget, for staff."""
    return toon(request, pk, jaar, staf=True)


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_budget(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    """One budget, for the organisation."""
    return toon(request, pk, jaar, staf=False)
