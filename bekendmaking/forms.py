"""Forms of chapter 3."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings

from bekendmaking.models import Beslissing
from bekendmaking.states import Oordeel
from kern.opmaak import grootte
from partijen.forms import NettekstMixin


class KnopForm(NettekstMixin, forms.Form):
    """A form with one button under it."""

    knop = "Opslaan"

    def __init__(self, *args, actie="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("verstuur", self.knop))


class GoedkeurenForm(KnopForm):
    """Approve exactly what was shown."""

    knop = "Deze brief goedkeuren"
    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RedenForm(KnopForm):
    """An act that needs a reason."""

    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, knop, help_text="", **kwargs):
        self.knop = knop
        super().__init__(*args, **kwargs)
        self.fields["reden"].help_text = help_text


class VrijgaveForm(KnopForm):
    """The moment of release, in Dutch time."""

    knop = "Vrijgave klaarzetten"
    vrij_op = forms.DateTimeField(
        label="Moment van bekendmaking",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Vul een datum en tijd in, zoals 15-09-2017 12:00."},
    )


class MeerBestanden(forms.ClearableFileInput):
    allow_multiple_selected = True


class BestandenField(forms.FileField):
    """Zero or more files."""

    widget = MeerBestanden

    def clean(self, data, initial=None):
        return [super(BestandenField, self).clean(bestand, initial) for bestand in data or []]


class RegioKeuze(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Beslissing) -> str:
        return str(obj)


class BezwaarForm(KnopForm):
    """A motivated bezwaar against one or more regions of one letter."""

    knop = "Bezwaar indienen"
    regios = RegioKeuze(
        label="Tegen welke uitkomst maakt u bezwaar?",
        queryset=Beslissing.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies één of meer regio’s."},
    )
    motivering = forms.CharField(
        label="Waarom bent u het er niet mee eens?",
        help_text="Schrijf per regio wat er volgens u niet klopt. Zonder redenen behandelen wij uw bezwaar niet.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Schrijf waarom u het niet eens bent."},
    )
    bestanden = BestandenField(
        label="Bewijs",
        required=False,
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, brief, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bestanden"].help_text = (
            f"Pdf, docx of xlsx, hoogstens {grootte(settings.MAX_BESTAND)} per bestand. "
            "U kunt meer bestanden tegelijk kiezen."
        )
        self.fields["regios"].queryset = brief.beslissingen.select_related(
            "regioinschrijving__toewijzing__regio"
        ).order_by("regioinschrijving__toewijzing__regio__naam")


class AntwoordForm(KnopForm):
    """The answer to a bezwaar."""

    knop = "Antwoord versturen"
    oordeel = forms.ChoiceField(label="Oordeel", choices=Oordeel, widget=forms.RadioSelect)
    antwoord = forms.CharField(
        label="Antwoord",
        help_text="Deze tekst gaat per e-mail naar de organisatie.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
