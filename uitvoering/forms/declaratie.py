"""Forms of the declaraties: handing in, checking, paying, and the filter above the lists."""

from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from kern import klok
from kern.opmaak import MAANDEN, getal
from partijen.forms import NettekstMixin
from publicatie.forms.velden import DagVeld
from uitvoering.models import Declaratie
from uitvoering.queries.declaraties import Berekend
from uitvoering.rules import declaratie as rules
from uitvoering.rules.betaalblad import Betaling
from uitvoering.states.declaratie import Declaratiestatus

TE_LAAT = "te_laat"


class DeclaratieForm(KnopForm):
    """Btw and the statements; hours and amounts are those of the report and the afspraak."""

    knop = "Declaratie indienen"
    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    btw_percentage = forms.TypedChoiceField(label="Btw", coerce=Decimal, widget=forms.RadioSelect)
    verklaring = forms.BooleanField(
        label="Alle uren zijn voor cliënten met een Wlz-indicatie en staan zo in onze eigen administratie. Wij brengen "
        "cliënten niets in rekening."
    )
    op_tijd = forms.BooleanField(
        label="Alle ondersteuning in deze declaratie is hoogstens zes maanden geleden afgerond.", required=False
    )
    overmacht = tekstveld("Is iets later door overmacht? Schrijf op waarom.", 2)

    def __init__(self, *args: Any, wat: Berekend, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["gezien"] = wat.hash
        if wat.vorige:
            self.initial["btw_percentage"] = wat.vorige.btw_percentage.normalize()
        keuzes = [(tarief, f"{getal(tarief)} %" if tarief else "Geen btw") for tarief in _tarieven(wat)]
        self.fields["btw_percentage"].choices = keuzes  # type: ignore[attr-defined]
        overmacht = self.fields["overmacht"]
        overmacht.required, overmacht.help_text = False, "Alleen als u de zin hierboven niet kunt aankruisen."


def _tarieven(wat: Berekend) -> tuple[Decimal, ...]:
    return rules.btw_tarieven(wat.rapportage.maand)


class AkkoordForm(KnopForm):
    knop = "Akkoord"


class AfwijsForm(KnopForm):
    knop = "Declaratie afwijzen"
    bevinding = tekstveld("Waarom klopt de declaratie niet?")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bevinding"].help_text = "De organisatie leest dit in het portaal en in een e-mail."


class OvermachtForm(KnopForm):
    knop = "Overmacht erkennen"
    overmacht_reden = tekstveld("Waarom is dit overmacht?")


class BetaalForm(KnopForm):
    knop = "Betaling vastleggen"
    dag = DagVeld(label="Op welke dag is er betaald?")


class BetalingenForm(NettekstMixin, forms.Form):
    """Which declaraties of the list were paid, and when."""

    declaraties = forms.ModelMultipleChoiceField(
        queryset=Declaratie.objects.none(),
        error_messages={
            "required": "Kruis aan welke declaraties zijn betaald.",
            "invalid_choice": "Een van deze declaraties is niet van uw zorgkantoor.",
        },
    )
    dag = DagVeld(label="Op welke dag is er betaald?", help_text="Deze dag geldt voor alles wat u aankruist.")

    def __init__(self, *args: Any, declaraties: QuerySet[Declaratie], **kwargs: Any):
        """`declaraties`: in reach of this user; the action says which of them can be paid."""
        super().__init__(*args, **kwargs)
        self.fields["declaraties"].queryset = declaraties  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> set[str]:
        """Keys of what is crossed now."""
        return set(self.data.getlist("declaraties")) if self.is_bound else set()  # type: ignore[attr-defined]

    def betalingen(self) -> list[Betaling]:
        """What to register, of a valid form."""
        return [Betaling(rij.pk, self.cleaned_data["dag"]) for rij in self.cleaned_data["declaraties"]]


class BetaalbestandForm(NettekstMixin, forms.Form):
    """A run of payments."""

    bestand = forms.FileField(label="Uw bestand", help_text="Een Excel-bestand (xlsx).")


class DeclaratieFilter(django_filters.FilterSet):
    """Above the lists of both sides."""

    zoek = django_filters.CharFilter(label="Zoek op naam of kenmerk", method="filter_zoek")
    jaar = django_filters.ChoiceFilter(label="Jaar", empty_label="Alle", field_name="maand__year")
    maand = django_filters.ChoiceFilter(
        label="Maand",
        empty_label="Alle",
        field_name="maand__month",
        choices=[(str(nummer), naam) for nummer, naam in enumerate(MAANDEN, start=1)],
    )
    regio = django_filters.ChoiceFilter(
        label="Regio", empty_label="Alle", field_name="regioinschrijving__toewijzing__regio__sleutel"
    )
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", method="filter_stand")

    class Meta:
        model = Declaratie
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rijen = self.queryset.order_by()
        jaren = sorted(set(rijen.values_list("maand__year", flat=True)), reverse=True)
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in jaren]
        plek = "regioinschrijving__toewijzing__regio"
        regios = set(rijen.values_list(f"{plek}__sleutel", f"{plek}__naam"))
        self.filters["regio"].extra["choices"] = sorted(regios, key=lambda regio: regio[1])
        self.filters["stand"].extra["choices"] = [(TE_LAAT, "Betaling is te laat"), *Declaratiestatus.choices]

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        treffer = Q()
        for veld in ("organisatie__statutaire_naam", "verbandnaam", "kenmerk"):
            treffer |= Q(**{f"regioinschrijving__inschrijving__{veld}__icontains": woord})
        return rijen.filter(treffer)

    def filter_stand(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        if waarde != TE_LAAT:
            return rijen.filter(status=waarde)
        wacht = Q(status=Declaratiestatus.INGEDIEND) | Q(status=Declaratiestatus.AKKOORD) & ~Q(totaal=F("verrekend"))
        return rijen.filter(wacht, uiterlijk__lt=klok.vandaag())


class BetaalFilter(DeclaratieFilter):
    """Above what can be paid: that has one stand."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.filters["stand"]
