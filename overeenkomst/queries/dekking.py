"""Which gemeenten of its region an overeenkomst covers (eis 8, A26; OV-039, OV-040)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bekendmaking.models import Beslissing
from inschrijving.models import Dekking
from overeenkomst.queries.lopend import lopend
from publicatie.models import Gemeentelidmaatschap

BIJ = ("regioinschrijving__inschrijving__ronde", "regioinschrijving__toewijzing")
Wie = tuple[int, int]  # organisatie and regio


@dataclass(frozen=True)
class Keuze:
    """The gemeenten that were chosen, of the region as it was on the first day of the overeenkomst."""

    gemeenten: frozenset[int]
    sinds: date

    def laat_weg(self, lid: Gemeentelidmaatschap) -> bool:
        """Whether this gemeente is left out. What came to the region later is not: the whole region is the rule."""
        return lid.gemeente_id not in self.gemeenten and lid.van <= self.sinds


def keuzes(beslissingen: Iterable[Beslissing]) -> dict[int, Keuze]:
    """What was chosen, per part of an inschrijving; a part that is not in it leaves nothing out.

    An extension round does not ask it: there the choice of the overeenkomst before it goes on. Read `beslissingen`
    with BIJ. Two queries when nothing is extended; the number does not depend on how many rows there are.
    """
    rijen = list(beslissingen)
    gekozen: dict[int, set[int]] = {}
    for deel, gemeente in Dekking.objects.filter(
        regioinschrijving__in=[rij.regioinschrijving_id for rij in rijen]
    ).values_list("regioinschrijving", "gemeente"):
        gekozen.setdefault(deel, set()).add(gemeente)
    uit: dict[int, Keuze] = {}
    verlengd: list[Beslissing] = []
    for rij in rijen:
        if gemeenten := gekozen.get(rij.regioinschrijving_id):
            assert rij.looptijd_van, "a decision for an overeenkomst has a looptijd"
            uit[rij.regioinschrijving_id] = Keuze(frozenset(gemeenten), rij.looptijd_van)
        elif rij.regioinschrijving.inschrijving.ronde.is_verlenging:
            verlengd.append(rij)
    return uit | _van_eerder(verlengd) if verlengd else uit


def _van_eerder(verlengd: list[Beslissing]) -> dict[int, Keuze]:
    """What was chosen for the overeenkomst that ran on the day before."""
    eerder: dict[int, Beslissing] = {}
    for van in {rij.looptijd_van for rij in verlengd}:
        hier = {_wie(rij): rij.regioinschrijving_id for rij in verlengd if rij.looptijd_van == van}
        organisaties, regios = zip(*hier, strict=True)
        assert van, "a decision for an overeenkomst has a looptijd"
        rijen = lopend(van - timedelta(days=1)).filter(
            regioinschrijving__inschrijving__organisatie__in=organisaties,
            regioinschrijving__toewijzing__regio__in=regios,
        )
        eerder |= {hier[_wie(rij)]: rij for rij in rijen.select_related(*BIJ) if _wie(rij) in hier}
    toen = keuzes(eerder.values())
    return {deel: toen[rij.regioinschrijving_id] for deel, rij in eerder.items() if rij.regioinschrijving_id in toen}


def _wie(rij: Beslissing) -> Wie:
    return rij.regioinschrijving.inschrijving.organisatie_id, rij.regioinschrijving.toewijzing.regio_id
