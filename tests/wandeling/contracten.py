"""From money to signature, as people do it in Chromium."""

from tests.wandeling.wandelaar import Wandelaar


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
