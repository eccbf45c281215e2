"""The filter above the national report."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.opmaak import MAANDEN
from partijen.forms import NettekstMixin
from uitvoering.queries.landelijk import Maandcijfer
from uitvoering.rules.landelijk import PER
from uitvoering.rules.productie import Dienst

ALLE = "alle"
Keuzes = list[tuple[str, str]]


class CijferFilter(NettekstMixin, forms.Form):
    """What is added up, and per what; without an answer the latest year per month.

    An answer that is none of the choices filters nothing.
    """

    per = forms.ChoiceField(label="Opgeteld per", required=False, choices=list(PER.items()))
    jaar = forms.ChoiceField(label="Jaar", required=False)
    maand = forms.ChoiceField(label="Maand", required=False)
    ronde = forms.ChoiceField(label="Ronde", required=False)
    dienst = forms.ChoiceField(label="Dienst", required=False)
    zorgkantoor = forms.ChoiceField(label="Zorgkantoor", required=False)
    regio = forms.ChoiceField(label="Regio", required=False)

    def __init__(self, data: Any, *, rijen: Sequence[Maandcijfer], diensten: Sequence[Dienst]):
        super().__init__(data or None)
        self.rijen, self.diensten = rijen, {str(dienst): dienst for dienst in diensten}
        jaren = sorted({str(rij.maand.year) for rij in rijen}, reverse=True)
        self.standaardjaar = self.initial["jaar"] = jaren[0] if jaren else ALLE
        self._kies("jaar", [*((jaar, jaar) for jaar in jaren), (ALLE, "Alle")])
        self._kies("maand", [("", "Alle"), *((str(n), naam) for n, naam in enumerate(MAANDEN, start=1))])
        self._kies("dienst", [("", "Alle"), *((naam, naam) for naam in self.diensten)])
        for veld in ("ronde", "zorgkantoor", "regio"):
            waarden = sorted({getattr(rij.plek, veld) for rij in rijen})
            self._kies(veld, [("", "Alle"), *((waarde, waarde) for waarde in waarden)])
            if len(waarden) == 1:
                del self.fields[veld]

    def _kies(self, veld: str, keuzes: Keuzes) -> None:
        self.fields[veld].choices = keuzes  # type: ignore[attr-defined]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    @property
    def _keuze(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data

    @property
    def opgeteld_per(self) -> str:
        return self._keuze.get("per") or "maand"

    @property
    def gekozen_dienst(self) -> Dienst | None:
        return self.diensten.get(self._keuze.get("dienst") or "")

    @property
    def hele_jaren(self) -> bool:
        """Whether nothing leaves out a part of an overeenkomst or of a year."""
        return not any(self._keuze.get(veld) for veld in ("maand", "regio", "dienst"))

    def kies(self) -> list[Maandcijfer]:
        """The reports that fit."""
        keuze = self._keuze
        jaar, maand = keuze.get("jaar") or self.standaardjaar, keuze.get("maand")
        rijen = [rij for rij in self.rijen if jaar in (ALLE, str(rij.maand.year))]
        rijen = [rij for rij in rijen if not maand or str(rij.maand.month) == maand]
        for veld in ("ronde", "zorgkantoor", "regio"):
            rijen = [rij for rij in rijen if not keuze.get(veld) or getattr(rij.plek, veld) == keuze[veld]]
        return rijen
