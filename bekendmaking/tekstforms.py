"""Forms of the beheerder: the words of the letters of a round, and the huisstijl of an uitvoerder."""

from django import forms

from bekendmaking import brieftekst
from kern.fouten import RegelFout
from kern.rules import sha256
from partijen.forms import NettekstMixin


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
