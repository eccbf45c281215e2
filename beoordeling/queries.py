"""Reading steps 3 and 4: verdicts, totals, the indeling, and what is still to be done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import IntegerField, OuterRef, Prefetch, QuerySet, Subquery

from beoordeling import rules
from beoordeling.bevindingen import ERVARING, alleen_andere_ervaring, als_ingedeeld
from beoordeling.models import (
    Belangenverklaring,
    Beoordelaar,
    Classificatie,
    Contract,
    Eisoordeel,
    Opening,
    Overleg,
    Regiobeoordeling,
)
from beoordeling.states import Openingstatus, Status
from inschrijving.models import Indiening, Inschrijving, Regioinschrijving
from inschrijving.queries import feiten, vers
from kern.opmaak import datum
from partijen.models import Gebruiker, Organisatie, Voorganger, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from partijen.states import Fusiesoort
from publicatie.models import Inkoopronde, Minimumeis, Regiotoewijzing
from publicatie.queries import openbare_rondes

Taak = tuple[str, str, str, datetime | None]
Plek = tuple[int, int, int | None]  # dossier, eis, and the part for a regional eis
# What a list of dossiers reads; a row of the round alone has forty fields.
VAN_DOSSIER = (
    "pk",
    "kenmerk",
    "samenwerkingsverband",
    "verbandnaam",
    "organisatie__statutaire_naam",
    "organisatie__kvk_nummer",
    "ronde__code",
)
TELLINGEN = ("eigen", "nodig", "ingediend_op", "belang", "eerste", "tweede")
VAN_DEEL = (
    "inschrijving",
    "toewijzing__regio__naam",
    "klasse",
    "beoordeling__status",
    "classificatie__voorstel",
    "classificatie__indeling",
)


@dataclass(frozen=True)
class Oordeelstand:
    """One eis in one scope: the verdicts given, the last meeting, and the final verdict."""

    eis: Minimumeis
    regio: Regioinschrijving | None
    gegeven: tuple[rules.Gegeven, ...]
    overleg: Overleg | None
    uitkomst: str | None

    @property
    def scope(self) -> rules.Scope:
        return self.eis.nummer, self.regio.pk if self.regio else None

    @property
    def verschillen(self) -> bool:
        return rules.verschillen(self.gegeven) and self.uitkomst is None

    @property
    def besluit(self) -> Overleg | None:
        """The meeting that was confirmed and is not being done anew."""
        return self.overleg if self.overleg and self.overleg.bevestigd_op else None


def scopes(
    inschrijving: Inschrijving, regios: Iterable[Regioinschrijving]
) -> list[tuple[Minimumeis, Regioinschrijving | None]]:
    """Every eis, and for a regional eis once per region (eisen 1, 3, 8, 9)."""
    return [(eis, regio) for eis in inschrijving.ronde.eisen.all() for regio in (regios if eis.regionaal else [None])]


def oordeelstanden(inschrijving: Inschrijving, regios: Sequence[Regioinschrijving] | None = None) -> list[Oordeelstand]:
    """Where every eis of a dossier stands, in order of eis; four queries at any number of regions.

    `regios`: those of the dossier with their names, where they were read already.
    """
    if regios is None:
        regios = list(inschrijving.regios.select_related("toewijzing__regio"))
    gegeven, overleggen = _gelezen([inschrijving.pk])
    return [_stand(eis, regio, inschrijving.pk, gegeven, overleggen) for eis, regio in scopes(inschrijving, regios)]


def _gelezen(dossiers: Collection[int]) -> tuple[dict[Plek, list[rules.Gegeven]], dict[Plek, Overleg]]:
    """Every verdict and the last meeting of these dossiers, by dossier, eis and part; two queries."""
    gegeven: dict[Plek, list[rules.Gegeven]] = defaultdict(list)
    oordelen = Eisoordeel.objects.filter(inschrijving__in=dossiers).order_by("gegeven_op", "pk")
    for rij in oordelen:
        feit = rules.Gegeven(rij.beoordelaar_id, rij.oordeel, rij.motivering, tuple(rij.opmerkingen.items()))
        gegeven[rij.inschrijving_id, rij.eis_id, rij.regioinschrijving_id].append(feit)
    rijen = Overleg.objects.filter(inschrijving__in=dossiers).order_by("volgnummer")
    return gegeven, {(rij.inschrijving_id, rij.eis_id, rij.regioinschrijving_id): rij for rij in rijen}


def _stand(
    eis: Minimumeis,
    regio: Regioinschrijving | None,
    dossier: int,
    gelezen: Mapping[Plek, list[rules.Gegeven]],
    overleggen: Mapping[Plek, Overleg],
) -> Oordeelstand:
    plek = dossier, eis.pk, regio.pk if regio else None
    gegeven, overleg = gelezen.get(plek, ()), overleggen.get(plek)
    open_ = overleg is not None and overleg.bevestigd_op is None
    uitkomst = rules.einduitkomst(gegeven, overleg.oordeel if overleg else None, open_)
    return Oordeelstand(eis, regio, tuple(gegeven), overleg, uitkomst)


def is_heropend(inschrijving: Inschrijving, regio: Regioinschrijving | None) -> bool:
    """Whether a total was made before and its region (any region for a national eis) is in assessment again."""
    rijen = Regiobeoordeling.objects.filter(regioinschrijving__inschrijving=inschrijving, afgerond_op__isnull=False)
    rijen = rijen.filter(regioinschrijving=regio) if regio else rijen
    return rijen.filter(status=Status.IN_BEOORDELING).exists()


def vraagt_motivering(inschrijving: Inschrijving, eis_nummer: int) -> frozenset[int | None]:
    """Scopes (pks of regions) in which even 'voldoet' on this eis needs a motivation of people (IK-121)."""
    if eis_nummer != ERVARING:
        return frozenset()
    dossier = als_ingedeeld(feiten(vers(inschrijving.pk)), indelingen(inschrijving))
    return frozenset(regio.pk for regio in dossier.regios if alleen_andere_ervaring(dossier, regio))


def indelingen(inschrijving: Inschrijving) -> dict[int, str]:
    """Per pk of the region what the party is there: as decided, else as proposed."""
    rijen = Classificatie.objects.filter(regioinschrijving__inschrijving=inschrijving)
    return {rij.regioinschrijving_id: rij.indeling or rij.voorstel for rij in rijen}


def uitkomsten(standen: Iterable[Oordeelstand], regio_id: int) -> dict[int, str | None]:
    """Final verdict per number of the eis for one region; a national eis holds for each region."""
    return {s.eis.nummer: s.uitkomst for s in standen if s.regio is None or s.regio.pk == regio_id}


def belemmeringen_selectie(toewijzing: Regiotoewijzing, delen: Iterable[Regioinschrijving] | None = None) -> list[str]:
    """What must be finished before the selection of a region can begin, by name; empty when ready.

    `delen`: those of `geopende_delen`, where they were read already.
    """
    if not is_geopend(toewijzing.ronde, toewijzing.uitvoerder):
        return ["De dossiers zijn nog niet geopend."]
    klachten = []
    for regio in geopende_delen(toewijzing) if delen is None else delen:
        naam = regio.inschrijving.partijnaam
        if regio.beoordeling.status == Status.IN_BEOORDELING:
            klachten.append(f"{naam} is nog niet beoordeeld.")
        elif regio.beoordeling.status == Status.VOLDOET and not regio.classificatie.indeling:
            klachten.append(f"{naam} is nog niet ingedeeld als bestaand of nieuw.")
    return klachten


def voldoende(toewijzing: Regiotoewijzing, delen: Iterable[Regioinschrijving] | None = None) -> list[Regioinschrijving]:
    """Parts of a region that meet all eisen, with a confirmed indeling, in order of kenmerk (A34); `delen` as above."""
    delen = geopende_delen(toewijzing) if delen is None else delen
    return [regio for regio in delen if regio.beoordeling.status == Status.VOLDOET and regio.classificatie.indeling]


def geopende_delen(toewijzing: Regiotoewijzing) -> list[Regioinschrijving]:
    """Parts of opened dossiers in a region with their totals, in order of kenmerk; one query."""
    rijen = toewijzing.regioinschrijvingen.filter(inschrijving__status="geopend")
    rijen = rijen.select_related("inschrijving__organisatie", "beoordeling", "classificatie")
    return list(rijen.order_by("inschrijving__kenmerk"))


def afwijzingsgronden(delen: Sequence[Regioinschrijving]) -> dict[int, list[tuple[Minimumeis, str]]]:
    """Per pk of these parts the eisen that were not met, each with the motivation that stands in the letter; three
    queries at any number of dossiers."""
    gegeven, overleggen = _gelezen({deel.inschrijving_id for deel in delen})
    eisen: dict[int, list[Minimumeis]] = defaultdict(list)
    for eis in Minimumeis.objects.filter(ronde__in={deel.inschrijving.ronde_id for deel in delen}):
        eisen[eis.ronde_id].append(eis)
    gronden: dict[int, list[tuple[Minimumeis, str]]] = {}
    for deel in delen:
        standen = [
            _stand(eis, deel if eis.regionaal else None, deel.inschrijving_id, gegeven, overleggen)
            for eis in eisen[deel.inschrijving.ronde_id]
        ]
        gronden[deel.pk] = [
            (stand.eis, rules.motivering_van(stand.gegeven, stand.besluit.motivering if stand.besluit else None))
            for stand in standen
            if stand.uitkomst == rules.VOLDOET_NIET
        ]
    return gronden


def is_geopend(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> bool:
    return Opening.objects.filter(ronde=ronde, uitvoerder=uitvoerder, status=Openingstatus.GEOPEND).exists()


def kvk_nummers(inschrijving: Inschrijving) -> list[frozenset[str]]:
    """Per member of the party its KvK number with those of its voorgangers, and theirs (A18, A20)."""
    eigen = _met_voorgangers(inschrijving.organisatie)
    if not inschrijving.samenwerkingsverband:
        return [eigen]
    leden = inschrijving.deelnemers.values_list("kvk_nummer", flat=True)
    bekend = {organisatie.kvk_nummer: organisatie for organisatie in Organisatie.objects.filter(kvk_nummer__in=leden)}
    return [eigen, *(_met_voorgangers(bekend[nr]) if nr in bekend else frozenset({nr}) for nr in leden)]


def _met_voorgangers(organisatie: Organisatie) -> frozenset[str]:
    """Only a juridische fusie carries a contract over by itself; for a take-over the zorgkantoor decides (A18)."""
    lijn = nieuw = {organisatie.kvk_nummer}
    opgegaan = Voorganger.objects.filter(soort=Fusiesoort.JURIDISCH)
    while nieuw := set(opgegaan.filter(organisatie__kvk_nummer__in=nieuw).values_list("kvk_nummer", flat=True)) - lijn:
        lijn = lijn | nieuw
    return frozenset(lijn)


def contracten(inschrijving: Inschrijving) -> QuerySet[Contract]:
    """Lines of the contractregister of a party, its voorgangers and its deelnemers."""
    nummers = frozenset[str]().union(*kvk_nummers(inschrijving))
    return Contract.objects.filter(kvk_nummer__in=nummers).select_related("uitvoerder", "regio")


def contracten_in_jaar(inschrijving: Inschrijving, jaar: int) -> list[str]:
    """Contracts with any zorgkantoor in a year, in words; for criterion 2a (A39)."""
    rijen = contracten(inschrijving).filter(van__lte=date(jaar, 12, 31), tot__gte=date(jaar, 1, 1))
    return [f"{c.uitvoerder.naam}, {c.regio.naam}, {datum(c.van)} tot en met {datum(c.tot)}" for c in rijen]


@dataclass(frozen=True)
class Openingstand:
    """A round at one uitvoerder: from when it can be opened, the opening if there is one, and its regions."""

    ronde: Inkoopronde
    uitvoerder: WlzUitvoerder
    vanaf: datetime | None
    opening: Opening | None
    regios: tuple[Regiotoewijzing, ...]

    @property
    def leemten_open(self) -> list[Regiotoewijzing]:
        """The regions whose list of leemten is not fixed, which keeps all dossiers shut (A36, zonder_leemtelijst)."""
        if self.ronde.is_verlenging:
            return []
        return [rij for rij in self.regios if rij.leemten_vastgesteld_op is None]


def openingstanden(gebruiker: Gebruiker) -> list[Openingstand]:
    """The rounds and uitvoerders where this user may open; says nothing about dossiers (B28)."""
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.WERK_ZIEN)
    openingen = Opening.objects.select_related("eerste_door", "tweede_door", "proces_verbaal")
    per_paar = {(o.ronde_id, o.uitvoerder_id): o for o in openingen}
    rijen = WlzUitvoerder.objects.all() if bereik is None else WlzUitvoerder.objects.filter(pk__in=bereik)
    velden = ("ronde", "uitvoerder", "leemten_vastgesteld_op", "regio__naam", "regio__sleutel")
    regios = Regiotoewijzing.objects.select_related("regio").only(*velden)
    rondes = list(openbare_rondes().prefetch_related(Prefetch("toewijzingen", regios)))
    per_plek: dict[tuple[int, int], list[Regiotoewijzing]] = defaultdict(list)
    for toewijzing in (rij for ronde in rondes for rij in ronde.toewijzingen.all()):
        per_plek[toewijzing.ronde_id, toewijzing.uitvoerder_id].append(toewijzing)
    return [
        Openingstand(ronde, uitvoerder, ronde.opening_vanaf, per_paar.get(plek), tuple(per_plek[plek]))
        for uitvoerder in rijen
        for ronde in rondes
        if (plek := (ronde.pk, uitvoerder.pk)) in per_plek
    ]


def regios(gebruiker: Gebruiker) -> list[tuple[str, str]]:
    """Key and name of the regions whose dossiers this user may see, in order of name."""
    return list(regioparen(gebruiker).order_by("regio__naam").values_list("regio__sleutel", "regio__naam"))


def regioparen(gebruiker: Gebruiker) -> QuerySet[Regiotoewijzing]:
    """What `regios` reads, each region once when only key and name are asked."""
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.DOSSIER_ZIEN)
    rijen = Regiotoewijzing.objects.all() if bereik is None else Regiotoewijzing.objects.filter(uitvoerder__in=bereik)
    return rijen.order_by().distinct()


class Deel(NamedTuple):
    """The part of a dossier for one region, as a list shows it."""

    dossier: int
    regio: str
    klasse: str
    stand: str
    voorstel: str
    indeling: str


def dossiers(gebruiker: Gebruiker) -> QuerySet[Inschrijving, dict[str, Any]]:
    """Opened dossiers this user may see, as values for a list: rows of six tables cost three times as much.

    Each with `eigen` (number of verdicts of this user), `nodig` (number of scopes that one person judges),
    `ingediend_op`, `belang` (what this user declared, or None), and `eerste` and `tweede` (names of who judge it, or
    None). Their regions: `delen`.
    """
    rijen = met_tellingen(Inschrijving.objects.geopend_voor(gebruiker, Recht.DOSSIER_ZIEN), gebruiker)
    return rijen.values(*VAN_DOSSIER, *TELLINGEN)


def delen(rijen: Iterable[dict[str, Any]]) -> dict[int, list[Deel]]:
    """The parts of rows of `dossiers` by key of the dossier, in order of region; one query."""
    per_dossier: dict[int, list[Deel]] = defaultdict(list)
    regios = Regioinschrijving.objects.filter(inschrijving__in=[rij["pk"] for rij in rijen])
    for waarden in regios.order_by("toewijzing__regio__naam").values_list(*VAN_DEEL):
        per_dossier[waarden[0]].append(Deel(*waarden))
    return per_dossier


def met_tellingen(rijen: QuerySet[Inschrijving], gebruiker: Gebruiker) -> QuerySet[Any]:
    """Dossiers with what `dossiers` says they have."""
    beoordelaars = Beoordelaar.objects.filter(inschrijving=OuterRef("pk"))
    eisen = Minimumeis.objects.filter(ronde=OuterRef("ronde"))
    return rijen.annotate(
        eigen=Aantal(Eisoordeel.objects.filter(inschrijving=OuterRef("pk"), beoordelaar=gebruiker)),
        nodig=Aantal(eisen.filter(regionaal=False))
        + Aantal(eisen.filter(regionaal=True)) * Aantal(Regioinschrijving.objects.filter(inschrijving=OuterRef("pk"))),
        ingediend_op=Subquery(
            Indiening.objects.filter(inschrijving=OuterRef("pk")).order_by("-volgnummer").values("aangekomen_op")[:1]
        ),
        belang=Subquery(
            Belangenverklaring.objects.filter(inschrijving=OuterRef("pk"), gebruiker=gebruiker).values("heeft_belang")
        ),
        eerste=Subquery(beoordelaars.filter(plek=1).values("gebruiker__naam")),
        tweede=Subquery(beoordelaars.filter(plek=2).values("gebruiker__naam")),
    )


class Aantal(Subquery):
    """How many rows of a correlated query, as an expression."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS rijen)"
    output_field = IntegerField()

    def __init__(self, rijen: QuerySet[Any]):
        super().__init__(rijen.order_by().values("pk"))


def heeft_belang(inschrijving: Inschrijving, gebruiker: Gebruiker) -> bool | None:
    """What this user declared about a conflict of interest; None when nothing was declared yet."""
    return inschrijving.belangenverklaringen.filter(gebruiker=gebruiker).values_list("heeft_belang", flat=True).first()
