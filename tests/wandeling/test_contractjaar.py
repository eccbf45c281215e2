"""A whole year of the overeenkomsten of one zorgkantoor, by both sides in Chromium without JavaScript."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from berichten.models import Bericht
from inschrijving.models import Regioinschrijving
from overeenkomst.actions import beeindig_wat_voorbij_is
from partijen.states import Rolsoort
from publicatie.models import Dienst
from tests.bekendmaking.toneel import BESTAAND
from tests.factories import zet_klok
from tests.inschrijving.hulp import pdf
from tests.uitvoering.toezichthulp import tekst_van
from tests.uitvoering.toneel import DIENSTEN
from tests.wandeling.conftest import persoon
from tests.wandeling.contracten import besluiten, ga_akkoord, sluit, verdeel_het_geld
from tests.wandeling.contractjaar import (
    betaal_alles,
    declareer,
    keur_alles_goed,
    klap_open,
    lever,
    open_eerste,
    upload,
    vul_formulier,
)
from tests.wandeling.wandelaar import Wandelaar
from uitvoering import tasks

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WULP, KLUUT, GRUTTO = "Stichting Wulp", "Stichting Kluut", "Stichting Grutto"


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

    def maand(self, naam: str, nummer: int) -> str:
        """How the address of this month ends."""
        return f"{self.regios[naam].pk}/2018/{nummer}"

    def toezicht(self, naam: str) -> str:
        return f"/werk/toezicht/{self.regios[naam].inschrijving.kenmerk}/"


@pytest.fixture
def jaar(transactional_db, wandelaar, tmp_path):
    """Three overeenkomsten in Utrecht that went into force, of 1,000 hours and 69,000 euro each."""
    toneel = besluiten({naam: {"Utrecht": BESTAAND} for naam in (WULP, KLUUT, GRUTTO)}, geld=207_000)
    for nummer, naam in enumerate(DIENSTEN, start=1):
        Dienst.objects.create(ronde=toneel.ronde, nummer=nummer, naam=naam)
    persoon("Auditor", soort=Rolsoort.AUDITOR, organisatie=None)
    inkoper, manager, collega, landelijk, wulp, kluut, grutto = map(
        wandelaar, ("Inkoper", "Manager", "Collega", "Auditor", "Bestuur Wulp", "Bestuur Kluut", "Bestuur Grutto")
    )
    besturen = [wulp, kluut, grutto]
    verdeel_het_geld(inkoper, manager)
    for bestuur in besturen:
        ga_akkoord(bestuur)
    sluit(manager, collega, besturen)
    return Jaar(
        inkoper=inkoper,
        manager=manager,
        landelijk=landelijk,
        burger=wandelaar(),
        wulp=wulp,
        wulp_met_script=wandelaar("Bestuur Wulp", java_script_enabled=True),
        kluut=kluut,
        grutto=grutto,
        regios={rij.inschrijving.organisatie.statutaire_naam: rij for rij in Regioinschrijving.objects.all()},
        map=tmp_path,
    )


@pytest.mark.geval("B7", "B9", "B55")
def test_een_contractjaar_van_beide_kanten(jaar):
    januari_tot_maart(jaar)
    te_weinig_budget(jaar)
    tweede_kwartaal(jaar)
    te_laat(jaar)
    najaar(jaar)
    opzegging(jaar)
    jaareinde(jaar)


def drie(jaar: Jaar, nummer: int, *, wulp: str = "60", kluut: str | None = "40", grutto: str | None = "15") -> None:
    """Everyone delivers this month in time; the zorgkantoor agrees and pays."""
    zet_klok(f"2018-{nummer + 1:02}-09 10:00" if nummer < 12 else "2019-01-09 10:00")
    for wie, naam, tweede in ((jaar.wulp, WULP, wulp), (jaar.kluut, KLUUT, kluut), (jaar.grutto, GRUTTO, grutto)):
        if tweede is not None:
            lever(wie, jaar.maand(naam, nummer), tweede)
    assert keur_alles_goed(jaar.inkoper) == betaal_alles(jaar.manager)


def januari_tot_maart(jaar: Jaar) -> None:
    drie(jaar, 1, wulp="70")
    jaar.wulp.ga(f"/declaraties/{jaar.maand(WULP, 1)}/")
    jaar.wulp.ziet("110,00 uur × € 69,00", "€ 7.590,00", "Betaald op vrijdag 9 februari 2018")
    februari_met_excel(jaar)
    maart_met_fouten(jaar)
    jaar.manager.ga("/werk/declaraties/?maand=3")
    jaar.manager.ziet("120,00", "Teruggedraaid", "versie 2", "€ 7.590,00")


def februari_met_excel(jaar: Jaar) -> None:
    """By the form, with JavaScript."""
    zet_klok("2018-03-09 10:00")
    wie, adres = jaar.wulp_met_script, jaar.maand(WULP, 2)
    upload(wie, vul_formulier(wie, adres, jaar.map / "februari.xlsx"))
    wie.ziet("De productie over februari 2018 in Utrecht is ontvangen.")
    declareer(wie)
    drie_min_wulp(jaar, 2)


def drie_min_wulp(jaar: Jaar, nummer: int) -> None:
    lever(jaar.kluut, jaar.maand(KLUUT, nummer), "40")
    lever(jaar.grutto, jaar.maand(GRUTTO, nummer), "15")
    assert keur_alles_goed(jaar.inkoper) == betaal_alles(jaar.manager) == 3


def maart_met_fouten(jaar: Jaar) -> None:
    """A file with names, a file with a fault, and figures that the inkoper does not believe."""
    zet_klok("2018-04-05 10:00")
    wie, adres = jaar.wulp, jaar.maand(WULP, 3)
    upload(wie, vul_formulier(wie, adres, jaar.map / "namen.xlsx", D10="Naam cliënt", D11="J. Jansen"))
    wie.ziet("Er is niets bewaard", "gegevens over personen", "rij 10, kolom D")
    wie.ziet_niet("gemarkeerd")
    upload(wie, vul_formulier(wie, adres, jaar.map / "fout.xlsx", B12="veel"))
    wie.ziet("Er is niets bewaard", "Blad ‘Productie’, rij 12, kolom B")
    with wie.page.expect_download() as bezig:
        wie.page.get_by_role("link", name="Download uw formulier met de fouten gemarkeerd").click()
    blad = load_workbook(BytesIO(Path(bezig.value.path()).read_bytes())).active
    assert "veel" in str(blad["B12"].value)
    assert blad["B12"].comment is not None
    upload(wie, vul_formulier(wie, adres, jaar.map / "maart.xlsx", B12=80))
    declareer(wie)
    drie_maart(jaar)


def drie_maart(jaar: Jaar) -> None:
    """The inkoper finds that hours count twice; the organisation corrects, and declares again."""
    jaar.inkoper.ga(f"/werk/productie/{jaar.maand(WULP, 3)}/")
    klap_open(jaar.inkoper, "De cijfers kloppen niet")
    jaar.inkoper.vul({"Wat klopt er niet?": "Dit is meer dan in februari. Is er iets dubbel geteld?"})
    jaar.inkoper.klik("Meld fouten")
    jaar.wulp.ga("/productie/")
    jaar.wulp.ziet("Maart 2018, Utrecht", "corrigeer de cijfers")
    jaar.wulp.ga(f"/productie/{jaar.maand(WULP, 3)}/")
    jaar.wulp.ziet("Is er iets dubbel geteld?", "120,00")
    jaar.wulp.vul({"Uren 2. Bemiddeling": "70"})
    jaar.wulp.page.get_by_label("Waarom veranderen de cijfers?").last.fill("Tien uur telde dubbel.")
    jaar.wulp.klik("Lever deze cijfers aan")
    jaar.wulp.ziet("Declaratie opnieuw indienen", "€ 7.590,00")
    declareer(jaar.wulp)
    drie_min_wulp(jaar, 3)


def te_weinig_budget(jaar: Jaar) -> None:
    """At this rate 69,000 euro is not enough: both are warned, and money comes from a neighbour."""
    zet_klok("2018-04-09 08:00")
    tasks.bewaak_budgetten()
    gewaarschuwd = Bericht.objects.filter(onderwerp__startswith="Het budget dreigt")
    assert gewaarschuwd.count() == 2
    jaar.wulp.ga("/budget/")
    jaar.wulp.ziet("Dreigt te overschrijden", "€ 69.000,00", "€ 22.770,00", "€ 91.080,00")
    jaar.inkoper.ga("/werk/budget/")
    jaar.inkoper.ziet("€ 207.000,00", "Dreigt te overschrijden")
    open_eerste(jaar.inkoper, "/werk/overschrijdingen/")
    dossier = jaar.inkoper.page.url
    klap_open(jaar.inkoper, "Stap vastleggen")
    jaar.inkoper.vul({"Op welke dag was het overleg?": "2018-04-09", "Met wie?": "Het bestuur en de inkoper"})
    jaar.inkoper.page.get_by_label("Toelichting").first.fill("Minder uren per vraag gaat niet.")
    jaar.inkoper.kies("Dit lukte niet")
    jaar.inkoper.klik("Stap vastleggen")
    jaar.inkoper.klik("Herschikking opstellen")
    jaar.inkoper.page.get_by_label("Waar komt het geld vandaan?").select_option(label=f"{GRUTTO}, Utrecht")
    jaar.inkoper.vul({"Bedrag in euro": "20.000", "Vanaf welke dag?": "2018-04-09", "Waarom zo?": "Grutto houdt over."})
    jaar.inkoper.klik("Klaarzetten voor een collega")
    jaar.inkoper.ziet("Een collega stelt haar vast")
    jaar.manager.ga(jaar.inkoper.page.url)
    jaar.manager.klik("Herschikking vaststellen")
    jaar.manager.ziet("De budgetten zijn aangepast.")
    jaar.inkoper.ga(dossier)
    klap_open(jaar.inkoper, "Dossier sluiten")
    jaar.inkoper.vul({"Hoe liep het af?": "Met dit geld komt Wulp het jaar door."})
    jaar.inkoper.klik("Dossier sluiten")
    jaar.inkoper.ga("/werk/budget/")
    jaar.inkoper.ziet("€ 207.000,00", "€ 89.000,00", "€ 49.000,00")
    jaar.wulp.ga("/budget/")
    jaar.wulp.ziet("€ 89.000,00")
    jaar.grutto.ga("/budget/")
    jaar.grutto.ziet("€ 49.000,00")


def tweede_kwartaal(jaar: Jaar) -> None:
    """The first quarterly report, an acute signal that is read, a gesprek with its outcome."""
    kwartaalverslag(jaar)
    drie(jaar, 4)
    acuut_signaal(jaar)
    gesprek(jaar)
    drie(jaar, 5)
    drie(jaar, 6)


def kwartaalverslag(jaar: Jaar) -> None:
    zet_klok("2018-04-10 10:00")
    jaar.wulp.ga("/verslagen/")
    jaar.wulp.druk(jaar.wulp.page.get_by_role("region", name="Nog te doen").get_by_role("link"))
    jaar.wulp.vul(
        {
            "Hoeveel verschillende mensen vroegen in dit kwartaal om ondersteuning?": "140",
            "Hoeveel individuele signalen waren er?": "6",
            "Wat zijn de belangrijkste signalen en trends in deze regio?": "Er is te weinig dagbesteding.",
            "Hoeveel klachten waren er?": "0",
            "Trend 1: waar gaat deze over?": "Dagbesteding",
            "Trend 1: aantal signalen": "4",
        }
    )
    jaar.wulp.klik("Lever aan")
    open_eerste(jaar.inkoper, "/werk/verslagen/?naam=Wulp&soort=kwartaal")
    jaar.inkoper.ziet("140", "Er is te weinig dagbesteding.", "Dagbesteding")
    jaar.inkoper.klik("Akkoord")
    jaar.wulp.ga("/verslagen/")
    jaar.wulp.ziet("Akkoord")


def acuut_signaal(jaar: Jaar) -> None:
    zet_klok("2018-05-15 10:00")
    wie = jaar.wulp
    wie.ga("/signalen/nieuw/")
    wie.page.get_by_label("Regio").select_option(label="Utrecht, Zorgkantoor IJsvogel")
    wie.vul({"Wanneer is het gezien?": "2018-05-14", "Over welke zorgaanbieder gaat het?": "Zorggroep Rietkraag"})
    wie.vul({"Onderwerp": "Geen nachtdienst", "Wat is er gezien?": "In de nacht is er niemand op de groep."})
    wie.page.get_by_label("Wat is er nodig?").select_option(label="Anderen moeten iets doen")
    wie.page.get_by_label("Welke actie is nodig?").fill("Vandaag nog een nachtdienst.")
    wie.kies("Dit signaal is acuut: deel het meteen met het zorgkantoor")
    wie.klik("Op de lijst zetten")
    wie.ziet("Het zorgkantoor krijgt direct bericht.", "Nog niet", "Contactpersoon voor acute signalen", "B. Bel")
    adres = wie.page.url
    open_eerste(jaar.inkoper, "/werk/signalen/?acuut=open")
    jaar.inkoper.ziet("In de nacht is er niemand op de groep.")
    wie.ga(adres)
    wie.ziet("dinsdag 15 mei 2018, 10:00 uur", "Nog niets vastgelegd")
    jaar.inkoper.vul({"Wat doet het zorgkantoor?": "Wij belden de zorgaanbieder. Er is vanavond iemand."})
    jaar.inkoper.klik("Vastleggen")
    wie.ga(adres)
    wie.ziet("Er is vanavond iemand.")


def gesprek(jaar: Jaar) -> None:
    zet_klok("2018-05-16 10:00")
    adres = f"{jaar.toezicht(WULP)}gesprekken/"
    jaar.inkoper.ga(adres)
    klap_open(jaar.inkoper, "Gesprek plannen")
    jaar.inkoper.vul({"Wanneer?": "2018-06-05T10:00", "Plaats of link": "Bij Stichting Wulp"})
    jaar.inkoper.klik("Gesprek plannen")
    jaar.wulp.ga(adres.removeprefix("/werk"))
    jaar.wulp.ziet("dinsdag 5 juni 2018, 10:00 uur")
    klap_open(jaar.wulp, "Punt op de agenda zetten")
    jaar.wulp.vul({"Waar wilt u het over hebben?": "De wachttijd voor dagbesteding"})
    jaar.wulp.klik("Op de agenda zetten")
    zet_klok("2018-06-05 12:00")
    jaar.inkoper.ga(adres)
    jaar.inkoper.ziet("De wachttijd voor dagbesteding")
    klap_open(jaar.inkoper, "Verslag vastleggen")
    jaar.inkoper.vul({"Wat is er besproken en afgesproken?": "Wulp meldt de wachttijd voortaan elk kwartaal."})
    jaar.inkoper.klik("Verslag vastleggen")
    jaar.wulp.ga(adres.removeprefix("/werk"))
    jaar.wulp.ziet("Wulp meldt de wachttijd voortaan elk kwartaal.")


def te_laat(jaar: Jaar) -> None:
    """A month without production, and one that does not come."""
    drie(jaar, 7, kluut=None)
    jaar.kluut.ga(f"/productie/{jaar.maand(KLUUT, 7)}/")
    jaar.kluut.kies("Er was in deze maand geen productie")
    jaar.kluut.klik("Lever deze cijfers aan")
    jaar.kluut.ziet("Er was in deze maand geen productie.")
    open_eerste(jaar.inkoper, "/werk/productie/?stand=ontvangen")
    jaar.inkoper.klik("Akkoord")
    drie(jaar, 8, kluut=None)
    zet_klok("2018-09-10 08:00")
    tasks.herinner_productie()
    jaar.kluut.ga("/agenda/")
    jaar.kluut.ziet("Productie over augustus 2018", "vrijdag 14 september 2018")
    zet_klok("2018-09-15 08:00")
    tasks.herinner_productie()
    onderwerpen = Bericht.objects.filter(onderwerp__startswith="Productie augustus").order_by("pk")
    assert [rij.onderwerp.partition(": ")[2] for rij in onderwerpen] == ["nog aan te leveren", "te laat"]
    jaar.kluut.ga("/productie/")
    jaar.kluut.ziet("Augustus 2018, Utrecht", "Te laat")
    jaar.inkoper.ga("/werk/")
    jaar.inkoper.klik("Productie is te laat (1 rapportage)")
    jaar.inkoper.ziet("augustus 2018", KLUUT, "Te laat")
    ingebrekestelling(jaar)


def ingebrekestelling(jaar: Jaar) -> None:
    """From the tekortkoming to a korting of 5 % on October and November."""
    zet_klok("2018-09-17 10:00")
    jaar.inkoper.ga(f"{jaar.toezicht(KLUUT)}tekortkoming/")
    jaar.inkoper.kies("Een eis")
    jaar.inkoper.page.get_by_label("Welke eis?").select_option(index=10)
    jaar.inkoper.vul({"Sinds wanneer?": "2018-09-15", "Wat is er niet nagekomen?": "Augustus is niet aangeleverd."})
    jaar.inkoper.klik("Tekortkoming vastleggen")
    dossier = jaar.inkoper.page.url
    klap_open(jaar.inkoper, "In gebreke stellen")
    jaar.inkoper.vul({"Wat moet de organisatie alsnog doen?": "Lever de productie van augustus aan."})
    jaar.inkoper.vul({"Laatste dag van de termijn": "2018-09-24"})
    jaar.inkoper.klik("Ingebrekestelling versturen")
    jaar.inkoper.ziet("De ingebrekestelling is verstuurd.")
    jaar.kluut.ga(jaar.toezicht(KLUUT).removeprefix("/werk"))
    jaar.kluut.druk(jaar.kluut.page.get_by_role("region", name="Tekortkomingen").get_by_role("link"))
    jaar.kluut.ziet("De termijn loopt tot en met maandag 24 september 2018.")
    with jaar.kluut.page.expect_download() as bezig:
        jaar.kluut.page.get_by_role("link", name="Download de brief").click()
    brief = tekst_van(Path(bezig.value.path()).read_bytes())
    assert "Lever de productie van augustus aan." in brief
    assert "24 september 2018" in brief
    zet_klok("2018-09-25 00:01")
    tasks.laat_verzuim_ingaan()
    jaar.kluut.ga(jaar.kluut.page.url)
    jaar.kluut.ziet("In verzuim")
    maatregel(jaar, dossier)


def maatregel(jaar: Jaar, dossier: str) -> None:
    zet_klok("2018-09-25 10:00")
    jaar.inkoper.ga(dossier)
    klap_open(jaar.inkoper, "Vastleggen wat is komen vast te staan")
    jaar.inkoper.vul({"Wat is komen vast te staan?": "Augustus is na de termijn nog niet aangeleverd."})
    jaar.inkoper.klik("Bevinding vastleggen")
    jaar.inkoper.klik("Maatregel opstellen")
    jaar.inkoper.kies("Korting op de tarieven")
    jaar.inkoper.vul({"Waarom deze maatregel?": "Wij herinnerden twee keer.", "Eerste dag": "2018-10-01"})
    jaar.inkoper.page.get_by_label("Laatste dag").fill("2018-11-30")
    jaar.inkoper.page.get_by_label("Korting in procent").fill("5")
    jaar.inkoper.klik("Maatregel klaarzetten voor een collega")
    jaar.manager.ga(jaar.inkoper.page.url)
    jaar.manager.klik("Maatregel opleggen en brief versturen")
    lever(jaar.kluut, jaar.maand(KLUUT, 8), "40")
    jaar.inkoper.ga(dossier)
    jaar.inkoper.ziet("5,00 %", "01-10-2018")
    klap_open(jaar.inkoper, "Dossier sluiten")
    jaar.inkoper.kies("Afgedaan met een maatregel")
    jaar.inkoper.vul({"Op welke dag?": "2018-09-25"})
    jaar.inkoper.page.get_by_label("Toelichting").last.fill("Augustus is alsnog binnen.")
    jaar.inkoper.klik("Dossier sluiten")
    jaar.inkoper.ziet("Gesloten")


def najaar(jaar: Jaar) -> None:
    drie(jaar, 9)
    drie(jaar, 10)
    jaar.kluut.ga(f"/declaraties/{jaar.maand(KLUUT, 10)}/")
    jaar.kluut.ziet("80,00 uur × € 65,55", "met 5,00 % korting", "€ 5.244,00")


def opzegging(jaar: Jaar) -> None:
    """Two people of the zorgkantoor give notice; what runs goes to a neighbour, and nobody is sent there any more."""
    zet_klok("2018-11-30 10:00")
    jaar.burger.ga("/vind/?regio=utrecht")
    jaar.burger.ziet(WULP, KLUUT, GRUTTO)
    jaar.inkoper.ga(f"{jaar.toezicht(KLUUT)}opzeggen/")
    jaar.inkoper.kies("De andere partij heeft (voorlopige) surseance van betaling")
    jaar.inkoper.vul({"Laatste dag van de overeenkomst": "2018-11-30", "Toelichting": "De rechter gaf surseance."})
    jaar.inkoper.page.get_by_label("Sinds of op welke dag?").fill("2018-11-29")
    jaar.inkoper.klik("Opzegging klaarzetten voor een collega")
    einde = jaar.inkoper.page.url
    jaar.manager.ga(einde)
    jaar.manager.klik("Opzegging versturen")
    jaar.manager.ziet("De opzegging is verstuurd.")
    jaar.kluut.ga(jaar.toezicht(KLUUT).removeprefix("/werk"))
    jaar.kluut.druk(jaar.kluut.page.get_by_role("region", name="Einde").get_by_role("link"))
    jaar.kluut.vul({"Hoeveel ondersteuningsvragen lopen er?": "12"})
    jaar.kluut.klik("Aantal bewaren")
    jaar.kluut.page.get_by_label("Aan welke organisatie?").select_option(label=WULP)
    jaar.kluut.vul({"Hoeveel ondersteuningsvragen?": "12"})
    jaar.kluut.klik("Overdracht vastleggen")
    jaar.inkoper.ga(einde)
    jaar.inkoper.ziet(f"{WULP}: 12")
    jaar.inkoper.klik("Einde afronden")
    zet_klok("2018-12-01 00:01")
    assert beeindig_wat_voorbij_is() == 1
    jaar.burger.ga("/vind/?regio=utrecht")
    jaar.burger.ziet(WULP, GRUTTO)
    jaar.burger.ziet_niet(KLUUT)
    drie(jaar, 11)
    drie(jaar, 12, kluut=None)


def jaareinde(jaar: Jaar) -> None:
    """What the year came to, on the pages of everyone, and the report on it."""
    zet_klok("2019-01-10 10:00")
    jaar.wulp.ga("/budget/?jaar=2018")
    jaar.wulp.ziet("€ 89.000,00", "€ 84.870,00", "1.230,00")
    jaar.inkoper.ga("/werk/productie/cijfers/?jaar=2018&per=organisatie")
    jaar.inkoper.ziet("1.230,00", "800,00", "660,00", "2.690,00")
    jaar.landelijk.ga("/werk/productie/cijfers/?jaar=2018&per=organisatie")
    jaar.landelijk.ziet("Landelijke productie", "2.690,00", "€ 185.610,00", "€ 84.870,00", "€ 55.200,00", "€ 45.540,00")
    jaar.manager.ga("/werk/declaraties/?jaar=2018")
    jaar.manager.ziet("Er is niets akkoord dat nog moet worden betaald.")
    zet_klok("2019-05-20 10:00")
    jaar.wulp.ga("/verslagen/")
    jaar.wulp.klik("Jaarverantwoording 2018")
    jaar.wulp.ziet("1.230,00")
    for soort in ("jaarrekening", "jaarverslag", "accountantsverklaring"):
        pad = jaar.map / f"{soort}.pdf"
        pad.write_bytes(pdf(soort))
        jaar.wulp.kies_bestand(jaar.wulp.page.get_by_label(soort.capitalize(), exact=True), pad)
    jaar.wulp.page.get_by_label("Welk oordeel geeft de accountant?").select_option(index=1)
    jaar.wulp.page.get_by_label("Waarover gaat de accountantsverklaring?").select_option(index=1)
    jaar.wulp.vul({"Hoeveel uren leverde u volgens uw eigen administratie?": "1230"})
    jaar.wulp.vink_alles(jaar.wulp.page.get_by_role("main"))
    jaar.wulp.klik("Lever aan")
    open_eerste(jaar.inkoper, "/werk/verslagen/?naam=Wulp&soort=jaar")
    jaar.inkoper.ziet("1.230,00")
    jaar.inkoper.klik("Akkoord")
    jaar.inkoper.ziet("Akkoord")
