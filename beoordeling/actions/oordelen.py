"""Verdicts of two people on eis 1-11, the meeting where they differ, and the total per region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from beoordeling import queries, rules, vraagqueries, vraagregels
from beoordeling.actions.slot import (
    deel,
    eis_in_beoordeling,
    eis_los,
    vergrendel,
    zonder_belang,
)
from beoordeling.actions.verdelen import geef_door
from beoordeling.models import Belangenverklaring, Eisoordeel, Overleg, Regiobeoordeling
from inschrijving.models import Inschrijving
from inschrijving.queries import staande_indiening
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht


@transaction.atomic
def verklaar_belang(
    *, inschrijving_id: int, heeft_belang: bool, toelichting: str, door: Gebruiker
) -> Belangenverklaring:
    """Say whether there is a conflict of interest, before the dossier opens; a declared one closes it for good.

    When the dossier was this person's to judge, it goes to a colleague (`geef_door`).
    """
    inschrijving = vergrendel(inschrijving_id, door)
    if queries.heeft_belang(inschrijving, door) is not None:
        raise RegelFout("U hebt hierover al een verklaring gegeven.")
    if heeft_belang and not toelichting:
        raise RegelFout("Schrijf op welk belang u hebt.")
    verklaring = Belangenverklaring.objects.create(
        inschrijving=inschrijving,
        gebruiker=door,
        heeft_belang=heeft_belang,
        toelichting=toelichting,
        verklaard_op=klok.nu(),
    )
    leg_vast(inschrijving, "verklaar_belang", door=door, heeft_belang=heeft_belang)
    if heeft_belang:
        geef_door(verklaring=verklaring)
    return verklaring


@dataclass(frozen=True)
class Oordeelinvoer:
    """What someone filled in for one eis in one region (None: for the whole inschrijving); '' takes it back."""

    regioinschrijving_id: int | None
    oordeel: str
    motivering: str = ""
    opmerkingen: Mapping[str, str] = field(default_factory=dict)


def geef_oordeel(
    *,
    inschrijving_id: int,
    eis_id: int,
    regioinschrijving_id: int | None,
    oordeel: str,
    motivering: str,
    gezien_hash: str,
    door: Gebruiker,
) -> Eisoordeel:
    """One verdict, 'voldoet' or 'voldoet_niet'; see `geef_oordelen`."""
    rules.eis_oordeel(oordeel, motivering, verplicht=False)
    return geef_oordelen(
        inschrijving_id=inschrijving_id,
        eis_id=eis_id,
        oordelen=[Oordeelinvoer(regioinschrijving_id, oordeel, motivering)],
        gezien_hash=gezien_hash,
        door=door,
    )[0]


@transaction.atomic
def geef_oordelen(
    *, inschrijving_id: int, eis_id: int, oordelen: Sequence[Oordeelinvoer], gezien_hash: str, door: Gebruiker
) -> list[Eisoordeel]:
    """Give one's own verdict on an eis, for one or more regions at once; change it until the colleague's is there.

    `gezien_hash`: of the submitted version that was looked at, with each question on this eis and its answer
    (`vraagqueries.gezien_hash`). Raises RegelFout before the assessment begins (IK-020), without a declaration of
    interests, when another version counts or a question or an answer came by now (R17), while a question on the eis
    is open (A52), from a third person, without a motivation where it is due, once two verdicts stand, and when the
    total is made (IK-114). All or nothing.
    """
    inschrijving, nu = zonder_belang(inschrijving_id, door), klok.nu()
    rules.eis_beoordelen_mogelijk(nu, inschrijving.ronde.beoordeling_vanaf)
    vragen, versie = vraagqueries.van_dossier(inschrijving), staande_indiening(inschrijving).hash
    lopend = vraagqueries.lopend(vragen, nu)
    for invoer in oordelen:
        vraagregels.eis_geen_lopende_vraag(lopend.get((eis_id, invoer.regioinschrijving_id)))
    vraagregels.eis_gezien(gezien_hash, vraagqueries.gezien_hash(versie, vragen, eis_id), versie)
    standen, rijen = queries.oordeelstanden(inschrijving), []
    for invoer in oordelen:
        stand = _zoek(standen, eis_id, invoer.regioinschrijving_id)
        eis_in_beoordeling(inschrijving, stand.regio)
        rules.eis_mag_oordelen(stand.gegeven, door.pk)
        if invoer.oordeel:
            rijen.append(_bewaar_oordeel(inschrijving, stand, invoer, gezien_hash, door))
        else:
            _neem_terug(inschrijving, stand, door)
    return rijen


def _neem_terug(inschrijving: Inschrijving, stand: queries.Oordeelstand, door: Gebruiker) -> None:
    """The own verdict, which the colleague has not seen, falls away; the log keeps that it was there."""
    inschrijving.eisoordelen.filter(eis=stand.eis, regioinschrijving=stand.regio, beoordelaar=door).delete()
    regio = stand.regio.pk if stand.regio else None
    leg_vast(inschrijving, "neem_oordeel_terug", door=door, eis=stand.eis.nummer, regio=regio)


def _bewaar_oordeel(
    inschrijving: Inschrijving, stand: queries.Oordeelstand, invoer: Oordeelinvoer, gezien_hash: str, door: Gebruiker
) -> Eisoordeel:
    verplicht = invoer.regioinschrijving_id in queries.vraagt_motivering(inschrijving, stand.eis.nummer)
    rules.eis_oordeel(invoer.oordeel, invoer.motivering, verplicht)
    rij, _ = Eisoordeel.objects.update_or_create(
        inschrijving=inschrijving,
        eis=stand.eis,
        regioinschrijving=stand.regio,
        beoordelaar=door,
        defaults={
            "oordeel": invoer.oordeel,
            "motivering": invoer.motivering,
            "opmerkingen": dict(invoer.opmerkingen),
            "gegeven_op": klok.nu(),
            "gezien_hash": gezien_hash,
        },
    )
    leg_vast(
        inschrijving,
        "geef_oordeel",
        door=door,
        eis=stand.eis.nummer,
        regio=invoer.regioinschrijving_id,
        oordeel=str(invoer.oordeel),
        sha256=gezien_hash,
    )
    return rij


@transaction.atomic
def leg_overleg_vast(
    *,
    inschrijving_id: int,
    eis_id: int,
    regioinschrijving_id: int | None,
    oordeel: str,
    motivering: str,
    door: Gebruiker,
) -> Overleg:
    """One of the two who judged writes down what their meeting decided and why; the other confirms it.

    For an eis on which they differ, and after a reopening for any eis. What was confirmed before stays as it is.
    """
    inschrijving = zonder_belang(inschrijving_id, door)
    stand = _zoek(queries.oordeelstanden(inschrijving), eis_id, regioinschrijving_id)
    eis_in_beoordeling(inschrijving, stand.regio)
    _eis_beoordelaar(stand, door)
    if not stand.verschillen and not queries.is_heropend(inschrijving, stand.regio):
        raise RegelFout("Over deze eis verschillen de oordelen niet. Een overleg is niet nodig.")
    rules.eis_oordeel(oordeel, motivering, verplicht=False)
    if not motivering:
        raise RegelFout("Schrijf op waarom het overleg dit besloot.")
    open_ = stand.overleg if stand.overleg and stand.overleg.bevestigd_op is None else None
    rij = open_ or Overleg(
        inschrijving=inschrijving,
        eis=stand.eis,
        regioinschrijving=stand.regio,
        volgnummer=stand.overleg.volgnummer + 1 if stand.overleg else 1,
    )
    rij.oordeel, rij.motivering, rij.opgesteld_door, rij.opgesteld_op = oordeel, motivering, door, klok.nu()
    rij.save()
    gegevens = {"eis": stand.eis.nummer, "regio": regioinschrijving_id, "oordeel": str(oordeel)}
    leg_vast(inschrijving, "leg_overleg_vast", door=door, **gegevens)
    return rij


@transaction.atomic
def bevestig_overleg(*, overleg_id: int, gezien_hash: str, door: Gebruiker) -> Overleg:
    """The other of the two confirms exactly the outcome that was looked at (R17); then it is final."""
    inschrijving_id = Overleg.objects.values_list("inschrijving_id", flat=True).get(pk=overleg_id)
    inschrijving = zonder_belang(inschrijving_id, door)
    rij = inschrijving.overleggen.select_related("eis").filter(pk=overleg_id).first()
    if rij is None:
        raise RegelFout("Deze uitkomst is vervallen, omdat er een verduidelijkingsvraag is gesteld.")
    stand = _zoek(queries.oordeelstanden(inschrijving), rij.eis_id, rij.regioinschrijving_id)
    eis_in_beoordeling(inschrijving, stand.regio)
    _eis_beoordelaar(stand, door)
    if rij.opgesteld_door_id == door.pk:
        raise RegelFout("U schreef deze uitkomst zelf op. Uw collega bevestigt haar.")
    if rij.bevestigd_op:
        raise RegelFout("Deze uitkomst is al bevestigd.")
    if rij.hash != gezien_hash:
        raise RegelFout("De uitkomst is gewijzigd sinds u keek. Bekijk haar opnieuw en bevestig dan.")
    rij.bevestigd_door, rij.bevestigd_op = door, klok.nu()
    rij.save(update_fields=["bevestigd_door", "bevestigd_op"])
    leg_vast(
        inschrijving,
        "bevestig_overleg",
        door=door,
        eis=rij.eis.nummer,
        regio=rij.regioinschrijving_id,
        sha256=gezien_hash,
    )
    return rij


@transaction.atomic
def rond_af(*, regioinschrijving_id: int, door: Gebruiker) -> Regiobeoordeling:
    """Derive the total of a region when all eisen are final: voldoet or voldoet niet (IK-079, IK-114)."""
    regio = deel(regioinschrijving_id, door)
    uitkomsten = queries.uitkomsten(queries.oordeelstanden(regio.inschrijving), regio.pk)
    totaal = rules.totaal(uitkomsten)
    if totaal is None:
        open_ = ", ".join(str(nummer) for nummer, uitkomst in uitkomsten.items() if uitkomst is None)
        raise RegelFout(f"Nog niet alle eisen zijn beslist. Open: eis {open_}.")
    beoordeling = zet_over(regio.beoordeling, totaal, door=door)
    beoordeling.afgerond_op = klok.nu()
    beoordeling.save(update_fields=["afgerond_op"])
    return beoordeling


@transaction.atomic
def heropen(*, regioinschrijving_id: int, reden: str, door: Gebruiker) -> Regiobeoordeling:
    """An inkoopmanager sends a region back to assessment, with a reason; the verdicts stay, a meeting decides anew.

    Refused once the letter is approved, or the input of the selection of the region is frozen.
    """
    regio = deel(regioinschrijving_id, door, Recht.HEROPENEN)
    if not reden:
        raise RegelFout("Schrijf op waarom u de beoordeling heropent.")
    eis_los(regio.inschrijving, regio)
    return zet_over(regio.beoordeling, "heropen", door=door, toelichting=reden)


def _zoek(standen: Sequence[queries.Oordeelstand], eis_id: int, regio_id: int | None) -> queries.Oordeelstand:
    for stand in standen:
        if stand.eis.pk == eis_id and (stand.regio.pk if stand.regio else None) == regio_id:
            return stand
    raise RegelFout("Deze eis hoort niet bij dit dossier. Ververs de pagina.")


def _eis_beoordelaar(stand: queries.Oordeelstand, door: Gebruiker) -> None:
    if len(stand.gegeven) < 2 or door.pk not in {gegeven.beoordelaar for gegeven in stand.gegeven}:
        raise RegelFout("Alleen de twee mensen die deze eis beoordeelden, leggen het overleg vast.")
