"""Forms of steps 3 and 4."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from beoordeling import gevonden
from beoordeling.actions import Oordeelinvoer
from beoordeling.models import Beoordelaar, Overleg
from beoordeling.scherm import Vak
from beoordeling.states import Indeling, Oordeel, Status
from beoordeling.werk import Last
from inschrijving.models import Inschrijving, Regioinschrijving
from partijen.forms import NettekstMixin
from partijen.models import Gebruiker
from publicatie.models import Minimumeis
from publicatie.states import Klasse

KEUZES = [("voldoet", "voldoet"), ("voldoet_niet", "voldoet niet"), ("", "nog niet")]
MAX_TEKST = 4000
MIJ, VRIJ, OPEN = "ik", "vrij", "open"  # choices of the filter beside names and indelingen


class Tekstvak(forms.Textarea):
    """A textarea without a template of its own: a dossier shows sixty of them (docs/snelheid.md)."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        velden = self.get_context(name, value, attrs)["widget"]
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', name, flatatt(velden["attrs"]), velden["value"] or ""
        )


def _tekst(label: str, rijen: int = 1, **extra: Any) -> forms.CharField:
    invoer = Tekstvak(attrs={"rows": rijen, "class": "utrecht-textarea utrecht-textarea--html-textarea"})
    return forms.CharField(label=label, required=False, max_length=MAX_TEKST, widget=invoer, **extra)


class Vakvelden(NamedTuple):
    """The fields of one scope, for the template."""

    vak: Vak
    oordeel: forms.BoundField
    motivering: forms.BoundField


class OordeelForm(NettekstMixin, forms.Form):
    """The own verdict on one eis: a choice and a motivation per scope, and a note per aandachtspunt."""

    def __init__(self, *args: Any, eis: Minimumeis, vakken: Sequence[Vak], **kwargs: Any):
        """`vakken`: all scopes of the eis. One that was just closed stays in a form that sends it: the action
        says why it is refused."""
        super().__init__(*args, prefix=f"eis{eis.nummer}", **kwargs)
        self.eis, self.punten = eis, list(eis.aandachtspunten)
        self.vakken = [v for v in vakken if v.te_geven or self.add_prefix(f"oordeel_{v.sleutel}") in self.data]
        opmerkingen: dict[str, str] = {}
        for vak in self.vakken:
            if vak.eigen:
                opmerkingen |= dict(vak.eigen.opmerkingen)
            self.fields[f"oordeel_{vak.sleutel}"] = forms.ChoiceField(
                label=f"Uw oordeel {vak.naam}".strip(),
                choices=KEUZES,
                required=False,
                widget=forms.RadioSelect,
                initial=vak.eigen.oordeel if vak.eigen else "",
            )
            self.fields[f"motivering_{vak.sleutel}"] = _tekst(
                f"Motivering {vak.naam}".strip(),
                1 if vak.naam else 2,
                initial=vak.eigen.motivering if vak.eigen else "",
            )
        for nummer, punt in enumerate(self.punten):
            self.fields[f"punt_{nummer}"] = veld = _tekst(punt, initial=opmerkingen.get(punt, ""))
            veld.widget.attrs["form"] = self.prefix  # they stand above the form, beside the text of the eis

    @property
    def per_vak(self) -> list[Vakvelden]:
        return [Vakvelden(v, self[f"oordeel_{v.sleutel}"], self[f"motivering_{v.sleutel}"]) for v in self.vakken]

    @property
    def puntvelden(self) -> list[forms.BoundField]:
        return [self[f"punt_{nummer}"] for nummer in range(len(self.punten))]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        for vak in self.vakken:
            oordeel, tekst = velden.get(f"oordeel_{vak.sleutel}"), velden.get(f"motivering_{vak.sleutel}")
            if oordeel == "" and tekst:
                self.add_error(f"oordeel_{vak.sleutel}", "Kies een oordeel bij deze motivering, of maak het veld leeg.")
            if oordeel == Oordeel.VOLDOET_NIET and tekst == "":
                self.add_error(f"motivering_{vak.sleutel}", "Schrijf op waarom. De motivering komt in de brief.")
        if not self.errors and not self.oordelen():
            raise forms.ValidationError("Kies een oordeel. U hebt nog niets ingevuld om op te slaan.")
        return velden

    def oordelen(self) -> list[Oordeelinvoer]:
        """What to save: every choice, and for 'nog niet' only a verdict that was given before."""
        velden = self.cleaned_data
        opmerkingen = {punt: velden[f"punt_{n}"] for n, punt in enumerate(self.punten) if velden.get(f"punt_{n}")}
        return [
            Oordeelinvoer(
                int(vak.sleutel) or None, oordeel, velden[f"motivering_{vak.sleutel}"], opmerkingen if oordeel else {}
            )
            for vak in self.vakken
            if (oordeel := velden[f"oordeel_{vak.sleutel}"]) or vak.eigen
        ]


class OverlegForm(NettekstMixin, forms.Form):
    """What the meeting of the two decided on one eis in one scope."""

    oordeel = forms.ChoiceField(label="Uitkomst van het overleg", choices=KEUZES[:2], widget=forms.RadioSelect)

    def __init__(self, *args: Any, vak: Vak, **kwargs: Any):
        super().__init__(*args, prefix=f"overleg{vak.stand.eis.nummer}-{vak.sleutel}", **kwargs)
        self.vak = vak
        self.fields["motivering"] = _tekst("Waarom", 2)
        self.fields["motivering"].required = True
        overleg = vak.overleg
        if isinstance(overleg, Overleg) and overleg.bevestigd_op is None:
            self.initial = {"oordeel": overleg.oordeel, "motivering": overleg.motivering}


class BelangForm(NettekstMixin, forms.Form):
    """Asked once, before the dossier opens for this person."""

    heeft_belang = forms.TypedChoiceField(
        label="Hebt u een belang bij deze organisatie?",
        choices=[("nee", "Nee, ik heb geen belang"), ("ja", "Ja, ik heb een belang")],
        coerce=lambda waarde: waarde == "ja",
        widget=forms.RadioSelect,
        help_text="Bijvoorbeeld: u werkte er, u bent familie van een bestuurder of u krijgt er geld van.",
    )
    toelichting = forms.CharField(
        label="Welk belang?",
        required=False,
        max_length=MAX_TEKST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen nodig als u een belang hebt.",
    )


class IndelingForm(NettekstMixin, forms.Form):
    """Confirm the proposal for one region, or deviate with a reason."""

    indeling = forms.ChoiceField(label="Indeling", choices=Indeling, widget=forms.RadioSelect)

    def __init__(self, *args: Any, regio: Any, **kwargs: Any):
        super().__init__(*args, prefix=f"indeling{regio.pk}", **kwargs)
        self.fields["reden"] = _tekst("Reden, als u van het voorstel afwijkt")
        rij = regio.classificatie
        self.initial = {"indeling": rij.indeling or rij.voorstel, "reden": rij.reden}
        if regio.inschrijving.ronde.is_verlenging:
            self.fields["indeling"].choices = [(Indeling.BESTAAND, Indeling.BESTAAND.label)]


class RedenForm(NettekstMixin, forms.Form):
    """Reopen one region."""

    def __init__(self, *args: Any, regio: Any, **kwargs: Any):
        super().__init__(*args, prefix=f"heropen{regio.pk}", **kwargs)
        self.fields["reden"] = _tekst("Reden om te heropenen")
        self.fields["reden"].required = True


class VerdeelForm(NettekstMixin, forms.Form):
    """Which dossiers are divided, and over whom."""

    regio_id = forms.TypedChoiceField(label="Welke dossiers?", coerce=lambda pk: int(pk) or None)
    mensen = forms.TypedMultipleChoiceField(
        label="Over wie?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Elk dossier krijgt twee mensen. Wie het minst heeft, krijgt het eerst een dossier.",
        error_messages={"required": "Kies ten minste één collega."},
    )

    def __init__(self, *args: Any, mensen: Sequence[Last], regios: Sequence[tuple[int, str]], **kwargs: Any):
        """`mensen`: only who may judge here can be chosen; `regios`: pk and name."""
        super().__init__(*args, **kwargs)
        self.fields["regio_id"].choices = [(0, "Alle dossiers met een vrije plek"), *self._in_regio(regios)]
        self.fields["mensen"].choices = [(last.gebruiker.pk, last.gebruiker.naam) for last in mensen if last.mag]

    @staticmethod
    def _in_regio(regios: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(pk, f"Alleen met een vrije plek in {naam}") for pk, naam in regios]


class BeoordelaarsForm(NettekstMixin, forms.Form):
    """The two people who judge one dossier."""

    eerste = forms.TypedChoiceField(label="Eerste beoordelaar", coerce=int, empty_value=None, required=False)
    tweede = forms.TypedChoiceField(label="Tweede beoordelaar", coerce=int, empty_value=None, required=False)
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kan: Sequence[Gebruiker], nu: Sequence[Gebruiker], **kwargs: Any):
        """`kan`: who can be chosen; `nu`: who has the dossier now."""
        super().__init__(*args, **kwargs)
        keuzes = [("", "Nog niemand"), *((mens.pk, mens.naam) for mens in kan)]
        for veld in ("eerste", "tweede"):
            self.fields[veld].choices = keuzes
        blijft = [mens.pk for mens in nu if mens in kan]
        self.initial = dict(zip(("eerste", "tweede"), blijft, strict=False))
        self.initial["gezien"] = "-".join(str(mens.pk) for mens in nu)

    def keuze(self) -> dict[str, list[int]]:
        """Who is chosen, and who had it when the form was made."""
        velden = self.cleaned_data
        mensen = [velden[veld] for veld in ("eerste", "tweede") if velden[veld] is not None]
        gezien = [int(deel) for deel in velden["gezien"].split("-") if deel.isdecimal() and len(deel) < 10]
        return {"mensen": mensen, "gezien": gezien}


class DossierFilter(django_filters.FilterSet):
    """Above the list of dossiers. What is chosen about a region holds together: that status in that region."""

    zoek = django_filters.CharFilter(label="Zoek op naam, kenmerk of KvK-nummer")
    regio = django_filters.ChoiceFilter(label="Regio", empty_label="Alle")
    stand = django_filters.ChoiceFilter(label="Status", choices=Status, empty_label="Alle")
    klasse = django_filters.ChoiceFilter(label="Opgegeven als", choices=Klasse, empty_label="Alle")
    indeling = django_filters.ChoiceFilter(
        label="Indeling", choices=[*Indeling.choices, (OPEN, "Nog niet bevestigd")], empty_label="Alle"
    )
    beoordelaar = django_filters.ChoiceFilter(label="Beoordelaar", empty_label="Iedereen")
    bevinding = django_filters.ChoiceFilter(label="Automatisch gevonden", choices=gevonden.SOORTEN, empty_label="Alles")

    class Meta:
        model = Inschrijving
        fields: list[str] = []

    def __init__(
        self,
        *args: Any,
        regios: Sequence[tuple[str, str]],
        mensen: Sequence[tuple[int, str]],
        gebruiker: Gebruiker,
        **kwargs: Any,
    ):
        """`regios`: key and name of those to choose from; `mensen`: pk and name of who judges something."""
        super().__init__(*args, **kwargs)
        self.gebruiker = gebruiker
        self.filters["regio"].extra["choices"] = regios
        anderen = [(pk, naam) for pk, naam in mensen if pk != gebruiker.pk]
        eigen = [(MIJ, "Ik")] if len(anderen) < len(mensen) else []
        self.filters["beoordelaar"].extra["choices"] = [*eigen, (VRIJ, "Nog een plek vrij"), *anderen]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        velden = self.form.cleaned_data
        if velden.get("zoek"):
            queryset = self._zoek(queryset, velden["zoek"])
        if velden.get("beoordelaar"):
            queryset = queryset.filter(self._van(velden["beoordelaar"]))
        voorwaarde, bevinding = self._over_de_regio(velden), velden.get("bevinding")
        if voorwaarde:
            delen = Regioinschrijving.objects.filter(voorwaarde)
            queryset = queryset.filter(pk__in=delen.values("inschrijving"))
        if bevinding and bevinding not in gevonden.PER_REGIO:
            queryset = queryset.filter(pk__in=gevonden.dossiers(bevinding, queryset, velden.get("regio", "")))
        return queryset

    @staticmethod
    def _zoek(rijen: QuerySet, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        treffer = Q()
        for veld in ("organisatie__statutaire_naam", "verbandnaam", "kenmerk", "organisatie__kvk_nummer"):
            treffer |= Q(**{f"{veld}__icontains": woord})
        return rijen.filter(treffer)

    def _van(self, keuze: str) -> Q:
        rijen = Beoordelaar.objects.filter(inschrijving=OuterRef("pk"))
        if keuze == VRIJ:
            return Q(~Exists(rijen.filter(plek=1)) | ~Exists(rijen.filter(plek=2)))
        return Q(Exists(rijen.filter(gebruiker=self.gebruiker.pk if keuze == MIJ else int(keuze))))

    @staticmethod
    def _over_de_regio(velden: dict[str, Any]) -> Q:
        gewoon = {"regio": "toewijzing__regio__sleutel", "stand": "beoordeling__status", "klasse": "klasse"}
        deel = Q(**{pad: velden[naam] for naam, pad in gewoon.items() if velden.get(naam)})
        indeling = velden.get("indeling")
        if indeling == OPEN:
            deel &= Q(classificatie__indeling="")
        elif indeling:
            besloten = Q(classificatie__indeling=indeling)
            deel &= besloten | Q(classificatie__indeling="", classificatie__voorstel=indeling)
        if velden.get("bevinding") in gevonden.PER_REGIO:
            deel &= Q(pk__in=gevonden.delen(velden["bevinding"]).values("pk"))
        return deel
