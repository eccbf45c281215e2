"""Which regions of a round have places left for the next year, by what is signed (IK-192, IK-193; A56-A58)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST
from kern import klok
from kern.opmaak import datum
from kern.rules import canoniek, sha256
from overeenkomst.models import Verlenging
from overeenkomst.queries.contracten import sluitdag
from overeenkomst.queries.looptijden import met_eind
from overeenkomst.queries.lopend import OVEREENKOMST
from overeenkomst.states import Status, Verlengingstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.gereed import te_heropenen
from publicatie.models import Inkoopronde, Regiotoewijzing
from publicatie.states import Rondesoort
from publicatie.states import Status as Rondestatus

HOUDT_PLAATS = (Status.GETEKEND, Status.VAN_KRACHT)
Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Regioplaats:
    """A region: how many are signed to the end of the year before, how many still wait for that, and what is left."""

    toewijzing: Regiotoewijzing
    getekend: int
    wacht: int
    plaatsen: int


@dataclass(frozen=True)
class Voorstel:
    """A round for the year from `ingang_op`. `reden`: why it cannot be; empty when it can."""

    ronde: Inkoopronde
    ingang_op: date
    regios: list[Regioplaats]
    reden: str

    @property
    def met_plaats(self) -> list[Regioplaats]:
        return [rij for rij in self.regios if rij.plaatsen]

    @property
    def contracten(self) -> dict[int, int]:
        """Id of a Regiotoewijzing to its number of signed overeenkomsten, as publicatie asks for it."""
        return {rij.toewijzing.pk: rij.getekend for rij in self.regios}

    @cached_property
    def gezien(self) -> str:
        """Hash of what is on the screen."""
        return sha256(canoniek([str(self.ingang_op), sorted(self.contracten.items())]))


def voorstel(ronde: Inkoopronde) -> Voorstel:
    """The next year is the one after the publication that the round names; two queries.

    Who dropped out holds no place (A57). A newcomer with one year keeps it until it is decided that it does not go on
    (A58).
    """
    jaar = (ronde.heropening_op or ronde.ingang_op or klok.vandaag()).year + 1
    ingang_op = date(jaar, 1, 1)
    gunstig = met_eind(Beslissing.objects.geldig()).filter(
        uitkomst__in=KRIJGT_OVEREENKOMST,
        regioinschrijving__toewijzing__ronde=ronde,
        eind__gte=date(jaar - 1, 12, 31),
    )
    getekend = Q(**{f"{OVEREENKOMST}__status__in": HOUDT_PLAATS})
    beeindigd = Q(**{f"{OVEREENKOMST}__status": Status.BEEINDIGD})
    gestopt = Verlenging.objects.filter(jaar=jaar - 1, status=Verlengingstatus.NIET_VERLENGD).values("overeenkomst")
    niet_verlengd = Q(**{f"{OVEREENKOMST}__in": gestopt}, eind__lt=ingang_op)
    rijen = gunstig.exclude(beeindigd).exclude(niet_verlengd).order_by().values_list("regioinschrijving__toewijzing")
    aantallen = {
        pk: (vast, alles) for pk, vast, alles in rijen.annotate(vast=Count("pk", filter=getekend), alles=Count("pk"))
    }
    regios = []
    for rij in ronde.toewijzingen.select_related("regio", "uitvoerder").order_by("regio__naam"):
        vast, alles = aantallen.get(rij.pk, (0, 0))
        regios.append(Regioplaats(rij, vast, alles - vast, max(0, ronde.maximum_per_regio - vast)))
    return Voorstel(ronde, ingang_op, regios, _reden(ronde, ingang_op, regios))


def _reden(ronde: Inkoopronde, ingang_op: date, regios: list[Regioplaats]) -> str:
    if ronde.status != Rondestatus.GEPUBLICEERD or ronde.soort != Rondesoort.INKOOP:
        return "Dit kan alleen voor een inkoopronde die is gepubliceerd."
    if ronde.heropening_op is None:
        return (
            "Deze ronde noemt geen dag waarop de regio’s met plaats bekend worden. Vul die eerst in bij het tijdschema."
        )
    if bestaat := ronde.opvolgers.filter(soort=Rondesoort.HEROPENING, ingang_op=ingang_op).first():
        return f"Deze ronde is er al: {bestaat.naam}."
    laatste = sluitdag(ronde)
    if laatste and klok.vandaag() <= laatste:
        return (
            f"De overeenkomsten worden gesloten tot en met {datum(laatste)}. Pas daarna staat vast waar plaats over is."
        )
    if ronde.looptijd_bestaand_tot and ronde.looptijd_bestaand_tot < ingang_op:
        return f"De overeenkomsten van deze ronde lopen maar tot en met {datum(ronde.looptijd_bestaand_tot)}."
    if not any(rij.plaatsen for rij in regios):
        return f"In elke regio zijn {ronde.maximum_per_regio} overeenkomsten getekend. Er is nergens plaats."
    return ""


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """A round for regions with places that can be made now, before the day it is published (IK-193)."""
    if not bevoegdheid(gebruiker).mag(Recht.RONDE_MAKEN):
        return []
    return [
        ("Ronde voor regio’s met plaats maken", ronde.naam, reverse("heropenen", args=[ronde.code]), _voor(ronde))
        for ronde, concept in te_heropenen()
        if concept is None and not voorstel(ronde).reden
    ]


def _voor(ronde: Inkoopronde) -> datetime | None:
    return klok.om(ronde.heropening_op) if ronde.heropening_op else None
