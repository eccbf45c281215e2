"""Screens of steps 5 and 6: regions, the page of a region, and the loting."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import RegelFout
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.queries import leemten
from selectie import actions, feiten, queries, tabel, trekking
from selectie.forms import BevriesForm, KandidaatForm, LotingInvoerForm, LotingKlaarzettenForm, RedenForm
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.states import Lotingstatus, Status


@vereist(Recht.SELECTIE_ZIEN)
def regioselecties(request):
    """All regions of the own uitvoerders with where they stand."""
    rijen = queries.regios(request.user).order_by("regio__naam")
    status = request.GET.get("status", "")
    if status == "niet_begonnen":
        rijen = rijen.filter(selectie__isnull=True)
    elif status in Status.values:
        rijen = rijen.filter(selectie__status=status)
    context = {"rijen": rijen, "status": status, "statussen": [("niet_begonnen", "Niet begonnen"), *Status.choices]}
    return render(request, "selectie/regioselecties.html", context)


@vereist(Recht.SELECTIE_ZIEN)
def regioselectie(request, pk):
    """One region: places as a sum, ranking with the deciding criterion, loting, and why not selected."""
    toewijzing = get_object_or_404(queries.regios(request.user), pk=pk)
    selectie = getattr(toewijzing, "selectie", None)
    context = {
        "toewijzing": toewijzing,
        "selectie": selectie,
        "som": tabel.som(toewijzing, queries.partijen(toewijzing)),
        "leemten": leemten(toewijzing),
        "mag": bevoegdheid(request.user).mag(Recht.SELECTEREN),
    }
    if selectie is None:
        context["wacht_op"] = queries.wacht_op(toewijzing)
    elif selectie.status == Status.OPEN:
        context |= _open_context(selectie)
    else:
        context |= _bevroren_context(selectie)
    return render(request, "selectie/regioselectie.html", context)


def _open_context(selectie):
    kandidaten = queries.kandidaten(selectie)
    return {
        "kandidaten": [(kandidaat, feiten.ontbrekende_feiten(kandidaat)) for kandidaat in kandidaten],
        "nodig": queries.nodig(selectie),
        "belemmeringen": queries.belemmeringen(selectie),
        "bevriesform": BevriesForm(initial={"gezien_hash": selectie.invoer_hash}),
        "voorlopig": tabel.proef(queries.huidige_invoer(selectie), queries.partijnamen(selectie)),
    }


def _bevroren_context(selectie):
    regio, uitslag = queries.resultaat(selectie)
    namen = queries.partijnamen(selectie)
    return {
        "rangrijen": tabel.rangrijen(regio, uitslag, namen),
        "uitkomsten": tabel.uitkomsten(uitslag, namen),
        "redenen": tabel.redenen(regio, uitslag, namen),
        "uitslag": uitslag,
        "loting": Loting.objects.filter(regioselectie=selectie).first(),
        "lotingform": LotingKlaarzettenForm(),
    }


@require_POST
@vereist(Recht.SELECTEREN)
def begin(request, pk):
    toewijzing = get_object_or_404(queries.regios(request.user), pk=pk)
    actions.begin(toewijzing_id=toewijzing.pk, door=request.user)
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN)
def kandidaat(request, pk):
    """Facts of one candidate."""
    zichtbaar = Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN)
    rijen = Kandidaat.objects.filter(regioselectie__in=zichtbaar).select_related(
        "regioselectie__toewijzing__regio", "regioinschrijving__inschrijving__organisatie"
    )
    rij = get_object_or_404(rijen, pk=pk)
    form = KandidaatForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leg_kandidaat_vast(kandidaat_id=rij.pk, door=request.user, **form.cleaned_data)
            messages.success(request, f"De feiten van {rij.regioinschrijving.inschrijving.partijnaam} zijn bewaard.")
            return redirect("regioselectie", pk=rij.regioselectie.toewijzing_id)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    context = {
        "form": form,
        "kandidaat": rij,
        "toewijzing": rij.regioselectie.toewijzing,
        "ervaringen": rij.regioinschrijving.inschrijving.ervaringen.select_related("gemeente"),
        "leemten": leemten(rij.regioselectie.toewijzing),
    }
    return render(request, "selectie/kandidaat.html", context)


def _selectie(request, pk):
    return get_object_or_404(Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN), toewijzing_id=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def voorleggen(request, pk):
    actions.leg_invoer_voor(selectie_id=_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De invoer ligt voor. Een collega kan haar nu bevriezen.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def bevriezen(request, pk):
    """Second person: freeze what was seen."""
    selectie = _selectie(request, pk)
    form = BevriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.bevries_invoer(selectie_id=selectie.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "De invoer is bevroren.")
    return redirect("regioselectie", pk=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def vaststellen(request, pk):
    actions.stel_vast(selectie_id=_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De uitslag van deze regio ligt vast.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN)
def loting_klaarzetten(request, pk):
    """Set the loting ready and invite the participants."""
    selectie = _selectie(request, pk)
    form = LotingKlaarzettenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            loting = trekking.zet_loting_klaar(selectie_id=selectie.pk, door=request.user, **form.cleaned_data)
            return redirect("loting", pk=loting.pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    return render(request, "selectie/loting_klaarzetten.html", {"form": form, "toewijzing": selectie.toewijzing})


@vereist(Recht.LOTING_ZIEN)
def lotingen(request):
    return render(request, "selectie/lotingen.html", {"lotingen": queries.lotingen(request.user)})


@vereist(Recht.LOTING_ZIEN)
def loting(request, pk):
    """One loting: who takes part, how, and what came out."""
    rij = get_object_or_404(queries.lotingen(request.user), pk=pk)
    bevoegd = bevoegdheid(request.user)
    namen = queries.deelnemersnamen(rij)
    context = {
        "loting": rij,
        "deelnemers": namen,
        "volgorde": [(kenmerk, dict(namen).get(kenmerk, kenmerk)) for kenmerk in rij.volgorde or []],
        "verslag": queries.als_verslag(rij),
        "mag_invoeren": bevoegd.mag(Recht.LOTEN) and rij.status == Lotingstatus.KLAARGEZET,
        "mag_bevestigen": bevoegd.mag(Recht.SELECTEREN) and rij.status == Lotingstatus.INGEVOERD,
        "terugform": RedenForm(),
    }
    return render(request, "selectie/loting.html", context)


@vereist(Recht.LOTEN, opnieuw_inloggen=True)
def loting_invoeren(request, pk):
    """The notaris enters the outcome."""
    rij = get_object_or_404(Loting.objects.zichtbaar_voor(request.user, Recht.LOTEN), pk=pk)
    namen = queries.deelnemersnamen(rij)
    form = LotingInvoerForm(request.POST or None, request.FILES or None, loting=rij, namen=namen)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        bestand = velden["proces_verbaal"]
        try:
            trekking.voer_loting_in(
                loting_id=rij.pk,
                getrokken_op=velden["getrokken_op"],
                notaris_naam=velden["notaris_naam"],
                proces_verbaal=(bestand.name, bestand.read()),
                volgorde=velden.get("volgorde"),
                bronnen=velden.get("bronnen"),
                door=request.user,
            )
            messages.success(request, "De uitslag is ingevoerd. Het zorgkantoor bevestigt haar.")
            return redirect("loting", pk=pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    return render(request, "selectie/loting_invoeren.html", {"form": form, "loting": rij, "deelnemers": namen})


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def loting_bevestigen(request, pk):
    """Confirm what the notaris entered, or send it back with a reason."""
    rij = get_object_or_404(Loting.objects.zichtbaar_voor(request.user, Recht.SELECTEREN), pk=pk)
    if request.method == "POST" and "terug" in request.POST:
        form = RedenForm(request.POST)
        if form.is_valid():
            trekking.stuur_loting_terug(loting_id=rij.pk, door=request.user, **form.cleaned_data)
            messages.warning(request, "De invoer gaat terug naar de notaris.")
        else:
            messages.error(request, "Schrijf op wat niet klopt. Dan weet de notaris wat er anders moet.")
    elif request.method == "POST":
        trekking.bevestig_loting(loting_id=rij.pk, door=request.user)
        messages.success(request, "De loting is bevestigd. U kunt de uitslag van de regio nu vaststellen.")
    return redirect("loting", pk=pk)


@vereist(Recht.LOTING_ZIEN)
def proces_verbaal(request, pk):
    """Download the notarial record."""
    rij = get_object_or_404(Loting.objects.zichtbaar_voor(request.user).select_related("proces_verbaal"), pk=pk)
    if rij.proces_verbaal is None:
        raise Http404
    return als_download(rij.proces_verbaal)
