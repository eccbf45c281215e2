"""The corrected facts of a region, a small form per party."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from bekendmaking.models import Beslissing
from partijen.forms import NettekstMixin
from selectie.forms import LotingKlaarzettenForm

VOLDOET_NIET = "voldoet_niet"
BLIJFT = "blijft"
SOORTEN = [
    (VOLDOET_NIET, "Voldoet niet"),
    ("bestaand", "Voldoet, bestaande organisatie"),
    ("nieuw", "Voldoet, nieuwe organisatie"),
    ("deels", "Voldoet, deel van het jaar een overeenkomst (telt als nieuw)"),
]
ERVARINGEN = [
    ("wlz_contract", "a. contract met een zorgkantoor"),
    ("wmo_contract", "b. eerder Wmo-contract met een gemeente in deze regio"),
    ("anderszins", "c. anders aangetoond"),
]


class HerzieningForm(NettekstMixin, forms.Form):
    """Why the region is decided anew; once something there is definitive also which of the two ways is left (A51)."""

    besluit = forms.ChoiceField(
        label="Wat besluit u?",
        choices=[
            ("herzien", "De regio herzien: niemand met een definitieve beslissing verliest een plaats"),
            (BLIJFT, "De beslissingen blijven: de feiten hieronder tellen dan niet mee"),
        ],
        widget=forms.RadioSelect,
    )
    reden = forms.CharField(
        label="Waarom u dit besluit",
        help_text="Deze tekst komt in elke brief van deze herziening. Verandert er niets, dan komt hij in het bericht "
        "aan wie gelijk kreeg. Noem geen andere organisaties.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, definitief: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not definitief:
            del self.fields["besluit"]


class HerlotingForm(LotingKlaarzettenForm):
    """The loting among new equals, for exactly the draft that was shown."""

    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class IntrekForm(NettekstMixin, forms.Form):
    """Why the loting of a herziening must not go on."""

    reden = forms.CharField(
        label="Waarom moet de loting niet doorgaan?",
        help_text="Dit staat in het bericht aan de deelnemers en later op de openbare bladzijde. Noem geen namen.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PartijForm(NettekstMixin, forms.Form):
    """What holds for one party in this region."""

    soort = forms.ChoiceField(label="Wat is deze organisatie in deze regio?", choices=SOORTEN)
    voorziet_in_leemte = forms.BooleanField(label="Voorziet in een leemte", required=False)
    ervaring = forms.MultipleChoiceField(
        label="Ervaring", choices=ERVARINGEN, widget=forms.CheckboxSelectMultiple, required=False
    )
    clientondersteuners = forms.IntegerField(label="Cliëntondersteuners", min_value=1, required=False)
    geregistreerd = forms.IntegerField(label="Aangesloten of ingeschreven", min_value=0, required=False)
    motivering = forms.CharField(
        label="Waarom voldoet deze organisatie niet meer?",
        help_text="Alleen als zij eerst wel voldeed.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args, beslissing: Beslissing, **kwargs):
        super().__init__(*args, **kwargs)
        self.beslissing = beslissing
        self.kenmerk = beslissing.regioinschrijving.inschrijving.kenmerk
        self.naam = beslissing.regioinschrijving.inschrijving.partijnaam

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("soort") in {"nieuw", "deels"}:
            for veld in ("clientondersteuners", "geregistreerd"):
                if gegevens.get(veld) is None and veld not in self.errors:
                    self.add_error(veld, "Vul dit aantal in.")
        return gegevens

    @property
    def kandidaat(self) -> dict[str, Any] | None:
        """The party as proefselectie reads it; None for one that does not meet the eisen."""
        gegevens = self.cleaned_data
        if gegevens["soort"] == VOLDOET_NIET:
            return None
        if gegevens["soort"] == "bestaand":
            return {"kenmerk": self.kenmerk, "soort": "bestaand"}
        velden = ("soort", "voorziet_in_leemte", "ervaring", "clientondersteuners", "geregistreerd")
        return {"kenmerk": self.kenmerk, **{veld: gegevens[veld] for veld in velden}}


def partijforms(data: Any, beslissingen: Sequence[Beslissing], invoer: Mapping[str, Any]) -> list[PartijForm]:
    """A form per party, filled with what holds now; of who did not meet the eisen only that."""
    bekend = {rij["kenmerk"]: rij for rij in invoer["kandidaten"]}
    niets = {"soort": VOLDOET_NIET}
    return [
        PartijForm(
            data,
            prefix=f"p{beslissing.pk}",
            initial=bekend.get(beslissing.regioinschrijving.inschrijving.kenmerk, niets),
            beslissing=beslissing,
        )
        for beslissing in beslissingen
    ]
