"""Staff: the start of a dispute on an overeenkomst; the rest happens on its page with the other disputes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking.geschilforms import ContractgeschilForm
from bekendmaking.models import Geschil
from bekendmaking.views import NIET_GELDIG, gelukt
from inschrijving.models import Inschrijving
from overeenkomst import actions
from overeenkomst.models import Overeenkomst
from partijen.permissions import Recht, vereist


@vereist(Recht.BEZWAAR_BEHANDELEN)
def vastleggen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """What it is about and since when."""
    dossiers = Inschrijving.objects.geopend_voor(request.user, Recht.BEZWAAR_BEHANDELEN)
    rijen = Overeenkomst.objects.filter(inschrijving__in=dossiers)
    rij = get_object_or_404(rijen.select_related("inschrijving__organisatie"), inschrijving__kenmerk=kenmerk)
    form = ContractgeschilForm(request.POST or None, actie=request.path)
    gemaakt: list[Geschil] = []

    def leg_vast(gegevens: dict) -> None:
        gemaakt.append(actions.leg_geschil_vast(overeenkomst_id=rij.pk, door=request.user, **gegevens))

    if request.method == "POST" and gelukt(form, leg_vast):
        return redirect("geschil", gemaakt[0].pk)
    adres = reverse("overeenkomst", args=[kenmerk])
    kruimels = [("Overeenkomsten", reverse("overeenkomsten")), (rij.kenmerk, adres), ("Geschil vastleggen", "")]
    context = {"overeenkomst": rij, "form": form, "kruimels": kruimels}
    return render(request, "overeenkomst/geschil.html", context, status=NIET_GELDIG if form.errors else 200)
