"""Forms of the overspend file, of a herschikking, and of the review of the budgets."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from inschrijving.models import Regioinschrijving
from publicatie.forms.velden import BedragVeld, DagVeld
from uitvoering.models import Overschrijding
from uitvoering.models.overschrijding import PLEK
from uitvoering.queries.herzieningen import Moment
from uitvoering.queries.overschrijding import VOLGORDE, van_buiten
from uitvoering.states.overschrijding import Stapuitkomst, Status


class OpenForm(KnopForm):
    """A file about a budget that will not be enough."""

    knop = "Dossier openen"
    aanleiding = tekstveld("Waarom is het budget niet genoeg?", 4)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["aanleiding"].help_text = "De andere partij leest dit. Noem geen cliënten."


class StapForm(KnopForm):
    """What was tried; with only one `trappen` it is that one."""

    knop = "Stap vastleggen"
    trap = forms.ChoiceField(label="Welke stap?")
    op = DagVeld(label="Op welke dag was het overleg?")
    deelnemers = forms.CharField(label="Met wie?", max_length=300)
    uitkomst = forms.ChoiceField(label="Wat kwam eruit?", choices=Stapuitkomst, widget=forms.RadioSelect)
    toelichting = tekstveld("Toelichting", 4)

    def __init__(self, *args: Any, rij: Overschrijding, trappen: Sequence[str] = VOLGORDE, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["trap"].choices = [(trap, rij.trapnaam(trap)) for trap in trappen]  # type: ignore[attr-defined]
        self.fields["toelichting"].help_text = "De andere partij leest dit. Noem geen cliënten."


class SluitForm(KnopForm):
    knop = "Dossier sluiten"
    slot = tekstveld("Hoe liep het af?")


class HerschikkingForm(KnopForm):
    """Where the money comes from, how much, and from when on."""

    knop = "Klaarzetten voor een collega"
    bron = forms.ChoiceField(label="Waar komt het geld vandaan?")
    bedrag = BedragVeld(label="Bedrag in euro")
    vanaf = DagVeld(label="Vanaf welke dag?")
    motivering = tekstveld("Waarom zo?", 4)

    def __init__(self, *args: Any, rij: Overschrijding, gevers: Mapping[str, list[Regioinschrijving]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        groepen: list[tuple[str, Any]] = [("", "Kies")]
        for trap in VOLGORDE:
            naam = rij.trapnaam(trap)
            if van_buiten(rij, trap):
                groepen.append((naam, [(f"{trap}:", naam)]))
            elif hier := gevers.get(trap):
                groepen.append((naam, [(f"{trap}:{regio.pk}", rij.gevernaam(regio)) for regio in hier]))
        self.fields["bron"].choices = groepen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        trap, _, pk = velden.pop("bron", "").partition(":")
        return velden | {"trap": trap, "van_id": int(pk) if pk else None}


class HerzieningForm(KnopForm):
    """The outcome of one of the reviews that wait."""

    knop = "Uitkomst vastleggen"
    moment = forms.ChoiceField(label="Welke herziening?")
    verplaatsen = forms.TypedChoiceField(
        label="Moet er geld worden verplaatst tussen Wlz-uitvoerders of regio’s?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda keuze: keuze == "ja",
        widget=forms.RadioSelect,
    )
    uitkomst = tekstveld("Wat is de uitkomst?", 4)

    def __init__(self, *args: Any, momenten: list[Moment], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.momenten = {rij.sleutel: rij for rij in momenten}
        keuzes = [(s, f"{rij.maandnaam}, {rij.uitvoerder.zorgkantoor}") for s, rij in self.momenten.items()]
        self.fields["moment"].choices = keuzes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if moment := self.momenten.get(velden.pop("moment", "")):
            velden |= {"ronde_id": moment.ronde.pk, "uitvoerder_id": moment.uitvoerder.pk, "maand": moment.maand}
        return velden


class OverschrijdingFilter(django_filters.FilterSet):
    """Above the list of files."""

    zoek = django_filters.CharFilter(label="Organisatie of kenmerk", method="filter_zoek")
    jaar = django_filters.ChoiceFilter(label="Jaar", empty_label="Alle")
    regio = django_filters.ChoiceFilter(label="Regio", empty_label="Alle", field_name=f"{PLEK}__sleutel")
    status = django_filters.ChoiceFilter(label="Stand", choices=Status, empty_label="Alle")

    class Meta:
        model = Overschrijding
        fields = ["jaar", "status"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        jaren = self.queryset.order_by("-jaar").values_list("jaar", flat=True).distinct()
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in jaren]
        regios = set(self.queryset.order_by().values_list(f"{PLEK}__sleutel", f"{PLEK}__naam"))
        self.filters["regio"].extra["choices"] = sorted(regios, key=lambda regio: regio[1])

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord, dossier = waarde.replace("\x00", "").strip(), "overeenkomst__inschrijving__"
        treffer = Q()
        for veld in ("organisatie__statutaire_naam", "verbandnaam", "kenmerk"):
            treffer |= Q(**{f"{dossier}{veld}__icontains": woord})
        return rijen.filter(treffer)
