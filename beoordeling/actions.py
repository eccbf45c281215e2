"""What changes steps 3 and 4: the opening, verdicts, totals, and the indeling."""

from django.db import transaction

from beoordeling import queries, rules
from beoordeling.models import Belangenverklaring, Classificatie, Eisoordeel, Opening, Overleg, Regiobeoordeling
from beoordeling.states import Indeling, Oordeel, Openingstatus, Status
from inschrijving.actions import open_dossier
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.queries import te_openen
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.pdf import maak_pdf
from kern.transitions import zet_over
from kluis.actions import bewaar
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from publicatie.models import Inkoopronde


@transaction.atomic
def vraag_opening_aan(*, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, door: Gebruiker) -> Opening:
    """The first of two people asks to open all dossiers of a round at an uitvoerder (R7).

    A request that was not confirmed in time is taken over by the one who asks again. Raises RegelFout before the
    closing plus the minutes of the round (IK-020, I4), and when they are open already.
    """
    eis_recht(door, Recht.OPENEN, uitvoerder_id=uitvoerder.pk)
    nu = klok.nu()
    rules.eis_opening_mogelijk(nu, ronde.opening_vanaf)
    opening, nieuw = Opening.objects.get_or_create(
        ronde=ronde, uitvoerder=uitvoerder, defaults={"eerste_door": door, "eerste_op": nu}
    )
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if opening.status == Openingstatus.GEOPEND:
        raise RegelFout("Deze dossiers zijn al geopend.")
    opening.eerste_door, opening.eerste_op = door, nu
    opening.save(update_fields=["eerste_door", "eerste_op"])
    leg_vast(opening, "vraag_opening_aan", door=door)
    return opening


@transaction.atomic
def open_samen(*, opening_id: int, door: Gebruiker) -> Opening:
    """The second person opens: every dossier, every hash verified, with a proces-verbaal (R7, L6).

    Makes per region a Regiobeoordeling and a proposal for the indeling. All or nothing.
    """
    rijen = Opening.objects.select_related("ronde", "uitvoerder", "eerste_door")
    opening = rijen.select_for_update(of=("self",)).get(pk=opening_id)
    eis_recht(door, Recht.OPENEN, uitvoerder_id=opening.uitvoerder_id)
    nu = klok.nu()
    rules.eis_opening_mogelijk(nu, opening.ronde.opening_vanaf)
    if opening.status == Openingstatus.GEOPEND:
        raise RegelFout("Deze dossiers zijn al geopend.")
    rules.eis_tweede_opener(opening.eerste_door_id, door.pk, opening.eerste_op, nu, opening.ronde.opening_binnen_minuten)
    rijen = te_openen(opening.ronde, opening.uitvoerder).select_related("organisatie", "ronde").order_by("kenmerk")
    opening.dossiers = [_open(inschrijving, door) for inschrijving in rijen]
    opening.tweede_door, opening.tweede_op = door, nu
    opening.proces_verbaal = _proces_verbaal(opening)
    opening.save(update_fields=["dossiers", "tweede_door", "tweede_op", "proces_verbaal"])
    return zet_over(opening, "open", door=door, dossiers=len(opening.dossiers), sha256=opening.proces_verbaal.sha256)


def _open(inschrijving: Inschrijving, door: Gebruiker) -> dict[str, str]:
    indiening = open_dossier(inschrijving_id=inschrijving.pk, door=door)
    inschrijving = Inschrijving.objects.select_related("organisatie", "ronde").get(pk=inschrijving.pk)
    perioden, leden = queries.perioden(inschrijving), queries.kvk_nummers(inschrijving)
    for regio in inschrijving.regios.select_related("toewijzing"):
        Regiobeoordeling.objects.create(regioinschrijving=regio)
        voorstel, reden = rules.stel_indeling_voor(
            leden, regio.toewijzing.regio_id, inschrijving.ronde.referentiejaar, perioden
        )
        Classificatie.objects.create(regioinschrijving=regio, voorstel=voorstel, voorstel_reden=reden)
    return {
        "kenmerk": inschrijving.kenmerk,
        "partij": inschrijving.partijnaam,
        "ontvangstnummer": indiening.ontvangstnummer,
        "aangekomen_op": klok.lokaal(indiening.aangekomen_op).isoformat(),
        "hash": indiening.hash,
    }


def _proces_verbaal(opening: Opening):
    inhoud = maak_pdf(
        "beoordeling/proces_verbaal.html",
        {"opening": opening, "uitvoerder": opening.uitvoerder},
        identifier=f"proces-verbaal-opening-{opening.pk}",
    )
    naam = f"proces-verbaal-opening-{opening.ronde.code}-{opening.uitvoerder.code}.pdf"
    return bewaar(dossier=opening.dossier_sleutel, naam=naam, inhoud=inhoud, controleer=False)


@transaction.atomic
def verklaar_belang(*, inschrijving_id: int, heeft_belang: bool, toelichting: str, door: Gebruiker) -> Belangenverklaring:
    """A beoordelaar says whether there is a conflict of interest; a declared one closes the dossier for that person."""
    inschrijving = _vergrendel(inschrijving_id, door)
    if queries.heeft_belang(inschrijving, door) is not None:
        raise RegelFout("U hebt hierover al een verklaring gegeven.")
    verklaring = Belangenverklaring.objects.create(
        inschrijving=inschrijving, gebruiker=door, heeft_belang=heeft_belang, toelichting=toelichting, verklaard_op=klok.nu()
    )
    leg_vast(inschrijving, "verklaar_belang", door=door, heeft_belang=heeft_belang)
    return verklaring


@transaction.atomic
def geef_oordeel(
    *, inschrijving_id: int, eis_id: int, regioinschrijving_id: int | None, oordeel: str, motivering: str, door: Gebruiker
) -> Eisoordeel:
    """Give, or before the colleague's verdict change, one's own verdict on an eis (IK-114).

    Raises RegelFout before the assessment begins (IK-020), without a declaration of interests, from a third person,
    without a motivation at 'voldoet niet', and once two verdicts stand.
    """
    inschrijving = _vergrendel(inschrijving_id, door)
    rules.eis_beoordelen_mogelijk(klok.nu(), inschrijving.ronde.beoordeling_vanaf)
    _eis_geen_belang(inschrijving, door)
    stand = _stand(inschrijving, eis_id, regioinschrijving_id)
    _eis_in_beoordeling(inschrijving, regioinschrijving_id)
    if not rules.mag_oordelen(stand.gegeven, door.pk):
        raise RegelFout("Twee collega’s hebben deze eis al beoordeeld.")
    if stand.uitkomst or len(stand.gegeven) >= 2:
        raise RegelFout("Beide oordelen zijn gegeven. Verschillen ze, leg dan de uitkomst van het overleg vast.")
    if oordeel not in Oordeel:
        raise RegelFout("Kies ‘voldoet’ of ‘voldoet niet’.")
    if oordeel == Oordeel.VOLDOET_NIET and not motivering:
        raise RegelFout("Schrijf bij ‘voldoet niet’ waarom. De motivering komt in de brief.")
    rij, _ = Eisoordeel.objects.update_or_create(
        inschrijving=inschrijving,
        eis_id=eis_id,
        regioinschrijving_id=regioinschrijving_id,
        beoordelaar=door,
        defaults={"oordeel": oordeel, "motivering": motivering, "gegeven_op": klok.nu()},
    )
    leg_vast(inschrijving, "geef_oordeel", door=door, eis=stand.eis.nummer, regio=regioinschrijving_id)
    return rij


@transaction.atomic
def leg_overleg_vast(
    *, inschrijving_id: int, eis_id: int, regioinschrijving_id: int | None, oordeel: str, motivering: str, door: Gebruiker
) -> Overleg:
    """Where two verdicts differ: one of the two writes down what the meeting decided and why."""
    inschrijving = _vergrendel(inschrijving_id, door)
    stand = _stand(inschrijving, eis_id, regioinschrijving_id)
    if not stand.verschillen:
        raise RegelFout("Over deze eis verschillen de oordelen niet. Een overleg is niet nodig.")
    _eis_beoordelaar(stand, door)
    if not motivering or oordeel not in Oordeel:
        raise RegelFout("Schrijf op wat het overleg besloot, en waarom.")
    rij, _ = Overleg.objects.update_or_create(
        inschrijving=inschrijving,
        eis_id=eis_id,
        regioinschrijving_id=regioinschrijving_id,
        defaults={"oordeel": oordeel, "motivering": motivering, "opgesteld_door": door, "opgesteld_op": klok.nu()},
    )
    leg_vast(inschrijving, "leg_overleg_vast", door=door, eis=stand.eis.nummer, regio=regioinschrijving_id)
    return rij


@transaction.atomic
def bevestig_overleg(*, overleg_id: int, door: Gebruiker) -> Overleg:
    """The other of the two confirms the outcome of the meeting; then it is final."""
    inschrijving_id = Overleg.objects.values_list("inschrijving_id", flat=True).get(pk=overleg_id)
    inschrijving = _vergrendel(inschrijving_id, door)
    rij = inschrijving.overleggen.get(pk=overleg_id)
    _eis_beoordelaar(_stand(inschrijving, rij.eis_id, rij.regioinschrijving_id), door)
    if rij.opgesteld_door_id == door.pk:
        raise RegelFout("U schreef deze uitkomst zelf op. Uw collega bevestigt haar.")
    if rij.bevestigd_op:
        raise RegelFout("Deze uitkomst is al bevestigd.")
    rij.bevestigd_door, rij.bevestigd_op = door, klok.nu()
    rij.save(update_fields=["bevestigd_door", "bevestigd_op"])
    leg_vast(inschrijving, "bevestig_overleg", door=door, eis=rij.eis.nummer, regio=rij.regioinschrijving_id)
    return rij


@transaction.atomic
def rond_af(*, regioinschrijving_id: int, door: Gebruiker) -> Regiobeoordeling:
    """Derive the total of a region when all eisen are final: voldoet or voldoet niet (IK-079, IK-114)."""
    regio = _deel(regioinschrijving_id, door)
    standen = queries.oordeelstanden(regio.inschrijving)
    uitkomsten = queries.uitkomsten(standen, regio.pk)
    totaal = rules.totaal(uitkomsten)
    if totaal is None:
        open_ = ", ".join(str(nummer) for nummer, uitkomst in uitkomsten.items() if uitkomst is None)
        raise RegelFout(f"Nog niet alle eisen zijn beslist. Open: {open_}.")
    beoordeling = zet_over(regio.beoordeling, totaal, door=door)
    beoordeling.afgerond_op = klok.nu()
    beoordeling.save(update_fields=["afgerond_op"])
    return beoordeling


@transaction.atomic
def heropen(*, regioinschrijving_id: int, reden: str, door: Gebruiker) -> Regiobeoordeling:
    """Back to assessment, with a reason; the verdicts stay, a meeting can decide anew."""
    regio = _deel(regioinschrijving_id, door)
    if not reden:
        raise RegelFout("Schrijf op waarom u de beoordeling heropent.")
    return zet_over(regio.beoordeling, "heropen", door=door, toelichting=reden)


@transaction.atomic
def bevestig_indeling(*, regioinschrijving_id: int, indeling: str, reden: str, door: Gebruiker) -> Classificatie:
    """The zorgkantoor decides what a party is in a region; a difference with the proposal needs a reason (IK-150)."""
    regio = _deel(regioinschrijving_id, door)
    if indeling not in Indeling:
        raise RegelFout("Kies een indeling uit de lijst.")
    classificatie = regio.classificatie
    if indeling != classificatie.voorstel and not reden:
        raise RegelFout("Schrijf op waarom u van het voorstel afwijkt.")
    classificatie.indeling, classificatie.reden = indeling, reden
    classificatie.bevestigd_door, classificatie.bevestigd_op = door, klok.nu()
    classificatie.save(update_fields=["indeling", "reden", "bevestigd_door", "bevestigd_op"])
    leg_vast(regio.inschrijving, "bevestig_indeling", door=door, regio=regio.pk, indeling=indeling)
    return classificatie


def _vergrendel(inschrijving_id: int, door: Gebruiker) -> Inschrijving:
    """The opened dossier under its lock, for a user who may assess there."""
    rijen = Inschrijving.objects.select_related("ronde", "organisatie", "uitvoerder")
    inschrijving = rijen.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_recht(door, Recht.BEOORDELEN, uitvoerder_id=inschrijving.uitvoerder_id)
    if inschrijving.status != "geopend":
        raise RegelFout("Dit dossier is niet geopend.")
    return inschrijving


def _deel(regioinschrijving_id: int, door: Gebruiker) -> Regioinschrijving:
    """The part for one region, with its dossier under lock; refused for who has a conflict of interest."""
    inschrijving_id = Regioinschrijving.objects.values_list("inschrijving_id", flat=True).get(pk=regioinschrijving_id)
    inschrijving = _vergrendel(inschrijving_id, door)
    _eis_geen_belang(inschrijving, door)
    rijen = inschrijving.regios.select_related("beoordeling", "classificatie", "toewijzing__regio")
    regio = rijen.get(pk=regioinschrijving_id)
    regio.inschrijving = inschrijving
    return regio


def _stand(inschrijving: Inschrijving, eis_id: int, regio_id: int | None) -> queries.Oordeelstand:
    for stand in queries.oordeelstanden(inschrijving):
        if stand.eis.pk == eis_id and (stand.regio and stand.regio.pk) == regio_id:
            return stand
    raise RegelFout("Deze eis hoort niet bij dit dossier. Ververs de pagina.")


def _eis_geen_belang(inschrijving: Inschrijving, door: Gebruiker) -> None:
    if queries.heeft_belang(inschrijving, door) is not False:
        raise RegelFout("Verklaar eerst dat u geen belang hebt bij deze organisatie. Hebt u dat wel, dan doet een collega dit dossier.")


def _eis_beoordelaar(stand: queries.Oordeelstand, door: Gebruiker) -> None:
    if door.pk not in {gegeven.beoordelaar for gegeven in stand.gegeven}:
        raise RegelFout("Alleen de twee mensen die deze eis beoordeelden, leggen het overleg vast.")


def _eis_in_beoordeling(inschrijving: Inschrijving, regio_id: int | None) -> None:
    """A verdict needs a part that is still in assessment: the region itself, or any for a national eis."""
    rijen = Regiobeoordeling.objects.filter(regioinschrijving__inschrijving=inschrijving, status=Status.IN_BEOORDELING)
    if not (rijen.filter(regioinschrijving=regio_id) if regio_id else rijen).exists():
        raise RegelFout("De beoordeling is afgerond. Heropen haar eerst, met een reden.")
