"""Letters: made from finished work, approved by a second person, falling back on any change (R17)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from bekendmaking import bord, opmaak, rules, voorstel
from bekendmaking.actions import slot
from bekendmaking.actions.zegelen import blijft_zo, eis_verzegeld, leg_in_kluis
from bekendmaking.huisstijl import opmaakhash, zelfde_opmaak
from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE, Status
from bekendmaking.teksten import teksten_van
from inschrijving.models import Inschrijving
from inschrijving.states import Status as Dossierstatus
from kern import klok, zegel
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_een_account
from publicatie.models import Inkoopronde

Meld = Callable[[int, int], None]


@dataclass(frozen=True)
class Gemaakt:
    """What came of making many letters: how many were made, and per letter that was not, why."""

    aantal: int
    overgeslagen: list[str]


@transaction.atomic
def stel_op(*, inschrijving_id: int, door: Gebruiker) -> Brief:
    """Make the letter of a dossier, or make it again while nothing is released (IK-194, IK-195).

    Same content: nothing changes. Other content: the approval falls back and a waiting release is cancelled.
    Raises RegelFout that names what is not finished.
    """
    inschrijving, vrijgave = slot.dossier(inschrijving_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=inschrijving.uitvoerder_id)
    _eis_af(inschrijving)
    brief = Brief.objects.select_for_update(of=("self",)).filter(inschrijving=inschrijving).order_by("versie").first()
    if brief and brief.status in ZICHTBAAR_VOOR_ORGANISATIE:
        raise RegelFout("Deze brief is al bekendgemaakt en kan niet meer veranderen.")
    teksten = teksten_van(inschrijving.ronde)
    beslissingen = voorstel.beslissingen_voor(inschrijving, teksten)
    dagtekening, versie = bord.dagtekening(inschrijving.ronde, klok.vandaag()), brief.versie if brief else 1
    pdf = opmaak.als_pdf(
        inschrijving=inschrijving, versie=versie, dagtekening=dagtekening, beslissingen=beslissingen, teksten=teksten
    )
    stand = opmaakhash(teksten, inschrijving.uitvoerder)
    if brief and blijft_zo(brief=brief, pdf=pdf):
        return _zelfde_brief(brief, stand)
    slot.trek_vrijgave_in(vrijgave, door=door)
    if brief and brief.status == Status.GOEDGEKEURD:
        brief = zet_terug(brief=brief, door=door, reden="De inhoud is gewijzigd.")
    brief = brief or Brief(inschrijving=inschrijving)
    brief.dagtekening, brief.opmaak_hash = dagtekening, stand
    return _leg_neer(brief, beslissingen, pdf, door)


def _zelfde_brief(brief: Brief, opmaak_hash: str) -> Brief:
    """The same letter byte for byte: it fits the words of now, also when those changed where it does not say them."""
    if brief.opmaak_hash != opmaak_hash:
        brief.opmaak_hash = opmaak_hash
        brief.save(update_fields=["opmaak_hash"])
    return brief


def _eis_af(inschrijving: Inschrijving) -> None:
    """Everything of this dossier is finished, and the selection still fits the verdicts (B30)."""
    if inschrijving.status != Dossierstatus.GEOPEND:
        raise RegelFout("Dit dossier is nog niet geopend.")
    if gebreken := bord.gebreken(inschrijving):
        klachten = " ".join(f"{str(gebrek).rstrip('.')}." for gebrek in gebreken)
        raise RegelFout(f"De brief van {inschrijving.kenmerk} kan nog niet. {klachten}")


def _leg_neer(brief: Brief, beslissingen: Sequence[Beslissing], pdf: bytes, door: Gebruiker) -> Brief:
    """Write the letter and its decisions."""
    leg_in_kluis(brief=brief, pdf=pdf, door=door)
    brief.save()
    for beslissing in beslissingen:
        beslissing.brief, beslissing.versie = brief, brief.versie
    Beslissing.objects.bulk_create(
        beslissingen,
        update_conflicts=True,
        unique_fields=["regioinschrijving", "versie"],
        update_fields=["brief", *voorstel.VELDEN],
    )
    leg_vast(brief, "stel_op", door=door, hash=brief.hash)
    return brief


def _zwijg(gedaan: int, totaal: int) -> None:
    """Nobody follows the progress."""


def stel_alle_op(*, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, door: Gebruiker, meld: Meld = _zwijg) -> Gemaakt:
    """Make every letter that can be made and has to be, each in a transaction of its own.

    `meld` hears before each letter how many are done, and of how many.
    """
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=uitvoerder.pk)
    zegel.eis_bruikbaar()
    dossiers = [stand.inschrijving.pk for stand in bord.bord(ronde, uitvoerder).standen if stand.te_maken]
    overgeslagen = []
    for gedaan, pk in enumerate(dossiers):
        meld(gedaan, len(dossiers))
        try:
            stel_op(inschrijving_id=pk, door=door)
        except RegelFout as fout:
            overgeslagen.append(fout.tekst)
    meld(len(dossiers), len(dossiers))
    return Gemaakt(len(dossiers) - len(overgeslagen), overgeslagen)


@transaction.atomic
def keur_goed(*, brief_id: int, gezien_hash: str, door: Gebruiker) -> Brief:
    """A second person approves exactly the letter that was looked at (R17, B29)."""
    brief, _ = slot.brief(brief_id)
    eis_recht(door, Recht.BRIEF_GOEDKEUREN, uitvoerder_id=brief.inschrijving.uitvoerder_id)
    rules.tweede_persoon(opsteller=brief.opgesteld_door_id, goedkeurder=door.pk)
    eis_een_account([brief.opgesteld_door_id], door)
    rules.zelfde_inhoud(brief.hash, gezien_hash)
    if brief.herziening_id:
        raise RegelFout("Deze brief hoort bij een herziening. Geef de hele herziening vrij.")
    eis_verzegeld(brieven=[brief])
    _eis_af(brief.inschrijving)
    if not zelfde_opmaak(brief):
        raise RegelFout("De tekst of de huisstijl is veranderd sinds deze brief is gemaakt. Maak de brief opnieuw.")
    if not voorstel.is_actueel(brief, voorstel.beslissingen_voor(brief.inschrijving)):
        raise RegelFout("De uitkomst is veranderd sinds deze brief is gemaakt. Maak de brief opnieuw.")
    brief = zet_over(brief, "keur_goed", door=door, hash=gezien_hash)
    brief.goedgekeurd_door, brief.goedgekeurd_op = door, klok.nu()
    brief.save(update_fields=["goedgekeurd_door", "goedgekeurd_op"])
    for beslissing in brief.beslissingen.all():
        zet_over(beslissing, "keur_goed", door=door)
    return brief


@transaction.atomic
def val_terug(*, brief_id: int, reden: str, door: Gebruiker) -> Brief:
    """Take the approval back, with a reason; a waiting release is cancelled."""
    brief, vrijgave = slot.brief(brief_id)
    eis_recht(door, Recht.BRIEF_GOEDKEUREN, uitvoerder_id=brief.inschrijving.uitvoerder_id)
    reden = rules.eis_tekst(reden, "de reden")
    brief = zet_terug(brief=brief, door=door, reden=reden)
    slot.trek_vrijgave_in(vrijgave, door=door)
    return brief


def zet_terug(*, brief: Brief, door: Gebruiker, reden: str) -> Brief:
    """An approved letter and its decisions become a draft again."""
    brief = zet_over(brief, "val_terug", door=door, toelichting=reden)
    brief.goedgekeurd_door = brief.goedgekeurd_op = None
    brief.save(update_fields=["goedgekeurd_door", "goedgekeurd_op"])
    for beslissing in brief.beslissingen.all():
        zet_over(beslissing, "val_terug", door=door)
    return brief
