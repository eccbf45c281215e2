"""One dossier on one screen: documents, a document, and the eisen with the own verdict."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from beoordeling import bladen, queries, scherm, vraagqueries, vraagscherm
from beoordeling.bevindingen import als_ingedeeld
from beoordeling.forms import BelangForm, IndelingForm, OordeelForm, OverlegForm, RedenForm
from beoordeling.register import alle_bevindingen, register_van
from beoordeling.states import Indeling, Status
from beoordeling.views import NIET_GELDIG
from beoordeling.voorsorteren import sorteer_voor, tellingen
from inschrijving.models import Bewijsstuk, Inschrijving
from inschrijving.queries import feiten, met_dossier
from kern import klok
from kern.fouten import RegelFout
from kluis.downloads import als_beeld, als_download
from partijen.inzage import noteer_inzage
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid, vereist

OORDEEL_BIJ_REGIO = ("beoordeling", "classificatie__bevestigd_door")


def haal(gebruiker, kenmerk, recht=Recht.DOSSIER_ZIEN):
    """The opened dossier that this user may see, with its rows; 404 for any other."""
    rijen = met_dossier(Inschrijving.objects.geopend_voor(gebruiker, recht), bij_regio=OORDEEL_BIJ_REGIO)
    return get_object_or_404(rijen, kenmerk=kenmerk)


def oordeelt(gebruiker, inschrijving):
    """Whether this user judges at the uitvoerder of the dossier, or only reads."""
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.BEOORDELEN)
    return bereik is None or inschrijving.uitvoerder_id in bereik


def haal_inhoud(gebruiker, kenmerk):
    """As `haal`, for who may see what is in it: who judges declares first that there is no conflict of interest."""
    inschrijving = haal(gebruiker, kenmerk)
    if oordeelt(gebruiker, inschrijving) and queries.heeft_belang(inschrijving, gebruiker) is not False:
        raise RegelFout("Verklaar eerst op de bladzijde van het dossier of u een belang hebt bij deze organisatie.")
    return inschrijving


@vereist(Recht.DOSSIER_ZIEN)
def dossier(request, kenmerk):
    """The dossier, or before that the question about a conflict of interest."""
    inschrijving = haal(request.user, kenmerk)
    if oordeelt(request.user, inschrijving):
        belang = queries.heeft_belang(inschrijving, request.user)
        if belang is not False:
            return toon_belang(request, inschrijving, belang)
    noteer_inzage(inschrijving, request)
    return toon(request, inschrijving)


def toon_belang(request, inschrijving, belang, form=None):
    context = {
        "inschrijving": inschrijving,
        "belang": belang,
        "form": form or BelangForm(),
        "kruimels": [("Dossiers", reverse("dossiers")), (inschrijving.partijnaam, "")],
    }
    return render(request, "beoordeling/belang.html", context, status=NIET_GELDIG if form else 200)


def toon(request, inschrijving, form=None):
    """The screen. `form`: one that was refused; it stands in its place, with what was typed."""
    dossier, regios = feiten(inschrijving), inschrijving.regios.all()
    indiening = max(inschrijving.indieningen.all(), key=lambda rij: rij.volgnummer)
    indelingen = {regio.pk: regio.classificatie.indeling or regio.classificatie.voorstel for regio in regios}
    ingedeeld = als_ingedeeld(dossier, indelingen)
    register = register_van(inschrijving)
    gevonden = _gevonden(inschrijving, ingedeeld, indiening, register)
    standen = queries.oordeelstanden(inschrijving, regios)
    wie = kijker(request.user, inschrijving, standen)
    vragen, nu = vraagqueries.van_dossier(inschrijving), bevoegdheid(request.user).nu
    per_eis = scherm.vakken(standen, wie, regios, vraagqueries.lopend(vragen, nu))
    voorgesorteerd = sorteer_voor(ingedeeld, gevonden, [stand.scope for stand in standen])
    blokken = vraagscherm.per_eis(vragen, {regio.pk: str(regio) for regio in regios}, request.user.pk, nu)
    rijen = scherm.eisrijen(per_eis, dossier, gevonden, voorgesorteerd, blokken)
    eisen = [
        _met_forms(rij, rijen, form) | {"gezien": vraagqueries.gezien_hash(indiening.hash, vragen, rij.eis.pk)}
        for rij in rijen
    ]
    context = {
        "inschrijving": inschrijving,
        "indiening": indiening,
        "dossier": dossier,
        "gevonden": gevonden,
        "stapels": tellingen(voorgesorteerd.values()),
        "eisen": eisen,
        "open_eis": _open_eis(request, rijen, form),
        "gedaan": sum(rij.eigen.icoon != "open" for rij in rijen),
        "oordeelt": not scherm.leest_alleen(per_eis),
        "regios": [_regio(request.user, regio, standen, form, register) for regio in regios],
        "waar": bladen.klassen(dossier),
        "register": register.regels,
        "bewijsstukken": inschrijving.bewijsstukken.all(),
        "form": form,
        **_bladen(request, inschrijving, dossier, gevonden),
        **_buren(request.user, inschrijving),
    }
    return render(request, "beoordeling/dossier.html", context, status=NIET_GELDIG if form else 200)


def _gevonden(inschrijving, dossier, indiening, register):
    """What the dossier and the register tell by themselves, on the day of submission."""
    ingediend = klok.lokaal(indiening.aangekomen_op).date()
    return alle_bevindingen(inschrijving, register, dossier, ingediend)


def kijker(gebruiker, inschrijving, standen):
    """Who looks, with the names of those who judged."""
    mensen = {gegeven.beoordelaar for stand in standen for gegeven in stand.gegeven}
    return scherm.Kijker(
        gebruiker,
        oordeelt(gebruiker, inschrijving),
        dict(Gebruiker.objects.filter(pk__in=mensen).values_list("pk", "naam")),
    )


def _met_forms(rij, rijen, form):
    """An eis with the forms that this person may use now, and the number of the eis to go to after saving."""
    later = [ander.eis.nummer for ander in rijen if ander.eis.nummer > rij.eis.nummer and not ander.klaar]
    eigen = OordeelForm(eis=rij.eis, vakken=rij.vakken) if rij.te_geven else None
    if isinstance(form, OordeelForm) and form.prefix == f"eis{rij.eis.nummer}":
        eigen = form
    overleggen = [OverlegForm(vak=vak) for vak in rij.vakken if vak.overleg_schrijven]
    if isinstance(form, OverlegForm):
        overleggen = [form if ander.prefix == form.prefix else ander for ander in overleggen]
    return {"rij": rij, "form": eigen, "overleggen": overleggen, "volgende": later[0] if later else None}


def _open_eis(request, rijen, form):
    """The eis to show: of the refused form, as asked, else the first on which something waits."""
    if isinstance(form, OordeelForm):
        return form.eis.nummer
    if isinstance(form, OverlegForm):
        return form.vak.stand.eis.nummer
    gevraagd = request.GET.get("eis", "")
    if gevraagd.isdecimal():
        return int(gevraagd)
    return next((rij.eis.nummer for rij in rijen if not rij.klaar or rij.te_bevestigen), None)


def _regio(gebruiker, regio, standen, form, register):
    """One region: its total, its indeling, and the forms for them."""
    bevoegd, beoordeling, indeling = bevoegdheid(gebruiker), regio.beoordeling, regio.classificatie
    uitkomsten = queries.uitkomsten(standen, regio.pk)
    soort, waarom = register.voorstel(regio.toewijzing.regio_id, regio.inschrijving.ronde)
    bezig = beoordeling.status == Status.IN_BEOORDELING
    eigen = {"indeling": None, "heropen": None}
    if bevoegd.mag(Recht.BEOORDELEN) and beoordeling.status != Status.VOLDOET_NIET:
        eigen["indeling"] = IndelingForm(regio=regio)
    if bevoegd.mag(Recht.HEROPENEN) and not bezig:
        eigen["heropen"] = RedenForm(regio=regio)
    for naam, leeg in eigen.items():
        if leeg and form and form.prefix == leeg.prefix:
            eigen[naam] = form
    return {
        "regio": regio,
        "beoordeling": beoordeling,
        "classificatie": indeling,
        "bezig": bezig,
        "beslist": sum(uitkomst is not None for uitkomst in uitkomsten.values()),
        "aantal": len(uitkomsten),
        "mag": bevoegd.mag(Recht.BEOORDELEN),
        "verschilt": (regio.klasse == "bestaand") != ((indeling.indeling or indeling.voorstel) == "bestaand"),
        "nu": (Indeling(soort).label, waarom) if soort != indeling.voorstel else None,
        "indelingform": eigen["indeling"],
        "heropenform": eigen["heropen"],
    }


def _bladen(request, inschrijving, dossier, gevonden):
    getekend_op = inschrijving.bestuursverklaring.getekend_op
    alle = bladen.bladen(dossier, inschrijving.bewijsstukken.all(), gevonden, getekend_op)
    gevraagd = request.GET.get("blad") or request.POST.get("blad", "")
    huidig = next((blad for blad in alle if blad.sleutel == gevraagd), alle[0])
    return {"bladen": alle, "blad": huidig}


def _buren(gebruiker, inschrijving):
    """The dossiers before and after this one in its ronde and uitvoerder, by name of the organisation."""
    rijen = Inschrijving.objects.geopend_voor(gebruiker, Recht.DOSSIER_ZIEN).filter(
        ronde=inschrijving.ronde_id, uitvoerder=inschrijving.uitvoerder_id
    )
    kenmerken = list(rijen.order_by("organisatie__statutaire_naam", "pk").values_list("kenmerk", flat=True))
    plek = kenmerken.index(inschrijving.kenmerk)
    return {
        "plek": plek + 1,
        "aantal": len(kenmerken),
        "vorige": kenmerken[plek - 1] if plek else None,
        "volgende": kenmerken[plek + 1] if plek + 1 < len(kenmerken) else None,
    }


@vereist(Recht.DOSSIER_ZIEN)
def blad(request, kenmerk, sleutel):
    """The middle of the screen: a statement of the organisation, or a file page by page."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    dossier = feiten(inschrijving)
    rijen = inschrijving.bewijsstukken.select_related("stuk__sleutel", "deelnemer")
    alle = bladen.bladen(dossier, rijen, [], inschrijving.bestuursverklaring.getekend_op)
    huidig = next((rij for rij in alle if rij.sleutel == sleutel), None)
    if huidig is None:
        raise Http404
    noteer_inzage(inschrijving, request)
    soort, _, pk = sleutel.partition("-")
    context = {"inschrijving": inschrijving, "dossier": dossier, "blad": huidig, "soort": soort}
    if soort == "stuk":
        context |= _stukcontext(request, next(rij for rij in rijen if str(rij.pk) == pk))
    elif soort == "organisatie":
        regios = () if dossier.verlenging else dossier.regios
        context["dekking"] = [(r.naam, sorted(r.gemeenten & r.gedekt), sorted(r.gemeenten - r.gedekt)) for r in regios]
    elif soort == "prognose":
        context["regio"] = next(regio for regio in dossier.regios if str(regio.pk) == pk)
    return render(request, "beoordeling/blad.html", context)


def _stukcontext(request, rij):
    totaal = bladen.aantal_bladzijden(rij.stuk)
    gevraagd = request.GET.get("bladzijde", "1")
    nummer = min(max(int(gevraagd), 1), totaal or 1) if gevraagd.isdecimal() and len(gevraagd) < 6 else 1
    return {"bewijsstuk": rij, "bladzijde": nummer, "bladzijden": totaal}


def _stuk(request, kenmerk, pk):
    inschrijving = haal_inhoud(request.user, kenmerk)
    rijen = Bewijsstuk.objects.filter(inschrijving=inschrijving).select_related("stuk__sleutel")
    return get_object_or_404(rijen, pk=pk).stuk


@vereist(Recht.DOSSIER_ZIEN)
def beeld(request, kenmerk, pk):
    """A PDF to look at in the page."""
    return als_beeld(_stuk(request, kenmerk, pk), request)


@vereist(Recht.DOSSIER_ZIEN)
def origineel(request, kenmerk, pk):
    """The file byte for byte as it was handed in."""
    return als_download(_stuk(request, kenmerk, pk), request)
