"""A change of what was declared, a tie, and the answer to either (art. 10, art. 25). Pure: facts in, facts out."""

from datetime import date

from kern.fouten import RegelFout
from kern.opmaak import datum


def eis_vanaf(vanaf: date, *, laatste_dag: date) -> None:
    """Raises RegelFout for a change after the overeenkomst ends."""
    if vanaf > laatste_dag:
        raise RegelFout(f"De overeenkomst loopt tot en met {datum(laatste_dag)}. Kies een dag tot en met die dag.")


def eis_voorbij(voorbij_vanaf: date, *, vanaf: date, laatste_dag: date) -> None:
    """Raises RegelFout for a tie that would be over before it began, or after the overeenkomst ends."""
    if voorbij_vanaf <= vanaf:
        raise RegelFout(f"De band is er sinds {datum(vanaf)}. Kies een dag daarna.")
    eis_vanaf(voorbij_vanaf, laatste_dag=laatste_dag)


def eis_afhandeling(*, hertoetsing: bool, eis: bool, dag: date | None, gevraagd: str) -> None:
    """Raises RegelFout unless everything a hertoetsing needs is there, and with 'gezien' nothing of it."""
    if hertoetsing:
        if not eis:
            raise RegelFout("Kies de eis die u opnieuw toetst.")
        if dag is None or not gevraagd.strip():
            raise RegelFout("Vul bij een hertoetsing in wat u wilt zien en tot en met welke dag.")
    elif dag is not None or gevraagd.strip():
        raise RegelFout("Kies ‘hertoetsing’, of maak de velden voor de hertoetsing leeg.")
