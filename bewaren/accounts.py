"""Accounts of people: since when nobody uses them, and what still needs them (R22, docs/adr/0015).

A fixed number of queries, however many accounts there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Max

from inschrijving.models import Inschrijving
from kern.klok import lokaal
from kern.models import Gebeurtenis
from partijen.models import Gebruiker, Rol
from partijen.states import VOOR_ORGANISATIE


def stil(pks: Collection[int] | None) -> Iterator[tuple[Gebruiker, date]]:
    """Accounts without a role that goes on and that were not emptied, each with its last day: of the last role, or of
    the last login if that was later. `pks`: look only at these."""
    rijen = Gebruiker.objects.filter(geleegd_op__isnull=True).exclude(
        pk__in=Rol.objects.filter(tot__isnull=True).values("gebruiker")
    )
    rijen = rijen if pks is None else rijen.filter(pk__in=pks)
    for rij in rijen.annotate(rol_tot=Max("rollen__tot")).order_by("pk"):
        gebruikt = lokaal(rij.last_login or rij.date_joined).date()
        yield rij, max(rij.rol_tot or gebruikt, gebruikt)


def nodig(laatste_dagen: Mapping[int, date]) -> dict[int, str]:
    """Which of these accounts (pk and last day) are still needed, with why: a dossier that was not destroyed, in which
    they did something, or that their zorgkantoor had while they worked there."""
    if not laatste_dagen:
        return {}
    dossiers = Inschrijving.objects.filter(vernietigd_op__isnull=True).order_by("pk")
    begonnen = {
        pk: (uitvoerder, lokaal(op).date())
        for pk, uitvoerder, op in dossiers.values_list("pk", "uitvoerder", "begonnen_op")
    }
    per_account: dict[int, set[int]] = defaultdict(set)
    for account, dossier in _handelingen(laatste_dagen):
        per_account[account] |= {dossier} & begonnen.keys()
    for account, uitvoerder in _staf(laatste_dagen):
        per_account[account] |= {
            pk for pk, (bij, dag) in begonnen.items() if uitvoerder in (None, bij) and dag <= laatste_dagen[account]
        }
    return {
        account: f"{len(eigen)} {'dossier' if len(eigen) == 1 else 'dossiers'} waaraan deze mens werkte, "
        f"{'is' if len(eigen) == 1 else 'zijn'} niet vernietigd"
        for account, eigen in per_account.items()
        if eigen
    }


def _handelingen(accounts: Collection[int]) -> Iterator[tuple[int, int]]:
    """Who did something in which dossier, also in a chain below it (`inschrijving:7:bezwaar`)."""
    regels = Gebeurtenis.objects.filter(actor_id__in=accounts, dossier__startswith="inschrijving:").order_by()
    for account, dossier in regels.values_list("actor_id", "dossier").distinct():
        yield account, int(dossier.split(":")[1])


def _staf(accounts: Collection[int]) -> Iterator[tuple[int, int | None]]:
    """Who worked for which uitvoerder, or for all of them (None)."""
    rollen = Rol.objects.filter(gebruiker__in=accounts).exclude(soort__in=VOOR_ORGANISATIE).order_by("pk")
    yield from rollen.values_list("gebruiker", "uitvoerder")
