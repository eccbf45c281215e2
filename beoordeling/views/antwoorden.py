"""The organisation: what the zorgkantoor asks, the answer, and its receipt."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from beoordeling import actions, vraagqueries
from beoordeling.models import Verduidelijking
from beoordeling.views import NIET_GELDIG, gelukt
from beoordeling.vraagforms import AntwoordForm
from kern.rules import sha256
from partijen.permissions import Recht, bevoegdheid, vereist


def _haal(request, pk, recht=Recht.INSCHRIJVEN):
    """A question that was sent to an organisation of this user; 404 for any other, and before it is sent."""
    velden = ("vraag__eis", "inschrijving__organisatie", "inschrijving__uitvoerder", "beantwoord_door")
    rijen = Verduidelijking.objects.van_organisatie_van(request.user, recht)
    return get_object_or_404(rijen.select_related(*velden, "regioinschrijving__toewijzing__regio"), pk=pk)


@vereist(Recht.INSCHRIJVEN)
def verduidelijking(request, pk):
    """The question, with the form to answer it once, the receipt, or that the term is over."""
    return _toon(request, _haal(request, pk))


def _toon(request, rij, form=None):
    context = {
        "verduidelijking": rij,
        "vraag": rij.vraag,
        "inschrijving": rij.inschrijving,
        "stand": vraagqueries.stand(rij, bevoegdheid(request.user).nu),
        "sha256": sha256(rij.antwoord.encode()) if rij.antwoord else "",
        "mag": rij.inschrijving.organisatie_id in bevoegdheid(request.user).organisaties(Recht.INDIENEN),
        "form": form or AntwoordForm(),
        "kruimels": [
            ("Mijn inschrijvingen", reverse("mijn_inschrijvingen")),
            (rij.inschrijving.uitvoerder.zorgkantoor, rij.inschrijving.get_absolute_url()),
            ("Vraag van het zorgkantoor", ""),
        ],
    }
    return render(request, "beoordeling/verduidelijking.html", context, status=NIET_GELDIG if form else 200)


@require_POST
@vereist(Recht.INDIENEN)
def verduidelijking_antwoord(request, pk):
    """Send the answer; what was typed stays when it is refused."""
    rij, form = _haal(request, pk, Recht.INDIENEN), AntwoordForm(request.POST)

    def doe():
        actions.beantwoord_vraag(verduidelijking_id=rij.pk, door=request.user, **form.cleaned_data)

    if not gelukt(form, doe):
        return _toon(request, _haal(request, pk, Recht.INDIENEN), form)
    return redirect("verduidelijking", pk)
