"""The form of a trial: one candidate, its facts, and the maximum. Read with GET: it changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from partijen.forms import NettekstMixin
from selectie import invoer, rules

SOORTEN = [("nieuw", "nieuw"), ("deels", "deels (telt als nieuw)"), ("bestaand", "bestaand"), ("", "doet niet mee")]
WEG = "weg"  # in the address an empty value would read as not chosen


class KeuzeForm(NettekstMixin, forms.Form):
    """Whose facts to change; nobody means: only the maximum."""

    kandidaat = forms.ChoiceField(label="Bij welke organisatie wilt u iets veranderen?", required=False)

    def __init__(self, *args: Any, keuzes: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kandidaat"].choices = [("", "geen, alleen het aantal plaatsen"), *keuzes]


class ProefForm(KeuzeForm):
    """The changed facts; what a bestaande or absent party does not need is not asked."""

    kandidaat = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    maximum = forms.IntegerField(label="Aantal plaatsen in de regio", min_value=1, max_value=99)
    soort = forms.ChoiceField(label="Soort", choices=[(waarde or WEG, naam) for waarde, naam in SOORTEN])
    leemte = forms.BooleanField(label="1. Voorziet in een leemte", required=False)
    wlz_contract = forms.BooleanField(label="2a. Wlz-contract met een zorgkantoor", required=False)
    wmo_contract = forms.BooleanField(label="2b. Wmo-contract met een gemeente van deze regio", required=False)
    anderszins = forms.BooleanField(label="2c. Andere ervaring die is aangetoond", required=False)
    clientondersteuners = forms.IntegerField(
        label="3. Aantal cliëntondersteuners", min_value=1, max_value=100_000, required=False
    )
    geregistreerd = forms.IntegerField(
        label="Hoeveel daarvan aangesloten of ingeschreven zijn", min_value=0, max_value=100_000, required=False
    )

    def __init__(self, *args: Any, gekozen: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not gekozen:
            for naam in [naam for naam in self.fields if naam not in ("kandidaat", "maximum")]:
                del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if velden.get("soort") in ("nieuw", "deels"):
            totaal, deel = velden.get("clientondersteuners"), velden.get("geregistreerd")
            if totaal is None or deel is None:
                self.add_error("clientondersteuners", "Vul bij een nieuwe organisatie beide aantallen in.")
            elif deel > totaal:
                self.add_error("geregistreerd", "Dit kunnen er niet meer zijn dan er cliëntondersteuners zijn.")
        return velden

    def velden(self) -> dict[str, Any]:
        """The facts as proefselectie names them; soort '' for a party that does not take part."""
        schoon = self.cleaned_data
        return {
            "soort": "" if schoon.get("soort") == WEG else schoon.get("soort", ""),
            "voorziet_in_leemte": schoon.get("leemte"),
            "ervaring": [soort for soort in invoer.ERVARINGEN if schoon.get(soort)],
            "clientondersteuners": schoon.get("clientondersteuners"),
            "geregistreerd": schoon.get("geregistreerd"),
        }


def begin(gegevens: Mapping[str, Any], kenmerk: str) -> dict[str, Any]:
    """What the form shows first: the facts as they are."""
    rij = next((rij for rij in gegevens["kandidaten"] if rij["kenmerk"] == kenmerk), None)
    eerst: dict[str, Any] = {"kandidaat": kenmerk, "maximum": gegevens["maximum"]}
    if rij is None:
        return eerst
    eerst["soort"] = rij["soort"]
    if rij["soort"] != rules.Soort.BESTAAND:
        eerst |= {veld: veld in rij["ervaring"] for veld in invoer.ERVARINGEN}
        eerst |= {veld: rij[veld] for veld in ("clientondersteuners", "geregistreerd")}
        eerst["leemte"] = rij["voorziet_in_leemte"]
    return eerst
