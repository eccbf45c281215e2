"""Beheer: the words of the letters of a round, looked at in real letters before they are saved."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from bekendmaking import actions, voorbeelden
from bekendmaking.brieftekst import INVULVELDEN, delen_van
from bekendmaking.teksten import deel_van, teksten_van
from bekendmaking.tekstforms import BrieftekstForm
from bekendmaking.views import NIET_GELDIG, gelukt
from kern.fouten import RegelFout
from partijen.permissions import Recht, vereist
from publicatie.models import Inkoopronde


@vereist(Recht.RONDE_MAKEN)
def teksten(request, code):
    """Every passage of the letters of a round, and letters to look at."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    per_deel = teksten_van(ronde).per_deel
    eigen = {rij.onderdeel: rij for rij in ronde.briefteksten.select_related("gewijzigd_door")}
    delen = delen_van(verlenging=ronde.is_verlenging)
    context = {
        "ronde": ronde,
        "delen": [(deel, per_deel[deel.sleutel], eigen.get(deel.sleutel)) for deel in delen],
        "voorbeelden": voorbeelden.voorbeelden(ronde),
        "vast": _ligt_vast(ronde),
        "kruimels": _kruimels(ronde),
    }
    return render(request, "bekendmaking/briefteksten.html", context)


def _ligt_vast(ronde):
    return ronde.vrijgaven.filter(vrijgegeven_op__isnull=False).exists()


def _kruimels(ronde, *verder):
    return [
        ("Rondes", reverse("rondes")),
        (ronde.code, reverse("ronde_beheren", args=[ronde.code])),
        ("Brieven", reverse("briefteksten", args=[ronde.code])),
        *verder,
    ]


@vereist(Recht.RONDE_MAKEN)
def tekst(request, code, onderdeel):
    """Change one passage."""
    ronde, deel, form = _tekst(request, code, onderdeel)

    def wijzig(gegevens):
        gevallen = actions.wijzig_brieftekst(
            ronde_id=ronde.pk,
            onderdeel=onderdeel,
            tekst=gegevens["tekst"],
            gezien_hash=gegevens["gezien_hash"],
            door=request.user,
        )
        messages.success(request, f"Bewaard. {wat_er_viel(gevallen)}".strip())

    if request.method == "POST" and gelukt(form, wijzig):
        return redirect("briefteksten", code)
    return _toon(request, ronde, deel, form)


def wat_er_viel(gevallen):
    """What a change did to letters, in a sentence; empty when nothing."""
    if gevallen == 0:
        return ""
    wie = "1 brief is" if gevallen == 1 else f"{gevallen} brieven zijn"
    return f"{wie} niet meer goedgekeurd. De inkopers maken ze opnieuw."


def _tekst(request, code, onderdeel):
    """The round, the passage and its form, for an address with both."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    try:
        deel = deel_van(ronde, onderdeel)
    except RegelFout as fout:
        raise Http404 from fout
    keuzes = voorbeelden.keuzes(voorbeelden.voorbeelden(ronde, deel))
    nu = teksten_van(ronde).per_deel[onderdeel]
    return ronde, deel, BrieftekstForm(request.POST or None, deel=deel, tekst=nu, keuzes=keuzes)


def _toon(request, ronde, deel, form):
    context = {
        "ronde": ronde,
        "deel": deel,
        "form": form,
        "velden": [(f"{{{naam}}}", INVULVELDEN[naam]) for naam in deel.velden],
        "vast": _ligt_vast(ronde),
        "kruimels": _kruimels(ronde, (deel.naam, "")),
    }
    return render(request, "bekendmaking/brieftekst.html", context, status=NIET_GELDIG if form.is_bound else 200)


@vereist(Recht.RONDE_MAKEN)
@require_POST
def proef(request, code, onderdeel):
    """The chosen letter with the words as they are typed; nothing is saved."""
    ronde, deel, form = _tekst(request, code, onderdeel)
    pdf = []

    def maak(gegevens):
        woorden = teksten_van(ronde).met(onderdeel, gegevens["tekst"])
        pdf.append(voorbeelden.als_pdf(ronde, gegevens["voorbeeld"], woorden, deel))

    if gelukt(form, maak):
        return als_voorbeeld(pdf[0], f"proef-{ronde.code}-{onderdeel}")
    return _toon(request, ronde, deel, form)


@vereist(Recht.RONDE_MAKEN)
def voorbeeld(request, code, soort):
    """A letter in the words of now: a real one, or the one that is made up."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    if soort not in {v.sleutel for v in voorbeelden.voorbeelden(ronde)}:
        raise Http404
    return als_voorbeeld(voorbeelden.als_pdf(ronde, soort, teksten_van(ronde)), f"voorbeeld-{ronde.code}-{soort}")


def als_voorbeeld(pdf, naam):
    """A PDF that nobody keeps."""
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, f"{naam}.pdf")
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord
