"""Small files of every kind, made in memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf

DOCX_LIJST = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(wachtwoord: str = "") -> bytes:
    uit = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        slot = pikepdf.Encryption(user=wachtwoord, owner=wachtwoord) if wachtwoord else None
        document.save(uit, encryption=slot or False, static_id=not wachtwoord)
    return uit.getvalue()


def archief(delen: dict[str, bytes]) -> bytes:
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


def docx(**extra: bytes) -> bytes:
    return archief({"[Content_Types].xml": DOCX_LIJST, "word/document.xml": b"<w:document/>"} | extra)


def xlsx(**extra: bytes) -> bytes:
    return archief({"[Content_Types].xml": DOCX_LIJST, "xl/workbook.xml": b"<workbook/>"} | extra)


def zipbom() -> bytes:
    """1 GB of zeros in 1 MB."""
    uit = BytesIO(docx())
    with ZipFile(uit, "a", ZIP_DEFLATED) as zip_, zip_.open("word/media/nul", "w", force_zip64=True) as deel:
        for _ in range(64):
            deel.write(bytes(16 * 1024 * 1024))
    return uit.getvalue()
