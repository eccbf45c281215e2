"""The file on a tekortkoming: opening it, hearing, ingebrekestelling, verzuim, damage and the end (art. 28)."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from bekendmaking.rules import eis_dag, eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from kern.transitions import zet_over
from kluis.actions import bewaar
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from uitvoering import brieven
from uitvoering.actions import slot
from uitvoering.actions.tekortkomingslot import eis_open, meld, op_slot, van_staf
from uitvoering.models import Ingebrekestelling, Reactie, Schade, Tekortkoming
from uitvoering.rules import tekortkoming as rules
from uitvoering.states.tekortkoming import Benadeelde, Bron, Status, Uitkomst


@transaction.atomic
def open_tekortkoming(
    *,
    overeenkomst_id: int,
    bron: str,
    eis_id: int | None,
    artikel: str,
    omschrijving: str,
    sinds: date,
    door: Gebruiker,
) -> Tekortkoming:
    """Open a file on an eis, a statement of the bestuursverklaring or an article; the organisation gets a message.

    Raises RegelFout when it names no obligation or more than one, or began outside the overeenkomst so far. A
    statement can have been untrue before that (OV-128).
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_staf(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    return begin(
        overeenkomst=overeenkomst,
        bron=bron,
        eis_id=eis_id,
        artikel=artikel,
        omschrijving=omschrijving,
        sinds=sinds,
        door=door,
    )


def begin(
    *,
    overeenkomst: Overeenkomst,
    bron: str,
    eis_id: int | None,
    artikel: str,
    omschrijving: str,
    sinds: date,
    door: Gebruiker,
) -> Tekortkoming:
    """The same for an act that holds the lock and the right already."""
    if bron not in Bron:
        raise RegelFout("Kies waar de tekortkoming over gaat.")
    rules.eis_bron(bron, eis=eis_id, artikel=artikel)
    if eis_id is not None and not overeenkomst.inschrijving.ronde.eisen.filter(pk=eis_id).exists():
        raise RegelFout("Kies een eis van de ronde van deze overeenkomst.")
    omschrijving = eis_tekst(omschrijving, "wat er niet is nagekomen")
    assert overeenkomst.ingang_op is not None, "what is offered has a first day"
    vanaf = date.min if bron == Bron.VERKLARING else overeenkomst.ingang_op
    if not vanaf <= sinds <= klok.vandaag():
        raise RegelFout(f"Vul in sinds wanneer: van {datum(vanaf)} tot en met vandaag.")
    rij = Tekortkoming.objects.create(
        overeenkomst=overeenkomst,
        nummer=Tekortkoming.objects.filter(overeenkomst=overeenkomst).count() + 1,
        bron=bron,
        eis_id=eis_id,
        artikel=artikel.strip(),
        omschrijving=omschrijving,
        sinds=sinds,
        geopend_door=door,
        geopend_op=klok.nu(),
    )
    leg_vast(rij, "open_tekortkoming", door=door, bron=bron, sinds=sinds.isoformat())
    meld(rij, Kant.ORGANISATIE, "geopend", "Tekortkoming vastgesteld", "Wij hebben een tekortkoming vastgesteld.")
    return rij


@transaction.atomic
def vraag_zienswijze(*, tekortkoming_id: int, tot: date, door: Gebruiker) -> Tekortkoming:
    """Ask the organisation for its view before anything follows; until then there is no ingebrekestelling."""
    rij = van_staf(tekortkoming_id, door)
    if rij.status != Status.VASTGESTELD:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    rules.eis_termijn(verzonden=klok.vandaag(), tot=tot)
    if rij.zienswijze_tot is not None:
        raise RegelFout(f"De organisatie is al gevraagd te reageren, tot en met {datum(rij.zienswijze_tot)}.")
    rij.zienswijze_tot = tot
    rij.save(update_fields=["zienswijze_tot"])
    leg_vast(rij, "vraag_zienswijze", door=door, tot=tot.isoformat())
    tekst = f"Wij willen graag uw kant horen. U kunt tot en met {datum(tot)} in het portaal reageren."
    meld(rij, Kant.ORGANISATIE, "zienswijze", "Uw reactie gevraagd", tekst)
    return rij


@transaction.atomic
def reageer(*, tekortkoming_id: int, tekst: str, door: Gebruiker) -> Reactie:
    """The organisation says its part, as long as the file is open."""
    rij = op_slot(tekortkoming_id)
    slot.eis_organisatie(rij.overeenkomst, door)
    eis_open(rij)
    tekst = eis_tekst(tekst, "uw reactie")
    reactie = Reactie.objects.create(tekortkoming=rij, tekst=tekst, door=door, op=klok.nu())
    leg_vast(rij, "reageer", door=door)
    sleutel = f"reactie:{reactie.pk}"
    meld(rij, Kant.ZORGKANTOOR, sleutel, "Reactie op een tekortkoming", "De organisatie heeft gereageerd.")
    return reactie


@transaction.atomic
def stel_in_gebreke(*, tekortkoming_id: int, eist: str, termijn_tot: date, door: Gebruiker) -> Ingebrekestelling:
    """Send the ingebrekestelling: a letter that names the obligation and a fatal term (OV-114, OV-116 to OV-118)."""
    rij = van_staf(tekortkoming_id, door)
    vandaag = klok.vandaag()
    eist = eis_tekst(eist, "wat de organisatie alsnog moet doen")
    rules.eis_termijn(verzonden=vandaag, tot=termijn_tot)
    rules.eis_gehoord(zienswijze_tot=rij.zienswijze_tot, gereageerd=rij.reacties.exists(), vandaag=vandaag)
    rij = zet_over(rij, "stel_in_gebreke", door=door, termijn_tot=termijn_tot.isoformat())
    brief = brieven.ingebrekestelling(rij, eist=eist, termijn_tot=termijn_tot, vandaag=vandaag, door=door)
    stuk = bewaar(
        dossier=rij.dossier_sleutel,
        naam=f"ingebrekestelling-{rij.kenmerk.replace('/', '-')}.pdf",
        inhoud=brieven.verzegeld(brief),
        controleer=False,
        door=door,
    )
    gesteld = Ingebrekestelling.objects.create(
        tekortkoming=rij,
        eist=eist,
        dagtekening=vandaag,
        termijn_tot=termijn_tot,
        stuk=stuk,
        verzonden_door=door,
        verzonden_op=klok.nu(),
    )
    tekst = f"Wij stellen u in gebreke. U hebt tot en met {datum(termijn_tot)} om alsnog na te komen."
    meld(rij, Kant.ORGANISATIE, "ingebrekestelling", "Ingebrekestelling", tekst, bijlagen=[stuk])
    return gesteld


@transaction.atomic
def stel_onmogelijk_vast(*, tekortkoming_id: int, reden: str, door: Gebruiker) -> Tekortkoming:
    """Performance is impossible for good: in verzuim at once, without an ingebrekestelling (OV-115)."""
    rij = van_staf(tekortkoming_id, door)
    rij.onmogelijk_reden = eis_tekst(reden, "waarom nakomen blijvend onmogelijk is")
    rij.verzuim_op = klok.vandaag()
    rij.save(update_fields=["onmogelijk_reden", "verzuim_op"])
    rij = zet_over(rij, "direct_in_verzuim", door=door)
    _meld_verzuim(rij, "Nakomen is blijvend onmogelijk. De organisatie is daarom vanaf vandaag in verzuim.")
    return rij


def _meld_verzuim(rij: Tekortkoming, tekst: str) -> None:
    for kant in Kant:
        meld(rij, kant, "verzuim", "In verzuim", tekst)


def laat_verzuim_ingaan() -> int:
    """Every file whose fatal term passed without performance; how many (OV-118)."""
    verstreken = Tekortkoming.objects.verstreken(klok.vandaag()).order_by("pk")
    return sum(_laat_verzuim_ingaan(pk) for pk in verstreken.values_list("pk", flat=True))


@transaction.atomic
def _laat_verzuim_ingaan(tekortkoming_id: int) -> bool:
    """Once, whoever else is at it: decided again under the lock."""
    rij = op_slot(tekortkoming_id)
    if not Tekortkoming.objects.verstreken(klok.vandaag()).filter(pk=rij.pk).exists():
        return False
    rij.verzuim_op = klok.vandaag()
    rij.save(update_fields=["verzuim_op"])
    rij = zet_over(rij, "raak_in_verzuim")
    _meld_verzuim(rij, "De termijn van de ingebrekestelling is voorbij. De organisatie is in verzuim.")
    return True


@transaction.atomic
def leg_bevinding_vast(*, tekortkoming_id: int, bevinding: str, door: Gebruiker) -> Tekortkoming:
    """What is established; the last one counts, and without it there is no maatregel (OV-120)."""
    rij = van_staf(tekortkoming_id, door)
    rij.bevinding, rij.bevinding_op = eis_tekst(bevinding, "wat is komen vast te staan"), klok.vandaag()
    rij.save(update_fields=["bevinding", "bevinding_op"])
    leg_vast(rij, "leg_bevinding_vast", door=door)
    return rij


@transaction.atomic
def leg_schade_vast(
    *, tekortkoming_id: int, benadeelde: str, bedrag: Decimal, omschrijving: str, door: Gebruiker
) -> Schade:
    """Damage and whose it is (OV-125)."""
    rij = van_staf(tekortkoming_id, door)
    if benadeelde not in Benadeelde:
        raise RegelFout("Kies wie de schade heeft.")
    rules.eis_schade(bedrag)
    velden = {"benadeelde": benadeelde, "bedrag": bedrag, "omschrijving": eis_tekst(omschrijving, "wat de schade is")}
    schade = Schade.objects.create(tekortkoming=rij, door=door, op=klok.nu(), **velden)
    leg_vast(rij, "leg_schade_vast", door=door, benadeelde=benadeelde, bedrag=str(bedrag))
    return schade


@transaction.atomic
def leg_schadebeperking_vast(*, tekortkoming_id: int, schadebeperking: str, door: Gebruiker) -> Tekortkoming:
    """What the zorgkantoor did to limit the damage (OV-126)."""
    rij = van_staf(tekortkoming_id, door)
    rij.schadebeperking = eis_tekst(schadebeperking, "wat u deed om de schade te beperken")
    rij.save(update_fields=["schadebeperking"])
    leg_vast(rij, "leg_schadebeperking_vast", door=door)
    return rij


@transaction.atomic
def sluit_tekortkoming(
    *, tekortkoming_id: int, uitkomst: str, uitkomst_op: date, toelichting: str, door: Gebruiker
) -> Tekortkoming:
    """Close the file with its outcome. `uitkomst_op`: the day of the repair, or of what ended it otherwise.

    Raises RegelFout while a maatregel waits for a colleague, and for the outcome 'maatregel' without one.
    """
    rij = van_staf(tekortkoming_id, door)
    if uitkomst not in Uitkomst:
        raise RegelFout("Kies hoe dit afliep.")
    eis_dag(uitkomst_op, vanaf=rij.sinds, vandaag=klok.vandaag(), wat="dit werd afgedaan")
    if rij.maatregelen.filter(status="ontwerp").exists():
        raise RegelFout("Er wacht nog een maatregel op een collega. Laat die eerst opleggen of niet doorgaan.")
    if uitkomst == Uitkomst.MAATREGEL and not rij.maatregelen.opgelegd().exists():
        raise RegelFout("Er is geen maatregel opgelegd. Kies een andere uitkomst.")
    rij.uitkomst, rij.uitkomst_op = uitkomst, uitkomst_op
    rij.toelichting = eis_tekst(toelichting, "de toelichting")
    rij.save(update_fields=["uitkomst", "uitkomst_op", "toelichting"])
    rij = zet_over(rij, "sluit", door=door, uitkomst=uitkomst, uitkomst_op=uitkomst_op.isoformat())
    tekst = f"Wij hebben het dossier gesloten: {rij.get_uitkomst_display().lower()}."
    meld(rij, Kant.ORGANISATIE, "gesloten", "Dossier gesloten", tekst)
    return rij
