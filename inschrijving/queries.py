"""Reading dossiers: their facts, what they miss, and what stands."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht
from berichten.queries import bijlage
from berichten.states import Berichtsoort
from inschrijving import feiten as f
from inschrijving import rules, wizard
from inschrijving.echtheid import twijfel
from inschrijving.models import (
    Bestuursverklaring,
    Bewijsstuk,
    Clientondersteuner,
    Dekking,
    Eisverklaring,
    Ervaring,
    Handtekening,
    Indiening,
    Inschrijving,
    Regioinschrijving,
)
from inschrijving.states import TELT_ALS_GEREGISTREERD, Ervaringsoort, Status, Tekenwijze
from kern import klok, muur
from kluis.models import Stuk
from partijen.models import Gebruiker, Organisatie, WlzUitvoerder
from partijen.permissions import Recht
from publicatie.models import Documenteis, Gemeentelidmaatschap, Inkoopronde, Rondewijziging
from publicatie.queries import peildag
from publicatie.states import Documentsoort

LICHT = Indiening.objects.defer("momentopname", "stukken")
STAAT = frozenset({Status.INGEDIEND, Status.GEOPEND})


def met_dossier(rijen: QuerySet[Inschrijving], bij_regio: Iterable[str] = ()) -> QuerySet[Inschrijving]:
    """Dossiers with all rows that `feiten` and the snapshot read: 14 queries, whatever the number of dossiers.

    `bij_regio`: relations of a Regioinschrijving that come along.
    """
    met_naam = Regioinschrijving.objects.select_related("toewijzing__regio")
    leden = Gemeentelidmaatschap.objects.select_related("gemeente")
    regios = Regioinschrijving.objects.select_related("toewijzing__regio", *bij_regio).prefetch_related(
        Prefetch("toewijzing__regio__lidmaatschappen", queryset=leden),
        Prefetch("dekking", queryset=Dekking.objects.select_related("gemeente")),
    )
    verklaringen = Eisverklaring.objects.select_related("eis")
    return rijen.select_related("ronde", "uitvoerder", "organisatie", "bestuursverklaring").prefetch_related(
        Prefetch("regios", queryset=regios),
        Prefetch("indieningen", queryset=LICHT),
        "deelnemers",
        Prefetch("clientondersteuners__regios", queryset=met_naam),
        Prefetch("ervaringen", queryset=Ervaring.objects.select_related("gemeente")),
        Prefetch("bewijsstukken", queryset=Bewijsstuk.objects.select_related("stuk", "deelnemer")),
        "bewijsstukken__eisen",
        Prefetch("bestuursverklaring__eisverklaringen", queryset=verklaringen),
        Prefetch("bestuursverklaring__handtekeningen", queryset=Handtekening.objects.select_related("door")),
        "ronde__documenteisen",
    )


def vers(inschrijving_id: int) -> Inschrijving:
    """The dossier with all its rows, read now."""
    return met_dossier(Inschrijving.objects.all()).get(pk=inschrijving_id)


def feiten(inschrijving: Inschrijving) -> f.Dossier:
    """The working copy as plain facts; for rules, findings and pages. Use `met_dossier` for a list.

    Before the opening a signature holds only for what is there now: a change outside the dossier (the statutory
    name, the text of an eis) voids it too. After it, what was submitted stands.
    """
    dossier, verklaring = _lees(inschrijving), inschrijving.bestuursverklaring
    getekend = bool(verklaring.handtekeningen.all()) or verklaring.getekend_op is not None
    if not getekend or inschrijving.status == Status.GEOPEND:
        return dossier
    if handtekening_geldt(inschrijving, rules.verklaring_hash(dossier)):
        return dossier
    vervallen = replace(dossier.verklaring, getekend=False, vervallen=True, plekken=frozenset())
    return replace(dossier, verklaring=vervallen)


def _lees(inschrijving: Inschrijving) -> f.Dossier:
    ronde, organisatie = inschrijving.ronde, inschrijving.organisatie
    verklaring, dag = inschrijving.bestuursverklaring, peildag(ronde)
    return f.Dossier(
        kvk_nummer=organisatie.kvk_nummer,
        statutaire_naam=organisatie.statutaire_naam,
        partijnaam=inschrijving.partijnaam,
        uitvoerder=inschrijving.uitvoerder.naam,
        jaar=ronde.ingang_op.year if ronde.ingang_op else None,
        sluitingsdag=klok.lokaal(ronde.sluiting_op).date() if ronde.sluiting_op else None,
        document_max_maanden=ronde.document_max_maanden,
        min_clientondersteuners=ronde.min_clientondersteuners,
        rechtspersoon_bevestigd=inschrijving.rechtspersoon_bevestigd,
        bezoekadres=inschrijving.bezoekadres,
        telefoon=inschrijving.telefoon,
        email=inschrijving.email,
        werkdagen=tuple(inschrijving.werkdagen),
        samenwerkingsverband=inschrijving.samenwerkingsverband,
        verbandnaam=inschrijving.verbandnaam,
        deelnemers=tuple(f.Deelnemer(d.pk, d.naam, d.soort, d.kvk_nummer) for d in inschrijving.deelnemers.all()),
        regios=tuple(_regio(r, inschrijving.samenwerkingsverband, dag) for r in inschrijving.regios.all()),
        ondersteuners=tuple(_ondersteuner(o) for o in inschrijving.clientondersteuners.all()),
        ervaringen=tuple(
            f.Ervaring(e.pk, e.soort, e.gemeente.naam if e.gemeente else "", e.jaar, e.toelichting)
            for e in inschrijving.ervaringen.all()
        ),
        documenten=tuple(_document(b, _aantal_ondertekenaars(verklaring)) for b in inschrijving.bewijsstukken.all()),
        eisen=tuple(
            f.Eis(e.eis.nummer, e.eis.titel, e.eis.tekst, e.bevestigd, e.onderbouwing)
            for e in sorted(verklaring.eisverklaringen.all(), key=lambda rij: rij.eis.nummer)
        ),
        documenteisen=tuple(_documenteis(d) for d in ronde.documenteisen.all()),
        verklaring=_verklaring(verklaring),
        verlenging=f.Verlenging(ronde.ingang_op, ronde.looptijd_bestaand_tot) if ronde.is_verlenging else None,
    )


def _regio(regio: Regioinschrijving, verband: bool, dag: date) -> f.Regio:
    lidmaatschappen = regio.toewijzing.regio.lidmaatschappen.all()
    return f.Regio(
        pk=regio.pk,
        naam=regio.toewijzing.regio.naam,
        klasse=regio.klasse,
        clienten=regio.clienten,
        uren=regio.uren,
        onderbouwing=regio.prognose_onderbouwing,
        lager_tarief=regio.lager_tarief,
        lager_tarief_reden=regio.lager_tarief_reden,
        gemeenten=frozenset(lid.gemeente.naam for lid in lidmaatschappen if lid.geldt_op(dag)),
        gedekt=frozenset(d.gemeente.naam for d in regio.dekking.all() if verband or d.deelnemer_id is None),
    )


def _ondersteuner(rij: Clientondersteuner) -> f.Ondersteuner:
    regios = frozenset(regio.pk for regio in rij.regios.all())
    telt = rij.registratie in TELT_ALS_GEREGISTREERD
    return f.Ondersteuner(rij.pk, rij.naam, rij.hbo, telt, rij.registratienummer, rij.geen_belangen, regios)


def _aantal_ondertekenaars(verklaring: Bestuursverklaring) -> int:
    return 2 if verklaring.tekenwijze == Tekenwijze.GEZAMENLIJK else 1


def _document(rij: Bewijsstuk, ondertekenaars: int) -> f.Document:
    eisen = frozenset(eis.nummer for eis in rij.eisen.all())
    vraag = twijfel(rij.controle, ondertekenaars) if rij.controle else ""
    return f.Document(rij.pk, rij.soort, rij.stuk.naam, rij.datum, rij.deelnemer_id, eisen, vraag, rij.stuk.besmet)


def _documenteis(rij: Documenteis) -> f.Documenteis:
    return f.Documenteis(
        rij.klasse,
        rij.soort,
        rij.titel,
        rij.toelichting,
        rij.uploaden,
        rij.alleen_samenwerkingsverband,
        rij.per_deelnemer,
        rij.heeft_datum,
    )


def _verklaring(rij: Bestuursverklaring) -> f.Verklaring:
    tweede = f.Ondertekenaar(rij.tweede_ondertekenaar, rij.tweede_functie, rij.tweede_bevoegdheid)
    return f.Verklaring(
        garantie=rij.garantie,
        beroepscode=rij.beroepscode,
        klachten_adres=rij.klachten_adres,
        privacy_adres=rij.privacy_adres,
        andere_financiers=rij.andere_financiers,
        ondertekenaar=rij.ondertekenaar,
        functie=rij.functie,
        bevoegdheid=rij.bevoegdheid,
        getekend=rij.getekend_op is not None,
        vervallen=rij.vervallen_op is not None,
        tweede=tweede if rij.tekenwijze == Tekenwijze.GEZAMENLIJK else None,
        plekken=frozenset(handtekening.plek for handtekening in rij.handtekeningen.all()),
    )


def ontbreekt(inschrijving: Inschrijving) -> list[f.Punt]:
    """What must be added before this dossier can be submitted; empty when it is complete."""
    return wizard.ontbreekt(feiten(inschrijving))


def laatste_indiening(inschrijving: Inschrijving) -> Indiening | None:
    """The version that counts: the last one submitted, unless it was withdrawn (A53)."""
    return inschrijving.indieningen.order_by("volgnummer").last() if inschrijving.status in STAAT else None


def staande_indiening(inschrijving: Inschrijving) -> Indiening:
    """As `laatste_indiening`, for a dossier that is submitted: there always is one then."""
    staat = laatste_indiening(inschrijving)
    assert staat is not None, "a submitted dossier has a version"
    return staat


def te_openen(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> QuerySet[Inschrijving]:
    """Submitted dossiers of a round at one uitvoerder. For the opening only: nobody else may know of them."""
    return Inschrijving.objects.filter(ronde=ronde, uitvoerder=uitvoerder, status=Status.INGEDIEND)


def open_uitvoerders(ronde: Inkoopronde) -> QuerySet[WlzUitvoerder]:
    """The uitvoerders with regions in this round."""
    return WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde).distinct()


@dataclass(frozen=True)
class Band:
    """Who has nothing from this user, until when, and how much time is left."""

    sluiting: datetime
    resteert: timedelta
    wie: list[str]


def niet_ingediend(gebruiker: Gebruiker) -> Band | None:
    """The band NIET INGEDIEND for this user: dossiers in an open round of which no version stands; else None."""
    nu = klok.nu()
    rijen = (
        Inschrijving.objects.van_organisatie_van(gebruiker)
        .filter(status__in=[Status.CONCEPT, Status.INGETROKKEN], ronde__sluiting_op__gte=nu)
        .order_by("ronde__sluiting_op", "uitvoerder__naam")
        .values_list("ronde__sluiting_op", "uitvoerder__zorgkantoor")
    )
    paren = list(rijen)
    if not paren:
        return None
    sluiting = paren[0][0]
    return Band(sluiting, sluiting - nu, list(dict.fromkeys(naam for _, naam in paren)))


def te_herinneren(ronde: Inkoopronde) -> QuerySet[Inschrijving]:
    """Dossiers without a submitted version, or with a change that is not submitted (IK-084)."""
    onaf = Q(status__in=[Status.CONCEPT, Status.INGETROKKEN]) | Q(status=Status.INGEDIEND, wijziging_begonnen=True)
    return met_dossier(Inschrijving.objects.filter(onaf, ronde=ronde))


def over_indiening(indiening_id: int) -> str:
    """Names, in the outbox, one submitted version."""
    return f"inschrijving.indiening:{indiening_id}"


def indiening_over(over: str) -> Indiening:
    """The version that `over_indiening` names, with what its receipt tells."""
    rijen = Indiening.objects.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "door")
    return rijen.get(pk=int(over.rpartition(":")[2]))


def bewijs(indiening: Indiening) -> Stuk | None:
    """The receipt that went with the mail; None while it is not made."""
    return bijlage(Berichtsoort.ONTVANGST, over_indiening(indiening.pk))


def over_wijziging(wijziging_id: int, inschrijving_id: int) -> str:
    """Names, in the outbox, one change of a round for one dossier."""
    return f"publicatie.rondewijziging:{wijziging_id}:{inschrijving_id}"


def te_melden() -> list[tuple[Inschrijving, Rondewijziging]]:
    """Dossiers with a change of their round that they were there for and that no message tells of; two queries."""
    cijfers = [Cast(veld, CharField()) for veld in ("ronde__wijzigingen", "pk")]
    over = Concat(Value("publicatie.rondewijziging:"), cijfers[0], Value(":"), cijfers[1])
    rijen = Inschrijving.objects.filter(ronde__wijzigingen__op__gte=F("begonnen_op")).annotate(
        over=over, wijziging_id=F("ronde__wijzigingen")
    )
    rijen = rijen.filter(~Exists(Bericht.objects.filter(over=OuterRef("over"))))
    rijen = rijen.select_related("ronde", "uitvoerder", "organisatie").order_by("wijziging_id", "pk")
    wijzigingen = Rondewijziging.objects.in_bulk({rij.wijziging_id for rij in rijen})
    return [(rij, wijzigingen[rij.wijziging_id]) for rij in rijen]


@muur.erbuiten()  # its own number, in whoever’s dossier
def dubbel(organisaties: Iterable[Organisatie], nu: datetime) -> list[str]:
    """Regions of open rounds where a legal person of these takes part more than once: alone, or as deelnemer (A21).

    Only for its own eyes, and without a name: the other inschrijving may be a rival's, whose dossier stays secret.
    """
    nummers = [organisatie.kvk_nummer for organisatie in organisaties]
    lopend = Regioinschrijving.objects.filter(inschrijving__ronde__sluiting_op__gte=nu).exclude(
        inschrijving__status=Status.INGETROKKEN
    )
    zelf = lopend.filter(inschrijving__organisatie__kvk_nummer__in=nummers)
    lid = lopend.filter(inschrijving__samenwerkingsverband=True, inschrijving__deelnemers__kvk_nummer__in=nummers)
    waar = ("toewijzing", "toewijzing__regio__naam")
    telling = Counter(zelf.values_list("inschrijving__organisatie__kvk_nummer", *waar).order_by())
    telling.update(lid.values_list("inschrijving__deelnemers__kvk_nummer", *waar).order_by())
    return sorted({naam for (_, _, naam), aantal in telling.items() if aantal > 1})


def selectiefeiten(delen: Collection[Regioinschrijving]) -> dict[int, dict[str, Any]]:
    """Per pk of these parts what its opened dossier says for the selection, by the field names of a Kandidaat.

    A Wmo contract counts with a gemeente of this region only (IK-159), in any year up to the reference year (A40).
    Other experience that is stated stays open: the zorgkantoor judges it (IK-121). As many queries for one dossier as
    for many.
    """
    rijen = Inschrijving.objects.filter(pk__in={deel.inschrijving_id for deel in delen})
    dossiers = met_dossier(rijen).in_bulk()
    return {deel.pk: _selectiefeiten(dossiers[deel.inschrijving_id], deel.pk) for deel in delen}


def _selectiefeiten(inschrijving: Inschrijving, deel_id: int) -> dict[str, Any]:
    dossier = feiten(inschrijving)
    gemeenten = next(r.gemeenten for r in dossier.regios if r.pk == deel_id)
    jaar = inschrijving.ronde.referentiejaar
    eerder = [e for e in dossier.ervaringen if jaar is None or e.jaar <= jaar]
    wmo = [e for e in eerder if e.soort == Ervaringsoort.WMO_CONTRACT and e.gemeente in gemeenten]
    anders = [e for e in dossier.ervaringen if e.soort == Ervaringsoort.ANDERSZINS]
    return _aantallen(dossier.ondersteuners) | {
        "wmo_contract": bool(wmo),
        "wmo_contract_bewijs": "\n".join(f"{e.gemeente}, {e.jaar}: {e.toelichting}" for e in wmo),
        "anderszins": None if anders else False,
        "anderszins_bewijs": "\n".join(f"{e.jaar}: {e.toelichting}" for e in anders),
    }


def op_de_lijst(inschrijving_id: int) -> dict[str, Any]:
    """How many people the list of a dossier names and how many of them count as registered, by the same names."""
    rijen = Clientondersteuner.objects.filter(inschrijving=inschrijving_id).prefetch_related("regios")
    return _aantallen([_ondersteuner(rij) for rij in rijen])


def _aantallen(ondersteuners: Collection[f.Ondersteuner]) -> dict[str, Any]:
    """Without a list of people both counts stay open."""
    geregistreerd, totaal = rules.aandeel(ondersteuners)
    return {"clientondersteuners": totaal or None, "geregistreerd": geregistreerd if totaal else None}


def van(gebruiker: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> QuerySet[Inschrijving]:
    """The dossiers of this user's organisations, with their rows."""
    return met_dossier(Inschrijving.objects.van_organisatie_van(gebruiker, recht)).order_by(
        "-ronde__sluiting_op", "uitvoerder__naam", "pk"
    )


def verklaring_hash(inschrijving: Inschrijving) -> str:
    """Hash of what the bestuursverklaring says now (see rules)."""
    return rules.verklaring_hash(feiten(inschrijving))


def handtekening_geldt(inschrijving: Inschrijving, nu: str) -> bool:
    """Whether what was signed is what the bestuursverklaring says now (`nu`: its hash), with the PDF that belongs to
    it: the one the portal kept at the first signature, or the signed one that was uploaded."""
    verklaring = inschrijving.bestuursverklaring
    stukken = [rij for rij in inschrijving.bewijsstukken.all() if rij.soort == Documentsoort.BESTUURSVERKLARING]
    if rijen := verklaring.handtekeningen.all():
        pdf = next((rij.stuk.sha256 for rij in stukken if rij.door_portaal), "")
        return all(rij.hash == rules.tekenhash(nu, pdf) for rij in rijen)
    return verklaring.getekende_hash == nu and any(rij.controle for rij in stukken)


def namen(rijen: Iterable[f.Regio]) -> str:
    """'Arnhem (bestaand) en Twente (nieuw)'."""
    return wizard.opsomming([f"{regio.naam} ({regio.klasse})" for regio in rijen])
