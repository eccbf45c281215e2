"""The parts of the portal that are watched, and what someone does when one fails. docs/beheer.md says more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deel:
    """`doen`: the first thing to do when it fails."""

    code: str
    naam: str
    doen: str


DELEN = (
    Deel(
        "wachtrij",
        "Wachtrij (Redis)",
        "Start Redis opnieuw en kijk of zijn schijf vol is. Er gaat geen bericht verloren: alles gaat daarna vanzelf.",
    ),
    Deel(
        "beat",
        "Wekker (beat)",
        "Start beat opnieuw. Zolang hij stilstaat, gaat er geen bericht uit en wordt niets op tijd bekendgemaakt.",
    ),
    Deel(
        "worker",
        "Verwerking (worker)",
        "Start de worker opnieuw, of zet er een bij. Wat wacht, gaat daarna vanzelf en gaat geen twee keer.",
    ),
    Deel(
        "mail",
        "Mailserver",
        "Laat de mailserver nakijken, en het adres en het wachtwoord in EMAIL_URL. Wat wacht, gaat daarna vanzelf. "
        "Staat het versturen uit na terugzetten, dan zetten twee mensen het aan op de bladzijde Berichten.",
    ),
    Deel("berichten", "Berichten", "Kijk de berichten na op de bladzijde Berichten. Bij elk bericht staat wat u doet."),
    Deel(
        "scanner",
        "Virusscanner",
        "Start de scanner opnieuw en kijk of zijn lijst met virussen wordt bijgewerkt. Zie de bladzijde "
        "Bestandscontrole.",
    ),
    Deel(
        "schijf",
        "Schijf van de kluis",
        "Maak de schijf groter. Tot die tijd kan niemand een bestand uploaden. Wat er al staat, blijft staan.",
    ),
    Deel(
        "databank",
        "Databank",
        "Maak de schijf van de databank groter, of zet OCO_DATABANK_GB goed. Een volle schijf legt het portaal stil.",
    ),
    Deel(
        "klok",
        "Klok",
        "Laat de tijd van beide machines nakijken (chrony). De databank stempelt; loopt haar klok verkeerd, dan "
        "klopt geen tijdstip. Bespreek uitstel van een sluiting als er een nadert.",
    ),
    Deel(
        "kopie",
        "Reservekopieën",
        "Maak een kopie met ‘manage.py reservekopie’ en kijk waarom de dagelijkse niet liep. Te lang niet geoefend? "
        "Oefen het terugzetten.",
    ),
    Deel(
        "zegel",
        "Dagzegel",
        "Kijk in het logboek van de worker waarom het zegel over het logboek van gisteren er niet is. Draai daarna "
        "‘manage.py integriteit’.",
    ),
    Deel(
        "bekendmaking",
        "Bekendmaking",
        "Kijk op de bladzijde Bekendmaking wat er ontbreekt en bel het zorgkantoor. Is het moment voorbij, kijk dan "
        "eerst of de verwerking draait.",
    ),
)
PER_CODE = {deel.code: deel for deel in DELEN}
VERWERKING = ("wachtrij", "beat", "worker")  # without these nothing is measured any more
