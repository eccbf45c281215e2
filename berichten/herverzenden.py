"""Sending a message again: one asks and says why, another natural person decides (R10, B29, B59)."""

from django.db import transaction

from berichten import rules
from berichten.models import Bericht, Herverzending
from berichten.states import Berichtsoort, Herverzendstatus, Status
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.personen import eis_tweede_persoon

HERZENDBAAR = (Status.OVERGEDRAGEN, Status.GEWEIGERD, Status.GEBOUNCED)


@transaction.atomic
def vraag_opnieuw(*, bericht_id: int, ontvanger: str, reden: str, door: Gebruiker) -> Herverzending:
    """Ask to send this message again, to the same or a corrected address. Nothing leaves before another agreed.

    Raises RegelFout for an unsafe address (B41), without a reason, and while the message may still arrive.
    """
    bericht = Bericht.objects.select_for_update(of=("self",)).get(pk=bericht_id)
    if bericht.status not in HERZENDBAAR:
        raise RegelFout(
            "Dit bericht kan nog aankomen. Zoek eerst uit of het aankwam, anders krijgt de ontvanger het twee keer."
        )
    if bericht.soort == Berichtsoort.ACCOUNT:
        raise RegelFout("Een bericht over een account kan niet opnieuw. De ontvanger vraagt zelf een nieuwe link aan.")
    if not reden.strip():
        raise RegelFout("Schrijf op waarom dit bericht opnieuw moet.")
    eerder = list(bericht.herverzendingen.exclude(status=Herverzendstatus.AFGEWEZEN))
    if any(rij.nieuw_id for rij in eerder):
        raise RegelFout("Dit bericht is al opnieuw verstuurd. Begin bij het nieuwste bericht.")
    if eerder:
        raise RegelFout("Er is al gevraagd dit bericht opnieuw te versturen. Een collega beslist daarover.")
    rij = Herverzending.objects.create(
        bericht=bericht,
        ontvanger=rules.veilig_adres(ontvanger),
        reden=reden.strip(),
        gevraagd_door=door,
        gevraagd_op=klok.nu(),
    )
    bericht.afgedaan_op = None  # it needs someone after all
    bericht.save(update_fields=["afgedaan_op"])
    leg_vast(rij, "vraag_opnieuw", door=door, bericht=bericht.pk, ander_adres=rij.ontvanger != bericht.ontvanger)
    return rij


@transaction.atomic
def keur_opnieuw_goed(*, herverzending_id: int, gezien: str, door: Gebruiker) -> Bericht:
    """Another person agrees to the wish that was read (`gezien`): a new message with the next volgnummer goes into
    the outbox. The old one stays.

    Terms do not change: the decision was in the portal from the moment of release (R11).
    """
    rij = Herverzending.objects.select_for_update(of=("self",)).select_related("bericht").get(pk=herverzending_id)
    eis_tweede_persoon(rij.gevraagd_door_id, door, zelf="U vroeg dit zelf. Een collega beslist of het bericht gaat.")
    _eis_open(rij)
    eis_gezien(rij, gezien)
    rij.nieuw = _leg_opnieuw_klaar(rij)
    return _besluit(rij, "keur_goed", door).nieuw


@transaction.atomic
def wijs_opnieuw_af(*, herverzending_id: int, door: Gebruiker) -> Herverzending:
    """It does not go again; who asked may take it back the same way."""
    rij = Herverzending.objects.select_for_update(of=("self",)).get(pk=herverzending_id)
    _eis_open(rij)
    return _besluit(rij, "wijs_af", door)


def _eis_open(rij: Herverzending) -> None:
    if rij.status != Herverzendstatus.GEVRAAGD:
        raise RegelFout("Hierover is al beslist. Ververs de bladzijde.")


def _besluit(rij: Herverzending, overgang: str, door: Gebruiker) -> Herverzending:
    rij.beslist_door, rij.beslist_op = door, klok.nu()
    rij.save(update_fields=["nieuw", "beslist_door", "beslist_op"])
    return zet_over(rij, overgang, door=door)


def _leg_opnieuw_klaar(verzoek: Herverzending) -> Bericht:
    oud, nu = verzoek.bericht, klok.nu()
    eerste = oud.eerste or oud
    reeks = Bericht.objects.select_for_update(of=("self",)).filter(over=oud.over, soort=oud.soort)
    nieuw = Bericht.objects.create(
        soort=oud.soort,
        over=oud.over,
        ontvanger=verzoek.ontvanger,
        volgnummer=max(rij.volgnummer for rij in reeks.order_by("pk")) + 1,
        onderwerp=oud.onderwerp,
        tekst=f"{_aanhef(eerste)}\n\n{eerste.tekst}",
        dossier_sleutel=oud.dossier_sleutel,
        vrij_op=nu,
        gemaakt_op=nu,
        eerste=eerste,
    )
    nieuw.bijlagen.add(*oud.bijlagen.all())
    leg_vast(nieuw, "leg_klaar", soort=oud.soort, over=oud.over, volgnummer=nieuw.volgnummer, opnieuw_van=oud.pk)
    return nieuw


def _aanhef(eerste: Bericht) -> str:
    return (
        f"Wij sturen u dit bericht opnieuw. De eerste keer was op {moment(eerste.vrij_op)}. De inhoud is dezelfde en "
        "termijnen in dit bericht veranderen niet."
    )
