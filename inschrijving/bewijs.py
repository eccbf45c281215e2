"""The receipt as a PDF (R5): the worker makes it for the mail, and who downloads it gets the same bytes."""

from django.conf import settings
from django.urls import reverse

from inschrijving.models import Indiening
from inschrijving.waarmerk import waarmerk
from kern.pdf import maak_pdf


def als_pdf(indiening: Indiening) -> bytes:
    """A tagged PDF of the receipt, from the committed row (R4)."""
    inschrijving = indiening.inschrijving
    context = {
        "kenmerk": indiening.ontvangstnummer,
        "uitvoerder": inschrijving.uitvoerder,
        "inschrijving": inschrijving,
        "indiening": indiening,
        "waarmerk": waarmerk(indiening),
        "controleadres": f"{settings.BASIS_URL}{reverse('ontvangst_controleren')}",
    }
    return maak_pdf("pdf/ontvangstbewijs.html", context, identifier=indiening.ontvangstnummer)


def naam(indiening: Indiening) -> str:
    """The name of the file."""
    return f"ontvangstbewijs-{indiening.ontvangstnummer}.pdf"
