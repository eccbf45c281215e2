"""From the finished work of steps 3 to 6 to the decision per region; nothing is saved here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bekendmaking import rules
from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import KRIJGT_OVEREENKOMST, Uitkomst
from beoordeling import queries as beoordeling
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from kern.opmaak import datum
from publicatie.models import Inkoopronde, Minimumeis, Regiobudget
from publicatie.states import Budgeteenheid
from selectie import queries as selectie

Budgetten = Mapping[int, Decimal]  # intended budget of the first year by Regioinschrijving
VELDEN = ("uitkomst", "indeling", "grond", "motivering", "looptijd_van", "looptijd_tot", "tarief", "budget", "uren")
EENHEDEN = {Budgeteenheid.CENT: Decimal("0.01"), Budgeteenheid.EURO: Decimal(1)}


@dataclass(frozen=True)
class Grondslag:
    """The finished work that decisions rest on, read for many dossiers at once."""

    gronden: dict[int, list[tuple[Minimumeis, str]]]  # by Regioinschrijving: the eisen that were not met
    uitslagen: selectie.Uitslagen
    budgetten: Budgetten


def lees(delen: Sequence[Regioinschrijving]) -> Grondslag:
    """The grondslag of these judged parts; a fixed number of queries at any number of dossiers."""
    afgewezen = [deel for deel in delen if deel.beoordeling.status == Beoordeeld.VOLDOET_NIET]
    met_plaats = {deel.toewijzing_id for deel in delen if deel.beoordeling.status == Beoordeeld.VOLDOET}
    uitslagen = selectie.uitslagen(met_plaats)
    gekozen: dict[int, list[Regioinschrijving]] = defaultdict(list)
    dossiers = Regioinschrijving.objects.filter(toewijzing__in=met_plaats, inschrijving__status=Dossierstatus.GEOPEND)
    for deel in dossiers.select_related("inschrijving__ronde"):
        vast = uitslagen.get(deel.toewijzing_id)
        if vast and vast[1].uitkomsten.get(deel.inschrijving.kenmerk) in KRIJGT_OVEREENKOMST:
            gekozen[deel.toewijzing_id].append(deel)
    return Grondslag(beoordeling.afwijzingsgronden(afgewezen), uitslagen, budgetten(gekozen))


def beslissingen_voor(inschrijving: Inschrijving) -> list[Beslissing]:
    """The decision for each region of a dossier of which everything is finished, in order of region.

    Raises RegelFout that names the region when a rejection has no motivation, or the ronde no term.
    """
    delen = list(inschrijving.regios.select_related("toewijzing__regio", "beoordeling", "classificatie"))
    for deel in delen:
        deel.inschrijving = inschrijving
    grondslag = lees(delen)
    return [beslissing(deel, grondslag) for deel in delen]


def is_actueel(brief: Brief, beslissingen: Iterable[Beslissing]) -> bool:
    """Whether this letter still says what the finished work says now."""

    def inhoud(rijen: Iterable[Beslissing]) -> dict[int, list[Any]]:
        return {b.regioinschrijving_id: [getattr(b, veld) for veld in VELDEN] for b in rijen}

    return inhoud(brief.beslissingen.all()) == inhoud(beslissingen)


def beslissing(deel: Regioinschrijving, grondslag: Grondslag) -> Beslissing:
    """The decision for one judged part. Raises RegelFout as `beslissingen_voor`."""
    if deel.beoordeling.status == Beoordeeld.VOLDOET_NIET:
        velden = _voldoet_niet(deel, grondslag.gronden[deel.pk])
    else:
        velden = velden_van(deel, selectie.uitkomst(deel, grondslag.uitslagen), grondslag.budgetten)
    classificatie = getattr(deel, "classificatie", None)
    return Beslissing(regioinschrijving=deel, indeling=classificatie.indeling if classificatie else "", **velden)


def velden_van(deel: Regioinschrijving, uit: selectie.UitkomstRegio, budgetten: Budgetten) -> dict[str, Any]:
    """What a decision says of a party that meets the eisen."""
    ronde = deel.inschrijving.ronde
    velden = {"uitkomst": uit.uitkomst, "grond": _grond(ronde, uit), "motivering": uit.zinnen or _gegund(ronde, uit)}
    if uit.uitkomst in KRIJGT_OVEREENKOMST:
        velden |= _voorwaarden(deel, uit.uitkomst, budgetten)
    return velden


def _voldoet_niet(deel: Regioinschrijving, gronden: Sequence[tuple[Minimumeis, str]]) -> dict[str, Any]:
    """Every eis that was not met, with what the beoordelaars wrote (IK-195)."""
    if not gronden or not all(motivering.strip() for _, motivering in gronden):
        raise RegelFout(f"{deel}: schrijf eerst bij elke eis ‘voldoet niet’ waarom. Dat komt in de brief.")
    *eerste, laatste = [str(eis.nummer) for eis, _ in gronden]
    return {
        "uitkomst": Uitkomst.VOLDOET_NIET,
        "grond": f"eis {', '.join(eerste)} en {laatste}" if eerste else f"eis {laatste}",
        "motivering": "\n".join(f"Eis {eis.nummer}, {eis.titel}: {motivering.strip()}" for eis, motivering in gronden),
    }


def _grond(ronde: Inkoopronde, uit: selectie.UitkomstRegio) -> str:
    """The few words beside the outcome: that it is longer, the loting, or the own place in the ranking."""
    if ronde.is_verlenging:
        return "verlengd"
    if uit.geloot:
        return "na loting"
    if uit.uitkomst == Uitkomst.NIET_GESELECTEERD and uit.rang:
        return f"plaats {uit.rang} in de rangschikking"
    return ""


def _gegund(ronde: Inkoopronde, uit: selectie.UitkomstRegio) -> str:
    if ronde.is_verlenging and ronde.looptijd_bestaand_tot:
        tot = datum(ronde.looptijd_bestaand_tot)
        return f"U stemde in met de verlenging en u hebt hier een overeenkomst. Wij verlengen die tot en met {tot}."
    if uit.uitkomst == Uitkomst.OVEREENKOMST_BESTAAND:
        return f"U voldoet aan alle eisen en had in heel {ronde.referentiejaar} een overeenkomst in deze regio."
    if uit.geloot:
        return (
            "U voldoet aan alle eisen. U stond gelijk met andere organisaties. "
            "De notaris heeft geloot en u kreeg een plaats."
        )
    if uit.rang:
        return f"U voldoet aan alle eisen. In de rangschikking van de nieuwe organisaties staat u op plaats {uit.rang}."
    return "U voldoet aan alle eisen en er was plaats voor elke organisatie die voldoet."


def _voorwaarden(deel: Regioinschrijving, uitkomst: str, budgetten: Budgetten) -> dict[str, Any]:
    """Looptijd, tarief and intended budget with hours, so that these can be disputed too (IK-195)."""
    ronde = deel.inschrijving.ronde
    bestaand = uitkomst == Uitkomst.OVEREENKOMST_BESTAAND
    tot = ronde.looptijd_bestaand_tot if bestaand else ronde.looptijd_nieuw_tot
    if ronde.ingang_op is None or tot is None or ronde.tarief is None:
        raise RegelFout(f"Ronde {ronde.code} heeft nog geen ingangsdatum, looptijd of tarief. Vul die eerst in.")
    tarief = rules.tarief_van(ronde.tarief, deel.lager_tarief)
    velden = {"looptijd_van": ronde.ingang_op, "looptijd_tot": tot, "tarief": tarief}
    budget = budgetten.get(deel.pk)
    return velden if budget is None else {**velden, "budget": budget, "uren": rules.uren_binnen(budget, tarief)}


def budgetten(gekozen: Mapping[int, Sequence[Regioinschrijving]]) -> dict[int, Decimal]:
    """Intended budget of the first year of everyone who gets a place, by Regioinschrijving; a region without a budget
    has none. `gekozen`: the parties by Regiotoewijzing, with their ronde. One query."""
    bedragen = {
        (rij.toewijzing_id, rij.jaar): rij.bedrag for rij in Regiobudget.objects.filter(toewijzing__in=list(gekozen))
    }
    verdeeld: dict[int, Decimal] = {}
    for toewijzing, delen in gekozen.items():
        ronde = delen[0].inschrijving.ronde
        bedrag = ronde.ingang_op and bedragen.get((toewijzing, ronde.ingang_op.year))
        if bedrag is None or ronde.tarief is None:
            continue
        gewichten = {
            deel.pk: (deel.uren or Decimal(0)) * rules.tarief_van(ronde.tarief, deel.lager_tarief) for deel in delen
        }
        verdeeld |= rules.verdeel_budget(bedrag, gewichten, EENHEDEN[Budgeteenheid(ronde.budgeteenheid)])
    return verdeeld
