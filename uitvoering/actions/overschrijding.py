"""The overspend file: opened by either side or by the watch, its steps in order, and its end (IK-177, OV-162)."""

from datetime import date

from django.db import transaction

from bekendmaking.rules import eis_tekst
from berichten.models import Bericht
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from overeenkomst.states import Status as Contractstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid, eis_recht
from uitvoering.actions import slot
from uitvoering.actions.overschrijdingslot import eis_open, meld, op_slot
from uitvoering.models import Overschrijding, Overschrijdingsstap
from uitvoering.queries import budget, productie
from uitvoering.queries import overschrijding as lezen
from uitvoering.queries.budget import Budgetstand
from uitvoering.rules import overschrijding as rules
from uitvoering.rules.budget import Drempel
from uitvoering.states.overschrijding import Herschikkingstatus, Stapuitkomst, Trap

WAARSCHUWING = {  # what the mail says, and what the file says
    Drempel.PROGNOSE: (
        "Het budget dreigt niet genoeg te zijn",
        "Als het zo doorgaat, is het budget van {jaar} voor {regio} voor het eind van het jaar op.",
    ),
    Drempel.BEREIKT: ("Het budget is bereikt", "Het budget van {jaar} voor {regio} is op."),
}


def _kant(overeenkomst: Overeenkomst, door: Gebruiker) -> Kant:
    """The side of this person. Raises PermissionDenied for who is on neither."""
    if overeenkomst.inschrijving.organisatie_id in bevoegdheid(door).organisaties(Recht.INSCHRIJVEN):
        return Kant.ORGANISATIE
    eis_recht(door, Recht.PRIJSVOLUME_VERDELEN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    return Kant.ZORGKANTOOR


@transaction.atomic
def open_overschrijding(*, regio_id: int, jaar: int, aanleiding: str, door: Gebruiker) -> Overschrijding:
    """Open a file because the budget will not be enough; either side can (OV-162). The other one gets a message."""
    overeenkomst = slot.vergrendel(Overeenkomst.objects.values_list("pk", flat=True).get(inschrijving__regios=regio_id))
    kant = _kant(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    rules.eis_jaar_loopt(jaar, vandaag=klok.vandaag())
    if lezen.afspraak(regio_id, jaar) is None:
        raise RegelFout("Voor deze regio en dit jaar is nog geen budget afgesproken.")
    if Overschrijding.objects.open().filter(regioinschrijving=regio_id, jaar=jaar).exists():
        raise RegelFout("Er is al een dossier open over dit budget. Ga daarin verder.")
    rij = _open(overeenkomst, regio_id, jaar, eis_tekst(aanleiding, "de aanleiding"), kant, door)
    ander = Kant.ZORGKANTOOR if kant == Kant.ORGANISATIE else Kant.ORGANISATIE
    tekst = f"Er is een dossier geopend over het budget van {jaar} voor {rij.regioinschrijving.toewijzing.regio.naam}."
    meld(rij, ander, f"{rij.pk}:open", "Budget niet genoeg", f"{tekst} Zoek eerst samen naar een oplossing.")
    return rij


def _open(
    overeenkomst: Overeenkomst, regio_id: int, jaar: int, aanleiding: str, kant: str, door: Gebruiker | None
) -> Overschrijding:
    rij = Overschrijding.objects.create(
        overeenkomst=overeenkomst,
        regioinschrijving_id=regio_id,
        jaar=jaar,
        aanleiding=aanleiding,
        kant=kant,
        opener=door,
        geopend_op=klok.nu(),
    )
    leg_vast(rij, "open_overschrijding", door=door, jaar=jaar, kant=str(kant))
    return rij


@transaction.atomic
def leg_stap_vast(
    *, overschrijding_id: int, trap: str, op: date, deelnemers: str, uitkomst: str, toelichting: str, door: Gebruiker
) -> Overschrijdingsstap:
    """What a talk came to (IK-178, IK-182, OV-167). The organisation records those on maatwerk, the zorgkantoor all.

    Raises RegelFout for a day that has not come, and for a step that the ronde does not allow yet.
    """
    rij = op_slot(overschrijding_id)
    kant = _kant(rij.overeenkomst, door)
    eis_open(rij)
    if trap not in Trap or uitkomst not in Stapuitkomst:
        raise RegelFout("Kies een stap en een uitkomst.")
    if kant == Kant.ORGANISATIE and trap != Trap.MAATWERK:
        raise RegelFout("Deze stap legt het zorgkantoor vast. U legt gesprekken over maatwerk vast.")
    if op > klok.vandaag():
        raise RegelFout("Dit overleg moet nog komen. Leg het daarna vast.")
    gemist = lezen.overgeslagen(rij, trap)
    rules.eis_volgorde(gemist, streng=rij.overeenkomst.inschrijving.ronde.overheveling_streng)
    stap = Overschrijdingsstap.objects.create(
        overschrijding=rij,
        trap=trap,
        op=op,
        deelnemers=eis_tekst(deelnemers, "wie erbij waren"),
        uitkomst=uitkomst,
        toelichting=eis_tekst(toelichting, "de toelichting"),
        overgeslagen=gemist,
        door=door,
        vastgelegd_op=klok.nu(),
    )
    leg_vast(rij, "leg_stap_vast", door=door, trap=trap, uitkomst=uitkomst, overgeslagen=len(gemist))
    ander = Kant.ZORGKANTOOR if kant == Kant.ORGANISATIE else Kant.ORGANISATIE
    meld(rij, ander, f"{rij.pk}:stap:{stap.pk}", "Budget: stap vastgelegd", f"Vastgelegd is: {rij.trapnaam(trap)}.")
    return stap


@transaction.atomic
def sluit_overschrijding(*, overschrijding_id: int, slot: str, door: Gebruiker) -> Overschrijding:
    """Close the file with how it ended. Raises RegelFout while nothing is recorded or a herschikking waits."""
    rij = op_slot(overschrijding_id)
    eis_recht(door, Recht.PRIJSVOLUME_VERDELEN, uitvoerder_id=rij.overeenkomst.inschrijving.uitvoerder_id)
    eis_open(rij)
    if not lezen.gedaan(rij):
        raise RegelFout("Leg eerst ten minste één stap met zijn uitkomst vast.")
    if rij.herschikkingen.filter(status=Herschikkingstatus.ONTWERP).exists():
        raise RegelFout("Er wacht nog een herschikking. Stel die eerst vast of laat haar niet doorgaan.")
    rij.slot, rij.gesloten_door, rij.gesloten_op = eis_tekst(slot, "hoe het afliep"), door, klok.nu()
    rij.save(update_fields=["slot", "gesloten_door", "gesloten_op"])
    rij = zet_over(rij, "sluit", door=door)
    meld(rij, Kant.ORGANISATIE, f"{rij.pk}:slot", "Dossier over het budget is gesloten", "U leest hoe het afliep.")
    return rij


# The watch


def bewaak_budgetten() -> int:
    """Warn both sides of each budget that passes a threshold, once, and open its file; how many (IK-177, OV-162)."""
    lopend = productie.lopend().filter(regioinschrijving__inschrijving__overeenkomst__status=Contractstatus.VAN_KRACHT)
    sleutels = {_sleutel(rij): rij for rij in budget.standen(lopend, budget.laatste_jaar()) if rij.verloop.drempels}
    voor = [f"uitvoering.overschrijding:{sleutel}" for sleutel in sleutels]
    gemeld = set(Bericht.objects.filter(over__in=voor).values_list("over", flat=True))
    return sum(
        _waarschuw(rij.regio.pk, rij.jaar)
        for sleutel, rij in sleutels.items()
        if f"uitvoering.overschrijding:{sleutel}" not in gemeld
    )


def _sleutel(rij: Budgetstand) -> str:
    """Of the gravest threshold of a version of the budget: another version can be passed again."""
    return f"{rij.afspraak.pk}:{rij.verloop.drempels[-1]}"


@transaction.atomic
def _waarschuw(regio_id: int, jaar: int) -> bool:
    """Look again under the lock: another worker may have been first, or the figures were corrected."""
    overeenkomst = slot.vergrendel(Overeenkomst.objects.values_list("pk", flat=True).get(inschrijving__regios=regio_id))
    [stand] = budget.standen(productie.lopend().filter(regioinschrijving=regio_id), jaar)
    if not stand.verloop.drempels:
        return False
    sleutel, drempel = _sleutel(stand), stand.verloop.drempels[-1]
    if Bericht.objects.filter(over=f"uitvoering.overschrijding:{sleutel}").exists():
        return False
    onderwerp, vorm = WAARSCHUWING[drempel]
    tekst = vorm.format(jaar=jaar, regio=stand.regionaam)
    rij = Overschrijding.objects.open().filter(regioinschrijving=regio_id, jaar=jaar).first()
    rij = rij or _open(overeenkomst, regio_id, jaar, tekst, "", None)
    for kant in Kant:
        meld(rij, kant, sleutel, onderwerp, f"{tekst} Zoek samen naar een oplossing en leg die vast in het dossier.")
    return True
