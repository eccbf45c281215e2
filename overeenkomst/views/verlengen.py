"""Verlenging: what ends this year, the decision of two people, and the organisation that accepts (IK-063, A55)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern import klok
from overeenkomst import actions
from overeenkomst.forms.wijziging import BesluitForm, VerlengForm, VerlengingFilter
from overeenkomst.models import Overeenkomst, Verlenging
from overeenkomst.models.wijziging import overeenkomsten_met
from overeenkomst.queries import verlengingen
from overeenkomst.states import Verlengingstatus
from overeenkomst.tabellen.verlenging import VerlengingTabel
from overeenkomst.views import NIET_GELDIG
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50


@vereist(Recht.BRIEF_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every overeenkomst that ends this year and can go on, with how far its decision is: filter, sort, pages of 50."""
    vandaag = klok.vandaag()
    filter_ = VerlengingFilter(request.GET or None)
    tabel = VerlengingTabel(filter_.kies(verlengingen.eindes(request.user, Recht.BRIEF_ZIEN, vandaag)))
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    kruimels = [("Overeenkomsten", reverse("overeenkomsten")), ("Verlengingen", "")]
    context = {"filter": filter_, "tabel": tabel, "jaar": vandaag.year, "kruimels": kruimels}
    return render(request, "overeenkomst/verlengingen.html", context)


def _overeenkomst(request: HttpRequest, kenmerk: str, recht: Recht) -> Overeenkomst:
    rijen = overeenkomsten_met(request.user, recht).select_related(
        "inschrijving__organisatie", "inschrijving__uitvoerder", "inschrijving__ronde"
    )
    return get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)


@vereist(Recht.BRIEF_ZIEN)
def verlenging(request: HttpRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """The decision on one overeenkomst: draft it, see what was drafted, or what came of it."""
    rij = _overeenkomst(request, kenmerk, Recht.BRIEF_ZIEN)
    einde = verlengingen.einde(rij, jaar)
    besluit = rij.verlengingen.filter(jaar=jaar).select_related("opgesteld_door", "besloten_door", "stuk").first()
    if einde is None and besluit is None:
        raise Http404
    noteer_inzage(rij, request)
    form = None
    mag_opstellen = bevoegdheid(request.user).mag(Recht.VERLENGING_VOORSTELLEN)
    if einde and mag_opstellen and (besluit is None or besluit.status == Verlengingstatus.ONTWERP):
        begin = {"tot": besluit.tot.isoformat() if besluit.tot else "nee", "reden": besluit.reden} if besluit else {}
        form = VerlengForm(request.POST or None, mogelijk=einde.mogelijk, initial={"tot": "nee"} | begin)
        wie = {"overeenkomst_id": rij.pk, "jaar": jaar, "door": request.user}
        if gelukt(form, lambda v: actions.stel_verlenging_voor(**wie, **v)):
            messages.success(request, "Het besluit staat klaar. Een collega beslist.")
            return redirect("verlenging", kenmerk, jaar)
    return _toon(request, rij, einde, besluit, form=form)


def _toon(
    request, rij: Overeenkomst, einde, besluit: Verlenging | None, *, form=None, besluitform=None
) -> HttpResponse:
    ontwerp = besluit is not None and besluit.status == Verlengingstatus.ONTWERP
    context = {
        "rij": rij,
        "inschrijving": rij.inschrijving,
        "einde": einde,
        "besluit": besluit,
        "form": form,
        "besluitform": besluitform,
        "kruimels": [
            ("Overeenkomsten", reverse("overeenkomsten")),
            ("Verlengingen", reverse("verlengingen")),
            (rij.inschrijving.partijnaam, ""),
        ],
    }
    if ontwerp and besluit and bevoegdheid(request.user).mag(Recht.VERLENGING_BESLISSEN):
        context["zelf"] = besluit.opgesteld_door_id == request.user.pk
        if besluitform is None and not context["zelf"]:
            actie = reverse("verlenging_besluiten", args=[rij.inschrijving.kenmerk, besluit.jaar])
            context["besluitform"] = BesluitForm(initial={"gezien": verlengingen.inhoudshash(besluit)}, actie=actie)
    fout = any(f is not None and f.errors for f in (form, besluitform))
    return render(request, "overeenkomst/verlenging.html", context, status=NIET_GELDIG if fout else 200)


@vereist(Recht.VERLENGING_BESLISSEN, opnieuw_inloggen=True)
@require_POST
def besluiten(request: HttpRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """Take the decision that a colleague drafted."""
    rij = _overeenkomst(request, kenmerk, Recht.VERLENGING_BESLISSEN)
    besluit = get_object_or_404(rij.verlengingen, jaar=jaar)
    form = BesluitForm(request.POST, actie=request.path)
    if gelukt(form, lambda v: actions.besluit_verlenging(verlenging_id=besluit.pk, door=request.user, **v)):
        messages.success(request, "Het besluit is genomen. De organisatie krijgt de brief.")
        return redirect("verlenging", kenmerk, jaar)
    return _toon(request, rij, verlengingen.einde(rij, jaar), besluit, besluitform=form)


@vereist(Recht.INDIENEN)
@require_POST
def aanvaarden(request: HttpRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """The organisation accepts the verlenging."""
    eigen = bevoegdheid(request.user).organisaties(Recht.INDIENEN)
    rijen = Verlenging.objects.filter(overeenkomst__inschrijving__organisatie__in=eigen)
    rij = get_object_or_404(rijen, overeenkomst__inschrijving__kenmerk=kenmerk, jaar=jaar)
    actions.aanvaard_verlenging(verlenging_id=rij.pk, door=request.user)
    messages.success(request, "U hebt de verlenging aanvaard.")
    return redirect("mijn_overeenkomst", kenmerk)
