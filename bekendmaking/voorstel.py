"""From the finished work of steps 3 to 6 to the decision per region; nothing is saved here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from bekendmaking import lotingen, rules
from bekendmaking.huisstijl import opmaakhashes
from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import KRIJGT_OVEREENKOMST, Uitkomst
from bekendmaking.teksten import Teksten, teksten_per_ronde
from beoordeling import queries as beoordeling
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from kern.opmaak import datum, euro
from publicatie.models import Inkoopronde, Minimumeis, Regiobudget
from publicatie.states import Budgeteenheid
from selectie import queries as selectie
from selectie.models import Loting

Budgetten = Mapping[int, Decimal]  # intended budget of the first year by Regioinschrijving
VELDEN = ("uitkomst", "indeling", "grond", "motivering", "looptijd_van", "looptijd_tot", "tarief", "budget", "uren")
EENHEDEN = {Budgeteenheid.CENT: Decimal("0.01"), Budgeteenheid.EURO: Decimal(1)}


@dataclass(frozen=True)
class Woorden:
    """What a decision is worded with: the texts by ronde, and the confirmed lotingen by Regiotoewijzing."""

    teksten: Mapping[int, Teksten]
    lotingen: Mapping[int, Loting]

    def van(self, deel: Regioinschrijving, sleutel: str, **waarden: str) -> str:
        """A passage about this region of a dossier."""
        inschrijving = deel.inschrijving
        teksten = self.teksten[inschrijving.ronde_id]
        return teksten.van(inschrijving, sleutel, regio=deel.toewijzing.regio.naam, **waarden)

    def boven(self, deel: Regioinschrijving, uitkomst: str, motivering: str) -> str:
        """A motivation under the words that the round has for this outcome, if any."""
        return "\n".join(filter(None, (self.van(deel, str(uitkomst)), motivering)))


@dataclass(frozen=True)
class Grondslag:
    """The finished work that decisions rest on, read for many dossiers at once."""

    gronden: dict[int, list[tuple[Minimumeis, str]]]  # by Regioinschrijving: the eisen that were not met
    uitslagen: selectie.Uitslagen
    budgetten: Budgetten
    woorden: Woorden
    opmaak: Mapping[tuple[int, int], str]  # hash of words and huisstijl by ronde and uitvoerder


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
    woorden = lees_woorden(delen)
    opmaak = opmaakhashes((deel.inschrijving for deel in delen), woorden.teksten)
    gronden = beoordeling.afwijzingsgronden(afgewezen)
    return Grondslag(gronden, uitslagen, budgetten(gekozen), woorden, opmaak)


def lees_woorden(delen: Sequence[Regioinschrijving]) -> Woorden:
    """What decisions about these parts are worded with; two queries."""
    teksten = teksten_per_ronde(deel.inschrijving.ronde for deel in delen)
    return Woorden(teksten, lotingen.bevestigd({deel.toewijzing_id for deel in delen}))


def beslissingen_voor(inschrijving: Inschrijving, teksten: Teksten | None = None) -> list[Beslissing]:
    """The decision for each region of a dossier of which everything is finished, in order of region.

    `teksten`: other words than those of the round, to look at. Raises RegelFout that names the region when a rejection
    has no motivation, or the ronde no term.
    """
    delen = list(inschrijving.regios.select_related("toewijzing__regio", "beoordeling", "classificatie"))
    for deel in delen:
        deel.inschrijving = inschrijving
    grondslag = lees(delen)
    if teksten:
        woorden = replace(grondslag.woorden, teksten={inschrijving.ronde_id: teksten})
        grondslag = replace(grondslag, woorden=woorden)
    return [beslissing(deel, grondslag) for deel in delen]


def is_actueel(brief: Brief, beslissingen: Iterable[Beslissing]) -> bool:
    """Whether this letter still says what the finished work says now."""

    def inhoud(rijen: Iterable[Beslissing]) -> dict[int, list[Any]]:
        return {b.regioinschrijving_id: [getattr(b, veld) for veld in VELDEN] for b in rijen}

    return inhoud(brief.beslissingen.all()) == inhoud(beslissingen)


def beslissing(deel: Regioinschrijving, grondslag: Grondslag) -> Beslissing:
    """The decision for one judged part. Raises RegelFout as `beslissingen_voor`."""
    if deel.beoordeling.status == Beoordeeld.VOLDOET_NIET:
        velden = _voldoet_niet(deel, grondslag.gronden[deel.pk], grondslag.woorden)
    else:
        uit = selectie.uitkomst(deel, grondslag.uitslagen)
        velden = velden_van(deel, uit, grondslag.woorden, grondslag.budgetten)
    classificatie = getattr(deel, "classificatie", None)
    return Beslissing(regioinschrijving=deel, indeling=classificatie.indeling if classificatie else "", **velden)


def velden_van(
    deel: Regioinschrijving, uit: selectie.UitkomstRegio, woorden: Woorden, budgetten: Budgetten
) -> dict[str, Any]:
    """What a decision says of a party that meets the eisen."""
    velden: dict[str, Any] = {"uitkomst": uit.uitkomst, "grond": _grond(deel.inschrijving.ronde, uit)}
    if uit.uitkomst in KRIJGT_OVEREENKOMST:
        velden |= _voorwaarden(deel, uit.uitkomst, budgetten)
        waarom = _gegund(deel, uit, woorden, velden)
    else:
        waarom = woorden.boven(deel, uit.uitkomst, uit.zinnen)
    loting = woorden.lotingen.get(deel.toewijzing_id) if uit.geloot else None
    velden["motivering"] = f"{waarom}\n{_over(loting)}" if loting else waarom
    return velden


def _over(loting: Loting) -> str:
    """Who drew and when, and where anyone can check it (IK-195)."""
    adres = settings.BASIS_URL + reverse("loting_openbaar", args=[loting.pk])
    wie = f", door {loting.notaris_naam}" if loting.notaris_naam else ""
    assert loting.getrokken_op is not None, "a confirmed loting was drawn"
    return (
        f"De loting was op {datum(loting.getrokken_op)}{wie}. De deelnemers, de volgorde en het proces-verbaal "
        f"(SHA-256) kunt u controleren op {adres}."
    )


def _voldoet_niet(
    deel: Regioinschrijving, gronden: Sequence[tuple[Minimumeis, str]], woorden: Woorden
) -> dict[str, Any]:
    """Every eis that was not met, with what the beoordelaars wrote (IK-195)."""
    if not gronden or not all(motivering.strip() for _, motivering in gronden):
        raise RegelFout(f"{deel}: schrijf eerst bij elke eis ‘voldoet niet’ waarom. Dat komt in de brief.")
    *eerste, laatste = [str(eis.nummer) for eis, _ in gronden]
    motivering = "\n".join(f"Eis {eis.nummer}, {eis.titel}: {waarom.strip()}" for eis, waarom in gronden)
    return {
        "uitkomst": Uitkomst.VOLDOET_NIET,
        "grond": f"eis {', '.join(eerste)} en {laatste}" if eerste else f"eis {laatste}",
        "motivering": woorden.boven(deel, Uitkomst.VOLDOET_NIET, motivering),
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


def _gegund(deel: Regioinschrijving, uit: selectie.UitkomstRegio, woorden: Woorden, velden: Mapping[str, Any]) -> str:
    """Why this party gets an overeenkomst, in the words of the round."""
    ronde = deel.inschrijving.ronde
    if ronde.is_verlenging:
        sleutel = "verlengd"
    elif uit.uitkomst == Uitkomst.OVEREENKOMST_BESTAAND:
        sleutel = "overeenkomst_bestaand"
    elif uit.geloot:
        sleutel = "overeenkomst_na_loting"
    else:
        sleutel = "overeenkomst_geselecteerd" if uit.rang else "overeenkomst_nieuw"
    return woorden.van(
        deel,
        sleutel,
        referentiejaar=str(ronde.referentiejaar or ""),
        rang=str(uit.rang or ""),
        tarief=euro(velden["tarief"]),
        looptijd_tot=datum(velden["looptijd_tot"]),
    )


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
