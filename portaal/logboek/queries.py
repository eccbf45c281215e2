"""Which lines of the log somebody may read."""

from dataclasses import replace
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht
from inschrijving.models import Inschrijving
from inschrijving.states import Status
from kern.models import Gebeurtenis, Uitkomst
from partijen.models import Rol
from portaal.logboek.regels import DOSSIER, Regel

ONTVANGEN = {  # what the other side does that an organisation hears of, from the moment that it does
    "inschrijving.inschrijving": ("open",),
    "beoordeling.verduidelijking": ("stel_vraag",),
    "bekendmaking.brief": ("maak_bekend", "maak_definitief"),
    "bekendmaking.bezwaar": ("neem_in_behandeling", "neem_niet_in_behandeling", "beantwoord"),
    "overeenkomst.overeenkomst": ("bied_aan", "teken", "treed_in_werking", "maak_exemplaren", "beeindig"),
}
MEEGEDEELD = frozenset({"Stand", "Oordeel", "Laatste dag", "SHA-256"})
BEZORGD = ("draag_over", "bounce", "beslis_overgedragen")


def _keten() -> Concat:
    return Concat(Value(DOSSIER), Cast("pk", CharField()))


def zichtbaar() -> QuerySet[Gebeurtenis]:
    """The whole log but for the dossiers that are not open: before that nobody sees that they exist (B28)."""
    dicht = Inschrijving.objects.exclude(status=Status.GEOPEND).annotate(keten=_keten()).values("keten")
    return Gebeurtenis.objects.exclude(dossier__in=dicht).order_by("-tijd", "-pk")


def met_kenmerk(tekst: str) -> QuerySet[Any]:
    """The chains of the opened dossiers with this in their kenmerk."""
    rijen = Inschrijving.objects.filter(status=Status.GEOPEND, kenmerk__icontains=tekst)
    return rijen.annotate(keten=_keten()).values("keten")


def van_dossier(inschrijving: Inschrijving) -> QuerySet[Gebeurtenis]:
    """Everything in one dossier, in the order of the log."""
    return Gebeurtenis.objects.filter(dossier=inschrijving.dossier_sleutel).order_by("nummer")


def van_organisatie(inschrijving: Inschrijving) -> QuerySet[Gebeurtenis]:
    """What the organisation itself did in its dossier, and what reached it; two queries before the list."""
    mensen = Rol.objects.filter(organisatie=inschrijving.organisatie_id).values("gebruiker")
    adressen = {inschrijving.organisatie.email, inschrijving.email}
    post = Bericht.objects.filter(dossier_sleutel=inschrijving.dossier_sleutel, ontvanger__in=adressen)
    nummers = [str(pk) for pk in post.values_list("pk", flat=True)]
    mag = Q(actor_id__in=mensen) | Q(object_soort="berichten.bericht", object_id__in=nummers, handeling__in=BEZORGD)
    for soort, handelingen in ONTVANGEN.items():
        mag |= Q(object_soort=soort, handeling__in=handelingen, resultaat=Uitkomst.GELUKT)
    return van_dossier(inschrijving).filter(mag)


def voor_organisatie(regel: Regel, zorgkantoor: str) -> Regel:
    """A line as the organisation may read it: of what the other side did only what was told, and no names."""
    gebeurtenis = regel.gebeurtenis
    if gebeurtenis.handeling not in ONTVANGEN.get(gebeurtenis.object_soort, ()) or not gebeurtenis.actor_id:
        return regel
    feiten = tuple(feit for feit in regel.feiten if feit[0] in MEEGEDEELD)
    return replace(regel, wie=zorgkantoor, rollen="", feiten=feiten)
