"""Handling a bezwaar: assigned to someone who did not judge the dossier, admitted or refused, answered in time."""

from django.db import transaction

from bekendmaking import opmaak, queries, rules
from bekendmaking.actions.bezwaarpost import leg_antwoord_vast
from bekendmaking.behandelaars import eis_buitenstaander, keuze, mensen
from bekendmaking.models import Bezwaar
from bekendmaking.states import ONBEANTWOORD, Oordeel
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Moment
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def wijs_toe(*, bezwaar_id: int, behandelaar_id: int, door: Gebruiker) -> Bezwaar:
    """Give a bezwaar to someone who handles it; given again, the last one counts.

    Raises RegelFout that names who judged the dossier or has an interest in it.
    """
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    if bezwaar.status not in ONBEANTWOORD:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{bezwaar.get_status_display()}’.")
    bezwaar.behandelaar = eis_buitenstaander(keuze(bezwaar.brief.inschrijving), behandelaar_id)
    bezwaar.save(update_fields=["behandelaar"])
    leg_vast(bezwaar, "wijs_toe", door=door, behandelaar=behandelaar_id)
    return bezwaar


@transaction.atomic
def neem_in_behandeling(*, bezwaar_id: int, behandelaar_id: int, door: Gebruiker) -> Bezwaar:
    """Admit a bezwaar, also one that came after the clock but within the days (A01), and say who handles it."""
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    bezwaar = zet_over(bezwaar, "neem_in_behandeling", door=door)
    bezwaar.toelaatbaar = True
    bezwaar.save(update_fields=["toelaatbaar"])
    return wijs_toe(bezwaar_id=bezwaar_id, behandelaar_id=behandelaar_id, door=door)


@transaction.atomic
def neem_niet_in_behandeling(*, bezwaar_id: int, reden: str, door: Gebruiker) -> Bezwaar:
    """Refuse to handle a bezwaar, with a reason that the organisation gets by mail."""
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    reden = rules.eis_tekst(reden, "de reden")
    bezwaar = zet_over(bezwaar, "neem_niet_in_behandeling", door=door)
    bezwaar.toelaatbaar = False
    return leg_antwoord_vast(bezwaar=bezwaar, tekst=reden, door=door)


@transaction.atomic
def beantwoord(*, bezwaar_id: int, oordeel: str, antwoord: str, door: Gebruiker) -> Bezwaar:
    """The one who handles a bezwaar answers it: gegrond or ongegrond, with the reasons; a letter goes out (IK-201).

    The term for a kort geding stays what it was (IK-211, A05).
    """
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    antwoord = rules.eis_tekst(antwoord, "het antwoord")
    if oordeel not in Oordeel:
        raise RegelFout("Kies of het bezwaar gegrond of ongegrond is.")
    behandelaar = bezwaar.behandelaar
    bezwaar = zet_over(bezwaar, "beantwoord", door=door, oordeel=str(oordeel))
    if behandelaar is None or behandelaar.pk != door.pk:
        wie = f"{behandelaar} behandelt dit bezwaar" if behandelaar else "Niemand behandelt dit bezwaar"
        raise RegelFout(f"{wie}. Wijs het eerst aan uzelf toe.")
    bezwaar.oordeel = oordeel
    return leg_antwoord_vast(bezwaar=bezwaar, tekst=antwoord, door=door)


def _bezwaar_op_slot(bezwaar_id: int, door: Gebruiker) -> Bezwaar:
    rijen = Bezwaar.objects.select_related("brief__inschrijving__uitvoerder", "behandelaar")
    bezwaar = rijen.select_for_update(of=("self",)).get(pk=bezwaar_id)
    eis_recht(door, Recht.BEZWAAR_BEHANDELEN, uitvoerder_id=bezwaar.brief.inschrijving.uitvoerder_id)
    return bezwaar


def herinner() -> int:
    """Remind the inkopers of every bezwaar without an answer: 5 and 2 days before the last day, and the day after.

    Each due moment once, whoever wakes (R12); of several missed moments only the last. Returns how many.
    """
    return sum(_herinner(bezwaar) for bezwaar in queries.onbeantwoord())


@transaction.atomic
def _herinner(bezwaar: Bezwaar) -> bool:
    inschrijving = bezwaar.brief.inschrijving
    due = rules.herinnering(klok.nu(), queries.termijnen_van(bezwaar.brief).bezwaar_beantwoord_uiterlijk)
    if due is None:
        return False
    wat, tijdstip = due
    _, nieuw = Moment.objects.get_or_create(
        naam=f"herinner-bezwaar:{bezwaar.pk}", tijdstip=tijdstip, defaults={"gedaan_op": klok.nu()}
    )
    if not nieuw:
        return False
    for adres in sorted(mens.email for mens in mensen(inschrijving.uitvoerder)):
        leg_klaar(
            soort=Berichtsoort.HERINNERING,
            ontvanger=adres,
            onderwerp=f"Bezwaar {bezwaar.kenmerk} beantwoorden: {wat}",
            tekst=opmaak.bezwaartekst("herinnering", bezwaar),
            over=f"bekendmaking.bezwaar:{bezwaar.pk}:{tijdstip:%Y-%m-%d}",
            dossier_sleutel=bezwaar.dossier_sleutel,
        )
    return True
