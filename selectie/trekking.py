"""Actions of the loting: set ready, entered by the notaris, confirmed by an inkoper (IK-164 to IK-166, A46, A47)."""

from datetime import date

from django.db import IntegrityError, transaction

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from selectie import feiten
from selectie.loting import LotingFout, trek
from selectie.models import Loting, Regioselectie
from selectie.states import Lotingstatus, Methode, Status


@transaction.atomic
def zet_loting_klaar(
    *, selectie_id: int, plaats_en_tijd: str, methode: str, aangekondigde_bronnen: list[str], door: Gebruiker
) -> Loting:
    """Freeze who takes part and how, before any chance exists, and invite every participant (V7, A46)."""
    rijen = Regioselectie.objects.select_related("toewijzing__regio", "toewijzing__uitvoerder")
    selectie = rijen.select_for_update(of=("self",)).get(pk=selectie_id)
    eis_recht(door, Recht.SELECTEREN, uitvoerder_id=selectie.toewijzing.uitvoerder_id)
    groep = selectie.uitslag and selectie.uitslag["loting"]
    if selectie.status != Status.GERANGSCHIKT or not groep:
        raise RegelFout("In deze regio staat niemand gelijk over de grens. Een loting is niet nodig.")
    if methode == Methode.RFC3797 and not aangekondigde_bronnen:
        raise RegelFout("Noem de bronnen van toeval voordat zij bestaan, één per regel.")
    if Loting.objects.filter(regioselectie=selectie).exists():
        raise RegelFout("Voor deze regio staat al een loting klaar.")
    loting = Loting.objects.create(
        regioselectie=selectie,
        deelnemers=groep["kandidaten"],
        deelnemers_hash=feiten.hash_van(groep["kandidaten"]),
        plaatsen=groep["plaatsen"],
        methode=methode,
        aangekondigde_bronnen=aangekondigde_bronnen,
        plaats_en_tijd=plaats_en_tijd,
        klaargezet_door=door,
        klaargezet_op=klok.nu(),
    )
    feit = {"deelnemers": loting.deelnemers_hash, "plaatsen": loting.plaatsen, "methode": str(loting.methode)}
    leg_vast(loting, "zet_loting_klaar", door=door, bronnen=aangekondigde_bronnen, **feit)
    _nodig_uit(loting)
    return loting


def _nodig_uit(loting: Loting) -> None:
    toewijzing = loting.regioselectie.toewijzing
    regios = toewijzing.regioinschrijvingen.filter(inschrijving__kenmerk__in=loting.deelnemers)
    for regio in regios.select_related("inschrijving__organisatie"):
        leg_klaar(
            soort=Berichtsoort.LOTING,
            ontvanger=regio.inschrijving.organisatie.email,
            onderwerp=f"Loting voor de regio {toewijzing.regio.naam}",
            tekst=(
                f"Aan {regio.inschrijving.partijnaam}\n\n"
                f"In de regio {toewijzing.regio.naam} staan organisaties op alle criteria gelijk. Een notaris loot wie "
                f"een plaats krijgt. U mag daarbij zijn.\n\nWaar en wanneer: {loting.plaats_en_tijd}\n\n"
                f"{toewijzing.uitvoerder.zorgkantoor}\n"
            ),
            over=f"selectie.loting:{loting.pk}",
            dossier_sleutel=regio.inschrijving.dossier_sleutel,
        )


@transaction.atomic
def voer_loting_in(
    *,
    loting_id: int,
    getrokken_op: date,
    notaris_naam: str,
    proces_verbaal: tuple[str, bytes],
    door: Gebruiker,
    volgorde: list[str] | None = None,
    bronnen: list[list[int]] | None = None,
) -> Loting:
    """The notaris enters what came out: the order drawn by hand, or the values of the announced sources.

    `volgorde` names every participant, first drawn first (A47). Raises RegelFout when it does not, when a source
    is missing, or when the day lies before the loting was set ready or in the future (V7, V10, B58).
    """
    loting = _vergrendel(loting_id, door, Recht.LOTEN)
    if loting.status != Lotingstatus.KLAARGEZET:
        raise RegelFout("De uitslag van deze loting is al ingevoerd.")
    if not klok.lokaal(loting.klaargezet_op).date() <= getrokken_op <= klok.vandaag():
        raise RegelFout("De dag van de loting ligt tussen het klaarzetten en vandaag. Controleer de datum.")
    loting.bronnen = bronnen if loting.methode == Methode.RFC3797 else None
    loting.volgorde = _bereken(loting) if loting.methode == Methode.RFC3797 else volgorde
    if sorted(loting.volgorde or []) != loting.deelnemers:
        raise RegelFout("De volgorde moet elke deelnemer precies één keer noemen. Vul de lijst aan.")
    naam, inhoud = proces_verbaal
    loting.proces_verbaal = bewaar(dossier=loting.dossier_sleutel, naam=naam, inhoud=inhoud)
    loting.getrokken_op, loting.notaris_naam = getrokken_op, notaris_naam
    loting.notaris, loting.ingevoerd_op = door, klok.nu()
    loting.save()
    return zet_over(loting, "voer_in", door=door, volgorde=loting.volgorde, proces_verbaal=loting.proces_verbaal.sha256)


def _bereken(loting: Loting) -> list[str]:
    """The order by RFC 3797 over the frozen list, from the values the notaris signs."""
    if len(loting.bronnen or []) != len(loting.aangekondigde_bronnen):
        raise RegelFout("Vul van elke aangekondigde bron de waarden in, in dezelfde volgorde.")
    try:
        uitslag = trek(loting.deelnemers, loting.bronnen)
    except LotingFout as fout:
        raise RegelFout(str(fout)) from fout
    return [loting.deelnemers[nummer - 1] for nummer in uitslag["volgorde"]]


@transaction.atomic
def bevestig_loting(*, loting_id: int, door: Gebruiker) -> Loting:
    """An inkoper compares the entry with the proces-verbaal and confirms it; then it counts."""
    loting = _vergrendel(loting_id, door, Recht.SELECTEREN)
    if loting.notaris_id == door.pk:
        raise RegelFout("Wie de uitslag invoerde, kan haar niet zelf bevestigen. Vraag een collega.")
    loting.bevestigd_door, loting.bevestigd_op = door, klok.nu()
    loting.save(update_fields=["bevestigd_door", "bevestigd_op"])
    return zet_over(loting, "bevestig", door=door, volgorde=loting.volgorde)


@transaction.atomic
def stuur_loting_terug(*, loting_id: int, reden: str, door: Gebruiker) -> Loting:
    """The entry does not match the proces-verbaal: back to the notaris, with the reason."""
    loting = _vergrendel(loting_id, door, Recht.SELECTEREN)
    if not reden:
        raise RegelFout("Schrijf op wat niet klopt.")
    return zet_over(loting, "stuur_terug", door=door, toelichting=reden)


def _vergrendel(loting_id: int, door: Gebruiker, recht: Recht) -> Loting:
    """The row under its lock, for a user who has this right there."""
    rijen = Loting.objects.select_related("regioselectie__toewijzing__regio")
    loting = rijen.select_for_update(of=("self",)).get(pk=loting_id)
    eis_recht(door, recht, uitvoerder_id=loting.regioselectie.toewijzing.uitvoerder_id)
    return loting
