"""Reading onderaannemers: the lists, what a report can be for, the shares, and the work that waits (art. 19; A70)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Prefetch, QuerySet, Sum, Value, When
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from inschrijving.models import Regioinschrijving
from overeenkomst.document import gunstige_beslissingen
from overeenkomst.models import Onderaannemer, Overeenkomst, Prijsvolumeafspraak
from overeenkomst.rules import geld as geldregels
from overeenkomst.rules import onderaannemer as onderaannemerregels
from overeenkomst.states import Onderaannemerstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

Taak = tuple[str, str, str, datetime | None]


def te_melden_regios(overeenkomst: Overeenkomst) -> list[Regioinschrijving]:
    """The regions of an overeenkomst, in order of name."""
    return [rij.regioinschrijving for rij in gunstige_beslissingen(overeenkomst.inschrijving)]


def vergeven_aandeel(
    regios: Iterable[Regioinschrijving], *, behalve: Onderaannemer | None = None
) -> dict[str, Decimal]:
    """Per name of region the share of the hours, in per cent, that onderaannemers have there now."""
    namen = {rij.pk: rij.toewijzing.regio.naam for rij in regios}
    rijen = Onderaannemer.objects.lopend().filter(regios__in=namen)
    if behalve is not None:
        rijen = rijen.exclude(pk=behalve.pk)
    vergeven = dict(rijen.order_by().values_list("regios").annotate(Sum("aandeel")))
    return {naam: vergeven.get(pk) or geldregels.NIETS for pk, naam in namen.items()}


def van_regio(regio_id: int) -> QuerySet[Onderaannemer]:
    """Every one that was ever reported for a region (id of Regioinschrijving), but for what was withdrawn."""
    rijen = Onderaannemer.objects.filter(regios=regio_id).exclude(status=Onderaannemerstatus.INGETROKKEN)
    return rijen.order_by("gemeld_op", "pk")


def met_namen(rijen: QuerySet[Onderaannemer]) -> QuerySet[Onderaannemer]:
    """With overeenkomst, parties and regions in a fixed number of queries; `wacht` is 0 for what waits on an answer."""
    regios = Regioinschrijving.objects.select_related("toewijzing__regio").order_by("toewijzing__regio__naam")
    rijen = rijen.select_related(
        "overeenkomst__inschrijving__organisatie",
        "overeenkomst__inschrijving__uitvoerder",
        "overeenkomst__inschrijving__ronde",
        "gemeld_door",
        "beantwoord_door",
        "beeindigd_door",
    )
    wacht = Case(When(status=Onderaannemerstatus.GEMELD, then=Value(0)), default=Value(1))
    return rijen.prefetch_related(Prefetch("regios", regios)).annotate(wacht=wacht)


def uren_per_regio(rij: Onderaannemer) -> list[tuple[str, int, Decimal, Decimal]]:
    """Per region and year: name, year, hours of this onderaannemer and hours that are agreed; empty without a share."""
    if rij.aandeel is None:
        return []
    afspraken = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving__in=rij.regios.all())
    afspraken = afspraken.select_related("regioinschrijving__toewijzing__regio")
    return [
        (a.regioinschrijving.toewijzing.regio.naam, a.jaar, onderaannemerregels.uren(rij.aandeel, a.uren), a.uren)
        for a in afspraken.order_by("regioinschrijving__toewijzing__regio__naam", "jaar")
    ]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Reports that wait on an answer at the own uitvoerder: what, of whom, where, and before they would start."""
    if not bevoegdheid(gebruiker).mag(Recht.BRIEF_OPSTELLEN):
        return []
    wacht = Onderaannemer.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN).filter(status=Onderaannemerstatus.GEMELD)
    wacht = wacht.select_related("overeenkomst__inschrijving__organisatie").order_by("vanaf", "pk")
    return [
        (
            f"Antwoorden op onderaannemer {rij.naam}",
            rij.overeenkomst.inschrijving.partijnaam,
            reverse("onderaannemer", args=[rij.pk]),
            eind_van_de_dag(rij.vanaf),
        )
        for rij in wacht
    ]
