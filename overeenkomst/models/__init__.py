"""The overeenkomst, how it is offered and signed, and the official texts it is made from."""

from overeenkomst.models.aanbieding import Aanbieding, Contactpersoon, Contractgegevens, Ondertekening
from overeenkomst.models.contract import Modeltekst, Overeenkomst, OvereenkomstQuerySet

__all__ = [
    "Aanbieding",
    "Contactpersoon",
    "Contractgegevens",
    "Modeltekst",
    "Ondertekening",
    "Overeenkomst",
    "OvereenkomstQuerySet",
]
