"""Publishing a round and filling the slots of its documents."""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from partijen.models import Gebruiker
from publicatie.actions.wijzigen import controleer, gewijzigd
from publicatie.gereed import belemmeringen_publicatie
from publicatie.models import Inkoopronde, Rondedocument


@transaction.atomic
def publiceer(*, ronde_id: int, door: Gebruiker) -> Inkoopronde:
    """Publish a round. Raises RegelFout that names what is missing (IK-003, IK-018, IK-025)."""
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if klachten := belemmeringen_publicatie(ronde):
        raise RegelFout("Publiceren kan nog niet. " + " ".join(klachten))
    return zet_over(ronde, "publiceer", door=door)


def plaats_document(
    *,
    ronde_id: int,
    slot: str,
    door: Gebruiker,
    naam: str = "",
    inhoud: bytes | None = None,
    adres: str = "",
    reden: str = "",
) -> Rondedocument:
    """Put a file, or the address of one elsewhere, in a slot; a filled one gets its next version (IK-003 to IK-009)."""
    keuring = None
    if inhoud is not None:
        keuring = keur_voor(rij=Inkoopronde.objects.get(pk=ronde_id), naam=naam, inhoud=inhoud, door=door)
    plaatsing = gewijzigd(ronde_id=ronde_id, handeling="plaats_document", reden=reden, door=door)
    with transaction.atomic(), plaatsing as ronde:
        rij = ronde.documenten.filter(slot=slot).order_by("-versie").first()
        if rij is None:
            raise RegelFout("Deze ronde kent die bijlage niet. Kies een bijlage uit de lijst.")
        if bool(adres) == (keuring is not None):
            raise RegelFout("Kies een bestand of vul een adres in, niet allebei.")
        if rij.stuk_id or rij.adres:
            rij = Rondedocument(
                ronde=ronde,
                slot=slot,
                titel=rij.titel,
                versie=rij.versie + 1,
                volgnummer=rij.volgnummer,
                verplicht=rij.verplicht,
            )
        rij.adres = adres
        rij.stuk = bewaar(dossier=f"ronde:{ronde.pk}", keuring=keuring) if keuring else None
        rij.geplaatst_op = klok.nu()
        controleer(rij=rij)
        rij.save()
    return rij
