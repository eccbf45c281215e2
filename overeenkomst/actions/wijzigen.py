"""A voorstel to change a signed overeenkomst, the overleg on it, and a voorstel that comes to nothing (art. 32)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from bekendmaking.opmaak import adres_van
from bekendmaking.rules import eis_tekst, zelfde_inhoud
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.models import Stuk
from overeenkomst.actions import slot, versies
from overeenkomst.models import Overeenkomst, Wijzigingsoverleg, Wijzigingsvoorstel
from overeenkomst.queries import wijzigingen, wijziginhoud
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.rules.wijziging import Voorstel
from overeenkomst.states import Kant, Voorstelstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht


@transaction.atomic
def stel_wijziging_voor(*, overeenkomst_id: int, voorstel: Voorstel, door: Gebruiker) -> Wijzigingsvoorstel:
    """Put forward what must change in a signed overeenkomst; the other side gets a message (OV-142).

    Raises RegelFout for what cannot be, and while another voorstel is open.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    kant = slot.kant_met(overeenkomst, door, Recht.WIJZIGING_VOORSTELLEN)
    slot.eis_lopend(overeenkomst)
    if overeenkomst.voorstellen.filter(status=Voorstelstatus.OPEN).exists():
        raise RegelFout("Er is al een voorstel in overleg. Rond dat eerst af.")
    rij = Wijzigingsvoorstel(overeenkomst=overeenkomst, kant=kant, volgnummer=overeenkomst.voorstellen.count() + 1)
    return _schrijf(rij, voorstel, door)


@transaction.atomic
def pas_voorstel_aan(*, voorstel_id: int, gezien: str, voorstel: Voorstel, door: Gebruiker) -> Wijzigingsvoorstel:
    """Write the own voorstel anew, after overleg. Who signed what it said before signs again (R17).

    `gezien`: wijzigingen.inhoudshash of what was on the screen.
    """
    overeenkomst, rij = open_voorstel(voorstel_id=voorstel_id)
    if slot.kant_met(overeenkomst, door, Recht.WIJZIGING_VOORSTELLEN) != rij.kant:
        raise RegelFout("De andere partij deed dit voorstel. Vraag haar om het aan te passen.")
    zelfde_inhoud(wijzigingen.inhoudshash(rij), gezien)
    return _schrijf(rij, voorstel, door)


def open_voorstel(*, voorstel_id: int) -> tuple[Overeenkomst, Wijzigingsvoorstel]:
    """A voorstel that is not decided yet, under the lock of its overeenkomst, and that of the money before it."""
    overeenkomst_id = Wijzigingsvoorstel.objects.values_list("overeenkomst", flat=True).get(pk=voorstel_id)
    versies.sluit_regios(overeenkomst_id=overeenkomst_id)
    overeenkomst = slot.vergrendel(overeenkomst_id)
    rij = overeenkomst.voorstellen.select_for_update(of=("self",)).get(pk=voorstel_id)
    if rij.status != Voorstelstatus.OPEN:
        raise RegelFout(f"Over dit voorstel is al beslist: {rij.get_status_display().lower()}.")
    slot.eis_lopend(overeenkomst)
    rij.overeenkomst = overeenkomst
    return overeenkomst, rij


def _schrijf(rij: Wijzigingsvoorstel, voorstel: Voorstel, door: Gebruiker) -> Wijzigingsvoorstel:
    overeenkomst = rij.overeenkomst
    assert overeenkomst.ingang_op
    assert overeenkomst.eind_op, "what is signed has a term"
    term = {"van": overeenkomst.ingang_op, "tot": overeenkomst.eind_op}
    wijzigregels.eis_voorstel(voorstel, vandaag=klok.vandaag(), **term)
    rij.wijziging = wijziginhoud.reken_uit(overeenkomst, voorstel, Kant(rij.kant))
    rij.verschillen = wijzigingen.verschillen(overeenkomst, rij.wijziging, voorstel.ingang_op)
    for veld in ("reden", "toelichting", "artikelen", "tekst", "ingang_op"):
        setattr(rij, veld, getattr(voorstel, veld))
    rij.opgesteld_door, rij.opgesteld_op = door, klok.nu()
    rij.save()
    gezien = wijzigingen.inhoudshash(rij)
    leg_vast(rij, "stel_wijziging_voor", door=door, volgnummer=rij.volgnummer, hash=gezien)
    meld(voorstel=rij, kanten=[andere(kant=rij.kant)], sjabloon="voorstel", onderwerp="Voorstel voor een wijziging")
    return rij


@transaction.atomic
def leg_overleg_vast(*, voorstel_id: int, dag: date, verslag: str, door: Gebruiker) -> Wijzigingsoverleg:
    """Record that both sides talked, by either of them; a line is only added."""
    overeenkomst, rij = open_voorstel(voorstel_id=voorstel_id)
    slot.kant_met(overeenkomst, door, Recht.WIJZIGING_VOORSTELLEN)
    assert overeenkomst.getekend_op
    vanaf = klok.lokaal(overeenkomst.getekend_op).date()
    wijzigregels.eis_overlegdag(dag, vandaag=klok.vandaag(), vanaf=vanaf)
    verslag = eis_tekst(verslag, "een kort verslag")
    overleg = rij.overleggen.create(dag=dag, verslag=verslag, door=door, op=klok.nu())
    leg_vast(rij, "leg_overleg_vast", door=door, dag=dag.isoformat())
    return overleg


@transaction.atomic
def trek_wijziging_in(*, voorstel_id: int, reden: str, door: Gebruiker) -> Wijzigingsvoorstel:
    """Take the own voorstel back, with a reason; it stays to be read."""
    overeenkomst, rij = open_voorstel(voorstel_id=voorstel_id)
    if slot.kant_met(overeenkomst, door, Recht.WIJZIGING_VOORSTELLEN) != rij.kant:
        raise RegelFout("De andere partij deed dit voorstel. Alleen zij kan het intrekken.")
    return _sluit(rij, "trek_wijziging_in", eis_tekst(reden, "een reden"), door)


@transaction.atomic
def laat_wijziging_mislukken(*, voorstel_id: int, reden: str, door: Gebruiker) -> Wijzigingsvoorstel:
    """Record that there is no agreement, after overleg; for who signs, at either side (OV-143)."""
    overeenkomst, rij = open_voorstel(voorstel_id=voorstel_id)
    slot.kant_met(overeenkomst, door, Recht.WIJZIGING_TEKENEN)
    wijzigregels.eis_overleg(rij.overleggen.count())
    return _sluit(rij, "wijziging_mislukt", eis_tekst(reden, "een reden"), door)


def _sluit(rij: Wijzigingsvoorstel, pijl: str, uitkomst: str, door: Gebruiker) -> Wijzigingsvoorstel:
    besluit(voorstel=rij, pijl=pijl, uitkomst=uitkomst, door=door)
    rij.refresh_from_db()
    meld(voorstel=rij, kanten=Kant, sjabloon="voorstel_gesloten", onderwerp="Voorstel gaat niet door")
    return rij


def besluit(*, voorstel: Wijzigingsvoorstel, pijl: str, door: Gebruiker, uitkomst: str = "") -> None:
    """Decide on a voorstel: who, when and why, then its status."""
    voorstel.besloten_door, voorstel.besloten_op, voorstel.uitkomst = door, klok.nu(), uitkomst
    voorstel.save(update_fields=["besloten_door", "besloten_op", "uitkomst"])
    zet_over(voorstel, pijl, door=door, toelichting=uitkomst)


def andere(*, kant: str) -> Kant:
    return Kant.ZORGKANTOOR if kant == Kant.ORGANISATIE else Kant.ORGANISATIE


def meld(
    *,
    voorstel: Wijzigingsvoorstel,
    kanten: Iterable[Kant],
    sjabloon: str,
    onderwerp: str,
    bijlagen: Iterable[Stuk] = (),
) -> None:
    """A mail to one or both sides about what the voorstel says now; once per side and template."""
    inschrijving = voorstel.overeenkomst.inschrijving
    for kant in kanten:
        organisatie = kant == Kant.ORGANISATIE
        context = {
            "voorstel": voorstel,
            "inschrijving": inschrijving,
            "kant": kant,
            "adres": settings.BASIS_URL + voorstel.get_absolute_url(),
        }
        leg_klaar(
            soort=Berichtsoort.OVEREENKOMST,
            ontvanger=adres_van(inschrijving) if organisatie else inschrijving.uitvoerder.inschrijf_email,
            onderwerp=f"{onderwerp}: overeenkomst {voorstel.overeenkomst.kenmerk}",
            tekst=render_to_string(f"overeenkomst/mail/{sjabloon}.txt", context),
            over=f"overeenkomst.wijziging:{voorstel.pk}:{sjabloon}:{kant}:{wijzigingen.inhoudshash(voorstel)[:12]}",
            bijlagen=bijlagen,
            dossier_sleutel=voorstel.dossier_sleutel,
        )
