"""A whole uitvoerder from its decisions to overeenkomsten in force, by its people in Chromium without JavaScript."""

import pytest

from overeenkomst import actions
from overeenkomst.models import Contractgegevens, Overeenkomst, Prijsvolumeafspraak, Verdeling
from overeenkomst.states import Afspraakstatus, Kant, Status
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import zet_klok
from tests.overeenkomst.toneel import Contracttoneel
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTIJEN = {
    "Stichting Wulp": {"Utrecht": BESTAAND, "Zwolle": BESTAAND},
    "Stichting Kluut": {"Utrecht": NIEUW},
    "Stichting Grutto": {"Zwolle": NIEUW},
}


@pytest.fixture
def toneel(transactional_db):
    """Three parties whose decisions are made known, money for both regions, and nothing agreed yet."""
    toneel = Contracttoneel({"Utrecht": BESTAAND}, organisatie__statutaire_naam="Stichting Wulp")
    for naam, regios in list(PARTIJEN.items())[1:]:
        toneel.partij(regios, organisatie__statutaire_naam=naam)
    Prijsvolumeafspraak.objects.all().delete()
    Verdeling.objects.all().delete()
    Contractgegevens.objects.all().delete()
    for toewijzing in toneel.ronde.toewijzingen.all():
        Regiobudget.objects.update_or_create(toewijzing=toewijzing, jaar=2018, defaults={"bedrag": 180_000})
    for naam, soort in (("Inkoper", "inkoper"), ("Manager", "inkoopmanager"), ("Collega", "inkoopmanager")):
        persoon(naam, soort=soort, organisatie=None, uitvoerder=toneel.uitvoerder)
    for rij in toneel.uitvoerder.inschrijvingen.all():
        persoon(
            f"Bestuur {rij.organisatie.statutaire_naam[10:]}",
            soort=Rolsoort.TEKENBEVOEGDE,
            organisatie=rij.organisatie,
        )
    return toneel


def elke_rij(wie: Wandelaar, lijst: str) -> list[str]:
    """The addresses of the first column of a list."""
    wie.ga(lijst)
    return [link.get_attribute("href") for link in wie.page.locator("main tbody th a").all()]


def noem_contact(wie: Wandelaar, waarvoor: str) -> None:
    wie.page.get_by_text("Contactpersoon toevoegen").first.click()
    wie.kies(waarvoor)
    velden = {"Naam": "B. Bel", "Functie": "adviseur", "Telefoon": "088 000 00 00", "E-mailadres": "b@bel.example"}
    wie.vul(velden)
    wie.klik("Contactpersoon toevoegen")


def verdeel_het_geld(inkoper: Wandelaar, manager: Wandelaar) -> None:
    for regio in elke_rij(inkoper, "/werk/prijsvolume/"):
        inkoper.ga(regio)
        inkoper.klik("Bewaar als ontwerp")
        manager.ga(regio)
        manager.klik("Verdeling vaststellen")


def ga_akkoord(bestuur: Wandelaar) -> None:
    for afspraak in elke_rij(bestuur, "/afspraken/"):
        bestuur.ga(afspraak)
        bestuur.klik("Akkoord")


def bied_alles_aan(manager: Wandelaar) -> list[str]:
    manager.ga("/werk/overeenkomsten/")
    manager.klik("Gegevens van Zorgkantoor IJsvogel")
    manager.vul({"KvK-nummer": "90000123", "Plaats van de bevoegde rechtbank": "Vogeldam"})
    manager.klik("Gegevens bewaren")
    rijen = elke_rij(manager, "/werk/overeenkomsten/")
    for rij in rijen:
        manager.ga(rij)
        manager.klik("Bekijk en bied aan")
        manager.klik("Overeenkomst aanbieden")
        manager.ziet("De overeenkomst is aangeboden.")
    return rijen


def teken(bestuur: Wandelaar) -> None:
    (rij,) = elke_rij(bestuur, "/overeenkomsten/")
    bestuur.ga(rij)
    bestuur.vul({"Uw functie": "bestuurder", "Plaats waar u tekent": "Vogeldam"})
    bestuur.klik("Overeenkomst tekenen")
    bestuur.ziet("U hebt getekend.")
    noem_contact(bestuur, "De afspraken")


def test_van_beslissing_tot_van_kracht(toneel, wandelaar):
    inkoper, manager, collega = (wandelaar(naam) for naam in ("Inkoper", "Manager", "Collega"))
    besturen = [wandelaar(f"Bestuur {naam[10:]}") for naam in PARTIJEN]
    verdeel_het_geld(inkoper, manager)
    for bestuur in besturen:
        ga_akkoord(bestuur)
    assert set(Prijsvolumeafspraak.objects.values_list("status", flat=True)) == {Afspraakstatus.AKKOORD}
    rijen = bied_alles_aan(manager)
    assert len(rijen) == len(PARTIJEN)
    zet_klok("2017-10-13 10:00")
    for bestuur in besturen:
        teken(bestuur)
    for rij in rijen:
        collega.ga(rij)
        collega.vul({"Uw functie": "manager zorginkoop", "Plaats waar u tekent": "Vogeldam"})
        collega.klik("Tekenen voor het zorgkantoor")
        collega.ziet("De overeenkomst is getekend door beide partijen.")
        for waarvoor in ("De afspraken", "Acute signalen"):
            noem_contact(collega, waarvoor)
    assert actions.maak_exemplaren() == len(PARTIJEN)
    for rij in Overeenkomst.objects.all():
        assert {rij.getekend_stuk_id, rij.exemplaar_zorgkantoor_id} & {None} == set()
        assert {contact.kant for contact in rij.contactpersonen.all()} == set(Kant)
    zet_klok("2018-01-01 00:01")
    assert actions.laat_ingaan_wat_kan() == len(PARTIJEN)
    for bestuur in besturen:
        bestuur.ga(elke_rij(bestuur, "/overeenkomsten/")[0])
        bestuur.ziet("Van kracht", "Download uw getekende exemplaar")
    assert set(Overeenkomst.objects.values_list("status", flat=True)) == {Status.VAN_KRACHT}
