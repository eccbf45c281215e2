"""The organisation: its decision with every term, and bezwaar."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking import actions, queries, rules, tijdpunten
from bekendmaking.forms import BezwaarForm
from bekendmaking.models import Brief
from bekendmaking.views import NIET_GELDIG, gelukt
from kern import klok
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist


def _brief(gebruiker, kenmerk, recht=Recht.BESLISSING_ONTVANGEN):
    """The newest letter that is made known; a 404 before that moment, as for a kenmerk that does not exist."""
    brieven = Brief.objects.ontvangen_door(gebruiker, recht).select_related(
        "inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie", "stuk"
    )
    rij = brieven.filter(inschrijving__kenmerk=kenmerk).first()
    return rij or get_object_or_404(brieven.none())


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
    """Outcome per region, the letter, all terms on a scale, and bezwaar."""
    brief = _brief(request.user, kenmerk)
    termijnen = queries.termijnen_van(brief)
    nu = klok.nu()
    vandaag = klok.lokaal(nu).date()
    context = {
        "brief": brief,
        "inschrijving": brief.inschrijving,
        "beslissingen": queries.beslissingen_van(brief),
        "bezwaren": queries.met_brief(brief.bezwaren.all()),
        "termijnen": termijnen,
        "lijn": tijdpunten.tekening(termijnen, brief.dagtekening, vandaag),
        "punten": tijdpunten.punten(termijnen, brief.dagtekening, nu),
        "kort_geding_open": vandaag <= termijnen.kort_geding_laatste_dag,
        "aankomst": rules.beoordeel_aankomst(nu, termijnen),
        "mag_bezwaar": bevoegdheid(request.user).mag(Recht.BEZWAAR_MAKEN),
        "kruimels": [("Beslissingen", reverse("beslissingen")), (brief.inschrijving.uitvoerder.zorgkantoor, "")],
    }
    return render(request, "bekendmaking/beslissing.html", context)


@vereist(Recht.BESLISSING_ONTVANGEN)
def brief(request, kenmerk):
    """The letter as PDF."""
    return als_download(_brief(request.user, kenmerk).stuk)


@vereist(Recht.BEZWAAR_MAKEN)
def bezwaar_maken(request, kenmerk):
    """The form for a bezwaar; after the last day a page that says that the right is gone (IK-200)."""
    rij = _brief(request.user, kenmerk, Recht.BEZWAAR_MAKEN)
    termijnen = queries.termijnen_van(rij)
    nu = klok.nu()
    vandaag = klok.lokaal(nu).date()
    gepost = request.method == "POST"
    form = BezwaarForm(
        request.POST if gepost else None, request.FILES if gepost else None, brief=rij, actie=request.path
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
