"""Where the division of a region's money for a year stands: the money, who takes part, and what was divided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from bekendmaking.rules import tarief_van
from bekendmaking.voorstel import EENHEDEN
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from kern.opmaak import euro
from kern.rules import canoniek, sha256
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak, Verdeling
from overeenkomst.queries.looptijden import gegund
from overeenkomst.rules import geld as geldregels
from overeenkomst.states import NA_TEKENEN
from publicatie.geld import families
from publicatie.models import Regiobudget, Regiotoewijzing, RegiotoewijzingQuerySet
from publicatie.states import Budgeteenheid, Rondesoort

VERANDERD = "Het geld of de organisaties zijn intussen veranderd, of een collega heeft de verdeling gewijzigd. "


@dataclass(frozen=True)
class Deelname:
    """One party that gets an overeenkomst in the region in this year, with what it asked for and what it has."""

    regio: Regioinschrijving
    van: date
    tot: date
    ronde_tarief: Decimal
    gevraagd: Decimal | None  # the lower tarief that it asked for (A59)
    afspraak: Prijsvolumeafspraak | None  # the one that counts now
    status: str | None  # of its overeenkomst

    @property
    def naam(self) -> str:
        return self.regio.inschrijving.partijnaam

    @property
    def vast(self) -> bool:
        """Whether what was agreed only changes by a dated change any more: the signed overeenkomst holds it."""
        return self.status in NA_TEKENEN and self.afspraak is not None

    @property
    def partij(self) -> geldregels.Partij:
        """What the rules need, with the tarief and the estimate that it has now."""
        tarief = self.afspraak.tarief if self.afspraak else tarief_van(self.ronde_tarief, self.gevraagd)
        jaardeel = geldregels.jaardeel(van=self.van, tot=self.tot, jaar=self.van.year)
        schatting = self.afspraak.schatting if self.afspraak else None
        return geldregels.Partij(
            self.regio.pk, self.naam, self.regio.uren or Decimal(0), tarief, schatting, jaardeel=jaardeel
        )

    def met(self, *, tarief: Decimal, schatting: Decimal | None) -> geldregels.Partij:
        """The same with what was typed. Raises RegelFout for a tarief that cannot be."""
        geldregels.eis_tarief(tarief, ronde=self.ronde_tarief, gevraagd=self.gevraagd, wie=self.naam)
        return replace(self.partij, tarief=tarief, schatting=schatting)


@dataclass(frozen=True)
class Stand:
    """A region in a year. `verdeling` is the latest one, draft or fixed."""

    toewijzing: Regiotoewijzing
    jaar: int
    geld: Decimal | None
    deelnames: list[Deelname]
    verdeling: Verdeling | None

    @property
    def eenheid(self) -> Decimal:
        """The smallest amount in euro: that of the round (IK-174, OV-159)."""
        return EENHEDEN[Budgeteenheid(self.toewijzing.ronde.budgeteenheid)]

    @cached_property
    def basis(self) -> str:
        """Hash of everything that a division is reckoned from; another one means: reckon again."""
        feiten = [[d.regio.pk, str(d.regio.uren), str(d.ronde_tarief), str(d.van), str(d.tot)] for d in self.deelnames]
        return sha256(canoniek([str(self.geld), str(self.eenheid), feiten]))

    @property
    def gezien(self) -> str:
        """What someone looks at who opens the screen: the basis, and the latest division."""
        return sha256(canoniek([self.basis, self.verdeling.hash if self.verdeling else ""]))

    @property
    def afgesproken(self) -> Decimal:
        """What is divided by the afspraken that count now."""
        return sum((d.afspraak.budget for d in self.deelnames if d.afspraak), Decimal(0))

    @property
    def zonder_afspraak(self) -> list[Deelname]:
        """Parties without an afspraak for this year (IK-153, OV-150)."""
        return [d for d in self.deelnames if d.afspraak is None]


def stamregios() -> RegiotoewijzingQuerySet:
    """The regions that hold the money: those of a round that is not about another round."""
    return Regiotoewijzing.objects.filter(ronde__soort=Rondesoort.INKOOP).select_related("ronde", "regio", "uitvoerder")


def stand(toewijzing: Regiotoewijzing, jaar: int) -> Stand:
    """One region and year, read now."""
    [uit] = standen([toewijzing], jaar)
    return uit


def standen(toewijzingen: Iterable[Regiotoewijzing], jaar: int) -> list[Stand]:
    """The same for many, in as many queries. `toewijzingen` as `stamregios` gives them."""
    toewijzingen = list(toewijzingen)
    deelnames = _deelnames(toewijzingen, jaar)
    geld = dict(Regiobudget.objects.filter(toewijzing__in=toewijzingen, jaar=jaar).values_list("toewijzing", "bedrag"))
    rijen = Verdeling.objects.filter(toewijzing__in=toewijzingen, jaar=jaar).order_by("versie")
    laatste = {rij.toewijzing_id: rij for rij in rijen.select_related("opgesteld_door", "vastgesteld_door")}
    return [Stand(t, jaar, geld.get(t.pk), deelnames[t.pk], laatste.get(t.pk)) for t in toewijzingen]


def te_krap(inschrijving: Inschrijving) -> list[str]:
    """What must be there before this party's overeenkomst is offered: money for all that is agreed in its regions.

    The money of a region may become less at any time (IK-071); then it is divided again first.
    """
    rijen = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving__inschrijving=inschrijving)
    plekken = set(rijen.order_by().values_list("jaar", "verdeling__toewijzing"))
    uit = []
    for jaar in sorted({jaar for jaar, _ in plekken}):
        for nu in standen(stamregios().filter(pk__in=[pk for j, pk in plekken if j == jaar]), jaar):
            if nu.geld is not None and nu.afgesproken > nu.geld:
                wat = f"afgesproken is {euro(nu.afgesproken)}, er is {euro(nu.geld)}"
                uit.append(f"geld in {nu.toewijzing.regio.naam} voor {jaar} ({wat})")
    return uit


def _deelnames(toewijzingen: list[Regiotoewijzing], jaar: int) -> dict[int, list[Deelname]]:
    """Who has a decision for an overeenkomst in the year, in whichever round of the same money."""
    stammen = families()
    plek = {(t.ronde_id, t.regio_id, t.uitvoerder_id): t.pk for t in toewijzingen}
    beslissingen = gegund(date(jaar, 1, 1)).filter(
        looptijd_van__lte=date(jaar, 12, 31),
        regioinschrijving__toewijzing__regio__in={t.regio_id for t in toewijzingen},
        regioinschrijving__toewijzing__uitvoerder__in={t.uitvoerder_id for t in toewijzingen},
    )
    rijen = list(beslissingen.select_related("regioinschrijving__inschrijving__ronde"))
    maak = _maker(rijen, jaar)
    uit: dict[int, list[Deelname]] = {t.pk: [] for t in toewijzingen}
    for beslissing in rijen:
        hier = beslissing.regioinschrijving.toewijzing
        pk = plek.get((stammen[hier.ronde_id], hier.regio_id, hier.uitvoerder_id))
        if pk is not None:
            uit[pk].append(maak(beslissing))
    for deelnames in uit.values():
        deelnames.sort(key=lambda d: (d.naam.casefold(), d.regio.pk))
    return uit


def _maker(beslissingen: list[Any], jaar: int) -> Callable[[Any], Deelname]:
    """A function from decision to Deelname, with the afspraken and overeenkomsten of all of them read at once."""
    regios = {b.regioinschrijving_id for b in beslissingen}
    dossiers = {b.regioinschrijving.inschrijving_id for b in beslissingen}
    afspraken = Prijsvolumeafspraak.objects.filter(regioinschrijving__in=regios)
    nu = {rij.regioinschrijving_id: rij for rij in afspraken.geldend().filter(jaar=jaar)}
    vragen = afspraken.filter(gevraagd_tarief__isnull=False, jaar__lte=jaar).order_by("beantwoord_op", "pk")
    gevraagd = {rij.regioinschrijving_id: rij.gevraagd_tarief for rij in vragen}
    statussen = dict(Overeenkomst.objects.filter(inschrijving__in=dossiers).values_list("inschrijving", "status"))

    def maak(beslissing: Any) -> Deelname:
        regio = beslissing.regioinschrijving
        tarief = regio.inschrijving.ronde.tarief
        assert tarief is not None, "a round is not published without its tarief"
        van, tot = geldregels.binnen_jaar(van=beslissing.looptijd_van, tot=beslissing.eind, jaar=jaar)
        return Deelname(
            regio,
            van,
            tot,
            tarief,
            gevraagd.get(regio.pk, regio.lager_tarief),
            nu.get(regio.pk),
            statussen.get(regio.inschrijving_id),
        )

    return maak


@dataclass(frozen=True)
class Regel:
    """What was typed for one party. `jaarbedrag` None: the proposal. Hours and euro as Decimal."""

    tarief: Decimal
    schatting: Decimal | None = None
    jaarbedrag: Decimal | None = None
    reden: str = ""


def reken(
    nu: Stand, regels: dict[int, Regel], *, proef: bool = False
) -> tuple[dict[int, geldregels.Partij], geldregels.Verdeling, geldregels.Verdeling]:
    """The parties with what was typed, the proposal, and the division as wanted; nothing is stored.

    Raises RegelFout for a tarief, an amount or a sum that cannot be, and without money of the region. With `proef`
    the reasons may still come.
    """
    if nu.geld is None:
        raise RegelFout(f"Het geld van {nu.toewijzing.regio.naam} voor {nu.jaar} is nog niet bekend. Vul dat eerst in.")
    if {d.regio.pk for d in nu.deelnames} != set(regels):
        raise RegelFout(VERANDERD + "Bekijk de verdeling opnieuw.")
    partijen = {
        d.regio.pk: d.met(tarief=regels[d.regio.pk].tarief, schatting=regels[d.regio.pk].schatting)
        for d in nu.deelnames
    }
    rij = list(partijen.values())
    voorstel = geldregels.stel_verdeling_voor(nu.geld, rij, nu.eenheid)
    bedragen = {
        pk: voorstel.delen[pk].jaarbedrag if regel.jaarbedrag is None else regel.jaarbedrag
        for pk, regel in regels.items()
    }
    redenen = {pk: "volgt" if proef else regel.reden for pk, regel in regels.items()}
    return (
        partijen,
        voorstel,
        geldregels.stel_verdeling_vast(nu.geld, rij, nu.eenheid, bedragen=bedragen, redenen=redenen),
    )
