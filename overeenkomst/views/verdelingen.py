"""Prijs and volume for staff: the list of regions and years, and the division of one (2.2)."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.forms.geld import VaststellenForm, VerdeelForm, VerdelingFilter
from overeenkomst.models import Prijsvolumeafspraak, Verdeling
from overeenkomst.queries import afspraken
from overeenkomst.queries.verdelen import Deelname, Stand, reken, stamregios, stand
from overeenkomst.rules.geld import stel_verdeling_voor
from overeenkomst.states import Verdelingstatus
from overeenkomst.tabellen.geld import VerdelingTabel
from overeenkomst.views import NIET_GELDIG
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.geld import geld_per_jaar

PER_BLADZIJDE = 40


@vereist(Recht.PRIJSVOLUME_ZIEN)
def verdelingen(request: HttpRequest) -> HttpResponse:
    """Regions and years in reach in which organisations get an overeenkomst."""
    jaren = afspraken.contractjaren(request.user, Recht.PRIJSVOLUME_ZIEN, klok.vandaag())
    filter_ = VerdelingFilter(request.GET, jaren=jaren)
    rijen = filter_.kies(afspraken.overzicht(request.user, Recht.PRIJSVOLUME_ZIEN, jaren))
    uitsluiten = () if bevoegdheid(request.user).uitvoerders(Recht.PRIJSVOLUME_ZIEN) is None else ("zorgkantoor",)
    tabel = VerdelingTabel(rijen, exclude=uitsluiten)
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "overeenkomst/verdelingen.html", {"filter": filter_, "tabel": tabel})


@dataclass(frozen=True)
class Regelbeeld:
    """A party in the form: its fields, the proposal, and what comes of what was typed (None when that cannot be)."""

    deelname: Deelname
    velden: dict
    voorstel: Decimal
    budget: Decimal | None
    uren: Decimal | None
    procent: int


def procent(bedrag: Decimal, geld: Decimal | None) -> int:
    """Of the money of the region, for the bar."""
    return round(bedrag * 100 / geld) if geld else 0


def _stand(request: HttpRequest, recht: Recht, pk: int, jaar: int) -> Stand:
    """A region in reach in a year of its overeenkomsten; else 404."""
    toewijzing = get_object_or_404(stamregios().binnen_bereik(request.user, recht), pk=pk)
    if jaar not in {rij.jaar for rij in geld_per_jaar(toewijzing.ronde)}:
        raise Http404
    return stand(toewijzing, jaar)


@vereist(Recht.PRIJSVOLUME_ZIEN)
def verdeling(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    """Look at a division; with the right to divide: reckon, and keep a draft."""
    nu = _stand(request, Recht.PRIJSVOLUME_ZIEN, pk, jaar)
    mag = bevoegdheid(request.user).mag(Recht.PRIJSVOLUME_VERDELEN)
    form = VerdeelForm(request.POST if request.method == "POST" and mag else None, stand=nu)
    geldig = not form.is_bound or form.is_valid()
    if "bewaar" in request.POST and geldig and mag:
        try:
            hier = {"toewijzing_id": nu.toewijzing.pk, "jaar": jaar, "gezien": form.cleaned_data["gezien"]}
            actions.bewaar_verdeling(**hier, regels=form.regels(), door=request.user)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
        else:
            messages.success(request, "De verdeling is bewaard. Een collega stelt haar vast.")
            return redirect("verdeling", pk, jaar)
    return _toon(request, nu, form, _regels(nu, form, geldig))


def _toon(request: HttpRequest, nu: Stand, form: VerdeelForm, uitkomst: tuple) -> HttpResponse:
    regels, rest = uitkomst
    rij = nu.verdeling
    ontwerp = rij if rij and rij.status == Verdelingstatus.ONTWERP else None
    gelijk = rij is not None and rij.basis == nu.basis
    vaststellen = bevoegdheid(request.user).mag(Recht.PRIJSVOLUME_VASTSTELLEN) and ontwerp is not None and gelijk
    context = {
        "stand": nu,
        "form": form,
        "regels": regels,
        "rest": rest,
        "ontwerp": ontwerp,
        "ontwerprijen": _rijen(nu, ontwerp.afspraken.all()) if ontwerp else None,
        "geldend": _rijen(
            nu, Prijsvolumeafspraak.objects.geldend().filter(verdeling__toewijzing=nu.toewijzing, jaar=nu.jaar)
        ),
        "rest_nu": None if nu.geld is None else nu.geld - nu.afgesproken,
        "veranderd": rij is not None and not gelijk,
        "mag_verdelen": bevoegdheid(request.user).mag(Recht.PRIJSVOLUME_VERDELEN),
        "mag_geld": bevoegdheid(request.user).mag(Recht.RONDE_BEHEREN),
        "eigen": ontwerp is not None and ontwerp.opgesteld_door_id == request.user.pk,
        "vaststelform": VaststellenForm(initial={"gezien_hash": rij.hash}) if rij and vaststellen else None,
        "open": form.is_bound or not gelijk,
        "kruimels": [("Prijs en volume", reverse("verdelingen")), (f"{nu.toewijzing.regio.naam} {nu.jaar}", "")],
    }
    return render(request, "overeenkomst/verdeling.html", context, status=NIET_GELDIG if form.errors else 200)


def _rijen(nu: Stand, rijen) -> list[tuple[Prijsvolumeafspraak, int]]:
    """Afspraken with the share of each in the money of the region."""
    rijen = afspraken.met_namen(rijen).order_by("regioinschrijving__inschrijving__organisatie__statutaire_naam", "pk")
    return [(rij, procent(rij.budget, nu.geld)) for rij in rijen]


def _regels(nu: Stand, form: VerdeelForm, geldig: bool) -> tuple[list[Regelbeeld], Decimal | None]:
    """The rows of the form and what stays with the region. What cannot be becomes an error; the text stays."""
    beeld = None
    if geldig:
        try:
            beeld = reken(nu, form.regels(), proef=True)
        except RegelFout as fout:
            if form.is_bound and not form.errors:
                form.add_error(None, fout.tekst)
    partijen = [d.partij for d in nu.deelnames]
    voorstel = beeld[1] if beeld else stel_verdeling_voor(nu.geld or Decimal(0), partijen, nu.eenheid)
    regels = []
    for deelname in nu.deelnames:
        deel = beeld[2].delen[deelname.regio.pk] if beeld else None
        budget, uren = (deel.budget, deel.uren) if deel else (None, None)
        per_jaar, breed = voorstel.delen[deelname.regio.pk].jaarbedrag, procent(budget or Decimal(0), nu.geld)
        regels.append(Regelbeeld(deelname, form.velden_van(deelname), per_jaar, budget, uren, breed))
    return regels, beeld[2].rest if beeld else None


@vereist(Recht.PRIJSVOLUME_VASTSTELLEN, opnieuw_inloggen=True)
@require_POST
def vaststellen(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    """A second person fixes exactly the draft that was shown (R17)."""
    nu = _stand(request, Recht.PRIJSVOLUME_VASTSTELLEN, pk, jaar)
    ontwerp = get_object_or_404(Verdeling, toewijzing=nu.toewijzing, jaar=jaar, status=Verdelingstatus.ONTWERP)
    form = VaststellenForm(request.POST)
    if form.is_valid():
        actions.stel_verdeling_vast(verdeling_id=ontwerp.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "De verdeling is vastgesteld. De organisaties krijgen er een e-mail over.")
    return redirect("verdeling", pk, jaar)
