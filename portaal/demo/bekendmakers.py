"""The scripted cast, part three: letters, the release, and bezwaar."""

from collections.abc import Collection
from uuid import uuid4

from bekendmaking import actions
from bekendmaking.bord import bord
from bekendmaking.models import Bezwaar, Brief, Vrijgave
from bekendmaking.states import Bezwaarstatus, Oordeel, Status
from partijen.models import WlzUitvoerder
from portaal.demo import gegevens
from portaal.demo.cast import elk, ronde, staf, tekenaar, uitvoerders


def stel_alle_brieven_op() -> list[str]:
    """Inkopers draft a letter for every dossier."""
    gemist: list[str] = []
    for uitvoerder in uitvoerders():
        if bord(ronde(), uitvoerder).te_maken:
            door = staf(uitvoerder, "inkoper-een")
            gemist += actions.stel_alle_op(ronde=ronde(), uitvoerder=uitvoerder, door=door).overgeslagen
    return gemist


def keur_alles_goed() -> list[str]:
    """A manager approves what someone else drafted."""
    gemist = stel_alle_brieven_op()
    brieven = Brief.objects.filter(status=Status.ONTWERP).select_related("inschrijving__uitvoerder")
    return gemist + elk(brieven, _keur_goed)


def _keur_goed(brief: Brief) -> None:
    manager, tweede = (staf(brief.inschrijving.uitvoerder, deel) for deel in ("manager", "manager-twee"))
    door = tweede if brief.opgesteld_door == manager else manager
    actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=door)


def zet_alle_vrijgaven_klaar() -> list[str]:
    """Every uitvoerder with letters sets its release for the announced moment."""
    klaar = Vrijgave.objects.filter(ronde=ronde()).values("uitvoerder")
    te_doen = [uitvoerder for uitvoerder in uitvoerders().exclude(pk__in=klaar) if bord(ronde(), uitvoerder).standen]
    return elk(te_doen, _zet_vrijgave_klaar)


def _zet_vrijgave_klaar(uitvoerder: WlzUitvoerder) -> None:
    actions.zet_vrijgave_klaar(
        ronde=ronde(), uitvoerder=uitvoerder, vrij_op=ronde().bekendmaking_op, door=staf(uitvoerder, "manager")
    )


def geef_alles_vrij() -> None:
    """What beat does every two seconds, now."""
    actions.geef_vrij_wat_kan()


def maak_bezwaren() -> list[str]:
    """Two rejected organisations object in time."""
    tekst = "Wij zijn het niet eens met deze uitkomst. Onze ervaring is niet goed meegewogen."
    return _maak_bezwaren(gegevens.BEZWAARMAKERS, tekst)


def maak_laat_bezwaar() -> list[str]:
    """One objects after the clock, within fifteen days (A01)."""
    return _maak_bezwaren(
        [gegevens.LAAT_BEZWAAR], "De VOG was één dag te oud. Wij vragen u dat door de vingers te zien."
    )


def _maak_bezwaren(namen: Collection[str], motivering: str) -> list[str]:
    brieven = Brief.objects.filter(inschrijving__organisatie__statutaire_naam__in=namen, status=Status.VOORLOPIG)
    return elk(brieven.exclude(bezwaren__isnull=False), lambda brief: _maak_bezwaar(brief, motivering))


def _maak_bezwaar(brief: Brief, motivering: str) -> None:
    afgewezen = brief.beslissingen.exclude(uitkomst__startswith="overeenkomst").values_list("pk", flat=True)
    if afgewezen:
        actions.maak_bezwaar(
            brief_id=brief.pk,
            beslissing_ids=list(afgewezen),
            motivering=motivering,
            sleutel=uuid4(),
            door=tekenaar(brief.inschrijving.organisatie),
        )


def beantwoord_bezwaren() -> list[str]:
    """Someone who judged nothing takes the bezwaren up and answers them."""
    return elk(Bezwaar.objects.filter(status__in=[Bezwaarstatus.INGEDIEND, Bezwaarstatus.IN_BEHANDELING]), _beantwoord)


def _beantwoord(bezwaar: Bezwaar) -> None:
    wie = staf(bezwaar.brief.inschrijving.uitvoerder, "manager-twee")  # judges no dossier
    wijs_toe = actions.neem_in_behandeling if bezwaar.status == Bezwaarstatus.INGEDIEND else actions.wijs_toe
    wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=wie.pk, door=wie)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel=Oordeel.ONGEGROND, antwoord=ANTWOORD, door=wie)


ANTWOORD = (
    "Wij hebben uw bezwaar gelezen en de beoordeling opnieuw bekeken. De beslissing blijft staan: de feiten in uw "
    "inschrijving geven geen andere uitkomst. De termijn voor een kort geding is door dit antwoord niet veranderd."
)
