"""The pages of the wizard that are one form."""

from typing import Any

from django import forms

from inschrijving import actions, rules
from inschrijving.forms.basis import LANG, Getalveld, Stapform
from inschrijving.states import Bevoegdheid, Tekenwijze
from kern.opmaak import euro
from publicatie.queries import peildag
from publicatie.states import Klasse


class OrganisatieStap(Stapform):
    rechtspersoon_bevestigd = forms.BooleanField(label="Ja, dit is de rechtspersoon die de overeenkomst tekent")
    bezoekadres = forms.CharField(label="Bezoekadres voor cliënten", max_length=200)
    telefoon = forms.CharField(
        label="Telefoonnummer voor cliënten", max_length=20, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label="E-mailadres voor cliënten")
    werkdagen = forms.MultipleChoiceField(
        label="Op welke werkdagen bent u in kantooruren bereikbaar?",
        choices=[(dag, dag) for dag in rules.WERKDAGEN],
        widget=forms.CheckboxSelectMultiple,
        help_text="Eis 9 vraagt alle vijf de werkdagen.",
    )

    def __init__(self, inschrijving, data=None, **kwargs):
        super().__init__(inschrijving, data, **kwargs)
        if inschrijving.ronde.is_verlenging:
            del self.fields["werkdagen"]

    def bewaar(self, door):
        actions.bewaar_organisatie(inschrijving_id=self.inschrijving.pk, door=door, **self.cleaned_data)


class RegiosStap(Stapform):
    """All regions of the uitvoerder: whether one enters, as what, and in which gemeenten one works (IK-104).

    An extension round asks the region only: what the overeenkomst covers stays as it is.
    """

    weg_vragen = False  # whether the page must ask to confirm that a filled-in region goes
    weg = forms.BooleanField(label="Ja, haal weg wat ik voor deze regio’s heb ingevuld", required=False)

    def __init__(self, inschrijving, data=None, **kwargs):
        rijen = inschrijving.ronde.toewijzingen.filter(uitvoerder=inschrijving.uitvoerder)
        self.toewijzingen = list(rijen.select_related("regio").prefetch_related("regio__lidmaatschappen__gemeente"))
        self.gekozen = {regio.toewijzing_id: regio for regio in inschrijving.regios.all()}
        super().__init__(inschrijving, data, **kwargs)
        for toewijzing in self.toewijzingen:
            self._voeg_velden_toe(toewijzing)

    def begin(self):
        return {}

    def _voeg_velden_toe(self, toewijzing) -> None:
        pk, gekozen = toewijzing.pk, self.gekozen.get(toewijzing.pk)
        naam, ronde = toewijzing.regio.naam, self.inschrijving.ronde
        wens = "Ik wil mijn overeenkomst verlengen in" if ronde.is_verlenging else "Ik schrijf in voor"
        self.fields[f"regio_{pk}"] = forms.BooleanField(
            label=f"{wens} {naam}", required=False, initial=gekozen is not None
        )
        if len(ronde.klassen) > 1:
            self.fields[f"klasse_{pk}"] = forms.ChoiceField(
                label=f"In {naam} bent u een",
                choices=Klasse.choices,
                widget=forms.RadioSelect,
                initial=gekozen.klasse if gekozen else None,
            )
        if ronde.is_verlenging:
            return
        dag = peildag(ronde)
        leden = [lid.gemeente for lid in toewijzing.regio.lidmaatschappen.all() if lid.geldt_op(dag)]
        self.fields[f"gemeenten_{pk}"] = forms.TypedMultipleChoiceField(
            label=f"Gemeenten in {naam} waar u zelf werkt",
            choices=[(gemeente.pk, gemeente.naam) for gemeente in leden],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            initial=[d.gemeente_id for d in gekozen.dekking.all() if d.deelnemer_id is None] if gekozen else [],
        )

    def regels(self):
        """Per region its bound fields, for the template."""
        for toewijzing in self.toewijzingen:
            pk = toewijzing.pk
            gekozen = self.gekozen.get(pk)
            yield {
                "toewijzing": toewijzing,
                "anker": f"gemeenten-{gekozen.pk}" if gekozen else "",
                "regio": self[f"regio_{pk}"],
                "klasse": self[f"klasse_{pk}"] if f"klasse_{pk}" in self.fields else None,
                "gemeenten": self[f"gemeenten_{pk}"] if f"gemeenten_{pk}" in self.fields else None,
            }

    def clean(self):
        super().clean()
        for pk, gekozen in self.gekozen.items():
            if not self.cleaned_data.get(f"regio_{pk}") and gekozen.uren is not None and not self.cleaned_data["weg"]:
                tekst = "Uw prognose voor deze regio gaat dan weg. Vink onderaan aan dat dit klopt."
                self.weg_vragen = True
                self.add_error(f"regio_{pk}", tekst)

    def bewaar(self, door):
        alles = self.data.get("alles", "")
        keuzes = {t.pk: self._keuze(t, alles) for t in self.toewijzingen if self._wil(t.pk, alles)}
        actions.kies_regios(inschrijving_id=self.inschrijving.pk, keuzes=keuzes, door=door)

    def _wil(self, pk: int, alles: str) -> bool:
        bedoeld = self.cleaned_data.get(f"regio_{pk}", pk in self.gekozen)
        return bedoeld or alles == str(pk)

    def _keuze(self, toewijzing, alles: str) -> actions.Regiokeuze:
        pk, ronde = toewijzing.pk, self.inschrijving.ronde
        if ronde.is_verlenging:
            return actions.Regiokeuze(*ronde.klassen)
        keuzes = self.fields[f"gemeenten_{pk}"].choices
        gemeenten = (
            [nummer for nummer, _ in keuzes] if alles == str(pk) else self.cleaned_data.get(f"gemeenten_{pk}", [])
        )
        return actions.Regiokeuze(self.cleaned_data.get(f"klasse_{pk}") or Klasse.NIEUW, gemeenten)


class SamenwerkingsverbandStap(Stapform):
    samenwerkingsverband = forms.TypedChoiceField(
        label="Hoe schrijft u in?",
        choices=[(False, "Als één organisatie"), (True, "Als samenwerkingsverband van meer organisaties of zzp’ers")],
        coerce=lambda waarde: waarde == "True",
        empty_value=False,
        widget=forms.RadioSelect,
        help_text="Een samenwerkingsverband telt als één partij. Elke deelnemer is aansprakelijk voor het geheel.",
    )
    verbandnaam = forms.CharField(
        label="Naam van het samenwerkingsverband",
        max_length=200,
        required=False,
        help_text="Alleen bij een samenwerkingsverband.",
    )

    def bewaar(self, door):
        actions.bewaar_samenwerkingsverband(inschrijving_id=self.inschrijving.pk, door=door, **self.cleaned_data)


WEBADRES = {
    "max_length": 300,
    "assume_scheme": "https",
    "error_messages": {"invalid": "Vul het hele webadres in, bijvoorbeeld www.uworganisatie.example/klachten."},
}


BIJ_EISEN = ("garantie", "beroepscode", "klachten_adres", "privacy_adres", "andere_financiers")


class VerklaringStap(Stapform):
    """The eisen one by one, the guarantee, and who signs. Signing itself is an act of its own.

    In an extension round its statements and who signs; the rest was stated before.
    """

    garantie = forms.BooleanField(
        label="Wij garanderen dat onze cliëntondersteuners bij de start en tijdens de hele overeenkomst aan de "
        "kwaliteitseisen voldoen"
    )
    beroepscode = forms.BooleanField(label="Wij stemmen in met de beroepscode (bijlage 4) en werken ernaar")
    klachten_adres = forms.URLField(label="Webadres van uw klachtenregeling", **WEBADRES)
    privacy_adres = forms.URLField(label="Webadres van uw privacyreglement", **WEBADRES)
    andere_financiers = forms.CharField(
        label="Welke andere financiers dan het zorgkantoor hebt u voor dit werk?",
        required=False,
        widget=LANG,
        help_text="Geen? Laat dit leeg.",
    )
    ondertekenaar = forms.CharField(label="Naam van wie tekent", max_length=120)
    functie = forms.CharField(label="Functie", max_length=80)
    bevoegdheid = forms.ChoiceField(
        label="Waarom mag deze persoon tekenen?", choices=Bevoegdheid.choices, widget=forms.RadioSelect
    )
    tekenwijze = forms.ChoiceField(
        label="Wie moet er tekenen namens uw organisatie?",
        choices=Tekenwijze.choices,
        widget=forms.RadioSelect,
        help_text="Zoals in het handelsregister of de machtiging. Tekenen er twee, dan doet ieder dat met een eigen "
        "account.",
    )
    tweede_ondertekenaar = forms.CharField(
        label="Naam van de tweede die tekent",
        max_length=120,
        required=False,
        help_text="Alleen als twee personen samen bevoegd zijn. Dat geldt ook voor de volgende twee vragen.",
    )
    tweede_functie = forms.CharField(label="Functie van de tweede", max_length=80, required=False)
    tweede_bevoegdheid = forms.ChoiceField(
        label="Waarom mag de tweede tekenen?", choices=Bevoegdheid.choices, widget=forms.RadioSelect, required=False
    )

    def __init__(self, inschrijving, data=None, **kwargs):
        self.verklaring = inschrijving.bestuursverklaring
        rijen = self.verklaring.eisverklaringen.all()
        self.eisen = sorted(rijen, key=lambda rij: rij.eis.nummer)
        super().__init__(inschrijving, data, **kwargs)
        wat = "Wij voldoen aan eis {}"
        if inschrijving.ronde.is_verlenging:
            wat = "Ja, dit verklaren wij (verklaring {})"
            for naam in BIJ_EISEN:
                del self.fields[naam]
        for rij in self.eisen:
            self.fields[f"eis_{rij.eis.nummer}"] = forms.BooleanField(
                label=wat.format(rij.eis.nummer), initial=rij.bevestigd
            )

    def begin(self):
        return {naam: getattr(self.verklaring, naam) for naam in self.base_fields}

    def eisregels(self):
        """Per eis its text and its bound field."""
        return [(rij.eis, self[f"eis_{rij.eis.nummer}"]) for rij in self.eisen]

    def andere_velden(self):
        return [self[naam] for naam in self.base_fields if naam in self.fields]

    def bewaar(self, door):
        velden = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam in self.base_fields}
        eisen = {
            rij.eis.nummer: self.cleaned_data[naam]
            for rij in self.eisen
            if (naam := f"eis_{rij.eis.nummer}") in self.cleaned_data
        }
        actions.bewaar_verklaring(inschrijving_id=self.inschrijving.pk, door=door, eisen=eisen, **velden)


class PerRegioStap(Stapform):
    """A page that asks the same fields for each region; field names are `regio-<pk>-<veld>`."""

    def __init__(self, inschrijving, data=None, **kwargs):
        self.regios = list(self.welke(inschrijving))
        super().__init__(inschrijving, data, **kwargs)
        for regio in self.regios:
            for naam, veld in self.velden(regio).items():
                veld.initial = getattr(regio, naam)
                self.fields[f"regio-{regio.pk}-{naam}"] = veld

    def begin(self):
        return {}

    def welke(self, inschrijving):
        return inschrijving.regios.all()

    def velden(self, regio) -> dict[str, forms.Field]:
        raise NotImplementedError

    def regels(self):
        """Per region its bound fields, for the template."""
        for regio in self.regios:
            begin = f"regio-{regio.pk}-"
            yield regio, [self[naam] for naam in self.fields if naam.startswith(begin)]

    def per_regio(self) -> dict[int, dict[str, Any]]:
        """What is valid, by Regioinschrijving."""
        uit: dict[int, dict[str, Any]] = {}
        for naam, waarde in self.cleaned_data.items():
            _, pk, veld = naam.split("-")
            uit.setdefault(int(pk), {})[veld] = waarde
        return uit


class PrognoseStap(PerRegioStap):
    """Cliënten, uren and why, per region; a lower tarief only on request (IK-171, IK-172, A59)."""

    def velden(self, regio):
        ronde = self.inschrijving.ronde
        jaar = f" in {ronde.ingang_op.year}" if ronde.ingang_op else ""
        velden = {
            "clienten": Getalveld(label=f"Hoeveel verschillende cliënten verwacht u{jaar}?"),
            "uren": Getalveld(label="Hoeveel uren per jaar verwacht u?", decimalen=2),
            "prognose_onderbouwing": forms.CharField(label="Waar baseert u dit op?", widget=LANG),
        }
        if ronde.tarief is not None:
            velden["lager_tarief"] = Getalveld(
                label="Lager tarief per uur, in euro",
                decimalen=2,
                maximum=ronde.tarief,
                required=False,
                help_text=f"Het tarief is {euro(ronde.tarief)}. Alleen invullen als u minder wilt rekenen. De "
                "beoordelaars zien dit niet.",
            )
            velden["lager_tarief_reden"] = forms.CharField(
                label="Reden van het lagere tarief", required=False, widget=LANG
            )
        return velden

    def bewaar(self, door):
        actions.bewaar_prognoses(inschrijving_id=self.inschrijving.pk, prognoses=self.per_regio(), door=door)


class LeemtenStap(PerRegioStap):
    """Why the organisation fills a gap; asked for regions where it is new (criterion 1)."""

    def welke(self, inschrijving):
        return [regio for regio in inschrijving.regios.all() if regio.klasse == Klasse.NIEUW]

    def velden(self, regio):
        label = f"Welke leemte vult u in {regio.toewijzing.regio.naam}, en waarom?"
        return {"leemte_toelichting": forms.CharField(label=label, required=False, widget=LANG)}

    def bewaar(self, door):
        teksten = {pk: velden["leemte_toelichting"] for pk, velden in self.per_regio().items()}
        actions.bewaar_leemten(inschrijving_id=self.inschrijving.pk, teksten=teksten, door=door)


class OnderbouwingStap(Stapform):
    """Per eis how the organisation meets it, in words; files go beside it (IK-101)."""

    def __init__(self, inschrijving, data=None, **kwargs):
        rijen = inschrijving.bestuursverklaring.eisverklaringen.all()
        self.eisen = sorted(rijen, key=lambda rij: rij.eis.nummer)
        super().__init__(inschrijving, data, **kwargs)
        for rij in self.eisen:
            eis = rij.eis
            self.fields[f"eis_{eis.nummer}"] = forms.CharField(
                label=f"Eis {eis.nummer}: {eis.titel}",
                help_text=eis.tekst,
                widget=LANG,
                initial=rij.onderbouwing,
            )

    def begin(self):
        return {}

    def bewaar(self, door):
        teksten = {int(naam.removeprefix("eis_")): tekst for naam, tekst in self.cleaned_data.items()}
        actions.bewaar_onderbouwing(inschrijving_id=self.inschrijving.pk, teksten=teksten, door=door)


STAPFORMULIEREN = {
    "organisatie": OrganisatieStap,
    "regios": RegiosStap,
    "samenwerkingsverband": SamenwerkingsverbandStap,
    "bestuursverklaring": VerklaringStap,
    "prognose": PrognoseStap,
    "onderbouwing": OnderbouwingStap,
    "selectiegegevens": LeemtenStap,
}
