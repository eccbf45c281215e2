"""Reading controles: the list, how every eis stands during the overeenkomst, and the work that waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bekendmaking.rules import eind_van_de_dag
from kern import klok
from kluis.models import Stuk
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Minimumeis
from uitvoering.models import Contractmelding, Controle, Controleantwoord, Controlepunt
from uitvoering.queries import meldingen
from uitvoering.rules.controle import kan_worden_beoordeeld
from uitvoering.states.controle import OPEN, Status

Taak = tuple[str, str, str, datetime | None]


def lijst(gebruiker: Gebruiker) -> QuerySet[Controle]:
    """Every controle at the uitvoerders of this user."""
    return Controle.objects.voor_staf(gebruiker)


def stukken(rij: Controle) -> QuerySet[Stuk]:
    """What the organisation handed in."""
    antwoorden = Controleantwoord.stukken.through.objects.filter(controleantwoord__controle=rij)
    return Stuk.objects.filter(pk__in=antwoorden.values("stuk")).select_related("sleutel")


@dataclass(frozen=True)
class Eisstand:
    """One eis during the overeenkomst: the last hertoetsing, the one that is open, and the latest reported change."""

    eis: Minimumeis
    laatste: Controlepunt | None
    open: Controlepunt | None
    melding: Contractmelding | None

    @property
    def kleur(self) -> str:
        """Colour of the badge; at the inschrijving every eis was met, else there is no overeenkomst."""
        return "fout" if self.laatste and self.laatste.oordeel == "voldoet_niet" else "goed"


def eisen(overeenkomst: Overeenkomst) -> list[Eisstand]:
    """Every eis of the round in order; three queries (IK-115, OV-069)."""
    punten = Controlepunt.objects.filter(controle__overeenkomst=overeenkomst, eis__isnull=False)
    laatste: dict[int | None, Controlepunt] = {}
    lopend: dict[int | None, Controlepunt] = {}
    for punt in punten.select_related("controle", "tekortkoming").order_by("controle__vastgesteld_op", "pk"):
        if punt.controle.status == Status.VASTGESTELD:
            laatste[punt.eis_id] = punt
        elif punt.controle.status in OPEN:
            lopend[punt.eis_id] = punt
    gemeld, rijen = meldingen.per_eis(overeenkomst), overeenkomst.inschrijving.ronde.eisen.all()
    return [Eisstand(eis, laatste.get(eis.pk), lopend.get(eis.pk), gemeld.get(eis.pk)) for eis in rijen]


def te_beoordelen(rij: Controle) -> bool:
    """Whether its outcome can be drafted today."""
    return kan_worden_beoordeeld(
        soort=rij.soort, dag=rij.dag, beantwoord=rij.antwoorden.exists(), vandaag=klok.vandaag()
    )


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user: controles to judge, and outcomes of colleagues to fix."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        return []
    antwoord = Controleantwoord.objects.filter(controle=OuterRef("pk"))
    rijen = Controle.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).open().annotate(beantwoord=Exists(antwoord))
    taken: list[Taak] = []
    for rij in rijen.order_by("pk"):
        wie, adres = rij.overeenkomst.inschrijving.partijnaam, rij.get_absolute_url()
        if rij.status == Status.VOORSTEL:
            if bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN) and rij.voorgesteld_door_id != gebruiker.pk:
                taken.append(("Uitkomst van een controle vaststellen", wie, adres, None))
        elif kan_worden_beoordeeld(soort=rij.soort, dag=rij.dag, beantwoord=rij.beantwoord, vandaag=klok.vandaag()):
            taken.append(("Controle beoordelen", wie, adres, eind_van_de_dag(rij.dag)))
    return taken
