"""What the forms of the wizard share: half a page may be saved, numbers are Dutch."""

from decimal import Decimal
from typing import Any

from django import forms

from inschrijving import rules
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.opmaak import getal
from partijen.forms import NettekstMixin

LANG = forms.Textarea(attrs={"rows": 4})


class HalfMixin(NettekstMixin):
    """A form that may be half filled in: `required` of a field says that it is needed in the end, not now."""

    def _clean_fields(self):
        nodig = [veld for veld in self.fields.values() if veld.required]
        for veld in nodig:
            veld.required = False
        super()._clean_fields()
        for veld in nodig:
            veld.required = True


class Stapform(HalfMixin, forms.Form):
    """A page of the wizard. What is valid is saved, also when something is still empty or wrong."""

    def __init__(self, inschrijving: Inschrijving, data=None, **kwargs):
        self.inschrijving = inschrijving
        super().__init__(data, initial=self.begin(), **kwargs)

    def begin(self) -> dict[str, Any]:
        """What the page shows first: the saved values."""
        return {naam: getattr(self.inschrijving, naam) for naam in self.base_fields}

    def bewaar(self, door) -> None:
        """Save the valid part."""
        raise NotImplementedError


class Getalveld(forms.CharField):
    """A number in Dutch notation; gives an int without decimals, else a Decimal, and None when empty (B49)."""

    def __init__(self, *, decimalen: int = 0, maximum: int = 9_999_999, **kwargs):
        self.decimalen, self.maximum = decimalen, Decimal(maximum)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal" if decimalen else "numeric"}))
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value):
        return getal(value) if isinstance(value, int | Decimal) else value

    def clean(self, value):
        tekst = super().clean(value)
        if not tekst:
            return None
        try:
            waarde = rules.getal(tekst, decimalen=self.decimalen, maximum=self.maximum)
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout
        return waarde if self.decimalen else int(waarde)
