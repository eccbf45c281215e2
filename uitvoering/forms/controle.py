"""Forms of a controle."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet

from bekendmaking.forms import BestandenField, KnopForm
from bekendmaking.geschilforms import tekstveld
from beoordeling.states import Oordeel
from inschrijving.forms.basis import Getalveld
from inschrijving.models import Inschrijving
from kern.opmaak import grootte
from publicatie.forms.velden import DagVeld
from publicatie.models import Minimumeis
from uitvoering.models import Controle
from uitvoering.rules.controle import MEESTE_DOSSIERS
from uitvoering.states.controle import Soort, Status

OPEN = "open"
ALLEEN = {"eisen": Soort.HERTOETSING, "aantal": Soort.STEEKPROEF, "van": Soort.LEVERING, "tot": Soort.LEVERING}


class EisenKeuze(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Minimumeis) -> str:
        return f"{obj}: {obj.titel}"


class AankondigForm(KnopForm):
    """One kind of controle; asks only what belongs to it."""

    knop = "Controle aankondigen"
    eisen = EisenKeuze(
        label="Welke eisen?",
        queryset=Minimumeis.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies één of meer eisen."},
    )
    aantal = Getalveld(
        label="Hoeveel dossiers wilt u zien?",
        decimalen=0,
        maximum=MEESTE_DOSSIERS,
        help_text="Alleen het aantal. De organisatie laat de papieren ter plekke zien.",
    )
    van = DagVeld(label="Eerste dag van de periode")
    tot = DagVeld(label="Laatste dag van de periode")
    dag = DagVeld(label="Op welke dag?", help_text="Een dag na vandaag. De organisatie krijgt nu bericht.")
    reden = tekstveld("Waarom controleert u dit?")
    gevraagd = tekstveld("Wat wilt u zien?", 4)

    def __init__(self, *args: Any, inschrijving: Inschrijving, soort: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for naam, alleen in ALLEEN.items():
            if alleen != soort:
                del self.fields[naam]
        if soort == Soort.HERTOETSING:
            self.fields["eisen"].queryset = inschrijving.ronde.eisen.all()  # type: ignore[attr-defined]
            self.fields["dag"].label = "Tot en met welke dag kan de organisatie antwoorden?"
        self.fields["gevraagd"].help_text = "De organisatie leest dit. Noem geen cliënten."

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if "eisen" in schoon:
            schoon["eis_ids"] = [eis.pk for eis in schoon.pop("eisen")]
        for naam in ("van", "tot"):
            if naam in schoon:
                schoon[f"periode_{naam}"] = schoon.pop(naam)
        return schoon


class AntwoordForm(KnopForm):
    """What the organisation says: with a number for a sample, with files only for a hertoetsing."""

    knop = "Antwoord versturen"
    getoond = Getalveld(label="Hoeveel dossiers hebt u laten zien?", decimalen=0)
    tekst = tekstveld("Uw antwoord", 5)
    bestanden = BestandenField(label="Bewijs", required=False)

    def __init__(self, *args: Any, controle: Controle, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["tekst"].help_text = "Het zorgkantoor leest dit. Noem geen cliënten."
        self.fields[
            "bestanden"
        ].help_text = (
            f"Pdf, docx of xlsx, hoogstens {grootte(settings.MAX_BESTAND)} per bestand. Geen gegevens van cliënten."
        )
        if controle.aantal is None:
            del self.fields["getoond"]
        if not controle.is_hertoetsing:
            del self.fields["bestanden"]


class UitkomstForm(KnopForm):
    """Of every point: whether it is met, and why."""

    knop = "Uitkomst klaarzetten voor een collega"

    def __init__(self, *args: Any, controle: Controle, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.punten = list(controle.punten.select_related("eis"))
        for punt in self.punten:
            self.fields[f"oordeel_{punt.pk}"] = forms.ChoiceField(
                label=str(punt), choices=Oordeel, widget=forms.RadioSelect, initial=punt.oordeel or None
            )
            veld = tekstveld(f"Waarom? ({punt.eis or 'toelichting'})")
            veld.initial, veld.help_text = punt.motivering, "De organisatie leest dit. Noem geen cliënten."
            self.fields[f"motivering_{punt.pk}"] = veld

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        return {
            "oordelen": {
                p.pk: (schoon.get(f"oordeel_{p.pk}", ""), schoon.get(f"motivering_{p.pk}", "")) for p in self.punten
            }
        }


class ControleFilter(django_filters.FilterSet):
    """Above the list."""

    zoek = django_filters.CharFilter(label="Zoek op naam of kenmerk", method="filter_zoek")
    soort = django_filters.ChoiceFilter(label="Soort", empty_label="Alle", choices=Soort)
    stand = django_filters.ChoiceFilter(
        label="Stand", empty_label="Alle", method="filter_stand", choices=[(OPEN, "Nog open"), *Status.choices]
    )

    class Meta:
        model = Controle
        fields: list[str] = []

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        treffer = Q()
        for veld in ("organisatie__statutaire_naam", "verbandnaam", "kenmerk"):
            treffer |= Q(**{f"overeenkomst__inschrijving__{veld}__icontains": woord})
        return rijen.filter(treffer)

    def filter_stand(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        return rijen.open() if waarde == OPEN else rijen.filter(status=waarde)  # type: ignore[attr-defined]
