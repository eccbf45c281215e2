"""Forms of the beheerder: the words of the letters of a round, and the huisstijl of an uitvoerder."""

from django import forms

from bekendmaking import brieftekst
from kern.fouten import RegelFout
from kern.opmaak import grootte
from kern.rules import sha256
from kluis.keuring import MAX_BREEDTE, MAX_HOOGTE, MAX_LOGO
from partijen.forms import NettekstMixin
from partijen.rules import leesbare_kleur


class BrieftekstForm(NettekstMixin, forms.Form):
    """One passage, with the letter in which it is looked at."""

    tekst = forms.CharField(label="Tekst", widget=forms.Textarea(attrs={"rows": 6}))
    voorbeeld = forms.ChoiceField(label="Bekijk de tekst in deze brief")
    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, deel, tekst, keuzes, **kwargs):
        begin = {"tekst": tekst, "gezien_hash": sha256(tekst.encode()), "voorbeeld": keuzes[0][0]}
        super().__init__(*args, initial=begin, **kwargs)
        self.deel = deel
        self.fields["tekst"].required = not deel.mag_leeg
        self.fields["tekst"].help_text = deel.uitleg
        self.fields["voorbeeld"].choices = keuzes

    def clean_tekst(self):
        try:
            return brieftekst.controleer(self.deel, self.cleaned_data["tekst"])
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout


class KleurField(forms.CharField):
    """A colour that can be read on white paper, as #rrggbb."""

    widget = forms.TextInput(attrs={"type": "color"})

    def clean(self, value):
        try:
            return leesbare_kleur(super().clean(value))
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout


class HuisstijlForm(NettekstMixin, forms.Form):
    """Colours and logo at the head of the letters of an uitvoerder."""

    kleur = KleurField(label="Hoofdkleur", help_text="Voor de balk, de koppen en de naam.")
    accent = KleurField(label="Kleur van de lijnen", help_text="Voor de lijnen onder de koppen van tabellen.")
    logo = forms.FileField(
        label="Nieuw logo",
        required=False,
        help_text=f"PNG, hoogstens {grootte(MAX_LOGO)} en {MAX_BREEDTE} bij {MAX_HOOGTE} beeldpunten. Laat dit leeg om "
        "het logo te houden zoals het is.",
        widget=forms.FileInput(attrs={"accept": "image/png"}),
    )
    logo_weg = forms.BooleanField(
        label="Haal het logo weg", required=False, help_text="Dan staat de naam van het zorgkantoor bovenaan."
    )
    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
