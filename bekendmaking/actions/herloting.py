"""The loting that a herziening asks for: set ready by a second person, who so agrees with the facts, and withdrawn
before its moment by two people, as the first (A46, A51, R17; docs/adr/0009)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bekendmaking import herzien, rules
from bekendmaking.actions.herziening import eis_nog_te_herzien, herziening_op_slot
from bekendmaking.models import Herziening
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_een_account, eis_tweede_persoon
from selectie.herrekening import eis_intrekbare_loting, invoerhash, trek_loting_in, zet_loting_klaar
from selectie.models import Loting

ZELF_GEVRAAGD = "U vroeg dit zelf. Vraag een collega om de loting in te trekken."
VERZOEK = ("intrekken_gevraagd_door", "intrekken_gevraagd_op", "intrekreden")


@transaction.atomic
def zet_herloting_klaar(
    *,
    herziening_id: int,
    gezien_hash: str,
    plaats: str,
    trekking_op: datetime,
    methode: str,
    aangekondigde_bronnen: Sequence[str] = (),
    door: Gebruiker,
) -> Loting:
    """Fix who draws and how before any chance exists, on exactly the draft that was looked at.

    Raises RegelFout for who drafted it, when nobody is equal over the cut, and when something changed since.
    """
    herziening = herziening_op_slot(herziening_id=herziening_id)
    rules.tweede_persoon(opsteller=herziening.opgesteld_door_id, goedkeurder=door.pk)
    eis_een_account([herziening.opgesteld_door_id], door)
    rules.zelfde_inhoud(herziening.hash, gezien_hash)
    eis_nog_te_herzien(herziening=herziening)
    groep = herzien.wacht_op_loting(herziening)
    if groep is None:
        raise RegelFout("In deze herziening staat niemand gelijk over de grens. Een loting is niet nodig.")
    loting = zet_loting_klaar(
        toewijzing=herziening.toewijzing,
        herzien_hash=invoerhash(herziening.invoer),
        groep=groep,
        plaats=plaats,
        trekking_op=trekking_op,
        methode=methode,
        aangekondigde_bronnen=aangekondigde_bronnen,
        opsteller=herziening.opgesteld_door,
        door=door,
    )
    leg_vast(herziening, "zet_loting_klaar", door=door, hash=herziening.hash, loting=loting.pk)
    return loting


@transaction.atomic
def vraag_intrekken(*, herziening_id: int, reden: str, door: Gebruiker) -> Herziening:
    """An inkoopmanager asks to withdraw the loting of a herziening, because a fact is wrong.

    A request alone stops nothing. Raises RegelFout once the moment of the loting is there.
    """
    herziening = herziening_op_slot(herziening_id=herziening_id)
    eis_intrekbare_loting(toewijzing=herziening.toewijzing, recht=Recht.HEROPENEN, door=door)
    if herziening.intrekken_gevraagd_op:
        raise RegelFout("Iemand vroeg dit al. Een collega beslist erover.")
    reden = rules.eis_tekst(reden, "de reden")
    herziening.intrekken_gevraagd_door, herziening.intrekken_gevraagd_op = door, klok.nu()
    herziening.intrekreden = reden
    herziening.save(update_fields=VERZOEK)
    leg_vast(herziening, "vraag_intrekken", door=door, hash=herziening.hash, toelichting=reden)
    return herziening


@transaction.atomic
def trek_herloting_in(*, herziening_id: int, gezien: str, door: Gebruiker) -> Loting:
    """A second person agrees to the request that was read (`gezien`): the loting does not go on, everyone who would
    take part hears so, and the facts of the draft can change again. Raises RegelFout as `vraag_intrekken`."""
    herziening = herziening_op_slot(herziening_id=herziening_id)
    if herziening.intrekken_gevraagd_door_id is None:
        raise RegelFout("Niemand vroeg om deze loting in te trekken. De inkoopmanager doet dat met een reden.")
    eis_tweede_persoon(herziening.intrekken_gevraagd_door_id, door, zelf=ZELF_GEVRAAGD)
    eis_gezien(herziening, gezien)
    grondslag = {
        "invoer": herziening.invoer,
        "uitslag": herziening.uitslag,
        "voorgesteld_door": herziening.opgesteld_door,
        "voorgesteld_op": herziening.opgesteld_op,
        "reden": herziening.intrekreden,
        "gevraagd_door": herziening.intrekken_gevraagd_door,
        "gevraagd_op": herziening.intrekken_gevraagd_op,
    }
    loting = trek_loting_in(toewijzing=herziening.toewijzing, grondslag=grondslag, door=door)
    leg_vast(herziening, "trek_loting_in", door=door, hash=herziening.hash, loting=loting.pk)
    _wis_verzoek(herziening)
    return loting


@transaction.atomic
def laat_herloting_staan(*, herziening_id: int, door: Gebruiker) -> Herziening:
    """The request is dropped, by whoever may select here; the loting goes on."""
    herziening = herziening_op_slot(herziening_id=herziening_id)
    eis_recht(door, Recht.SELECTEREN, uitvoerder_id=herziening.toewijzing.uitvoerder_id)
    if herziening.intrekken_gevraagd_op is None:
        raise RegelFout("Er ligt geen verzoek om de loting in te trekken.")
    leg_vast(herziening, "laat_loting_staan", door=door, hash=herziening.hash)
    _wis_verzoek(herziening)
    return herziening


def _wis_verzoek(herziening: Herziening) -> None:
    herziening.intrekken_gevraagd_door = herziening.intrekken_gevraagd_op = None
    herziening.intrekreden = ""
    herziening.save(update_fields=VERZOEK)
