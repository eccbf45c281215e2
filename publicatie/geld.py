"""Reading the money of the years: national, divided over the regions, left (2.2; IK-069 to IK-071)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from publicatie.gereed import contractjaren
from publicatie.models import Inkoopronde, LandelijkBedrag, Regiobudget
from publicatie.states import Rondesoort


@dataclass(frozen=True)
class Jaargeld:
    """The money of a year: the national row, what the regions get together, and how many of them have an amount."""

    jaar: int
    landelijk: LandelijkBedrag | None
    verdeeld: Decimal
    ingevuld: int
    regios: int

    @property
    def bedrag(self) -> Decimal | None:
        return self.landelijk.bedrag if self.landelijk else None

    @property
    def over(self) -> Decimal | None:
        """What is not divided; None while the national amount is unknown (IK-069)."""
        return None if self.bedrag is None else self.bedrag - self.verdeeld


def geld_per_jaar(ronde: Inkoopronde) -> list[Jaargeld]:
    """The years of a round that have money or overeenkomsten, the first year first; four queries."""
    landelijk = {rij.jaar: rij for rij in ronde.landelijke_bedragen.all()}
    tellingen = Regiobudget.objects.filter(toewijzing__ronde=ronde).values("jaar").order_by("jaar")
    verdeeld = {r["jaar"]: r for r in tellingen.annotate(som=Sum("bedrag"), aantal=Count("pk"))}
    regios = ronde.toewijzingen.count()
    leeg = {"som": Decimal(0), "aantal": 0}
    return [
        Jaargeld(jaar, landelijk.get(jaar), deel["som"], deel["aantal"], regios)
        for jaar in sorted({*landelijk, *verdeeld, *contractjaren(ronde)})
        for deel in [verdeeld.get(jaar, leeg)]
    ]


def families() -> dict[int, int]:
    """Per round the one whose money it shares: a verlenging or heropening has that of the round it comes from."""
    rijen = Inkoopronde.objects.values_list("pk", "voorganger", "soort")
    boven = {pk: ouder for pk, ouder, soort in rijen if ouder and soort != Rondesoort.INKOOP}

    def stam(pk: int) -> int:
        return stam(boven[pk]) if pk in boven else pk

    return {pk: stam(pk) for pk, _, _ in rijen}
