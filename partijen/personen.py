"""One person, more accounts: what the portal can know of it, in one place for every act that two people do (B29)."""

from allauth.account.models import EmailAddress

from kern.fouten import RegelFout
from partijen import rules
from partijen.models import Gebruiker

ZELFDE_PERSOON = (
    "Uw account en dat van de eerste persoon horen bij dezelfde postbus ({postbus}), dus bij dezelfde persoon. "
    "Vraag een collega met een eigen account."
)


def eis_tweede_persoon(eerste_id: int, door: Gebruiker, *, zelf: str) -> None:
    """Raises RegelFout with the text `zelf` for the same account, and for another account of the same person.

    What the portal knows of a person is the mailbox: two accounts with one mailbox are one person. At most one query.
    """
    if eerste_id == door.pk:
        raise RegelFout(zelf)
    if gedeeld := sorted(_postbussen(eerste_id, door.pk)):
        raise RegelFout(ZELFDE_PERSOON.format(postbus=gedeeld[0]))


def _postbussen(een: int, twee: int) -> set[str]:
    """Mailboxes that both accounts use: the address of the login, and each further one that was confirmed."""
    per_account: dict[int, set[str]] = {een: set(), twee: set()}
    logins = Gebruiker.objects.filter(pk__in=per_account).values_list("pk", "email")
    verder = EmailAddress.objects.filter(user__in=per_account, verified=True).values_list("user_id", "email")
    for pk, email in logins.union(verder):
        per_account[pk].add(rules.postbus(email))
    return per_account[een] & per_account[twee]
