"""What a load balancer and a watcher outside ask."""

import pytest
from django.db import connection
from django.urls import reverse

from portaal import gereed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vers():
    gereed._gemigreerd.cache_clear()
    yield
    gereed._gemigreerd.cache_clear()


def test_gereed(client, kluis_map, django_assert_num_queries):
    antwoord = client.get(reverse("gereed"))
    assert (antwoord.status_code, antwoord.text) == (200, "gereed\n")
    assert list(kluis_map.iterdir()) == []
    with django_assert_num_queries(1):
        client.get(reverse("gereed"))


def test_een_migratie_ontbreekt(client):
    with connection.cursor() as cursor:
        laatste = "(SELECT max(name) FROM django_migrations WHERE app = 'kern')"
        cursor.execute(f"DELETE FROM django_migrations WHERE app = 'kern' AND name = {laatste}")  # noqa: S608 - our own text
    for _ in range(2):
        antwoord = client.get(reverse("gereed"))
        assert antwoord.status_code == 503
        assert antwoord.text == "niet gereed\nDe databank is nog niet bijgewerkt naar deze versie.\n"


@pytest.mark.geval("F4")
def test_de_kluis_kan_niet_schrijven(client, kluis_map):
    kluis_map.write_text("een bestand waar de map hoort")
    antwoord = client.get(reverse("gereed"))
    assert (antwoord.status_code, antwoord.text) == (503, "niet gereed\nDe kluis kan niet schrijven.\n")
    assert client.get(reverse("gezond")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_de_databank_antwoordt_niet(client, monkeypatch):
    connection.close()
    with monkeypatch.context() as even:
        even.setitem(connection.settings_dict, "PORT", "1")
        antwoord = client.get(reverse("gereed"))
    connection.close()
    assert (antwoord.status_code, antwoord.text) == (503, "niet gereed\nDe databank antwoordt niet.\n")
