"""Sign the bestuursverklaring: in the portal, one or two people each on an own login, or by uploading it signed."""

from typing import Any, BinaryIO

from django.db import transaction

from inschrijving import echtheid, queries, rules, verklaring
from inschrijving.actions.documenten import keur_voor, voeg_gekeurd_toe
from inschrijving.actions.slot import GEWIJZIGD, bewaard, vergrendel, wis_handtekeningen
from inschrijving.feiten import Dossier, Ondertekenaar
from inschrijving.models import Bestuursverklaring, Bewijsstuk, Handtekening, Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kluis.actions import bewaar
from kluis.keuring import Keuring
from kluis.models import Stuk
from kluis.rules import TYPEN
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_een_account
from publicatie.states import Documentsoort


@transaction.atomic
def teken(*, inschrijving_id: int, gezien: str, door: Gebruiker, plek: int | None = None) -> None:
    """Sign the bestuursverklaring as it was shown; `gezien` is the hash of that (queries.verklaring_hash).

    The first signature freezes the PDF; its hash is in what each person signs. Of two who are only authorised
    together each signs on an own login; `plek` says as which of the two (A29, B29). Who repeats a signature that
    is complete changes nothing. Raises RegelFout when something misses or changed, and for the same person twice.
    """
    inschrijving = vergrendel(inschrijving_id, door, Recht.INDIENEN)
    vers = queries.vers(inschrijving.pk)
    dossier = _eis_gelijk(queries.feiten(vers), gezien)
    rij = vers.bestuursverklaring
    gezet = list(rij.handtekeningen.all())
    if dossier.verklaring.getekend and any(handtekening.door_id == door.pk for handtekening in gezet):
        return
    if dossier.verklaring.getekend:
        raise RegelFout("De verklaring is al getekend.")
    rules.andere_persoon(
        [(handtekening.door_id, handtekening.door.naam) for handtekening in gezet], (door.pk, door.naam)
    )
    eis_een_account([handtekening.door_id for handtekening in gezet], door)
    allen = dossier.verklaring.ondertekenaars
    plek = rules.open_plek(dossier.verklaring.plekken, len(allen), plek)
    stuk = _bevroren(vers, dossier, door)
    _zet(rij, plek, allen[plek - 1], rules.tekenhash(gezien, stuk.sha256), door)
    if len(gezet) + 1 == len(allen):
        _rond_af(rij, gezien, door)
    bewaard(inschrijving, "teken", door, sha256=gezien, pdf=stuk.sha256, plek=plek)


def _eis_gelijk(dossier: Dossier, gezien: str) -> Dossier:
    if mist := verklaring.ontbreekt(dossier):
        raise RegelFout(f"U kunt nog niet tekenen. Dit mist nog: {mist[0]}.")
    if rules.verklaring_hash(dossier) != gezien:
        raise RegelFout(GEWIJZIGD)
    return dossier


def _bevroren(inschrijving: Inschrijving, dossier: Dossier, door: Gebruiker) -> Stuk:
    """The PDF that is signed; made and kept at the first signature."""
    if er_is := inschrijving.bewijsstukken.filter(door_portaal=True).select_related("stuk").first():
        return er_is.stuk
    stuk = bewaar(
        dossier=inschrijving.dossier_sleutel,
        naam=verklaring.naam(inschrijving),
        inhoud=verklaring.als_pdf(inschrijving, dossier),
        controleer=False,
        door=door,
    )
    Bewijsstuk.objects.create(
        inschrijving=inschrijving,
        soort=Documentsoort.BESTUURSVERKLARING,
        stuk=stuk,
        toegevoegd_op=klok.nu(),
        door_portaal=True,
    )
    return stuk


def _zet(rij: Bestuursverklaring, plek: int, als: Ondertekenaar, wat: str, door: Gebruiker) -> None:
    Handtekening.objects.create(
        bestuursverklaring=rij,
        plek=plek,
        door=door,
        op=klok.nu(),
        naam=als.naam,
        functie=als.functie,
        bevoegdheid=als.bevoegdheid,
        hash=wat,
    )


def _rond_af(rij: Bestuursverklaring, inhoud: str, door: Gebruiker) -> None:
    rij.getekend_op, rij.getekend_door, rij.getekende_hash, rij.vervallen_op = klok.nu(), door, inhoud, None
    rij.save(update_fields=["getekend_op", "getekend_door", "getekende_hash", "vervallen_op"])


def lever_getekend_aan(
    *, inschrijving_id: int, gezien: str, naam: str, inhoud: bytes | BinaryIO, door: Gebruiker
) -> Bewijsstuk:
    """Hand in the bestuursverklaring as a signed PDF instead: with digital signatures, or a scan of paper (A29).

    `gezien`: hash of the content that was signed. File and signature are looked at first, without a lock. What that
    says of the signature is kept beside the file; it never refuses one. Raises RegelFout when something misses or
    changed, when there is a signature already, and for what the vault does not take.
    """
    keuring = keur_voor(inschrijving_id=inschrijving_id, naam=naam, inhoud=inhoud, door=door)
    if keuring.soort != TYPEN["pdf"]:
        raise RegelFout("Lever de getekende verklaring aan als PDF. Een Word-bestand kunt u opslaan als PDF.")
    vers = queries.vers(inschrijving_id)
    dossier = _eis_gelijk(queries.feiten(vers), gezien)
    controle = echtheid.onderzoek(
        keuring.inhoud,
        namen=[wie.naam for wie in dossier.verklaring.ondertekenaars],
        concept=verklaring.als_pdf(vers, dossier),
        moment=klok.nu(),
    )
    return _neem_aan(inschrijving_id, gezien, keuring, controle, door)


@transaction.atomic
def _neem_aan(
    inschrijving_id: int, gezien: str, keuring: Keuring, controle: dict[str, Any], door: Gebruiker
) -> Bewijsstuk:
    inschrijving = vergrendel(inschrijving_id, door)
    dossier = _eis_gelijk(queries.feiten(queries.vers(inschrijving.pk)), gezien)
    if dossier.verklaring.getekend or dossier.verklaring.plekken:
        raise RegelFout("De verklaring is al getekend. Haal die handtekening eerst weg.")
    rij = voeg_gekeurd_toe(
        inschrijving_id=inschrijving.pk, soort=Documentsoort.BESTUURSVERKLARING, keuring=keuring, door=door
    )
    rij.controle = controle
    rij.save(update_fields=["controle"])
    _rond_af(inschrijving.bestuursverklaring, gezien, door)
    bewaard(inschrijving, "lever_getekend_aan", door, sha256=gezien, pdf=rij.stuk.sha256)
    return rij


@transaction.atomic
def haal_handtekening_weg(*, inschrijving_id: int, door: Gebruiker) -> None:
    """Take all signatures away, with the PDF that was signed: to sign again, or in another way."""
    inschrijving = vergrendel(inschrijving_id, door, Recht.INDIENEN)
    wis_handtekeningen(inschrijving, None)
    bewaard(inschrijving, "haal_handtekening_weg", door)
