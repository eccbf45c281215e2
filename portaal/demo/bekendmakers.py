"""The scripted cast, part three: letters, the release, and bezwaar."""

from uuid import uuid4

from bekendmaking import actions
from bekendmaking.models import Bezwaar, Brief, Vrijgave
from bekendmaking.queries import stand
from bekendmaking.states import Bezwaarstatus, Oordeel, Status
from portaal.demo import gegevens
from portaal.demo.cast import ronde, staf, tekenaar, uitvoerders


def stel_alle_brieven_op() -> None:
    """Inkopers draft a letter for every dossier."""
    for uitvoerder in uitvoerders():
        if any(rij.brief is None for rij in stand(ronde(), uitvoerder)):
            actions.stel_alle_op(ronde=ronde(), uitvoerder=uitvoerder, door=staf(uitvoerder, "inkoper-een"))


def keur_alles_goed() -> None:
    """The manager approves what someone else drafted; what the manager drafted is not approved here."""
    stel_alle_brieven_op()
    for brief in Brief.objects.filter(status=Status.ONTWERP).select_related("inschrijving__uitvoerder"):
        manager = staf(brief.inschrijving.uitvoerder, "manager")
        if brief.opgesteld_door_id != manager.pk:
            actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=manager)


def zet_alle_vrijgaven_klaar() -> None:
    """Every uitvoerder with letters that is ready sets its release for the announced moment."""
    for uitvoerder in uitvoerders():
        if stand(ronde(), uitvoerder) and not Vrijgave.objects.filter(ronde=ronde(), uitvoerder=uitvoerder).exists():
            actions.zet_vrijgave_klaar(
                ronde=ronde(), uitvoerder=uitvoerder, vrij_op=ronde().bekendmaking_op, door=staf(uitvoerder, "manager")
            )


def geef_alles_vrij() -> None:
    """What beat does every two seconds, now."""
    actions.geef_vrij_wat_kan()


def maak_bezwaren() -> None:
    """Two rejected organisations object in time."""
    for naam in gegevens.BEZWAARMAKERS:
        _maak_bezwaar(naam, "Wij zijn het niet eens met deze uitkomst. Onze ervaring is niet goed meegewogen.")


def maak_laat_bezwaar() -> None:
    """One objects after the clock, within fifteen days (A01)."""
    _maak_bezwaar(gegevens.LAAT_BEZWAAR, "De VOG was één dag te oud. Wij vragen u dat door de vingers te zien.")


def _maak_bezwaar(naam: str, motivering: str) -> None:
    brieven = Brief.objects.filter(inschrijving__organisatie__statutaire_naam=naam, status=Status.VOORLOPIG)
    for brief in brieven.exclude(bezwaren__isnull=False):
        afgewezen = brief.beslissingen.exclude(uitkomst__startswith="overeenkomst").values_list("pk", flat=True)
        if afgewezen:
            actions.maak_bezwaar(
                brief_id=brief.pk,
                beslissing_ids=list(afgewezen),
                motivering=motivering,
                sleutel=uuid4(),
                door=tekenaar(brief.inschrijving.organisatie),
            )


def beantwoord_bezwaren() -> None:
    """Inkopers take the bezwaren up and answer them."""
    for bezwaar in Bezwaar.objects.filter(status__in=[Bezwaarstatus.INGEDIEND, Bezwaarstatus.IN_BEHANDELING]):
        inkoper = staf(bezwaar.brief.inschrijving.uitvoerder, "inkoper-een")
        if bezwaar.status == Bezwaarstatus.INGEDIEND:
            actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, door=inkoper)
        actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel=Oordeel.ONGEGROND, antwoord=ANTWOORD, door=inkoper)


ANTWOORD = (
    "Wij hebben uw bezwaar gelezen en de beoordeling opnieuw bekeken. De beslissing blijft staan: de feiten in uw "
    "inschrijving geven geen andere uitkomst. De termijn voor een kort geding is door dit antwoord niet veranderd."
)
