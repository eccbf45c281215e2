"""Filter above the list of messages."""

import django_filters

from berichten.models import Bericht
from berichten.states import Berichtsoort, Status


class BerichtFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(field_name="ontvanger", lookup_expr="icontains", label="Zoek op adres")
    status = django_filters.ChoiceFilter(choices=Status, label="Stand", empty_label="Alle")
    soort = django_filters.ChoiceFilter(choices=Berichtsoort, label="Soort", empty_label="Alle")

    class Meta:
        model = Bericht
        fields = ["zoek", "status", "soort"]
