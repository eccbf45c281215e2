"""Staff: the lists of a round (amounts, eisen, documents, criteria, diensten, bijlagen), a row at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.actions import bewaar_rij, plaats_document, verwijder_rij
from publicatie.forms.rijen import InhoudForm, VerwijderForm
from publicatie.onderdelen import ONDERDELEN
from publicatie.views import NIET_GELDIG, gelukt
from publicatie.views.rondes import kruimels, ronde_van


def _onderdeel(sleutel):
    if (onderdeel := ONDERDELEN.get(sleutel)) is None:
        raise Http404
    return onderdeel


def _pad(ronde, onderdeel):
    return reverse("ronde_lijst", args=[ronde.code, onderdeel.sleutel])


@vereist(Recht.RONDE_ZIEN)
def lijst(request, code, onderdeel):
    """All rows of one list."""
    ronde, onderdeel = ronde_van(code), _onderdeel(onderdeel)
    context = {
        "ronde": ronde,
        "onderdeel": onderdeel,
        "regels": onderdeel.regels(ronde),
        "mag_maken": bevoegdheid(request.user).mag(Recht.RONDE_MAKEN),
        "kruimels": kruimels(ronde, (onderdeel.naam, "")),
    }
    return render(request, "publicatie/beheer/lijst.html", context)


@vereist(Recht.RONDE_MAKEN)
def rij_nieuw(request, code, onderdeel):
    """Add a row."""
    return _rij(request, ronde_van(code), _onderdeel(onderdeel), None)


@vereist(Recht.RONDE_MAKEN)
def rij(request, code, onderdeel, pk):
    """Change a row."""
    ronde, onderdeel = ronde_van(code), _onderdeel(onderdeel)
    return _rij(request, ronde, onderdeel, get_object_or_404(onderdeel.rijen(ronde), pk=pk))


def _rij(request, ronde, onderdeel, rij):
    form = onderdeel.form(request.POST or None, ronde=ronde, instance=rij)

    def bewaar(_velden):
        bewaar_rij(
            ronde_id=ronde.pk,
            model=onderdeel.model,
            pk=rij.pk if rij else None,
            velden=form.gegevens(),
            door=request.user,
            reden=form.reden,
        )

    if request.method == "POST" and gelukt(form, bewaar):
        messages.success(request, "Bewaard.")
        return redirect(_pad(ronde, onderdeel))
    return _toon(request, ronde, onderdeel, form, "Wijzigen" if rij else "Toevoegen")


def _toon(request, ronde, onderdeel, form, kop, uitleg=""):
    context = {
        "form": form,
        "ronde": ronde,
        "kop": f"{onderdeel.naam}: {kop.lower()}",
        "uitleg": uitleg,
        "kruimels": kruimels(ronde, (onderdeel.naam, _pad(ronde, onderdeel)), (kop, "")),
    }
    return render(request, "publicatie/beheer/form.html", context, status=NIET_GELDIG if form.is_bound else 200)


@vereist(Recht.RONDE_MAKEN)
def verwijderen(request, code, onderdeel, pk):
    """Take a row away, after a page that names it."""
    ronde, onderdeel = ronde_van(code), _onderdeel(onderdeel)
    rij = get_object_or_404(onderdeel.rijen(ronde), pk=pk)
    form = VerwijderForm(request.POST if request.method == "POST" else None, ronde=ronde)

    def verwijder(_velden):
        verwijder_rij(ronde_id=ronde.pk, model=onderdeel.model, pk=rij.pk, door=request.user, reden=form.reden)

    if request.method == "POST" and gelukt(form, verwijder):
        messages.success(request, "Verwijderd.")
        return redirect(_pad(ronde, onderdeel))
    naam = onderdeel.kolommen[0][1](rij)
    return _toon(request, ronde, onderdeel, form, "Verwijderen", f"U verwijdert ‘{naam}’.")


@vereist(Recht.RONDE_MAKEN)
def inhoud(request, code, slot):
    """Put a file or an address in a slot; a filled one gets its next version."""
    ronde, onderdeel = ronde_van(code), ONDERDELEN["bijlagen"]
    if (bijlage := ronde.documenten.filter(slot=slot).first()) is None:
        raise Http404
    form = InhoudForm(request.POST if request.method == "POST" else None, request.FILES or None, ronde=ronde)

    def plaats(velden):
        bestand = velden["bestand"]
        plaats_document(
            ronde_id=ronde.pk,
            slot=slot,
            naam=bestand.name if bestand else "",
            inhoud=bestand.read() if bestand else None,
            adres=velden["adres"],
            door=request.user,
            reden=form.reden,
        )

    if request.method == "POST" and gelukt(form, plaats):
        messages.success(request, "De nieuwe versie is geplaatst.")
        return redirect(_pad(ronde, onderdeel))
    uitleg = f"{bijlage.titel}. Is de bijlage al gevuld? Dan wordt dit de volgende versie."
    return _toon(request, ronde, onderdeel, form, "Plaatsen", uitleg)
