"""Whether a letter arrived: the state of its mail, beside when the organisation first opened its decision."""

from collections.abc import Sequence

from bekendmaking.models import Brief
from berichten.bezorging import laatste_per_onderwerp
from berichten.states import Berichtsoort


def met_bezorging(brieven: Sequence[Brief]) -> Sequence[Brief]:
    """The same letters, each with `mail`: its message, None while it is not made known. One query."""
    onderwerpen = {brief.pk: f"bekendmaking.brief:{brief.pk}" for brief in brieven if brief.bekendgemaakt_op}
    berichten = laatste_per_onderwerp(Berichtsoort.BESLISSING, onderwerpen.values()) if onderwerpen else {}
    for brief in brieven:
        brief.mail = berichten.get(onderwerpen.get(brief.pk, ""))  # type: ignore[attr-defined]
    return brieven
