"""A list as an Excel file in which every cell is text, so that nothing in it can run (B39).

The one door: openpyxl behind it takes 12 MB and is loaded at the first file and not before (docs/snelheid.md).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.module_loading import import_string

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def maak_werkboek(
    titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[object]], *, gemaakt_op: datetime
) -> bytes:
    """One sheet with a head and rows. Values are written as text; characters that XML cannot hold are left out.

    `gemaakt_op` stands in the properties of the file (openpyxl would ask the system for the time).
    """
    maak = import_string("kern.werkboekmaker.maak_werkboek")
    return maak(titel, koppen, rijen, gemaakt_op=gemaakt_op)
