"""The beheerder: every version of the productieformulier of a round, and a next one (OV-224, OV-248)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking.views import gelukt
from kern import klok
from partijen.permissions import Recht, vereist
from uitvoering import actions
from uitvoering.forms.productieformat import ProductieformatForm
from uitvoering.queries import productie as queries
from uitvoering.rules.productie import begin_maand, maandnaam
from uitvoering.rules.productieformat import KOLOMMEN
from uitvoering.views import NIET_GELDIG


@vereist(Recht.BEHEREN)
def formaten(request: HttpRequest) -> HttpResponse:
    """The rounds, with the version that holds now."""
    maand = begin_maand(klok.vandaag())
    rondes = [(ronde, queries.formaat(ronde, maand)) for ronde in queries.met_formaten()]
    return render(request, "uitvoering/productieformaten.html", {"rondes": rondes})


@vereist(Recht.BEHEREN)
def formaat(request: HttpRequest, code: str) -> HttpResponse:
    """Every version of one round, the latest first, and the form for a next one."""
    ronde = get_object_or_404(queries.met_formaten(), code=code)
    versies = queries.formaten(ronde)
    laatste = versies[0][1]
    gepost = request.POST if request.method == "POST" else None
    form = ProductieformatForm(gepost, versie=laatste.versie, diensten=laatste.diensten)

    def voeg_toe(velden: dict[str, Any]) -> None:
        hier = {"ronde_id": ronde.pk, "vanaf": velden["vanaf"], "gezien": velden["gezien"]}
        actions.voeg_format_toe(**hier, diensten=form.diensten, door=request.user)

    if gepost is not None and gelukt(form, voeg_toe):
        messages.success(request, f"De nieuwe versie geldt vanaf {maandnaam(form.cleaned_data['vanaf'])}.")
        return redirect("productieformat", ronde.code)
    context = {
        "ronde": ronde,
        "versies": [(_vanaf(vanaf), versie) for vanaf, versie in versies],
        "kolommen": KOLOMMEN,
        "form": form,
        "kruimels": [("Productieformulieren", reverse("productieformaten")), (ronde.code, "")],
    }
    return render(request, "uitvoering/productieformat.html", context, status=200 if gepost is None else NIET_GELDIG)


def _vanaf(maand: date) -> str:
    return "het begin" if maand == date.min else maandnaam(maand)
