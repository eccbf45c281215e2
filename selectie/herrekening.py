"""The ranking of a region once more, on a copy with corrected facts, after a decision on a bezwaar (A51).

Nothing is saved here: the frozen input and the fixed result of the region stay what they were (docs/adr/0006).
"""

from collections.abc import Mapping
from typing import Any

from kern.fouten import RegelFout
from publicatie.models import Regiotoewijzing
from selectie import feiten, invoer, rules
from selectie.models import Loting, Regioselectie
from selectie.states import Lotingstatus


def bevroren_invoer(toewijzing: Regiotoewijzing) -> dict[str, Any]:
    """The input on which the region was decided, in the shape of proefselectie; without candidates when nobody
    met the eisen and nothing was selected."""
    bevroren = Regioselectie.objects.filter(toewijzing=toewijzing).values_list("invoer", flat=True).first()
    leeg = {"regio": toewijzing.regio.naam, "maximum": toewijzing.maximum, "kandidaten": []}
    return bevroren or {"ronde": toewijzing.ronde.code, **leeg}


def invoerhash(gegevens: Mapping[str, Any]) -> str:
    """The hash under which two people froze an input."""
    return feiten.hash_van(gegevens)


def als_gegevens(uitslag: rules.Selectie) -> dict[str, Any]:
    """The result as proefselectie prints it."""
    return invoer.als_json(uitslag)


def herreken(toewijzing: Regiotoewijzing, gegevens: Mapping[str, Any]) -> tuple[rules.Regio, rules.Selectie]:
    """Facts and result of this input, by the same rules and the same strict reader as the selection itself.

    A loting that was held counts again only for exactly the same equals and places. Raises RegelFout when the
    notaris must draw anew, by kenmerk.
    """
    regio = feiten.als_regio(gegevens)
    uitslag = rules.selecteer(regio)
    if uitslag.loting is None:
        return regio, uitslag
    loting = Loting.objects.filter(
        regioselectie__toewijzing=toewijzing, status=Lotingstatus.BEVESTIGD, plaatsen=uitslag.loting.plaatsen
    ).first()
    if loting is None or sorted(loting.volgorde or ()) != list(uitslag.loting.kandidaten):
        raise RegelFout(
            f"{' en '.join(uitslag.loting.kandidaten)} staan nu gelijk en er is niet voor ieder een plaats. De notaris "
            "moet opnieuw loten. Leg dit voor aan de inkoopmanager: zonder loting kan deze herziening niet."
        )
    return regio, rules.verwerk_loting(uitslag, loting.volgorde or ())
