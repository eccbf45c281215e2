"""Staff: the regions of a round, their budgets and their leemten. Regional staff sees the own regions only."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.actions import bewaar_rij, verwijder_rij, wijzig_budgetten
from publicatie.forms.regio import BudgetForm, LeemtelijstForm, RegioForm
from publicatie.forms.rijen import VerwijderForm
from publicatie.gereed import contractjaren
from publicatie.models import Regiotoewijzing
from publicatie.queries import lijsthash
from publicatie.states import Status
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van


def regio_van(gebruiker, recht, code, sleutel):
    """The region of the round, when it is in reach of this user; else 404."""
    rijen = Regiotoewijzing.objects.binnen_bereik(gebruiker, recht).select_related("ronde", "regio", "uitvoerder")
    return get_object_or_404(rijen, ronde__code=code, regio__sleutel=sleutel)


def pad_van(rij):
    return reverse("ronde_regio", args=[rij.ronde.code, rij.regio.sleutel])


def _kruimels(rij, *verder):
    regios = ("Regio’s", reverse("ronde_regios", args=[rij.ronde.code]))
    return kruimels(rij.ronde, regios, (rij.regio.naam, pad_van(rij)), *verder)


@vereist(Recht.RONDE_ZIEN)
def regios(request, code):
    """The regions in reach, with what is filled in."""
    ronde = ronde_van(code)
    rijen = Regiotoewijzing.objects.binnen_bereik(request.user, Recht.RONDE_ZIEN).filter(ronde=ronde)
    rijen = rijen.select_related("regio", "uitvoerder", "ronde").prefetch_related("budgetten")
    vast = Count("leemten", filter=Q(leemten__vastgesteld_op__isnull=False))
    mag_maken = bevoegdheid(request.user).mag(Recht.RONDE_MAKEN)
    context = {
        "ronde": ronde,
        "regios": rijen.annotate(leemten_vast=vast, leemten_open=Count("leemten") - vast),
        "mag_toevoegen": mag_maken and ronde.status == Status.CONCEPT,
        "kruimels": kruimels(ronde, ("Regio’s", "")),
    }
    return render(request, "publicatie/beheer/regios.html", context)


@vereist(Recht.RONDE_ZIEN)
def regio(request, code, sleutel):
    """One region: its uitvoerder, its money per year and its leemten."""
    rij = regio_van(request.user, Recht.RONDE_ZIEN, code, sleutel)
    bevoegd = bevoegdheid(request.user)
    leemten = list(rij.leemten.select_related("opgesteld_door", "vastgesteld_door"))
    context = {
        "rij": rij,
        "ronde": rij.ronde,
        "budgetten": rij.budgetten.order_by("jaar"),
        "leemten": leemten,
        "leemten_wachten": any(leemte.vastgesteld_op is None for leemte in leemten),
        "lijstform": LeemtelijstForm(initial={"gezien": lijsthash(rij)}),
        "mag_budget": bevoegd.mag(Recht.RONDE_BEHEREN),
        "mag_leemte": bevoegd.mag(Recht.LEEMTE_VASTLEGGEN),
        "mag_maken": bevoegd.mag(Recht.RONDE_MAKEN) and rij.ronde.status == Status.CONCEPT,
        "kruimels": _kruimels(rij),
    }
    return render(request, "publicatie/beheer/regio.html", context)


def toon_formulier(request, form, rij, kop, uitleg=""):
    context = {"form": form, "ronde": rij.ronde, "kop": f"{rij.regio.naam}: {kop.lower()}", "uitleg": uitleg}
    context["kruimels"] = _kruimels(rij, (kop, ""))
    return render(request, "publicatie/beheer/form.html", context, status=NIET_GELDIG if form.is_bound else 200)


@vereist(Recht.RONDE_MAKEN)
def regio_nieuw(request, code):
    """Give a region of the country to an uitvoerder, in a draft."""
    ronde = ronde_van(code)
    form = RegioForm(request.POST or None, ronde=ronde)

    def bewaar(_velden):
        bewaar_rij(
            ronde_id=ronde.pk,
            model=Regiotoewijzing,
            pk=None,
            velden=form.gegevens(),
            door=request.user,
            reden=form.reden,
        )

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "De regio hoort nu bij de ronde.")
        return redirect("ronde_regios", ronde.code)
    pad = ("Regio’s", reverse("ronde_regios", args=[ronde.code]))
    context = {"form": form, "ronde": ronde, "kop": "Regio toevoegen"}
    context["kruimels"] = kruimels(ronde, pad, ("Toevoegen", ""))
    return render(request, "publicatie/beheer/form.html", context, status=NIET_GELDIG if form.is_bound else 200)


@vereist(Recht.RONDE_MAKEN)
def regio_wijzigen(request, code, sleutel):
    """Another uitvoerder or number of places for a region, in a draft."""
    rij = regio_van(request.user, Recht.RONDE_MAKEN, code, sleutel)
    form = RegioForm(request.POST or None, ronde=rij.ronde, instance=rij)

    def bewaar(_velden):
        bewaar_rij(
            ronde_id=rij.ronde_id,
            model=Regiotoewijzing,
            pk=rij.pk,
            velden=form.gegevens(),
            door=request.user,
            reden=form.reden,
        )

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "Bewaard.")
        return redirect(pad_van(rij))
    return toon_formulier(request, form, rij, "Uitvoerder en plaatsen")


@vereist(Recht.RONDE_MAKEN)
def regio_verwijderen(request, code, sleutel):
    """Take a region out of a draft."""
    rij = regio_van(request.user, Recht.RONDE_MAKEN, code, sleutel)
    form = VerwijderForm(request.POST if request.method == "POST" else None, ronde=rij.ronde)

    def verwijder(_velden):
        verwijder_rij(ronde_id=rij.ronde_id, model=Regiotoewijzing, pk=rij.pk, door=request.user, reden=form.reden)

    if request.method == "POST" and gelukt(form, verwijder):
        messages.success(request, "De regio hoort niet meer bij de ronde.")
        return redirect("ronde_regios", code)
    return toon_formulier(request, form, rij, "Verwijderen", "De budgetten en leemten van deze regio verdwijnen ook.")


@vereist(Recht.RONDE_BEHEREN)
def budget(request, code, sleutel):
    """The money of a region per year."""
    rij = regio_van(request.user, Recht.RONDE_BEHEREN, code, sleutel)
    bedragen = dict(rij.budgetten.values_list("jaar", "bedrag"))
    jaren = sorted({*contractjaren(rij.ronde), *bedragen})
    form = BudgetForm(request.POST if request.method == "POST" else None, jaren=jaren, bedragen=bedragen)

    def bewaar(_velden):
        wijzig_budgetten(toewijzing_id=rij.pk, bedragen=form.bedragen(), door=request.user)

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "De budgetten zijn bewaard.")
        return redirect(pad_van(rij))
    uitleg = "" if jaren else "Vul eerst de ingang en de looptijden van de ronde in. Die bepalen de jaren."
    return toon_formulier(request, form, rij, "Budget", uitleg)
