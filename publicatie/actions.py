"""What changes an inkoopronde."""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde, Leemte, Regiotoewijzing, Rondedocument
from publicatie.queries import belemmeringen_publicatie


@transaction.atomic
def publiceer(*, ronde_id: int, door: Gebruiker) -> Inkoopronde:
    """Publish a round. Raises RegelFout that names what is missing (IK-003, IK-018, IK-025)."""
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if klachten := belemmeringen_publicatie(ronde):
        raise RegelFout("Publiceren kan nog niet. " + " ".join(klachten))
    return zet_over(ronde, "publiceer", door=door)


@transaction.atomic
def plaats_document(*, ronde_id: int, slot: str, naam: str, inhoud: bytes, door: Gebruiker) -> Rondedocument:
    """Put a file in the slot of a round; a filled slot gets its next version (IK-003 to IK-009)."""
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    laatste = ronde.documenten.filter(slot=slot).order_by("-versie").first()
    if laatste is None:
        raise RegelFout("Deze ronde kent die bijlage niet. Kies een bijlage uit de lijst.")
    stuk = bewaar(dossier=f"ronde:{ronde.pk}", naam=naam, inhoud=inhoud)
    if laatste.stuk_id or laatste.adres:
        laatste = Rondedocument(
            ronde=ronde,
            slot=slot,
            titel=laatste.titel,
            versie=laatste.versie + 1,
            volgnummer=laatste.volgnummer,
            verplicht=laatste.verplicht,
        )
    laatste.stuk, laatste.geplaatst_op = stuk, klok.nu()
    laatste.save()
    leg_vast(ronde, "plaats_document", door=door, slot=slot, versie=laatste.versie, sha256=stuk.sha256)
    return laatste


@transaction.atomic
def stel_leemte_op(*, toewijzing_id: int, soort: str, omschrijving: str, reden: str, door: Gebruiker) -> Leemte:
    """Write down a gap in a region; it counts once another person has fixed it (A36)."""
    toewijzing = _open_toewijzing(toewijzing_id)
    leemte = Leemte.objects.create(
        toewijzing=toewijzing, soort=soort, omschrijving=omschrijving, reden=reden, opgesteld_door=door
    )
    leg_vast(leemte, "stel_leemte_op", door=door)
    return leemte


@transaction.atomic
def stel_leemte_vast(*, leemte_id: int, door: Gebruiker) -> Leemte:
    """A second person fixes the gap, before the first moment at which dossiers can be opened (A36)."""
    leemte = Leemte.objects.select_for_update(of=("self",)).select_related("toewijzing").get(pk=leemte_id)
    _open_toewijzing(leemte.toewijzing_id)
    if leemte.vastgesteld_op:
        raise RegelFout("Deze leemte is al vastgesteld.")
    if leemte.opgesteld_door_id == door.pk:
        raise RegelFout("U hebt deze leemte zelf opgesteld. Vraag een collega om haar vast te stellen.")
    leemte.vastgesteld_door, leemte.vastgesteld_op = door, klok.nu()
    leemte.save(update_fields=["vastgesteld_door", "vastgesteld_op"])
    leg_vast(leemte, "stel_leemte_vast", door=door)
    return leemte


def _open_toewijzing(toewijzing_id: int) -> Regiotoewijzing:
    """The region under its lock, refused once the dossiers can be open."""
    toewijzing = (
        Regiotoewijzing.objects.select_for_update(of=("self",)).select_related("ronde", "regio").get(pk=toewijzing_id)
    )
    opening = toewijzing.ronde.opening_vanaf
    if opening and klok.nu() >= opening:
        raise RegelFout(
            f"De dossiers van {toewijzing.regio.naam} kunnen nu open. Leemten liggen vast vóór de opening en "
            "kunnen niet meer veranderen."
        )
    return toewijzing
