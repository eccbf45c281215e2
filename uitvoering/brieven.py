"""Letters about the overeenkomst as it is carried out, in the huisstijl of the zorgkantoor and under its seal."""

from collections.abc import Mapping
from typing import Any

from bekendmaking.huisstijl import logo_van
from bekendmaking.opmaak import adres_van
from kern import zegel
from kern.pdf import maak_pdf
from overeenkomst.models import Overeenkomst


def als_pdf(sjabloon: str, overeenkomst: Overeenkomst, *, kenmerk: str, gegevens: Mapping[str, Any]) -> bytes:
    """The letter `pdf/<sjabloon>.html`; the same facts give the same bytes. `gegevens` holds its dagtekening."""
    inschrijving = overeenkomst.inschrijving
    context = {
        "inschrijving": inschrijving,
        "organisatie": inschrijving.organisatie,
        "uitvoerder": inschrijving.uitvoerder,
        "overeenkomst": overeenkomst,
        "ontvanger": adres_van(inschrijving),
        "kenmerk": kenmerk,
        **gegevens,
    }
    return maak_pdf(f"pdf/{sjabloon}.html", context, identifier=kenmerk, logo=logo_van(inschrijving.uitvoerder))


def verzegeld(sjabloon: str, overeenkomst: Overeenkomst, *, kenmerk: str, gegevens: Mapping[str, Any]) -> bytes:
    """The letter as it goes out."""
    return zegel.verzegel(als_pdf(sjabloon, overeenkomst, kenmerk=kenmerk, gegevens=gegevens))
