"""Screens of step 1: public pages, the making of a round, and its questions."""

from collections.abc import Callable
from typing import Any

from django import forms

from kern.fouten import RegelFout

NIET_GELDIG = 422


def gelukt(form: forms.Form, handeling: Callable[[dict[str, Any]], Any]) -> bool:
    """Do something with what was typed. A refusal becomes an error of the form, so that the text stays."""
    if not form.is_valid():
        return False
    try:
        handeling(form.cleaned_data)
    except RegelFout as fout:
        form.add_error(None, fout.tekst)
        return False
    return True
