"""Forms of how cliënten reach an organisation or a zorgkantoor."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bekendmaking.forms import KnopForm
from overeenkomst.models import Bereikbaarheid
from overeenkomst.models.bereikbaarheid import GEEN_NUMMER, TELEFOON, Bereikbaar


class BereikForm(KnopForm):
    """What a cliënt reads, and the version that was on the screen."""

    knop = "Contactgegevens bewaren"
    gezien = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    telefoon = forms.RegexField(
        label="Telefoonnummer",
        regex=TELEFOON,
        max_length=20,
        error_messages={"invalid": GEEN_NUMMER},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label="E-mailadres")
    werktijden = forms.CharField(
        label="Wanneer bent u bereikbaar?",
        max_length=200,
        help_text="Bijvoorbeeld: maandag tot en met vrijdag van 9.00 tot 17.00 uur.",
    )
    website = forms.URLField(
        label="Website",
        max_length=200,
        assume_scheme="https",
        help_text="Dezelfde gegevens staan ook op deze website.",
        error_messages={"invalid": "Vul het hele webadres in, bijvoorbeeld www.uworganisatie.example."},
    )

    def __init__(self, *args: Any, nu: Bereikbaar | None, begin: dict[str, str] | None = None, **kwargs: Any):
        """`nu`: what is known; `begin`: what to propose when nothing is."""
        initial = {"gezien": nu.versie, **nu.inhoud} if nu else {"gezien": 0, **(begin or {})}
        super().__init__(*args, initial=initial, **kwargs)


class RegioBereikForm(BereikForm):
    """The same for other regions of the overeenkomst at once."""

    ook = forms.MultipleChoiceField(
        label="Geldt dit ook voor andere regio’s?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wat daar nu staat, wordt vervangen.",
    )

    def __init__(self, *args: Any, nu: Bereikbaarheid | None, andere: Sequence[tuple[str, str]], **kwargs: Any):
        """`andere`: key and name of the other regions."""
        super().__init__(*args, nu=nu, **kwargs)
        if andere:
            self.fields["ook"].choices = andere  # type: ignore[attr-defined]
        else:
            del self.fields["ook"]
