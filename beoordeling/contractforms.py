"""Forms of the contractregister."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from beoordeling.actions import Contractinvoer
from beoordeling.contractqueries import Plek
from beoordeling.models import Contract
from beoordeling.registerblad import EERSTE_JAAR, LAATSTE_JAAR
from kern.fouten import RegelFout
from partijen.forms import NettekstMixin
from partijen.rules import kvk_nummer
from publicatie.forms.velden import DagVeld

MAX_REDEN = 300


def _reden(label: str, hulp: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=MAX_REDEN, widget=forms.Textarea(attrs={"rows": 2}), help_text=hulp)


class ContractForm(NettekstMixin, forms.Form):
    """One line of the register."""

    naam = forms.CharField(label="Organisatie", max_length=200, help_text="De naam in het handelsregister.")
    kvk_nummer = forms.CharField(label="KvK-nummer", max_length=12, help_text="8 cijfers.")
    plek = forms.ChoiceField(label="Regio")
    van = DagVeld(label="Van", help_text="De eerste dag van de overeenkomst.")
    tot = DagVeld(label="Tot en met", help_text="De laatste dag. Eindigt de overeenkomst eerder? Vul dan die dag in.")
    bron = forms.CharField(
        label="Bron", max_length=120, required=False, help_text="Bijvoorbeeld het nummer van de overeenkomst."
    )
    reden = _reden("Waarom wijzigt u het register?", "Dit blijft bij de wijziging staan.")

    def __init__(self, *args: Any, plekken: Mapping[Plek, str], contract: Contract | None = None, **kwargs: Any):
        """`plekken`: where this person keeps the register, with a name; `contract`: the line that is changed."""
        super().__init__(*args, **kwargs)
        self.plekken = {plek.sleutel: plek for plek in plekken}
        leeg = [] if len(plekken) == 1 else [("", "Kies een regio")]
        self.fields["plek"].choices = leeg + [(plek.sleutel, naam) for plek, naam in plekken.items()]
        if contract:
            velden = ("naam", "kvk_nummer", "van", "tot", "bron")
            self.initial = {veld: getattr(contract, veld) for veld in velden}
            self.initial["plek"] = Plek(contract.uitvoerder_id, contract.regio_id).sleutel

    def clean_kvk_nummer(self) -> str:
        try:
            return kvk_nummer(self.cleaned_data["kvk_nummer"])
        except RegelFout as fout:
            raise ValidationError(fout.tekst) from fout

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        van, tot = velden.get("van"), velden.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag. Controleer de twee data.")
        return velden

    @property
    def gekozen(self) -> Plek:
        """The region that was chosen, of a valid form."""
        return self.plekken[self.cleaned_data["plek"]]

    def invoer(self) -> Contractinvoer:
        """What to keep, of a valid form."""
        velden = {naam: self.cleaned_data[naam] for naam in ("kvk_nummer", "naam", "van", "tot", "bron")}
        return Contractinvoer(regio_id=self.gekozen.regio, **velden)


class ContractWegForm(NettekstMixin, forms.Form):
    """Take a line out of the register."""

    reden = _reden("Waarom verwijdert u deze overeenkomst?", "Bijvoorbeeld: zij staat er dubbel in.")


class InleesForm(NettekstMixin, forms.Form):
    """A file with lines of the register."""

    bestand = forms.FileField(label="Uw bestand", help_text="Een Excel-bestand (xlsx) of een CSV-bestand.")
    uitvoerder = forms.TypedChoiceField(label="Zorgkantoor", coerce=int)

    def __init__(self, *args: Any, uitvoerders: Sequence[tuple[int, str]], **kwargs: Any):
        """`uitvoerders`: whose register this person keeps; with one there is nothing to choose."""
        super().__init__(*args, **kwargs)
        self.fields["uitvoerder"].choices = uitvoerders
        if len(uitvoerders) == 1:
            self.fields["uitvoerder"].widget = forms.HiddenInput()
            self.initial["uitvoerder"] = uitvoerders[0][0]


class ContractFilter(django_filters.FilterSet):
    """Above the register."""

    zoek = django_filters.CharFilter(label="Zoek op organisatie of KvK-nummer")
    regio = django_filters.ChoiceFilter(label="Regio", empty_label="Alle")
    jaar = django_filters.NumberFilter(label="Loopt in het jaar", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR)

    class Meta:
        model = Contract
        fields: list[str] = []

    def __init__(self, *args: Any, regios: Sequence[tuple[str, str]], **kwargs: Any):
        """`regios`: key and name of those to choose from."""
        super().__init__(*args, **kwargs)
        self.filters["regio"].extra["choices"] = regios

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        velden = self.form.cleaned_data
        if woord := (velden.get("zoek") or "").replace("\x00", "").strip():
            queryset = queryset.filter(Q(naam__icontains=woord) | Q(kvk_nummer__icontains=woord))
        if velden.get("regio"):
            queryset = queryset.filter(regio__sleutel=velden["regio"])
        if velden.get("jaar"):
            jaar = int(velden["jaar"])
            queryset = queryset.filter(van__year__lte=jaar, tot__year__gte=jaar)
        return queryset
