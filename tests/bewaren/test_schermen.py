"""The screens of keeping and destroying, from list to 410, and the two clicks at once (R22, B29, B59)."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from bewaren import actions, queries
from bewaren.models import Aanhouding, Opdracht
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from partijen.states import Rolsoort
from tests.bewaren.hulp import DRIE_JAAR, afgewezen, beheerder, bevestigd, gevraagd, lijsthash, manager
from tests.factories import RolFactory, bekeken, zet_klok
from tests.factories_bewaren import AanhoudingFactory, VernietigingFactory, VernietigopdrachtFactory
from tests.inschrijving.hulp import log_in
from tests.race import tegelijk, wacht_op

pytestmark = [pytest.mark.django_db, pytest.mark.geval("R22")]


@pytest.fixture
def dossier() -> Inschrijving:
    rij = afgewezen()
    zet_klok(DRIE_JAAR)
    return rij


def doe(client, naam: str, *args, **velden):
    return client.post(reverse(naam, args=args), velden)


@pytest.mark.geval("B59")
def test_van_lijst_tot_vernietigd(client, dossier, django_capture_on_commit_callbacks):
    een, twee = beheerder(), beheerder()
    log_in(client, een)
    assert dossier.kenmerk in client.get(reverse("bewaren_soort", args=["afgewezen"])).content.decode()
    fout = doe(client, "bewaren_opdracht", "afgewezen", gezien_hash="0" * 64, reden="Ons jaarlijkse moment")
    assert (fout.status_code, Opdracht.objects.count()) == (422, 0)
    tekst = fout.content.decode()
    assert "De lijst is veranderd" in tekst
    assert "Ons jaarlijkse moment" in tekst
    assert lijsthash("afgewezen") in tekst
    doe(client, "bewaren_opdracht", "afgewezen", gezien_hash=lijsthash("afgewezen"), reden="Tijd")
    rij = Opdracht.objects.get()
    eigen = client.get(rij.get_absolute_url()).content.decode()
    assert "U gaf deze opdracht zelf" in eigen
    assert doe(client, "vernietigopdracht_bevestigen", rij.pk, gezien_hash=rij.hash).status_code == 409
    client.force_login(twee)  # without its password again
    antwoord = doe(client, "vernietigopdracht_bevestigen", rij.pk, gezien_hash=rij.hash)
    assert antwoord["Location"].startswith(reverse("account_reauthenticate"))
    log_in(client, twee)
    assert doe(client, "vernietigopdracht_bevestigen", rij.pk, gezien_hash="").status_code == 409
    assert doe(client, "vernietigopdracht_bevestigen", rij.pk, gezien_hash=rij.hash).status_code == 302
    bezig = client.get(rij.get_absolute_url())
    assert (bezig["Refresh"], "0 van 1 dossiers" in bezig.content.decode()) == ("2", True)
    with django_capture_on_commit_callbacks(execute=True):
        actions.voer_opdrachten_uit(hoogstens=5)
    klaar = client.get(rij.get_absolute_url())
    assert ("Refresh" in klaar, "Uitgevoerd" in klaar.content.decode()) == (False, True)
    blad = load_workbook(BytesIO(client.get(reverse("vernietigopdracht_export", args=[rij.pk])).content)).active
    assert [cel.value for cel in list(blad.rows)[1]][5] == "Vernietigd"


def test_elke_pagina_van_een_vernietigd_dossier_zegt_het(client, dossier, django_capture_on_commit_callbacks):
    inkoper = RolFactory(bij_uitvoerder=True, uitvoerder=dossier.uitvoerder).gebruiker
    eigen = RolFactory(organisatie=dossier.organisatie, soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    bevestigd("afgewezen")
    with django_capture_on_commit_callbacks(execute=True):
        actions.voer_opdrachten_uit(hoogstens=5)
    stuk = dossier.indieningen.get().stukken[0]
    for wie, namen in (
        (inkoper, ("dossier", "dossier_verslag")),
        (eigen, ("inschrijving", "ontvangstbewijs", "beslissing")),
    ):
        client.force_login(wie)
        for naam in namen:
            antwoord = client.get(reverse(naam, args=[dossier.kenmerk]))
            tekst = antwoord.content.decode()
            assert (antwoord.status_code, "vernietigd op dinsdag 15 september 2020" in tekst) == (410, True), naam
            assert stuk["sha256"] in tekst
    for naam in ("mijn_inschrijvingen", "beslissingen"):
        assert dossier.kenmerk in client.get(reverse(naam)).content.decode(), naam
    client.force_login(inkoper)
    assert client.get(reverse("dossiers")).status_code == 200
    assert client.get(reverse("brief", args=[dossier.brieven.get().pk])).status_code == 200
    assert client.get(reverse("brief_pdf", args=[dossier.brieven.get().pk])).status_code == 409
    client.force_login(vreemd)
    assert client.get(reverse("dossier", args=[dossier.kenmerk])).status_code == 404


def test_aanhouden_en_opheffen_op_het_scherm(client, dossier):
    een, twee = manager(dossier), manager(dossier)
    log_in(client, een)
    fout = doe(client, "aanhouden", kenmerk="BESTAAT-NIET", reden="Zaak C/13")
    assert (fout.status_code, "Zaak C/13" in fout.content.decode()) == (422, True)
    doe(client, "aanhouden", kenmerk=dossier.kenmerk, reden="Zaak C/13")
    rij = Aanhouding.objects.get()
    assert doe(client, "aanhouden", kenmerk=dossier.kenmerk, reden="Nog eens").status_code == 422
    doe(client, "aanhouding_opheffen_vragen", rij.pk, reden="Voorbij")
    assert doe(client, "aanhouding_opheffen", rij.pk).status_code == 409
    log_in(client, twee)
    assert "Aanhouding opheffen" in client.get(reverse("aanhouding", args=[rij.pk])).content.decode()
    doe(client, "aanhouding_opheffen", rij.pk, gezien=bekeken(rij))
    rij.refresh_from_db()
    assert rij.opgeheven_door == twee
    log_in(client, RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER).gebruiker)
    assert client.get(reverse("aanhouding", args=[rij.pk])).status_code == 404


def test_evenveel_vragen_bij_een_en_drie_rijen(client, dossier):
    log_in(client, beheerder())
    opdracht = VernietigopdrachtFactory(soort="vog")
    VernietigingFactory(opdracht=opdracht)
    AanhoudingFactory()
    adressen = [reverse("bewaren"), opdracht.get_absolute_url(), reverse("aanhoudingen")]
    een = [_aantal(client, adres) for adres in adressen]
    for soort in ("concept", "ingetrokken"):
        VernietigingFactory(opdracht=opdracht)
        AanhoudingFactory()
        VernietigopdrachtFactory(soort=soort)
    assert [_aantal(client, adres) for adres in adressen] == een


def _aantal(client, adres: str) -> int:
    with CaptureQueriesContext(connection) as gedaan:
        assert client.get(adres).status_code == 200
    return len(gedaan)


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("B29")
def test_twee_tegelijk():
    """Two who order, two who confirm, two workers, and a hold against the worker: each thing happens once."""
    dossier = afgewezen()
    zet_klok(DRIE_JAAR)
    vog = bevestigd("vog")  # nothing after it locks the dossier: the worker must do that before it looks
    assert wacht_op(dossier, lambda: actions.voer_opdrachten_uit(hoogstens=1))
    vog.regels.all().delete()
    vog.delete()
    gemaakt = tegelijk(lambda door: gevraagd("afgewezen", door), [beheerder(), beheerder()])
    [rij] = [uit for uit in gemaakt if not isinstance(uit, RegelFout)]
    een, baas = beheerder(), manager(dossier)
    assert wacht_op(rij, lambda: actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=een))
    bevestig = tegelijk(
        lambda door: actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=door), [beheerder(), beheerder()]
    )
    assert sorted(type(uit).__name__ for uit in bevestig) == ["Opdracht", "RegelFout"]
    assert wacht_op(dossier, lambda: actions.houd_aan(inschrijving_id=dossier.pk, reden="Zaak", door=baas))

    def stap(wat: str):
        if wat == "werk":
            return actions.voer_opdrachten_uit(hoogstens=5)
        return actions.houd_aan(inschrijving_id=dossier.pk, reden="Dagvaarding", door=baas)

    uit = tegelijk(stap, ["werk", "werk", "aanhouden"])
    regel, dossier = rij.regels.get(), Inschrijving.objects.get(pk=dossier.pk)
    aangehouden = not isinstance(uit[2], RegelFout)
    assert (dossier.vernietigd_op is None, regel.status) == (
        aangehouden,
        "overgeslagen" if aangehouden else "vernietigd",
    )
    assert Aanhouding.objects.count() == aangehouden
    assert queries.met_voortgang(Opdracht.objects.all()).get().status == "klaar"
