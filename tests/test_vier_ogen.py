"""Every act of two people in the house, tried by the wrong person on its real address (B29, R7, R17).

Generated from the rows of tests/vierogen. A column that keeps who did something later stands there as the second of
two people, or here as the act of one.
"""

from pathlib import Path
from time import time

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey
from django.http import HttpResponse
from django.template.defaultfilters import striptags
from django.test import Client
from django.urls import reverse

from beoordeling.models import Opening
from kern.fouten import RegelFout
from partijen.models import Gebruiker
from tests.partijen.inloggen import code_nu, geef_wachtwoord_opnieuw, met_totp
from tests.vierogen import besluit, contract, ronde, selectie, uitvoering
from tests.vierogen.proef import Proef, beeindig_rollen, geef_rollen, gezet, ingelogd, stand, terug

BASIS = Path(settings.BASE_DIR)
RIJEN = ronde.RIJEN | selectie.RIJEN | besluit.RIJEN | contract.RIJEN | uitvoering.RIJEN
# The second step does not ask for the password again: one opinion of two, or what only counts with a later act.
ZONDER_WACHTWOORD = {
    *("publicatie.Leemte.vastgesteld_door", "publicatie.Regiotoewijzing.leemten_vastgesteld_door"),
    *("beoordeling.Eisoordeel", "beoordeling.Overleg.bevestigd_door", "selectie.Leemteoordeel"),
    "selectie.Loting: na een herziening",
    *("uitvoering.Declaratie.betaald_door", "uitvoering.Declaratie.betaald_door: in een lijst"),
}
# Done by one: answers and readings of the other side, the first of two, and acts that two people need not do.
EEN = {
    *("bekendmaking.Bezwaar.beantwoord_door", "bekendmaking.Bezwaar.behandelaar"),
    *("bekendmaking.Brief.geopend_door", "bekendmaking.KortGeding.doorgaan_door"),
    "bekendmaking.Herziening.intrekken_gevraagd_door",  # the first; the second one draws anew
    *("beoordeling.Belangenverklaring.overgenomen_door", "beoordeling.Classificatie.bevestigd_door"),
    "beoordeling.Verduidelijking.beantwoord_door",
    *("berichten.Verzendstop.gevraagd_door", "bewaren.Aanhouding.opheffen_gevraagd_door"),  # the first
    "bewaren.Vernietiging.gebruiker",  # whose account it is about
    "inschrijving.Bestuursverklaring.getekend_door",  # who sign together: inschrijving.Handtekening
    *("overeenkomst.Aanbieding.ingetrokken_door", "overeenkomst.Modeltekst.door"),
    *("overeenkomst.Onderaannemer.beantwoord_door", "overeenkomst.Onderaannemer.beeindigd_door"),
    *("overeenkomst.Onderaannemervraag.beantwoord_door", "overeenkomst.Prijsvolumeafspraak.beantwoord_door"),
    *("overeenkomst.Verlenging.aanvaard_door", "partijen.Uitnodiging.gebruikt_door"),
    "partijen.Sessie.gebruiker",  # whose session it is
    "publicatie.Regiotoewijzing.leemten_voorgelegd_door",  # the first
    "publicatie.Vraag.beantwoord_door",
    *("selectie.Regioselectie.terug_gevraagd_door", "selectie.Regioselectie.voorgesteld_door"),  # the first
    *("uitvoering.Acuutmelding.antwoord_door", "uitvoering.Acuutmelding.gelezen_door"),
    *("uitvoering.Acuutmelding.alsnog_door", "uitvoering.Contractmelding.voorbij_door"),
    *("uitvoering.Contractmelding.afgehandeld_door", "uitvoering.Controle.voorgesteld_door"),
    *("uitvoering.Declaratie.beoordeeld_door", "uitvoering.Declaratie.overmacht_door"),  # another one pays
    *("uitvoering.Overschrijding.gesloten_door", "uitvoering.Overschrijding.opener"),
    *("uitvoering.Productierapportage.beoordeeld_door", "uitvoering.Verslag.beoordeeld_door"),
    *("uitvoering.Signaal.gedeeld_door", "uitvoering.Zeggenschapsmelding.overleg_door"),
}


def later_gedaan() -> set[str]:
    """Every column in which somebody's name comes only after the row was made."""
    return {
        f"{model._meta.label}.{veld.name}"
        for config in apps.get_app_configs()
        if Path(config.path).parent == BASIS
        for model in config.get_models()
        for veld in model._meta.fields
        if isinstance(veld, ForeignKey) and veld.related_model is Gebruiker and veld.null
    }


def test_elke_latere_naam_is_van_een_tweede_persoon_met_een_rij_of_van_een_mens():
    kolommen = {meet.split(":")[0] for meet in RIJEN if meet.split(":")[0].count(".") == 2}
    assert sorted(later_gedaan()) == sorted(kolommen | EEN)
    assert not kolommen & EEN


def woorden(antwoord: HttpResponse) -> str:
    """What the page itself says, without its head and menu."""
    return " ".join(striptags(antwoord.content.decode().partition("<main")[2]).split())


def eis_geweigerd(meet: str, voor: tuple[int, int, int], antwoord: HttpResponse) -> None:
    """Refused with a page, and nothing was done, written in the log or put in the outbox."""
    assert antwoord.status_code in range(400, 500)
    assert stand(meet) == voor


@pytest.mark.django_db
@pytest.mark.geval("B29")
@pytest.mark.parametrize("meet", RIJEN)
def test_twee_mensen_over_wat_zij_zagen_en_een_keer(meet):
    proef = RIJEN[meet]()
    proef.klaar(proef.tweede)
    geef_rollen(proef.tweede, proef.eerste)
    gezien, voor = proef.zie(proef.tweede), stand(meet)
    _dezelfde_persoon(meet, proef, gezien)
    _veranderd(meet, proef, gezien)
    with terug():
        beeindig_rollen(proef.tweede)
        antwoord = proef.klik(proef.tweede, gezien)
        assert (antwoord.status_code in (403, 404), stand(meet)) == (True, voor)
    with terug():
        antwoord = proef.klik(proef.tweede, gezien, net=False)
        vraagt = antwoord.url.startswith(reverse("account_reauthenticate"))
        assert (vraagt, gezet(meet) == voor[0]) == (meet not in ZONDER_WACHTWOORD,) * 2
    antwoord = proef.klik(proef.tweede, gezien)
    assert (antwoord.status_code, gezet(meet)) == (302, voor[0] + 1), woorden(antwoord)
    na = stand(meet)
    for wie in (proef.tweede,) if proef.eigen else (proef.tweede, proef.eerste):  # the same click once more
        assert proef.klik(wie, gezien).status_code < 500
        assert stand(meet) == na


def _dezelfde_persoon(meet: str, proef: Proef, gezien: dict[str, str]) -> None:
    """By the account and the session of the first step, and by another account of that person."""
    voor = stand(meet)
    with terug():
        antwoord = proef.klik(proef.eerste, gezien)
        assert gezet(meet) == voor[0]
        if not proef.eigen:
            eis_geweigerd(meet, voor, antwoord)
    with terug():
        ander = proef.ander_account()
        voor, antwoord = stand(meet), proef.klik(ander, gezien)
        eis_geweigerd(meet, voor, antwoord)
        assert "dezelfde persoon" in woorden(antwoord)


def _veranderd(meet: str, proef: Proef, gezien: dict[str, str]) -> None:
    """What was seen is not there any more, and the page says so; or nobody can change it."""
    if proef.vast:
        with terug(), pytest.raises(RegelFout):
            proef.vast()
        return
    with terug():
        assert proef.verander
        proef.verander()
        voor, antwoord = stand(meet), proef.klik(proef.tweede, gezien)
        eis_geweigerd(meet, voor, antwoord)
        if proef.verdwijnt:
            assert antwoord.status_code == 404
        else:
            assert proef.waarom in woorden(antwoord)


@pytest.mark.django_db
@pytest.mark.geval("R7")
def test_net_bevestigd_geldt_voor_deze_sessie_en_dit_account(client):
    proef = ronde.opening()
    gezien = proef.zie(proef.tweede)

    def vraagt(sessie: Client) -> bool:
        antwoord = sessie.post(proef.adres, gezien)
        return antwoord.get("Location", "").startswith(reverse("account_reauthenticate"))

    bevestigd, ander = Client(), Client()
    for sessie, wie in ((bevestigd, proef.tweede), (ander, proef.tweede), (client, proef.eerste)):
        sessie.force_login(wie)
    geef_wachtwoord_opnieuw(bevestigd)
    assert vraagt(ander)  # the same person, in a session that did not ask
    geef_wachtwoord_opnieuw(client)
    client.force_login(proef.tweede)
    assert vraagt(client)  # what the account before it confirmed in this browser
    geef_wachtwoord_opnieuw(client)
    verstreken = client.session
    for keer in verstreken["account_authentication_methods"]:
        keer["at"] = time() - 601
    verstreken.save()
    assert vraagt(client)
    assert Opening.objects.get().tweede_door is None
    geef_wachtwoord_opnieuw(client)
    assert client.post(proef.adres, gezien).url == reverse("openingen")


@pytest.mark.django_db
@pytest.mark.geval("R7")
def test_de_opening_vraagt_ieder_de_eigen_tweede_factor_en_dan_gaat_de_klik_door(client):
    proef = ronde.opening()
    met_totp(proef.tweede)
    gezien = proef.zie_als(ingelogd(proef.tweede, methode="mfa"))
    client = ingelogd(proef.tweede)  # the password alone, just now
    antwoord = client.post(proef.adres, gezien)
    assert antwoord.url.startswith(reverse("mfa_reauthenticate"))
    assert Opening.objects.get().tweede_door is None
    fout = client.post(antwoord.url, {"code": "000000", "next": proef.adres})
    assert (fout.status_code, Opening.objects.get().tweede_door) == (200, None)
    assert client.post(antwoord.url, {"code": code_nu(), "next": proef.adres}).url == reverse("openingen")
    assert Opening.objects.get().tweede_door == proef.tweede
