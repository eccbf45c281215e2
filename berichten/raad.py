"""What a person does about a message that needs a hand, in one plain sentence."""

from berichten.models import Bericht
from berichten.rules import VEEL_POGINGEN
from berichten.states import Status

RAAD = {
    Status.ONBESLIST: "Zoek uit of het aankwam: kijk in het logboek van de mailserver of bel de ontvanger. Leg dat "
    "vast. Het portaal stuurt het niet vanzelf nog eens.",
    Status.GEWEIGERD: "Kijk of het adres klopt. Vraag daarna om het opnieuw te versturen, of haal het van de lijst.",
    Status.GEBOUNCED: "Vraag de ontvanger om een adres dat werkt. Vraag daarna om het opnieuw te versturen.",
    Status.GECLAIMD: "Het versturen brak af. Kijk of de verwerking draait; dan wordt dit bericht vanzelf onbeslist.",
}
BLIJFT_MISLUKKEN = "De mailserver neemt dit bericht niet aan. Laat hem nakijken. Het portaal blijft het proberen."
TE_LAAT = "Dit bericht had al weg moeten zijn. Kijk of de verwerking draait. Het gaat daarna vanzelf."
WACHT_OP_COLLEGA = "Een tweede persoon beslist of dit bericht opnieuw gaat."


def raad(bericht: Bericht) -> str:
    """Empty for a message that needs nobody. `gevraagd` is the annotation of queries.met_vraag."""
    if bericht.gevraagd:  # type: ignore[attr-defined]
        return WACHT_OP_COLLEGA
    if bericht.afgedaan_op:
        return ""
    if bericht.status == Status.KLAAR:
        return BLIJFT_MISLUKKEN if bericht.pogingen >= VEEL_POGINGEN else TE_LAAT
    return RAAD.get(Status(bericht.status), "")
