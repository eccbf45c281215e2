"""From the finished work of steps 3 to 6 to the decision per region; nothing is saved here."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from bekendmaking import rules
from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import KRIJGT_OVEREENKOMST, Uitkomst
from beoordeling import queries as beoordeling
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from kern.opmaak import datum
from publicatie.models import Inkoopronde, Regiobudget, Regiotoewijzing
from publicatie.states import Budgeteenheid
from selectie import queries as selectie

Gekozen = list[Regioinschrijving]  # the parties of a region that get an overeenkomst
VELDEN = ("uitkomst", "indeling", "grond", "motivering", "looptijd_van", "looptijd_tot", "tarief", "budget", "uren")
EENHEDEN = {Budgeteenheid.CENT: Decimal("0.01"), Budgeteenheid.EURO: Decimal(1)}


def beslissingen_voor(inschrijving: Inschrijving) -> list[Beslissing]:
    """The decision for each region of a dossier of which everything is finished, in order of region.

    Raises RegelFout that names the region when a rejection has no motivation, or the ronde no term.
    """
    regios = inschrijving.regios.select_related("toewijzing__regio", "beoordeling", "classificatie")
    return [_beslissing(inschrijving.ronde, regio) for regio in regios]


def is_actueel(brief: Brief) -> bool:
    """Whether the decisions of this letter still say what the finished work says now."""

    def inhoud(beslissingen: Iterable[Beslissing]) -> dict[int, list[Any]]:
        return {b.regioinschrijving_id: [getattr(b, veld) for veld in VELDEN] for b in beslissingen}

    return inhoud(brief.beslissingen.all()) == inhoud(beslissingen_voor(brief.inschrijving))


def _beslissing(ronde: Inkoopronde, regio: Regioinschrijving) -> Beslissing:
    if regio.beoordeling.status == Beoordeeld.VOLDOET_NIET:
        velden = _voldoet_niet(regio)
    else:
        velden = velden_van(ronde, regio, selectie.uitkomst(regio), lambda: _gekozen(regio.toewijzing))
    classificatie = getattr(regio, "classificatie", None)
    return Beslissing(regioinschrijving=regio, indeling=classificatie.indeling if classificatie else "", **velden)


def velden_van(
    ronde: Inkoopronde, regio: Regioinschrijving, uit: selectie.UitkomstRegio, gekozen: Callable[[], Gekozen]
) -> dict[str, Any]:
    """What a decision says of a party that meets the eisen; `gekozen` gives all that get a place in the region."""
    velden = {"uitkomst": uit.uitkomst, "grond": _grond(ronde, uit), "motivering": uit.zinnen or _gegund(ronde, uit)}
    if uit.uitkomst in KRIJGT_OVEREENKOMST:
        velden |= _voorwaarden(ronde, regio, uit.uitkomst, gekozen)
    return velden


def _gekozen(toewijzing: Regiotoewijzing) -> Gekozen:
    uitkomsten = selectie.vastgesteld(toewijzing)[1].uitkomsten
    partijen = beoordeling.voldoende(toewijzing)
    return [p for p in partijen if uitkomsten.get(p.inschrijving.kenmerk) in KRIJGT_OVEREENKOMST]


def _voldoet_niet(regio: Regioinschrijving) -> dict[str, Any]:
    """Every eis that was not met, with what the beoordelaars wrote (IK-195)."""
    gronden = beoordeling.afwijzingsgronden(regio)
    if not gronden or not all(motivering.strip() for _, motivering in gronden):
        raise RegelFout(f"{regio}: schrijf eerst bij elke eis ‘voldoet niet’ waarom. Dat komt in de brief.")
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


def _voorwaarden(
    ronde: Inkoopronde, regio: Regioinschrijving, uitkomst: str, gekozen: Callable[[], Gekozen]
) -> dict[str, Any]:
    """Looptijd, tarief and intended budget with hours, so that these can be disputed too (IK-195)."""
    bestaand = uitkomst == Uitkomst.OVEREENKOMST_BESTAAND
    tot = ronde.looptijd_bestaand_tot if bestaand else ronde.looptijd_nieuw_tot
    if ronde.ingang_op is None or tot is None or ronde.tarief is None:
        raise RegelFout(f"Ronde {ronde.code} heeft nog geen ingangsdatum, looptijd of tarief. Vul die eerst in.")
    tarief = rules.tarief_van(ronde.tarief, regio.lager_tarief)
    velden = {"looptijd_van": ronde.ingang_op, "looptijd_tot": tot, "tarief": tarief}
    budget = _budgetten(ronde, regio.toewijzing, ronde.ingang_op, gekozen).get(regio.pk)
    return velden if budget is None else {**velden, "budget": budget, "uren": rules.uren_binnen(budget, tarief)}


def _budgetten(
    ronde: Inkoopronde, toewijzing: Regiotoewijzing, ingang: date, gekozen: Callable[[], Gekozen]
) -> dict[int, Decimal]:
    """Intended budget of the first year per selected Regioinschrijving; empty when the region has none yet."""
    bedrag = (
        Regiobudget.objects.filter(toewijzing=toewijzing, jaar=ingang.year).values_list("bedrag", flat=True).first()
    )
    if bedrag is None or ronde.tarief is None:
        return {}
    gewichten = {
        partij.pk: (partij.uren or Decimal(0)) * rules.tarief_van(ronde.tarief, partij.lager_tarief)
        for partij in gekozen()
    }
    return rules.verdeel_budget(bedrag, gewichten, EENHEDEN[Budgeteenheid(ronde.budgeteenheid)])
