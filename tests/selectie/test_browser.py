"""A whole selection and loting in three browsers in Chromium: inkoper, inkoopmanager and notaris.

Every page on the way, wide and narrow: accessible, within the policy, nothing off the page.
"""

import os

import pytest
from django.test import Client
from django.urls import reverse

from bekendmaking.models import Vrijgave
from kern import klok as portaalklok
from partijen.states import Rolsoort
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.states import Status
from tests import axe
from tests.factories import RolFactory
from tests.factories_publicatie import LeemteFactory
from tests.factories_selectie import BESTAAND, NIEUW, bezorg, geopende_regio, medewerker, partij
from tests.inschrijving.hulp import log_in, pdf
from tests.wandeling.wandelaar import Wandelaar

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BREED, SMAL = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class Kijker(Wandelaar):
    """A person in a browser of their own, who looks at every page wide and narrow."""

    def __init__(self, page):
        super().__init__(page)
        page.on("console", lambda m: self.klachten.append(m.text) if m.type in ("error", "warning") else None)
        self.klachten = []

    def kijk(self) -> None:
        """Keep what is wrong with this page."""
        for maat in (SMAL, BREED):
            self.page.set_viewport_size(maat)
            self.klachten += [(self.page.url, gebrek) for gebrek in axe.gebreken(self.page)]
            if self.page.evaluate("document.documentElement.scrollWidth") > maat["width"]:
                self.klachten.append(f"{self.page.url}: breder dan {maat['width']}")


@pytest.fixture
def in_browser(live_server, browser):
    """A person in a browser of their own, logged in just now; nobody is an outsider."""
    open_ = []

    def maak(gebruiker=None):
        context = browser.new_context(base_url=live_server.url, viewport=BREED)
        if gebruiker:
            client = Client()
            log_in(client, gebruiker)
            koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([koek])
        open_.append(context)
        return Kijker(context.new_page())

    yield maak
    for context in open_:
        context.close()


def beantwoord(wie, kandidaat, ja=True):
    wie.ga(reverse("kandidaat", args=[kandidaat.pk]))
    deel = wie.page.locator("article").filter(has_text="Mensen met NAH")
    deel.get_by_label("ja" if ja else "nee", exact=True).check()
    deel.locator("textarea").fill("Dat blijkt uit het dossier.")
    wie.klik("Antwoord geven")


def vul_feiten(inkoper, manager, selectie):
    """Four equals and one that goes before them: criterium 1 by two people, the rest by one."""
    for nummer, kandidaat in enumerate(selectie.kandidaten.order_by("pk")):
        for wie in (inkoper, manager):
            beantwoord(wie, kandidaat, ja=nummer == 0)
        inkoper.ga(reverse("kandidaat", args=[kandidaat.pk]))
        groep = inkoper.page.get_by_role("group", name="2b")
        groep.get_by_label("nee", exact=True).check()
        inkoper.vul({"3. Aantal cliëntondersteuners": "4", "Hoeveel daarvan aangesloten of ingeschreven zijn": "3"})
        if nummer == 0:
            inkoper.kijk()
        inkoper.klik("Feiten bewaren")


def bevries(inkoper, manager, regio):
    inkoper.ga(regio)
    inkoper.klik("Invoer voorleggen")
    inkoper.kijk()
    manager.ga(regio)
    manager.kijk()
    manager.klik("Invoer bevriezen")


def proef(inkoper, regio, laatste):
    """What if the last one filled the gap too?"""
    inkoper.ga(regio)
    inkoper.klik("Wat als? Verander een feit in een kopie")
    inkoper.page.get_by_label("Bij welke organisatie").select_option(label=laatste)
    inkoper.klik("Kies")
    inkoper.kies("1. Voorziet in een leemte")
    inkoper.klik("Reken de proef uit")
    inkoper.ziet("PROEF, geen uitslag", "1 leemte: nu nee, in de proef ja")
    inkoper.kijk()


def zet_terug(inkoper, manager, regio):
    manager.ga(regio)
    manager.page.get_by_text("De bevriezing terugzetten").click()
    manager.vul({"Waarom moet de bevriezing terug?": "Een oordeel is heropend."})
    manager.klik("Terugzetten vragen")
    manager.kijk()
    inkoper.ga(regio)
    inkoper.ziet("Een oordeel is heropend.")
    inkoper.klik("Bevriezing terugzetten")


def loot(inkoper, notaris, klok, pad):
    """Set ready with announced sources, wait for the moment, and enter their values."""
    inkoper.klik("Loting klaarzetten")
    inkoper.vul({"Waar loot de notaris?": "Notariskantoor Vogeldam", "Wanneer?": "2017-09-05T12:00"})
    inkoper.kies("Berekend volgens RFC 3797")
    inkoper.vul({"Bronnen van toeval (niet verplicht)": "Lotto van 5 september\nAEX van 5 september"})
    inkoper.kijk()
    inkoper.klik("Klaarzetten en uitnodigen")
    bezorg()
    inkoper.ga(inkoper.page.url)
    inkoper.kijk()
    klok("2017-09-05 12:30")
    notaris.ga("/lotingen/")
    notaris.kijk()
    notaris.klik("Twente")
    notaris.klik("Uitslag invoeren")
    notaris.kijk()
    pad.write_bytes(pdf("Proces-verbaal"))
    for nummer, waarden in (("1", "2 5 12 8 10"), ("2", "51704")):
        notaris.page.locator(f"[name=bron_{nummer}]").fill(waarden)
        notaris.page.locator(f"[name=vindplaats_{nummer}]").fill("Krant van 6 september")
    notaris.vul({"Dag van de loting": "2017-09-05", "Naam en plaats van de notaris": "mr. A. de Wit, Vogeldam"})
    notaris.page.get_by_label("Proces-verbaal").set_input_files(pad)
    notaris.vink_alles(notaris.page.get_by_role("main"))
    notaris.klik("Uitslag tekenen en invoeren")
    notaris.kijk()


def bevestig_en_stel_vast(manager, regio):
    manager.ga(reverse("loting", args=[Loting.objects.get().pk]))
    manager.kijk()
    manager.klik("Ja, bevestig de uitslag")
    manager.ga(regio)
    manager.klik("Uitslag vaststellen")
    manager.kijk()


def controleer_als_buitenstaander(buiten, toewijzing):
    nu = portaalklok.nu()
    vast = {"ronde": toewijzing.ronde, "uitvoerder": toewijzing.uitvoerder, "vrij_op": nu, "klaargezet_op": nu}
    Vrijgave.objects.create(**vast, vrijgegeven_op=nu, klaargezet_door=medewerker(toewijzing))
    buiten.ga("/lotingen/controleren/")
    buiten.kijk()
    buiten.klik("Twente")
    buiten.ziet("python loting.py controleer", "2.5.8.10.12./51704./")
    buiten.kijk()


@pytest.mark.proef
@pytest.mark.clausule("IK-156", "IK-165", "IK-166")
def test_een_hele_selectie_en_loting_in_drie_browsers(in_browser, klok, tmp_path):
    klok("2017-09-04 10:00")
    toewijzing = geopende_regio(*[NIEUW] * 5, BESTAAND)
    LeemteFactory(toewijzing=toewijzing, omschrijving="Mensen met NAH", vastgesteld=True)
    regio = reverse("regioselectie", args=[toewijzing.pk])
    soorten = (Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER, Rolsoort.NOTARIS)
    inkoper, manager, notaris = (in_browser(medewerker(toewijzing, soort)) for soort in soorten)

    inkoper.ga(regio)
    inkoper.kijk()
    inkoper.klik("Selectie beginnen")
    selectie = Regioselectie.objects.get()
    inkoper.kijk()
    vul_feiten(inkoper, manager, selectie)
    bevries(inkoper, manager, regio)
    proef(inkoper, regio, selectie.kandidaten.order_by("pk").last().regioinschrijving.inschrijving.partijnaam)
    zet_terug(inkoper, manager, regio)
    bevries(inkoper, manager, regio)
    inkoper.ga(regio)
    inkoper.kijk()
    loot(inkoper, notaris, klok, tmp_path / "proces-verbaal.pdf")
    bevestig_en_stel_vast(manager, regio)
    buiten = in_browser()
    controleer_als_buitenstaander(buiten, toewijzing)

    assert [kijker.klachten for kijker in (inkoper, manager, notaris, buiten)] == [[]] * 4
    selectie.refresh_from_db()
    assert (selectie.status, Teruggezet.objects.count()) == (Status.VASTGESTELD, 1)
    uitkomsten = sorted(selectie.uitslag["uitkomsten"].values())
    assert uitkomsten == ["niet_geselecteerd"] * 2 + ["overeenkomst_bestaand"] + ["overeenkomst_nieuw"] * 3


def test_de_lijst_van_regios_en_de_kaart(in_browser, klok):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(NIEUW, regios=("Twente", "Zeeland", "Noord- en Midden-Limburg"))
    partij(toewijzing)
    kijker = in_browser(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    for naam in ("regioselecties", "landkaart"):
        kijker.ga(reverse(naam))
        kijker.kijk()
    assert kijker.klachten == []
