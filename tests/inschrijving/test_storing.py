"""The line to the database is cut while a submit is being committed: the page finds out what came of it (F19)."""

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from inschrijving import actions
from inschrijving.models import Indiening, Inschrijving
from tests.factories_inschrijving import IndieningFactory
from tests.inschrijving.hulp import ingediende_inschrijving, log_in, volledige_inschrijving
from tests.inschrijving.indiener import Indiener, eis_precies_eenmaal, web
from tests.inschrijving.lijn import lijn
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)


def kop(antwoord) -> str:
    """The heading of the page."""
    [tekst] = re.findall(r"<h1[^>]*>([^<]+)</h1>", antwoord.tekst)
    return tekst


@pytest.mark.geval("F19")
def test_de_bladzijde_zoekt_uit_wat_er_van_het_indienen_kwam(klok, client, tmp_path):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    server = (connection.settings_dict["HOST"], int(connection.settings_dict["PORT"]))
    niet, wel = uuid4(), uuid4()
    with lijn(server) as draad, web(tmp_path, poort=draad.poort) as portaal:
        indiener = Indiener.van(inschrijving, portaal, client)

        draad.knip = "voor"
        antwoord = indiener.stuur(niet)
        assert (antwoord.status, draad.knip) == (HTTPStatus.FOUND, "")
        assert antwoord.naar == f"{reverse('inschrijving_nagaan', args=[inschrijving.kenmerk])}?sleutel={niet}"
        nagegaan = indiener.klant.haal(antwoord.naar)
        assert (nagegaan.status, kop(nagegaan)) == (HTTPStatus.OK, "Uw inschrijving is nog niet aangekomen")
        assert not Indiening.objects.exists()

        draad.knip = "na"
        antwoord = indiener.stuur(wel)
        assert (antwoord.status, draad.knip) == (HTTPStatus.FOUND, "")
        draad.verbreek()
        nagegaan = indiener.klant.haal(antwoord.naar)
        assert (nagegaan.status, nagegaan.koppen["Refresh"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "3")
        assert "Wij gaan na of uw inschrijving is aangekomen." in nagegaan.tekst
        geweigerd = indiener.stuur(wel)
        assert (geweigerd.status, geweigerd.koppen["Refresh"]) == (HTTPStatus.SERVICE_UNAVAILABLE, None)
        assert "Hetzelfde formulier telt nooit twee keer" in geweigerd.tekst
        draad.herstel()
        nagegaan = indiener.klant.haal(antwoord.naar)
        assert nagegaan.naar == reverse("ontvangstbewijs", args=[inschrijving.kenmerk])
        eis_precies_eenmaal({wel: indiener.ontvangstbewijs()})


@pytest.mark.geval("F19")
def test_nagaan_wacht_tot_het_vastleggen_voorbij_is(klok):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    door, sleutel = inschrijving.bestuursverklaring.getekend_door, uuid4()

    def ga_na():
        try:
            return actions.ga_na(inschrijving_id=inschrijving.pk, sleutel=sleutel, door=door)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            rij = Inschrijving.objects.select_for_update().get(pk=inschrijving.pk)
            IndieningFactory(inschrijving=rij, sleutel=sleutel, door=door)
            antwoord = poel.submit(ga_na)
            wacht_tot(wacht_iemand_op_slot)
        assert antwoord.result().sleutel == sleutel


@pytest.mark.geval("F19")
def test_na_de_sluiting_zegt_de_bladzijde_wat_er_staat_en_wie_te_bellen(klok, client):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    inschrijving = indiening.inschrijving
    adres = reverse("inschrijving_nagaan", args=[inschrijving.kenmerk])
    log_in(client, indiening.door)
    assert client.get(adres, {"sleutel": indiening.sleutel}).url == reverse(
        "ontvangstbewijs", args=[inschrijving.kenmerk]
    )
    assert "Dien nog een keer in" in client.get(adres, {"sleutel": uuid4()}).content.decode()
    klok("2017-08-01 17:01")
    tekst = client.get(adres, {"sleutel": uuid4()}).content.decode()
    assert f"meld dit meteen bij {inschrijving.uitvoerder.zorgkantoor}" in tekst
    assert indiening.ontvangstnummer in tekst
    assert "Dien nog een keer in" not in tekst
    assert client.get(adres, {"sleutel": "geen sleutel"}).status_code == 409
