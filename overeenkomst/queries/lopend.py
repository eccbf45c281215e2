"""Which overeenkomsten run on a day, per region: for cliënten, for the register and for the warning (IK-012)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST
from kern import klok
from overeenkomst.queries.looptijden import met_eind
from overeenkomst.states import NA_TEKENEN, Status
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Regio, Regiotoewijzing
from publicatie.queries import openbare_toewijzingen

OVEREENKOMST = "regioinschrijving__inschrijving__overeenkomst"
REGIO = "regioinschrijving__toewijzing__regio"


@dataclass(frozen=True)
class Regiostand:
    """A region on a day: how many overeenkomsten run there, and since when none does (None: that is no matter)."""

    regio: Regio
    uitvoerder: WlzUitvoerder | None
    aantal: int
    maximum: int
    zonder_sinds: date | None

    @property
    def stand(self) -> str:
        """For the tile: leeg (warning), vol, minder, or niets when no round has begun there."""
        if self.zonder_sinds:
            return "leeg"
        return "niets" if not self.aantal else "vol" if self.aantal >= self.maximum else "minder"


def lopend(dag: date) -> QuerySet[Any]:
    """The region of each overeenkomst in force on a day. Ahead of today: signed for it; before: also what ended."""
    vandaag = klok.vandaag()
    statussen = {Status.VAN_KRACHT}
    if dag != vandaag:
        statussen.add(Status.GETEKEND if dag > vandaag else Status.BEEINDIGD)
    return met_eind(Beslissing.objects.geldig()).filter(
        uitkomst__in=KRIJGT_OVEREENKOMST,
        looptijd_van__lte=dag,
        eind__gte=dag,
        **{
            f"{OVEREENKOMST}__status__in": statussen,
            f"{OVEREENKOMST}__ingang_op__lte": dag,
            f"{OVEREENKOMST}__eind_op__gte": dag,
        },
    )


def per_regio(dag: date) -> list[Regiostand]:
    """Every region in order of the map; four queries. Before the first round began nothing is missing (IK-012)."""
    aantal = dict(lopend(dag).order_by().values_list(REGIO).annotate(aantal=Count("pk")))
    voorbij = met_eind(Beslissing.objects.geldig()).filter(
        uitkomst__in=KRIJGT_OVEREENKOMST, eind__lt=dag, **{f"{OVEREENKOMST}__status__in": NA_TEKENEN}
    )
    laatste = dict(voorbij.order_by().values_list(REGIO).annotate(laatste=Max("eind")))
    toewijzingen = openbare_toewijzingen().filter(ronde__ingang_op__lte=dag).order_by("ronde__ingang_op")
    per: dict[int, list[Regiotoewijzing]] = {}
    for rij in toewijzingen:
        per.setdefault(rij.regio_id, []).append(rij)
    uit = []
    for regio in Regio.objects.order_by("rij", "kolom"):
        begonnen, nu = per.get(regio.pk, []), aantal.get(regio.pk, 0)
        sinds = None
        if begonnen and not nu:
            begin = begonnen[0].ronde.ingang_op
            sinds = max(begin, laatste[regio.pk] + timedelta(days=1)) if regio.pk in laatste else begin
        maximum = begonnen[-1].ronde.maximum_per_regio if begonnen else 0
        uit.append(Regiostand(regio, begonnen[-1].uitvoerder if begonnen else None, nu, maximum, sinds))
    return uit


def zonder_overeenkomst(gebruiker: Gebruiker) -> list[Regiostand]:
    """The regions in reach of this user where nothing runs today, the longest without first (IK-012)."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.PRIJSVOLUME_ZIEN):
        return []
    bereik = bevoegd.uitvoerders(Recht.PRIJSVOLUME_ZIEN)
    rijen = [rij for rij in per_regio(klok.vandaag()) if rij.zonder_sinds and rij.uitvoerder]
    eigen = [rij for rij in rijen if bereik is None or (rij.uitvoerder and rij.uitvoerder.pk in bereik)]
    return sorted(eigen, key=lambda rij: (rij.zonder_sinds, rij.regio.naam))
