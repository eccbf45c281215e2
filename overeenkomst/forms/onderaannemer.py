"""Forms of onderaannemers: the report, the acts of both sides on it, and the filter of the list."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from inschrijving.forms.basis import Getalveld
from inschrijving.models import Regioinschrijving
from kern import klok
from kern.opmaak import datum
from overeenkomst.models import Onderaannemer
from overeenkomst.states import Onderaannemerstatus
from publicatie.forms.velden import DagVeld
from publicatie.models import Regio

JA_NEE = [("ja", "Ja"), ("nee", "Nee")]
DEEL = "Procent van de uren die per regio zijn afgesproken."
VOORBIJ = "voorbij"
ZONDER_VERKLARING = {"required": "Zonder deze verklaring kunt u geen onderaannemer melden."}


def _tekst(label: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


def _aandeel(label: str) -> Getalveld:
    return Getalveld(label=label, required=False, decimalen=2, maximum=100, help_text=DEEL)


class JaNeeVeld(forms.TypedChoiceField):
    """Yes or no, without a choice made beforehand."""

    def __init__(self, **kwargs: Any):
        super().__init__(choices=JA_NEE, coerce=lambda waarde: waarde == "ja", widget=forms.RadioSelect, **kwargs)


class MeldForm(KnopForm):
    """Who, where, what and from when, with the two declarations of art. 19."""

    knop = "Onderaannemer melden"
    naam = forms.CharField(label="Naam van de onderaannemer", max_length=200)
    kvk_nummer = forms.RegexField(
        label="KvK-nummer", regex=r"^[0-9]{8}$", error_messages={"invalid": "Een KvK-nummer heeft 8 cijfers."}
    )
    regios = forms.TypedMultipleChoiceField(
        label="Regio’s",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies een of meer regio’s."},
    )
    werk = _tekst("Wat doet de onderaannemer?")
    vanaf = DagVeld(
        label="Eerste dag van het werk", help_text="Later dan vandaag. Meld op tijd: zonder akkoord geen begin."
    )
    aandeel = _aandeel("Deel van de uren, als u het al weet")
    zelfde_eisen = forms.BooleanField(
        label="Wij staan ervoor in dat de onderaannemer voldoet aan dezelfde eisen als wij zelf.",
        error_messages=ZONDER_VERKLARING,
    )
    geen_facturen = forms.BooleanField(
        label="Wij zien erop toe dat de onderaannemer geen facturen stuurt aan cliënten voor dit werk.",
        error_messages=ZONDER_VERKLARING,
    )

    def __init__(self, *args: Any, regios: Iterable[Regioinschrijving], **kwargs: Any):
        super().__init__(*args, **kwargs)
        keuzes = [(rij.pk, rij.toewijzing.regio.naam) for rij in regios]
        self.fields["regios"].choices = keuzes  # type: ignore[attr-defined]


class DaadForm(KnopForm):
    """An act on one onderaannemer."""

    def __init__(self, *args: Any, rij: Onderaannemer, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rij = rij


class AntwoordForm(DaadForm):
    knop = "Antwoord versturen"
    akkoord = JaNeeVeld(label="Gaat het zorgkantoor akkoord?")
    reden = _tekst("Waarom?", help_text="De organisatie krijgt deze reden te lezen.")


class VraagForm(DaadForm):
    knop = "Vraag versturen"
    vraag = _tekst("Wat wilt u weten?", help_text="Bijvoorbeeld over het deel van de uren dat de onderaannemer doet.")


class InlichtingForm(DaadForm):
    knop = "Vraag beantwoorden"
    antwoord = _tekst("Uw antwoord")
    aandeel = _aandeel("Deel van de uren")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["aandeel"].initial = self.rij.aandeel


class BeginForm(DaadForm):
    knop = "Begin vastleggen"
    op = DagVeld(label="Op welke dag is de onderaannemer begonnen?")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["op"].help_text = f"Op zijn vroegst {datum(self.rij.vanaf)}."


class IntrekForm(DaadForm):
    knop = "Melding intrekken"
    reden = _tekst("Waarom?", help_text="Het zorgkantoor krijgt deze reden te lezen.")


class EindForm(DaadForm):
    """The last day is asked only of one that began."""

    knop = "Beëindigen"
    op = DagVeld(label="Laatste dag waarop de onderaannemer werkte", required=False)
    reden = _tekst("Waarom?", help_text="De andere partij krijgt deze reden te lezen.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.rij.begonnen_op is None:
            self.fields["op"].disabled, self.fields["op"].widget = True, forms.HiddenInput()


class ToetsForm(DaadForm):
    knop = "Oordeel vastleggen"
    eis_id = forms.TypedChoiceField(label="Eis", coerce=int)
    voldoet = JaNeeVeld(label="Voldoet de onderaannemer?")
    motivering = _tekst("Motivering", required=False, help_text="Verplicht als de onderaannemer niet voldoet.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        eisen = self.rij.overeenkomst.inschrijving.ronde.eisen.all()
        self.fields["eis_id"].choices = [(eis.pk, f"{eis.nummer}. {eis.titel}") for eis in eisen]  # type: ignore[attr-defined]


class OnderaannemerFilter(django_filters.FilterSet):
    """Above the list of onderaannemers."""

    zoek = django_filters.CharFilter(label="Zoek op naam of KvK-nummer", method="op_zoek")
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[*Onderaannemerstatus.choices, (VOORBIJ, "Begindag voorbij, zonder antwoord")],
        empty_label="Alle",
        method="op_stand",
    )
    regio = django_filters.ModelChoiceFilter(
        label="Regio", field_name="regios__toewijzing__regio", queryset=Regio.objects.none(), empty_label="Alle"
    )

    class Meta:
        model = Onderaannemer
        fields = ["zoek", "stand", "regio"]

    def __init__(self, data: Any, *, queryset: QuerySet[Onderaannemer]):
        super().__init__(data, queryset=queryset)
        regios = Regio.objects.filter(toewijzingen__regioinschrijvingen__onderaannemers__in=queryset.order_by())
        self.filters["regio"].queryset = regios.distinct()

    def op_zoek(self, rijen: QuerySet[Onderaannemer], _naam: str, waarde: str) -> QuerySet[Onderaannemer]:
        woord, dossier = waarde.replace("\x00", "").strip(), "overeenkomst__inschrijving__"
        velden = ("naam", "kvk_nummer", f"{dossier}organisatie__statutaire_naam", f"{dossier}verbandnaam")
        treffer = Q()
        for veld in velden:
            treffer |= Q(**{f"{veld}__icontains": woord})
        return rijen.filter(treffer)

    def op_stand(self, rijen: QuerySet[Onderaannemer], _naam: str, waarde: str) -> QuerySet[Onderaannemer]:
        if waarde == VOORBIJ:
            return rijen.filter(status=Onderaannemerstatus.GEMELD, vanaf__lte=klok.vandaag())
        return rijen.filter(status=waarde)
