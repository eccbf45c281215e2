"""Reading for bekendmaking, also for later rooms: letters, decisions in force, bezwaren and terms."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet

from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening, KortGeding, Vrijgave
from bekendmaking.rules import Termijnen, Termijnregels, bereken_termijnen, ondertekenen_vanaf
from bekendmaking.states import (
    KRIJGT_OVEREENKOMST,
    ONBEANTWOORD,
    ZICHTBAAR_VOOR_ORGANISATIE,
    Herzieningstatus,
    KortGedingstatus,
    Oordeel,
    Status,
    Uitspraak,
)
from inschrijving.models import Inschrijving
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde, Regiobudget, Regiotoewijzing


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


def uitvoerders(gebruiker: Gebruiker, recht: Recht, ronde: Inkoopronde) -> QuerySet[WlzUitvoerder]:
    """The uitvoerders of this ronde for which the user has this right."""
    rijen = WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).distinct()
    bereik = bevoegdheid(gebruiker).uitvoerders(recht)
    return rijen if bereik is None else rijen.filter(pk__in=bereik)


def bekendmakingen_te_laat(voor: datetime) -> int:
    """How many releases were set for a moment before this one and have not happened (F13)."""
    return Vrijgave.objects.te_geven(voor).count()


def vrijgavemomenten(na: datetime) -> list[tuple[str, datetime]]:
    """What is made known after this moment, or was: in words, and when."""
    rijen = Vrijgave.objects.filter(vrij_op__gte=na).order_by("vrij_op")
    return [
        (f"Bekendmaking van {wie}", moment) for wie, moment in rijen.values_list("uitvoerder__zorgkantoor", "vrij_op")
    ]


def niet_klaargezet(tot: datetime) -> int:
    """How many uitvoerders with opened dossiers have an announcement up to this moment and no release set ready."""
    dossiers = Inschrijving.objects.filter(status=Dossierstatus.GEOPEND, ronde__bekendmaking_op__lte=tot)
    gezet = Vrijgave.objects.filter(ronde=OuterRef("ronde"), uitvoerder=OuterRef("uitvoerder"))
    return dossiers.exclude(Exists(gezet)).order_by().values("ronde", "uitvoerder").distinct().count()


def zonder_budget(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> list[str]:
    """Names of the regions without a budget for the first year: letters then say that it follows."""
    if ronde.ingang_op is None:
        return []
    rijen = Regiotoewijzing.objects.filter(ronde=ronde, uitvoerder=uitvoerder)
    met = Regiobudget.objects.filter(toewijzing=OuterRef("pk"), jaar=ronde.ingang_op.year)
    return list(rijen.exclude(Exists(met)).order_by("regio__naam").values_list("regio__naam", flat=True))


def beslissingen_van(brief: Brief) -> QuerySet[Beslissing]:
    """The decisions in a letter with those they replace, in order of region."""
    rijen = brief.beslissingen.select_related("regioinschrijving__toewijzing__regio", "vervangt")
    return rijen.order_by("regioinschrijving__toewijzing__regio__naam")


def brieven_van(ronde: Inkoopronde) -> QuerySet[Brief]:
    """All letters of a ronde that were not destroyed (R22), with what their archive says of them."""
    rijen = Brief.objects.filter(inschrijving__ronde=ronde).exclude(stuk__sleutel__vernietigd_op__isnull=False)
    rijen = rijen.select_related("inschrijving__uitvoerder", "inschrijving__organisatie", "stuk__sleutel")
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


def gewonnen(gedingen: QuerySet[KortGeding]) -> QuerySet[KortGeding]:
    """Of these kort gedingen each that was won and whose region is not decided anew."""
    gedaan = Herziening.objects.filter(kort_geding=OuterRef("pk"), status=Herzieningstatus.VRIJGEGEVEN)
    rijen = gedingen.filter(status=KortGedingstatus.BESLIST, uitspraak=Uitspraak.TOEGEWEZEN).exclude(Exists(gedaan))
    return rijen.select_related("beslissing__regioinschrijving__toewijzing__regio")


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


def met_uitkomst(rijen: QuerySet[Bezwaar]) -> QuerySet[Bezwaar]:
    """Bezwaren with what came of each gegrond one, as `herzien`: the herzieningen that were released."""
    vrij = Herziening.objects.filter(status=Herzieningstatus.VRIJGEGEVEN).select_related("toewijzing__regio")
    return met_brief(rijen).prefetch_related(Prefetch("herzieningen", vrij, to_attr="herzien"))


def onbeantwoord() -> QuerySet[Bezwaar]:
    """Every bezwaar that still needs an answer."""
    return met_brief(Bezwaar.objects.filter(status__in=ONBEANTWOORD))


def te_beantwoorden(gebruiker: Gebruiker) -> QuerySet[Bezwaar]:
    """Those that this user may answer."""
    eigen = Bezwaar.objects.voor_staf(gebruiker, Recht.BEZWAAR_BEHANDELEN)
    return met_brief(eigen.filter(status__in=ONBEANTWOORD))
