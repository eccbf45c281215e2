"""A list as an Excel file in which every cell is text, so that nothing in it can run (B39).

The one door: openpyxl behind it takes 12 MB and is loaded at the first file and not before (docs/snelheid.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Cel:
    """A cell of a form. `invul`: someone types here; `fout`: what is wrong with it, as a note beside the red cell."""

    tekst: str = ""
    vet: bool = False
    invul: bool = False
    fout: str = ""


def maak_formulier(
    titel: str, rijen: Iterable[Sequence[Cel]], *, breedtes: Sequence[int], gemaakt_op: datetime
) -> bytes:
    """One sheet with cells that show where to type and what is wrong; also here every value is text (B39).

    `breedtes`: of the columns, in characters.
    """
    maak = import_string("kern.werkboekmaker.maak_formulier")
    return maak(titel, rijen, breedtes=breedtes, gemaakt_op=gemaakt_op)
