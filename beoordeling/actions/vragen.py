"""The verduidelijkingsvraag: written by one, sent by another, to all in the same position (A52, IK-207)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from beoordeling import vraagqueries, vraagregels
from beoordeling.actions.slot import zonder_belang
from beoordeling.models import Eisoordeel, Overleg, Verduidelijking, Verduidelijkingsvraag
from beoordeling.vraagpost import mail_vraag
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.personen import eis_tweede_persoon
from publicatie.models import Minimumeis

ZELF_OPGESTELD = "U stelde deze vraag zelf op. Een collega kijkt mee en verstuurt haar."


@dataclass(frozen=True)
class Vraaginvoer:
    """What was filled in. `aanleiding`: kind of finding, or ''; `onderwerp`: code of what was submitted; `weglaten`:
    reason per key of a place that should not get it; `gezien`: keys of all places that were on the screen."""

    regioinschrijving_id: int | None
    aanleiding: str
    onderwerp: str
    tekst: str
    weglaten: Mapping[str, str]
    gezien: Collection[str]


@transaction.atomic
def stel_vraag_op(*, inschrijving_id: int, eis_id: int, invoer: Vraaginvoer, door: Gebruiker) -> Verduidelijkingsvraag:
    """Write a question on one eis about something that was submitted; nothing leaves before a second person sends it.

    Raises RegelFout when a required document for this eis is missing, by name (A52); when nothing was submitted to
    ask about; when the eis is final, or a question on it is open; when the group changed since it was shown; for
    somebody left out without a reason; and for who has a conflict of interest in one of the dossiers.
    """
    _vergrendel_groep(inschrijving_id)
    inschrijving = zonder_belang(inschrijving_id, door)
    eis = inschrijving.ronde.eisen.get(pk=eis_id)
    plekken = eis_mag_gesteld(
        inschrijving=inschrijving,
        eis=eis,
        regio_id=invoer.regioinschrijving_id,
        aanleiding=invoer.aanleiding,
        onderwerp=invoer.onderwerp,
    )
    namen = {plek.sleutel: plek.naam for plek in plekken}
    vraagregels.eis_dezelfde_groep({s: namen.get(s, "een dossier dat erbij stond") for s in invoer.gezien}, namen)
    _eis_geen_belang({plek.inschrijving.pk for plek in plekken}, door)
    vraag = Verduidelijkingsvraag.objects.create(
        inschrijving=inschrijving,
        eis=eis,
        aanleiding=invoer.aanleiding,
        onderwerp=invoer.onderwerp,
        tekst=invoer.tekst,
        opgesteld_door=door,
        opgesteld_op=klok.nu(),
    )
    leg_vast(vraag, "stel_vraag_op", door=door, eis=eis.nummer, aanleiding=invoer.aanleiding)
    eigen = f"{inschrijving.pk}-{invoer.regioinschrijving_id or 0}"
    for plek in plekken:
        _leg_plek_vast(vraag, plek, None if plek.sleutel == eigen else invoer.weglaten.get(plek.sleutel), door)
    return vraag


def eis_mag_gesteld(
    *, inschrijving: Inschrijving, eis: Minimumeis, regio_id: int | None, aanleiding: str, onderwerp: str
) -> list[vraagqueries.Plek]:
    """Everyone in the same position, when a question can be asked at this place; RegelFout that says why not."""
    vers = vraagqueries.lees(Inschrijving.objects.filter(pk=inschrijving.pk))[0]
    blik, regios = vraagqueries.kijk(vers), {regio.pk: regio for regio in vers.regios.all()}
    if (regio_id in regios) != eis.regionaal:
        raise RegelFout("Kies bij een eis per regio één regio uit dit dossier.")
    vraagregels.eis_niets_ontbreekt(vraagregels.ontbrekend(blik.dossier, eis.nummer, regio_id))
    hier = blik.op(eis.nummer, regios[regio_id] if regio_id else None)
    if aanleiding and aanleiding not in {bevinding.soort for bevinding in hier}:
        raise RegelFout("Deze bevinding hoort niet bij deze eis. Kies een andere aanleiding.")
    if onderwerp not in vraagregels.ingediend(blik.dossier, eis.nummer, regio_id, vraagqueries.SOORTNAMEN):
        raise RegelFout("Kies waarover de vraag gaat: een document of een tekst die is ingediend.")
    plekken = vraagqueries.in_dezelfde_positie(inschrijving, eis, aanleiding, onderwerp)
    eigen = next((plek for plek in plekken if plek.sleutel == f"{inschrijving.pk}-{regio_id or 0}"), None)
    if eigen is None:
        raise RegelFout("Over deze eis is al beslist. Een vraag kan alleen zolang dat niet zo is.")
    if eigen.belet:
        raise RegelFout(f"Deze vraag kan niet worden gesteld. {eigen.belet}")
    return plekken


def _eis_geen_belang(dossiers: Iterable[int], door: Gebruiker) -> None:
    if met := vraagqueries.met_belang(dossiers, door):
        namen = ", ".join(sorted(rij.partijnaam for rij in met))
        raise RegelFout(f"U meldde een belang bij {namen}. Laat een collega deze vraag stellen of versturen.")


def _leg_plek_vast(
    vraag: Verduidelijkingsvraag, plek: vraagqueries.Plek, reden: str | None, door: Gebruiker
) -> Verduidelijking:
    """One place in the group. `reden`: why someone leaves it out, or None; what cannot get it, says so itself."""
    rij = Verduidelijking.objects.create(
        vraag=vraag, inschrijving=plek.inschrijving, regioinschrijving=plek.regio, waarover=plek.waarover
    )
    if reden is None and not plek.belet:
        return rij
    if not plek.belet:
        vraagregels.eis_reden(plek.naam, reden or "")
    rij.reden = plek.belet or reden or ""
    rij.save(update_fields=["reden"])
    return zet_over(rij, "laat_weg", door=door, toelichting=rij.reden, vraag=vraag.pk)


@transaction.atomic
def trek_vraag_in(*, vraag_id: int, reden: str, door: Gebruiker) -> Verduidelijkingsvraag:
    """Take back a question that was not sent, with a reason: by who wrote it, or by a colleague who does not agree."""
    vraag = _op_slot(vraag_id, door)
    if not reden:
        raise RegelFout("Schrijf op waarom de vraag niet wordt verstuurd.")
    return zet_over(vraag, "trek_vraag_in", door=door, toelichting=reden)


@transaction.atomic
def verstuur_vraag(*, vraag_id: int, gezien_hash: str, door: Gebruiker) -> Verduidelijkingsvraag:
    """A second person sends exactly what was looked at (R17): one text, one term, to all at once by the outbox.

    Every verdict that stands on the eis in these dossiers lapses, and so does an outcome of a meeting that was not
    confirmed. Both people then judge again, after the answer or the term, on the same complete view; what lapsed is
    kept with the question. A verdict given before the clarification could not be defended as one on that view, and
    a mere confirmation by one person would let an old view count beside a new one.

    Raises RegelFout for who wrote it, on whatever account; when the text, the recipients or the group is not what
    was looked at; and for who has a conflict of interest in one of the dossiers.
    """
    vraag = _op_slot(vraag_id, door)
    eis_tweede_persoon(vraag.opgesteld_door_id, door, zelf=ZELF_OPGESTELD)
    rijen = vraagqueries.ontvangers(vraag)
    if vraagqueries.hash_van(vraag, rijen) != gezien_hash:
        raise RegelFout("De vraag is niet meer wat u zag. Bekijk haar opnieuw.")
    _eis_geen_belang({rij.inschrijving_id for rij in rijen}, door)
    _eis_dezelfde_positie(vraag, rijen)
    nu = klok.nu()
    termijn = vraagregels.termijn(nu)
    vraag.verstuurd_door, vraag.verstuurd_op = door, nu
    vraag.herinneren_op, vraag.tot = termijn.herinneren_op, termijn.tot
    vraag.save(update_fields=["verstuurd_door", "verstuurd_op", "herinneren_op", "tot"])
    krijgen = [rij for rij in rijen if not rij.reden]
    verstuurd = zet_over(vraag, "verstuur_vraag", door=door, aantal=len(krijgen), tot=termijn.tot.isoformat())
    for rij in krijgen:
        _stel(rij, vraag, nu, door)
    return verstuurd


def _op_slot(vraag_id: int, door: Gebruiker) -> Verduidelijkingsvraag:
    """The question under its lock, with its group, for who may judge there and has no interest where it began."""
    vragen = Verduidelijkingsvraag.objects.select_for_update(of=("self",)).select_related("eis")
    vraag = vragen.get(pk=vraag_id)
    _vergrendel_groep(vraag.inschrijving_id)
    vraag.inschrijving = zonder_belang(vraag.inschrijving_id, door)
    return vraag


def _vergrendel_groep(inschrijving_id: int) -> None:
    """All opened dossiers of the same round at the same uitvoerder, in order of key: so that two questions at once do
    not wait for each other, and no verdict is given while a question is being written or sent."""
    eigen = Inschrijving.objects.get(pk=inschrijving_id)
    groep = Inschrijving.objects.select_for_update(of=("self",)).filter(
        ronde=eigen.ronde_id, uitvoerder=eigen.uitvoerder_id, status=eigen.status
    )
    list(groep.order_by("pk").values_list("pk"))


def _eis_dezelfde_positie(vraag: Verduidelijkingsvraag, rijen: Iterable[Verduidelijking]) -> None:
    """Who gets the question can still get it, and nobody came into the same position or left it since."""
    plekken = vraagqueries.in_dezelfde_positie(vraag.inschrijving, vraag.eis, vraag.aanleiding, vraag.onderwerp)
    toen = {f"{rij.inschrijving_id}-{rij.regioinschrijving_id or 0}": vraagqueries.naam(rij) for rij in rijen}
    vraagregels.eis_dezelfde_groep(toen, {plek.sleutel: plek.naam for plek in plekken})
    krijgt = {f"{rij.inschrijving_id}-{rij.regioinschrijving_id or 0}" for rij in rijen if not rij.reden}
    for plek in plekken:
        if plek.belet and plek.sleutel in krijgt:
            raise RegelFout(f"{plek.naam} kan de vraag niet krijgen. {plek.belet} Trek de vraag in.")


def _stel(rij: Verduidelijking, vraag: Verduidelijkingsvraag, nu: datetime, door: Gebruiker) -> None:
    """The question in one dossier: what stood on this eis lapses, and the mail is put ready."""
    rij.vervallen = _laat_vervallen(rij, vraag.eis_id, nu)
    rij.save(update_fields=["vervallen"])
    zet_over(rij, "stel_vraag", door=door, vraag=vraag.pk, eis=vraag.eis.nummer, vervallen=len(rij.vervallen))
    mail_vraag(rij, vraag)


def _laat_vervallen(rij: Verduidelijking, eis_id: int, nu: datetime) -> list[dict[str, Any]]:
    """Take away the verdicts and the unconfirmed outcome on this eis; what they said, oldest first."""
    hier = {"inschrijving": rij.inschrijving_id, "eis": eis_id, "regioinschrijving": rij.regioinschrijving_id}
    oordelen = Eisoordeel.objects.filter(**hier)
    overleggen = Overleg.objects.filter(**hier, bevestigd_op__isnull=True)
    weg = [
        {
            "wie": oordeel.beoordelaar_id,
            "oordeel": oordeel.oordeel,
            "motivering": oordeel.motivering,
            "opmerkingen": oordeel.opmerkingen,
            "op": oordeel.gegeven_op.isoformat(),
            "gezien_hash": oordeel.gezien_hash,
            "overleg": False,
        }
        for oordeel in oordelen.order_by("gegeven_op", "pk")
    ] + [
        {
            "wie": overleg.opgesteld_door_id,
            "oordeel": overleg.oordeel,
            "motivering": overleg.motivering,
            "op": overleg.opgesteld_op.isoformat(),
            "overleg": True,
        }
        for overleg in overleggen.order_by("volgnummer")
    ]
    oordelen.delete()
    overleggen.delete()
    return weg
