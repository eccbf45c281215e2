"""Mail and letters about a bezwaar."""

from collections.abc import Sequence

from bekendmaking import opmaak
from bekendmaking.models import Bezwaar
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok, zegel
from kluis.actions import bewaar
from kluis.models import Stuk
from partijen.models import Gebruiker


def mail(
    *,
    bezwaar: Bezwaar,
    soort: Berichtsoort,
    sjabloon: str,
    onderwerp: str,
    deel: str = "",
    bijlagen: Sequence[Stuk] = (),
) -> None:
    """A mail about a bezwaar to the organisation; `deel` tells two of one soort apart."""
    leg_klaar(
        soort=soort,
        ontvanger=opmaak.adres_van(bezwaar.brief.inschrijving),
        onderwerp=onderwerp,
        tekst=opmaak.bezwaartekst(sjabloon, bezwaar),
        over=f"bekendmaking.bezwaar:{bezwaar.pk}{deel}",
        bijlagen=bijlagen,
        dossier_sleutel=bezwaar.dossier_sleutel,
    )


def leg_antwoord_vast(*, bezwaar: Bezwaar, tekst: str, door: Gebruiker) -> Bezwaar:
    """Keep the answer with its time, make the letter of it, and send that (IK-201); for admitted and refused alike."""
    bezwaar.antwoord, bezwaar.beantwoord_door, bezwaar.beantwoord_op = tekst, door, klok.nu()
    naam = f"{bezwaar.kenmerk}-antwoord.pdf".replace("/", "-")
    pdf = zegel.verzegel(opmaak.antwoordbrief(bezwaar))
    bezwaar.antwoordbrief = bewaar(dossier=bezwaar.dossier_sleutel, naam=naam, inhoud=pdf, controleer=False, door=door)
    bezwaar.save(
        update_fields=["toelaatbaar", "oordeel", "antwoord", "beantwoord_door", "beantwoord_op", "antwoordbrief"]
    )
    sjabloon = "antwoord" if bezwaar.oordeel else "niet_in_behandeling"
    onderwerp = f"{'Antwoord op uw' if bezwaar.oordeel else 'Uw'} bezwaar {bezwaar.kenmerk}"
    mail(
        bezwaar=bezwaar,
        soort=Berichtsoort.ANTWOORD,
        sjabloon=sjabloon,
        onderwerp=onderwerp,
        bijlagen=[bezwaar.antwoordbrief],
    )
    return bezwaar
