"""A person decides about a doubtful message."""

from django import forms

from berichten.states import Status
from partijen.forms import NettekstMixin


class OplossenForm(NettekstMixin, forms.Form):
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
