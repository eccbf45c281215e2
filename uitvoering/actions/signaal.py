"""Signals about zorgaanbieders: record, share with the zorgkantoor, and what came of it (OV-108, OV-109)."""

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
from uitvoering.models import Signaal
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
    door: Gebruiker,
) -> Signaal:
    """Put a signal on the organisation's own list; the zorgkantoor does not see it yet."""
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
    return rij


@transaction.atomic
def deel_signaal(*, signaal_id: int, door: Gebruiker) -> Signaal:
    """Show it to the zorgkantoor, which hears of it. From then on only what came of it is added."""
    rij = _op_slot(signaal_id, door)
    if rij.gedeeld_op:
        raise RegelFout("U hebt dit signaal al gedeeld.")
    rij.gedeeld_door, rij.gedeeld_op = door, klok.nu()
    rij.save(update_fields=["gedeeld_door", "gedeeld_op"])
    leg_vast(rij, "deel_signaal", door=door)
    slot.bericht(
        rij.overeenkomst,
        Kant.ZORGKANTOOR,
        onderwerp="Signaal over een zorgaanbieder",
        tekst=f"{rij.overeenkomst.inschrijving.partijnaam} deelt een signaal over een zorgaanbieder.",
        over=f"uitvoering.signaal:{rij.pk}",
        adres=reverse("signaal", args=[rij.pk]),
    )
    return rij


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
