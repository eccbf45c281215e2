"""Screens of steps 5 and 6: regions, the page of a region, and the loting."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kern.fouten import RegelFout
from kern.rules import canoniek
from kluis.downloads import als_download
from partijen.permissions import Recht, vereist
from publicatie.queries import leemten
from selectie import actions, queries, tabel, trekking
from selectie.forms import BevriesForm, KandidaatForm, LotingInvoerForm, LotingKlaarzettenForm, RedenForm
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.states import Lotingstatus, Status


def _kruimels(*verder):
    return [("Mijn werk", reverse("mijn_werk")), ("Regio’s", reverse("regioselecties")), *verder]


def _regiokruimels(toewijzing, *verder):
    return _kruimels((toewijzing.regio.naam, reverse("regioselectie", args=[toewijzing.pk])), *verder)


@vereist(Recht.SELECTIE_ZIEN)
def regioselecties(request):
    """All regions of the own uitvoerders with where they stand."""
    rijen = queries.regios(request.user).order_by("regio__naam")
    status = request.GET.get("status", "")
    if status == "niet_begonnen":
        rijen = rijen.filter(selectie__isnull=True)
    elif status in Status:
        rijen = rijen.filter(selectie__status=status)
    context = {
        "rijen": [tabel.regiorij(toewijzing) for toewijzing in rijen],
        "status": status,
        "statussen": [("niet_begonnen", "Niet begonnen"), *Status.choices],
        "kruimels": _kruimels(),
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
        "mag": queries.mag_selecteren(request.user, toewijzing),
        "kruimels": _regiokruimels(toewijzing),
    }
    if selectie is None:
        context |= _nieuwe_context(toewijzing)
    elif selectie.status == Status.OPEN:
        context |= _open_context(selectie)
    else:
        context |= _bevroren_context(selectie)
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
        "past_nog": queries.past_bij_oordelen(selectie, queries.partijen(selectie.toewijzing)),
    }


@vereist(Recht.SELECTIE_ZIEN)
def invoer_downloaden(request, pk):
    """The frozen input, byte for byte what its hash is about; proefselectie reads it."""
    selectie = _bevroren_selectie(request, pk)
    return _als_json(canoniek(selectie.invoer), f"invoer-{selectie.toewijzing.regio.sleutel}.json")


@vereist(Recht.SELECTIE_ZIEN)
def uitslag_downloaden(request, pk):
    """The result, byte for byte what proefselectie prints for the frozen input (before a loting)."""
    selectie = _bevroren_selectie(request, pk)
    return _als_json(queries.uitslag_tekst(selectie).encode(), f"uitslag-{selectie.toewijzing.regio.sleutel}.json")


def _bevroren_selectie(request, pk):
    rijen = Regioselectie.objects.zichtbaar_voor(request.user).exclude(status=Status.OPEN)
    return get_object_or_404(rijen.select_related("toewijzing__regio", "loting"), toewijzing_id=pk)


def _als_json(inhoud, naam):
    kop = {"Content-Disposition": f'attachment; filename="{naam}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(inhoud, content_type="application/json", headers=kop)


@require_POST
@vereist(Recht.SELECTEREN)
def begin(request, pk):
    toewijzing = get_object_or_404(queries.regios(request.user, Recht.SELECTEREN), pk=pk)
    actions.begin(toewijzing_id=toewijzing.pk, door=request.user)
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN)
def kandidaat(request, pk):
    """Facts of one candidate, beside what the organisation wrote."""
    zichtbaar = Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN)
    rijen = Kandidaat.objects.filter(regioselectie__in=zichtbaar).select_related(
        "regioselectie__toewijzing__regio", "regioinschrijving__inschrijving__organisatie"
    )
    rij = get_object_or_404(rijen, pk=pk)
    toewijzing, inschrijving = rij.regioselectie.toewijzing, rij.regioinschrijving.inschrijving
    form = KandidaatForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leg_kandidaat_vast(kandidaat_id=rij.pk, door=request.user, **form.cleaned_data)
            messages.success(request, f"De feiten van {inschrijving.partijnaam} zijn bewaard.")
            return redirect("regioselectie", pk=toewijzing.pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    context = {
        "form": form,
        "kandidaat": rij,
        "inschrijving": inschrijving,
        "toewijzing": toewijzing,
        "bevroren": rij.regioselectie.status != Status.OPEN,
        "ervaringen": inschrijving.ervaringen.select_related("gemeente"),
        "leemten": leemten(toewijzing),
        "kruimels": _regiokruimels(toewijzing, (inschrijving.partijnaam, "")),
    }
    return render(request, "selectie/kandidaat.html", context)


def _eigen_selectie(request, pk):
    rijen = Regioselectie.objects.zichtbaar_voor(request.user, Recht.SELECTEREN)
    return get_object_or_404(rijen.select_related("toewijzing__regio"), toewijzing_id=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def voorleggen(request, pk):
    actions.leg_invoer_voor(selectie_id=_eigen_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De invoer ligt voor. Een collega kan haar nu bevriezen.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def bevriezen(request, pk):
    """Second person: freeze what was seen. After logging in again the page comes back first."""
    selectie = _eigen_selectie(request, pk)
    if request.method == "POST":
        form = BevriesForm(request.POST)
        gezien = form.cleaned_data["gezien_hash"] if form.is_valid() else ""
        actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=gezien, door=request.user)
        messages.success(request, "De invoer is bevroren.")
    return redirect("regioselectie", pk=pk)


@require_POST
@vereist(Recht.SELECTEREN)
def vaststellen(request, pk):
    actions.stel_vast(selectie_id=_eigen_selectie(request, pk).pk, door=request.user)
    messages.success(request, "De uitslag van deze regio ligt vast.")
    return redirect("regioselectie", pk=pk)


@vereist(Recht.SELECTEREN)
def loting_klaarzetten(request, pk):
    """Set the loting ready and invite the participants."""
    selectie = _eigen_selectie(request, pk)
    form = LotingKlaarzettenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            loting = trekking.zet_loting_klaar(selectie_id=selectie.pk, door=request.user, **form.cleaned_data)
            messages.success(request, "De loting staat klaar. Iedere deelnemer krijgt een uitnodiging.")
            return redirect("loting", pk=loting.pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    context = {
        "form": form,
        "toewijzing": selectie.toewijzing,
        "kruimels": _regiokruimels(selectie.toewijzing, ("Loting klaarzetten", "")),
    }
    return render(request, "selectie/loting_klaarzetten.html", context)


@vereist(Recht.LOTING_ZIEN)
def lotingen(request):
    """Every loting at the own uitvoerders."""
    return render(request, "selectie/lotingen.html", {"lotingen": queries.lotingen(request.user)})


@vereist(Recht.LOTING_ZIEN)
def loting(request, pk):
    """One loting: who takes part, how, and what came out."""
    rij = get_object_or_404(queries.lotingen(request.user), pk=pk)
    toewijzing, namen = rij.regioselectie.toewijzing, queries.deelnemersnamen(rij)
    context = {
        "loting": rij,
        "deelnemers": namen,
        "volgorde": [(kenmerk, dict(namen)[kenmerk]) for kenmerk in rij.volgorde or []],
        "verslag": queries.als_verslag(rij),
        "mag_invoeren": rij.status == Lotingstatus.KLAARGEZET and queries.mag_loten(request.user, toewijzing),
        "mag_bevestigen": rij.status == Lotingstatus.INGEVOERD and queries.mag_selecteren(request.user, toewijzing),
        "terugform": RedenForm(),
        "kruimels": [("Lotingen", reverse("lotingen")), (toewijzing.regio.naam, "")],
    }
    return render(request, "selectie/loting.html", context)


@vereist(Recht.LOTEN, opnieuw_inloggen=True)
def loting_invoeren(request, pk):
    """The notaris enters the outcome."""
    rij = get_object_or_404(queries.lotingen(request.user, Recht.LOTEN), pk=pk)
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
    pagina = reverse("loting", args=[rij.pk])
    kruimels = [("Lotingen", reverse("lotingen")), (rij.regioselectie.toewijzing.regio.naam, pagina)]
    context = {"form": form, "loting": rij, "kruimels": [*kruimels, ("Uitslag invoeren", "")]}
    return render(request, "selectie/loting_invoeren.html", context)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def loting_bevestigen(request, pk):
    """Confirm what the notaris entered, or send it back with a reason."""
    rij = get_object_or_404(Loting.objects.zichtbaar_voor(request.user, Recht.SELECTEREN), pk=pk)
    if request.method == "POST" and "terug" in request.POST:
        form = RedenForm(request.POST)
        reden = form.cleaned_data["reden"] if form.is_valid() else ""
        trekking.stuur_loting_terug(loting_id=rij.pk, reden=reden, door=request.user)
        messages.success(request, "De invoer gaat terug naar de notaris, met uw reden.")
    elif request.method == "POST":
        trekking.bevestig_loting(loting_id=rij.pk, door=request.user)
        messages.success(request, "De loting is bevestigd. U kunt de uitslag van de regio nu vaststellen.")
    return redirect("loting", pk=pk)


@vereist(Recht.LOTING_ZIEN)
def proces_verbaal(request, pk):
    """Download the notarial record."""
    rijen = Loting.objects.zichtbaar_voor(request.user).select_related("proces_verbaal__sleutel")
    rij = get_object_or_404(rijen, pk=pk)
    if rij.proces_verbaal is None:
        raise Http404
    return als_download(rij.proces_verbaal)
