"""Screens of chapter 3: letters and release, the organisation's decision, bezwaren."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from bekendmaking.models.opdracht import Opdracht
from kern.fouten import RegelFout

NIET_GELDIG = 422
VERVERS = "2"  # seconds


def gelukt(form: forms.Form, handeling: Callable[..., Any]) -> bool:
    """Do something with what was typed. A refusal becomes an error of the form, so that the text stays."""
    if not form.is_valid():
        return False
    try:
        handeling(form.cleaned_data)
    except RegelFout as fout:
        form.add_error(None, fout.tekst)
        return False
    return True


def ververs(antwoord: HttpResponse, opdracht: Opdracht | None) -> HttpResponse:
    """Let the page refresh itself while this work is on its way."""
    if opdracht and opdracht.onaf:
        antwoord["Refresh"] = VERVERS
    return antwoord
