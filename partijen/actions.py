"""What changes people and organisations."""

from typing import Any

from django.db import IntegrityError, transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, Organisatie, Rol, WlzUitvoerder
from partijen.rules import BEKEND
from partijen.states import Rolsoort


def registreer_organisatie(*, door: Gebruiker, **gegevens: Any) -> Organisatie:
    """Register the legal person and make its registrant tekenbevoegde.

    Raises RegelFout when the KvK number is known: a colleague then has to invite (B51).
    """
    try:
        with transaction.atomic():
            organisatie = Organisatie.objects.create(**gegevens)
            geef_rol(gebruiker=door, soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie, door=door)
            leg_vast(organisatie, "registreer", door=door)
    except IntegrityError as fout:
        raise RegelFout(BEKEND) from fout
    return organisatie


@transaction.atomic
def geef_rol(
    *,
    gebruiker: Gebruiker,
    soort: Rolsoort,
    door: Gebruiker | None,
    organisatie: Organisatie | None = None,
    uitvoerder: WlzUitvoerder | None = None,
) -> Rol:
    """Give a role from today on, and log it."""
    rol = Rol.objects.create(
        gebruiker=gebruiker, soort=soort, organisatie=organisatie, uitvoerder=uitvoerder, van=klok.vandaag()
    )
    leg_vast(rol, "geef_rol", door=door, soort=str(soort), gebruiker=gebruiker.pk)
    return rol
