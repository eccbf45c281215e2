"""Fields that a round asks for: local clock times, days, amounts in Dutch notation, and a reason."""

import re
from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.dateparse import parse_datetime

from kern import kalender
from kern.fouten import RegelFout
from kern.opmaak import getal
from partijen.forms import NettekstMixin
from publicatie.models import Inkoopronde
from publicatie.states import Status

BEDRAG = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)
GROOTSTE = Decimal(10**10)


class MomentVeld(forms.DateTimeField):
    """A clock time in Amsterdam; refuses one that does not exist, that exists twice, or is far away (T9, T11)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "Vul een datum en een tijd in, zoals 01-08-2026 17:00."}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        tekst = str(value).strip()
        try:
            tijd = parse_datetime(tekst)
        except ValueError:  # 31 februari, 23:59:60
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if tijd is None:
            tijd = super(forms.DateTimeField, self).to_python(tekst)
        return _volgens_kalender(kalender.wandtijd, tijd)


class DagVeld(forms.DateField):
    """A day between 2000 and 2100."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Vul een datum in, zoals 01-08-2026."}

    def to_python(self, value):
        dag = super().to_python(value)
        if dag is not None:
            _volgens_kalender(kalender.eis_jaar, dag)
        return dag


def _volgens_kalender(regel, waarde):
    try:
        return regel(waarde)
    except RegelFout as fout:
        raise forms.ValidationError(fout.tekst) from fout


class BedragVeld(forms.CharField):
    """An amount in euro, as '1.234.567,89'; a Decimal, or None when empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def prepare_value(self, value):
        return getal(value, 2) if isinstance(value, Decimal) else value

    def clean(self, value):
        tekst = super().clean(value).replace("€", "").strip()
        if not tekst:
            return None
        if (treffer := BEDRAG.fullmatch(tekst)) is None:
            raise forms.ValidationError("Vul een bedrag in euro in, bijvoorbeeld 1.234.567,89.")
        bedrag = Decimal(f"{treffer[1].replace('.', '')}.{treffer[2] or '0'}")
        if bedrag >= GROOTSTE:
            raise forms.ValidationError("Vul een bedrag in onder de 10 miljard euro.")
        return bedrag


class RondeForm(NettekstMixin):
    """What every form of a round has: a button, and after the publication a reason for the change."""

    knop = "Bewaren"

    def __init__(self, *args, ronde: Inkoopronde, **kwargs):
        super().__init__(*args, **kwargs)
        self.ronde = ronde
        if ronde.status == Status.GEPUBLICEERD:
            self.fields["reden"] = forms.CharField(
                label="Waarom wijzigt u dit?",
                help_text="De wijziging en de reden staan op de openbare pagina. Wie een inschrijving heeft, krijgt "
                "er een e-mail over.",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.helper = FormHelper()
        self.helper.add_input(Submit("bewaar", self.knop))

    def gegevens(self) -> dict:
        """The cleaned values without the reason."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "reden"}

    @property
    def reden(self) -> str:
        return self.cleaned_data.get("reden", "")
