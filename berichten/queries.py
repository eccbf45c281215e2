"""What lies in the outbox."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from berichten.models import Bericht, BerichtQuerySet
from berichten.rules import VEEL_POGINGEN
from berichten.states import Berichtsoort, Status
from kluis.models import Stuk
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

VRAAGT_HAND = (Status.ONBESLIST, Status.GEWEIGERD, Status.GEBOUNCED)


def zichtbaar(gebruiker: Gebruiker) -> BerichtQuerySet:
    """What needs a hand, for the beheerder; in the demo also what was handed over, for everyone.

    Everything else stays unseen: a receipt tells that a dossier exists (B28), a letter what was decided.
    """
    rijen = Bericht.objects.filter(status=Status.OVERGEDRAGEN) if settings.DEMO else Bericht.objects.none()
    return rijen | vraagt_hand() if bevoegdheid(gebruiker).mag(Recht.BEHEREN) else rijen


def vraagt_hand() -> BerichtQuerySet:
    """What a person has to look at: doubtful, refused or returned, and what keeps failing."""
    return Bericht.objects.filter(Q(status__in=VRAAGT_HAND) | Q(status=Status.KLAAR, pogingen__gte=VEEL_POGINGEN))


def openstaand(nu: datetime, hoogstens: int) -> list[int]:
    """Ids of the messages that may go at `nu`, longest free first."""
    return list(Bericht.objects.openstaand(nu).values_list("pk", flat=True)[:hoogstens])


def wacht_op_bijlage(soort: Berichtsoort, hoogstens: int) -> list[int]:
    """Ids of the messages of this kind that stay until their attachment is made, the oldest first."""
    return list(Bericht.objects.wacht_op_bijlage().filter(soort=soort).values_list("pk", flat=True)[:hoogstens])


def bijlage(soort: Berichtsoort, over: str) -> Stuk | None:
    """The attachment that went with the message of this kind about `over`; None while it is not made."""
    return Stuk.objects.filter(bericht__soort=soort, bericht__over=over).select_related("sleutel").first()


def blijven_hangen(grens: datetime) -> list[int]:
    """Ids of the messages claimed before `grens` and never recorded."""
    return list(Bericht.objects.blijven_hangen(grens).values_list("pk", flat=True))
