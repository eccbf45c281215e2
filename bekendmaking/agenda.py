"""The terms of one letter as a calendar file, and what to know of days on which offices are closed."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from bekendmaking.models import Brief
from bekendmaking.queries import termijnen_van
from bekendmaking.rules import Termijnen
from kern.ics import Afspraak, kalender
from kern.kalender import feestdag, waarschuwing

ZONDAG = 6
# field of Termijnen: what happens then, and what it means
MOMENTEN = {
    "bezwaar_sluit": ("Laatste moment voor bezwaar", "Uw bezwaar moet dan binnen zijn."),
    "kort_geding_laatste_dag": ("Laatste dag voor een kort geding", "De dagvaarding moet dan zijn betekend."),
    "bezwaar_beantwoord_uiterlijk": ("Laatste dag voor het antwoord op bezwaar", ""),
    "opschorting_tot": ("Einde van de opschortende termijn", "Tot dan tekent niemand een overeenkomst."),
    "overige_geschillen_laatste_dag": ("Laatste dag voor andere geschillen over deze beslissing", "Ter informatie."),
}


def agenda(brief: Brief) -> bytes:
    """The file. Each letter has terms and keys of its own: a herziening adds moments and moves none (A03)."""
    termijnen = termijnen_van(brief)
    inschrijving = brief.inschrijving
    adres = settings.BASIS_URL + reverse("beslissing", args=[inschrijving.kenmerk])
    huis = urlsplit(settings.BASIS_URL).hostname
    afspraken = [
        Afspraak(
            sleutel=f"brief-{brief.pk}.{veld}@{huis}",
            titel=f"{titel}: {inschrijving.uitvoerder.zorgkantoor}, {brief.kenmerk}",
            begin=getattr(termijnen, veld),
            uitleg=uitleg,
            adres=adres,
        )
        for veld, (titel, uitleg) in MOMENTEN.items()
    ]
    assert brief.bekendgemaakt_op is not None, "only a letter that is made known has a calendar"
    return kalender(f"Termijnen {brief.kenmerk}", afspraken, versie=0, gewijzigd_op=brief.bekendgemaakt_op)


def waarschuwingen(termijnen: Termijnen) -> list[tuple[str, str]]:
    """For the editor: which term ends on a day that offices are closed. Nothing shifts (A06)."""
    gevonden = [(titel, waarschuwing(getattr(termijnen, veld))) for veld, (titel, _) in MOMENTEN.items()]
    gevonden.append(("Laatste dag van de bezwaartermijn", waarschuwing(termijnen.bezwaar_laatste_dag)))
    gevonden.append(("Dagvaarding", volgende_dag_kan(termijnen.kort_geding_laatste_dag)))
    return [(titel, tekst) for titel, tekst in gevonden if tekst]


def volgende_dag_kan(laatste_dag: date) -> str:
    """A note on a court term that ends on a Sunday or a holiday, or '' (A06; Rv 64 lid 2). The portal counts no
    further than the last day; whether the next one counts is for the court."""
    if laatste_dag.weekday() != ZONDAG and not feestdag(laatste_dag):
        return ""
    return "Op zondag en op een feestdag wordt niet betekend. De wet laat dan betekening op de volgende dag toe."
