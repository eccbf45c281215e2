"""Who may do what, as a table a jurist can read. Deny by default: a view without a right does not exist."""

from datetime import datetime
from functools import cached_property, wraps

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices

from kern import klok
from kern.fouten import RegelFout
from kern.muur import Bereik
from partijen.models import Gebruiker, Rol
from partijen.rules import Eherkenning
from partijen.states import Rolsoort


class Recht(TextChoices):
    """What can be done, and in words what that lets someone do: the page ‘Rechten’ shows them.

    `AANGEMELD` is for everyone with a login, whatever their role.
    """

    AANGEMELD = "aangemeld", "Inloggen en het eigen begin zien"
    INSCHRIJVEN = (
        "inschrijven",
        "Een inschrijving invullen, met documenten; na de gunning contactgegevens en toezicht bijhouden",
    )
    INDIENEN = (
        "indienen",
        "Ondertekenen, indienen en intrekken: een inschrijving, een antwoord, een overeenkomst, een opzegging",
    )
    ORGANISATIE_BEHEREN = (
        "organisatie_beheren",
        "Gegevens van de organisatie wijzigen, collega’s uitnodigen en hun rol beëindigen",
    )
    BESLISSING_ONTVANGEN = (
        "beslissing_ontvangen",
        "Beslissingen, afspraken, overeenkomsten en brieven van het zorgkantoor lezen",
    )
    BEZWAAR_MAKEN = "bezwaar_maken", "Bezwaar maken en dat weer intrekken"
    TAKEN_ZIEN = "taken_zien", "Zien welk werk op u wacht"
    WERK_ZIEN = "werk_zien", "Openingen en hun proces-verbaal zien"
    OPENEN = "openen", "Een opening aanvragen, of als tweede persoon bevestigen"
    DOSSIER_ZIEN = (
        "dossier_zien",
        "Geopende dossiers en hun documenten lezen, en het register van eerdere overeenkomsten",
    )
    BEOORDELEN = "beoordelen", "Dossiers beoordelen, indelen als bestaand of nieuw, en vragen om verduidelijking"
    WERK_VERDELEN = "werk_verdelen", "Dossiers over beoordelaars verdelen"
    HEROPENEN = "heropenen", "Een vastgesteld oordeel, een bevriezing of een loting terugvragen"
    REGISTER_BIJHOUDEN = "register_bijhouden", "Het register van eerdere overeenkomsten bijhouden"
    SELECTIE_ZIEN = (
        "selectie_zien",
        "Per regio zien wie kandidaat is, hoeveel plaatsen er zijn en hoe de selectie loopt",
    )
    SELECTEREN = (
        "selecteren",
        "Kandidaten scoren, de invoer bevriezen, de selectie vaststellen en een loting klaarzetten",
    )
    LOTEN = "loten", "Als notaris de uitslag van een loting invoeren"
    LOTING_ZIEN = "loting_zien", "Lotingen en hun proces-verbaal zien"
    BRIEF_ZIEN = "brief_zien", "Brieven, de bekendmaking en overeenkomsten zien"
    BRIEF_OPSTELLEN = (
        "brief_opstellen",
        "Brieven en herzieningen opstellen; onderaannemers en contactpersonen behandelen",
    )
    BRIEF_GOEDKEUREN = "brief_goedkeuren", "Een brief of een herziening als tweede persoon goedkeuren"
    VRIJGEVEN = "vrijgeven", "De bekendmaking klaarzetten; overeenkomsten aanbieden en ondertekenen"
    BEZWAAR_ZIEN = "bezwaar_zien", "Bezwaren, korte gedingen en geschillen zien"
    BEZWAAR_BEHANDELEN = "bezwaar_behandelen", "Bezwaren beantwoorden; een kort geding of geschil vastleggen"
    BRIEVEN_UITVOEREN = "brieven_uitvoeren", "Alle brieven van een ronde als archief ophalen"
    PRIJSVOLUME_ZIEN = (
        "prijsvolume_zien",
        "Budgetten, prijs- en volumeafspraken en het register van gegunde organisaties zien",
    )
    PRIJSVOLUME_VERDELEN = "prijsvolume_verdelen", "Een verdeling van het budget of een herziening daarvan opstellen"
    PRIJSVOLUME_VASTSTELLEN = (
        "prijsvolume_vaststellen",
        "Een verdeling van het budget of een herziening daarvan als tweede persoon vaststellen",
    )
    TOEZICHT_ZIEN = "toezicht_zien", "Tekortkomingen, controles, gesprekken en meldingen bij overeenkomsten zien"
    TOEZICHT_HOUDEN = (
        "toezicht_houden",
        "Tekortkomingen, controles, gesprekken en meldingen behandelen en een maatregel opstellen",
    )
    TOEZICHT_VASTSTELLEN = (
        "toezicht_vaststellen",
        "Een maatregel, opzegging of uitkomst van een controle als tweede persoon vaststellen",
    )
    PRODUCTIE_LEVEREN = "productie_leveren", "Productie, declaraties, verslagen en signalen invullen en indienen"
    PRODUCTIE_ZIEN = "productie_zien", "Productie, declaraties, verslagen en gedeelde signalen van organisaties zien"
    PRODUCTIE_CONTROLEREN = "productie_controleren", "Productie, verslagen en declaraties goedkeuren of terugsturen"
    PRODUCTIECIJFERS_ZIEN = "productiecijfers_zien", "De opgetelde cijfers over de productie zien"
    WIJZIGING_ZIEN = "wijziging_zien", "Wijzigingen van een overeenkomst zien"
    WIJZIGING_VOORSTELLEN = "wijziging_voorstellen", "Een wijziging van een overeenkomst voorstellen"
    WIJZIGING_TEKENEN = "wijziging_tekenen", "Een wijziging van een overeenkomst ondertekenen"
    VERLENGING_VOORSTELLEN = "verlenging_voorstellen", "Voorstellen om een overeenkomst te verlengen"
    VERLENGING_BESLISSEN = "verlenging_beslissen", "Als tweede persoon over een verlenging beslissen"
    VRAAG_STELLEN = "vraag_stellen", "Een vraag over een ronde stellen en de eigen vragen zien"
    VRAGEN_ZIEN = "vragen_zien", "Alle vragen over een ronde zien"
    VRAGEN_BEANTWOORDEN = "vragen_beantwoorden", "Vragen over een ronde beantwoorden"
    NOTA_PUBLICEREN = "nota_publiceren", "De nota van inlichtingen maken, publiceren en verbeteren"
    RONDE_ZIEN = "ronde_zien", "De opzet van rondes zien: tijdschema, eisen, regio’s en budget"
    RONDE_BEHEREN = (
        "ronde_beheren",
        "Uitstel van een sluiting voorstellen of bevestigen; het budget van een regio vastleggen",
    )
    RONDE_MAKEN = (
        "ronde_maken",
        "Een ronde maken, wijzigen, publiceren en verlengen; de teksten van de brieven schrijven",
    )
    LEEMTE_VASTLEGGEN = "leemte_vastleggen", "Leemten van een regio opstellen, of als tweede persoon vaststellen"
    BEHEREN = "beheren", "Gemeenten, modelteksten, huisstijlen en berichten beheren; organisaties opzoeken"
    ZEGELS_ZIEN = "zegels_zien", "De dagzegels van het logboek zien en ophalen"
    INZAGE_ZIEN = "inzage_zien", "Zien wie een dossier, een bestand of een brief opende"
    LOGBOEK_ZIEN = "logboek_zien", "Het logboek lezen"
    RECHTEN_ZIEN = "rechten_zien", "Zien welke rol wat mag (deze lijst)"
    BEWAREN_ZIEN = "bewaren_zien", "Zien waarvan de bewaartermijn voorbij is, en de opdrachten om te vernietigen"
    VERNIETIGEN = "vernietigen", "Opdracht geven om te vernietigen, of als tweede persoon bevestigen"
    AANHOUDINGEN_ZIEN = "aanhoudingen_zien", "Zien welke dossiers niet vernietigd mogen worden"
    AANHOUDEN = "aanhouden", "Een dossier aanhouden voor een rechter of een zaak, en dat met een collega opheffen"


_INZIEN = {
    Recht.TAKEN_ZIEN,
    Recht.WERK_ZIEN,
    Recht.DOSSIER_ZIEN,
    Recht.SELECTIE_ZIEN,
    Recht.LOTING_ZIEN,
    Recht.BRIEF_ZIEN,
    Recht.BEZWAAR_ZIEN,
    Recht.PRIJSVOLUME_ZIEN,
    Recht.TOEZICHT_ZIEN,
    Recht.PRODUCTIE_ZIEN,
    Recht.PRODUCTIECIJFERS_ZIEN,
    Recht.WIJZIGING_ZIEN,
    Recht.VRAGEN_ZIEN,
    Recht.RONDE_ZIEN,
}
_INVULLER = {
    Recht.INSCHRIJVEN,
    Recht.BESLISSING_ONTVANGEN,
    Recht.BEZWAAR_MAKEN,
    Recht.PRODUCTIE_LEVEREN,
    Recht.WIJZIGING_ZIEN,
    Recht.WIJZIGING_VOORSTELLEN,
    Recht.VRAAG_STELLEN,
}
_INKOPER = _INZIEN | {
    Recht.OPENEN,
    Recht.BEOORDELEN,
    Recht.WERK_VERDELEN,
    Recht.REGISTER_BIJHOUDEN,
    Recht.SELECTEREN,
    Recht.BRIEF_OPSTELLEN,
    Recht.BEZWAAR_BEHANDELEN,
    Recht.PRIJSVOLUME_VERDELEN,
    Recht.TOEZICHT_HOUDEN,
    Recht.PRODUCTIE_CONTROLEREN,
    Recht.WIJZIGING_VOORSTELLEN,
    Recht.VERLENGING_VOORSTELLEN,
    Recht.VRAGEN_BEANTWOORDEN,
    Recht.LEEMTE_VASTLEGGEN,
}
RECHTEN: dict[Rolsoort, set[Recht]] = {
    Rolsoort.INVULLER: _INVULLER,
    Rolsoort.TEKENBEVOEGDE: _INVULLER | {Recht.INDIENEN, Recht.WIJZIGING_TEKENEN, Recht.ORGANISATIE_BEHEREN},
    Rolsoort.INKOPER: _INKOPER,
    Rolsoort.INKOOPMANAGER: _INKOPER
    | {
        Recht.HEROPENEN,
        Recht.INZAGE_ZIEN,
        Recht.BRIEF_GOEDKEUREN,
        Recht.VRIJGEVEN,
        Recht.PRIJSVOLUME_VASTSTELLEN,
        Recht.TOEZICHT_VASTSTELLEN,
        Recht.WIJZIGING_TEKENEN,
        Recht.VERLENGING_BESLISSEN,
        Recht.NOTA_PUBLICEREN,
        Recht.RONDE_BEHEREN,
        Recht.AANHOUDINGEN_ZIEN,
        Recht.AANHOUDEN,
    },
    Rolsoort.NOTARIS: {Recht.LOTEN, Recht.LOTING_ZIEN},
    Rolsoort.BEHEERDER: {
        Recht.TAKEN_ZIEN,
        Recht.BEHEREN,
        Recht.ZEGELS_ZIEN,
        Recht.BRIEVEN_UITVOEREN,
        Recht.BRIEF_ZIEN,
        Recht.PRODUCTIECIJFERS_ZIEN,
        Recht.WIJZIGING_ZIEN,
        Recht.VRAGEN_ZIEN,
        Recht.NOTA_PUBLICEREN,
        Recht.RONDE_ZIEN,
        Recht.RONDE_BEHEREN,
        Recht.RONDE_MAKEN,
        Recht.RECHTEN_ZIEN,
        Recht.BEWAREN_ZIEN,
        Recht.VERNIETIGEN,
        Recht.AANHOUDINGEN_ZIEN,
    },
    Rolsoort.AUDITOR: _INZIEN
    | {
        *(Recht.ZEGELS_ZIEN, Recht.INZAGE_ZIEN, Recht.LOGBOEK_ZIEN, Recht.RECHTEN_ZIEN),
        *(Recht.BEWAREN_ZIEN, Recht.AANHOUDINGEN_ZIEN),
    },
}


TEKENT = {Recht.INDIENEN, Recht.WIJZIGING_TEKENEN}  # rights that put a signature under something


class Bevoegdheid:
    """The roles of one user today, read once per request or action.

    Who came in by eHerkenning acts for that one organisation, and signs only at its level (docs/adr/0016).
    """

    def __init__(self, gebruiker: Gebruiker, eherkenning: Eherkenning | None = None):
        self.gebruiker = gebruiker
        self.eherkenning = eherkenning

    @cached_property
    def nu(self) -> datetime:
        """The instant at which these rights were read."""
        return klok.nu()

    @cached_property
    def rollen(self) -> list[Rol]:
        if not self.gebruiker.is_authenticated:
            return []
        rollen = Rol.objects.geldig(klok.lokaal(self.nu).date()).filter(gebruiker=self.gebruiker)
        if self.eherkenning:
            rollen = rollen.filter(organisatie__kvk_nummer=self.eherkenning.kvk_nummer)
        return list(rollen.select_related("organisatie", "uitvoerder").order_by("pk"))

    def met(self, recht: Recht) -> list[Rol]:
        if self.te_laag(recht):
            return []
        return [rol for rol in self.rollen if recht in RECHTEN[Rolsoort(rol.soort)]]

    def mag(self, recht: Recht) -> bool:
        return recht is Recht.AANGEMELD or bool(self.met(recht))

    def te_laag(self, recht: Recht) -> bool:
        """Whether eHerkenning is not sure enough of who this is for a signature."""
        return recht in TEKENT and self.eherkenning is not None and not self.eherkenning.mag_tekenen

    def organisaties(self, recht: Recht) -> list[int]:
        """Ids of the organisations for which this user has the right."""
        return [rol.organisatie_id for rol in self.met(recht) if rol.organisatie_id]

    def uitvoerders(self, recht: Recht) -> list[int] | None:
        """Ids of the uitvoerders for which this user has the right; None means: all of them."""
        rollen = self.met(recht)
        if any(rol.organisatie_id is None and rol.uitvoerder_id is None for rol in rollen):
            return None
        return [rol.uitvoerder_id for rol in rollen if rol.uitvoerder_id]

    @property
    def bereik(self) -> Bereik:
        """Whose rows the roles of this user can have to do with at all, for the wall in the database."""
        eigen = frozenset(rol.organisatie_id for rol in self.rollen if rol.organisatie_id)
        return Bereik(eigen, alles=any(rol.organisatie_id is None for rol in self.rollen))


def bevoegdheid(gebruiker: Gebruiker) -> Bevoegdheid:
    """The user's rights, kept on the user object for as long as that lives (one request)."""
    if not hasattr(gebruiker, "_bevoegdheid"):
        gebruiker._bevoegdheid = Bevoegdheid(gebruiker)
    return gebruiker._bevoegdheid


def eis_recht(gebruiker: Gebruiker, recht: Recht, *, organisatie_id=None, uitvoerder_id=None) -> None:
    """Refuse (PermissionDenied) when the user lacks the right for this organisation or uitvoerder."""
    b = bevoegdheid(gebruiker)
    if organisatie_id is not None and organisatie_id in b.organisaties(recht):
        return
    if uitvoerder_id is not None:
        bereik = b.uitvoerders(recht)
        if bereik is None or uitvoerder_id in bereik:
            return
    raise PermissionDenied


def vereist(recht: Recht, *, opnieuw_inloggen: bool = False):
    """Name the right of a view. `opnieuw_inloggen`: a grave act asks for the password again."""

    def versier(view):
        @wraps(view)
        def wacht(request, *args, **kwargs):
            b = bevoegdheid(request.user)
            if b.eherkenning and b.te_laag(recht):
                raise RegelFout(b.eherkenning.te_laag)
            if not b.mag(recht):
                raise PermissionDenied
            return uitvoeren(request, *args, **kwargs)

        uitvoeren = reauthentication_required(view) if opnieuw_inloggen else view
        wacht.recht = recht
        return wacht

    return versier


def openbaar(view):
    """A page for everyone, without a login."""

    @wraps(view)
    def open_view(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    open_view.recht = None
    return login_not_required(open_view)
