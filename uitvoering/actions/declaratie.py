"""Declaraties: handing in, checking, paying; a next version reverses the one before it (bijlage 2 h2)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum, euro
from kern.transitions import zet_over
from kluis.rules import lijkt_burgerservicenummer
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from uitvoering import queries
from uitvoering.actions import slot
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
    rij = _op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    if rij.rapportage.status in TE_CONTROLEREN:
        keur_productie_goed(rapportage_id=rij.rapportage_id, gezien=rij.rapportage.versie, door=door)
    else:
        _eis_productie(rij)
    rules.eis_vergoedbaar(op_tijd=rij.op_tijd, overmacht_erkend=rij.overmacht_op is not None)
    rij.beoordeeld_door, rij.beoordeeld_op = door, klok.nu()
    rij.save(update_fields=["beoordeeld_door", "beoordeeld_op"])
    return zet_over(rij, "keur_goed", door=door, bedrag=str(rij.totaal))


@transaction.atomic
def wijs_declaratie_af(*, declaratie_id: int, bevinding: str, door: Gebruiker) -> Declaratie:
    """Not correct: the organisation hears why, and can hand in again."""
    rij = _op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    rij.bevinding = eis_tekst(bevinding, "waarom de declaratie niet klopt")
    rij.beoordeeld_door, rij.beoordeeld_op = door, klok.nu()
    rij.save(update_fields=["bevinding", "beoordeeld_door", "beoordeeld_op"])
    rij = zet_over(rij, "wijs_af", door=door)
    _herbereken(rij, door)
    tekst = f"Wij hebben uw declaratie over {_waarover(rij)} afgewezen. De reden: {rij.bevinding}"
    _meld(
        rij, "afgewezen", "Declaratie afgewezen", f"{tekst}\n\nVerbeter wat nodig is en dien de declaratie opnieuw in."
    )
    return rij


@transaction.atomic
def erken_overmacht(*, declaratie_id: int, overmacht_reden: str, door: Gebruiker) -> Declaratie:
    """What ended more than six months ago is paid all the same, because of overmacht (OV-179)."""
    rij = _op_slot(declaratie_id, door)
    _eis_ingediend(rij)
    if rij.op_tijd or rij.overmacht_op:
        raise RegelFout("Over deze declaratie is geen besluit over overmacht nodig.")
    rij.overmacht_reden = eis_tekst(overmacht_reden, "waarom dit overmacht is")
    rij.overmacht_door, rij.overmacht_op = door, klok.nu()
    rij.save(update_fields=["overmacht_reden", "overmacht_door", "overmacht_op"])
    leg_vast(rij, "erken_overmacht", door=door, reden=rij.overmacht_reden)
    return rij


@transaction.atomic
def leg_betaling_vast(*, declaratie_id: int, dag: date, door: Gebruiker) -> Declaratie:
    """Paid on this day, by somebody else than who found it correct (R17)."""
    rij = _op_slot(declaratie_id, door)
    if rij.status != Declaratiestatus.AKKOORD or rij.beoordeeld_op is None:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    rules.eis_ander(keurder=rij.beoordeeld_door_id, betaler=door.pk)
    _eis_productie(rij)
    if not rij.te_betalen:
        raise RegelFout("Er is niets te betalen: dit bedrag is al betaald of het is € 0.")
    rules.eis_betaaldag(dag, akkoord=klok.lokaal(rij.beoordeeld_op).date(), vandaag=klok.vandaag())
    rij.betaald_dag, rij.betaald_door, rij.betaald_op = dag, door, klok.nu()
    rij.save(update_fields=["betaald_dag", "betaald_door", "betaald_op"])
    rij = zet_over(rij, "betaal", door=door, bedrag=str(rij.te_betalen), dag=str(dag))
    wat = f"{euro(rij.te_betalen)} betaald" if rij.te_betalen > 0 else f"{euro(rij.terug)} verrekend"
    _meld(rij, "betaald", "Declaratie betaald", f"Op {datum(dag)} is voor {_waarover(rij)} {wat}.")
    return rij


def _op_slot(declaratie_id: int, door: Gebruiker) -> Declaratie:
    """First the overeenkomst, as handing in does, then the declaratie."""
    overeenkomst = slot.vergrendel_regio(
        Declaratie.objects.values_list("regioinschrijving", flat=True).get(pk=declaratie_id)
    )
    eis_recht(door, Recht.PRODUCTIE_CONTROLEREN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    return Declaratie.objects.met_namen().select_for_update(of=("self",)).get(pk=declaratie_id)


def _eis_ingediend(rij: Declaratie) -> None:
    if rij.status != Declaratiestatus.INGEDIEND:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")


def _eis_productie(rij: Declaratie) -> None:
    """The report it belongs to must still count, and be agreed (OV-174)."""
    if rij.rapportage.status == Productiestatus.VERVANGEN:
        raise RegelFout(
            "De productie van deze maand is gecorrigeerd. Wacht op de nieuwe declaratie van de organisatie."
        )
    if rij.rapportage.status != Productiestatus.AKKOORD:
        raise RegelFout("De productie van deze maand is niet akkoord. Wacht op de correctie van de organisatie.")


def _waarover(rij: Declaratie) -> str:
    return f"{rij.maandnaam} in {rij.regionaam}"


def _meld(rij: Declaratie, sleutel: str, onderwerp: str, tekst: str) -> None:
    slot.bericht(
        rij.dossier.overeenkomst,
        Kant.ORGANISATIE,
        onderwerp=onderwerp,
        tekst=tekst,
        over=f"uitvoering.declaratie:{rij.pk}:{sleutel}",
        adres=reverse("declaratie_indienen", args=rij.sleutel),
    )
