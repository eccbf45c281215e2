"""The walk as the zorgkantoor and the notaris do it: opening, verdicts, selection, loting, letters."""

import re
from pathlib import Path

from playwright.sync_api import expect

from bekendmaking import tasks
from tests.factories_selectie import bezorg
from tests.inschrijving.hulp import pdf
from tests.wandeling.wandelaar import Wandelaar


def open_samen(een: Wandelaar, twee: Wandelaar) -> None:
    """One asks, the other confirms."""
    een.ga("/werk/openingen/")
    een.klik("Opening aanvragen")
    een.klik("Opening aanvragen")
    een.ziet("Wacht op de tweede persoon")
    twee.ga("/werk/openingen/")
    twee.klik("Bevestigen en openen")
    twee.klik("Bevestigen en alle dossiers openen")
    twee.ziet("Geopend", "Proces-verbaal")


def beoordeel(w: Wandelaar, kenmerk: str) -> None:
    """Declare no interest, then judge eis 1 to 11 on the dossier screen."""
    w.ga(f"/werk/dossiers/{kenmerk}/")
    w.kies("Nee, ik heb geen belang")
    w.klik("Verklaren")
    for nummer in range(1, 12):
        form = w.page.locator("form[data-oordeel]").filter(has=w.page.locator(f'input[name="eis"][value="{nummer}"]'))
        if nummer == 1:
            for veld in form.locator("textarea:visible").all()[:2]:
                veld.fill("De onderbouwing laat ervaring met alle doelgroepen zien.")
        for keuze in form.get_by_label("voldoet", exact=True).all():
            keuze.check()
        w.druk(form.get_by_role("button"))


def rond_af_en_deel_in(w: Wandelaar, kenmerk: str, indelingen: dict[str, str]) -> None:
    """Close the assessment of each region and confirm what the organisation is there."""
    for regio, indeling in indelingen.items():
        w.ga(f"/werk/dossiers/{kenmerk}/")
        w.klik(f"Beoordeling van {regio} afronden")
        deel = w.page.get_by_role("article", name=regio)
        expect(deel).to_contain_text("Voldoet")
        deel.get_by_label(indeling).check()
        w.druk(deel.get_by_role("button", name=f"Indeling in {regio} bevestigen"))


def selecteer(een: Wandelaar, twee: Wandelaar, regio: str, feiten: dict[str, dict[str, bool]]) -> None:
    """Facts per candidate, proposed by one and frozen by the other."""
    een.ga("/werk/regios/")
    een.klik(regio)
    adres = een.page.url
    een.klik("Selectie beginnen")
    for naam, antwoorden in feiten.items():
        een.ga(adres)
        een.klik(naam)
        _vul_feiten(een, antwoorden)
        for beoordelaar in (een, twee):
            beoordelaar.ga(adres)
            beoordelaar.klik(naam)
            _antwoord_op_de_leemte(beoordelaar)
    een.ga(adres)
    een.klik("Invoer voorleggen")
    twee.ga(adres)
    twee.klik("Invoer bevriezen")


def _antwoord_op_de_leemte(w: Wandelaar) -> None:
    deel = w.page.locator("article").filter(has_text="Voorziet de organisatie in deze leemte?")
    deel.get_by_label("ja", exact=True).check()
    deel.locator("textarea").fill("De organisatie werkt al voor deze groep.")
    w.klik("Antwoord geven")


def _vul_feiten(w: Wandelaar, antwoorden: dict[str, bool]) -> None:
    for vraag, ja in antwoorden.items():
        w.page.get_by_role("group", name=vraag).get_by_label("ja" if ja else "nee", exact=True).check()
    for veld in w.page.locator("textarea[name$=_bewijs]").all():
        if not veld.input_value():
            veld.fill("Zie het dossier.")
    w.klik("Feiten bewaren")


def zet_loting_klaar(w: Wandelaar) -> None:
    w.ziet("loting nodig")
    w.klik("Loting klaarzetten")
    w.vul({"Waar loot de notaris?": "Notariskantoor Vogeldam", "Wanneer?": "2017-09-05T10:00"})
    w.klik("Klaarzetten en uitnodigen")
    bezorg()


def loot(notaris: Wandelaar, bestand: Path, eerste: str) -> None:
    """The notaris enters the order with the proces-verbaal; `eerste` is drawn first."""
    notaris.ga("/lotingen/")
    notaris.klik("Twente")
    notaris.klik("Uitslag invoeren")
    bestand.write_bytes(pdf("Proces-verbaal"))
    velden = notaris.page.get_by_role("main").locator("input[type=number]").all()
    plaats = 2
    for veld in velden:
        label = notaris.page.locator(f"label[for={veld.get_attribute('id')}]").inner_text()
        veld.fill("1" if eerste in label else str(plaats))
        plaats += eerste not in label
    notaris.vul({"Dag van de loting": "2017-09-05", "Naam en plaats van de notaris": "Notaris te Vogeldam"})
    notaris.page.get_by_label("Proces-verbaal").set_input_files(bestand)
    notaris.page.get_by_role("main").get_by_role("checkbox").check()
    notaris.klik("Uitslag tekenen en invoeren")


def bevestig_en_stel_vast(w: Wandelaar) -> None:
    w.ga("/lotingen/")
    w.klik("Twente")
    w.klik("Ja, bevestig de uitslag")
    for regio in ("Twente", "Arnhem", "Groningen"):
        w.ga("/werk/regios/")
        w.klik(regio)
        w.klik("Uitslag vaststellen")


def maak_brieven(w: Wandelaar) -> None:
    w.ga("/werk/bekendmaking/")
    w.klik("Zorgkantoor Menzis")
    w.druk(w.page.get_by_role("button", name=re.compile(r"Maak \d+ brie")))
    w.ziet("De brieven worden gemaakt")
    tasks.maak_brieven()
    w.ga(w.page.url)
    w.ziet("De brieven zijn gemaakt")


def keur_goed(w: Wandelaar) -> None:
    """Approve every letter, one by one."""
    w.ga("/werk/bekendmaking/")
    w.klik("Zorgkantoor Menzis")
    bord = w.page.url
    links = w.page.locator("main a[href^='/werk/brieven/']").all()
    adressen = list(dict.fromkeys(link.get_attribute("href") for link in links))
    for adres in adressen:
        w.ga(adres)
        w.klik("Deze brief goedkeuren")
    w.ga(bord)


def zet_vrijgave_klaar(w: Wandelaar) -> None:
    w.klik("Vrijgave klaarzetten")
    w.ziet("De vrijgave staat klaar")
