"""Reading the inkoopronde: its milestones, its regions and what a class must hand in."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from kern import klok
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie import rules
from publicatie.models import (
    Documenteis,
    Gemeente,
    Gemeentelidmaatschap,
    Inkoopronde,
    Leemte,
    Regio,
    Regiotoewijzing,
    Rondedocument,
    Rondewijziging,
    Uitstel,
    Vraag,
)
from publicatie.rules import Mijlpaal
from publicatie.states import Rondesoort, Status, Uitstelstatus, Vraagstatus

Taak = tuple[str, str, str, datetime | None]
DEADLINES = {
    "publicatie_op": "Publicatie",
    "vragen_tot": "Einde van de tijd voor vragen",
    "sluiting_op": "Sluiting van de inschrijving",
    "bekendmaking_op": "Bekendmaking van de beslissingen",
    "bezwaar_tot": "Einde van de tijd voor bezwaar",
}


def mijlpalen(ronde: Inkoopronde) -> list[Mijlpaal]:
    """The seven milestones of the tijdschema in order, with their moments (IK-025); a question round adds two."""
    ingang = datetime.combine(ronde.ingang_op, time(), klok.AMSTERDAM) if ronde.ingang_op else None
    een, meer = ("verlenging", "verlengingen") if ronde.is_verlenging else ("overeenkomst", "overeenkomsten")
    return [
        Mijlpaal("Publicatie en start van de inschrijving", ronde.publicatie_op),
        *_vragenronde(ronde),
        Mijlpaal("Sluiting van de inschrijving", ronde.sluiting_op, "Tot en met dit tijdstip kunt u indienen."),
        Mijlpaal("Beoordeling door de zorgkantoren", ronde.beoordeling_vanaf, "Vanaf deze dag."),
        Mijlpaal("Bekendmaking van de beslissingen", ronde.bekendmaking_op, "U krijgt een brief per e-mail."),
        Mijlpaal("Einde van de tijd voor bezwaar", ronde.bezwaar_tot),
        Mijlpaal(f"Sluiten van de {meer}", ronde.overeenkomsten_vanaf, "Vanaf deze maand.", maand=True),
        Mijlpaal(f"Ingang van de {een}", ingang),
    ]


def _vragenronde(ronde: Inkoopronde) -> list[Mijlpaal]:
    """The two milestones of a question round; none for a round without one."""
    if ronde.vragen_tot is None:
        return []
    return [
        Mijlpaal("Einde van de tijd voor vragen", ronde.vragen_tot, "Tot en met dit tijdstip kunt u vragen stellen."),
        Mijlpaal("Nota van inlichtingen", ronde.nota_op, "Uiterlijk dan staan alle antwoorden online."),
    ]


def deadlines(na: datetime) -> list[tuple[str, datetime]]:
    """Every deadline and release of the published rounds after this moment: in words, and when.

    Asks no more columns than these: it also runs before a migration that adds others (R23).
    """
    rondes = Inkoopronde.objects.filter(status=Status.GEPUBLICEERD).values("code", *DEADLINES)
    alle = [(f"{wat} ({ronde['code']})", ronde[veld]) for ronde in rondes for veld, wat in DEADLINES.items()]
    return sorted((rij for rij in alle if rij[1] and rij[1] >= na), key=lambda rij: rij[1])


def openbare_rondes() -> QuerySet[Inkoopronde]:
    """Rounds anyone may see now."""
    return Inkoopronde.objects.openbaar(klok.nu())


def is_open(ronde: Inkoopronde, nu: datetime) -> bool:
    """Whether an inschrijving may be started or submitted at `nu`: closing moment included (A02)."""
    return (
        bool(ronde.publicatie_op and ronde.sluiting_op and ronde.publicatie_op <= nu <= ronde.sluiting_op)
        and ronde.status == "gepubliceerd"
    )


def toewijzing(pk: int) -> Regiotoewijzing:
    """One region of a round, with its round, region and uitvoerder."""
    return Regiotoewijzing.objects.select_related("ronde", "regio", "uitvoerder").get(pk=pk)


def toewijzingen(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> QuerySet[Regiotoewijzing]:
    """Regions of one uitvoerder in a round."""
    rijen = Regiotoewijzing.objects.filter(ronde=ronde, uitvoerder=uitvoerder)
    return rijen.select_related("ronde", "regio", "uitvoerder")


def openbare_toewijzingen() -> QuerySet[Regiotoewijzing]:
    """Regions of all rounds that are public now."""
    rijen = Regiotoewijzing.objects.filter(ronde__in=openbare_rondes())
    return rijen.select_related("ronde", "regio", "uitvoerder")


def tegels(ronde: Inkoopronde) -> QuerySet[Regiotoewijzing]:
    """Regions of a round in the order of the tile map, row then column, each with its number of gemeenten."""
    leden = Gemeentelidmaatschap.objects.op(peildag(ronde)).filter(regio=OuterRef("regio")).order_by()
    aantal = leden.values("regio").annotate(aantal=Count("pk")).values("aantal")
    rijen = ronde.toewijzingen.select_related("regio", "uitvoerder").annotate(gemeenten=Coalesce(Subquery(aantal), 0))
    return rijen.order_by("regio__rij", "regio__kolom")


def peildag(ronde: Inkoopronde) -> date:
    """The day whose division of gemeenten counts for a round: the first day of its overeenkomsten (A73, OV-201)."""
    return ronde.ingang_op or klok.vandaag()


def zorgkantoor_van(regio: Regio, dag: date) -> WlzUitvoerder | None:
    """Who serves a region on a day, by the public round that last began; before the first one, by that."""
    rijen = openbare_toewijzingen().filter(regio=regio, ronde__ingang_op__isnull=False).order_by("ronde__ingang_op")
    begonnen = rijen.filter(ronde__ingang_op__lte=dag).last()
    rij = begonnen or rijen.first()
    return rij.uitvoerder if rij else None


def gemeenten(regio: Regio, dag: date) -> QuerySet[Gemeente]:
    """Gemeenten of a region on a day."""
    return Gemeente.objects.filter(lidmaatschappen__in=Gemeentelidmaatschap.objects.op(dag).filter(regio=regio))


def documenteisen(ronde: Inkoopronde) -> dict[str, list[Documenteis]]:
    """Required documents per class, in the order of the kader (IK-091)."""
    per_klasse: dict[str, list[Documenteis]] = {}
    for eis in ronde.documenteisen.all():
        per_klasse.setdefault(eis.klasse, []).append(eis)
    return per_klasse


def documenten(ronde: Inkoopronde) -> list[Rondedocument]:
    """The latest version in each slot that holds something, in slot order."""
    gezien: dict[str, Rondedocument] = {}
    for document in ronde.documenten.select_related("stuk").order_by("volgnummer", "-versie"):
        if document.stuk_id or document.adres:
            gezien.setdefault(document.slot, document)
    return list(gezien.values())


def leemten(toewijzing: Regiotoewijzing) -> QuerySet[Leemte]:
    """The gaps of a region that two people fixed."""
    return Leemte.objects.filter(toewijzing=toewijzing, vastgesteld_op__isnull=False)


def lijsthash(toewijzing: Regiotoewijzing) -> str:
    """Hash of the gaps of a region as the screen shows them; of the empty list when there is none."""
    return rules.lijsthash(toewijzing.leemten.values_list("pk", "soort", "omschrijving", "reden"))


def zonder_leemtelijst(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> QuerySet[Regiotoewijzing]:
    """Regions whose list of leemten two people still have to fix before any dossier opens, by name (A36); none in an
    extension round, which selects nobody."""
    rijen = toewijzingen(ronde, uitvoerder).exclude(ronde__soort=Rondesoort.VERLENGING)
    return rijen.filter(leemten_vastgesteld_op__isnull=True)


def wijzigingen(ronde: Inkoopronde) -> QuerySet[Rondewijziging]:
    """The versions of a published round, latest first, with who changed it."""
    return ronde.wijzigingen.select_related("door")


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in a ronde: what, about whom, where, until when."""
    return [*_vragen_voor(gebruiker), *_notas_voor(gebruiker), *_leemten_voor(gebruiker), *_uitstel_voor(gebruiker)]


def _vragen_voor(gebruiker: Gebruiker) -> list[Taak]:
    if not bevoegdheid(gebruiker).mag(Recht.VRAGEN_BEANTWOORDEN):
        return []
    vragen = Vraag.objects.zichtbaar_voor(gebruiker, Recht.VRAGEN_BEANTWOORDEN).filter(status=Vraagstatus.GESTELD)
    velden = ("ronde__code", "ronde__nota_op", "uitvoerder__zorgkantoor")
    taken = []
    for code, nota_op, zorgkantoor, aantal in vragen.order_by().values_list(*velden).annotate(aantal=Count("pk")):
        adres = f"{reverse('vragen')}?ronde={code}&status={Vraagstatus.GESTELD}"
        taken.append((f"Vragen beantwoorden ({aantal})", zorgkantoor, adres, nota_op))
    return taken


def _notas_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Rounds whose time for questions is over and whose answers are all there, but not yet known."""
    if not bevoegdheid(gebruiker).mag(Recht.NOTA_PUBLICEREN):
        return []
    nu = klok.nu()
    rondes = Inkoopronde.objects.openbaar(nu).filter(vragen_tot__lt=nu, vragen__status=Vraagstatus.BEANTWOORD)
    wat = "Nota van inlichtingen publiceren"
    return [
        (wat, ronde.naam, reverse("nota_maken", args=[ronde.code]), ronde.nota_op)
        for ronde in rondes.exclude(vragen__status=Vraagstatus.GESTELD).distinct()
    ]


def _leemten_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Per round and zorgkantoor: lists of leemten that are not there yet, and what a colleague left to fix (A36)."""
    binnen = Regiotoewijzing.objects.binnen_bereik(gebruiker, Recht.LEEMTE_VASTLEGGEN)
    rondes = openbare_rondes().exclude(soort=Rondesoort.VERLENGING)
    rijen = binnen.filter(ronde__in=rondes, leemten_vastgesteld_op__isnull=True)
    open_ = Leemte.objects.filter(toewijzing=OuterRef("pk"), vastgesteld_op__isnull=True)
    rijen = rijen.annotate(wacht=Exists(open_), wacht_op_mij=Exists(open_.exclude(opgesteld_door=gebruiker)))
    taken: dict[tuple[str, str, datetime | None], list[Regiotoewijzing]] = {}
    for rij in rijen.select_related("ronde", "regio", "uitvoerder"):
        wat = _leemtewerk(rij, gebruiker)
        if wat:
            taken.setdefault((wat, rij.ronde.code, rij.ronde.opening_vanaf), []).append(rij)
    return [
        (f"{wat} ({len(regios)})", code, reverse("ronde_regios", args=[code]), voor)
        for (wat, code, voor), regios in taken.items()
    ]


def _leemtewerk(rij: Any, gebruiker: Gebruiker) -> str:
    """What this user can do now for the list of a region; empty when it waits on a colleague."""
    if rij.wacht_op_mij or rij.leemten_voorgelegd_door_id not in (None, gebruiker.pk):
        return "Leemten vaststellen"
    return "" if rij.wacht or rij.leemten_voorgelegd_door_id else "Lijst van leemten voorleggen"


def _uitstel_voor(gebruiker: Gebruiker) -> list[Taak]:
    """A later closing that a colleague proposed, while it can still be confirmed (T14)."""
    if not bevoegdheid(gebruiker).mag(Recht.RONDE_BEHEREN):
        return []
    rijen = Uitstel.objects.filter(status=Uitstelstatus.VOORGESTELD).exclude(voorgesteld_door=gebruiker)
    nu = klok.nu()
    return [
        ("Uitstel bevestigen", rij.ronde.code, reverse("ronde_beheren", args=[rij.ronde.code]), rij.ronde.opening_vanaf)
        for rij in rijen.select_related("ronde")
        if rij.ronde.opening_vanaf and nu < rij.ronde.opening_vanaf
    ]
