"""Which overeenkomsten end and can go on, and what was decided about it (1.6; A55, IK-063)."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from inschrijving.models import Inschrijving
from kern import klok
from kern.rules import canoniek, sha256
from overeenkomst.models import Overeenkomst, Verlenging
from overeenkomst.models.wijziging import overeenkomsten_met
from overeenkomst.queries.looptijden import gegund
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.states import LOPEND, Verlengingstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

# Month and day of the last year: from then on the decision is work, as the round for the next year opens.
VANAF = (6, 1)
Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Einde:
    """An overeenkomst of which regions end in a year after which they can go on. `delen`: pks and names of regions."""

    overeenkomst: Overeenkomst
    eind: date
    delen: dict[int, str]
    verlenging: Verlenging | None

    NIETS = ("Nog te beslissen", "let-op")
    OPEN = "open"
    STANDEN = ((OPEN, NIETS[0]), *Verlengingstatus.choices)

    @property
    def inschrijving(self) -> Inschrijving:
        return self.overeenkomst.inschrijving

    @property
    def mogelijk(self) -> list[date]:
        return wijzigregels.mogelijke_eindes(self.eind, self.inschrijving.ronde.verlenging_tot)

    @property
    def uiterlijk(self) -> date:
        """The day by which the party should know."""
        return wijzigregels.beslissen_uiterlijk(self.eind)

    @property
    def organisatie(self) -> str:
        return self.inschrijving.partijnaam

    @property
    def code(self) -> str:
        """How far the decision is, as in STANDEN."""
        return self.verlenging.status if self.verlenging else self.OPEN

    @property
    def url(self) -> str:
        return reverse("verlenging", args=[self.inschrijving.kenmerk, self.eind.year])

    @property
    def stand(self) -> str:
        return self.verlenging.get_status_display() if self.verlenging else self.NIETS[0]

    @property
    def kleur(self) -> str:
        return self.verlenging.kleur if self.verlenging else self.NIETS[1]


def eindes(gebruiker: Gebruiker, recht: Recht, vandaag: date) -> list[Einde]:
    """What ends this year in reach of the user and can go on, in order of party; three queries."""
    return _eindes(overeenkomsten_met(gebruiker, recht).filter(status__in=LOPEND), vandaag.year)


def einde(overeenkomst: Overeenkomst, jaar: int) -> Einde | None:
    """The same for one overeenkomst and year; None too for a year that no calendar has."""
    if not MINYEAR <= jaar <= MAXYEAR:
        return None
    gevonden = _eindes(Overeenkomst.objects.filter(pk=overeenkomst.pk), jaar)
    return gevonden[0] if gevonden else None


def _eindes(rijen: QuerySet[Overeenkomst], jaar: int) -> list[Einde]:
    binnen = ("inschrijving__organisatie", "inschrijving__uitvoerder", "inschrijving__ronde")
    overeenkomsten = {rij.inschrijving_id: rij for rij in rijen.select_related(*binnen)}
    besloten = {rij.overeenkomst_id: rij for rij in Verlenging.objects.filter(jaar=jaar)}
    beslissingen = gegund(date(jaar, 1, 1)).filter(
        eind__lte=date(jaar, 12, 31), regioinschrijving__inschrijving__in=overeenkomsten
    )
    uit: dict[int, Einde] = {}
    for beslissing in beslissingen.order_by("regioinschrijving__toewijzing__regio__naam"):
        deel = beslissing.regioinschrijving
        rij = overeenkomsten[deel.inschrijving_id]
        verlenging = besloten.get(rij.pk)
        nieuw = Einde(rij, beslissing.eind, {}, verlenging)
        if nieuw.mogelijk:
            uit.setdefault(rij.pk, nieuw).delen[deel.pk] = deel.toewijzing.regio.naam
    return sorted(uit.values(), key=lambda rij: (rij.inschrijving.partijnaam.casefold(), rij.overeenkomst.pk))


def inhoudshash(rij: Verlenging) -> str:
    """Names exactly what was drafted: what was seen is what is decided (R17)."""
    tot = rij.tot.isoformat() if rij.tot else ""
    return sha256(canoniek([rij.pk, rij.jaar, tot, rij.reden, rij.opgesteld_door_id]))


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """From June on: decisions to draft, and drafts of others to decide on."""
    vandaag = klok.vandaag()
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.VERLENGING_VOORSTELLEN) or vandaag < date(vandaag.year, *VANAF):
        return []
    taken: list[Taak] = []
    for rij in eindes(gebruiker, Recht.VERLENGING_VOORSTELLEN, vandaag):
        voor = eind_van_de_dag(rij.uiterlijk)
        if rij.verlenging is None and vandaag <= rij.eind:
            taken.append(("Verlenging beslissen", rij.inschrijving.partijnaam, rij.url, voor))
        elif (
            rij.verlenging
            and rij.verlenging.status == Verlengingstatus.ONTWERP
            and rij.verlenging.opgesteld_door_id != gebruiker.pk
            and bevoegd.mag(Recht.VERLENGING_BESLISSEN)
        ):
            taken.append(("Besluit over verlenging bevestigen", rij.inschrijving.partijnaam, rij.url, voor))
    return taken
