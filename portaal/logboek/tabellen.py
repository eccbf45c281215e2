"""Lists of the log and its seals, and what filters them."""

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht
from berichten.states import Status
from kern.models import Dagzegel
from kern.opmaak import moment
from publicatie.actions.zegelpost import OVER

DAGVELD = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ZEGEL = '<a class="utrecht-link" href="{% url \'zegel\' record.dag|date:"Y-m-d" %}">{{ record.dag|datum }}</a>'


class ZegelFilter(django_filters.FilterSet):
    """A period; either end may be open."""

    van = django_filters.DateFilter(label="Van", field_name="dag", lookup_expr="gte", widget=DAGVELD)
    tot = django_filters.DateFilter(label="Tot en met", field_name="dag", lookup_expr="lte", widget=DAGVELD)

    class Meta:
        model = Dagzegel
        fields: list[str] = []


class ZegelTabel(tables.Table):
    """The last day on top until a head is chosen."""

    dag = tables.TemplateColumn(ZEGEL, verbose_name="Dag")
    hash = tables.Column(attrs={"td": {"class": "portaal-hash"}}, orderable=False)
    gemaakt_op = tables.Column(verbose_name="Gemaakt op")
    verstuurd = tables.Column(verbose_name="Gemaild", orderable=False, empty_values=())

    bijschrift = "Zegels per dag"
    bijschrift_verborgen = True

    class Meta:
        order_by = "-dag"
        empty_text = "Er is geen zegel uit deze tijd. Na elke dag komt er een bij."

    def render_gemaakt_op(self, value):
        return moment(value)

    def render_verstuurd(self, value):
        return f"aan {value} adres{'' if value == 1 else 'sen'}" if value else "nee"


def met_post(rijen: QuerySet[Dagzegel]) -> QuerySet[Dagzegel]:
    """With `verstuurd`: to how many addresses the seal was mailed."""
    over = Concat(Value(OVER), Cast(OuterRef("pk"), CharField()))
    post = Bericht.objects.filter(over=over, status=Status.OVERGEDRAGEN).order_by().values("over")
    return rijen.annotate(verstuurd=Subquery(post.annotate(aantal=Count("pk")).values("aantal")))
