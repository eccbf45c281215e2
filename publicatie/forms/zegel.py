"""Who gets the daily seal of the log by mail."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from berichten.rules import veilig_adres
from kern.fouten import RegelFout
from partijen.forms import NettekstMixin


class ZegeladressenForm(NettekstMixin, forms.Form):
    """One address a line."""

    adressen = forms.CharField(
        label="E-mailadressen",
        help_text="Eén adres per regel. Leeg is ook goed: dan gaat er geen mail uit.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("bewaar", "Bewaar de adressen"))

    def clean_adressen(self) -> list[str]:
        """The addresses; every line that is none is named."""
        adressen = [regel.strip() for regel in self.cleaned_data["adressen"].splitlines() if regel.strip()]
        if fout := [adres for adres in adressen if not _is_adres(adres)]:
            raise forms.ValidationError(f"Dit is geen e-mailadres: {', '.join(fout)}.")
        return adressen


def _is_adres(tekst: str) -> bool:
    try:
        veilig_adres(tekst)
    except RegelFout:
        return False
    return True
