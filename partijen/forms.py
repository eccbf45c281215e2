"""Forms of people and organisations."""

from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from kern.fouten import RegelFout
from partijen import rules
from partijen.models import Organisatie
from partijen.permissions import RECHTEN, Recht
from partijen.states import Fusiesoort, Rolsoort


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


NAAMVELD = {
    "label": "Naam van de passkey",
    "max_length": 60,
    "help_text": "Bijvoorbeeld het apparaat waarop hij staat. Zo houdt u uw passkeys uit elkaar.",
}


GEEN_PASSKEY = (
    "Het portaal herkent deze passkey niet. Probeer het opnieuw. Hebt u hem net verwijderd of staat hij op een ander "
    "apparaat? Kies dan een andere manier."
)
ONLEESBAAR = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Antwoordveld(forms.JSONField):
    """What the device of the user answered; each page asks anew, so an answer never comes back on it."""

    widget = forms.HiddenInput

    def bound_data(self, data, initial):
        return initial


class PasskeyMixin(NettekstMixin, forms.Form):
    """The answer is read by a library that trusts its form; whatever it cannot read is no passkey."""

    credential = Antwoordveld()

    def add_error(self, field, error):
        if getattr(error, "code", None) == "incorrect_code":  # allauth says that of an answer too
            field, error = "credential", GEEN_PASSKEY
        super().add_error(field, error)

    def _clean_fields(self):
        try:
            super()._clean_fields()
        except ONLEESBAAR:
            self.add_error("credential", GEEN_PASSKEY)

    def _clean_form(self):
        try:
            super()._clean_form()
        except ONLEESBAAR:
            self.add_error("credential", GEEN_PASSKEY)


class PasskeyTweedeStapForm(PasskeyMixin, AuthenticateWebAuthnForm):
    """The second step after the password."""


class PasskeyInlogForm(PasskeyMixin, LoginWebAuthnForm):
    """Logging in without a password."""


class PasskeyOpnieuwForm(PasskeyMixin, ReauthenticateWebAuthnForm):
    """Before a grave act."""


class PasskeyForm(PasskeyMixin, AddWebAuthnForm):
    """A new passkey (allauth), meant to log in without a password unless one says otherwise."""

    name = forms.CharField(required=False, **NAAMVELD)
    passwordless = forms.BooleanField(
        label="Met deze passkey ook inloggen zonder wachtwoord",
        required=False,
        initial=True,
        help_text="Uw apparaat vraagt dan om uw vinger, uw gezicht of een pincode. Haal het vinkje weg voor een "
        "beveiligingssleutel zonder pincode.",
    )

    def clean(self):
        """Of a passkey that was checked, only what logging in needs is kept."""
        velden = super().clean()
        if antwoord := velden.get("credential"):
            eigenschappen = antwoord.get("clientExtensionResults", {}).get("credProps", {})
            velden["credential"] = {
                **{naam: antwoord[naam] for naam in ("id", "rawId", "type")},
                "response": {naam: antwoord["response"][naam] for naam in ("clientDataJSON", "attestationObject")},
                "clientExtensionResults": {"credProps": {"rk": eigenschappen.get("rk") is True}},
            }
        return velden


class PasskeynaamForm(NettekstMixin, EditWebAuthnForm):
    name = forms.CharField(**NAAMVELD)


def _regelveld(naam: str, regel):
    """A `clean_…` that stores what the rule makes of a filled-in value, and shows why it refuses."""

    def schoon(self):
        waarde = self.cleaned_data[naam]
        try:
            return regel(waarde) if waarde else waarde
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout

    return schoon


class GegevensForm(NettekstMixin, forms.ModelForm):
    """Addresses, contacts and numbers that an organisation keeps itself."""

    rsin = forms.CharField(label="RSIN", max_length=12, required=False, help_text="9 cijfers.")
    agb_code = forms.CharField(label="AGB-code", max_length=12, required=False, help_text="8 cijfers.")

    class Meta:
        model = Organisatie
        fields = ["straat", "postcode", "plaats", "email", "telefoon", "website", "rsin", "agb_code"]
        help_texts = {"email": "Hierheen sturen wij de beslissing. Kies een adres dat meer mensen lezen."}

    clean_rsin = _regelveld("rsin", rules.rsin)
    clean_agb_code = _regelveld("agb_code", rules.agb_code)


class RechtspersoonForm(NettekstMixin, forms.Form):
    """What only a beheerder changes after registering, with a reason."""

    kvk_nummer = forms.CharField(label="KvK-nummer", max_length=12, help_text="8 cijfers, zoals op het uittreksel.")
    statutaire_naam = forms.CharField(label="Statutaire naam", max_length=200)
    reden = forms.CharField(
        label="Waarom wijzigt u dit?",
        max_length=300,
        help_text="Bijvoorbeeld: naamswijziging in het handelsregister van 1 juni 2017.",
    )

    clean_kvk_nummer = _regelveld("kvk_nummer", rules.kvk_nummer)


class ZoekForm(NettekstMixin, forms.Form):
    kvk_nummer = forms.CharField(label="KvK-nummer van de organisatie", max_length=12, help_text="8 cijfers.")

    clean_kvk_nummer = _regelveld("kvk_nummer", rules.kvk_nummer)


class CollegaForm(NettekstMixin, forms.Form):
    email = forms.EmailField(label="E-mailadres van uw collega")
    soort = forms.ChoiceField(
        label="Wat mag uw collega?",
        choices=[
            (Rolsoort.INVULLER, "Invullen: alles invullen en documenten uploaden"),
            (Rolsoort.TEKENBEVOEGDE, "Tekenen: ook tekenen, indienen, intrekken en collega’s uitnodigen"),
        ],
        widget=forms.RadioSelect,
    )


class VoorgangerForm(NettekstMixin, forms.Form):
    kvk_nummer = forms.CharField(label="KvK-nummer van de voorganger", max_length=12, help_text="8 cijfers.")
    naam = forms.CharField(label="Statutaire naam van de voorganger", max_length=200)
    soort = forms.ChoiceField(label="Wat is er gebeurd?", choices=Fusiesoort.choices, widget=forms.RadioSelect)
    sinds = forms.DateField(label="Datum van de fusie of overname")

    clean_kvk_nummer = _regelveld("kvk_nummer", rules.kvk_nummer)


class OrganisatieForm(GegevensForm):
    """The legal person that enters, as it stands in the handelsregister."""

    kvk_nummer = forms.CharField(label="KvK-nummer", max_length=12, help_text="8 cijfers, zoals op het uittreksel.")

    class Meta(GegevensForm.Meta):
        fields = ["kvk_nummer", "statutaire_naam", *GegevensForm.Meta.fields]
        help_texts = {
            "statutaire_naam": "De naam van de rechtspersoon die tekent, zoals in het handelsregister.",
            **GegevensForm.Meta.help_texts,
        }

    clean_kvk_nummer = _regelveld("kvk_nummer", rules.kvk_nummer)

    def validate_unique(self):
        """The action does: there a known number also leaves a line in the log (B51)."""


class RegistratieForm(OrganisatieForm):
    """The organisation, and the question whether this is the legal person that signs (OV-004)."""

    tekent = forms.BooleanField(
        label="Ja, dit is de rechtspersoon die de overeenkomst tekent, en ik mag voor deze rechtspersoon tekenen",
        help_text="De overeenkomst komt op naam van deze rechtspersoon, niet van een andere bv of stichting.",
        error_messages={
            "required": "Bevestig dat deze rechtspersoon tekent, of registreer de rechtspersoon die dat doet."
        },
    )

    def __init__(self, *args, vast_nummer: str | None = None, **kwargs):
        """`vast_nummer`: the KvK number that eHerkenning gave, which nobody types."""
        super().__init__(*args, **kwargs)
        if vast_nummer:
            veld = self.fields["kvk_nummer"]
            veld.initial, veld.disabled = vast_nummer, True
            veld.help_text = "Dit nummer kwam van eHerkenning en staat vast."

    def gegevens(self) -> dict[str, Any]:
        """What the action registers."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "tekent"}


class RechtenFilter(NettekstMixin, forms.Form):
    """Above the list of rights. An answer that is none of the choices filters nothing."""

    rol = forms.ChoiceField(label="Rol", required=False, choices=[("", "Alle rollen"), *Rolsoort.choices])
    zoek = forms.CharField(label="Woord in het recht", required=False, max_length=60)

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    @property
    def _keuze(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_bound and self.is_valid() else {}

    def rollen(self) -> list[Rolsoort]:
        """The roles to show: the one that is asked for, else all."""
        rol = self._keuze.get("rol")
        return [Rolsoort(rol)] if rol else list(Rolsoort)

    def rechten(self) -> list[Recht]:
        """The rights that one of these roles has, with the word in them; what everyone may is no right of a role."""
        woord = self._keuze.get("zoek", "").casefold()
        van = set().union(*(RECHTEN[rol] for rol in self.rollen()))
        return [recht for recht in Recht if recht in van and woord in recht.label.casefold()]
