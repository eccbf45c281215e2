"""Staff: a later closing, proposed by one person and confirmed by another (T14)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import RegelFout
from partijen.permissions import Recht, vereist
from publicatie.actions import bevestig_uitstel, stel_uitstel_voor, trek_uitstel_in
from publicatie.forms.regio import BevestigForm, UitstelForm
from publicatie.states import Uitstelstatus
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van

NIET_MEER = "Dit voorstel ligt er niet meer. Bekijk de ronde opnieuw."


@vereist(Recht.RONDE_BEHEREN, opnieuw_inloggen=True)
def voorstellen(request, code):
    """Propose another closing."""
    ronde = ronde_van(code)
    form = UitstelForm(request.POST or None)

    def stel_voor(velden):
        stel_uitstel_voor(ronde_id=ronde.pk, door=request.user, **velden)

    if request.method == "POST" and gelukt(form, stel_voor):
        messages.success(request, "Het uitstel is voorgesteld. Een collega bevestigt het.")
        return redirect("ronde_beheren", code)
    context = {
        "ronde": ronde,
        "form": form,
        "kruimels": kruimels(ronde, ("Uitstel", "")),
    }
    return render(request, "publicatie/beheer/uitstel.html", context, status=NIET_GELDIG if form.is_bound else 200)


def _gezien(request, ronde):
    """The id of the proposal that was on the screen, when it still waits."""
    form = BevestigForm(request.POST)
    if not form.is_valid():
        raise RegelFout(NIET_MEER)
    open_ = ronde.uitstellen.filter(status=Uitstelstatus.VOORGESTELD, pk=form.cleaned_data["uitstel"])
    if (uitstel := open_.first()) is None:
        raise RegelFout(NIET_MEER)
    return uitstel.pk


@vereist(Recht.RONDE_BEHEREN, opnieuw_inloggen=True)
@require_POST
def bevestigen(request, code):
    """The second person moves the closing."""
    bevestig_uitstel(uitstel_id=_gezien(request, ronde_van(code)), door=request.user)
    messages.success(request, "De sluiting is later. Iedereen met een inschrijving krijgt een e-mail.")
    return redirect("ronde_beheren", code)


@vereist(Recht.RONDE_BEHEREN)
@require_POST
def intrekken(request, code):
    """Withdraw the proposal."""
    trek_uitstel_in(uitstel_id=_gezien(request, ronde_van(code)), door=request.user)
    messages.success(request, "Het voorstel is ingetrokken.")
    return redirect("ronde_beheren", code)
