"""Reading steps 5 and 6: what a region's selection looks like and what came out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from beoordeling import queries as beoordeling
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie import queries as publicatie
from publicatie.models import Inkoopronde, Regiotoewijzing
from selectie import feiten, invoer, rules
from selectie.loting import trek
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.states import Lotingstatus, Status

Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class UitkomstRegio:
    """Outcome of one party in one region, with the sentences for its letter."""

    uitkomst: str
    zinnen: str
    rang: int | None
    beslissend: str | None
    geloot: bool


def kandidaten(selectie: Regioselectie) -> list[Kandidaat]:
    """Candidates of a region with their names; one query."""
    rijen = selectie.kandidaten.select_related(
        "regioinschrijving__inschrijving__organisatie", "regioinschrijving__classificatie", "regioselectie"
    )
    return sorted(rijen, key=lambda k: k.regioinschrijving.inschrijving.kenmerk)


def huidige_invoer(selectie: Regioselectie) -> dict:
    """The input as the rows stand now."""
    bestaande = [
        regio.inschrijving.kenmerk
        for regio in beoordeling.voldoende(selectie.toewijzing)
        if regio.classificatie.indeling == "bestaand"
    ]
    return feiten.als_invoer(selectie, bestaande, kandidaten(selectie))


def belemmeringen(selectie: Regioselectie) -> list[str]:
    """What keeps the input from being frozen, by name of candidate and fact (IK-154)."""
    klachten = list(beoordeling.belemmeringen_selectie(selectie.toewijzing))
    nieuw = {r.pk for r in beoordeling.voldoende(selectie.toewijzing) if r.classificatie.indeling != "bestaand"}
    rijen = kandidaten(selectie)
    if nieuw != {kandidaat.regioinschrijving_id for kandidaat in rijen}:
        klachten.append("De lijst van kandidaten is veranderd. Ververs de kandidaten.")
    if not nodig(selectie):
        return klachten
    for kandidaat in rijen:
        if open_feiten := feiten.ontbrekende_feiten(kandidaat):
            naam = kandidaat.regioinschrijving.inschrijving.partijnaam
            klachten.append(f"{naam}: vul nog in {', '.join(open_feiten)}.")
    return klachten


def nodig(selectie: Regioselectie) -> bool:
    """Whether facts are needed at all: more parties than places, and a place left (IK-081, A33)."""
    partijen = beoordeling.voldoende(selectie.toewijzing)
    maximum = selectie.toewijzing.ronde.maximum_per_regio
    bestaande = sum(regio.classificatie.indeling == "bestaand" for regio in partijen)
    return len(partijen) > maximum > bestaande


def resultaat(selectie: Regioselectie) -> tuple[rules.Regio, rules.Selectie] | None:
    """Facts and result from the frozen input; after a confirmed loting with its places given. None before freezing."""
    if selectie.status == Status.OPEN or selectie.invoer is None:
        return None
    regio = feiten.als_regio(selectie.invoer)
    uitslag = rules.selecteer(regio)
    loting = Loting.objects.filter(regioselectie=selectie, status=Lotingstatus.BEVESTIGD).first()
    return regio, rules.verwerk_loting(uitslag, loting.volgorde) if loting else uitslag


def partijnamen(selectie: Regioselectie) -> dict[str, str]:
    """kenmerk -> name of the party, for everyone who entered this region."""
    rijen = selectie.toewijzing.regioinschrijvingen.filter(inschrijving__status="geopend")
    return {r.inschrijving.kenmerk: r.inschrijving.partijnaam for r in rijen.select_related("inschrijving__organisatie")}


def uitkomst(regioinschrijving: Any) -> UitkomstRegio:
    """The fixed outcome of a party that meets the eisen; ValueError when the region is not fixed yet."""
    selectie = Regioselectie.objects.select_related("toewijzing__ronde", "toewijzing__regio").get(
        toewijzing_id=regioinschrijving.toewijzing_id, status=Status.VASTGESTELD
    )
    uit = resultaat(selectie)
    assert uit is not None
    regio, uitslag = uit
    kenmerk = regioinschrijving.inschrijving.kenmerk
    soort = uitslag.uitkomsten[kenmerk]
    plek = next((r for r in uitslag.rangschikking if r.kenmerk == kenmerk), None)
    afgewezen = soort is rules.Uitkomst.NIET_GESELECTEERD
    return UitkomstRegio(
        uitkomst="geen_plaats" if afgewezen and not uitslag.plaatsen_voor_nieuw else str(soort),
        zinnen=rules.waarom_niet(regio, uitslag, kenmerk) if afgewezen else "",
        rang=plek.rang if plek else None,
        beslissend=str(plek.beslissend) if plek and plek.beslissend else None,
        geloot=bool(uitslag.loting and kenmerk in uitslag.loting.kandidaten),
    )


def niet_vastgesteld(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> list[str]:
    """Names of regions with opened dossiers whose selection is not fixed, or no longer matches the verdicts."""
    toewijzingen = publicatie.toewijzingen(ronde, uitvoerder).filter(
        regioinschrijvingen__inschrijving__status="geopend"
    )
    return [t.regio.naam for t in toewijzingen.distinct() if not _klopt(t)]


def _klopt(toewijzing: Regiotoewijzing) -> bool:
    selectie = Regioselectie.objects.filter(toewijzing=toewijzing, status=Status.VASTGESTELD).first()
    if selectie is None:
        return False
    nu = {regio.inschrijving.kenmerk for regio in beoordeling.voldoende(toewijzing)}
    return nu == {rij["kenmerk"] for rij in selectie.invoer["kandidaten"]}


def regios(gebruiker: Gebruiker) -> QuerySet[Regiotoewijzing]:
    """Regions of the uitvoerders where this user may see the selection."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(Recht.SELECTIE_ZIEN)
    rijen = publicatie.openbare_toewijzingen().select_related("selectie")
    return rijen if uitvoerders is None else rijen.filter(uitvoerder__in=uitvoerders)


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in steps 5 and 6, for the page with all work."""
    bevoegd = bevoegdheid(gebruiker)
    taken: list[Taak] = []
    if bevoegd.mag(Recht.SELECTEREN):
        rijen = Regioselectie.objects.zichtbaar_voor(gebruiker, Recht.SELECTEREN).exclude(status=Status.VASTGESTELD)
        rijen = rijen.select_related("toewijzing__regio", "toewijzing__ronde", "loting")
        taken += [_taak(rij, gebruiker) for rij in rijen if _wacht_op(rij, gebruiker)]
    if bevoegd.mag(Recht.LOTEN):
        lotingen = Loting.objects.zichtbaar_voor(gebruiker, Recht.LOTEN).filter(status=Lotingstatus.KLAARGEZET)
        for loting in lotingen.select_related("regioselectie__toewijzing__regio"):
            naam = loting.regioselectie.toewijzing.regio.naam
            taken.append(("Loting uitvoeren", naam, reverse("loting", args=[loting.pk]), None))
    return taken


def _wacht_op(selectie: Regioselectie, gebruiker: Gebruiker) -> bool:
    eigen_voorstel = selectie.status == Status.OPEN and selectie.voorgesteld_door_id == gebruiker.pk
    bij_notaris = hasattr(selectie, "loting") and selectie.loting.status == Lotingstatus.KLAARGEZET
    return not eigen_voorstel and not bij_notaris


def _taak(selectie: Regioselectie, gebruiker: Gebruiker) -> Taak:
    if selectie.status == Status.OPEN:
        wat = "Invoer van de selectie bevriezen" if selectie.voorgesteld_door_id else "Selectie: feiten invullen"
    else:
        wat = "Selectie vaststellen"
    toewijzing = selectie.toewijzing
    return (wat, toewijzing.regio.naam, reverse("regioselectie", args=[toewijzing.pk]), toewijzing.ronde.bekendmaking_op)


def lotingen(gebruiker: Gebruiker) -> QuerySet[Loting]:
    """Lotingen this user may see, newest first."""
    rijen = Loting.objects.zichtbaar_voor(gebruiker)
    rijen = rijen.select_related("regioselectie__toewijzing__regio", "regioselectie__toewijzing__uitvoerder")
    return rijen.order_by("-klaargezet_op")


def uitslag_json(selectie: Regioselectie) -> dict | None:
    """The result in the shape of proefselectie (contract 1)."""
    uit = resultaat(selectie)
    return invoer.als_json(uit[1]) if uit else None


def deelnemersnamen(loting: Loting) -> list[tuple[str, str]]:
    """Numbered list of the draw: kenmerk and name of each participant, in the frozen order."""
    namen = partijnamen(loting.regioselectie)
    return [(kenmerk, namen.get(kenmerk, kenmerk)) for kenmerk in loting.deelnemers]


def als_verslag(loting: Loting) -> dict[str, Any] | None:
    """The record of contract 2, for a third party to check; None when drawn by hand."""
    return trek(loting.deelnemers, loting.bronnen) if loting.bronnen else None


def partijen(toewijzing: Regiotoewijzing) -> list[Any]:
    """Parties of a region that meet all eisen, with their confirmed indeling."""
    return list(beoordeling.voldoende(toewijzing))


def wacht_op(toewijzing: Regiotoewijzing) -> list[str]:
    """What must be finished before the selection of this region can begin, by name."""
    return list(beoordeling.belemmeringen_selectie(toewijzing))
