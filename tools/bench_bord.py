"""The board before the release at 500 letters about 2,000 regions: the page of an uitvoerder and the national list."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from django.urls import reverse

from bekendmaking import bord, voorstel
from bekendmaking.models import Beslissing, Brief
from bekendmaking.states import Status
from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from kluis.actions import bewaar
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from selectie.models import Regioselectie
from tools.bench_dossiers import beoordeeld, geopend, kandidaten
from tools.bench_gegevens import PER_KEER, medewerker, schuif, sessie, uitvoerder_met
from tools.bench_indienen import verdeling
from tools.bench_lijsten import haal, queries
from tools.bench_selectie import selecteer
from tools.webserver import Webserver

DOSSIERS, REGIOS = 500, 4
KEREN = 20


def meet(server: Webserver, ronde: Inkoopronde, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Every letter is approved, so that the board compares each of them with the finished work."""
    meld(f"bord: {DOSSIERS} brieven over {DOSSIERS * REGIOS} regio's klaarzetten")
    schuif(ronde, "bekendmaking_op", klok.nu())
    toewijzingen = uitvoerder_met(ronde, REGIOS)[:REGIOS]
    uitvoerder = toewijzingen[0].uitvoerder
    inkopers = (medewerker(uitvoerder, Rolsoort.INKOPER), medewerker(uitvoerder, Rolsoort.INKOPER))
    manager = medewerker(uitvoerder, Rolsoort.INKOOPMANAGER)
    ids = geopend(bron, toewijzingen, DOSSIERS, inkopers)
    beoordeeld(ids, inkopers[0])
    for toewijzing in toewijzingen:
        selectie = Regioselectie.objects.create(toewijzing=toewijzing)
        kandidaten(selectie, Random(5))  # noqa: S311 - the same every run
        selecteer(selectie.pk, inkopers)
    _goedgekeurd(ids, inkopers[0], manager)
    assert bord.bord(ronde, uitvoerder).klaar == DOSSIERS
    meld("bord: meten")
    sleutel = sessie(manager)
    adressen = {"uitvoerder": reverse("vrijgave", args=[ronde.code, uitvoerder.code]), "lijst": reverse("vrijgaven")}
    return {naam: _bladzijde(server, sleutel, adres) for naam, adres in adressen.items()}


def _bladzijde(server: Webserver, sleutel: str, adres: str) -> dict[str, Any]:
    duren = [haal(server, sleutel, adres) for _ in range(KEREN + 4)][4:]  # both workers warm
    return {**verdeling(duren), "queries": queries(sleutel, adres)}


def _goedgekeurd(ids: Sequence[int], een: Gebruiker, twee: Gebruiker) -> None:
    """An approved letter of each dossier, as the actions leave it; only the PDF is the same for all."""
    delen = Regioinschrijving.objects.filter(inschrijving__in=ids).select_related(
        "toewijzing__regio", "toewijzing__ronde", "beoordeling", "classificatie"
    )
    delen = list(delen.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie"))
    grondslag, ronde = voorstel.lees(delen), delen[0].inschrijving.ronde
    stuk = bewaar(dossier="bench", naam="brief.pdf", inhoud=b"%PDF-1.7", controleer=False)
    wie = {"opgesteld_door": een, "opgesteld_op": klok.nu(), "goedgekeurd_door": twee, "goedgekeurd_op": klok.nu()}
    brieven = {
        dossier.pk: Brief(
            inschrijving=dossier,
            status=Status.GOEDGEKEURD,
            dagtekening=bord.dagtekening(ronde, klok.vandaag()),
            stuk=stuk,
            hash=stuk.sha256,
            inhoud_hash=stuk.sha256,
            opmaak_hash=grondslag.opmaak[dossier.ronde_id, dossier.uitvoerder_id],
            **wie,
        )
        for dossier in {deel.inschrijving_id: deel.inschrijving for deel in delen}.values()
    }
    Brief.objects.bulk_create(brieven.values(), batch_size=PER_KEER)
    beslissingen = [voorstel.beslissing(deel, grondslag) for deel in delen]
    for beslissing in beslissingen:
        beslissing.brief = brieven[beslissing.regioinschrijving.inschrijving_id]
        beslissing.versie, beslissing.status = 1, Status.GOEDGEKEURD
    Beslissing.objects.bulk_create(beslissingen, batch_size=PER_KEER)
