"""Chapter 3 in Chromium: from the release to a gegrond bezwaar that changes two outcomes, and on to definitief."""

import pytest
from playwright.sync_api import expect

from bekendmaking import tasks
from bekendmaking.models import Brief
from bekendmaking.queries import geldige_beslissingen
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW, Toneel
from tests.factories_inschrijving import BestuursverklaringFactory
from tests.inschrijving.hulp import pdf
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar


class Podium(Toneel):
    """The small finished round with people who can log in by name."""

    def persoon(self, soort: str):
        self.mensen = getattr(self, "mensen", 0) + 1
        return persoon(f"{soort} {self.mensen}", soort=soort, organisatie=None, uitvoerder=self.uitvoerder)


@pytest.fixture
def podium(transactional_db):
    """Two places in Utrecht: a bestaande and the first of two nieuwe get them; the letters wait for their moment."""
    podium = Podium(maximum_per_regio=2)
    podium.oud = podium.dossier({"Utrecht": BESTAAND})
    podium.een, podium.twee = (podium.dossier({"Utrecht": NIEUW}) for _ in range(2))
    podium.stel_vast("Utrecht", feiten={podium.een.kenmerk: {"clientondersteuners": 4, "geregistreerd": 3}})
    for naam, dossier in [("Bestuur Oud", podium.oud), ("Bestuur Een", podium.een), ("Bestuur Twee", podium.twee)]:
        persoon(naam, soort=Rolsoort.INVULLER, organisatie=dossier.organisatie)
        BestuursverklaringFactory(inschrijving=dossier)
        podium.brief(dossier, goedgekeurd=True)
    podium.zet_klaar()
    return podium


def maak_bezwaar(w: Wandelaar, kenmerk: str, bestand) -> None:
    bestand.write_bytes(pdf("Contract met de gemeente"))
    w.ga(f"/beslissing/{kenmerk}/")
    w.ziet("Niet geselecteerd", "29 september", "5 oktober", "12 oktober")
    w.klik("Bezwaar maken")
    w.vink(w.page.get_by_role("main").get_by_role("checkbox").first)
    w.typ(w.page.get_by_label("Waarom bent u het er niet mee eens?"), "Ons Wmo-contract is niet meegeteld.")
    w.kies_bestand(w.page.locator("main input[type=file]"), bestand)
    w.klik("Bezwaar indienen")
    w.ziet("Uw bezwaar is ontvangen")


def beantwoord(w: Wandelaar, naam: str) -> None:
    w.ga("/werk/bezwaren/")
    w.druk(w.page.locator("main a[href^='/werk/bezwaren/']"))
    w.ziet("beoordeelde dit dossier")
    w.page.get_by_label("Wie behandelt dit bezwaar?").select_option(label=naam)
    w.klik("In behandeling nemen")
    w.kies("Gegrond")
    w.typ(w.page.get_by_label("Antwoord", exact=True), "U hebt gelijk: het contract zat bij uw inschrijving.")
    w.klik("Antwoord versturen")
    w.ziet("Gegrond: de uitkomst herzien", "Download de brief met het antwoord")


def herzie(w: Wandelaar, kenmerk: str) -> str:
    """Correct one fact, and look at what changes; gives the address for the second person."""
    w.ga("/werk/")
    w.druk(w.page.get_by_role("link", name="Regio herzien na gegrond bezwaar"))
    w.typ(w.page.get_by_label("Waarom u dit besluit"), "Een Wmo-contract uit het dossier telde niet mee.")
    deel = w.page.locator("details", has_text=kenmerk)
    w.vink(deel.get_by_label("b. eerder Wmo-contract met een gemeente in deze regio"))
    w.klik("Bereken en maak de brieven")
    rijen = w.page.get_by_role("table").get_by_role("row")
    expect(rijen).to_have_count(3)
    w.ziet("Voor 1 andere organisatie", "Een collega die brieven goedkeurt")
    return w.page.url


@pytest.mark.proef
@pytest.mark.browser
@pytest.mark.clausule("IK-196", "IK-198", "IK-201")
def test_een_gegrond_bezwaar_verandert_twee_uitkomsten(podium, klok, wandelaar, tmp_path):
    een, twee = podium.een.kenmerk, podium.twee.kenmerk
    bestuur_twee = wandelaar("Bestuur Twee")
    assert bestuur_twee.ga(f"/beslissing/{twee}/") == 404
    klok("2017-09-15 12:00")
    tasks.geef_vrij()
    klok("2017-09-20 10:00")
    maak_bezwaar(bestuur_twee, twee, tmp_path / "bewijs.pdf")

    klok("2017-10-09 10:00")
    beantwoord(wandelaar(podium.behandelaar.naam), podium.behandelaar.naam)
    adres = herzie(wandelaar(podium.inkoper.naam), twee)
    bestuur_een = wandelaar("Bestuur Een")
    bestuur_een.ga(f"/beslissing/{een}/")
    bestuur_een.ziet_niet("herziene")
    manager = wandelaar(podium.manager.naam)
    manager.ga(adres)
    manager.klik("Herziening vrijgeven")
    manager.ga(adres)
    if manager.page.get_by_role("button", name="Herziening vrijgeven").count():  # the password came first
        manager.klik("Herziening vrijgeven")
    manager.ziet("Vrijgegeven door", "zondag 5 november 2017, 17:00 uur")

    bestuur_een.ga(f"/beslissing/{een}/")
    bestuur_een.ziet("Niet geselecteerd", "herziene", "maandag 23 oktober 2017, 17:00 uur", "Bezwaar maken")
    bestuur_twee.ga(f"/beslissing/{twee}/")
    bestuur_twee.ziet("Overeenkomst (nieuwe organisatie)", "Download de brief met ons antwoord")

    klok("2017-10-12 17:00")
    tasks.maak_definitief()
    assert not Brief.objects.filter(status="definitief").exists()
    klok("2017-11-05 17:00")
    tasks.maak_definitief()
    bestuur_twee.ga(f"/beslissing/{twee}/")
    bestuur_twee.ziet("definitieve beslissing")
    uitkomsten = [geldige_beslissingen(dossier).get() for dossier in (podium.oud, podium.een, podium.twee)]
    assert [(b.uitkomst, b.status, b.versie) for b in uitkomsten] == [
        ("overeenkomst_bestaand", "definitief", 1),
        ("niet_geselecteerd", "definitief", 2),
        ("overeenkomst_nieuw", "definitief", 2),
    ]
