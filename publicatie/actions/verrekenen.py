"""The money of regions after budgets were moved between them, or came from elsewhere (2.2.2; bijlage 2 h2)."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie.actions.budgetten import eis_verdeelbaar
from publicatie.models import Inkoopronde, LandelijkBedrag, Regiobudget, Regiotoewijzing


@transaction.atomic
def verreken(
    *, ronde_id: int, jaar: int, verschillen: Mapping[int, Decimal], landelijk: Decimal, door: Gebruiker
) -> None:
    """Add these amounts in euro to the money of regions (by id of a Regiotoewijzing), and one to the national amount.

    The caller decided that it may, and holds the ronde. An unknown national amount stays unknown. RegelFout when the
    regions together would get more than the national amount (OV-166).
    """
    for pk, verschil in sorted(verschillen.items()):
        toewijzing = Regiotoewijzing.objects.select_for_update(of=("self",)).get(pk=pk)
        rij = Regiobudget.objects.get(toewijzing=toewijzing, jaar=jaar)
        oud, rij.bedrag = rij.bedrag, rij.bedrag + verschil
        rij.save(update_fields=["bedrag"])
        leg_vast(toewijzing, "verreken_budget", door=door, jaar=jaar, oud=str(oud), nieuw=str(rij.bedrag))
    rijk = LandelijkBedrag.objects.filter(ronde=ronde_id, jaar=jaar, bedrag__isnull=False).first()
    if landelijk and rijk is not None and rijk.bedrag is not None:
        oud, rijk.bedrag = rijk.bedrag, rijk.bedrag + landelijk
        rijk.save(update_fields=["bedrag"])
        ronde = Inkoopronde.objects.get(pk=ronde_id)
        leg_vast(ronde, "verhoog_landelijk_bedrag", door=door, jaar=jaar, oud=str(oud), nieuw=str(rijk.bedrag))
    eis_verdeelbaar(ronde_id=ronde_id, jaar=jaar)
