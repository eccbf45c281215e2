"""The register of overeenkomsten per region, and the warning for a region where none runs (IK-012)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from bekendmaking.models import Beslissing
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries import lopend
from overeenkomst.queries.register import register
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, WlzUitvoerderFactory, zet_klok
from tests.overeenkomst.lopen import zet
from tests.overeenkomst.toneel import Contracttoneel

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    """An overeenkomst in Utrecht to 2020 and Zwolle to 2018 that runs; Flevoland has none."""
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    zet(toneel.dossier)
    zet_klok("2018-03-01 10:00")
    return toneel


def namen(standen):
    return [(rij.regio.naam, str(rij.zonder_sinds)) for rij in standen]


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


@pytest.mark.clausule("IK-012")
def test_een_regio_zonder_lopende_overeenkomst_geeft_een_waarschuwing_met_sinds_wanneer(toneel, client):
    inkoper = toneel.toneel.inkoper
    assert namen(lopend.zonder_overeenkomst(inkoper)) == [("Flevoland", "2018-01-01")]
    Beslissing.objects.filter(looptijd_tot="2018-12-31").update(looptijd_tot="2018-06-30")
    zet_klok("2018-06-30 23:59")
    assert namen(lopend.zonder_overeenkomst(inkoper)) == [("Flevoland", "2018-01-01")]
    zet_klok("2018-07-01 00:00")
    assert namen(lopend.zonder_overeenkomst(inkoper)) == [("Flevoland", "2018-01-01"), ("Zwolle", "2018-07-01")]

    client.force_login(inkoper)
    for pagina in ("mijn_werk", "register"):
        zegt = tekst(client.get(reverse(pagina)))
        assert "2 regio’s zonder lopende overeenkomst" in zegt
        assert "Sinds zondag 1 juli 2018: Zwolle" in zegt
    ander = RolFactory(bij_uitvoerder=True, uitvoerder=WlzUitvoerderFactory()).gebruiker
    assert lopend.zonder_overeenkomst(ander) == []
    auditor = RolFactory(soort=Rolsoort.AUDITOR, organisatie=None).gebruiker
    assert len(lopend.zonder_overeenkomst(auditor)) == 2


@pytest.mark.clausule("IK-012")
def test_op_een_gekozen_dag_telt_wat_dan_loopt_en_voor_de_eerste_dag_mist_er_niets(toneel, client):
    zet_klok("2017-12-01 10:00")
    zet(toneel.dossier, "getekend")
    dagen = [date(2017, 12, 1), date(2018, 1, 1), date(2019, 1, 1), date(2021, 1, 1)]
    aantallen = {dag: {rij.regio.naam: rij.aantal for rij in lopend.per_regio(dag) if rij.aantal} for dag in dagen}
    assert list(aantallen.values()) == [{}, {"Utrecht": 1, "Zwolle": 1}, {"Utrecht": 1}, {}]
    assert {rij.stand for rij in lopend.per_regio(dagen[0])} == {"niets"}
    client.force_login(toneel.toneel.inkoper)
    pagina = tekst(client.get(reverse("register_landelijk"), {"dag": "2019-01-01", "sorteer": "sinds"}))
    assert "Op dinsdag 1 januari 2019 loopt 1 overeenkomst, per regio geteld. In 2 regio’s loopt er geen." in pagina
    assert "Zwolle: 0 lopend. Geen sinds dinsdag 1 januari 2019." in pagina
    fout = tekst(client.get(reverse("register_landelijk"), {"dag": "31-02-2019"}))
    assert "Stand op" in fout and "utrecht-form-field--invalid" in fout  # noqa: PT018
    assert "Op vrijdag 1 december 2017" in fout


def test_het_register_toont_klasse_looptijd_stand_tarief_en_budget_van_het_jaar(toneel, client):
    aangeboden = toneel.partij({"Utrecht": NIEUW})
    zet(aangeboden, "aangeboden", "2018-12-31")
    Prijsvolumeafspraak.objects.filter(regioinschrijving__inschrijving=aangeboden).delete()
    zet_klok("2018-03-01 10:00")
    client.force_login(toneel.toneel.inkoper)
    pagina = tekst(client.get(reverse("register"), {"regio": "utrecht", "sort": "klasse"}))
    assert "2 regels: elke regio van elke overeenkomst die in 2018 loopt" in pagina
    assert pagina.index('data-kop="Klasse">Bestaand') < pagina.index('data-kop="Klasse">Nieuw')
    assert "€ 69.000,00" in pagina.replace("\xa0", " ")
    assert "nog geen afspraak" in pagina
    assert "Wacht op de organisatie" in pagina
    assert "1 regel:" in tekst(client.get(reverse("register"), {"stand": "bij_organisatie"}))
    assert "1 regel:" in tekst(client.get(reverse("register"), {"zoek": aangeboden.organisatie.kvk_nummer}))

    boek = load_workbook(BytesIO(client.get(reverse("register_export")).content)).active
    rijen = [[cel.value for cel in rij] for rij in boek.iter_rows()]
    assert rijen[0][0] == "Regio"
    assert [(rij[0], rij[6], rij[8], rij[9], rij[12]) for rij in rijen[1:]] == [
        ("Utrecht", "Bestaand", "31-12-2020", "Van kracht", "69.000,00"),
        ("Utrecht", "Nieuw", "31-12-2018", "Wacht op de organisatie", None),
        ("Zwolle", "Nieuw", "31-12-2018", "Van kracht", "69.000,00"),
    ]


def test_een_later_jaar_heeft_alleen_wat_dan_nog_loopt_en_een_ander_zorgkantoor_ziet_niets(toneel, client):
    inkoper = toneel.toneel.inkoper
    assert [str(rij.regioinschrijving.toewijzing) for rij in register(inkoper, 2019)] == ["Utrecht"]
    assert [rij.budget_jaar for rij in register(inkoper, 2018)] == [Decimal(69000)] * 2
    assert [rij.budget_jaar for rij in register(inkoper, 2019)] == [None]
    ander = RolFactory(bij_uitvoerder=True, uitvoerder=WlzUitvoerderFactory()).gebruiker
    assert list(register(ander, 2018)) == []
    client.force_login(ander)
    assert client.get(reverse("register"), {"jaar": "x"}).status_code == 200


@pytest.mark.parametrize("naam", ["register", "register_export", "register_landelijk"])
def test_evenveel_vragen_aan_de_databank_bij_een_en_bij_drie_overeenkomsten(toneel, client, naam):
    def vragen():
        client.force_login(toneel.toneel.inkoper)
        with CaptureQueriesContext(connection) as gesteld:
            assert client.get(reverse(naam)).status_code == 200
        return len(gesteld)

    een = vragen()
    for _ in range(2):
        zet(toneel.partij({"Utrecht": BESTAAND}))
    zet_klok("2018-03-01 10:00")
    assert vragen() == een
