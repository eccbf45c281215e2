"""The money of a round: per year what there is nationally, and its division over the regions (2.2)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.actions import verdeel_over_regios
from publicatie.forms.geld import RegiogeldForm
from publicatie.geld import geld_per_jaar
from publicatie.models import Regiobudget, Regiotoewijzing
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van


@vereist(Recht.RONDE_ZIEN)
def geld(request, code):
    """Per year: the national amount, what is divided, and what is left."""
    ronde = ronde_van(code)
    bevoegd = bevoegdheid(request.user)
    context = {
        "ronde": ronde,
        "jaren": geld_per_jaar(ronde),
        "mag_landelijk": bevoegd.mag(Recht.RONDE_MAKEN),
        "mag_verdelen": bevoegd.mag(Recht.RONDE_BEHEREN),
        "kruimels": kruimels(ronde, ("Geld per jaar", "")),
    }
    return render(request, "publicatie/beheer/geld.html", context)


@vereist(Recht.RONDE_BEHEREN)
def geld_jaar(request, code, jaar):
    """The amounts of the regions in reach for one year, all on one page."""
    ronde = ronde_van(code)
    if (stand := next((rij for rij in geld_per_jaar(ronde) if rij.jaar == jaar), None)) is None:
        raise Http404
    rijen = Regiotoewijzing.objects.binnen_bereik(request.user, Recht.RONDE_BEHEREN).filter(ronde=ronde)
    toewijzingen = list(rijen.select_related("regio", "uitvoerder").order_by("regio__naam"))
    budgetten = Regiobudget.objects.filter(toewijzing__in=toewijzingen, jaar=jaar)
    bedragen = dict(budgetten.values_list("toewijzing", "bedrag"))
    data = request.POST if request.method == "POST" else None
    form = RegiogeldForm(data, toewijzingen=toewijzingen, bedragen=bedragen)

    def bewaar(velden):
        hier = {"ronde_id": ronde.pk, "jaar": jaar, "bron": velden["bron"], "gezien": velden["gezien"]}
        verdeel_over_regios(**hier, bedragen=form.bedragen(), door=request.user)

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, f"De bedragen voor {jaar} zijn bewaard.")
        return redirect("ronde_geld", ronde.code)
    overzicht = ("Geld per jaar", reverse("ronde_geld", args=[ronde.code]))
    context = {"ronde": ronde, "stand": stand, "form": form, "kruimels": kruimels(ronde, overzicht, (str(jaar), ""))}
    return render(request, "publicatie/beheer/geld_jaar.html", context, status=NIET_GELDIG if form.is_bound else 200)
