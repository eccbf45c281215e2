"""Who may handle a bezwaar: someone of the zorgkantoor who did not judge the dossier and has no interest in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from beoordeling.oordelaars import oordelaars
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import RECHTEN, Recht
from partijen.personen import dubbelen


@dataclass(frozen=True)
class Keuze:
    """The people of a zorgkantoor: who may handle this dossier, and of the others why not, by name."""

    kan: list[Gebruiker]
    kan_niet: dict[int, str]


def mensen(uitvoerder: WlzUitvoerder, recht: Recht = Recht.BEZWAAR_BEHANDELEN) -> list[Gebruiker]:
    """The people of this uitvoerder who handle bezwaren today, or have another right there, by name."""
    soorten = [soort for soort, rechten in RECHTEN.items() if recht in rechten]
    rijen = Gebruiker.objects.filter(
        rollen__in=uitvoerder.rollen.geldig(klok.vandaag()).filter(soort__in=soorten), is_active=True
    )
    return list(rijen.distinct().order_by("naam", "email"))


def keuze(inschrijving: Inschrijving) -> Keuze:
    """Everyone of the zorgkantoor, divided in who may handle a bezwaar about this dossier and who may not."""
    redenen = {pk: f"{naam} beoordeelde dit dossier" for pk, naam in oordelaars(inschrijving).items()}
    belangen = inschrijving.belangenverklaringen.filter(heeft_belang=True).select_related("gebruiker")
    redenen |= {rij.gebruiker_id: f"{rij.gebruiker} heeft een belang bij dit dossier" for rij in belangen}
    wie = mensen(inschrijving.uitvoerder)
    namen = {mens.pk: str(mens) for mens in wie}
    zelfde = dubbelen(redenen, [pk for pk in namen if pk not in redenen])
    redenen |= {pk: f"{namen[pk]} is dezelfde persoon als een ander account bij dit dossier" for pk in zelfde}
    niet = {mens.pk: redenen[mens.pk] for mens in wie if mens.pk in redenen}
    return Keuze([mens for mens in wie if mens.pk not in niet], niet)


def eis_buitenstaander(gekozen: Keuze, behandelaar_id: int) -> Gebruiker:
    """The one chosen. Raises RegelFout that says by name why someone cannot handle this bezwaar."""
    if reden := gekozen.kan_niet.get(behandelaar_id):
        raise RegelFout(f"{reden} en kan het bezwaar niet behandelen. {_wie_wel(gekozen)}")
    namen: Mapping[int, Gebruiker] = {mens.pk: mens for mens in gekozen.kan}
    if behandelaar_id not in namen:
        raise RegelFout(f"Deze persoon behandelt geen bezwaren bij dit zorgkantoor. {_wie_wel(gekozen)}")
    return namen[behandelaar_id]


def _wie_wel(gekozen: Keuze) -> str:
    if gekozen.kan:
        return f"Kies {' of '.join(str(mens) for mens in gekozen.kan)}."
    return "Vraag de beheerder om een collega die niet bij het dossier was betrokken."
