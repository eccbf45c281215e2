"""The scripted cast, part nine: a budget that will not be enough, and the money that comes from a neighbour."""

from decimal import Decimal

from django.db.models import QuerySet

from kern import klok
from kern.fouten import RegelFout
from partijen.models import WlzUitvoerder
from portaal.demo.cast import elk, staf
from portaal.demo.contractanten import UITVOERDER
from portaal.demo.declaranten import DECLARANT
from uitvoering import actions
from uitvoering.models import Overschrijding
from uitvoering.queries import overschrijding as queries
from uitvoering.states.overschrijding import Stapuitkomst, Trap

DEEL = Decimal("0.2")  # of its budget
DUIZEND = Decimal(1000)


def bewaak() -> None:
    """What beat does every day, now."""
    actions.bewaak_budgetten()


def _open() -> QuerySet[Overschrijding]:
    dossier = "overeenkomst__inschrijving"
    rijen = Overschrijding.objects.open().order_by("pk")
    return rijen.filter(
        **{f"{dossier}__uitvoerder__code": UITVOERDER, f"{dossier}__organisatie__statutaire_naam": DECLARANT}
    )


def los_op() -> list[str]:
    """First a talk on maatwerk, then budget of another organisation in the region; two people, and it closes."""
    return elk(_open(), _los_op)


def _los_op(rij: Overschrijding) -> None:
    uitvoerder = WlzUitvoerder.objects.get(code=UITVOERDER)
    inkoper, manager = staf(uitvoerder, "inkoper-een"), staf(uitvoerder, "manager")
    if not queries.gedaan(rij):
        actions.leg_stap_vast(
            overschrijding_id=rij.pk,
            trap=Trap.MAATWERK,
            op=klok.vandaag(),
            deelnemers="De bestuurder en de inkoper",
            uitkomst=Stapuitkomst.NIET,
            toelichting="Minder uren per vraag gaat niet: de vragen zijn zwaarder dan verwacht.",
            door=inkoper,
        )
    van_id, bedrag = _gever(rij)
    herschikking = actions.stel_herschikking_op(
        overschrijding_id=rij.pk,
        trap=Trap.REGIO,
        van_id=van_id,
        bedrag=bedrag,
        vanaf=klok.vandaag(),
        motivering="Deze organisatie houdt dit jaar geld over. In de regio blijft de ondersteuning zo op peil.",
        door=inkoper,
    )
    actions.stel_herschikking_vast(herschikking_id=herschikking.pk, gezien_hash=herschikking.hash, door=manager)
    tekst = "Met dit geld komt de organisatie het jaar door."
    actions.sluit_overschrijding(overschrijding_id=rij.pk, slot=tekst, door=inkoper)


def _gever(rij: Overschrijding) -> tuple[int, Decimal]:
    """The budget in the region with the most room, and a fifth of the budget that is short, in whole thousands."""
    naar = queries.afspraak(rij.regioinschrijving_id, rij.jaar)
    ruimte = [(_vrij(regio.pk, rij.jaar), regio.pk) for regio in queries.gevers(rij).get(Trap.REGIO, [])]
    if naar is None or not ruimte:
        raise RegelFout("In de regio van dit dossier is geen ander budget.")
    vrij, van_id = max(ruimte)
    return van_id, min(naar.budget * DEEL, vrij) // DUIZEND * DUIZEND


def _vrij(regio_id: int, jaar: int) -> Decimal:
    afspraak = queries.afspraak(regio_id, jaar)
    return queries.ruimte(afspraak).vrij if afspraak else Decimal(0)
