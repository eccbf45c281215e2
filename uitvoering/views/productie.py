"""The organisation: its production per month and region, delivered by Excel or typed, and corrected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern.werkboek import TYPE
from partijen.permissions import Recht, vereist
from uitvoering import actions, productiebestand
from uitvoering.forms.productie import ProductiebladForm, ProductieFilter, ProductieForm
from uitvoering.productietabellen import ProductieTabel
from uitvoering.queries import declaraties
from uitvoering.queries import productie as queries
from uitvoering.queries.productie import Maandstand
from uitvoering.rules import productie
from uitvoering.rules.productie import Cijfers
from uitvoering.states.contractstuk import Contractsoort
from uitvoering.views import NIET_GELDIG

PER_BLADZIJDE = 50


@vereist(Recht.PRODUCTIE_LEVEREN)
def overzicht(request: HttpRequest) -> HttpResponse:
    """Every month and region of the own overeenkomsten; what still has to come first."""
    rijen = queries.standen(queries.van_organisatie(request.user))
    filter_ = ProductieFilter(request.GET, rijen=rijen, met_naam=False)
    tabel = ProductieTabel(filter_.kies(), route="productie_maand", exclude=("organisatie",))
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    te_doen = sorted((rij for rij in rijen if rij.open), key=lambda rij: (rij.uiterlijk, rij.regionaam))
    context = {"filter": filter_, "tabel": tabel, "te_doen": te_doen[:PER_BLADZIJDE], "aantal": len(te_doen)}
    return render(request, "uitvoering/productie.html", context)


def _stand(request: HttpRequest, pk: int, jaar: int, maand: int) -> Maandstand:
    rij = queries.stand(queries.van_organisatie(request.user), pk, jaar, maand)
    if rij is None:
        raise Http404
    return rij


@vereist(Recht.PRODUCTIE_LEVEREN)
def maand(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """One month: what came in, and delivering it by typing or by Excel."""
    rij = _stand(request, pk, jaar, maand)
    formaat = queries.formaat(rij.dossier.ronde, rij.maand)
    form = ProductieForm(request.POST or None, stand=rij, formaat=formaat)

    def lever(velden: dict[str, Any]) -> None:
        _lever(request, rij, form.cijfers, velden)

    if request.method == "POST" and gelukt(form, lever):
        return _verder(request, rij)
    return _toon(request, rij, invulform=form, fout=request.method == "POST")


def _lever(request: HttpRequest, rij: Maandstand, cijfers: Cijfers, velden: dict[str, Any], sha256: str = "") -> None:
    actions.lever_productie_aan(
        regio_id=rij.regio.pk,
        maand=rij.maand,
        cijfers=cijfers,
        gezien=velden["gezien"],
        reden=velden.get("reden", ""),
        bestand_sha256=sha256,
        door=request.user,
    )
    messages.success(request, f"De productie over {rij.maandnaam} in {rij.regionaam} is ontvangen.")


def _verder(request: HttpRequest, rij: Maandstand) -> HttpResponse:
    """To the declaratie that belongs to this report, as both come together (OV-174); else back to the month."""
    wat = declaraties.voorstel(_stand(request, *rij.sleutel))
    return redirect("declaratie_indienen" if wat and wat.open else "productie_maand", *rij.sleutel)


def _toon(request: HttpRequest, rij: Maandstand, *, fout: bool = False, **extra: Any) -> HttpResponse:
    formaat, contract = queries.formaat(rij.dossier.ronde, rij.maand), rij.dossier.overeenkomst
    context = {
        "rij": rij,
        "formaat": formaat,
        "bladform": ProductiebladForm(stand=rij),
        "invulform": ProductieForm(stand=rij, formaat=formaat),
        "werkafspraken": contract.contractstukken.filter(soort=Contractsoort.WERKAFSPRAKEN).first(),
        "signalen": productie.signalen(rij.rapportage.cijfers) if rij.rapportage else [],
        "kruimels": [("Productie", reverse("productie")), (f"{rij.maandnaam}, {rij.regionaam}", "")],
    }
    return render(request, "uitvoering/productie_maand.html", context | extra, status=NIET_GELDIG if fout else 200)


@vereist(Recht.PRODUCTIE_LEVEREN)
@require_POST
def excel(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """The same by Excel: all of it is right, or nothing is kept; what is wrong stands on the page and in the file."""
    rij = _stand(request, pk, jaar, maand)
    form = ProductiebladForm(request.POST, request.FILES, stand=rij)
    extra: dict[str, Any] = {"bladform": form}
    if form.is_valid():
        controle = productiebestand.controleer(form.cleaned_data["bestand"], rij)
        cijfers = controle.gelezen.cijfers
        if cijfers is None:
            fouten = controle.gelezen.fouten
            extra |= {"bladfouten": fouten, "gemarkeerd": productiebestand.gemarkeerd(controle.gelezen)}
            extra["bestandsnaam"] = f"fouten-{productiebestand.bestandsnaam(rij)}"
        elif gelukt(form, lambda velden: _lever(request, rij, form.vul_aan(cijfers), velden, controle.sha256)):
            return _verder(request, rij)
    return _toon(request, rij, fout=True, **extra)


@vereist(Recht.PRODUCTIE_LEVEREN)
def formulier(request: HttpRequest, pk: int, jaar: int, maand: int) -> HttpResponse:
    """The productieformulier of this month to download, filled with whose it is."""
    rij = _stand(request, pk, jaar, maand)
    antwoord = HttpResponse(productiebestand.leeg_formulier(rij), content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="{productiebestand.bestandsnaam(rij)}"'
    return antwoord
