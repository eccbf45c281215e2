"""Every page of the portal in Chromium: axe finds nothing, and nothing sticks out at 1280, 360 and 320 px.

The pages are those of the rights matrix: a new page is measured by itself. 320 px is also 1280 at 400 % zoom.
"""

import pytest
from django.urls import reverse

from tests import axe
from tests.test_rechten import OOK, ROUTES, adres, eigen_cache, wereld, zelfde_kluis  # noqa: F401 - fixtures of the same world

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
BREEDTES = {axe.BREED: True, 360: True, 320: False}  # whether axe looks too


def pagina(wereld, doel, recht):  # noqa: F811
    """The page as the first actor sees it who may: HTML, or None when this address gives no page of its own."""
    actoren = [a for a in wereld.actoren if a.heeft(recht) and (recht is None or a.bezit(wereld.x))]
    for actor in actoren:
        antwoord = actor.client.get(doel)
        if antwoord.status_code == 200 and antwoord["Content-Type"].startswith("text/html"):
            return antwoord.content.decode()
    return None


def gebreken(open_bladzijde, html: str) -> list[str]:
    page, klachten = open_bladzijde(html)
    gevonden = []
    for breedte, met_axe in BREEDTES.items():
        page.set_viewport_size({"width": breedte, "height": 800})
        if (echt := page.evaluate("document.documentElement.scrollWidth")) > breedte:
            gevonden.append(f"{breedte} px: de bladzijde is {echt} breed")
        gevonden += [f"{breedte} px: {gebrek}" for gebrek in (axe.gebreken(page) if met_axe else ())]
    return gevonden + [klacht for klacht in klachten if "favicon" not in klacht]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
def test_elke_bladzijde_is_toegankelijk(wereld, route, open_bladzijde):  # noqa: F811
    html = pagina(wereld, adres(route, wereld, wereld.x), route.recht)
    if html is not None:
        assert gebreken(open_bladzijde, html) == []


@pytest.mark.parametrize(("naam", "maak"), OOK, ids=[naam for naam, _ in OOK])
def test_elke_staat_van_een_bladzijde_is_toegankelijk(wereld, naam, maak, open_bladzijde):  # noqa: F811
    (route,) = [route for route in ROUTES if route.naam == naam]
    html = pagina(wereld, reverse(naam, kwargs=maak(wereld, wereld.x)), route.recht)
    assert html is not None
    assert gebreken(open_bladzijde, html) == []
