"""The zorgkantoor: production that is expected and came in, and the check of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.productie import BevindingForm, MaandFilter, ProductieFilter, RitmeForm
from uitvoering.models import Declaratie
from uitvoering.productietabellen import KOPPEN, ProductieTabel, VoortgangTabel, exportrijen
from uitvoering.queries import productie as queries
from uitvoering.queries.productie import Maandstand
from uitvoering.queries.voortgang import per_regio
from uitvoering.rules import productie
from uitvoering.views import NIET_GELDIG

PER_BLADZIJDE = 50


def _filter(request: HttpRequest) -> ProductieFilter:
    return ProductieFilter(request.GET, rijen=queries.standen(queries.voor_staf(request.user)))


def een_zorgkantoor(request: HttpRequest) -> bool:
    """Whether this person looks at one zorgkantoor only, so that a column for it says nothing."""
    uitvoerders = bevoegdheid(request.user).uitvoerders(Recht.PRODUCTIE_ZIEN)
    return uitvoerders is not None and len(uitvoerders) == 1


def _configureer(request: HttpRequest, tabel: Any) -> None:
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)


def _zonder_zorgkantoor(request: HttpRequest) -> tuple[str, ...]:
    return ("zorgkantoor",) if een_zorgkantoor(request) else ()


@vereist(Recht.PRODUCTIE_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every month that is over, of every region in reach: filter, sort, pages of 50."""
    filter_ = _filter(request)
    tabel = ProductieTabel(filter_.kies(), route="productiecontrole", exclude=_zonder_zorgkantoor(request))
    tabel.export_url = f"{reverse('productielijst_export')}?{request.GET.urlencode()}"
    _configureer(request, tabel)
    return render(request, "uitvoering/productielijst.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.PRODUCTIE_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, a line per service, as Excel (OV-231)."""
    rijen = exportrijen(_filter(request).kies())
    antwoord = HttpResponse(maak_werkboek("Productie", KOPPEN, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="productie.xlsx"'
    return antwoord


@vereist(Recht.PRODUCTIE_ZIEN)
def voortgang(request: HttpRequest) -> HttpResponse:
    """How far each region is, in a year or a month."""
    filter_ = MaandFilter(request.GET, rijen=queries.standen(queries.voor_staf(request.user)))
    tabel = VoortgangTabel(per_regio(filter_.kies()), exclude=_zonder_zorgkantoor(request))
    _configureer(request, tabel)
    return render(request, "uitvoering/productievoortgang.html", {"filter": filter_, "tabel": tabel})


def _stand(request: HttpRequest, recht: Recht, pk: int, jaar: int, maand: int) -> Maandstand:
    rij = queries.stand(queries.voor_staf(request.user, recht), pk, jaar, maand)
    if rij is None:
        raise Http404
    return rij


@vereist(Recht.PRODUCTIE_ZIEN)
def maand(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """One month for staff: every version, what asks for a look, and the verdict."""
    rij = _stand(request, Recht.PRODUCTIE_ZIEN, pk, jaar, maand)
    noteer_inzage(rij.regio, request)
    return _toon(request, rij)


def _toon(request: HttpRequest, rij: Maandstand, **forms: Any) -> HttpResponse:
    mag = bevoegdheid(request.user).mag(Recht.PRODUCTIE_CONTROLEREN)
    context: dict[str, Any] = {
        "rij": rij,
        "formaat": queries.formaat(rij.dossier.ronde, rij.maand),
        "signalen": productie.signalen(rij.rapportage.cijfers) if rij.rapportage else [],
        "declaratie": Declaratie.objects.filter(regioinschrijving=rij.regio, maand=rij.maand).order_by("versie").last(),
        "mag_controleren": mag and rij.te_controleren,
        "kruimels": [("Productie", reverse("productielijst")), (f"{rij.maandnaam}, {rij.regionaam}", "")],
    }
    if context["mag_controleren"]:
        actie = reverse("productie_fouten", args=rij.sleutel)
        context["foutform"] = BevindingForm(versie=len(rij.versies), actie=actie)
    if mag:
        begin = {"vanaf": rij.maand}
        context["ritmeform"] = RitmeForm(initial=begin, actie=reverse("productie_ritme", args=rij.sleutel))
    return render(request, "uitvoering/productiecontrole.html", context | forms, status=NIET_GELDIG if forms else 200)


def _wat(request: HttpRequest, rij: Maandstand) -> dict[str, Any]:
    """Which report is judged, the version that was on the screen, and by whom."""
    if rij.rapportage is None:
        raise RegelFout("Over deze maand is nog niets ontvangen.")
    versie = request.POST.get("versie", "")
    gezien = int(versie) if versie.isascii() and versie.isdecimal() and len(versie) < 6 else 0
    return {"rapportage_id": rij.rapportage.pk, "gezien": gezien, "door": request.user}


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def in_controle(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """Tell that somebody looks at it."""
    rij = _stand(request, Recht.PRODUCTIE_CONTROLEREN, pk, jaar, maand)
    actions.neem_productie_in_controle(**_wat(request, rij))
    return redirect("productiecontrole", *rij.sleutel)


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def akkoord(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """The figures are agreed."""
    rij = _stand(request, Recht.PRODUCTIE_CONTROLEREN, pk, jaar, maand)
    actions.keur_productie_goed(**_wat(request, rij))
    messages.success(request, f"De productie van {rij.organisatie} over {rij.maandnaam} is akkoord.")
    return redirect("productiecontrole", *rij.sleutel)


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def fouten(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """The figures are not right, and why."""
    rij = _stand(request, Recht.PRODUCTIE_CONTROLEREN, pk, jaar, maand)
    wat, form = _wat(request, rij), BevindingForm(request.POST, versie=0, actie=request.path)
    if gelukt(form, lambda velden: actions.vind_productiefouten(bevinding=velden["bevinding"], **wat)):
        messages.success(request, f"{rij.organisatie} krijgt bericht en kan een correctie aanleveren.")
        return redirect("productiecontrole", *rij.sleutel)
    return _toon(request, rij, foutform=form)


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def ritme(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """Another frequency for this overeenkomst."""
    rij = _stand(request, Recht.PRODUCTIE_CONTROLEREN, pk, jaar, maand)
    form = RitmeForm(request.POST, actie=request.path)
    overeenkomst = rij.dossier.overeenkomst

    def leg_vast(velden: dict[str, Any]) -> None:
        actions.spreek_leverritme_af(overeenkomst_id=overeenkomst.pk, door=request.user, **velden)

    if gelukt(form, leg_vast):
        messages.success(
            request, f"{rij.organisatie} levert vanaf dan {productie.RITMES[form.cleaned_data['maanden']]}."
        )
        return redirect("productiecontrole", *rij.sleutel)
    return _toon(request, rij, ritmeform=form)
