"""The loting: set ready, another moment, entered by the notaris, confirmed; and its files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from kern import klok
from kern.fouten import RegelFout
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, vereist
from selectie import invoer, queries, trekking
from selectie.forms import LotingInvoerForm, LotingKlaarzettenForm, RedenForm, VerzetForm
from selectie.models import Loting
from selectie.procesverbaal import WIE_UITVALT
from selectie.states import Lotingstatus
from selectie.views import regiokruimels
from selectie.views.regios import eigen_selectie


@vereist(Recht.SELECTEREN)
def loting_klaarzetten(request, pk):
    """Set the loting ready and invite the participants."""
    selectie = eigen_selectie(request, pk)
    form = LotingKlaarzettenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            loting = trekking.zet_loting_klaar(selectie_id=selectie.pk, door=request.user, **form.cleaned_data)
            messages.success(request, "De loting staat klaar. Iedere deelnemer krijgt een uitnodiging.")
            return redirect("loting", pk=loting.pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    namen, groep = queries.partijnamen(selectie.toewijzing), (selectie.uitslag or {}).get("loting")
    context = {
        "form": form,
        "toewijzing": selectie.toewijzing,
        "groep": groep,
        "deelnemers": [(kenmerk, namen.get(kenmerk, kenmerk)) for kenmerk in groep["kandidaten"]] if groep else [],
        "kruimels": regiokruimels(selectie.toewijzing, ("Loting klaarzetten", "")),
    }
    return render(request, "selectie/loting_klaarzetten.html", context)


@vereist(Recht.LOTING_ZIEN)
def lotingen(request):
    """Every loting at the own uitvoerders."""
    return render(request, "selectie/lotingen.html", {"lotingen": queries.lotingen(request.user)})


@vereist(Recht.LOTING_ZIEN)
def loting(request, pk):
    """One loting: who takes part, how, the proof of sending, and what came out."""
    rij = get_object_or_404(queries.lotingen(request.user), pk=pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, None)


def _toon(request, rij, verzetform):
    toewijzing, uitnodigingen = rij.regioselectie.toewijzing, queries.uitnodigingen(rij)
    namen = {uitnodiging.kenmerk: uitnodiging.naam for uitnodiging in uitnodigingen}
    mag, klaargezet = queries.mag_selecteren(request.user, toewijzing), rij.status == Lotingstatus.KLAARGEZET
    begonnen, te_laat = klok.nu() >= rij.trekking_op, not all(uitnodiging.op_tijd for uitnodiging in uitnodigingen)
    mag_intrekken = klaargezet and not begonnen and not rij.herzien_hash  # it falls with the freezing it rests on
    mag_verzetten = klaargezet and mag and (te_laat or not begonnen)
    context = {
        "loting": rij,
        "uitnodigingen": uitnodigingen,
        "uitval": WIE_UITVALT,
        "ongeldig": klaargezet and begonnen and te_laat,
        "wacht": klaargezet and not begonnen,
        "volgorde": [(kenmerk, namen[kenmerk]) for kenmerk in rij.volgorde or []],
        "verslag": queries.als_verslag(rij),
        "mag_invoeren": klaargezet and begonnen and not te_laat and queries.mag_loten(request.user, toewijzing),
        "mag_bevestigen": rij.status == Lotingstatus.INGEVOERD and mag,
        "verzetform": (verzetform or VerzetForm(methode=rij.methode, initial={"plaats": rij.plaats}))
        if mag_verzetten
        else None,
        "mag_intrekken": mag_intrekken and queries.mag_heropenen(request.user, toewijzing),
        "mag_naar_regio": queries.mag_zien(request.user, toewijzing),
        "terugform": RedenForm(),
        "kruimels": [("Lotingen", reverse("lotingen")), (toewijzing.regio.naam, "")],
    }
    return render(request, "selectie/loting.html", context)


@vereist(Recht.SELECTEREN)
def loting_verzetten(request, pk):
    """Another place or moment, with a new invitation; on a mistake the page comes back with what was typed."""
    rij = get_object_or_404(queries.lotingen(request.user, Recht.SELECTEREN), pk=pk)
    if request.method != "POST":
        return redirect("loting", pk=pk)
    form = VerzetForm(request.POST, methode=rij.methode)
    if form.is_valid():
        try:
            trekking.verzet_loting(loting_id=rij.pk, door=request.user, **form.cleaned_data)
            messages.success(request, "De loting is verzet. Iedere deelnemer krijgt een nieuwe uitnodiging.")
            return redirect("loting", pk=pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    return _toon(request, rij, form)


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
                vindplaatsen=velden.get("vindplaatsen", ()),
                door=request.user,
            )
            messages.success(request, "De uitslag is ingevoerd. Het zorgkantoor bevestigt haar.")
            return redirect("loting", pk=pk)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    pagina = reverse("loting", args=[rij.pk])
    kruimels = [("Lotingen", reverse("lotingen")), (rij.regioselectie.toewijzing.regio.naam, pagina)]
    context = {"form": form, "loting": rij, "kruimels": [*kruimels, ("Uitslag invoeren", "")]}
    return render(request, "selectie/loting_invoeren.html", context, status=422 if form.errors else 200)


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
        trekking.bevestig_loting(loting_id=rij.pk, gezien=request.POST.get("gezien", ""), door=request.user)
        vervolg = "de brieven van de herziening maken" if rij.herzien_hash else "de uitslag van de regio vaststellen"
        messages.success(request, f"De loting is bevestigd. U kunt nu {vervolg}.")
    return redirect("loting", pk=pk)


@vereist(Recht.LOTING_ZIEN)
def proces_verbaal(request, pk):
    """Download the notarial record."""
    return als_download(_stuk(request, pk, "proces_verbaal"), request)


@vereist(Recht.LOTING_ZIEN)
def loting_verslag(request, pk):
    """Download the proces-verbaal that the portal made at the entry."""
    return als_download(_stuk(request, pk, "verslag"), request)


def _stuk(request, pk, naam):
    rij = get_object_or_404(Loting.objects.zichtbaar_voor(request.user).select_related(f"{naam}__sleutel"), pk=pk)
    if (stuk := getattr(rij, naam)) is None:
        raise Http404
    return stuk


@vereist(Recht.LOTING_ZIEN)
def loting_json(request, pk):
    """The record of a computed draw, for loting.py to check (contract 2); 404 when drawn by hand."""
    rij = get_object_or_404(queries.lotingen(request.user), pk=pk)
    if (record := queries.als_verslag(rij)) is None:
        raise Http404
    noteer_inzage(rij, request)
    kop = {"Content-Disposition": content_disposition_header(True, f"loting-{rij.pk}.json")}
    return HttpResponse(invoer.als_tekst(record), content_type="application/json", headers=kop)
