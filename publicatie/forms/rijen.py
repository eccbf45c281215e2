"""Forms of the rows of a round: national amounts, eisen, documents per class, criteria, diensten and bijlagen."""

from django import forms

from publicatie.forms.velden import BedragVeld, RondeForm
from publicatie.models import Dienst, Documenteis, LandelijkBedrag, Minimumeis, Rondedocument, Selectiecriterium
from publicatie.states import Criteriumcode

KORT = forms.Textarea(attrs={"rows": 3})


class RijForm(RondeForm, forms.ModelForm):
    """A row; `instance` is None for a new one. What the row clashes with, the action says."""

    def __init__(self, *args, ronde, **kwargs):
        super().__init__(*args, ronde=ronde, **kwargs)
        self.order_fields([*(naam for naam in self.fields if naam != "reden"), "reden"])


class BedragForm(RijForm):
    bedrag = BedragVeld(label="Bedrag in euro", required=False, help_text="Laat leeg als het nog niet bekend is.")

    class Meta:
        model = LandelijkBedrag
        fields = ["jaar", "bedrag", "voorlopig", "bron"]


class EisForm(RijForm):
    aandachtspunten = forms.CharField(
        label="Aandachtspunten", required=False, widget=KORT, help_text="Een punt per regel, voor wie beoordeelt."
    )

    class Meta:
        model = Minimumeis
        fields = ["nummer", "titel", "tekst", "thema", "paragraaf", "regionaal", "uit_register", "aandachtspunten"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["aandachtspunten"] = "\n".join(self.instance.aandachtspunten)
        if not self.ronde.is_verlenging:
            del self.fields["uit_register"]

    def clean_aandachtspunten(self):
        regels = self.cleaned_data["aandachtspunten"].splitlines()
        return [regel.strip() for regel in regels if regel.strip()]


class DocumenteisForm(RijForm):
    class Meta:
        model = Documenteis
        fields = [
            *("klasse", "volgnummer", "soort", "titel", "toelichting", "uploaden"),
            *("alleen_samenwerkingsverband", "per_deelnemer", "heeft_datum"),
        ]
        widgets = {"toelichting": KORT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.ronde.is_verlenging:
            self.fields["klasse"].choices = [(klasse, klasse.label) for klasse in self.ronde.klassen]


class CriteriumForm(RijForm):
    code = forms.ChoiceField(label="Wat wij vergelijken", choices=Criteriumcode)

    class Meta:
        model = Selectiecriterium
        fields = ["volgnummer", "code", "titel", "toelichting"]
        widgets = {"toelichting": KORT}


class DienstForm(RijForm):
    class Meta:
        model = Dienst
        fields = ["nummer", "naam", "richtminuten"]


class BijlageForm(RijForm):
    """The slot; what is in it comes with `InhoudForm`."""

    class Meta:
        model = Rondedocument
        fields = ["slot", "titel", "volgnummer", "verplicht"]
        labels = {"slot": "Code van de bijlage"}
        help_texts = {"slot": "Bijvoorbeeld bijlage-2, of bijlage-2-a voor een bijlage daarvan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].disabled = self.instance.pk is not None


class InhoudForm(RondeForm, forms.Form):
    """The next version in a slot: a file, or the address of one elsewhere."""

    knop = "Plaatsen"
    bestand = forms.FileField(label="Bestand", required=False, help_text="Pdf, docx of xlsx.")
    adres = forms.URLField(
        label="Of het adres op een andere website", required=False, assume_scheme="https", max_length=200
    )

    def clean(self):
        velden = super().clean()
        if not self.errors and bool(velden.get("bestand")) == bool(velden.get("adres")):
            raise forms.ValidationError("Kies een bestand of vul een adres in, niet allebei.")
        return velden


class VerwijderForm(RondeForm, forms.Form):
    knop = "Verwijderen"
