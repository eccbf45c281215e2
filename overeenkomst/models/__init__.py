"""The overeenkomst, how it is offered and signed, the official texts it is made from, and the money."""

from overeenkomst.models.aanbieding import Aanbieding, Contactpersoon, Contractgegevens, Ondertekening
from overeenkomst.models.bereikbaarheid import Bereikbaarheid, EigenOndersteuning
from overeenkomst.models.contract import Modeltekst, Overeenkomst, OvereenkomstQuerySet
from overeenkomst.models.geld import Prijsvolumeafspraak, PrijsvolumeafspraakQuerySet, Verdeling
from overeenkomst.models.looptijd import Looptijdwijziging
from overeenkomst.models.onderaannemer import (
    Onderaannemer,
    OnderaannemerQuerySet,
    Onderaannemertoets,
    Onderaannemervraag,
)
from overeenkomst.models.regioafspraak import Regioafspraak
from overeenkomst.models.verlenging import Verlenging
from overeenkomst.models.wijziging import Addendum, Wijzigingshandtekening, Wijzigingsoverleg, Wijzigingsvoorstel

__all__ = [
    "Aanbieding",
    "Addendum",
    "Bereikbaarheid",
    "Contactpersoon",
    "Contractgegevens",
    "EigenOndersteuning",
    "Looptijdwijziging",
    "Modeltekst",
    "Onderaannemer",
    "OnderaannemerQuerySet",
    "Onderaannemertoets",
    "Onderaannemervraag",
    "Ondertekening",
    "Overeenkomst",
    "OvereenkomstQuerySet",
    "Prijsvolumeafspraak",
    "PrijsvolumeafspraakQuerySet",
    "Regioafspraak",
    "Verdeling",
    "Verlenging",
    "Wijzigingshandtekening",
    "Wijzigingsoverleg",
    "Wijzigingsvoorstel",
]
