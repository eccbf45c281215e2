"""The year report of a ronde: per uitvoerder when it was made known, and per region what came in, what was decided and
what was disputed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from bekendmaking.models import Beslissing, Bezwaar, Geschil, Herziening, KortGeding, Vrijgave
from bekendmaking.states import KRIJGT_OVEREENKOMST, Herzieningstatus, Oordeel, Uitkomst
from inschrijving.models import Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern.pdf import maak_pdf
from publicatie.models import Inkoopronde, Regiotoewijzing
from selectie.models import Loting, Regioselectie
from selectie.states import Lotingstatus


@dataclass(frozen=True)
class Regel:
    """The counts of one region; of a party in two regions each region counts its own part."""

    inschrijvingen: int
    voldoet_niet: int
    overeenkomst: int
    niet_geselecteerd: int
    bezwaren: int
    gegrond: int
    herzien: int
    kort_gedingen: int


@dataclass(frozen=True)
class Regio:
    """A region with its counts, and how the places were given."""

    naam: str
    zorgkantoor: str
    selectie: str
    aantallen: Regel


def regels(ronde: Inkoopronde, uitvoerders: Iterable[int] | None) -> list[Regio]:
    """A line per region of these uitvoerders (None: all), in order of zorgkantoor and region; a fixed number of
    queries. Decisions count as they hold now, so after any herziening."""
    rijen = Regiotoewijzing.objects.filter(ronde=ronde).select_related("regio", "uitvoerder")
    if uitvoerders is not None:
        rijen = rijen.filter(uitvoerder__in=uitvoerders)
    tel = _tellingen(ronde)
    nodig = dict(
        Regioselectie.objects.filter(toewijzing__ronde=ronde, uitslag__isnull=False).values_list(
            "toewijzing", "uitslag__selectie_nodig"
        )
    )
    geloot = set(
        Loting.objects.filter(regioselectie__toewijzing__ronde=ronde)
        .exclude(status=Lotingstatus.INGETROKKEN)
        .values_list("regioselectie__toewijzing", flat=True)
    )
    return [
        Regio(
            rij.regio.naam,
            rij.uitvoerder.zorgkantoor,
            "loting"
            if rij.pk in geloot
            else {True: "rangschikking", False: "niet nodig"}.get(nodig.get(rij.pk), "geen"),
            Regel(*(tel[veld.name][rij.pk] for veld in fields(Regel))),
        )
        for rij in rijen.order_by("uitvoerder__zorgkantoor", "regio__naam")
    ]


def _tellingen(ronde: Inkoopronde) -> dict[str, Counter[int]]:
    """Per column the count by region."""
    hier = {"beslissingen__regioinschrijving__toewijzing__ronde": ronde}
    bezwaren = list(
        Bezwaar.objects.filter(**hier)
        .values_list("pk", "oordeel", "beslissingen__regioinschrijving__toewijzing")
        .distinct()
    )
    besluiten = Beslissing.objects.geldig().filter(regioinschrijving__toewijzing__ronde=ronde)
    uitkomsten = list(besluiten.values_list("uitkomst", "regioinschrijving__toewijzing"))
    afgewezen = {Uitkomst.NIET_GESELECTEERD, Uitkomst.GEEN_PLAATS}
    delen = Regioinschrijving.objects.filter(toewijzing__ronde=ronde, inschrijving__status=Dossierstatus.GEOPEND)
    herzien = Herziening.objects.filter(
        toewijzing__ronde=ronde, status=Herzieningstatus.VRIJGEGEVEN, besluit_blijft=False
    )
    gedingen = KortGeding.objects.filter(beslissing__regioinschrijving__toewijzing__ronde=ronde)
    return {
        "inschrijvingen": Counter(delen.values_list("toewijzing", flat=True)),
        "voldoet_niet": Counter(regio for uitkomst, regio in uitkomsten if uitkomst == Uitkomst.VOLDOET_NIET),
        "overeenkomst": Counter(regio for uitkomst, regio in uitkomsten if uitkomst in KRIJGT_OVEREENKOMST),
        "niet_geselecteerd": Counter(regio for uitkomst, regio in uitkomsten if uitkomst in afgewezen),
        "bezwaren": Counter(regio for _, _, regio in bezwaren),
        "gegrond": Counter(regio for _, oordeel, regio in bezwaren if oordeel == Oordeel.GEGROND),
        "herzien": Counter(herzien.values_list("toewijzing", flat=True)),
        "kort_gedingen": Counter(gedingen.values_list("beslissing__regioinschrijving__toewijzing", flat=True)),
    }


def maak_overzicht(ronde: Inkoopronde, uitvoerders: Iterable[int] | None, dag: date) -> bytes:
    """The report as a tagged PDF; the same rows on the same day give the same bytes."""
    return maak_pdf("pdf/jaaroverzicht.html", inhoud(ronde, uitvoerders, dag), identifier=f"{ronde.code}/J")


def inhoud(ronde: Inkoopronde, uitvoerders: Iterable[int] | None, dag: date) -> dict[str, Any]:
    """What the report tells, for its template: when each uitvoerder made its letters known, the lines, the totals,
    and disputes that are of no region."""
    bereik = None if uitvoerders is None else list(uitvoerders)
    lijst = regels(ronde, bereik)
    totaal = Regel(*(sum(getattr(regio.aantallen, veld.name) for regio in lijst) for veld in fields(Regel)))
    geschillen = Geschil.objects.filter(inschrijving__ronde=ronde, over_overeenkomst=False)
    vrijgaven = Vrijgave.objects.filter(ronde=ronde).select_related("uitvoerder")
    if bereik is not None:
        geschillen = geschillen.filter(inschrijving__uitvoerder__in=bereik)
        vrijgaven = vrijgaven.filter(uitvoerder__in=bereik)
    return {
        "ronde": ronde,
        "kenmerk": f"{ronde.code}/J",
        "dag": dag,
        "vrijgaven": vrijgaven.order_by("uitvoerder__zorgkantoor"),
        "regios": lijst,
        "totaal": totaal,
        "geschillen": geschillen.count(),
    }
