"""The beheerder records who gets the daily seal of the log."""

from django.contrib import messages
from django.shortcuts import redirect, render

from partijen.permissions import Recht, vereist
from publicatie.actions import wijzig_zegeladressen
from publicatie.forms.zegel import ZegeladressenForm
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van

TITEL = "Adressen voor het zegel"
UITLEG = (
    "Na elke dag maakt het portaal één hash over het hele logboek. Die mailen wij naar mensen buiten het portaal, "
    "bijvoorbeeld de notaris en de accountant. Zo is later te bewijzen dat niemand het logboek heeft veranderd. Wie "
    "inschrijft, krijgt deze adressen niet te zien."
)


@vereist(Recht.RONDE_MAKEN)
def zegeladressen(request, code):
    """Change the addresses of a round, at any time."""
    ronde = ronde_van(code)
    form = ZegeladressenForm(request.POST or None, initial={"adressen": "\n".join(ronde.zegeladressen)})

    def bewaar(velden):
        wijzig_zegeladressen(ronde_id=ronde.pk, adressen=velden["adressen"], door=request.user)

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "De adressen zijn bewaard.")
        return redirect("ronde_beheren", ronde.code)
    context = {"form": form, "kop": TITEL, "uitleg": UITLEG, "kruimels": kruimels(ronde, (TITEL, ""))}
    return render(request, "publicatie/beheer/form.html", context, status=NIET_GELDIG if form.is_bound else 200)
