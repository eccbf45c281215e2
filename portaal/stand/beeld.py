"""What the page shows: the lights as they were kept, and what can be seen now when nothing keeps them any more."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from berichten.rules import STIL_NA
from kern import wachtrij
from kern.models import Bewaking, Gebeurtenis, Stand
from portaal.stand.delen import DELEN, VERWERKING, Deel

KLEUREN = {Stand.GOED: "goed", Stand.FOUT: "fout", Stand.UIT: "stil", Stand.WACHT: "stil"}
HOOGSTENS = 10
VEEL = 5  # wake-ups that wait while nothing is done: nobody takes them


@dataclass(frozen=True)
class Regel:
    """One part on the page. `doen` only where something is to be done."""

    deel: Deel
    stand: str
    kleur: str
    sinds: datetime | None
    uitleg: str

    @property
    def fout(self) -> bool:
        return self.kleur == "fout"


@dataclass(frozen=True)
class Beeld:
    """What failed first. `stil`: nothing measures any more; never in the demo, where nothing ever does."""

    regels: list[Regel]
    gemeten_op: datetime | None
    stil: bool

    @property
    def fouten(self) -> int:
        return sum(regel.fout for regel in self.regels)


def beeld(nu: datetime) -> Beeld:
    """The state now. Works without Redis, worker and beat: then this looks at the queue itself."""
    rijen = {rij.onderdeel: rij for rij in Bewaking.objects.all()}
    gemeten_op = max((rij.gemeten_op for rij in rijen.values() if rij.gemeten_op), default=None)
    stil = not settings.DEMO and (gemeten_op is None or gemeten_op < nu - STIL_NA)
    anders = _zonder_bewaking(gemeten_op) if stil else {}
    regels = [anders.get(deel.code) or _regel(deel, rijen.get(deel.code), vers=not stil) for deel in DELEN]
    return Beeld(sorted(regels, key=lambda regel: not regel.fout), gemeten_op, stil)


def _regel(deel: Deel, rij: Bewaking | None, *, vers: bool) -> Regel:
    if rij is None or rij.sinds is None:
        return Regel(deel, "Niet gemeten", "stil", None, "")
    if not vers:
        was = rij.get_stand_display().lower()
        return Regel(deel, "Niet bekend", "let-op", rij.gemeten_op, f"Toen het laatst gemeten werd: {was}.")
    return Regel(deel, rij.get_stand_display(), KLEUREN[Stand(rij.stand)], rij.sinds, rij.uitleg)


def _zonder_bewaking(sinds: datetime | None) -> dict[str, Regel]:
    """Nothing measures: Redis is away, or nobody wakes (the line is empty), or nobody works (the line grows)."""
    gezien = wachtrij.stand()
    schuld = "wachtrij" if not gezien.bereikbaar else "worker" if gezien.lengte >= VEEL else "beat"
    waarom = {
        "wachtrij": "Redis antwoordt niet. Daardoor doen de wekker en de worker niets.",
        "worker": f"Er wachten {gezien.lengte} seintjes en niemand haalt ze op.",
        "beat": "Redis antwoordt, maar er komen geen seintjes.",
    }
    return {
        deel.code: Regel(deel, "Storing", "fout", sinds, waarom[schuld])
        if deel.code == schuld
        else Regel(deel, "Niet bekend", "let-op", sinds, "Dit is pas te zien als de andere storing voorbij is.")
        for deel in DELEN
        if deel.code in VERWERKING
    }


def eerdere() -> QuerySet[Gebeurtenis]:
    """The last changes of lights, newest first."""
    return Gebeurtenis.objects.filter(object_soort="kern.bewaking").order_by("-tijd", "-pk")[:HOOGSTENS]
