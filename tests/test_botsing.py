"""Whatever somebody does, PostgreSQL may take it back: it is done again, counts once, and is no storing (F20)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import ResolverMatch, reverse

from bekendmaking.models import Bezwaar
from berichten.actions import verstuur
from berichten.states import Status
from inschrijving.models import Inschrijving
from kern.log import leg_vast
from kern.middleware import FoutenMiddleware
from kern.models import Gebeurtenis, Ketting
from kern.storing import fout as storing
from kluis.actions import lees
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import Toneel, bekende_brief
from tests.beoordeling.hulp import BEOORDEEL_OP, geopende_inschrijving, gezien, team, zonder_belang
from tests.bewaren.hulp import DRIE_JAAR, afgewezen, beheerder, lijsthash
from tests.botsing import botst
from tests.factories import BerichtFactory, RolFactory, zet_klok
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import ingediende_inschrijving, log_in, pagina, pdf, stap, volledige_inschrijving
from tests.publicatie.test_inlichtingen import Toneel as Vragentoneel
from tests.publicatie.test_inlichtingen import velden as vraagvelden
from tests.uitvoering.toezichthulp import Toezichttoneel
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.geval("F20")]
Verzoek = tuple[str, dict[str, Any]]
OPEN = "2017-07-28 14:12"
NIETS = "Van wat u deed, is niets bewaard."


def bladzijde_bewaren(client: Client) -> Verzoek:
    zet_klok(OPEN)
    rij = volledige_inschrijving()
    log_in(client, rij.bestuursverklaring.getekend_door)
    return stap(rij, "organisatie"), {"telefoon": "030 999", "email": "a@steun.example", "bezoekadres": "Kade 2"}


def intrekken(client: Client) -> Verzoek:
    zet_klok(OPEN)
    indiening = ingediende_inschrijving()
    log_in(client, indiening.door)
    return pagina("inschrijving_intrekken", indiening.inschrijving), {"reden": "Wij doen niet meer mee."}


def vraag_stellen(client: Client) -> Verzoek:
    zet_klok("2017-06-10 10:00")
    toneel = Vragentoneel()
    client.force_login(toneel.vrager)
    return f"/ronde/{toneel.ronde.code}/vraag/", vraagvelden(toneel)


def lijst_voorleggen(client: Client) -> Verzoek:
    zet_klok("2017-06-20 10:00")
    regio = kleine_ronde(regios=("Utrecht",)).toewijzingen.get()
    client.force_login(RolFactory(bij_uitvoerder=True, uitvoerder=regio.uitvoerder).gebruiker)
    return reverse("leemten_voorleggen", args=[regio.ronde.code, regio.regio.sleutel]), {}


def collega_uitnodigen(client: Client) -> Verzoek:
    rol = RolFactory(soort=Rolsoort.TEKENBEVOEGDE)
    log_in(client, rol.gebruiker)
    velden = {"collega-email": "nel@steun.example", "collega-soort": "invuller"}
    return reverse("collega_uitnodigen", args=[rol.organisatie_id]), velden


def belang_verklaren(client: Client) -> Verzoek:
    dossier = geopende_inschrijving()
    zet_klok(BEOORDEEL_OP)
    client.force_login(team(dossier.uitvoerder).een)
    return reverse("dossier_belang", args=[dossier.kenmerk]), {"heeft_belang": "nee"}


def oordelen(client: Client) -> Verzoek:
    dossier = geopende_inschrijving()
    zet_klok(BEOORDEEL_OP)
    wie = team(dossier.uitvoerder).een
    zonder_belang(dossier, wie)
    client.force_login(wie)
    velden = {
        "eis": 2,
        "volgende": 3,
        "blad": "mensen",
        "gezien_versie": gezien(dossier.pk),
        "eis2-oordeel_0": "voldoet",
    }
    return reverse("dossier_oordeel", args=[dossier.kenmerk]), velden


def brief_goedkeuren(client: Client) -> Verzoek:
    toneel = Toneel()
    brief = toneel.brief()
    log_in(client, toneel.manager)
    return reverse("brief_goedkeuren", args=[brief.pk]), {"gezien_hash": brief.hash}


def bezwaar_maken(client: Client) -> Verzoek:
    brief = bekende_brief()
    zet_klok("2017-09-20 12:00")
    client.force_login(RolFactory(organisatie=brief.inschrijving.organisatie).gebruiker)
    velden = {
        "regios": [beslissing.pk for beslissing in brief.beslissingen.all()],
        "motivering": "Onze dekking is wel volledig.",
        "sleutel": "0b5d3f5c-6a8e-4a55-9d0c-1f2e3d4c5b6a",
        "bestanden": [SimpleUploadedFile(naam, pdf(naam)) for naam in ("een.pdf", "twee.pdf")],
    }
    return reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk]), velden


def bericht_oplossen(client: Client) -> Verzoek:
    client.force_login(RolFactory(landelijk=True).gebruiker)
    rij = BerichtFactory(status=Status.ONBESLIST)
    return reverse("bericht_oplossen", args=[rij.pk]), {"uitkomst": "geweigerd", "reden": "De ontvanger heeft niets."}


def wijziging_melden(client: Client) -> Verzoek:
    toneel = Toezichttoneel()
    client.force_login(toneel.invuller)
    velden = {"eis": toneel.eis.pk, "vanaf": "2018-03-01", "toelichting": "Er werken nu twee mensen."}
    return reverse("verklaring_melden", args=[toneel.kenmerk]), velden


def vernietigen_vragen(client: Client) -> Verzoek:
    afgewezen()
    zet_klok(DRIE_JAAR)
    log_in(client, beheerder())
    velden = {"gezien_hash": lijsthash("afgewezen"), "reden": "De termijn is voorbij."}
    return reverse("bewaren_opdracht", args=["afgewezen"]), velden


HANDELINGEN: list[Callable[[Client], Verzoek]] = [
    *(bladzijde_bewaren, intrekken, vraag_stellen, lijst_voorleggen, collega_uitnodigen, belang_verklaren),
    *(oordelen, brief_goedkeuren, bezwaar_maken, bericht_oplossen, wijziging_melden, vernietigen_vragen),
]


def regels() -> list[tuple[str, ...]]:
    """What was done to what, in order."""
    return list(Gebeurtenis.objects.order_by("pk").values_list("handeling", "object_soort", "object_id"))


@pytest.mark.parametrize("handeling", HANDELINGEN, ids=lambda handeling: handeling.__name__)
def test_drie_keer_botsen_merkt_niemand_en_vier_keer_bewaart_niets(client, handeling):
    client.raise_request_exception = False  # a page, as a browser gets it
    adres, velden = handeling(client)
    voor = regels()
    with botst("keer <= 4"):
        antwoord = client.post(adres, velden)
    assert (antwoord.status_code, regels()) == (503, voor)
    assert NIETS in antwoord.text
    for bestand in velden.get("bestanden", []):
        bestand.seek(0)
    with botst("keer <= 3"):
        assert client.post(adres, velden).status_code == 302
    nieuw = regels()[len(voor) :]
    assert nieuw
    assert len(nieuw) == len(set(nieuw))
    assert [lees(stuk) for bezwaar in Bezwaar.objects.all() for stuk in bezwaar.bijlagen.order_by("pk")] == [
        pdf(bestand.name) for bestand in velden.get("bestanden", [])
    ]


def test_wat_de_mailserver_zei_gaat_bij_een_botsing_niet_verloren(mailoutbox):
    """The claim is the first line, the answer the second: without another try a person would have to find out."""
    bericht = BerichtFactory()
    with botst("keer BETWEEN 2 AND 4"):
        verstuur(bericht_id=bericht.pk)
    bericht.refresh_from_db()
    assert (bericht.status, len(mailoutbox)) == (Status.OVERGEDRAGEN, 1)


def test_een_echte_deadlock_geeft_een_regel(client):
    """Someone holds the log of the dossier and wants its row; the page holds the row and wants the log."""
    adres, velden = intrekken(client)
    dossier = Inschrijving.objects.get()

    def stuur() -> int:
        try:
            return client.post(adres, velden).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Ketting.objects.select_for_update().get(pk=dossier.dossier_sleutel)
            code = poel.submit(stuur)
            wacht_tot(wacht_iemand_op_slot)
            Inschrijving.objects.select_for_update().get(pk=dossier.pk)
        assert code.result() == 302
    assert Gebeurtenis.objects.filter(handeling="trek_in").count() == 1


@pytest.mark.parametrize("keer", ["(1, 2)", "(2, 3, 4, 5)"], ids=["nog niets vast", "een deel ligt vast"])
def test_wat_vastligt_wordt_nooit_overgedaan(rf, keer):
    """A view of two transactions: again as a whole while nothing is kept, and never once the first one is."""

    def view(request) -> HttpResponse:
        for naam in ("een", "twee"):
            with transaction.atomic():
                ketting, _ = Ketting.objects.get_or_create(pk=naam)
                leg_vast(ketting, naam)
        return HttpResponse("klaar")

    request = rf.post("/")
    request.user, request.resolver_match = AnonymousUser(), ResolverMatch(view, (), {})

    def antwoord(request) -> HttpResponse:
        try:
            return view(request)
        except OperationalError as fout:
            return midden.process_exception(request, fout) or storing(request)

    midden = FoutenMiddleware(antwoord)
    with botst(f"keer IN {keer}"):
        uitkomst = midden(request)
    assert (uitkomst.status_code, NIETS in uitkomst.text) == (200 if keer == "(1, 2)" else 503, False)
    assert [handeling for handeling, *_ in regels()] == (["een", "twee"] if keer == "(1, 2)" else ["een"])


@pytest.mark.proef
def test_een_op_de_twintig_botst_en_niemand_merkt_het(client):
    adres, velden = bladzijde_bewaren(client)
    voor, keren = regels(), 400
    with botst("random() < 0.05"):
        codes = {client.post(adres, velden | {"telefoon": f"030 {nummer}"}).status_code for nummer in range(keren)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM proef_botsing")
            geprobeerd = cursor.fetchone()[0]
    gelukt = len(regels()) - len(voor)
    assert codes == {302}
    assert gelukt % keren == 0
    assert geprobeerd > gelukt > 0
