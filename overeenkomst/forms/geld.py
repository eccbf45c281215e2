"""Forms of prijs and volume: the division of a region, the answer of the organisation, and the filters."""

from collections.abc import Iterable
from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q, QuerySet

from inschrijving.forms.basis import Getalveld
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.afspraken import Rij
from overeenkomst.queries.verdelen import Deelname, Regel, Stand
from overeenkomst.states import GELDEND, Afspraakstatus, Verdelingstatus
from partijen.forms import NettekstMixin
from publicatie.forms.velden import BedragVeld
from publicatie.models import Regio

BLIJFT = "De overeenkomst is getekend: het budget blijft gelijk."


class VerdeelForm(NettekstMixin, forms.Form):
    """Per party its tarief, the zorgkantoor's own estimate, another amount than the proposal, and why."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, stand: Stand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stand = stand
        self.initial["gezien"] = stand.gezien
        verdeling = stand.verdeling
        is_ontwerp = verdeling is not None and verdeling.status == Verdelingstatus.ONTWERP
        rijen = verdeling.afspraken.all() if verdeling and is_ontwerp else ()
        ontwerp = {rij.regioinschrijving_id: rij for rij in rijen}
        for deelname in stand.deelnames:
            self._voeg_velden_toe(deelname, ontwerp.get(deelname.regio.pk) or deelname.afspraak)

    def _voeg_velden_toe(self, deelname: Deelname, rij: Prijsvolumeafspraak | None) -> None:
        """What was kept before is filled in; the proposal itself stays empty, so that it follows the hours."""
        pk, naam, partij = deelname.regio.pk, deelname.naam, deelname.partij
        anders = rij is not None and (deelname.vast or rij.jaarbedrag != rij.voorstel)
        velden = {
            "schatting": Getalveld(label=f"Eigen schatting van de uren van {naam}", required=False, decimalen=2),
            "tarief": BedragVeld(label=f"Tarief van {naam}"),
            "bedrag": BedragVeld(label=f"Ander budget dan het voorstel voor {naam}", required=False),
            "reden": forms.CharField(
                label=f"Waarom een ander budget voor {naam}", required=False, max_length=500, widget=forms.TextInput
            ),
        }
        begin = {
            "schatting": rij.schatting if rij else None,
            "tarief": rij.tarief if rij else partij.tarief,
            "bedrag": rij.jaarbedrag if rij and anders else None,
            "reden": (rij.reden if rij else "") or (BLIJFT if deelname.vast else ""),
        }
        for soort, veld in velden.items():
            veld.initial = begin[soort]
            veld.disabled = deelname.vast
            self.fields[f"{soort}_{pk}"] = veld

    def regels(self) -> dict[int, Regel]:
        """What was typed, or what was kept before, per Regioinschrijving."""
        schoon = self.cleaned_data if self.is_bound else {naam: veld.initial for naam, veld in self.fields.items()}
        return {
            d.regio.pk: Regel(
                tarief=schoon[f"tarief_{d.regio.pk}"],
                schatting=schoon[f"schatting_{d.regio.pk}"],
                jaarbedrag=schoon[f"bedrag_{d.regio.pk}"],
                reden=schoon[f"reden_{d.regio.pk}"],
            )
            for d in self.stand.deelnames
        }

    def velden_van(self, deelname: Deelname) -> dict[str, forms.BoundField]:
        """The fields of one party."""
        return {soort: self[f"{soort}_{deelname.regio.pk}"] for soort in ("schatting", "tarief", "bedrag", "reden")}


class VaststellenForm(NettekstMixin, forms.Form):
    """Fixes exactly the division that was on the screen."""

    gezien_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class OverlegForm(NettekstMixin, forms.Form):
    """The organisation wants to talk, and may ask for a lower tarief (A59)."""

    overleg = forms.CharField(
        label="Waarover wilt u overleggen?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    gevraagd_tarief = BedragVeld(
        label="Vraagt u een lager tarief per uur? Welk tarief?",
        required=False,
        help_text="Alleen als u minder wilt rekenen dan het tarief van de ronde. Anders laat u dit leeg.",
    )

    def __init__(self, *args: Any, actie: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = actie
        self.helper.add_input(Submit("overleg", "Vraag om overleg", css_class="secundair"))


class VerdelingFilter(NettekstMixin, forms.Form):
    """Year, ronde-independent, and how far it is, for the list of regions."""

    jaar = forms.TypedChoiceField(label="Jaar", coerce=int, required=False, empty_value=None)
    stand = forms.ChoiceField(label="Stand", required=False)

    def __init__(self, data: Any, *, jaren: Iterable[int]):
        super().__init__(data or None)
        self.fields["jaar"].choices = [("", "Alle"), *((jaar, str(jaar)) for jaar in jaren)]  # type: ignore[attr-defined]
        standen = [(code, naam) for code, (naam, _) in Rij.STANDEN.items()]
        self.fields["stand"].choices = [("", "Alle"), ("open", "Zonder afspraak"), *standen]  # type: ignore[attr-defined]

    @property
    def form(self) -> forms.Form:
        """As the filter of a table is asked for it."""
        return self

    def kies(self, rijen: Iterable[Rij]) -> list[Rij]:
        """The rows that fit; an answer that is none of the choices filters nothing."""
        keuze = self.cleaned_data if self.is_bound and self.is_valid() else {}
        jaar, stand = keuze.get("jaar"), keuze.get("stand")
        rijen = [rij for rij in rijen if not jaar or rij.jaar == jaar]
        return [rij for rij in rijen if not stand or (rij.open if stand == "open" else rij.code == stand)]


class AfspraakFilter(django_filters.FilterSet):
    """Year, region, status and part of a name, for the list of afspraken."""

    jaar = django_filters.ChoiceFilter(label="Jaar", empty_label="Alle")
    regio = django_filters.ModelChoiceFilter(
        label="Regio",
        field_name="regioinschrijving__toewijzing__regio",
        queryset=Regio.objects.none(),
        empty_label="Alle",
    )
    status = django_filters.ChoiceFilter(
        label="Stand", choices=[(s.value, s.label) for s in Afspraakstatus if s in GELDEND], empty_label="Alle"
    )
    naam = django_filters.CharFilter(label="Organisatie", method="op_naam")

    class Meta:
        model = Prijsvolumeafspraak
        fields = ["jaar", "regio", "status", "naam"]

    def __init__(self, data: Any, *, queryset: QuerySet[Prijsvolumeafspraak]):
        super().__init__(data, queryset=queryset)
        jaren = queryset.order_by("-jaar").values_list("jaar", flat=True).distinct()
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in jaren]
        regios = Regio.objects.filter(toewijzingen__regioinschrijvingen__afspraken__in=queryset.order_by())
        self.filters["regio"].queryset = regios.distinct()

    def op_naam(self, rijen: QuerySet[Prijsvolumeafspraak], _naam: str, waarde: str) -> QuerySet[Prijsvolumeafspraak]:
        """By the name of the party: its own, or that of the samenwerkingsverband."""
        dossier = "regioinschrijving__inschrijving__"
        hier = Q(**{f"{dossier}organisatie__statutaire_naam__icontains": waarde})
        return rijen.filter(hier | Q(**{f"{dossier}verbandnaam__icontains": waarde}))
