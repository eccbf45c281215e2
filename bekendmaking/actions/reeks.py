"""All letters of an uitvoerder in one go: asked for once, made by the worker."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bekendmaking import bord
from bekendmaking.actions import slot
from bekendmaking.actions.brieven import Gemaakt, stel_alle_op
from bekendmaking.actions.opdracht import meld, op_slot, voer_uit
from bekendmaking.models import Brievenreeks
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from publicatie.models import Inkoopronde

NIETS = "Er is nu geen brief die gemaakt kan worden. Kijk in de lijst wat er eerst nog moet."


@transaction.atomic
def vraag_brieven_aan(*, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, door: Gebruiker) -> Brievenreeks:
    """Ask for every letter that can be made; while that is on its way, the same. Raises RegelFout without a letter."""
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=uitvoerder.pk)
    slot.uitvoerder(uitvoerder.pk)
    if lopend := Brievenreeks.objects.onaf().filter(ronde=ronde, uitvoerder=uitvoerder).first():
        return lopend
    aantal = bord.bord(ronde, uitvoerder).te_maken
    if not aantal:
        raise RegelFout(NIETS)
    reeks = Brievenreeks.objects.create(
        ronde=ronde, uitvoerder=uitvoerder, aangevraagd_door=door, aangevraagd_op=klok.nu(), totaal=aantal
    )
    leg_vast(reeks, "vraag_aan", door=door, brieven=aantal)
    return reeks


def maak_brieven() -> int:
    """Make the letters of every reeks that is due; how many reeksen. A letter that was made is not made again."""
    return voer_uit(soort=Brievenreeks, werk=_maak)


def _maak(reeks: Brievenreeks) -> None:
    def bij(gedaan: int, totaal: int) -> None:
        eerder = max(0, reeks.totaal - totaal)  # made by a worker that died
        meld(opdracht=reeks, gedaan=eerder + gedaan, totaal=eerder + totaal)

    try:
        gemaakt = stel_alle_op(
            ronde=reeks.ronde,
            uitvoerder=reeks.uitvoerder,
            door=reeks.aangevraagd_door,
            meld=bij,
        )
    except PermissionDenied as fout:
        wie = reeks.aangevraagd_door
        raise RegelFout(f"{wie} mag bij dit zorgkantoor geen brieven meer maken. Vraag het opnieuw aan.") from fout
    _rond_af(reeks, gemaakt)


@transaction.atomic
def _rond_af(reeks: Brievenreeks, gemaakt: Gemaakt) -> None:
    rij = op_slot(opdracht=reeks)
    rij.overgeslagen, rij.klaar_op = gemaakt.overgeslagen, klok.nu()
    rij.save(update_fields=["overgeslagen", "klaar_op"])
    zet_over(rij, "rond_af", brieven=gemaakt.aantal, niet_gelukt=len(gemaakt.overgeslagen))
