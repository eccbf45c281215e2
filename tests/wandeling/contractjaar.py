"""The months of an overeenkomst, as people do them in Chromium: figures in, agreed, declared and paid."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from inschrijving.models import Regioinschrijving
from tests.wandeling.wandelaar import Wandelaar

WULP, KLUUT, GRUTTO = "Stichting Wulp", "Stichting Kluut", "Stichting Grutto"
EERSTE = "40,00"  # hours of the first service in every month; the rest is of the second


@dataclass
class Jaar:
    """The people of both sides, each in a browser, and the region of each organisation."""

    inkoper: Wandelaar
    manager: Wandelaar
    landelijk: Wandelaar
    burger: Wandelaar
    wulp: Wandelaar
    wulp_met_script: Wandelaar
    kluut: Wandelaar
    grutto: Wandelaar
    regios: dict[str, Regioinschrijving]
    map: Path

    def waar(self, naam: str, nummer: int) -> str:
        """How the address of this month ends."""
        return f"{self.regios[naam].pk}/2018/{nummer}"

    def toezicht(self, naam: str) -> str:
        return f"/werk/toezicht/{self.regios[naam].inschrijving.kenmerk}/"


def cijfers(tweede: str) -> dict[str, str]:
    """What is typed in a month with so many hours of the second service."""
    return {
        "Uren 1. Informatie en advies": EERSTE,
        "Ondersteuningsvragen 1. Informatie en advies": "90",
        "Uren 2. Bemiddeling": tweede,
        "Ondersteuningsvragen 2. Bemiddeling": "25",
        "Unieke cliënten": "60",
    }


def klap_open(wie: Wandelaar, kop: str) -> None:
    """Unfold this part of the page, if it is closed."""
    deel = wie.page.locator("details").filter(has=wie.page.get_by_text(kop, exact=True)).first
    if deel.get_attribute("open") is None:
        deel.locator("summary").click()


def open_eerste(wie: Wandelaar, lijst: str) -> None:
    """Go to the first row of a list."""
    wie.ga(lijst)
    wie.druk(wie.page.locator("main tbody th a"))


def vul_formulier(bestuur: Wandelaar, adres: str, waar: Path, **cellen: object) -> Path:
    """Download the form of this month and fill it in, as in Excel; `cellen` such as C11=4 go over it."""
    bestuur.ga(f"/productie/{adres}/")
    with bestuur.page.expect_download() as bezig:
        bestuur.page.get_by_role("link", name="Download het formulier").click()
    boek = load_workbook(BytesIO(Path(bezig.value.path()).read_bytes()))
    gevuld = {"B9": 60, "B11": 40, "C11": 90, "B12": 70, "C12": 25} | cellen
    for plek, waarde in gevuld.items():
        boek.active[plek] = waarde
    boek.save(waar)
    return waar


def upload(bestuur: Wandelaar, bestand: Path) -> None:
    """On the page of a month."""
    bestuur.kies_bestand(bestuur.page.get_by_label("Uw ingevulde formulier"), bestand)
    bestuur.klik("Upload en lever aan")


def declareer(bestuur: Wandelaar) -> None:
    """On the page of a declaratie that is open: without btw, everything stated."""
    bestuur.kies("Geen btw")
    for vak in bestuur.page.get_by_role("main").get_by_role("checkbox").all():
        bestuur.vink(vak)
    bestuur.klik("Declaratie indienen")
    bestuur.ziet("is ingediend.")


def lever(bestuur: Wandelaar, adres: str, tweede: str) -> None:
    """The figures of a month, typed, and the declaratie whose page follows."""
    bestuur.ga(f"/productie/{adres}/")
    bestuur.vul(cijfers(tweede))
    bestuur.klik("Lever deze cijfers aan")
    bestuur.ziet("is ontvangen.", "Declaratie indienen")
    declareer(bestuur)


def keur_alles_goed(inkoper: Wandelaar) -> int:
    """Every declaratie that came in, each with its production; how many."""
    return _loop_af(inkoper, "/werk/declaraties/?stand=ingediend", "Akkoord", "De declaratie is akkoord.")


def betaal_alles(manager: Wandelaar) -> int:
    """The list of the payer, until it is empty; how many."""
    return _loop_af(manager, "/werk/declaraties/?stand=akkoord", "Betaling vastleggen", "De betaling is vastgelegd.")


def _loop_af(wie: Wandelaar, lijst: str, knop: str, gedaan: str) -> int:
    wie.ga(lijst)
    rijen = [link.get_attribute("href") for link in wie.page.locator("main tbody th a").all()]
    for rij in rijen:
        wie.ga(rij)
        wie.klik(knop)
        wie.ziet(gedaan)
    return len(rijen)
