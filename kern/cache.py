"""Redis as a cache and nothing more: while it is away every key is absent, and no page fails or waits for it (F7).

What stands in it is JSON: whoever could write there could otherwise run code here (B57).
"""

import json
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
PAUZE = 5.0  # seconds in which a Redis that failed is not asked again
OPTIES = {"socket_connect_timeout": 0.25, "socket_timeout": 1.0}


class Json:
    """How a value is written in Redis."""

    def dumps(self, waarde: Any) -> bytes:
        return json.dumps(waarde).encode()

    def loads(self, ruw: bytes) -> Any:
        """None for what is not ours."""
        try:
            return json.loads(ruw)
        except ValueError:
            return None


def _probeer(doe: Callable[[], Any], anders: Any) -> Any:
    """What Redis says, or `anders` while it is away."""
    if time.monotonic() < MagOntbreken.stil_tot:
        return anders
    try:
        return doe()
    except RedisError:
        MagOntbreken.stil_tot = time.monotonic() + PAUZE
        logger.warning("Redis antwoordt niet; %s s zonder", PAUZE)
        return anders


def _veilig(verb: Callable[..., Any], anders: Any) -> Callable[..., Any]:
    """A verb of Django's cache that gives `anders` while Redis is away."""
    return lambda *args, **kwargs: _probeer(partial(verb, *args, **kwargs), anders)


class MagOntbreken(RedisCache):
    """Django's Redis cache, with the five verbs that sessions and rate limits use made safe.

    A key that cannot be added counts as added: nobody may be kept out because Redis is away. Limits on logging in
    do not count then; the second factor stays.
    """

    stil_tot = 0.0  # of this process, on the clock of time.monotonic

    def __init__(self, server: Any, params: dict[str, Any]):
        opties = {"serializer": Json, "retry": Retry(NoBackoff(), 0), **OPTIES}
        super().__init__(server, {**params, "OPTIONS": opties})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _probeer(partial(super().get, key, default, version), default)

    set = _veilig(RedisCache.set, None)
    add = _veilig(RedisCache.add, True)
    delete = _veilig(RedisCache.delete, False)
    has_key = _veilig(RedisCache.has_key, False)
