"""A change of what was declared and a tie: reported, and answered by the zorgkantoor (OV-069, OV-111)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from uitvoering.actions import slot
from uitvoering.actions.controle import kondig_controle_aan
from uitvoering.models import Contractmelding, Controle
from uitvoering.rules import melding as rules
from uitvoering.rules.signaal import eis_zonder_personen
from uitvoering.states.controle import Soort
from uitvoering.states.melding import Afhandeling, Band, Partijsoort


@transaction.atomic
def meld_verklaring(
    *, overeenkomst_id: int, eis_id: int, vanaf: date, toelichting: str, door: Gebruiker
) -> Contractmelding:
    """The organisation reports that something it declared changes; the zorgkantoor gets a message and a task.

    Raises RegelFout for an eis of another round, or one about which a report still waits.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door)
    if not overeenkomst.inschrijving.ronde.eisen.filter(pk=eis_id).exists():
        raise RegelFout("Kies een eis van de ronde van deze overeenkomst.")
    if overeenkomst.contractmeldingen.filter(eis_id=eis_id, afgehandeld_op=None).exists():
        raise RegelFout("Over deze eis wacht al een melding op het zorgkantoor.")
    return _meld(overeenkomst, Kant.ORGANISATIE, vanaf, toelichting, door, eis_id=eis_id)


@transaction.atomic
def leg_band_vast(
    *,
    overeenkomst_id: int,
    kant: Kant,
    band: str,
    partijsoort: str,
    partij: str,
    vanaf: date,
    toelichting: str,
    door: Gebruiker,
) -> Contractmelding:
    """Either side records a tie with a zorgaanbieder or zorgkantoor; the other side gets a message.

    Raises RegelFout for a tie that is there already.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    (slot.eis_organisatie if kant == Kant.ORGANISATIE else slot.eis_staf)(overeenkomst, door)
    if band not in Band or partijsoort not in Partijsoort:
        raise RegelFout("Kies welke band het is, en met wie.")
    partij = eis_tekst(partij, "de naam van de andere partij")
    eis_zonder_personen([partij])
    if overeenkomst.contractmeldingen.filter(band=band, partij__iexact=partij, voorbij_op=None).exists():
        raise RegelFout("Deze band staat al in het dossier.")
    wat = {"band": band, "partijsoort": partijsoort, "partij": partij}
    return _meld(overeenkomst, kant, vanaf, toelichting, door, **wat)


def _meld(
    overeenkomst: Overeenkomst, kant: Kant, vanaf: date, toelichting: str, door: Gebruiker, **wat: object
) -> Contractmelding:
    slot.eis_getekend(overeenkomst)
    assert overeenkomst.eind_op is not None, "what is signed has a last day"
    rules.eis_vanaf(vanaf, laatste_dag=overeenkomst.eind_op)
    toelichting = eis_tekst(toelichting, "de toelichting")
    eis_zonder_personen([toelichting])
    velden = {"kant": kant, "vanaf": vanaf, "toelichting": toelichting, "gemeld_door": door, "gemeld_op": klok.nu()}
    rij = Contractmelding.objects.create(overeenkomst=overeenkomst, **velden, **wat)
    leg_vast(rij, "meld_verklaring" if rij.eis_id else "leg_band_vast", door=door, vanaf=vanaf.isoformat())
    aan = Kant.ZORGKANTOOR if kant == Kant.ORGANISATIE else Kant.ORGANISATIE
    onderwerp = "Wijziging in de bestuursverklaring" if rij.eis_id else "Band met een zorgaanbieder of zorgkantoor"
    _bericht(rij, aan, "melding", onderwerp, f"Er is een melding: {rij}, vanaf {datum(vanaf)}.")
    return rij


def _bericht(rij: Contractmelding, aan: Kant, sleutel: str, onderwerp: str, tekst: str) -> None:
    slot.bericht(
        rij.overeenkomst,
        aan,
        onderwerp=onderwerp,
        tekst=tekst,
        over=f"uitvoering.contractmelding:{rij.pk}:{sleutel}",
        adres=reverse("mijn_contractmelding" if aan == Kant.ORGANISATIE else "contractmelding", args=[rij.pk]),
    )


@transaction.atomic
def handel_melding_af(
    *,
    melding_id: int,
    afhandeling: str,
    reactie: str,
    eis_id: int | None = None,
    gevraagd: str = "",
    dag: date | None = None,
    door: Gebruiker,
) -> Contractmelding:
    """The zorgkantoor answers, once: seen, or an eis is tested again, which is announced with the answer as reason.

    `eis_id`: only for a tie; a report on what was declared has its own. Raises RegelFout when it was answered before.
    """
    rij = _op_slot(melding_id, door)
    if rij.afgehandeld_op is not None:
        raise RegelFout("Deze melding is al afgehandeld.")
    if afhandeling not in Afhandeling:
        raise RegelFout("Kies wat u met deze melding doet.")
    hertoetsing, eis_id = afhandeling == Afhandeling.HERTOETSING, rij.eis_id or eis_id
    rules.eis_afhandeling(hertoetsing=hertoetsing, eis=eis_id is not None, dag=dag, gevraagd=gevraagd)
    rij.afhandeling, rij.reactie = afhandeling, eis_tekst(reactie, "uw reactie")
    eis_zonder_personen([reactie, gevraagd])
    if eis_id is not None and dag is not None:
        rij.controle = _kondig_aan(rij, eis_id, gevraagd, dag, door)
    rij.afgehandeld_door, rij.afgehandeld_op = door, klok.nu()
    rij.save(update_fields=["afhandeling", "reactie", "controle", "afgehandeld_door", "afgehandeld_op"])
    leg_vast(rij, "handel_melding_af", door=door, afhandeling=afhandeling)
    if not hertoetsing:  # the announcement of a hertoetsing is a message itself
        tekst = f"Het zorgkantoor heeft deze melding gezien: {rij}. Lees de reactie in het portaal."
        _bericht(rij, Kant.ORGANISATIE, "reactie", "Reactie op uw melding", tekst)
    return rij


@transaction.atomic
def beeindig_band(*, melding_id: int, voorbij_vanaf: date, reden: str, door: Gebruiker) -> Contractmelding:
    """The zorgkantoor records that a tie is over: from that day it is no flag any more, and stays to be read."""
    rij = _op_slot(melding_id, door)
    slot.eis_getekend(rij.overeenkomst)
    if not rij.band:
        raise RegelFout("Alleen een band kan voorbij zijn.")
    if rij.voorbij_op is not None:
        raise RegelFout("Het einde van deze band is al vastgelegd.")
    assert rij.overeenkomst.eind_op is not None, "what is signed has a last day"
    rules.eis_voorbij(voorbij_vanaf, vanaf=rij.vanaf, laatste_dag=rij.overeenkomst.eind_op)
    rij.voorbij_reden = eis_tekst(reden, "waarom de band voorbij is")
    eis_zonder_personen([reden])
    rij.voorbij_vanaf, rij.voorbij_door, rij.voorbij_op = voorbij_vanaf, door, klok.nu()
    rij.save(update_fields=["voorbij_vanaf", "voorbij_reden", "voorbij_door", "voorbij_op"])
    leg_vast(rij, "beeindig_band", door=door, vanaf=voorbij_vanaf.isoformat())
    tekst = f"Het zorgkantoor heeft vastgelegd dat deze band voorbij is vanaf {datum(voorbij_vanaf)}: {rij}."
    _bericht(rij, Kant.ORGANISATIE, "voorbij", "Band is voorbij", tekst)
    return rij


def _op_slot(melding_id: int, door: Gebruiker) -> Contractmelding:
    """First the overeenkomst, as reporting does, then the report; for the zorgkantoor."""
    overeenkomst = slot.vergrendel(Contractmelding.objects.values_list("overeenkomst", flat=True).get(pk=melding_id))
    rij = Contractmelding.objects.select_for_update(of=("self",)).get(pk=melding_id)
    rij.overeenkomst = overeenkomst
    slot.eis_staf(overeenkomst, door)
    return rij


def _kondig_aan(rij: Contractmelding, eis_id: int, gevraagd: str, dag: date, door: Gebruiker) -> Controle:
    return kondig_controle_aan(
        overeenkomst_id=rij.overeenkomst_id,
        soort=Soort.HERTOETSING,
        dag=dag,
        reden=rij.reactie,
        gevraagd=gevraagd,
        eis_ids=[eis_id],
        door=door,
    )
