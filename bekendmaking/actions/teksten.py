"""The words of the letters of a round: changed by a beheerder as long as no letter of it is made known (R17)."""

from typing import Any

from django.db import transaction

from bekendmaking import brieftekst, rules
from bekendmaking.actions import slot
from bekendmaking.actions.brieven import zet_terug
from bekendmaking.brieftekst import Soort
from bekendmaking.models import Vrijgave
from bekendmaking.teksten import deel_van, teksten_van
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import sha256
from partijen.models import Gebruiker
from publicatie.models import Brieftekst


@transaction.atomic
def wijzig_brieftekst(*, ronde_id: int, onderdeel: str, tekst: str, gezien_hash: str, door: Gebruiker) -> int:
    """Put other words in the letters of a round, and give how many approved letters fell back for it.

    `gezien_hash`: sha256 of the text that was on screen. Waiting releases are cancelled, and letters that were made
    are old. Raises RegelFout for braces that are no invulveld (B40), when someone else changed it meanwhile, and once
    letters of the round are made known.
    """
    ronde = slot.ronde(ronde_id)
    vrijgaven = slot.vrijgaven(ronde=ronde)
    if any(vrijgave.vrijgegeven_op for vrijgave in vrijgaven):
        raise RegelFout("Er zijn al brieven van deze ronde bekendgemaakt. De teksten liggen nu vast.")
    deel = deel_van(ronde, onderdeel)
    tekst = brieftekst.controleer(deel, tekst)
    oud = teksten_van(ronde).per_deel[onderdeel]
    rules.zelfde_stand(sha256(oud.encode()), gezien_hash)
    if tekst == oud:
        return 0
    rijen = Brieftekst.objects.filter(ronde=ronde, onderdeel=onderdeel)
    if tekst == deel.standaard:
        rijen.delete()
    else:
        nieuw = {"tekst": tekst, "gewijzigd_door": door, "gewijzigd_op": klok.nu()}
        rijen.update_or_create(ronde=ronde, onderdeel=onderdeel, defaults=nieuw)
    leg_vast(ronde, "wijzig_brieftekst", door=door, onderdeel=onderdeel, oud=oud, nieuw=tekst)
    if deel.soort not in (Soort.ALLE, Soort.BESLISSING):
        return 0
    reden = f"De brieftekst ‘{deel.naam}’ is gewijzigd."
    return laat_vervallen(vrijgaven=vrijgaven, door=door, reden=reden, ronde=ronde)


def laat_vervallen(*, vrijgaven: list[Vrijgave], door: Gebruiker, reden: str, **bij: Any) -> int:
    """Cancel what waits and take back the approval of every letter of a `ronde` or an `uitvoerder`; how many."""
    brieven = slot.goedgekeurde_brieven(**bij)
    for vrijgave in vrijgaven:
        if vrijgave.vrijgegeven_op is None:
            slot.trek_vrijgave_in(vrijgave, door=door)
    for brief in brieven:
        zet_terug(brief=brief, door=door, reden=reden)
    return len(brieven)
