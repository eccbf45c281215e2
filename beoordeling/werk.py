"""Whose work it is: who judges which dossier, what waits on whom, and how far each region is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from beoordeling import vraagqueries
from beoordeling.models import Belangenverklaring, Beoordelaar, Eisoordeel, Overleg, Regiobeoordeling
from beoordeling.queries import Aantal, Taak, met_tellingen, openingstanden, regioparen
from beoordeling.states import Openingstatus, Status
from beoordeling.verdeling import PLEKKEN
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern import klok
from partijen.models import Gebruiker, Rol
from partijen.permissions import RECHTEN, Recht, bevoegdheid

BEOORDEELT = [soort for soort, rechten in RECHTEN.items() if Recht.BEOORDELEN in rechten]
IN_BEOORDELING = Q(regios__beoordeling__status=Status.IN_BEOORDELING)


def collegas(uitvoerder_id: int) -> list[Gebruiker]:
    """Who may judge at an uitvoerder today, in order of name."""
    rollen = Rol.objects.geldig(klok.lokaal(klok.nu()).date()).filter(uitvoerder=uitvoerder_id, soort__in=BEOORDEELT)
    mensen = Gebruiker.objects.filter(pk__in=rollen.values("gebruiker"), is_active=True)
    return list(mensen.order_by("naam", "pk"))


def filterkeuzes(gebruiker: Gebruiker) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """Regions (key, name) and people who judge (pk, name) to filter the dossiers of this user by, in order of name.

    One query for both: the list of dossiers has eight.
    """
    dossiers = Inschrijving.objects.geopend_voor(gebruiker, Recht.DOSSIER_ZIEN)
    oordelend = Beoordelaar.objects.filter(inschrijving__in=dossiers).values("gebruiker")
    mensen = Gebruiker.objects.filter(pk__in=oordelend).annotate(
        soort=Value("mens"), sleutel=Cast("pk", CharField()), tekst=F("naam")
    )
    regios = regioparen(gebruiker).annotate(soort=Value("regio"), sleutel=F("regio__sleutel"), tekst=F("regio__naam"))
    velden = ("soort", "sleutel", "tekst")
    rijen = list(mensen.values_list(*velden).union(regios.values_list(*velden)).order_by("tekst", "sleutel"))
    return (
        [(sleutel, tekst) for soort, sleutel, tekst in rijen if soort == "regio"],
        [(int(sleutel), tekst) for soort, sleutel, tekst in rijen if soort == "mens"],
    )


def bezetting(dossiers: Collection[int]) -> dict[int, set[int]]:
    """Per dossier (pk) who judges it."""
    return _per_dossier(Beoordelaar.objects.filter(inschrijving__in=dossiers))


def met_belang(dossiers: Collection[int]) -> dict[int, set[int]]:
    """Per dossier (pk) who declared a conflict of interest."""
    return _per_dossier(Belangenverklaring.objects.filter(inschrijving__in=dossiers, heeft_belang=True))


def _per_dossier(rijen: QuerySet[Any]) -> dict[int, set[int]]:
    per_dossier: dict[int, set[int]] = defaultdict(set)
    for dossier, mens in rijen.values_list("inschrijving_id", "gebruiker_id"):
        per_dossier[dossier].add(mens)
    return per_dossier


def lasten(ronde_id: int, uitvoerder_id: int, mensen: Collection[int]) -> dict[int, int]:
    """Per person the number of dossiers of a round at an uitvoerder that this person judges."""
    rijen = Beoordelaar.objects.filter(inschrijving__ronde=ronde_id, inschrijving__uitvoerder=uitvoerder_id)
    aantal = dict(rijen.filter(gebruiker__in=mensen).values_list("gebruiker").annotate(Count("pk")))
    return {mens: aantal.get(mens, 0) for mens in sorted(mensen)}


def te_beoordelen(dossiers: Iterable[Inschrijving], regio_id: int | None = None) -> list[int]:
    """Those of these dossiers (pks, in order) that are in assessment in a region, or in this region."""
    rijen = Regiobeoordeling.objects.filter(regioinschrijving__inschrijving__in=list(dossiers))
    rijen = rijen.filter(status=Status.IN_BEOORDELING)
    rijen = rijen.filter(regioinschrijving__toewijzing__regio=regio_id) if regio_id else rijen
    return sorted(set(rijen.values_list("regioinschrijving__inschrijving", flat=True)))


class Last(NamedTuple):
    """How much one person has in a round at an uitvoerder."""

    gebruiker: Gebruiker
    dossiers: int
    open: int  # still in assessment
    mag: bool  # may judge here today


def verdeelstand(ronde_id: int, uitvoerder_id: int) -> tuple[list[Last], int]:
    """Per person how much there is to do, in order of name; and how many dossiers in assessment lack a person."""
    dossiers = Inschrijving.objects.filter(ronde=ronde_id, uitvoerder=uitvoerder_id, status=Dossierstatus.GEOPEND)
    open_ = set(dossiers.filter(IN_BEOORDELING).values_list("pk", flat=True))
    per_mens: dict[int, list[int]] = defaultdict(list)
    bezet: dict[int, int] = defaultdict(int)
    for mens, dossier in Beoordelaar.objects.filter(inschrijving__in=dossiers).values_list("gebruiker", "inschrijving"):
        per_mens[mens].append(dossier)
        bezet[dossier] += 1
    mogen = {mens.pk: mens for mens in collegas(uitvoerder_id)}
    weg = Gebruiker.objects.filter(pk__in=set(per_mens) - set(mogen))
    mensen = sorted([*mogen.values(), *weg], key=lambda mens: (mens.naam, mens.pk))
    standen = [
        Last(mens, len(per_mens[mens.pk]), len(open_ & set(per_mens[mens.pk])), mens.pk in mogen) for mens in mensen
    ]
    return standen, sum(bezet[dossier] < len(PLEKKEN) for dossier in open_)


def belangen(ronde_id: int, uitvoerder_id: int) -> QuerySet[Belangenverklaring]:
    """Declared conflicts of interest in the opened dossiers of a round at an uitvoerder, last first."""
    dossiers = Inschrijving.objects.filter(ronde=ronde_id, uitvoerder=uitvoerder_id, status=Dossierstatus.GEOPEND)
    rijen = Belangenverklaring.objects.filter(inschrijving__in=dossiers, heeft_belang=True)
    return rijen.select_related("inschrijving__organisatie", "gebruiker", "overgenomen_door").order_by("-verklaard_op")


# How far it is


class Stand(NamedTuple):
    """How many parts of dossiers there are, and how many have their total."""

    naam: str
    totaal: int
    klaar: int

    @property
    def procent(self) -> int:
        """Rounded down: 100 only when all is done."""
        return self.klaar * 100 // self.totaal


@dataclass(frozen=True)
class Voortgang:
    """How far a round at one uitvoerder is: a line per region, and their sum."""

    ronde: str
    uitvoerder: str
    regios: Sequence[Stand]
    totaal: Stand


VAN_STAND = (
    "regioinschrijving__toewijzing__ronde__code",
    "regioinschrijving__toewijzing__uitvoerder__code",
    "regioinschrijving__toewijzing__uitvoerder__zorgkantoor",
    "regioinschrijving__toewijzing__regio__naam",
)


def voortgang(gebruiker: Gebruiker) -> list[Voortgang]:
    """The rounds and uitvoerders where this user may see dossiers and something is in assessment; one query."""
    rijen = Regiobeoordeling.objects.zichtbaar_voor(gebruiker).order_by(*VAN_STAND).values_list(*VAN_STAND)
    klaar = Count("pk", filter=~Q(status=Status.IN_BEOORDELING))
    standen = []
    for (ronde, code, zorgkantoor), groep in groupby(rijen.annotate(Count("pk"), klaar=klaar), key=itemgetter(0, 1, 2)):
        regios = [Stand(*rij[3:]) for rij in groep]
        som = Stand(zorgkantoor, sum(rij.totaal for rij in regios), sum(rij.klaar for rij in regios))
        standen.append(Voortgang(ronde, code, regios, som))
    return [stand for stand in standen if stand.totaal.klaar < stand.totaal.totaal]


# What waits on whom


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in steps 3 and 4, oldest dossier first, for the page with all work."""
    bevoegd = bevoegdheid(gebruiker)
    taken: list[Taak] = []
    if bevoegd.mag(Recht.OPENEN):
        taken += _openingtaken(gebruiker)
    if bevoegd.mag(Recht.WERK_VERDELEN):
        taken += _verdeeltaken(gebruiker)
    if bevoegd.mag(Recht.BEOORDELEN):
        taken += vraagqueries.werk_voor(gebruiker) + _dossiertaken(gebruiker)
    return taken


def _openingtaken(gebruiker: Gebruiker) -> list[Taak]:
    nu, taken = klok.nu(), []
    for stand in openingstanden(gebruiker):
        if stand.vanaf is None or nu < stand.vanaf or (stand.opening and stand.opening.status == Openingstatus.GEOPEND):
            continue
        eigen = stand.opening is not None and stand.opening.eerste_door_id == gebruiker.pk
        wat = "Wacht op de tweede persoon bij de opening" if eigen else "Dossiers openen, met twee mensen"
        taken.append((wat, stand.uitvoerder.zorgkantoor, reverse("openingen"), stand.ronde.beoordeling_vanaf))
    return taken


def _verdeeltaken(gebruiker: Gebruiker) -> list[Taak]:
    """Where the work is divided, and a dossier lacks a person; one query. Who does not divide, hears nothing."""
    aantal = Aantal(Beoordelaar.objects.filter(inschrijving=OuterRef("pk")))
    dossiers = Inschrijving.objects.geopend_voor(gebruiker, Recht.WERK_VERDELEN).filter(IN_BEOORDELING).distinct()
    velden = ("ronde__code", "uitvoerder__code", "uitvoerder__zorgkantoor", "ronde__bekendmaking_op")
    rijen = dossiers.annotate(aantal=aantal).order_by(*velden).values_list(*velden, "aantal", "pk")
    taken = []
    for (ronde, code, zorgkantoor, voor), groep in groupby(rijen, key=itemgetter(0, 1, 2, 3)):
        aantallen = [rij[4] for rij in groep]
        tekort = sum(aantal < len(PLEKKEN) for aantal in aantallen)
        if tekort and any(aantallen):
            wat = f"Werk verdelen, {tekort} {'dossier' if tekort == 1 else 'dossiers'} zonder twee beoordelaars"
            taken.append((wat, zorgkantoor, reverse("verdelen", args=[ronde, code]), voor))
    return taken


def _dossiertaken(gebruiker: Gebruiker) -> list[Taak]:
    """Own verdicts that are due, meetings to confirm, and what can be closed or classified; three queries.

    Of dossiers that are this user's, or nobody's; of any other only the meetings in which this user takes part.
    """
    beoordelaars = Beoordelaar.objects.filter(inschrijving=OuterRef("pk"))
    van_mij = ~Exists(beoordelaars) | Exists(beoordelaars.filter(gebruiker=gebruiker))
    beoordeeld = Eisoordeel.objects.filter(beoordelaar=gebruiker).values("inschrijving")
    te_bevestigen = Overleg.objects.filter(bevestigd_op__isnull=True, inschrijving__in=beoordeeld)
    overleggen = set(te_bevestigen.exclude(opgesteld_door=gebruiker).values_list("inschrijving_id", flat=True))
    rijen = (
        met_tellingen(Inschrijving.objects.geopend_voor(gebruiker, Recht.BEOORDELEN), gebruiker)
        .annotate(gegeven=Aantal(Eisoordeel.objects.filter(inschrijving=OuterRef("pk"))), van_mij=van_mij)
        .filter(Q(belang=False) | Q(belang__isnull=True), Q(van_mij=True) | Q(pk__in=overleggen))
        .select_related("organisatie", "ronde")
        .prefetch_related(
            Prefetch(
                "regios", Regioinschrijving.objects.select_related("toewijzing__regio", "beoordeling", "classificatie")
            )
        )
    )
    taken = [(rij, _te_doen(rij, rij.pk in overleggen)) for rij in rijen.order_by("ingediend_op", "pk")]
    return [
        (wat, rij.partijnaam, reverse("dossier", args=[rij.kenmerk]), rij.ronde.bekendmaking_op)
        for rij, wat in taken
        if wat
    ]


def _te_doen(rij: Any, overleg: bool) -> str:
    """The first thing that waits in a dossier with its counts, in words; empty when nothing does."""
    delen = rij.regios.all()
    if overleg:
        return "Uitkomst van het overleg bevestigen"
    if any(deel.beoordeling.status == Status.IN_BEOORDELING for deel in delen):
        if rij.eigen < rij.nodig and rij.gegeven < 2 * rij.nodig:
            return f"Dossier beoordelen, nog {min(rij.nodig - rij.eigen, 2 * rij.nodig - rij.gegeven)} oordelen"
        return "Beoordeling afronden" if rij.gegeven >= 2 * rij.nodig else ""
    if any(deel.beoordeling.status == Status.VOLDOET and not deel.classificatie.indeling for deel in delen):
        return "Bestaand of nieuw bevestigen"
    return ""
