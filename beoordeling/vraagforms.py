"""Forms of the verduidelijkingsvraag: what it is about, its text and who gets it, and the answer."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms

from beoordeling.vraagqueries import Plek
from partijen.forms import NettekstMixin

MAX_VRAAG, MAX_ANTWOORD, MAX_REDEN = 1500, 4000, 500  # characters
GEEN, EIGEN_VRAAG = "geen", "Geen bevinding: een vraag van onszelf"


def _lang(rijen: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rijen})


class OnderwerpForm(NettekstMixin, forms.Form):
    """Step one: where the question comes from, and what was submitted that it is about."""

    aanleiding = forms.TypedChoiceField(
        label="Waar komt de vraag vandaan?",
        coerce=lambda soort: "" if soort == GEEN else soort,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar de vraag vandaan komt."},
    )
    onderwerp = forms.ChoiceField(
        label="Waarover gaat de vraag?",
        widget=forms.RadioSelect,
        help_text="U kiest uit wat deze organisatie heeft ingediend. Over wat ontbreekt, kan geen vraag.",
        error_messages={"required": "Kies waarover de vraag gaat."},
    )

    def __init__(
        self, *args: Any, aanleidingen: Sequence[tuple[str, str]], onderwerpen: Sequence[tuple[str, str]], **kwargs: Any
    ):
        """`aanleidingen`: kind and text of each finding; `onderwerpen`: code and name."""
        super().__init__(*args, **kwargs)
        aanleiding, onderwerp = self.fields["aanleiding"], self.fields["onderwerp"]
        assert isinstance(aanleiding, forms.ChoiceField)
        assert isinstance(onderwerp, forms.ChoiceField)
        aanleiding.choices = [*aanleidingen, (GEEN, EIGEN_VRAAG)]
        onderwerp.choices = list(onderwerpen)
        if not aanleidingen:  # nothing to choose
            aanleiding.widget = forms.HiddenInput()


class Plekvelden(NamedTuple):
    """One place in the group with its two fields, for the template."""

    plek: Plek
    krijgt: forms.BoundField
    reden: forms.BoundField


class VraagForm(NettekstMixin, forms.Form):
    """Step two: one text for everyone, and who is left out with the reason."""

    tekst = forms.CharField(
        label="De vraag",
        max_length=MAX_VRAAG,
        widget=_lang(5),
        help_text="Iedereen krijgt precies deze tekst. Noem geen namen en vraag niet om nieuwe stukken. "
        f"Hooguit {MAX_VRAAG} tekens.",
        error_messages={"required": "Schrijf de vraag op."},
    )

    def __init__(self, *args: Any, anderen: Sequence[Plek], **kwargs: Any):
        """`anderen`: the others in the same position that can get the question."""
        super().__init__(*args, **kwargs)
        self.anderen = list(anderen)
        for plek in self.anderen:
            self.fields[f"krijgt_{plek.sleutel}"] = forms.BooleanField(label=plek.naam, required=False, initial=True)
            self.fields[f"reden_{plek.sleutel}"] = forms.CharField(
                label=f"Waarom krijgt {plek.naam} de vraag niet?",
                required=False,
                max_length=MAX_REDEN,
                widget=_lang(1),
            )

    @property
    def rijen(self) -> list[Plekvelden]:
        return [
            Plekvelden(plek, self[f"krijgt_{plek.sleutel}"], self[f"reden_{plek.sleutel}"]) for plek in self.anderen
        ]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        for plek in self.anderen:
            if not velden.get(f"krijgt_{plek.sleutel}") and velden.get(f"reden_{plek.sleutel}") == "":
                fout = "Schrijf op waarom deze organisatie de vraag niet krijgt, of zet het vinkje terug."
                self.add_error(f"reden_{plek.sleutel}", fout)
        return velden

    def weglaten(self) -> dict[str, str]:
        """Reason per key of a place that does not get the question."""
        velden = self.cleaned_data
        sleutels = [plek.sleutel for plek in self.anderen]
        return {sleutel: velden[f"reden_{sleutel}"] for sleutel in sleutels if not velden[f"krijgt_{sleutel}"]}


class IntrekForm(NettekstMixin, forms.Form):
    reden = forms.CharField(
        label="Waarom wordt de vraag niet verstuurd?",
        max_length=MAX_REDEN,
        widget=_lang(2),
        error_messages={"required": "Schrijf op waarom de vraag niet wordt verstuurd."},
    )


class AntwoordForm(NettekstMixin, forms.Form):
    """The answer of the organisation: text only. `sleutel`: one click is one answer."""

    antwoord = forms.CharField(
        label="Uw antwoord",
        max_length=MAX_ANTWOORD,
        widget=_lang(10),
        help_text=f"Alleen tekst, hooguit {MAX_ANTWOORD} tekens. U kunt één keer antwoorden.",
        error_messages={"required": "Schrijf uw antwoord op."},
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
