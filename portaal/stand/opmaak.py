"""The words of the mail about a light: plain, without names of people or dossiers."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from kern.models import Bewaking
from kern.opmaak import moment_exact
from portaal.stand.delen import Deel
from portaal.stand.rules import FOUT

Stand = tuple[Deel, Bewaking]


def gewisseld(standen: Sequence[Stand]) -> tuple[str, str]:
    """Subject and text about the lights that changed at once: what failed first, then what works again."""
    kapot = [(deel, rij) for deel, rij in standen if rij.stand == FOUT]
    weer = [(deel, rij) for deel, rij in standen if rij.stand != FOUT]
    kop = "Storing in het portaal" if kapot else "Het portaal werkt weer"
    delen = [_kapot(deel, rij) for deel, rij in kapot] + [_weer(deel, rij) for deel, rij in weer]
    return f"{kop}: {_namen(kapot or weer)}", _met_voet(delen, bij_herstel=bool(kapot))


def stond_stil(van: datetime, tot: datetime) -> tuple[str, str]:
    """Subject and text about a time in which nothing was measured, sent or released."""
    tekst = (
        f"De verwerking stond stil van {moment_exact(van)} tot {moment_exact(tot)}. In die tijd ging er geen bericht "
        "uit en werd er niets bekendgemaakt. Wat wachtte, gaat nu vanzelf.\n\n"
        "Wat u doet: zoek uit of Redis, beat of de worker stilstond. Viel er een sluiting of een bekendmaking in deze "
        "tijd, lees dan ‘Na een storing’ in docs/beheer.md."
    )
    return "Het portaal stond stil en werkt weer", _met_voet([tekst], bij_herstel=False)


def _kapot(deel: Deel, rij: Bewaking) -> str:
    return f"{deel.naam}: storing sinds {moment_exact(rij.sinds)}.\n{rij.uitleg}\nWat u doet: {deel.doen}"


def _weer(deel: Deel, rij: Bewaking) -> str:
    return f"{deel.naam}: weer in orde sinds {moment_exact(rij.sinds)}.\n{rij.uitleg}"


def _namen(standen: Sequence[Stand]) -> str:
    return standen[0][0].naam if len(standen) == 1 else f"{len(standen)} onderdelen"


def _met_voet(delen: Sequence[str], *, bij_herstel: bool) -> str:
    adres = f"De stand van alle onderdelen: {settings.BASIS_URL}{reverse('stand')}"
    slot = ["U krijgt deze mail één keer. Als het weer werkt, hoort u dat ook."] if bij_herstel else []
    return "\n\n".join([*delen, adres, *slot])
