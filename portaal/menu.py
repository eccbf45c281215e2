"""The menu by rights: a person sees only what that person may open."""

from dataclasses import dataclass

from django.urls import reverse

from partijen.permissions import Bevoegdheid, Recht
from partijen.states import Rolsoort


@dataclass(frozen=True)
class Menupunt:
    label: str
    url: str
    actief: bool


PUNTEN: tuple[tuple[str, str, Recht], ...] = (
    ("Mijn inschrijvingen", "mijn_inschrijvingen", Recht.INSCHRIJVEN),
    ("Beslissingen", "beslissingen", Recht.BESLISSING_ONTVANGEN),
    ("Afspraken", "afspraken", Recht.BESLISSING_ONTVANGEN),
    ("Overeenkomsten", "mijn_overeenkomsten", Recht.BESLISSING_ONTVANGEN),
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
    ("Prijs en volume", "verdelingen", Recht.PRIJSVOLUME_ZIEN),
    ("Overeenkomsten", "overeenkomsten", Recht.BRIEF_ZIEN),
    ("Toezicht", "toezicht", Recht.TOEZICHT_ZIEN),
    ("Organisaties", "organisaties", Recht.BEHEREN),
    ("Gemeenten", "gemeenten", Recht.BEHEREN),
    ("Modelteksten", "modelteksten", Recht.BEHEREN),
    ("Berichten", "berichten", Recht.BEHEREN),
    ("Bestandscontrole", "bestandscontrole", Recht.BEHEREN),
)


def menu(bevoegd: Bevoegdheid, pad: str) -> list[Menupunt]:
    """Menu for the holder of these rights at the path `pad`; the deepest matching item is active."""
    punten = [] if bevoegd.mag(Recht.RONDE_ZIEN) else [("Inkoopronde", reverse("start"))]  # they have Rondes
    if not bevoegd.gebruiker.is_authenticated:
        punten.append(("Vind een cliëntondersteuner", reverse("vind")))
    organisatie = {Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE} & {rol.soort for rol in bevoegd.rollen}
    if bevoegd.gebruiker.is_authenticated and not bevoegd.rollen:
        punten.append(("Mijn inschrijvingen", reverse("mijn_inschrijvingen")))
    for label, naam, recht in PUNTEN:
        if bevoegd.mag(recht):
            punten.append((label, reverse(naam)))
    if organisatie:
        punten.append(punten.pop(0))
    alleen_zelf = {"/", reverse("mijn_werk")}
    passend = [url for _, url in punten if pad == url or (url not in alleen_zelf and pad.startswith(url))]
    actief = max(passend, key=len, default=None)
    return [Menupunt(label, url, url == actief) for label, url in punten]


def wie(bevoegd: Bevoegdheid) -> str:
    """Who is here, in words: role and organisation or zorgkantoor."""
    if not bevoegd.gebruiker.is_authenticated:
        return ""
    for rol in bevoegd.rollen:
        if rol.organisatie:
            return rol.organisatie.statutaire_naam
        return f"{rol.get_soort_display()} {rol.uitvoerder.zorgkantoor}" if rol.uitvoerder else rol.get_soort_display()
    return bevoegd.gebruiker.naam
