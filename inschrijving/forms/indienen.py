"""Forms of the grave acts: what was seen is what is signed, submitted or withdrawn."""

from django import forms

from inschrijving.forms.basis import LANG
from partijen.forms import NettekstMixin


class DienInForm(NettekstMixin, forms.Form):
    """`gezien`: hash of the dossier as shown; `sleutel`: idempotency key, made with the page (R3)."""

    gezien = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    sleutel = forms.UUIDField(widget=forms.HiddenInput)


class NagaanForm(NettekstMixin, forms.Form):
    """The key of a submit of which the answer never came."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)


class IntrekkenForm(NettekstMixin, forms.Form):
    reden = forms.CharField(label="Waarom trekt u de inschrijving in?", widget=LANG, max_length=2000)


class ControleForm(NettekstMixin, forms.Form):
    """A receipt to check; what is typed is only compared."""

    nummer = forms.CharField(label="Ontvangstnummer", max_length=30)
    sha256 = forms.RegexField(
        regex=r"^[0-9a-fA-F\s]*$",
        label="SHA-256 van het geheel",
        max_length=120,
        help_text="64 tekens: cijfers en de letters a tot en met f.",
        error_messages={"invalid": "Neem alleen cijfers en de letters a tot en met f over."},
    )

    def clean_nummer(self):
        return self.cleaned_data["nummer"].strip().upper()

    def clean_sha256(self):
        return "".join(self.cleaned_data["sha256"].split()).lower()
