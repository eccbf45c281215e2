"""The copies that both parties keep: made by the worker after the last signature, not in the click (OV-146, A71)."""

import logging

from django.db import transaction

from kern import zegel
from kern.db import overslaan_indien_bezet
from kern.log import leg_vast
from kluis.actions import bewaar
from overeenkomst import document
from overeenkomst.actions import slot
from overeenkomst.models import Aanbieding, Overeenkomst
from overeenkomst.queries import contracten
from overeenkomst.states import Kant

logger = logging.getLogger(__name__)


def maak_exemplaren() -> int:
    """Make the copies of everything that both signed and that has none, once, whoever else is at it; how many."""
    return sum(_probeer(pk) for pk in list(contracten.zonder_exemplaar().values_list("pk", flat=True)))


def _probeer(overeenkomst_id: int) -> bool:
    """What fails stays on the list and holds up nothing else."""
    try:
        return _maak(overeenkomst_id)
    except Exception:  # whatever it is, it is about this one document
        logger.exception("de getekende exemplaren van overeenkomst %s zijn niet gemaakt", overeenkomst_id)
        return False


@transaction.atomic
def _maak(overeenkomst_id: int) -> bool:
    """Both copies with their mails, or nothing: decided again under the lock."""
    rijen = contracten.zonder_exemplaar().select_for_update(of=("self",), **overslaan_indien_bezet())
    rijen = rijen.select_related("inschrijving__ronde", "inschrijving__organisatie", "inschrijving__uitvoerder")
    overeenkomst = rijen.filter(pk=overeenkomst_id).first()
    if overeenkomst is None:
        return False
    aanbieding = overeenkomst.aanbiedingen.get(ingetrokken_op__isnull=True)
    bestanden = {kant: _exemplaar(overeenkomst, aanbieding, kant) for kant in Kant}
    stukken = {
        kant: bewaar(
            dossier=overeenkomst.dossier_sleutel,
            naam=f"overeenkomst-{overeenkomst.inschrijving.kenmerk}-getekend-{kant}.pdf",
            inhoud=inhoud,
            controleer=False,
        )
        for kant, inhoud in bestanden.items()
    }
    overeenkomst.getekend_stuk = stukken[Kant.ORGANISATIE]
    overeenkomst.exemplaar_zorgkantoor = stukken[Kant.ZORGKANTOOR]
    overeenkomst.save(update_fields=["getekend_stuk", "exemplaar_zorgkantoor"])
    leg_vast(overeenkomst, "maak_exemplaren", sha256={str(kant): stuk.sha256 for kant, stuk in stukken.items()})
    wat = {"sjabloon": "getekend", "onderwerp": "Getekend door beide partijen"}
    for kant, stuk in stukken.items():
        slot.bericht(overeenkomst, aanbieding, kant=kant, bijlagen=[stuk], **wat)
    return True


def _exemplaar(overeenkomst: Overeenkomst, aanbieding: Aanbieding, kant: Kant) -> bytes:
    """The document as it was offered with the signatures in it, marked for one party and sealed by the portal."""
    pdf = document.als_pdf(
        aanbieding.feiten,
        versie=aanbieding.versie,
        inschrijving=overeenkomst.inschrijving,
        modeltekst=aanbieding.modeltekst,
        ondertekeningen=list(aanbieding.ondertekeningen.all()),
        exemplaar=kant,
    )
    return zegel.verzegel(pdf)
