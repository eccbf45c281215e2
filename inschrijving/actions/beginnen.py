"""Start an inschrijving at one Wlz-uitvoerder."""

import secrets

from django.db import IntegrityError, transaction

from inschrijving.models import Bestuursverklaring, Eisverklaring, Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, Organisatie, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from publicatie.models import Inkoopronde
from publicatie.queries import is_open

LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"  # no vowels, no look-alikes


def begin(*, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, organisatie: Organisatie, door: Gebruiker) -> Inschrijving:
    """Start the one dossier of this organisation at this uitvoerder (IK-086, IK-087).

    Raises RegelFout when the round is not open, the uitvoerder has no region in it, or a dossier exists:
    the text names that first one.
    """
    eis_recht(door, Recht.INSCHRIJVEN, organisatie_id=organisatie.pk)
    if not is_open(ronde, klok.nu()):
        raise RegelFout(f"U kunt nu niet inschrijven voor {ronde}. Op de bladzijde van de ronde staan de datums.")
    if not ronde.toewijzingen.filter(uitvoerder=uitvoerder).exists():
        raise RegelFout(f"{uitvoerder.naam} heeft in deze ronde geen regio’s. Kies een andere uitvoerder.")
    try:
        return _maak(ronde, uitvoerder, organisatie, door)
    except IntegrityError as fout:
        eerste = Inschrijving.objects.get(ronde=ronde, uitvoerder=uitvoerder, organisatie=organisatie)
        raise RegelFout(
            f"U hebt bij {uitvoerder.naam} al een inschrijving: {eerste.kenmerk}. Ga daarmee verder; u kunt er al uw "
            "regio’s bij deze uitvoerder in zetten."
        ) from fout


@transaction.atomic
def _maak(ronde: Inkoopronde, uitvoerder: WlzUitvoerder, organisatie: Organisatie, door: Gebruiker) -> Inschrijving:
    nu = klok.nu()
    inschrijving = Inschrijving.objects.create(
        kenmerk=_kenmerk(uitvoerder),
        ronde=ronde,
        uitvoerder=uitvoerder,
        organisatie=organisatie,
        begonnen_op=nu,
        bewaard_op=nu,
        bezoekadres=f"{organisatie.straat}, {organisatie.postcode} {organisatie.plaats}",
        telefoon=organisatie.telefoon,
        email=organisatie.email,
    )
    verklaring = Bestuursverklaring.objects.create(inschrijving=inschrijving)
    Eisverklaring.objects.bulk_create(
        Eisverklaring(bestuursverklaring=verklaring, eis=eis) for eis in ronde.eisen.all()
    )
    leg_vast(inschrijving, "begin", door=door)
    return inschrijving


def _kenmerk(uitvoerder: WlzUitvoerder) -> str:
    """A name that says nothing about how many dossiers there are (B28)."""
    return f"{uitvoerder.code[:3].upper()}-{''.join(secrets.choice(LETTERS) for _ in range(7))}"
