"""Forms of kort geding and other disputes."""

from django import forms

from bekendmaking.forms import KnopForm
from bekendmaking.models import Beslissing
from bekendmaking.states import Uitspraak


def dagveld(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een datum in, zoals 05-10-2017."},
    )


def tekstveld(label: str, regels: int = 3) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": regels}))


class RegioKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Beslissing) -> str:
        return str(obj)


class KortGedingForm(KnopForm):
    """A dagvaarding against one decision of a letter."""

    knop = "Kort geding vastleggen"
    beslissing = RegioKeuze(
        label="Tegen welke uitkomst?", queryset=Beslissing.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    betekend_op = dagveld("Op welke dag is de dagvaarding betekend?")
    rechtbank = forms.CharField(label="Rechtbank", max_length=80)
    zaaknummer = forms.CharField(label="Zaaknummer", max_length=40, required=False)

    def __init__(self, *args, brief, **kwargs):
        super().__init__(*args, **kwargs)
        rijen = brief.beslissingen.select_related("regioinschrijving__toewijzing__regio")
        self.fields["beslissing"].queryset = rijen.order_by("regioinschrijving__toewijzing__regio__naam")


class UitspraakForm(KnopForm):
    knop = "Uitspraak vastleggen"
    uitspraak = forms.ChoiceField(label="Wat besliste de rechter?", choices=Uitspraak, widget=forms.RadioSelect)
    uitspraak_op = dagveld("Op welke dag?")
    kenmerk = forms.CharField(
        label="Kenmerk van de uitspraak", max_length=60, help_text="Het zaaknummer of de ECLI, zoals op het vonnis."
    )
    vonnis = forms.FileField(
        label="Vonnis",
        required=False,
        help_text="Een PDF. Nodig als de vordering is toegewezen, want dan wordt de regio herzien.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )
    toelichting = tekstveld("Wat is er beslist, en wat volgt eruit?")


class GeschilForm(KnopForm):
    """The start of any other dispute."""

    knop = "Geschil vastleggen"
    onderwerp = tekstveld("Waar gaat het geschil over?")
    omstandigheid_op = dagveld("Op welke dag kon de organisatie de omstandigheid kennen?")


class ContractgeschilForm(GeschilForm):
    """The start of a dispute on an overeenkomst."""

    omstandigheid_op = dagveld("Op welke dag ontstond het geschil?")


class OverlegForm(KnopForm):
    knop = "Overleg vastleggen"
    overleg_op = dagveld("Op welke dag was het overleg?")
    uitkomst = tekstveld("Wat leverde het overleg op?")


class VoorleggenForm(KnopForm):
    knop = "Naar de rechter: vastleggen"
    aanhangig_op = dagveld("Op welke dag kwam het bij de rechter?")
    rechtbank = forms.CharField(label="Rechtbank", max_length=80)


class SluitForm(KnopForm):
    knop = "Geschil sluiten"
    uitkomst = tekstveld("Wat is de uitkomst?")
