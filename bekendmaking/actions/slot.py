"""Locks of chapter 3, always in this order: the Vrijgave, the Inschrijving, the Brief."""

from bekendmaking.models import Brief, Vrijgave
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker


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
