"""Payment of declaraties, one or a whole run at once; by somebody else than who found them correct (R17, OV-181)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.opmaak import datum, euro
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_een_account
from uitvoering.actions.declaratieslot import eis_productie, meld, op_slot, waarover
from uitvoering.models import Declaratie
from uitvoering.rules import declaratie as rules
from uitvoering.rules.betaalblad import Betaling, eis_zoals_betaald
from uitvoering.states.declaratie import Declaratiestatus


@dataclass(frozen=True)
class Betaalverslag:
    """What a run did: payments registered, payments that were there already, lines of its file without a day.

    Or what is wrong: then nothing is kept.
    """

    vastgelegd: int = 0
    aanwezig: int = 0
    zonder_dag: int = 0
    fouten: tuple[str, ...] = ()


@transaction.atomic
def leg_betaling_vast(*, declaratie_id: int, dag: date, door: Gebruiker) -> Declaratie:
    """Paid on this day."""
    rij = op_slot(declaratie_id, door)
    _eis_te_betalen(rij, dag, door)
    return _betaal(rij, dag, door)


@transaction.atomic
def leg_betalingen_vast(*, betalingen: Sequence[Betaling], door: Gebruiker, sha256: str = "") -> Betaalverslag:
    """Paid on their days, all or nothing; sent twice is once. `sha256`: of the file they come from, for the log."""
    rijen = _samen_op_slot([betaling.declaratie for betaling in betalingen], door)
    nieuw: list[tuple[Declaratie, date]] = []
    fouten: list[str] = []
    for betaling in betalingen:
        rij = rijen.get(betaling.declaratie)
        try:
            if rij is None:
                raise RegelFout("Deze declaratie is niet van uw zorgkantoor. Controleer de code.")
            eis_zoals_betaald(betaling, overeenkomst=rij.dossier.overeenkomst.kenmerk, te_betalen=rij.te_betalen)
            if rij.status == Declaratiestatus.BETAALD and rij.betaald_dag == betaling.dag:
                continue
            _eis_te_betalen(rij, betaling.dag, door)
            nieuw.append((rij, betaling.dag))
        except RegelFout as fout:
            wat = betaling.plek or (f"{rij.code}, {waarover(rij)}, {rij.organisatie}" if rij else "")
            fouten.append(f"{wat}: {fout.tekst}")
    if fouten:
        return Betaalverslag(fouten=tuple(fouten))
    for rij, dag in nieuw:
        _betaal(rij, dag, door, **({"bestand": sha256} if sha256 else {}))
    return Betaalverslag(len(nieuw), len(betalingen) - len(nieuw))


def _samen_op_slot(ids: Iterable[int], door: Gebruiker) -> dict[int, Declaratie]:
    """Those of the zorgkantoren of this user: first the overeenkomsten, as every act on one does, then the rows."""
    hier = Declaratie.objects.voor_staf(door, Recht.PRODUCTIE_CONTROLEREN).filter(pk__in=list(ids))
    contracten = Overeenkomst.objects.filter(inschrijving__regios__declaraties__in=hier).values("pk")
    list(Overeenkomst.objects.select_for_update(of=("self",)).filter(pk__in=contracten).order_by("pk"))
    rijen = Declaratie.objects.met_namen().filter(pk__in=hier.values("pk")).order_by("pk")
    return {rij.pk: rij for rij in rijen.select_for_update(of=("self",))}


def _eis_te_betalen(rij: Declaratie, dag: date, door: Gebruiker) -> None:
    if rij.status != Declaratiestatus.AKKOORD or rij.beoordeeld_op is None:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    rules.eis_ander(keurder=rij.beoordeeld_door_id, betaler=door.pk)
    eis_een_account([rij.beoordeeld_door_id] if rij.beoordeeld_door_id else [], door)
    eis_productie(rij)
    if not rij.te_betalen:
        raise RegelFout("Er is niets te betalen: dit bedrag is al betaald of het is € 0.")
    rules.eis_betaaldag(dag, akkoord=klok.lokaal(rij.beoordeeld_op).date(), vandaag=klok.vandaag())


def _betaal(rij: Declaratie, dag: date, door: Gebruiker, **herkomst: str) -> Declaratie:
    rij.betaald_dag, rij.betaald_door, rij.betaald_op = dag, door, klok.nu()
    rij.save(update_fields=["betaald_dag", "betaald_door", "betaald_op"])
    rij = zet_over(rij, "betaal", door=door, bedrag=str(rij.te_betalen), dag=str(dag), **herkomst)
    wat = f"{euro(rij.te_betalen)} betaald" if rij.te_betalen > 0 else f"{euro(rij.terug)} verrekend"
    meld(rij, "betaald", "Declaratie betaald", f"Op {datum(dag)} is voor {waarover(rij)} {wat}.")
    return rij
