"""Replacing the master key of the vault: every data key and every sealed secret again, under the new one (ADR 0001).

In batches with a transaction of their own. What is done stays done when it dies halfway; beginning again goes on,
as what the new key opens already is left alone. The files themselves are not touched: their data keys stay.
"""

from collections.abc import Callable
from functools import partial

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction

from berichten.accounts import TWEEDE_FACTOR
from inschrijving import waarmerk
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Ketting
from kluis.models import Dossiersleutel, Geheim
from kluis.versleuteling import NietTeOpenen, herpak_geheim, herpak_sleutel

PER_KEER = 100
VELDEN = ("secret", "seed")  # of an authenticator, sealed by berichten.accounts
KETTING = "portaal:hoofdsleutel"
Herpak = Callable[[models.Model], bool]


def wissel(*, toepassen: bool) -> int:
    """How many rows the key of before still sealed; `toepassen` seals them again. RegelFout without two keys, or when
    a row opens with neither of them."""
    if not settings.KLUIS_SLEUTEL_VORIGE or settings.KLUIS_SLEUTEL_VORIGE == settings.KLUIS_SLEUTEL:
        raise RegelFout("Zet in OCO_KLUIS_SLEUTEL de nieuwe sleutel en in OCO_KLUIS_SLEUTEL_VORIGE de oude.")
    if toepassen:
        waarmerk.houd_vast()
    aantal = sum(_loop(rijen, herpak, toepassen=toepassen) for rijen, herpak in _soorten())
    if toepassen and aantal:
        with transaction.atomic():
            leg_vast(Ketting(pk=KETTING), "wissel_hoofdsleutel", aantal=aantal)
    return aantal


def _soorten() -> list[tuple[models.QuerySet, Herpak]]:
    return [
        (Dossiersleutel.objects.filter(verpakt__isnull=False), _herpak_dossier),
        (Geheim.objects.all(), _herpak_geheim),
        (Authenticator.objects.filter(type__in=["totp", "recovery_codes"]), _herpak_factor),
    ]


def _loop(rijen: models.QuerySet, herpak: Herpak, *, toepassen: bool) -> int:
    """Every row once, in the order of its number, so that a batch never waits for another one of its own."""
    aantal, na = 0, 0
    while na is not None:
        na, erbij = _stuk(rijen, herpak, na, toepassen=toepassen)
        aantal += erbij
    return aantal


@transaction.atomic
def _stuk(rijen: models.QuerySet, herpak: Herpak, na: int, *, toepassen: bool) -> tuple[int | None, int]:
    """One batch after this number: the last number (None at the end) and how many the key of before sealed."""
    stuk = list(rijen.select_for_update(of=("self",)).filter(pk__gt=na).order_by("pk")[:PER_KEER])
    try:
        anders = [rij for rij in stuk if herpak(rij)]
    except NietTeOpenen as fout:
        raise RegelFout("Een rij gaat met geen van beide sleutels open. Is dit de goede oude sleutel?") from fout
    for rij in anders if toepassen else ():
        rij.save()
    return (stuk[-1].pk if stuk else None), len(anders)


def _herpak_dossier(rij) -> bool:
    if nieuw := herpak_sleutel(rij.verpakt, rij.dossier):
        rij.verpakt = nieuw
    return nieuw is not None


def _herpak_geheim(rij) -> bool:
    if nieuw := herpak_geheim(rij.verborgen, hoort_bij=rij.naam):
        rij.verborgen = nieuw
    return nieuw is not None


def _herpak_factor(rij) -> bool:
    opnieuw = partial(herpak_geheim, hoort_bij=TWEEDE_FACTOR)
    nieuw = {veld: doos for veld in VELDEN if veld in rij.data and (doos := opnieuw(rij.data[veld]))}
    rij.data |= nieuw
    return bool(nieuw)
