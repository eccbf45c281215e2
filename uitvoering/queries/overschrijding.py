"""Reading the overspend files: their steps, which budgets can give, and the work that waits (2.2.2; bijlage 2 h2)."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from bekendmaking.voorstel import EENHEDEN
from inschrijving.models import Regioinschrijving
from overeenkomst.models import Prijsvolumeafspraak
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.states import Budgeteenheid, Derdebron
from uitvoering.models import Herschikking, Overschrijding
from uitvoering.queries import budget, declaraties, productie
from uitvoering.queries.productie import Taak
from uitvoering.rules import overschrijding as rules
from uitvoering.rules.overschrijding import Ruimte
from uitvoering.states.overschrijding import Herschikkingstatus, Trap

VOLGORDE = list(Trap)


def gedaan(rij: Overschrijding) -> set[str]:
    """The steps of which an outcome is recorded: a talk, or a herschikking that was decided."""
    beslist = rij.herschikkingen.exclude(status=Herschikkingstatus.ONTWERP).values_list("trap", flat=True)
    return {*rij.stappen.values_list("trap", flat=True), *beslist}


def overgeslagen(rij: Overschrijding, trap: str) -> list[str]:
    """Names of the steps before this one without an outcome."""
    gemist = rules.overgeslagen(trap, volgorde=VOLGORDE, gedaan=gedaan(rij))
    return [rij.trapnaam(eerder) for eerder in gemist]


def afspraak(regio_id: int, jaar: int) -> Prijsvolumeafspraak | None:
    """What counts now, with the ronde that holds the money."""
    rijen = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving=regio_id, jaar=jaar)
    return rijen.select_related("verdeling__toewijzing__ronde", "verdeling__toewijzing__regio").first()


def eenheid(rij: Prijsvolumeafspraak) -> Decimal:
    """The smallest amount in euro."""
    return EENHEDEN[Budgeteenheid(rij.verdeling.toewijzing.ronde.budgeteenheid)]


def ruimte(rij: Prijsvolumeafspraak) -> Ruimte:
    """The budget with what is delivered or declared of it, whichever is more."""
    lopend = productie.lopend().filter(regioinschrijving=rij.regioinschrijving_id)
    geleverd = sum((stand.verloop.gebruikt for stand in budget.standen(lopend, rij.jaar)), Decimal(0))
    termijn = {"van": date(rij.jaar, 1, 1), "tot": date(rij.jaar, 12, 1)}
    gedeclareerd = declaraties.gedeclareerd([rij.regioinschrijving_id], **termijn).values()
    return Ruimte(rij.budget, max(geleverd, sum((maand.bedrag for maand in gedeclareerd), Decimal(0))))


def gevers(rij: Overschrijding) -> dict[str, list[Regioinschrijving]]:
    """Per step the budgets of the same year and money that can give: of what runs, but not its own."""
    eigen = afspraak(rij.regioinschrijving_id, rij.jaar)
    if eigen is None:
        return {}
    ronde, plek = eigen.verdeling.toewijzing.ronde, eigen.verdeling.toewijzing
    met_budget = Prijsvolumeafspraak.objects.geldend().filter(verdeling__toewijzing__ronde=ronde, jaar=rij.jaar)
    lopend = productie.lopend().filter(regioinschrijving__in=met_budget.values("regioinschrijving"))
    uit: dict[str, list[Regioinschrijving]] = {Trap.REGIO: [], Trap.UITVOERDER: [], Trap.DERDE: []}
    for beslissing in lopend.exclude(regioinschrijving=rij.regioinschrijving_id):
        regio = beslissing.regioinschrijving
        if regio.toewijzing.regio_id == plek.regio_id:
            uit[Trap.REGIO].append(regio)
        elif regio.inschrijving.uitvoerder_id == plek.uitvoerder_id:
            uit[Trap.UITVOERDER].append(regio)
        elif ronde.derde_bron == Derdebron.UITVOERDERS:
            uit[Trap.DERDE].append(regio)
    return uit


def van_buiten(rij: Overschrijding, trap: str) -> bool:
    """Whether the money of this step comes from outside the budgets."""
    preventie = rij.overeenkomst.inschrijving.ronde.derde_bron == Derdebron.PREVENTIE
    return trap == Trap.EXTRA or (trap == Trap.DERDE and preventie)


def beslisser(rij: Herschikking) -> int:
    """The uitvoerder whose second person decides: the one that gives, when it is another (IK-181)."""
    eigen = rij.overschrijding.overeenkomst.inschrijving.uitvoerder_id
    return rij.van.inschrijving.uitvoerder_id if rij.van else eigen


def te_beslissen(gebruiker: Gebruiker) -> QuerySet[Herschikking]:
    """Drafts of others that wait on this user."""
    rijen = Herschikking.objects.voor_staf(gebruiker, Recht.PRIJSVOLUME_VASTSTELLEN)
    return rijen.filter(status=Herschikkingstatus.ONTWERP).exclude(opgesteld_door=gebruiker).met_namen()


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user, for the page with all work: what, about whom, where, until when."""
    bevoegd = bevoegdheid(gebruiker)
    taken: list[Taak] = []
    if bevoegd.mag(Recht.PRIJSVOLUME_VERDELEN):
        for rij in Overschrijding.objects.voor_staf(gebruiker, Recht.PRIJSVOLUME_VERDELEN).open().order_by("pk"):
            taken.append(("Budget niet genoeg", rij.overeenkomst.inschrijving.partijnaam, rij.get_absolute_url(), None))
    if bevoegd.mag(Recht.PRIJSVOLUME_VASTSTELLEN):
        uitvoerders = bevoegd.uitvoerders(Recht.PRIJSVOLUME_VASTSTELLEN) or []
        for herschikking in te_beslissen(gebruiker).order_by("pk"):
            if beslisser(herschikking) in uitvoerders:
                waar = herschikking.overschrijding.overeenkomst.inschrijving.uitvoerder.zorgkantoor
                adres = reverse("herschikking", args=[herschikking.pk])
                taken.append(("Herschikking vaststellen", waar, adres, eind_van_de_dag(herschikking.vanaf)))
    return taken
