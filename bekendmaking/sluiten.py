"""What holds up a region after the announcement: what is open there, and for whom (A07, A08, A14, A51)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bekendmaking import queries
from bekendmaking.models import Beslissing, Bezwaar, KortGeding
from bekendmaking.states import ONBEANTWOORD, Status
from inschrijving.models import Inschrijving
from kern.opmaak import moment
from publicatie.models import Regiotoewijzing


@dataclass(frozen=True)
class Zaak:
    """Something that is open in a region; `anderen_gaan_door`: it holds up only the party it is of (A07).

    `voor_anderen`: what another party reads of it, without whose it is.
    """

    tekst: str
    voor_anderen: str
    inschrijving_id: int
    anderen_gaan_door: bool = False

    def houdt_tegen(self, inschrijving_id: int) -> bool:
        return not self.anderen_gaan_door or self.inschrijving_id == inschrijving_id

    def tekst_voor(self, inschrijving_id: int) -> str:
        return self.tekst if self.inschrijving_id == inschrijving_id else self.voor_anderen


def open_zaken(toewijzing: Regiotoewijzing) -> list[Zaak]:
    """Every bezwaar without an answer, every gegrond one whose region is not decided anew, every kort geding
    in time or won.

    An answer that does not come decides nothing (A14): until someone answers, the region waits.
    """
    hier = {"beslissingen__regioinschrijving__toewijzing": toewijzing}
    bezwaren = Bezwaar.objects.filter(**hier).select_related("brief__inschrijving").distinct()
    zaken = [
        Zaak(
            f"bezwaar {rij.kenmerk} is nog niet beantwoord",
            "een bezwaar is nog niet beantwoord",
            rij.brief.inschrijving_id,
        )
        for rij in bezwaren.filter(status__in=ONBEANTWOORD)
    ]
    te_herzien = queries.te_herzien(bezwaren.order_by().distinct())
    zaken += [
        Zaak(
            f"bezwaar {rij.bezwaar.kenmerk} is gegrond en de regio is nog niet herzien",
            "een bezwaar is gegrond en de regio is nog niet herzien",
            rij.bezwaar.brief.inschrijving_id,
        )
        for rij in te_herzien.filter(beslissing__regioinschrijving__toewijzing=toewijzing)
    ]
    return zaken + _gedingen(toewijzing)


def _gedingen(toewijzing: Regiotoewijzing) -> list[Zaak]:
    """Each kort geding that runs, and each that was won while the region is not decided anew. A decision to go on with
    the others holds for both (A07)."""
    hier = KortGeding.objects.filter(beslissing__regioinschrijving__toewijzing=toewijzing)
    rijen = [
        (f"er loopt een kort geding sinds {rij.betekend_op:%d-%m-%Y}", rij)
        for rij in hier.lopend().select_related("beslissing__regioinschrijving")
    ]
    rijen += [
        (f"het kort geding is toegewezen op {rij.uitspraak_op:%d-%m-%Y} en de regio is nog niet herzien", rij)
        for rij in queries.gewonnen(hier)
    ]
    return [
        Zaak(
            tekst,
            tekst,
            rij.beslissing.regioinschrijving.inschrijving_id,
            anderen_gaan_door=rij.doorgaan_op is not None,
        )
        for tekst, rij in rijen
    ]


def belemmeringen(inschrijving: Inschrijving, toewijzing: Regiotoewijzing, nu: datetime) -> list[str]:
    """Why this party cannot sign, nor its decision become definitief, in this region now, in words that tell nothing
    of another party; empty when it can."""
    vanaf = queries.opschorting_regio(toewijzing)
    termijn = [f"{toewijzing.regio.naam}: de termijnen lopen tot {moment(vanaf)}"] if nu < vanaf else []
    return termijn + [
        f"{toewijzing.regio.naam}: {zaak.tekst_voor(inschrijving.pk)}"
        for zaak in open_zaken(toewijzing)
        if zaak.houdt_tegen(inschrijving.pk)
    ]


def wat_openstaat(inschrijving: Inschrijving, beslissingen: Iterable[Beslissing]) -> dict[int, list[str]]:
    """Per provisional decision of this dossier (its id) what besides the terms keeps it from becoming definitief, in
    words that tell nothing of another party; not in it when nothing does. Two queries where nothing is disputed."""
    voorlopig = [rij for rij in beslissingen if rij.status == Status.VOORLOPIG]
    betwist = _betwist({rij.regioinschrijving.toewijzing_id for rij in voorlopig})
    open_ = {
        rij.pk: open_zaken(rij.regioinschrijving.toewijzing)
        for rij in voorlopig
        if rij.regioinschrijving.toewijzing_id in betwist
    }
    gevonden = {
        pk: [z.tekst_voor(inschrijving.pk) for z in zaken if z.houdt_tegen(inschrijving.pk)]
        for pk, zaken in open_.items()
    }
    return {pk: teksten for pk, teksten in gevonden.items() if teksten}


def _betwist(toewijzingen: Collection[int]) -> set[int]:
    """Of these regions those with any bezwaar or kort geding."""
    pad = "regioinschrijving__toewijzing"
    rijen = Beslissing.objects.filter(**{f"{pad}__in": toewijzingen}).values_list(pad, flat=True)
    return set(rijen.filter(bezwaren__isnull=False)) | set(rijen.filter(kort_gedingen__isnull=False))


def mag_sluiten(inschrijving: Inschrijving, nu: datetime) -> list[str]:
    """For the room overeenkomst: why this party cannot sign in the regions it won, by region; empty when it may."""
    gegund = Regiotoewijzing.objects.filter(pk__in=queries.gegunde_regios(inschrijving))
    return _alle(inschrijving, gegund.select_related("ronde", "regio").order_by("regio__naam"), nu)


def _alle(inschrijving: Inschrijving, toewijzingen: Iterable[Any], nu: datetime) -> list[str]:
    return [tekst for toewijzing in toewijzingen for tekst in belemmeringen(inschrijving, toewijzing, nu)]


def rijp(inschrijving: Inschrijving, nu: datetime) -> list[Beslissing]:
    """The provisional decisions of this dossier that nothing holds up any more, in order of region."""
    rijen = queries.geldige_beslissingen(inschrijving).filter(status=Status.VOORLOPIG)
    rijen = rijen.select_related(
        "brief", "regioinschrijving__toewijzing__ronde", "regioinschrijving__toewijzing__regio"
    )
    return [rij for rij in rijen if not belemmeringen(inschrijving, rij.regioinschrijving.toewijzing, nu)]


def rijpe_dossiers(nu: datetime) -> list[int]:
    """Ids of the dossiers with at least one such decision; as many queries per region however many parties it has."""
    rijen = Beslissing.objects.geldig().filter(status=Status.VOORLOPIG)
    per_regio: dict[int, set[int]] = {}
    for regio, dossier in rijen.values_list("regioinschrijving__toewijzing", "regioinschrijving__inschrijving"):
        per_regio.setdefault(regio, set()).add(dossier)
    rijp_nu: set[int] = set()
    for toewijzing in Regiotoewijzing.objects.filter(pk__in=per_regio).select_related("ronde", "regio"):
        if nu >= queries.opschorting_regio(toewijzing):
            zaken = open_zaken(toewijzing)
            rijp_nu |= {pk for pk in per_regio[toewijzing.pk] if not any(zaak.houdt_tegen(pk) for zaak in zaken)}
    return sorted(rijp_nu)
