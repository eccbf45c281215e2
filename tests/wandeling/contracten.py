"""From money to signature, as people do it in Chromium."""

from collections.abc import Mapping

from overeenkomst import actions
from overeenkomst.models import Contractgegevens, Prijsvolumeafspraak, Verdeling
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from tests.factories import zet_klok
from tests.overeenkomst.toneel import Contracttoneel
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar

ZORGKANTOOR = "Zorgkantoor IJsvogel"


def besluiten(partijen: Mapping[str, Mapping[str, str]], *, geld: int) -> Contracttoneel:
    """Parties whose decisions are made known, so much money for each region, and nothing agreed yet.

    Gives them people: Inkoper, Manager and Collega, and for Stichting Wulp a Bestuur Wulp.
    """
    (eerste, regios), *anderen = partijen.items()
    toneel = Contracttoneel(regios, organisatie__statutaire_naam=eerste)
    for naam, regios in anderen:
        toneel.partij(regios, organisatie__statutaire_naam=naam)
    Prijsvolumeafspraak.objects.all().delete()
    Verdeling.objects.all().delete()
    Contractgegevens.objects.all().delete()
    for toewijzing in toneel.ronde.toewijzingen.all():
        Regiobudget.objects.update_or_create(toewijzing=toewijzing, jaar=2018, defaults={"bedrag": geld})
    for naam, soort in (("Inkoper", "inkoper"), ("Manager", "inkoopmanager"), ("Collega", "inkoopmanager")):
        persoon(naam, soort=soort, organisatie=None, uitvoerder=toneel.uitvoerder)
    for rij in toneel.uitvoerder.inschrijvingen.all():
        persoon(
            f"Bestuur {rij.organisatie.statutaire_naam[10:]}",
            soort=Rolsoort.TEKENBEVOEGDE,
            organisatie=rij.organisatie,
        )
    return toneel


def sluit(manager: Wandelaar, collega: Wandelaar, besturen: list[Wandelaar]) -> None:
    """From agreed money to overeenkomsten in force; the clock stands at the first minute of 2018."""
    rijen = bied_alles_aan(manager, ZORGKANTOOR)
    assert len(rijen) == len(besturen)
    zet_klok("2017-10-13 10:00")
    for bestuur in besturen:
        teken(bestuur)
    teken_mede(collega, rijen)
    assert actions.maak_exemplaren() == len(besturen)
    zet_klok("2018-01-01 00:01")
    assert actions.laat_ingaan_wat_kan() == len(besturen)


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


def bied_alles_aan(manager: Wandelaar, zorgkantoor: str) -> list[str]:
    """Also the KvK-nummer and the court of the zorgkantoor. Gives the address of each overeenkomst."""
    manager.ga("/werk/overeenkomsten/")
    manager.klik(f"Gegevens van {zorgkantoor}")
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


def teken_mede(collega: Wandelaar, rijen: list[str]) -> None:
    for rij in rijen:
        collega.ga(rij)
        collega.vul({"Uw functie": "manager zorginkoop", "Plaats waar u tekent": "Vogeldam"})
        collega.klik("Tekenen voor het zorgkantoor")
        collega.ziet("De overeenkomst is getekend door beide partijen.")
        for waarvoor in ("De afspraken", "Acute signalen"):
            noem_contact(collega, waarvoor)
