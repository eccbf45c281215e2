"""The automatic findings over a whole list of dossiers, to filter on; `bevindingen` says them of one dossier.

A fixed number of queries, whatever the number of dossiers. The four that are asked most have queries of their own,
which go by the same rules as in `bevindingen`; a test holds the two together. For every other kind the dossiers are
read whole and asked one by one, so that a new kind is never forgotten.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from beoordeling import bevindingen
from beoordeling.bevindingen import BESTAAND, DATUM, DOCUMENT, NIEUW, ONDERBOUWING, Bevinding, als_ingedeeld
from beoordeling.register import alle_bevindingen, registers
from inschrijving import feiten as f
from inschrijving import rules
from inschrijving.models import Bewijsstuk, Deelnemer, Dekking, Inschrijving, Regioinschrijving
from inschrijving.queries import feiten, met_dossier
from kern import klok
from kluis.states import Scan
from publicatie.models import Documenteis, Gemeentelidmaatschap
from publicatie.states import Rondesoort

BEZETTING, DEKKING = "bezetting", "dekking"
SOORTEN = list(bevindingen.SOORTEN.items())
GEEN_VERLENGING = ~Q(inschrijving__ronde__soort=Rondesoort.VERLENGING)  # that asks neither
PER_REGIO = frozenset({BEZETTING, DEKKING})
GEEN_REGIO = f.Regio(0, "", "", None, None, "", None, "", frozenset(), frozenset())


def delen(soort: str) -> QuerySet[Regioinschrijving]:
    """Parts of dossiers with this finding about a region (PER_REGIO)."""
    if soort == BEZETTING:
        geteld = Regioinschrijving.objects.order_by().annotate(aantal=Count("clientondersteuners"))
        return geteld.filter(GEEN_VERLENGING, aantal__lt=F("inschrijving__ronde__min_clientondersteuners"))
    dag = Coalesce(OuterRef("inschrijving__ronde__ingang_op"), klok.vandaag())
    hier = Gemeentelidmaatschap.objects.filter(
        Q(tot__isnull=True) | Q(tot__gte=dag), regio=OuterRef("toewijzing__regio"), van__lte=dag
    )
    telt = Q(deelnemer__isnull=True) | Q(regioinschrijving__inschrijving__samenwerkingsverband=True)
    gedekt = Dekking.objects.filter(
        telt, regioinschrijving=OuterRef(OuterRef("pk")), gemeente__naam=OuterRef("gemeente__naam")
    )
    return Regioinschrijving.objects.filter(GEEN_VERLENGING, Exists(hier.filter(~Exists(gedekt))))


def dossiers(soort: str, rijen: QuerySet[Any], regio: str = "") -> list[int]:
    """Pks of those of these dossiers (`queries.dossiers`) with this finding; a fixed number of queries.

    `regio`: key of the region in which it must be, when the finding is about a region.
    """
    test = {DOCUMENT: _ontbreekt, DATUM: _te_oud}.get(soort)
    if test is not None:
        return [pk for pk, dossier, ingediend in _lees(rijen) if test(dossier, ingediend)]
    return [rij.pk for rij, gevonden in _alles(rijen) if any(_is(b, soort, rij, regio) for b in gevonden)]


def _is(bevinding: Bevinding, soort: str, inschrijving: Inschrijving, regio: str) -> bool:
    if bevinding.soort != soort or not regio or bevinding.regio is None:
        return bevinding.soort == soort
    sleutels = {deel.pk: deel.toewijzing.regio.sleutel for deel in inschrijving.regios.all()}
    return sleutels[bevinding.regio.pk] == regio


def _alles(rijen: QuerySet[Any]) -> Iterator[tuple[Inschrijving, list[Bevinding]]]:
    """Each dossier with all its findings, as its own page shows them."""
    pks = rijen.order_by().values_list("pk", flat=True)
    hele = met_dossier(Inschrijving.objects.filter(pk__in=list(pks)), ("classificatie",))
    inschrijvingen = list(hele.prefetch_related("ronde__eisen"))
    per_partij = registers(inschrijvingen)
    for rij in inschrijvingen:
        indeling = {deel.pk: deel.classificatie.indeling or deel.classificatie.voorstel for deel in rij.regios.all()}
        laatste = max(rij.indieningen.all(), key=lambda indiening: indiening.volgnummer)
        ingediend = klok.lokaal(laatste.aangekomen_op).date()
        dossier = als_ingedeeld(feiten(rij), indeling)
        yield rij, alle_bevindingen(rij, per_partij[rij.pk], dossier, ingediend)


def _ontbreekt(d: f.Dossier, ingediend: date) -> bool:
    return any(vereist.soort != ONDERBOUWING for vereist in rules.ontbrekende_documenten(d))


def _te_oud(d: f.Dossier, ingediend: date) -> bool:
    gedateerd = {(v.soort, v.deelnemer) for v in rules.vereiste_documenten(d) if v.heeft_datum}
    return any(
        document.datum is not None and not rules.niet_te_oud(document.datum, ingediend, d.document_max_maanden)
        for document in d.documenten
        if (document.soort, document.deelnemer) in gedateerd
    )


def _lees(rijen: QuerySet[Any]) -> Iterator[tuple[int, f.Dossier, date]]:
    """Per dossier what the rules for documents look at, as it is classified; and the day it was handed in."""
    kop = list(
        rijen.order_by().values_list(
            "pk", "ronde", "samenwerkingsverband", "ronde__document_max_maanden", "ingediend_op"
        )
    )
    pks = [rij[0] for rij in kop]
    regios, deelnemers, documenten = _regios(pks), _deelnemers(pks), _documenten(pks)
    eisen = _documenteisen({rij[1] for rij in kop})
    for pk, ronde, verband, maanden, ingediend_op in kop:
        dossier = replace(
            LEEG,
            samenwerkingsverband=verband,
            document_max_maanden=maanden,
            deelnemers=tuple(deelnemers[pk]),
            regios=tuple(regios[pk]),
            documenten=tuple(documenten[pk]),
            documenteisen=tuple(eisen[ronde]),
        )
        yield pk, dossier, klok.lokaal(ingediend_op).date()


def _groepeer(paren: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groepen: dict[int, list[Any]] = defaultdict(list)
    for sleutel, waarde in paren:
        groepen[sleutel].append(waarde)
    return groepen


def _regios(pks: list[int]) -> dict[int, list[f.Regio]]:
    rijen = Regioinschrijving.objects.filter(inschrijving__in=pks).order_by("pk")
    velden = rijen.values_list("inschrijving", "pk", "classificatie__indeling", "classificatie__voorstel")
    return _groepeer(
        (dossier, replace(GEEN_REGIO, pk=pk, klasse=BESTAAND if (indeling or voorstel) == BESTAAND else NIEUW))
        for dossier, pk, indeling, voorstel in velden
    )


def _deelnemers(pks: list[int]) -> dict[int, list[f.Deelnemer]]:
    rijen = Deelnemer.objects.filter(inschrijving__in=pks).order_by("pk").values_list("inschrijving", "pk", "soort")
    return _groepeer((dossier, f.Deelnemer(pk, "", soort, "")) for dossier, pk, soort in rijen)


def _documenten(pks: list[int]) -> dict[int, list[f.Document]]:
    rijen = Bewijsstuk.objects.filter(inschrijving__in=pks).order_by("pk")
    velden = rijen.values_list("inschrijving", "pk", "soort", "datum", "deelnemer", "stuk__scan")
    return _groepeer(
        (dossier, f.Document(pk, soort, "", datum, deelnemer, frozenset(), besmet=scan == Scan.BESMET))
        for dossier, pk, soort, datum, deelnemer, scan in velden
    )


def _documenteisen(rondes: set[int]) -> dict[int, list[f.Documenteis]]:
    velden = (
        *("klasse", "soort", "titel", "toelichting", "uploaden"),
        *("alleen_samenwerkingsverband", "per_deelnemer", "heeft_datum"),
    )
    rijen = Documenteis.objects.filter(ronde__in=rondes).values_list("ronde", *velden)
    return _groepeer((ronde, f.Documenteis(*waarden)) for ronde, *waarden in rijen)


LEEG = f.Dossier(
    kvk_nummer="",
    statutaire_naam="",
    partijnaam="",
    uitvoerder="",
    jaar=None,
    sluitingsdag=None,
    document_max_maanden=0,
    min_clientondersteuners=0,
    rechtspersoon_bevestigd=False,
    bezoekadres="",
    telefoon="",
    email="",
    werkdagen=(),
    samenwerkingsverband=False,
    verbandnaam="",
    deelnemers=(),
    regios=(),
    ondersteuners=(),
    ervaringen=(),
    documenten=(),
    eisen=(),
    documenteisen=(),
    verklaring=f.Verklaring(False, False, "", "", "", "", "", "", getekend=False, vervallen=False),
)
