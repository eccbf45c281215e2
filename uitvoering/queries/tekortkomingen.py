"""Reading the files on tekortkomingen: the lists, what is in one, its life, and the work that waits."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from bekendmaking.rules import eind_van_de_dag
from kern.models import Gebeurtenis
from kluis.models import Stuk
from overeenkomst.queries.contracten import Gebeurd
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Maatregel, Tekortkoming
from uitvoering.states.tekortkoming import Maatregelstatus, Status

Taak = tuple[str, str, str, datetime | None]
GEBEURD = {
    "open_tekortkoming": "Tekortkoming vastgesteld",
    "vraag_zienswijze": "Reactie gevraagd",
    "reageer": "Reactie van de organisatie",
    "stel_in_gebreke": "In gebreke gesteld",
    "raak_in_verzuim": "In verzuim: de termijn is voorbij",
    "direct_in_verzuim": "In verzuim: nakomen is blijvend onmogelijk",
    "leg_bevinding_vast": "Bevinding vastgelegd",
    "leg_op": "Maatregel opgelegd",
    "sluit": "Dossier gesloten",
}


def compleet(rijen: QuerySet[Tekortkoming]) -> QuerySet[Tekortkoming]:
    """With what every page of a file shows."""
    return rijen.select_related("eis", "geopend_door", "ingebrekestelling__stuk", "ingebrekestelling__verzonden_door")


def lijst(gebruiker: Gebruiker) -> QuerySet[Tekortkoming]:
    """Every file at the uitvoerders of this user."""
    return compleet(Tekortkoming.objects.voor_staf(gebruiker))


def stukken(rij: Tekortkoming) -> QuerySet[Stuk]:
    """The letters in this file that were sent."""
    opgelegd = rij.maatregelen.opgelegd().values("stuk")
    gesteld = Tekortkoming.objects.filter(pk=rij.pk, ingebrekestelling__isnull=False).values("ingebrekestelling__stuk")
    return Stuk.objects.filter(Q(pk__in=gesteld) | Q(pk__in=opgelegd)).select_related("sleutel")


def leven(rij: Tekortkoming) -> list[Gebeurd]:
    """What happened in it, from the log; two queries and one for its maatregelen."""
    eigen = Q(object_soort="uitvoering.tekortkoming", object_id=str(rij.pk))
    maatregelen = [str(pk) for pk in rij.maatregelen.values_list("pk", flat=True)]
    eigen |= Q(object_soort="uitvoering.maatregel", object_id__in=maatregelen)
    regels = Gebeurtenis.objects.filter(eigen, dossier=rij.dossier_sleutel, handeling__in=GEBEURD).order_by("nummer")
    namen = dict(Gebruiker.objects.filter(pk__in={r.actor_id for r in regels}).values_list("pk", "naam"))
    return [Gebeurd(GEBEURD[r.handeling], r.tijd, namen.get(r.actor_id, "")) for r in regels]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user: files to go on with, and maatregelen of colleagues to decide on."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        return []
    rijen = compleet(Tekortkoming.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).open()).order_by("pk")
    taken = [taak for rij in rijen for taak in _taak(rij)]
    if bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN):
        taken += _maatregelen(gebruiker)
    return taken


def _taak(rij: Tekortkoming) -> list[Taak]:
    wie, adres = rij.overeenkomst.inschrijving.partijnaam, reverse("tekortkoming", args=[rij.pk])
    if rij.status == Status.VERZUIM:
        return [("Organisatie in verzuim", wie, adres, None)]
    if rij.status == Status.IN_GEBREKE:
        return [
            ("Nagaan of de tekortkoming is hersteld", wie, adres, eind_van_de_dag(rij.ingebrekestelling.termijn_tot))
        ]
    if rij.zienswijze_tot:
        return [("Tekortkoming na de reactie", wie, adres, eind_van_de_dag(rij.zienswijze_tot))]
    return [("Tekortkoming behandelen", wie, adres, None)]


def _maatregelen(gebruiker: Gebruiker) -> list[Taak]:
    rijen = Maatregel.objects.voor_staf(gebruiker, Recht.TOEZICHT_VASTSTELLEN).filter(status=Maatregelstatus.ONTWERP)
    rijen = rijen.exclude(opgesteld_door=gebruiker).select_related(
        "tekortkoming__overeenkomst__inschrijving__organisatie"
    )
    return [
        (
            "Maatregel opleggen",
            rij.tekortkoming.overeenkomst.inschrijving.partijnaam,
            reverse("maatregel", args=[rij.pk]),
            eind_van_de_dag(rij.vanaf),
        )
        for rij in rijen.order_by("pk")
    ]
