"""Forms of a region in a round, its leemten, and the later closing of a round."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from partijen.forms import NettekstMixin
from publicatie.forms.velden import BedragVeld, MomentVeld, RondeForm
from publicatie.models import Leemte, Regio, Regiotoewijzing


class RegioForm(RondeForm, forms.ModelForm):
    """Who serves the region. A new one: a region that the round has not yet."""

    class Meta:
        model = Regiotoewijzing
        fields = ["regio", "uitvoerder", "plaatsen"]

    def __init__(self, *args, ronde, **kwargs):
        super().__init__(*args, ronde=ronde, **kwargs)
        if ronde.is_verlenging:
            del self.fields["plaatsen"]
        if self.instance.pk:
            del self.fields["regio"]
        else:
            self.fields["regio"].queryset = Regio.objects.exclude(toewijzingen__ronde=ronde)


class KnopForm(NettekstMixin, forms.Form):
    knop = "Bewaren"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("bewaar", self.knop))


class BudgetForm(KnopForm):
    """An amount per year of the round."""

    def __init__(self, *args, jaren, bedragen, **kwargs):
        super().__init__(*args, **kwargs)
        self.jaren = jaren
        for jaar in jaren:
            self.fields[f"jaar_{jaar}"] = BedragVeld(label=f"Budget {jaar}", required=False, initial=bedragen.get(jaar))

    def bedragen(self):
        return {jaar: self.cleaned_data[f"jaar_{jaar}"] for jaar in self.jaren}


class LeemteForm(KnopForm, forms.ModelForm):
    """A gap in the supply of a region; a second person fixes it."""

    knop = "Leemte voorleggen"

    class Meta:
        model = Leemte
        fields = ["soort", "omschrijving", "reden"]
        widgets = {"soort": forms.RadioSelect, "reden": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "omschrijving": "Dit staat op de openbare pagina van de regio.",
            "reden": "Waaruit blijkt dat dit ontbreekt?",
        }


class LeemtelijstForm(NettekstMixin, forms.Form):
    """Fixes exactly the list that was on the screen."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)


class UitstelForm(KnopForm):
    """A later closing."""

    knop = "Uitstel voorstellen"
    nieuw = MomentVeld(label="Nieuwe sluiting", help_text="Nederlandse tijd.")
    reden = forms.CharField(
        label="Waarom?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: het portaal was op 1 augustus van 15.10 tot 16.05 uur niet te bereiken.",
    )


class BevestigForm(NettekstMixin, forms.Form):
    """Confirms exactly the proposal that was on the screen."""

    uitstel = forms.IntegerField(widget=forms.HiddenInput)
