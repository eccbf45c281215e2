"""A next version of what belongs to an overeenkomst."""

from django import forms

from bekendmaking.forms import KnopForm


class ContractstukForm(KnopForm):
    knop = "Nieuwe versie vastleggen"
    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    tekst = forms.CharField(
        label="Beschrijving",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Of voeg hieronder een bestand toe. Noem geen cliënten.",
    )
    bestand = forms.FileField(
        label="Bestand",
        required=False,
        help_text="Een PDF.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
