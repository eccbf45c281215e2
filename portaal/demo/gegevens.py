"""The fictional organisations of the demo: bird names, invented figures, addresses under `.example`.

One line per organisation: name | registered / total cliëntondersteuners | regions. Per region a key and how the
organisation stands there: B bestaand, N nieuw, D deels (a contract for part of the reference year). Marks after it:
L fills a leemte, w has a Wmo contract with a gemeente of the region, c other experience, g a gemeente missing.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

ZEGELADRESSEN = ("logboek@notaris-ijkmeester.example", "zegel@archief-oeverloper.example")
ORGANISATIES = """
Stichting Kiekendief Ondersteuning | 4/5 | arnhem B, twente NLc
Stichting Wulp Noord | 9/12 | groningen B, friesland B, drenthe Nw
Stichting Wulp Oost | 14/20 | twente B, zwolle B, apeldoorn-zutphen B
Vereniging Zorgstem De Grutto | 6/6 | twente Nwc, flevoland Nw
Welzijnskoepel Scholekster | 7/9 | twente NLwc, zeeland Nw
Veldleeuwerik Zorgadvies B.V. | 8/10 | twente NLc, zwolle B
Coöperatie Tureluur OCO U.A. | 7/9 | twente NLwc, drenthe B
Stichting Kluut | 11/12 | haaglanden NLw, zuid-hollandse-eilanden Nw
Coöperatie Tapuit U.A. | 5/8 | twente B, groningen Nc
Stichting Reiger | 16/22 | utrecht B, gooi B, flevoland B
Stichting Ooievaar Advies | 6/10 | utrecht B, rotterdam B
Stichting Lepelaar | 12/18 | utrecht B, amsterdam B, rotterdam B
IJsvogel Zorgwijzer B.V. | 3/4 | utrecht Nw, gooi Nw
Stichting Roodborst | 5/6 | utrecht NLc, kennemerland Nc
Boomklever Advies B.V. | 4/4 | utrecht Nc
Stichting Aalscholver | 10/15 | amsterdam B, zaanstreek-waterland B, kennemerland B
Meerkoet Cliëntsteun B.V. | 5/7 | amsterdam B, rotterdam B
Stichting Fuut | 8/11 | amsterdam B, rotterdam B
Nachtegaal Zorgadvies B.V. | 4/5 | amsterdam Nw, zaanstreek-waterland Nw
Stichting Stern | 6/9 | rotterdam B, zuid-hollandse-eilanden B
Vink Cliëntadvies B.V. | 3/3 | rotterdam NLw
Stichting Merel | 7/8 | noord-holland-noord B, kennemerland Nw
Zanglijster Ondersteuning B.V. | 4/6 | noord-holland-noord Nw, nijmegen Nc
Stichting Buizerd | 9/13 | nijmegen B, noordoost-brabant B
Stichting Torenvalk | 6/8 | noordoost-brabant B, midden-brabant B
Stichting Sperwer | 10/14 | noord-en-midden-limburg B, zuid-limburg B
Havik Zorgadvies B.V. | 4/5 | noord-en-midden-limburg Nw, zuidoost-brabant Nw
Stichting Specht | 12/16 | midden-brabant Nw, west-brabant B, midden-holland B
Winterkoning OCO B.V. | 2/3 | midden-holland Nc
Appelvink Zorgadvies B.V. | 8/10 | arnhem Nw, groningen Nwg
Putter Ondersteuning B.V. | 3/5 | zeeland D, west-brabant Nw
Stichting Kraanvogel | 11/17 | zuidoost-brabant B, zuid-limburg Nw
Sijs Cliëntadvies B.V. | 3/4 | zuid-limburg Nc, zuidoost-brabant Nw
Stichting Koekoek | 7/12 | haaglanden B, wsd B
Spreeuw Zorgwijs B.V. | 5/6 | haaglanden Nw, wsd Nw
Stichting Zilvermeeuw | 6/10 | haaglanden B, zuid-hollandse-eilanden Nw
Kwartel Advies B.V. | 5/7 | amstelland-en-de-meerlanden B, zuid-holland-noord B
Patrijs OCO B.V. | 4/4 | zuid-holland-noord Nw, amstelland-en-de-meerlanden Nw
Stichting Goudvink | 6/9 | midden-ijssel B
Goudplevier Advies B.V. | 2/2 | midden-ijssel Nc, apeldoorn-zutphen Nw
Stichting Ransuil | 8/12 | arnhem B, groningen Nc
Rietzanger Zorgadvies B.V. | 3/5 | flevoland Nc, drenthe Nc, friesland Nw
"""

# The exceptions that show the rules, by name of the organisation.
VOG_TE_OUD = "Appelvink Zorgadvies B.V."
SAMENWERKINGSVERBAND = ("Stichting Kluut", "Combinatie Kluut-Kievit", "Stichting Kievit")
NIET_AFGEMAAKT = "Winterkoning OCO B.V."
INGETROKKEN = "Boomklever Advies B.V."
WIJZIGING_NIET_AF = "Stichting Merel"
BEZWAARMAKERS = ("Vereniging Zorgstem De Grutto", "Nachtegaal Zorgadvies B.V.")
LAAT_BEZWAAR = "Appelvink Zorgadvies B.V."

LEEMTEN = {
    "twente": ("doelgroep", "Te weinig ondersteuning voor volwassenen met een licht verstandelijke beperking"),
    "utrecht": ("expertise", "Geen ervaring met niet-aangeboren hersenletsel in de regio"),
    "haaglanden": ("taal", "Te weinig ondersteuning in het Pools en het Turks"),
    "rotterdam": ("gebied", "Weinig aanbod ten zuiden van de Maas"),
}

# The question round: the kader of this round names none, so its moments and its questions are invented.
VRAGENRONDE = {
    "vragen_vanaf": (date(2017, 6, 1), 0),
    "vragen_tot": (date(2017, 6, 16), 12),
    "nota_op": (date(2017, 6, 30), 17),
}
VRAGEN = (  # of whom, vraag or bezwaar, about what, the text, and the answer
    (
        "IJsvogel Zorgwijzer B.V.",
        "vraag",
        "Datum van de VOG",
        "Onze VOG is van 5 januari 2017. Is die nog goed als wij in juli indienen?",
        "Tot en met 5 juli. Op de dag waarop u indient, is de VOG hoogstens zes maanden oud. Dient u later opnieuw in, "
        "dan telt die latere dag.",
    ),
    (
        "Patrijs OCO B.V.",
        "vraag",
        "Eis 9, drie cliëntondersteuners",
        "Mogen dezelfde drie cliëntondersteuners in twee regio’s werken?",
        "Ja. In elke regio werken ten minste drie verschillende cliëntondersteuners voor u. Dezelfde mensen mogen in "
        "meer regio’s werken.",
    ),
    (
        "Stichting Specht",
        "vraag",
        "Meer regio’s bij één zorgkantoor",
        "Wij willen in meer regio’s werken. Dienen wij voor elke regio een eigen dossier in?",
        "Nee. Bij elke Wlz-uitvoerder dient u één keer in, voor al zijn regio’s samen.",
    ),
    (
        "Putter Ondersteuning B.V.",
        "bezwaar",
        "Tarief",
        "Wij maken bezwaar tegen het tarief van € 69,00 per uur, omdat reistijd daar niet apart bij komt. Wij stellen "
        "voor om reistijd apart te vergoeden.",
        "Wij passen deze voorwaarde niet aan. Het tarief geldt in elke regio en voor elke organisatie. Uw bezwaar is "
        "op tijd gemaakt en ligt hiermee vast.",
    ),
)
ANDER_ANTWOORD = "Dit is een voorbeeldantwoord van de demo. Ons inkoopkader geldt zoals het er staat."

# Invented budgets for the first contract year, in euro, scaled between the bounds of the field.
REGIOBUDGET = {"amsterdam": 610_000, "rotterdam": 540_000, "utrecht": 480_000, "haaglanden": 430_000, "twente": 265_000}
REGIOBUDGET_ANDERS = 240_000


@dataclass(frozen=True)
class Regiodeelname:
    regio: str
    stand: str  # B, N or D
    kenmerken: str  # letters L w c g

    def heeft(self, letter: str) -> bool:
        return letter in self.kenmerken


@dataclass(frozen=True)
class Demopartij:
    nummer: int
    naam: str
    geregistreerd: int
    ondersteuners: int
    regios: tuple[Regiodeelname, ...]

    @property
    def kvk_nummer(self) -> str:
        return f"{90_000_000 + self.nummer:08d}"

    @property
    def mailnaam(self) -> str:
        """Local part of the role address: the name without legal form."""
        zonder = {"stichting", "coöperatie", "vereniging", "b.v.", "u.a.", "de"}
        return slugify(" ".join(w for w in self.naam.lower().split() if w not in zonder))


def organisaties() -> list[Demopartij]:
    """The organisations of the demo, in order of their number."""
    regels = [regel for regel in ORGANISATIES.strip().splitlines() if regel]
    return [_lees(nummer, regel) for nummer, regel in enumerate(regels, start=1)]


def _lees(nummer: int, regel: str) -> Demopartij:
    naam, aantallen, regios = (deel.strip() for deel in regel.split("|"))
    geregistreerd, totaal = (int(getal) for getal in aantallen.split("/"))
    delen = (deel.split() for deel in regios.split(","))
    deelnames = tuple(Regiodeelname(sleutel, stand[0], stand[1:]) for sleutel, stand in delen)
    return Demopartij(nummer, naam, geregistreerd, totaal, deelnames)
