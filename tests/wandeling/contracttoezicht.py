"""What both sides say to each other besides figures, as people do it in Chromium."""

from pathlib import Path

from tests.factories import zet_klok
from tests.uitvoering.toezichthulp import tekst_van
from tests.wandeling.contractjaar import KLUUT, WULP, Jaar, klap_open, lever, open_eerste
from uitvoering import tasks


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
    lever(jaar.kluut, jaar.waar(KLUUT, 8), "40")
    jaar.inkoper.ga(dossier)
    jaar.inkoper.ziet("5,00 %", "01-10-2018")
    klap_open(jaar.inkoper, "Dossier sluiten")
    jaar.inkoper.kies("Afgedaan met een maatregel")
    jaar.inkoper.vul({"Op welke dag?": "2018-09-25"})
    jaar.inkoper.page.get_by_label("Toelichting").last.fill("Augustus is alsnog binnen.")
    jaar.inkoper.klik("Dossier sluiten")
    jaar.inkoper.ziet("Gesloten")
