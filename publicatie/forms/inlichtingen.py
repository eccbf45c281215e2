"""Forms of the question round: asking, answering, correcting, publishing; and the filter above the questions."""

from typing import Any
from uuid import uuid4

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q, QuerySet

from partijen.forms import NettekstMixin
from partijen.models import Organisatie, WlzUitvoerder
from publicatie.models import Inkoopronde, Vraag
from publicatie.states import Vraagsoort, Vraagstatus

MAX_TEKST = 4000


class KnopForm(NettekstMixin, forms.Form):
    """A form with one button under it."""

    knop = "Opslaan"

    def __init__(self, *args, actie="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("verstuur", self.knop))


class ZorgkantoorKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: WlzUitvoerder) -> str:
        return obj.zorgkantoor


class VraagForm(KnopForm):
    """A question, or a bezwaar against a voorwaarde, to one zorgkantoor."""

    knop = "Versturen"
    organisatie = forms.ModelChoiceField(
        label="Namens welke organisatie?",
        queryset=Organisatie.objects.none(),
        empty_label=None,
        help_text="Dit ziet alleen uw eigen organisatie.",
    )
    uitvoerder = ZorgkantoorKeuze(
        label="Aan welk zorgkantoor?",
        queryset=WlzUitvoerder.objects.none(),
        empty_label="Kies een zorgkantoor",
        help_text="Kies het zorgkantoor van uw regio. Het antwoord geldt voor iedereen en staat in de nota.",
    )
    soort = forms.ChoiceField(
        label="Stelt u een vraag of maakt u bezwaar?",
        choices=Vraagsoort,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies: een vraag, of bezwaar tegen een voorwaarde."},
    )
    onderwerp = forms.CharField(
        label="Over welk onderwerp of welke paragraaf?",
        max_length=120,
        help_text="Bijvoorbeeld: paragraaf 1.6, tarief.",
    )
    tekst = forms.CharField(
        label="Uw tekst",
        max_length=MAX_TEKST,
        help_text="Noem uw organisatie niet: iedereen leest deze tekst. Maakt u bezwaar? Schrijf dan welke voorwaarde "
        "u wilt veranderen, waarom, en wat er volgens u moet staan.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, organisaties: QuerySet, zorgkantoren: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = organisaties
        self.fields["uitvoerder"].queryset = zorgkantoren
        if len(organisaties) == 1:
            self.fields["organisatie"].widget = forms.HiddenInput()
            self.fields["organisatie"].initial = organisaties[0]


class AntwoordForm(KnopForm):
    """The answer to one question."""

    knop = "Antwoord opslaan"
    antwoord = forms.CharField(
        label="Antwoord",
        max_length=MAX_TEKST,
        help_text="Dit antwoord wordt openbaar, samen met alle andere. Tot dan kunt u het wijzigen.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)


class CorrectieForm(KnopForm):
    """A correction of the documents of the round."""

    knop = "Correctie toevoegen"
    onderwerp = forms.CharField(
        label="Onderwerp of paragraaf", max_length=120, help_text="Bijvoorbeeld: paragraaf 1.6, tarief."
    )
    tekst = forms.CharField(
        label="Wat is er veranderd?",
        max_length=MAX_TEKST,
        help_text="Schrijf wat er stond en wat er nu geldt.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectieKeuzeForm(NettekstMixin, forms.Form):
    """Which correction a button is about."""

    correctie = forms.IntegerField()


class NotaForm(KnopForm):
    """Publishing is one button."""

    knop = "Nota publiceren"


class VraagFilter(django_filters.FilterSet):
    """Above the list of questions."""

    leesbaar = Q()  # of which questions the answer may be found
    zoek = django_filters.CharFilter(label="Zoek in onderwerp, vraag en antwoord", method="zoek_tekst")
    ronde = django_filters.ModelChoiceFilter(
        label="Ronde", queryset=Inkoopronde.objects.all(), to_field_name="code", empty_label="Alle"
    )
    soort = django_filters.ChoiceFilter(label="Soort", choices=Vraagsoort, empty_label="Alle")
    status = django_filters.ChoiceFilter(label="Stand", choices=Vraagstatus, empty_label="Alle")

    class Meta:
        model = Vraag
        fields: list[str] = []

    def zoek_tekst(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        in_antwoord = self.leesbaar & Q(antwoord__icontains=woord)
        return rijen.filter(Q(onderwerp__icontains=woord) | Q(tekst__icontains=woord) | in_antwoord)


class EigenVraagFilter(VraagFilter):
    """Above one's own questions: the rounds they are about, and an answer from its nota on, also for searching."""

    leesbaar = Q(nota__isnull=False)
    status = django_filters.ChoiceFilter(
        label="Antwoord",
        choices=[("ja", "Gepubliceerd"), ("nee", "Nog niet gepubliceerd")],
        method="met_antwoord",
        empty_label="Alle",
    )
    volgorde = django_filters.OrderingFilter(
        label="Volgorde",
        choices=[("gesteld_op", "Oudste eerst"), ("onderwerp", "Onderwerp")],
        empty_label="Nieuwste eerst",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["ronde"].queryset = Inkoopronde.objects.filter(vragen__in=self.queryset).distinct()

    def met_antwoord(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        return rijen.filter(nota__isnull=waarde == "nee")


class NotaFilter(VraagFilter):
    """Above the published questions: no status and no other round, but which zorgkantoor."""

    ronde = None
    status = None
    zorgkantoor = django_filters.ModelChoiceFilter(
        label="Zorgkantoor",
        field_name="uitvoerder",
        queryset=WlzUitvoerder.objects.none(),
        to_field_name="code",
        empty_label="Alle",
    )
    volgorde = django_filters.OrderingFilter(
        label="Volgorde",
        choices=[("-nummer", "Nieuwste eerst"), ("uitvoerder__zorgkantoor", "Zorgkantoor")],
        empty_label="Nummer",
    )

    def __init__(self, *args: Any, zorgkantoren: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["zorgkantoor"].queryset = zorgkantoren
