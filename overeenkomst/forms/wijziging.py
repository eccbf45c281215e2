"""Forms of a wijziging: the voorstel itself with what it changes, overleg, and signing it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

from bekendmaking.forms import KnopForm
from kern.opmaak import datum
from overeenkomst.models import Overeenkomst, Wijzigingsvoorstel
from overeenkomst.queries import wijzigingen, wijziginhoud
from overeenkomst.queries.verlengingen import Einde
from overeenkomst.rules.wijziging import PARTIJVELDEN, Voorstel
from overeenkomst.states import Wijzigreden
from partijen.forms import NettekstMixin
from publicatie.forms.velden import BedragVeld, DagVeld

TEKSTEN = ("reden", "toelichting", "artikelen", "ingang_op", "tekst")


class VoorstelForm(NettekstMixin, forms.Form):
    """What one side proposes. What can change by itself stands filled in; only what is different is a change."""

    reden = forms.ChoiceField(
        label="Waarom moet de overeenkomst veranderen?", choices=Wijzigreden, widget=forms.RadioSelect
    )
    toelichting = forms.CharField(label="Leg dit uit", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    artikelen = forms.CharField(
        label="Om welke artikelen en bijlagen gaat het?",
        max_length=300,
        help_text="Bijvoorbeeld: artikel 5 lid 2, bijlage 2.",
    )
    ingang_op = DagVeld(label="Vanaf welke dag geldt de wijziging?")
    tekst = forms.CharField(
        label="Tekst van het addendum",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Schrijf wat er anders wordt in de overeenkomst. Wat u hieronder invult, komt er als tabel bij.",
    )

    def __init__(
        self,
        *args: Any,
        overeenkomst: Overeenkomst,
        feiten: dict[str, Any],
        rij: Wijzigingsvoorstel | None = None,
        **kwargs: Any,
    ):
        """`feiten`: what holds now; `rij`: the voorstel that is written anew."""
        super().__init__(*args, **kwargs)
        self.delen = wijzigingen.delen(overeenkomst)
        self.bijlagen = {r["naam"]: r for r in wijzigingen.nieuwe_bijlagen(overeenkomst, feiten)}
        self.nu: dict[str, Any] = {}  # of each field that can change by itself, what stands there now
        self.plek: dict[str, tuple[str, ...]] = {}  # and where it goes in the wijziging
        self.kopjes: dict[str, list[str]] = {"Regio’s": [], "Tarief en budget": [], "Gegevens van partijen": []}
        for nummer, regio in enumerate(feiten["regios"]):
            self._voeg_regio_toe(nummer, regio)
        self._voeg_partijen_toe(feiten)
        if self.bijlagen:
            keuzes = [(naam, f"{naam}, versie {r['versie']}") for naam, r in self.bijlagen.items()]
            self.fields["bijlagen"] = forms.MultipleChoiceField(
                label="Welke nieuwe versies van bijlagen gaan gelden?",
                choices=keuzes,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.modeltekst: dict[str, int] = {}
        if nieuw := wijzigingen.nieuwe_modeltekst(overeenkomst, feiten):
            self.modeltekst = {"was": feiten["modeltekst"], "wordt": nieuw.versie}
            self.fields["modeltekst"] = forms.BooleanField(
                label=f"De nieuwe modeltekst, versie {nieuw.versie}, gaat gelden",
                required=False,
                help_text="Bovenaan deze bladzijde staat wat er anders is. De hele tekst komt bij het addendum.",
            )
        if rij:
            self._vul(rij)
        self._maak_helper("Voorstel aanpassen" if rij else "Voorstel doen")

    def _voeg_toe(self, kop: str, naam: str, veld: forms.Field, nu: Any, plek: tuple[str, ...]) -> None:
        veld.required = False
        self.fields[naam] = veld
        self.initial[naam] = self.nu[naam] = nu
        self.plek[naam] = plek
        self.kopjes[kop].append(naam)

    def _voeg_regio_toe(self, nummer: int, regio: dict[str, Any]) -> None:
        naam = regio["naam"]
        tot = DagVeld(label=f"Laatste dag in {naam}", help_text="Alleen eerder kan. Langer is een verlenging.")
        self._voeg_toe("Regio’s", f"tot_{nummer}", tot, date.fromisoformat(regio["tot"]), ("regios", naam))
        tekst = forms.CharField(
            label=f"Afspraken voor {naam}", max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self._voeg_toe("Regio’s", f"regio_{nummer}", tekst, regio.get("afspraken", ""), ("regioafspraken", naam))
        for rij in wijziginhoud.geldende_afspraken(self.delen[naam]):
            for veld, wat in (("tarief", "Tarief per uur"), ("jaarbedrag", "Budget voor een heel jaar")):
                bedrag = BedragVeld(label=f"{wat} in euro, {naam} {rij.jaar}")
                plek = ("afspraken", naam, str(rij.jaar), veld)
                self._voeg_toe("Tarief en budget", f"{veld}_{nummer}_{rij.jaar}", bedrag, getattr(rij, veld), plek)

    def _voeg_partijen_toe(self, feiten: dict[str, Any]) -> None:
        for kant, velden in PARTIJVELDEN.items():
            for veld, label in velden.items():
                invoer = forms.CharField(label=label, max_length=200)
                self._voeg_toe(
                    "Gegevens van partijen",
                    f"{kant}_{veld}",
                    invoer,
                    feiten[kant].get(veld, ""),
                    ("partijen", kant, veld),
                )

    def _vul(self, rij: Wijzigingsvoorstel) -> None:
        """What was proposed before, over what holds now."""
        self.initial |= {veld: getattr(rij, veld) for veld in TEKSTEN}
        self.initial["modeltekst"] = "modeltekst" in rij.wijziging
        self.initial["bijlagen"] = [bijlage["naam"] for bijlage in rij.wijziging.get("bijlagen", [])]
        for naam, plek in self.plek.items():
            waarde: Any = rij.wijziging
            for stap in plek:
                waarde = waarde.get(stap, {})
            if waarde != {}:
                self.initial[naam] = _uit_tekst(waarde, self.nu[naam])

    def _maak_helper(self, knop: str) -> None:
        self.helper = FormHelper()
        groepen = [Fieldset(kop, *namen) for kop, namen in self.kopjes.items() if namen]
        nieuw = [("Modeltekst", "modeltekst"), ("Bijlagen", "bijlagen")]
        groepen += [Fieldset(kop, veld) for kop, veld in nieuw if veld in self.fields]
        self.helper.layout = Layout(*TEKSTEN, *groepen)
        self.helper.add_input(Submit("verstuur", knop))

    def voorstel(self) -> Voorstel:
        """What was typed; only what is different from what holds now is in its wijziging."""
        schoon = self.cleaned_data
        wijziging: dict[str, Any] = {}
        for naam, plek in self.plek.items():
            waarde = schoon[naam]
            if waarde in (None, "") or waarde == self.nu[naam]:
                continue
            hier = wijziging
            for stap in plek[:-1]:
                hier = hier.setdefault(stap, {})
            hier[plek[-1]] = _als_tekst(waarde)
        wijziging["bijlagen"] = [self.bijlagen[naam] for naam in schoon.get("bijlagen", [])]
        if schoon.get("modeltekst"):
            wijziging["modeltekst"] = self.modeltekst
        return Voorstel(**{veld: schoon[veld] for veld in TEKSTEN}, wijziging=wijziging)


def _als_tekst(waarde: Any) -> str:
    if isinstance(waarde, Decimal):
        return f"{waarde:.2f}"
    return waarde.isoformat() if isinstance(waarde, date) else waarde


def _uit_tekst(tekst: str, voorbeeld: Any) -> Any:
    """The other way round, as what stands there now."""
    if isinstance(voorbeeld, Decimal):
        return Decimal(tekst)
    return date.fromisoformat(tekst) if isinstance(voorbeeld, date) else tekst


class AanpasForm(VoorstelForm):
    """The same for a voorstel that is there, with the hash of what was on the screen."""

    gezien = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def _maak_helper(self, knop: str) -> None:
        super()._maak_helper(knop)
        self.helper.layout.append("gezien")


class OverlegdForm(KnopForm):
    """A day on which both sides talked."""

    knop = "Overleg vastleggen"
    dag = DagVeld(label="Wanneer hebt u overlegd?")
    verslag = forms.CharField(label="Wat kwam eruit?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class GeldtForm(NettekstMixin, forms.Form):
    """The day of which one wants to know what the overeenkomst says."""

    op = DagVeld(label="Kijk op een andere dag", required=False)


class VerlengForm(KnopForm):
    """Until when, or not, and why."""

    knop = "Besluit klaarzetten"
    tot = forms.ChoiceField(label="Verlengen?", widget=forms.RadioSelect)
    reden = forms.CharField(
        label="Waarom?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Deze reden staat in de brief aan de organisatie.",
    )

    def __init__(self, *args: Any, mogelijk: list[date], **kwargs: Any):
        super().__init__(*args, **kwargs)
        dagen = [(dag.isoformat(), f"Ja, tot en met {datum(dag)}") for dag in mogelijk]
        self.fields["tot"].choices = [("nee", "Nee, de overeenkomst eindigt"), *dagen]

    def clean_tot(self) -> date | None:
        keuze = self.cleaned_data["tot"]
        return None if keuze == "nee" else date.fromisoformat(keuze)


class VerlengingFilter(NettekstMixin, forms.Form):
    """Part of a name, and how far it is, for the list of verlengingen."""

    zoek = forms.CharField(label="Organisatie", required=False, max_length=100)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *Einde.STANDEN],
    )

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self, rijen: Iterable[Einde]) -> list[Einde]:
        """The rows that fit; an answer that is none of the choices filters nothing."""
        keuze = self.cleaned_data if self.is_valid() else {}
        woord, stand = keuze.get("zoek", "").casefold(), keuze.get("stand")
        rijen = [rij for rij in rijen if woord in rij.organisatie.casefold()]
        return [rij for rij in rijen if not stand or rij.code == stand]


class BesluitForm(KnopForm):
    """Decides exactly what was drafted."""

    knop = "Besluit nemen en brief versturen"
    gezien = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
