"""Periodieke gesprekken: planning, agenda of both sides, report, and how often (OV-185, OV-186, OV-206)."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.actions import slot
from uitvoering.models import Agendapunt, Gesprek, Gespreksfrequentie, Kennisupdate
from uitvoering.rules import gesprek as rules
from uitvoering.states.gesprek import Status


@transaction.atomic
def plan_gesprek(*, overeenkomst_id: int, op: datetime, plaats: str, door: Gebruiker) -> Gesprek:
    """Plan the next gesprek; points that waited come on its agenda, and the organisation gets a message."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_staf(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    if op <= klok.nu():
        raise RegelFout("Kies een moment dat nog komt.")
    if Gesprek.objects.filter(overeenkomst=overeenkomst, status=Status.GEPLAND).exists():
        raise RegelFout("Er is al een gesprek gepland. Leg eerst vast hoe dat ging.")
    velden = {"op": op, "plaats": eis_tekst(plaats, "de plaats"), "gepland_door": door}
    rij = Gesprek.objects.create(overeenkomst=overeenkomst, **velden)
    Agendapunt.objects.filter(overeenkomst=overeenkomst, gesprek=None).update(gesprek=rij)
    leg_vast(rij, "plan_gesprek", door=door, op=op.isoformat())
    slot.bericht(
        overeenkomst,
        Kant.ORGANISATIE,
        onderwerp="Periodiek gesprek",
        tekst=f"Wij spreken elkaar op {moment(op)}. U kunt punten op de agenda zetten.",
        over=f"uitvoering.gesprek:{rij.pk}",
        adres=reverse("mijn_gesprekken", args=[overeenkomst.inschrijving.kenmerk]),
    )
    return rij


def _kant(overeenkomst: Overeenkomst, door: Gebruiker) -> Kant:
    """The side of this person. Raises PermissionDenied for who is on neither."""
    if overeenkomst.inschrijving.organisatie_id in bevoegdheid(door).organisaties(Recht.INSCHRIJVEN):
        return Kant.ORGANISATIE
    slot.eis_staf(overeenkomst, door)
    return Kant.ZORGKANTOOR


@transaction.atomic
def zet_op_agenda(*, overeenkomst_id: int, tekst: str, door: Gebruiker) -> Agendapunt:
    """Put a point on the agenda of the planned gesprek, or of the next one to be planned."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    kant = _kant(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    punt = Agendapunt.objects.create(
        overeenkomst=overeenkomst,
        gesprek=Gesprek.objects.filter(overeenkomst=overeenkomst, status=Status.GEPLAND).first(),
        kant=kant,
        tekst=eis_tekst(tekst, "het agendapunt"),
        door=door,
        op=klok.nu(),
    )
    leg_vast(overeenkomst, "zet_op_agenda", door=door, kant=str(kant), punt=punt.pk)
    return punt


@transaction.atomic
def haal_van_agenda(*, punt_id: int, door: Gebruiker) -> None:
    """Take a point of one's own side away, as long as its gesprek was not held. Who is gone already is gone."""
    sleutel = Agendapunt.objects.values_list("overeenkomst", flat=True).filter(pk=punt_id).first()
    if sleutel is None:
        return
    overeenkomst = slot.vergrendel(sleutel)
    kant = _kant(overeenkomst, door)
    punt = Agendapunt.objects.select_related("gesprek").filter(pk=punt_id).first()
    if punt is None:
        return
    rules.eis_eigen_punt(van=punt.kant, kant=kant)
    if punt.gesprek and punt.gesprek.status != Status.GEPLAND:
        raise RegelFout("Dit gesprek is al geweest. De agenda blijft zoals zij was.")
    leg_vast(overeenkomst, "haal_van_agenda", door=door, kant=str(kant), punt=punt.pk)
    punt.delete()


def _op_slot(gesprek_id: int, door: Gebruiker) -> Gesprek:
    overeenkomst = slot.vergrendel(Gesprek.objects.values_list("overeenkomst", flat=True).get(pk=gesprek_id))
    slot.eis_staf(overeenkomst, door)
    return Gesprek.objects.select_for_update(of=("self",)).get(pk=gesprek_id)


@transaction.atomic
def leg_verslag_vast(*, gesprek_id: int, verslag: str, door: Gebruiker) -> Gesprek:
    """The gesprek was held; both sides read the report. Raises RegelFout before its moment."""
    rij = _op_slot(gesprek_id, door)
    if klok.nu() < rij.op:
        raise RegelFout(f"Dit gesprek is pas op {moment(rij.op)}. Leg het verslag daarna vast.")
    rij.verslag = eis_tekst(verslag, "het verslag")
    rij.save(update_fields=["verslag"])
    return zet_over(rij, "houd", door=door)


@transaction.atomic
def laat_gesprek_vervallen(*, gesprek_id: int, door: Gebruiker) -> Gesprek:
    """It does not go on; its points wait for the next one."""
    rij = zet_over(_op_slot(gesprek_id, door), "laat_vervallen", door=door)
    rij.punten.update(gesprek=None)
    return rij


@transaction.atomic
def stel_frequentie_in(*, overeenkomst_id: int, per_jaar: int, reden: str, door: Gebruiker) -> Gespreksfrequentie:
    """How often a year, with the reason of the change (OV-186)."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_staf(overeenkomst, door)
    rules.eis_frequentie(per_jaar)
    velden = {"per_jaar": per_jaar, "reden": eis_tekst(reden, "de reden"), "door": door, "op": klok.nu()}
    rij = Gespreksfrequentie.objects.create(overeenkomst=overeenkomst, **velden)
    leg_vast(overeenkomst, "stel_frequentie_in", door=door, per_jaar=per_jaar)
    return rij


@transaction.atomic
def leg_kennis_vast(*, overeenkomst_id: int, dag: date, tekst: str, door: Gebruiker) -> Kennisupdate:
    """The organisation says when its people last brought their knowledge up to date, and how (eis 3, IK-126)."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    if dag > klok.vandaag():
        raise RegelFout("Kies een dag die al is geweest.")
    velden = {"dag": dag, "tekst": eis_tekst(tekst, "wat u deed"), "door": door, "op": klok.nu()}
    rij = Kennisupdate.objects.create(overeenkomst=overeenkomst, **velden)
    leg_vast(overeenkomst, "leg_kennis_vast", door=door, dag=dag.isoformat())
    return rij
