"""What is done on the screen of a dossier: verdicts, meetings, totals, the indeling. Each ends on that screen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from beoordeling import actions, queries, scherm, vraagqueries
from beoordeling.forms import BelangForm, IndelingForm, OordeelForm, OverlegForm, RedenForm
from beoordeling.views import gelukt
from beoordeling.views.dossier import haal, haal_inhoud, kijker, toon, toon_belang
from kern.fouten import RegelFout
from partijen.permissions import Recht, bevoegdheid, vereist


def _terug(request, inschrijving, eis=""):
    """Back to the screen, at an eis and with the document that was open."""
    adres = reverse("dossier", args=[inschrijving.kenmerk])
    blad = request.POST.get("blad", "")
    deel = [f"eis={eis}"] if str(eis).isdecimal() else []
    deel += [f"blad={blad}"] if blad.replace("-", "").isalnum() and blad.isascii() else []
    anker = f"#eis-{eis}" if str(eis).isdecimal() else "#per-regio"
    return redirect(f"{adres}{'?' if deel else ''}{'&'.join(deel)}{anker}")


def _nummer(request, naam):
    waarde = request.POST.get(naam, "")
    if not (waarde.isdecimal() and len(waarde) < 10):
        raise Http404
    return int(waarde)


@require_POST
@vereist(Recht.BEOORDELEN)
def belang(request, kenmerk):
    """Declare whether there is a conflict of interest."""
    inschrijving = haal(request.user, kenmerk, Recht.BEOORDELEN)
    form = BelangForm(request.POST)

    def doe():
        return actions.verklaar_belang(inschrijving_id=inschrijving.pk, door=request.user, **form.cleaned_data)

    if not gelukt(form, doe):
        return toon_belang(request, inschrijving, queries.heeft_belang(inschrijving, request.user), form)
    if form.cleaned_data["heeft_belang"]:
        messages.warning(request, _gesloten(inschrijving, request.user))
        return redirect("dossiers")
    return redirect("dossier", kenmerk=kenmerk)


def _gesloten(inschrijving, gebruiker):
    verklaring = inschrijving.belangenverklaringen.select_related("overgenomen_door").get(gebruiker=gebruiker)
    wie = verklaring.overgenomen_door or "Een collega"
    return f"Dit dossier is voor u gesloten. {wie} beoordeelt het."


def _vakken(request, inschrijving):
    """The eis that the request is about, with its scopes as this person sees them; 404 for an unknown number."""
    standen, nummer = queries.oordeelstanden(inschrijving), _nummer(request, "eis")
    regios = inschrijving.regios.select_related("beoordeling")
    lopend = vraagqueries.lopend(vraagqueries.van_dossier(inschrijving), bevoegdheid(request.user).nu)
    per_eis = scherm.vakken(standen, kijker(request.user, inschrijving, standen), regios, lopend)
    for eis, vakken in per_eis.items():
        if eis.nummer == nummer:
            return eis, vakken
    raise Http404


@require_POST
@vereist(Recht.BEOORDELEN)
def oordeel(request, kenmerk):
    """Save the own verdict on one eis."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    eis, vakken = _vakken(request, inschrijving)
    form = OordeelForm(request.POST, eis=eis, vakken=vakken)
    if not form.vakken:
        raise RegelFout("Deze eis kunt u niet meer beoordelen. Ververs de bladzijde van het dossier.")

    def doe():
        actions.geef_oordelen(
            inschrijving_id=inschrijving.pk,
            eis_id=eis.pk,
            oordelen=form.oordelen(),
            gezien_hash=request.POST.get("gezien_versie", ""),
            door=request.user,
        )

    if not gelukt(form, doe):
        return toon(request, inschrijving, form)
    return _terug(request, inschrijving, request.POST.get("volgende") or eis.nummer)


@require_POST
@vereist(Recht.BEOORDELEN)
def overleg(request, kenmerk):
    """Write down what the meeting decided."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    eis, vakken = _vakken(request, inschrijving)
    vak = next((vak for vak in vakken if vak.sleutel == request.POST.get("vak")), None)
    if vak is None:
        raise Http404
    form = OverlegForm(request.POST, vak=vak)

    def doe():
        actions.leg_overleg_vast(
            inschrijving_id=inschrijving.pk,
            eis_id=eis.pk,
            regioinschrijving_id=int(vak.sleutel) or None,
            door=request.user,
            **form.cleaned_data,
        )

    if not gelukt(form, doe):
        return toon(request, inschrijving, form)
    return _terug(request, inschrijving, eis.nummer)


@require_POST
@vereist(Recht.BEOORDELEN)
def overleg_bevestigen(request, kenmerk):
    """Confirm the outcome of the meeting as it was shown."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    rij = get_object_or_404(inschrijving.overleggen.select_related("eis"), pk=_nummer(request, "overleg"))
    actions.bevestig_overleg(overleg_id=rij.pk, gezien_hash=request.POST.get("gezien_hash", ""), door=request.user)
    return _terug(request, inschrijving, rij.eis.nummer)


def _regio(request, inschrijving):
    rijen = inschrijving.regios.select_related("classificatie", "toewijzing__regio")
    return get_object_or_404(rijen.order_by(), pk=_nummer(request, "regio"))


@require_POST
@vereist(Recht.BEOORDELEN)
def afronden(request, kenmerk):
    """Make the total of one region."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    regio = _regio(request, inschrijving)
    rij = actions.rond_af(regioinschrijving_id=regio.pk, door=request.user)
    messages.success(request, f"De beoordeling van {regio} is afgerond: {rij.get_status_display().lower()}.")
    return _terug(request, inschrijving)


@require_POST
@vereist(Recht.HEROPENEN)
def heropenen(request, kenmerk):
    """Send one region back to assessment, with a reason."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    regio = _regio(request, inschrijving)
    form = RedenForm(request.POST, regio=regio)

    def doe():
        actions.heropen(regioinschrijving_id=regio.pk, door=request.user, **form.cleaned_data)

    if not gelukt(form, doe):
        return toon(request, inschrijving, form)
    messages.warning(request, f"De beoordeling van {regio} is heropend.")
    return _terug(request, inschrijving)


@require_POST
@vereist(Recht.BEOORDELEN)
def indelen(request, kenmerk):
    """Confirm bestaand or nieuw for one region, or deviate from the proposal with a reason."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    regio = _regio(request, inschrijving)
    form = IndelingForm(request.POST, regio=regio)

    def doe():
        actions.bevestig_indeling(regioinschrijving_id=regio.pk, door=request.user, **form.cleaned_data)

    if not gelukt(form, doe):
        return toon(request, inschrijving, form)
    messages.success(request, f"De indeling in {regio} is bevestigd.")
    return _terug(request, inschrijving)
