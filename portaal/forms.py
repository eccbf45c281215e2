"""Forms of the screens that look across phases."""

from django import forms

from partijen.forms import NettekstMixin


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
