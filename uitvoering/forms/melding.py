"""Forms of a report on what was declared or on a tie, and of the answer to it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from kern import klok
from overeenkomst.models import Overeenkomst
from publicatie.forms.velden import DagVeld
from publicatie.models import Minimumeis
from uitvoering.forms.tekortkoming import EisKeuze
from uitvoering.models import Contractmelding
from uitvoering.states.melding import Afhandeling, Band, Partijsoort

GEEN_NAMEN = "Noem geen cliënten en geen andere personen."


def _eis_naar_id(schoon: dict[str, Any]) -> dict[str, Any]:
    if "eis" in schoon:
        eis = schoon.pop("eis")
        schoon["eis_id"] = eis.pk if eis else None
    return schoon


class VerklaringForm(KnopForm):
    knop = "Wijziging melden"
    eis = EisKeuze(label="Over welke eis gaat het?", queryset=Minimumeis.objects.none(), empty_label="Kies een eis")
    vanaf = DagVeld(label="Vanaf welke dag?")
    toelichting = tekstveld("Wat verandert er?", 5)

    def __init__(self, *args: Any, overeenkomst: Overeenkomst, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["eis"].queryset = overeenkomst.inschrijving.ronde.eisen.all()  # type: ignore[attr-defined]
        self.fields["toelichting"].help_text = GEEN_NAMEN

    def clean(self) -> dict[str, Any]:
        return _eis_naar_id(super().clean() or self.cleaned_data)


class BandForm(KnopForm):
    knop = "Band vastleggen"
    band = forms.ChoiceField(label="Welke band is het?", choices=Band, widget=forms.RadioSelect)
    partijsoort = forms.ChoiceField(label="Met wie?", choices=Partijsoort, widget=forms.RadioSelect)
    partij = forms.CharField(
        label="Hoe heet die zorgaanbieder of dat zorgkantoor?", max_length=200, help_text="De naam van de organisatie."
    )
    vanaf = DagVeld(label="Vanaf welke dag?")
    toelichting = tekstveld("Hoe zit de band in elkaar?", 5)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["toelichting"].help_text = GEEN_NAMEN


class AfhandelForm(KnopForm):
    """The answer; what belongs to a hertoetsing only with that."""

    knop = "Melding afhandelen"
    afhandeling = forms.ChoiceField(
        label="Wat doet u met deze melding?",
        choices=[(Afhandeling.GEZIEN, "Gezien: er is verder niets nodig"), (Afhandeling.HERTOETSING, "Hertoetsing")],
        widget=forms.RadioSelect,
    )
    reactie = tekstveld("Uw reactie", 4)
    eis = EisKeuze(
        label="Welke eis toetst u opnieuw?",
        queryset=Minimumeis.objects.none(),
        required=False,
        empty_label="Niet van toepassing",
        help_text="Alleen bij een hertoetsing.",
    )
    gevraagd = forms.CharField(
        label="Wat wilt u zien?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen bij een hertoetsing. De organisatie leest dit.",
    )
    dag = DagVeld(
        label="Tot en met welke dag kan de organisatie antwoorden?",
        required=False,
        help_text="Alleen bij een hertoetsing. Een dag na vandaag.",
    )

    def __init__(self, *args: Any, melding: Contractmelding, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reactie"].help_text = f"De organisatie leest dit. {GEEN_NAMEN}"
        if melding.eis_id:
            del self.fields["eis"]
        else:
            ronde = melding.overeenkomst.inschrijving.ronde
            self.fields["eis"].queryset = ronde.eisen.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return _eis_naar_id(super().clean() or self.cleaned_data)


class VoorbijForm(KnopForm):
    """The end of a tie."""

    knop = "Einde van de band vastleggen"
    voorbij_vanaf = DagVeld(label="Vanaf welke dag is de band er niet meer?")
    reden = tekstveld("Hoe weet u dat de band voorbij is?", 3)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reden"].help_text = f"De organisatie leest dit. {GEEN_NAMEN}"


VERKLARING, WACHT, LOOPT, VOORBIJ = "verklaring", "wacht", "loopt", "voorbij"


class MeldingFilter(django_filters.FilterSet):
    """Above the reports of all overeenkomsten."""

    zoek = django_filters.CharFilter(label="Organisatie, overeenkomst of partij", method="filter_zoek")
    soort = django_filters.ChoiceFilter(
        label="Soort",
        empty_label="Alle",
        choices=[(VERKLARING, "Bestuursverklaring"), *Band.choices],
        method="filter_soort",
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        empty_label="Alle",
        choices=[
            (WACHT, "Wacht op het zorgkantoor"),
            *Afhandeling.choices,
            (LOOPT, "Band loopt"),
            (VOORBIJ, "Band is voorbij"),
        ],
        method="filter_stand",
    )

    class Meta:
        model = Contractmelding
        fields: list[str] = []

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        dossier = "overeenkomst__inschrijving__"
        velden = ("organisatie__statutaire_naam", "verbandnaam", "kenmerk")
        treffer = Q(partij__icontains=woord)
        for veld in velden:
            treffer |= Q(**{f"{dossier}{veld}__icontains": woord})
        return rijen.filter(treffer)

    def filter_soort(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        return rijen.filter(band="" if waarde == VERKLARING else waarde)

    def filter_stand(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        voorbij = Q(voorbij_vanaf__lte=klok.vandaag())
        if waarde == VOORBIJ:
            return rijen.filter(voorbij)
        if waarde == LOOPT:
            return rijen.exclude(band="").exclude(voorbij)
        return rijen.filter(afhandeling="" if waarde == WACHT else waarde)
