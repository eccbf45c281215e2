"""The filter above the calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from partijen.forms import NettekstMixin
from uitvoering.rules import agenda as rules
from uitvoering.rules.agenda import Plicht
from uitvoering.rules.productie import maandnaam
from uitvoering.states.agenda import Plichtsoort

NU = "Te laat en de komende drie maanden"


class AgendaFilter(NettekstMixin, forms.Form):
    """Month, kind and who has to do it. An answer that is none of the choices filters nothing."""

    maand = forms.ChoiceField(label="Wanneer", required=False)
    soort = forms.ChoiceField(label="Soort", required=False, choices=[("", "Alles"), *Plichtsoort.choices])
    van = forms.ChoiceField(label="Wie moet het doen", required=False)

    def __init__(self, data: Any, *, plichten: Sequence[Plicht], vandaag: date):
        super().__init__(data or None)
        self.plichten, self.vandaag = plichten, vandaag
        maanden = [(code, maandnaam(date(*map(int, code.split("-")), 1))) for code in rules.maanden(plichten)]
        self.fields["maand"].choices = [("", NU), *maanden]  # type: ignore[attr-defined]
        wie = sorted({plicht.van for plicht in plichten}, key=str.casefold)
        self.fields["van"].choices = [("", "Iedereen"), *((naam, naam) for naam in wie)]  # type: ignore[attr-defined]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self) -> list[Plicht]:
        keuze = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return rules.kies(self.plichten, vandaag=self.vandaag, **keuze)
