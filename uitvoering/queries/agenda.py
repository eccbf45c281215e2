"""One calendar for each side: everything that is due and not done, from every subject of the uitvoering.

The number of queries does not grow with the rows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from inschrijving.models import Inschrijving
from kern import klok
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import verlengingen
from overeenkomst.states import LOPEND
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Controle, Controleantwoord, Declaratie, Gesprek, Overschrijding, Reactie, Tekortkoming
from uitvoering.queries import gesprekken, herzieningen, productie, verslagen
from uitvoering.rules.agenda import Plicht
from uitvoering.states.agenda import Plichtsoort
from uitvoering.states.controle import Status as Controlestatus
from uitvoering.states.declaratie import Declaratiestatus
from uitvoering.states.gesprek import Status as Gespreksstatus
from uitvoering.states.tekortkoming import Status as Tekortstatus

TE_BETALEN = (Declaratiestatus.INGEDIEND, Declaratiestatus.AKKOORD)


@dataclass(frozen=True)
class Lezer:
    """Whose calendar it is, and which overeenkomsten are in it."""

    gebruiker: Gebruiker
    staf: bool

    @property
    def contracten(self) -> QuerySet[Overeenkomst]:
        bevoegd = bevoegdheid(self.gebruiker)
        rijen = Overeenkomst.objects.filter(status__in=LOPEND)
        if not self.staf:
            eigen = bevoegd.organisaties(Recht.BESLISSING_ONTVANGEN)
            return rijen.filter(inschrijving__organisatie__in=eigen)
        uitvoerders = bevoegd.uitvoerders(Recht.TOEZICHT_ZIEN)
        return rijen if uitvoerders is None else rijen.filter(inschrijving__uitvoerder__in=uitvoerders)

    def adres(self, naam: str, *args: object) -> str:
        """The page with this name at the zorgkantoor, and with `mijn_` before it at the organisation."""
        return reverse(naam if self.staf else f"mijn_{naam}", args=args)


def _plicht(
    soort: Plichtsoort, sleutel: str, wat: str, dossier: Inschrijving, voor: date | datetime, url: str, *, zk: bool
) -> Plicht:
    """`zk`: the zorgkantoor has to do it, for the organisation; else the other way round."""
    van, aan = dossier.partijnaam, dossier.uitvoerder.zorgkantoor
    moment = klok.lokaal(voor) if isinstance(voor, datetime) else eind_van_de_dag(voor)
    return Plicht(f"{soort}-{sleutel}", soort, wat, *((aan, van) if zk else (van, aan)), moment, url)


def plichten(gebruiker: Gebruiker, *, staf: bool) -> list[Plicht]:
    """Everything that is not done, from the past and as far ahead as the overeenkomsten say."""
    lezer = Lezer(gebruiker, staf)
    return [plicht for bron in BRONNEN for plicht in bron(lezer)]


def _productie(lezer: Lezer) -> Iterator[Plicht]:
    """The production of a month, until the 14th 23:59 of the next (A63)."""
    rijen = (productie.voor_staf if lezer.staf else productie.van_organisatie)(lezer.gebruiker)
    for rij in productie.standen(rijen, ook_later=True):
        if rij.open:
            if rij.maand >= rij.vandaag.replace(day=1):
                url = reverse("productielijst" if lezer.staf else "productie")  # this month has no page yet
            else:
                url = reverse("productiecontrole" if lezer.staf else "productie_maand", args=rij.sleutel)
            wat = f"Productie over {rij.maandnaam}, {rij.regionaam}"
            sleutel = "-".join(map(str, rij.sleutel))
            yield _plicht(Plichtsoort.PRODUCTIE, sleutel, wat, rij.dossier, rij.uiterlijk, url, zk=False)


def _verslagen(lezer: Lezer) -> Iterator[Plicht]:
    """The quarterly and yearly reports."""
    for rij in verslagen.verplichtingen(lezer.gebruiker):
        if not rij.klaar:
            soort = Plichtsoort.VERSLAG
            yield Plicht(f"{soort}-{rij.sleutel}", soort, rij.wat, rij.van, rij.aan, klok.lokaal(rij.voor), rij.url)


def _betalingen(lezer: Lezer) -> Iterator[Plicht]:
    """What a zorgkantoor has to pay, within 30 days after it came in (OV-181)."""
    rijen = Declaratie.objects.filter(regioinschrijving__inschrijving__overeenkomst__in=lezer.contracten)
    for rij in rijen.filter(status__in=TE_BETALEN).met_namen():
        wat = f"Declaratie betalen over {rij.maandnaam}, {rij.regionaam}"
        plek = [rij.regioinschrijving_id, rij.maand.year, rij.maand.month]
        url = reverse("declaratie", args=[rij.pk]) if lezer.staf else reverse("declaratie_indienen", args=plek)
        yield _plicht(Plichtsoort.BETALING, str(rij.pk), wat, rij.dossier, rij.uiterlijk, url, zk=True)


def _budgetten(lezer: Lezer) -> Iterator[Plicht]:
    """Reviews of the budgets by the end of their month, for staff; open overspend files by the end of their year."""
    for moment in herzieningen.open_momenten(lezer.gebruiker) if lezer.staf else ():
        soort, wat, van = Plichtsoort.HERZIENING, f"Herziening budgetten {moment.maandnaam}", moment.uitvoerder
        voor, url = eind_van_de_dag(moment.uiterlijk), reverse("budgetherzieningen")
        yield Plicht(f"{soort}-{moment.sleutel}", soort, wat, van.zorgkantoor, "Alle organisaties", voor, url)
    binnen = ("overeenkomst__inschrijving__organisatie", "overeenkomst__inschrijving__uitvoerder")
    for rij in Overschrijding.objects.open().filter(overeenkomst__in=lezer.contracten).select_related(*binnen):
        wat, url = f"Budget {rij.jaar} is niet genoeg", lezer.adres("overschrijding", rij.pk)
        dossier, eind = rij.overeenkomst.inschrijving, date(rij.jaar, 12, 31)
        yield _plicht(Plichtsoort.OVERSCHRIJDING, str(rij.pk), wat, dossier, eind, url, zk=True)


def _gesprekken(lezer: Lezer) -> Iterator[Plicht]:
    """What is planned, or the day by which the next one should be."""
    contracten = lezer.contracten.select_related("inschrijving__organisatie", "inschrijving__uitvoerder")
    gepland = Gesprek.objects.filter(status=Gespreksstatus.GEPLAND, overeenkomst__in=contracten.values("pk"))
    momenten = dict(gepland.values_list("overeenkomst", "op"))
    for rij in gesprekken.met_ritme(contracten):
        dossier = rij.inschrijving
        url = lezer.adres("gesprekken", dossier.kenmerk)
        op = momenten.get(rij.pk)
        wat = "Periodiek gesprek" if op else "Periodiek gesprek plannen"
        yield _plicht(Plichtsoort.GESPREK, str(rij.pk), wat, dossier, op or gesprekken.uiterlijk(rij), url, zk=True)


def _tekortkomingen(lezer: Lezer) -> Iterator[Plicht]:
    """A view that was asked for, and the fatal term of an ingebrekestelling."""
    gereageerd = Exists(Reactie.objects.filter(tekortkoming=OuterRef("pk")))
    wacht = Q(status=Tekortstatus.VASTGESTELD, zienswijze_tot__isnull=False, gereageerd=False)
    rijen = Tekortkoming.objects.annotate(gereageerd=gereageerd).filter(wacht | Q(status=Tekortstatus.IN_GEBREKE))
    binnen = ("ingebrekestelling", "overeenkomst__inschrijving__organisatie", "overeenkomst__inschrijving__uitvoerder")
    for rij in rijen.filter(overeenkomst__in=lezer.contracten).select_related("eis", *binnen):
        in_gebreke = rij.status == Tekortstatus.IN_GEBREKE
        voor = rij.ingebrekestelling.termijn_tot if in_gebreke else rij.zienswijze_tot
        wat = f"{'Tekortkoming herstellen' if in_gebreke else 'Reageren op een tekortkoming'}: {rij.verplichting}"
        dossier, url = rij.overeenkomst.inschrijving, lezer.adres("tekortkoming", rij.pk)
        yield _plicht(Plichtsoort.TEKORTKOMING, f"{rij.pk}-{rij.status}", wat, dossier, voor, url, zk=False)


def _controles(lezer: Lezer) -> Iterator[Plicht]:
    """Answers to a hertoetsing, and the day of any other controle."""
    beantwoord = Exists(Controleantwoord.objects.filter(controle=OuterRef("pk")))
    rijen = Controle.objects.annotate(beantwoord=beantwoord).filter(
        status=Controlestatus.AANGEKONDIGD, beantwoord=False, overeenkomst__in=lezer.contracten
    )
    binnen = ("overeenkomst__inschrijving__organisatie", "overeenkomst__inschrijving__uitvoerder")
    for rij in rijen.select_related(*binnen):
        dossier, url = rij.overeenkomst.inschrijving, lezer.adres("controle", rij.pk)
        yield _plicht(Plichtsoort.CONTROLE, str(rij.pk), rij.get_soort_display(), dossier, rij.dag, url, zk=False)


def _eindes(lezer: Lezer) -> Iterator[Plicht]:
    """The last day of every overeenkomst, and the day by which it is decided whether one goes on (A55)."""
    for rij in lezer.contracten.select_related("inschrijving__organisatie", "inschrijving__uitvoerder"):
        assert rij.eind_op is not None, "what is signed has a last day"
        url = lezer.adres("overeenkomst", rij.inschrijving.kenmerk)
        wat = f"Overeenkomst {rij.kenmerk} loopt af"
        yield _plicht(Plichtsoort.EINDE, str(rij.pk), wat, rij.inschrijving, rij.eind_op, url, zk=True)
    recht = Recht.TOEZICHT_ZIEN if lezer.staf else Recht.BESLISSING_ONTVANGEN
    for einde in verlengingen.eindes(lezer.gebruiker, recht, klok.vandaag()):
        if einde.code == einde.OPEN:
            dossier = einde.inschrijving
            url = lezer.adres("overeenkomst", dossier.kenmerk)
            sleutel, wat = str(einde.overeenkomst.pk), "Beslissen of de overeenkomst doorgaat"
            yield _plicht(Plichtsoort.VERLENGING, sleutel, wat, dossier, einde.uiterlijk, url, zk=True)


BRONNEN: tuple[Callable[[Lezer], Iterable[Plicht]], ...] = (
    _productie,
    _verslagen,
    _betalingen,
    _budgetten,
    _gesprekken,
    _tekortkomingen,
    _controles,
    _eindes,
)
