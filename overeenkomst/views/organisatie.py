"""The organisation: its overeenkomsten, signing them in the portal or by a signed PDF, and its contact persons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.queries import tekenen_vanaf
from bekendmaking.sluiten import mag_sluiten
from bekendmaking.views import gelukt
from inschrijving.models import Inschrijving
from kern import klok
from kluis.downloads import als_download
from overeenkomst import actions
from overeenkomst.forms.contract import ContactForm, GetekendForm, TekenForm
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import bereikbaar, contracten, eigenwerk
from overeenkomst.states import Kant, Stand, Status
from overeenkomst.tabellen.contract import met_stand
from overeenkomst.views import NIET_GELDIG, ander_jaar, bladzijde, contact
from overeenkomst.views.geldt import wijzigblok
from partijen.permissions import Recht, bevoegdheid, vereist

EEN_VAN_TWEE = "Uw handtekening staat. De tweede tekenbevoegde moet nog tekenen, met een eigen account."
GETEKEND = "U hebt getekend. Het zorgkantoor tekent als laatste. Daarna krijgt u het getekende exemplaar."


def _dossier(request: HttpRequest, kenmerk: str, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Inschrijving:
    eigen = Inschrijving.objects.van_organisatie_van(request.user, recht).select_related("bestuursverklaring")
    return get_object_or_404(contracten.gegund(eigen), kenmerk=kenmerk)


def _overeenkomst(request: HttpRequest, kenmerk: str, recht: Recht) -> Overeenkomst:
    """Only what was offered at least once."""
    eigen = Inschrijving.objects.van_organisatie_van(request.user, recht)
    rijen = Overeenkomst.objects.filter(inschrijving__in=eigen, aangeboden_op__isnull=False)
    return get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_overeenkomsten(request: HttpRequest) -> HttpResponse:
    """Every decision for an overeenkomst, and how far it is."""
    delen = list(met_stand(contracten.van_organisatie(request.user)))
    plekken = bereikbaar.per_dossier(deel["rij"] for deel in delen if deel["rij"].stand in bereikbaar.GESLOTEN)
    zonder = [deel["rij"] for deel in delen if bereikbaar.zonder(plekken.get(deel["rij"].pk, []))]
    context = {"delen": delen, "zonder_bereik": zonder, "taken": eigenwerk.wacht_op(request.user)}
    return render(request, "overeenkomst/mijn_overeenkomsten.html", context)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """One overeenkomst: where it is, its document, who signed, whom to call, and its life."""
    return _toon(request, _dossier(request, kenmerk))


def _toon(request: HttpRequest, dossier: Inschrijving, **forms) -> HttpResponse:
    context, mag = bladzijde(dossier, Kant.ORGANISATIE), bevoegdheid(request.user).mag(Recht.INDIENEN)
    context |= wijzigblok(request, context["overeenkomst"])
    if context["overeenkomst"]:
        context["contactform"] = ContactForm(actie=reverse("mijn_contactpersoon_toevoegen", args=[dossier.kenmerk]))
        context["mag_invullen"] = bevoegdheid(request.user).mag(Recht.INSCHRIJVEN)
    if context["stand"] == "bij_organisatie":
        nu = klok.nu()
        context["tekenen_vanaf"], context["belemmeringen"] = tekenen_vanaf(dossier), mag_sluiten(dossier, nu)
        context["al_getekend"] = any(rij.door_id == request.user.pk for rij in context["handtekeningen"])
        if mag and not context["belemmeringen"] and not context["al_getekend"]:
            context["tekenform"] = _tekenform(request, dossier, context["aanbieding"].hash)
            context["mag_uploaden"] = not context["handtekeningen"]
    context["mag_melden"] = context["stand"] in (Status.GETEKEND, Status.VAN_KRACHT) and mag
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten")), (dossier.uitvoerder.zorgkantoor, "")]
    context |= {"kruimels": pad, **forms}
    return render(request, "overeenkomst/overeenkomst.html", context, status=NIET_GELDIG if forms else 200)


def _tekenform(request: HttpRequest, dossier: Inschrijving, gezien: str, data=None) -> TekenForm:
    begin = {"gezien": gezien, "plaats": dossier.organisatie.plaats, "functie": _functie(request, dossier)}
    actie = reverse("overeenkomst_tekenen", args=[dossier.kenmerk])
    return TekenForm(data, initial=begin, knop="Overeenkomst tekenen", actie=actie)


def _functie(request: HttpRequest, dossier: Inschrijving) -> str:
    """As the bestuursverklaring says it, for who signed that."""
    verklaring = getattr(dossier, "bestuursverklaring", None)
    if verklaring is None:
        return ""
    return {
        verklaring.ondertekenaar: verklaring.functie,
        verklaring.tweede_ondertekenaar: verklaring.tweede_functie,
    }.get(request.user.naam, "")


@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
@require_POST
def tekenen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Sign exactly the document that was shown."""
    rij = _overeenkomst(request, kenmerk, Recht.INDIENEN)
    dossier = _dossier(request, kenmerk, Recht.INDIENEN)
    form = _tekenform(request, dossier, "", request.POST)
    if gelukt(form, lambda velden: actions.teken(overeenkomst_id=rij.pk, door=request.user, **velden)):
        rij.refresh_from_db()
        messages.success(request, GETEKEND if rij.organisatie_getekend_op else EEN_VAN_TWEE)
        return redirect("mijn_overeenkomst", kenmerk)
    return _toon(request, dossier, tekenform=form)


@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
def uploaden(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Hand in the offered PDF with digital signatures instead of signing here."""
    rij = _overeenkomst(request, kenmerk, Recht.INDIENEN)
    dossier = _dossier(request, kenmerk, Recht.INDIENEN)
    aanbieding = rij.aanbiedingen.filter(ingetrokken_op__isnull=True).first()
    begin = {"gezien": aanbieding.hash if aanbieding else "", "plaats": dossier.organisatie.plaats}
    form = GetekendForm(request.POST or None, request.FILES or None, initial=begin, knop="Getekende PDF aanleveren")

    def lever(velden):
        bestand = velden.pop("bestand")
        wat = {"overeenkomst_id": rij.pk, "naam": bestand.name, "inhoud": bestand, "door": request.user}
        actions.lever_getekend_aan(**wat, **velden)

    if gelukt(form, lever):
        messages.success(request, GETEKEND)
        return redirect("mijn_overeenkomst", kenmerk)
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten"))]
    pad += [(dossier.uitvoerder.zorgkantoor, reverse("mijn_overeenkomst", args=[kenmerk])), ("Getekende PDF", "")]
    context = {"form": form, "inschrijving": dossier, "aanbieding": aanbieding, "kruimels": pad}
    context["ander_jaar"] = ander_jaar(dossier.ronde, [], Stand(rij.stand))
    context["open"] = rij.status == Status.AANGEBODEN and not rij.organisatie_getekend_op
    return render(request, "overeenkomst/uploaden.html", context, status=NIET_GELDIG if form.errors else 200)


def _toon_met(request: HttpRequest, kenmerk: str, **forms) -> HttpResponse:
    return _toon(request, _dossier(request, kenmerk), **forms)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_bestand(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    """A file of this overeenkomst: a version, a signed copy or a bijlage."""
    rij = _overeenkomst(request, kenmerk, Recht.BESLISSING_ONTVANGEN)
    return als_download(get_object_or_404(contracten.bestanden(rij), pk=pk), request)


mijn_contact_toevoegen, mijn_contact_verwijderen = contact.bij(
    recht=Recht.INSCHRIJVEN, haal=_overeenkomst, toon=_toon_met, bladzijde="mijn_overeenkomst"
)
