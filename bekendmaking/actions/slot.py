"""Locks of chapter 3, always in this order: the ronde, the uitvoerder, the Vrijgave, the Inschrijving, the Brief.

The ronde stands for the words of its letters, the uitvoerder for its huisstijl: whoever changes those, and whoever
plans a release on them, goes one after the other.
"""

from typing import Any

from bekendmaking.models import Brief, Vrijgave
from bekendmaking.states import Status
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, WlzUitvoerder
from publicatie.models import Inkoopronde


def ronde(ronde_id: int) -> Inkoopronde:
    """The round under its lock; rows that point at it can still be added."""
    return Inkoopronde.objects.select_for_update(of=("self",), no_key=True).get(pk=ronde_id)


def uitvoerder(uitvoerder_id: int) -> WlzUitvoerder:
    """The same of an uitvoerder."""
    return WlzUitvoerder.objects.select_for_update(of=("self",), no_key=True).get(pk=uitvoerder_id)


def vrijgaven(**bij: Any) -> list[Vrijgave]:
    """All releases of a `ronde` or an `uitvoerder`."""
    return list(Vrijgave.objects.select_for_update(of=("self",)).filter(**bij).order_by("pk"))


def goedgekeurde_brieven(**bij: Any) -> list[Brief]:
    """The approved letters of a `ronde` or an `uitvoerder`, with every dossier under its lock; after `vrijgaven`."""
    rijen = Inschrijving.objects.filter(**bij).order_by("kenmerk")
    dossiers = list(rijen.select_for_update(of=("self",)).values_list("pk", flat=True))
    brieven = Brief.objects.filter(inschrijving__in=dossiers, status=Status.GOEDGEKEURD).order_by("pk")
    return list(brieven.select_for_update(of=("self",)))


def dossier(inschrijving_id: int) -> tuple[Inschrijving, Vrijgave | None]:
    """The dossier under its lock, after that of the release it belongs to; call in a transaction."""
    bij = Inschrijving.objects.values("ronde", "uitvoerder").get(pk=inschrijving_id)
    vrijgave = Vrijgave.objects.select_for_update(of=("self",)).filter(**bij).first()
    rijen = Inschrijving.objects.select_related("ronde", "uitvoerder", "organisatie")
    return rijen.select_for_update(of=("self",)).get(pk=inschrijving_id), vrijgave


def brief(brief_id: int) -> tuple[Brief, Vrijgave | None]:
    """The letter under its lock, with its dossier, after that of the release."""
    inschrijving, vrijgave = dossier(Brief.objects.values_list("inschrijving_id", flat=True).get(pk=brief_id))
    rij = Brief.objects.select_for_update(of=("self",)).select_related("stuk").get(pk=brief_id)
    rij.inschrijving = inschrijving
    return rij, vrijgave


def trek_vrijgave_in(vrijgave: Vrijgave | None, *, door: Gebruiker) -> None:
    """A changed letter cancels the release that waits: nothing goes that the inkoopmanager did not see (R17)."""
    if vrijgave is None:
        return
    if vrijgave.vrijgegeven_op:
        raise RegelFout("De brieven van dit zorgkantoor zijn al bekendgemaakt. Er kan niets meer aan veranderen.")
    leg_vast(vrijgave, "trek_in", door=door, vrij_op=vrijgave.vrij_op.isoformat())
    vrijgave.delete()
