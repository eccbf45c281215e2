"""Staff: the register of overeenkomsten per region, and how many run in each region of the country (IK-012)."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from overeenkomst.queries import lopend
from overeenkomst.queries.afspraken import contractjaren
from overeenkomst.queries.register import register as rijen_van
from overeenkomst.tabellen.register import KOPPEN, DagForm, RegisterFilter, RegisterTabel, exportrijen, regels
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50


def _gefilterd(request: HttpRequest) -> tuple[RegisterFilter, int]:
    """The filter, and the year that was chosen: that of today when it can be."""
    vandaag = klok.vandaag()
    jaren = contractjaren(request.user, Recht.PRIJSVOLUME_ZIEN, vandaag) or [vandaag.year]
    gekozen = request.GET.get("jaar", "")
    jaar = int(gekozen) if gekozen in {str(jaar) for jaar in jaren} else min(max(vandaag.year, jaren[0]), jaren[-1])
    gegevens = request.GET.copy()
    gegevens["jaar"] = str(jaar)
    return RegisterFilter(gegevens, queryset=rijen_van(request.user, jaar), jaren=jaren), jaar


@vereist(Recht.PRIJSVOLUME_ZIEN)
def register(request: HttpRequest) -> HttpResponse:
    """Every region of every overeenkomst in a year: filter, sort, pages of 50."""
    filter_, jaar = _gefilterd(request)
    tabel = RegisterTabel(filter_.qs)
    tabel.export_url = f"{reverse('register_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    tabel.regels = regels(rij.record for rij in tabel.paginated_rows)
    tabel.landelijk = "zorgkantoor" in filter_.filters
    context = {
        "filter": filter_,
        "tabel": tabel,
        "jaar": jaar,
        "budget": filter_.qs.order_by().aggregate(som=Sum("budget_jaar"))["som"],
        "zonder": lopend.zonder_overeenkomst(request.user),
    }
    return render(request, "overeenkomst/register.html", context)


@vereist(Recht.PRIJSVOLUME_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    filter_, jaar = _gefilterd(request)
    rijen = filter_.qs.order_by("regioinschrijving__toewijzing__regio__naam", "pk")
    inhoud = maak_werkboek("Register", KOPPEN, exportrijen(rijen, jaar), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="register-{jaar}.xlsx"'
    return antwoord


@vereist(Recht.PRIJSVOLUME_ZIEN)
def landelijk(request: HttpRequest) -> HttpResponse:
    """How many overeenkomsten run in each region on a day; the numbers are those of the public page."""
    vandaag = klok.vandaag()
    form = DagForm(request.GET if "dag" in request.GET else None, initial={"dag": vandaag})
    dag = form.cleaned_data["dag"] if form.is_valid() else vandaag
    standen = lopend.per_regio(dag)
    sorteer = request.GET.get("sorteer", "")
    sleutels = {
        "aantal": lambda rij: rij.aantal,
        "zorgkantoor": lambda rij: rij.uitvoerder.zorgkantoor if rij.uitvoerder else "",
        "sinds": lambda rij: (rij.zonder_sinds is None, rij.zonder_sinds or dag),
    }
    tabel = sorted(standen, key=lambda rij: rij.regio.naam)
    context = {
        "form": form,
        "dag": dag,
        "standen": standen,
        "tabel": sorted(tabel, key=sleutels[sorteer]) if sorteer in sleutels else tabel,
        "sorteer": sorteer if sorteer in sleutels else "naam",
        "lopend": sum(rij.aantal for rij in standen),
        "zonder": sum(rij.zonder_sinds is not None for rij in standen),
        "bereik": bevoegdheid(request.user).uitvoerders(Recht.PRIJSVOLUME_ZIEN),
        "kruimels": [("Register", reverse("register")), ("Landelijk", "")],
    }
    return render(request, "overeenkomst/register_landelijk.html", context)
