"""The page with the table of rights says what the pages themselves ask."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from partijen.permissions import RECHTEN, Recht
from partijen.states import LANDELIJK, Rolsoort
from tests.factories import RolFactory
from tests.routes import alle_routes


def test_elk_recht_zegt_wat_iemand_ermee_mag():
    """Django makes a label of the name itself where none is given."""
    assert [recht for recht in Recht if recht.label == recht.name.replace("_", " ").title()] == []
    assert len({recht.label for recht in Recht}) == len(Recht)


def test_naar_elk_recht_wordt_gevraagd():
    """By a view; VERLENGING_VOORSTELLEN by the action and the page behind it."""
    gevraagd = {route.recht for route in alle_routes()}
    anders = {Recht.VERLENGING_VOORSTELLEN}
    assert set(Recht) - gevraagd == anders
    code = Path(settings.BASE_DIR, "overeenkomst/actions/verlengen.py").read_text()
    assert "eis_recht(door, Recht.VERLENGING_VOORSTELLEN" in code


@pytest.mark.django_db
@pytest.mark.geval("B26")
@pytest.mark.parametrize("soort", sorted(LANDELIJK))
def test_de_lijst_en_de_excel_zijn_de_tabel_van_de_rechten(client, soort):
    client.force_login(RolFactory(landelijk=True, soort=soort).gebruiker)
    blad = html.fromstring(client.get(reverse("rechten")).content)
    rijen = {_tekst(r.find("th")): [_tekst(td) for td in r.findall("td")] for r in blad.findall(".//tbody/tr")}
    hoort = {
        recht.label: ["ja" if recht in RECHTEN[rol] else "–" for rol in Rolsoort]
        for recht in Recht
        if recht is not Recht.AANGEMELD
    }
    assert rijen == hoort
    bestand = BytesIO(client.get(reverse("rechten_export")).content)
    kop, *regels = load_workbook(bestand).active.iter_rows(values_only=True)
    assert [re.sub(r" \(.*", "", cel) for cel in kop] == ["Wat iemand mag", *Rolsoort.labels]
    assert {eerste: ["ja" if cel == "ja" else "–" for cel in rest] for eerste, *rest in regels} == hoort


@pytest.mark.django_db
def test_filteren_op_rol_en_op_woord(client):
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)

    def rijen(**vraag):
        blad = html.fromstring(client.get(reverse("rechten"), vraag).content)
        return [_tekst(rij.find("th")) for rij in blad.findall(".//tbody/tr")]

    assert rijen(rol="notaris") == [Recht.LOTEN.label, Recht.LOTING_ZIEN.label]
    assert rijen(rol="notaris", zoek="PROCES") == [Recht.LOTING_ZIEN.label]
    assert rijen(rol="koning") == rijen()
    assert rijen(zoek="dit staat er niet") == [""]
    assert rijen(sort="-label") == sorted(rijen(), reverse=True)


def _tekst(element) -> str:
    return "" if element is None else " ".join(element.text_content().split())
