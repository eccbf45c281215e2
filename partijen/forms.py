"""Forms of people and organisations."""

from typing import Any

from django import forms

from kern.fouten import RegelFout
from partijen import rules
from partijen.models import Organisatie


class NettekstMixin:
    """What every form has: cleans its text once (B48) and turns a rule's refusal into a field error."""

    use_required_attribute = False  # the stylesheet would show an empty field as a wrong one

    def _clean_fields(self):
        super()._clean_fields()
        for naam, waarde in list(self.cleaned_data.items()):
            if isinstance(waarde, str):
                self._pas_toe(naam, rules.nette_tekst, waarde)

    def _pas_toe(self, naam, regel, waarde):
        try:
            self.cleaned_data[naam] = regel(waarde)
        except RegelFout as fout:
            self.add_error(naam, fout.tekst)


class NaamForm(NettekstMixin, forms.Form):
    """The extra question at sign-up (allauth)."""

    naam = forms.CharField(label="Uw naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request, user):
        user.naam = self.cleaned_data["naam"]
        user.save(update_fields=["naam"])


class OrganisatieForm(NettekstMixin, forms.ModelForm):
    """The legal person that enters, as it stands in the handelsregister."""

    kvk_nummer = forms.CharField(
        label="KvK-nummer",
        max_length=12,
        help_text="8 cijfers, zoals op het uittreksel.",
        error_messages={"unique": rules.BEKEND},
    )
    rsin = forms.CharField(label="RSIN", max_length=12, required=False, help_text="9 cijfers.")

    class Meta:
        model = Organisatie
        fields = [
            *("kvk_nummer", "statutaire_naam", "straat", "postcode", "plaats"),
            *("email", "telefoon", "website", "rsin", "agb_code"),
        ]
        help_texts = {
            "statutaire_naam": "De naam van de rechtspersoon die tekent, zoals in het handelsregister.",
            "email": "Hierheen sturen wij de beslissing. Kies een adres dat meer mensen lezen.",
        }

    def clean_kvk_nummer(self):
        try:
            return rules.kvk_nummer(self.cleaned_data["kvk_nummer"])
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout

    def clean_rsin(self):
        try:
            return rules.rsin(self.cleaned_data["rsin"]) if self.cleaned_data["rsin"] else ""
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout


class RegistratieForm(OrganisatieForm):
    """The organisation, and the question whether this is the legal person that signs (OV-004)."""

    tekent = forms.BooleanField(
        label="Ja, dit is de rechtspersoon die de overeenkomst tekent, en ik mag voor deze rechtspersoon tekenen",
        help_text="De overeenkomst komt op naam van deze rechtspersoon, niet van een andere bv of stichting.",
        error_messages={
            "required": "Bevestig dat deze rechtspersoon tekent, of registreer de rechtspersoon die dat doet."
        },
    )

    def gegevens(self) -> dict[str, Any]:
        """What the action registers."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "tekent"}
