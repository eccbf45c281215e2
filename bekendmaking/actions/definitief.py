"""After the terms: provisional decisions become definitive, and everyone hears that once (A09, IK-189)."""

import logging

from django.db import transaction

from bekendmaking import opmaak
from bekendmaking.actions import slot
from bekendmaking.models import Beslissing, Brief
from bekendmaking.sluiten import rijp, rijpe_dossiers
from bekendmaking.states import Status
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.transitions import zet_over
from publicatie.models import Regiotoewijzing

logger = logging.getLogger(__name__)


def maak_definitief_wat_kan() -> int:
    """Make every decision definitive that nothing holds up: its region's terms are over, no bezwaar or kort geding is
    open there. Returns for how many dossiers; one that cannot is logged and tried again, the others go on."""
    aantal = 0
    for pk in rijpe_dossiers(klok.nu()):
        try:
            aantal += maak_definitief(inschrijving_id=pk)
        except RegelFout as fout:
            logger.error("dossier %s wordt niet definitief: %s", pk, fout.tekst)
    return aantal


@transaction.atomic
def maak_definitief(*, inschrijving_id: int) -> bool:
    """The same for one dossier, with one message for the regions that became definitive now. False: nothing to do.

    The regions are locked as for a herziening, so that of both one comes first.
    """
    regios = Regiotoewijzing.objects.filter(regioinschrijvingen__inschrijving=inschrijving_id)
    list(regios.order_by("pk").select_for_update(of=("self",)))
    inschrijving, _ = slot.dossier(inschrijving_id)
    beslissingen = rijp(inschrijving, klok.nu())
    if not beslissingen:
        return False
    for beslissing in beslissingen:
        zet_over(beslissing, "maak_definitief")
    for brief in Brief.objects.filter(inschrijving=inschrijving, status=Status.VOORLOPIG):
        if not Beslissing.objects.geldig().filter(brief=brief, status=Status.VOORLOPIG).exists():
            zet_over(brief, "maak_definitief")
    _meld(inschrijving, beslissingen)
    return True


def _meld(inschrijving: Inschrijving, beslissingen: list[Beslissing]) -> None:
    gekozen = any(beslissing.krijgt_overeenkomst for beslissing in beslissingen)
    leg_klaar(
        soort=Berichtsoort.BESLISSING,
        ontvanger=opmaak.adres_van(inschrijving),
        onderwerp=f"{'Definitieve beslissing' if gekozen else 'Uw inschrijving is afgesloten:'} {inschrijving.kenmerk}",
        tekst=opmaak.definitieftekst(inschrijving, beslissingen),
        over=f"bekendmaking.beslissing:{beslissingen[0].pk}",
        dossier_sleutel=inschrijving.dossier_sleutel,
    )
