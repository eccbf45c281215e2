"""A whole year of the overeenkomsten of one zorgkantoor, by both sides in Chromium without JavaScript."""

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
from tests.uitvoering.toneel import DIENSTEN
from tests.wandeling.conftest import persoon
from tests.wandeling.contracten import besluiten, ga_akkoord, sluit, verdeel_het_geld
from tests.wandeling.contractjaar import (
    GRUTTO,
    KLUUT,
    WULP,
    Jaar,
    betaal_alles,
    declareer,
    keur_alles_goed,
    klap_open,
    lever,
    open_eerste,
    upload,
    vul_formulier,
)
from tests.wandeling.contracttoezicht import acuut_signaal, gesprek, ingebrekestelling, kwartaalverslag
from uitvoering import tasks

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


@pytest.mark.clausule("OV-180", "OV-229")
def test_een_contractjaar_van_beide_kanten(jaar):
    januari_tot_maart(jaar)
    te_weinig_budget(jaar)
    tweede_kwartaal(jaar)
    te_laat(jaar)
    najaar(jaar)
    opzegging(jaar)
    jaareinde(jaar)


def maand(
    jaar: Jaar, nummer: int, *, wulp: str | None = "60", kluut: str | None = "40", grutto: str | None = "15"
) -> None:
    """Hours of the second service of whom delivers now, in time; the zorgkantoor agrees with all and pays it."""
    zet_klok(f"2018-{nummer + 1:02}-09 10:00" if nummer < 12 else "2019-01-09 10:00")
    for wie, naam, tweede in ((jaar.wulp, WULP, wulp), (jaar.kluut, KLUUT, kluut), (jaar.grutto, GRUTTO, "15")):
        if tweede is not None:
            lever(wie, jaar.waar(naam, nummer), tweede)
    assert keur_alles_goed(jaar.inkoper) == betaal_alles(jaar.manager)


def januari_tot_maart(jaar: Jaar) -> None:
    maand(jaar, 1, wulp="70")
    jaar.wulp.ga(f"/declaraties/{jaar.waar(WULP, 1)}/")
    jaar.wulp.ziet("110,00 uur × € 69,00", "€ 7.590,00", "Betaald op vrijdag 9 februari 2018")
    februari_met_excel(jaar)
    maart_met_fouten(jaar)
    jaar.manager.ga("/werk/declaraties/?maand=3")
    jaar.manager.ziet("120,00", "Teruggedraaid", "versie 2", "€ 7.590,00")


def februari_met_excel(jaar: Jaar) -> None:
    """By the form, with JavaScript."""
    zet_klok("2018-03-09 10:00")
    wie, adres = jaar.wulp_met_script, jaar.waar(WULP, 2)
    upload(wie, vul_formulier(wie, adres, jaar.map / "februari.xlsx"))
    wie.ziet("De productie over februari 2018 in Utrecht is ontvangen.")
    declareer(wie)
    maand(jaar, 2, wulp=None)


def maart_met_fouten(jaar: Jaar) -> None:
    """A file with names, a file with a fault, and figures that the inkoper does not believe."""
    zet_klok("2018-04-05 10:00")
    wie, adres = jaar.wulp, jaar.waar(WULP, 3)
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
    correctie(jaar)


def correctie(jaar: Jaar) -> None:
    """The inkoper finds that hours count twice; the organisation corrects, and declares again."""
    jaar.inkoper.ga(f"/werk/productie/{jaar.waar(WULP, 3)}/")
    klap_open(jaar.inkoper, "De cijfers kloppen niet")
    jaar.inkoper.vul({"Wat klopt er niet?": "Dit is meer dan in februari. Is er iets dubbel geteld?"})
    jaar.inkoper.klik("Meld fouten")
    jaar.wulp.ga("/productie/")
    jaar.wulp.ziet("Maart 2018, Utrecht", "corrigeer de cijfers")
    jaar.wulp.ga(f"/productie/{jaar.waar(WULP, 3)}/")
    jaar.wulp.ziet("Is er iets dubbel geteld?", "120,00")
    jaar.wulp.vul({"Uren 2. Bemiddeling": "70"})
    jaar.wulp.page.get_by_label("Waarom veranderen de cijfers?").last.fill("Tien uur telde dubbel.")
    jaar.wulp.klik("Lever deze cijfers aan")
    jaar.wulp.ziet("Declaratie opnieuw indienen", "€ 7.590,00")
    declareer(jaar.wulp)
    maand(jaar, 3, wulp=None)


def te_weinig_budget(jaar: Jaar) -> None:
    """At this rate 69,000 euro is not enough: both are warned, and money comes from a neighbour."""
    zet_klok("2018-04-10 08:00")
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
    jaar.inkoper.vul({"Op welke dag was het overleg?": "2018-04-10", "Met wie?": "Het bestuur en de inkoper"})
    jaar.inkoper.page.get_by_label("Toelichting").first.fill("Minder uren per vraag gaat niet.")
    jaar.inkoper.kies("Dit lukte niet")
    jaar.inkoper.klik("Stap vastleggen")
    jaar.inkoper.klik("Herschikking opstellen")
    jaar.inkoper.page.get_by_label("Waar komt het geld vandaan?").select_option(label=f"{GRUTTO}, Utrecht")
    jaar.inkoper.vul({"Bedrag in euro": "20.000", "Vanaf welke dag?": "2018-04-10", "Waarom zo?": "Grutto houdt over."})
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
    maand(jaar, 4)
    acuut_signaal(jaar)
    gesprek(jaar)
    maand(jaar, 5)
    maand(jaar, 6)


def te_laat(jaar: Jaar) -> None:
    """A month without production, and one that does not come."""
    maand(jaar, 7, kluut=None)
    jaar.kluut.ga(f"/productie/{jaar.waar(KLUUT, 7)}/")
    jaar.kluut.kies("Er was in deze maand geen productie")
    jaar.kluut.klik("Lever deze cijfers aan")
    jaar.kluut.ziet("Er was in deze maand geen productie.")
    open_eerste(jaar.inkoper, "/werk/productie/?stand=ontvangen")
    jaar.inkoper.klik("Akkoord")
    maand(jaar, 8, kluut=None)
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


def najaar(jaar: Jaar) -> None:
    maand(jaar, 9)
    maand(jaar, 10)
    jaar.kluut.ga(f"/declaraties/{jaar.waar(KLUUT, 10)}/")
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
    maand(jaar, 11)
    maand(jaar, 12, kluut=None)


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
