"""The regions: the list, the page of one, and the acts from beginning to fixing the result."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kern import klok
from partijen.permissions import Recht, vereist
from publicatie.queries import leemten
from selectie import actions, overzicht, queries, tabel, terugzetten
from selectie.forms import BevriesForm, TerugForm
from selectie.models import Regioselectie
from selectie.states import BEVROREN, Lotingstatus, Status
from selectie.views import kruimels, regiokruimels


@vereist(Recht.SELECTIE_ZIEN)
def regioselecties(request):
    """All regions of the own uitvoerders with where they stand."""
    rijen = overzicht.met_stand(queries.regios(request.user)).order_by("regio__naam")
    status = request.GET.get("status", "")
    if status == "niet_begonnen":
        rijen = rijen.filter(selectie__isnull=True)
    elif status in Status:
        rijen = rijen.filter(selectie__status=status)
    context = {
        "rijen": [tabel.regiorij(toewijzing) for toewijzing in rijen],
        "status": status,
        "statussen": [("niet_begonnen", "Niet begonnen"), *Status.choices],
        "kruimels": kruimels(),
    }
    return render(request, "selectie/regioselecties.html", context)


@vereist(Recht.SELECTIE_ZIEN)
def regioselectie(request, pk):
    """One region: places as a sum, ranking with the deciding criterion, loting, and why not selected."""
    toewijzing = get_object_or_404(queries.regios(request.user), pk=pk)
    selectie = getattr(toewijzing, "selectie", None)
    context = {
        "toewijzing": toewijzing,
        "selectie": selectie,
        "leemten": leemten(toewijzing),
        "ingetrokken": queries.ingetrokken(selectie) if selectie else [],
        "mag": queries.mag_selecteren(request.user, toewijzing),
        "kruimels": regiokruimels(toewijzing),
    }
    if selectie is None:
        context |= _nieuwe_context(toewijzing)
    elif selectie.status == Status.OPEN:
        context |= _open_context(selectie)
    else:
        context |= _bevroren_context(selectie)
        kan_terug = _kan_terug(selectie)
        context["kan_terug"] = kan_terug
        nog_niet_gevraagd = kan_terug and selectie.terug_gevraagd_op is None
        context["mag_terug_vragen"] = nog_niet_gevraagd and queries.mag_heropenen(request.user, toewijzing)
    return render(request, "selectie/regioselectie.html", context)


def _nieuwe_context(toewijzing):
    som = tabel.som_nu(toewijzing.maximum, queries.partijen(toewijzing))
    return {"som": som, "wacht_op": queries.wacht_op(toewijzing)}


def _open_context(selectie):
    stand = queries.stand(selectie)
    klaar = not stand.belemmeringen
    namen = {partij.inschrijving.kenmerk: partij.inschrijving.partijnaam for partij in stand.partijen}
    return {
        "som": tabel.som_nu(selectie.toewijzing.maximum, stand.partijen),
        "stand": stand,
        "klaar": klaar,
        "onvolledig": sum(bool(open_feiten) for _, open_feiten in stand.open_feiten),
        "voorlopig": tabel.voorlopig(stand.invoer, namen) if stand.nodig and klaar else [],
        "bevriesform": BevriesForm(initial={"gezien_hash": selectie.invoer_hash}),
    }


def _bevroren_context(selectie):
    regio, uitslag = queries.resultaat(selectie)
    namen = queries.partijnamen(selectie.toewijzing)
    return {
        "som": tabel.som_bevroren(regio, uitslag, namen),
        "uitslag": uitslag,
        "loting": queries.loting_van(selectie),
        "rangrijen": tabel.rangrijen(regio, uitslag, namen),
        "uitkomsten": tabel.uitkomsten(uitslag, namen),
        "redenen": tabel.redenen(regio, uitslag, namen),
        "gelijken": tabel.gelijken(uitslag, namen),
        "terugform": TerugForm(),
        "past_nog": queries.past_bij_oordelen(selectie, queries.partijen(selectie.toewijzing)),
    }


@require_POST
@vereist(Recht.SELECTEREN)
def begin(request, pk):
    toewijzing = get_object_or_404(queries.regios(request.user, Recht.SELECTEREN), pk=pk)
    actions.begin(toewijzing_id=toewijzing.pk, door=request.user)
    return redirect("regioselectie", pk=pk)


def eigen_selectie(request, pk):
    rijen = Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN)
    return get_object_or_404(rijen.select_related("toewijzing__regio"), toewijzing_id=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def voorleggen(request, pk):
    actions.leg_invoer_voor(selectie_id=eigen_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De invoer ligt voor. Een collega kan haar nu bevriezen.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def bevriezen(request, pk):
    """Second person: freeze what was seen. After logging in again the page comes back first."""
    selectie = eigen_selectie(request, pk)
    if request.method == "POST":
        form = BevriesForm(request.POST)
        gezien = form.cleaned_data["gezien_hash"] if form.is_valid() else ""
        actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=gezien, door=request.user)
        messages.success(request, "De invoer is bevroren.")
    return redirect("regioselectie", pk=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def vaststellen(request, pk):
    actions.stel_vast(selectie_id=eigen_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De uitslag van deze regio ligt vast.")
    return redirect("regioselectie", pk=pk)


def _kan_terug(selectie):
    """What `terugzetten` asks of the region, for the buttons; the action decides under its locks."""
    loting = queries.loting_van(selectie)
    niet_geloot = loting is None or (loting.status == Lotingstatus.KLAARGEZET and klok.nu() < loting.trekking_op)
    return selectie.status in BEVROREN and niet_geloot


@vereist(Recht.HEROPENEN, opnieuw_inloggen=True)
def terugvragen(request, pk):
    """An inkoopmanager asks to take the freezing back. After logging in again the page comes back first."""
    selectie = eigen_selectie(request, pk)
    if request.method == "POST":
        form = TerugForm(request.POST)
        reden = form.cleaned_data["reden"] if form.is_valid() else ""
        terugzetten.vraag_terug(selectie_id=selectie.pk, reden=reden, door=request.user)
        messages.success(request, "Uw verzoek ligt er. Een collega beslist of de bevriezing teruggaat.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def terugzetten_of_niet(request, pk):
    """The second person takes the freezing back, or drops the request."""
    selectie = eigen_selectie(request, pk)
    if request.method == "POST" and "afwijzen" in request.POST:
        terugzetten.wijs_terug_af(selectie_id=selectie.pk, door=request.user)
        messages.success(request, "Het verzoek is van tafel. De bevriezing blijft staan.")
    elif request.method == "POST":
        terugzetten.zet_terug(selectie_id=selectie.pk, gezien=request.POST.get("gezien", ""), door=request.user)
        messages.success(request, "De regio is weer open. Wat bevroren was, blijft bewaard in het selectieverslag.")
    return redirect("regioselectie", pk=pk)
