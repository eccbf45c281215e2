"""Screens of steps 3 and 4: openingen, the list of dossiers, one dossier, and the contractregister."""

from collections.abc import Callable
from typing import Any

from django import forms

from kern.fouten import RegelFout

NIET_GELDIG = 422


def gelukt(form: forms.Form, handeling: Callable[[], Any]) -> bool:
    """Do something with what was typed. A refusal becomes an error of the form, so that the text stays."""
    if not form.is_valid():
        return False
    try:
        handeling()
    except RegelFout as fout:
        form.add_error(None, fout.tekst)
        return False
    return True
