"""One candidate: its facts, and the answers on the gaps of the region."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from beoordeling.queries import contracten_in_jaar
from inschrijving.queries import op_de_lijst
from kern.fouten import RegelFout
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, vereist
from selectie import actions, leemten
from selectie.forms import KandidaatForm, LeemteForm
from selectie.models import Kandidaat, Regioselectie
from selectie.states import Status
from selectie.views import regiokruimels


@vereist(Recht.SELECTEREN)
def kandidaat(request, pk):
    """Facts of one candidate, beside what the organisation wrote."""
    rij = _kandidaat(request, pk)
    noteer_inzage(rij.regioinschrijving.inschrijving, request)
    form = KandidaatForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leg_kandidaat_vast(kandidaat_id=rij.pk, door=request.user, **form.cleaned_data)
            messages.success(request, f"De feiten van {rij.regioinschrijving.inschrijving.partijnaam} zijn bewaard.")
            return redirect("regioselectie", pk=rij.regioselectie.toewijzing_id)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    return _toon(request, rij, form)


@vereist(Recht.SELECTEREN)
def leemte(request, pk, leemte_pk):
    """The own answer on one gap; on a mistake the page of the candidate comes back with what was typed."""
    rij = _kandidaat(request, pk)
    if request.method != "POST":
        return redirect("kandidaat", pk=pk)
    form = LeemteForm(request.POST, prefix=str(leemte_pk))
    if form.is_valid():
        try:
            leemten.beantwoord_leemte(kandidaat_id=pk, leemte_id=leemte_pk, door=request.user, **form.cleaned_data)
            messages.success(request, "Uw antwoord is bewaard.")
            return redirect("kandidaat", pk=pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    return _toon(request, rij, KandidaatForm(instance=rij), (leemte_pk, form))


def _kandidaat(request, pk):
    zichtbaar = Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN)
    rijen = Kandidaat.objects.filter(regioselectie__in=zichtbaar).select_related(
        "regioselectie__toewijzing__regio",
        "regioselectie__toewijzing__ronde",
        "regioinschrijving__inschrijving__organisatie",
    )
    return get_object_or_404(rijen, pk=pk)


def _toon(request, rij, form, fout=(0, None)):
    inschrijving, toewijzing = rij.regioinschrijving.inschrijving, rij.regioselectie.toewijzing
    context = {
        "form": form,
        "kandidaat": rij,
        "inschrijving": inschrijving,
        "toewijzing": toewijzing,
        "bevroren": rij.regioselectie.status != Status.OPEN,
        "ervaringen": inschrijving.ervaringen.select_related("gemeente"),
        "register": _register(rij),
        "lijst": op_de_lijst(inschrijving.pk),
        "leemten": [(stand, _leemteform(stand, *fout)) for stand in leemten.standen(rij, request.user)],
        "kruimels": regiokruimels(toewijzing, (inschrijving.partijnaam, "")),
    }
    fouten = form.errors or (fout[1] and fout[1].errors)
    return render(request, "selectie/kandidaat.html", context, status=422 if fouten else 200)


def _register(rij):
    """What the contractregister says now of the reference year, whatever was filled in before (criterium 2a)."""
    jaar = rij.regioselectie.toewijzing.ronde.referentiejaar
    return contracten_in_jaar(rij.regioinschrijving.inschrijving, jaar) if jaar else []


def _leemteform(stand, fout_pk, fout_form):
    """The form of one gap, with the own answer in it; None for who comes third."""
    if not stand.mag_antwoorden:
        return None
    if stand.leemte.pk == fout_pk:
        return fout_form
    eigen = stand.eigen
    eerst = {"voorziet": str(eigen.voorziet), "motivering": eigen.motivering} if eigen else None
    return LeemteForm(prefix=str(stand.leemte.pk), initial=eerst)
