"""Someone who uses the portal in a browser, and says what is on the page."""

from collections.abc import Mapping

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
        self.ga("/account/login/")
        self.vul({"E-mailadres": f"{naam.lower().replace(' ', '-')}@oco.example", "Wachtwoord": WACHTWOORD})
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
            plek.first.click()
        if "/account/reauthenticate/" in self.page.url:  # a grave act asks for the password again
            self.vul({"Wachtwoord": self.wachtwoord})
            self.klik("Bevestigen")

    def vul(self, velden: Mapping[str, str]) -> None:
        for label, waarde in velden.items():
            self.page.get_by_label(label, exact=True).first.fill(waarde)

    def kies(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check()

    def ziet(self, *teksten: str) -> None:
        inhoud = self.page.locator("body")
        for tekst in teksten:
            expect(inhoud).to_contain_text(tekst)

    def ziet_niet(self, tekst: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(tekst)
