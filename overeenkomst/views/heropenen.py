"""Beheerder: the round for next year in regions with places left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking.views import gelukt
from overeenkomst import actions
from overeenkomst.forms.contract import HeropenForm
from overeenkomst.queries.heropenen import voorstel
from overeenkomst.views import NIET_GELDIG
from partijen.permissions import Recht, vereist
from publicatie.models import Inkoopronde


@vereist(Recht.RONDE_MAKEN)
def heropenen(request: HttpRequest, code: str) -> HttpResponse:
    """Per region what is signed and what is left; then make the draft."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    nu = voorstel(ronde)
    form = HeropenForm(request.POST or None, initial={"gezien": nu.gezien})
    gemaakt: list[Inkoopronde] = []

    def maak(velden):
        gemaakt.append(actions.heropen(ronde_id=ronde.pk, door=request.user, **velden))

    if gelukt(form, maak):
        messages.success(request, "Het concept is gemaakt. Vul het tijdschema aan en publiceer daarna.")
        return redirect("ronde_beheren", gemaakt[0].code)
    pad = [("Rondes", reverse("rondes")), (ronde.code, reverse("ronde_beheren", args=[code]))]
    context = {
        "voorstel": nu,
        "form": form,
        "wacht": sum(rij.wacht for rij in nu.met_plaats),
        "kruimels": [*pad, ("Plaats over", "")],
    }
    return render(request, "overeenkomst/heropenen.html", context, status=NIET_GELDIG if form.errors else 200)
