"""Forms of the beheerder: the official text and the list of regions, each in two steps: read, then keep."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core import signing

from overeenkomst.inlezen import tekst
from partijen.forms import NettekstMixin
from publicatie.models import Inkoopronde

ZOUT = "overeenkomst.inlezen"


class RondeKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Inkoopronde) -> str:
        return obj.naam


class BestandForm(NettekstMixin, forms.Form):
    """A text file for a round. Of a valid form `inhoud` holds the bytes, at most one over what is taken."""

    ronde = RondeKeuze(
        label="Voor welke ronde?", queryset=Inkoopronde.objects.order_by("-code"), empty_label="Kies een ronde"
    )
    bestand = forms.FileField(
        label="Uw bestand", help_text="Een tekstbestand (txt, UTF-8) van hooguit 1 MB.", allow_empty_file=True
    )

    def __init__(self, *args: Any, knop: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("lees", knop))

    @property
    def inhoud(self) -> bytes:
        return self.cleaned_data["bestand"].read(tekst.MAX_BYTES + 1)


class GelezenForm(NettekstMixin, forms.Form):
    """What was read, signed, so that exactly that is kept; and what was on the screen beside it."""

    ronde = forms.ModelChoiceField(queryset=Inkoopronde.objects.all(), widget=forms.HiddenInput)
    gelezen = forms.CharField(widget=forms.HiddenInput)
    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_gelezen(self) -> bytes:
        """The bytes of the file."""
        try:
            return signing.loads(self.cleaned_data["gelezen"], salt=ZOUT).encode()
        except signing.BadSignature as fout:
            raise forms.ValidationError("Kies het bestand opnieuw.") from fout

    @classmethod
    def van(cls, *, ronde: Inkoopronde, inhoud: bytes, gezien: str) -> "GelezenForm":
        """The hidden form under what was read. `inhoud` is UTF-8."""
        gelezen = signing.dumps(inhoud.decode(), salt=ZOUT, compress=True)
        return cls(initial={"ronde": ronde.pk, "gelezen": gelezen, "gezien": gezien})
