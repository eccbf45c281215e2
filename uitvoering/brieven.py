"""Letters about the overeenkomst as it is carried out, in the huisstijl of the zorgkantoor and under its seal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bekendmaking.huisstijl import logo_van
from bekendmaking.opmaak import adres_van
from kern import zegel
from kern.pdf import maak_pdf
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from uitvoering.models import Beeindiging, Maatregel, Tekortkoming


@dataclass(frozen=True)
class Brief:
    """One letter to the organisation: template `pdf/<sjabloon>.html` and what it says."""

    sjabloon: str
    overeenkomst: Overeenkomst
    kenmerk: str
    gegevens: dict[str, Any]


def ingebrekestelling(rij: Tekortkoming, *, eist: str, termijn_tot: date, vandaag: date, door: Gebruiker) -> Brief:
    gegevens = {"tekortkoming": rij, "eist": eist, "termijn_tot": termijn_tot} | _onder(vandaag, door)
    return Brief("ingebrekestelling", rij.overeenkomst, f"{rij.kenmerk}/I", gegevens)


def maatregel(rij: Maatregel, *, vandaag: date, door: Gebruiker) -> Brief:
    gegevens = {"tekortkoming": rij.tekortkoming, "maatregel": rij} | _onder(vandaag, door)
    return Brief("maatregel", rij.tekortkoming.overeenkomst, rij.kenmerk, gegevens)


def opzegging(rij: Beeindiging, *, vandaag: date, door: Gebruiker) -> Brief:
    return Brief("opzegging", rij.overeenkomst, rij.kenmerk, {"rij": rij} | _onder(vandaag, door))


def _onder(vandaag: date, door: Gebruiker) -> dict[str, Any]:
    return {"dagtekening": vandaag, "ondertekenaar": door}


def als_pdf(brief: Brief) -> bytes:
    """The letter to look at; the same facts give the same bytes."""
    inschrijving = brief.overeenkomst.inschrijving
    context = {
        "inschrijving": inschrijving,
        "organisatie": inschrijving.organisatie,
        "uitvoerder": inschrijving.uitvoerder,
        "overeenkomst": brief.overeenkomst,
        "ontvanger": adres_van(inschrijving),
        "kenmerk": brief.kenmerk,
        **brief.gegevens,
    }
    logo = logo_van(inschrijving.uitvoerder)
    return maak_pdf(f"pdf/{brief.sjabloon}.html", context, identifier=brief.kenmerk, logo=logo)


def verzegeld(brief: Brief) -> bytes:
    """The letter as it goes out."""
    return zegel.verzegel(als_pdf(brief))
