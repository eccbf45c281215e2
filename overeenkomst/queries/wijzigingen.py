"""Reading what changed a signed overeenkomst: what holds on a day, voorstellen, addenda, what waits (art. 32; A68)."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from inschrijving.models import Regioinschrijving
from kern import klok
from kern.rules import canoniek, sha256
from overeenkomst import document
from overeenkomst.inlezen import vergelijk
from overeenkomst.models import (
    Addendum,
    Looptijdwijziging,
    Modeltekst,
    Overeenkomst,
    Prijsvolumeafspraak,
    Wijzigingshandtekening,
    Wijzigingsvoorstel,
)
from overeenkomst.models.wijziging import overeenkomsten_met
from overeenkomst.queries import teksten
from overeenkomst.rules import contract as contractregels
from overeenkomst.rules.contract import Feiten
from overeenkomst.rules.wijziging import pas_toe
from overeenkomst.states import Afspraakstatus, Kant, Status, Voorstelstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

RIJEN = ("afspraken", "regios")  # of these the rows say what holds, whatever changed them
BEDRAGEN = ("tarief", "budget", "uren")
Taak = tuple[str, str, str, datetime | None]


def delen(overeenkomst: Overeenkomst) -> dict[str, Regioinschrijving]:
    """The regions of an overeenkomst by name, as its document calls them."""
    rijen = overeenkomst.inschrijving.regios.select_related("toewijzing__regio", "inschrijving__ronde")
    return {rij.toewijzing.regio.naam: rij for rij in rijen}


def feiten_op(overeenkomst: Overeenkomst, dag: date) -> dict[str, Any]:
    """What a signed overeenkomst says on a day: as it was signed, with everything that changed it until then."""
    feiten: Feiten = overeenkomst.aanbiedingen.get(ingetrokken_op__isnull=True).feiten
    for addendum in addenda(overeenkomst).filter(ingang_op__lte=dag).order_by("ingang_op", "nummer"):
        wijziging = {deel: wat for deel, wat in addendum.voorstel.wijziging.items() if deel not in RIJEN}
        feiten = pas_toe(feiten, wijziging)
    return _met_rijen(pas_toe(feiten, {}), overeenkomst, dag)


def _met_rijen(feiten: dict[str, Any], overeenkomst: Overeenkomst, dag: date) -> dict[str, Any]:
    """With the terms and the afspraken of that day; the years of a longer term included."""
    pks = {naam: deel.pk for naam, deel in delen(overeenkomst).items()}
    eind = Looptijdwijziging.objects.filter(regioinschrijving__in=pks.values(), vanaf__lte=dag).order_by("pk")
    tot = dict(eind.values_list("regioinschrijving", "tot"))
    rijen = Prijsvolumeafspraak.objects.filter(regioinschrijving__in=pks.values()).exclude(vanaf__gt=dag)
    rijen = rijen.exclude(status=Afspraakstatus.ONTWERP).order_by("verdeling__versie", "pk")
    afspraken = {(rij.regioinschrijving_id, rij.jaar): rij for rij in rijen}
    for regio in feiten["regios"]:
        deel = pks[regio["naam"]]
        regio["tot"] = tot[deel].isoformat() if deel in tot else regio["tot"]
        jaren = range(int(regio["van"][:4]), int(regio["tot"][:4]) + 1)
        regio["jaren"] = [{"jaar": jaar} | _bedragen(afspraken.get((deel, jaar))) for jaar in jaren]
    return feiten


def _bedragen(rij: Prijsvolumeafspraak | None) -> dict[str, str | None]:
    bekend = rij is not None and rij.status != Afspraakstatus.OVERLEG
    return {veld: str(getattr(rij, veld)) if bekend else None for veld in BEDRAGEN}


def nieuwe_bijlagen(overeenkomst: Overeenkomst, feiten: Feiten) -> list[dict[str, Any]]:
    """Documents of the round in another version than the one that holds: they come in by a wijziging (A68)."""
    nu = {rij["naam"]: (rij["versie"], rij["sha256"], rij["adres"]) for rij in feiten["bijlagen"]}
    rijen = document.bijlagen(overeenkomst.inschrijving)
    return [rij for rij in rijen if rij["er"] and nu.get(rij["naam"]) != (rij["versie"], rij["sha256"], rij["adres"])]


def nieuwe_modeltekst(overeenkomst: Overeenkomst, feiten: Feiten) -> Modeltekst | None:
    """The latest official text of the round, where an older version of it holds: it comes in by a wijziging (A68)."""
    laatste = teksten.laatste_modeltekst(overeenkomst.inschrijving.ronde)
    return laatste if laatste and feiten["modeltekst"] not in (None, laatste.versie) else None


def tekstwijziging(overeenkomst: Overeenkomst, wijziging: dict[str, Any]) -> dict[str, Any]:
    """The official text that a wijziging brings in, the one before it, and what is different; nothing without one."""
    if "modeltekst" not in wijziging:
        return {}
    ronde, versies = overeenkomst.inschrijving.ronde, wijziging["modeltekst"]
    oud, nieuw = (teksten.versie_van(ronde, versies[welke]) for welke in ("was", "wordt"))
    anders = vergelijk.verschillen(oud.gelezen, nieuw.gelezen)
    return {"vorige_tekst": oud, "nieuwe_tekst": nieuw, "tekstverschillen": anders}


def verschillen(overeenkomst: Overeenkomst, wijziging: dict[str, Any], ingang_op: date) -> list[list[str]]:
    """Per thing what it was and what it becomes on that day."""
    was = feiten_op(overeenkomst, ingang_op)
    return [[v.wat, v.was, v.wordt] for v in contractregels.verschillen(was, pas_toe(was, wijziging))]


def inhoudshash(voorstel: Wijzigingsvoorstel) -> str:
    """Names exactly what a voorstel says: what was read is what is signed (R17)."""
    velden = ("pk", "kant", "reden", "toelichting", "artikelen", "tekst", "wijziging", "verschillen")
    inhoud = {veld: getattr(voorstel, veld) for veld in velden}
    return sha256(canoniek(inhoud | {"ingang_op": voorstel.ingang_op.isoformat()}))


def handtekeningen(voorstel: Wijzigingsvoorstel) -> list[Wijzigingshandtekening]:
    """Those under what the voorstel says now, in order."""
    return list(voorstel.handtekeningen.filter(hash=inhoudshash(voorstel)))


def nodig(overeenkomst: Overeenkomst) -> dict[Kant, int]:
    """How many people of each side sign."""
    return {Kant.ORGANISATIE: document.aantal_tekenaars(overeenkomst.inschrijving), Kant.ZORGKANTOOR: 1}


def wacht_op(voorstel: Wijzigingsvoorstel) -> list[Kant]:
    """The sides that still have to sign."""
    gezet = [rij.kant for rij in handtekeningen(voorstel)]
    return [kant for kant, aantal in nodig(voorstel.overeenkomst).items() if gezet.count(kant) < aantal]


def addenda(overeenkomst: Overeenkomst) -> QuerySet[Addendum]:
    """In order."""
    return overeenkomst.addenda.select_related("voorstel", "stuk").order_by("nummer")


def mislukt(overeenkomst_id: int) -> QuerySet[Wijzigingsvoorstel]:
    """Voorstellen on which both sides could not agree, the latest first: the ground for an opzegging (OV-143).

    `besloten_op` is the moment at which that was found, `uitkomst` why.
    """
    rijen = Wijzigingsvoorstel.objects.filter(overeenkomst=overeenkomst_id, status=Voorstelstatus.MISLUKT)
    return rijen.order_by("-besloten_op")


def mislukt_op(overeenkomst_id: int) -> date | None:
    """The day on which the latest of them failed."""
    rij = mislukt(overeenkomst_id).first()
    return klok.lokaal(rij.besloten_op).date() if rij and rij.besloten_op else None


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Voorstellen that wait on the zorgkantoor, for who may sign them and did not write them."""
    if not bevoegdheid(gebruiker).mag(Recht.WIJZIGING_TEKENEN):
        return []
    lopend = overeenkomsten_met(gebruiker, Recht.WIJZIGING_TEKENEN).exclude(status=Status.BEEINDIGD)
    rijen = Wijzigingsvoorstel.objects.filter(status=Voorstelstatus.OPEN, overeenkomst__in=lopend)
    rijen = rijen.exclude(opgesteld_door=gebruiker).select_related(
        "overeenkomst__inschrijving__organisatie", "overeenkomst__inschrijving__bestuursverklaring"
    )
    return [
        ("Wijziging van een overeenkomst bespreken of tekenen", rij.overeenkomst.inschrijving.partijnaam, url, None)
        for rij in rijen.order_by("pk")
        for url in [rij.get_absolute_url()]
        if Kant.ZORGKANTOOR in wacht_op(rij)
    ]
