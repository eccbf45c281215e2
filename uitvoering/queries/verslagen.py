"""Reading the reports: what is expected, what came in, and what waits on whom (art. 23, bijlage 2 h3-h4, bijlage 5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from bekendmaking.models import Beslissing
from bekendmaking.rules import eind_van_de_dag
from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Declaratie, Productierapportage, Verslag
from uitvoering.queries import productie
from uitvoering.rules import verslag as rules
from uitvoering.rules.verslag import Periode
from uitvoering.states.declaratie import GELDEND, Declaratiestatus
from uitvoering.states.productie import Productiestatus
from uitvoering.states.verslag import KLEUREN, NAMEN, ONVOLLEDIG, TE_LAAT, VERWACHT, Verslagsoort, Verslagstatus

Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Verslagstand:
    """One report of an overeenkomst: what is expected, and what came in. `regio`: only of a kwartaalverslag."""

    soort: Verslagsoort
    dossier: Inschrijving
    regio: Regioinschrijving | None
    periode: Periode
    versies: tuple[Verslag, ...]  # handed in, the latest first
    concept: Verslag | None
    vandaag: date

    @property
    def code(self) -> str:
        """What its address holds, with the kenmerk of the dossier."""
        regio = f"-{self.regio.toewijzing.regio.sleutel}" if self.regio else ""
        return f"{self.soort.value}-{self.periode.code}{regio}"

    @property
    def verslag(self) -> Verslag | None:
        """The version that counts now."""
        return self.versies[0] if self.versies else None

    @property
    def gezien(self) -> str:
        """What an act on it says it has seen."""
        laatste = self.concept or self.verslag
        return f"{laatste.versie}.{laatste.wijziging}" if laatste else "0"

    @property
    def te_laat(self) -> bool:
        """Whether the first version came, or still has to come, after the last day; a signal, no refusal."""
        eerste = self.versies[-1].ingediend_op if self.versies else None
        return (klok.lokaal(eerste).date() if eerste else self.vandaag) > self.uiterlijk

    @property
    def onvolledig(self) -> list[str]:
        return rules.onvolledig(self.soort, self.verslag.inhoud) if self.verslag else []

    @property
    def stand(self) -> str:
        """A key of STANDEN."""
        if self.verslag is None:
            return TE_LAAT if self.te_laat else VERWACHT
        niet_volledig = self.verslag.status == Verslagstatus.INGEDIEND and self.onvolledig
        return ONVOLLEDIG if niet_volledig else str(self.verslag.status)

    @property
    def voorbij(self) -> bool:
        """Whether its period is over; before that it has no page."""
        return self.periode.volgende <= self.vandaag

    @property
    def open(self) -> bool:
        """Whether the organisation has something to do."""
        return self.verslag is None or self.verslag.status == Verslagstatus.AANVULLING

    @property
    def te_lezen(self) -> bool:
        """Whether the zorgkantoor has something to do."""
        return self.verslag is not None and self.verslag.status == Verslagstatus.INGEDIEND

    STANDEN = NAMEN

    naam = property(lambda self: self.STANDEN[self.stand])
    kleur = property(lambda self: KLEUREN[self.stand])
    uiterlijk = property(lambda self: self.periode.uiterlijk)
    soortnaam = property(lambda self: self.soort.label)
    periodenaam = property(lambda self: str(self.periode))
    regionaam = property(lambda self: self.regio.toewijzing.regio.naam if self.regio else "")
    organisatie = property(lambda self: self.dossier.partijnaam)
    zorgkantoor = property(lambda self: self.dossier.uitvoerder.zorgkantoor)
    ontvangen = property(lambda self: self.verslag.ingediend_op if self.verslag else None)

    def __str__(self) -> str:
        return f"{self.soortnaam} {self.periode}{f', {self.regionaam}' if self.regio else ''}"


@dataclass(frozen=True)
class Verplichting:
    """Something that is due: what, by whom, for whom, until when, how it stands, and where. `sleutel` is its own."""

    sleutel: str
    wat: str
    van: str
    aan: str
    voor: datetime
    stand: str
    klaar: bool
    url: str


def standen(
    beslissingen: Iterable[Beslissing], *, concepten: bool = False, ook_later: bool = False, vandaag: date | None = None
) -> list[Verslagstand]:
    """Every report of a period that is over, of these regions (`productie.lopend`); the latest first. Three queries.

    `concepten`: with the drafts, which are the organisation's own. `ook_later`: also of periods that are not over.
    """
    nu = vandaag or klok.vandaag()
    rijen = list(beslissingen)
    verslagen = _verslagen(rijen)
    uit = []
    for soort, regio, dossier, periode in _verwacht(rijen):
        leeg = Verslagstand(soort, dossier, regio, periode, (), None, nu)
        if ook_later or leeg.voorbij:
            alle = verslagen[dossier.overeenkomst.pk, leeg.code]
            versies = tuple(rij for rij in alle if rij.status != Verslagstatus.CONCEPT)
            concept = next((rij for rij in alle if rij.status == Verslagstatus.CONCEPT), None)
            uit.append(Verslagstand(soort, dossier, regio, periode, versies, concept if concepten else None, nu))
    return sorted(uit, key=lambda rij: rij.uiterlijk, reverse=True)


def _verwacht(
    beslissingen: Iterable[Beslissing],
) -> Iterable[tuple[Verslagsoort, Regioinschrijving | None, Inschrijving, Periode]]:
    """A quarter per region; a year per overeenkomst, from the first day of any region to the last."""
    termijnen: dict[Inschrijving, list[tuple[date, date]]] = defaultdict(list)
    for beslissing in beslissingen:
        regio, termijn = beslissing.regioinschrijving, productie.termijn(beslissing)
        termijnen[regio.inschrijving].append(termijn)
        for kwartaal in rules.kwartalen(*termijn):
            yield Verslagsoort.KWARTAAL, regio, regio.inschrijving, kwartaal
    for dossier, alle in termijnen.items():
        for jaar in rules.jaren(min(van for van, _ in alle), max(tot for _, tot in alle)):
            yield Verslagsoort.ERVARING, None, dossier, jaar
            yield Verslagsoort.JAAR, None, dossier, jaar


def _verslagen(beslissingen: Iterable[Beslissing]) -> dict[tuple[int, str], list[Verslag]]:
    uit: dict[tuple[int, str], list[Verslag]] = defaultdict(list)
    dossiers = {rij.regioinschrijving.inschrijving_id for rij in beslissingen}
    gevonden = Verslag.objects.filter(overeenkomst__inschrijving__in=dossiers).order_by("-versie")
    for rij in gevonden.prefetch_related("stukken__stuk").select_related("door", "beoordeeld_door"):
        uit[rij.overeenkomst_id, rij.code].append(rij)
    return uit


def stand(
    beslissingen: QuerySet[Beslissing], kenmerk: str, code: str, *, concepten: bool = False
) -> Verslagstand | None:
    """One report of these; None for one that is not expected."""
    rijen = standen(beslissingen.filter(regioinschrijving__inschrijving__kenmerk=kenmerk), concepten=concepten)
    return next((rij for rij in rijen if rij.code == code), None)


def uren_van_jaar(rij: Verslagstand) -> dict[str, Decimal | None]:
    """Hours of its year: reported, declared, agreed, accounted for, and declared beyond what is accounted (OV-188)."""
    van_dit = {"regioinschrijving__inschrijving": rij.dossier, "maand__year": rij.periode.jaar}
    rapportages = Productierapportage.objects.filter(**van_dit).exclude(status=Productiestatus.VERVANGEN)
    goed = Q(status__in=[Declaratiestatus.AKKOORD, Declaratiestatus.BETAALD])
    sommen = rapportages.aggregate(gemeld=Sum("regels__uren")) | Declaratie.objects.filter(
        **van_dit, status__in=GELDEND
    ).aggregate(gedeclareerd=Sum("uren"), akkoord=Sum("uren", filter=goed))
    uren: dict[str, Decimal | None] = {naam: som or Decimal(0) for naam, som in sommen.items()}
    verantwoord = Decimal(rij.verslag.inhoud["uren"]) if rij.verslag else None
    verschil = None if verantwoord is None else (uren["gedeclareerd"] or 0) - verantwoord
    return uren | {"verantwoord": verantwoord, "verschil": verschil}


def laatste_kwartaal(overeenkomst: Overeenkomst) -> list[Verslagstand]:
    """The kwartaalverslagen that were handed in for the last quarter there is one of: on the agenda (OV-240)."""
    rijen = standen(productie.lopend().filter(regioinschrijving__inschrijving=overeenkomst.inschrijving))
    binnen = [rij for rij in rijen if rij.soort == Verslagsoort.KWARTAAL and rij.verslag]
    return [rij for rij in binnen if rij.periode == binnen[0].periode]


# Work


def verplichtingen(gebruiker: Gebruiker) -> list[Verplichting]:
    """Every report of the overeenkomsten of this user, done and due, also later; the first due first."""
    eigen = bevoegdheid(gebruiker).mag(Recht.PRODUCTIE_LEVEREN)
    rijen = productie.van_organisatie(gebruiker) if eigen else productie.voor_staf(gebruiker)
    lijst, route = ("verslagen", "mijn_verslag") if eigen else ("verslagenlijst", "verslag")
    return [
        Verplichting(
            sleutel=f"{rij.dossier.kenmerk}-{rij.code}",
            wat=str(rij),
            van=rij.organisatie,
            aan=rij.zorgkantoor,
            voor=eind_van_de_dag(rij.uiterlijk),
            stand=rij.naam,
            klaar=not rij.open,
            url=reverse(route, args=[rij.dossier.kenmerk, rij.code]) if rij.voorbij else reverse(lijst),
        )
        for rij in reversed(standen(rijen, ook_later=True))
    ]


def te_herinneren(vandaag: date) -> list[tuple[str, Verslagstand]]:
    """What is not in and has its last day near, with why its organisation hears of it."""
    rijen = [(rules.aanleiding(rij.uiterlijk, vandaag), rij) for rij in standen(productie.lopend(), vandaag=vandaag)]
    return [(waarom, rij) for waarom, rij in rijen if waarom and not rij.versies]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    if not bevoegdheid(gebruiker).mag(Recht.PRODUCTIE_CONTROLEREN):
        return []
    aantallen: dict[tuple[str, str], int] = defaultdict(int)
    for rij in standen(productie.voor_staf(gebruiker, Recht.PRODUCTIE_CONTROLEREN)):
        if rij.te_lezen or rij.stand == TE_LAAT:
            aantallen[rij.stand, rij.zorgkantoor] += 1
    woorden = {TE_LAAT: "Verslag is te laat", ONVOLLEDIG: "Verslag is niet volledig"}
    return [
        _taak(stand, woorden.get(stand, "Verslag lezen"), waar, n) for (stand, waar), n in sorted(aantallen.items())
    ]


def _taak(stand: str, wat: str, waar: str, aantal: int) -> Taak:
    hoeveel = "1 verslag" if aantal == 1 else f"{aantal} verslagen"
    return f"{wat} ({hoeveel})", waar, f"{reverse('verslagenlijst')}?stand={stand}", None
