"""Forms of the monthly production: on screen, by Excel, the check of it, and the filters above its lists."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from kern.fouten import RegelFout
from kern.opmaak import MAANDEN, datum, getal
from overeenkomst.queries import onderaannemers
from partijen.forms import NettekstMixin
from publicatie.forms.velden import DagVeld
from uitvoering.queries.productie import Maandstand
from uitvoering.rules import productie
from uitvoering.rules.productie import Cijfers, Deel, Formaat, Regel

ALLE = "alle"
DOORVERWEZEN = (
    "Hoeveel cliënten kon u niet op tijd helpen en verwees u door naar het zorgkantoor of een andere organisatie in "
    "de regio? Leeg is 0."
)


class Cijferveld(forms.CharField):
    """A figure of the production, read as in the Excel form; None when empty (B49)."""

    def __init__(self, *, uren: bool = False, leeg_mag: bool = False, **kwargs: Any):
        self.leeg_mag = leeg_mag
        self.lees = productie.lees_uren if uren else productie.lees_aantal
        widget = forms.TextInput(attrs={"inputmode": "decimal" if uren else "numeric", "autocomplete": "off"})
        super().__init__(max_length=20, required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return getal(value, 2)
        return getal(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value)
        try:
            return self.lees(tekst) if tekst else None
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout


def _reden() -> forms.CharField:
    return forms.CharField(
        label="Waarom veranderen de cijfers?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Noem geen namen of andere gegevens van cliënten.",
    )


class Leverform(NettekstMixin, forms.Form):
    """What both ways of delivering ask: the version on the screen, what is not per service, and why it changes."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, stand: Maandstand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["gezien"] = len(stand.versies)
        cijfers = stand.rapportage.cijfers if stand.rapportage else None
        bekend = {deel.onderaannemer: deel.uren for deel in cijfers.delen} if cijfers else {}
        self.onderaannemers = list(onderaannemers.van_regio(stand.regio.pk))
        for rij in self.onderaannemers:
            veld = f"onderaannemer_{rij.pk}"
            gemeld = f"Gemeld op {datum(rij.gemeld_op)}: {rij.get_status_display().lower()}."
            self.fields[veld] = Cijferveld(
                uren=True, leeg_mag=True, label=f"Waarvan uren door {rij.naam}", help_text=gemeld
            )
            if rij.pk in bekend:
                self.initial[veld] = bekend[rij.pk]
        self.fields["doorverwijzingen"] = Cijferveld(leeg_mag=True, label="Doorverwijzingen", help_text=DOORVERWEZEN)
        if cijfers:
            self.initial["doorverwijzingen"] = cijfers.doorverwijzingen
        if stand.versies:
            self.fields["reden"] = _reden()

    def vrij(self) -> list[forms.BoundField]:
        """The figures that may stay empty."""
        return [self[naam] for naam, veld in self.fields.items() if isinstance(veld, Cijferveld) and veld.leeg_mag]

    def vul_aan(self, cijfers: Cijfers) -> Cijfers:
        """With what this form asks beside the figures per service."""
        uren = [(rij.pk, self.cleaned_data[f"onderaannemer_{rij.pk}"]) for rij in self.onderaannemers]
        delen = tuple(Deel(*deel) for deel in uren if deel[1])
        return replace(cijfers, delen=delen, doorverwijzingen=self.cleaned_data["doorverwijzingen"] or 0)


class ProductiebladForm(Leverform):
    """A filled in productieformulier."""

    bestand = forms.FileField(
        label="Uw ingevulde formulier",
        help_text="Een Excel-bestand (xlsx). Kies het, of sleep het hierheen.",
        widget=forms.ClearableFileInput(attrs={"class": "portaal-sleepvlak"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id="id_blad_%s", **kwargs)  # the other form on the page has the same fields
        self.order_fields(["gezien", "bestand"])


class ProductieForm(Leverform):
    """The same figures, typed. After `is_valid`: `cijfers`."""

    geen_productie = forms.BooleanField(label="Er was in deze maand geen productie", required=False)
    unieke_clienten = Cijferveld(label="Unieke cliënten")

    def __init__(self, *args: Any, stand: Maandstand, formaat: Formaat, **kwargs: Any):
        super().__init__(*args, stand=stand, **kwargs)
        self.formaat = formaat
        bekend = stand.rapportage.cijfers if stand.rapportage else None
        regels = {regel.dienst.nummer: regel for regel in bekend.regels} if bekend else {}
        if bekend:
            self.initial |= {"geen_productie": bekend.geen_productie, "unieke_clienten": bekend.unieke_clienten}
        for dienst in formaat.diensten:
            uren, vragen = f"uren_{dienst.nummer}", f"vragen_{dienst.nummer}"
            self.fields[uren] = Cijferveld(uren=True, label=f"Uren {dienst}")
            self.fields[vragen] = Cijferveld(label=f"Ondersteuningsvragen {dienst}")
            if regel := regels.get(dienst.nummer):
                self.initial |= {uren: regel.uren, vragen: regel.vragen}

    def rijen(self) -> list[tuple[productie.Dienst, forms.BoundField, forms.BoundField]]:
        """Per service its two fields."""
        return [(d, self[f"uren_{d.nummer}"], self[f"vragen_{d.nummer}"]) for d in self.formaat.diensten]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        geen = bool(velden.get("geen_productie"))
        getallen = {naam: veld for naam, veld in self.fields.items() if isinstance(veld, Cijferveld)}
        for naam, veld in getallen.items():
            if not veld.leeg_mag and naam not in self.errors and velden.get(naam) is None and not geen:
                self.add_error(naam, "Vul een getal in. Is er niets, vul dan 0 in.")
        if getallen.keys() & set(self.errors):
            return velden
        regels = tuple(
            Regel(d, velden[f"uren_{d.nummer}"] or Decimal(0), velden[f"vragen_{d.nummer}"] or 0)
            for d in self.formaat.diensten
        )
        self.cijfers = self.vul_aan(Cijfers(regels, velden["unieke_clienten"] or 0, geen))
        try:
            productie.eis_cijfers(self.cijfers)
        except RegelFout as fout:
            self.add_error(None, fout.tekst)
        return velden


class BevindingForm(NettekstMixin, forms.Form):
    """What is not right with a report."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    bevinding = forms.CharField(
        label="Wat klopt er niet?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De organisatie leest dit in het portaal en in een e-mail.",
    )

    def __init__(self, *args: Any, versie: int, actie: str, **kwargs: Any):
        super().__init__(*args, initial={"versie": versie}, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("fouten", "Meld fouten", css_class="secundair"))


class RitmeForm(NettekstMixin, forms.Form):
    """How often an organisation delivers, when that is not every month (OV-230)."""

    maanden = forms.TypedChoiceField(label="Aanleveren", coerce=int, choices=list(productie.RITMES.items()))
    vanaf = DagVeld(label="Vanaf", help_text="De dag bepaalt de maand waarin dit begint.")
    reden = forms.CharField(label="Wat is er afgesproken?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, actie: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("ritme", "Leg vast", css_class="secundair"))


class MaandFilter(NettekstMixin, forms.Form):
    """Year and month above a list of months; without an answer the year of the last month that is over."""

    jaar = forms.ChoiceField(label="Jaar", required=False)
    maand = forms.ChoiceField(label="Maand", required=False)

    def __init__(self, data: Any, *, rijen: Iterable[Maandstand]):
        super().__init__(data or None)
        self.rijen = list(rijen)
        jaren = sorted({rij.maand.year for rij in self.rijen}, reverse=True)
        self.initial["jaar"] = self.standaard = str(jaren[0]) if jaren else ALLE
        self._kies("jaar", [(str(jaar), str(jaar)) for jaar in jaren] + [(ALLE, "Alle")])
        self._kies("maand", [("", "Alle"), *((str(n), naam) for n, naam in enumerate(MAANDEN, start=1))])

    def _kies(self, veld: str, keuzes: list[tuple[str, str]]) -> None:
        self.fields[veld].choices = keuzes  # type: ignore[attr-defined]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    @property
    def keuze(self) -> dict[str, Any]:
        """What was chosen; an answer that is none of the choices filters nothing."""
        return self.cleaned_data if self.is_bound and self.is_valid() else {}

    @property
    def jaarkeuze(self) -> str:
        return self.keuze.get("jaar") or self.standaard

    def kies(self) -> list[Maandstand]:
        """The rows that fit."""
        jaar, maand = self.jaarkeuze, self.keuze.get("maand")
        rijen = [rij for rij in self.rijen if jaar == ALLE or str(rij.maand.year) == jaar]
        return [rij for rij in rijen if not maand or str(rij.maand.month) == maand]


class ProductieFilter(MaandFilter):
    """Also by region, state and part of a name."""

    regio = forms.ChoiceField(label="Regio", required=False)
    stand = forms.ChoiceField(label="Stand", required=False)
    naam = forms.CharField(label="Organisatie", required=False, max_length=80)
    STANDEN = {"te_controleren": "Te controleren", **Maandstand.STANDEN}

    def __init__(self, data: Any, *, rijen: Iterable[Maandstand], met_naam: bool = True):
        super().__init__(data, rijen=rijen)
        if not met_naam:
            del self.fields["naam"]
        regios = sorted({(rij.regio.toewijzing.regio.sleutel, rij.regionaam) for rij in self.rijen}, key=lambda r: r[1])
        self._kies("regio", [("", "Alle"), *regios])
        self._kies("stand", [("", "Alle"), *((s, n) for s, n in self.STANDEN.items() if s != "vervangen")])

    def kies(self) -> list[Maandstand]:
        regio, stand = self.keuze.get("regio"), self.keuze.get("stand")
        naam = (self.keuze.get("naam") or "").casefold()
        rijen = [rij for rij in super().kies() if not regio or rij.regio.toewijzing.regio.sleutel == regio]
        if stand == "te_controleren":
            rijen = [rij for rij in rijen if rij.te_controleren]
        elif stand:
            rijen = [rij for rij in rijen if rij.stand == stand]
        return [rij for rij in rijen if naam in rij.organisatie.casefold()]
