"""The reviews of the money of a ronde: which ones wait, and what came of them (IK-183, OV-165)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from kern import klok
from overeenkomst.states import Status
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.geld import families
from publicatie.gereed import contractjaren
from publicatie.models import Inkoopronde
from uitvoering.models import Budgetherziening
from uitvoering.queries import productie
from uitvoering.queries.productie import Taak
from uitvoering.rules import herziening
from uitvoering.rules.productie import maandnaam, volgende_maand


@dataclass(frozen=True)
class Moment:
    """A review that waits: of a ronde, at a zorgkantoor, in a month (its first day)."""

    ronde: Inkoopronde
    uitvoerder: WlzUitvoerder
    maand: date

    maandnaam = property(lambda self: maandnaam(self.maand))

    @property
    def uiterlijk(self) -> date:
        """Last day of the month."""
        return date.fromordinal(volgende_maand(self.maand).toordinal() - 1)

    @property
    def sleutel(self) -> str:
        """What names it in a form."""
        return f"{self.ronde.pk}-{self.uitvoerder.pk}-{self.maand:%Y-%m}"


def open_momenten(gebruiker: Gebruiker, recht: Recht = Recht.PRIJSVOLUME_ZIEN) -> list[Moment]:
    """Reviews that came and have no outcome yet, at zorgkantoren in reach where overeenkomsten took effect."""
    stammen, rondes = families(), {ronde.pk: ronde for ronde in Inkoopronde.objects.all()}
    plekken = {}
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
    rijen = productie.lopend().filter(regioinschrijving__inschrijving__overeenkomst__status=Status.VAN_KRACHT)
    if uitvoerders is not None:
        rijen = rijen.filter(regioinschrijving__inschrijving__uitvoerder__in=uitvoerders)
    for rij in rijen:
        dossier = rij.regioinschrijving.inschrijving
        plekken[stammen[dossier.ronde_id], dossier.uitvoerder_id] = dossier.uitvoerder
    klaar = set(Budgetherziening.objects.values_list("ronde", "uitvoerder", "maand"))
    momenten = [
        Moment(rondes[ronde], uitvoerder, dag)
        for (ronde, _), uitvoerder in plekken.items()
        for dag in herziening.momenten(
            contractjaren(rondes[ronde]), rondes[ronde].herzieningsmaanden, vandaag=klok.vandaag()
        )
        if (ronde, uitvoerder.pk, dag) not in klaar
    ]
    return sorted(momenten, key=lambda rij: (rij.maand, rij.uitvoerder.zorgkantoor, rij.ronde.pk))


def gedaan(gebruiker: Gebruiker) -> QuerySet[Budgetherziening]:
    """The outcomes in reach, the latest first."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(Recht.PRIJSVOLUME_ZIEN)
    rijen = Budgetherziening.objects.select_related("ronde", "uitvoerder", "door")
    return rijen if uitvoerders is None else rijen.filter(uitvoerder__in=uitvoerders)


def laatste(uitvoerder_id: int, jaar: int) -> Budgetherziening | None:
    """The last outcome of a year at this uitvoerder."""
    return Budgetherziening.objects.filter(uitvoerder=uitvoerder_id, maand__year=jaar).order_by("maand").last()


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    if not bevoegdheid(gebruiker).mag(Recht.PRIJSVOLUME_VERDELEN):
        return []
    adres = reverse("budgetherzieningen")
    return [
        (f"Herziening budgetten {rij.maandnaam}", rij.uitvoerder.zorgkantoor, adres, eind_van_de_dag(rij.uiterlijk))
        for rij in open_momenten(gebruiker, Recht.PRIJSVOLUME_VERDELEN)
    ]
