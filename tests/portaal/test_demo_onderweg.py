"""The page that waits for the journey of the demo hears how it ended."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from kern.fouten import RegelFout
from portaal.demo.cast import elk
from portaal.demo.reis import GEMIST, VOORTGANG
from portaal.demo.tasks import GESTOPT, reis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def aankomst(client) -> list[str]:
    """What is said on arrival."""
    response = client.get(reverse("demo_onderweg"), follow=True)
    assert response.redirect_chain == [(reverse("demo"), 302)]
    return [str(melding) for melding in response.context["messages"]]


def test_onderweg_ververst_en_noemt_de_stap(client):
    cache.set(VOORTGANG, {"klaar": 2, "totaal": 5, "naam": "De notaris loot"})
    response = client.get(reverse("demo_onderweg"))
    assert response["Refresh"] == "2"
    assert "Stap 3 van 5: De notaris loot." in response.content.decode()


def test_reis_die_strandt_laat_niemand_wachten(client):
    cache.set(VOORTGANG, {"klaar": 0, "totaal": 1, "naam": "De klok gaat lopen"})
    with pytest.raises(TypeError):
        reis("geen nummer")
    assert cache.get(VOORTGANG) is None
    assert aankomst(client) == [f"Dit bleef onderweg liggen. {GESTOPT}"]
    assert aankomst(client) == ["U bent aangekomen. De klok van het portaal staat boven aan de pagina."]


def test_wat_bleef_liggen_staat_op_de_pagina(client):
    cache.set(GEMIST, ["Twente: nog niet alles is beoordeeld."])
    assert aankomst(client) == ["Dit bleef onderweg liggen. Twente: nog niet alles is beoordeeld."]


def test_weigering_bij_de_een_houdt_de_ander_niet_op():
    gedaan = []

    def stap(nummer):
        if nummer == 2:
            raise RegelFout("Nummer twee kan niet.")
        gedaan.append(nummer)

    assert elk([1, 2, 3], stap) == ["Nummer twee kan niet."]
    assert gedaan == [1, 3]
