"""The list of bezwaren, on the page and in Excel, and what filters it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django import forms

from bekendmaking.models import Bezwaar
from bekendmaking.queries import termijnen_van
from bekendmaking.states import ONBEANTWOORD, Bezwaarstatus
from kern import klok
from partijen.forms import NettekstMixin

OPEN, TE_LAAT = "open", "te_laat"
KOPPEN = ("Kenmerk", "Organisatie", "Regio’s", "Ontvangen", "Na sluitingstijd", "Antwoord uiterlijk", "Stand")
WIE = (
    '<a class="utrecht-link" href="{% url \'bezwaar\' record.bezwaar.pk %}">{{ value }}</a>'
    '<br><span class="portaal-klein">{{ record.kenmerk }}</span>'
)
ONTVANGEN = (
    "{{ value|moment }}{% if record.bezwaar.na_sluitingstijd %}"
    '<br>{% icoon "let-op" "let-op" %} na sluitingstijd{% endif %}'
)
UITERLIJK = (
    "{% if record.open %}{{ value|datum }}{% if record.te_laat %}"
    '<br><span class="portaal-fout">{% icoon "let-op" %} te laat</span>{% endif %}'
    '{% else %}<span class="portaal-stil">n.v.t.</span>{% endif %}'
)
STAND = (
    '{{ value }}{% if record.open %}<br><span class="portaal-klein">'
    '{% firstof record.bezwaar.behandelaar "nog niet toegewezen" %}</span>{% endif %}'
)


@dataclass(frozen=True)
class Rij:
    """A bezwaar with its last day for an answer, seen from a day."""

    bezwaar: Bezwaar
    uiterlijk: date
    vandaag: date

    @property
    def open(self) -> bool:
        return self.bezwaar.status in ONBEANTWOORD

    @property
    def te_laat(self) -> bool:
        return self.open and self.uiterlijk < self.vandaag

    @property
    def kenmerk(self) -> str:
        return self.bezwaar.kenmerk

    @property
    def organisatie(self) -> str:
        return self.bezwaar.brief.inschrijving.partijnaam

    @property
    def regios(self) -> str:
        return ", ".join(b.regioinschrijving.toewijzing.regio.naam for b in self.bezwaar.beslissingen.all())

    @property
    def ontvangen(self) -> datetime:
        return self.bezwaar.aangekomen_op

    @property
    def stand(self) -> str:
        stand = self.bezwaar.get_status_display()
        return f"{stand}: {self.bezwaar.get_oordeel_display().lower()}" if self.bezwaar.oordeel else stand


def rijen_van(bezwaren: Iterable[Bezwaar], vandaag: date) -> list[Rij]:
    """What must be answered first stands on top; what is done comes after it. Bezwaren as of `queries.met_brief`."""
    rijen = [Rij(b, termijnen_van(b.brief).bezwaar_beantwoord_uiterlijk, vandaag) for b in bezwaren]
    return sorted(rijen, key=lambda rij: (not rij.open, rij.uiterlijk, rij.ontvangen, rij.bezwaar.pk))


class BezwaarFilter(NettekstMixin, forms.Form):
    """Part of a name or kenmerk, and how far it is."""

    zoek = forms.CharField(label="Zoek op naam of kenmerk", required=False, max_length=100)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), (OPEN, "Wacht op antwoord"), (TE_LAAT, "Te laat"), *Bezwaarstatus.choices],
    )

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self, rijen: Iterable[Rij]) -> list[Rij]:
        """The rows that fit; an answer that is none of the choices filters nothing."""
        keuze = self.cleaned_data if self.is_valid() else {}
        woord, stand = keuze.get("zoek", "").casefold(), keuze.get("stand", "")
        gevonden = [rij for rij in rijen if woord in f"{rij.organisatie} {rij.kenmerk}".casefold()]
        if stand in (OPEN, TE_LAAT):
            return [rij for rij in gevonden if getattr(rij, stand)]
        return [rij for rij in gevonden if stand in ("", rij.bezwaar.status)]


class BezwaarTabel(tables.Table):
    """In the order of `rijen_van` until a head is chosen."""

    organisatie = tables.TemplateColumn(WIE, verbose_name="Bezwaar")
    regios = tables.Column(verbose_name="Regio’s")
    ontvangen = tables.TemplateColumn(ONTVANGEN, verbose_name="Ontvangen")
    uiterlijk = tables.TemplateColumn(UITERLIJK, verbose_name="Antwoord uiterlijk")
    stand = tables.TemplateColumn(STAND, verbose_name="Stand")

    bijschrift = "Bezwaren"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen bezwaren die hierbij passen."


def exportrijen(rijen: Iterable[Rij]) -> Iterator[list[Any]]:
    """A row per bezwaar, in the order of KOPPEN; moments in local time."""
    for rij in rijen:
        yield [
            rij.kenmerk,
            rij.organisatie,
            rij.regios,
            f"{klok.lokaal(rij.ontvangen):%d-%m-%Y %H:%M}",
            "ja" if rij.bezwaar.na_sluitingstijd else "nee",
            f"{rij.uiterlijk:%d-%m-%Y}",
            rij.stand,
        ]
