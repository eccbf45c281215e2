"""Staff: a region decided anew after a gegrond bezwaar or a verdict, drafted by one and released by another (A51)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, herloting, herzien, queries
from bekendmaking.forms import GoedkeurenForm
from bekendmaking.herzienforms import BLIJFT, HerzieningForm, IntrekForm, partijforms
from bekendmaking.models import Bezwaar, Herziening, KortGeding
from bekendmaking.states import Herzieningstatus, Status, Uitspraak
from bekendmaking.views import NIET_GELDIG, gelukt
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from selectie.states import Lotingstatus


@vereist(Recht.BRIEF_OPSTELLEN)
def opstellen(request, pk, sleutel):
    """After a gegrond bezwaar: the facts of every party in the region, to correct."""
    bezwaren = queries.met_brief(Bezwaar.objects.voor_staf(request.user, Recht.BRIEF_OPSTELLEN))
    bezwaar = get_object_or_404(bezwaren, pk=pk)
    besluit = get_object_or_404(
        bezwaar.beslissingen.select_related(
            "regioinschrijving__toewijzing__regio", "regioinschrijving__toewijzing__ronde"
        ),
        regioinschrijving__toewijzing__regio__sleutel=sleutel,
    )
    toewijzing = besluit.regioinschrijving.toewijzing
    return _opstellen(request, toewijzing, herzien.na_bezwaar(bezwaar, toewijzing), bezwaar.herzieningen)


@vereist(Recht.BRIEF_OPSTELLEN)
def opstellen_na_uitspraak(request, pk):
    """The same after a kort geding that was won."""
    rijen = KortGeding.objects.voor_staf(request.user, Recht.BRIEF_OPSTELLEN).filter(uitspraak=Uitspraak.TOEGEWEZEN)
    rijen = rijen.select_related(
        "beslissing__regioinschrijving__inschrijving__organisatie",
        "beslissing__regioinschrijving__toewijzing__regio",
        "beslissing__regioinschrijving__toewijzing__ronde",
    )
    geding = get_object_or_404(rijen, pk=pk)
    toewijzing = geding.beslissing.regioinschrijving.toewijzing
    return _opstellen(request, toewijzing, herzien.na_uitspraak(geding), geding.herzieningen)


def _opstellen(request, toewijzing, aanleiding, herzieningen):
    """What changes shows on the next page. Where the decisions stay, the facts of the parties do not count."""
    data = request.POST if request.method == "POST" else None
    invoer = herzien.basis(toewijzing)
    ontwerp = herzieningen.filter(toewijzing=toewijzing, status=Herzieningstatus.ONTWERP).first()
    beslissingen = herzien.beslissingen_in(toewijzing)
    definitief = any(rij.status == Status.DEFINITIEF for rij in beslissingen)
    form = HerzieningForm(data, initial=_vorig(ontwerp), definitief=definitief)
    blijft = definitief and data is not None and data.get("besluit") == BLIJFT
    partijen = partijforms(None if blijft else data, beslissingen, ontwerp.invoer if ontwerp else invoer)
    gemaakt = []
    geldig = [rij.is_valid() for rij in partijen]  # each shows its own errors
    goed = data is not None and (blijft or all(geldig))
    if goed and gelukt(
        form, lambda gegevens: gemaakt.append(_stel_op(aanleiding, toewijzing, gegevens, partijen, request))
    ):
        return redirect("herziening", gemaakt[0].pk)
    context = {
        "aanleiding": aanleiding,
        "toewijzing": toewijzing,
        "definitief": definitief,
        "form": form,
        "partijen": partijen,
        "kruimels": [("Bezwaren", reverse("bezwaren")), ("Aanleiding", aanleiding.adres), ("Herzien", "")],
    }
    return render(request, "bekendmaking/herzien.html", context, status=NIET_GELDIG if data is not None else 200)


def _vorig(ontwerp):
    """What the form says at first: as in the draft that is there, if any."""
    if ontwerp is None:
        return {}
    return {"reden": ontwerp.reden, "besluit": BLIJFT if ontwerp.besluit_blijft else "herzien"}


def _stel_op(aanleiding, toewijzing, gegevens, partijen, request):
    wat = {"toewijzing_id": toewijzing.pk, "reden": gegevens["reden"], "door": request.user, **aanleiding.velden}
    if gegevens.get("besluit") == BLIJFT:
        return actions.laat_besluit_blijven(**wat)
    return actions.stel_herziening_op(
        kandidaten=[rij.kandidaat for rij in partijen if rij.kandidaat],
        motiveringen={rij.kenmerk: rij.cleaned_data["motivering"] for rij in partijen if not rij.kandidaat},
        **wat,
    )


def eigen_herziening(gebruiker, recht, pk):
    """The row where this user has this right, with what its pages tell; else 404."""
    rijen = Herziening.objects.voor_staf(gebruiker, recht).select_related(
        "toewijzing__regio",
        "toewijzing__ronde",
        "toewijzing__uitvoerder",
        "bezwaar__brief__inschrijving__organisatie",
        "kort_geding__beslissing__regioinschrijving__inschrijving__organisatie",
    )
    wie = ("opgesteld_door", "vrijgegeven_door", "intrekken_gevraagd_door", "loting")
    return get_object_or_404(rijen.select_related(*wie), pk=pk)


@vereist(Recht.BRIEF_ZIEN)
def herziening(request, pk):
    """What changes and for whom, the letters, and the release by a second person."""
    return toon_herziening(request, pk, None)


def toon_herziening(request, pk, intrekform):
    """The page; with `intrekform` what was typed stays."""
    rij = eigen_herziening(request.user, Recht.BRIEF_ZIEN, pk)
    noteer_inzage(rij, request)
    bevoegd = bevoegdheid(request.user)
    ontwerp = rij.status == Herzieningstatus.ONTWERP
    eigen = rij.opgesteld_door_id == request.user.pk
    groep = herzien.wacht_op_loting(rij) if ontwerp else None
    keurt = ontwerp and not eigen and not groep and bevoegd.mag(Recht.BRIEF_GOEDKEUREN)
    actie = reverse("herziening_vrijgeven", args=[rij.pk])
    aanleiding = herzien.aanleiding(rij)
    context = {
        "herziening": rij,
        "aanleiding": aanleiding,
        "wijzigingen": queries.wijzigingen(rij),
        "ongewijzigd": len(herzien.beslissingen_in(rij.toewijzing)) - rij.brieven.count(),
        "form": GoedkeurenForm(initial={"gezien_hash": rij.hash}, actie=actie, knop="Herziening vrijgeven")
        if keurt
        else None,
        "eigen": eigen and ontwerp and not groep,
        "groep": groep,
        **_loting(rij, groep, bevoegd, intrekform),
        "mag_loting": bool(groep) and not eigen and bevoegd.mag(Recht.SELECTEREN),
        "mag_opstellen": ontwerp and bevoegd.mag(Recht.BRIEF_OPSTELLEN),
        "kruimels": [
            ("Bezwaren", reverse("bezwaren")),
            ("Aanleiding", aanleiding.adres),
            (f"Herziening {rij.toewijzing.regio.naam}", ""),
        ],
    }
    return render(request, "bekendmaking/herziening.html", context, status=NIET_GELDIG if intrekform else 200)


def _loting(rij, groep, bevoegd, intrekform):
    """The loting of this herziening, those withdrawn, and what may be done about it before its moment."""
    loting = herloting.loting_voor(rij.toewijzing, groep) if groep else rij.loting
    loopt = bool(groep and loting) and loting.status == Lotingstatus.KLAARGEZET
    kan = loopt and bevoegd.nu < loting.trekking_op
    vraagt = kan and not rij.intrekken_gevraagd_op and bevoegd.mag(Recht.HEROPENEN)
    return {
        "loting": loting,
        "loopt": loopt,
        "kan_intrekken": kan,
        "ingetrokken": herloting.ingetrokken(rij.toewijzing),
        "mag_beslissen": loopt and bevoegd.mag(Recht.SELECTEREN),
        "intrekform": intrekform or (IntrekForm() if vraagt else None),
    }


@vereist(Recht.BRIEF_GOEDKEUREN, opnieuw_inloggen=True)
@require_POST
def vrijgeven(request, pk):
    """A second person releases exactly the herziening that was shown (R17)."""
    rij = eigen_herziening(request.user, Recht.BRIEF_GOEDKEUREN, pk)
    form = GoedkeurenForm(request.POST)
    if form.is_valid():
        actions.geef_herziening_vrij(herziening_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(
            request, "Vrijgegeven. Wie gelijk kreeg, krijgt bericht, en ook wie een andere uitkomst kreeg."
        )
    return redirect("herziening", rij.pk)


@vereist(Recht.BRIEF_OPSTELLEN)
@require_POST
def verwijderen(request, pk):
    """Throw a draft away."""
    rij = eigen_herziening(request.user, Recht.BRIEF_OPSTELLEN, pk)
    actions.verwijder_herziening(herziening_id=rij.pk, door=request.user)
    messages.success(request, "Het ontwerp van de herziening is verwijderd.")
    return redirect(herzien.aanleiding(rij).adres)
