"""The filter above the budgets."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from partijen.forms import NettekstMixin
from uitvoering.queries.budget import PER, Budgetstand, Groep, groepen
from uitvoering.rules.budget import STANDEN


class BudgetFilter(NettekstMixin, forms.Form):
    """Year, what is added up, region, state and part of a name; without an answer the first of `jaren`.

    `lees` gives the budgets of a year.
    """

    jaar = forms.ChoiceField(label="Jaar", required=False)
    per = forms.ChoiceField(label="Opgeteld per", required=False, choices=list(PER.items()))
    regio = forms.ChoiceField(label="Regio", required=False)
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alle"), *((code, naam) for code, (naam, _) in STANDEN.items())]
    )
    naam = forms.CharField(label="Organisatie", required=False, max_length=80)

    def __init__(self, data: Any, *, jaren: list[int], lees: Callable[[int], Iterable[Budgetstand]], staf: bool = True):
        super().__init__(data or None)
        gekozen = self.data.get("jaar", "")
        self.jaar = int(gekozen) if gekozen in {str(jaar) for jaar in jaren} else jaren[0]
        self.initial["jaar"] = str(self.jaar)
        self.rijen = list(lees(self.jaar))
        regios = sorted({(rij.regio.toewijzing.regio.sleutel, rij.regionaam) for rij in self.rijen}, key=lambda r: r[1])
        self.fields["jaar"].choices = [(str(jaar), str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]
        self.fields["regio"].choices = [("", "Alle"), *regios]  # type: ignore[attr-defined]
        if not staf:
            del self.fields["naam"]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    @property
    def keuze(self) -> dict[str, Any]:
        """What was chosen; an answer that is none of the choices filters nothing."""
        return self.cleaned_data if self.is_bound and self.is_valid() else {}

    @property
    def groepering(self) -> str:
        """A key of PER."""
        return self.keuze.get("per") or "overeenkomst"

    def budgetten(self) -> list[Budgetstand]:
        """The budgets by region and name."""
        regio, naam = self.keuze.get("regio"), (self.keuze.get("naam") or "").casefold()
        rijen = [rij for rij in self.rijen if not regio or rij.regio.toewijzing.regio.sleutel == regio]
        return [rij for rij in rijen if naam in rij.organisatie.casefold()]

    def kies(self) -> list[Groep]:
        """The same added up, of the state that was asked."""
        stand = self.keuze.get("stand")
        return [rij for rij in groepen(self.budgetten(), self.groepering) if not stand or rij.stand == stand]
