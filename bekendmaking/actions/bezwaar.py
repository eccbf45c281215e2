"""Bezwaar: stamped on arrival, copied to the bezwaar address, answered in time (IK-196 to IK-201, A01, A02, A13)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from bekendmaking import opmaak, queries, rules
from bekendmaking.models import Bezwaar, Brief
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE, Oordeel
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Moment
from kern.transitions import zet_over
from kluis.actions import bewaar
from kluis.models import Stuk
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht

MAX_PER_MAIL = 10 * 1024 * 1024  # bytes of attachments that mail servers commonly take


def maak_bezwaar(
    *,
    brief_id: int,
    beslissing_ids: Collection[int],
    motivering: str,
    bestanden: Iterable[BinaryIO] = (),
    sleutel: UUID,
    door: Gebruiker,
) -> Bezwaar:
    """File a bezwaar against one or more regions of a letter, with or without files.

    The moment of arrival is taken before any lock or file (R1). 17:00:00.000000 is in time, after it until the end
    of the last day is flagged, later is refused. The same form sent twice gives the same row.
    """
    return _leg_bezwaar_vast(klok.nu(), brief_id, set(beslissing_ids), motivering, bestanden, sleutel, door)


@transaction.atomic
def _leg_bezwaar_vast(
    aangekomen_op: datetime,
    brief_id: int,
    beslissing_ids: set[int],
    motivering: str,
    bestanden: Iterable[BinaryIO],
    sleutel: UUID,
    door: Gebruiker,
) -> Bezwaar:
    brief = _brief_op_slot(brief_id)
    eis_recht(door, Recht.BEZWAAR_MAKEN, organisatie_id=brief.inschrijving.organisatie_id)
    motivering = rules.eis_tekst(motivering, "uw redenen")
    if al_gedaan := brief.bezwaren.filter(sleutel=sleutel).first():
        return _zelfde_bezwaar(al_gedaan, beslissing_ids, motivering)
    aankomst = _beoordeel(aangekomen_op, brief)
    beslissingen = list(brief.beslissingen.filter(pk__in=beslissing_ids))
    if not beslissingen or len(beslissingen) != len(beslissing_ids):
        raise RegelFout("Kies één of meer regio’s uit deze brief.")
    bezwaar = Bezwaar.objects.create(
        brief=brief,
        sleutel=sleutel,
        motivering=motivering,
        aangekomen_op=aangekomen_op,
        na_sluitingstijd=aankomst is rules.Aankomst.NA_SLUITINGSTIJD,
        door=door,
    )
    bezwaar.beslissingen.set(beslissingen)
    bezwaar.bijlagen.set(_bewaar(brief.inschrijving, bestanden, door))
    leg_vast(bezwaar, "maak_bezwaar", door=door, aankomst=str(aankomst), regios=len(beslissingen))
    _bevestig(bezwaar)
    return bezwaar


def _brief_op_slot(brief_id: int) -> Brief:
    rijen = Brief.objects.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie")
    brief = rijen.select_for_update(of=("self",)).get(pk=brief_id)
    if brief.status not in ZICHTBAAR_VOOR_ORGANISATIE:
        raise RegelFout("Over deze inschrijving is nog geen beslissing bekendgemaakt.")
    return brief


def _zelfde_bezwaar(bezwaar: Bezwaar, beslissing_ids: set[int], motivering: str) -> Bezwaar:
    """The row of the first click. Raises RegelFout when the same form now says something else."""
    if bezwaar.motivering != motivering or {b.pk for b in bezwaar.beslissingen.all()} != beslissing_ids:
        raise RegelFout("Dit bezwaar is al ingediend. Wilt u iets toevoegen, maak dan een nieuw bezwaar.")
    return bezwaar


def _beoordeel(aangekomen_op: datetime, brief: Brief) -> rules.Aankomst:
    termijnen = queries.termijnen_van(brief)
    aankomst = rules.beoordeel_aankomst(aangekomen_op, termijnen)
    if aankomst is rules.Aankomst.TE_LAAT:
        raise RegelFout(rules.vervallen(termijnen))
    return aankomst


def _bewaar(inschrijving: Inschrijving, bestanden: Iterable[BinaryIO], door: Gebruiker) -> list[Stuk]:
    """Keep the files, with a key and limits of their own beside those of the dossier (IK-198)."""
    dossier = f"{inschrijving.dossier_sleutel}:bezwaar"
    return [bewaar(dossier=dossier, naam=bestand.name, inhoud=bestand, quotum=True, door=door) for bestand in bestanden]


def _bevestig(bezwaar: Bezwaar) -> None:
    """A receipt for the organisation, and a copy for the bezwaar address (A13)."""
    inschrijving = bezwaar.brief.inschrijving
    bijlagen = list(bezwaar.bijlagen.all())
    mee = sum(stuk.grootte for stuk in bijlagen) <= MAX_PER_MAIL
    _mail(bezwaar, Berichtsoort.ONTVANGST, "ontvangst", f"Wij hebben uw bezwaar {bezwaar.kenmerk} ontvangen")
    leg_klaar(
        soort=Berichtsoort.BEZWAAR,
        ontvanger=inschrijving.uitvoerder.bezwaar_email,
        onderwerp=f"Bezwaar {bezwaar.kenmerk}",
        tekst=opmaak.bezwaartekst("kopie", bezwaar, meegestuurd=mee),
        over=f"bekendmaking.bezwaar:{bezwaar.pk}",
        bijlagen=bijlagen if mee else [],
        dossier_sleutel=bezwaar.dossier_sleutel,
    )


def _mail(bezwaar: Bezwaar, soort: Berichtsoort, sjabloon: str, onderwerp: str) -> None:
    leg_klaar(
        soort=soort,
        ontvanger=opmaak.adres_van(bezwaar.brief.inschrijving),
        onderwerp=onderwerp,
        tekst=opmaak.bezwaartekst(sjabloon, bezwaar),
        over=f"bekendmaking.bezwaar:{bezwaar.pk}",
        dossier_sleutel=bezwaar.dossier_sleutel,
    )


@transaction.atomic
def neem_in_behandeling(*, bezwaar_id: int, door: Gebruiker) -> Bezwaar:
    """Admit a bezwaar, also one that came after the clock but within the days (A01)."""
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    bezwaar = zet_over(bezwaar, "neem_in_behandeling", door=door)
    bezwaar.toelaatbaar = True
    bezwaar.save(update_fields=["toelaatbaar"])
    return bezwaar


@transaction.atomic
def neem_niet_in_behandeling(*, bezwaar_id: int, reden: str, door: Gebruiker) -> Bezwaar:
    """Refuse to handle a bezwaar, with a reason that the organisation gets by mail."""
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    reden = rules.eis_tekst(reden, "de reden")
    bezwaar = zet_over(bezwaar, "neem_niet_in_behandeling", door=door)
    bezwaar.toelaatbaar = False
    return _antwoord(bezwaar, reden, "niet_in_behandeling", f"Uw bezwaar {bezwaar.kenmerk}", door)


@transaction.atomic
def beantwoord(*, bezwaar_id: int, oordeel: str, antwoord: str, door: Gebruiker) -> Bezwaar:
    """Answer a bezwaar: gegrond or ongegrond, with the reasons; stored and mailed (IK-201).

    The term for a kort geding stays what it was (IK-211, A05).
    """
    bezwaar = _bezwaar_op_slot(bezwaar_id, door)
    antwoord = rules.eis_tekst(antwoord, "het antwoord")
    if oordeel not in Oordeel:
        raise RegelFout("Kies of het bezwaar gegrond of ongegrond is.")
    bezwaar = zet_over(bezwaar, "beantwoord", door=door, oordeel=str(oordeel))
    bezwaar.oordeel = oordeel
    return _antwoord(bezwaar, antwoord, "antwoord", f"Antwoord op uw bezwaar {bezwaar.kenmerk}", door)


def _antwoord(bezwaar: Bezwaar, tekst: str, sjabloon: str, onderwerp: str, door: Gebruiker) -> Bezwaar:
    bezwaar.antwoord, bezwaar.beantwoord_door, bezwaar.beantwoord_op = tekst, door, klok.nu()
    bezwaar.save(update_fields=["toelaatbaar", "oordeel", "antwoord", "beantwoord_door", "beantwoord_op"])
    _mail(bezwaar, Berichtsoort.ANTWOORD, sjabloon, onderwerp)
    return bezwaar


def _bezwaar_op_slot(bezwaar_id: int, door: Gebruiker) -> Bezwaar:
    rijen = Bezwaar.objects.select_related("brief__inschrijving")
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
    for adres in queries.behandelaars(inschrijving.uitvoerder):
        leg_klaar(
            soort=Berichtsoort.HERINNERING,
            ontvanger=adres,
            onderwerp=f"Bezwaar {bezwaar.kenmerk} beantwoorden: {wat}",
            tekst=opmaak.bezwaartekst("herinnering", bezwaar),
            over=f"bekendmaking.bezwaar:{bezwaar.pk}:{tijdstip:%Y-%m-%d}",
            dossier_sleutel=bezwaar.dossier_sleutel,
        )
    return True
