"""One person, more accounts: what the portal can know of it, in one place for every act that two people do (B29).

What it knows of a person is the mailbox. Two accounts that use one mailbox, as the address of the login or as a
further confirmed one, are one person; what follows a plus in an address makes no other mailbox.
"""

from collections.abc import Collection
from itertools import pairwise

from allauth.account.models import EmailAddress

from kern.fouten import RegelFout
from partijen import rules
from partijen.models import Gebruiker

ZELF_OPGESTELD = "U kunt niet goedkeuren wat u zelf hebt opgesteld. Vraag een collega."


def eis_tweede_persoon(eerste_id: int | None, door: Gebruiker, *, zelf: str = ZELF_OPGESTELD) -> None:
    """Raises RegelFout with the text `zelf` for the same account, and for another account of the same person."""
    if eerste_id == door.pk:
        raise RegelFout(zelf)
    eis_een_account([eerste_id] if eerste_id else [], door)


def eis_een_account(anderen: Collection[int], door: Gebruiker) -> None:
    """Raises RegelFout when one of these accounts (pks, not `door`) is of the same person as `door`; one query."""
    if dubbel := dubbelen(anderen, [door.pk]):
        raise RegelFout(
            f"Uw account gebruikt dezelfde postbus ({dubbel[door.pk]}) als een ander account dat hier al iets deed. "
            "Dat is dezelfde persoon. Vraag een collega met een eigen account."
        )


def eis_verschillende_personen(mensen: Collection[int]) -> None:
    """Raises RegelFout when two of these accounts (pks) are of one person; one query."""
    postbussen = sorted(bus for eigen in _postbussen(mensen).values() for bus in eigen)
    for een, volgende in pairwise(postbussen):
        if een == volgende:
            raise RegelFout(f"Twee van deze accounts gebruiken dezelfde postbus ({een}). Dat is één persoon.")


def dubbelen(mensen: Collection[int], kandidaten: Collection[int]) -> dict[int, str]:
    """Which of `kandidaten` are another account of one of `mensen` (all pks), each with the shared mailbox."""
    eigen = _postbussen({*mensen, *kandidaten})
    bezet = {bus: pk for pk in mensen for bus in sorted(eigen[pk])}
    return {pk: bus for pk in kandidaten for bus in sorted(eigen[pk], reverse=True) if bezet.get(bus, pk) != pk}


def _postbussen(accounts: Collection[int]) -> dict[int, set[str]]:
    """The mailboxes of each account."""
    per_account: dict[int, set[str]] = {pk: set() for pk in accounts}
    logins = Gebruiker.objects.filter(pk__in=per_account).values_list("pk", "email")
    verder = EmailAddress.objects.filter(user__in=per_account, verified=True).values_list("user_id", "email")
    for pk, email in logins.union(verder):
        per_account[pk].add(rules.postbus(email))
    return per_account
