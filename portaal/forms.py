"""Forms of the screens that look across phases."""

from django import forms

from partijen.forms import NettekstMixin
from publicatie.models import Regio


class NamenForm(NettekstMixin, forms.Form):
    """Show the names of the cliëntondersteuners to everyone, once they agreed, or stop showing them."""

    tonen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    akkoord = forms.BooleanField(
        label="Elke cliëntondersteuner vindt goed dat de eigen naam hier voor iedereen te lezen is, nu en als wij "
        "iemand toevoegen.",
        required=False,
    )

    def clean(self):
        velden = super().clean()
        if velden.get("tonen") and not velden.get("akkoord"):
            self.add_error("akkoord", "Vraag het eerst aan elke cliëntondersteuner. Kruis dit daarna aan.")
        return velden


class VindForm(NettekstMixin, forms.Form):
    """A gemeente, as someone types it; the page offers all names. `ook`: where someone wants care (OV-037)."""

    gemeente = forms.CharField(
        label="In welke gemeente woont u?",
        max_length=80,
        error_messages={"required": "Vul de naam van uw gemeente in.", "max_length": "Vul alleen de naam in."},
        widget=forms.TextInput(attrs={"list": "gemeenten", "autocomplete": "address-level2"}),
    )
    ook = forms.ModelChoiceField(
        label="Wilt u zorg in een andere regio?",
        queryset=Regio.objects.order_by("naam"),
        to_field_name="sleutel",
        required=False,
        empty_label="Nee",
        error_messages={"invalid_choice": "Kies een regio uit de lijst."},
    )
