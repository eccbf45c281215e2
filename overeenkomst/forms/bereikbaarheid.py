"""Forms of how cliënten reach an organisation or a zorgkantoor."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bekendmaking.forms import KnopForm
from overeenkomst.models import Bereikbaarheid
from overeenkomst.models.bereikbaarheid import GEEN_NUMMER, NEGEN, TELEFOON, VIJF, Bereikbaar


class TijdVeld(forms.TimeField):
    """A clock time: 09:00, or 9.00."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    input_formats = ("%H:%M", "%H.%M", "%H:%M:%S")
    default_error_messages = {"invalid": "Vul een tijd in, zoals 09:00."}


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
    van = TijdVeld(label="Vanaf hoe laat bent u op werkdagen bereikbaar?", initial=NEGEN)
    tot = TijdVeld(label="Tot hoe laat bent u op werkdagen bereikbaar?", initial=VIJF)
    werktijden = forms.CharField(
        label="Bent u ook op andere tijden bereikbaar?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: op zaterdag van 10.00 tot 12.00 uur.",
    )
    beeldbellen = forms.CharField(
        label="Hoe kan iemand met u beeldbellen?",
        max_length=200,
        help_text="Bijvoorbeeld: maak een afspraak per telefoon. U krijgt dan een link.",
    )
    bezoek = forms.CharField(
        label="Hoe kan iemand u zelf spreken?",
        max_length=200,
        help_text="Bijvoorbeeld een adres, of: wij komen bij u thuis.",
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
