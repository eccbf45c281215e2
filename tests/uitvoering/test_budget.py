"""The budget watch: what counts, the screens of both sides, and the warning."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from overeenkomst.actions import versies
from overeenkomst.models import Prijsvolumeafspraak
from partijen.states import Rolsoort
from tests.factories import TOEN, RolFactory
from tests.uitvoering.budgettoneel import Budgettoneel, budget, maand

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Budgettoneel(regios=("Utrecht", "Zeeland"))


@pytest.mark.clausule("IK-177", "OV-161")
def test_uren_maal_tarief_tegen_de_gelijke_lijn(toneel):
    wulp = toneel.wulp()
    assert budget(wulp).verloop.stand == "leeg"
    gezien = {"beoordeeld_door": toneel.inkoper, "beoordeeld_op": TOEN}
    maand(wulp, 1, "100", status="akkoord", **gezien)
    maand(wulp, 2, "50", status="vervangen")
    maand(wulp, 2, "120.50", versie=2, reden="Nageteld.")
    maand(wulp, 3, "900", status="met_fouten", bevinding="Te veel.", **gezien)
    rij = budget(wulp).verloop
    assert (rij.budget, rij.uren, rij.gebruikt) == (82800, Decimal("220.50"), Decimal("15214.50"))
    assert (rij.gelijk, rij.prognose, rij.stand) == (13800, Decimal("91287.00"), "dreigt")
    assert [punt.lijn for punt in rij.punten[:3]] == [6900, 13800, 20700]


def test_een_ander_tarief_telt_vanaf_zijn_dag(toneel):
    wulp = toneel.wulp()
    for nummer in (1, 2, 3):
        maand(wulp, nummer, "10")
    oud = Prijsvolumeafspraak.objects.geldend().get(regioinschrijving=wulp)
    nieuw = {"vanaf": date(2018, 3, 1), "reden": "Lager tarief.", "door": toneel.manager}
    with transaction.atomic():
        versies.volgende_versie(oud=oud, tarief=Decimal("60.00"), **nieuw)
    assert [punt.gebruik.euro for punt in budget(wulp).verloop.punten[:3]] == [690, 690, 600]


def test_elk_ziet_het_zijne_en_de_som(toneel, client):
    wulp, zeeland = toneel.wulp(), toneel.ronde.toewijzingen.get(regio__naam="Zeeland")
    toneel.geef("100000.00")
    mees = toneel.partij("Stichting Mees", regio=zeeland)
    toneel.regio = zeeland
    toneel.geef("50000.00")
    toneel.begroot(zeeland, (mees, "12000.00"))
    maand(wulp, 1, "100")
    maand(mees, 1, "20")
    client.force_login(toneel.inkoper)
    bladzijde = client.get(reverse("budgetten"))
    assert [(rij.record.groep, rij.record.budget) for rij in bladzijde.context["tabel"].rows] == [
        ("Stichting Mees, Zeeland", 12000),
        ("Stichting Wulp, Utrecht", 82800),
    ]
    assert (bladzijde.context["verloop"].budget, bladzijde.context["verloop"].gebruikt) == (94800, 8280)
    for vraag, verwacht in [
        ("per=zorgkantoor", [("Zorgkantoor IJsvogel", 94800)]),
        ("per=regio&stand=dreigt", [("Zeeland", 12000)]),
        ("per=organisatie&naam=wulp", [("Stichting Wulp", 82800)]),
        ("jaar=1999&regio=x", [("Stichting Mees, Zeeland", 12000), ("Stichting Wulp, Utrecht", 82800)]),
    ]:
        rijen = client.get(f"{reverse('budgetten')}?{vraag}").context["tabel"].rows
        assert [(rij.record.groep, rij.record.budget) for rij in rijen] == verwacht
    assert client.get(reverse("mijn_budget", args=[wulp.pk, 2018])).status_code == 403
    client.force_login(toneel.tekenaar(mees))
    assert client.get(reverse("mijn_budgetten")).context["verloop"].budget == 12000
    eigen = client.get(reverse("mijn_budget", args=[mees.pk, 2018]))
    assert "Dreigt te overschrijden" in eigen.content.decode()
    assert [
        client.get(reverse("mijn_budget", args=[pk, j])).status_code for pk, j in ((wulp.pk, 2018), (mees.pk, 0))
    ] == [
        404,
        404,
    ]
    blad = load_workbook(BytesIO(client.get(reverse("mijn_budgetten_export")).content)).active
    regels = [rij for rij in blad.iter_rows(values_only=True) if rij[3] == "Stichting Mees"]
    assert (len(regels), regels[0][4:11]) == (
        12,
        ("januari 2018", "20,00", "1.380,00", "1.380,00", "1.000,00", "12.000,00", "16.560,00"),
    )
    vreemd = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker
    client.force_login(vreemd)
    assert client.get(reverse("budget", args=[wulp.pk, 2018])).status_code == 404
    assert list(client.get(reverse("budgetten")).context["tabel"].rows) == []


def test_even_veel_vragen_bij_meer_rijen(toneel, client):
    wulp = toneel.wulp()
    maand(wulp, 1, "100")
    client.force_login(toneel.inkoper)

    def vragen() -> int:
        with CaptureQueriesContext(connection) as gevraagd:
            assert client.get(reverse("budgetten")).status_code == 200
        return len(gevraagd)

    vragen()
    een = vragen()
    ander = [toneel.partij(naam) for naam in ("Stichting Mees", "Stichting Gors")]
    toneel.begroot(toneel.regio, (wulp, "82800.00"), *((rij, "1000.00") for rij in ander))
    for rij in ander:
        maand(rij, 1, "1")
    assert vragen() == een
