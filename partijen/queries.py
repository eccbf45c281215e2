"""Reading organisations and who belongs to them."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from kern.klok import lokaal
from kern.log import sleutel
from kern.models import Gebeurtenis, Uitkomst
from partijen.models import Gebruiker, Organisatie, Rol, Uitnodiging
from partijen.permissions import Recht, bevoegdheid
from partijen.states import VOOR_ORGANISATIE, Rolsoort


def van(gebruiker: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> QuerySet[Organisatie]:
    """The organisations for which this user has the right."""
    return Organisatie.objects.filter(pk__in=bevoegdheid(gebruiker).organisaties(recht))


def collegas(organisatie: Organisatie, nu: datetime) -> QuerySet[Rol]:
    """The roles in force for an organisation, by name."""
    rollen = Rol.objects.geldig(lokaal(nu).date()).filter(organisatie=organisatie)
    return rollen.select_related("gebruiker").order_by("gebruiker__naam", "soort")


def beheerders(dag: date) -> QuerySet[Gebruiker]:
    """Who looks after the portal on this day."""
    rollen = Rol.objects.geldig(dag).filter(soort=Rolsoort.BEHEERDER)
    return Gebruiker.objects.filter(rollen__in=rollen, is_active=True).distinct().order_by("pk")


def uitnodigingen(organisatie: Organisatie, nu: datetime) -> QuerySet[Uitnodiging]:
    """Invitations that can still be accepted."""
    return organisatie.uitnodigingen.open(nu).select_related("door")


@dataclass(frozen=True)
class Botsing:
    """Somebody who tried to register a number that is known already (B51)."""

    wie: Gebruiker
    op: datetime


def botsingen(organisatie: Organisatie) -> list[Botsing]:
    """Who tried to register this organisation again, last first; not who joined since."""
    regels = Gebeurtenis.objects.filter(
        dossier=sleutel(organisatie), handeling="registreer", resultaat=Uitkomst.GEWEIGERD
    )
    laatste = {regel.actor_id: regel.tijd for regel in regels.order_by("nummer")}
    erbij = Rol.objects.filter(organisatie=organisatie, gebruiker__in=laatste).values("gebruiker")
    mensen = Gebruiker.objects.filter(pk__in=laatste).exclude(pk__in=erbij)
    return sorted((Botsing(wie, laatste[wie.pk]) for wie in mensen), key=lambda botsing: botsing.op, reverse=True)


def moet_tweede_factor(gebruiker: Gebruiker) -> bool:
    """Whether a role of today asks for a second factor: any but those of an organisation."""
    return any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegdheid(gebruiker).rollen)


def heeft_tweede_factor(gebruiker: Gebruiker, *, buiten: int | None = None) -> bool:
    """Whether the user has an app for codes or a passkey, apart from `buiten`. Herstelcodes alone are none."""
    eigen = Authenticator.objects.filter(user=gebruiker).exclude(pk=buiten)
    return eigen.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
