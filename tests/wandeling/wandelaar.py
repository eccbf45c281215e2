"""Someone who uses the portal in a browser, and says what is on the page."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.factories import WACHTWOORD


class Wandelaar:
    """Thin words around a page, so that the walk reads like what a person does."""

    def __init__(self, page: Page, wachtwoord: str = WACHTWOORD):
        self.page, self.wachtwoord = page, wachtwoord
        self.gezien: list[str] = []
        page.on("response", self._noteer)

    def _noteer(self, response) -> None:
        assert response.status < 500, f"{response.status} op {response.url}"
        if response.request.is_navigation_request() and response.status == 200:
            self.gezien.append(response.url)

    def log_in(self, naam: str) -> None:
        """`naam`: of a person of the walk, or an e-mail address."""
        adres = naam if "@" in naam else f"{naam.lower().replace(' ', '-')}@oco.example"
        self.ga("/account/login/")
        self.vul({"E-mailadres": adres, "Wachtwoord": self.wachtwoord})
        self.klik("Inloggen")
        expect(self.page.get_by_role("button", name="Uitloggen")).to_be_visible()

    def ga(self, adres: str) -> int:
        return self.page.goto(adres).status

    def klik(self, naam: str) -> None:
        """Press the button, or follow the link, with exactly this name, and wait for the next page."""
        knop = self.page.get_by_role("main").get_by_role("button", name=naam, exact=True)
        self.druk(knop if knop.count() else self.page.get_by_role("link", name=naam, exact=True))

    def druk(self, plek: Locator) -> None:
        assert plek.count(), f"{plek} staat niet op {self.page.url}:\n{self.page.locator('body').inner_text()}"
        with self.page.expect_navigation():
            self.activeer(plek.first)
        if "/account/reauthenticate/" in self.page.url:  # a grave act asks for the password again
            self.vul({"Wachtwoord": self.wachtwoord})
            self.klik("Bevestigen")

    def vul(self, velden: Mapping[str, str]) -> None:
        for label, waarde in velden.items():
            self.typ(self.page.get_by_label(label, exact=True).first, waarde)

    def kies(self, *labels: str) -> None:
        for label in labels:
            self.vink(self.page.get_by_label(label, exact=True).first)

    def vink_alles(self, waar: Locator) -> None:
        """Every checkbox here."""
        for vak in waar.get_by_role("checkbox").all():
            self.vink(vak)

    # What the hands do; Toetsenbord does the same without a mouse.

    def activeer(self, plek: Locator) -> None:
        plek.click()

    def vink(self, vak: Locator) -> None:
        vak.check()

    def typ(self, veld: Locator, tekst: str) -> None:
        veld.fill(tekst)

    def kies_bestand(self, veld: Locator, pad: Path) -> None:
        veld.set_input_files(pad)

    def ziet(self, *teksten: str) -> None:
        inhoud = self.page.locator("body")
        for tekst in teksten:
            expect(inhoud).to_contain_text(tekst)

    def ziet_niet(self, tekst: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(tekst)


class Toetsenbord(Wandelaar):
    """The same person without a mouse: everything is reached with Tab, in the order of the page."""

    STAPPEN = 600  # presses of Tab within which anything on a page is reached

    def naar(self, plek: Locator) -> None:
        for _ in range(self.STAPPEN):
            if plek.evaluate("plek => plek === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{plek} is met Tab niet te bereiken op {self.page.url}")

    def activeer(self, plek: Locator) -> None:
        self.naar(plek)
        self.page.keyboard.press("Enter")

    def vink(self, vak: Locator) -> None:
        if vak.get_attribute("type") == "radio":
            self._kies_uit(vak)
        elif not vak.is_checked():
            self.naar(vak)
            self.page.keyboard.press("Space")
        expect(vak).to_be_checked()

    def _kies_uit(self, keuze: Locator) -> None:
        """Tab stops once at a group of radio buttons: at the chosen one, or at the first or the last."""
        groep = self.page.locator(f'input[type=radio][name="{keuze.get_attribute("name")}"]')
        for _ in range(self.STAPPEN):
            if groep.evaluate_all("keuzes => keuzes.includes(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(groep.count()):
            if keuze.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def typ(self, veld: Locator, tekst: str) -> None:
        self.naar(veld)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(tekst)

    def kies_bestand(self, veld: Locator, pad: Path) -> None:
        self.naar(veld)  # from here on it is a window of the system
        veld.set_input_files(pad)
