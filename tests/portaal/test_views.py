"""Screens that look across phases."""

import pytest
from django.urls import reverse

from partijen.states import Rolsoort
from publicatie.states import Status
from tests.factories import GebruikerFactory, RolFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe

pytestmark = pytest.mark.django_db


def test_de_startpagina_toont_alleen_openbare_rondes(client, klok):
    klok("2017-07-01 12:00")
    kleine_ronde()
    kleine_ronde(
        code="later", naam="Ronde voor later", status=Status.CONCEPT, uitvoerder=WlzUitvoerderFactory(), regios=()
    )
    response = client.get(reverse("start"))
    assert [ronde.code for ronde, _ in response.context["rondes"]] == ["2018-2020"]


@pytest.mark.parametrize(
    ("soort", "doel"),
    [
        (Rolsoort.INVULLER, "mijn_inschrijvingen"),
        (Rolsoort.INKOPER, "mijn_werk"),
        (Rolsoort.AUDITOR, "mijn_werk"),
        (Rolsoort.NOTARIS, "lotingen"),
        (Rolsoort.BEHEERDER, "mijn_werk"),
    ],
)
def test_na_het_inloggen_naar_de_pagina_die_bij_de_rol_past(client, soort, doel):
    landelijk = soort in {Rolsoort.AUDITOR, Rolsoort.BEHEERDER}
    rol = (
        RolFactory(soort=soort, landelijk=landelijk, bij_uitvoerder=soort in {Rolsoort.INKOPER, Rolsoort.NOTARIS})
        if soort != Rolsoort.INVULLER
        else RolFactory()
    )
    client.force_login(rol.gebruiker)
    assert client.get(reverse("mijn")).url == reverse(doel)


def test_wie_geen_rol_heeft_ziet_geen_werk(client):
    client.force_login(GebruikerFactory())
    assert client.get(reverse("mijn_werk")).status_code == 403


@pytest.mark.geval("B26")
def test_de_landkaart_toont_een_inkoper_alleen_cijfers_van_de_eigen_uitvoerder(client, klok):
    klok("2017-09-01 12:00")
    ronde = kleine_ronde()
    ander = WlzUitvoerderFactory()
    voeg_regios_toe(ronde, ander, ["Verderop"])
    rol = RolFactory(bij_uitvoerder=True, uitvoerder=ander)
    client.force_login(rol.gebruiker)
    response = client.get(reverse("landkaart"))
    assert [tegel.toewijzing.regio.naam for tegel in response.context["tabel"]] == ["Verderop"]
    assert len(response.context["tegels"]) == 4


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_landkaart_kost_evenveel_vragen_bij_meer_regio_s(client, klok, django_assert_num_queries, aantal):
    klok("2017-09-01 12:00")
    ronde = kleine_ronde(regios=[f"Streek {n}" for n in range(aantal)])
    rol = RolFactory(bij_uitvoerder=True, uitvoerder=ronde.toewijzingen.first().uitvoerder)
    client.force_login(rol.gebruiker)
    with django_assert_num_queries(6):
        client.get(reverse("landkaart"))
