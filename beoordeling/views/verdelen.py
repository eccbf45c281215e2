"""Dividing the dossiers of a round at one uitvoerder over people, in one go or one by one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from beoordeling import actions, werk
from beoordeling.forms import BeoordelaarsForm, VerdeelForm
from beoordeling.models import Opening
from beoordeling.states import Openingstatus
from beoordeling.views import NIET_GELDIG, gelukt
from inschrijving.models import Inschrijving
from partijen.permissions import Recht, vereist


@vereist(Recht.WERK_VERDELEN)
def verdelen(request, code, sleutel):
    """Who has how much, and a form to divide what is free."""
    openingen = Opening.objects.zichtbaar_voor(request.user, Recht.WERK_VERDELEN).filter(status=Openingstatus.GEOPEND)
    opening = get_object_or_404(
        openingen.select_related("ronde", "uitvoerder"), ronde__code=code, uitvoerder__code=sleutel
    )
    ronde, uitvoerder = opening.ronde, opening.uitvoerder
    mensen, vrij = werk.verdeelstand(ronde.pk, uitvoerder.pk)
    regios = (
        ronde.toewijzingen.filter(uitvoerder=uitvoerder).order_by("regio__naam").values_list("regio", "regio__naam")
    )
    form = VerdeelForm(request.POST or None, mensen=mensen, regios=list(regios))

    def doe():
        uitslag = actions.verdeel_werk(ronde=ronde, uitvoerder=uitvoerder, door=request.user, **form.cleaned_data)
        _meld(request, uitslag)

    if request.method == "POST" and gelukt(form, doe):
        return redirect("verdelen", code, sleutel)
    context = {
        "opening": opening,
        "mensen": mensen,
        "vrij": vrij,
        "belangen": werk.belangen(ronde.pk, uitvoerder.pk),
        "form": form,
        "kruimels": [("Dossiers", reverse("dossiers")), ("Werk verdelen", "")],
    }
    status = NIET_GELDIG if request.method == "POST" else 200
    return render(request, "beoordeling/verdelen.html", context, status=status)


def _meld(request, uitslag):
    if uitslag.gevuld:
        wat = "1 plek" if uitslag.gevuld == 1 else f"{uitslag.gevuld} plekken"
        messages.success(request, f"Het werk is verdeeld: {wat} gevuld.")
    elif not uitslag.vrij:
        messages.info(request, "Er was geen plek vrij. Er is niets veranderd.")
    if uitslag.vrij:
        wat = "1 plek is" if uitslag.vrij == 1 else f"{uitslag.vrij} plekken zijn"
        messages.warning(request, f"{wat} nog vrij. Een dossier heeft twee mensen nodig: kies ook andere collega’s.")


@vereist(Recht.WERK_VERDELEN)
def beoordelaars(request, kenmerk):
    """Who judges one dossier: give, take away, reassign."""
    rijen = Inschrijving.objects.geopend_voor(request.user, Recht.WERK_VERDELEN)
    inschrijving = get_object_or_404(rijen.select_related("organisatie", "ronde", "uitvoerder"), kenmerk=kenmerk)
    nu = [rij.gebruiker for rij in inschrijving.beoordelaars.select_related("gebruiker")]
    collegas, belang = werk.collegas(inschrijving.uitvoerder_id), werk.met_belang([inschrijving.pk])[inschrijving.pk]
    kan = [mens for mens in collegas if mens.pk not in belang]
    form = BeoordelaarsForm(request.POST or None, kan=kan, nu=nu)

    def doe():
        actions.zet_beoordelaars(inschrijving_id=inschrijving.pk, door=request.user, **form.keuze())
        messages.success(request, f"De beoordelaars van {inschrijving.partijnaam} zijn bewaard.")

    if request.method == "POST" and gelukt(form, doe):
        return redirect("dossiers")
    context = {
        "inschrijving": inschrijving,
        "belang": [mens for mens in collegas if mens.pk in belang],
        "weg": [mens for mens in nu if mens not in kan],
        "form": form,
        "kruimels": [("Dossiers", reverse("dossiers")), (inschrijving.partijnaam, "")],
    }
    status = NIET_GELDIG if request.method == "POST" else 200
    return render(request, "beoordeling/verdelen_dossier.html", context, status=status)
