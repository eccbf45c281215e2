"""Reading prijs and volume: the lists, what is missing for a year, and the work that waits (IK-153, OV-150)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from kern import klok
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.looptijden import gegund
from overeenkomst.queries.verdelen import Stand, stamregios, standen
from overeenkomst.states import Afspraakstatus, Verdelingstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

AFSPREKEN_VANAF = (9, 1)  # month and day of the year before: from then on a year without afspraak is work
Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Rij:
    """A region and a year in the list."""

    stand: Stand

    STANDEN = {
        "geen_geld": ("Geld nog niet bekend", "stil"),
        "te_verdelen": ("Nog te verdelen", "let-op"),
        "ontwerp": ("Ontwerp, wacht op een collega", "let-op"),
        "opnieuw": ("Opnieuw bekijken", "let-op"),
        "overleg": ("Overleg gevraagd", "let-op"),
        "voorgesteld": ("Wacht op akkoord", "stil"),
        "akkoord": ("Akkoord", "goed"),
    }

    @property
    def code(self) -> str:
        """How far the division is; a key of STANDEN."""
        verdeling, afspraken = self.stand.verdeling, [d.afspraak for d in self.stand.deelnames]
        if self.stand.geld is None:
            return "geen_geld"
        if verdeling is None:
            return "te_verdelen"
        if verdeling.basis != self.stand.basis:
            return "opnieuw"
        if verdeling.status == Verdelingstatus.ONTWERP:
            return "ontwerp"
        statussen = {afspraak.status for afspraak in afspraken if afspraak}
        volgorde = (Afspraakstatus.OVERLEG, Afspraakstatus.VOORGESTELD, Afspraakstatus.AKKOORD)
        return str(next((status for status in volgorde if status in statussen), "opnieuw"))

    @property
    def open(self) -> bool:
        """Whether someone must divide: a party has no afspraak, or the facts changed; no draft waits on a colleague."""
        return self.code == "opnieuw" or (bool(self.stand.zonder_afspraak) and self.code != "ontwerp")

    @property
    def ontwerp_van(self) -> int | None:
        """Who made the draft that waits on a colleague."""
        verdeling = self.stand.verdeling
        return verdeling.opgesteld_door_id if verdeling and self.code == "ontwerp" else None

    @property
    def url(self) -> str:
        return reverse("verdeling", args=[self.stand.toewijzing.pk, self.jaar])

    regio = property(lambda self: self.stand.toewijzing.regio.naam)
    zorgkantoor = property(lambda self: self.stand.toewijzing.uitvoerder.zorgkantoor)
    ronde = property(lambda self: self.stand.toewijzing.ronde.code)
    jaar = property(lambda self: self.stand.jaar)
    organisaties = property(lambda self: len(self.stand.deelnames))
    naam = property(lambda self: self.STANDEN[self.code][0])
    kleur = property(lambda self: self.STANDEN[self.code][1])

    @property
    def geld(self) -> Decimal:
        return self.stand.geld or Decimal(0)

    @property
    def verdeeld(self) -> Decimal:
        return self.stand.afgesproken

    @property
    def over(self) -> Decimal:
        """What stays with the region; below zero when its money became less than what was agreed."""
        return self.geld - self.verdeeld


def contractjaren(gebruiker: Gebruiker, recht: Recht, vandaag: date) -> list[int]:
    """The years, up to the next one, in which someone in reach has an overeenkomst by a decision made known."""
    rijen = gegund(date.min).exclude(looptijd_van=None).order_by()
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
    if uitvoerders is not None:
        rijen = rijen.filter(regioinschrijving__toewijzing__uitvoerder__in=uitvoerders)
    termen = set(rijen.annotate(laatste=ExtractYear("eind")).values_list("looptijd_van__year", "laatste").distinct())
    return sorted({jaar for van, tot in termen for jaar in range(van, tot + 1) if jaar <= vandaag.year + 1})


def overzicht(gebruiker: Gebruiker, recht: Recht, jaren: Iterable[int]) -> list[Rij]:
    """Every region and year in reach in which someone takes part; a fixed number of queries per year."""
    toewijzingen = list(stamregios().binnen_bereik(gebruiker, recht))
    alles = [Rij(stand) for jaar in jaren for stand in standen(toewijzingen, jaar) if stand.deelnames]
    return sorted(alles, key=lambda rij: (rij.jaar, rij.regio))


def lijst(gebruiker: Gebruiker) -> QuerySet[Prijsvolumeafspraak]:
    """The afspraken that count now at the uitvoerders of this user, with what the list shows."""
    return met_namen(Prijsvolumeafspraak.objects.voor_staf(gebruiker).geldend())


def met_namen(rijen: QuerySet[Prijsvolumeafspraak]) -> QuerySet[Prijsvolumeafspraak]:
    """With party, region, uitvoerder and ronde, and the version of the division."""
    return rijen.select_related(
        "verdeling",
        "regioinschrijving__toewijzing__regio",
        "regioinschrijving__inschrijving__organisatie",
        "regioinschrijving__inschrijving__uitvoerder",
        "regioinschrijving__inschrijving__ronde",
    )


def versies(rij: Prijsvolumeafspraak) -> QuerySet[Prijsvolumeafspraak]:
    """Everything that was fixed for this party, region and year, the latest first; nothing is overwritten."""
    rijen = Prijsvolumeafspraak.objects.filter(regioinschrijving=rij.regioinschrijving_id, jaar=rij.jaar)
    rijen = rijen.exclude(status=Afspraakstatus.ONTWERP).select_related(
        "verdeling__vastgesteld_door", "beantwoord_door"
    )
    return rijen.order_by("-verdeling__versie", "-pk")


def afspraak_op(deel: int, dag: date) -> Prijsvolumeafspraak | None:
    """The afspraak that counts on a day for this Regioinschrijving: tarief and budget of its year, as agreed by then.

    None outside its overeenkomst, or where nothing was fixed. The one place that says so: paying and a maatregel ask it
    too.
    """
    rijen = Prijsvolumeafspraak.objects.filter(regioinschrijving=deel, jaar=dag.year, van__lte=dag)
    if not rijen.geldend().exists():
        return None
    rijen = rijen.exclude(status=Afspraakstatus.ONTWERP).exclude(vanaf__gt=dag)
    laatste = rijen.order_by("verdeling__versie", "pk").last()
    return laatste if laatste and laatste.tot >= dag else None


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.PRIJSVOLUME_VERDELEN):
        return []
    vandaag = klok.vandaag()
    jaren = contractjaren(gebruiker, Recht.PRIJSVOLUME_VERDELEN, vandaag)
    rijen = overzicht(
        gebruiker, Recht.PRIJSVOLUME_VERDELEN, [j for j in jaren if vandaag >= date(j - 1, *AFSPREKEN_VANAF)]
    )
    taken: list[Taak] = []
    for groep in _per_jaar(rijen):
        taken += _taken(groep, gebruiker, bevoegd.mag(Recht.PRIJSVOLUME_VASTSTELLEN))
    return taken


def _per_jaar(rijen: list[Rij]) -> list[list[Rij]]:
    sleutels = sorted({(rij.jaar, rij.zorgkantoor) for rij in rijen})
    return [[rij for rij in rijen if (rij.jaar, rij.zorgkantoor) == sleutel] for sleutel in sleutels]


def _taken(rijen: list[Rij], gebruiker: Any, mag_vaststellen: bool) -> Iterable[Taak]:
    """Of one year and zorgkantoor: years to divide, drafts of others to fix, organisations that want to talk."""
    jaar, waar = rijen[0].jaar, rijen[0].zorgkantoor
    voor = eind_van_de_dag(date(jaar - 1, 12, 31))
    soorten = [("open", "Prijs en volume {} afspreken", [r for r in rijen if r.open])]
    soorten.append(("overleg", "Overleg over prijs en volume {}", [r for r in rijen if r.code == "overleg"]))
    if mag_vaststellen:
        anders = [r for r in rijen if r.ontwerp_van not in (None, gebruiker.pk)]
        soorten.append(("ontwerp", "Verdeling {} vaststellen", anders))
    for stand, wat, hier in soorten:
        if hier:
            url = hier[0].url if len(hier) == 1 else f"{reverse('verdelingen')}?jaar={jaar}&stand={stand}"
            yield f"{wat.format(jaar)} ({len(hier)} regio{'’s' if len(hier) > 1 else ''})", waar, url, voor
