"""Signals about zorgaanbieders: record, share with the zorgkantoor, and what came of it (OV-108, OV-109, OV-247)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht
from uitvoering.actions import slot
from uitvoering.models import Acuutmelding, Signaal
from uitvoering.queries import signalen
from uitvoering.rules import signaal as rules


@transaction.atomic
def leg_signaal_vast(
    *,
    overeenkomst_id: int,
    regio_id: int,
    gezien_op: date,
    zorgaanbieder: str,
    onderwerp: str,
    omschrijving: str,
    opgemerkt_door: str,
    keuze: str,
    actie: str = "",
    acuut: bool = False,
    door: Gebruiker,
) -> Signaal:
    """Put a signal on the organisation's own list; the zorgkantoor does not see it yet, unless it is acute."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door, Recht.PRODUCTIE_LEVEREN)
    slot.eis_getekend(overeenkomst)
    if not overeenkomst.inschrijving.regios.filter(pk=regio_id).exists():
        raise RegelFout("Kies een regio van deze overeenkomst.")
    rules.eis_signaal(gezien_op=gezien_op, vandaag=klok.vandaag(), keuze=keuze, actie=actie)
    teksten = {
        "zorgaanbieder": eis_tekst(zorgaanbieder, "de zorgaanbieder"),
        "onderwerp": eis_tekst(onderwerp, "het onderwerp"),
        "omschrijving": eis_tekst(omschrijving, "wat er is gezien"),
        "actie": actie.strip(),
    }
    rules.eis_zonder_personen(teksten.values())
    vast = {"gezien_op": gezien_op, "opgemerkt_door": opgemerkt_door, "keuze": keuze, "door": door, "op": klok.nu()}
    rij = Signaal.objects.create(overeenkomst=overeenkomst, regio_id=regio_id, **teksten, **vast)
    leg_vast(rij, "leg_signaal_vast", door=door)
    return deel_signaal(signaal_id=rij.pk, acuut=True, door=door) if acuut else rij


@transaction.atomic
def deel_signaal(*, signaal_id: int, door: Gebruiker, acuut: bool = False) -> Signaal:
    """Show it to the zorgkantoor, which hears of it. From then on only what came of it is added.

    An acute one goes to the contact persons for that, or to the inkopers when there are none (OV-247).
    """
    rij = _op_slot(signaal_id, door)
    if rij.gedeeld_op:
        raise RegelFout("U hebt dit signaal al gedeeld.")
    if acuut:
        rules.eis_acuut(rij.keuze)
    rij.gedeeld_door, rij.gedeeld_op = door, klok.nu()
    rij.save(update_fields=["gedeeld_door", "gedeeld_op"])
    leg_vast(rij, "deel_signaal", door=door, acuut=acuut)
    if acuut:
        _meld_acuut(Acuutmelding.objects.create(signaal=rij))
        return rij
    slot.bericht(
        rij.overeenkomst,
        Kant.ZORGKANTOOR,
        onderwerp="Signaal over een zorgaanbieder",
        tekst=f"{rij.overeenkomst.inschrijving.partijnaam} deelt een signaal over een zorgaanbieder.",
        over=signalen.over(rij),
        adres=reverse("signaal", args=[rij.pk]),
    )
    return rij


@transaction.atomic
def maak_signaal_acuut(*, signaal_id: int, reden: str, door: Gebruiker) -> Acuutmelding:
    """A signal that was shared before turns out to be acute: it goes at once to whom an acute one goes (OV-247)."""
    rij = _op_slot(signaal_id, door)
    slot.eis_getekend(rij.overeenkomst)
    if not rij.gedeeld_op:
        raise RegelFout("U hebt dit signaal nog niet gedeeld. Deel het als acuut signaal.")
    if Acuutmelding.objects.filter(signaal=rij).exists():
        raise RegelFout("Dit signaal is al acuut.")
    reden = eis_tekst(reden, "waarom het signaal nu acuut is en wat er nodig is")
    rules.eis_zonder_personen([reden])
    melding = Acuutmelding.objects.create(signaal=rij, alsnog_reden=reden, alsnog_op=klok.nu(), alsnog_door=door)
    leg_vast(melding, "maak_signaal_acuut", door=door)
    _meld_acuut(melding)
    return melding


def _meld_acuut(melding: Acuutmelding) -> None:
    rij = melding.signaal
    wie = rij.overeenkomst.inschrijving.partijnaam
    wat = "meldt dat een signaal dat u al kent nu acuut is" if melding.alsnog_op else "deelt een acuut signaal"
    tekst = f"{wie} {wat}. Het gaat over een zorgaanbieder. Open het meteen en leg vast wat u doet."
    contacten = {contact.email for contact in signalen.contacten(rij.overeenkomst)}
    if not contacten:
        tekst += " U krijgt dit bericht omdat bij deze overeenkomst nog geen contactpersoon voor acute signalen staat."
    for adres in sorted(contacten) or [""]:
        slot.bericht(
            rij.overeenkomst,
            Kant.ZORGKANTOOR,
            onderwerp="Acuut signaal",
            tekst=tekst,
            over=signalen.over_acuut(melding),
            adres=reverse("signaal", args=[rij.pk]),
            ontvanger=adres,
        )


@transaction.atomic
def open_acuut_signaal(*, signaal_id: int, door: Gebruiker) -> bool:
    """Keep when the zorgkantoor first opened it; whether this was that first time (OV-247)."""
    melding = _acuut_op_slot(signaal_id, door)
    if melding.gelezen_op:
        return False
    melding.gelezen_op, melding.gelezen_door = klok.nu(), door
    melding.save(update_fields=["gelezen_op", "gelezen_door"])
    leg_vast(melding, "open_acuut_signaal", door=door)
    return True


@transaction.atomic
def beantwoord_acuut_signaal(*, signaal_id: int, antwoord: str, door: Gebruiker) -> Acuutmelding:
    """What the zorgkantoor does about it, once; the organisation hears of it."""
    melding = _acuut_op_slot(signaal_id, door)
    if melding.antwoord_op:
        raise RegelFout("Er is al vastgelegd wat het zorgkantoor doet.")
    melding.antwoord = eis_tekst(antwoord, "wat u doet")
    rules.eis_zonder_personen([melding.antwoord])
    melding.antwoord_op, melding.antwoord_door = klok.nu(), door
    melding.save(update_fields=["antwoord", "antwoord_op", "antwoord_door"])
    leg_vast(melding, "beantwoord_acuut_signaal", door=door)
    slot.bericht(
        melding.signaal.overeenkomst,
        Kant.ORGANISATIE,
        onderwerp="Antwoord op uw acute signaal",
        tekst="Wij hebben vastgelegd wat wij doen met uw acute signaal.",
        over=f"{signalen.over(melding.signaal)}:antwoord",
        adres=reverse("mijn_signaal", args=[melding.signaal_id]),
    )
    return melding


@transaction.atomic
def leg_signaalopvolging_vast(*, signaal_id: int, opvolging: str, door: Gebruiker) -> Signaal:
    """What came of it; also after sharing."""
    rij = _op_slot(signaal_id, door)
    rij.opvolging = eis_tekst(opvolging, "wat ermee is gebeurd")
    rules.eis_zonder_personen([rij.opvolging])
    rij.save(update_fields=["opvolging"])
    leg_vast(rij, "leg_signaalopvolging_vast", door=door)
    return rij


@transaction.atomic
def haal_signaal_weg(*, signaal_id: int, door: Gebruiker) -> None:
    """Off the own list, as long as it was not shared."""
    rij = _op_slot(signaal_id, door)
    if rij.gedeeld_op:
        raise RegelFout("U hebt dit signaal gedeeld. Het blijft op de lijst.")
    leg_vast(rij, "haal_signaal_weg", door=door)
    rij.delete()


def _op_slot(signaal_id: int, door: Gebruiker) -> Signaal:
    sleutel = Signaal.objects.values_list("overeenkomst", flat=True).filter(pk=signaal_id).first()
    if sleutel is None:
        raise RegelFout("Dit signaal staat niet meer op de lijst.")
    slot.eis_organisatie(slot.vergrendel(sleutel), door, Recht.PRODUCTIE_LEVEREN)
    rij = Signaal.objects.select_related(*slot.BIJ).select_for_update(of=("self",)).filter(pk=signaal_id).first()
    if rij is None:
        raise RegelFout("Dit signaal staat niet meer op de lijst.")
    return rij


def _acuut_op_slot(signaal_id: int, door: Gebruiker) -> Acuutmelding:
    sleutel = Signaal.objects.values_list("overeenkomst", flat=True).filter(pk=signaal_id, acuut__isnull=False).first()
    if sleutel is None:
        raise RegelFout("Dit is geen acuut signaal.")
    slot.eis_staf(slot.vergrendel(sleutel), door, Recht.PRODUCTIE_CONTROLEREN)
    rijen = Acuutmelding.objects.select_related(*(f"signaal__{deel}" for deel in slot.BIJ))
    return rijen.select_for_update(of=("self",)).get(signaal=signaal_id)
