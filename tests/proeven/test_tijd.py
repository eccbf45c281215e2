"""How long a refusal takes tells nobody whether something exists (B24, B32): medians, at most 20 ms apart."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.partijen.inloggen import met_adres
from tests.rechten import Actor, vraag
from tests.test_rechten import (  # noqa: F401 - fixtures of the same world
    ROUTES,
    _nergens,
    adres,
    eigen_cache,
    wereld,
    zelfde_kluis,
)

pytestmark = [pytest.mark.proef, pytest.mark.django_db]
KEREN, VERSCHIL = 41, 0.020
ADRESSEN = [
    *("dossier", "dossier_origineel", "brief_pdf", "bezwaar_bestand", "overeenkomst", "declaratie", "inschrijving"),
    *("inschrijving_bestand", "ontvangstbewijs_pdf", "beslissing_brief", "mijn_overeenkomst_bestand", "loting_verslag"),
]


def medianen(*vragen: Callable[[], object]) -> list[float]:
    """Of each question how long it mostly takes, in seconds; asked in turn, so that a busy moment hits all."""
    tijden: list[list[float]] = [[] for _ in vragen]
    for _ in range(KEREN):
        for vraag_, lijst in zip(vragen, tijden, strict=True):
            begin = perf_counter()
            vraag_()
            lijst.append(perf_counter() - begin)
    return [median(lijst) for lijst in tijden]


@pytest.mark.geval("B24")
@pytest.mark.parametrize("naam", ADRESSEN)
def test_een_vreemd_id_kost_evenveel_tijd_als_een_dat_niet_bestaat(wereld, naam, record_property):  # noqa: F811
    (route,) = [route for route in ROUTES if route.naam == naam]
    actor = next(a for a in wereld.actoren if a.kant is wereld.y and a.heeft(route.recht))

    def weigering(doel: str, wie: Actor = actor) -> Callable[[], object]:
        assert vraag(wie, "GET", doel).status_code == 404
        return lambda: vraag(wie, "GET", doel)

    doelen = adres(route, wereld, wereld.x), adres(route, wereld, wereld.x, **_nergens(route))
    vreemd, niets = medianen(*(weigering(doel) for doel in doelen))
    record_property("medianen_ms", [round(1000 * vreemd, 1), round(1000 * niets, 1)])
    assert abs(vreemd - niets) <= VERSCHIL, (vreemd, niets)


@pytest.mark.geval("B32")
def test_een_nieuw_wachtwoord_vragen_kost_voor_een_onbekend_adres_evenveel_tijd(record_property):
    bekend = met_adres()

    def vraag_als(email: str) -> Callable[[], object]:
        return lambda: (cache.clear(), Client().post(reverse("account_reset_password"), {"email": email}))

    tijden = medianen(vraag_als(bekend.email), vraag_als("niemand@oco.example"))
    record_property("medianen_ms", [round(1000 * tijd, 1) for tijd in tijden])
    assert abs(tijden[0] - tijden[1]) <= VERSCHIL, tijden
