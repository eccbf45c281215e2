"""Redis as the line in which wake-ups wait for a worker: does it answer, and how long is it."""

from dataclasses import dataclass

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

RIJ = "celery"  # the name of Celery's own queue


@dataclass(frozen=True)
class Wachtrij:
    """`ingesteld`: whether there is one at all (not for the commands of an embedded installation)."""

    ingesteld: bool
    bereikbaar: bool = False
    lengte: int = 0


def stand(seconden: float = 1.0) -> Wachtrij:
    """Ask Redis now, with this much patience; also its part for the cache must answer."""
    if not settings.CELERY_BROKER_URL:
        return Wachtrij(ingesteld=False)
    geduld = {"socket_connect_timeout": seconden, "socket_timeout": seconden, "retry": Retry(NoBackoff(), 0)}
    try:
        with (
            Redis.from_url(settings.CELERY_BROKER_URL, **geduld) as rij,
            Redis.from_url(settings.REDIS_URL or settings.CELERY_BROKER_URL, **geduld) as cache,
        ):
            cache.ping()
            return Wachtrij(ingesteld=True, bereikbaar=True, lengte=rij.llen(RIJ))
    except RedisError:
        return Wachtrij(ingesteld=True)
