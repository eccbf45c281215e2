"""Every address of the portal, read from the URLconf."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

NIET_VAN_ONS = ("account/", "demo/")  # allauth has its own rules; the demo exists only in the demo


@dataclass(frozen=True)
class Route:
    """One address: its name, the path as the URLconf has it, and the names of what is filled in."""

    naam: str
    pad: str
    view: Callable[..., Any]
    velden: frozenset[str]

    @property
    def recht(self) -> Any:
        """The right that the view names; None for an open page. Raises AttributeError when it names none."""
        return self.view.recht  # type: ignore[attr-defined]

    @property
    def verwijst_naar_een_object(self) -> bool:
        return bool(self.velden)


def alle_routes() -> list[Route]:
    """The routes of our own pages, in the order of the URLconf."""
    return [route for route in _loop(get_resolver(), "") if not route.pad.startswith(NIET_VAN_ONS)]


def accountroutes() -> list[Route]:
    """The routes of allauth, and ours in front of them."""
    return [route for route in _loop(get_resolver(), "") if route.pad.startswith("account/")]


def _loop(resolver: URLResolver, begin: str) -> Iterator[Route]:
    for patroon in resolver.url_patterns:
        pad = begin + str(patroon.pattern)
        if isinstance(patroon, URLPattern):
            velden = frozenset(patroon.pattern.regex.groupindex)
            yield Route(patroon.name or pad, pad, patroon.callback, velden)
        else:
            yield from _loop(patroon, pad)
