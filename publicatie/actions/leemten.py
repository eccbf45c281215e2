"""Gaps in the supply of a region: each by two people, and then the whole list, which may be empty, by two (A36).

The fixed list is what a court asks for. No dossier opens without it, and it never changes again.
"""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon
from publicatie.models import Leemte, Regiotoewijzing
from publicatie.queries import lijsthash

ZELF_OPGESTELD = "U hebt deze leemte zelf opgesteld. Vraag een collega om haar vast te stellen."
ZELF_VOORGELEGD = "U hebt deze lijst zelf voorgelegd. Vraag een collega om haar vast te stellen."


@transaction.atomic
def stel_leemte_op(*, toewijzing_id: int, soort: str, omschrijving: str, reden: str, door: Gebruiker) -> Leemte:
    """Write down a gap in a region; it counts once another person has fixed it. A list put forward falls back."""
    toewijzing = _op_slot(toewijzing_id)
    if toewijzing.leemten_voorgelegd_op:
        toewijzing.leemten_voorgelegd_door = toewijzing.leemten_voorgelegd_op = None
        toewijzing.save(update_fields=["leemten_voorgelegd_door", "leemten_voorgelegd_op"])
    leemte = Leemte.objects.create(
        toewijzing=toewijzing, soort=soort, omschrijving=omschrijving, reden=reden, opgesteld_door=door
    )
    leg_vast(leemte, "stel_leemte_op", door=door)
    return leemte


@transaction.atomic
def stel_leemte_vast(*, leemte_id: int, door: Gebruiker) -> Leemte:
    """A second person fixes the gap (A36)."""
    leemte = _open_leemte(leemte_id)
    eis_tweede_persoon(leemte.opgesteld_door_id, door, zelf=ZELF_OPGESTELD)
    leemte.vastgesteld_door, leemte.vastgesteld_op = door, klok.nu()
    leemte.save(update_fields=["vastgesteld_door", "vastgesteld_op"])
    leg_vast(leemte, "stel_leemte_vast", door=door)
    return leemte


@transaction.atomic
def trek_leemte_in(*, leemte_id: int, door: Gebruiker) -> None:
    """Take back a gap that nobody fixed, so that it does not hold up the list. Its text stays in the log."""
    leemte = _open_leemte(leemte_id)
    leg_vast(leemte, "trek_leemte_in", door=door, soort=leemte.soort, omschrijving=leemte.omschrijving)
    leemte.delete()


@transaction.atomic
def leg_leemtelijst_voor(*, toewijzing_id: int, door: Gebruiker) -> Regiotoewijzing:
    """Say that the list of a region is complete, also when it is empty. Each gap on it must be fixed first."""
    toewijzing = _op_slot(toewijzing_id)
    eis_recht(door, Recht.LEEMTE_VASTLEGGEN, uitvoerder_id=toewijzing.uitvoerder_id)
    if toewijzing.leemten_voorgelegd_op:
        raise RegelFout("Een collega legde deze lijst al voor. Ververs de bladzijde.")
    if toewijzing.leemten.filter(vastgesteld_op__isnull=True).exists():
        raise RegelFout("Er is een leemte die nog niet is vastgesteld. Stel haar vast of trek haar in.")
    toewijzing.leemten_voorgelegd_door, toewijzing.leemten_voorgelegd_op = door, klok.nu()
    toewijzing.save(update_fields=["leemten_voorgelegd_door", "leemten_voorgelegd_op"])
    leg_vast(toewijzing, "leg_leemtelijst_voor", door=door, hash=lijsthash(toewijzing))
    return toewijzing


@transaction.atomic
def stel_leemtelijst_vast(*, toewijzing_id: int, gezien: str, door: Gebruiker) -> Regiotoewijzing:
    """A second person fixes the whole list as it was on the screen (`gezien`: its `lijsthash`); for good (A36, B29)."""
    toewijzing = _op_slot(toewijzing_id)
    eis_recht(door, Recht.LEEMTE_VASTLEGGEN, uitvoerder_id=toewijzing.uitvoerder_id)
    if toewijzing.leemten_voorgelegd_door_id is None:
        raise RegelFout("Deze lijst is niet of niet meer voorgelegd. Bekijk de regio opnieuw.")
    eis_tweede_persoon(toewijzing.leemten_voorgelegd_door_id, door, zelf=ZELF_VOORGELEGD)
    nu = lijsthash(toewijzing)
    if gezien != nu:
        raise RegelFout("De lijst is veranderd sinds u keek. Bekijk haar opnieuw en stel haar dan vast.")
    toewijzing.leemten_vastgesteld_door, toewijzing.leemten_vastgesteld_op = door, klok.nu()
    toewijzing.save(update_fields=["leemten_vastgesteld_door", "leemten_vastgesteld_op"])
    leg_vast(toewijzing, "stel_leemtelijst_vast", door=door, hash=nu)
    return toewijzing


def _open_leemte(leemte_id: int) -> Leemte:
    """A gap that nobody fixed, locked after its region: the order of every act on a list."""
    _op_slot(Leemte.objects.values_list("toewijzing", flat=True).get(pk=leemte_id))
    leemte = Leemte.objects.select_for_update(of=("self",)).filter(pk=leemte_id).first()
    if leemte is None:
        raise RegelFout("Deze leemte is intussen ingetrokken. Bekijk de regio opnieuw.")
    if leemte.vastgesteld_op:
        raise RegelFout("Deze leemte is al vastgesteld.")
    return leemte


def _op_slot(toewijzing_id: int) -> Regiotoewijzing:
    """The region under its lock, refused once its list is fixed."""
    rijen = Regiotoewijzing.objects.select_for_update(of=("self",)).select_related("ronde", "regio")
    toewijzing = rijen.get(pk=toewijzing_id)
    if toewijzing.leemten_vastgesteld_op:
        raise RegelFout(f"De leemten van {toewijzing.regio.naam} liggen vast. De lijst kan niet meer veranderen.")
    return toewijzing
