"""Bezwaar arrives: stamped, copied to the bezwaar address, or entered by hand with its channel (A01, A02, A13)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from bekendmaking import opmaak, queries, rules
from bekendmaking.actions.bezwaarpost import leg_antwoord_vast, mail
from bekendmaking.models import Beslissing, Bezwaar, Brief
from bekendmaking.states import AANGEWEZEN, ZICHTBAAR_VOOR_ORGANISATIE, Kanaal
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from kluis.keuring import Keuring
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
    of the last day is flagged, later is refused. The same form sent twice gives the same row. Files are judged
    before the lock; one with a virus leaves a line in the log (B15).
    """
    aangekomen_op = klok.nu()
    gekeurd = _keur(brief_id, bestanden, door)
    return _leg_bezwaar_vast(aangekomen_op, brief_id, set(beslissing_ids), motivering, gekeurd, sleutel, door)


def _keur(brief_id: int, bestanden: Iterable[BinaryIO], door: Gebruiker) -> list[Keuring]:
    brief = Brief.objects.get(pk=brief_id)
    return [keur_voor(rij=brief, naam=bestand.name, inhoud=bestand, door=door) for bestand in bestanden]


@transaction.atomic
def _leg_bezwaar_vast(
    aangekomen_op: datetime,
    brief_id: int,
    beslissing_ids: set[int],
    motivering: str,
    bestanden: Iterable[Keuring],
    sleutel: UUID,
    door: Gebruiker,
) -> Bezwaar:
    brief = _brief_op_slot(brief_id)
    eis_recht(door, Recht.BEZWAAR_MAKEN, organisatie_id=brief.inschrijving.organisatie_id)
    motivering = rules.eis_tekst(motivering, "uw redenen")
    if al_gedaan := brief.bezwaren.filter(sleutel=sleutel).first():
        return _zelfde_bezwaar(al_gedaan, beslissing_ids, motivering)
    bezwaar = _maak(brief, beslissing_ids, bestanden, door, motivering, aangekomen_op, sleutel, Kanaal.PORTAAL)
    _bevestig(bezwaar)
    return bezwaar


def _maak(
    brief: Brief,
    beslissing_ids: set[int],
    bestanden: Iterable[Keuring],
    door: Gebruiker,
    motivering: str,
    aangekomen_op: datetime,
    sleutel: UUID,
    kanaal: str,
) -> Bezwaar:
    """The row with its files and its line in the log. Raises RegelFout after the last day."""
    aankomst = _beoordeel(aangekomen_op, brief)
    beslissingen = _beslissingen(brief, beslissing_ids)
    bezwaar = Bezwaar.objects.create(
        brief=brief,
        sleutel=sleutel,
        motivering=motivering,
        aangekomen_op=aangekomen_op,
        na_sluitingstijd=aankomst is rules.Aankomst.NA_SLUITINGSTIJD,
        kanaal=kanaal,
        door=door,
    )
    bezwaar.beslissingen.set(beslissingen)
    bezwaar.bijlagen.set(_bewaar(brief.inschrijving, bestanden, door))
    gegevens = {"kanaal": str(kanaal), "aankomst": str(aankomst), "regios": len(beslissingen)}
    leg_vast(bezwaar, "maak_bezwaar", door=door, **gegevens)
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


def _beslissingen(brief: Brief, beslissing_ids: Collection[int]) -> list[Beslissing]:
    """The chosen decisions of this letter. Raises RegelFout for another one, and for one that was replaced."""
    beslissingen = list(brief.beslissingen.filter(pk__in=beslissing_ids))
    if not beslissingen or len(beslissingen) != len(beslissing_ids):
        raise RegelFout("Kies één of meer regio’s uit deze brief.")
    if Beslissing.objects.geldig().filter(pk__in=beslissing_ids).count() != len(beslissingen):
        raise RegelFout("Deze beslissing is herzien. Maak bezwaar tegen de nieuwe beslissing.")
    return beslissingen


def _bewaar(inschrijving: Inschrijving, bestanden: Iterable[Keuring], door: Gebruiker) -> list[Stuk]:
    """Keep the files, with a key and limits of their own beside those of the dossier (IK-198)."""
    dossier = f"{inschrijving.dossier_sleutel}:bezwaar"
    return [bewaar(dossier=dossier, keuring=bestand, quotum=True, door=door) for bestand in bestanden]


def _bevestig(bezwaar: Bezwaar) -> None:
    """A receipt for the organisation, and a copy for the bezwaar address (A13)."""
    inschrijving = bezwaar.brief.inschrijving
    bijlagen = list(bezwaar.bijlagen.all())
    mee = sum(stuk.grootte for stuk in bijlagen) <= MAX_PER_MAIL
    mail(
        bezwaar=bezwaar,
        soort=Berichtsoort.ONTVANGST,
        sjabloon="ontvangst",
        onderwerp=f"Wij hebben uw bezwaar {bezwaar.kenmerk} ontvangen",
    )
    if bezwaar.kanaal == Kanaal.BEZWAARADRES:
        return
    leg_klaar(
        soort=Berichtsoort.BEZWAAR,
        ontvanger=inschrijving.uitvoerder.bezwaar_email,
        onderwerp=f"Bezwaar {bezwaar.kenmerk}",
        tekst=opmaak.bezwaartekst("kopie", bezwaar, meegestuurd=mee),
        over=f"bekendmaking.bezwaar:{bezwaar.pk}",
        bijlagen=bijlagen if mee else [],
        dossier_sleutel=bezwaar.dossier_sleutel,
    )


def registreer_bezwaar(
    *,
    brief_id: int,
    beslissing_ids: Collection[int],
    kanaal: str,
    ontvangen_op: datetime,
    motivering: str,
    bestanden: Iterable[BinaryIO] = (),
    sleutel: UUID,
    door: Gebruiker,
) -> Bezwaar:
    """Enter by hand what did not come through the portal, with its channel and the moment it was received (B38).

    What came at the bezwaar address is handled like any other. Any other channel ends as 'niet in behandeling' at
    once, with the published answer (IK-206, A13). Raises RegelFout after the last day: the right is gone (IK-200).
    """
    gekeurd = _keur(brief_id, bestanden, door)
    with transaction.atomic():
        brief = _brief_op_slot(brief_id)
        eis_recht(door, Recht.BEZWAAR_BEHANDELEN, uitvoerder_id=brief.inschrijving.uitvoerder_id)
        motivering = rules.eis_tekst(motivering, "de redenen")
        if kanaal not in set(Kanaal) - {Kanaal.PORTAAL}:
            raise RegelFout("Kies hoe het bezwaar binnenkwam.")
        if al_gedaan := brief.bezwaren.filter(sleutel=sleutel).first():
            return _zelfde_bezwaar(al_gedaan, set(beslissing_ids), motivering)
        assert brief.bekendgemaakt_op is not None, "a visible letter was made known"
        rules.eis_ontvangst(ontvangen_op, bekendgemaakt_op=brief.bekendgemaakt_op, nu=klok.nu())
        bezwaar = _maak(brief, set(beslissing_ids), gekeurd, door, motivering, ontvangen_op, sleutel, kanaal)
        if kanaal in AANGEWEZEN:
            _bevestig(bezwaar)
            return bezwaar
        bezwaar = zet_over(bezwaar, "neem_niet_in_behandeling", door=door, kanaal=str(kanaal))
        bezwaar.toelaatbaar = False
        return leg_antwoord_vast(bezwaar=bezwaar, tekst=opmaak.verkeerd_kanaal(bezwaar, klok.nu()), door=door)


@transaction.atomic
def trek_bezwaar_in(*, bezwaar_id: int, door: Gebruiker) -> Bezwaar:
    """The organisation takes its bezwaar back while it is not answered; both sides get a mail."""
    rijen = Bezwaar.objects.select_related("brief__inschrijving__uitvoerder", "brief__inschrijving__organisatie")
    bezwaar = rijen.select_for_update(of=("self",)).get(pk=bezwaar_id)
    inschrijving = bezwaar.brief.inschrijving
    eis_recht(door, Recht.BEZWAAR_MAKEN, organisatie_id=inschrijving.organisatie_id)
    bezwaar = zet_over(bezwaar, "trek_in", door=door)
    onderwerp = f"Bezwaar {bezwaar.kenmerk} is ingetrokken"
    mail(
        bezwaar=bezwaar,
        soort=Berichtsoort.ONTVANGST,
        sjabloon="ingetrokken",
        onderwerp=onderwerp,
        deel=":ingetrokken",
    )
    leg_klaar(
        soort=Berichtsoort.BEZWAAR,
        ontvanger=inschrijving.uitvoerder.bezwaar_email,
        onderwerp=onderwerp,
        tekst=opmaak.bezwaartekst("ingetrokken", bezwaar),
        over=f"bekendmaking.bezwaar:{bezwaar.pk}:ingetrokken",
        dossier_sleutel=bezwaar.dossier_sleutel,
    )
    return bezwaar
