"""The end of an overeenkomst: on its last day, or earlier (2.3; art. 28, 30 to 32)."""

from datetime import date

from django.db import transaction

from kern import klok
from kern.log import leg_vast
from kern.transitions import zet_over
from overeenkomst.actions import slot, versies
from overeenkomst.models import Looptijdwijziging, Overeenkomst, Prijsvolumeafspraak
from overeenkomst.queries import looptijden
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.states import Looptijdsoort
from partijen.models import Gebruiker


def beeindig_wat_voorbij_is() -> int:
    """Everything that is signed and whose last day is over; how many."""
    return sum(_beeindig(pk) for pk in looptijden.voorbij(klok.vandaag()).values_list("pk", flat=True))


@transaction.atomic
def _beeindig(overeenkomst_id: int) -> bool:
    """Once, whoever else is at it: decided again under the lock."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    if not looptijden.voorbij(klok.vandaag()).filter(pk=overeenkomst.pk).exists():
        return False
    zet_over(overeenkomst, "beeindig")
    return True


@transaction.atomic
def beeindig_per(*, overeenkomst_id: int, laatste_dag: date, reden: str, door: Gebruiker) -> Overeenkomst:
    """Let a signed overeenkomst end earlier, after a day from today on; for who decided that it ends, at either side.

    The grounds are for the caller to check (art. 28, 31, 32). The budget of the last year becomes its part for the
    days that are left (A61, OV-160), an afspraak for a later year falls. The status follows when the day is over.
    Raises RegelFout for what is not signed, for a day that has been, and for one after the present end.
    """
    versies.sluit_regios(overeenkomst_id=overeenkomst_id)
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.kant_van(overeenkomst, door)
    vandaag = klok.vandaag()
    slot.eis_lopend(overeenkomst)
    wijzigregels.eis_eerder_eind(laatste_dag, nu=overeenkomst.eind_op, vandaag=vandaag, reden=reden)
    for deel, eind in looptijden.eindes(overeenkomst.inschrijving).items():
        if eind > laatste_dag:
            zet_eind(deel=deel, tot=laatste_dag, soort=Looptijdsoort.BEEINDIGING, vanaf=vandaag, reden=reden, door=door)
    zet_laatste_dag(overeenkomst=overeenkomst)
    leg_vast(overeenkomst, "beeindig_per", door=door, laatste_dag=laatste_dag.isoformat(), toelichting=reden)
    return overeenkomst


def zet_eind(
    *, deel: int, tot: date, soort: Looptijdsoort, vanaf: date, reden: str, door: Gebruiker, akkoord: bool = False
) -> None:
    """Let the overeenkomst end on another day in the region of this Regioinschrijving, with its afspraken.

    `akkoord`: see versies.volgende_versie.
    """
    rij = {"soort": soort, "vanaf": vanaf, "tot": tot, "reden": reden, "door": door, "op": klok.nu()}
    Looptijdwijziging.objects.create(regioinschrijving_id=deel, **rij)
    afspraken = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving=deel, tot__gt=tot).order_by("jaar")
    for afspraak in afspraken:
        if afspraak.van > tot:
            zet_over(afspraak, "vervang", door=door)
        else:
            versies.volgende_versie(oud=afspraak, tot=tot, vanaf=vanaf, reden=reden, door=door, akkoord=akkoord)


def zet_laatste_dag(*, overeenkomst: Overeenkomst) -> None:
    """The last day of the whole: that of its last region."""
    overeenkomst.eind_op = max(looptijden.eindes(overeenkomst.inschrijving).values())
    overeenkomst.save(update_fields=["eind_op"])
