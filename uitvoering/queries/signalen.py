"""Acute signals: whom they go to, what became of the messages, and the work that waits (OV-247)."""

from django.db.models import QuerySet
from django.urls import reverse

from berichten.models import Bericht
from overeenkomst.models import Contactpersoon, Overeenkomst
from overeenkomst.states import Contactsoort, Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Acuutmelding, Signaal


def over(rij: Signaal) -> str:
    """Name of the signal as the subject of a message."""
    return f"uitvoering.signaal:{rij.pk}"


def over_acuut(melding: Acuutmelding) -> str:
    """The same for the message that it is acute; of what was shared before, another one than that of the sharing."""
    return f"{over(melding.signaal)}:acuut" if melding.alsnog_op else over(melding.signaal)


def contacten(overeenkomst: Overeenkomst) -> QuerySet[Contactpersoon]:
    """Whom the zorgkantoor named for acute signals."""
    return overeenkomst.contactpersonen.filter(kant=Kant.ZORGKANTOOR, soort=Contactsoort.ACUUT)


def berichten(melding: Acuutmelding) -> QuerySet[Bericht]:
    """The messages to the zorgkantoor that it is acute, the first first; their state says when they were sent."""
    return Bericht.objects.filter(over=over_acuut(melding)).order_by("pk")


def mag_oppakken(gebruiker: Gebruiker, rij: Signaal) -> bool:
    """Whether this user acts for the zorgkantoor; who only may see does not count as opening."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(Recht.PRODUCTIE_CONTROLEREN)
    return uitvoerders is None or rij.overeenkomst.inschrijving.uitvoerder_id in uitvoerders


def werk_voor(gebruiker: Gebruiker) -> list[tuple[str, str, str, None, bool]]:
    """Acute signals nobody took up, the oldest first; urgent, so above all other work."""
    if not bevoegdheid(gebruiker).mag(Recht.PRODUCTIE_CONTROLEREN):
        return []
    rijen = Signaal.objects.voor_staf(gebruiker, Recht.PRODUCTIE_CONTROLEREN).acuut_open()
    return [
        ("Acuut signaal", rij.overeenkomst.inschrijving.partijnaam, reverse("signaal", args=[rij.pk]), None, True)
        for rij in rijen.order_by("gedeeld_op", "pk")
    ]
