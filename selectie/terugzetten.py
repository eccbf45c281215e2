"""The arrow back: a frozen region returns to open, by two people and with a reason (docs/adr/0005).

A loting that is set ready falls with it, as long as nobody can have drawn (docs/adr/0009).
"""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_tweede_persoon
from selectie import queries, slot, trekking
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.states import BEVROREN

ZELF_GEVRAAGD = "U vroeg dit zelf. Vraag een collega om de bevriezing terug te zetten."
VERZOEK = ("terug_gevraagd_door", "terug_gevraagd_op", "terugreden")
BEVRIEZING = ("voorgesteld_door", "voorgesteld_op", "bevroren_door", "bevroren_op", "invoer", "invoer_hash", "uitslag")


@transaction.atomic
def vraag_terug(*, selectie_id: int, reden: str, door: Gebruiker) -> Regioselectie:
    """An inkoopmanager asks to take the freezing back, with the loting that is set ready.

    Raises RegelFout once the result is fixed, the notaris entered an order or the moment of the loting is there.
    """
    selectie = slot.regioselectie(selectie_id, door, Recht.HEROPENEN)
    _eis_kan_terug(selectie)
    slot.eis_geen_verzoek(selectie)
    if not reden:
        raise RegelFout("Schrijf op waarom de bevriezing terug moet.")
    selectie.terug_gevraagd_door, selectie.terug_gevraagd_op, selectie.terugreden = door, klok.nu(), reden
    selectie.save(update_fields=VERZOEK)
    leg_vast(selectie, "vraag_terug", door=door, hash=selectie.invoer_hash, toelichting=reden)
    return selectie


@transaction.atomic
def zet_terug(*, selectie_id: int, gezien: str, door: Gebruiker) -> Regioselectie:
    """A second person agrees to the request that was read (`gezien`): the region is open again, and what was frozen is
    kept as it was.

    A loting that was set ready is withdrawn; its participants hear so. Raises RegelFout as `vraag_terug` does.
    """
    selectie = slot.regioselectie(selectie_id, door)
    loting = _eis_kan_terug(selectie)
    if selectie.terug_gevraagd_door_id is None:
        raise RegelFout("Niemand vroeg om de bevriezing terug te zetten. De inkoopmanager doet dat met een reden.")
    eis_tweede_persoon(selectie.terug_gevraagd_door_id, door, zelf=ZELF_GEVRAAGD)
    eis_gezien(selectie, gezien)
    spoor = Teruggezet.objects.create(
        regioselectie=selectie,
        reden=selectie.terugreden,
        gevraagd_door=selectie.terug_gevraagd_door,
        gevraagd_op=selectie.terug_gevraagd_op,
        teruggezet_door=door,
        teruggezet_op=klok.nu(),
        **{veld: getattr(selectie, veld) for veld in BEVRIEZING},
    )
    if loting is not None:
        trekking.trek_loting_in(loting, spoor, door=door)
    oude_hash, reden = selectie.invoer_hash, selectie.terugreden
    selectie = zet_over(selectie, "zet_terug", door=door, toelichting=reden, hash=oude_hash)
    _wis(selectie, *VERZOEK, *BEVRIEZING)
    return selectie


@transaction.atomic
def wijs_terug_af(*, selectie_id: int, door: Gebruiker) -> Regioselectie:
    """The request is dropped, by whoever may select here; the freezing stands."""
    selectie = slot.regioselectie(selectie_id, door)
    if selectie.terug_gevraagd_op is None:
        raise RegelFout("Er ligt geen verzoek om de bevriezing terug te zetten.")
    leg_vast(selectie, "wijs_terug_af", door=door, hash=selectie.invoer_hash)
    _wis(selectie, *VERZOEK)
    return selectie


def _eis_kan_terug(selectie: Regioselectie) -> Loting | None:
    """The loting that falls with the freezing, if any; the clock is read under the lock. Raises RegelFout."""
    if selectie.status not in BEVROREN:
        raise RegelFout("Alleen een bevroren regio die nog niet is vastgesteld, kan terug.")
    loting = queries.loting_van(selectie)
    if loting is not None:
        trekking.eis_intrekbaar(loting)
    return loting


def _wis(selectie: Regioselectie, *velden: str) -> None:
    for veld in velden:
        setattr(selectie, veld, "" if veld in ("invoer_hash", "terugreden") else None)
    selectie.save(update_fields=velden)
