"""Reference data of partijen: the Wlz-uitvoerders."""

from collections.abc import Iterable

from kern.laden import Rij, Telling, vul
from partijen.models import WlzUitvoerder


def laad_uitvoerders(rijen: Iterable[Rij]) -> tuple[Telling, dict[str, int]]:
    """Write the uitvoerders; gives the count and their ids by code.

    Mailboxes, address and colour are set once: a beheerder may change them (IK-113).
    """
    eenmalig = ("inschrijf_email", "bezwaar_email", "postadres", "kleur")
    telling = vul(WlzUitvoerder, ("code",), rijen, eenmalig=eenmalig)
    return telling, dict(WlzUitvoerder.objects.values_list("code", "pk"))
