"""The scripted cast, part eight: one organisation declares what it delivered, and is paid."""

from decimal import Decimal

from django.db.models import QuerySet

from kern import klok
from partijen.models import WlzUitvoerder
from portaal.demo.cast import elk, staf, tekenaar
from portaal.demo.contractanten import UITVOERDER
from uitvoering import actions
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties
from uitvoering.queries.productie import Maandstand, lopend, standen
from uitvoering.states.declaratie import Declaratiestatus
from uitvoering.states.productie import Productiestatus

DECLARANT = "Stichting Wulp Oost"  # the others are for a visitor
GEEN_BTW = Decimal(0)


def declareer() -> list[str]:
    """Every month that is delivered and not declared, or corrected since, the oldest first."""
    regios = lopend().filter(
        regioinschrijving__inschrijving__uitvoerder__code=UITVOERDER,
        regioinschrijving__inschrijving__organisatie__statutaire_naam=DECLARANT,
    )
    rijen = [rij for rij in standen(regios) if rij.rapportage and rij.status != Productiestatus.MET_FOUTEN]
    return elk(reversed(rijen), _declareer)


def _declareer(rij: Maandstand) -> None:
    wat = declaraties.voorstel(rij)
    if wat and wat.open:
        actions.dien_declaratie_in(
            regio_id=rij.regio.pk,
            maand=rij.maand,
            gezien=wat.hash,
            btw_percentage=GEEN_BTW,
            verklaring=True,
            op_tijd=True,
            door=tekenaar(rij.dossier.organisatie),
        )


def _van_declarant(status: Declaratiestatus) -> QuerySet[Declaratie]:
    dossier = "regioinschrijving__inschrijving"
    rijen = Declaratie.objects.filter(status=status).order_by("maand")
    return rijen.filter(
        **{f"{dossier}__uitvoerder__code": UITVOERDER, f"{dossier}__organisatie__statutaire_naam": DECLARANT}
    )


def keur_goed() -> list[str]:
    """Of the months that are agreed."""
    rijen = _van_declarant(Declaratiestatus.INGEDIEND).filter(rapportage__status=Productiestatus.AKKOORD)
    inkoper = staf(WlzUitvoerder.objects.get(code=UITVOERDER), "inkoper-een")
    return elk(rijen, lambda rij: actions.keur_declaratie_goed(declaratie_id=rij.pk, door=inkoper))


def betaal() -> list[str]:
    """A manager pays what an inkoper found correct."""
    rijen = [rij for rij in _van_declarant(Declaratiestatus.AKKOORD) if rij.te_betalen]
    manager = staf(WlzUitvoerder.objects.get(code=UITVOERDER), "manager")
    return elk(rijen, lambda rij: actions.leg_betaling_vast(declaratie_id=rij.pk, dag=klok.vandaag(), door=manager))
