"""The one moment: every letter of an uitvoerder, or none (R11)."""

import logging
from datetime import datetime

from django.db import transaction

from bekendmaking import bord, opmaak, rules
from bekendmaking.actions import slot
from bekendmaking.behandelaars import mensen
from bekendmaking.models import Brief, Vrijgave
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Moment, Uitkomst
from kern.transitions import zet_over
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from publicatie.models import Inkoopronde

logger = logging.getLogger(__name__)


@transaction.atomic
def zet_vrijgave_klaar(
    *, ronde: Inkoopronde, uitvoerder: WlzUitvoerder, vrij_op: datetime, door: Gebruiker
) -> Vrijgave:
    """Set the moment at which all letters of this uitvoerder go out; set again, the last moment counts.

    Raises RegelFout before the announcement of the ronde (IK-021), and while a letter is not ready, by name.
    """
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=uitvoerder.pk)
    ronde, uitvoerder = slot.ronde(ronde.pk), slot.uitvoerder(uitvoerder.pk)
    rules.mag_vrijgeven(vrij_op, bekendmaking_op=ronde.bekendmaking_op, nu=klok.nu())
    vrijgave, nieuw = Vrijgave.objects.get_or_create(
        ronde=ronde,
        uitvoerder=uitvoerder,
        defaults={"vrij_op": vrij_op, "klaargezet_door": door, "klaargezet_op": klok.nu()},
    )
    vrijgave = Vrijgave.objects.select_for_update(of=("self",)).get(pk=vrijgave.pk)
    if vrijgave.vrijgegeven_op:
        raise RegelFout(f"De brieven van {uitvoerder.zorgkantoor} zijn al bekendgemaakt.")
    if not nieuw:
        vrijgave.vrij_op, vrijgave.klaargezet_door, vrijgave.klaargezet_op = vrij_op, door, klok.nu()
        vrijgave.save(update_fields=["vrij_op", "klaargezet_door", "klaargezet_op"])
    brieven = _gereed(vrijgave)
    leg_vast(vrijgave, "zet_klaar", door=door, vrij_op=vrij_op.isoformat(), brieven=len(brieven))
    return vrijgave


def _gereed(vrijgave: Vrijgave) -> list[Brief]:
    """The letters to release. Raises RegelFout with every lack on the board, by name."""
    stand = bord.bord(vrijgave.ronde, vrijgave.uitvoerder)
    klachten = [str(gebrek) for gebrek in stand.regiogebreken]
    klachten += [f"{rij.inschrijving.kenmerk}: {gebrek}" for rij in stand.standen for gebrek in rij.gebreken]
    brieven = [rij.brief for rij in stand.standen if rij.brief]
    if klachten or not brieven:
        tekst = " ".join(f"{klacht.rstrip('.')}." for klacht in klachten) or "Er zijn geen brieven."
        raise RegelFout(f"Nog niet alles is klaar. {tekst}")
    return brieven


def geef_vrij_wat_kan() -> int:
    """Release every uitvoerder whose moment has come. Returns how many; of a refusal its people hear once."""
    aantal = 0
    for pk in Vrijgave.objects.te_geven(klok.nu()).order_by("vrij_op", "pk").values_list("pk", flat=True):
        try:
            aantal += geef_vrij(vrijgave_id=pk)
        except RegelFout as fout:
            _meld_eenmaal(pk, fout)
    return aantal


@transaction.atomic
def geef_vrij(*, vrijgave_id: int) -> bool:
    """Make every letter of this uitvoerder known and put one message each in the outbox, or do nothing at all.

    For the taker that Celery wakes. True when this call did it; False when it was done already (three takers at
    once give each letter once). Raises RegelFout before the moment and when a letter is not ready any more: also when
    it carries an earlier day, since terms count from that day and nobody could read it then (A03).
    """
    vrijgave = Vrijgave.objects.select_for_update(of=("self",)).filter(pk=vrijgave_id).first()
    if vrijgave is None or vrijgave.vrijgegeven_op:
        return False
    nu = klok.nu()
    if nu < vrijgave.vrij_op:
        raise RegelFout("Het moment van bekendmaking is er nog niet.")
    brieven = _gereed(vrijgave)
    for brief in brieven:
        maak_bekend(brief=brief, nu=nu, vrij_op=vrijgave.vrij_op)
    vrijgave.vrijgegeven_op = nu
    vrijgave.save(update_fields=["vrijgegeven_op"])
    vertraging = (nu - vrijgave.vrij_op).total_seconds()
    leg_vast(vrijgave, "geef_vrij", brieven=len(brieven), vertraging_seconden=vertraging)
    return True


def maak_bekend(*, brief: Brief, nu: datetime, vrij_op: datetime) -> None:
    """Make one approved letter known in the transaction of a release: its decisions hold, its mail is ready."""
    inschrijving = brief.inschrijving
    for beslissing in brief.beslissingen.all():
        zet_over(beslissing, "maak_bekend")
    rij = zet_over(brief, "maak_bekend", hash=brief.hash)
    rij.bekendgemaakt_op = nu
    rij.save(update_fields=["bekendgemaakt_op"])
    leg_klaar(
        soort=Berichtsoort.BESLISSING,
        ontvanger=opmaak.adres_van(inschrijving),
        onderwerp=f"{opmaak.soort_brief(brief)} {inschrijving.kenmerk} van {inschrijving.uitvoerder.zorgkantoor}",
        tekst=opmaak.mailtekst(brief),
        over=f"bekendmaking.brief:{brief.pk}",
        vrij_op=vrij_op,
        bijlagen=[brief.stuk],
        dossier_sleutel=inschrijving.dossier_sleutel,
    )


@transaction.atomic
def _meld_eenmaal(vrijgave_id: int, fout: RegelFout) -> None:
    """Log that a release was refused, and tell whoever can set it ready again what to do; once per moment."""
    vrijgave = Vrijgave.objects.select_related("ronde", "uitvoerder").get(pk=vrijgave_id)
    _, nieuw = Moment.objects.get_or_create(
        naam=f"vrijgave-geweigerd:{vrijgave.pk}", tijdstip=vrijgave.vrij_op, defaults={"gedaan_op": klok.nu()}
    )
    if nieuw:
        leg_vast(vrijgave, "geef_vrij", resultaat=Uitkomst.GEWEIGERD)
        logger.error("vrijgave %s geweigerd: %s", vrijgave.pk, fout.tekst)
        tekst = opmaak.geweigerdtekst(vrijgave, bord.bord(vrijgave.ronde, vrijgave.uitvoerder).tellingen)
        for mens in mensen(vrijgave.uitvoerder, Recht.VRIJGEVEN):
            leg_klaar(
                soort=Berichtsoort.HERINNERING,
                ontvanger=mens.email,
                onderwerp=f"De bekendmaking van {vrijgave.uitvoerder.zorgkantoor} ging niet door",
                tekst=tekst,
                over=f"bekendmaking.vrijgave:{vrijgave.pk}:{vrijgave.vrij_op.isoformat()}",
                dossier_sleutel=vrijgave.dossier_sleutel,
            )
