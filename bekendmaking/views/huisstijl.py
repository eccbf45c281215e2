"""Beheer: colours and logo of the letters of each uitvoerder, looked at before they are saved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, voorbeelden
from bekendmaking.huisstijl import huisstijlhash, logo_van
from bekendmaking.models import Logo
from bekendmaking.teksten import teksten_van
from bekendmaking.tekstforms import HuisstijlForm
from bekendmaking.views import NIET_GELDIG, gelukt
from bekendmaking.views.teksten import als_voorbeeld, wat_er_viel
from kern.fouten import RegelFout
from kluis.actions import keur_logo_voor
from partijen.models import WlzUitvoerder
from partijen.permissions import Recht, vereist
from publicatie.models import Inkoopronde


@vereist(Recht.BEHEREN)
def huisstijlen(request):
    """Every uitvoerder with its colours."""
    met_logo = set(Logo.objects.values_list("uitvoerder", flat=True))
    rijen = [(rij, rij.pk in met_logo) for rij in WlzUitvoerder.objects.order_by("zorgkantoor")]
    context = {"uitvoerders": rijen, "kruimels": [("Rondes", reverse("rondes")), ("Huisstijl", "")]}
    return render(request, "bekendmaking/huisstijlen.html", context)


@vereist(Recht.BEHEREN)
def huisstijl(request, sleutel):
    """Change colours and logo."""
    uitvoerder, form = _huisstijl(request, sleutel)

    def wijzig(gegevens):
        logo = _logo(uitvoerder, gegevens.pop("logo"), request.user)
        gevallen = actions.wijzig_huisstijl(uitvoerder_id=uitvoerder.pk, logo=logo, door=request.user, **gegevens)
        messages.success(request, f"Bewaard. {wat_er_viel(gevallen)}".strip())

    if request.method == "POST" and gelukt(form, wijzig):
        return redirect("huisstijlen")
    return _toon(request, uitvoerder, form)


def _huisstijl(request, sleutel):
    uitvoerder = get_object_or_404(WlzUitvoerder, code=sleutel)
    begin = {"kleur": uitvoerder.kleur, "accent": uitvoerder.accent, "gezien_hash": huisstijlhash(uitvoerder)}
    gepost = request.method == "POST"
    return uitvoerder, HuisstijlForm(request.POST if gepost else None, request.FILES if gepost else None, initial=begin)


def _logo(uitvoerder, bestand, door):
    """The file as a judged logo, before any lock; None when none was chosen."""
    return keur_logo_voor(rij=uitvoerder, inhoud=bestand, door=door) if bestand else None


def _toon(request, uitvoerder, form):
    context = {
        "uitvoerder": uitvoerder,
        "form": form,
        "heeft_logo": Logo.objects.filter(uitvoerder=uitvoerder).exists(),
        "kruimels": [
            ("Rondes", reverse("rondes")),
            ("Huisstijl", reverse("huisstijlen")),
            (uitvoerder.zorgkantoor, ""),
        ],
    }
    return render(request, "bekendmaking/huisstijl.html", context, status=NIET_GELDIG if form.is_bound else 200)


@vereist(Recht.BEHEREN)
@require_POST
def proef(request, sleutel):
    """A letter to nobody with the colours and the logo as they are chosen; nothing is saved."""
    uitvoerder, form = _huisstijl(request, sleutel)
    pdf = []

    def maak(gegevens):
        ronde = Inkoopronde.objects.exclude(bezwaar_tot=None).order_by("-bekendmaking_op").first()
        if ronde is None:
            raise RegelFout("Er is nog geen ronde met een tijdschema. Zonder ronde is er geen brief.")
        uitvoerder.kleur, uitvoerder.accent = gegevens["kleur"], gegevens["accent"]
        nieuw = _logo(uitvoerder, gegevens["logo"], request.user)
        logo = b"" if gegevens["logo_weg"] else logo_van(uitvoerder)
        logo = nieuw.inhoud if nieuw else logo
        pdf.append(voorbeelden.verzonnen_pdf(ronde, uitvoerder, teksten_van(ronde), logo=logo))

    if gelukt(form, maak):
        return als_voorbeeld(pdf[0], f"proef-huisstijl-{uitvoerder.code}")
    return _toon(request, uitvoerder, form)
