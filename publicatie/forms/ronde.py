"""Forms of the round itself: making it, and the three parts of its head."""

from copy import copy
from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

from kern.opmaak import MAANDEN, datum
from partijen.forms import NettekstMixin
from publicatie.forms.velden import BedragVeld, DagVeld, MomentVeld, RondeForm
from publicatie.gereed import VERLENGINGSNAMEN
from publicatie.models import Inkoopronde
from publicatie.states import Leveringsvorm, Rondesoort, Sector, Status
from publicatie.wijzigregels import VAST

MOMENTEN = (
    *("publicatie_op", "vragen_vanaf", "vragen_tot", "nota_op", "sluiting_op", "beoordeling_vanaf"),
    *("bekendmaking_op", "bezwaar_tot", "opschorting_tot", "overeenkomsten_vanaf"),
)
DAGEN = ("antwoord_uiterlijk", "ingang_op", "heropening_op")
TERMIJNEN = (
    *("bezwaar_dagen", "bezwaar_uiterste_dagen", "antwoord_dagen", "opschorting_dagen", "kort_geding_dagen"),
    *("overige_geschillen_dagen", "opening_na_minuten", "opening_binnen_minuten"),
)
NIET_BIJ_VERLENGING = (
    *("heropening_op", "maximum_per_regio", "onderscheid_bestaand", "referentiejaar", "looptijd_nieuw_tot"),
    "min_clientondersteuners",
)
BEZET = frozenset({"nieuw"})  # words of the addresses


class MaakRondeForm(NettekstMixin, forms.Form):
    """A new draft: empty, or a copy."""

    naam = forms.CharField(label="Naam", max_length=120)
    code = forms.SlugField(
        label="Code", max_length=50, help_text="Kort, voor het adres van de bladzijde. Bijvoorbeeld 2029-2030."
    )
    van = forms.ModelChoiceField(
        label="Overnemen van",
        queryset=Inkoopronde.objects.exclude(soort=Rondesoort.VERLENGING),
        required=False,
        empty_label="Niets: begin leeg",
        help_text="Datums, bedragen, bestanden en leemten nemen wij niet over.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("maak", "Ronde maken"))

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code in BEZET:
            raise forms.ValidationError("Kies een andere code.")
        return code


class VerlengForm(MaakRondeForm):
    """A draft extension round; the first proposal is the year after the first overeenkomsten end."""

    van = None
    ingang_op = DagVeld(label="Eerste dag van de verlenging")
    tot = DagVeld(label="Laatste dag van de verlenging")

    def __init__(self, *args, ronde, **kwargs):
        super().__init__(*args, **kwargs)
        if ronde.verlenging_tot:
            self.fields["tot"].help_text = f"Deze ronde laat verlengen tot en met {datum(ronde.verlenging_tot)}."
        if eind := [dag for dag in (ronde.looptijd_nieuw_tot, ronde.looptijd_bestaand_tot) if dag]:
            ingang = min(eind) + timedelta(days=1)
            self.initial = {
                "naam": f"{ronde.naam}, verlenging {ingang.year}",
                "code": f"{ronde.code}-verlenging-{ingang.year}",
                "ingang_op": ingang,
                "tot": date(ingang.year, 12, 31),
            }


class KopForm(RondeForm, forms.ModelForm):
    """A part of the head; what lies fixed since the publication is shown and cannot be changed."""

    uitleg = ""

    def __init__(self, *args, ronde, **kwargs):
        super().__init__(*args, ronde=ronde, instance=copy(ronde), **kwargs)
        if ronde.is_verlenging:
            for naam in set(NIET_BIJ_VERLENGING) & set(self.fields):
                del self.fields[naam]
            for naam in VERLENGINGSNAMEN.keys() & set(self.fields):
                self.fields[naam].label = VERLENGINGSNAMEN[naam]
        if ronde.status == Status.GEPUBLICEERD:
            for naam in VAST & set(self.fields):
                self.fields[naam].disabled = True
                self.fields[naam].help_text = "Ligt vast sinds de publicatie." + (
                    " Later kan met uitstel, door twee mensen." if naam == "sluiting_op" else ""
                )


class AlgemeenForm(KopForm):
    titel = "Algemeen"
    sectoren = forms.MultipleChoiceField(
        label="Sectoren", choices=Sector, required=False, widget=forms.CheckboxSelectMultiple
    )
    leveringsvormen = forms.MultipleChoiceField(
        label="Leveringsvormen", choices=Leveringsvorm, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Inkoopronde
        fields = [
            *("naam", "code", "opsteller", "mede_opstellers", "versie", "definitie", "sectoren", "leveringsvormen"),
            *("mandaat_van", "mandaat_tot"),
        ]
        field_classes = dict.fromkeys(("mandaat_van", "mandaat_tot"), DagVeld)
        widgets = {"definitie": forms.Textarea(attrs={"rows": 5})}


class TijdschemaForm(KopForm):
    titel = "Tijdschema en termijnen"
    uitleg = (
        "Alle tijden zijn Nederlandse tijd. Valt een moment in het weekend of op een feestdag, dan waarschuwen wij. "
        "Het schuift niet vanzelf op. Termijnen zijn in kalenderdagen na de datum op de brief."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset("Momenten", *MOMENTEN),
            Fieldset("Dagen", *(naam for naam in DAGEN if naam in self.fields)),
            Fieldset("Termijnen", *TERMIJNEN),
            *(naam for naam in self.fields if naam == "reden"),
        )

    class Meta:
        model = Inkoopronde
        fields = [*MOMENTEN, *DAGEN, *TERMIJNEN]
        field_classes = dict.fromkeys(MOMENTEN, MomentVeld) | dict.fromkeys(DAGEN, DagVeld)


class ParametersForm(KopForm):
    titel = "Parameters"
    tarief = BedragVeld(label="Tarief per uur in euro", required=False)
    herzieningsmaanden = forms.TypedMultipleChoiceField(
        label="Maanden van herziening",
        choices=[(nummer, naam) for nummer, naam in enumerate(MAANDEN, 1)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Inkoopronde
        fields = [
            *("maximum_per_regio", "onderscheid_bestaand", "referentiejaar", "tarief", "budgeteenheid"),
            *("looptijd_bestaand_tot", "looptijd_nieuw_tot", "verlenging_tot", "document_max_maanden"),
            *("min_clientondersteuners", "herzieningsmaanden", "overheveling_streng"),
            *("derde_bron", "extra_geld_met"),
        ]
        field_classes = dict.fromkeys(("looptijd_bestaand_tot", "looptijd_nieuw_tot", "verlenging_tot"), DagVeld)


DELEN: dict[str, type[KopForm]] = {"algemeen": AlgemeenForm, "tijdschema": TijdschemaForm, "parameters": ParametersForm}
