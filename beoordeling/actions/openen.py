"""The opening of all dossiers of a round at one uitvoerder, by two people (R7)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from beoordeling import rules
from beoordeling.models import Classificatie, Opening, Regiobeoordeling
from beoordeling.register import register_van
from beoordeling.states import Openingstatus
from inschrijving.actions import open_dossier
from inschrijving.models import Inschrijving
from inschrijving.queries import te_openen
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from kern.pdf import maak_pdf
from kern.transitions import zet_over
from kluis.actions import bewaar
from kluis.models import Stuk
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon
from publicatie.models import Inkoopronde
from publicatie.queries import zonder_leemtelijst

AL_OPEN = "Deze dossiers zijn al geopend."
ZELF_AANGEVRAAGD = "U vroeg de opening zelf aan. Een collega moet haar bevestigen, met een eigen account."


@transaction.atomic
def vraag_opening_aan(*, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, door: Gebruiker) -> Opening:
    """The first of two people asks to open all dossiers of a round at an uitvoerder (R7).

    A request that was not confirmed in time is replaced by the next one. Raises RegelFout before the closing plus
    the minutes of the round (IK-020, I4), while the leemten of a region are not fixed (A36), while a colleague's
    request stands, and when all is open already.
    """
    eis_recht(door, Recht.OPENEN, uitvoerder_id=uitvoerder.pk)
    # Under the lock of the round: a later closing is there, or can no longer come (T14). `open_samen` builds on that.
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde.pk)
    nu = klok.nu()
    _eis_mogelijk(ronde, uitvoerder, nu)
    rij, nieuw = Opening.objects.get_or_create(
        ronde=ronde, uitvoerder=uitvoerder, defaults={"eerste_door": door, "eerste_op": nu}
    )
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=rij.pk)
    if opening.status == Openingstatus.GEOPEND:
        raise RegelFout(AL_OPEN)
    if not nieuw and opening.eerste_door_id != door.pk:
        rules.eis_geen_verse_aanvraag(opening.eerste_op, nu, ronde.opening_binnen_minuten)
    opening.eerste_door, opening.eerste_op = door, nu
    opening.save(update_fields=["eerste_door", "eerste_op"])
    leg_vast(opening, "vraag_opening_aan", door=door)
    return opening


@transaction.atomic
def open_samen(*, opening_id: int, gezien: str, door: Gebruiker) -> Opening:
    """The second person agrees to the request that was read (`gezien`): every dossier opens, every hash verified, with
    a proces-verbaal (R7, L6).

    Makes per region a Regiobeoordeling and a proposal for the indeling. All or nothing. Raises RegelFout when it is
    too early or too late, for the person who asked on whatever account, while the leemten of a region are not fixed
    (A36; once fixed they stay so), and when a file is not what the receipt says.
    """
    opening = (
        Opening.objects.select_for_update(of=("self",))
        .select_related("ronde", "uitvoerder", "eerste_door")
        .get(pk=opening_id)
    )
    ronde = opening.ronde
    eis_recht(door, Recht.OPENEN, uitvoerder_id=opening.uitvoerder_id)
    nu = klok.nu()
    _eis_mogelijk(ronde, opening.uitvoerder, nu)
    if opening.status == Openingstatus.GEOPEND:
        raise RegelFout(AL_OPEN)
    eis_tweede_persoon(opening.eerste_door_id, door, zelf=ZELF_AANGEVRAAGD)
    eis_gezien(opening, gezien)
    rules.eis_op_tijd_bevestigd(opening.eerste_op, nu, ronde.opening_binnen_minuten)
    te_doen = te_openen(ronde, opening.uitvoerder).order_by("kenmerk")
    opening.dossiers = [_open(inschrijving_id, door) for inschrijving_id in te_doen.values_list("pk", flat=True)]
    opening.tweede_door, opening.tweede_op = door, nu
    stuk = _proces_verbaal(opening)
    opening.proces_verbaal = stuk
    opening.save(update_fields=["dossiers", "tweede_door", "tweede_op", "proces_verbaal"])
    return zet_over(opening, "open", door=door, dossiers=len(opening.dossiers), sha256=stuk.sha256)


def _eis_mogelijk(ronde: Inkoopronde, uitvoerder: WlzUitvoerder, nu: datetime) -> None:
    rules.eis_opening_mogelijk(nu, ronde.opening_vanaf)
    rules.eis_leemten_vast([rij.regio.naam for rij in zonder_leemtelijst(ronde, uitvoerder)])


def _open(inschrijving_id: int, door: Gebruiker) -> dict[str, Any]:
    indiening = open_dossier(inschrijving_id=inschrijving_id, door=door)
    inschrijving = Inschrijving.objects.select_related("organisatie", "ronde").get(pk=inschrijving_id)
    regios = list(inschrijving.regios.select_related("toewijzing"))
    voorstellen = register_van(inschrijving).voorstellen(inschrijving.ronde, regios)
    for regio in regios:
        Regiobeoordeling.objects.create(regioinschrijving=regio)
        voorstel, reden = voorstellen[regio.pk]
        Classificatie.objects.create(regioinschrijving=regio, voorstel=voorstel, voorstel_reden=reden)
    return {
        "kenmerk": inschrijving.kenmerk,
        "partij": inschrijving.partijnaam,
        "ontvangstnummer": indiening.ontvangstnummer,
        "aangekomen_op": klok.lokaal(indiening.aangekomen_op).isoformat(),
        "bestanden": len(indiening.stukken),
        "hash": indiening.hash,
    }


def _proces_verbaal(opening: Opening) -> Stuk:
    kenmerk = f"Opening {opening.ronde.code} {opening.uitvoerder.code}"
    dossiers = [rij | {"aangekomen_op": datetime.fromisoformat(rij["aangekomen_op"])} for rij in opening.dossiers]
    inhoud = maak_pdf(
        "beoordeling/proces_verbaal.html",
        {"kenmerk": kenmerk, "opening": opening, "uitvoerder": opening.uitvoerder, "dossiers": dossiers},
        identifier=f"proces-verbaal-opening-{opening.pk}",
    )
    naam = f"proces-verbaal-opening-{opening.ronde.code}-{opening.uitvoerder.code}.pdf"
    return bewaar(dossier=opening.dossier_sleutel, naam=naam, inhoud=inhoud, controleer=False)
