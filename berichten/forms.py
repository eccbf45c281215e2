"""What a person decides about messages."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from berichten.states import Status
from partijen.forms import NettekstMixin


class KnopForm(NettekstMixin, forms.Form):
    """A form with its button under it; `actie` is where it goes."""

    knoppen: Sequence[tuple[str, str]] = ()

    def __init__(self, *args, actie="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        for naam, tekst in self.knoppen:
            self.helper.add_input(Submit(naam, tekst))


class RedenForm(KnopForm):
    reden = forms.CharField(label="Reden", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class OplossenForm(KnopForm):
    """A person decides about a doubtful message."""

    knoppen = (("leg_vast", "Vastleggen"),)
    uitkomst = forms.ChoiceField(
        label="Is het bericht aangekomen?",
        choices=[(Status.OVERGEDRAGEN, "Ja, het is aangekomen"), (Status.GEWEIGERD, "Nee, het is niet aangekomen")],
        widget=forms.RadioSelect,
    )
    reden = forms.CharField(
        label="Hoe weet u dat?",
        help_text="Bijvoorbeeld: het logboek van de mailserver, of een antwoord van de ontvanger.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpnieuwForm(RedenForm):
    """Ask to send a message again."""

    knoppen = (("vraag", "Vragen om opnieuw te versturen"),)
    ontvanger = forms.EmailField(
        label="Naar welk adres?", help_text="Alleen voor dit bericht. Het adres in het dossier verandert niet."
    )
    field_order = ["ontvanger", "reden"]


class AfdoenForm(RedenForm):
    """Nothing more has to be done about a message."""

    knoppen = (("doe_af", "Van de lijst halen"),)


class TerugForm(KnopForm):
    """A mail came back."""

    knoppen = (("meld", "Vastleggen"),)
    tekst = forms.CharField(
        label="Teruggekomen bericht",
        help_text="Plak het hele bericht met zijn kopregels, of de regel die begint met ‘Message-ID’.",
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reden = forms.CharField(
        label="Waarom kwam het terug?",
        help_text="Bijvoorbeeld: de postbus bestaat niet meer.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
