"""When a controle can be announced, answered and judged (art. 10, 14, 26; bijlage 2 h4). Pure: facts in, facts out."""

from dataclasses import dataclass
from datetime import date

from kern.fouten import RegelFout
from kern.opmaak import datum

MEESTE_DOSSIERS = 500


@dataclass(frozen=True)
class Aankondiging:
    """What is to be announced; which fields count depends on `soort`, see `eis_aankondiging`."""

    soort: str
    dag: date
    eisen: int = 0
    aantal: int | None = None
    van: date | None = None
    tot: date | None = None


def eis_aankondiging(wat: Aankondiging, *, vandaag: date, ingang: date) -> None:
    """Raises RegelFout unless the organisation hears in time what it is about (OV-083, OV-112, OV-189, IK-115)."""
    if vandaag < ingang:
        raise RegelFout(f"De overeenkomst gaat in op {datum(ingang)}. Controleren kan vanaf die dag.")
    if wat.dag <= vandaag:
        raise RegelFout("Kies een dag na vandaag, zodat de organisatie het op tijd weet.")
    if wat.soort == "hertoetsing" and not wat.eisen:
        raise RegelFout("Kies één of meer eisen.")
    if wat.soort == "steekproef" and not (wat.aantal and 1 <= wat.aantal <= MEESTE_DOSSIERS):
        raise RegelFout(f"Vul in hoeveel dossiers u wilt zien: 1 tot en met {MEESTE_DOSSIERS}.")
    if wat.soort == "levering":
        _eis_periode(wat.van, wat.tot, vandaag=vandaag, ingang=ingang)


def _eis_periode(van: date | None, tot: date | None, *, vandaag: date, ingang: date) -> None:
    if van is None or tot is None:
        raise RegelFout("Vul de eerste en de laatste dag van de periode in.")
    if van > tot:
        raise RegelFout("De laatste dag van de periode ligt niet voor de eerste. Pas een van de twee aan.")
    if van < ingang or tot > vandaag:
        raise RegelFout(f"Kies een periode van {datum(ingang)} tot en met vandaag.")


def eis_getoond(getoond: int | None, *, aantal: int | None) -> None:
    """Raises RegelFout unless a sample, and only that, is answered with how many of its dossiers were shown."""
    if aantal is None:
        if getoond is not None:
            raise RegelFout("Bij deze controle hoort geen aantal dossiers.")
    elif getoond is None or not 0 <= getoond <= aantal:
        raise RegelFout(f"Vul in hoeveel dossiers u hebt laten zien: 0 tot en met {aantal}.")


def kan_worden_beoordeeld(*, soort: str, dag: date, beantwoord: bool, vandaag: date) -> bool:
    """Proof that was asked for: once it came, or its last day is over. Otherwise from the day itself on."""
    if soort == "hertoetsing":
        return beantwoord or vandaag > dag
    return vandaag >= dag


def eis_te_beoordelen(*, soort: str, dag: date, beantwoord: bool, verstuurd: bool, vandaag: date) -> None:
    """Raises RegelFout while the organisation was not told, or still has time (OV-112)."""
    if not verstuurd:
        raise RegelFout("De aankondiging is nog niet naar de organisatie verstuurd. Dat moet eerst gebeuren.")
    if kan_worden_beoordeeld(soort=soort, dag=dag, beantwoord=beantwoord, vandaag=vandaag):
        return
    if soort == "hertoetsing":
        raise RegelFout(f"De organisatie kan nog tot en met {datum(dag)} antwoorden. Wacht daarop.")
    raise RegelFout(f"Deze controle is op {datum(dag)}. Leg de uitkomst daarna vast.")
