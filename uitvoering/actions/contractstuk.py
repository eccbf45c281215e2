"""The werkafspraken and the method for signals: a next version beside the earlier ones (OV-088, OV-238)."""

from django.db import transaction
from django.urls import reverse

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kluis.actions import bewaar
from kluis.keuring import Keuring
from kluis.rules import TYPEN
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from uitvoering.actions import slot
from uitvoering.models import Contractstuk
from uitvoering.rules.signaal import eis_zonder_personen
from uitvoering.states.contractstuk import VAN


@transaction.atomic
def leg_contractstuk_vast(
    *, overeenkomst_id: int, kant: Kant, gezien: int, tekst: str, keuring: Keuring | None = None, door: Gebruiker
) -> Contractstuk:
    """Each side keeps its own kind; the other side gets a message. `gezien`: version on the screen, 0 for none.

    Raises RegelFout without text or file, for a file that is no PDF, and when a colleague was first.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    (slot.eis_organisatie if kant == Kant.ORGANISATIE else slot.eis_staf)(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    soort, tekst = VAN[kant], tekst.strip()
    if not tekst and keuring is None:
        raise RegelFout("Beschrijf het, of voeg een bestand toe.")
    if keuring and keuring.soort != TYPEN["pdf"]:
        raise RegelFout("Lever dit aan als PDF.")
    eis_zonder_personen([tekst])
    if overeenkomst.contractstukken.filter(soort=soort).count() != gezien:
        raise RegelFout("Een collega heeft intussen een nieuwe versie vastgelegd. Bekijk eerst wat er nu staat.")
    stuk = _bewaar(overeenkomst, keuring, door) if keuring else None
    velden = {"soort": soort, "versie": gezien + 1, "tekst": tekst, "stuk": stuk, "door": door, "op": klok.nu()}
    rij = Contractstuk.objects.create(overeenkomst=overeenkomst, **velden)
    leg_vast(rij, "leg_contractstuk_vast", door=door, soort=str(soort), versie=rij.versie)
    _meld(rij, kant)
    return rij


def _bewaar(overeenkomst: Overeenkomst, keuring: Keuring, door: Gebruiker):  # type: ignore[no-untyped-def]
    return bewaar(dossier=f"{overeenkomst.dossier_sleutel}:contractstukken", keuring=keuring, quotum=True, door=door)


def _meld(rij: Contractstuk, kant: Kant) -> None:
    aan = Kant.ZORGKANTOOR if kant == Kant.ORGANISATIE else Kant.ORGANISATIE
    naam = "contractstukken" if aan == Kant.ZORGKANTOOR else "mijn_contractstukken"
    slot.bericht(
        rij.overeenkomst,
        aan,
        onderwerp=rij.get_soort_display(),
        tekst=f"Er is een nieuwe versie vastgelegd: {rij}.",
        over=f"uitvoering.contractstuk:{rij.pk}",
        adres=reverse(naam, args=[rij.overeenkomst.inschrijving.kenmerk]),
    )
