"""Who may do what, as a table a jurist can read. Deny by default: a view without a right does not exist."""

from datetime import datetime
from enum import StrEnum
from functools import cached_property, wraps

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from kern import klok
from partijen.models import Gebruiker, Rol
from partijen.states import Rolsoort


class Recht(StrEnum):
    """What can be done. `AANGEMELD` is for everyone with a login, whatever their role."""

    AANGEMELD = "aangemeld"
    INSCHRIJVEN = "inschrijven"
    INDIENEN = "indienen"
    ORGANISATIE_BEHEREN = "organisatie_beheren"
    BESLISSING_ONTVANGEN = "beslissing_ontvangen"
    BEZWAAR_MAKEN = "bezwaar_maken"
    TAKEN_ZIEN = "taken_zien"
    WERK_ZIEN = "werk_zien"
    OPENEN = "openen"
    DOSSIER_ZIEN = "dossier_zien"
    BEOORDELEN = "beoordelen"
    WERK_VERDELEN = "werk_verdelen"
    HEROPENEN = "heropenen"
    REGISTER_BIJHOUDEN = "register_bijhouden"
    SELECTIE_ZIEN = "selectie_zien"
    SELECTEREN = "selecteren"
    LOTEN = "loten"
    LOTING_ZIEN = "loting_zien"
    BRIEF_ZIEN = "brief_zien"
    BRIEF_OPSTELLEN = "brief_opstellen"
    BRIEF_GOEDKEUREN = "brief_goedkeuren"
    VRIJGEVEN = "vrijgeven"
    BEZWAAR_ZIEN = "bezwaar_zien"
    BEZWAAR_BEHANDELEN = "bezwaar_behandelen"
    BRIEVEN_UITVOEREN = "brieven_uitvoeren"
    PRIJSVOLUME_ZIEN = "prijsvolume_zien"
    PRIJSVOLUME_VERDELEN = "prijsvolume_verdelen"
    PRIJSVOLUME_VASTSTELLEN = "prijsvolume_vaststellen"
    TOEZICHT_ZIEN = "toezicht_zien"
    TOEZICHT_HOUDEN = "toezicht_houden"
    TOEZICHT_VASTSTELLEN = "toezicht_vaststellen"
    PRODUCTIE_LEVEREN = "productie_leveren"
    PRODUCTIE_ZIEN = "productie_zien"
    PRODUCTIE_CONTROLEREN = "productie_controleren"
    PRODUCTIECIJFERS_ZIEN = "productiecijfers_zien"
    WIJZIGING_ZIEN = "wijziging_zien"
    WIJZIGING_VOORSTELLEN = "wijziging_voorstellen"
    WIJZIGING_TEKENEN = "wijziging_tekenen"
    VERLENGING_VOORSTELLEN = "verlenging_voorstellen"
    VERLENGING_BESLISSEN = "verlenging_beslissen"
    VRAAG_STELLEN = "vraag_stellen"
    VRAGEN_ZIEN = "vragen_zien"
    VRAGEN_BEANTWOORDEN = "vragen_beantwoorden"
    NOTA_PUBLICEREN = "nota_publiceren"
    RONDE_ZIEN = "ronde_zien"
    RONDE_BEHEREN = "ronde_beheren"
    RONDE_MAKEN = "ronde_maken"
    LEEMTE_VASTLEGGEN = "leemte_vastleggen"
    BEHEREN = "beheren"
    ZEGELS_ZIEN = "zegels_zien"
    LOGBOEK_ZIEN = "logboek_zien"


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
        Recht.BRIEF_GOEDKEUREN,
        Recht.VRIJGEVEN,
        Recht.PRIJSVOLUME_VASTSTELLEN,
        Recht.TOEZICHT_VASTSTELLEN,
        Recht.WIJZIGING_TEKENEN,
        Recht.VERLENGING_BESLISSEN,
        Recht.NOTA_PUBLICEREN,
        Recht.RONDE_BEHEREN,
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
    },
    Rolsoort.AUDITOR: _INZIEN | {Recht.ZEGELS_ZIEN, Recht.LOGBOEK_ZIEN},
}


class Bevoegdheid:
    """The roles of one user today, read once per request or action."""

    def __init__(self, gebruiker: Gebruiker):
        self.gebruiker = gebruiker

    @cached_property
    def nu(self) -> datetime:
        """The instant at which these rights were read."""
        return klok.nu()

    @cached_property
    def rollen(self) -> list[Rol]:
        if not self.gebruiker.is_authenticated:
            return []
        rollen = Rol.objects.geldig(klok.lokaal(self.nu).date()).filter(gebruiker=self.gebruiker)
        return list(rollen.select_related("organisatie", "uitvoerder").order_by("pk"))

    def met(self, recht: Recht) -> list[Rol]:
        return [rol for rol in self.rollen if recht in RECHTEN[Rolsoort(rol.soort)]]

    def mag(self, recht: Recht) -> bool:
        return recht is Recht.AANGEMELD or bool(self.met(recht))

    def organisaties(self, recht: Recht) -> list[int]:
        """Ids of the organisations for which this user has the right."""
        return [rol.organisatie_id for rol in self.met(recht) if rol.organisatie_id]

    def uitvoerders(self, recht: Recht) -> list[int] | None:
        """Ids of the uitvoerders for which this user has the right; None means: all of them."""
        rollen = self.met(recht)
        if any(rol.organisatie_id is None and rol.uitvoerder_id is None for rol in rollen):
            return None
        return [rol.uitvoerder_id for rol in rollen if rol.uitvoerder_id]


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
            if not bevoegdheid(request.user).mag(recht):
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
