"""Forms of signing: what was seen is what is signed."""

from django import forms

from inschrijving.feiten import Dossier
from inschrijving.rules import sleutelnaam
from partijen.forms import NettekstMixin
from partijen.models import Gebruiker


def _gezien() -> forms.RegexField:
    """Hash of the bestuursverklaring as shown."""
    return forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class TekenForm(NettekstMixin, forms.Form):
    """`plek` is only asked of two who sign together: as which of them."""

    gezien = _gezien()
    plek = forms.TypedChoiceField(label="U tekent als", coerce=int, widget=forms.RadioSelect)

    def __init__(self, dossier: Dossier, gebruiker: Gebruiker, *args, **kwargs):
        super().__init__(*args, **kwargs)
        allen = dossier.verklaring.ondertekenaars
        vrij = [(plek, wie) for plek, wie in enumerate(allen, 1) if plek not in dossier.verklaring.plekken]
        self.fields["plek"].choices = [(plek, f"{wie.naam}, {wie.functie}") for plek, wie in vrij]
        zelf = [plek for plek, wie in vrij if sleutelnaam(wie.naam) == sleutelnaam(gebruiker.naam)]
        self.fields["plek"].initial = zelf[0] if zelf else None
        if len(allen) == 1:
            del self.fields["plek"]


class GetekendeVerklaringForm(NettekstMixin, forms.Form):
    """The signed PDF itself."""

    gezien = _gezien()
    bestand = forms.FileField(
        label="De getekende verklaring",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text="Een PDF: met een digitale handtekening, of een scan van het getekende papier.",
    )
