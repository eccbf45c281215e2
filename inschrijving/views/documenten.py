"""The documents page: what is due, uploading, removing, and reading one's own files."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from inschrijving import actions, queries, rules, schermen
from inschrijving.forms.rijen import DocumentForm
from inschrijving.models import Inschrijving
from inschrijving.views.overzicht import eigen
from kern import klok
from kluis.downloads import als_beeld, als_download
from kluis.models import Stuk
from partijen.permissions import Recht, vereist
from publicatie.states import Documentsoort

ANDERS = "anders"


def documenten(request, rij: Inschrijving):
    """Each required document with its own upload; `formulier` in the request says which one was used."""
    gebruikt = request.POST.get("formulier", "")
    blokken = _blokken(request, rij, gebruikt)
    if request.method == "POST":
        form = next((blok["form"] for blok in blokken if blok["sleutel"] == gebruikt), None)
        namen = form.bewaar(request.user) if form is not None and form.is_valid() else []
        if request.accepts("application/json") and not request.accepts("text/html"):
            return _uitslag(form, namen)
        if namen:
            messages.success(request, f"Bewaard: {', '.join(namen)}.")
        if form is None or not form.errors:
            return redirect(f"{schermen.adres(rij, 'documenten')}#stuk-{gebruikt}")
        rij = queries.vers(rij.pk)
        blokken = [{**vers, "form": oud["form"]} for vers, oud in zip(_blokken(request, rij, ""), blokken, strict=True)]
    context = schermen.stapcontext(rij, "documenten", klok.nu()) | {
        "blokken": blokken,
        "max_bestand": settings.MAX_BESTAND,
        "max_aantal": settings.MAX_BESTANDEN_PER_DOSSIER,
        "max_dossier": settings.MAX_DOSSIER,
    }
    fout = any(blok["form"].errors for blok in blokken)
    return render(request, "inschrijving/stappen/documenten.html", context, status=422 if fout else 200)


def _uitslag(form: DocumentForm | None, namen: list[str]) -> JsonResponse:
    """The same answer for the script that uploads file by file: which are kept, and what is wrong (uploaden.js)."""
    if form is None:
        return JsonResponse(
            {"bewaard": [], "fouten": ["Deze bladzijde is verouderd. Ververs de bladzijde."]}, status=422
        )
    fouten = [
        tekst if veld in {"bestanden", NON_FIELD_ERRORS} else f"{form[veld].label}: {tekst}"
        for veld, teksten in form.errors.items()
        for tekst in teksten
    ]
    return JsonResponse({"bewaard": namen, "fouten": fouten}, status=422 if fouten else 200)


def _blokken(request, rij: Inschrijving, gebruikt: str) -> list[dict]:
    """Per document that is due: what it is, the files that are there, and a form; then a form for anything else."""
    dossier = queries.feiten(rij)
    vereist = [v for v in rules.vereiste_documenten(dossier) if v.uploaden]
    stukken = [stuk for stuk in rij.bewijsstukken.all() if stuk.soort != Documentsoort.BESTUURSVERKLARING]
    blokken = []
    for eis in vereist:
        sleutel = f"{eis.soort}-{eis.deelnemer or 0}"
        opties = {
            "vast": {"soort": eis.soort, "deelnemer": eis.deelnemer},
            "datum_nodig": eis.heeft_datum,
            "met_eisen": eis.soort == Documentsoort.ONDERBOUWING,
        }
        horen = [s for s in stukken if (s.soort, s.deelnemer_id) == (eis.soort, eis.deelnemer)]
        stukken = [s for s in stukken if s not in horen]
        blok = {"sleutel": sleutel, "vereist": eis, "stukken": horen, "verplicht": not opties["met_eisen"]}
        blokken.append(blok | {"form": _form(request, rij, sleutel, gebruikt, **opties)})
    blokken.append({"sleutel": ANDERS, "stukken": stukken, "form": _form(request, rij, ANDERS, gebruikt)})
    return blokken


def _form(request, rij: Inschrijving, sleutel: str, gebruikt: str, **opties) -> DocumentForm:
    data = (request.POST, request.FILES) if sleutel == gebruikt else (None, None)
    return DocumentForm(rij, *data, prefix=sleutel, **opties)


def _stuk(request, kenmerk, pk) -> Stuk:
    return get_object_or_404(eigen(request, kenmerk).bewijsstukken.select_related("stuk__sleutel"), pk=pk).stuk


@vereist(Recht.INSCHRIJVEN)
def bestand(request, kenmerk, pk):
    """One's own file, byte for byte."""
    return als_download(_stuk(request, kenmerk, pk), request)


@vereist(Recht.INSCHRIJVEN)
def bestand_bekijken(request, kenmerk, pk):
    """One's own PDF in the browser, without a download; a file that may not be shown comes as one."""
    return als_beeld(_stuk(request, kenmerk, pk), request)


@require_POST
@vereist(Recht.INSCHRIJVEN)
def bestand_verwijderen(request, kenmerk, pk):
    rij = eigen(request, kenmerk)
    stuk = get_object_or_404(rij.bewijsstukken.select_related("stuk"), pk=pk)
    actions.verwijder_document(inschrijving_id=rij.pk, pk=pk, door=request.user)
    messages.success(request, f"Verwijderd: {stuk.stuk.naam}.")
    return redirect(schermen.adres(rij, "documenten"))
