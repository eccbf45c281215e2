"""Staff: the rounds, making one, its parts, publishing it.

A round is national, an inkoopmanager belongs to one uitvoerder. So the beheerder makes and publishes a round
(RONDE_MAKEN); an inkoopmanager sees it, keeps the budgets of the own regions, and proposes or confirms a later
closing (RONDE_BEHEREN); inkopers write down the leemten of their regions (LEEMTE_VASTLEGGEN).
"""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kern import klok
from kern.kalender import waarschuwing
from kern.opmaak import datum
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie import queries
from publicatie.actions import maak_ronde, publiceer, wijzig_ronde
from publicatie.actions.verlengen import maak_verlenging
from publicatie.forms.ronde import DAGEN, DELEN, MOMENTEN, MaakRondeForm, VerlengForm
from publicatie.gereed import belemmeringen_publicatie, naam_van, te_heropenen
from publicatie.models import Inkoopronde, Regiotoewijzing
from publicatie.onderdelen import ONDERDELEN
from publicatie.rules import huidige
from publicatie.states import Status, Uitstelstatus
from publicatie.views import NIET_GELDIG, gelukt

GEEN_TERMIJN = frozenset({"overeenkomsten_vanaf", "ingang_op"})  # a year begins on a holiday, and nobody waits for it


def kruimels(ronde=None, *verder):
    """From the list of rounds to this page; `verder` are (label, url) pairs."""
    paden = [("Rondes", reverse("rondes"))]
    if ronde is not None:
        paden.append((ronde.code, reverse("ronde_beheren", args=[ronde.code])))
    return [*paden, *verder]


def ronde_van(code):
    return get_object_or_404(Inkoopronde, code=code)


@vereist(Recht.RONDE_ZIEN)
def rondes(request):
    """All rounds, drafts too."""
    rijen = Inkoopronde.objects.annotate(aantal_regios=Count("toewijzingen")).order_by("-ingang_op", "code")
    context = {
        "rondes": rijen,
        "te_heropenen": te_heropenen(),
        "mag_maken": bevoegdheid(request.user).mag(Recht.RONDE_MAKEN),
    }
    return render(request, "publicatie/beheer/rondes.html", context)


@vereist(Recht.RONDE_MAKEN)
def nieuw(request):
    """Make a draft, empty or as a copy."""
    form = MaakRondeForm(request.POST or None)
    if request.method == "POST" and gelukt(form, lambda velden: maak_ronde(door=request.user, **velden)):
        messages.success(request, "De ronde is gemaakt. Zij is nog niet openbaar.")
        return redirect("ronde_beheren", form.cleaned_data["code"])
    context = {
        "form": form,
        "kop": "Nieuwe ronde",
        "uitleg": "Een nieuwe ronde is een concept: alleen medewerkers zien haar, tot u publiceert.",
        "kruimels": kruimels(None, ("Nieuwe ronde", "")),
    }
    return render(request, "publicatie/beheer/form.html", context, status=_status(form))


@vereist(Recht.RONDE_MAKEN)
def verlengen(request, code):
    """Make a draft extension round from this one."""
    ronde = ronde_van(code)
    form = VerlengForm(request.POST or None, ronde=ronde)

    def maak(velden):
        maak_verlenging(ronde_id=ronde.pk, door=request.user, **velden)

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De verlengingsronde is gemaakt. Zij is nog niet openbaar.")
        return redirect("ronde_beheren", form.cleaned_data["code"])
    context = {
        "form": form,
        "kop": "Overeenkomsten verlengen",
        "uitleg": "Wie een overeenkomst heeft, stemt in met een langere looptijd. Er is geen selectie en er komt "
        "niemand bij. Regio’s, uitvoerders, diensten en parameters komen van deze ronde. Daarna kunt u alles nog "
        "wijzigen.",
        "kruimels": kruimels(ronde, ("Overeenkomsten verlengen", "")),
    }
    return render(request, "publicatie/beheer/form.html", context, status=_status(form))


def _status(form):
    return NIET_GELDIG if form.is_bound else 200


@vereist(Recht.RONDE_ZIEN)
def ronde_beheren(request, code):
    """One round: where it stands, what is missing by name, its parts, and what changed."""
    ronde = ronde_van(code)
    bevoegd = bevoegdheid(request.user)
    mijlpalen = queries.mijlpalen(ronde)
    open_uitstel = ronde.uitstellen.filter(status=Uitstelstatus.VOORGESTELD).select_related("voorgesteld_door").first()
    gepubliceerd = ronde.status == Status.GEPUBLICEERD
    voor_opening = ronde.opening_vanaf is not None and klok.nu() < ronde.opening_vanaf
    regios = Regiotoewijzing.objects.binnen_bereik(request.user, Recht.RONDE_ZIEN).filter(ronde=ronde)
    context = {
        "ronde": ronde,
        "mijlpalen": mijlpalen,
        "huidige": huidige(mijlpalen, klok.nu()) if gepubliceerd else None,
        "waarschuwingen": dagen_waarop_men_dicht_is(ronde),
        "belemmeringen": [] if gepubliceerd else belemmeringen_publicatie(ronde),
        "delen": [(sleutel, form.titel) for sleutel, form in DELEN.items()],
        "lijsten": [(deel, deel.rijen(ronde).count()) for deel in ONDERDELEN.values() if deel.hoort_bij(ronde)],
        "aantal_regios": regios.count(),
        "wijzigingen": queries.wijzigingen(ronde),
        "uitstel": open_uitstel,
        "mag_maken": bevoegd.mag(Recht.RONDE_MAKEN),
        "mag_beheren": bevoegd.mag(Recht.RONDE_BEHEREN),
        "uitstel_kan": gepubliceerd and voor_opening,
        "kruimels": kruimels(ronde),
    }
    return render(request, "publicatie/beheer/ronde.html", context)


def dagen_waarop_men_dicht_is(ronde):
    """Per moment on a day in the weekend or a holiday: its name and what to know (T13, A06)."""
    uiterlijk = [veld for veld in (*MOMENTEN, *DAGEN) if veld not in GEEN_TERMIJN]
    gevonden = [(naam_van(veld, ronde), getattr(ronde, veld)) for veld in uiterlijk]
    return [(naam, tekst) for naam, waarde in gevonden if waarde and (tekst := waarschuwing(waarde))]


@vereist(Recht.RONDE_MAKEN)
def deel(request, code, deel):
    """Change a part of the head: algemeen, tijdschema or parameters."""
    ronde = ronde_van(code)
    if (soort := DELEN.get(deel)) is None:
        raise Http404
    form = soort(request.POST or None, ronde=ronde)

    def wijzig(_velden):
        wijzig_ronde(ronde_id=ronde.pk, velden=form.gegevens(), door=request.user, reden=form.reden)

    if request.method == "POST" and gelukt(form, wijzig):
        messages.success(request, "Bewaard.")
        return redirect("ronde_beheren", form.cleaned_data.get("code", ronde.code))
    context = {
        "form": form,
        "ronde": ronde,
        "kop": soort.titel,
        "uitleg": soort.uitleg,
        "kruimels": kruimels(ronde, (soort.titel, "")),
    }
    return render(request, "publicatie/beheer/form.html", context, status=_status(form))


@vereist(Recht.RONDE_MAKEN, opnieuw_inloggen=True)
@require_POST
def publiceren(request, code):
    """Make the round public on its date; refused by name of what is missing."""
    ronde = publiceer(ronde_id=ronde_van(code).pk, door=request.user)
    messages.success(request, f"De ronde is gepubliceerd. Zij staat op de site vanaf {datum(ronde.publicatie_op)}.")
    return redirect("ronde_beheren", code)
