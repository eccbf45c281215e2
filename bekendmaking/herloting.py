"""When a herziening makes new equals over the cut: what the notaris drew on stays as it is (A46, A47, A51, V7)."""

from collections.abc import Mapping
from typing import Any

from bekendmaking.models import Herziening
from bekendmaking.states import Herzieningstatus
from kern.fouten import RegelFout
from publicatie.models import Regiotoewijzing
from selectie.herrekening import invoerhash, lopende_loting
from selectie.models import Loting
from selectie.states import Lotingstatus


def eis_geen_loting(toewijzing: Regiotoewijzing) -> None:
    """Raises RegelFout while a loting for a herziening runs here."""
    if lopende_loting(toewijzing):
        raise RegelFout(
            "Voor deze herziening staat een loting klaar. Wacht op de uitslag en bevestig die. Klopt er iets niet? "
            "Laat de loting dan eerst intrekken."
        )


def eis_zelfde_feiten(toewijzing: Regiotoewijzing, invoer: Mapping[str, Any]) -> None:
    """Raises RegelFout while a loting for a herziening runs here, and for other facts than the notaris drew on."""
    eis_geen_loting(toewijzing)
    vrij = Herziening.objects.filter(toewijzing=toewijzing, status=Herzieningstatus.VRIJGEGEVEN)
    open_ = Loting.objects.filter(regioselectie__toewijzing=toewijzing, status=Lotingstatus.BEVESTIGD)
    open_ = open_.exclude(herzien_hash="").exclude(herzieningen__in=vrij)
    if any(loting.herzien_hash != invoerhash(invoer) for loting in open_):
        raise RegelFout(
            "De notaris heeft voor deze herziening geloot. Daarna veranderen de feiten niet meer. Klopt er iets niet? "
            "Overleg met de inkoopmanager en de jurist."
        )


def loting_voor(toewijzing: Regiotoewijzing, groep: Mapping[str, Any]) -> Loting | None:
    """The loting of exactly these equals and places, in any state but withdrawn."""
    rijen = Loting.objects.filter(regioselectie__toewijzing=toewijzing, plaatsen=groep["plaatsen"])
    rijen = rijen.exclude(status=Lotingstatus.INGETROKKEN)
    return rijen.filter(deelnemers_hash=invoerhash(groep["kandidaten"])).first()


def ingetrokken(toewijzing: Regiotoewijzing) -> list[Loting]:
    """The lotingen for a herziening of this region that two people withdrew, oldest first."""
    rijen = Loting.objects.filter(regioselectie__toewijzing=toewijzing, status=Lotingstatus.INGETROKKEN)
    return list(rijen.exclude(herzien_hash="").order_by("pk"))
