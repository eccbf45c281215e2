"""Forms of ending an overeenkomst, of handing over, and of a change of control."""

from typing import Any

from django import forms

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from inschrijving.forms.basis import Getalveld
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from publicatie.forms.velden import DagVeld
from publicatie.models import Minimumeis
from uitvoering.forms.tekortkoming import EisKeuze
from uitvoering.models import Tekortkoming
from uitvoering.states.einde import Wie, Zeggenschapsoort, gronden


class DossierKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tekortkoming) -> str:
        return f"{obj}: {obj.verplichting}, termijn tot en met {obj.ingebrekestelling.termijn_tot:%d-%m-%Y}"


class PartijKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Overeenkomst) -> str:
        return str(obj.inschrijving.partijnaam)


class OpzegForm(KnopForm):
    """A notice; which of the other fields count depends on the ground."""

    grond = forms.ChoiceField(label="Op welke grond?", widget=forms.RadioSelect)
    laatste_dag = DagVeld(
        label="Laatste dag van de overeenkomst",
        help_text="Vandaag kan ook. Na een mislukte wijziging: drie maanden.",
    )
    toelichting = tekstveld("Toelichting", 5)
    wie = forms.ChoiceField(
        label="Wie is niet meer wat hij moet zijn?",
        choices=[("", "Niet van toepassing"), *Wie.choices],
        required=False,
        help_text="Alleen bij de eerste grond.",
    )
    eis = EisKeuze(
        label="Aan welke eis wordt niet voldaan?",
        queryset=Minimumeis.objects.none(),
        required=False,
        empty_label="Niet van toepassing",
        help_text="Alleen bij de eerste grond.",
    )
    sinds = DagVeld(
        label="Sinds of op welke dag?",
        required=False,
        help_text="Bij surseance, insolventie, zeggenschap, het stoppen van de onderneming en overmacht.",
    )
    wat = forms.CharField(
        label="Welke procedure, welke wijziging of welk deel?",
        max_length=120,
        required=False,
        help_text="Bij insolventie, zeggenschap en het stoppen van de onderneming.",
    )
    tot = DagVeld(
        label="Tot wanneer duurt de overmacht naar verwachting?", required=False, help_text="Alleen bij overmacht."
    )
    tekortkoming = DossierKeuze(
        label="Welke ingebrekestelling?",
        queryset=Tekortkoming.objects.none(),
        required=False,
        empty_label="Niet van toepassing",
        help_text="Alleen bij niet nakomen.",
    )
    termijn_tot = DagVeld(
        label="Laatste dag van de termijn in uw ingebrekestelling",
        required=False,
        help_text="Alleen bij niet nakomen.",
    )
    geen_ingebrekestelling = forms.BooleanField(
        label="Een ingebrekestelling is niet nodig. In de toelichting staat waarom.", required=False
    )

    def __init__(self, *args: Any, overeenkomst: Overeenkomst, kant: Kant, **kwargs: Any):
        self.knop = "Opzeggen" if kant == Kant.ORGANISATIE else "Opzegging klaarzetten voor een collega"
        super().__init__(*args, **kwargs)
        self.fields["grond"].choices = [(g.value, g.label) for g in gronden(kant)]  # type: ignore[attr-defined]
        self.fields["eis"].queryset = overeenkomst.inschrijving.ronde.eisen.all()  # type: ignore[attr-defined]
        if kant == Kant.ORGANISATIE:
            del self.fields["tekortkoming"]
            return
        del self.fields["termijn_tot"]
        gesteld = Tekortkoming.objects.filter(overeenkomst=overeenkomst, ingebrekestelling__isnull=False)
        keuze = gesteld.select_related("ingebrekestelling", "eis", "overeenkomst__inschrijving")
        self.fields["tekortkoming"].queryset = keuze  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if "tekortkoming" in self.fields:
            rij = schoon.pop("tekortkoming", None)
            schoon["tekortkoming_id"] = rij.pk if rij else None
        return schoon


class LopendForm(KnopForm):
    knop = "Aantal bewaren"
    aantal = Getalveld(
        label="Hoeveel ondersteuningsvragen lopen er?",
        decimalen=0,
        help_text="Alleen het aantal. Zet hier nooit gegevens van cliënten.",
    )


class OverdrachtForm(KnopForm):
    knop = "Overdracht vastleggen"
    ontvanger = PartijKeuze(
        label="Aan welke organisatie?", queryset=Overeenkomst.objects.none(), empty_label="Kies een organisatie"
    )
    aantal = Getalveld(label="Hoeveel ondersteuningsvragen?", decimalen=0)

    def __init__(self, *args: Any, ontvangers: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["ontvanger"].queryset = ontvangers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if rij := schoon.pop("ontvanger", None):
            schoon["ontvanger_id"] = rij.pk
        return schoon


class ZeggenschapForm(KnopForm):
    knop = "Wijziging melden"
    soort = forms.ChoiceField(label="Wat verandert er?", choices=Zeggenschapsoort, widget=forms.RadioSelect)
    dag = DagVeld(label="Op welke dag?")
    toelichting = tekstveld("Wat betekent dit voor cliënten?")


class ZeggenschapsoverlegForm(KnopForm):
    knop = "Uitkomst vastleggen"
    uitkomst = tekstveld("Wat is de uitkomst van het overleg?")
