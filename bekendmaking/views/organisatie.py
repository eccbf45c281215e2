"""The organisation: its decision with every term, and bezwaar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, queries, rules, sluiten, tijdpunten
from bekendmaking import agenda as termijnagenda
from bekendmaking.forms import BezwaarForm
from bekendmaking.models import Bezwaar, Brief
from bekendmaking.states import Status
from bekendmaking.teksten import om_de_uitkomst, teksten_van
from bekendmaking.views import NIET_GELDIG, gelukt
from kern import klok
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist


def _brieven(gebruiker, kenmerk, recht=Recht.BESLISSING_ONTVANGEN):
    """The letters of a dossier that are made known, the newest first; none before that moment."""
    brieven = Brief.objects.ontvangen_door(gebruiker, recht).select_related(
        "inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie", "stuk", "herziening"
    )
    return brieven.filter(inschrijving__kenmerk=kenmerk)


def _brief(request, kenmerk, recht=Recht.BESLISSING_ONTVANGEN):
    """The letter that `?brief=` names by its versie, else the newest; a 404 as for a kenmerk that does not exist."""
    brieven = _brieven(request.user, kenmerk, recht)
    if versie := request.GET.get("brief"):
        brieven = brieven.filter(versie=int(versie)) if versie.isdecimal() and len(versie) < 5 else brieven.none()
    return brieven.first() or get_object_or_404(brieven.none())


@vereist(Recht.BESLISSING_ONTVANGEN)
def beslissingen(request):
    """All decisions that were made known to this user's organisations, newest first."""
    brieven = Brief.objects.ontvangen_door(request.user, Recht.BESLISSING_ONTVANGEN)
    brieven = brieven.select_related("inschrijving__uitvoerder", "inschrijving__organisatie", "inschrijving__ronde")
    regios = "beslissingen__regioinschrijving__toewijzing__regio"
    context = {"brieven": brieven.prefetch_related(regios).order_by("-bekendgemaakt_op", "pk")}
    return render(request, "bekendmaking/beslissingen.html", context)


@vereist(Recht.BESLISSING_ONTVANGEN)
def beslissing(request, kenmerk):
    """Per letter, the newest first: outcome per region, the letter, all terms on a scale, and bezwaar."""
    brieven = list(_brieven(request.user, kenmerk))
    if not brieven:
        return get_object_or_404(Brief.objects.none())
    actions.leg_geopend_vast(brieven=brieven, door=request.user)
    inschrijving = brieven[0].inschrijving
    nu, teksten = klok.nu(), teksten_van(inschrijving.ronde)
    langer = queries.langere_opschorting(inschrijving)
    context = {
        "inschrijving": inschrijving,
        "delen": [_deel(brief, nu, teksten, {regio for regio, _ in langer}) for brief in brieven],
        "langer": langer,
        "mag_bezwaar": bevoegdheid(request.user).mag(Recht.BEZWAAR_MAKEN),
        "kruimels": [("Beslissingen", reverse("beslissingen")), (inschrijving.uitvoerder.zorgkantoor, "")],
    }
    return render(request, "bekendmaking/beslissing.html", context)


def _deel(brief, nu, teksten, langer):
    """What the page shows of one letter; decisions that were decided anew stand at the newer letter.

    Its closing words name the day on which a decision becomes definitief: not of a region that something holds up, nor
    of one in `langer`, where the terms of another letter run longer.
    """
    termijnen = queries.termijnen_van(brief)
    vandaag = klok.lokaal(nu).date()
    geldig = {beslissing.pk for beslissing in queries.geldige_beslissingen(brief.inschrijving)}
    beslissingen = list(queries.beslissingen_van(brief))
    gelden = [beslissing for beslissing in beslissingen if beslissing.pk in geldig]
    wacht = sluiten.wat_openstaat(brief.inschrijving, gelden)
    regio_van = {beslissing.pk: beslissing.regioinschrijving.toewijzing.regio.naam for beslissing in gelden}
    gewoon = [rij for rij in gelden if rij.status == Status.VOORLOPIG and rij.pk not in wacht]
    return {
        "brief": brief,
        "woorden": om_de_uitkomst(teksten, brief.inschrijving, beslissingen, termijnen, brief.herziening),
        "beslissingen": gelden,
        "gekozen": [regio_van[rij.pk] for rij in gelden if rij.status == Status.DEFINITIEF and rij.krijgt_overeenkomst],
        "wacht": [(regio_van[pk], zaken) for pk, zaken in wacht.items()],
        "met_slot": any(regio_van[rij.pk] not in langer for rij in gewoon),
        "herzien": [beslissing for beslissing in beslissingen if beslissing.pk not in geldig],
        "bezwaren": queries.met_uitkomst(brief.bezwaren.select_related("antwoordbrief")),
        "termijnen": termijnen,
        "lijn": tijdpunten.tekening(termijnen, brief.dagtekening, vandaag),
        "punten": tijdpunten.punten(termijnen, brief.dagtekening, nu),
        "kort_geding_open": vandaag <= termijnen.kort_geding_laatste_dag,
        "antwoord_te_laat": vandaag > termijnen.bezwaar_beantwoord_uiterlijk,
        "aankomst": rules.beoordeel_aankomst(nu, termijnen),
    }


@vereist(Recht.BESLISSING_ONTVANGEN)
def brief(request, kenmerk):
    """The letter as PDF."""
    rij = _brief(request, kenmerk)
    actions.leg_geopend_vast(brieven=[rij], door=request.user)
    return als_download(rij.stuk, request)


@vereist(Recht.BESLISSING_ONTVANGEN)
def agenda(request, kenmerk):
    """The terms of a letter as a calendar file."""
    rij = _brief(request, kenmerk)
    antwoord = HttpResponse(termijnagenda.agenda(rij), content_type="text/calendar; charset=utf-8")
    naam = f"{rij.kenmerk}-termijnen.ics".replace("/", "-")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord


@vereist(Recht.BEZWAAR_MAKEN)
def bezwaar_maken(request, kenmerk):
    """The form for a bezwaar; after the last day a page that says that the right is gone (IK-200)."""
    rij = _brief(request, kenmerk, Recht.BEZWAAR_MAKEN)
    termijnen = queries.termijnen_van(rij)
    nu = klok.nu()
    vandaag = klok.lokaal(nu).date()
    gepost = request.method == "POST"
    form = BezwaarForm(
        request.POST if gepost else None, request.FILES if gepost else None, brief=rij, actie=request.get_full_path()
    )
    if gepost and gelukt(form, lambda gegevens: _dien_in(rij, gegevens, request.user)):
        messages.success(request, "Uw bezwaar is ontvangen. U krijgt een bevestiging per e-mail.")
        return redirect("beslissing", kenmerk)
    context = {
        "brief": rij,
        "inschrijving": rij.inschrijving,
        "termijnen": termijnen,
        "kort_geding_open": vandaag <= termijnen.kort_geding_laatste_dag,
        "aankomst": rules.beoordeel_aankomst(nu, termijnen),
        "vervallen": rules.vervallen(termijnen),
        "form": form,
        "kruimels": [
            ("Mijn inschrijvingen", reverse("mijn_inschrijvingen")),
            ("Beslissing", reverse("beslissing", args=[kenmerk])),
            ("Bezwaar", ""),
        ],
    }
    return render(request, "bekendmaking/bezwaar_maken.html", context, status=NIET_GELDIG if form.errors else 200)


def _dien_in(brief, gegevens, door):
    return actions.maak_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[beslissing.pk for beslissing in gegevens["regios"]],
        motivering=gegevens["motivering"],
        bestanden=gegevens["bestanden"],
        sleutel=gegevens["sleutel"],
        door=door,
    )


def _bezwaar(gebruiker, kenmerk, pk, recht):
    rijen = Bezwaar.objects.filter(brief__in=Brief.objects.ontvangen_door(gebruiker, recht).order_by())
    return get_object_or_404(rijen.select_related("antwoordbrief"), brief__inschrijving__kenmerk=kenmerk, pk=pk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def antwoord(request, kenmerk, pk):
    """The letter with the answer to a bezwaar."""
    rij = _bezwaar(request.user, kenmerk, pk, Recht.BESLISSING_ONTVANGEN)
    return als_download(rij.antwoordbrief or get_object_or_404(Bezwaar.objects.none()), request)


@vereist(Recht.BEZWAAR_MAKEN)
@require_POST
def intrekken(request, kenmerk, pk):
    """Take a bezwaar back."""
    rij = _bezwaar(request.user, kenmerk, pk, Recht.BEZWAAR_MAKEN)
    actions.trek_bezwaar_in(bezwaar_id=rij.pk, door=request.user)
    messages.success(request, f"Uw bezwaar {rij.kenmerk} is ingetrokken. U krijgt een bevestiging per e-mail.")
    return redirect("beslissing", kenmerk)
