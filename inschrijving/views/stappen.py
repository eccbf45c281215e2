"""The pages of the wizard and the rows of its lists."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from inschrijving import actions, queries, schermen
from inschrijving.bronnen import bronnen
from inschrijving.forms.rijen import RIJFORMULIEREN
from inschrijving.forms.stappen import STAPFORMULIEREN
from inschrijving.models import Inschrijving
from inschrijving.views.documenten import documenten
from inschrijving.views.indienen import controleren
from inschrijving.views.overzicht import eigen, eis_pagina
from kern import klok
from partijen.permissions import Recht, vereist

BIJZONDER = {"documenten": documenten, "indienen": controleren}
HALF = "Wat goed is, is bewaard. Verbeter nog wat hieronder rood is."


@vereist(Recht.INSCHRIJVEN)
def stap(request, kenmerk, stap):
    """A page of the wizard. After the closing there is nothing to fill in: the page of the dossier says what stands."""
    rij = eigen(request, kenmerk)
    eis_pagina(rij, stap)
    if request.method == "GET" and not schermen.stand(rij, klok.nu()).open:
        return redirect(rij)
    if stap in BIJZONDER:
        return BIJZONDER[stap](request, rij)
    return _formulierstap(request, rij, stap)


def _formulierstap(request, rij: Inschrijving, stap: str):
    form = None
    if maak := STAPFORMULIEREN.get(stap):
        form = maak(rij, request.POST or None)
    if form is not None and request.method == "POST":
        goed = form.is_valid()
        form.bewaar(request.user)
        if goed:
            messages.success(request, "Bewaard.")
            return redirect(_verder(request, rij, stap))
        messages.warning(request, HALF)
        rij = queries.vers(rij.pk)
    context = schermen.stapcontext(rij, stap, klok.nu()) | {"form": form}
    if stap == "organisatie":
        context["over_te_nemen"] = bronnen(rij).exists()
    status = 422 if form is not None and form.errors else 200
    return render(request, f"inschrijving/stappen/{stap}.html", context, status=status)


def _verder(request, rij: Inschrijving, stap: str) -> str:
    """Where the button leads: the next page, or the same one."""
    if "verder" not in request.POST:
        alles = request.POST.get("alles", "")
        regio = rij.regios.filter(toewijzing_id=alles).first() if alles.isdecimal() else None
        return schermen.adres(rij, stap, f"gemeenten-{regio.pk}" if regio else "")
    context = schermen.stapcontext(queries.vers(rij.pk), stap, klok.nu())
    return context["opvolger"]["url"]


@vereist(Recht.INSCHRIJVEN)
def rij(request, kenmerk, stap, pk=None):
    """Add or change one row of a list: a deelnemer, a cliëntondersteuner or a line of experience."""
    dossier = eigen(request, kenmerk)
    maak = _rijform(dossier, stap)
    regel = get_object_or_404(getattr(dossier, maak.lijst), pk=pk) if pk else None
    form = maak(dossier, regel, request.POST or None)
    if form.is_valid():
        form.bewaar(request.user)
    if form.is_bound and form.is_valid():
        messages.success(request, "Bewaard.")
        return redirect(schermen.adres(dossier, stap))
    context = schermen.stapcontext(dossier, stap, klok.nu()) | {
        "form": form,
        "regel": regel,
    }
    return render(request, "inschrijving/rij.html", context, status=422 if form.errors else 200)


@require_POST
@vereist(Recht.INSCHRIJVEN)
def rij_verwijderen(request, kenmerk, stap, pk):
    dossier = eigen(request, kenmerk)
    lijst = _rijform(dossier, stap).lijst
    get_object_or_404(getattr(dossier, lijst), pk=pk)
    actions.verwijder(inschrijving_id=dossier.pk, lijst=lijst, pk=pk, door=request.user)
    messages.success(request, "Verwijderd.")
    return redirect(schermen.adres(dossier, stap))


def _rijform(dossier: Inschrijving, stap: str):
    eis_pagina(dossier, stap)
    if stap not in RIJFORMULIEREN:
        raise Http404
    return RIJFORMULIEREN[stap]
