"""The scripted cast, part seven: an ingebrekestelling that helps, and an overeenkomst that ends."""

from datetime import date

from django.db.models import QuerySet

from kern import klok
from overeenkomst.actions import beeindig_wat_voorbij_is
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Status
from portaal.demo.cast import elk, ronde, staf, tekenaar
from portaal.demo.contractanten import UITVOERDER
from portaal.demo.rapporteurs import TE_LAAT
from uitvoering import actions
from uitvoering.models import Beeindiging, Tekortkoming
from uitvoering.queries import einde
from uitvoering.queries.einde import Regiorest
from uitvoering.states.einde import Grond, Wie
from uitvoering.states.einde import Status as Eindestatus
from uitvoering.states.tekortkoming import OPEN, Bron, Uitkomst
from uitvoering.states.tekortkoming import Status as Tekortkomingstatus

STOPT = "Coöperatie Tapuit U.A."
LAATSTE_DAG = date(2018, 12, 31)
EIS_RAPPORTAGE = 10
TERMIJN = date(2018, 10, 15)
LOPEND = 18  # ondersteuningsvragen per region when it ends


def _lopend(naam: str) -> QuerySet[Overeenkomst]:
    rijen = Overeenkomst.objects.filter(status=Status.VAN_KRACHT, inschrijving__ronde=ronde())
    rijen = rijen.filter(inschrijving__uitvoerder__code=UITVOERDER, inschrijving__organisatie__statutaire_naam=naam)
    return rijen.select_related("inschrijving__uitvoerder", "inschrijving__organisatie", "inschrijving__ronde")


def open_tekortkoming() -> list[str]:
    """A month that did not come, weeks after its day."""
    return elk(_lopend(TE_LAAT[0]).filter(tekortkomingen=None), _open)


def _open(rij: Overeenkomst) -> None:
    actions.open_tekortkoming(
        overeenkomst_id=rij.pk,
        bron=Bron.EIS,
        eis_id=rij.inschrijving.ronde.eisen.get(nummer=EIS_RAPPORTAGE).pk,
        artikel="",
        omschrijving="De productie van augustus is niet aangeleverd, ook niet na twee herinneringen.",
        sinds=date(2018, 9, 15),
        door=staf(rij.inschrijving.uitvoerder, "inkoper-een"),
    )


def _van_wie_te_laat_was() -> QuerySet[Tekortkoming]:
    return Tekortkoming.objects.filter(overeenkomst__in=_lopend(TE_LAAT[0])).select_related(
        "overeenkomst__inschrijving__uitvoerder"
    )


def stel_in_gebreke() -> list[str]:
    """With a term to deliver after all."""
    return elk(_van_wie_te_laat_was().filter(status=Tekortkomingstatus.VASTGESTELD), _stel_in_gebreke)


def _stel_in_gebreke(rij: Tekortkoming) -> None:
    eist = "Lever de productie van augustus alsnog aan."
    door = staf(rij.overeenkomst.inschrijving.uitvoerder, "inkoper-een")
    actions.stel_in_gebreke(tekortkoming_id=rij.pk, eist=eist, termijn_tot=TERMIJN, door=door)


def sluit() -> list[str]:
    """It delivered within the term: the file is closed."""
    return elk(_van_wie_te_laat_was().filter(status__in=OPEN), _sluit)


def _sluit(rij: Tekortkoming) -> None:
    actions.sluit_tekortkoming(
        tekortkoming_id=rij.pk,
        uitkomst=Uitkomst.HERSTELD,
        uitkomst_op=klok.vandaag(),
        toelichting="De productie van augustus is binnen de termijn aangeleverd.",
        door=staf(rij.overeenkomst.inschrijving.uitvoerder, "inkoper-een"),
    )


def zeg_op() -> list[str]:
    """An organisation stops at the end of the year."""
    return elk(_lopend(STOPT).filter(beeindigingen=None), _zeg_op)


def _zeg_op(rij: Overeenkomst) -> None:
    actions.zeg_op_als_organisatie(
        overeenkomst_id=rij.pk,
        grond=Grond.HOEDANIGHEID,
        laatste_dag=LAATSTE_DAG,
        toelichting="Wij stoppen met cliëntondersteuning in deze regio. Onze mensen gaan elders werken.",
        wie=Wie.ORGANISATIE,
        door=tekenaar(rij.inschrijving.organisatie),
    )


def _opgezegd() -> QuerySet[Beeindiging]:
    rijen = Beeindiging.objects.filter(
        status=Eindestatus.VERSTUURD, overeenkomst__inschrijving__uitvoerder__code=UITVOERDER
    )
    return rijen.select_related("overeenkomst__inschrijving__uitvoerder", "overeenkomst__inschrijving__organisatie")


def draag_over() -> list[str]:
    """What still runs goes to who stays in the region."""
    return elk(_opgezegd(), _draag_over)


def _draag_over(rij: Beeindiging) -> None:
    for rest in einde.resten(rij):
        if rest.lopend is None:
            _draag_regio_over(rij, rest)


def _draag_regio_over(rij: Beeindiging, rest: Regiorest) -> None:
    hier = {"beeindiging_id": rij.pk, "regio_id": rest.regio.pk}
    door = tekenaar(rij.overeenkomst.inschrijving.organisatie)
    ontvangers = list(einde.ontvangers(rest.regio))[:2]
    actions.leg_lopend_vast(**hier, aantal=LOPEND if ontvangers else 0, door=door)
    for ontvanger in ontvangers:
        aantal = LOPEND // len(ontvangers)
        actions.draag_over(**hier, ontvanger_id=ontvanger.pk, aantal=aantal, door=door)


def laat_eindigen() -> None:
    """What beat does every hour, now."""
    beeindig_wat_voorbij_is()


def rond_af() -> list[str]:
    """Everything is handed over: the inkoper closes it."""
    return elk(_opgezegd(), lambda rij: actions.rond_einde_af(beeindiging_id=rij.pk, door=_inkoper(rij)))


def _inkoper(rij: Beeindiging):
    return staf(rij.overeenkomst.inschrijving.uitvoerder, "inkoper-een")
