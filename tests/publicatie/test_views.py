"""The public pages of a round, as anyone sees them."""

import pytest
from django.urls import reverse

from publicatie.actions import plaats_document
from publicatie.models import Rondedocument
from publicatie.states import Status
from tests.factories import RolFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.inschrijving.hulp import pdf

pytestmark = pytest.mark.django_db


def tekst(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.clausule("IK-001")
def test_voor_de_publicatie_is_er_niets_te_zien(client, klok):
    ronde = kleine_ronde()
    adressen = [reverse("ronde", args=[ronde.code]), reverse("regio", args=[ronde.code, "utrecht"])]
    klok("2017-05-31 23:59:59.999999")
    assert [client.get(adres).status_code for adres in adressen] == [404, 404]
    kantoor = reverse("zorgkantoor", args=[ronde.toewijzingen.first().uitvoerder.code])
    assert "Er is nu geen inkoopronde bekendgemaakt" in tekst(client.get(kantoor))
    klok("2017-06-01 00:00")
    assert [client.get(adres).status_code for adres in adressen] == [200, 200]
    assert ronde.naam in tekst(client.get(kantoor))


def test_een_concept_blijft_ook_na_de_datum_verborgen(client, klok):
    ronde = kleine_ronde(status=Status.CONCEPT)
    klok("2017-07-01 12:00")
    assert client.get(reverse("ronde", args=[ronde.code])).status_code == 404


@pytest.mark.clausule("IK-002")
@pytest.mark.clausule("IK-025")
def test_de_pagina_toont_zeven_mijlpalen_en_merkt_de_huidige(client, klok):
    ronde = kleine_ronde()
    klok("2017-08-10 12:00")
    response = client.get(reverse("ronde", args=[ronde.code]))
    assert len(response.context["mijlpalen"]) == 7
    assert response.context["huidige"] == 2
    pagina = tekst(response)
    assert pagina.count('aria-current="step"') == 1
    assert "dinsdag 1 augustus 2017, 17:00 uur" in pagina
    assert f"Opgesteld door {ronde.opsteller} met {ronde.mede_opstellers} · versie {ronde.versie}" in pagina


@pytest.mark.clausule("IK-205")
def test_de_pagina_van_het_zorgkantoor_noemt_het_adres_voor_bezwaar(client, klok):
    ronde = kleine_ronde()
    klok("2017-06-02 12:00")
    uitvoerder = ronde.toewijzingen.first().uitvoerder
    assert uitvoerder.bezwaar_email in tekst(client.get(uitvoerder.get_absolute_url()))


@pytest.mark.clausule("IK-104")
def test_een_regio_toont_haar_gemeenten_met_het_voorbehoud(client, klok):
    ronde = kleine_ronde(gemeenten=3)
    klok("2017-06-02 12:00")
    response = client.get(reverse("regio", args=[ronde.code, "utrecht"]))
    assert [g.naam for g in response.context["gemeenten"]] == ["Utrecht 1", "Utrecht 2", "Utrecht 3"]
    assert "indeling van 2027" in tekst(response)


@pytest.mark.clausule("IK-003")
def test_een_document_van_een_openbare_ronde_is_te_downloaden_zonder_login(client, klok):
    klok("2017-05-20 12:00")
    ronde = kleine_ronde(status=Status.CONCEPT)
    Rondedocument.objects.create(ronde=ronde, slot="kader", titel="Inkoopkader")
    beheerder = RolFactory(landelijk=True).gebruiker
    rij = plaats_document(ronde_id=ronde.pk, slot="kader", naam="kader.pdf", inhoud=pdf(), door=beheerder)
    adres = reverse("rondedocument", args=[ronde.code, rij.pk])
    klok("2017-06-02 12:00")
    assert client.get(adres).status_code == 404
    ronde.status = Status.GEPUBLICEERD
    ronde.save()
    assert b"".join(client.get(adres)) == pdf()


@pytest.mark.parametrize("extra", [1, 3])
def test_de_pagina_kost_evenveel_vragen_bij_meer_regio_s(client, klok, django_assert_num_queries, extra):
    ronde = kleine_ronde()
    voeg_regios_toe(ronde, WlzUitvoerderFactory(), [f"Streek {n}" for n in range(extra)])
    klok("2017-06-02 12:00")
    with django_assert_num_queries(12):
        client.get(reverse("ronde", args=[ronde.code]))
