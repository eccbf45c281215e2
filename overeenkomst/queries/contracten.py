"""Reading overeenkomsten: the list of a zorgkantoor, what is due, and the life of one."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST
from inschrijving.models import Inschrijving
from kern import klok
from kern.models import Gebeurtenis
from kluis.models import Stuk
from overeenkomst.models import Contactpersoon, Ondertekening, Overeenkomst
from overeenkomst.queries.looptijden import met_eind
from overeenkomst.states import NA_TEKENEN, NIET_GESLOTEN, Contactsoort, Kant, Stand, Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Inkoopronde

Taak = tuple[str, str, str, datetime | None]
GEBEURD = {
    "bied_aan": "Aangeboden aan de organisatie",
    "trek_in": "Aanbod ingetrokken",
    "zet_handtekening": "Handtekening gezet",
    "organisatie_tekende": "Getekend door de organisatie",
    "teken": "Getekend door beide partijen",
    "maak_exemplaren": "Getekende exemplaren gemaakt",
    "treed_in_werking": "Van kracht",
    "beeindig": "Beëindigd",
    "beeindig_per": "Een eerdere laatste dag vastgelegd",
    "meld_onderaannemer": "Onderaannemer gemeld",
    "sta_toe": "Akkoord met onderaannemer",
    "weiger": "Onderaannemer geweigerd",
    "trek_melding_in": "Melding van onderaannemer ingetrokken",
    "start": "Onderaannemer begonnen",
    "stop": "Onderaannemer beëindigd",
    "stel_wijziging_voor": "Wijziging voorgesteld of aangepast",
    "leg_overleg_vast": "Overleg over een wijziging",
    "teken_wijziging": "Voorstel voor een wijziging getekend",
    "sluit_addendum": "Addendum gesloten",
    "trek_wijziging_in": "Voorstel voor een wijziging ingetrokken",
    "stel_verlenging_voor": "Besluit over verlenging voorbereid",
    "besluit_verlengen": "Verlenging aangeboden",
    "besluit_niet_verlengen": "Besloten om niet te verlengen",
    "aanvaard_verlenging": "Verlenging aanvaard",
    "wijziging_mislukt": "Geen overeenstemming over een wijziging",
    "voeg_contactpersoon_toe": "Contactpersoon toegevoegd",
    "verwijder_contactpersoon": "Contactpersoon verwijderd",
    "bewaar_bereikbaarheid": "Contactgegevens voor cliënten gewijzigd",
}


@dataclass(frozen=True)
class Gebeurd:
    """A line of the life: what, when and by whom; the portal itself has no name."""

    wat: str
    wanneer: datetime
    wie: str


def gegund(rijen: QuerySet[Inschrijving]) -> QuerySet[Any]:
    """Dossiers with a decision for an overeenkomst that is made known and stands, each with its `stand`."""
    gunstig = Beslissing.objects.geldig().filter(uitkomst__in=KRIJGT_OVEREENKOMST)
    rijen = rijen.filter(Exists(gunstig.filter(regioinschrijving__inschrijving=OuterRef("pk"))))
    rijen = rijen.annotate(stand=stand_van("overeenkomst"))
    return rijen.select_related("ronde", "uitvoerder", "organisatie", "overeenkomst")


def stand_van(pad: str) -> Case:
    """The Stand of an overeenkomst that is found along this path, for rows that may have none yet."""
    aangeboden = Q(**{f"{pad}__status": Status.AANGEBODEN})
    getekend = Q(**{f"{pad}__organisatie_getekend_op__isnull": False})
    return Case(
        When(aangeboden & getekend, then=Value(Stand.BIJ_ZORGKANTOOR)),
        When(aangeboden, then=Value(Stand.BIJ_ORGANISATIE)),
        When(Q(**{f"{pad}__status__in": NA_TEKENEN}), then=F(f"{pad}__status")),
        default=Value(Stand.AAN_TE_BIEDEN),
    )


def van_zorgkantoor(gebruiker: Gebruiker) -> QuerySet[Any]:
    """The same for staff, with `te_laat`: not concluded while the month for it is over (IK-023)."""
    rijen = gegund(Inschrijving.objects.geopend_voor(gebruiker, Recht.BRIEF_ZIEN))
    verlopen = [ronde.pk for ronde in Inkoopronde.objects.all() if is_te_laat(ronde, klok.vandaag())]
    laat = Q(ronde__in=verlopen, stand__in=NIET_GESLOTEN)
    return rijen.annotate(te_laat=Case(When(laat, then=Value(True)), default=Value(False)))


def van_organisatie(gebruiker: Gebruiker) -> QuerySet[Inschrijving]:
    """Own dossiers that lead to an overeenkomst, the newest round first."""
    eigen = bevoegdheid(gebruiker).organisaties(Recht.BESLISSING_ONTVANGEN)
    return gegund(Inschrijving.objects.filter(organisatie__in=eigen)).order_by("-ronde__code", "uitvoerder__naam")


def sluitdag(ronde: Inkoopronde) -> date | None:
    """Last day of the month in which the overeenkomsten of a round are concluded (IK-023)."""
    if ronde.overeenkomsten_vanaf is None:
        return None
    dag = klok.lokaal(ronde.overeenkomsten_vanaf).date()
    return dag.replace(day=monthrange(dag.year, dag.month)[1])


def tekenjaar(ronde: Inkoopronde) -> int | None:
    """The year in which a round has its overeenkomsten signed: that of its schedule, else the one before the first day.

    Another year is told, not refused (OV-146).
    """
    if ronde.overeenkomsten_vanaf:
        return klok.lokaal(ronde.overeenkomsten_vanaf).year
    return (ronde.ingang_op - timedelta(days=1)).year if ronde.ingang_op else None


def is_te_laat(ronde: Inkoopronde, vandaag: date) -> bool:
    laatste = sluitdag(ronde)
    return laatste is not None and vandaag > laatste


def met_regios(rijen: Iterable[Inschrijving]) -> dict[int, list[Beslissing]]:
    """Per dossier its favourable decisions with their last day `eind`, in order of region; one query."""
    per_dossier: dict[int, list[Beslissing]] = {rij.pk: [] for rij in rijen}
    gunstig = Beslissing.objects.geldig().filter(
        uitkomst__in=KRIJGT_OVEREENKOMST, regioinschrijving__inschrijving__in=per_dossier
    )
    for beslissing in (
        met_eind(gunstig)
        .select_related("regioinschrijving__toewijzing__regio")
        .order_by("regioinschrijving__toewijzing__regio__naam")
    ):
        per_dossier[beslissing.regioinschrijving.inschrijving_id].append(beslissing)
    return per_dossier


def gaan_in(dag: date) -> QuerySet[Overeenkomst]:
    """Signed by both, their day has come, and both sides named whom to call about the afspraken (IK-190, OV-155)."""
    rijen = Overeenkomst.objects.filter(status=Status.GETEKEND, ingang_op__lte=dag, eind_op__gte=dag)
    for kant in Kant:
        contact = Contactpersoon.objects.filter(kant=kant, soort=Contactsoort.AFSPRAKEN)
        rijen = rijen.filter(Exists(contact.filter(overeenkomst=OuterRef("pk"))))
    return rijen.order_by("pk")


def zonder_exemplaar() -> QuerySet[Overeenkomst]:
    """Signed by both, while the copies of the parties are still to be made (OV-146)."""
    return Overeenkomst.objects.filter(getekend_op__isnull=False, getekend_stuk__isnull=True).order_by("getekend_op")


def leven(overeenkomst: Overeenkomst) -> list[Gebeurd]:
    """What happened with it, from the log; two queries."""
    regels = Gebeurtenis.objects.filter(
        dossier=overeenkomst.dossier_sleutel, object_soort__startswith="overeenkomst.", handeling__in=GEBEURD
    )
    rijen = list(regels.order_by("nummer"))
    namen = dict(Gebruiker.objects.filter(pk__in={r.actor_id for r in rijen}).values_list("pk", "naam"))
    return [Gebeurd(GEBEURD[r.handeling], r.tijd, namen.get(r.actor_id, "")) for r in rijen]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user here, for the page with all work: what, about whom, where, until when."""
    if not bevoegdheid(gebruiker).mag(Recht.VRIJGEVEN):
        return []
    rijen = van_zorgkantoor(gebruiker).filter(stand__in=[Stand.AAN_TE_BIEDEN, Stand.BIJ_ZORGKANTOOR])
    aanbieder = rijen.filter(overeenkomst__aanbiedingen__ingetrokken_op__isnull=True).values_list(
        "pk", "overeenkomst__aanbiedingen__door"
    )
    zelf = {pk for pk, door in aanbieder if door == gebruiker.pk}
    return [_taak(rij) for rij in rijen.order_by("pk") if rij.stand == Stand.AAN_TE_BIEDEN or rij.pk not in zelf]


def _taak(rij: Any) -> Taak:
    wat = "Overeenkomst aanbieden" if rij.stand == Stand.AAN_TE_BIEDEN else "Overeenkomst tekenen"
    laatste = sluitdag(rij.ronde)
    voor = klok.om(laatste, 23) if laatste else None
    return wat, rij.partijnaam, reverse("overeenkomst", args=[rij.kenmerk]), voor


def bestanden(overeenkomst: Overeenkomst) -> QuerySet[Stuk]:
    """Every file both sides may read: versions offered, their bijlagen, what was signed, letters on verlenging."""
    aanbiedingen = overeenkomst.aanbiedingen.all()
    brieven = overeenkomst.verlengingen.filter(stuk__isnull=False)
    getekend = Ondertekening.objects.filter(aanbieding__in=aanbiedingen, stuk__isnull=False)
    return Stuk.objects.filter(
        Q(pk__in=aanbiedingen.values("stuk"))
        | Q(pk__in=aanbiedingen.filter(bijlagen__isnull=False).values("bijlagen"))
        | Q(pk__in=getekend.values("stuk"))
        | Q(pk__in=[overeenkomst.getekend_stuk_id, overeenkomst.exemplaar_zorgkantoor_id])
        | Q(pk__in=brieven.values("stuk"))
    ).select_related("sleutel")
