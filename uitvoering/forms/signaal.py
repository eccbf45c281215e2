"""Forms of the signals, and the filter above their lists."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from inschrijving.models import Regioinschrijving
from partijen.forms import NettekstMixin
from publicatie.forms.velden import DagVeld
from uitvoering.models.signaal import SignaalQuerySet
from uitvoering.states.signaal import Acuutkeuze, Keuze, Opmerker


class Regiokeuze(forms.ModelChoiceField):
    """A region of an overeenkomst of the own organisations."""

    def label_from_instance(self, obj: Regioinschrijving) -> str:
        return f"{obj.toewijzing.regio.naam}, {obj.inschrijving.uitvoerder.zorgkantoor}"


class SignaalForm(KnopForm):
    knop = "Op de lijst zetten"
    regio = Regiokeuze(label="Regio", queryset=Regioinschrijving.objects.none(), empty_label="Kies")
    gezien_op = DagVeld(label="Wanneer is het gezien?")
    zorgaanbieder = forms.CharField(label="Over welke zorgaanbieder gaat het?", max_length=200)
    onderwerp = forms.CharField(
        label="Onderwerp", max_length=200, help_text="Gebruik voor hetzelfde soort signaal hetzelfde onderwerp."
    )
    omschrijving = tekstveld("Wat is er gezien?", 4)
    opgemerkt_door = forms.ChoiceField(label="Wie merkte het op?", choices=Opmerker.choices)
    keuze = forms.ChoiceField(label="Wat is er nodig?", choices=Keuze.choices)
    actie = forms.CharField(
        label="Welke actie is nodig?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    acuut = forms.BooleanField(
        label="Dit signaal is acuut: deel het meteen met het zorgkantoor",
        required=False,
        help_text="Het zorgkantoor krijgt direct bericht. Bel ook de contactpersoon voor acute signalen.",
    )

    def __init__(self, *args: Any, regios: QuerySet[Regioinschrijving], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["regio"].queryset = regios  # type: ignore[attr-defined]
        self.fields["omschrijving"].help_text = "Noem geen cliënten."


class OpvolgingForm(KnopForm):
    knop = "Bewaren"
    opvolging = tekstveld("Wat is ermee gebeurd?")


class AlsnogAcuutForm(KnopForm):
    knop = "Nu acuut melden"
    reden = tekstveld("Waarom is dit nu acuut, en wat is er nodig?", 3)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reden"].help_text = "Het zorgkantoor krijgt direct bericht. Noem geen cliënten."


class AcuutForm(KnopForm):
    knop = "Vastleggen"
    antwoord = tekstveld("Wat doet het zorgkantoor?")


class SignaalFilter(NettekstMixin, forms.Form):
    """By words in it, and by who noticed it."""

    zoek = forms.CharField(label="Zorgaanbieder, onderwerp of organisatie", required=False, max_length=80)
    opgemerkt_door = forms.ChoiceField(
        label="Opgemerkt door", required=False, choices=[("", "Alle"), *Opmerker.choices]
    )
    acuut = forms.ChoiceField(label="Acuut", required=False, choices=[("", "Alle"), *Acuutkeuze.choices])

    def __init__(self, data: Any):
        super().__init__(data or None)

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self, rijen: SignaalQuerySet) -> SignaalQuerySet:
        """The rows that fit; an answer that is none of the choices filters nothing."""
        keuze = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if wie := keuze.get("opgemerkt_door"):
            rijen = rijen.filter(opgemerkt_door=wie)
        if acuut := keuze.get("acuut"):
            rijen = rijen.acuut_open() if acuut == Acuutkeuze.OPEN else rijen.filter(acuut__isnull=False)
        if zoek := keuze.get("zoek"):
            naam = Q(overeenkomst__inschrijving__organisatie__statutaire_naam__icontains=zoek)
            rijen = rijen.filter(naam | Q(zorgaanbieder__icontains=zoek) | Q(onderwerp__icontains=zoek))
        return rijen
