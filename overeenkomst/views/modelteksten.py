"""The beheerder reads the official text of an overeenkomst in: look first, then keep (OV-001, A68)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kern.fouten import RegelFout
from kluis.downloads import als_download
from overeenkomst import actions
from overeenkomst.forms.modeltekst import BestandForm, GelezenForm
from overeenkomst.inlezen import tekst, vergelijk
from overeenkomst.models import Modeltekst
from overeenkomst.queries import teksten
from overeenkomst.views import NIET_GELDIG
from partijen.permissions import Recht, vereist

KRUIMEL = ("Modelteksten", "modelteksten")


def kruimels(naam: str) -> list[tuple[str, str]]:
    return [(KRUIMEL[0], reverse(KRUIMEL[1])), (naam, "")]


@vereist(Recht.BEHEREN)
def modelteksten(request: HttpRequest) -> HttpResponse:
    """Every version of every text."""
    return render(request, "overeenkomst/modelteksten.html", {"teksten": teksten.modelteksten()})


@vereist(Recht.BEHEREN)
def modeltekst_inlezen(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what is read, and keep it. Nothing is kept before the second step."""
    if "gelezen" in request.POST:
        return _bewaar(request)
    form = BestandForm(request.POST or None, request.FILES or None, knop="Lees en bekijk")
    fouten: tuple[str, ...] = ()
    if form.is_valid():
        try:
            inhoud = form.inhoud
            gelezen = tekst.lees(tekst.ontcijfer(inhoud))
        except RegelFout as fout:
            fouten = (fout.tekst,)
        else:
            if not gelezen.fouten:
                return _bekijk(request, form.cleaned_data["ronde"], inhoud, gelezen)
            fouten = gelezen.fouten
    return _toon_formulier(request, form, fouten)


def _toon_formulier(request: HttpRequest, form: BestandForm, fouten: tuple[str, ...]) -> HttpResponse:
    context = {
        "form": form,
        "leesfouten": fouten[:20],
        "meer": max(0, len(fouten) - 20),
        "kruimels": kruimels("Inlezen"),
    }
    status = NIET_GELDIG if fouten or form.errors else 200
    return render(request, "overeenkomst/modeltekst_inlezen.html", context, status=status)


def _bekijk(request, ronde, inhoud: bytes, gelezen: tekst.Tekst) -> HttpResponse:
    """What was read, before it is kept; an old version that is the same file is shown instead."""
    laatste = teksten.laatste_modeltekst(ronde)
    context = {
        "ronde": ronde,
        "bewaarform": GelezenForm.van(ronde=ronde, inhoud=inhoud, gezien=str(laatste.versie if laatste else 0)),
        "versie": laatste.versie + 1 if laatste else 1,
        "kruimels": kruimels("Bekijken"),
        **_beeld(gelezen, laatste),
    }
    return render(request, "overeenkomst/modeltekst_bekijken.html", context)


def _beeld(gelezen: tekst.Tekst, vorige: Modeltekst | None) -> dict[str, object]:
    """What both the preview and the page of a version show."""
    per_deel: dict[str, int] = {}
    for veld in gelezen.velden:
        per_deel[veld.deel] = per_deel.get(veld.deel, 0) + 1
    plekken = {deel.sleutel: deel.plek for deel in gelezen.delen}
    return {
        "gelezen": gelezen,
        "tellingen": gelezen.tellingen,
        "delen": [(deel, per_deel.get(deel.sleutel, 0)) for deel in gelezen.delen],
        "velden": [(veld, plekken[veld.deel]) for veld in gelezen.velden],
        "vorige": vorige,
        "verschillen": vergelijk.verschillen(vorige.gelezen, gelezen) if vorige else [],
    }


def _bewaar(request: HttpRequest) -> HttpResponse:
    form = GelezenForm(request.POST)
    fouten: tuple[str, ...] = ("Kies het bestand opnieuw en kies de ronde.",)
    if form.is_valid() and form.cleaned_data["gezien"].isdecimal():
        try:
            rij, nieuw = actions.lees_modeltekst_in(
                ronde_id=form.cleaned_data["ronde"].pk,
                inhoud=form.cleaned_data["gelezen"],
                gezien_versie=int(form.cleaned_data["gezien"]),
                door=request.user,
            )
        except RegelFout as fout:
            fouten = (fout.tekst,)
        else:
            tekst_ = f"Bewaard als versie {rij.versie}." if nieuw else f"Dit is dezelfde tekst als versie {rij.versie}."
            messages.success(request, tekst_)
            return redirect(rij)
    return _toon_formulier(request, BestandForm(knop="Lees en bekijk"), fouten)


def _haal(code: str, versie: int) -> Modeltekst:
    rijen = Modeltekst.objects.select_related("ronde", "door", "stuk__sleutel")
    return get_object_or_404(rijen, ronde__code=code, versie=versie)


@vereist(Recht.BEHEREN)
def modeltekst(request: HttpRequest, code: str, versie: int) -> HttpResponse:
    """One version: its contents, its fields, and what is different from the one before."""
    rij = _haal(code, versie)
    context = {"tekst": rij, "kruimels": kruimels(str(rij)), **_beeld(rij.gelezen, teksten.vorige_modeltekst(rij))}
    return render(request, "overeenkomst/modeltekst.html", context)


@vereist(Recht.BEHEREN)
def modeltekst_bestand(request: HttpRequest, code: str, versie: int) -> HttpResponse:
    """The file as it was read."""
    return als_download(_haal(code, versie).stuk, request)
