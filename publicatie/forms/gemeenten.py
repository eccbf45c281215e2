"""Forms for the division of gemeenten over regions."""

from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from kern import klok
from partijen.forms import NettekstMixin
from publicatie.forms.velden import DagVeld
from publicatie.models import Gemeente, Gemeentelidmaatschap, Regio

GEEN = "geen"


class GezienForm(NettekstMixin, forms.Form):
    """Which membership was the last one on the screen."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _regios() -> list[tuple[str, str]]:
    keuzes = [("", "Kies een regio"), (GEEN, "Geen: de gemeente is opgeheven")]
    return keuzes + [(str(pk), naam) for pk, naam in Regio.objects.values_list("pk", "naam")]


class VerplaatsForm(GezienForm):
    """Another region from a day on."""

    regio = forms.ChoiceField(label="Naar welke regio?", choices=_regios)
    vanaf = DagVeld(label="Vanaf welke dag?", help_text="De dag ervoor is de laatste dag in de oude regio.")
    reden = forms.CharField(
        label="Waarom?",
        help_text="Bijvoorbeeld: de lijst van Zorgverzekeraars Nederland, of een herindeling.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, actie: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("verplaats", "Wijziging vastleggen"))

    def clean_regio(self) -> int | None:
        """The id of the region, or None for no region at all."""
        keuze = self.cleaned_data["regio"]
        return None if keuze == GEEN else int(keuze)


class NieuweGemeenteForm(NettekstMixin, forms.Form):
    """A gemeente that did not exist before."""

    naam = forms.CharField(label="Naam", max_length=80)
    cbs_code = forms.CharField(
        label="CBS-code",
        max_length=6,
        help_text="GM en vier cijfers, bijvoorbeeld GM1978.",
        validators=[RegexValidator(r"^GM[0-9]{4}$", "Een CBS-code is GM en vier cijfers, bijvoorbeeld GM1978.")],
    )
    regio = forms.ModelChoiceField(label="Regio", queryset=Regio.objects.all(), empty_label="Kies een regio")
    vanaf = DagVeld(label="Vanaf welke dag?")
    reden = forms.CharField(label="Waarom?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("voeg_toe", "Gemeente toevoegen"))


class GemeenteFilter(django_filters.FilterSet):
    """Above the list of gemeenten; it shows the division on a day, today when none is chosen."""

    zoek = django_filters.CharFilter(label="Zoek op naam of CBS-code")
    regio = django_filters.ModelChoiceFilter(
        label="Regio", queryset=Regio.objects.all(), to_field_name="sleutel", empty_label="Alle"
    )
    dag = django_filters.DateFilter(
        label="Indeling op", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Gemeente
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        velden = self.form.cleaned_data
        dag = velden.get("dag") or klok.vandaag()
        toen = Gemeentelidmaatschap.objects.op(dag)
        queryset = queryset.annotate(
            regionaam=Subquery(toen.filter(gemeente=OuterRef("pk")).values("regio__naam")[:1]),
            wijzigt_op=Min("lidmaatschappen__van", filter=Q(lidmaatschappen__van__gt=dag)),
        )
        if woord := (velden.get("zoek") or "").replace("\x00", "").strip():
            queryset = queryset.filter(Q(naam__icontains=woord) | Q(cbs_code__iexact=woord))
        if regio := velden.get("regio"):
            queryset = queryset.filter(pk__in=toen.filter(regio=regio).values("gemeente"))
        return queryset
