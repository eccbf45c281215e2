"""The menu by rights: a person sees only what that person may open."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from partijen.permissions import Bevoegdheid, Recht
from partijen.states import Rolsoort


@dataclass(frozen=True)
class Menupunt:
    """`onder`: the pages of a group; the group itself leads to the first of them."""

    label: str
    url: str
    actief: bool
    onder: tuple["Menupunt", ...] = ()


PUNTEN: tuple[tuple[str, str, Recht], ...] = (
    ("Mijn inschrijvingen", "mijn_inschrijvingen", Recht.INSCHRIJVEN),
    ("Beslissingen", "beslissingen", Recht.BESLISSING_ONTVANGEN),
    ("Afspraken", "afspraken", Recht.BESLISSING_ONTVANGEN),
    ("Overeenkomsten", "mijn_overeenkomsten", Recht.BESLISSING_ONTVANGEN),
    ("Productie", "productie", Recht.PRODUCTIE_LEVEREN),
    ("Declaraties", "mijn_declaraties", Recht.PRODUCTIE_LEVEREN),
    ("Budget", "mijn_budgetten", Recht.PRODUCTIE_LEVEREN),
    ("Verslagen", "verslagen", Recht.PRODUCTIE_LEVEREN),
    ("Signalen", "mijn_signalen", Recht.PRODUCTIE_LEVEREN),
    ("Agenda", "mijn_agenda", Recht.BESLISSING_ONTVANGEN),
    ("Organisatie", "mijn_organisatie", Recht.INSCHRIJVEN),
    ("Vragen", "mijn_vragen", Recht.VRAAG_STELLEN),
    ("Mijn werk", "mijn_werk", Recht.TAKEN_ZIEN),
    ("Rondes", "rondes", Recht.RONDE_ZIEN),
    ("Vragen", "vragen", Recht.VRAGEN_ZIEN),
    ("Openingen", "openingen", Recht.WERK_ZIEN),
    ("Dossiers", "dossiers", Recht.DOSSIER_ZIEN),
    ("Regio’s", "regioselecties", Recht.SELECTIE_ZIEN),
    ("Landkaart", "landkaart", Recht.SELECTIE_ZIEN),
    ("Lotingen", "lotingen", Recht.LOTING_ZIEN),
    ("Bekendmaking", "vrijgaven", Recht.BRIEF_ZIEN),
    ("Bezwaren", "bezwaren", Recht.BEZWAAR_ZIEN),
    ("Aanhoudingen", "aanhoudingen", Recht.AANHOUDINGEN_ZIEN),
    ("Prijs en volume", "verdelingen", Recht.PRIJSVOLUME_ZIEN),
    ("Overeenkomsten", "overeenkomsten", Recht.BRIEF_ZIEN),
    ("Productie", "productielijst", Recht.PRODUCTIE_ZIEN),
    ("Declaraties", "declaraties", Recht.PRODUCTIE_ZIEN),
    ("Productiecijfers", "productiecijfers", Recht.PRODUCTIECIJFERS_ZIEN),
    ("Budget", "budgetten", Recht.PRODUCTIE_ZIEN),
    ("Verslagen", "verslagenlijst", Recht.PRODUCTIE_ZIEN),
    ("Signalen", "signalen", Recht.PRODUCTIE_ZIEN),
    ("Toezicht", "toezicht", Recht.TOEZICHT_ZIEN),
    ("Controles", "controles", Recht.TOEZICHT_ZIEN),
    ("Agenda", "agenda", Recht.TOEZICHT_ZIEN),
    ("Register", "register", Recht.PRIJSVOLUME_ZIEN),
    ("Organisaties", "organisaties", Recht.BEHEREN),
    ("Gemeenten", "gemeenten", Recht.BEHEREN),
    ("Modelteksten", "modelteksten", Recht.BEHEREN),
    ("Productieformulieren", "productieformaten", Recht.BEHEREN),
    ("Berichten", "berichten", Recht.BEHEREN),
    ("Bestandscontrole", "bestandscontrole", Recht.BEHEREN),
    ("Logboek", "logboek", Recht.LOGBOEK_ZIEN),
    ("Zegels", "zegels", Recht.ZEGELS_ZIEN),
    ("Stand van het portaal", "stand", Recht.BEHEREN),
    ("Rechten", "rechten", Recht.RECHTEN_ZIEN),
    ("Bewaren", "bewaren", Recht.BEWAREN_ZIEN),
)
GROEPEN: dict[str, tuple[str, ...]] = {  # by phase; a page that stands in none has its own place in the menu
    "Inkoop": ("rondes", "vragen"),
    "Beoordeling": ("openingen", "dossiers", "regioselecties", "landkaart", "lotingen"),
    "Besluiten": ("vrijgaven", "bezwaren", "aanhoudingen"),
    "Contracteren": ("verdelingen", "overeenkomsten", "register"),
    "Uitvoering": (
        "productielijst",
        "productiecijfers",
        "declaraties",
        "budgetten",
        "verslagenlijst",
        "signalen",
        *("productie", "mijn_declaraties", "mijn_budgetten", "verslagen", "mijn_signalen", "mijn_agenda"),
        "toezicht",
        "controles",
        "agenda",
    ),
    "Beheer": (
        "organisaties",
        "gemeenten",
        "modelteksten",
        "productieformaten",
        "berichten",
        "bestandscontrole",
        "bewaren",
        "logboek",
        "zegels",
        "stand",
        "rechten",
    ),
}
ELDERS = {  # pages with an address of their own, by how it begins: the page of the menu that leads to them
    "/werk/brieven/": "vrijgaven",
    "/werk/geschillen/": "bezwaren",
    "/werk/kort-geding/": "bezwaren",
    "/werk/herzieningen/": "bezwaren",
    "/werk/huisstijl/": "rondes",
    "/werk/heropenen/": "rondes",
    "/werk/verdelen/": "dossiers",
    "/werk/verduidelijkingen/": "dossiers",
    "/werk/contracten/": "dossiers",
    "/werk/afspraken/": "verdelingen",
    "/werk/tekortkomingen/": "toezicht",
    "/werk/maatregelen/": "toezicht",
    "/werk/beeindigingen/": "toezicht",
    "/werk/contractmeldingen/": "toezicht",
    "/wijzigingen/": "overeenkomsten",  # of both sides: for an organisation its own
    "/werk/overschrijdingen/": "budgetten",
    "/werk/herschikkingen/": "budgetten",
    "/werk/budgetherzieningen/": "budgetten",
    "/overschrijdingen/": "mijn_budgetten",
    "/toezicht/": "overeenkomsten",
    "/tekortkomingen/": "overeenkomsten",
    "/beeindigingen/": "overeenkomsten",
    "/controles/": "overeenkomsten",
    "/contractmeldingen/": "overeenkomsten",
}


def menu(bevoegd: Bevoegdheid, pad: str) -> list[Menupunt]:
    """Menu for the holder of these rights at the path `pad`; the deepest matching item is active."""
    punten = [] if bevoegd.mag(Recht.RONDE_ZIEN) else [("Inkoopronde", "start")]  # they have Rondes
    if not bevoegd.gebruiker.is_authenticated:
        punten.append(("Vind een cliëntondersteuner", "vind"))
    organisatie = {Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE} & {rol.soort for rol in bevoegd.rollen}
    if bevoegd.gebruiker.is_authenticated and not bevoegd.rollen:
        punten.append(("Mijn inschrijvingen", "mijn_inschrijvingen"))
    punten += [(label, naam) for label, naam, recht in PUNTEN if bevoegd.mag(recht)]
    if organisatie:
        punten.append(punten.pop(0))
    alleen_zelf = {"/", _adres("mijn_werk")}
    urls = {naam: _adres(naam) for _, naam in punten}
    if naam := next((naam for begin, naam in ELDERS.items() if pad.startswith(begin)), ""):
        pad = urls.get(naam) or urls.get(f"mijn_{naam}", pad)
    passend = [url for url in urls.values() if pad == url or (url not in alleen_zelf and pad.startswith(url))]
    actief = max(passend, key=len, default=None)
    return _gegroepeerd({naam: Menupunt(label, urls[naam], urls[naam] == actief) for label, naam in punten})


@cache
def _adres(naam: str) -> str:
    """Looked up once: a menu has up to thirty."""
    return reverse(naam)


def _gegroepeerd(punten: dict[str, Menupunt]) -> list[Menupunt]:
    """Pages of one phase together, at the place of the first; a group of one is that page itself."""
    groepen = {naam: groep for groep, namen in GROEPEN.items() for naam in namen}
    uit: dict[str, list[Menupunt]] = {}
    for naam, punt in punten.items():
        uit.setdefault(groepen.get(naam, naam), []).append(punt)
    return [
        onder[0] if len(onder) == 1 else Menupunt(groep, onder[0].url, any(p.actief for p in onder), tuple(onder))
        for groep, onder in uit.items()
    ]


def wie(bevoegd: Bevoegdheid) -> str:
    """Who is here, in words: role and organisation or zorgkantoor."""
    if not bevoegd.gebruiker.is_authenticated:
        return ""
    for rol in bevoegd.rollen:
        if rol.organisatie:
            return rol.organisatie.statutaire_naam
        return f"{rol.get_soort_display()} {rol.uitvoerder.zorgkantoor}" if rol.uitvoerder else rol.get_soort_display()
    return bevoegd.gebruiker.naam
