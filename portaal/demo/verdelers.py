"""The scripted cast, part four: prijs and volume of the first year."""

from decimal import Decimal

from overeenkomst import actions
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.verdelen import Regel, Stand, stamregios, standen
from overeenkomst.states import Afspraakstatus
from portaal.demo.cast import elk, ronde, staf, tekenaar

OVERLEG = "Wij verwachten meer cliënten dan in onze prognose staat. Kunnen we daarover praten?"


def verdeel_alles() -> list[str]:
    """In each region that is not divided yet an inkoper keeps the proposal, and a manager fixes it."""
    rij = ronde()
    nu = standen(stamregios().filter(ronde=rij), rij.ingang_op.year)
    return elk([stand for stand in nu if stand.verdeling is None and stand.deelnames], _verdeel)


def _verdeel(stand: Stand) -> None:
    regels = {d.regio.pk: Regel(tarief=d.partij.tarief) for d in stand.deelnames}
    if stand.toewijzing.regio.sleutel == "utrecht":  # here the zorgkantoor has a view of its own
        eerste = stand.deelnames[0]
        regels[eerste.regio.pk] = Regel(tarief=eerste.partij.tarief, schatting=eerste.partij.prognose * Decimal("0.9"))
    uitvoerder = stand.toewijzing.uitvoerder
    hier = {"toewijzing_id": stand.toewijzing.pk, "jaar": stand.jaar, "gezien": stand.gezien}
    rij = actions.bewaar_verdeling(**hier, regels=regels, door=staf(uitvoerder, "inkoper-een"))
    actions.stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=staf(uitvoerder, "manager"))


def beantwoord_alles() -> list[str]:
    """Every fourth organisation has not answered yet, one wants to talk, the others agree."""
    rijen = Prijsvolumeafspraak.objects.filter(status=Afspraakstatus.VOORGESTELD).order_by("pk")
    rijen = list(rijen.select_related("regioinschrijving__inschrijving__organisatie"))
    if rijen and len(rijen) == Prijsvolumeafspraak.objects.count():
        return elk(rijen[:1], _vraag_overleg) + elk([rij for n, rij in enumerate(rijen) if n % 4], _ga_akkoord)
    return []


def _vraag_overleg(rij: Prijsvolumeafspraak) -> None:
    door = tekenaar(rij.regioinschrijving.inschrijving.organisatie)
    actions.vraag_overleg(afspraak_id=rij.pk, overleg=OVERLEG, gevraagd_tarief=None, door=door)


def _ga_akkoord(rij: Prijsvolumeafspraak) -> None:
    actions.ga_akkoord(afspraak_id=rij.pk, door=tekenaar(rij.regioinschrijving.inschrijving.organisatie))
