"""The form for a later version of the productieformulier: a row per dienst."""

from collections.abc import Sequence
from typing import Any

from django import forms

from partijen.forms import NettekstMixin
from publicatie.forms.velden import DagVeld
from uitvoering.rules.productie import Dienst
from uitvoering.rules.productieformat import MAX_DIENSTEN, MAX_MINUTEN, MAX_NAAM


class ProductieformatForm(NettekstMixin, forms.Form):
    """After `is_valid`: `diensten`, numbered in the order of the rows; an empty row is left out."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    vanaf = DagVeld(label="Geldt vanaf", help_text="De dag bepaalt de maand waarin dit begint.")

    def __init__(self, *args: Any, versie: int, diensten: Sequence[Dienst], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["gezien"] = versie
        for nummer in range(1, MAX_DIENSTEN + 1):
            self.fields[f"naam_{nummer}"] = forms.CharField(
                label=f"Dienst {nummer}", max_length=MAX_NAAM, required=False
            )
            self.fields[f"minuten_{nummer}"] = forms.IntegerField(
                label=f"Minuten per vraag bij dienst {nummer}",
                min_value=1,
                max_value=MAX_MINUTEN,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
        for nummer, dienst in enumerate(diensten, start=1):
            self.initial |= {f"naam_{nummer}": dienst.naam, f"minuten_{nummer}": dienst.richtminuten}

    def rijen(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Per dienst its two fields."""
        return [(n, self[f"naam_{n}"], self[f"minuten_{n}"]) for n in range(1, MAX_DIENSTEN + 1)]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        ingevuld = []
        for nummer in range(1, MAX_DIENSTEN + 1):
            naam, minuten = velden.get(f"naam_{nummer}"), velden.get(f"minuten_{nummer}")
            if naam:
                ingevuld.append((naam, minuten))
            elif minuten and f"naam_{nummer}" not in self.errors:
                self.add_error(f"naam_{nummer}", "Vul de naam van de dienst in, of haal de minuten weg.")
        self.diensten = [Dienst(nummer, *dienst) for nummer, dienst in enumerate(ingevuld, start=1)]
        return velden
