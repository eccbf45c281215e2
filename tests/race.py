"""Two people who click at once: the same act in several threads, each on its own connection."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import OperationalError, connection, models, transaction

from kern.fouten import RegelFout


def tegelijk(doe: Callable[[Any], Any], argumenten: Iterable[Any]) -> list[Any]:
    """Run `doe` for every argument at the same moment; gives per argument the result or its RegelFout."""
    lijst = list(argumenten)
    start = Barrier(len(lijst))

    def loper(argument: Any) -> Any:
        try:
            start.wait(10)
            return doe(argument)
        except RegelFout as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(len(lijst)) as poel:
        return list(poel.map(loper, lijst))


def wacht_op(rij: models.Model, doe: Callable[[], Any]) -> bool:
    """Whether `doe` waits while somebody else has this row.

    Held without its key: writing a row that refers to it goes on, so only an act that locks the row itself waits. This
    finds a missing lock at any speed of the machine, where two threads may just happen to run one after the other.
    """

    def loper() -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '250ms'")
            doe()
        except OperationalError:
            return True
        finally:
            connection.close()
        return False

    with transaction.atomic():
        type(rij)._default_manager.select_for_update(no_key=True).get(pk=rij.pk)
        with ThreadPoolExecutor(1) as poel:
            return poel.submit(loper).result()
