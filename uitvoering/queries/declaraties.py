"""Reading declaraties: what is declared, what a month would pay now, and what waits on whom (bijlage 2 h2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from kern import klok
from kern.rules import canoniek, sha256
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.afspraken import afspraak_op
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Declaratie, Productierapportage
from uitvoering.queries import maatregelen, productie
from uitvoering.queries.productie import Maandstand, Taak
from uitvoering.rules import declaratie as rules
from uitvoering.states.declaratie import GELDEND, Declaratiestatus

NIETS = Decimal("0.00")
Plek = tuple[int, date]  # Regioinschrijving and month


@dataclass(frozen=True)
class Gedeclareerd:
    """Hours that were declared of a month, and what is paid of them in euro without btw."""

    uren: Decimal
    bedrag: Decimal
    boven: Decimal  # above the budget, never paid


def gedeclareerd(regios: Iterable[int], *, van: date = date.min, tot: date = date.max) -> dict[Plek, Gedeclareerd]:
    """What is declared per Regioinschrijving and month (first days, inclusive) and counts now. One query."""
    rijen = Declaratie.objects.geldend().filter(regioinschrijving__in=list(regios), maand__range=(van, tot))
    velden = rijen.values_list("regioinschrijving", "maand", "uren", "bedrag", "bruto")
    return {(regio, maand): Gedeclareerd(uren, bedrag, bruto - bedrag) for regio, maand, uren, bedrag, bruto in velden}


# What a month pays


@dataclass(frozen=True)
class Berekend:
    """What a month declares as things are now. `vorige`: its latest declaratie, whatever became of it."""

    rapportage: Productierapportage
    uren: Decimal
    afspraak: Prijsvolumeafspraak
    prijs: rules.Prijs
    bedrag: rules.Bedrag
    vorige: Declaratie | None

    @property
    def hash(self) -> str:
        """Of what stands on the screen, so that exactly that is handed in (R17)."""
        feiten = [self.rapportage.pk, self.afspraak.pk, self.vorige.pk if self.vorige else 0]
        bedragen = (self.prijs.gekort, self.bedrag.bruto, self.bedrag.bedrag)
        return sha256(canoniek([*feiten, *(str(bedrag) for bedrag in bedragen)]))

    @property
    def verrekend(self) -> Decimal:
        """What is paid of this month already."""
        return self.vorige.na_deze if self.vorige else NIETS

    @property
    def open(self) -> bool:
        return moet_nog(self.rapportage.pk, self.uren, self.vorige)

    @property
    def gelijk(self) -> bool:
        """Whether the declaratie that counts says the same."""
        rij = self.vorige
        return rij is not None and (rij.tarief, rij.bruto, rij.bedrag) == (
            self.prijs.gekort,
            self.bedrag.bruto,
            self.bedrag.bedrag,
        )


def moet_nog(rapportage_id: int, uren: Decimal, vorige: Declaratie | None) -> bool:
    """Whether a declaratie on this report is still to be handed in: none counts, and there is something to declare."""
    if vorige is not None and vorige.status in GELDEND:
        return vorige.rapportage_id != rapportage_id
    return bool(uren or (vorige is not None and vorige.na_deze))


def bereken(regio_id: int, jaar: int, nieuw: Productierapportage | None = None) -> dict[date, Berekend]:
    """What each declared month of a year pays now; `nieuw` takes the place of the report of its month.

    A month without an afspraak is not in it: nothing can be declared of it.
    """
    vorige = laatste(Declaratie.objects.filter(regioinschrijving=regio_id, maand__year=jaar))
    rapportages = {maand: (rij.rapportage, rij.uren) for (_, maand), rij in vorige.items() if rij.status in GELDEND}
    if nieuw is not None:
        rapportages[nieuw.maand] = (nieuw, nieuw.cijfers.uren)
    beslissing = productie.lopend().filter(regioinschrijving=regio_id).first()
    if beslissing is None:
        return {}
    begin, _ = productie.termijn(beslissing)
    overeenkomst = beslissing.regioinschrijving.inschrijving.overeenkomst
    afspraken = {maand: afspraak_op(regio_id, max(maand, begin)) for maand in rapportages}
    prijzen = {
        maand: rules.Prijs(rij.tarief, rij.budget, maatregelen.korting_op(overeenkomst.pk, max(maand, begin)))
        for maand, rij in afspraken.items()
        if rij
    }
    bedragen = rules.reken(rules.Maand(maand, rapportages[maand][1], prijs) for maand, prijs in prijzen.items())
    return {
        maand: Berekend(*rapportages[maand], rij, prijzen[maand], bedragen[maand], vorige.get((regio_id, maand)))
        for maand, rij in afspraken.items()
        if rij
    }


def laatste(rijen: QuerySet[Declaratie]) -> dict[Plek, Declaratie]:
    """The latest version of each region and month. One query."""
    versies = rijen.select_related("rapportage").order_by("versie")
    return {(rij.regioinschrijving_id, rij.maand): rij for rij in versies}


def voorstel(stand: Maandstand) -> Berekend | None:
    """What handing in would declare for this month now; None without a report or an afspraak."""
    if stand.rapportage is None:
        return None
    return bereken(stand.regio.pk, stand.maand.year, stand.rapportage).get(stand.maand)


def versies(regio_id: int, maand: date) -> list[Declaratie]:
    """Every version of a month, the latest first."""
    rijen = Declaratie.objects.filter(regioinschrijving=regio_id, maand=maand)
    return list(rijen.met_namen().order_by("-versie"))


# Work


def nog_te_betalen(rijen: QuerySet[Declaratie]) -> dict[str, Any]:
    """Of these: how many wait on payment, the sum of it in euro, and how many of them are late."""
    te_betalen = Q(status=Declaratiestatus.AKKOORD) & ~Q(totaal=F("verrekend"))
    return rijen.order_by().aggregate(
        aantal=Count("pk", filter=te_betalen),
        som=Sum(F("totaal") - F("verrekend"), filter=te_betalen, default=NIETS),
        laat=Count("pk", filter=te_betalen & Q(uiterlijk__lt=klok.vandaag())),
    )


def te_declareren(gebruiker: Gebruiker) -> list[Maandstand]:
    """Months of the own organisations of which the report is in and the declaratie is not, the oldest first."""
    standen = [rij for rij in productie.standen(productie.van_organisatie(gebruiker)) if rij.rapportage]
    regios = {rij.regio.pk for rij in standen}
    vorige = laatste(Declaratie.objects.filter(regioinschrijving__in=regios))
    jaren = _met_afspraak(regios)
    open_ = [
        rij
        for rij in standen
        if rij.rapportage
        and (rij.regio.pk, rij.maand.year) in jaren
        and moet_nog(rij.rapportage.pk, rij.uren, vorige.get((rij.regio.pk, rij.maand)))
    ]
    return sorted(open_, key=lambda rij: (rij.maand, rij.regionaam))


def _met_afspraak(regios: Iterable[int]) -> set[tuple[int, int]]:
    rijen = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving__in=regios)
    return set(rijen.values_list("regioinschrijving", "jaar"))


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    if not bevoegdheid(gebruiker).mag(Recht.PRODUCTIE_CONTROLEREN):
        return []
    rijen = Declaratie.objects.voor_staf(gebruiker, Recht.PRODUCTIE_CONTROLEREN)
    ingediend, lijst = Declaratiestatus.INGEDIEND, reverse("declaraties")
    soorten = (
        ("Declaraties controleren", f"{lijst}?stand={ingediend}", rijen.filter(status=ingediend)),
        ("Declaraties betalen", reverse("betalingen"), rijen.betaalbaar(gebruiker)),
    )
    taken: list[Taak] = []
    for wat, adres, hier in soorten:
        taken += [_taak(wat, adres, waar, *telling) for waar, telling in sorted(_per_zorgkantoor(hier).items())]
    return taken


def _per_zorgkantoor(rijen: QuerySet[Declaratie]) -> Mapping[str, tuple[int, date]]:
    velden = rijen.order_by().values_list("regioinschrijving__inschrijving__uitvoerder__zorgkantoor", "uiterlijk")
    groepen: dict[str, list[date]] = defaultdict(list)
    for waar, uiterlijk in velden:
        groepen[waar].append(uiterlijk)
    return {waar: (len(dagen), min(dagen)) for waar, dagen in groepen.items()}


def _taak(wat: str, adres: str, waar: str, aantal: int, uiterlijk: date) -> Taak:
    te_laat = uiterlijk < klok.vandaag()
    wat = f"{wat} ({aantal}{', te laat' if te_laat else ''})"
    voor: datetime = eind_van_de_dag(uiterlijk)
    return wat, waar, adres, voor
