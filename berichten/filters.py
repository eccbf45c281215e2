"""Filter above the list of messages."""

import django_filters

from berichten.models import Bericht
from berichten.states import Berichtsoort, Status


class BerichtFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=Status, label="Stand", empty_label="Alle")
    soort = django_filters.ChoiceFilter(choices=Berichtsoort, label="Soort", empty_label="Alle")

    class Meta:
        model = Bericht
        fields = ["status", "soort"]
