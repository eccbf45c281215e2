"""Who judges which dossier: dividing, giving, taking away, and passing on at a conflict of interest.

A help and not a wall: who may judge stays decided by the rights, the declared interests and the four eyes per eis.
What is divided decides whose work it is ('mijn werk').
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from beoordeling import queries, verdeling, werk
from beoordeling.actions.slot import vergrendel
from beoordeling.models import Belangenverklaring, Beoordelaar
from inschrijving.models import Inschrijving
from inschrijving.states import Status
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from partijen.personen import dubbelen, eis_verschillende_personen
from publicatie.models import Inkoopronde


@dataclass(frozen=True)
class Uitslag:
    """What a division did: how many places were filled, and how many of the asked ones stay free."""

    gevuld: int
    vrij: int


@transaction.atomic
def verdeel_werk(
    *,
    ronde: Inkoopronde,
    uitvoerder: WlzUitvoerder,
    mensen: Collection[int],
    regio_id: int | None = None,
    door: Gebruiker,
) -> Uitslag:
    """Fill the free places of dossiers that are still judged, evenly over these people (pks of Gebruiker).

    `regio_id`: only dossiers with a part in this region. Who is on a dossier stays; nobody comes twice on one, nor on
    one with a declared interest. Raises RegelFout before the opening, without people, and for who may not judge here.
    """
    eis_recht(door, Recht.WERK_VERDELEN, uitvoerder_id=uitvoerder.pk)
    if not queries.is_geopend(ronde, uitvoerder):
        raise RegelFout("De dossiers zijn nog niet geopend. Verdeel het werk na de opening.")
    verdeling.eis_mensen(mensen)
    eis_verschillende_personen(mensen)
    _eis_beoordelaars(mensen, uitvoerder.pk)
    dossiers = _op_slot(ronde, uitvoerder)
    vrij = _vrije_plekken(werk.te_beoordelen(dossiers, regio_id))
    nieuw = verdeling.verdeel(vrij, werk.lasten(ronde.pk, uitvoerder.pk, mensen))
    for dossier in dossiers:
        _geef(dossier, nieuw.get(dossier.pk, []), door)
    gevuld = sum(map(len, nieuw.values()))
    return Uitslag(gevuld, sum(rij.plekken for rij in vrij) - gevuld)


@transaction.atomic
def zet_beoordelaars(
    *, inschrijving_id: int, mensen: Sequence[int], gezien: Collection[int], door: Gebruiker
) -> list[Beoordelaar]:
    """Say who judges one dossier: give, take away and reassign in one. All are pks of Gebruiker.

    `gezien`: who had it on the screen of the user; refused when a colleague changed that meanwhile. What someone
    already judged stays.
    """
    inschrijving = vergrendel(inschrijving_id, door, Recht.WERK_VERDELEN)
    verdeling.eis_verschillend(mensen)
    eis_verschillende_personen(mensen)
    nu = set(inschrijving.beoordelaars.values_list("gebruiker_id", flat=True))
    if nu != set(gezien):
        raise RegelFout("Een collega heeft dit dossier intussen verdeeld. Bekijk wie het nu heeft en kies opnieuw.")
    nieuw = [mens for mens in mensen if mens not in nu]
    _eis_beoordelaars(nieuw, inschrijving.uitvoerder_id)
    _eis_geen_belang(inschrijving, nieuw)
    _neem_af(inschrijving, nu - set(mensen), door)
    _geef(inschrijving, nieuw, door)
    return list(inschrijving.beoordelaars.select_related("gebruiker"))


def geef_door(*, verklaring: Belangenverklaring) -> Gebruiker | None:
    """Pass the dossier of a declared interest on to the colleague with the fewest dossiers, and keep who that is.

    For a dossier under its lock. First those who share in the work of the round, then anyone who may judge there.
    None when the dossier was not this person's, or when there is nobody: then the place stays free.
    """
    inschrijving, door = verklaring.inschrijving, verklaring.gebruiker
    op_dossier = set(inschrijving.beoordelaars.values_list("gebruiker_id", flat=True))
    if door.pk not in op_dossier:
        return None
    _neem_af(inschrijving, {door.pk}, door)
    collegas = {mens.pk: mens for mens in werk.collegas(inschrijving.uitvoerder_id)}
    bezet = op_dossier | werk.met_belang([inschrijving.pk])[inschrijving.pk]
    kan = set(collegas) - bezet - dubbelen(bezet, set(collegas) - bezet).keys()
    lasten = werk.lasten(inschrijving.ronde_id, inschrijving.uitvoerder_id, kan)
    opvolger = verdeling.lichtst({mens: last for mens, last in lasten.items() if last} or lasten)
    if opvolger is None:
        return None
    _geef(inschrijving, [opvolger], door)
    verklaring.overgenomen_door = collegas[opvolger]
    verklaring.save(update_fields=["overgenomen_door"])
    return collegas[opvolger]


def _op_slot(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> list[Inschrijving]:
    """All opened dossiers, locked in one order, so that two who divide at once do it one after the other."""
    rijen = Inschrijving.objects.select_for_update(of=("self",)).filter(ronde=ronde, uitvoerder=uitvoerder)
    return list(rijen.filter(status=Status.GEOPEND).order_by("pk"))


def _vrije_plekken(dossiers: Sequence[int]) -> list[verdeling.Vrij]:
    """The free places of these dossiers (pks), in order."""
    bezet, belang = werk.bezetting(dossiers), werk.met_belang(dossiers)
    return [
        verdeling.Vrij(pk, len(verdeling.PLEKKEN) - len(bezet[pk]), frozenset(bezet[pk] | belang[pk]))
        for pk in dossiers
        if len(bezet[pk]) < len(verdeling.PLEKKEN)
    ]


def _geef(inschrijving: Inschrijving, mensen: Sequence[int], door: Gebruiker) -> None:
    if not mensen:
        return
    bezet = set(inschrijving.beoordelaars.values_list("plek", flat=True))
    vrij = [plek for plek in verdeling.PLEKKEN if plek not in bezet]
    for plek, mens in zip(vrij, mensen, strict=False):
        Beoordelaar.objects.create(
            inschrijving=inschrijving,
            gebruiker_id=mens,
            plek=plek,
            toebedeeld_door=door,
            toebedeeld_op=klok.nu(),
        )
    leg_vast(inschrijving, "deel_toe", door=door, gebruikers=list(mensen))


def _neem_af(inschrijving: Inschrijving, mensen: Iterable[int], door: Gebruiker) -> None:
    if weg := sorted(mensen):
        inschrijving.beoordelaars.filter(gebruiker__in=weg).delete()
        leg_vast(inschrijving, "neem_af", door=door, gebruikers=weg)


def _eis_beoordelaars(mensen: Iterable[int], uitvoerder_id: int) -> None:
    if set(mensen) - {mens.pk for mens in werk.collegas(uitvoerder_id)}:
        raise RegelFout("Iemand van uw keuze mag bij dit zorgkantoor niet beoordelen. Kies iemand uit de lijst.")


def _eis_geen_belang(inschrijving: Inschrijving, mensen: Iterable[int]) -> None:
    if met := set(mensen) & werk.met_belang([inschrijving.pk])[inschrijving.pk]:
        namen = ", ".join(Gebruiker.objects.filter(pk__in=met).order_by("naam").values_list("naam", flat=True))
        raise RegelFout(f"{namen} heeft een belang bij deze organisatie. Kies een andere collega.")
