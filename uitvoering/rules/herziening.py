"""The months in which the zorgkantoren look whether money must move (IK-183, OV-165). Pure."""

from collections.abc import Iterable
from datetime import date


def momenten(jaren: Iterable[int], maanden: Iterable[int], *, vandaag: date) -> list[date]:
    """First day of every review that has come, in these years; the earliest first."""
    alle = sorted(date(jaar, maand, 1) for jaar in jaren for maand in set(maanden))
    return [dag for dag in alle if dag <= vandaag]
