"""The structured part of a voorstel: checked against what holds now, with its budgets and hours (A59, A61, A68)."""

from datetime import date
from decimal import Decimal
from typing import Any

from bekendmaking.rules import uren_binnen
from bekendmaking.voorstel import EENHEDEN
from inschrijving.models import Regioinschrijving
from kern.fouten import RegelFout
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.queries import looptijden, wijzigingen
from overeenkomst.queries.verdelen import stand
from overeenkomst.rules import contract as contractregels
from overeenkomst.rules import geld as geldregels
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.rules.wijziging import Voorstel
from overeenkomst.states import Kant
from publicatie.states import Budgeteenheid


def cijfers(oud: Prijsvolumeafspraak, *, tarief: Decimal, jaarbedrag: Decimal, tot: date) -> tuple[Decimal, Decimal]:
    """Budget and hours of an afspraak with another tarief, amount for a year or last day (A61)."""
    eenheid = EENHEDEN[Budgeteenheid(oud.verdeling.toewijzing.ronde.budgeteenheid)]
    budget = geldregels.naar_rato(jaarbedrag, geldregels.jaardeel(van=oud.van, tot=tot, jaar=oud.jaar), eenheid)
    return budget, uren_binnen(budget, tarief)


def reken_uit(overeenkomst: Overeenkomst, voorstel: Voorstel, kant: Kant) -> dict[str, Any]:
    """The wijziging as it is kept, with the budgets that follow. Raises RegelFout that names what cannot be."""
    wijziging = voorstel.wijziging
    delen, eindes = wijzigingen.delen(overeenkomst), looptijden.eindes(overeenkomst.inschrijving)
    regios: dict[str, str] = wijziging.get("regios", {})
    for naam, tot in regios.items():
        deel = _deel(delen, naam)
        wijzigregels.eis_korter(date.fromisoformat(tot), nu=eindes[deel.pk], ingang_op=voorstel.ingang_op, regio=naam)
    for naam in wijziging.get("regioafspraken", {}):
        _deel(delen, naam)
    wijzigregels.eis_partijen(wijziging.get("partijen", {}))
    feiten = wijzigingen.feiten_op(overeenkomst, voorstel.ingang_op)
    beschikbaar = wijzigingen.nieuwe_bijlagen(overeenkomst, feiten)
    if any(rij not in beschikbaar for rij in wijziging.get("bijlagen", [])):
        raise RegelFout("Een van de bijlagen heeft intussen een andere versie. Kies opnieuw.")
    if "modeltekst" in wijziging:
        _eis_modeltekst(overeenkomst, feiten, wijziging["modeltekst"])
    uit = {deel: wat for deel, wat in wijziging.items() if wat}
    afspraken = _afspraken(wijziging.get("afspraken", {}), delen, regios, kant)
    return uit | ({"afspraken": afspraken} if afspraken else {})


def _eis_modeltekst(overeenkomst: Overeenkomst, feiten: dict[str, Any], tekst: dict[str, int]) -> None:
    """The latest version in the place of the one that holds on that day, with nothing in it that stays blank."""
    nieuw = wijzigingen.nieuwe_modeltekst(overeenkomst, feiten)
    if nieuw is None or tekst != {"was": feiten["modeltekst"], "wordt": nieuw.versie}:
        raise RegelFout("De modeltekst heeft intussen een andere versie. Bekijk de verschillen en kies opnieuw.")
    if leeg := contractregels.lege_velden(feiten, nieuw.gelezen.velden):
        raise RegelFout(f"De nieuwe modeltekst kan nog niet worden ingevuld. Dit mist nog: {'; '.join(leeg)}.")


def _deel(delen: dict[str, Regioinschrijving], naam: str) -> Regioinschrijving:
    if naam not in delen:
        raise RegelFout(f"{naam} hoort niet bij deze overeenkomst.")
    return delen[naam]


def _afspraken(
    nieuw: dict[str, dict[str, dict[str, str]]],
    delen: dict[str, Regioinschrijving],
    regios: dict[str, str],
    kant: Kant,
) -> dict[str, dict[str, dict[str, str]]]:
    """Per region and year the new figures; also of a region that ends earlier and changes in nothing else."""
    uit: dict[str, dict[str, dict[str, str]]] = {}
    for naam in {**nieuw, **regios}:
        tot = date.fromisoformat(regios[naam]) if naam in regios else date.max
        geldend = {rij.jaar: rij for rij in geldende_afspraken(_deel(delen, naam))}
        for jaar, rij in geldend.items():
            wat = nieuw.get(naam, {}).get(str(jaar), {})
            if rij.van <= tot and (wat or tot < rij.tot):
                uit.setdefault(naam, {})[str(jaar)] = _cijfers(rij, wat, min(rij.tot, tot), naam, kant)
        if over := set(nieuw.get(naam, {})) - {str(jaar) for jaar in geldend}:
            raise RegelFout(f"Voor {naam} is over {min(over)} nog niets afgesproken. Dat gaat met een verdeling.")
    return uit


def geldende_afspraken(deel: Regioinschrijving) -> list[Prijsvolumeafspraak]:
    """What counts now for a party in a region, a row per year."""
    rijen = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving=deel).order_by("jaar")
    return list(rijen.select_related("verdeling__toewijzing__ronde", "verdeling__toewijzing__regio"))


def _cijfers(rij: Prijsvolumeafspraak, wat: dict[str, str], tot: date, naam: str, kant: Kant) -> dict[str, str]:
    tarief, jaarbedrag = Decimal(wat.get("tarief", rij.tarief)), Decimal(wat.get("jaarbedrag", rij.jaarbedrag))
    eis_cijfers(rij, tarief=tarief, jaarbedrag=jaarbedrag, tot=tot, naam=naam, vraagt=kant is Kant.ORGANISATIE)
    budget, uren = cijfers(rij, tarief=tarief, jaarbedrag=jaarbedrag, tot=tot)
    velden = {"tarief": tarief, "jaarbedrag": jaarbedrag, "budget": budget, "uren": uren}
    return {veld: f"{waarde:.2f}" for veld, waarde in velden.items()}


def eis_cijfers(
    rij: Prijsvolumeafspraak, *, tarief: Decimal, jaarbedrag: Decimal, tot: date, naam: str, vraagt: bool
) -> None:
    """Refuse a tarief or an amount that cannot be, and a budget for which the region has no money.

    `vraagt`: the organisation itself asks for this tarief, so that it may be lower (A59).
    """
    ronde = rij.regioinschrijving.inschrijving.ronde
    assert ronde.tarief
    geldregels.eis_tarief(tarief, ronde=ronde.tarief, gevraagd=tarief if vraagt else rij.tarief, wie=naam)
    geldregels.eis_bedrag(jaarbedrag, EENHEDEN[Budgeteenheid(rij.verdeling.toewijzing.ronde.budgeteenheid)], naam)
    budget, _ = cijfers(rij, tarief=tarief, jaarbedrag=jaarbedrag, tot=tot)
    nu = stand(rij.verdeling.toewijzing, rij.jaar)
    assert nu.geld is not None, "what was divided has an amount"
    wijzigregels.eis_binnen_geld(
        geld=nu.geld, afgesproken=nu.afgesproken, oud=rij.budget, nieuw=budget, regio=f"{naam} {rij.jaar}"
    )
