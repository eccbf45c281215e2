"""Colours and logo of an uitvoerder: letters that wait fall back, letters that went stay as they were (R17)."""

from django.db import transaction

from bekendmaking import rules
from bekendmaking.actions import slot
from bekendmaking.actions.teksten import laat_vervallen
from bekendmaking.huisstijl import huisstijlhash, logohashes
from bekendmaking.models import Logo
from kern.log import leg_vast
from kluis.actions import bewaar
from kluis.keuring import Keuring
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from partijen.rules import leesbare_kleur


@transaction.atomic
def wijzig_huisstijl(
    *,
    uitvoerder_id: int,
    kleur: str,
    accent: str,
    logo: Keuring | None,
    logo_weg: bool,
    gezien_hash: str,
    door: Gebruiker,
) -> int:
    """Let the letters of an uitvoerder look different, and give how many approved letters fell back for it.

    `logo`: a judged PNG (kluis.keuring.keur_logo), or None to keep what there is; `logo_weg` takes it away.
    `gezien_hash`: of what was on screen. Waiting releases are cancelled. Raises RegelFout for a colour that cannot be
    read, and when someone else changed it meanwhile.
    """
    uitvoerder = slot.uitvoerder(uitvoerder_id)
    eis_recht(door, Recht.BEHEREN, uitvoerder_id=uitvoerder.pk)
    vrijgaven = slot.vrijgaven(uitvoerder=uitvoerder)
    oud, voor = huisstijlhash(uitvoerder), _stand(uitvoerder)
    rules.zelfde_stand(oud, gezien_hash)
    uitvoerder.kleur, uitvoerder.accent = leesbare_kleur(kleur), leesbare_kleur(accent)
    uitvoerder.save(update_fields=["kleur", "accent"])
    if logo:
        stuk = bewaar(dossier=f"huisstijl:{uitvoerder.pk}", keuring=logo, door=door)
        Logo.objects.update_or_create(uitvoerder=uitvoerder, defaults={"stuk": stuk})
    elif logo_weg:
        Logo.objects.filter(uitvoerder=uitvoerder).delete()
    if huisstijlhash(uitvoerder) == oud:
        return 0
    leg_vast(uitvoerder, "wijzig_huisstijl", door=door, oud=voor, nieuw=_stand(uitvoerder))
    reden = "De huisstijl is gewijzigd."
    return laat_vervallen(vrijgaven=vrijgaven, door=door, reden=reden, uitvoerder=uitvoerder)


def _stand(uitvoerder: WlzUitvoerder) -> list[str]:
    return [uitvoerder.kleur, uitvoerder.accent, logohashes([uitvoerder.pk]).get(uitvoerder.pk, "")]
