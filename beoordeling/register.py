"""The contractregister as the indeling uses it: the lines of one party, and what follows from them per region."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from beoordeling import rules, verlenging
from beoordeling.bevindingen import Bevinding, bevindingen, dag
from beoordeling.models import Contract
from beoordeling.queries import kvk_nummers
from inschrijving.feiten import Dossier
from inschrijving.feiten import Regio as Deelfeit
from inschrijving.models import Inschrijving, Regioinschrijving
from partijen.models import Voorganger
from partijen.states import Fusiesoort
from publicatie.models import Inkoopronde
from publicatie.states import Rondesoort


@dataclass(frozen=True)
class Regel:
    """A line of the register. `via`: how it belongs to the party, in words; `telt`: it counts by itself (A18)."""

    contract: Contract
    via: str
    telt: bool

    @property
    def periode(self) -> rules.Contractperiode:
        c = self.contract
        houder = f"{c.naam}, KvK {c.kvk_nummer}{', ' if self.via else ''}{self.via}"
        return rules.Contractperiode(c.kvk_nummer, c.regio_id, c.van, c.tot, houder, c.regio.naam)


@dataclass(frozen=True)
class Register:
    """What the register holds of one party: `leden` as from `queries.kvk_nummers`, and its lines in order of day."""

    leden: tuple[frozenset[str], ...]
    regels: tuple[Regel, ...]

    def voorstel(self, regio_id: int, ronde: Inkoopronde) -> tuple[str, str]:
        """What the party is in a region by the register of now, with the reason (IK-075 to IK-077); in an extension
        round whether it has an overeenkomst to extend."""
        perioden = [regel.periode for regel in self.regels if regel.telt]
        if ronde.is_verlenging:
            return verlenging.stel_voor(self.leden, regio_id, ronde.ingang_op, perioden)
        return rules.stel_indeling_voor(self.leden, regio_id, ronde.referentiejaar, perioden)

    def voorstellen(self, ronde: Inkoopronde, delen: Iterable[Regioinschrijving]) -> dict[int, tuple[str, str]]:
        """As `voorstel`, by pk of the part; `delen` with their toewijzing."""
        return {deel.pk: self.voorstel(deel.toewijzing.regio_id, ronde) for deel in delen}


def register_van(inschrijving: Inschrijving) -> Register:
    """The lines of a party, its voorgangers and its deelnemers; also those of a taken-over organisation, which
    count only when the zorgkantoor says so (A18)."""
    leden = kvk_nummers(inschrijving)
    alle = frozenset[str]().union(*leden)
    eigen = {inschrijving.organisatie.kvk_nummer}
    if inschrijving.samenwerkingsverband:
        eigen |= set(inschrijving.deelnemers.values_list("kvk_nummer", flat=True))
    overgenomen = Voorganger.objects.filter(organisatie__kvk_nummer__in=alle, soort=Fusiesoort.OVERNAME)
    waar = Q(kvk_nummer__in=alle) | Q(kvk_nummer__in=overgenomen.values("kvk_nummer"))
    rijen = Contract.objects.filter(waar).select_related("uitvoerder", "regio").order_by("van", "regio__naam", "pk")
    return Register(tuple(leden), tuple(_regel(rij, eigen, alle) for rij in rijen))


def registers(inschrijvingen: Collection[Inschrijving]) -> dict[int, Register]:
    """As `register_van`, by pk, for dossiers that were read with their organisatie and deelnemers; three queries."""
    lijnen, overgenomen = _voorgangers()
    eigen = {rij.pk: _eigen_nummers(rij) for rij in inschrijvingen}
    leden = {pk: [lijnen(nummer) for nummer in nummers] for pk, nummers in eigen.items()}
    zoek = {nummer for rij in leden.values() for lid in rij for nummer in lid}
    zoek |= {ander for nummer in zoek for ander in overgenomen[nummer]}
    per_nummer: dict[str, list[Contract]] = defaultdict(list)
    for contract in Contract.objects.filter(kvk_nummer__in=zoek).select_related("uitvoerder", "regio"):
        per_nummer[contract.kvk_nummer].append(contract)
    return {pk: _register(eigen[pk], leden[pk], overgenomen, per_nummer) for pk in eigen}


def _eigen_nummers(rij: Inschrijving) -> list[str]:
    leden = rij.deelnemers.all() if rij.samenwerkingsverband else []
    return [rij.organisatie.kvk_nummer, *(lid.kvk_nummer for lid in leden)]


def _voorgangers() -> tuple[Callable[[str], frozenset[str]], dict[str, set[str]]]:
    """Who became who by a juridische fusie, followed all the way back; and who was taken over by whom (A18)."""
    gefuseerd: dict[str, set[str]] = defaultdict(set)
    overgenomen: dict[str, set[str]] = defaultdict(set)
    for nummer, oud, soort in Voorganger.objects.values_list("organisatie__kvk_nummer", "kvk_nummer", "soort"):
        (overgenomen if soort == Fusiesoort.OVERNAME else gefuseerd)[nummer].add(oud)

    def lijn(nummer: str) -> frozenset[str]:
        gehad, nieuw = {nummer}, {nummer}
        while nieuw := {oud for n in nieuw for oud in gefuseerd[n]} - gehad:
            gehad |= nieuw
        return frozenset(gehad)

    return lijn, overgenomen


def _register(
    eigen: list[str],
    leden: list[frozenset[str]],
    overgenomen: dict[str, set[str]],
    per_nummer: dict[str, list[Contract]],
) -> Register:
    alle = frozenset[str]().union(*leden)
    nummers = alle.union(*(overgenomen[nummer] for nummer in alle))
    rijen = sorted((c for n in nummers for c in per_nummer[n]), key=lambda c: (c.van, c.regio.naam, c.pk))
    return Register(tuple(leden), tuple(_regel(rij, set(eigen), alle) for rij in rijen))


def _regel(contract: Contract, eigen: set[str], alle: frozenset[str]) -> Regel:
    if contract.kvk_nummer not in alle:
        return Regel(contract, "overgenomen, zoals de organisatie opgaf", telt=False)
    via = "" if contract.kvk_nummer in eigen else "voorganger, zoals de organisatie opgaf"
    return Regel(contract, via, telt=True)


def lopend_bij_heropening(
    register: Register, inschrijving: Inschrijving, delen: Iterable[Deelfeit], ingediend: date
) -> list[Bevinding]:
    """A finding per region of a heropening in which the party has a contract that still runs: that round is only
    for new parties (IK-193, A56). `delen`: the regions as facts; `ingediend`: the day of submission."""
    if inschrijving.ronde.soort != Rondesoort.HEROPENING:
        return []
    plekken = {deel.pk: deel.toewijzing.regio_id for deel in inschrijving.regios.all()}
    return [bevinding for deel in delen for bevinding in _lopend(register, deel, plekken[deel.pk], ingediend)]


def alle_bevindingen(
    inschrijving: Inschrijving, register: Register, dossier: Dossier, ingediend: date
) -> list[Bevinding]:
    """What a dossier and the register tell by themselves, on the day of submission; `dossier` as it is classified."""
    return [
        *lopend_bij_heropening(register, inschrijving, dossier.regios, ingediend),
        *bij_verlenging(register, inschrijving, dossier.regios),
        *bevindingen(dossier, ingediend),
    ]


def bij_verlenging(register: Register, inschrijving: Inschrijving, delen: Iterable[Deelfeit]) -> list[Bevinding]:
    """Per region of an extension round what the register says about a running overeenkomst, at the eis about that."""
    if not inschrijving.ronde.is_verlenging:
        return []
    eis = next(eis for eis in inschrijving.ronde.eisen.all() if eis.uit_register)  # publishing asks for it
    plekken = {deel.pk: deel.toewijzing.regio_id for deel in inschrijving.regios.all()}
    gevonden = []
    for deel in delen:
        voorstel, tekst = register.voorstel(plekken[deel.pk], inschrijving.ronde)
        soort = verlenging.soort_bevinding(voorstel, tekst)
        kop, nee = f"Eis {eis.nummer}, {deel.naam}", soort == verlenging.LOOPT_NIET
        gevonden.append(Bevinding(kop, tekst, eis.nummer, deel, nee=nee, soort=soort))
    return gevonden


def _lopend(register: Register, deel: Deelfeit, regio_id: int, ingediend: date) -> Iterator[Bevinding]:
    for regel in register.regels:
        c = regel.contract
        if regel.telt and c.regio_id == regio_id and c.van <= ingediend <= c.tot:
            van_wie = f"{c.naam}{', ' if regel.via else ''}{regel.via}"
            tekst = (
                f"Er loopt in deze regio al een overeenkomst: {dag(c.van)} tot en met {dag(c.tot)} ({van_wie}). "
                "Deze ronde is alleen voor nieuwe partijen (A56)."
            )
            yield Bevinding(f"Heropening, {deel.naam}", tekst, regio=deel, soort="lopend_bij_heropening")
