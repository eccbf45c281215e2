"""A long list in pages, for a list that is no table (a table pages itself: django-tables2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True)
class Bladering:
    """One page of a list, in the words that templates/nlds/paginering.html asks of a table."""

    page: Page
    prefixed_page_field: str = "page"

    @property
    def paginator(self) -> Paginator:
        return self.page.paginator


def blader(request: HttpRequest, rijen: QuerySet | Sequence, per_bladzijde: int, *, begin: int = 1) -> Bladering:
    """The page that the address asks for (`?page=`), else page `begin`; nonsense or too far gives one that exists."""
    return Bladering(Paginator(rijen, per_bladzijde).get_page(request.GET.get("page", begin)))
