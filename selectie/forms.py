"""Forms of steps 5 and 6."""

from typing import Any

from django import forms

from kern.fouten import RegelFout
from partijen.forms import NettekstMixin
from selectie import feiten
from selectie.models import Kandidaat, Loting
from selectie.states import Methode

PAS_LATER = "Noem bronnen die pas vanaf het moment van de loting bekend worden."
TEKST = forms.Textarea(attrs={"rows": 2})


def _ja_nee(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", "ja"), ("False", "nee")],
        coerce=lambda waarde: waarde == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class KandidaatForm(NettekstMixin, forms.ModelForm):
    """Facts of one candidate; what is still open stays open and is named before freezing."""

    wlz_contract = _ja_nee("2a. Wlz-contract met een zorgkantoor")
    wmo_contract = _ja_nee("2b. Eerder Wmo-contract met een gemeente van deze regio")
    anderszins = _ja_nee("2c. Andere ervaring die is aangetoond")

    class Meta:
        model = Kandidaat
        fields = feiten.FEITVELDEN
        labels = {
            "wlz_contract_bewijs": "Bewijs bij 2a",
            "wmo_contract_bewijs": "Bewijs bij 2b",
            "anderszins_bewijs": "Bewijs bij 2c",
            "clientondersteuners": "3. Aantal cliëntondersteuners",
            "geregistreerd": "Hoeveel daarvan aangesloten of ingeschreven zijn",
            "aandeel_toelichting": "Waarom dit afwijkt van de lijst",
        }
        widgets = {
            "wlz_contract_bewijs": TEKST,
            "wmo_contract_bewijs": TEKST,
            "anderszins_bewijs": TEKST,
            "aandeel_toelichting": TEKST,
        }
        help_texts = {"aandeel_toelichting": "Alleen invullen als de aantallen anders zijn dan op de lijst."}

    def paren(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """A question with its reason or proof, two by two."""
        velden = list(self)[:-1]
        return list(zip(velden[::2], velden[1::2], strict=True))

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        try:
            feiten.controleer_aantallen(velden.get("clientondersteuners"), velden.get("geregistreerd"))
        except RegelFout as fout:
            self.add_error("geregistreerd", fout.tekst)
        return velden


class LeemteForm(NettekstMixin, forms.Form):
    """The answer of one beoordelaar on one gap."""

    voorziet = forms.TypedChoiceField(
        label="Voorziet de organisatie in deze leemte?",
        choices=[("True", "ja"), ("False", "nee")],
        coerce=lambda waarde: waarde == "True",
        widget=forms.RadioSelect,
    )
    motivering = forms.CharField(
        label="Waarom?",
        widget=TEKST,
        help_text="Vergelijk met het aanbod van de bestaande organisaties, niet met dat van andere kandidaten.",
    )


class BevriesForm(NettekstMixin, forms.Form):
    """What was seen is what is frozen."""

    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AfspraakForm(NettekstMixin, forms.Form):
    """Where and when the notaris draws."""

    plaats = forms.CharField(
        label="Waar loot de notaris?", max_length=200, help_text="Bijvoorbeeld: notariskantoor Vogeldam, Zwolle."
    )
    trekking_op = forms.DateTimeField(
        label="Wanneer?",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Pas vanaf dit moment bestaat er toeval. Alle uitnodigingen zijn dan al verstuurd.",
    )


class BronnenForm(AfspraakForm):
    """The same, with the sources of chance of a computed loting; fixed before they exist (V7)."""

    aangekondigde_bronnen = forms.CharField(
        label="Bronnen van toeval",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen bij berekenen. Eén bron per regel, met haar datum. " + PAS_LATER,
    )

    def clean_aangekondigde_bronnen(self) -> list[str]:
        return [regel.strip() for regel in self.cleaned_data["aangekondigde_bronnen"].splitlines() if regel.strip()]


class VerzetForm(BronnenForm):
    """Another moment, why, and for a computed loting the sources that go with it."""

    reden = forms.CharField(
        label="Waarom een ander moment?", widget=TEKST, help_text="Dit staat in de nieuwe uitnodiging."
    )

    def __init__(self, *args: Any, methode: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        bronnen = self.fields["aangekondigde_bronnen"]
        bronnen.required = True
        bronnen.label, bronnen.help_text = (
            "Nieuwe bronnen van toeval",
            "Eén bron per regel, met haar datum. " + PAS_LATER,
        )
        if methode == Methode.HAND:
            del self.fields["aangekondigde_bronnen"]


class LotingKlaarzettenForm(BronnenForm):
    """How, where and when."""

    methode = forms.ChoiceField(
        label="Hoe wordt er geloot?", choices=Methode, initial=Methode.HAND, widget=forms.RadioSelect
    )
    field_order = ["plaats", "trekking_op", "methode", "aangekondigde_bronnen"]


class LotingInvoerForm(NettekstMixin, forms.Form):
    """What the notaris enters: the order, or the values of the sources; the day and the proces-verbaal."""

    getrokken_op = forms.DateField(
        label="Dag van de loting", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    notaris_naam = forms.CharField(label="Naam en plaats van de notaris", max_length=120)
    proces_verbaal = forms.FileField(
        label="Proces-verbaal", help_text="PDF, hoogstens 25 MB.", widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    akkoord = forms.BooleanField(label="Ik ben de notaris die heeft geloot en ik sta in voor deze uitslag.")

    def __init__(self, *args: Any, loting: Loting, namen: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.loting = loting
        vast = list(self.fields)
        if loting.methode == Methode.RFC3797:
            for nummer, bron in enumerate(loting.aangekondigde_bronnen, start=1):
                self.fields[f"bron_{nummer}"] = forms.CharField(
                    label=f"Waarden van bron {nummer}: {bron}", help_text="Hele getallen met een spatie ertussen."
                )
                self.fields[f"vindplaats_{nummer}"] = forms.CharField(
                    label=f"Waar iedereen de waarden van bron {nummer} kan nakijken", max_length=300
                )
        else:
            for nummer, (kenmerk, naam) in enumerate(namen, start=1):
                self.fields[f"plek_{nummer}"] = forms.IntegerField(
                    label=f"{naam} ({kenmerk})", min_value=1, max_value=len(namen), help_text="1 is eerst getrokken."
                )
        self.order_fields([*(naam for naam in self.fields if naam not in vast), *vast])

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if self.errors:
            return velden
        if self.loting.methode == Methode.RFC3797:
            try:
                velden["bronnen"] = feiten.lees_bronnen(self._reeks(velden, "bron_"))
            except RegelFout as fout:
                raise forms.ValidationError(fout.tekst) from fout
            velden["vindplaatsen"] = self._reeks(velden, "vindplaats_")
            return velden
        plekken = self._reeks(velden, "plek_")
        if dubbel := sorted({plek for plek in plekken if plekken.count(plek) > 1}):
            raise forms.ValidationError(f"Nummer {dubbel[0]} staat er twee keer. Elk nummer hoort bij één organisatie.")
        paren = zip(plekken, self.loting.deelnemers, strict=True)
        velden["volgorde"] = [kenmerk for _, kenmerk in sorted(paren)]
        return velden

    @staticmethod
    def _reeks(velden: dict[str, Any], begin: str) -> list[Any]:
        """The values of the numbered fields, in order."""
        return [velden[f"{begin}{nummer}"] for nummer in range(1, 1 + sum(naam.startswith(begin) for naam in velden))]


class RedenForm(NettekstMixin, forms.Form):
    reden = forms.CharField(label="Wat klopt er niet?", widget=forms.Textarea(attrs={"rows": 2}))


class TerugForm(NettekstMixin, forms.Form):
    """Why a freezing has to be taken back."""

    reden = forms.CharField(
        label="Waarom moet de bevriezing terug?",
        widget=TEKST,
        help_text="Bijvoorbeeld: een oordeel is heropend. Dit staat in het selectieverslag. Staat er een loting klaar? "
        "Dan staat het ook in het bericht aan de deelnemers en later op de openbare bladzijde. Noem geen namen.",
    )
