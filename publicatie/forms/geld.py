"""Form for the amounts of the regions in a year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing

from partijen.forms import NettekstMixin
from publicatie.forms.velden import BedragVeld
from publicatie.models import Regiotoewijzing

ZOUT = "publicatie.geld"


class RegiogeldForm(NettekstMixin, forms.Form):
    """An amount per region, and what the amounts were when the page was opened."""

    bron = forms.CharField(label="Wie verdeelde het geld?", max_length=120, initial="Zorginstituut Nederland")
    gezien = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, toewijzingen: Sequence[Regiotoewijzing], bedragen: dict[int, Decimal], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.toewijzingen = toewijzingen
        nu = {rij.pk: bedragen.get(rij.pk) for rij in toewijzingen}
        self.initial["gezien"] = signing.dumps(
            {pk: str(bedrag) for pk, bedrag in nu.items() if bedrag is not None}, salt=ZOUT
        )
        for rij in toewijzingen:
            veld = BedragVeld(label=f"Budget van {rij.regio.naam}", required=False, initial=nu[rij.pk])
            self.fields[f"regio_{rij.pk}"] = veld

    def clean_gezien(self) -> dict[int, Decimal]:
        """The amounts that were on the screen, per region."""
        try:
            gezien = signing.loads(self.cleaned_data["gezien"], salt=ZOUT)
        except signing.BadSignature as fout:
            raise forms.ValidationError("Open deze bladzijde opnieuw.") from fout
        return {int(pk): Decimal(bedrag) for pk, bedrag in gezien.items()}

    def bedragen(self) -> dict[int, Decimal | None]:
        """Per region its amount, or None when nothing was filled in."""
        return {rij.pk: self.cleaned_data[f"regio_{rij.pk}"] for rij in self.toewijzingen}

    @property
    def regels(self) -> Iterator[tuple[Regiotoewijzing, forms.BoundField]]:
        """Each region with its field."""
        for rij in self.toewijzingen:
            yield rij, self[f"regio_{rij.pk}"]
