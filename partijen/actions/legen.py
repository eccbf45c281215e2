"""Emptying an account of somebody who left long ago: its number stays, who it was goes (R22)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, Uitnodiging


@transaction.atomic
def leeg_account(*, gebruiker_id: int, opdracht: int) -> set[str]:
    """Take out name, addresses and every way to log in; gives the addresses it had.

    The row stays, for the log refers to it. Its sessions end, and the address can be invited again. Raises RegelFout
    when it was emptied before. Who may be emptied is decided by `bewaren`, under the same lock.
    """
    rij = Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker_id)
    eis_niet_geleegd(gebruiker=rij)
    eigen = EmailAddress.objects.filter(user=rij)
    adressen = {rij.email, *eigen.values_list("email", flat=True)}
    rij.naam, rij.email, rij.geleegd_op = f"Geleegd account {rij.pk}", f"geleegd-{rij.pk}@leeg.invalid", klok.nu()
    rij.is_active = rij.is_staff = rij.is_superuser = False
    rij.sessieronde += 1
    rij.set_unusable_password()
    rij.save()
    for weg in (eigen, Authenticator.objects.filter(user=rij), SocialAccount.objects.filter(user=rij)):
        weg.delete()
    Uitnodiging.objects.filter(email__in=adressen, geldig_tot__lte=rij.geleegd_op).update(email=rij.email)
    leg_vast(rij, "leeg_account", opdracht=opdracht)
    return adressen


def eis_niet_geleegd(*, gebruiker: Gebruiker) -> None:
    """Raises RegelFout for an account that was emptied."""
    if gebruiker.geleegd_op:
        raise RegelFout("Dit account is geleegd. Maak een nieuw account.")
