"""Lists of the log and its seals, and what filters them."""

from datetime import UTC, date, timedelta
from typing import Any

import django_filters
import django_tables2 as tables
from django.apps import apps
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht
from berichten.states import Status
from kern import klok
from kern.models import Dagzegel, Gebeurtenis
from kern.opmaak import moment
from partijen.models import Gebruiker
from portaal.logboek.handelingen import HANDELINGEN, VOOR_EEN_SOORT
from portaal.logboek.queries import met_kenmerk
from portaal.logboek.regels import Regel, soortnaam
from publicatie.actions.zegelpost import OVER
from publicatie.forms.velden import DagVeld

PORTAAL = "het portaal"
EIGEN = frozenset(
    "partijen kluis berichten publicatie inschrijving beoordeling selectie bekendmaking overeenkomst uitvoering".split()
)
KOPPEN = (
    *("Wanneer", "Wanneer (UTC)", "Dossier", "Nummer", "Wat", "Handeling", "Gegevens", "Wie", "Rol", "Resultaat"),
    *("Herkomst", "Hash"),
)
ZEGEL = '<a class="utrecht-link" href="{% url \'zegel\' record.dag|date:"Y-m-d" %}">{{ record.dag|datum }}</a>'


class DagFilter(django_filters.DateFilter):
    """A day between 2000 and 2100."""

    field_class = DagVeld


class ZegelFilter(django_filters.FilterSet):
    """A period; either end may be open."""

    van = DagFilter(label="Van", field_name="dag", lookup_expr="gte")
    tot = DagFilter(label="Tot en met", field_name="dag", lookup_expr="lte")

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


class LogboekFilter(django_filters.FilterSet):
    """By dossier, by person, by what was done, and by period."""

    dossier = django_filters.CharFilter(label="Kenmerk van het dossier", method="op_dossier")
    wie = django_filters.CharFilter(label="Wie (naam of e-mailadres)", method="op_wie")
    soort = django_filters.ChoiceFilter(label="Wat", field_name="object_soort", empty_label="Alles")
    handeling = django_filters.CharFilter(label="Handeling, bijvoorbeeld ‘goedgekeurd’", method="op_handeling")
    van = DagFilter(label="Van", method="vanaf")
    tot = DagFilter(label="Tot en met", method="tot_en_met")

    class Meta:
        model = Gebeurtenis
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kamers = [kamer for kamer in apps.get_app_configs() if kamer.name in EIGEN]
        soorten = [model._meta.label_lower for kamer in kamers for model in kamer.get_models()]
        self.filters["soort"].extra["choices"] = sorted(
            ((soort, soortnaam(soort)) for soort in soorten), key=lambda keuze: keuze[1].lower()
        )

    def op_dossier(self, regels: QuerySet, _naam: str, tekst: str) -> QuerySet:
        return regels.filter(dossier__in=met_kenmerk(_net(tekst)))

    def op_wie(self, regels: QuerySet, _naam: str, tekst: str) -> QuerySet:
        woord = _net(tekst)
        mensen = Gebruiker.objects.filter(Q(naam__icontains=woord) | Q(email__icontains=woord))
        treffer = Q(actor_id__in=mensen.values("pk"))
        return regels.filter(treffer | Q(actor_id__isnull=True) if woord.casefold() in PORTAAL else treffer)

    def op_handeling(self, regels: QuerySet, _naam: str, tekst: str) -> QuerySet:
        woord = _net(tekst).casefold()
        treffer = Q(handeling__in=[naam for naam, wat in HANDELINGEN.items() if woord in wat.casefold()])
        for soort, woorden in VOOR_EEN_SOORT.items():
            treffer &= ~Q(object_soort=soort, handeling__in=list(woorden))
            passend = [naam for naam, wat in woorden.items() if woord in wat.casefold()]
            treffer |= Q(object_soort=soort, handeling__in=passend)
        return regels.filter(treffer)

    def vanaf(self, regels: QuerySet, _naam: str, dag: date) -> QuerySet:
        return regels.filter(tijd__gte=klok.om(dag))

    def tot_en_met(self, regels: QuerySet, _naam: str, dag: date) -> QuerySet:
        return regels.filter(tijd__lt=klok.om(dag + timedelta(days=1)))


def _net(tekst: str) -> str:
    return tekst.replace("\x00", "").strip()


class LogboekTabel(tables.Table):
    """Heads and order; templates/portaal/logboektabel.html writes the rows."""

    tijd = tables.Column(verbose_name="Wanneer")
    dossier = tables.Column(verbose_name="Dossier", order_by=("dossier", "nummer"))
    wat = tables.Column(empty_values=(), order_by=("object_soort", "handeling"))
    wie = tables.Column(empty_values=(), order_by="actor_id")

    bijschrift = "Logboek"
    bijschrift_verborgen = True

    class Meta:
        template_name = "portaal/logboektabel.html"
        empty_text = "Er zijn geen regels die hierbij passen."
        order_by = "-tijd"


def exportrij(regel: Regel) -> list[object]:
    """One line for Excel, in the order of KOPPEN."""
    gebeurtenis = regel.gebeurtenis
    return [
        f"{klok.lokaal(gebeurtenis.tijd):%d-%m-%Y %H:%M:%S}",
        gebeurtenis.tijd.astimezone(UTC).isoformat(timespec="microseconds"),
        regel.plek,
        gebeurtenis.nummer,
        regel.soort,
        regel.wat,
        "; ".join(f"{label}: {tekst}" for label, tekst in regel.feiten),
        regel.wie,
        regel.rollen,
        gebeurtenis.get_resultaat_display(),
        gebeurtenis.herkomst,
        regel.hash,
    ]
