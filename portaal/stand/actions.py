"""Keep what was measured; mail the beheerders once when a light turns red, and once when it is over."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from berichten.actions import leg_klaar
from berichten.rules import STIL_NA
from berichten.states import Berichtsoort
from kern import klok
from kern.log import leg_vast
from kern.models import Bewaking, Gebeurtenis
from partijen.queries import beheerders
from portaal.stand import opmaak, rules
from portaal.stand.delen import DELEN, PER_CODE
from portaal.stand.rules import FOUT, Licht, Meting


@transaction.atomic
def leg_metingen_vast(*, metingen: Mapping[str, Meting]) -> None:
    """Write every measurement to its row, log each change of light and mail it. Locks all rows, in one order.

    A silence of all of them before this call (no beat, worker or Redis) is one message of its own (F8, F13).
    """
    Bewaking.objects.bulk_create([Bewaking(onderdeel=deel.code) for deel in DELEN], ignore_conflicts=True)
    rijen = list(Bewaking.objects.select_for_update(of=("self",)).filter(onderdeel__in=metingen).order_by("onderdeel"))
    nu = klok.nu()
    stil = min((rij.gemeten_op for rij in rijen if rij.gemeten_op), default=nu)
    gewisseld = [(rij, regel) for rij in rijen if (regel := _werk_bij(rij, metingen[rij.onderdeel], nu))]
    if stil < nu - STIL_NA:
        worker = next(rij for rij in rijen if rij.onderdeel == "worker")
        _mail(*opmaak.stond_stil(stil, nu), regel=leg_vast(worker, "stond_stil", van=stil.isoformat()))
    if gewisseld:
        standen = [(PER_CODE[rij.onderdeel], rij) for rij, _ in gewisseld]
        _mail(*opmaak.gewisseld(standen), regel=gewisseld[0][1])


def _werk_bij(rij: Bewaking, meting: Meting, nu: datetime) -> Gebeurtenis | None:
    """The line in the log when the light changed to red, or away from it."""
    vorige = None
    if rij.sinds and rij.gemeten_sinds:
        vorige = Licht(rij.stand, rij.sinds, rij.gemeten, rij.gemeten_sinds)
    licht = rules.volgende(vorige, meting.stand, nu)
    anders = FOUT in {licht.stand, rij.stand} and licht.stand != rij.stand
    rij.stand, rij.sinds, rij.gemeten, rij.gemeten_sinds = (
        licht.stand,
        licht.sinds,
        licht.gemeten,
        licht.gemeten_sinds,
    )
    rij.gemeten_op, rij.uitleg, rij.feiten = nu, meting.uitleg[:300], meting.feiten or {}
    rij.save()
    if not anders:
        return None
    return leg_vast(rij, "wordt_rood" if licht.stand == FOUT else "wordt_groen", sinds=licht.sinds.isoformat())


def _mail(onderwerp: str, tekst: str, *, regel: Gebeurtenis) -> None:
    """Once per line of the log, to each beheerder."""
    for beheerder in beheerders(klok.vandaag()):
        leg_klaar(
            soort=Berichtsoort.STORING,
            ontvanger=beheerder.email,
            onderwerp=onderwerp,
            tekst=tekst,
            over=f"kern.gebeurtenis:{regel.pk}",
        )
