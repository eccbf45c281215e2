"""The board before the announcement: what is not ready, by name and with the page where it is mended.

The board, the list of work and the release itself ask the same `standen`, in a fixed number of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from bekendmaking import voorstel
from bekendmaking.models import Beslissing, Brief, Vrijgave
from bekendmaking.opmaak import adres_van
from bekendmaking.states import Gebreksoort, Status
from beoordeling.models import Opening
from beoordeling.states import Openingstatus
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern import klok, zegel
from kern.fouten import RegelFout
from kern.opmaak import datum
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde, Regiotoewijzing
from selectie.overzicht import met_stand as met_selectiestand
from selectie.overzicht import stand as selectiestand
from selectie.queries import niet_rond

Plek = tuple[int, int]  # ronde and uitvoerder
# a step, and what a dossier may not lack to be past it
STAPPEN = (
    ("Beoordeeld", {Gebreksoort.OORDEEL}),
    ("Ingedeeld", {Gebreksoort.INDELING}),
    ("Selectie vastgesteld", {Gebreksoort.SELECTIE, Gebreksoort.LOTING}),
    ("Brief gemaakt", {Gebreksoort.VOORWAARDEN, Gebreksoort.BRIEF, Gebreksoort.VEROUDERD, Gebreksoort.DATUM}),
    ("Goedgekeurd en te versturen", {Gebreksoort.GOEDKEURING, Gebreksoort.ADRES}),
)
TE_MAKEN = {Gebreksoort.BRIEF, Gebreksoort.VEROUDERD, Gebreksoort.DATUM}  # a new letter mends it
KLAAR = "klaar"  # in the filter: no lack at all
NA_HET_WERK = TE_MAKEN | {Gebreksoort.GOEDKEURING}


@dataclass(frozen=True)
class Gebrek:
    """What keeps a dossier from being made known, and the page where that is mended; `regio` only for one region."""

    soort: Gebreksoort
    tekst: str
    url: str
    regio: str = ""

    def __str__(self) -> str:
        return f"{self.regio}: {self.tekst}" if self.regio else self.tekst


@dataclass(frozen=True)
class Stand:
    """How far one opened dossier is."""

    inschrijving: Inschrijving
    brief: Brief | None
    gebreken: list[Gebrek]

    @property
    def klaar(self) -> bool:
        """Whether nothing of this dossier stands in the way of the release."""
        return not self.gebreken

    @property
    def regionamen(self) -> list[str]:
        return [deel.toewijzing.regio.naam for deel in self.inschrijving.regios.all()]

    @property
    def soorten(self) -> set[Gebreksoort]:
        return {gebrek.soort for gebrek in self.gebreken}

    @property
    def te_maken(self) -> bool:
        """Whether its letter can be made now, and has to be."""
        return bool(self.soorten & TE_MAKEN)


@dataclass(frozen=True)
class Stap:
    """How many dossiers are past a step."""

    naam: str
    klaar: int
    totaal: int

    @property
    def procent(self) -> int:
        return 100 * self.klaar // self.totaal if self.totaal else 0


@dataclass(frozen=True)
class Bord:
    """One uitvoerder in one ronde. Before the opening it has no dossiers: nobody knows then whether there are any."""

    ronde: Inkoopronde
    uitvoerder: WlzUitvoerder
    geopend: bool
    standen: list[Stand]
    regiogebreken: list[Gebrek]  # of regions, where no dossier lacks anything
    vrijgave: Vrijgave | None

    @property
    def klaar(self) -> int:
        return sum(stand.klaar for stand in self.standen)

    @property
    def wacht_op_werk(self) -> int:
        """How many dossiers lack something that comes before their letter."""
        return sum(not stand.soorten <= NA_HET_WERK for stand in self.standen)

    @property
    def te_maken(self) -> int:
        """How many letters can be made now, and have to be."""
        return sum(stand.te_maken for stand in self.standen)

    @property
    def totaal(self) -> Stap:
        return Stap("Klaar", self.klaar, len(self.standen))

    @property
    def alles_klaar(self) -> bool:
        return bool(self.standen) and self.klaar == len(self.standen) and not self.regiogebreken

    @property
    def stappen(self) -> list[Stap]:
        """Per step how many dossiers are past it; who lacks an earlier one is not past a later one."""
        rij, mist = [], set[Gebreksoort]()
        for naam, soorten in STAPPEN:
            mist |= soorten
            rij.append(Stap(naam, sum(not stand.soorten & mist for stand in self.standen), len(self.standen)))
        return rij

    @property
    def tellingen(self) -> list[tuple[Gebreksoort, int]]:
        """Each kind of lack that there is, with the number of dossiers."""
        aantal = Counter(soort for stand in self.standen for soort in stand.soorten)
        return [(soort, aantal[soort]) for soort in Gebreksoort if aantal[soort]]

    def gefilterd(self, regio: str, soort: str) -> list[Stand]:
        """The dossiers with this region and this kind of lack (or KLAAR); empty text: any."""
        rijen = self.standen
        if regio:
            rijen = [stand for stand in rijen if regio in stand.regionamen]
        if soort:
            rijen = [stand for stand in rijen if (stand.klaar if soort == KLAAR else soort in stand.soorten)]
        return rijen

    @property
    def is_vrij(self) -> bool:
        """Whether the letters are out."""
        return self.vrijgave is not None and self.vrijgave.vrijgegeven_op is not None

    @property
    def regios(self) -> list[str]:
        """Names of the regions of these dossiers."""
        return sorted({naam for stand in self.standen for naam in stand.regionamen})


def bord(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> Bord:
    """The board of one uitvoerder, its dossiers in order of kenmerk."""
    return _borden([(ronde, uitvoerder)])[0]


def borden(gebruiker: Gebruiker) -> list[Bord]:
    """Every board within reach of this user: the uitvoerders of each ronde whose closing is past."""
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.BRIEF_ZIEN)
    rijen = Regiotoewijzing.objects.filter(ronde__sluiting_op__lt=klok.nu())
    if bereik is not None:
        rijen = rijen.filter(uitvoerder__in=bereik)
    paren = set(rijen.order_by().values_list("ronde", "uitvoerder").distinct())
    rondes = Inkoopronde.objects.in_bulk({ronde for ronde, _ in paren})
    uitvoerders = WlzUitvoerder.objects.in_bulk({uitvoerder for _, uitvoerder in paren})
    gevonden = _borden([(rondes[ronde], uitvoerders[uitvoerder]) for ronde, uitvoerder in paren])
    return sorted(gevonden, key=lambda rij: (rij.ronde.code, rij.uitvoerder.zorgkantoor))


def _borden(paren: Sequence[tuple[Inkoopronde, WlzUitvoerder]]) -> list[Bord]:
    samen = {"ronde__in": {r.pk for r, _ in paren}, "uitvoerder__in": {u.pk for _, u in paren}}
    vrijgaven = {_plek(v): v for v in Vrijgave.objects.filter(**samen).select_related("klaargezet_door")}
    geopend = {_plek(rij) for rij in Opening.objects.filter(status=Openingstatus.GEOPEND, **samen)}
    regios = met_selectiestand(Regiotoewijzing.objects.filter(**samen).select_related("regio")).defer(None)
    werk = _Werk({rij.pk: rij for rij in regios}, {rij.pk for rij in niet_rond(regios)}, vrijgaven, klok.vandaag())
    standen, los = defaultdict(list), defaultdict(list)
    dossiers = Inschrijving.objects.filter(status=Dossierstatus.GEOPEND, **samen)
    for stand in werk.standen(dossiers.order_by("kenmerk")):
        standen[_plek(stand.inschrijving)].append(stand)
    for rij in werk.losse_regios():
        los[_plek(rij)].append(_past_niet(rij))
    return [
        Bord(ronde, uitvoerder, plek in geopend or plek in standen, standen[plek], los[plek], vrijgaven.get(plek))
        for ronde, uitvoerder in paren
        for plek in [(ronde.pk, uitvoerder.pk)]
    ]


def _plek(rij: Any) -> Plek:
    return rij.ronde_id, rij.uitvoerder_id


def gebreken(inschrijving: Inschrijving) -> list[Gebrek]:
    """What keeps the letter of one opened dossier from being made."""
    plek = {"ronde": inschrijving.ronde_id, "uitvoerder": inschrijving.uitvoerder_id}
    regios = met_selectiestand(Regiotoewijzing.objects.filter(**plek).select_related("regio")).defer(None)
    werk = _Werk({rij.pk: rij for rij in regios}, {rij.pk for rij in niet_rond(regios)}, {}, klok.vandaag())
    return werk.van_regios(inschrijving, _delen().filter(inschrijving=inschrijving)) + _adres(inschrijving)


def dagtekening(ronde: Inkoopronde, vandaag: date) -> date:
    """The day on a letter that is made now: that of the announcement, or today when that is past (A03)."""
    if ronde.bekendmaking_op is None:
        raise RegelFout(f"Ronde {ronde.code} heeft nog geen moment van bekendmaking. Vul eerst het tijdschema in.")
    return max(klok.lokaal(ronde.bekendmaking_op).date(), vandaag)


def _delen() -> QuerySet[Regioinschrijving]:
    """Parts with what their decision rests on."""
    rijen = Regioinschrijving.objects.select_related("toewijzing__regio", "beoordeling", "classificatie")
    return rijen.order_by("toewijzing__regio__naam")


def _adres(dossier: Inschrijving) -> list[Gebrek]:
    try:
        adres_van(dossier)
    except RegelFout as fout:
        return [Gebrek(Gebreksoort.ADRES, fout.tekst, reverse("dossier", args=[dossier.kenmerk]))]
    return []


def _is_leeg(toewijzing: Any) -> bool:
    statussen = {deel.beoordeling.status for deel in toewijzing.beoordeeld}
    return statussen == {Beoordeeld.VOLDOET_NIET}


def _past_niet(toewijzing: Regiotoewijzing) -> Gebrek:
    adres = reverse("regioselectie", args=[toewijzing.pk])
    return Gebrek(Gebreksoort.SELECTIE, "de selectie past niet meer bij de oordelen", adres, toewijzing.regio.naam)


@dataclass(frozen=True)
class _Werk:
    """The finished work of steps 3 to 6 at some uitvoerders: regions by pk, those that are not done, the releases."""

    regios: dict[int, Regiotoewijzing]
    niet_rond: set[int]
    vrijgaven: dict[Plek, Vrijgave]
    vandaag: date

    def standen(self, dossiers: QuerySet[Inschrijving]) -> list[Stand]:
        """Of each dossier its letter and what it lacks; nothing once it is made known."""
        beslissingen = Beslissing.objects.select_related("regioinschrijving__toewijzing__regio")
        beslissingen = beslissingen.order_by("regioinschrijving__toewijzing__regio__naam")
        brieven = Brief.objects.filter(herziening=None).prefetch_related(Prefetch("beslissingen", beslissingen))
        rijen = dossiers.select_related("ronde", "uitvoerder", "organisatie").prefetch_related(
            Prefetch("regios", _delen()), Prefetch("brieven", brieven.select_related("stuk"))
        )
        open_ = {rij.pk: self.van_regios(rij, rij.regios.all()) for rij in rijen if not self._is_vrij(rij)}
        af = [deel for rij in rijen if open_.get(rij.pk) == [] for deel in rij.regios.all()]
        for deel in af:
            deel.toewijzing = self.regios[deel.toewijzing_id]
        grondslag = voorstel.lees(af)
        return [self._stand(rij, open_.get(rij.pk), grondslag) for rij in rijen]

    def _is_vrij(self, dossier: Inschrijving) -> bool:
        vrijgave = self.vrijgaven.get(_plek(dossier))
        return vrijgave is not None and vrijgave.vrijgegeven_op is not None

    def _stand(self, dossier: Inschrijving, open_: list[Gebrek] | None, grondslag: voorstel.Grondslag) -> Stand:
        brieven = list(dossier.brieven.all())
        brief = brieven[-1] if brieven else None
        if open_ is None:
            return Stand(dossier, brief, [])
        if open_:
            return Stand(dossier, brief, open_ + _adres(dossier))
        return Stand(dossier, brief, self._van_brief(dossier, brief, grondslag))

    def van_regios(self, dossier: Inschrijving, delen: Iterable[Regioinschrijving]) -> list[Gebrek]:
        """What is not finished, per region of a dossier."""
        return [gebrek for deel in delen if (gebrek := self._van_regio(dossier, deel))]

    def _van_regio(self, dossier: Inschrijving, deel: Regioinschrijving) -> Gebrek | None:
        """A region in which the dossier is rejected does not wait for the selection."""
        toewijzing = self.regios[deel.toewijzing_id]
        naam, adres = toewijzing.regio.naam, reverse("dossier", args=[dossier.kenmerk])
        oordeel = getattr(deel, "beoordeling", None)
        if oordeel is None or oordeel.status == Beoordeeld.IN_BEOORDELING:
            return Gebrek(Gebreksoort.OORDEEL, "de beoordeling is niet afgerond", adres, naam)
        if oordeel.status == Beoordeeld.VOLDOET_NIET:
            return None
        indeling = getattr(deel, "classificatie", None)
        if indeling is None or not indeling.indeling:
            return Gebrek(Gebreksoort.INDELING, "bestaand of nieuw is niet bevestigd", adres, naam)
        stand = selectiestand(toewijzing)
        if stand.klaar:
            return _past_niet(toewijzing) if toewijzing.pk in self.niet_rond else None
        adres = reverse("regioselectie", args=[toewijzing.pk])
        if stand.loting:
            return Gebrek(Gebreksoort.LOTING, f"de loting is {stand.loting}", adres, naam)
        return Gebrek(Gebreksoort.SELECTIE, f"de selectie is niet vastgesteld ({stand.selectie.lower()})", adres, naam)

    def losse_regios(self) -> list[Regiotoewijzing]:
        """Regions that are not done though no party waits for them: everyone in them is rejected."""
        return [rij for rij in self.regios.values() if rij.pk in self.niet_rond and _is_leeg(rij)]

    def _van_brief(self, dossier: Inschrijving, brief: Brief | None, grondslag: voorstel.Grondslag) -> list[Gebrek]:
        """What the letter lacks, once all work on the dossier is done."""
        nu, gevonden = [], _adres(dossier)
        ronde = reverse("ronde_beheren", args=[dossier.ronde.code])
        for deel in dossier.regios.all():
            try:
                nu.append(voorstel.beslissing(deel, grondslag))
            except RegelFout as fout:
                if deel.beoordeling.status == Beoordeeld.VOLDOET_NIET:
                    adres = reverse("dossier", args=[dossier.kenmerk])
                    return [Gebrek(Gebreksoort.OORDEEL, fout.tekst, adres), *gevonden]
                return [Gebrek(Gebreksoort.VOORWAARDEN, fout.tekst, ronde), *gevonden]
        if dossier.ronde.bekendmaking_op is None:
            return [Gebrek(Gebreksoort.VOORWAARDEN, "de ronde heeft geen moment van bekendmaking", ronde), *gevonden]
        if brief is None:
            return [Gebrek(Gebreksoort.BRIEF, "er is nog geen brief", ""), *gevonden]
        if grondslag.opmaak[_plek(dossier)] != brief.opmaak_hash:
            tekst = "de tekst of de huisstijl is veranderd, maak de brief opnieuw"
            return [Gebrek(Gebreksoort.VEROUDERD, tekst, reverse("brief", args=[brief.pk])), *gevonden]
        if tekort := self._aan_brief(brief, nu, self._dag(dossier)):
            return [Gebrek(*tekort, reverse("brief", args=[brief.pk])), *gevonden]
        return gevonden

    @staticmethod
    def _aan_brief(brief: Brief, nu: Sequence[Beslissing], dag: date) -> tuple[Gebreksoort, str] | None:
        """What is not right about a letter, the first thing first."""
        if not voorstel.is_actueel(brief, nu):
            return Gebreksoort.VEROUDERD, "de uitkomst is veranderd, maak de brief opnieuw"
        if zegel.is_ingesteld() and not brief.verzegeld:
            return Gebreksoort.VEROUDERD, "de brief heeft nog geen zegel, maak hem opnieuw"
        if brief.dagtekening != dag:
            return Gebreksoort.DATUM, f"de brief heeft een andere datum dan {datum(dag)}, maak hem opnieuw"
        if brief.status == Status.ONTWERP:
            return Gebreksoort.GOEDKEURING, "de brief is niet goedgekeurd"
        return None

    def _dag(self, dossier: Inschrijving) -> date:
        """The day that its letter must carry: that of the release, and never one that is past."""
        vrijgave = self.vrijgaven.get(_plek(dossier))
        if vrijgave is None:
            return dagtekening(dossier.ronde, self.vandaag)
        return max(klok.lokaal(vrijgave.vrij_op).date(), self.vandaag)
