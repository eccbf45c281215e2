"""Sign what was offered: the organisation in the portal or by a signed PDF, then the zorgkantoor (OV-146, OV-147)."""

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from bekendmaking.queries import tekenen_vanaf
from bekendmaking.sluiten import mag_sluiten
from inschrijving import echtheid
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor, lees
from kluis.keuring import Keuring
from kluis.models import Stuk
from kluis.rules import TYPEN
from overeenkomst import document
from overeenkomst.actions import slot
from overeenkomst.models import Aanbieding, Ondertekening, Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_een_account, eis_tweede_persoon


@transaction.atomic
def teken(*, overeenkomst_id: int, gezien: str, functie: str, plaats: str, door: Gebruiker) -> Overeenkomst:
    """Sign for the organisation exactly the document that was seen; `gezien` is its sha256.

    Raises RegelFout until the opschortende termijn of its regions is over (IK-203, IK-204), while a bezwaar or a kort
    geding holds them up (A07), for another document, and for the same person twice.
    """
    overeenkomst, aanbieding, gezet, nu = _begin(overeenkomst_id, gezien, door)
    _zet(aanbieding, Kant.ORGANISATIE, len(gezet) + 1, door, functie, plaats, nu)
    return _na_organisatie(overeenkomst, aanbieding, len(gezet) + 1, door, nu)


def _begin(
    overeenkomst_id: int, gezien: str, door: Gebruiker
) -> tuple[Overeenkomst, Aanbieding, list[Ondertekening], datetime]:
    """Lock, then everything that must hold before someone of the organisation signs."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    eis_recht(door, Recht.INDIENEN, organisatie_id=overeenkomst.inschrijving.organisatie_id)
    aanbieding = slot.staand_aanbod(overeenkomst, gezien)
    if overeenkomst.organisatie_getekend_op:
        raise RegelFout("Uw organisatie heeft deze overeenkomst al getekend.")
    nu = klok.nu()
    _eis_tekentijd(overeenkomst.inschrijving, nu)
    gezet = list(aanbieding.ondertekeningen.filter(kant=Kant.ORGANISATIE))
    if any(rij.door_id == door.pk for rij in gezet):
        raise RegelFout("U hebt deze overeenkomst al getekend. Een collega zet de tweede handtekening.")
    eis_een_account([rij.door_id for rij in gezet], door)
    return overeenkomst, aanbieding, gezet, nu


def _eis_tekentijd(inschrijving: Inschrijving, nu: datetime) -> None:
    """Nobody signs before the standstill is over, nor while something holds up a region (IK-204, A07, A08)."""
    vanaf = tekenen_vanaf(inschrijving)
    if nu < vanaf:
        raise RegelFout(f"Tekenen kan vanaf {moment(vanaf)}. Tot dan loopt de opschortende termijn.")
    if redenen := mag_sluiten(inschrijving, nu):
        raise RegelFout(f"Tekenen kan nog niet. {'; '.join(redenen)}.")


def _zet(
    aanbieding: Aanbieding,
    kant: Kant,
    plek: int,
    door: Gebruiker,
    functie: str,
    plaats: str,
    nu: datetime,
    *,
    naam: str = "",
    stuk: Stuk | None = None,
    controle: dict[str, Any] | None = None,
) -> None:
    if not functie.strip() or not plaats.strip():
        raise RegelFout("Vul uw functie in en de plaats waar u tekent.")
    Ondertekening.objects.create(
        aanbieding=aanbieding,
        kant=kant,
        plek=plek,
        door=door,
        naam=naam or door.naam,
        functie=functie,
        organisatie=aanbieding.feiten[kant]["naam"],
        plaats=plaats,
        op=nu,
        hash=aanbieding.hash,
        stuk=stuk,
        controle=controle,
    )
    leg_vast(aanbieding, "zet_handtekening", door=door, kant=str(kant), plek=plek, sha256=aanbieding.hash)


def _na_organisatie(
    overeenkomst: Overeenkomst, aanbieding: Aanbieding, gezet: int, door: Gebruiker, nu: datetime
) -> Overeenkomst:
    """When all who must sign have done so the zorgkantoor is next."""
    if gezet < document.aantal_tekenaars(overeenkomst.inschrijving):
        return overeenkomst
    overeenkomst.organisatie_getekend_op = nu
    overeenkomst.save(update_fields=["organisatie_getekend_op"])
    leg_vast(overeenkomst, "organisatie_tekende", door=door, sha256=aanbieding.hash)
    slot.bericht(overeenkomst, aanbieding, kant=Kant.ZORGKANTOOR, sjabloon="te_tekenen", onderwerp="Wacht op u")
    return overeenkomst


def lever_getekend_aan(
    *,
    overeenkomst_id: int,
    gezien: str,
    functie: str,
    plaats: str,
    naam: str,
    inhoud: bytes | BinaryIO,
    door: Gebruiker,
) -> Overeenkomst:
    """Hand in the offered PDF with the digital signatures of all who must sign.

    File and signatures are looked at first, without a lock. Raises RegelFout for anything but the offered document,
    whole, with enough signatures of people who may sign; a chain that is not known here is for the zorgkantoor to
    look at before it signs. Nothing is stored then.
    """
    rij = Overeenkomst.objects.select_related("inschrijving").get(pk=overeenkomst_id)
    eis_recht(door, Recht.INDIENEN, organisatie_id=rij.inschrijving.organisatie_id)
    keuring = keur_voor(rij=rij, naam=naam, inhoud=inhoud, door=door)
    if keuring.soort != TYPEN["pdf"]:
        raise RegelFout("Lever de overeenkomst aan als PDF met een digitale handtekening.")
    aanbieding = slot.staand_aanbod(rij, gezien)
    controle = echtheid.onderzoek(
        keuring.inhoud, namen=_namen(rij.inschrijving), concept=lees(aanbieding.stuk), moment=klok.nu()
    )
    _eis_goed_getekend(controle, document.aantal_tekenaars(rij.inschrijving))
    return _neem_aan(overeenkomst_id, gezien, functie, plaats, keuring, controle, door)


def _namen(inschrijving: Inschrijving) -> list[str]:
    """Who may sign: those of the bestuursverklaring, and the tekenbevoegden of the organisation."""
    verklaring = getattr(inschrijving, "bestuursverklaring", None)
    voluit = [verklaring.ondertekenaar, verklaring.tweede_ondertekenaar] if verklaring else []
    rollen = inschrijving.organisatie.rollen.geldig(klok.vandaag()).filter(soort="tekenbevoegde")
    return [naam for naam in (*voluit, *rollen.values_list("gebruiker__naam", flat=True)) if naam]


def _eis_goed_getekend(controle: dict[str, Any], aantal: int) -> None:
    alle = controle["handtekeningen"]
    if not controle["zelfde_inhoud"]:
        raise RegelFout("Dit is niet de aangeboden overeenkomst, of zij is veranderd. Teken de PDF uit het portaal.")
    if not controle["leesbaar"] or not alle:
        raise RegelFout("In dit bestand zit geen digitale handtekening die wij kunnen lezen. Teken in het portaal.")
    if any(not rij["ongeschonden"] for rij in alle) or not controle["alleen_getekend"]:
        raise RegelFout("Het bestand is gewijzigd, voor of na het tekenen. Teken het aangeboden bestand opnieuw.")
    if vreemd := [rij["naam"] for rij in alle if not rij["bekend"]]:
        raise RegelFout(f"{vreemd[0]} mag niet tekenen voor uw organisatie. Laat de tekenbevoegde tekenen.")
    if len({rij["naam"] for rij in alle}) < aantal:
        raise RegelFout(f"Er moeten {aantal} mensen tekenen. In dit bestand staat {len(alle)} handtekening.")


@transaction.atomic
def _neem_aan(
    overeenkomst_id: int,
    gezien: str,
    functie: str,
    plaats: str,
    keuring: Keuring,
    controle: dict[str, Any],
    door: Gebruiker,
) -> Overeenkomst:
    overeenkomst, aanbieding, gezet, nu = _begin(overeenkomst_id, gezien, door)
    if gezet:
        raise RegelFout("Een collega heeft al in het portaal getekend. Zet ook daar de tweede handtekening.")
    stuk = bewaar(dossier=overeenkomst.dossier_sleutel, keuring=keuring, door=door)
    namen = list(dict.fromkeys(rij["naam"] for rij in controle["handtekeningen"]))
    for plek, naam in enumerate(namen[:2], 1):
        extra = {"naam": naam, "stuk": stuk, "controle": controle}
        _zet(aanbieding, Kant.ORGANISATIE, plek, door, functie, plaats, nu, **extra)
    return _na_organisatie(overeenkomst, aanbieding, len(namen), door, nu)


@transaction.atomic
def teken_mede(*, overeenkomst_id: int, gezien: str, functie: str, plaats: str, door: Gebruiker) -> Overeenkomst:
    """Sign for the zorgkantoor, after the organisation, as another person than who offered and who signed for it (R17).

    The worker makes the copies with all signatures after that (`exemplaren`). Raises RegelFout as `teken` does.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    aanbieding = slot.staand_aanbod(overeenkomst, gezien)
    if not overeenkomst.organisatie_getekend_op:
        raise RegelFout("De organisatie heeft nog niet getekend. Het zorgkantoor tekent als laatste.")
    eis_tweede_persoon(
        aanbieding.door_id,
        door,
        zelf="U hebt deze overeenkomst zelf aangeboden. Een collega tekent.",
    )
    for tekenaar in aanbieding.ondertekeningen.values_list("door", flat=True):
        eis_tweede_persoon(tekenaar, door, zelf="U tekende al voor de organisatie. Een collega tekent.")
    nu = klok.nu()
    _eis_tekentijd(overeenkomst.inschrijving, nu)
    _zet(aanbieding, Kant.ZORGKANTOOR, 1, door, functie, plaats, nu)
    overeenkomst.getekend_op = nu
    overeenkomst.save(update_fields=["getekend_op"])
    return zet_over(overeenkomst, "teken", door=door, sha256=aanbieding.hash)
