"""Reading the monthly production: what is expected, what came in, and what waits on whom (A63, OV-173, OV-230)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from bekendmaking.models import Beslissing
from bekendmaking.rules import eind_van_de_dag
from bekendmaking.states import KRIJGT_OVEREENKOMST
from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from overeenkomst.queries.looptijden import met_eind
from overeenkomst.states import Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde
from uitvoering.models import Leverritme, Onderaannemerdeel, Productierapportage
from uitvoering.rules import einde, productie
from uitvoering.rules.productieblad import Kop
from uitvoering.states.productie import KLEUREN, NAMEN, TE_CONTROLEREN, VERWACHT, Productiestatus

UITGEVOERD = (Status.VAN_KRACHT, Status.BEEINDIGD)
Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Maandstand:
    """One region of an overeenkomst in one month: what is expected, and what came in."""

    regio: Regioinschrijving
    maand: date
    uiterlijk: date
    versies: tuple[Productierapportage, ...]  # the latest first
    vandaag: date

    @property
    def dossier(self) -> Inschrijving:
        return self.regio.inschrijving

    @property
    def rapportage(self) -> Productierapportage | None:
        """The version that counts now."""
        return self.versies[0] if self.versies else None

    @property
    def status(self) -> str:
        return str(self.rapportage.status) if self.rapportage else VERWACHT

    @property
    def te_laat(self) -> bool:
        """Whether the first report came, or still has to come, after the last day; a signal, no refusal (A63)."""
        eerste = klok.lokaal(self.versies[-1].op).date() if self.versies else self.vandaag
        return eerste > self.uiterlijk

    @property
    def stand(self) -> str:
        """The status, with what is late and absent apart; a key of STANDEN."""
        return "te_laat" if self.te_laat and not self.versies else self.status

    @property
    def open(self) -> bool:
        """Whether the organisation has something to do."""
        return self.status in (VERWACHT, Productiestatus.MET_FOUTEN)

    @property
    def te_controleren(self) -> bool:
        """Whether the zorgkantoor has something to do."""
        return self.status in TE_CONTROLEREN

    STANDEN = {**NAMEN, "te_laat": "Te laat"}

    naam = property(lambda self: self.STANDEN[self.stand])
    kleur = property(lambda self: "fout" if self.stand == "te_laat" else KLEUREN[self.status])
    maandnaam = property(lambda self: productie.maandnaam(self.maand))
    regionaam = property(lambda self: self.regio.toewijzing.regio.naam)
    organisatie = property(lambda self: self.dossier.partijnaam)
    zorgkantoor = property(lambda self: self.dossier.uitvoerder.zorgkantoor)
    uren = property(lambda self: self.rapportage.cijfers.uren if self.rapportage else None)
    vragen = property(lambda self: self.rapportage.cijfers.vragen if self.rapportage else None)
    ontvangen = property(lambda self: self.rapportage.op if self.rapportage else None)

    @property
    def sleutel(self) -> tuple[int, int, int]:
        """What its address holds."""
        return self.regio.pk, self.maand.year, self.maand.month


def lopend() -> QuerySet[Beslissing]:
    """Regions in which an overeenkomst took effect, also when it ended since; each with its last day `eind`."""
    rijen = met_eind(Beslissing.objects.geldig()).filter(
        uitkomst__in=KRIJGT_OVEREENKOMST, regioinschrijving__inschrijving__overeenkomst__status__in=UITGEVOERD
    )
    dossier = "regioinschrijving__inschrijving"
    return rijen.select_related(
        "regioinschrijving__toewijzing__regio",
        *(f"{dossier}__{wat}" for wat in ("organisatie", "uitvoerder", "ronde", "overeenkomst")),
    ).order_by("regioinschrijving__toewijzing__regio__naam", "regioinschrijving")


def van_organisatie(gebruiker: Gebruiker) -> QuerySet[Beslissing]:
    """The same, of the organisations for which this user delivers production."""
    eigen = bevoegdheid(gebruiker).organisaties(Recht.PRODUCTIE_LEVEREN)
    return lopend().filter(regioinschrijving__inschrijving__organisatie__in=eigen)


def voor_staf(gebruiker: Gebruiker, recht: Recht = Recht.PRODUCTIE_ZIEN) -> QuerySet[Beslissing]:
    """The same, at the uitvoerders for which this user has the right."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
    rijen = lopend()
    return rijen if uitvoerders is None else rijen.filter(regioinschrijving__inschrijving__uitvoerder__in=uitvoerders)


def termijn(beslissing: Beslissing) -> tuple[date, date]:
    """First and last day of an overeenkomst in a region of `lopend`."""
    overeenkomst = beslissing.regioinschrijving.inschrijving.overeenkomst
    begin = [dag for dag in (beslissing.looptijd_van, overeenkomst.ingang_op) if dag]
    return max(begin), beslissing.eind  # type: ignore[attr-defined]  # annotated


def standen(
    beslissingen: Iterable[Beslissing],
    *,
    van: date = date.min,
    tot: date = date.max,
    ook_later: bool = False,
    vandaag: date | None = None,
) -> list[Maandstand]:
    """Every month from `van` to `tot` (first days) that is over, of these regions; the latest first. Four queries.

    `ook_later`: also the months that are not over.
    """
    nu = vandaag or klok.vandaag()
    rijen = list(beslissingen)
    ritmes = _ritmes(rijen)
    rapportages = _rapportages(rijen, van, tot)
    laatste = tot if ook_later else min(tot, productie.volgende_maand(productie.begin_maand(nu), -1))
    uit = []
    for beslissing in rijen:
        regio = beslissing.regioinschrijving
        begin, eind = termijn(beslissing)
        for maand in productie.maanden(max(begin, van), min(eind, laatste)):
            ritme = _ritme(ritmes[regio.inschrijving.overeenkomst.pk], maand)
            versies = tuple(rapportages[regio.pk, maand])
            uit.append(Maandstand(regio, maand, productie.uiterlijk(maand, ritme), versies, nu))
    return sorted(uit, key=lambda rij: rij.maand, reverse=True)


def _ritmes(rijen: Iterable[Beslissing]) -> Mapping[int, list[tuple[date, int]]]:
    uit: dict[int, list[tuple[date, int]]] = defaultdict(list)
    overeenkomsten = {rij.regioinschrijving.inschrijving.overeenkomst.pk for rij in rijen}
    afspraken = Leverritme.objects.filter(overeenkomst__in=overeenkomsten).order_by("vanaf")
    for overeenkomst, vanaf, maanden in afspraken.values_list("overeenkomst", "vanaf", "maanden"):
        uit[overeenkomst].append((vanaf, maanden))
    return uit


def _ritme(afspraken: Iterable[tuple[date, int]], maand: date) -> int:
    return next((maanden for vanaf, maanden in reversed(list(afspraken)) if vanaf <= maand), 1)


def _rapportages(
    rijen: Iterable[Beslissing], van: date, tot: date
) -> Mapping[tuple[int, date], list[Productierapportage]]:
    uit: dict[tuple[int, date], list[Productierapportage]] = defaultdict(list)
    regios = [rij.regioinschrijving_id for rij in rijen]
    gevonden = Productierapportage.objects.filter(regioinschrijving__in=regios, maand__range=(van, tot))
    delen = Onderaannemerdeel.objects.select_related("onderaannemer")
    for rapportage in gevonden.prefetch_related("regels", Prefetch("delen", delen)).order_by("-versie"):
        uit[rapportage.regioinschrijving_id, rapportage.maand].append(rapportage)
    return uit


def stand(beslissingen: QuerySet[Beslissing], regio_id: int, jaar: int, maand: int) -> Maandstand | None:
    """One region and month of these; None for one that is not expected."""
    if not (1 <= maand <= 12 and 1 <= jaar <= 9999):
        return None
    dag = date(jaar, maand, 1)
    return next(iter(standen(beslissingen.filter(regioinschrijving=regio_id), van=dag, tot=dag)), None)


def lege_maanden(beslissingen: QuerySet[Beslissing]) -> dict[Inschrijving, int]:
    """Per dossier how many months in a row, up to the last one reported, are without hours in all of these regions.

    A month in which a region did not report breaks the row (OV-139). Four queries.
    """
    uren: dict[Inschrijving, dict[date, list[Decimal | None]]] = defaultdict(lambda: defaultdict(list))
    for rij in standen(beslissingen):
        uren[rij.dossier][rij.maand].append(rij.uren)
    leeg = {}
    for dossier, maanden in uren.items():
        gemeld = [(m, [u for u in som if u is not None]) for m, som in maanden.items() if None not in som]
        leeg[dossier] = einde.lege_maanden((m.year, m.month, sum(som, Decimal())) for m, som in gemeld)
    return leeg


# The form


def formaten(ronde: Inkoopronde) -> list[tuple[date, productie.Formaat]]:
    """Every version of the form of a round with the month from which it holds, the latest first."""
    later = sorted(ronde.productieformats.all(), key=lambda rij: rij.versie, reverse=True)
    diensten = sorted((d.nummer, d.naam, d.richtminuten) for d in ronde.diensten.all())
    eerste = productie.Formaat(ronde.code, 1, tuple(productie.Dienst(*dienst) for dienst in diensten))
    return [*((rij.vanaf, rij.als_formaat) for rij in later), (date.min, eerste)]


def formaat(ronde: Inkoopronde, maand: date) -> productie.Formaat:
    """The version that holds for a month: the latest of those that begin by then."""
    return next(versie for vanaf, versie in formaten(ronde) if vanaf <= maand)


def met_formaten() -> QuerySet[Inkoopronde]:
    """The rounds, read with what their forms are made of: three queries."""
    return Inkoopronde.objects.order_by("-code").prefetch_related("diensten", "productieformats")


def alle_formaten() -> dict[str, productie.Formaat]:
    """Every version of every round, by what the first row of the sheet says."""
    versies = (versie for ronde in met_formaten() for _, versie in formaten(ronde))
    return {str(versie): versie for versie in versies if versie.diensten}


def kop(rij: Maandstand) -> Kop:
    """What stands at the head of the form of this month."""
    dossier = rij.dossier
    return Kop(
        formaat=formaat(dossier.ronde, rij.maand),
        zorgkantoor=rij.zorgkantoor,
        regio=rij.regionaam,
        organisatie=rij.organisatie,
        overeenkomst=dossier.overeenkomst.kenmerk,
        maand=rij.maand,
        correctie=bool(rij.versies),
    )


# Work


def te_herinneren(vandaag: date, dagen: int) -> list[Maandstand]:
    """What is not in and has its last day within so many days, or had it that many days ago at most."""
    van = productie.volgende_maand(productie.begin_maand(vandaag), -13)
    open_ = [rij for rij in standen(lopend(), van=van, vandaag=vandaag) if not rij.versies]
    return [rij for rij in open_ if abs((rij.uiterlijk - vandaag).days) <= dagen]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    if not bevoegdheid(gebruiker).mag(Recht.PRODUCTIE_CONTROLEREN):
        return []
    per_plek: dict[tuple[str, str], list[Maandstand]] = defaultdict(list)
    for rij in standen(voor_staf(gebruiker, Recht.PRODUCTIE_CONTROLEREN)):
        if rij.te_controleren or rij.stand == "te_laat":
            per_plek["te_laat" if rij.stand == "te_laat" else "te_controleren", rij.zorgkantoor].append(rij)
    woorden = {"te_laat": "Productie is te laat", "te_controleren": "Productie controleren"}
    return [_taak(stand, woorden[stand], waar, rijen) for (stand, waar), rijen in sorted(per_plek.items())]


def _taak(stand: str, wat: str, waar: str, rijen: list[Maandstand]) -> Taak:
    hoeveel = "1 rapportage" if len(rijen) == 1 else f"{len(rijen)} rapportages"
    voor = None if stand == "te_laat" else eind_van_de_dag(max(rij.uiterlijk for rij in rijen))
    return f"{wat} ({hoeveel})", waar, f"{reverse('productielijst')}?stand={stand}&jaar=alle", voor
