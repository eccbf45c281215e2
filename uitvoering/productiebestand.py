"""The productieformulier as a file: made, read in the sandbox, and given back with what is wrong (OV-183, B60)."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from kern import klok
from kern.fouten import RegelFout
from kern.rules import sha256
from kern.werkboek import TYPE, Cel, maak_formulier
from kluis.keuring import lees_in
from kluis.zandbak import draai
from uitvoering.queries.productie import Maandstand, alle_formaten, kop
from uitvoering.rules import productieblad
from uitvoering.rules.productieblad import BLAD, KOLOMMEN, Fout, Gelezen

BREEDTES = (46, 34, 24)  # characters


@dataclass(frozen=True)
class Controle:
    """A file that somebody sent: what is in it or what is wrong with it, and its hash."""

    gelezen: Gelezen
    sha256: str = ""


def bestandsnaam(rij: Maandstand) -> str:
    return f"productie-{rij.dossier.kenmerk}-{rij.regio.toewijzing.regio.sleutel}-{rij.maand:%Y-%m}.xlsx"


def leeg_formulier(rij: Maandstand) -> bytes:
    """The form of this month, with the figures that are known now."""
    cijfers = rij.rapportage.cijfers if rij.rapportage else None
    return _maak(productieblad.formulier(kop(rij), cijfers))


def _maak(rijen: Sequence[Sequence[str]], fouten: dict[tuple[int, str], str] | None = None) -> bytes:
    fouten = fouten or {}
    cellen = [
        [_cel(nummer, kolom, tekst, fouten) for kolom, tekst in zip("ABCDEFGHIJKLMNOPQRST", rij, strict=False)]
        for nummer, rij in enumerate(rijen, start=1)
    ]
    return maak_formulier(BLAD, cellen, breedtes=BREEDTES, gemaakt_op=klok.nu())


def _cel(nummer: int, kolom: str, tekst: str, fouten: dict[tuple[int, str], str]) -> Cel:
    """Column A and the heads are bold; what someone fills in has a colour."""
    is_kop = (kolom == "A" and nummer <= KOLOMMEN) or nummer == KOLOMMEN
    invul = kolom in "BC" and (nummer in (productieblad.GEEN, productieblad.CLIENTEN) or nummer > KOLOMMEN)
    if nummer < KOLOMMEN:
        invul = invul and kolom == "B"
    return Cel(tekst, vet=is_kop, invul=invul, fout=fouten.get((nummer, kolom), ""))


def controleer(inhoud: bytes | BinaryIO, rij: Maandstand | None = None) -> Controle:
    """Read a file. `rij`: the month it must be of; without it only the form itself is checked. Keeps nothing."""
    try:
        heel = lees_in(inhoud)
        blad = draai("kluis.werkblad:lees_formulier", heel)
    except RegelFout as fout:
        return Controle(Gelezen([Fout("", None, "", fout.tekst)]))
    hoort = kop(rij) if rij else None
    formaten = {str(hoort.formaat): hoort.formaat} if hoort else alle_formaten()
    return Controle(productieblad.lees(blad, formaten, hoort), sha256(heel))


def gemarkeerd(gelezen: Gelezen) -> str:
    """The cells as they were read, the wrong ones marked, as an address that holds the whole file; '' for none.

    It can be mended and sent again: notes and colours do not count. A refused file is not given back.
    """
    if gelezen.weigering or not gelezen.cellen:
        return ""
    meldingen: dict[tuple[int, str], str] = {}
    for fout in gelezen.fouten:
        if fout.rij and len(fout.kolom) == 1:
            eerder = meldingen.get((fout.rij, fout.kolom))
            meldingen[fout.rij, fout.kolom] = f"{eerder} {fout.melding}" if eerder else fout.melding
    laatste = max([*gelezen.cellen, *(nummer for nummer, _ in meldingen if nummer <= MAX_GETOOND)])
    letters = "ABCDEFGHIJKLMNOPQRST"
    rijen = [[gelezen.cellen.get(nummer, {}).get(letter, "") for letter in letters] for nummer in range(1, laatste + 1)]
    return f"data:{TYPE};base64,{b64encode(_maak(rijen, meldingen)).decode()}"


MAX_GETOOND = 200  # rows: further down nothing was read
