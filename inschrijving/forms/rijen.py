"""Forms for one row of a list, for files, and to begin."""

from typing import Any

from django import forms

from inschrijving import actions
from inschrijving.forms.basis import LANG
from inschrijving.models import Inschrijving
from inschrijving.states import Deelnemersoort, Ervaringsoort, Registratie
from kern import klok
from kern.fouten import RegelFout
from partijen import rules as partijregels
from partijen.forms import NettekstMixin
from publicatie.queries import peildag
from publicatie.states import Documentsoort


class Rijform(NettekstMixin, forms.Form):
    """A row of a list in the dossier; `rij` is None for a new one."""

    lijst = ""
    titel = ""

    def __init__(self, inschrijving: Inschrijving, rij=None, data=None, **kwargs):
        self.inschrijving, self.rij = inschrijving, rij
        super().__init__(data, initial=self.begin(), **kwargs)

    def begin(self) -> dict[str, Any]:
        return {naam: getattr(self.rij, naam) for naam in self.base_fields} if self.rij else {}

    def bewaar(self, door) -> None:
        """Save the row; a refusal comes back on the form."""
        try:
            self.actie(
                inschrijving_id=self.inschrijving.pk,
                pk=self.rij.pk if self.rij else None,
                door=door,
                **self.cleaned_data,
            )
        except RegelFout as fout:
            self.add_error(None, fout.tekst)

    def actie(self, **velden):
        raise NotImplementedError


class DeelnemerForm(Rijform):
    lijst, titel = "deelnemers", "Deelnemer"

    soort = forms.ChoiceField(label="Soort deelnemer", choices=Deelnemersoort.choices, widget=forms.RadioSelect)
    naam = forms.CharField(label="Naam", max_length=200, help_text="De statutaire naam, of de naam van de zzp’er.")
    kvk_nummer = forms.CharField(label="KvK-nummer", max_length=12, help_text="8 cijfers.")
    overal = forms.BooleanField(label="Werkt in alle gemeenten van onze regio’s", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        gedekt = {d.gemeente_id for d in self.rij.dekking.all()} if self.rij else set()
        groepen = []
        dag = peildag(self.inschrijving.ronde)
        for regio in self.inschrijving.regios.all():
            leden = [lid.gemeente for lid in regio.toewijzing.regio.lidmaatschappen.all() if lid.geldt_op(dag)]
            groepen.append((str(regio), [(gemeente.pk, gemeente.naam) for gemeente in leden]))
        self.fields["gemeenten"] = forms.TypedMultipleChoiceField(
            label="Waar werkt deze deelnemer?",
            choices=groepen,
            coerce=int,
            required=False,
            initial=sorted(gedekt),
            widget=forms.CheckboxSelectMultiple,
            help_text="Samen moet u in alle gemeenten van de regio werken (eis 8).",
        )
        if self.inschrijving.ronde.is_verlenging:  # what the overeenkomst covers stays as it is
            del self.fields["overal"], self.fields["gemeenten"]

    def begin(self):
        return {naam: getattr(self.rij, naam) for naam in ("soort", "naam", "kvk_nummer")} if self.rij else {}

    def clean_kvk_nummer(self):
        try:
            return partijregels.kvk_nummer(self.cleaned_data["kvk_nummer"])
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout

    def actie(self, *, overal=False, **velden):
        if overal:
            velden["gemeenten"] = [pk for _, groep in self.fields["gemeenten"].choices for pk, _ in groep]
        return actions.bewaar_deelnemer(**velden)


class OndersteunerForm(Rijform):
    lijst, titel = "clientondersteuners", "Cliëntondersteuner"

    naam = forms.CharField(label="Naam", max_length=120)
    hbo = forms.BooleanField(label="Heeft minstens een hbo-opleiding die bij het werk past", required=False)
    scholing = forms.CharField(label="Extra scholing, met jaar", max_length=300, required=False)
    registratie = forms.ChoiceField(
        label="Lid van de beroepsorganisatie of ingeschreven in het beroepsregister",
        choices=Registratie.choices,
        initial=Registratie.GEEN,
        widget=forms.RadioSelect,
    )
    registratienummer = forms.CharField(
        label="Lid- of registratienummer",
        max_length=30,
        required=False,
        help_text="Wel nodig als deze persoon lid of ingeschreven is.",
    )
    geen_belangen = forms.BooleanField(
        label="Heeft geen belang bij en geen band met een zorgaanbieder in de Wlz of een zorgkantoor", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regios = [(regio.pk, str(regio)) for regio in self.inschrijving.regios.all()]
        self.fields["regios"] = forms.TypedMultipleChoiceField(
            label="Werkt in de regio’s",
            choices=regios,
            coerce=int,
            required=False,
            initial=[regio.pk for regio in self.rij.regios.all()] if self.rij else [pk for pk, _ in regios],
            widget=forms.CheckboxSelectMultiple,
        )

    def actie(self, **velden):
        return actions.bewaar_ondersteuner(**velden)


class ErvaringForm(Rijform):
    lijst, titel = "ervaringen", "Ervaring"

    soort = forms.ChoiceField(label="Soort ervaring", choices=Ervaringsoort.choices, widget=forms.RadioSelect)
    gemeente = forms.TypedChoiceField(
        label="Gemeente",
        required=False,
        empty_value=None,
        coerce=int,
        help_text="Alleen bij een overeenkomst met een gemeente.",
    )
    jaar = forms.IntegerField(label="Jaar", min_value=1990, localize=False)
    toelichting = forms.CharField(label="Toelichting", widget=LANG, help_text="Met wie, voor wie en hoe lang.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dag = peildag(self.inschrijving.ronde)
        leden = [
            lid.gemeente
            for regio in self.inschrijving.regios.all()
            for lid in regio.toewijzing.regio.lidmaatschappen.all()
            if lid.geldt_op(dag)
        ]
        self.gemeenten = {gemeente.pk: gemeente for gemeente in leden}
        keuzes = sorted(((g.pk, g.naam) for g in leden), key=lambda keuze: keuze[1])
        self.fields["gemeente"].choices = [("", "Kies een gemeente"), *keuzes]
        self.fields["jaar"].max_value = klok.vandaag().year

    def begin(self):
        return super().begin() | ({"gemeente": self.rij.gemeente_id} if self.rij else {})

    def clean(self):
        velden = super().clean()
        if velden.get("soort") == Ervaringsoort.WMO_CONTRACT and not velden.get("gemeente"):
            self.add_error("gemeente", "Kies de gemeente waarmee u een overeenkomst had.")
        if velden.get("soort") != Ervaringsoort.WMO_CONTRACT:
            velden["gemeente"] = None
        if (velden.get("jaar") or 0) > klok.vandaag().year:
            self.add_error("jaar", "Dit jaar ligt in de toekomst.")
        return velden

    def actie(self, **velden):
        velden["gemeente"] = self.gemeenten.get(velden["gemeente"])
        return actions.bewaar_ervaring(**velden)


RIJFORMULIEREN: dict[str, type[Rijform]] = {
    "samenwerkingsverband": DeelnemerForm,
    "ondersteuners": OndersteunerForm,
    "selectiegegevens": ErvaringForm,
}


class Bestandenveld(forms.FileField):
    """One or more files."""

    widget = type("Bestanden", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data, initial=None):
        return [super(Bestandenveld, self).clean(deel, initial) for deel in (data or [None])]


class DocumentForm(NettekstMixin, forms.Form):
    """Files of one kind, for one deelnemer, with the date on them."""

    soort = forms.ChoiceField(  # the bestuursverklaring has a page of its own
        label="Soort document",
        choices=[keuze for keuze in Documentsoort.choices if keuze[0] != Documentsoort.BESTUURSVERKLARING],
    )
    deelnemer = forms.TypedChoiceField(label="Van wie", required=False, coerce=int, empty_value=None)
    datum = forms.DateField(label="Datum op het document", required=False)
    eisen = forms.TypedMultipleChoiceField(
        label="Over welke eisen gaat dit?", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    bestanden = Bestandenveld(label="Bestand of bestanden")

    def __init__(self, inschrijving: Inschrijving, *args, vast=None, datum_nodig=False, met_eisen=False, **kwargs):
        """`vast`: soort and deelnemer that the page already knows; those become hidden."""
        self.inschrijving = inschrijving
        super().__init__(*args, **kwargs)
        zelf = [("", inschrijving.organisatie.statutaire_naam)]
        self.fields["deelnemer"].choices = zelf + [(d.pk, d.naam) for d in inschrijving.deelnemers.all()]
        eisen = [rij.eis for rij in inschrijving.bestuursverklaring.eisverklaringen.all()]
        self.fields["eisen"].choices = [(eis.nummer, f"{eis.nummer}. {eis.titel}") for eis in eisen]
        self.fields["datum"].required = datum_nodig
        for naam, waarde in (vast or {}).items():
            self.fields[naam].widget = forms.HiddenInput()
            self.fields[naam].initial = waarde
        if not inschrijving.samenwerkingsverband:
            self.fields["deelnemer"].widget = forms.HiddenInput()
        if vast and not datum_nodig:
            del self.fields["datum"]
        if not met_eisen:
            del self.fields["eisen"]

    def bewaar(self, door) -> list[str]:
        """Store each file that is taken; the names of those. What is refused becomes an error by name."""
        gelukt = []
        for bestand in self.cleaned_data["bestanden"]:
            try:
                actions.voeg_document_toe(
                    inschrijving_id=self.inschrijving.pk,
                    soort=self.cleaned_data["soort"],
                    naam=bestand.name,
                    inhoud=bestand,
                    datum=self.cleaned_data.get("datum"),
                    deelnemer_id=self.cleaned_data["deelnemer"],
                    eisen=self.cleaned_data.get("eisen", []),
                    door=door,
                )
                gelukt.append(bestand.name)
            except RegelFout as fout:
                self.add_error("bestanden", f"{bestand.name}: {fout.tekst}")
        return gelukt


class PrognosebladForm(NettekstMixin, forms.Form):
    bestand = forms.FileField(label="Uw ingevulde Excel-formulier", help_text="Een Excel-bestand (xlsx).")


class OvernemenForm(NettekstMixin, forms.Form):
    """Which of one's own dossiers to start from."""

    bron = forms.TypedChoiceField(label="Welke inschrijving neemt u over?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, bronnen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bron"].choices = bronnen


class BeginForm(NettekstMixin, forms.Form):
    """Which round, uitvoerder and organisation; the choices are those of the user."""

    uitvoerder = forms.ChoiceField(label="Bij welke Wlz-uitvoerder schrijft u in?", widget=forms.RadioSelect)
    organisatie = forms.TypedChoiceField(label="Namens welke organisatie?", coerce=int)

    def __init__(self, *args, uitvoerders, organisaties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uitvoerder"].choices = uitvoerders
        self.fields["organisatie"].choices = organisaties
        if len(organisaties) == 1:
            self.fields["organisatie"].widget = forms.HiddenInput()
            self.fields["organisatie"].initial = organisaties[0][0]
