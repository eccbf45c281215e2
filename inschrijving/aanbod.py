"""Reading what an organisation offers in the parts it got: the addresses of eis 7 and who gives the support."""

from collections.abc import Collection
from dataclasses import dataclass

from inschrijving.models import Bestuursverklaring, Clientondersteuner
from inschrijving.personen import Melding, Persoon, verschillende_personen


@dataclass(frozen=True)
class Aanbod:
    """Web addresses of the klachtenregeling and the privacyreglement (each once), and the different people."""

    klachten: list[str]
    privacy: list[str]
    personen: list[Persoon]


def aanbod(delen: Collection[int]) -> Aanbod:
    """Of these parts (pks of Regioinschrijving) of opened dossiers; two queries (IK-135, IK-136)."""
    verklaringen = Bestuursverklaring.objects.filter(inschrijving__regios__in=delen).order_by("inschrijving").distinct()
    adressen = list(verklaringen.values_list("klachten_adres", "privacy_adres"))
    rijen = Clientondersteuner.objects.filter(regios__in=delen).order_by("pk")
    meldingen = [Melding(*rij) for rij in rijen.values_list("naam", "registratienummer", "regios")]
    return Aanbod(
        klachten=list(dict.fromkeys(klachten for klachten, _ in adressen if klachten)),
        privacy=list(dict.fromkeys(privacy for _, privacy in adressen if privacy)),
        personen=verschillende_personen(meldingen),
    )
