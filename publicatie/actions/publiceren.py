"""Publishing a round and filling the slots of its documents."""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde, Rondedocument
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
