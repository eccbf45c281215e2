"""The calendar file of a round."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from publicatie.agenda import DATUMS, agenda
from publicatie.models import Inkoopronde
from tests.factories import GebruikerFactory
from tests.factories_inschrijving import kleine_ronde
from tests.kern.test_ics import gelezen
from tests.publicatie.test_inlichtingen import om, vragenronde

pytestmark = pytest.mark.django_db


def afspraken(inhoud: bytes) -> dict[str, dict[str, str]]:
    """The events by the part of their UID that names the date."""
    gevonden, nu = {}, {}
    for naam, waarde in gelezen(inhoud):
        if (naam, waarde) == ("BEGIN", "VEVENT"):
            nu = {}
        elif (naam, waarde) == ("END", "VEVENT"):
            gevonden[nu["UID"].partition("@")[0].rpartition(".")[2]] = nu
        else:
            nu[naam] = waarde
    return gevonden


@pytest.mark.clausule("IK-025")
def test_de_agenda_heeft_alle_datums_van_de_ronde():
    gevonden = afspraken(agenda(vragenronde()))
    assert list(gevonden) == list(DATUMS)
    assert {naam: a.get("DTSTART") or a["DTSTART;VALUE=DATE"] for naam, a in gevonden.items()} == {
        "publicatie_op": "20170601",
        "vragen_vanaf": "20170601",
        "vragen_tot": "20170617T100000Z",
        "nota_op": "20170630T150000Z",
        "sluiting_op": "20170801T150000Z",
        "beoordeling_vanaf": "20170802",
        "bekendmaking_op": "20170915T100000Z",
        "bezwaar_tot": "20170929T150000Z",
        "antwoord_uiterlijk": "20171012",
        "opschorting_tot": "20171012T150000Z",
        "overeenkomsten_vanaf": "20171001",
        "ingang_op": "20180101",
        "looptijd_nieuw_tot": "20181231",
        "looptijd_bestaand_tot": "20201231",
    }


def test_een_onbekende_datum_staat_er_niet_in():
    gevonden = afspraken(agenda(kleine_ronde(ingang_op=None)))
    assert set(DATUMS) - set(gevonden) == {"vragen_vanaf", "vragen_tot", "nota_op", "ingang_op"}


def test_een_einde_om_middernacht_blijft_een_tijdstip():
    ronde = vragenronde(vragen_tot=om("2017-06-18 00:00"))
    assert afspraken(agenda(ronde))["vragen_tot"]["DTSTART"] == "20170617T220000Z"


def test_een_wijziging_houdt_de_sleutel_en_verhoogt_de_versie(settings):
    settings.BASIS_URL = "https://oco.example"
    ronde = kleine_ronde()
    eerst = afspraken(agenda(ronde))["sluiting_op"]
    ronde.wijzigingen.create(
        versie=2, wat=[], reden="Uitstel.", door=GebruikerFactory(), op=datetime(2017, 7, 1, 8, 0, tzinfo=UTC)
    )
    daarna = afspraken(agenda(ronde))["sluiting_op"]
    assert (eerst["UID"], eerst["SEQUENCE"]) == ("2018-2020.sluiting_op@oco.example", "0")
    assert (daarna["UID"], daarna["SEQUENCE"], daarna["DTSTAMP"]) == (eerst["UID"], "2", "20170701T080000Z")
    assert daarna["URL"] == "https://oco.example/ronde/2018-2020/"


def test_de_agenda_is_openbaar_vanaf_de_publicatie(client, klok):
    ronde = kleine_ronde()
    adres = reverse("ronde_agenda", args=[ronde.code])
    klok("2017-05-31 23:59")
    assert client.get(adres).status_code == 404
    klok("2017-06-01 00:00")
    antwoord = client.get(adres)
    assert antwoord.content == agenda(Inkoopronde.objects.get())
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert antwoord["Content-Disposition"] == 'attachment; filename="2018-2020.ics"'
    assert adres in client.get(ronde.get_absolute_url()).content.decode()
