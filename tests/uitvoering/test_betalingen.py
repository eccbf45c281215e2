"""Many payments at once: crossed in the list, or from an Excel file."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from berichten.models import Bericht
from kern.models import Gebeurtenis
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.factories import RolFactory
from tests.race import tegelijk, wacht_op
from tests.uitvoering.declaratiehulp import FEBRUARI, JANUARI, MAART, Declaratietoneel
from tests.uitvoering.toneel import bestand, contract
from uitvoering import actions
from uitvoering.models import Declaratie
from uitvoering.rules import betaalblad
from uitvoering.rules.betaalblad import Betaling

pytestmark = pytest.mark.django_db
DAG = date(2018, 4, 5)


@pytest.fixture
def toneel():
    return Declaratietoneel()


def drie(toneel) -> list[Declaratie]:
    """Found correct by the inkoper: 1,380, 690 and 345 euro."""
    uren = zip(("20.00", "10.00", "5.00"), (JANUARI, FEBRUARI, MAART), strict=True)
    return [toneel.keur(toneel.declareer(*deel)) for deel in uren]


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def upload(client, boek: Workbook):
    uit = BytesIO()
    boek.save(uit)
    post = {"wat": "bestand", "bestand": bestand(uit.getvalue(), "betalingen.xlsx")}
    return client.post(reverse("betalingen"), post)


def standen() -> list[str]:
    return list(Declaratie.objects.order_by("maand").values_list("status", flat=True))


@pytest.mark.clausule("OV-181")
def test_aangekruist_en_in_een_keer_vastgelegd(client, toneel):
    rijen = drie(toneel)
    client.force_login(toneel.inkoper)
    pagina = client.get(reverse("betalingen"))
    assert not pagina.context["tabel"].data
    assert "3 declaraties bevond u zelf akkoord" in tekst(pagina)
    client.force_login(toneel.manager)
    assert tekst(client.get(reverse("betalingen"), {"alles": "1"})).count(" checked>") == 3
    keuze = {"declaraties": [rij.pk for rij in rijen[:2]], "dag": "2018-04-05"}
    for fout, melding in (
        ({"declaraties": []}, "Kruis aan welke declaraties zijn betaald"),
        ({"declaraties": [9**25]}, "niet van uw zorgkantoor"),
        ({"dag": "2018-04-06"}, "ligt in de toekomst"),
    ):
        antwoord = client.post(reverse("betalingen"), keuze | fout)
        assert (antwoord.status_code, standen()) == (422, ["akkoord"] * 3)
        assert melding in tekst(antwoord)
    assert tekst(antwoord).count(" checked>") == 2  # what was crossed stays
    for woorden in ("2 betalingen vastgelegd.", "0 betalingen vastgelegd. 2 stonden er al."):  # sent twice is once
        assert woorden in tekst(client.post(reverse("betalingen"), keuze, follow=True))
    assert standen() == ["betaald", "betaald", "akkoord"]
    assert Bericht.objects.filter(onderwerp__startswith="Declaratie betaald").count() == 2
    regels = Gebeurtenis.objects.filter(object_soort="uitvoering.declaratie", handeling="betaal")
    assert {(regel.object_id, regel.actor_id, regel.gegevens["bedrag"]) for regel in regels} == {
        (str(rijen[0].pk), toneel.manager.pk, "1380.00"),
        (str(rijen[1].pk), toneel.manager.pk, "690.00"),
    }


def test_uit_een_bestand_met_fouten_per_rij_en_alles_of_niets(client, toneel):
    rijen = drie(toneel)
    client.force_login(toneel.manager)
    boek = load_workbook(BytesIO(client.get(reverse("betaalformulier")).content))
    blad = boek.active
    assert [cel.value for cel in blad[2]][:6] == [
        *(rijen[0].code, contract(toneel.regio).kenmerk, "Stichting Wulp", "Utrecht", "01-2018", "1.380,00")
    ]
    assert "Bij geen enkele regel staat een dag" in tekst(upload(client, boek))
    blad["G2"], blad["G3"], blad["F3"] = DAG, "5-4-2018", "690,01"
    blad["A4"], blad["G4"] = rijen[0].code, "5-4-2018"
    antwoord = upload(client, boek)
    assert "rij 4: deze declaratie staat ook in rij 2" in tekst(antwoord)
    blad["A4"], blad["B4"], blad["F4"] = "D-999", "X/O", "=1+1"
    antwoord = upload(client, boek)
    assert "rij 4, kolom F: hier staat een formule" in tekst(antwoord)
    blad["F4"] = 345
    antwoord = upload(client, boek)
    for melding in (
        "rij 3: Te betalen is 690,00 euro. In het bestand staat 690,01.",
        "rij 4: Deze declaratie is niet van uw zorgkantoor.",
    ):
        assert melding in tekst(antwoord)
    blad["A4"] = rijen[2].code
    assert "rij 4: Deze declaratie hoort bij overeenkomst" in tekst(upload(client, boek))
    assert standen() == ["akkoord"] * 3
    blad["F3"], blad["G4"] = 690, None
    boodschap = "2 betalingen vastgelegd. 1 regel zonder dag overgeslagen."
    assert boodschap in tekst(client.get(upload(client, boek).url))
    assert standen() == ["betaald", "betaald", "akkoord"]
    log = Gebeurtenis.objects.filter(handeling="betaal", object_id=str(rijen[0].pk)).get()
    assert len(log.gegevens["bestand"]) == 64
    blad["G2"] = "4-4-2018"
    assert "rij 2: Dit kan niet vanuit de status ‘Betaald’" in tekst(upload(client, boek))


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_ziet_en_betaalt_niets_en_de_vragen_groeien_niet_mee(client, toneel):
    rijen = drie(toneel)
    vreemde = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker
    [fout] = actions.leg_betalingen_vast(betalingen=[Betaling(rijen[0].pk, DAG)], door=vreemde).fouten
    assert "niet van uw zorgkantoor" in fout
    vragen = []
    for aantal in (3, 1):
        client.force_login(toneel.manager)
        with CaptureQueriesContext(connection) as gedaan:
            assert len(client.get(reverse("betalingen")).context["tabel"].data) == aantal
            client.get(reverse("betaalformulier"))
        vragen.append(len(gedaan))
        actions.leg_betalingen_vast(betalingen=[Betaling(rij.pk, DAG) for rij in rijen[:2]], door=toneel.manager)
    assert vragen[0] == vragen[1]
    maart = {"maand": "3", "zoek": "wulp", "sort": "-uiterlijk"}
    assert [rij.maand for rij in client.get(reverse("betalingen"), maart).context["tabel"].data] == [MAART]


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("F21")
def test_dezelfde_betaalrun_twee_keer_tegelijk(toneel):
    betalingen = [Betaling(rij.pk, DAG) for rij in drie(toneel)]
    run = {"betalingen": betalingen, "door": toneel.manager}
    assert wacht_op(contract(toneel.regio), lambda: actions.leg_betalingen_vast(**run))

    def betaal(volgorde):
        return actions.leg_betalingen_vast(betalingen=volgorde, door=Gebruiker.objects.get(pk=toneel.manager.pk))

    een, twee = tegelijk(betaal, [betalingen, betalingen[::-1]])
    assert sorted([(een.vastgelegd, een.aanwezig), (twee.vastgelegd, twee.aanwezig)]) == [(0, 3), (3, 0)]
    assert Gebeurtenis.objects.filter(handeling="betaal").count() == 3


@pytest.mark.parametrize(
    ("typt", "bedrag"),
    [("1.380,00", "1380.00"), ("1380.5", "1380.5"), ("€ 690", "690"), ("-345,00", "-345.00"), ("1.380", "1380")],
)
def test_bedragen(typt, bedrag):
    assert betaalblad.lees_bedrag(typt) == D(bedrag)


def test_een_blad_dat_niet_klopt():
    cel = dict(zip("ABFG", ("12", "K/O", "honderd", "gisteren"), strict=True))
    koppen = dict(zip("ABCDEFG", betaalblad.KOPPEN, strict=True))
    blad = {"blad": "Betalingen", "fouten": [], "rijen": {1: koppen | {"F": "Bedrag"}, 2: cel | {"H": "x"}}}
    assert [fout.partition("rij ")[2] for fout in betaalblad.vertaal(blad).fouten] == [
        "1, kolom F: hier hoort ‘Te betalen’ te staan.",
        "2, kolom H: hier hoort niets te staan. Maak deze cel leeg.",
        "2, kolom A: ‘12’ is geen code van een declaratie. Die ziet er zo uit: D-12.",
        "2, kolom F: ‘honderd’ is geen bedrag. Schrijf het zo: 1.380,00.",
        "2, kolom G: ‘gisteren’ is geen datum. Schrijf de dag zo: 31-12-2017.",
    ]
    lang = {"blad": "Betalingen", "fouten": [], "rijen": {1: koppen} | dict.fromkeys(range(2, 503), cel)}
    assert betaalblad.vertaal(lang).fouten == [
        "In dit bestand staan meer dan 500 regels. Verdeel het over meer bestanden."
    ]
