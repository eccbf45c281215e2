"""Staff: the regions of a round, their budgets and their leemten. Regional staff sees the own regions only."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kern import klok
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.actions import bewaar_rij, stel_leemte_op, stel_leemte_vast, verwijder_rij, wijzig_budgetten
from publicatie.forms.regio import BudgetForm, LeemteForm, RegioForm
from publicatie.forms.rijen import VerwijderForm
from publicatie.gereed import contractjaren
from publicatie.models import Leemte, Regiotoewijzing
from publicatie.states import Status
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van


def _regio(gebruiker, recht, code, sleutel):
    """The region of the round, when it is in reach of this user; else 404."""
    rijen = Regiotoewijzing.objects.binnen_bereik(gebruiker, recht).select_related("ronde", "regio", "uitvoerder")
    return get_object_or_404(rijen, ronde__code=code, regio__sleutel=sleutel)


def _pad(rij):
    return reverse("ronde_regio", args=[rij.ronde.code, rij.regio.sleutel])


def _kruimels(rij, *verder):
    regios = ("Regio’s", reverse("ronde_regios", args=[rij.ronde.code]))
    return kruimels(rij.ronde, regios, (rij.regio.naam, _pad(rij)), *verder)


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
    rij = _regio(request.user, Recht.RONDE_ZIEN, code, sleutel)
    bevoegd = bevoegdheid(request.user)
    opening = rij.ronde.opening_vanaf
    context = {
        "rij": rij,
        "ronde": rij.ronde,
        "budgetten": rij.budgetten.order_by("jaar"),
        "leemten": rij.leemten.select_related("opgesteld_door", "vastgesteld_door"),
        "leemten_open": opening is None or klok.nu() < opening,
        "mag_budget": bevoegd.mag(Recht.RONDE_BEHEREN),
        "mag_leemte": bevoegd.mag(Recht.LEEMTE_VASTLEGGEN),
        "mag_maken": bevoegd.mag(Recht.RONDE_MAKEN) and rij.ronde.status == Status.CONCEPT,
        "kruimels": _kruimels(rij),
    }
    return render(request, "publicatie/beheer/regio.html", context)


def _formulier(request, form, rij, kop, uitleg=""):
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
    rij = _regio(request.user, Recht.RONDE_MAKEN, code, sleutel)
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
        return redirect(_pad(rij))
    return _formulier(request, form, rij, "Uitvoerder en plaatsen")


@vereist(Recht.RONDE_MAKEN)
def regio_verwijderen(request, code, sleutel):
    """Take a region out of a draft."""
    rij = _regio(request.user, Recht.RONDE_MAKEN, code, sleutel)
    form = VerwijderForm(request.POST if request.method == "POST" else None, ronde=rij.ronde)

    def verwijder(_velden):
        verwijder_rij(ronde_id=rij.ronde_id, model=Regiotoewijzing, pk=rij.pk, door=request.user, reden=form.reden)

    if request.method == "POST" and gelukt(form, verwijder):
        messages.success(request, "De regio hoort niet meer bij de ronde.")
        return redirect("ronde_regios", code)
    return _formulier(request, form, rij, "Verwijderen", "De budgetten en leemten van deze regio verdwijnen ook.")


@vereist(Recht.RONDE_BEHEREN)
def budget(request, code, sleutel):
    """The money of a region per year."""
    rij = _regio(request.user, Recht.RONDE_BEHEREN, code, sleutel)
    bedragen = dict(rij.budgetten.values_list("jaar", "bedrag"))
    jaren = sorted({*contractjaren(rij.ronde), *bedragen})
    form = BudgetForm(request.POST if request.method == "POST" else None, jaren=jaren, bedragen=bedragen)

    def bewaar(_velden):
        wijzig_budgetten(toewijzing_id=rij.pk, bedragen=form.bedragen(), door=request.user)

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "De budgetten zijn bewaard.")
        return redirect(_pad(rij))
    uitleg = "" if jaren else "Vul eerst de ingang en de looptijden van de ronde in. Die bepalen de jaren."
    return _formulier(request, form, rij, "Budget", uitleg)


@vereist(Recht.LEEMTE_VASTLEGGEN)
def leemte(request, code, sleutel):
    """Write down a gap in the supply of a region; another person fixes it."""
    rij = _regio(request.user, Recht.LEEMTE_VASTLEGGEN, code, sleutel)
    form = LeemteForm(request.POST or None)

    def stel_op(velden):
        stel_leemte_op(toewijzing_id=rij.pk, door=request.user, **velden)

    if request.method == "POST" and gelukt(form, stel_op):
        messages.success(request, "De leemte staat klaar. Een collega stelt haar vast.")
        return redirect(_pad(rij))
    return _formulier(request, form, rij, "Leemte", "Schrijf één leemte op. Zij telt als een collega haar vaststelt.")


@vereist(Recht.LEEMTE_VASTLEGGEN)
@require_POST
def leemte_vaststellen(request, pk):
    """The second person fixes a gap, before the opening (A36)."""
    binnen = Regiotoewijzing.objects.binnen_bereik(request.user, Recht.LEEMTE_VASTLEGGEN)
    rijen = Leemte.objects.filter(toewijzing__in=binnen).select_related("toewijzing__ronde", "toewijzing__regio")
    rij = get_object_or_404(rijen, pk=pk)
    stel_leemte_vast(leemte_id=rij.pk, door=request.user)
    messages.success(request, "De leemte is vastgesteld.")
    return redirect(_pad(rij.toewijzing))
