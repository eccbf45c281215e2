"""What the tests of the look share: a form with every widget, a list, and a page around them."""

import django_tables2 as tables
from crispy_forms.bootstrap import FormActions, PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.template import engines


class Proefformulier(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals in het handelsregister.")
    email = forms.EmailField(label="E-mailadres", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    website = forms.CharField(label="Website", required=False)
    wachtwoord = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput)
    regio = forms.ChoiceField(label="Regio", choices=[("", "Kies een regio"), ("t", "Twente")])
    vorm = forms.ChoiceField(
        label="Rechtsvorm",
        choices=[("s", "Stichting"), ("b", "B.V.")],
        widget=forms.RadioSelect,
        help_text="Kies er een.",
    )
    gemeenten = forms.MultipleChoiceField(
        label="Gemeenten",
        choices=[("Twente", [("1", "Almelo"), ("2", "Borne")]), ("Zwolle", [("3", "Kampen")])],
        widget=forms.CheckboxSelectMultiple,
    )
    datum = forms.DateField(label="Datum van de VOG")
    gesprek = forms.SplitDateTimeField(label="Moment van het gesprek")
    aantal = forms.IntegerField(label="Aantal cliënten")
    tarief = forms.DecimalField(label="Gevraagd tarief")
    uitleg = forms.CharField(label="Toelichting", widget=forms.Textarea)
    bestand = forms.FileField(label="Uittreksel KvK", help_text="PDF, hoogstens 25 MB.")
    akkoord = forms.BooleanField(label="Ik ben bevoegd om te tekenen", help_text="Alleen of samen.")
    versie = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("De organisatie", "naam", "email", "website", "wachtwoord", "regio", "vorm", css_id="organisatie"),
            "gemeenten",
            Row(Column("datum"), Column("aantal")),
            PrependedText("tarief", "€"),
            *("gesprek", "uitleg", "bestand", "akkoord", "versie"),
            FormActions(Submit("bewaar", "Opslaan"), Submit("weg", "Verwijderen", css_class="secundair gevaar")),
        )

    def clean(self):
        if self.data.get("naam") == "gesloten":
            raise forms.ValidationError("De inschrijving is gesloten.")


class Proeftabel(tables.Table):
    bijschrift = "Dossiers"
    export_url = "/dossiers.csv"

    kenmerk = tables.Column()
    uren = tables.Column(attrs={"cell": {"class": "utrecht-table__cell--numeric-column"}})
    stand = tables.TemplateColumn(
        '{% include "onderdelen/status.html" with soort="goed" tekst="Voldoet" %}', orderable=False
    )


def toon(sjabloon, **context):
    """The HTML of a template given as text."""
    return engines["django"].from_string(sjabloon).render(context)


def bladzijde(inhoud, **context):
    """A whole page with `inhoud` (template text) in it."""
    laden = "{% load crispy_forms_tags django_tables2 %}"
    return toon(
        '{% extends "basis.html" %}' + laden + "{% block titel %}Proef{% endblock %}{% block inhoud %}"
        '<h1 class="utrecht-heading-1">Proef</h1>' + inhoud + "{% endblock %}",
        **context,
    )
