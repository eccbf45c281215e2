"""Where the selection of many regions stands, for lists and the map; a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from publicatie.models import Regiotoewijzing
from selectie.models import Regioselectie
from selectie.queries import loting_van
from selectie.states import Lotingstatus, Status

GROOT = ("selectie__invoer", "selectie__uitslag")  # of 200 candidates; a list needs none of it
LOTINGSTAND = {
    Lotingstatus.KLAARGEZET: "klaargezet",
    Lotingstatus.INGEVOERD: "ingevoerd, nog bevestigen",
    Lotingstatus.BEVESTIGD: "bevestigd",
}


@dataclass(frozen=True)
class Stand:
    """The selection and the loting of one region in words; `klaar`: the result is fixed."""

    selectie: str
    loting: str
    klaar: bool


def met_stand(rijen: QuerySet[Regiotoewijzing]) -> QuerySet[Regiotoewijzing]:
    """The rows with what `stand` reads."""
    gelijken = Regioselectie.objects.filter(
        toewijzing=OuterRef("pk"), status=Status.GERANGSCHIKT, uitslag__loting__plaatsen__gte=1
    )
    rijen = rijen.select_related("selectie").prefetch_related("selectie__lotingen").defer(*GROOT)
    return rijen.annotate(heeft_gelijken=Exists(gelijken))


def stand(toewijzing: Regiotoewijzing) -> Stand:
    """How far one of these regions is."""
    selectie = getattr(toewijzing, "selectie", None)
    if selectie is None:
        return Stand("Niet begonnen", "", klaar=False)
    loting, tekst = loting_van(selectie), ""
    if loting is not None:
        tekst = LOTINGSTAND[Lotingstatus(loting.status)]
    elif toewijzing.heeft_gelijken:  # type: ignore[attr-defined]
        tekst = "nodig, nog klaarzetten"
    return Stand(selectie.get_status_display(), tekst, selectie.status == Status.VASTGESTELD)
