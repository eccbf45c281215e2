"""Reading gesprekken: how often, when the next one is due, and the work that waits."""

from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from kern import klok
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Status as Contractstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Gesprek, Gespreksfrequentie
from uitvoering.rules.gesprek import volgende_voor
from uitvoering.states.gesprek import PER_JAAR, Status

Taak = tuple[str, str, str, datetime | None]
DAGEN_VOORAF = 31  # so long before its last day a gesprek that is not planned is work


def met_ritme(rijen: QuerySet[Overeenkomst]) -> QuerySet[Overeenkomst]:
    """Each with its last held gesprek (`laatst_op`) and how often a year (`per_jaar`, None: as often as PER_JAAR)."""
    laatste = Gesprek.objects.filter(overeenkomst=OuterRef("pk"), status=Status.GEHOUDEN).order_by("-op")
    ritme = Gespreksfrequentie.objects.filter(overeenkomst=OuterRef("pk")).order_by("-pk")
    return rijen.annotate(laatst_op=Subquery(laatste.values("op")[:1]), per_jaar=Subquery(ritme.values("per_jaar")[:1]))


def uiterlijk(rij: Overeenkomst) -> date:
    """Last day for the next gesprek; `rij` of `met_ritme`."""
    laatst_op: datetime | None = rij.laatst_op  # type: ignore[attr-defined]
    laatste = klok.lokaal(laatst_op).date() if laatst_op else rij.ingang_op
    assert laatste is not None, "what is offered has a first day"
    return volgende_voor(laatste=laatste, per_jaar=rij.per_jaar or PER_JAAR)  # type: ignore[attr-defined]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user: reports to make, and overeenkomsten whose next gesprek is due soon."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        return []
    taken: list[Taak] = []
    gepland = Gesprek.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).filter(status=Status.GEPLAND)
    for rij in gepland.filter(op__lte=klok.nu()).order_by("pk"):
        dossier = rij.overeenkomst.inschrijving
        adres = reverse("gesprekken", args=[dossier.kenmerk])
        taken.append(("Verslag van het gesprek", dossier.partijnaam, adres, None))
    uitvoerders = bevoegd.uitvoerders(Recht.TOEZICHT_HOUDEN) or []
    zonder = Overeenkomst.objects.filter(status=Contractstatus.VAN_KRACHT, inschrijving__uitvoerder__in=uitvoerders)
    zonder = zonder.exclude(pk__in=gepland.values("overeenkomst")).select_related("inschrijving__organisatie")
    for overeenkomst in met_ritme(zonder).order_by("pk"):
        voor, dossier = uiterlijk(overeenkomst), overeenkomst.inschrijving
        if (voor - klok.vandaag()).days <= DAGEN_VOORAF:
            adres = reverse("gesprekken", args=[dossier.kenmerk])
            taken.append(("Periodiek gesprek plannen", dossier.partijnaam, adres, eind_van_de_dag(voor)))
    return taken
