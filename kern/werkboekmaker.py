"""Makes the Excel file of `kern.werkboek`: loaded with openpyxl at the first one."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.writer.excel import ExcelWriter

from kern.werkboek import Cel

INVUL, FOUT = (PatternFill("solid", fgColor=kleur) for kleur in ("FFF6DD", "FBD3CF"))
RAND = Border(*[Side(style="thin", color="9AA5AC")] * 4)


def maak_werkboek(
    titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[object]], *, gemaakt_op: datetime
) -> bytes:
    """See kern.werkboek.maak_werkboek."""
    boek = Workbook(write_only=True)
    blad = boek.create_sheet(INVALID_TITLE_REGEX.sub("-", titel)[:31])
    blad.freeze_panes = "A2"
    blad.append([_cel(blad, kop, vet=True) for kop in koppen])
    for rij in rijen:
        blad.append([_cel(blad, waarde) for waarde in rij])
    return _bewaar(boek, gemaakt_op)


def maak_formulier(
    titel: str, rijen: Iterable[Sequence[Cel]], *, breedtes: Sequence[int], gemaakt_op: datetime
) -> bytes:
    """See kern.werkboek.maak_formulier."""
    boek = Workbook(write_only=True)
    blad = boek.create_sheet(INVALID_TITLE_REGEX.sub("-", titel)[:31])
    for letter, breedte in zip("ABCDEFGHIJ", breedtes, strict=False):
        blad.column_dimensions[letter].width = breedte
    for rij in rijen:
        blad.append([_formuliercel(blad, cel) for cel in rij])
    return _bewaar(boek, gemaakt_op)


def _formuliercel(blad, cel: Cel) -> WriteOnlyCell:
    uit = _cel(blad, cel.tekst, vet=cel.vet)
    if cel.invul or cel.fout:
        uit.fill, uit.border = FOUT if cel.fout else INVUL, RAND
    if cel.fout:
        uit.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", cel.fout), "Portaal", width=320, height=110)
    return uit


def _bewaar(boek: Workbook, gemaakt_op: datetime) -> bytes:
    boek.properties.created = boek.properties.modified = gemaakt_op.astimezone(UTC).replace(tzinfo=None)
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as archief:
        ExcelWriter(boek, archief).save()
    return uit.getvalue()


def _cel(blad, waarde: object, *, vet: bool = False) -> WriteOnlyCell:
    tekst = "" if waarde is None else ILLEGAL_CHARACTERS_RE.sub("", str(waarde))
    if not tekst:
        return WriteOnlyCell(blad)
    cel = WriteOnlyCell(blad, tekst)
    cel.data_type = "s"  # openpyxl takes '=…' for a formula
    cel.quotePrefix = True  # and Excel keeps it text when someone edits the cell
    if vet:
        cel.font = Font(bold=True)
    return cel
