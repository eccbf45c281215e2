"""The monthly production: workbooks checked per second, and the national report over three years of all regions."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from kern.werkboek import Cel, maak_formulier
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory, VerdelingFactory
from tools.bench_gegevens import auditor, kopieer, sessie
from tools.bench_indienen import verdeling
from tools.bench_lijsten import haal, queries
from tools.webserver import Webserver
from uitvoering.models import Productierapportage, Productieregel
from uitvoering.productiebestand import controleer
from uitvoering.queries.productie import formaat
from uitvoering.rules import productie, productieblad
from uitvoering.rules.productie import Cijfers, Formaat, Regel
from uitvoering.states.productie import Productiestatus

PER_REGIO = 4  # organisations in each of the 31 regions: 124 together
JAREN = (2018, 2019, 2020)
KEREN = 20


def meet(server: Webserver, ronde: Inkoopronde, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """The workbooks of one month, then the report: of one year, and of three per month, dienst and organisatie."""
    kijker = auditor()
    delen = list(_delen(ronde, bron, kijker))
    vorm = formaat(ronde, date(JAREN[0], 1, 1))
    meld(f"productie: {len(delen)} werkboeken controleren")
    werkboeken = [_werkboek(deel, vorm, nummer) for nummer, deel in enumerate(delen)]
    uit = {"werkboeken": _controleer(werkboeken)}
    sleutel, adres = sessie(kijker), reverse("productiecijfers")
    for jaar in JAREN:
        meld(f"productie: {len(delen)} regio's van organisaties, {jaar}")
        _vul(delen, vorm, jaar, kijker)
        if jaar == JAREN[0]:
            uit["een_jaar"] = _bladzijde(server, sleutel, adres)
    for per in ("maand", "dienst", "organisatie"):
        meld(f"productie: drie jaar per {per}")
        uit[f"drie_jaar_per_{per}"] = _bladzijde(server, sleutel, f"{adres}?jaar=alle&per={per}")
    return uit


def _delen(ronde: Inkoopronde, bron: Inschrijving, door: Gebruiker) -> Iterator[Regioinschrijving]:
    """Four organisations in each region, each with an afspraak for every year."""
    wie = {"opgesteld_door": auditor(), "vastgesteld_door": door}
    for toewijzing in ronde.toewijzingen.select_related("uitvoerder", "regio"):
        verdelingen = {jaar: VerdelingFactory(toewijzing=toewijzing, jaar=jaar, vast=True, **wie) for jaar in JAREN}
        velden = {"uitvoerder": toewijzing.uitvoerder, "status": "geopend"}
        for pk in kopieer(bron, PER_REGIO, alleen=(Inschrijving,), **velden):
            deel = Regioinschrijving.objects.create(inschrijving_id=pk, toewijzing=toewijzing, clienten=90, uren=900)
            for jaar, verdeling_ in verdelingen.items():
                PrijsvolumeafspraakFactory(regioinschrijving=deel, verdeling=verdeling_, jaar=jaar)
            yield deel


def _cijfers(vorm: Formaat, nummer: int) -> Cijfers:
    regels = tuple(
        Regel(dienst, Decimal(nummer % 40 + n + 1) / 4, nummer % 9 + n) for n, dienst in enumerate(vorm.diensten)
    )
    return Cijfers(regels, nummer % 30 + 1)


def _werkboek(deel: Regioinschrijving, vorm: Formaat, nummer: int) -> bytes:
    dossier = deel.inschrijving
    wie = (dossier.uitvoerder.zorgkantoor, deel.toewijzing.regio.naam, dossier.partijnaam, f"{dossier.kenmerk}/O")
    kop = productieblad.Kop(vorm, *wie, maand=date(JAREN[0], 1, 1), correctie=False)
    cellen = [[Cel(tekst) for tekst in rij] for rij in productieblad.formulier(kop, _cijfers(vorm, nummer))]
    return maak_formulier(productieblad.BLAD, cellen, breedtes=(46, 34, 24), gemaakt_op=klok.nu())


def _controleer(werkboeken: list[bytes]) -> dict[str, Any]:
    controleer(werkboeken[0])  # what only the first one costs
    duren = []
    for inhoud in werkboeken:
        begin = time.perf_counter()
        assert not controleer(inhoud).gelezen.fouten
        duren.append(time.perf_counter() - begin)
    return {"aantal": len(duren), "per_seconde": round(len(duren) / sum(duren), 1), **verdeling(duren)}


def _vul(delen: list[Regioinschrijving], vorm: Formaat, jaar: int, door: Gebruiker) -> None:
    """An approved report of every month, as the actions leave it."""
    nu, rapportages = klok.nu(), []
    for nummer, deel in enumerate(delen):
        for maand in productie.maanden(date(jaar, 1, 1), date(jaar, 12, 31)):
            rapportages.append(
                Productierapportage(
                    regioinschrijving=deel,
                    maand=maand,
                    versie=1,
                    status=Productiestatus.AKKOORD,
                    formaatversie=vorm.versie,
                    unieke_clienten=_cijfers(vorm, nummer).unieke_clienten,
                    hash="0" * 64,
                    door=door,
                    op=nu,
                    beoordeeld_door=door,
                    beoordeeld_op=nu,
                )
            )
    Productierapportage.objects.bulk_create(rapportages, batch_size=500)
    regels = [
        Productieregel(
            rapportage=rapportage,
            nummer=regel.dienst.nummer,
            naam=regel.dienst.naam,
            richtminuten=regel.dienst.richtminuten,
            uren=regel.uren,
            vragen=regel.vragen,
        )
        for nummer, rapportage in enumerate(rapportages)
        for regel in _cijfers(vorm, nummer // 12).regels
    ]
    Productieregel.objects.bulk_create(regels, batch_size=2000)


def _bladzijde(server: Webserver, sleutel: str, adres: str) -> dict[str, Any]:
    duren = [haal(server, sleutel, adres) for _ in range(KEREN + 4)][4:]  # both workers warm
    return {**verdeling(duren), "queries": queries(sleutel, adres)}
