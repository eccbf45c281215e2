"""The overeenkomst, how it is offered and signed, the official texts it is made from, and the money."""

from overeenkomst.models.aanbieding import Aanbieding, Contactpersoon, Contractgegevens, Ondertekening
from overeenkomst.models.contract import Modeltekst, Overeenkomst, OvereenkomstQuerySet
from overeenkomst.models.geld import Prijsvolumeafspraak, PrijsvolumeafspraakQuerySet, Verdeling
from overeenkomst.models.looptijd import Looptijdwijziging

__all__ = [
    "Aanbieding",
    "Contactpersoon",
    "Contractgegevens",
    "Looptijdwijziging",
    "Modeltekst",
    "Ondertekening",
    "Overeenkomst",
    "OvereenkomstQuerySet",
    "Prijsvolumeafspraak",
    "PrijsvolumeafspraakQuerySet",
    "Verdeling",
]
