"""Forms of steps 5 and 6."""

from typing import Any

from django import forms

from kern.fouten import RegelFout
from partijen.forms import NettekstMixin
from selectie.feiten import lees_bronnen
from selectie.models import Kandidaat, Loting
from selectie.states import Methode

JA_NEE = [(True, "ja"), (False, "nee")]


def _ja_nee(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=JA_NEE,
        coerce=lambda waarde: {"True": True, "False": False}[str(waarde)],
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class KandidaatForm(NettekstMixin, forms.ModelForm):
    """Facts of one candidate; what is still open stays open and is named before freezing."""

    voorziet_in_leemte = _ja_nee("1. Voorziet in een leemte")
    wlz_contract = _ja_nee("2a. Wlz-contract met een zorgkantoor")
    wmo_contract = _ja_nee("2b. Wmo-contract met een gemeente van deze regio")
    anderszins = _ja_nee("2c. Andere aantoonbare ervaring")

    class Meta:
        model = Kandidaat
        fields = [
            "voorziet_in_leemte",
            "leemte_motivering",
            "wlz_contract",
            "wlz_contract_bewijs",
            "wmo_contract",
            "wmo_contract_bewijs",
            "anderszins",
            "anderszins_bewijs",
            "clientondersteuners",
            "geregistreerd",
        ]
        labels = {
            "leemte_motivering": "Waarom wel of niet",
            "wlz_contract_bewijs": "Bewijs bij 2a",
            "wmo_contract_bewijs": "Bewijs bij 2b",
            "anderszins_bewijs": "Bewijs bij 2c",
            "clientondersteuners": "3. Aantal cliëntondersteuners",
            "geregistreerd": "Daarvan aangesloten of ingeschreven",
        }
        widgets = {naam: forms.Textarea(attrs={"rows": 2}) for naam in labels if naam.endswith(("motivering", "bewijs"))}

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        totaal, deel = velden.get("clientondersteuners"), velden.get("geregistreerd")
        if totaal is not None and totaal < 1:
            self.add_error("clientondersteuners", "Vul een getal van minstens 1 in.")
        if totaal is not None and deel is not None and deel > totaal:
            self.add_error("geregistreerd", "Dit kan niet meer zijn dan het aantal cliëntondersteuners.")
        return velden


class BevriesForm(forms.Form):
    """What was seen is what is frozen."""

    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class LotingKlaarzettenForm(NettekstMixin, forms.Form):
    plaats_en_tijd = forms.CharField(
        label="Waar en wanneer loot de notaris?",
        max_length=200,
        help_text="Bijvoorbeeld: dinsdag 5 september 2017, 10.00 uur, kantoor van de notaris in Zwolle.",
    )
    methode = forms.ChoiceField(label="Hoe wordt er geloot?", choices=Methode, initial=Methode.HAND, widget=forms.RadioSelect)
    aangekondigde_bronnen = forms.CharField(
        label="Bronnen van toeval",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen bij berekenen. Eén bron per regel, die nu nog niet bestaat.",
    )

    def clean_aangekondigde_bronnen(self) -> list[str]:
        return [regel.strip() for regel in self.cleaned_data["aangekondigde_bronnen"].splitlines() if regel.strip()]


class LotingInvoerForm(NettekstMixin, forms.Form):
    """What the notaris enters: the order, or the values of the sources; the day and the proces-verbaal."""

    getrokken_op = forms.DateField(label="Dag van de loting", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    notaris_naam = forms.CharField(label="Naam en plaats van de notaris", max_length=120)
    proces_verbaal = forms.FileField(label="Proces-verbaal (pdf)")
    akkoord = forms.BooleanField(label="Ik heb als notaris geloot en sta in voor deze uitslag.")

    def __init__(self, *args: Any, loting: Loting, namen: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.loting = loting
        if loting.methode == Methode.RFC3797:
            for nummer, bron in enumerate(loting.aangekondigde_bronnen):
                self.fields[f"bron_{nummer}"] = forms.CharField(
                    label=f"Waarden van: {bron}", help_text="Hele getallen met een spatie ertussen."
                )
        else:
            keuzes = [("", "Kies een organisatie"), *((kenmerk, f"{naam} ({kenmerk})") for kenmerk, naam in namen)]
            for plek in range(len(namen)):
                self.fields[f"plek_{plek}"] = forms.ChoiceField(label=f"{plek + 1}e getrokken", choices=keuzes)
        vast = ["getrokken_op", "notaris_naam", "proces_verbaal", "akkoord"]
        self.order_fields([*(naam for naam in self.fields if naam not in vast), *vast])

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if self.errors:
            return velden
        if self.loting.methode == Methode.RFC3797:
            regels = [velden[f"bron_{n}"] for n in range(len(self.loting.aangekondigde_bronnen))]
            try:
                velden["bronnen"] = lees_bronnen(regels)
            except RegelFout as fout:
                raise forms.ValidationError(fout.tekst) from fout
            return velden
        velden["volgorde"] = [velden[f"plek_{n}"] for n in range(len(self.loting.deelnemers))]
        if len(set(velden["volgorde"])) != len(velden["volgorde"]):
            raise forms.ValidationError("U koos een organisatie twee keer. Elke organisatie staat één keer in de volgorde.")
        return velden


class RedenForm(NettekstMixin, forms.Form):
    reden = forms.CharField(label="Wat klopt er niet?", widget=forms.Textarea(attrs={"rows": 2}))
