"""Acts on one file as a table: each has its form on the page of the file, and one address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest

from bekendmaking.forms import KnopForm
from bekendmaking.views import gelukt


@dataclass(frozen=True)
class Handeling:
    """What can be done: its heading, its form, the action with the typed values, and what is said after it.

    `kan`: whether it is offered for this row; the action itself decides.
    """

    kop: str
    form: type[KnopForm]
    doe: Callable[..., Any]
    gedaan: str
    kan: Callable[[Any], bool]
    begin: Callable[[Any], dict[str, Any]] = field(default=lambda rij: {})


Tafel = Mapping[str, Handeling]


def formulieren(tafel: Tafel, rij: Any, adres: Callable[[str], str], gepost: Mapping[str, KnopForm]) -> list[dict]:
    """The forms to show under this row, or the one that was sent and refused."""
    return [
        {"kop": h.kop, "form": gepost.get(naam) or _form(naam, h, rij, adres(naam))}
        for naam, h in tafel.items()
        if h.kan(rij) or naam in gepost
    ]


def _form(naam: str, handeling: Handeling, rij: Any, adres: str, data: Any = None) -> KnopForm:
    return handeling.form(data, actie=adres, auto_id=f"{naam}_%s", initial=handeling.begin(rij))


def voer_uit(request: HttpRequest, tafel: Tafel, naam: str, rij: Any, sleutel: str) -> KnopForm | None:
    """Do it; None when it is done, else the form that says why not. `sleutel`: the argument that names the row."""
    if (handeling := tafel.get(naam)) is None:
        raise Http404
    form = _form(naam, handeling, rij, request.path, request.POST)
    if gelukt(form, lambda velden: handeling.doe(**{sleutel: rij.pk}, door=request.user, **velden)):
        messages.success(request, handeling.gedaan)
        return None
    return form
