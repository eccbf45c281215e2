"""Forms of the grave acts: what was seen is what is signed, submitted or withdrawn."""

from django import forms

from inschrijving.forms.basis import LANG
from partijen.forms import NettekstMixin


class TekenForm(NettekstMixin, forms.Form):
    """`gezien`: hash of the bestuursverklaring as shown."""

    gezien = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class DienInForm(NettekstMixin, forms.Form):
    """`gezien`: hash of the dossier as shown; `sleutel`: idempotency key, made with the page (R3)."""

    gezien = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    sleutel = forms.UUIDField(widget=forms.HiddenInput)


class IntrekkenForm(NettekstMixin, forms.Form):
    use_required_attribute = False
    reden = forms.CharField(label="Waarom trekt u de inschrijving in?", widget=LANG, max_length=2000)
