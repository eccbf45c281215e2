"""The walk as the organisation does it: account, wizard, signing, submitting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import expect

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
    w.vink_alles(w.page.get_by_role("main"))
    w.druk(w.page.get_by_role("main").get_by_role("button"))


def begin(w: Wandelaar) -> str:
    """Start at Menzis; gives the address of the dossier."""
    w.ga("/inschrijvingen/nieuw/")
    w.kies("Zorgkantoor Menzis (2018-2020)")
    w.klik("Inschrijving beginnen")
    return "/inschrijvingen/" + w.page.url.split("/inschrijvingen/")[1].split("/")[0] + "/"


@dataclass(frozen=True)
class Plan:
    """With whom and where: class per region, and the other deelnemers with their KvK number and kind."""

    regios: Mapping[str, str]
    leden: Mapping[str, tuple[str, str]] = field(default_factory=dict)


TWEE_REGIOS = Plan({"Arnhem": "Bestaande organisatie", "Twente": "Nieuwe organisatie"})


def vul_wizard(w: Wandelaar, bestand: Path, plan: Plan = TWEE_REGIOS) -> None:
    """Every page of the wizard, by its own links and buttons. Each says NIET INGEDIEND."""
    _vul_organisatie(w)
    _kies_regios(w, plan)
    _noem_leden(w, plan)
    _vul_verklaring(w)
    _vul_prognose(w, plan)
    for nummer in (1, 2, 3, 4):
        _voeg_ondersteuner_toe(w, nummer)
    w.klik("Verder met: documenten")
    _upload(w, bestand)
    w.klik("Verder met: onderbouwing per eis")
    for veld in w.page.get_by_role("main").get_by_role("textbox").all():
        w.typ(veld, "Zie ons jaarplan: zo voldoen wij hieraan.")
    w.klik("Bewaren en verder")
    _vul_selectiegegevens(w)
    w.ziet(NIET_INGEDIEND)


def _vul_organisatie(w: Wandelaar) -> None:
    w.ziet(NIET_INGEDIEND)
    w.kies(
        "Ja, dit is de rechtspersoon die de overeenkomst tekent", *"maandag dinsdag woensdag donderdag vrijdag".split()
    )
    w.vul({"Telefoonnummer voor cliënten": "088 000 00 00"})
    w.klik("Bewaren en verder")


def _kies_regios(w: Wandelaar, plan: Plan) -> None:
    for regio, klasse in plan.regios.items():
        deel = w.page.get_by_role("region", name=regio)
        w.vink(deel.get_by_label(f"Ik schrijf in voor {regio}"))
        w.vink(deel.get_by_label(klasse))
        w.activeer(deel.locator("summary"))
        w.vink_alles(deel.locator("details"))
    w.klik("Bewaren en verder")


def _noem_leden(w: Wandelaar, plan: Plan) -> None:
    w.ziet(NIET_INGEDIEND)
    if plan.leden:
        w.kies("Als samenwerkingsverband van meer organisaties of zzp’ers")
        w.vul({"Naam van het samenwerkingsverband (niet verplicht)": "Samen langs de rivier"})
        w.klik("Bewaren")
    for naam, (kvk, soort) in plan.leden.items():
        w.klik("Deelnemer toevoegen")
        w.kies(soort)
        w.vul({"Naam": naam, "KvK-nummer": kvk})
        w.kies("Werkt in alle gemeenten van onze regio’s")
        w.klik("Bewaren")
    w.klik("Bewaren en verder")


def _vul_verklaring(w: Wandelaar) -> None:
    w.vink_alles(w.page.get_by_role("main"))
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


def _vul_prognose(w: Wandelaar, plan: Plan) -> None:
    for regio in plan.regios:
        deel = w.page.get_by_role("group", name=regio)
        w.typ(deel.get_by_label("Hoeveel verschillende cliënten verwacht u in 2018?"), "80")
        w.typ(deel.get_by_label("Hoeveel uren per jaar verwacht u?"), "640,5")
        w.typ(deel.get_by_label("Waar baseert u dit op?"), "Het aantal vragen van vorig jaar.")
    w.klik("Bewaren en verder")


def _voeg_ondersteuner_toe(w: Wandelaar, nummer: int) -> None:
    w.klik("Cliëntondersteuner toevoegen")
    w.vul({"Naam": f"Ondersteuner {nummer}", "Lid- of registratienummer (niet verplicht)": f"R{nummer}"})
    w.kies(
        "Heeft minstens een hbo-opleiding die bij het werk past",
        "Heeft geen belang bij en geen band met een zorgaanbieder in de Wlz of een zorgkantoor",
        "Ingeschreven in het beroepsregister",
    )
    w.klik("Bewaren")


def _upload(w: Wandelaar, bestand: Path) -> None:
    """What the page says is missing, one after the other."""
    bestand.write_bytes(pdf("Bewijs"))
    mist = w.page.locator("main section", has_text="Mist nog")
    while over := mist.count():
        blok = mist.first
        w.kies_bestand(blok.locator("input[type=file]"), bestand)
        if (datum := blok.get_by_label("Datum op het document")).count():
            w.typ(datum, "1-6-2017")
        w.druk(blok.get_by_role("button", name="Uploaden"))
        expect(mist).to_have_count(over - 1)
    w.ziet(bestand.name)


def _vul_selectiegegevens(w: Wandelaar) -> None:
    w.klik("Ervaring toevoegen")
    w.kies("Andere ervaring")
    w.vul({"Jaar": "2016", "Toelichting": "Ondersteuning van ouderen, vijf jaar."})
    w.klik("Bewaren")
    w.vul({"Welke leemte vult u in Twente, en waarom? (niet verplicht)": "Wij werken al voor mensen met een LVB."})
    w.klik("Bewaren en verder")


def teken_en_dien_in(w: Wandelaar) -> None:
    """Sign, which asks for the password again, then submit; afterwards the receipt is on screen."""
    w.wachtwoord = WACHTWOORD
    w.klik("Bestuursverklaring tekenen")
    w.ziet("De bestuursverklaring is getekend.")
    w.klik("Inschrijving indienen")
    w.ziet("Ontvangstbewijs", "SHA-256", "bewijs.pdf")
