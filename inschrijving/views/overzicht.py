"""My inschrijvingen, starting one, and the page of one dossier."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from inschrijving import actions, queries, schermen, wizard
from inschrijving.forms.rijen import BeginForm
from inschrijving.models import Inschrijving
from kern import klok
from kern.bladeren import blader
from kern.fouten import RegelFout
from partijen.models import Organisatie
from partijen.permissions import Recht, bevoegdheid, vereist
from partijen.states import VOOR_ORGANISATIE
from publicatie.queries import is_open, openbare_rondes

PER_BLADZIJDE = 20


def eigen(request, kenmerk: str, recht: Recht = Recht.INSCHRIJVEN) -> Inschrijving:
    """The dossier of an organisation for which the user has this right, with all its rows; 404 for any other."""
    return get_object_or_404(queries.van(request.user, recht), kenmerk=kenmerk)


def eis_pagina(rij: Inschrijving, stap: str) -> None:
    """404 for a page that is not asked of this dossier."""
    if stap not in {pagina.sleutel for pagina in wizard.paginas(queries.feiten(rij))}:
        raise Http404


def open_rondes():
    nu = klok.nu()
    return [ronde for ronde in openbare_rondes() if is_open(ronde, nu)]


@vereist(Recht.AANGEMELD)
def mijn_inschrijvingen(request):
    """A card per dossier, the newest rounds first, 20 on a page; who has no organisation is asked to register one."""
    rollen = bevoegdheid(request.user).rollen
    if any(rol.soort not in VOOR_ORGANISATIE for rol in rollen):
        raise PermissionDenied
    nu = klok.nu()
    bladering = blader(request, queries.van(request.user), PER_BLADZIJDE)
    standen = [schermen.stand(rij, nu) for rij in bladering.page]
    context = {
        "bladering": bladering,
        "standen": sorted(standen, key=lambda stand: stand.soort == "ingediend"),
        "heeft_organisatie": bool(rollen),
        "dubbel": queries.dubbel({rol.organisatie for rol in rollen if rol.organisatie}, nu),
        "rondes": open_rondes(),
    }
    return render(request, "inschrijving/mijn_inschrijvingen.html", context)


@vereist(Recht.INSCHRIJVEN)
def nieuw(request):
    """Choose the uitvoerder (and organisation) and start the dossier there."""
    rondes = {ronde.pk: ronde for ronde in open_rondes()}
    keuzes = {
        f"{ronde.pk}-{uitvoerder.pk}": (ronde, uitvoerder)
        for ronde in rondes.values()
        for uitvoerder in queries.open_uitvoerders(ronde)
    }
    ids = bevoegdheid(request.user).organisaties(Recht.INSCHRIJVEN)
    organisaties = {organisatie.pk: organisatie for organisatie in Organisatie.objects.filter(pk__in=ids)}
    form = BeginForm(
        request.POST or None,
        uitvoerders=[
            (sleutel, f"{u.zorgkantoor} ({ronde.naam if ronde.is_verlenging else ronde.code})")
            for sleutel, (ronde, u) in keuzes.items()
        ],
        organisaties=[(pk, str(organisatie)) for pk, organisatie in organisaties.items()],
    )
    if form.is_valid():
        ronde, uitvoerder = keuzes[form.cleaned_data["uitvoerder"]]
        organisatie = organisaties[form.cleaned_data["organisatie"]]
        try:
            rij = actions.begin(ronde=ronde, uitvoerder=uitvoerder, organisatie=organisatie, door=request.user)
            return redirect("inschrijving_stap", rij.kenmerk, "organisatie")
        except RegelFout as fout:
            form.add_error("uitvoerder", fout.tekst)
    context = {"form": form, "rondes": rondes.values()}
    return render(request, "inschrijving/nieuw.html", context, status=422 if form.errors else 200)


@vereist(Recht.INSCHRIJVEN)
def inschrijving(request, kenmerk):
    """One dossier: what stands, what is missing, and its history."""
    rij = eigen(request, kenmerk)
    context = {
        "stand": schermen.stand(rij, klok.nu()),
        "inschrijving": rij,
        "versies": list(rij.indieningen.all())[::-1],
        "dubbel": queries.dubbel([rij.organisatie], klok.nu()),
        "kruimels": schermen.kruimels(rij),
        "ronde_naam": rij.ronde.naam,
    }
    return render(request, "inschrijving/inschrijving.html", context)
