"""Declaraties: handing in and checking; a next version reverses the one before it (bijlage 2 h2)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.rules import lijkt_burgerservicenummer
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from uitvoering import queries
from uitvoering.actions import slot
from uitvoering.actions.declaratieslot import eis_productie, meld, op_slot, waarover
from uitvoering.actions.productie import keur_productie_goed
from uitvoering.models import Declaratie
from uitvoering.queries.declaraties import Berekend
from uitvoering.rules import declaratie as rules
from uitvoering.rules.productie import maandnaam
from uitvoering.states.declaratie import GELDEND, Declaratiestatus
from uitvoering.states.productie import TE_CONTROLEREN, Productiestatus

VERANDERD = "Het bedrag is intussen anders. Bekijk wat er nu staat en dien de declaratie dan in."


@transaction.atomic
def dien_declaratie_in(
    *,
    regio_id: int,
    maand: date,
    gezien: str,
    btw_percentage: Decimal,
    verklaring: bool,
    op_tijd: bool,
    overmacht: str = "",
    door: Gebruiker,
) -> Declaratie:
    """Declare the reported hours of a month; an earlier declaratie of it is reversed in the same act (OV-174, OV-180).

    `gezien`: hash of the Berekend on the screen. The same handed in twice is one. Raises RegelFout without a report or
    an afspraak (IK-175), without its statements (OV-041, A64), and when the amount is another one meanwhile.
    """
    overeenkomst = slot.vergrendel_regio(regio_id)
    eis_recht(door, Recht.PRODUCTIE_LEVEREN, organisatie_id=overeenkomst.inschrijving.organisatie_id)
    wat = _voorstel(regio_id, maand)
    if wat.vorige and wat.vorige.status in GELDEND and wat.vorige.hash == gezien:
        return wat.vorige  # sent twice
    if wat.rapportage.status == Productiestatus.MET_FOUTEN:
        raise RegelFout("Het zorgkantoor vond fouten in de productie. Lever eerst een correctie aan.")
    if not wat.open:
        raise RegelFout("Over deze maand is er niets meer te declareren.")
    if wat.hash != gezien:
        raise RegelFout(VERANDERD)
    rules.eis_verklaring(verklaring=verklaring, op_tijd=op_tijd, overmacht=overmacht)
    if lijkt_burgerservicenummer(overmacht):
        raise RegelFout("Hier staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    rules.eis_btw(btw_percentage, maand, betaald=_betaald_percentage(wat.vorige))
    velden = {"btw_percentage": btw_percentage, "op_tijd": op_tijd, "overmacht": overmacht.strip()}
    rij = _zet_neer(wat, _reden(wat), velden, door)
    _herbereken(rij, door)
    return rij


def _voorstel(regio_id: int, maand: date) -> Berekend:
    stand = queries.productie.stand(queries.productie.lopend(), regio_id, maand.year, maand.month)
    if stand is None or stand.rapportage is None:
        raise RegelFout("Over deze maand is geen productie ontvangen. Lever eerst de productie aan.")
    wat = queries.declaraties.voorstel(stand)
    if wat is None:
        raise RegelFout(f"Voor {maand.year} zijn geen tarief en budget afgesproken. Er kan niets worden gedeclareerd.")
    return wat


def _reden(wat: Berekend) -> str:
    """Why there is a next version."""
    if wat.vorige is None:
        return ""
    afgewezen = wat.vorige.status == Declaratiestatus.AFGEWEZEN
    return "De vorige versie is afgewezen." if afgewezen else "De productie is gecorrigeerd."


def _betaald_percentage(vorige: Declaratie | None) -> Decimal | None:
    return vorige.btw_percentage if vorige and vorige.na_deze else None


def _zet_neer(wat: Berekend, reden: str, velden: dict[str, Any], door: Gebruiker) -> Declaratie:
    """The next version, with the one before it reversed."""
    vorige = wat.vorige
    if vorige and vorige.status in GELDEND:
        zet_over(vorige, "draai_terug", door=door, toelichting=reden)
    btw, nu = rules.btw_over(wat.bedrag.bedrag, velden["btw_percentage"]), klok.nu()
    rij = Declaratie.objects.create(
        regioinschrijving_id=wat.rapportage.regioinschrijving_id,
        maand=wat.rapportage.maand,
        versie=vorige.versie + 1 if vorige else 1,
        rapportage=wat.rapportage,
        afspraak=wat.afspraak,
        reden=reden,
        uren=wat.uren,
        korting=wat.prijs.korting,
        tarief=wat.prijs.gekort,
        bruto=wat.bedrag.bruto,
        bedrag=wat.bedrag.bedrag,
        btw=btw,
        totaal=wat.bedrag.bedrag + btw,
        verrekend=wat.verrekend,
        hash=wat.hash,
        door=door,
        op=nu,
        uiterlijk=klok.lokaal(nu).date() + rules.BETAALTERMIJN,
        **velden,
    )
    leg_vast(rij, "dien_declaratie_in", door=door, maand=str(rij.maand), versie=rij.versie, bedrag=str(rij.totaal))
    return rij


def _herbereken(aanleiding: Declaratie, door: Gebruiker) -> list[Declaratie]:
    """Other months of the year that pay another amount now: reversed, and declared anew with the same statements.

    So what counts at the end depends on the figures, not on the order in which they came.
    """
    reden = f"De declaratie van {maandnaam(aanleiding.maand)} is veranderd."
    nieuw = []
    for wat in queries.declaraties.bereken(aanleiding.regioinschrijving_id, aanleiding.maand.year).values():
        oud = wat.vorige
        assert oud is not None, "without another report every month has a declaratie that counts"
        if wat.gelijk:
            continue
        namen = ("btw_percentage", "op_tijd", "overmacht", "overmacht_reden", "overmacht_door", "overmacht_op")
        nieuw.append(_zet_neer(wat, reden, {naam: getattr(oud, naam) for naam in namen}, door))
    return nieuw


# Checking


@transaction.atomic
def keur_declaratie_goed(*, declaratie_id: int, door: Gebruiker) -> Declaratie:
    """Found correct, with the report it belongs to: from now on it waits for payment by a colleague (OV-181)."""
    rij = op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    if rij.rapportage.status in TE_CONTROLEREN:
        keur_productie_goed(rapportage_id=rij.rapportage_id, gezien=rij.rapportage.versie, door=door)
    else:
        eis_productie(rij)
    rules.eis_vergoedbaar(op_tijd=rij.op_tijd, overmacht_erkend=rij.overmacht_op is not None)
    rij.beoordeeld_door, rij.beoordeeld_op = door, klok.nu()
    rij.save(update_fields=["beoordeeld_door", "beoordeeld_op"])
    return zet_over(rij, "keur_goed", door=door, bedrag=str(rij.totaal))


@transaction.atomic
def wijs_declaratie_af(*, declaratie_id: int, bevinding: str, door: Gebruiker) -> Declaratie:
    """Not correct: the organisation hears why, and can hand in again."""
    rij = op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    rij.bevinding = eis_tekst(bevinding, "waarom de declaratie niet klopt")
    rij.beoordeeld_door, rij.beoordeeld_op = door, klok.nu()
    rij.save(update_fields=["bevinding", "beoordeeld_door", "beoordeeld_op"])
    rij = zet_over(rij, "wijs_af", door=door)
    _herbereken(rij, door)
    tekst = f"Wij hebben uw declaratie over {waarover(rij)} afgewezen. De reden: {rij.bevinding}"
    meld(
        rij, "afgewezen", "Declaratie afgewezen", f"{tekst}\n\nVerbeter wat nodig is en dien de declaratie opnieuw in."
    )
    return rij


@transaction.atomic
def erken_overmacht(*, declaratie_id: int, overmacht_reden: str, door: Gebruiker) -> Declaratie:
    """What ended more than six months ago is paid all the same, because of overmacht (OV-179)."""
    rij = op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    if rij.op_tijd or rij.overmacht_op:
        raise RegelFout("Over deze declaratie is geen besluit over overmacht nodig.")
    rij.overmacht_reden = eis_tekst(overmacht_reden, "waarom dit overmacht is")
    rij.overmacht_door, rij.overmacht_op = door, klok.nu()
    rij.save(update_fields=["overmacht_reden", "overmacht_door", "overmacht_op"])
    leg_vast(rij, "erken_overmacht", door=door, reden=rij.overmacht_reden)
    return rij


def _eis_ingediend(rij: Declaratie) -> None:
    if rij.status != Declaratiestatus.INGEDIEND:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
