"""The walk as the organisation does it: account, wizard, signing, submitting."""

import re
from pathlib import Path

from berichten.models import Bericht
from tests.inschrijving.hulp import pdf
from tests.wandeling.wandelaar import Wandelaar

ADRES = "bestuur@kiekendief.example"
WACHTWOORD = "een-heel-lang-wachtwoord"
NIET_INGEDIEND = "Niet ingediend"


def maak_account(w: Wandelaar) -> None:
    """Sign up, follow the link in the mail, and log in."""
    w.ga("/account/signup/")
    w.vul({"E-mailadres": ADRES, "Uw naam": "Bestuur Kiekendief"})
    w.vul({"Wachtwoord": WACHTWOORD, "Wachtwoord nog een keer": WACHTWOORD})
    w.klik("Account maken")
    link = re.search(r"https?://[^/\s]+(/\S+)", Bericht.objects.get(ontvanger=ADRES).tekst)
    w.ga(link[1])
    w.druk(w.page.get_by_role("main").get_by_role("button"))
    w.ga("/account/login/")
    if w.page.get_by_label("Wachtwoord", exact=True).count():
        w.vul({"E-mailadres": ADRES, "Wachtwoord": WACHTWOORD})
        w.klik("Inloggen")


def registreer(w: Wandelaar) -> None:
    """Register the legal person that signs."""
    w.ga("/organisatie/registreren/")
    w.vul(
        {
            "KvK-nummer": "90 000 001",
            "Statutaire naam": "Stichting Kiekendief Ondersteuning",
            "Straat en huisnummer": "Rietkraag 12",
            "Postcode": "6800 ZZ",
            "Plaats": "Vogeldam",
            "E-mailadres voor berichten": ADRES,
        }
    )
    for vak in w.page.get_by_role("main").get_by_role("checkbox").all():
        vak.check()
    w.druk(w.page.get_by_role("main").get_by_role("button"))


def begin(w: Wandelaar) -> str:
    """Start at Menzis; gives the address of the dossier."""
    w.ga("/inschrijvingen/nieuw/")
    w.kies("Zorgkantoor Menzis (2018-2020)")
    w.klik("Inschrijving beginnen")
    return "/inschrijvingen/" + w.page.url.split("/inschrijvingen/")[1].split("/")[0] + "/"


def vul_wizard(w: Wandelaar, dossier: str, bestand: Path) -> None:
    """Every page of the wizard, bestaand in Arnhem and nieuw in Twente. Each says NIET INGEDIEND."""
    w.ga(dossier + "organisatie/")
    w.ziet(NIET_INGEDIEND)
    w.kies(
        "Ja, dit is de rechtspersoon die de overeenkomst tekent", *"maandag dinsdag woensdag donderdag vrijdag".split()
    )
    w.vul({"Telefoonnummer voor cliënten": "088 000 00 00"})
    w.klik("Bewaren en verder")
    _kies_regios(w)
    w.ziet(NIET_INGEDIEND)
    w.klik("Bewaren en verder")  # as one organisation
    _vul_verklaring(w)
    _vul_prognose(w)
    for nummer in (1, 2, 3, 4):
        _voeg_ondersteuner_toe(w, dossier, nummer)
    w.ziet(NIET_INGEDIEND)
    _upload(w, dossier, bestand)
    w.ga(dossier + "onderbouwing/")
    for veld in w.page.get_by_role("main").get_by_role("textbox").all():
        veld.fill("Zie ons jaarplan: zo voldoen wij hieraan.")
    w.klik("Bewaren en verder")
    _vul_selectiegegevens(w, dossier)
    w.ziet(NIET_INGEDIEND)


def _kies_regios(w: Wandelaar) -> None:
    for regio, klasse in (("Arnhem", "Bestaande organisatie"), ("Twente", "Nieuwe organisatie")):
        deel = w.page.get_by_role("region", name=regio)
        deel.get_by_label(f"Ik schrijf in voor {regio}").check()
        deel.get_by_label(klasse).check()
        deel.locator("summary").click()
        for vak in deel.locator("details input[type=checkbox]").all():
            vak.check()
    w.klik("Bewaren en verder")


def _vul_verklaring(w: Wandelaar) -> None:
    for vak in w.page.get_by_role("main").get_by_role("checkbox").all():
        vak.check()
    w.kies("Bestuurder volgens het handelsregister")
    w.vul(
        {
            "Webadres van uw klachtenregeling": "https://kiekendief.example/klachten",
            "Webadres van uw privacyreglement": "https://kiekendief.example/privacy",
            "Naam van wie tekent": "Bestuur Kiekendief",
            "Functie": "bestuurder",
        }
    )
    w.klik("Bewaren en verder")


def _vul_prognose(w: Wandelaar) -> None:
    for regio in ("Arnhem", "Twente"):
        deel = w.page.get_by_role("group", name=regio)
        deel.get_by_label("Hoeveel verschillende cliënten verwacht u in 2018?").fill("80")
        deel.get_by_label("Hoeveel uren per jaar verwacht u?").fill("640,5")
        deel.get_by_label("Waar baseert u dit op?").fill("Het aantal vragen van vorig jaar.")
    w.klik("Bewaren en verder")


def _voeg_ondersteuner_toe(w: Wandelaar, dossier: str, nummer: int) -> None:
    w.ga(dossier + "ondersteuners/nieuw/")
    w.vul({"Naam": f"Ondersteuner {nummer}", "Lid- of registratienummer (niet verplicht)": f"R{nummer}"})
    w.kies(
        "Heeft minstens een hbo-opleiding die bij het werk past",
        "Heeft geen belang bij en geen band met een zorgaanbieder in de Wlz of een zorgkantoor",
        "Ingeschreven in het beroepsregister",
    )
    w.klik("Bewaren")


def _upload(w: Wandelaar, dossier: str, bestand: Path) -> None:
    bestand.write_bytes(pdf("Bewijs"))
    for soort, datum in (
        ("Bewijs van machtiging", ""),
        ("Verklaring omtrent het gedrag (VOG)", "1-6-2017"),
        ("Uittreksel van de Kamer van Koophandel", "1-6-2017"),
    ):
        w.ga(dossier + "documenten/")
        form = w.page.locator("form", has=w.page.get_by_role("button", name=f"Uploaden {soort}"))
        form.locator("input[type=file]").set_input_files(bestand)
        if datum:
            form.get_by_label("Datum op het document").fill(datum)
        w.druk(form.get_by_role("button", name=f"Uploaden {soort}"))
        w.ziet(bestand.name)


def _vul_selectiegegevens(w: Wandelaar, dossier: str) -> None:
    w.vul({"Welke leemte vult u in Twente, en waarom? (niet verplicht)": "Wij werken al voor mensen met een LVB."})
    w.klik("Bewaren en verder")
    w.ga(dossier + "selectiegegevens/nieuw/")
    w.kies("Andere ervaring")
    w.vul({"Jaar": "2016", "Toelichting": "Ondersteuning van ouderen, vijf jaar."})
    w.klik("Bewaren")


def teken_en_dien_in(w: Wandelaar, dossier: str) -> None:
    """Sign, which asks for the password again, then submit; afterwards the receipt is on screen."""
    w.ga(dossier + "indienen/")
    w.wachtwoord = WACHTWOORD
    w.klik("Bestuursverklaring tekenen")
    w.ziet("De bestuursverklaring is getekend.")
    w.klik("Inschrijving indienen")
    w.ziet("Ontvangstbewijs", "SHA-256", "bewijs.pdf")
