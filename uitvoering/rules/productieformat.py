"""A later version of the productieformulier: what may stand in it and from when it holds (bijlage 5, OV-224). Pure."""

from collections.abc import Sequence
from datetime import date

from kern.fouten import RegelFout
from uitvoering.rules.productie import Dienst, begin_maand, is_persoonskop, maandnaam

MAX_DIENSTEN = 12
MAX_NAAM = 120  # characters
MAX_MINUTEN = 600
KOLOMMEN = ("Uren", "Ondersteuningsvragen")  # per dienst; unieke cliënten are of the whole month


def eis_diensten(diensten: Sequence[Dienst], nu: Sequence[Dienst]) -> None:
    """Raises RegelFout unless these can be the diensten of a form, and differ from those of the last version."""
    if not 1 <= len(diensten) <= MAX_DIENSTEN:
        raise RegelFout(f"Vul 1 tot {MAX_DIENSTEN} diensten in.")
    namen = [dienst.naam.casefold() for dienst in diensten]
    for dienst in diensten:
        if namen.count(dienst.naam.casefold()) > 1:
            raise RegelFout(f"‘{dienst.naam}’ staat er twee keer. Geef elke dienst een eigen naam.")
        if is_persoonskop(dienst.naam):
            raise RegelFout(f"‘{dienst.naam}’ lijkt een kolom over personen. Vraag alleen naar uren en aantallen.")
        if dienst.richtminuten is not None and not 1 <= dienst.richtminuten <= MAX_MINUTEN:
            raise RegelFout(f"Vul bij ‘{dienst.naam}’ 1 tot {MAX_MINUTEN} minuten in, of niets.")
    if tuple(diensten) == tuple(nu):
        raise RegelFout("Dit formulier is gelijk aan de laatste versie. Er is niets veranderd.")


def eis_vanaf(vanaf: date, *, vorige: date, vandaag: date) -> None:
    """Raises RegelFout for a month that is over, whose form was in use, and for one before the last version.

    The same month as the last version, while it is not over, puts that right before anyone can have delivered by it.
    """
    if vanaf < begin_maand(vandaag):
        raise RegelFout("Een maand die voorbij is, houdt haar formulier. Kies deze maand of later.")
    if vanaf < vorige:
        raise RegelFout(f"De laatste versie geldt pas vanaf {maandnaam(vorige)}. Kies die maand of later.")
