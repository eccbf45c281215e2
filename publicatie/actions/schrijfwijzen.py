"""Other spellings of regions and gemeenten, as a source has them (OV-201)."""

from django.db import transaction

from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie.models import Gemeente, Gemeentealias, Regio, Regioalias


@transaction.atomic
def voeg_schrijfwijze_toe(*, van: Regio | Gemeente, naam: str, door: Gebruiker | None = None) -> None:
    """Keep a spelling beside the official name. Raises RegelFout when it already stands for another one."""
    if isinstance(van, Regio):
        alias, _ = Regioalias.objects.get_or_create(naam=naam, defaults={"regio": van})
        gelijk = alias.regio_id == van.pk
    else:
        ander, _ = Gemeentealias.objects.get_or_create(naam=naam, defaults={"gemeente": van})
        gelijk = ander.gemeente_id == van.pk
    if not gelijk:
        raise RegelFout(f"De naam {naam} staat al voor een andere. Verbeter het bestand.")
    leg_vast(van, "voeg_schrijfwijze_toe", door=door, naam=naam)
