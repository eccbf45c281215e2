"""Forms of the reports: typing one, asking for more, and the filter above the lists."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile

from inschrijving.forms.basis import HalfMixin
from kern.opmaak import getal
from partijen.forms import NettekstMixin
from uitvoering.forms.productie import Cijferveld
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.rules import verslag as rules
from uitvoering.states.verslag import Oordeel, Reikwijdte, Stuksoort, Verslagsoort

LANG = 5000
LEEG = [("", "Kies")]


def _tekst(label: str, regels: int = 3, help_text: str = "") -> forms.CharField:
    veld = forms.Textarea(attrs={"rows": regels})
    return forms.CharField(label=label, max_length=LANG, required=False, widget=veld, help_text=help_text)


def _keuze(label: str, keuzes: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=LEEG + keuzes)


class VerslagForm(HalfMixin, forms.Form):
    """A draft keeps whatever is filled in; `leveren` asks what must be there. After `is_valid`: `inhoud`."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, stand: Verslagstand, leveren: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stand, self.leveren = stand, leveren
        laatste = stand.concept or stand.verslag
        self.bewaard = {rij.soort: rij.stuk for rij in laatste.stukken.all()} if laatste else {}
        self._extra_velden()
        self.inhoudsvelden = [naam for naam in self.fields if naam != "gezien"]
        for soort in rules.STUKKEN[stand.soort]:
            self.fields[f"stuk_{soort}"] = self._bestandsveld(soort)
        if stand.versies:
            self.fields["reden"] = _tekst("Wat is er veranderd?", 2)
        for naam in {*rules.NODIG[stand.soort], "reden"} & {*self.fields}:
            self.fields[naam].required = True
        inhoud = dict(laatste.inhoud) if laatste else {}
        self.initial = inhoud | {"gezien": stand.gezien, "reden": stand.concept.reden if stand.concept else ""}
        if inhoud.get("uren"):
            self.initial["uren"] = Decimal(inhoud["uren"])

    def _extra_velden(self) -> None:
        """Fields of this kind that are not fixed in the class."""

    def _bestandsveld(self, soort: str) -> forms.FileField:
        bewaard = self.bewaard.get(soort)
        hulp = f"Bewaard: {bewaard.naam}. Kies alleen een bestand om dit te vervangen." if bewaard else "Een PDF."
        widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
        return forms.FileField(label=Stuksoort(soort).label, required=not bewaard, help_text=hulp, widget=widget)

    def gewone_velden(self) -> list[forms.BoundField]:
        """The fields one under the other; the trends stand in a table of their own."""
        return [veld for veld in self if not veld.name.startswith("trend_") and not veld.is_hidden]

    def trendrijen(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Per trend its two fields."""
        return []

    @property
    def bestanden(self) -> dict[str, UploadedFile]:
        """The files that were sent now, by kind."""
        velden = {soort: self.cleaned_data.get(f"stuk_{soort}") for soort in rules.STUKKEN[self.stand.soort]}
        return {soort: bestand for soort, bestand in velden.items() if bestand}

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        self.inhoud = {naam: velden.get(naam) for naam in self.inhoudsvelden}
        fouten = rules.personen({**self.inhoud, "reden": velden.get("reden", "")})
        if self.leveren:
            fouten |= rules.fouten(self.stand.soort, self.inhoud, [*self.bewaard, *self.bestanden])
            if "reden" in self.fields and not velden.get("reden"):
                fouten["reden"] = rules.LEEG
        for veld, tekst in fouten.items():
            if veld not in self.errors:
                self.add_error(veld, tekst)
        return velden


class KwartaalForm(VerslagForm):
    unieke_clienten = Cijferveld(
        label="Hoeveel verschillende mensen vroegen in dit kwartaal om ondersteuning?",
        help_text="Ieder mens telt één keer. Tel de maanden dus niet bij elkaar op.",
    )
    signalen_aantal = Cijferveld(label="Hoeveel individuele signalen waren er?")
    samenvatting = _tekst("Wat zijn de belangrijkste signalen en trends in deze regio?", 8, "Noem geen cliënten.")
    klachten = Cijferveld(label="Hoeveel klachten waren er?", help_text="Waren er geen klachten? Vul dan 0 in.")
    klachten_toelichting = _tekst("Waarover gingen de klachten, en wat deed u ermee?")

    def _extra_velden(self) -> None:
        for nummer in rules.TRENDRIJEN:
            self.fields[f"trend_{nummer}"] = forms.CharField(
                label=f"Trend {nummer}: waar gaat deze over?", max_length=200, required=False
            )
            self.fields[f"trend_{nummer}_aantal"] = Cijferveld(label=f"Trend {nummer}: aantal signalen")

    def trendrijen(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Per trend its two fields."""
        return [(nummer, self[f"trend_{nummer}"], self[f"trend_{nummer}_aantal"]) for nummer in rules.TRENDRIJEN]


class ErvaringForm(VerslagForm):
    uitvoerder_onderzoek = forms.CharField(
        label="Wie voerde het onderzoek onafhankelijk uit?", max_length=200, required=False
    )
    deelnemers = Cijferveld(label="Hoeveel cliënten deden mee?")
    uitkomsten = _tekst(
        "Wat vinden cliënten van de ondersteuning?", 5, "De belangrijkste uitkomsten. Noem geen cliënten."
    )
    samen_zorgkantoor = _tekst("Hoe verliep de samenwerking met het zorgkantoor?")
    samen_zorgaanbieders = _tekst("Hoe verliep de samenwerking met zorgaanbieders?")


class JaarForm(VerslagForm):
    oordeel = _keuze("Welk oordeel geeft de accountant?", Oordeel.choices)
    oordeel_toelichting = _tekst("Toelichting bij een oordeel dat niet goedkeurend is")
    reikwijdte = _keuze("Waarover gaat de accountantsverklaring?", Reikwijdte.choices)
    wlz_deel = _tekst(
        "Waar staat het Wlz-deel apart?",
        2,
        "Alleen als de verklaring over de hele organisatie gaat. Noem de bladzijde.",
    )
    herkenbaar = forms.BooleanField(label="Cliëntondersteuning staat herkenbaar in de jaarrekening", required=False)
    uren = Cijferveld(uren=True, label="Hoeveel uren leverde u volgens uw eigen administratie?")
    unieke_clienten = Cijferveld(
        label="Hoeveel verschillende mensen hielp u in dit jaar, in alle regio’s van deze overeenkomst samen?",
        help_text="Ieder mens telt één keer. Tel de maanden en kwartalen dus niet bij elkaar op.",
    )
    uren_toelichting = _tekst("Toelichting bij een verschil met de gedeclareerde uren", 2)
    besteed = forms.BooleanField(
        label="Wij verklaren: al het geld ging naar het klaarstaan voor en het helpen van cliënten met een "
        "Wlz-indicatie.",
        required=False,
    )


FORMS: dict[str, type[VerslagForm]] = {
    Verslagsoort.KWARTAAL: KwartaalForm,
    Verslagsoort.ERVARING: ErvaringForm,
    Verslagsoort.JAAR: JaarForm,
}


def toon(soort: str, inhoud: rules.Inhoud) -> list[tuple[str, str]]:
    """What a report says, in words: the question and the answer; without the trends."""
    velden = FORMS[soort].base_fields.items()
    return [(str(veld.label), _in_woorden(veld, inhoud.get(naam))) for naam, veld in velden if naam != "gezien"]


def _in_woorden(veld: forms.Field, waarde: Any) -> str:
    if waarde in (None, ""):
        return "–"
    if isinstance(veld, forms.BooleanField):
        return "Ja" if waarde else "Nee"
    if isinstance(veld, forms.ChoiceField):
        return dict(veld.choices)[waarde]  # type: ignore[arg-type]  # choices is a list
    if isinstance(veld, Cijferveld):
        return getal(waarde) if isinstance(waarde, int) else getal(Decimal(waarde), 2)
    return str(waarde)


class AanvullingForm(NettekstMixin, forms.Form):
    """What must still come."""

    versie = forms.CharField(widget=forms.HiddenInput, max_length=5)
    vraag = forms.CharField(
        label="Wat moet er nog komen?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De organisatie leest dit in het portaal en in een e-mail.",
    )

    def __init__(self, *args: Any, versie: int, actie: str, **kwargs: Any):
        super().__init__(*args, initial={"versie": versie}, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("vraag_aan", "Vraag om aanvulling", css_class="secundair"))


class VerslagFilter(NettekstMixin, forms.Form):
    """Year, kind, state and part of a name above a list of reports."""

    jaar = forms.ChoiceField(label="Jaar", required=False)
    soort = forms.ChoiceField(label="Verslag", required=False, choices=[("", "Alle"), *Verslagsoort.choices])
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "Alle"), *Verslagstand.STANDEN.items()])
    naam = forms.CharField(label="Organisatie", required=False, max_length=80)

    def __init__(self, data: Any, *, rijen: Iterable[Verslagstand], met_naam: bool = True):
        super().__init__(data or None)
        self.rijen = list(rijen)
        if not met_naam:
            del self.fields["naam"]
        jaren = sorted({rij.periode.jaar for rij in self.rijen}, reverse=True)
        keuzes = [("", "Alle"), *((str(jaar), str(jaar)) for jaar in jaren)]
        self.fields["jaar"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self) -> list[Verslagstand]:
        """The rows that fit; an answer that is none of the choices filters nothing."""
        keuze = self.cleaned_data if self.is_bound and self.is_valid() else {}
        jaar, naam = keuze.get("jaar"), (keuze.get("naam") or "").casefold()
        rijen = [rij for rij in self.rijen if not jaar or str(rij.periode.jaar) == jaar]
        for veld in ("soort", "stand"):
            if waarde := keuze.get(veld):
                rijen = [rij for rij in rijen if getattr(rij, veld) == waarde]
        return [rij for rij in rijen if naam in rij.organisatie.casefold()]
