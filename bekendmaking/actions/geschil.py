"""Kort geding and other disputes: recorded against their terms, with their outcome (IK-208 to IK-216, A07)."""

from datetime import date
from typing import Any, BinaryIO

from django.db import transaction

from bekendmaking import queries, rules
from bekendmaking.actions import slot
from bekendmaking.models import Beslissing, Brief, Geschil, KortGeding
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE, KortGedingstatus, Uitspraak
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def leg_kort_geding_vast(
    *, brief_id: int, beslissing_id: int, betekend_op: date, rechtbank: str, zaaknummer: str = "", door: Gebruiker
) -> KortGeding:
    """Record a dagvaarding against one decision, also one that came too late: then with that mark (IK-210, IK-212).

    The term counts from the dagtekening of the letter and from nothing else (IK-209, IK-211).
    """
    brief = _brief_op_slot(brief_id, door)
    rechtbank = rules.eis_tekst(rechtbank, "de rechtbank")
    beslissing = Beslissing.objects.filter(brief=brief, pk=beslissing_id).first()
    if beslissing is None:
        raise RegelFout("Kies een regio uit deze brief.")
    rules.eis_dag(betekend_op, vanaf=brief.dagtekening, vandaag=klok.vandaag(), wat="de dagvaarding is betekend")
    if beslissing.kort_gedingen.filter(betekend_op=betekend_op, status=KortGedingstatus.AANHANGIG).exists():
        raise RegelFout("Dit kort geding is al vastgelegd.")
    laatste_dag = queries.termijnen_van(brief).kort_geding_laatste_dag
    te_laat = rules.is_verstreken(laatste_dag, betekend_op)
    rij = KortGeding.objects.create(
        beslissing=beslissing,
        betekend_op=betekend_op,
        laatste_dag=laatste_dag,
        te_laat=te_laat,
        rechtbank=rechtbank,
        zaaknummer=zaaknummer.strip(),
        vastgelegd_door=door,
        vastgelegd_op=klok.nu(),
    )
    leg_vast(rij, "leg_kort_geding_vast", door=door, betekend_op=betekend_op.isoformat(), te_laat=te_laat)
    return rij


def _brief_op_slot(brief_id: int, door: Gebruiker) -> Brief:
    rijen = Brief.objects.select_related("inschrijving__ronde").select_for_update(of=("self",))
    brief = rijen.get(pk=brief_id)
    eis_recht(door, Recht.BEZWAAR_BEHANDELEN, uitvoerder_id=brief.inschrijving.uitvoerder_id)
    if brief.status not in ZICHTBAAR_VOOR_ORGANISATIE:
        raise RegelFout("Over deze inschrijving is nog geen beslissing bekendgemaakt.")
    return brief


def _kort_geding_op_slot(kort_geding_id: int, door: Gebruiker, recht: Recht) -> KortGeding:
    rijen = KortGeding.objects.select_related("beslissing__brief__inschrijving__ronde", "beslissing__regioinschrijving")
    rij = rijen.select_for_update(of=("self",)).get(pk=kort_geding_id)
    eis_recht(door, recht, uitvoerder_id=rij.beslissing.brief.inschrijving.uitvoerder_id)
    return rij


def leg_uitspraak_vast(
    *,
    kort_geding_id: int,
    uitspraak: str,
    uitspraak_op: date,
    kenmerk: str,
    toelichting: str,
    vonnis: BinaryIO | None = None,
    door: Gebruiker,
) -> KortGeding:
    """Record what the court decided. What follows from it is a decision of people: nothing changes by itself.

    `kenmerk`: its number at the court; `vonnis`: the document, without which no region is decided anew.
    """
    rij = KortGeding.objects.get(pk=kort_geding_id)
    keuring = vonnis and keur_voor(rij=rij, naam=vonnis.name, inhoud=vonnis, door=door)
    with transaction.atomic():
        rij = _kort_geding_op_slot(kort_geding_id, door, Recht.BEZWAAR_BEHANDELEN)
        rij.toelichting = rules.eis_tekst(toelichting, "wat er is beslist")
        rij.uitspraak_kenmerk = rules.eis_tekst(kenmerk, "het kenmerk van de uitspraak")
        if uitspraak not in Uitspraak:
            raise RegelFout("Kies wat de rechter besliste.")
        rules.eis_dag(uitspraak_op, vanaf=rij.betekend_op, vandaag=klok.vandaag(), wat="de uitspraak is gedaan")
        if uitspraak == Uitspraak.TOEGEWEZEN and not keuring:
            raise RegelFout("De vordering is toegewezen. Voeg het vonnis toe: daarop rust de herziening van de regio.")
        if keuring:
            rij.vonnis = bewaar(dossier=rij.dossier_sleutel, keuring=keuring, door=door)
        rij.uitspraak, rij.uitspraak_op = uitspraak, uitspraak_op
        rij.save(update_fields=["uitspraak", "uitspraak_op", "uitspraak_kenmerk", "vonnis", "toelichting"])
        return zet_over(rij, "leg_uitspraak_vast", door=door, uitspraak=str(uitspraak))


@transaction.atomic
def trek_kort_geding_in(*, kort_geding_id: int, reden: str, door: Gebruiker) -> KortGeding:
    """The organisation withdrew its claim, or it was settled."""
    rij = _kort_geding_op_slot(kort_geding_id, door, Recht.BEZWAAR_BEHANDELEN)
    rij.toelichting = rules.eis_tekst(reden, "de reden")
    rij.save(update_fields=["toelichting"])
    return zet_over(rij, "trek_in", door=door)


@transaction.atomic
def ga_door_met_anderen(*, kort_geding_id: int, reden: str, door: Gebruiker) -> KortGeding:
    """Decide to go on with the others in the region while a kort geding runs: logged, with a reason (A07).

    Raises RegelFout before the opschortende termijn is over: until then nobody signs.
    """
    rij = _kort_geding_op_slot(kort_geding_id, door, Recht.VRIJGEVEN)
    reden = rules.eis_tekst(reden, "de reden")
    if rij.status != KortGedingstatus.AANHANGIG:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    if rij.doorgaan_op:
        raise RegelFout("Dit is al besloten.")
    vanaf = queries.opschorting_regio(rij.beslissing.regioinschrijving.toewijzing)
    if klok.nu() < vanaf:
        raise RegelFout(f"Dit kan vanaf {moment(vanaf)}. Tot dan tekent niemand in deze regio.")
    rij.doorgaan_reden, rij.doorgaan_door, rij.doorgaan_op = reden, door, klok.nu()
    rij.save(update_fields=["doorgaan_reden", "doorgaan_door", "doorgaan_op"])
    leg_vast(rij, "ga_door_met_anderen", door=door)
    return rij


@transaction.atomic
def leg_geschil_vast(*, brief_id: int, onderwerp: str, omstandigheid_op: date, door: Gebruiker) -> Geschil:
    """Open a file for any other dispute on the procedure; its last day is known at once (IK-208, IK-215)."""
    inschrijving = _brief_op_slot(brief_id, door).inschrijving
    laatste_dag = rules.geschil_laatste_dag(omstandigheid_op, inschrijving.ronde.overige_geschillen_dagen)
    return _begin_geschil(inschrijving, onderwerp, omstandigheid_op, door, laatste_dag=laatste_dag)


@transaction.atomic
def leg_contractgeschil_vast(
    *, inschrijving_id: int, onderwerp: str, omstandigheid_op: date, door: Gebruiker
) -> Geschil:
    """The same for a dispute on the overeenkomst of this inschrijving (OV-129). Whoever calls this looked whether there
    is one, under its lock."""
    inschrijving, _ = slot.dossier(inschrijving_id)
    eis_recht(door, Recht.BEZWAAR_BEHANDELEN, uitvoerder_id=inschrijving.uitvoerder_id)
    return _begin_geschil(inschrijving, onderwerp, omstandigheid_op, door, over_overeenkomst=True)


def _begin_geschil(
    inschrijving: Inschrijving, onderwerp: str, omstandigheid_op: date, door: Gebruiker, **velden: Any
) -> Geschil:
    """It begins with a talk, whatever it is about."""
    onderwerp = rules.eis_tekst(onderwerp, "waar het geschil over gaat")
    if omstandigheid_op > klok.vandaag():
        raise RegelFout("De dag van de omstandigheid kan niet in de toekomst liggen.")
    rij = Geschil.objects.create(
        inschrijving=inschrijving,
        onderwerp=onderwerp,
        omstandigheid_op=omstandigheid_op,
        vastgelegd_door=door,
        vastgelegd_op=klok.nu(),
        **velden,
    )
    uiterlijk = rij.laatste_dag.isoformat() if rij.laatste_dag else ""
    leg_vast(rij, "leg_geschil_vast", door=door, laatste_dag=uiterlijk, over_overeenkomst=rij.over_overeenkomst)
    return rij


def _geschil_op_slot(geschil_id: int, door: Gebruiker) -> Geschil:
    rij = Geschil.objects.select_related("inschrijving").select_for_update(of=("self",)).get(pk=geschil_id)
    eis_recht(door, Recht.BEZWAAR_BEHANDELEN, uitvoerder_id=rij.inschrijving.uitvoerder_id)
    return rij


@transaction.atomic
def leg_geschiloverleg_vast(*, geschil_id: int, overleg_op: date, uitkomst: str, door: Gebruiker) -> Geschil:
    """Record the talk between the parties, with its day and outcome; the last one counts (IK-208)."""
    rij = _geschil_op_slot(geschil_id, door)
    uitkomst = rules.eis_tekst(uitkomst, "wat het overleg opleverde")
    rules.eis_dag(overleg_op, vanaf=rij.omstandigheid_op, vandaag=klok.vandaag(), wat="het overleg was")
    if rij.aanhangig_op:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    rij.overleg_op, rij.overleg_uitkomst = overleg_op, uitkomst
    rij.save(update_fields=["overleg_op", "overleg_uitkomst"])
    leg_vast(rij, "leg_geschiloverleg_vast", door=door, overleg_op=overleg_op.isoformat())
    return rij


@transaction.atomic
def leg_geschil_voor(*, geschil_id: int, aanhangig_op: date, rechtbank: str, door: Gebruiker) -> Geschil:
    """Put to the court, after a talk only (IK-208); past the six weeks with the mark 'niet ontvankelijk' (IK-216)."""
    rij = _geschil_op_slot(geschil_id, door)
    rechtbank = rules.eis_tekst(rechtbank, "de rechtbank")
    if rij.overleg_op is None:
        raise RegelFout("Leg eerst het overleg vast. Partijen proberen een geschil eerst samen op te lossen.")
    rules.eis_dag(aanhangig_op, vanaf=rij.omstandigheid_op, vandaag=klok.vandaag(), wat="het bij de rechter kwam")
    rij.aanhangig_op, rij.rechtbank = aanhangig_op, rechtbank
    rij.te_laat = rij.laatste_dag is not None and rules.is_verstreken(rij.laatste_dag, aanhangig_op)
    rij.save(update_fields=["aanhangig_op", "rechtbank", "te_laat"])
    return zet_over(rij, "leg_voor", door=door, aanhangig_op=aanhangig_op.isoformat(), te_laat=rij.te_laat)


@transaction.atomic
def sluit_geschil(*, geschil_id: int, door_rechter: bool, uitkomst: str, door: Gebruiker) -> Geschil:
    """The end of a dispute: solved together, or decided by the court."""
    rij = _geschil_op_slot(geschil_id, door)
    rij.uitkomst = rules.eis_tekst(uitkomst, "de uitkomst")
    rij.save(update_fields=["uitkomst"])
    return zet_over(rij, "beslis" if door_rechter else "los_op", door=door)
