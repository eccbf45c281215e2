"""The zorgkantoor: write a verduidelijkingsvraag, look at one, send it as the second person, or take it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from beoordeling import actions, queries, vraagqueries, vraagregels, vraagscherm
from beoordeling.models import Verduidelijkingsvraag
from beoordeling.states import Vraagstatus
from beoordeling.views import NIET_GELDIG, gelukt
from beoordeling.views.dossier import haal_inhoud, oordeelt
from beoordeling.vraagforms import GEEN, IntrekForm, OnderwerpForm, VraagForm
from kern.fouten import RegelFout
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist


def _getal(velden, naam):
    waarde = velden.get(naam, "") or "0"
    if not (waarde.isdecimal() and len(waarde) < 10):
        raise Http404
    return int(waarde)


@vereist(Recht.BEOORDELEN)
def vraag_opstellen(request, kenmerk, nummer):
    """Choose what it is about, see who is in the same position, write the text; a colleague sends it."""
    inschrijving, velden = haal_inhoud(request.user, kenmerk), request.POST or request.GET
    eis = get_object_or_404(inschrijving.ronde.eisen, nummer=nummer)
    regios = {regio.pk: regio for regio in inschrijving.regios.all()}
    gevraagd = _getal(velden, "regio")
    regio = regios.get(gevraagd)
    if (regio is not None) != eis.regionaal or (gevraagd and regio is None):
        raise Http404
    context = {
        "inschrijving": inschrijving,
        "eis": eis,
        "regio": regio,
        "kruimels": [
            ("Dossiers", reverse("dossiers")),
            (inschrijving.partijnaam, _dossier(inschrijving, eis)),
            ("Vraag", ""),
        ],
        "termijn": vraagregels.termijn(bevoegdheid(request.user).nu),
        **_onderwerp(inschrijving, eis, regio, velden),
    }
    if context["kies"].is_valid() and not context["belet"]:
        context |= _groep(inschrijving, eis, regio, context["kies"].cleaned_data)
    form = VraagForm(_met_nieuwe(request.POST, context.get("anderen", ())), anderen=context.get("anderen", ()))
    gepost = request.method == "POST" and "anderen" in context
    if gepost and gelukt(form, lambda: _stel_op(request, inschrijving, eis, regio, context["kies"], form)):
        messages.success(request, "De vraag staat klaar. Een collega kijkt mee en verstuurt haar.")
        return redirect(_dossier(inschrijving, eis))
    context["form"] = form
    return render(request, "beoordeling/vraag_opstellen.html", context, status=NIET_GELDIG if form.errors else 200)


def _met_nieuwe(gepost, anderen):
    """What was sent, with a tick for who came into the group since the page was shown; None when nothing was sent."""
    if not gepost:
        return None
    velden, gezien = gepost.copy(), set(gepost.getlist("gezien"))
    for plek in anderen:
        if plek.sleutel not in gezien:
            velden[f"krijgt_{plek.sleutel}"] = "on"
    return velden


def _dossier(inschrijving, eis):
    return f"{reverse('dossier', args=[inschrijving.kenmerk])}?eis={eis.nummer}#eis-{eis.nummer}"


def _onderwerp(inschrijving, eis, regio, velden):
    """The form of step one, and why no question is possible here at all."""
    blik, pk = vraagqueries.kijk(inschrijving), regio.pk if regio else None
    soorten = {b.soort: b.tekst for b in blik.op(eis.nummer, regio) if b.soort and b.soort != vraagregels.ONTBREEKT}
    namen = vraagregels.ingediend(blik.dossier, eis.nummer, pk, vraagqueries.SOORTNAMEN)
    kies = OnderwerpForm(
        velden if "onderwerp" in velden else None,
        aanleidingen=list(soorten.items()),
        onderwerpen=list(namen.items()),
        initial={"aanleiding": next(iter(soorten), GEEN)},
    )
    mist = vraagregels.ontbrekend(blik.dossier, eis.nummer, pk)
    return {"kies": kies, "belet": _reden(lambda: vraagregels.eis_niets_ontbreekt(mist))}


def _groep(inschrijving, eis, regio, gekozen):
    """Everyone in the same position, or why the question cannot be asked."""
    try:
        plekken = actions.eis_mag_gesteld(
            inschrijving=inschrijving, eis=eis, regio_id=regio.pk if regio else None, **gekozen
        )
    except RegelFout as fout:
        return {"belet": fout.tekst}
    eigen = f"{inschrijving.pk}-{regio.pk if regio else 0}"
    anderen = [plek for plek in plekken if plek.sleutel != eigen]
    return {
        "eigen": next(plek for plek in plekken if plek.sleutel == eigen),
        "anderen": [plek for plek in anderen if not plek.belet],
        "kunnen_niet": [plek for plek in anderen if plek.belet],
        "gezien": [plek.sleutel for plek in plekken],
    }


def _reden(doe):
    try:
        doe()
    except RegelFout as fout:
        return fout.tekst
    return ""


def _stel_op(request, inschrijving, eis, regio, kies, form):
    invoer = actions.Vraaginvoer(
        regioinschrijving_id=regio.pk if regio else None,
        tekst=form.cleaned_data["tekst"],
        weglaten=form.weglaten(),
        gezien=frozenset(request.POST.getlist("gezien")),
        **kies.cleaned_data,
    )
    return actions.stel_vraag_op(inschrijving_id=inschrijving.pk, eis_id=eis.pk, invoer=invoer, door=request.user)


def _haal(request, pk, recht):
    """A question at an uitvoerder of this user, for who may see the dossier where it began; else 404."""
    vragen = Verduidelijkingsvraag.objects.zichtbaar_voor(request.user, recht)
    velden = ("eis", "inschrijving__organisatie", "inschrijving__uitvoerder", "opgesteld_door", "verstuurd_door")
    vraag = get_object_or_404(vragen.select_related(*velden), pk=pk)
    if (
        oordeelt(request.user, vraag.inschrijving)
        and queries.heeft_belang(vraag.inschrijving, request.user) is not False
    ):
        raise RegelFout(
            f"Deze vraag begon bij {vraag.inschrijving.partijnaam}. Verklaar eerst op de bladzijde van dat dossier "
            "of u een belang hebt bij deze organisatie."
        )
    return vraag


@vereist(Recht.DOSSIER_ZIEN)
def verduidelijkingsvraag(request, pk):
    """The whole question: its text, who gets it, who does not and why, and where it stands."""
    vraag = _haal(request, pk, Recht.DOSSIER_ZIEN)
    noteer_inzage(vraag.inschrijving, request)
    return _toon(request, vraag)


def _toon(request, vraag, form=None):
    rijen, nu = vraagqueries.ontvangers(vraag), bevoegdheid(request.user).nu
    for rij in rijen:
        rij.vraag = vraag
    wacht = vraag.status == Vraagstatus.OPGESTELD and oordeelt(request.user, vraag.inschrijving)
    context = {
        "vraag": vraag,
        "inschrijving": vraag.inschrijving,
        "krijgen": [_blok(rij, nu) for rij in rijen if not rij.reden],
        "niet": [_blok(rij, nu) for rij in rijen if rij.reden],
        "hash": vraagqueries.hash_van(vraag, rijen),
        "wacht": wacht,
        "eigen": vraag.opgesteld_door_id == request.user.pk,
        "termijn": vraagregels.termijn(nu),
        "form": form or IntrekForm(),
        "kruimels": [
            ("Dossiers", reverse("dossiers")),
            (vraag.inschrijving.partijnaam, _dossier(vraag.inschrijving, vraag.eis)),
            ("Vraag", ""),
        ],
    }
    return render(request, "beoordeling/vraag.html", context, status=NIET_GELDIG if form else 200)


def _blok(rij, nu):
    return vraagscherm.Vraagblok(rij, vraagqueries.stand(rij, nu), vraagqueries.naam(rij))


@require_POST
@vereist(Recht.BEOORDELEN, opnieuw_inloggen=True)
def vraag_versturen(request, pk):
    """The second person sends what was shown."""
    vraag = _haal(request, pk, Recht.BEOORDELEN)
    actions.verstuur_vraag(vraag_id=vraag.pk, gezien_hash=request.POST.get("gezien_hash", ""), door=request.user)
    messages.success(request, "De vraag is verstuurd.")
    return redirect("verduidelijkingsvraag", pk)


@require_POST
@vereist(Recht.BEOORDELEN)
def vraag_intrekken(request, pk):
    """Not sent after all, with a reason."""
    vraag, form = _haal(request, pk, Recht.BEOORDELEN), IntrekForm(request.POST)
    if not gelukt(form, lambda: actions.trek_vraag_in(vraag_id=pk, door=request.user, **form.cleaned_data)):
        return _toon(request, vraag, form)
    messages.warning(request, "De vraag is ingetrokken en niet verstuurd.")
    return redirect("verduidelijkingsvraag", pk)
