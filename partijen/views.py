"""An organisation: registering it, its own page, its colleagues; and what a beheerder changes."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from partijen import actions, queries, rules, sessies
from partijen.forms import (
    CollegaForm,
    GegevensForm,
    RechtenFilter,
    RechtspersoonForm,
    RegistratieForm,
    VoorgangerForm,
    ZoekForm,
)
from partijen.models import Organisatie, Rol, Uitnodiging, Voorganger
from partijen.permissions import RECHTEN, Recht, bevoegdheid, openbaar, vereist
from partijen.states import VOOR_ORGANISATIE, Rolsoort, bereik
from partijen.tabellen import RechtenTabel


@vereist(Recht.AANGEMELD)
def organisatie_registreren(request):
    """Who registers says that this is the legal person that signs, and becomes its tekenbevoegde."""
    if any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegdheid(request.user).rollen):
        raise PermissionDenied
    eherkenning = bevoegdheid(request.user).eherkenning
    if eherkenning and Organisatie.objects.filter(kvk_nummer=eherkenning.kvk_nummer).exists():
        raise RegelFout(rules.BEKEND_BIJ_EHERKENNING)
    form = RegistratieForm(request.POST or None, vast_nummer=eherkenning and eherkenning.kvk_nummer)
    if form.is_valid():
        try:
            rij = actions.registreer_organisatie(door=request.user, **form.gegevens())
            messages.success(request, f"{rij} is geregistreerd. U mag voor deze organisatie tekenen en indienen.")
            return redirect("mijn")
        except RegelFout as fout:
            form.add_error("kvk_nummer", fout.tekst)
    return render(request, "partijen/registreren.html", {"form": form}, status=422 if form.errors else 200)


@vereist(Recht.INSCHRIJVEN)
def mijn_organisatie(request):
    """To the page of one's organisation; who has more chooses."""
    eigen = list(queries.van(request.user))
    if len(eigen) == 1:
        return redirect(eigen[0])
    return render(request, "partijen/mijn_organisaties.html", {"organisaties": eigen})


@vereist(Recht.INSCHRIJVEN)
def organisatie(request, pk):
    return _bladzijde(request, get_object_or_404(queries.van(request.user), pk=pk))


def _bladzijde(request, rij: Organisatie, **formulieren):
    """The page of an organisation; a form with errors comes back on it."""
    nu = klok.nu()
    beheert = rij.pk in bevoegdheid(request.user).organisaties(Recht.ORGANISATIE_BEHEREN)
    context = {
        "organisatie": rij,
        "beheert": beheert,
        "collegas": queries.collegas(rij, nu),
        "uitnodigingen": queries.uitnodigingen(rij, nu),
        "botsingen": queries.botsingen(rij),
        "voorgangers": rij.voorgangers.all(),
        "collega": CollegaForm(prefix="collega"),
        "voorganger": VoorgangerForm(prefix="voorganger"),
        **formulieren,
    }
    return render(request, "partijen/organisatie.html", context, status=422 if formulieren else 200)


def _beheerd(request, pk) -> Organisatie:
    return get_object_or_404(queries.van(request.user, Recht.ORGANISATIE_BEHEREN), pk=pk)


@vereist(Recht.ORGANISATIE_BEHEREN)
def gegevens(request, pk):
    """Addresses, contacts, RSIN and AGB-code. Number and name are for the beheerder."""
    rij = _beheerd(request, pk)
    form = GegevensForm(request.POST or None, instance=rij)
    if form.is_valid():
        actions.bewaar_gegevens(organisatie_id=pk, door=request.user, **form.cleaned_data)
        messages.success(request, "Bewaard.")
        return redirect(rij)
    context = {"form": form, "organisatie": rij, "kruimels": _kruimels(rij, "Gegevens wijzigen")}
    return render(request, "partijen/gegevens.html", context, status=422 if form.errors else 200)


def _kruimels(rij: Organisatie, naam: str):
    return [(rij.statutaire_naam, rij.get_absolute_url()), (naam, None)]


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def uitnodigen(request, pk):
    rij = _beheerd(request, pk)
    form = CollegaForm(request.POST, prefix="collega")
    if form.is_valid():
        try:
            gevraagd = actions.nodig_uit(organisatie_id=pk, door=request.user, **form.cleaned_data)
            messages.success(request, f"De uitnodiging aan {gevraagd.email} gaat nu de deur uit.")
            return redirect(f"{rij.get_absolute_url()}#collegas")
        except RegelFout as fout:
            form.add_error("email", fout.tekst)
    return _bladzijde(request, rij, collega=form)


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def voorganger(request, pk):
    rij = _beheerd(request, pk)
    form = VoorgangerForm(request.POST, prefix="voorganger")
    if form.is_valid():
        try:
            actions.noem_voorganger(organisatie_id=pk, door=request.user, **form.cleaned_data)
            messages.success(request, "Bewaard.")
            return redirect(f"{rij.get_absolute_url()}#voorgangers")
        except RegelFout as fout:
            form.add_error("kvk_nummer", fout.tekst)
    return _bladzijde(request, rij, voorganger=form)


def _deel(request, model, pk):
    """A row of an organisation that the user looks after; else 404."""
    return get_object_or_404(model, pk=pk, organisatie__in=queries.van(request.user, Recht.ORGANISATIE_BEHEREN))


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def voorganger_verwijderen(request, pk):
    rij = _deel(request, Voorganger, pk)
    actions.verwijder_voorganger(voorganger_id=pk, door=request.user)
    messages.success(request, f"Verwijderd: {rij}.")
    return redirect(f"{rij.organisatie.get_absolute_url()}#voorgangers")


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def rol_beeindigen(request, pk):
    rol = _deel(request, Rol, pk)
    actions.beeindig_rol(rol_id=pk, door=request.user)
    messages.success(request, f"{rol.gebruiker} is geen {rol.get_soort_display().lower()} meer.")
    return redirect("mijn_organisatie" if rol.gebruiker_id != request.user.pk else "mijn")


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def uitnodiging_intrekken(request, pk):
    rij = _deel(request, Uitnodiging, pk)
    actions.trek_uitnodiging_in(uitnodiging_id=pk, door=request.user)
    messages.success(request, f"De uitnodiging aan {rij.email} werkt niet meer.")
    return redirect(f"{rij.organisatie.get_absolute_url()}#collegas")


@openbaar
def uitnodiging(request, token):
    """The link of an invitation. The page says the same for every link; only accepting looks it up (B32)."""
    if request.method == "POST" and request.user.is_authenticated:
        rij = actions.neem_uitnodiging_aan(token=token, door=request.user)
        messages.success(request, f"U hoort nu bij {rij}.")
        return redirect("mijn")
    antwoord = render(request, "partijen/uitnodiging.html")
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


@vereist(Recht.BEHEREN)
def organisaties(request):
    """Look one up by its exact KvK number. There is no list: who is in the portal is nobody's business (B28)."""
    form = ZoekForm(request.GET or None)
    if form.is_valid():
        if rij := Organisatie.objects.filter(kvk_nummer=form.cleaned_data["kvk_nummer"]).first():
            return redirect("rechtspersoon", rij.pk)
        form.add_error("kvk_nummer", "Geen organisatie in het portaal heeft dit KvK-nummer.")
    return render(request, "partijen/organisaties.html", {"form": form})


@vereist(Recht.BEHEREN)
def rechtspersoon(request, pk):
    """KvK number and statutory name, with a reason."""
    rij = get_object_or_404(Organisatie, pk=pk)
    begin = {"kvk_nummer": rij.kvk_nummer, "statutaire_naam": rij.statutaire_naam}
    form = RechtspersoonForm(request.POST or None, initial=begin)
    if form.is_valid():
        try:
            actions.wijzig_rechtspersoon(organisatie_id=pk, door=request.user, **form.cleaned_data)
            messages.success(request, "Bewaard.")
            return redirect("organisaties")
        except RegelFout as fout:
            form.add_error("kvk_nummer", fout.tekst)
    context = {"form": form, "organisatie": rij}
    return render(request, "partijen/rechtspersoon.html", context, status=422 if form.errors else 200)


@vereist(Recht.AANGEMELD)
def waar_ingelogd(request):
    """Where somebody is logged in, for that person only."""
    return render(request, "partijen/waar_ingelogd.html", {"inlogs": sessies.van(request.user, request.session)})


@require_POST
@vereist(Recht.AANGEMELD, opnieuw_inloggen=True)
def elders_uitloggen(request):
    """End every session of one's own but this one."""
    gebruiker = actions.beeindig_sessies(gebruiker_id=request.user.pk, om="log_elders_uit", door=request.user)
    update_session_auth_hash(request, gebruiker)
    messages.success(request, "U bent overal elders uitgelogd.")
    return redirect("waar_ingelogd")


@vereist(Recht.RECHTEN_ZIEN)
def rechten(request):
    """Which role may do what, and how far it reaches: the table that every page asks (R15)."""
    filter_ = RechtenFilter(request.GET or None)
    tabel = RechtenTabel(filter_.rechten(), rollen=filter_.rollen())
    RequestConfig(request, paginate=False).configure(tabel)
    tabel.export_url = f"{reverse('rechten_export')}?{request.GET.urlencode()}"
    per_bereik: dict[str, list[str]] = {}
    for soort in Rolsoort:
        per_bereik.setdefault(bereik(soort), []).append(soort.label)
    context = {"filter": filter_, "tabel": tabel, "per_bereik": per_bereik.items()}
    return render(request, "partijen/rechten.html", context)


@vereist(Recht.RECHTEN_ZIEN)
def rechten_export(request):
    """What the list shows, as Excel."""
    filter_ = RechtenFilter(request.GET or None)
    rollen = filter_.rollen()
    rijen = [
        [recht.label, *("ja" if recht in RECHTEN[rol] else "nee" for rol in rollen)] for recht in filter_.rechten()
    ]
    koppen = ["Wat iemand mag", *(f"{rol.label} ({bereik(rol)})" for rol in rollen)]
    antwoord = HttpResponse(maak_werkboek("Rechten", koppen, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="rechten.xlsx"'
    return antwoord
