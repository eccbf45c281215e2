"""The screens of prijs and volume: dividing, the lists with their export, and the organisation's answer."""

import io
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from overeenkomst import actions
from overeenkomst.models import Prijsvolumeafspraak, Verdeling
from overeenkomst.states import Afspraakstatus
from partijen.states import Rolsoort
from tests.factories import RolFactory
from tests.overeenkomst.geldhulp import Geldtoneel, overeenkomst

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Geldtoneel()


@pytest.fixture
def wulp(toneel):
    return toneel.partij("Stichting Wulp")


@pytest.fixture
def adres(toneel, wulp):
    return reverse("verdeling", args=[toneel.regio.pk, 2018])


def velden(antwoord) -> dict[str, str]:
    """The form as a browser sends it back."""
    return {veld.html_name: veld.value() or "" for veld in antwoord.context["form"]}


@pytest.mark.geval("B49")
@pytest.mark.clausule("IK-067", "IK-173")
@pytest.mark.parametrize(
    ("veld", "waarde", "melding"),
    [
        ("bedrag", "100.000,01", "De budgetten zijn samen € 100.000,01. De regio heeft € 100.000,00"),
        ("bedrag", "-1", "Vul een bedrag in euro in"),
        ("bedrag", "1,005", "Vul een bedrag in euro in"),
        ("bedrag", "69.00", "Vul een bedrag in euro in"),
        ("bedrag", "NaN", "Vul een bedrag in euro in"),
        ("bedrag", "1e309", "Vul een bedrag in euro in"),
        ("bedrag", "١٢", "Vul een bedrag in euro in"),
        ("tarief", "69,01", "Het tarief van Stichting Wulp is hoogstens € 69,00 per uur"),
        ("tarief", "60", "Het tarief van Stichting Wulp kan alleen onder € 69,00"),
        ("tarief", "0,00", "Het tarief van Stichting Wulp moet meer dan € 0"),
        ("tarief", "", "Dit veld is verplicht"),
        ("schatting", "1,005", "hoogstens 2 cijfers achter de komma"),
        ("schatting", "-3", "Vul een getal in met gewone cijfers"),
    ],
)
@pytest.mark.parametrize("knop", ["bereken", "bewaar"])
def test_wat_niet_kan_wordt_geweigerd_en_blijft_staan(client, toneel, wulp, adres, veld, waarde, melding, knop):
    client.force_login(toneel.inkoper)
    ingevuld = velden(client.get(adres)) | {f"reden_{wulp.pk}": "Groeit.", f"{veld}_{wulp.pk}": waarde}
    antwoord = client.post(adres, ingevuld | {knop: ""})
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, Verdeling.objects.exists()) == (422, False)
    assert melding in tekst
    assert 'value="Groeit."' in tekst
    assert not waarde or f'value="{waarde}"' in tekst


def test_rekenen_bewaart_niets_en_bewaren_wel(client, toneel, wulp, adres):
    client.force_login(toneel.inkoper)
    ingevuld = velden(client.get(adres)) | {f"bedrag_{wulp.pk}": "69.000"}
    gerekend = client.post(adres, ingevuld | {"bereken": ""})
    assert (gerekend.status_code, Verdeling.objects.exists()) == (200, False)
    assert "1.000,00 uur" in gerekend.content.decode()
    zonder_reden = client.post(adres, ingevuld | {"bewaar": ""})
    assert "Schrijf op waarom" in zonder_reden.content.decode()
    assert "1.000,00 uur" in zonder_reden.content.decode()
    bewaard = client.post(adres, ingevuld | {f"reden_{wulp.pk}": "Groeit.", "bewaar": ""})
    assert (bewaard.status_code, Verdeling.objects.get().rest) == (302, D("31000.00"))
    assert velden(client.get(adres))[f"bedrag_{wulp.pk}"] == "69.000,00"


@pytest.mark.geval("B29")
def test_vaststellen_door_een_ander_op_het_scherm(client, toneel, wulp, adres):
    rij = toneel.bewaar()
    vaststellen = reverse("verdeling_vaststellen", args=[toneel.regio.pk, 2018])
    client.force_login(toneel.inkoper)
    assert vaststellen not in client.get(adres).content.decode()
    assert client.post(vaststellen, {"gezien_hash": rij.hash}).status_code == 403
    client.force_login(toneel.manager)
    assert vaststellen in client.get(adres).content.decode()
    opnieuw = client.post(vaststellen, {"gezien_hash": rij.hash})
    assert opnieuw.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_wie_tekende_staat_vast_in_het_formulier(client, toneel, wulp, adres):
    toneel.vast()
    overeenkomst(wulp, "getekend")
    client.force_login(toneel.inkoper)
    antwoord = client.get(adres)
    assert "overeenkomst getekend" in antwoord.content.decode()
    client.post(adres, velden(antwoord) | {f"bedrag_{wulp.pk}": "5", f"tarief_{wulp.pk}": "5,00", "bewaar": ""})
    assert Verdeling.objects.last().afspraken.get().budget == D("100000.00")


@pytest.mark.clausule("IK-174", "IK-153")
def test_de_organisatie_ziet_haar_afspraken_pas_na_het_vaststellen(client, toneel, wulp):
    tekenaar = toneel.tekenaar(wulp)
    client.force_login(tekenaar)
    rij = toneel.bewaar().afspraken.get()
    adres = reverse("eigen_afspraak", args=[rij.pk])
    assert client.get(adres).status_code == 404
    assert "Er zijn nog geen afspraken" in client.get(reverse("afspraken")).content.decode()
    actions.stel_verdeling_vast(verdeling_id=rij.verdeling_id, gezien_hash=rij.verdeling.hash, door=toneel.manager)
    assert "€\xa0100.000,00" in client.get(reverse("afspraken")).content.decode()
    fout = client.post(reverse("afspraak_overleg", args=[rij.pk]), {"overleg": "Minder.", "gevraagd_tarief": "69,00"})
    assert fout.status_code == 422
    assert "tussen € 0 en € 69,00" in fout.content.decode()
    assert "Minder.</textarea>" in fout.content.decode()
    goed = client.post(reverse("afspraak_overleg", args=[rij.pk]), {"overleg": "Minder.", "gevraagd_tarief": "60,50"})
    rij.refresh_from_db()
    assert (goed.status_code, rij.status, rij.gevraagd_tarief) == (302, Afspraakstatus.OVERLEG, D("60.50"))


def test_de_lijst_met_filter_en_excel(client, toneel, wulp):
    toneel.partij("Stichting Kluut")
    toneel.vast()
    client.force_login(toneel.inkoper)
    assert client.get(reverse("afsprakenlijst"), {"naam": "kluut"}).content.decode().count("Stichting Wulp") == 0
    leeg = client.get(reverse("afsprakenlijst"), {"jaar": "2018", "status": "akkoord"})
    assert "Er zijn geen afspraken die hierbij passen" in leeg.content.decode()
    blad = load_workbook(io.BytesIO(client.get(reverse("afspraken_export"), {"naam": "kluut"}).content)).active
    koppen, *rijen = blad.iter_rows(values_only=True)
    [rij] = [dict(zip(koppen, waarden, strict=True)) for waarden in rijen]
    assert (rij["Organisatie"], rij["Maximum budget"], rij["Uren"]) == ("Stichting Kluut", "50.000,00", "724,50")
    assert (rij["Van"], rij["Tot en met"], rij["Stand"]) == ("01-01-2018", "31-12-2018", "Wacht op akkoord")


@pytest.mark.parametrize("naam", ["verdelingen", "afsprakenlijst", "verdeling", "afspraken"])
def test_evenveel_vragen_bij_een_en_bij_drie(client, toneel, wulp, naam):
    wie = toneel.tekenaar(wulp) if naam == "afspraken" else toneel.inkoper
    client.force_login(wie)

    def aantal() -> int:
        with CaptureQueriesContext(connection) as vragen:
            assert (
                client.get(reverse(naam, args=[toneel.regio.pk, 2018] if naam == "verdeling" else [])).status_code
                == 200
            )
        return len(vragen)

    toneel.vast()
    aantal()
    een = aantal()
    for nummer in (2, 3):
        rij = toneel.partij(f"Stichting Kluut {nummer}")
        if naam == "afspraken":
            RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=rij.inschrijving.organisatie, gebruiker=wie)
    toneel.vast()
    assert Prijsvolumeafspraak.objects.geldend().count() == 3
    assert aantal() == een
