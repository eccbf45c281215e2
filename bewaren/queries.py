"""What is due: the facts of every dossier from all rooms, and the lists the rule makes of them (R22).

A fixed number of queries, however many dossiers there are.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum

from bekendmaking import queries as besluiten
from bekendmaking.models import Beslissing, Bezwaar, Brief, Geschil, KortGeding
from bekendmaking.states import ONBEANTWOORD, ZICHTBAAR_VOOR_ORGANISATIE, Geschilstatus, KortGedingstatus
from bekendmaking.states import Status as Besluitstatus
from beoordeling.models import Eisoordeel
from bewaren import accounts, rules
from bewaren.models import SOORTEN, Aanhouding, Opdracht, Vernietiging
from bewaren.rules import ACCOUNT, AFGEWEZEN, CONCEPT, INGETROKKEN, OVEREENKOMST, VOG, Feiten, Soort
from bewaren.states import OPEN, Regelstatus
from inschrijving.models import Bewijsstuk, Inschrijving, Regioinschrijving
from inschrijving.states import Status
from kern.fouten import RegelFout
from kern.klok import lokaal
from kern.models import Gebeurtenis
from kern.rules import sha256
from kluis.models import Dossiersleutel, Stuk
from overeenkomst.models import Overeenkomst
from overeenkomst.states import NA_TEKENEN
from overeenkomst.states import Status as Contractstatus
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde
from publicatie.states import Documentsoort
from uitvoering.models import Tekortkoming
from uitvoering.states.tekortkoming import Status as Tekortstatus

Groep = tuple[int, int]  # ronde and uitvoerder: one decision, one set of terms
Stukfeit = tuple[int, str, int]  # id, sha256, bytes


@dataclass(frozen=True, kw_only=True)
class _Kandidaat:
    """What has a term that is over. `waarom_niet`: what still keeps it; empty when it may go."""

    vervalt_op: date
    waarom_niet: str
    stukken: tuple[Stukfeit, ...] = ()

    @property
    def bestanden(self) -> int:
        return len(self.stukken)

    @property
    def bytes(self) -> int:
        return sum(grootte for _, _, grootte in self.stukken)

    @property
    def hash(self) -> str:
        """Of exactly these files, by their hashes."""
        return sha256(json.dumps(sorted((pk, hash_) for pk, hash_, _ in self.stukken)).encode())


@dataclass(frozen=True, kw_only=True)
class Dossierkandidaat(_Kandidaat):
    inschrijving: Inschrijving

    @property
    def wat(self) -> dict[str, Inschrijving]:
        """The field of a `Vernietiging` that names it."""
        return {"inschrijving": self.inschrijving}

    @property
    def kenmerk(self) -> str:
        return self.inschrijving.kenmerk

    @property
    def zoektekst(self) -> str:
        return f"{self.kenmerk} {self.inschrijving.organisatie.statutaire_naam}"


@dataclass(frozen=True, kw_only=True)
class Accountkandidaat(_Kandidaat):
    gebruiker: Gebruiker

    @property
    def wat(self) -> dict[str, Gebruiker]:
        return {"gebruiker": self.gebruiker}

    @property
    def kenmerk(self) -> str:
        return f"account {self.gebruiker.pk}"

    @property
    def zoektekst(self) -> str:
        return f"{self.kenmerk} {self.gebruiker.naam} {self.gebruiker.email}"


Kandidaat = Accountkandidaat | Dossierkandidaat


def lijsthash(rijen: Iterable[tuple[str, date, str]]) -> str:
    """Hash of a list as somebody saw it: per row its kenmerk, its day and the hash of its files (R17). Nothing of a
    person is in it: a hash of a name would outlive the name."""
    return sha256(json.dumps(sorted((kenmerk, dag.isoformat(), hash_) for kenmerk, dag, hash_ in rijen)).encode())


def hash_van(kandidaten: Iterable[Kandidaat]) -> str:
    return lijsthash((rij.kenmerk, rij.vervalt_op, rij.hash) for rij in kandidaten)


def vervallen(soort: Soort, vandaag: date, pks: Collection[int] | None = None) -> Sequence[Kandidaat]:
    """Dossiers (or accounts) whose term of this kind is over, in order of kenmerk (or number), also those that
    something still keeps. `pks`: look only at these."""
    return _accounts(vandaag, pks) if soort == ACCOUNT else _dossiers(soort, vandaag, pks)


def _accounts(vandaag: date, pks: Collection[int] | None) -> list[Accountkandidaat]:
    over = [
        (rij, laatste, dag)
        for rij, laatste in accounts.stil(pks)
        if (dag := rules.vervalt_op(ACCOUNT, Feiten(laatste, laatste))) is not None and dag <= vandaag
    ]
    nodig = accounts.nodig({rij.pk: laatste for rij, laatste, _ in over})
    return [Accountkandidaat(gebruiker=rij, vervalt_op=dag, waarom_niet=nodig.get(rij.pk, "")) for rij, _, dag in over]


def _dossiers(soort: Soort, vandaag: date, pks: Collection[int] | None) -> list[Dossierkandidaat]:
    rijen = _van_soort(soort)
    rijen = rijen if pks is None else rijen.filter(pk__in=pks)
    dossiers = list(rijen.select_related("ronde", "uitvoerder", "organisatie").order_by("kenmerk"))
    feiten = _feiten(soort, dossiers)
    over = {
        rij.pk: dag
        for rij in dossiers
        if (dag := rules.vervalt_op(soort, feiten[rij.pk])) is not None and dag <= vandaag
    }
    stukken = _stukken(soort, over)
    return [
        Dossierkandidaat(
            inschrijving=rij,
            vervalt_op=over[rij.pk],
            waarom_niet=rules.waarom_niet(soort, feiten[rij.pk], vandaag),
            stukken=tuple(stukken[rij.pk]),
        )
        for rij in dossiers
        if rij.pk in over
    ]


def te_vernietigen(soort: Soort, vandaag: date, pks: Collection[int] | None = None) -> list[Kandidaat]:
    """Those of `vervallen` that may go."""
    return [rij for rij in vervallen(soort, vandaag, pks) if not rij.waarom_niet]


def _van_soort(soort: Soort) -> QuerySet[Inschrijving]:
    """The dossiers of a kind that still have something to destroy."""
    rijen = Inschrijving.objects.filter(vernietigd_op__isnull=True)
    geopend = rijen.filter(status=Status.GEOPEND)
    if soort == VOG:
        return geopend.filter(pk__in=_vogs().values("inschrijving"))
    if soort == OVEREENKOMST:
        return geopend.filter(overeenkomst__status=Contractstatus.BEEINDIGD)
    if soort == AFGEWEZEN:
        return geopend.exclude(overeenkomst__status__in=NA_TEKENEN)
    return rijen.filter(status={CONCEPT: Status.CONCEPT, INGETROKKEN: Status.INGETROKKEN}[soort])


def _vogs() -> QuerySet[Bewijsstuk]:
    rijen = Bewijsstuk.objects.filter(soort=Documentsoort.VOG, stuk__vernietigd_op__isnull=True)
    return rijen.filter(stuk__sleutel__vernietigd_op__isnull=True)


def vogs_van(inschrijving_id: int) -> list[int]:
    """Ids of the files of this dossier that are a VOG and still exist; one that was taken over twice counts once."""
    rijen = _vogs().filter(inschrijving=inschrijving_id).order_by("stuk").values_list("stuk", flat=True)
    return list(rijen.distinct())


def sleutels_van(pks: Collection[int]) -> dict[int, list[Dossiersleutel]]:
    """Per dossier the data keys that still exist: its own, and those under it (`inschrijving:7:bezwaar`)."""
    rijen = Dossiersleutel.objects.filter(dossier__startswith="inschrijving:", vernietigd_op__isnull=True)
    per_dossier: dict[int, list[Dossiersleutel]] = {pk: [] for pk in pks}
    for rij in rijen.order_by("pk"):
        pk = int(rij.dossier.split(":")[1])
        if pk in per_dossier:
            per_dossier[pk].append(rij)
    return per_dossier


def _stukken(soort: Soort, pks: Collection[int]) -> dict[int, list[Stukfeit]]:
    """Per dossier the files that would go."""
    uit: dict[int, list[Stukfeit]] = {pk: [] for pk in pks}
    velden = ("sha256", "grootte")
    if soort == VOG:
        rijen = _vogs().filter(inschrijving__in=pks).order_by("stuk").distinct()
        for dossier, *stuk in rijen.values_list("inschrijving", "stuk", *(f"stuk__{veld}" for veld in velden)):
            uit[dossier].append((stuk[0], stuk[1], stuk[2]))
        return uit
    van = {sleutel.pk: pk for pk, sleutels in sleutels_van(pks).items() for sleutel in sleutels}
    bewaard = Stuk.objects.filter(sleutel__in=van, vernietigd_op__isnull=True).order_by("pk")
    for sleutel, *stuk in bewaard.values_list("sleutel", "pk", *velden):
        uit[van[sleutel]].append((stuk[0], stuk[1], stuk[2]))
    return uit


@dataclass
class Groepsfeiten:
    """What holds for every dossier of a ronde at an uitvoerder."""

    dagtekening: date | None = None
    dagen: list[date | None] = field(default_factory=list)
    lopend: list[str] = field(default_factory=list)


def _feiten(soort: Soort, dossiers: Collection[Inschrijving]) -> dict[int, Feiten]:
    groepen, eigen = _groepen(), _eigen_lopend([rij.pk for rij in dossiers])
    eindes = dict(Overeenkomst.objects.filter(inschrijving__in=dossiers).values_list("inschrijving", "eind_op"))
    uit = {}
    for rij in dossiers:
        groep = groepen[(rij.ronde_id, rij.uitvoerder_id)]
        begin = {
            CONCEPT: lokaal(rij.ronde.sluiting_op).date() if rij.ronde.sluiting_op else None,
            OVEREENKOMST: eindes.get(rij.pk),
        }
        begin[INGETROKKEN] = begin[CONCEPT]
        uit[rij.pk] = Feiten(
            begin=begin.get(soort, groep.dagtekening),
            termijnen_tot=rules.laatste(groep.dagen),
            lopend=(*groep.lopend, *eigen.get(rij.pk, ())),
        )
    return uit


def _groepen() -> dict[Groep, Groepsfeiten]:
    """Terms and cases of each ronde at each uitvoerder; nothing is known where no decision was made known."""
    uit: dict[Groep, Groepsfeiten] = defaultdict(Groepsfeiten)
    rondes = {rij.pk: rij for rij in Inkoopronde.objects.all()}
    pad = ("inschrijving__ronde", "inschrijving__uitvoerder")
    bekend = Brief.objects.filter(status__in=ZICHTBAAR_VOOR_ORGANISATIE).order_by()
    for ronde, uitvoerder, dag in bekend.values_list(*pad).annotate(Max("dagtekening")):
        groep = uit[(ronde, uitvoerder)]
        groep.dagtekening = dag
        groep.dagen += _termijnen(rondes[ronde], dag)
    _besluiten(uit)
    _bezwaren(uit)
    _gedingen(uit)
    _geschillen(uit)
    return uit


def _termijnen(ronde: Inkoopronde, dagtekening: date) -> list[date]:
    try:
        termijnen = besluiten.termijnen_voor(ronde, dagtekening)
    except RegelFout:  # a ronde without dates: its terms are unknown, so nothing of it is due
        return []
    return [
        termijnen.bezwaar_laatste_dag,
        termijnen.bezwaar_beantwoord_uiterlijk,
        lokaal(termijnen.opschorting_tot).date(),
        termijnen.kort_geding_laatste_dag,
        termijnen.overige_geschillen_laatste_dag,
    ]


BESLISSING = "beslissing__regioinschrijving__inschrijving"


def _besluiten(uit: dict[Groep, Groepsfeiten]) -> None:
    """A decision that is not definitief keeps all of its ronde at that uitvoerder."""
    rijen = Beslissing.objects.geldig().exclude(status=Besluitstatus.DEFINITIEF).order_by()
    pad = "regioinschrijving__inschrijving"
    for groep in rijen.values_list(f"{pad}__ronde", f"{pad}__uitvoerder").distinct():
        uit[groep].lopend.append("niet alle beslissingen van de ronde zijn definitief")


def _bezwaren(uit: dict[Groep, Groepsfeiten]) -> None:
    pad = ("brief__inschrijving__ronde", "brief__inschrijving__uitvoerder")
    for groep in Bezwaar.objects.filter(status__in=ONBEANTWOORD).order_by().values_list(*pad).distinct():
        uit[groep].lopend.append("een bezwaar is nog niet beantwoord")
    te_herzien = besluiten.te_herzien(Bezwaar.objects.order_by()).select_related(None)
    for groep in te_herzien.values_list(*(f"bezwaar__{deel}" for deel in pad)).distinct():
        uit[groep].lopend.append("een bezwaar is gegrond en de regio is nog niet herzien")


def _gedingen(uit: dict[Groep, Groepsfeiten]) -> None:
    """Any kort geding counts, also one that came too late: a judge decides on that."""
    pad = (f"{BESLISSING}__ronde", f"{BESLISSING}__uitvoerder")
    rijen = KortGeding.objects.order_by()
    for groep in rijen.filter(status=KortGedingstatus.AANHANGIG).values_list(*pad).distinct():
        uit[groep].lopend.append("er loopt een kort geding")
    for groep in besluiten.gewonnen(rijen).select_related(None).values_list(*pad).distinct():
        uit[groep].lopend.append("een kort geding is gewonnen en de regio is nog niet herzien")
    for ronde, uitvoerder, dag in rijen.filter(uitspraak_op__isnull=False).values_list(*pad, "uitspraak_op"):
        uit[(ronde, uitvoerder)].dagen.append(rules.beroep_tot(dag))


GESCHIL_LOOPT = (Geschilstatus.OVERLEG, Geschilstatus.BIJ_RECHTER)


def _geschillen(uit: dict[Groep, Groepsfeiten]) -> None:
    """Disputes on the procedure keep everything of it; after a verdict its term of appeal does."""
    pad = ("inschrijving__ronde", "inschrijving__uitvoerder")
    rijen = Geschil.objects.filter(over_overeenkomst=False).order_by()
    for groep in rijen.filter(status__in=GESCHIL_LOOPT).values_list(*pad).distinct():
        uit[groep].lopend.append("er loopt een geschil over de procedure")
    beslist = {
        pk: (ronde, uitvoerder)
        for pk, ronde, uitvoerder in rijen.filter(status=Geschilstatus.BESLIST).values_list("pk", *pad)
    }
    regels = Gebeurtenis.objects.filter(object_soort=Geschil._meta.label_lower, handeling="beslis")
    for pk, tijd in regels.filter(object_id__in=[str(pk) for pk in beslist]).values_list("object_id", "tijd"):
        uit[beslist[int(pk)]].dagen.append(rules.beroep_tot(lokaal(tijd).date()))


def _eigen_lopend(pks: Collection[int]) -> dict[int, list[str]]:
    """What keeps one dossier by itself, in words."""
    uit: dict[int, list[str]] = defaultdict(list)
    geldig = Beslissing.objects.geldig().values("regioinschrijving")
    zonder = Regioinschrijving.objects.filter(inschrijving__status=Status.GEOPEND).exclude(pk__in=geldig)
    bronnen: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("het dossier is aangehouden", Aanhouding.objects.van_kracht(), "inschrijving"),
        ("een regio heeft nog geen beslissing", zonder, "inschrijving"),
        (
            "er ligt een overeenkomst om te tekenen",
            Overeenkomst.objects.filter(status=Contractstatus.AANGEBODEN),
            "inschrijving",
        ),
        (
            "er loopt een geschil over de overeenkomst",
            Geschil.objects.filter(over_overeenkomst=True, status__in=GESCHIL_LOOPT),
            "inschrijving",
        ),
        (
            "een tekortkoming is nog niet gesloten",
            Tekortkoming.objects.exclude(status=Tekortstatus.GESLOTEN),
            "overeenkomst__inschrijving",
        ),
    )
    for tekst, rijen, pad in bronnen:
        for pk in rijen.filter(**{f"{pad}__in": pks}).order_by().values_list(pad, flat=True).distinct():
            uit[pk].append(tekst)
    return uit


@dataclass(frozen=True)
class Stand:
    """One kind on the overview of the beheerder."""

    soort: Soort
    aantal: int
    bytes: int
    blijven: int
    opdracht: Opdracht | None


def overzicht(vandaag: date) -> list[Stand]:
    """Per kind what is due now, what something keeps, and the order that is on its way."""
    open_ = {rij.soort: rij for rij in Opdracht.objects.filter(status__in=OPEN)}
    uit = []
    for code, soort in SOORTEN.items():
        rijen = vervallen(soort, vandaag)
        weg = [rij for rij in rijen if not rij.waarom_niet]
        uit.append(Stand(soort, len(weg), sum(rij.bytes for rij in weg), len(rijen) - len(weg), open_.get(code)))
    return uit


def met_voortgang(opdrachten: QuerySet[Opdracht]) -> QuerySet[Opdracht]:
    """Orders with how many rows they have (`totaal`), how much (`omvang`) and how many are done (`gedaan`)."""
    gedaan = Vernietiging.objects.filter(opdracht=OuterRef("pk")).exclude(status=Regelstatus.WACHT).order_by()
    geteld = gedaan.values("opdracht").annotate(n=Count("pk")).values("n")
    return opdrachten.annotate(totaal=Count("regels"), omvang=Sum("regels__bytes"), gedaan=Subquery(geteld))


def gezien_op(inschrijving_id: int) -> date | None:
    """The day on which the zorgkantoor last judged this dossier: by then it had seen the VOG."""
    op = Eisoordeel.objects.filter(inschrijving=inschrijving_id).aggregate(op=Max("gegeven_op"))["op"]
    return lokaal(op).date() if op else None
