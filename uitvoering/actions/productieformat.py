"""A later version of the productieformulier of a round (OV-224, OV-248)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde
from uitvoering.models import Productieformat
from uitvoering.queries.productie import formaten
from uitvoering.rules import productieformat as rules
from uitvoering.rules.productie import Dienst, begin_maand


@transaction.atomic
def voeg_format_toe(
    *, ronde_id: int, vanaf: date, diensten: Sequence[Dienst], gezien: int, door: Gebruiker
) -> Productieformat:
    """Add the next version, for the months from that of `vanaf`; what was delivered keeps its own.

    `gezien`: the last version on the screen. Raises RegelFout for a month that is over, for diensten that cannot be,
    and when somebody else was first.
    """
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if not bevoegdheid(door).mag(Recht.BEHEREN):
        raise PermissionDenied
    vorige_vanaf, vorige = formaten(ronde)[0]
    if vorige.versie != gezien:
        raise RegelFout("Een collega voegde intussen een versie toe. Kijk eerst wat er nu staat.")
    vanaf = begin_maand(vanaf)
    rules.eis_diensten(diensten, vorige.diensten)
    rules.eis_vanaf(vanaf, vorige=vorige_vanaf, vandaag=klok.vandaag())
    rij = Productieformat.objects.create(
        ronde=ronde,
        versie=vorige.versie + 1,
        vanaf=vanaf,
        diensten=[[dienst.nummer, dienst.naam, dienst.richtminuten] for dienst in diensten],
        door=door,
        op=klok.nu(),
    )
    leg_vast(rij, "voeg_productieformat_toe", door=door, versie=rij.versie, vanaf=vanaf.isoformat())
    return rij
