"""Reading steps 5 and 6: how the selection of a region stands and what came out of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from beoordeling import queries as beoordeling
from beoordeling.states import Status as Beoordeeld
from berichten.bezorging import laatste_per_onderwerp
from berichten.states import Berichtsoort
from berichten.states import Status as Bezorgd
from inschrijving.models import Regioinschrijving
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie import queries as publicatie
from publicatie.models import Regiotoewijzing
from selectie import feiten, rules
from selectie.loting import trek
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.states import Lotingstatus, Methode, Status

Taak = tuple[str, str, str, datetime | None]
Uitslagen = dict[int, tuple[rules.Regio, rules.Selectie]]  # by Regiotoewijzing
REGIO = ("toewijzing__ronde", "toewijzing__regio", "toewijzing__uitvoerder")


@dataclass(frozen=True)
class Stand:
    """A region whose input is still open, as its rows say now."""

    selectie: Regioselectie
    partijen: list[Any]
    kandidaten: list[Kandidaat]
    wacht_op: list[str]

    @property
    def bestaande(self) -> list[str]:
        """Kenmerken of the parties that keep their place."""
        return [partij.inschrijving.kenmerk for partij in self.partijen if not feiten.is_nieuw(partij)]

    @property
    def nodig(self) -> bool:
        """Whether facts are needed at all: more parties than places, and a place left (IK-081, A33)."""
        return len(self.partijen) > self.selectie.toewijzing.maximum > len(self.bestaande)

    @property
    def invoer(self) -> dict[str, Any]:
        """The input of proefselectie as the rows stand now."""
        return feiten.als_invoer(self.selectie, self.bestaande, self.kandidaten)

    @property
    def ligt_voor(self) -> bool:
        """Whether someone proposed to freeze exactly this input."""
        return self.selectie.voorgesteld_door_id is not None and self.selectie.invoer_hash == feiten.hash_van(
            self.invoer
        )

    @property
    def veranderd(self) -> bool:
        """Whether the candidates are no longer the new parties that meet the eisen."""
        nieuw = {partij.pk for partij in self.partijen if feiten.is_nieuw(partij)}
        return nieuw != {kandidaat.regioinschrijving_id for kandidaat in self.kandidaten}

    @property
    def open_feiten(self) -> list[tuple[Kandidaat, list[str]]]:
        """Per candidate the facts that must still be filled in; nothing when no facts are needed."""
        nodig = self.nodig
        return [(k, feiten.ontbrekende_feiten(k) if nodig else []) for k in self.kandidaten]

    @property
    def belemmeringen(self) -> list[str]:
        """What keeps the input from being frozen, by name of candidate and fact (IK-154)."""
        klachten = list(self.wacht_op)
        if self.veranderd:
            klachten.append("De lijst van kandidaten is veranderd. Ververs de kandidaten.")
        for kandidaat, open_feiten in self.open_feiten:
            if open_feiten:
                naam = kandidaat.regioinschrijving.inschrijving.partijnaam
                klachten.append(f"{naam}: vul nog in {', '.join(open_feiten)}.")
        return klachten


@dataclass(frozen=True)
class UitkomstRegio:
    """Outcome of one party in one region, with the sentences for its letter."""

    uitkomst: str
    zinnen: str
    rang: int | None
    beslissend: str | None
    geloot: bool


def stand(selectie: Regioselectie) -> Stand:
    """The region as it stands now; the same number of queries whatever the number of candidates."""
    toewijzing = selectie.toewijzing
    delen = {deel.pk: deel for deel in beoordeling.geopende_delen(toewijzing)}
    kandidaten = list(selectie.kandidaten.order_by("regioinschrijving__inschrijving__kenmerk"))
    for kandidaat in kandidaten:  # a candidate is one of the opened parts
        kandidaat.regioinschrijving = delen[kandidaat.regioinschrijving_id]
    return Stand(
        selectie=selectie,
        partijen=beoordeling.voldoende(toewijzing, delen.values()),
        kandidaten=kandidaten,
        wacht_op=beoordeling.belemmeringen_selectie(toewijzing, delen.values()),
    )


def partijen(toewijzing: Regiotoewijzing) -> list[Any]:
    """Parties of a region that meet all eisen, with their confirmed indeling."""
    return list(beoordeling.voldoende(toewijzing))


def wacht_op(toewijzing: Regiotoewijzing) -> list[str]:
    """What must be finished before the selection of this region can begin, by name."""
    return list(beoordeling.belemmeringen_selectie(toewijzing))


def partijnamen(toewijzing: Regiotoewijzing) -> dict[str, str]:
    """kenmerk -> name of the party, for every opened dossier in this region."""
    rijen = toewijzing.regioinschrijvingen.filter(inschrijving__status=Dossierstatus.GEOPEND)
    dossiers = [rij.inschrijving for rij in rijen.select_related("inschrijving__organisatie")]
    return {dossier.kenmerk: dossier.partijnaam for dossier in dossiers}


def resultaat(selectie: Regioselectie) -> tuple[rules.Regio, rules.Selectie]:
    """Facts and result from the frozen input; after a confirmed loting with its places given.

    Raises RegelFout while the input is open.
    """
    if selectie.status == Status.OPEN or selectie.invoer is None:
        raise RegelFout("De invoer van deze regio is nog niet bevroren.")
    regio = feiten.als_regio(selectie.invoer)
    uitslag = rules.selecteer(regio)
    loting = loting_van(selectie)
    if loting is None or loting.status != Lotingstatus.BEVESTIGD or loting.volgorde is None:
        return regio, uitslag
    return regio, rules.verwerk_loting(uitslag, loting.volgorde)


def invoer_nu(selectie: Regioselectie) -> dict[str, Any] | None:
    """The input as frozen, or while the region is open as its rows say now; None when the rows do not fit together."""
    if selectie.status != Status.OPEN:
        return selectie.invoer
    nu = stand(selectie)
    return None if nu.veranderd else nu.invoer


def loting_van(selectie: Regioselectie) -> Loting | None:
    """The loting of this region that stands, if there is one; those withdrawn do not count."""
    staan = (rij for rij in selectie.lotingen.all() if rij.status != Lotingstatus.INGETROKKEN and not rij.herzien_hash)
    return next(staan, None)


def ingetrokken(selectie: Regioselectie) -> list[Loting]:
    """The lotingen of this region that were withdrawn, oldest first."""
    return sorted(
        (loting for loting in selectie.lotingen.all() if loting.status == Lotingstatus.INGETROKKEN),
        key=lambda loting: loting.pk,
    )


def uitslagen(toewijzingen: Iterable[int]) -> Uitslagen:
    """Facts and fixed result per region (IK-168), two queries; a region that is not fixed is not in it."""
    rijen = Regioselectie.objects.filter(toewijzing__in=toewijzingen, status=Status.VASTGESTELD)
    return {rij.toewijzing_id: resultaat(rij) for rij in rijen.prefetch_related("lotingen")}


def uitkomst(regioinschrijving: Any, vast: Uitslagen | None = None) -> UitkomstRegio:
    """The fixed outcome of a party that meets the eisen (IK-168). Raises RegelFout as long as there is none.

    `vast`: those of `uitslagen`, where they were read already.
    """
    toewijzing = regioinschrijving.toewijzing
    gevonden = (uitslagen([toewijzing.pk]) if vast is None else vast).get(toewijzing.pk)
    if gevonden is None:
        raise RegelFout(f"De selectie van de regio {toewijzing.regio.naam} is nog niet vastgesteld.")
    return uitkomst_van(*gevonden, regioinschrijving.inschrijving.kenmerk)


def uitkomst_van(regio: rules.Regio, uitslag: rules.Selectie, kenmerk: str) -> UitkomstRegio:
    """The outcome of one party in a result. Raises RegelFout when it did not take part."""
    if kenmerk not in uitslag.uitkomsten:
        raise RegelFout(f"{kenmerk} deed niet mee aan de vastgestelde selectie van de regio {regio.naam}.")
    soort = uitslag.uitkomsten[kenmerk]
    plek = uitslag.plekken.get(kenmerk)
    afgewezen = soort is rules.Uitkomst.NIET_GESELECTEERD
    return UitkomstRegio(
        uitkomst="geen_plaats" if afgewezen and not uitslag.plaatsen_voor_nieuw else str(soort),
        zinnen=rules.waarom_niet(regio, uitslag, kenmerk) if afgewezen else "",
        rang=plek.rang if plek else None,
        beslissend=str(plek.beslissend) if plek and plek.beslissend else None,
        geloot=bool(uitslag.loting and kenmerk in uitslag.loting.kandidaten),
    )


def past_bij_oordelen(selectie: Regioselectie, partijen_nu: Iterable[Any]) -> bool:
    """Whether the frozen input holds exactly the parties that meet the eisen now, with their present indeling."""
    assert selectie.invoer is not None, "only a frozen region can be compared"
    nu = {(partij.inschrijving.kenmerk, str(feiten.soort(partij.classificatie.indeling))) for partij in partijen_nu}
    return nu == {(rij["kenmerk"], rij["soort"]) for rij in selectie.invoer["kandidaten"]}


def niet_rond(toewijzingen: Iterable[Regiotoewijzing]) -> list[Regiotoewijzing]:
    """Those of these regions whose selection is not fixed, or no longer matches the verdicts.

    A region where every dossier fails the eisen has nothing to select. One query where `toewijzingen` are read with
    their selectie.
    """
    delen = Regioinschrijving.objects.filter(beoordeling__isnull=False).select_related(
        "inschrijving", "beoordeling", "classificatie"
    )
    velden = ("toewijzing", "inschrijving__kenmerk", "beoordeling__status", "classificatie__indeling")
    rijen = list(toewijzingen)
    prefetch_related_objects(rijen, Prefetch("regioinschrijvingen", delen.only(*velden), to_attr="beoordeeld"))
    return [rij for rij in rijen if not _is_rond(rij)]


def _is_rond(toewijzing: Any) -> bool:
    if any(rij.beoordeling.status == Beoordeeld.IN_BEOORDELING for rij in toewijzing.beoordeeld):
        return False
    voldoet = [rij for rij in toewijzing.beoordeeld if rij.beoordeling.status == Beoordeeld.VOLDOET]
    if not all(rij.classificatie.indeling for rij in voldoet):
        return False
    selectie = getattr(toewijzing, "selectie", None)
    if selectie is None:
        return not voldoet
    return selectie.status == Status.VASTGESTELD and past_bij_oordelen(selectie, voldoet)


def regios(gebruiker: Gebruiker, recht: Recht = Recht.SELECTIE_ZIEN) -> QuerySet[Regiotoewijzing]:
    """Regions of the uitvoerders where this user has this right, each with the counts of its opened dossiers."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
    rijen = publicatie.openbare_toewijzingen().select_related("selectie").prefetch_related("selectie__lotingen")
    voldoet = Q(regioinschrijvingen__beoordeling__status=Beoordeeld.VOLDOET)
    indeling = "regioinschrijvingen__classificatie__indeling"
    rijen = rijen.annotate(
        aantal_geopend=Count("regioinschrijvingen__beoordeling"),
        aantal_bezig=Count("regioinschrijvingen", filter=Q(regioinschrijvingen__beoordeling__status="in_beoordeling")),
        aantal_voldoet=Count("regioinschrijvingen", filter=voldoet),
        aantal_bestaand=Count("regioinschrijvingen", filter=voldoet & Q(**{indeling: "bestaand"})),
        aantal_zonder_indeling=Count("regioinschrijvingen", filter=voldoet & Q(**{indeling: ""})),
    )
    return rijen if uitvoerders is None else rijen.filter(uitvoerder__in=uitvoerders)


def mag_zien(gebruiker: Gebruiker, toewijzing: Regiotoewijzing) -> bool:
    """Whether this user may look at the selection of this region; the notaris may not."""
    return _binnen(bevoegdheid(gebruiker).uitvoerders(Recht.SELECTIE_ZIEN), toewijzing)


def mag_selecteren(gebruiker: Gebruiker, toewijzing: Regiotoewijzing) -> bool:
    """Whether this user may select in this region."""
    return _binnen(bevoegdheid(gebruiker).uitvoerders(Recht.SELECTEREN), toewijzing)


def mag_heropenen(gebruiker: Gebruiker, toewijzing: Regiotoewijzing) -> bool:
    """Whether this user may ask to take a freezing back in this region."""
    return _binnen(bevoegdheid(gebruiker).uitvoerders(Recht.HEROPENEN), toewijzing)


def mag_loten(gebruiker: Gebruiker, toewijzing: Regiotoewijzing) -> bool:
    """Whether this user is the notaris for this region."""
    return _binnen(bevoegdheid(gebruiker).uitvoerders(Recht.LOTEN), toewijzing)


def _binnen(uitvoerders: list[int] | None, toewijzing: Regiotoewijzing) -> bool:
    return uitvoerders is None or toewijzing.uitvoerder_id in uitvoerders


def te_beginnen(gebruiker: Gebruiker) -> QuerySet[Regiotoewijzing]:
    """Regions where every verdict is final and whose selection this user can begin."""
    klaar = Q(aantal_bezig=0, aantal_zonder_indeling=0, aantal_voldoet__gt=0)
    return regios(gebruiker, Recht.SELECTEREN).filter(klaar, selectie__isnull=True)


def lotingen(gebruiker: Gebruiker, recht: Recht = Recht.LOTING_ZIEN) -> QuerySet[Loting]:
    """Lotingen where this user has this right, newest first."""
    rijen = Loting.objects.zichtbaar_voor(gebruiker, recht)
    rijen = rijen.select_related(*(f"regioselectie__{pad}" for pad in REGIO), "teruggezet")
    return rijen.order_by("-klaargezet_op", "-pk")


def deelnemersnamen(loting: Loting) -> list[tuple[str, str]]:
    """Numbered list of the draw: kenmerk and name of each participant, in the frozen order."""
    namen = partijnamen(loting.regioselectie.toewijzing)
    return [(kenmerk, namen.get(kenmerk, kenmerk)) for kenmerk in loting.deelnemers]


@dataclass(frozen=True)
class Uitnodiging:
    """The last invitation of one participant, and whether it left before the draw; `afbericht`: that it is off."""

    kenmerk: str
    naam: str
    bericht: Any
    op_tijd: bool
    afbericht: Any


def over_loting(loting: Loting, kenmerk: str) -> str:
    """What a message on this loting to this participant is about, in the outbox."""
    return f"selectie.loting:{loting.pk}:{kenmerk}"


def over_uitnodiging(loting: Loting, kenmerk: str) -> str:
    """The same for an invitation: a new moment is a new subject."""
    over = over_loting(loting, kenmerk)
    return over if loting.uitnodiging == 1 else f"{over}:{loting.uitnodiging}"


def uitnodigingen(loting: Loting) -> list[Uitnodiging]:
    """Proof of sending per participant, in the order of the list; three queries."""
    over = {kenmerk: over_uitnodiging(loting, kenmerk) for kenmerk in loting.deelnemers}
    berichten = laatste_per_onderwerp(Berichtsoort.LOTING, over.values())
    af = {kenmerk: over_loting(loting, kenmerk) for kenmerk in loting.deelnemers}
    afberichten = laatste_per_onderwerp(Berichtsoort.LOTING_VERVALT, af.values())
    return [
        Uitnodiging(kenmerk, naam, bericht, _voor_de_trekking(loting, bericht), afberichten.get(af[kenmerk]))
        for kenmerk, naam in deelnemersnamen(loting)
        for bericht in [berichten.get(over[kenmerk])]
    ]


def _voor_de_trekking(loting: Loting, bericht: Any) -> bool:
    return (
        bericht is not None and bericht.status == Bezorgd.OVERGEDRAGEN and bericht.afgehandeld_op < loting.trekking_op
    )


def niet_op_tijd_uitgenodigd(loting: Loting) -> list[str]:
    """Names of the participants whose invitation was not handed over before the draw (V7)."""
    return [rij.naam for rij in uitnodigingen(loting) if not rij.op_tijd]


def als_verslag(loting: Loting) -> dict[str, Any] | None:
    """The record of contract 2, for a third party to check; None when drawn by hand or not yet drawn."""
    if loting.methode != Methode.RFC3797 or loting.bronnen is None:
        return None
    return trek(loting.deelnemers, loting.bronnen)


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in steps 5 and 6, for the page with all work: what, where, page, until when."""
    bevoegd = bevoegdheid(gebruiker)
    taken: list[Taak] = []
    if bevoegd.mag(Recht.SELECTEREN):
        taken += [_taak("Selectie beginnen", toewijzing) for toewijzing in te_beginnen(gebruiker)]
        rijen = Regioselectie.objects.zichtbaar_voor(gebruiker, Recht.SELECTEREN).exclude(status=Status.VASTGESTELD)
        for selectie in rijen.select_related(*REGIO).prefetch_related("lotingen"):
            if wat := _volgende_stap(selectie, gebruiker):
                taken.append(_taak(wat, selectie.toewijzing))
    if bevoegd.mag(Recht.HEROPENEN):
        taken += _voor_de_inkoopmanager(gebruiker)
    if bevoegd.mag(Recht.LOTEN):
        for loting in lotingen(gebruiker, Recht.LOTEN).filter(status=Lotingstatus.KLAARGEZET):
            toewijzing = loting.regioselectie.toewijzing
            pagina = reverse("loting", args=[loting.pk])
            taken.append(("Uitslag van de loting invoeren", toewijzing.regio.naam, pagina, loting.trekking_op))
    return taken


def _voor_de_inkoopmanager(gebruiker: Gebruiker) -> list[Taak]:
    """Regions with more bestaande than places, until they are fixed (A32)."""
    rijen = regios(gebruiker, Recht.HEROPENEN).filter(Q(aantal_bestaand__gt=0))
    rijen = rijen.exclude(selectie__status=Status.VASTGESTELD)
    vol = [rij for rij in rijen if rij.aantal_bestaand > rij.maximum]  # type: ignore[attr-defined]
    return [_taak("Meer bestaande organisaties dan plaatsen: beoordeel of dit klopt", rij) for rij in vol]


def _taak(wat: str, toewijzing: Regiotoewijzing) -> Taak:
    pagina = reverse("regioselectie", args=[toewijzing.pk])
    return (wat, toewijzing.regio.naam, pagina, toewijzing.ronde.bekendmaking_op)


def _volgende_stap(selectie: Regioselectie, gebruiker: Gebruiker) -> str:
    """What this user can do now in this region; empty when it waits on someone else."""
    if selectie.terug_gevraagd_op is not None:
        return "" if selectie.terug_gevraagd_door_id == gebruiker.pk else "Verzoek om de bevriezing terug te zetten"
    if selectie.status == Status.OPEN:
        if selectie.voorgesteld_door_id is None:
            return "Selectie: feiten invullen en voorleggen"
        return "" if selectie.voorgesteld_door_id == gebruiker.pk else "Invoer van de selectie bevriezen"
    loting = loting_van(selectie)
    if loting is None:
        wacht_op_loting = selectie.status == Status.GERANGSCHIKT and selectie.uitslag and selectie.uitslag["loting"]
        return "Loting klaarzetten" if wacht_op_loting else "Selectie vaststellen"
    stappen = {
        Lotingstatus.INGEVOERD: "Uitslag van de loting bevestigen",
        Lotingstatus.BEVESTIGD: "Selectie vaststellen",
    }
    return stappen.get(Lotingstatus(loting.status), "")
