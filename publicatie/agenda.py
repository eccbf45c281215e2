"""All dates of a round as a calendar file."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from kern.ics import Afspraak, kalender
from kern.klok import lokaal
from publicatie.models import Inkoopronde

# field of Inkoopronde: what happens then, and what it means
DATUMS: dict[str, tuple[str, str]] = {
    "publicatie_op": ("Inschrijven kan", "Vanaf nu kunt u inschrijven."),
    "vragen_vanaf": ("Vragen stellen kan", "Vanaf nu kunt u vragen stellen."),
    "vragen_tot": ("Laatste moment voor vragen", "Tot en met dit tijdstip kunt u vragen stellen."),
    "nota_op": ("Nota van inlichtingen", "Uiterlijk nu staan alle antwoorden online."),
    "sluiting_op": ("Sluiting van de inschrijving", "Tot en met dit tijdstip kunt u indienen."),
    "beoordeling_vanaf": ("Beoordeling door de zorgkantoren begint", ""),
    "bekendmaking_op": ("Bekendmaking van de beslissingen", "U krijgt een brief per e-mail."),
    "bezwaar_tot": ("Laatste moment voor bezwaar", "Tot en met dit tijdstip kunt u bezwaar maken."),
    "antwoord_uiterlijk": ("Laatste dag voor het antwoord op bezwaar", ""),
    "opschorting_tot": ("Einde van de opschortende termijn", "Tot dan tekent niemand een overeenkomst."),
    "overeenkomsten_vanaf": ("Sluiten van de overeenkomsten begint", ""),
    "ingang_op": ("Ingang van de overeenkomst", ""),
    "looptijd_nieuw_tot": ("Laatste dag van de overeenkomst, nieuwe organisaties", "Verlengen kan soms."),
    "looptijd_bestaand_tot": ("Laatste dag van de overeenkomst, bestaande organisaties", ""),
}

VERLENGING: dict[str, tuple[str, str]] = {  # what is different in an extension round
    "publicatie_op": ("Instemmen met verlenging kan", "Vanaf nu kunt u instemmen."),
    "opschorting_tot": ("Einde van de opschortende termijn", "Tot dan tekent niemand een verlenging."),
    "overeenkomsten_vanaf": ("Sluiten van de verlengingen begint", ""),
    "ingang_op": ("Ingang van de verlenging", ""),
    "looptijd_bestaand_tot": ("Laatste dag van de verlenging", ""),
}
VANAF_DIE_DAG = {"publicatie_op", "vragen_vanaf", "beoordeling_vanaf", "overeenkomsten_vanaf"}


def afspraken(ronde: Inkoopronde) -> list[Afspraak]:
    """The known dates of a round. A date keeps its key in all versions of the file."""
    adres = settings.BASIS_URL + reverse("ronde", args=[ronde.code])
    huis = urlsplit(settings.BASIS_URL).hostname
    return [
        Afspraak(
            sleutel=f"{ronde.code}.{veld}@{huis}",
            titel=f"{titel}: {ronde.naam}",
            begin=_begin(ronde, veld),
            uitleg=uitleg,
            adres=adres,
        )
        for veld, (titel, uitleg) in {**DATUMS, **(VERLENGING if ronde.is_verlenging else {})}.items()
        if getattr(ronde, veld)
    ]


def _begin(ronde: Inkoopronde, veld: str) -> date:
    """The moment, or the whole day for something that starts at midnight. An end at midnight stays a moment."""
    begin: date = getattr(ronde, veld)
    if veld in VANAF_DIE_DAG and isinstance(begin, datetime) and lokaal(begin).time() == time():
        return lokaal(begin).date()
    return begin


def agenda(ronde: Inkoopronde) -> bytes:
    """The file; after a change of the round it has a higher version, so that a calendar takes it over."""
    laatste = ronde.wijzigingen.order_by("-versie").first()
    versie, gewijzigd_op = (laatste.versie, laatste.op) if laatste else (0, ronde.publicatie_op)
    return kalender(ronde.naam, afspraken(ronde), versie=versie, gewijzigd_op=gewijzigd_op)
