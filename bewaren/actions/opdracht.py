"""An order to destroy: made by one person over the list as it is, confirmed by another over the same (B29, B59)."""

from django.db import transaction

from bewaren import queries
from bewaren.models import SOORTEN, Opdracht, Vernietiging
from bewaren.states import OPEN
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.personen import eis_tweede_persoon

ANDERS = "De lijst is veranderd sinds u keek. Lees de nieuwe lijst en begin opnieuw."
LOPEND = "Er is al een opdracht voor deze soort. Rond die eerst af of trek haar in."


@transaction.atomic
def geef_opdracht(*, soort: str, gezien_hash: str, reden: str, door: Gebruiker) -> Opdracht:
    """Make an order over everything of this kind that is due now. Nothing happens before another confirmed it.

    Raises RegelFout when that is not the list that was seen (R17), when it is empty, and while another order of this
    kind is open.
    """
    if Opdracht.objects.select_for_update(of=("self",)).filter(soort=soort, status__in=OPEN).exists():
        raise RegelFout(LOPEND)
    kandidaten = queries.te_vernietigen(SOORTEN[soort], klok.vandaag())
    if not kandidaten:
        raise RegelFout("Er is nu niets te vernietigen van deze soort.")
    hash_ = queries.hash_van(kandidaten)
    if hash_ != gezien_hash:
        raise RegelFout(ANDERS)
    opdracht, nieuw = Opdracht.objects.get_or_create(
        soort=soort,
        status__in=OPEN,
        defaults={"soort": soort, "reden": reden, "hash": hash_, "gevraagd_door": door, "gevraagd_op": klok.nu()},
    )
    if not nieuw:  # a colleague did the same at the same moment
        raise RegelFout(LOPEND)
    Vernietiging.objects.bulk_create(
        Vernietiging(
            opdracht=opdracht,
            vervalt_op=rij.vervalt_op,
            bestanden=rij.bestanden,
            bytes=rij.bytes,
            hash=rij.hash,
            **rij.wat,
        )
        for rij in kandidaten
    )
    aantal = {f"{opdracht.gegevenssoort.eenheid}s": len(kandidaten)}
    leg_vast(opdracht, "geef_opdracht", door=door, soort=soort, hash=hash_, **aantal)
    return opdracht


@transaction.atomic
def bevestig(*, opdracht_id: int, gezien_hash: str, door: Gebruiker) -> Opdracht:
    """Another natural person confirms exactly this list, and everything on it is still due as it stands there.

    Raises RegelFout for the same person, for another list, and when something on it changed since: then that order is
    of no use any more and is withdrawn.
    """
    opdracht = _op_slot(opdracht_id)
    eis_tweede_persoon(opdracht.gevraagd_door_id, door, zelf="U gaf deze opdracht zelf. Een collega bevestigt haar.")
    pks = [regel.wat_id for regel in opdracht.regels.all()]
    nu = queries.te_vernietigen(opdracht.gegevenssoort, klok.vandaag(), pks)
    if gezien_hash != opdracht.hash:
        raise RegelFout(ANDERS)
    if queries.hash_van(nu) != opdracht.hash:
        raise RegelFout(
            f"Van een {opdracht.gegevenssoort.eenheid} op deze lijst is iets veranderd: het is weer nodig, of er ging "
            "een bestand weg. Trek deze opdracht in en maak een nieuwe."
        )
    opdracht.bevestigd_door, opdracht.bevestigd_op = door, klok.nu()
    opdracht.save(update_fields=["bevestigd_door", "bevestigd_op"])
    return zet_over(opdracht, "bevestig", door=door, hash=opdracht.hash)


@transaction.atomic
def trek_in(*, opdracht_id: int, door: Gebruiker) -> Opdracht:
    """Nothing is destroyed; anyone who may give an order may take one back before it is confirmed."""
    return zet_over(_op_slot(opdracht_id), "trek_in", door=door)


def _op_slot(opdracht_id: int) -> Opdracht:
    return Opdracht.objects.select_for_update(of=("self",)).get(pk=opdracht_id)
