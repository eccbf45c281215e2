"""The daily seal of the log by mail, to addresses outside the portal that a round records (R8)."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.rules import veilig_adres
from berichten.states import Berichtsoort
from kern.ankers import Anker, als_bestand
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Dagzegel
from kern.opmaak import datum
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde
from publicatie.states import Status

logger = logging.getLogger(__name__)
OVER = "kern.dagzegel:"
HOOGSTENS = 10  # addresses of a round


@transaction.atomic
def wijzig_zegeladressen(*, ronde_id: int, adressen: Iterable[str], door: Gebruiker) -> Inkoopronde:
    """Record who gets the seal. It is no content of the round: nobody who entered hears of it, and no version is made.

    RegelFout for what is no address, and for more than HOOGSTENS.
    """
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    netjes = sorted({veilig_adres(adres).lower() for adres in adressen})
    if len(netjes) > HOOGSTENS:
        raise RegelFout(f"Noem hooguit {HOOGSTENS} adressen.")
    if netjes != ronde.zegeladressen:
        ronde.zegeladressen = netjes
        ronde.save(update_fields=["zegeladressen"])
        leg_vast(ronde, "wijzig_zegeladressen", door=door, aantal=len(netjes))
    return ronde


def mail_zegel() -> None:
    """Put the last seal ready for every address of the published rounds; once per seal and address.

    May run as often as one likes. A seal names the hash of the one before it, so an address that misses a day misses
    nothing. One that cannot be mailed holds up nobody else.
    """
    if (zegel := Dagzegel.objects.defer("koppen").order_by("dag").last()) is None:
        return
    rondes = Inkoopronde.objects.filter(status=Status.GEPUBLICEERD).values_list("zegeladressen", flat=True)
    for adres in sorted({adres for adressen in rondes for adres in adressen}):
        try:
            _mail(zegel, adres)
        except RegelFout:
            logger.exception("zegel %s niet klaargelegd", zegel.dag)


def _mail(zegel: Dagzegel, adres: str) -> None:
    gegevens = {"zegel": zegel, "regel": als_bestand(Anker.van(zegel)).decode()}
    leg_klaar(
        soort=Berichtsoort.ZEGEL,
        over=f"{OVER}{zegel.pk}",
        ontvanger=adres,
        onderwerp=f"Zegel van het logboek: {datum(zegel.dag)}",
        tekst=render_to_string("publicatie/mail/zegel.txt", gegevens),
    )
