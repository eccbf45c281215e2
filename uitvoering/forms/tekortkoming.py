"""Forms of the file on a tekortkoming and of a maatregel."""

from typing import Any

import django_filters
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from inschrijving.forms.basis import Getalveld
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.opmaak import euro
from overeenkomst.queries.contracten import met_regios
from publicatie.forms.velden import BedragVeld, DagVeld
from publicatie.models import Minimumeis
from uitvoering.models import Declaratie, Tekortkoming
from uitvoering.states.tekortkoming import Benadeelde, Bron, Maatregelsoort, Status, Uitkomst

OPEN = "open"


class EisKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Minimumeis) -> str:
        return f"{obj}: {obj.titel}"


class RegioKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Regioinschrijving) -> str:
        return obj.toewijzing.regio.naam


class DeclaratieKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Declaratie) -> str:
        return f"{obj.maandnaam}, {obj.regionaam}: {euro(obj.totaal)}"


class OpenForm(KnopForm):
    """A tekortkoming: what it is about, since when, and what is wrong."""

    knop = "Tekortkoming vastleggen"
    bron = forms.ChoiceField(label="Wat is niet nagekomen?", choices=Bron, widget=forms.RadioSelect)
    eis = EisKeuze(
        label="Welke eis?",
        queryset=Minimumeis.objects.none(),
        required=False,
        empty_label="Geen eis",
        help_text="Ook als het gaat om wat de bestuursverklaring over een eis zegt.",
    )
    artikel = forms.CharField(
        label="Welk artikel of welke bijlage?",
        max_length=80,
        required=False,
        help_text="Alleen als het niet om een eis gaat. Bijvoorbeeld: artikel 11.",
    )
    sinds = DagVeld(label="Sinds wanneer?")
    omschrijving = tekstveld("Wat is er niet nagekomen?", 5)

    def __init__(self, *args: Any, inschrijving: Inschrijving, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["eis"].queryset = inschrijving.ronde.eisen.all()  # type: ignore[attr-defined]
        self.fields["omschrijving"].help_text = "De organisatie leest dit. Noem geen cliënten."

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        eis = schoon.pop("eis", None)
        schoon["eis_id"] = eis.pk if eis else None
        return schoon


class ZienswijzeForm(KnopForm):
    knop = "Reactie vragen"
    tot = DagVeld(label="Tot en met welke dag kan de organisatie reageren?")


class ReactieForm(KnopForm):
    knop = "Reactie versturen"
    tekst = tekstveld("Uw reactie", 6)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["tekst"].help_text = "Het zorgkantoor leest dit. Noem geen cliënten."


class IngebrekestellingForm(KnopForm):
    """The letter; it can be looked at first."""

    knop = "Ingebrekestelling versturen"
    eist = tekstveld("Wat moet de organisatie alsnog doen?", 5)
    termijn_tot = DagVeld(
        label="Laatste dag van de termijn", help_text="Na deze dag is de organisatie zonder meer in verzuim."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        voorbeeld = f"{self.helper.form_action}voorbeeld/"
        self.helper.add_input(Submit("bekijk", "Bekijk de brief", css_class="secundair", formaction=voorbeeld))


class OnmogelijkForm(KnopForm):
    knop = "Direct in verzuim"
    reden = tekstveld("Waarom is nakomen blijvend onmogelijk?")


class BevindingForm(KnopForm):
    knop = "Bevinding vastleggen"
    bevinding = tekstveld("Wat is komen vast te staan?", 5)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bevinding"].help_text = "Nodig voor elke maatregel. De organisatie leest dit."


class SchadeForm(KnopForm):
    knop = "Schade vastleggen"
    benadeelde = forms.ChoiceField(label="Wie heeft de schade?", choices=Benadeelde, widget=forms.RadioSelect)
    bedrag = BedragVeld(label="Bedrag in euro")
    omschrijving = tekstveld("Wat is de schade?")


class BeperkingForm(KnopForm):
    knop = "Bewaren"
    schadebeperking = tekstveld("Wat deed het zorgkantoor om de schade te beperken?")


class SluitForm(KnopForm):
    knop = "Dossier sluiten"
    uitkomst = forms.ChoiceField(label="Hoe liep het af?", choices=Uitkomst, widget=forms.RadioSelect)
    uitkomst_op = DagVeld(
        label="Op welke dag?", help_text="De dag van het herstel, of waarop het anders werd afgedaan."
    )
    toelichting = tekstveld("Toelichting")


class MaatregelForm(KnopForm):
    """Which fields count depends on the kind; the others may stay empty."""

    knop = "Maatregel klaarzetten voor een collega"
    soort = forms.ChoiceField(label="Welke maatregel?", choices=Maatregelsoort, widget=forms.RadioSelect)
    motivering = tekstveld("Waarom deze maatregel?", 5)
    vanaf = DagVeld(label="Eerste dag", help_text="Bij ontbinding: de laatste dag van de overeenkomst.")
    tot = DagVeld(label="Laatste dag", required=False, help_text="Alleen bij een korting.")
    percentage = Getalveld(
        label="Korting in procent", required=False, decimalen=2, help_text="Alleen bij een korting: hoogstens 5,00."
    )
    declaratie = DeclaratieKeuze(
        label="Welke declaratie?",
        queryset=Declaratie.objects.none(),
        required=False,
        empty_label="Niet van toepassing",
        help_text="Alleen bij terugvordering van een declaratie die is betaald.",
    )
    regio = RegioKeuze(
        label="Welke regio?",
        queryset=Regioinschrijving.objects.none(),
        required=False,
        empty_label="Niet van toepassing",
        help_text="Alleen als het budget omlaag gaat.",
    )
    bedrag = BedragVeld(
        label="Bedrag in euro", required=False, help_text="Wat u terugvordert, of het nieuwe budget voor een heel jaar."
    )

    def __init__(self, *args: Any, inschrijving: Inschrijving, **kwargs: Any):
        super().__init__(*args, **kwargs)
        gewonnen = [rij.regioinschrijving_id for rij in met_regios([inschrijving])[inschrijving.pk]]
        regios = Regioinschrijving.objects.filter(pk__in=gewonnen).select_related("toewijzing__regio")
        self.fields["regio"].queryset = regios  # type: ignore[attr-defined]
        betaald = Declaratie.objects.betaald().filter(regioinschrijving__inschrijving=inschrijving).met_namen()
        self.fields["declaratie"].queryset = betaald  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        regio = schoon.pop("regio", None)
        schoon["regio_id"] = regio.pk if regio else None
        declaratie = schoon.pop("declaratie", None)
        schoon["declaratie_id"] = declaratie.pk if declaratie else None
        return schoon


class TekortkomingFilter(django_filters.FilterSet):
    """Above the list of files."""

    zoek = django_filters.CharFilter(label="Zoek op naam of kenmerk", method="filter_zoek")
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", method="filter_stand")

    class Meta:
        model = Tekortkoming
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["stand"].extra["choices"] = [(OPEN, "Nog open"), *Status.choices]

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        woord = waarde.replace("\x00", "").strip()
        velden = ("organisatie__statutaire_naam", "verbandnaam", "kenmerk")
        treffer = Q()
        for veld in velden:
            treffer |= Q(**{f"overeenkomst__inschrijving__{veld}__icontains": woord})
        return rijen.filter(treffer)

    def filter_stand(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        return rijen.open() if waarde == OPEN else rijen.filter(status=waarde)  # type: ignore[attr-defined]
