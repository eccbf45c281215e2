"""A round of twelve dossiers, judged by two inkopers in two browsers of their own, from the opening to the end."""

import os
from datetime import date
from pathlib import Path

import pytest

from beoordeling.models import Belangenverklaring, Classificatie, Eisoordeel, Overleg, Regiobeoordeling
from beoordeling.queries import belemmeringen_selectie
from inschrijving.models import Inschrijving
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.beoordeling.hulp import stel_leemten_vast
from tests.factories import OrganisatieFactory, zet_klok
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import BESTAAND, NIEUW, ingediende_inschrijving
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar

MET_BELANG, VERSCHIL, TE_WEINIG, DEELS = "Stichting Fuut", "Stichting Kluut", "Stichting Wulp", "Stichting Grutto"
DRIE_REGIOS = {"Utrecht": NIEUW, "Flevoland": NIEUW, "Zwolle": NIEUW}
PARTIJEN = {
    MET_BELANG: {"Utrecht": NIEUW},
    VERSCHIL: {"Flevoland": NIEUW},
    TE_WEINIG: DRIE_REGIOS,
    DEELS: {"Zwolle": NIEUW},
    "Stichting Ooievaar": {"Utrecht": BESTAAND},
    "Stichting Reiger": {"Flevoland": BESTAAND},
    "Stichting Stern": {"Zwolle": BESTAAND},
    "Stichting Merel": {"Utrecht": NIEUW},
    "Stichting Vink": {"Utrecht": NIEUW, "Zwolle": NIEUW},
    "Stichting Sijs": {"Flevoland": NIEUW},
    "Stichting Putter": {"Zwolle": NIEUW},
    "Stichting Specht": {"Utrecht": NIEUW},
}
BEWIJS = "De onderbouwing laat ervaring met alle doelgroepen zien."
NEE = "Er staan twee cliëntondersteuners op de lijst. Eis 9 vraagt er drie in elke regio."


@pytest.fixture
def twaalf(klok):
    """Twelve submitted dossiers of one zorgkantoor, the contractregister and three inkopers; nothing is opened."""
    zet_klok("2017-07-28 14:12")
    ronde = kleine_ronde(gemeenten=1)
    uitvoerder = ronde.toewijzingen.first().uitvoerder
    for naam in ("Inkoper Een", "Inkoper Twee", "Inkoper Drie"):
        persoon(naam, soort=Rolsoort.INKOPER, organisatie=None, uitvoerder=uitvoerder)
    for naam, regios in PARTIJEN.items():
        partij = OrganisatieFactory(statutaire_naam=naam)
        ingediende_inschrijving(
            ronde=ronde, organisatie=partij, regios=regios, ondersteuners=2 if naam == TE_WEINIG else 3
        )
        van = {DEELS: date(2017, 4, 1)}.get(naam, date(2017, 1, 1))
        if naam == DEELS or BESTAAND in regios.values():
            regio = ronde.toewijzingen.get(regio__naam=next(iter(regios))).regio
            ContractFactory(kvk_nummer=partij.kvk_nummer, naam=naam, uitvoerder=uitvoerder, regio=regio, van=van)
    stel_leemten_vast(ronde, uitvoerder)
    return ronde


class Inkoper(Wandelaar):
    """What an inkoper does all day: take the next dossier from the own work, and judge it."""

    belang_bij = ""

    def werkt_af(self, eigen_nee: dict[str, int]) -> list[str]:
        """Judge every dossier that waits; `eigen_nee`: name of the party to the eis this person finds not met."""
        gedaan = []
        while naam := self._pakt_volgende():
            gedaan.append(naam)
            if self.page.get_by_role("button", name="Verklaren").count() and not self._verklaart(naam):
                continue
            for nummer in range(1, 12):
                self._oordeelt(nummer, nee=eigen_nee.get(naam) == nummer)
        return gedaan

    def _pakt_volgende(self) -> str:
        self.ga("/werk/")
        link = self.page.get_by_role("main").get_by_role("link", name="Dossier beoordelen")
        if not link.count():
            return ""
        self.druk(link.first)
        return self.page.get_by_role("heading", level=1).inner_text()

    def _verklaart(self, naam: str) -> bool:
        """Whether the dossier is open after saying so."""
        belang = naam == self.belang_bij
        self.kies("Ja, ik heb een belang" if belang else "Nee, ik heb geen belang")
        if belang:
            self.vul({"Welk belang? (niet verplicht)": "Mijn zus is er bestuurder."})
        self.klik("Verklaren")
        return not belang

    def _oordeelt(self, nummer: int, *, nee: bool) -> None:
        formulier = self.page.locator("form[data-oordeel]").filter(
            has=self.page.locator(f'input[name="eis"][value="{nummer}"]')
        )
        for keuze in formulier.get_by_label("voldoet niet" if nee else "voldoet", exact=True).all():
            keuze.check()
        if nee or nummer == 1:
            for veld in formulier.locator("textarea:visible").all():
                veld.fill(NEE if nee else BEWIJS)
        self.druk(formulier.get_by_role("button"))

    def opent(self, naam: str) -> str:
        adres = f"/werk/dossiers/{kenmerk(naam)}/"
        self.ga(adres)
        return adres

    def schrijft_overleg(self, naam: str, nummer: int) -> None:
        self.ga(f"{self.opent(naam)}?eis={nummer}")
        knop = self.page.get_by_role("button", name="Uitkomst van het overleg vastleggen")
        formulier = self.page.locator("form").filter(has=knop)
        formulier.get_by_label("voldoet", exact=True).check()
        formulier.locator("textarea").fill("Samen gelezen: de bijlage noemt de afspraken met de regio.")
        self.druk(knop)

    def bevestigt_overleg(self, naam: str) -> None:
        self.ga("/werk/")
        self.ziet("Uitkomst van het overleg bevestigen")
        self.klik("Uitkomst van het overleg bevestigen")
        self.ziet(naam)
        self.druk(self.page.get_by_role("button", name="Uitkomst van het overleg bevestigen"))

    def rondt_af(self) -> None:
        """Close every region that can be closed, and confirm what each organisation is there."""
        for wat in ("Beoordeling afronden", "Bestaand of nieuw bevestigen"):
            while True:
                self.ga("/werk/")
                link = self.page.get_by_role("main").get_by_role("link", name=wat)
                if not link.count():
                    break
                self.druk(link.first)
                knop = " afronden" if wat == "Beoordeling afronden" else " bevestigen"
                while (knoppen := self.page.locator("#per-regio").get_by_role("button", name=knop)).count():
                    self.druk(knoppen.first)


def kenmerk(naam: str) -> str:
    return Inschrijving.objects.get(organisatie__statutaire_naam=naam).kenmerk


def leg_beeld_vast(w: Wandelaar, naam: str) -> None:
    """A picture of the page, for who wants to look: OCO_BEELDEN names the folder."""
    if map_ := os.environ.get("OCO_BEELDEN"):
        w.page.screenshot(path=Path(map_, f"{naam}.png"), full_page=True)


@pytest.mark.proef
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.clausule("IK-079", "IK-114", "IK-150")
def test_twee_inkopers_beoordelen_twaalf_dossiers(twaalf, klok, wandelaar):
    een, twee = (wandelaar(naam, soort=Inkoper) for naam in ("Inkoper Een", "Inkoper Twee"))
    een.belang_bij = MET_BELANG
    klok("2017-08-01 18:05")
    open_samen(een, twee)
    klok("2017-08-08 10:12")
    een.ga("/werk/openingen/")
    een.klik("Werk verdelen")
    een.kies("Inkoper Een", "Inkoper Twee")
    een.klik("Verdelen")
    een.ziet("Elk dossier heeft twee beoordelaars.")

    gedaan = een.werkt_af({TE_WEINIG: 9, VERSCHIL: 3})
    assert sorted(gedaan) == sorted(PARTIJEN)
    leg_beeld_vast(een, "mijn-werk-een")
    een.opent(MET_BELANG)
    een.ziet("Dit dossier is voor u gesloten")
    leg_beeld_vast(een, "belang")
    twee.ga("/werk/dossiers/")
    leg_beeld_vast(twee, "lijst-halverwege")
    assert sorted(twee.werkt_af({TE_WEINIG: 9})) == sorted(PARTIJEN)
    derde = wandelaar("Inkoper Drie", soort=Inkoper)
    assert derde.werkt_af({}) == [MET_BELANG]

    twee.opent(VERSCHIL)
    leg_beeld_vast(twee, "verschil")
    een.schrijft_overleg(VERSCHIL, 3)
    twee.bevestigt_overleg(VERSCHIL)
    twee.rondt_af()
    een.ga("/werk/")
    leg_beeld_vast(een, "mijn-werk-klaar")
    een.ga("/werk/dossiers/")
    leg_beeld_vast(een, "lijst-klaar")
    twee.opent(TE_WEINIG)
    leg_beeld_vast(twee, "te-weinig")
    controleer(twaalf)


def open_samen(een: Wandelaar, twee: Wandelaar) -> None:
    een.ga("/werk/openingen/")
    een.klik("Opening aanvragen")
    een.klik("Opening aanvragen")
    twee.ga("/werk/openingen/")
    twee.klik("Bevestigen en openen")
    twee.klik("Bevestigen en alle dossiers openen")
    twee.ziet("12 dossiers, geopend op")


def controleer(ronde) -> None:
    """What the database says at the end."""
    partij = "inschrijving__organisatie__statutaire_naam"
    standen = Regiobeoordeling.objects.values_list(f"regioinschrijving__{partij}", "status")
    assert sorted(naam for naam, status in standen if status != "voldoet") == [TE_WEINIG] * 3
    ingedeeld = Classificatie.objects.exclude(indeling="")
    indelingen = dict(ingedeeld.values_list(f"regioinschrijving__{partij}", "indeling"))
    assert indelingen[DEELS] == "deels"
    assert indelingen["Stichting Ooievaar"] == "bestaand"
    assert set(indelingen) == set(PARTIJEN) - {TE_WEINIG}
    een, twee, drie = (Gebruiker.objects.get(naam=f"Inkoper {wie}") for wie in ("Een", "Twee", "Drie"))
    assert Belangenverklaring.objects.get(heeft_belang=True).overgenomen_door == drie
    wie = {naam: set() for naam in PARTIJEN}
    for naam, beoordelaar in Eisoordeel.objects.values_list(partij, "beoordelaar"):
        wie[naam].add(beoordelaar)
    assert wie == {naam: {twee.pk, drie.pk if naam == MET_BELANG else een.pk} for naam in PARTIJEN}
    overleg = Overleg.objects.get()
    assert (overleg.opgesteld_door, overleg.bevestigd_door) == (een, twee)
    for toewijzing in ronde.toewijzingen.all():
        assert belemmeringen_selectie(toewijzing) == []
