"""The scripted cast, part ten: what both sides tell each other besides figures, at one zorgkantoor."""

from datetime import timedelta

from django.db.models import QuerySet

from kern import klok
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Status as Contractstatus
from partijen.models import Gebruiker, WlzUitvoerder
from portaal.demo.cast import elk, ronde, staf, tekenaar
from portaal.demo.contractanten import UITVOERDER
from uitvoering import actions
from uitvoering.models import Gesprek, Signaal
from uitvoering.queries import gesprekken, herzieningen, productie, verslagen
from uitvoering.queries.herzieningen import Moment
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.states.gesprek import Status as Gesprekstatus
from uitvoering.states.signaal import Keuze, Opmerker
from uitvoering.states.verslag import Verslagsoort

ZWIJGT = "Stichting Ransuil"  # a visitor can write its reports
MELDER = "Stichting Wulp Oost"
TIEN_DAGEN = timedelta(days=10)
SAMENVATTING = (
    "Cliënten wachten lang op dagbesteding. Ook horen wij vaak dat het vervoer ernaartoe uitvalt. Een wijkteam belt "
    "ons nu zelf als iemand een indicatie krijgt: dat scheelt weken."
)
BESPROKEN = (
    "Wij namen de cijfers en het laatste kwartaalverslag door. De uren liggen op schema. De organisatie vraagt "
    "zorgaanbieders om een vast nummer voor het vervoer; het zorgkantoor neemt dit mee in zijn gesprekken."
)


def _inkoper() -> Gebruiker:
    return staf(WlzUitvoerder.objects.get(code=UITVOERDER), "inkoper-een")


def _lopend() -> QuerySet[Overeenkomst]:
    rijen = Overeenkomst.objects.filter(status=Contractstatus.VAN_KRACHT, inschrijving__ronde=ronde())
    return rijen.filter(inschrijving__uitvoerder__code=UITVOERDER).order_by("pk")


def _kwartalen() -> list[Verslagstand]:
    """Every quarterly report of a quarter that is over, the earliest first."""
    regios = productie.lopend().filter(
        regioinschrijving__inschrijving__ronde=ronde(), regioinschrijving__inschrijving__uitvoerder__code=UITVOERDER
    )
    rijen = verslagen.standen(regios, concepten=True)
    return [rij for rij in reversed(rijen) if rij.soort == Verslagsoort.KWARTAAL]


def lever_verslagen() -> list[str]:
    """Who wrote nothing about a quarter does so, but for one."""
    stil = [rij for rij in _kwartalen() if not rij.versies and not rij.concept]
    return elk([rij for rij in stil if rij.dossier.organisatie.statutaire_naam != ZWIJGT], _lever)


def _lever(rij: Verslagstand) -> None:
    nummer = rij.dossier.pk % 5
    actions.lever_verslag_aan(
        overeenkomst_id=rij.dossier.overeenkomst.pk,
        code=rij.code,
        inhoud={
            "unieke_clienten": 60 + 9 * nummer,
            "signalen_aantal": 6 + nummer,
            "samenvatting": SAMENVATTING,
            "klachten": 0,
            "trend_1": "Wachten op dagbesteding",
            "trend_1_aantal": 3 + nummer,
            "trend_2": "Vervoer valt uit",
            "trend_2_aantal": 2,
        },
        gezien=rij.gezien,
        stukken={},
        door=tekenaar(rij.dossier.organisatie),
    )


def lees_verslagen() -> list[str]:
    """The inkoper reads what came in."""
    return elk([rij.verslag for rij in _kwartalen() if rij.verslag and rij.te_lezen], _lees)


def _lees(rij) -> None:
    actions.keur_verslag_goed(verslag_id=rij.pk, door=_inkoper())


def plan_gesprekken() -> list[str]:
    """With everyone whose next gesprek is due within a month."""
    rijen = gesprekken.met_ritme(_lopend()).exclude(gesprekken__status=Gesprekstatus.GEPLAND)
    grens = klok.vandaag() + timedelta(days=gesprekken.DAGEN_VOORAF)
    return elk([rij for rij in rijen if gesprekken.uiterlijk(rij) <= grens], _plan)


def _plan(rij: Overeenkomst) -> None:
    op = klok.om(klok.vandaag() + TIEN_DAGEN, 10)
    actions.plan_gesprek(overeenkomst_id=rij.pk, op=op, plaats="Bij het zorgkantoor", door=_inkoper())


def houd_gesprekken() -> list[str]:
    """Those that were planned until now."""
    rijen = Gesprek.objects.filter(overeenkomst__in=_lopend(), status=Gesprekstatus.GEPLAND, op__lte=klok.nu())
    return elk(rijen, lambda rij: actions.leg_verslag_vast(gesprek_id=rij.pk, verslag=BESPROKEN, door=_inkoper()))


def herzie() -> list[str]:
    """The review of the budgets that waits: no money moves yet."""
    return elk(herzieningen.open_momenten(_inkoper()), _herzie)


def _herzie(rij: Moment) -> None:
    actions.leg_herziening_vast(
        ronde_id=rij.ronde.pk,
        uitvoerder_id=rij.uitvoerder.pk,
        maand=rij.maand,
        verplaatsen=False,
        uitkomst="Alle organisaties samen blijven onder hun budget. Wij kijken in de volgende maanden opnieuw.",
        door=_inkoper(),
    )


def meld_acuut() -> list[str]:
    """One organisation sees something that cannot wait."""
    rijen = _lopend().filter(inschrijving__organisatie__statutaire_naam=MELDER, signalen=None)
    return elk(rijen, _meld)


def _meld(rij: Overeenkomst) -> None:
    actions.leg_signaal_vast(
        overeenkomst_id=rij.pk,
        regio_id=rij.inschrijving.regios.earliest("pk").pk,
        gezien_op=klok.vandaag(),
        zorgaanbieder="Zorggroep Rietkraag",
        onderwerp="Geen nachtdienst",
        omschrijving="Op een woongroep is in de nacht niemand aanwezig. Bewoners kunnen niemand roepen.",
        opgemerkt_door=Opmerker.MANTELZORGER,
        keuze=Keuze.ANDEREN,
        actie="De zorgaanbieder zorgt vanavond voor iemand in de nacht.",
        acuut=True,
        door=tekenaar(rij.inschrijving.organisatie),
    )


def beantwoord_acuut() -> list[str]:
    """The inkoper opens it, and says what is done."""
    return elk(Signaal.objects.acuut_open().filter(overeenkomst__in=_lopend()), _beantwoord)


def _beantwoord(rij: Signaal) -> None:
    actions.open_acuut_signaal(signaal_id=rij.pk, door=_inkoper())
    antwoord = "Wij belden de zorgaanbieder. Vanaf vanavond is er iemand in de nacht."
    actions.beantwoord_acuut_signaal(signaal_id=rij.pk, antwoord=antwoord, door=_inkoper())
