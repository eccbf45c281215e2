"""The pages of the declaraties: handing in, checking, paying, and the lists of both sides."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from partijen.states import Rolsoort
from tests.factories import RolFactory, zet_klok
from tests.uitvoering.declaratiehulp import FEBRUARI, JANUARI, MAART, Declaratietoneel
from uitvoering.models import Declaratie

pytestmark = pytest.mark.django_db
PRODUCTIE = {"gezien": "0", "uren_1": "20", "vragen_1": "9", "uren_2": "0", "vragen_2": "0", "unieke_clienten": "3"}
GOED = {"btw_percentage": "0", "verklaring": "on", "op_tijd": "on", "overmacht": ""}


@pytest.fixture
def toneel():
    return Declaratietoneel()


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


@pytest.mark.clausule("OV-174", "OV-178", "OV-041")
def test_productie_en_declaratie_gaan_samen(client, toneel):
    client.force_login(toneel.tekenaar)
    maand = [toneel.regio.pk, 2018, 1]
    adres = reverse("declaratie_indienen", args=maand)
    assert "Lever eerst de productie van deze maand aan" in tekst(client.get(adres))
    antwoord = client.post(reverse("productie_maand", args=maand), PRODUCTIE)
    assert (antwoord.status_code, antwoord.url) == (302, adres)
    assert "Januari 2018, Utrecht" in tekst(client.get(reverse("mijn_declaraties")))
    pagina = client.get(adres)
    assert "20,00 uur × € 69,00" in tekst(pagina)
    gezien = {"gezien": pagina.context["form"]["gezien"].value()}
    for fout in ({"verklaring": ""}, {"op_tijd": ""}, {"btw_percentage": "9"}, {"gezien": "0" * 64}):
        antwoord = client.post(adres, GOED | gezien | {"overmacht": ""} | fout)
        assert (antwoord.status_code, Declaratie.objects.count()) == (422, 0), fout
    antwoord = client.post(adres, GOED | gezien | {"op_tijd": "on", "overmacht": "Brand."})
    assert "Brand.</textarea>" in tekst(antwoord)  # what was typed stays
    for _ in range(2):  # sent twice is one
        assert client.post(adres, GOED | gezien).status_code == 302
    rij = Declaratie.objects.get()
    assert (rij.totaal, rij.uren) == (D("1380.00"), rij.rapportage.cijfers.uren)
    assert "dan betaalt Zorgkantoor IJsvogel uiterlijk zaterdag 5 mei 2018" in tekst(client.get(adres))


@pytest.mark.clausule("OV-158")
def test_een_declaratie_heeft_een_prijs_en_geen_losse_posten(client, toneel):
    toneel.produceer("20.00")
    client.force_login(toneel.tekenaar)
    adres = reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 1])
    form = client.get(adres).context["form"]
    assert set(form.fields) == {"gezien", "btw_percentage", "verklaring", "op_tijd", "overmacht"}
    erbij = {"reiskosten": "100", "beschikbaarheid": "50", "tarief": "99", "bedrag": "5000", "uren": "30"}
    assert client.post(adres, GOED | erbij | {"gezien": form["gezien"].value()}).status_code == 302
    rij = Declaratie.objects.get()
    assert (rij.uren, rij.tarief, rij.bruto, rij.totaal) == (D("20.00"), D("69.00"), D("1380.00"), D("1380.00"))
    assert {veld.name for veld in Declaratie._meta.related_objects} == {"terugvorderingen"}  # no lines below it
    assert tekst(client.get(adres)).count("uur × €") == 1


@pytest.mark.clausule("IK-187")
def test_als_het_budget_op_is_zegt_het_scherm_dat_de_client_niet_betaalt(client, toneel):
    toneel.declareer("40.00")
    toneel.produceer("10.00", FEBRUARI)
    client.force_login(toneel.tekenaar)
    adres = reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 2])
    verbod = "Zij mogen niet bij de cliënt en niet bij het zorgkantoor in rekening worden gebracht"
    assert verbod in tekst(client.get(adres))
    toneel.dien_in(FEBRUARI)
    assert verbod in tekst(client.get(adres))


def test_het_zorgkantoor_controleert_en_een_collega_betaalt(client, toneel):
    rij = toneel.declareer("20.00", btw_percentage=D(6), op_tijd=False, overmacht="Brand in ons kantoor.")
    adres = reverse("declaratie", args=[rij.pk])

    def doe(daad, **velden):
        return client.post(reverse("declaratie_doen", args=[rij.pk, daad]), velden).status_code

    client.force_login(toneel.inkoper)
    pagina = client.get(adres)
    assert [deel["kop"] for deel in pagina.context["handelingen"]] == ["Overmacht erkennen", "De declaratie klopt niet"]
    assert (doe("akkoord"), doe("afwijzen", bevinding=""), doe("niets")) == (422, 422, 404)
    assert (doe("overmacht", overmacht_reden="Bekend."), doe("akkoord")) == (302, 302)
    assert "Een collega legt de betaling vast" in tekst(client.get(adres))
    assert doe("betaald", dag="2018-04-05") == 422
    client.force_login(toneel.manager)
    assert [deel["kop"] for deel in client.get(adres).context["handelingen"]] == [
        "De declaratie is betaald of verrekend"
    ]
    assert (doe("betaald", dag="2018-04-06"), doe("betaald", dag="2018-04-05")) == (422, 302)
    assert "6 % btw" in tekst(client.get(adres))
    client.force_login(toneel.tekenaar)
    eigen = reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 1])
    assert "Betaald op donderdag 5 april 2018." in tekst(client.get(eigen))


def test_een_afgewezen_en_een_gecorrigeerde_declaratie_bij_de_organisatie(client, toneel):
    rij = toneel.declareer()
    client.force_login(toneel.inkoper)
    client.post(reverse("declaratie_doen", args=[rij.pk, "afwijzen"]), {"bevinding": "Er hoort btw bij."})
    client.force_login(toneel.tekenaar)
    adres = reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 1])
    assert "Er hoort btw bij." in tekst(client.get(adres))
    toneel.betaal(toneel.keur(toneel.dien_in()))
    toneel.produceer("10.00")
    pagina = tekst(client.get(adres))
    assert "De declaratie van € 1.380,00 blijft staan tot u deze indient" in pagina
    assert "Over deze maand is al € 1.380,00 betaald" in pagina
    toneel.dien_in()
    assert "Terug te ontvangen door het zorgkantoor" in tekst(client.get(adres))
    assert [versie.status for versie in client.get(adres).context["versies"]] == [
        *("ingediend", "teruggedraaid", "afgewezen")
    ]


@pytest.mark.clausule("OV-181")
def test_de_lijsten_filteren_sorteren_en_exporteren_met_evenveel_vragen(client, toneel):
    def tel(adres):
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(adres).status_code == 200
        return len(gedaan)

    namen = {toneel.manager: ("declaraties", "declaraties_export")}
    namen[toneel.tekenaar] = ("mijn_declaraties", "mijn_declaraties_export")
    toneel.keur(toneel.declareer())
    vragen = []
    for maand in (None, FEBRUARI, MAART):
        if maand:
            toneel.declareer("10.00", maand)
        for mens, adressen in namen.items():
            client.force_login(mens)
            vragen.append([tel(reverse(naam)) for naam in adressen])
    assert vragen[:2] == vragen[4:]
    zet_klok("2018-05-06 10:00")
    client.force_login(toneel.manager)
    lijst = client.get(reverse("declaraties"), {"stand": "te_laat", "zoek": "wulp", "sort": "-totaal", "maand": "1"})
    assert [rij.maand for rij in lijst.context["tabel"].data] == [JANUARI]
    assert "nog te betalen: <strong>€ 1.380,00</strong>, 1 declaratie, waarvan 1 te laat" in tekst(lijst)
    blad = load_workbook(BytesIO(client.get(reverse("declaraties_export"), {"jaar": "2018"}).content)).active
    assert [[cel.value for cel in rij][5:11] for rij in blad.iter_rows(min_row=2, max_row=2)] == [
        ["01-2018", "1", "Akkoord", "20,00", "69,00", "0,00"]
    ]
    client.force_login(toneel.tekenaar)
    assert client.get(reverse("mijn_declaraties"), {"sort": "-totaal"}).context["tabel"].data[0].maand == JANUARI


def test_wie_er_niet_bij_hoort_ziet_niets(client, toneel):
    rij = toneel.declareer()
    client.force_login(RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker)
    assert client.get(reverse("declaratie", args=[rij.pk])).status_code == 404
    assert not client.get(reverse("declaraties")).context["tabel"].data
    client.force_login(RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker)
    assert client.get(reverse("declaratie_indienen", args=[toneel.regio.pk, 2018, 1])).status_code == 404
