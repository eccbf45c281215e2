"""Two people who click at once: the same act in several threads, each on its own connection."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

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
