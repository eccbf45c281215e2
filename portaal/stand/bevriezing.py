"""The times in which the portal is not changed: around every deadline and release of a published round (R23)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from bekendmaking.queries import vrijgavemomenten
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Ketting
from kern.opmaak import moment
from partijen.personen import eis_verschillende_personen
from partijen.queries import beheerders
from portaal.stand.rules import BEVRIES_NA, Venster
from publicatie.queries import deadlines

TABELLEN = {"publicatie_inkoopronde", "bekendmaking_vrijgave", "kern_klokstand"}
LOG = "portaal:bevriezing"


def vensters(nu: datetime) -> list[Venster]:
    """The times that are not over, the nearest first."""
    na = nu - BEVRIES_NA
    alle = {Venster(wat, wanneer) for wat, wanneer in [*deadlines(na), *vrijgavemomenten(na)]}
    return sorted(alle, key=lambda venster: (venster.moment, venster.wat))


def eis_niet_bevroren() -> None:
    """Raises RegelFout within such a time: what it is, until when, and how two people may go on all the same.

    Not in a database that is still empty: it has no round, nor a clock.
    """
    if not set(connection.introspection.table_names()) >= TABELLEN:
        return
    nu = klok.nu()
    if open_ := [venster for venster in vensters(nu) if venster.open_op(nu)]:
        tot = max(venster.tot for venster in open_)
        raise RegelFout(
            f"Het portaal wordt nu niet bijgewerkt: {open_[0].wat} is op {moment(open_[0].moment)}. Wacht tot na "
            f"{moment(tot)}. Kan het echt niet wachten, geef dan --toch met de reden, en --akkoord met het e-mailadres "
            "van twee beheerders."
        )


@transaction.atomic
def doorbreek(*, reden: str, akkoord: Sequence[str]) -> None:
    """Two beheerders agree to go on within such a time; it stands in the log. Raises RegelFout for fewer than two."""
    namen = beheerders(klok.vandaag()).only("email")  # a migration that waits may add other columns
    mensen = [mens for mens in namen if mens.email in {adres.lower() for adres in akkoord}]
    if len(mensen) != 2 or not reden.strip():
        raise RegelFout("Geef een reden, en het e-mailadres van precies twee beheerders.")
    een, ander = mensen
    eis_verschillende_personen([een.pk, ander.pk])
    ketting, _ = Ketting.objects.get_or_create(pk=LOG)
    leg_vast(ketting, "doorbreek_bevriezing", door=een, tweede=ander.pk, toelichting=reden.strip())
