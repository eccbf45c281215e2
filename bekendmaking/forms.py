"""Forms of chapter 3."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings

from bekendmaking.bord import KLAAR
from bekendmaking.models import Beslissing
from bekendmaking.states import Kanaal, Oordeel
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

    def __init__(self, *args, knop="", **kwargs):
        self.knop = knop or self.knop
        super().__init__(*args, **kwargs)


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


class BordFilter(NettekstMixin, forms.Form):
    """Above the board: one region, one kind of lack, or only what is ready."""

    regio = forms.ChoiceField(label="Regio", required=False)
    soort = forms.ChoiceField(label="Wat nog moet", required=False)

    def __init__(self, *args, regios, tellingen, **kwargs):
        """`regios`: names to choose from; `tellingen`: kinds of lack with the number of dossiers."""
        super().__init__(*args, **kwargs)
        self.fields["regio"].choices = [("", "Alle"), *((naam, naam) for naam in regios)]
        soorten = [(soort.value, f"{soort.label} ({aantal})") for soort, aantal in tellingen]
        self.fields["soort"].choices = [("", "Alles"), *soorten, (KLAAR, "Niets, klaar")]


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
        geldig = Beslissing.objects.geldig().filter(brief=brief).select_related("regioinschrijving__toewijzing__regio")
        self.fields["regios"].queryset = geldig.order_by("regioinschrijving__toewijzing__regio__naam")


class RegistreerForm(BezwaarForm):
    """A bezwaar that did not come through the portal, entered by hand."""

    knop = "Bezwaar vastleggen"
    kanaal = forms.ChoiceField(
        label="Hoe kwam het bezwaar binnen?",
        choices=[(k.value, k.label) for k in Kanaal if k is not Kanaal.PORTAAL],
        widget=forms.RadioSelect,
        help_text="Alleen een bezwaar aan het bezwaaradres wordt behandeld. Bij elke andere keuze krijgt de "
        "organisatie meteen bericht dat haar bezwaar niet in behandeling is genomen.",
    )
    ontvangen_op = forms.DateTimeField(
        label="Wanneer kwam het binnen?",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Vul een datum en tijd in, zoals 26-09-2017 14:00."},
    )

    field_order = ("kanaal", "ontvangen_op", "regios", "motivering", "bestanden", "sleutel")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regios"].label = "Tegen welke uitkomst gaat het bezwaar?"
        self.fields["motivering"].label = "Redenen, zoals de organisatie ze gaf"
        self.fields["motivering"].help_text = "Neem ze over zoals ze binnenkwamen, of schrijf op wat er is gezegd."


class BehandelaarForm(KnopForm):
    """Who handles a bezwaar."""

    behandelaar_id = forms.TypedChoiceField(
        label="Wie behandelt dit bezwaar?",
        coerce=int,
        help_text="Alleen wie het dossier niet beoordeelde en er geen belang bij heeft.",
    )

    def __init__(self, *args, knop, keuze, **kwargs):
        self.knop = knop
        super().__init__(*args, **kwargs)
        namen = [(mens.pk, str(mens)) for mens in keuze.kan]
        self.fields["behandelaar_id"].choices = [*namen, *keuze.kan_niet.items()] if self.is_bound else namen


class AntwoordForm(KnopForm):
    """The answer to a bezwaar."""

    knop = "Antwoord versturen"
    oordeel = forms.ChoiceField(label="Oordeel", choices=Oordeel, widget=forms.RadioSelect)
    antwoord = forms.CharField(
        label="Antwoord",
        help_text="Deze tekst komt in de brief. De brief gaat per e-mail naar de organisatie.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
