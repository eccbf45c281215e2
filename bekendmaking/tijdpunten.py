"""The terms of a decision as a drawing and as a list in order of time. Pure: facts in, points out."""

from dataclasses import dataclass
from datetime import date, datetime

from bekendmaking.rules import Termijnen, eind_van_de_dag
from kern.opmaak import MAANDEN, datum_kort, lokaal, tijd_over
from kern.tijdlijn import Termijn, Tijdlijn, tijdlijn


@dataclass(frozen=True)
class Punt:
    """One moment in the list; `soort` is voorbij, nu, let-op or nothing."""

    wanneer: str
    wat: str
    uitleg: str
    soort: str = ""


def tekening(termijnen: Termijnen, dagtekening: date, vandaag: date) -> Tijdlijn:
    """The bars: what can be done until when; after the court term there is nothing left at the court."""
    sluit, rechter = termijnen.bezwaar_sluit, termijnen.kort_geding_laatste_dag
    antwoord, einde = termijnen.bezwaar_beantwoord_uiterlijk, termijnen.opschorting_tot
    balken = [
        Termijn("Bezwaar maken", dagtekening, sluit.date(), f"tot {_dag(sluit)}, {sluit:%H:%M} uur", "eigen"),
        Termijn("Kort geding", dagtekening, rechter, f"tot en met {_dag(rechter)}", "gevaar"),
    ]
    if rechter < antwoord:
        balken.append(Termijn("Kort geding", rechter, antwoord, "te laat", "te-laat"))
    if sluit.date() <= antwoord:
        balken.append(Termijn("Antwoord op bezwaar", sluit.date(), antwoord, f"uiterlijk {_dag(antwoord)}", "wachten"))
    tekst = f"tot {_dag(einde)}, {einde:%H:%M} uur: niemand tekent"
    balken.append(Termijn("Opschortende termijn", termijnen.opschorting_van, einde.date(), tekst, "rust"))
    laatste = termijnen.overige_geschillen_laatste_dag
    balken.append(Termijn("Andere geschillen", dagtekening, laatste, f"tot en met {_dag(laatste)}", "wachten"))
    return tijdlijn(balken, vandaag)


def punten(termijnen: Termijnen, dagtekening: date, nu: datetime) -> list[Punt]:
    """The same as a list in order of time, with today in its place."""
    rijen = _momenten(termijnen, dagtekening)
    lijst = []
    eerstvolgende = True
    for tot, punt in sorted(rijen, key=lambda rij: rij[0]):
        if tot < nu:
            lijst.append(Punt(punt.wanneer, punt.wat, punt.uitleg, "voorbij"))
            continue
        if eerstvolgende:
            lijst.append(Punt(datum_kort(nu), "Vandaag", f"Nog {tijd_over(tot - nu)} tot het volgende moment.", "nu"))
            eerstvolgende = False
        lijst.append(punt)
    if eerstvolgende:
        lijst.append(Punt(datum_kort(nu), "Vandaag", "Alle termijnen zijn voorbij.", "nu"))
    return lijst


def _momenten(termijnen: Termijnen, dagtekening: date) -> list[tuple[datetime, Punt]]:
    """Each point with the moment until which it is still to come."""
    rechter, antwoord = termijnen.kort_geding_laatste_dag, termijnen.bezwaar_beantwoord_uiterlijk
    laatste = termijnen.overige_geschillen_laatste_dag
    sluit, einde = termijnen.bezwaar_sluit, termijnen.opschorting_tot
    begin = datetime.min.replace(tzinfo=sluit.tzinfo)
    return [
        (begin, Punt(datum_kort(dagtekening), "Beslissing", "De termijnen tellen vanaf de dag erna.")),
        (sluit, Punt(_moment(sluit), "Bezwaar sluit", "Uw bezwaar moet dan binnen zijn.")),
        (
            eind_van_de_dag(rechter),
            Punt(datum_kort(rechter), "Laatste dag kort geding", "De dagvaarding moet dan zijn betekend.", "let-op"),
        ),
        (eind_van_de_dag(antwoord), Punt(datum_kort(antwoord), "Antwoord op bezwaar", "Dan hebt u ons antwoord.")),
        (
            einde,
            Punt(
                _moment(einde),
                "Einde opschorting",
                "Daarna mag het zorgkantoor tekenen, tenzij in een regio nog iets openstaat.",
            ),
        ),
        (eind_van_de_dag(laatste), Punt(datum_kort(laatste), "Andere geschillen", "Ter informatie.")),
    ]


def _moment(moment: datetime) -> str:
    return f"{datum_kort(moment)}, {lokaal(moment):%H:%M} uur"


def _dag(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]}"
