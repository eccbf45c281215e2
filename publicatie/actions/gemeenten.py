"""The division of gemeenten over regions, which moves in time (A73, OV-201)."""

from datetime import date, timedelta

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from partijen.models import Gebruiker
from publicatie.models import Gemeente, Gemeentelidmaatschap, Regio

DAG = timedelta(days=1)


@transaction.atomic
def verplaats_gemeente(
    *, gemeente_id: int, regio_id: int | None, vanaf: date, reden: str, gezien: int | None, door: Gebruiker | None
) -> Gemeente:
    """From the day `vanaf` a gemeente lies in another region, or in none when it is abolished.

    `gezien` is the id of the last membership that was on the screen. Raises RegelFout when a colleague changed it
    meanwhile, and for a day that does not come after the membership it ends.
    """
    gemeente, laatste = _op_slot(gemeente_id, gezien)
    begin = laatste and (laatste.tot or laatste.van)
    if begin and vanaf <= begin:
        raise RegelFout(f"Kies een dag na {datum(begin)}: tot en met die dag ligt de indeling vast.")
    if laatste and laatste.tot is None:
        if laatste.regio_id == regio_id:
            raise RegelFout(f"{gemeente} ligt al in deze regio. Kies een andere regio.")
        laatste.tot = vanaf - DAG
        laatste.save(update_fields=["tot"])
    elif regio_id is None:
        raise RegelFout(f"{gemeente} ligt al in geen regio. Kies een regio.")
    if regio_id is not None:
        Gemeentelidmaatschap.objects.create(gemeente=gemeente, regio_id=regio_id, van=vanaf)
    leg_vast(gemeente, "verplaats_gemeente", door=door, regio=regio_id, vanaf=vanaf.isoformat(), reden=reden)
    return gemeente


@transaction.atomic
def neem_verplaatsing_terug(*, gemeente_id: int, gezien: int | None, door: Gebruiker) -> Gemeente:
    """Undo a change that has not begun yet; what was in force stays in force."""
    gemeente, laatste = _op_slot(gemeente_id, gezien)
    vandaag = klok.vandaag()
    if laatste and laatste.van > vandaag:
        vorige = gemeente.lidmaatschappen.filter(tot=laatste.van - DAG).first()
        laatste.delete()
    else:
        vorige = laatste if laatste and laatste.tot and laatste.tot >= vandaag else None
        if vorige is None:
            raise RegelFout("Er is geen wijziging die nog moet ingaan.")
    if vorige:
        vorige.tot = None
        vorige.save(update_fields=["tot"])
    leg_vast(gemeente, "neem_verplaatsing_terug", door=door)
    return gemeente


@transaction.atomic
def voeg_gemeente_toe(*, cbs_code: str, naam: str, regio_id: int, vanaf: date, reden: str, door: Gebruiker) -> Gemeente:
    """A new gemeente, for example after a herindeling. Raises RegelFout when the code exists."""
    gemeente, nieuw = Gemeente.objects.get_or_create(cbs_code=cbs_code, defaults={"naam": naam})
    if not nieuw:
        raise RegelFout(f"De code {cbs_code} is al van {gemeente}. Controleer de code.")
    Gemeentelidmaatschap.objects.create(gemeente=gemeente, regio=Regio.objects.get(pk=regio_id), van=vanaf)
    leg_vast(gemeente, "voeg_gemeente_toe", door=door, regio=regio_id, vanaf=vanaf.isoformat(), reden=reden)
    return gemeente


def _op_slot(gemeente_id: int, gezien: int | None) -> tuple[Gemeente, Gemeentelidmaatschap | None]:
    """The gemeente under its lock, and its last membership, which must be the one that was seen."""
    gemeente = Gemeente.objects.select_for_update(of=("self",)).get(pk=gemeente_id)
    laatste = gemeente.lidmaatschappen.order_by("van").last()
    if (laatste.pk if laatste else None) != gezien:
        raise RegelFout("Een collega wijzigde deze gemeente intussen. Kijk eerst wat er nu staat.")
    return gemeente, laatste
