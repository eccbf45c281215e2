"""Reading for bekendmaking, also for later rooms: terms, what is not ready, and what waits on whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening, Vrijgave
from bekendmaking.rules import Termijnen, Termijnregels, bereken_termijnen, eind_van_de_dag, ondertekenen_vanaf
from bekendmaking.states import (
    KRIJGT_OVEREENKOMST,
    ONBEANTWOORD,
    ZICHTBAAR_VOOR_ORGANISATIE,
    Herzieningstatus,
    Oordeel,
    Status,
)
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde
from selectie.states import Status as Geselecteerd

Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Gebrek:
    """What keeps a letter from being made: the region, what is not finished, and the page where that is done."""

    regio: str
    tekst: str
    url: str


@dataclass(frozen=True)
class Stand:
    """How far the letter of one dossier is."""

    inschrijving: Inschrijving
    brief: Brief | None
    gebreken: list[Gebrek]

    @property
    def klaar(self) -> bool:
        """Whether nothing of this dossier stands in the way of the release."""
        return self.brief is not None and self.brief.status == Status.GOEDGEKEURD and not self.gebreken


@dataclass(frozen=True)
class Tussenstand:
    """How far the letters of one uitvoerder in one ronde are, in numbers; `te_keuren`: not drafted by the reader."""

    ronde: Inkoopronde
    uitvoerder: WlzUitvoerder
    dossiers: int
    brieven: int
    goedgekeurd: int
    te_keuren: int
    vrijgave: Vrijgave | None


def termijnen_voor(ronde: Any, dagtekening: date) -> Termijnen:
    """All terms of a decision of this date in this Inkoopronde (contract 3).

    Raises RegelFout for a ronde without dates and for a date at the end of the calendar.
    """
    regels = Termijnregels(**{veld: getattr(ronde, veld) for veld in Termijnregels.__dataclass_fields__})
    if not regels.heeft_vaste_data:
        raise RegelFout(f"Ronde {ronde.code} heeft nog geen data. Vul eerst het tijdschema in.")
    return bereken_termijnen(regels, dagtekening)


def termijnen_van(brief: Brief) -> Termijnen:
    """The terms of a letter: from its own date, never shorter than the ronde says (A03, A04)."""
    return termijnen_voor(brief.inschrijving.ronde, brief.dagtekening)


def met_stand(rijen: QuerySet[Inschrijving]) -> QuerySet[Inschrijving]:
    """Dossiers with what `stand_van` reads, in a fixed number of queries."""
    beslissingen = Beslissing.objects.select_related("regioinschrijving__toewijzing__regio")
    eerste = Brief.objects.filter(herziening=None)
    brieven = eerste.select_related("stuk").prefetch_related(
        Prefetch("beslissingen", queryset=beslissingen.order_by("regioinschrijving__toewijzing__regio__naam"))
    )
    return rijen.select_related("ronde", "uitvoerder", "organisatie").prefetch_related(
        Prefetch("regios", queryset=regios_met_stand()), Prefetch("brieven", queryset=brieven)
    )


def stand(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> list[Stand]:
    """Every opened dossier of this uitvoerder with its letter and what is not finished, in order of kenmerk."""
    rijen = Inschrijving.objects.filter(ronde=ronde, uitvoerder=uitvoerder, status=Dossierstatus.GEOPEND)
    return [stand_van(rij) for rij in met_stand(rijen).order_by("kenmerk")]


def stand_van(inschrijving: Inschrijving) -> Stand:
    """The same for one dossier."""
    brieven = list(inschrijving.brieven.all())
    return Stand(inschrijving, brieven[-1] if brieven else None, gebreken(inschrijving, inschrijving.regios.all()))


def regios_met_stand() -> QuerySet[Regioinschrijving]:
    """Regions with what `gebreken` reads; not the frozen input of the selection, which is large."""
    return Regioinschrijving.objects.select_related(
        "toewijzing__regio", "toewijzing__selectie", "beoordeling", "classificatie"
    ).defer("toewijzing__selectie__invoer", "toewijzing__selectie__uitslag")


def gebreken(inschrijving: Inschrijving, regios: Iterable[Regioinschrijving]) -> list[Gebrek]:
    """What is not finished for these regions of a dossier."""
    return [gebrek for regio in regios if (gebrek := _gebrek(inschrijving, regio))]


def _gebrek(inschrijving: Inschrijving, regio: Regioinschrijving) -> Gebrek | None:
    """What is not finished for this region, or None. A rejected region does not wait for the selection."""
    naam = regio.toewijzing.regio.naam
    oordeel = getattr(regio, "beoordeling", None)
    dossier = reverse("dossier", args=[inschrijving.kenmerk])
    if oordeel is None or oordeel.status == Beoordeeld.IN_BEOORDELING:
        return Gebrek(naam, "de beoordeling is niet afgerond", dossier)
    if oordeel.status == Beoordeeld.VOLDOET_NIET:
        return None
    indeling = getattr(regio, "classificatie", None)
    if indeling is None or not indeling.indeling:
        return Gebrek(naam, "bestaand of nieuw is niet bevestigd", dossier)
    selectie = getattr(regio.toewijzing, "selectie", None)
    if selectie is None or selectie.status != Geselecteerd.VASTGESTELD:
        return Gebrek(naam, "de selectie is niet vastgesteld", reverse("regioselectie", args=[regio.toewijzing_id]))
    return None


def tussenstanden(gebruiker: Gebruiker) -> list[Tussenstand]:
    """Per ronde and uitvoerder within the reach of this user: how many letters there are and how many are approved."""
    dossiers = Inschrijving.objects.geopend_voor(gebruiker, Recht.BRIEF_ZIEN).order_by()
    aantallen = {
        (r["ronde"], r["uitvoerder"]): r["n"] for r in dossiers.values("ronde", "uitvoerder").annotate(n=Count("pk"))
    }
    sleutels = ("inschrijving__ronde", "inschrijving__uitvoerder")
    brieven = Brief.objects.filter(versie=1, inschrijving__in=dossiers).order_by().values(*sleutels)
    tellingen = {
        (r[sleutels[0]], r[sleutels[1]]): r
        for r in brieven.annotate(
            n=Count("pk"),
            goed=Count("pk", filter=~Q(status=Status.ONTWERP)),
            te_keuren=Count("pk", filter=Q(status=Status.ONTWERP) & ~Q(opgesteld_door=gebruiker.pk)),
        )
    }
    rondes = Inkoopronde.objects.in_bulk({ronde for ronde, _ in aantallen})
    uitvoerders = WlzUitvoerder.objects.in_bulk({uitvoerder for _, uitvoerder in aantallen})
    vrijgaven = {(v.ronde_id, v.uitvoerder_id): v for v in Vrijgave.objects.filter(ronde__in=rondes)}
    leeg = {"n": 0, "goed": 0, "te_keuren": 0}
    standen = [
        Tussenstand(
            rondes[r], uitvoerders[u], n, telling["n"], telling["goed"], telling["te_keuren"], vrijgaven.get((r, u))
        )
        for (r, u), n in aantallen.items()
        for telling in [tellingen.get((r, u), leeg)]
    ]
    return sorted(standen, key=lambda s: (s.ronde.code, s.uitvoerder.naam))


def uitvoerders(gebruiker: Gebruiker, recht: Recht, ronde: Inkoopronde) -> QuerySet[WlzUitvoerder]:
    """The uitvoerders of this ronde for which the user has this right."""
    rijen = WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).distinct()
    bereik = bevoegdheid(gebruiker).uitvoerders(recht)
    return rijen if bereik is None else rijen.filter(pk__in=bereik)


def beslissingen_van(brief: Brief) -> QuerySet[Beslissing]:
    """The decisions in a letter, in order of region."""
    rijen = brief.beslissingen.select_related("regioinschrijving__toewijzing__regio")
    return rijen.order_by("regioinschrijving__toewijzing__regio__naam")


def brieven_van(ronde: Inkoopronde) -> QuerySet[Brief]:
    """All letters of a ronde with what their archive says of them."""
    rijen = Brief.objects.filter(inschrijving__ronde=ronde).select_related(
        "inschrijving__uitvoerder", "inschrijving__organisatie", "stuk__sleutel"
    )
    rijen = rijen.prefetch_related("beslissingen__regioinschrijving__toewijzing__regio")
    return rijen.order_by("inschrijving__uitvoerder__code", "inschrijving__kenmerk", "versie")


def geldige_beslissingen(inschrijving: Inschrijving) -> QuerySet[Beslissing]:
    """The decisions of this dossier that are made known and not replaced, in order of region."""
    rijen = Beslissing.objects.geldig().filter(regioinschrijving__inschrijving=inschrijving)
    rijen = rijen.select_related("regioinschrijving__toewijzing__regio")
    return rijen.order_by("regioinschrijving__toewijzing__regio__naam")


def wijzigingen(herziening: Herziening) -> QuerySet[Beslissing]:
    """The new decisions of a herziening with those they replace, in order of kenmerk."""
    rijen = Beslissing.objects.filter(brief__herziening=herziening).select_related(
        "vervangt", "brief__inschrijving__organisatie"
    )
    return rijen.order_by("brief__inschrijving__kenmerk")


def te_herzien(bezwaren: QuerySet[Bezwaar]) -> QuerySet[Any]:
    """Of these bezwaren each gegrond one with a decision (`bezwaar`, `beslissing`) whose region is not decided anew."""
    gedaan = Herziening.objects.filter(
        bezwaar=OuterRef("bezwaar"),
        toewijzing=OuterRef("beslissing__regioinschrijving__toewijzing"),
        status=Herzieningstatus.VRIJGEGEVEN,
    )
    rijen = Bezwaar.beslissingen.through.objects.filter(bezwaar__in=bezwaren.filter(oordeel=Oordeel.GEGROND))
    return rijen.exclude(Exists(gedaan)).select_related(
        "bezwaar__brief__inschrijving__organisatie", "beslissing__regioinschrijving__toewijzing__regio"
    )


def gegunde_regios(inschrijving: Inschrijving) -> list[int]:
    """Ids of the Regiotoewijzingen that this dossier won, once that is made known."""
    gunstig = geldige_beslissingen(inschrijving).filter(uitkomst__in=KRIJGT_OVEREENKOMST)
    return list(gunstig.values_list("regioinschrijving__toewijzing", flat=True))


def tekenen_vanaf(inschrijving: Inschrijving) -> datetime:
    """First moment at which its overeenkomst may be signed: in each region it won the last decision made known to
    anyone counts (A07, A08, A51). Raises RegelFout when nothing is won."""
    return _opschorting(inschrijving.ronde, gegunde_regios(inschrijving))


def langere_opschorting(inschrijving: Inschrijving) -> list[tuple[str, datetime]]:
    """Regions in which nobody signs for longer than the own letter says, since someone else got a later one (A51)."""
    rijen = geldige_beslissingen(inschrijving).select_related("brief", "regioinschrijving__toewijzing__ronde")
    gevonden = [
        (rij, opschorting_regio(rij.regioinschrijving.toewijzing)) for rij in rijen if rij.status == Status.VOORLOPIG
    ]
    return [
        (rij.regioinschrijving.toewijzing.regio.naam, einde)
        for rij, einde in gevonden
        if rij.brief and einde > ondertekenen_vanaf(termijnen_voor(inschrijving.ronde, rij.brief.dagtekening))
    ]


def opschorting_regio(toewijzing: Any) -> datetime:
    """The same for one region: until then nobody signs there, and nothing in it becomes definitief."""
    return _opschorting(toewijzing.ronde, [toewijzing.pk])


def _opschorting(ronde: Inkoopronde, toewijzingen: Collection[int]) -> datetime:
    rijen = Beslissing.objects.filter(
        regioinschrijving__toewijzing__in=toewijzingen, status__in=ZICHTBAAR_VOOR_ORGANISATIE
    )
    laatste = rijen.aggregate(dag=Max("brief__dagtekening"))["dag"]
    if laatste is None:
        raise RegelFout("Voor deze inschrijving is geen beslissing bekendgemaakt die tot een overeenkomst leidt.")
    return ondertekenen_vanaf(termijnen_voor(ronde, laatste))


def met_brief(rijen: QuerySet[Bezwaar]) -> QuerySet[Bezwaar]:
    """Bezwaren with the letter, the party and the regions they are about."""
    rijen = rijen.select_related(
        "brief__inschrijving__ronde", "brief__inschrijving__uitvoerder", "brief__inschrijving__organisatie"
    )
    return rijen.prefetch_related("beslissingen__regioinschrijving__toewijzing__regio", "bijlagen")


def onbeantwoord() -> QuerySet[Bezwaar]:
    """Every bezwaar that still needs an answer."""
    return met_brief(Bezwaar.objects.filter(status__in=ONBEANTWOORD))


def te_beantwoorden(gebruiker: Gebruiker) -> QuerySet[Bezwaar]:
    """Those that this user may answer."""
    eigen = Bezwaar.objects.voor_staf(gebruiker, Recht.BEZWAAR_BEHANDELEN)
    return met_brief(eigen.filter(status__in=ONBEANTWOORD))


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in chapter 3, for the page with all work: what, about whom, where, until when."""
    return [*_brieven_voor(gebruiker), *_bezwaren_voor(gebruiker), *_herzieningen_voor(gebruiker)]


def _herzieningen_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Regions to decide anew, and drafts of others to release."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.BRIEF_OPSTELLEN):
        return []
    ontwerpen = Herziening.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN).filter(status=Herzieningstatus.ONTWERP)
    per_zaak = {(rij.bezwaar_id, rij.toewijzing_id): rij for rij in ontwerpen}
    taken: list[Taak] = []
    for rij in te_herzien(Bezwaar.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN)):
        toewijzing = rij.beslissing.regioinschrijving.toewijzing
        ontwerp = per_zaak.get((rij.bezwaar_id, toewijzing.pk))
        if ontwerp is None:
            adres = reverse("herziening_opstellen", args=[rij.bezwaar_id, toewijzing.regio.sleutel])
            taken.append(("Regio herzien na gegrond bezwaar", toewijzing.regio.naam, adres, None))
        elif ontwerp.opgesteld_door_id != gebruiker.pk and bevoegd.mag(Recht.BRIEF_GOEDKEUREN):
            adres = reverse("herziening", args=[ontwerp.pk])
            taken.append(("Herziening vrijgeven", toewijzing.regio.naam, adres, eind_van_de_dag(ontwerp.dagtekening)))
    return taken


def _brieven_voor(gebruiker: Gebruiker) -> list[Taak]:
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.BRIEF_OPSTELLEN):
        return []
    taken = []
    for stand in tussenstanden(gebruiker):
        if stand.dossiers > stand.brieven:
            wat = f"Brieven maken ({stand.dossiers - stand.brieven})"
        elif stand.te_keuren and bevoegd.mag(Recht.BRIEF_GOEDKEUREN):
            wat = f"Brieven goedkeuren ({stand.te_keuren})"
        elif stand.goedgekeurd == stand.dossiers and stand.vrijgave is None and bevoegd.mag(Recht.VRIJGEVEN):
            wat = "Vrijgave klaarzetten"
        else:
            continue
        adres = reverse("vrijgave", args=[stand.ronde.code, stand.uitvoerder.code])
        taken.append((wat, stand.uitvoerder.zorgkantoor, adres, stand.ronde.bekendmaking_op))
    return taken


def _bezwaren_voor(gebruiker: Gebruiker) -> list[Taak]:
    if not bevoegdheid(gebruiker).mag(Recht.BEZWAAR_BEHANDELEN):
        return []
    return [
        (
            "Bezwaar beantwoorden",
            bezwaar.brief.inschrijving.partijnaam,
            reverse("bezwaar", args=[bezwaar.pk]),
            eind_van_de_dag(termijnen_van(bezwaar.brief).bezwaar_beantwoord_uiterlijk),
        )
        for bezwaar in te_beantwoorden(gebruiker)
    ]
