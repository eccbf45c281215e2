"""The productieformulier as an Excel sheet: how it looks, and what comes back, by place (OV-183, OV-227). Pure.

Rows 1-8 say of whom and when it is; below them a row per service.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from kern.fouten import RegelFout
from kern.opmaak import getal
from kluis.rules import lijkt_burgerservicenummer
from uitvoering.rules import productie
from uitvoering.rules.productie import Cijfers, Dienst, Formaat, Regel

BLAD = "Productie"
KOPPEN = ("Productieformulier", "Zorgkantoor", "Regio", "Organisatie", "Overeenkomst", "Maand", "Correctie")
FORMULIER, MAAND, CORRECTIE, GEEN, CLIENTEN, KOLOMMEN = 1, 6, 7, 8, 9, 10
GEEN_PRODUCTIE, UNIEKE_CLIENTEN = "Geen productie in deze maand", "Unieke cliënten"
KOLOMKOPPEN = ("Dienst", "Uren", "Ondersteuningsvragen")
LEEG = "deze cel is leeg. Vul haar in. Is er niets, typ dan 0."
ACHT_OF_NEGEN = re.compile("[0-9]{8}")  # a citizen number of which Excel dropped the zero in front
W = TypeVar("W")


@dataclass(frozen=True)
class Fout:
    """What is wrong, and where. `rij` None: of the whole file or a whole sheet."""

    blad: str
    rij: int | None
    kolom: str
    melding: str

    def __str__(self) -> str:
        return f"Blad ‘{self.blad}’, rij {self.rij}, kolom {self.kolom}: {self.melding}" if self.rij else self.melding


@dataclass(frozen=True)
class Kop:
    """Whose production, and of which month."""

    formaat: Formaat
    zorgkantoor: str
    regio: str
    organisatie: str
    overeenkomst: str
    maand: date
    correctie: bool

    @property
    def waarden(self) -> tuple[str, ...]:
        """Column B of the first rows, in order of KOPPEN."""
        maand = productie.maandnaam(self.maand)
        wie = (self.zorgkantoor, self.regio, self.organisatie, self.overeenkomst)
        return (str(self.formaat), *wie, maand, "ja" if self.correctie else "nee")


@dataclass
class Gelezen:
    """The figures, or what is wrong; with `weigering` nothing of the file may be kept or shown."""

    fouten: list[Fout] = field(default_factory=list)
    weigering: str = ""
    cijfers: Cijfers | None = None
    rijen: int = 0
    cellen: dict[int, dict[str, str]] = field(default_factory=dict)


def formulier(kop: Kop, cijfers: Cijfers | None = None) -> list[list[str]]:
    """The rows of the sheet; empty cells are to fill in, or hold the figures as they are known."""
    rijen = [list(paar) for paar in zip(KOPPEN, kop.waarden, strict=True)]
    rijen.append([GEEN_PRODUCTIE, "ja" if cijfers and cijfers.geen_productie else "nee"])
    rijen.append([UNIEKE_CLIENTEN, getal(cijfers.unieke_clienten) if cijfers else ""])
    rijen.append(list(KOLOMKOPPEN))
    bekend = {regel.dienst.nummer: regel for regel in cijfers.regels} if cijfers else {}
    for dienst in kop.formaat.diensten:
        regel = bekend.get(dienst.nummer)
        rijen.append([str(dienst), *([getal(regel.uren, 2), getal(regel.vragen)] if regel else ["", ""])])
    return rijen


def lees(blad: Mapping[str, Any], formaten: Mapping[str, Formaat], hoort: Kop | None = None) -> Gelezen:
    """A sheet (kluis.werkblad, `lees_formulier`) to figures. `formaten`: by the text of the first row.

    `hoort`: whose production of which month is delivered; None when only the form itself is checked.
    """
    return _Lezer(blad, formaten, hoort).lees()


class _Lezer:
    def __init__(self, blad: Mapping[str, Any], formaten: Mapping[str, Formaat], hoort: Kop | None) -> None:
        self.blad, self.formaten, self.hoort = blad, formaten, hoort
        cellen = {int(nummer): dict(rij) for nummer, rij in blad["rijen"].items()}
        self.uit = Gelezen([Fout(*fout) for fout in blad["fouten"]], cellen=cellen)
        self.gemeld = {(fout.rij, fout.kolom) for fout in self.uit.fouten}

    def lees(self) -> Gelezen:
        if wat := self._persoonsgegevens():
            weigering = productie.GEEN_PERSONEN.format(wat=wat)
            return Gelezen([Fout(self.blad["blad"], None, "", weigering)], weigering)
        if self.blad["blad"] != BLAD:
            self._fout(None, "", f"Het blad heet ‘{self.blad['blad']}’. Noem het ‘{BLAD}’.")
        formaat = self._kop()
        if formaat is not None:
            self._eis_geen_rest(len(formaat.diensten))
            cijfers = self._cijfers(formaat)
            if not self.uit.fouten:
                self._pas_toe(CLIENTEN, "B", lambda: productie.eis_cijfers(cijfers))
            self.uit.rijen = len(formaat.diensten)
            self.uit.cijfers = None if self.uit.fouten else cijfers
        self.uit.fouten.sort(key=lambda fout: (fout.rij or 0, fout.kolom))
        return self.uit

    def _cel(self, rij: int, kolom: str) -> str:
        return self.uit.cellen.get(rij, {}).get(kolom, "")

    def _fout(self, rij: int | None, kolom: str, melding: str) -> None:
        """One per cell: what the reader of the sheet told of it goes first."""
        if rij is None or (rij, kolom) not in self.gemeld:
            self.gemeld.add((rij, kolom))
            self.uit.fouten.append(Fout(self.blad["blad"], rij, kolom, melding))

    def _pas_toe(self, rij: int, kolom: str, regel: Callable[[], W]) -> W | None:
        try:
            return regel()
        except RegelFout as fout:
            self._fout(rij, kolom, fout.tekst[0].lower() + fout.tekst[1:])
            return None

    def _persoonsgegevens(self) -> str:
        """What there is about persons, in words, with its place; '' when there is nothing (A54, OV-229)."""
        for nummer, rij in sorted(self.uit.cellen.items()):
            for kolom, tekst in sorted(rij.items()):
                plek = f"in rij {nummer}, kolom {kolom}"
                is_kop = kolom == "B" and nummer <= len(KOPPEN)  # names of a region or an organisation, compared below
                if not is_kop and productie.is_persoonskop(tekst):
                    return f"{plek} staat ‘{tekst[: productie.MAX_KOP]}’"
                heel = f"0{tekst}" if ACHT_OF_NEGEN.fullmatch(tekst) else tekst
                if lijkt_burgerservicenummer(heel):
                    return f"{plek} staat een nummer dat een burgerservicenummer kan zijn"
        if "burgerservicenummer" in self.blad.get("signalen", ()):
            return "er staat een nummer in dat een burgerservicenummer kan zijn"
        return ""

    def _kop(self) -> Formaat | None:
        """The first rows; gives the format that the file says it is."""
        koppen = (*KOPPEN, GEEN_PRODUCTIE, UNIEKE_CLIENTEN)
        for nummer, kop in enumerate(koppen, start=1):
            self._hoort(nummer, "A", kop)
        for letter, kop in zip("ABC", KOLOMKOPPEN, strict=True):
            self._hoort(KOLOMMEN, letter, kop)
        if self.hoort:
            self._vergelijk(self.hoort)
        elif productie.lees_maand(self._cel(MAAND, "B")) is None:
            self._fout(MAAND, "B", "hier hoort een maand, bijvoorbeeld ‘januari 2018’.")
        formaat = self.formaten.get(self._cel(FORMULIER, "B"))
        if formaat is None:
            self._fout(FORMULIER, "B", "dit is geen formulier van een ronde. Download het formulier opnieuw.")
        return formaat

    def _hoort(self, rij: int, kolom: str, tekst: str) -> None:
        if self._cel(rij, kolom) != tekst:
            self._fout(rij, kolom, f"hier hoort ‘{tekst}’ te staan.")

    def _vergelijk(self, kop: Kop) -> None:
        """The file is of this organisation, region and month, and says whether it corrects."""
        for nummer, (naam, waarde) in enumerate(zip(KOPPEN, kop.waarden, strict=True), start=1):
            gevonden = self._cel(nummer, "B")
            if nummer == MAAND and productie.lees_maand(gevonden) == kop.maand:
                continue
            if nummer == CORRECTIE and gevonden.casefold() != waarde:
                al = "is al een rapportage ontvangen" if kop.correctie else "is dit de eerste rapportage"
                self._fout(nummer, "B", f"voor deze maand {al}. Zet hier ‘{waarde}’.")
            elif nummer != CORRECTIE and gevonden != waarde:
                self._fout(nummer, "B", f"hier staat ‘{gevonden[:80]}’. U levert aan voor {naam.lower()} ‘{waarde}’.")

    def _eis_geen_rest(self, diensten: int) -> None:
        """Nothing beside or below the form."""
        for nummer, rij in self.uit.cellen.items():
            bekend = "AB" if nummer < KOLOMMEN else "ABC" if nummer <= KOLOMMEN + diensten else ""
            for kolom in sorted(set(rij) - set(bekend)):
                self._fout(nummer, kolom, "hier hoort niets te staan. Maak deze cel leeg.")

    def _cijfers(self, formaat: Formaat) -> Cijfers:
        geen = self._cel(GEEN, "B").casefold()
        if geen not in ("ja", "nee"):
            self._fout(GEEN, "B", "zet hier ‘ja’ of ‘nee’.")
        leeg_mag = geen == "ja"
        clienten = self._getal(CLIENTEN, "B", productie.lees_aantal, leeg_mag)
        regels = [self._regel(KOLOMMEN + plaats, d, leeg_mag) for plaats, d in enumerate(formaat.diensten, start=1)]
        return Cijfers(tuple(regels), clienten, geen == "ja")

    def _regel(self, rij: int, dienst: Dienst, leeg_mag: bool) -> Regel:
        self._hoort(rij, "A", str(dienst))
        uren = self._getal(rij, "B", productie.lees_uren, leeg_mag)
        return Regel(dienst, uren, self._getal(rij, "C", productie.lees_aantal, leeg_mag))

    def _getal(self, rij: int, kolom: str, lees: Callable[[str], Any], leeg_mag: bool) -> Any:
        tekst = self._cel(rij, kolom)
        if not tekst and not leeg_mag:
            self._fout(rij, kolom, LEEG)
        return self._pas_toe(rij, kolom, lambda: lees(tekst or "0")) or lees("0")
