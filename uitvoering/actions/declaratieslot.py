"""The lock on a declaratie, what it needs of its report, and what it says to the organisation."""

from django.urls import reverse

from kern.fouten import RegelFout
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from uitvoering.actions import slot
from uitvoering.models import Declaratie
from uitvoering.states.productie import Productiestatus


def op_slot(declaratie_id: int, door: Gebruiker) -> Declaratie:
    """First the overeenkomst, as handing in does, then the declaratie."""
    overeenkomst = slot.vergrendel_regio(
        Declaratie.objects.values_list("regioinschrijving", flat=True).get(pk=declaratie_id)
    )
    eis_recht(door, Recht.PRODUCTIE_CONTROLEREN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    return Declaratie.objects.met_namen().select_for_update(of=("self",)).get(pk=declaratie_id)


def eis_productie(rij: Declaratie) -> None:
    """The report it belongs to must still count, and be agreed (OV-174)."""
    if rij.rapportage.status == Productiestatus.VERVANGEN:
        raise RegelFout(
            "De productie van deze maand is gecorrigeerd. Wacht op de nieuwe declaratie van de organisatie."
        )
    if rij.rapportage.status != Productiestatus.AKKOORD:
        raise RegelFout("De productie van deze maand is niet akkoord. Wacht op de correctie van de organisatie.")


def waarover(rij: Declaratie) -> str:
    return f"{rij.maandnaam} in {rij.regionaam}"


def meld(rij: Declaratie, sleutel: str, onderwerp: str, tekst: str) -> None:
    slot.bericht(
        rij.dossier.overeenkomst,
        Kant.ORGANISATIE,
        onderwerp=onderwerp,
        tekst=tekst,
        over=f"uitvoering.declaratie:{rij.pk}:{sleutel}",
        adres=reverse("declaratie_indienen", args=rij.sleutel),
    )
