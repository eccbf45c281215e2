"""What is typed about keeping and destroying."""

import django_filters
from django import forms
from django.db.models import Q

from bekendmaking.forms import KnopForm
from bewaren.models import Aanhouding, Opdracht, Vernietiging
from bewaren.rules import OP_OPDRACHT
from bewaren.states import Opdrachtstatus, Regelstatus
from inschrijving.models import Inschrijving
from partijen.forms import NettekstMixin

WEG, BLIJFT = "weg", "blijft"


class Redenveld(forms.CharField):
    """A reason of a few lines."""

    def __init__(self, **kwargs):
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class LijstForm(NettekstMixin, forms.Form):
    """Filter above what is due of one kind."""

    zoek = forms.CharField(label="Zoek op kenmerk, naam of e-mailadres", required=False)
    toon = forms.ChoiceField(
        label="Toon", required=False, choices=[("", "Wat weg kan"), (BLIJFT, "Wat nog moet blijven")]
    )


class OpdrachtForm(KnopForm):
    """Make an order over the list that was shown."""

    knop = "Opdracht geven"
    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reden = Redenveld(
        label="Reden", help_text="Bijvoorbeeld: jaarlijkse opruiming. Een tweede beheerder leest dit en bevestigt."
    )


class BevestigForm(KnopForm):
    """Confirm the list that was shown."""

    knop = "Bevestigen en vernietigen"
    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class OpdrachtFilter(django_filters.FilterSet):
    soort = django_filters.ChoiceFilter(
        choices=[(soort.code, soort.naam) for soort in OP_OPDRACHT], label="Soort", empty_label="Alle"
    )
    status = django_filters.ChoiceFilter(choices=Opdrachtstatus, label="Stand", empty_label="Alle")

    class Meta:
        model = Opdracht
        fields = ["soort", "status"]


class RegelFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(method="op_naam", label="Zoek op kenmerk of naam")
    status = django_filters.ChoiceFilter(choices=Regelstatus, label="Stand", empty_label="Alle")

    class Meta:
        model = Vernietiging
        fields = ["zoek", "status"]

    def op_naam(self, rijen, _veld, tekst):
        return rijen.filter(Q(inschrijving__kenmerk__icontains=tekst) | Q(gebruiker__naam__icontains=tekst))


class AanhoudingFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        field_name="inschrijving__kenmerk", lookup_expr="icontains", label="Zoek op kenmerk"
    )
    opgeheven_op = django_filters.BooleanFilter(
        lookup_expr="isnull",
        label="Van kracht",
        widget=forms.Select(choices=[("", "Alle"), ("true", "Ja"), ("false", "Nee, opgeheven")]),
    )

    class Meta:
        model = Aanhouding
        fields = ["zoek", "opgeheven_op"]


class AanhoudForm(KnopForm):
    """Hold a dossier; `dossiers` are those this person may hold."""

    knop = "Dossier aanhouden"
    kenmerk = forms.CharField(label="Kenmerk van het dossier", max_length=20)
    reden = Redenveld(label="Reden", help_text="Noem de zaak of de rechtbank. Zet er geen gegevens van cliënten in.")

    def __init__(self, *args, dossiers, **kwargs):
        super().__init__(*args, **kwargs)
        self.dossiers = dossiers

    def clean_kenmerk(self):
        dossier: Inschrijving | None = self.dossiers.filter(kenmerk=self.cleaned_data["kenmerk"]).first()
        if dossier is None:
            raise forms.ValidationError(
                "Dit kenmerk is niet van een geopend dossier van uw zorgkantoor. Controleer het."
            )
        self.cleaned_data["inschrijving_id"] = dossier.pk
        return dossier.kenmerk


class OpheffenForm(KnopForm):
    """Say why a hold can go."""

    knop = "Vragen om op te heffen"
    reden = Redenveld(label="Waarom kan de aanhouding weg?")
