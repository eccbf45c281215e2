"""Forms of offering and signing: what was seen is what is offered and signed."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from inschrijving.models import Inschrijving, Regioinschrijving
from overeenkomst.states import NIET_GESLOTEN, Contactsoort, Stand


def _gezien() -> forms.RegexField:
    return forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class AanbiedForm(KnopForm):
    knop = "Overeenkomst aanbieden"
    gezien = _gezien()


class HeropenForm(KnopForm):
    knop = "Concept maken"
    gezien = _gezien()


class TekenForm(KnopForm):
    """The hash of the document that was read, and as what and where one signs."""

    gezien = _gezien()
    functie = forms.CharField(label="Uw functie", max_length=80)
    plaats = forms.CharField(label="Plaats waar u tekent", max_length=80)

    def __init__(self, *args: Any, knop: str, **kwargs: Any):
        self.knop = knop
        super().__init__(*args, **kwargs)


class GetekendForm(TekenForm):
    """The offered PDF with the digital signatures in it."""

    bestand = forms.FileField(
        label="De getekende overeenkomst",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text="De PDF uit het portaal, met de digitale handtekening van iedereen die moet tekenen.",
    )


class ContactForm(KnopForm):
    knop = "Contactpersoon toevoegen"
    soort = forms.ChoiceField(
        label="Waarvoor", choices=Contactsoort, widget=forms.RadioSelect, initial=Contactsoort.AFSPRAKEN
    )
    naam = forms.CharField(label="Naam", max_length=120)
    functie = forms.CharField(label="Functie", max_length=80)
    telefoon = forms.CharField(label="Telefoon", max_length=20)
    email = forms.EmailField(label="E-mailadres")


class GegevensForm(KnopForm):
    """What an overeenkomst says of the zorgkantoor (OV-002)."""

    knop = "Gegevens bewaren"
    kvk_nummer = forms.RegexField(
        label="KvK-nummer",
        regex=r"^[0-9]{8}$",
        error_messages={"invalid": "Een KvK-nummer heeft 8 cijfers."},
    )
    rechtbank = forms.CharField(
        label="Plaats van de bevoegde rechtbank", max_length=80, help_text="Bijvoorbeeld: Utrecht."
    )


class RegioafspraakForm(KnopForm):
    """What is agreed for each region, beside the national text (OV-035)."""

    knop = "Afspraken bewaren"

    def __init__(self, *args: Any, delen: Sequence[Regioinschrijving], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for deel in delen:
            self.fields[f"regio_{deel.pk}"] = forms.CharField(
                label=f"Afspraken voor {deel.toewijzing.regio.naam}",
                required=False,
                max_length=5000,
                initial=deel.regioafspraak.tekst if hasattr(deel, "regioafspraak") else "",
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def teksten(self) -> dict[int, str]:
        """Per Regioinschrijving."""
        return {int(naam.removeprefix("regio_")): tekst for naam, tekst in self.cleaned_data.items()}


LAAT = "te_laat"


class OvereenkomstFilter(django_filters.FilterSet):
    """Above the list of overeenkomsten."""

    zoek = django_filters.CharFilter(label="Zoek op naam, kenmerk of KvK-nummer", method="filter_zoek")
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", method="filter_stand")
    regio = django_filters.ChoiceFilter(label="Regio", empty_label="Alle", method="filter_regio")
    ronde = django_filters.ChoiceFilter(label="Ronde", empty_label="Alle", field_name="ronde__code")

    class Meta:
        model = Inschrijving
        fields: list[str] = []

    def __init__(self, *args: Any, regios: Sequence[tuple[str, str]], rondes: Sequence[tuple[str, str]], **kwargs: Any):
        """`regios` and `rondes`: key and name of those to choose from."""
        super().__init__(*args, **kwargs)
        self.filters["stand"].extra["choices"] = [*Stand.choices, (LAAT, "Te laat: niet op tijd getekend")]
        self.filters["regio"].extra["choices"] = regios
        self.filters["ronde"].extra["choices"] = rondes

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        velden = ("organisatie__statutaire_naam", "verbandnaam", "kenmerk", "organisatie__kvk_nummer")
        treffer = Q()
        for veld in velden:
            treffer |= Q(**{f"{veld}__icontains": woord})
        return rijen.filter(treffer)

    def filter_stand(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        if waarde == LAAT:
            return rijen.filter(te_laat=True, stand__in=NIET_GESLOTEN)
        return rijen.filter(stand=waarde)

    def filter_regio(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        return rijen.filter(regios__toewijzing__regio__sleutel=waarde)
