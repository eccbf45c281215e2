"""The worker's part: one dossier or account per transaction, so that a kill at any moment leaves none half (R22).

From the commit of a dossier nobody can read its files. Only then they leave the disk, and a second step looks whether
they did; a worker that died in between leaves a row without `nagekeken_op`, and the next one goes on there.
"""

from django.db import transaction

from bekendmaking.actions import vernietig_archieven
from bewaren import queries, wissen
from bewaren.models import Opdracht, Vernietiging
from bewaren.rules import ACCOUNT, VOG
from bewaren.states import Opdrachtstatus, Regelstatus
from inschrijving.actions import vernietig_dossier
from inschrijving.models import Inschrijving
from kern import klok
from kern.transitions import zet_over
from kluis.actions import haal_resten_weg, vernietig, vernietig_stuk
from kluis.models import Dossiersleutel
from kluis.queries import resten
from partijen.actions import leeg_account
from partijen.models import Gebruiker

VERANDERD = "de bestanden zijn veranderd sinds de lijst is gemaakt"


def voer_opdrachten_uit(*, hoogstens: int) -> int:
    """Do at most so many dossiers and accounts of what was confirmed; how many were done."""
    gedaan = 0
    for pk in Opdracht.objects.filter(status=Opdrachtstatus.BEVESTIGD).order_by("pk").values_list("pk", flat=True):
        while gedaan < hoogstens and (regel := _volgende(pk)) is not None:
            _kijk_na(regel)
            gedaan += 1
        _rond_af(pk)
    return gedaan


@transaction.atomic
def _volgende(opdracht_id: int) -> Vernietiging | None:
    """Destroy the next dossier (or account) of an order, or skip it with the reason; None when there is none.

    The order is locked first: two workers take turns. Then the dossier: who wants to hold it waits, or came first; and
    likewise who gives the account a role.
    """
    opdracht = Opdracht.objects.select_for_update(of=("self",)).get(pk=opdracht_id)
    regels = opdracht.regels.order_by("pk")
    if half := regels.filter(status=Regelstatus.VERNIETIGD, nagekeken_op__isnull=True).first():
        return half
    regel = regels.filter(status=Regelstatus.WACHT).first()
    if regel is None or opdracht.status != Opdrachtstatus.BEVESTIGD:
        return None
    model = Gebruiker if opdracht.gegevenssoort == ACCOUNT else Inschrijving
    model.objects.select_for_update(of=("self",)).get(pk=regel.wat_id)
    reden = _waarom_niet(opdracht, regel)
    regel.melding, regel.afgehandeld_op = reden, klok.nu()
    regel.save(update_fields=["melding", "afgehandeld_op"])
    if reden:
        return zet_over(regel, "sla_over", opdracht=opdracht.pk, reden=reden)
    _vernietig(opdracht, regel)
    return zet_over(regel, "vernietig", opdracht=opdracht.pk, soort=opdracht.soort, bestanden=regel.bestanden)


def _waarom_niet(opdracht: Opdracht, regel: Vernietiging) -> str:
    """Asked again under the lock; empty when this may go exactly as it was on the list."""
    gevonden = queries.vervallen(opdracht.gegevenssoort, klok.vandaag(), [regel.wat_id])
    if not gevonden:
        return "de bewaartermijn is niet meer voorbij"
    return gevonden[0].waarom_niet or ("" if gevonden[0].hash == regel.hash else VERANDERD)


def _vernietig(opdracht: Opdracht, regel: Vernietiging) -> None:
    if regel.inschrijving is None:
        adressen = leeg_account(gebruiker_id=regel.wat_id, opdracht=opdracht.pk)
        wissen.wis_post(adressen)
        return
    dossier = regel.inschrijving.pk
    if opdracht.gegevenssoort == VOG:
        gezien = queries.gezien_op(dossier)
        for stuk_id in queries.vogs_van(dossier):
            gezien_op = gezien.isoformat() if gezien else None
            vernietig_stuk(stuk_id=stuk_id, opdracht=opdracht.pk, gezien_op=gezien_op)
        return
    for sleutel in queries.sleutels_van([dossier])[dossier]:
        vernietig(dossier=sleutel.dossier, door=None)
    vernietig_archieven(ronde_id=regel.inschrijving.ronde_id)  # its letters lie in there too
    wissen.wis(dossier)
    vernietig_dossier(inschrijving_id=dossier, soort=opdracht.soort, opdracht=opdracht.pk)


@transaction.atomic
def _kijk_na(regel: Vernietiging) -> None:
    """Look whether nothing of it lies on the disk any more, and take away what does."""
    if regel.status != Regelstatus.VERNIETIGD:
        return
    dossier = regel.dossier_sleutel  # an account has no key of its own, and so nothing on the disk
    sleutels = Dossiersleutel.objects.filter(dossier__startswith=dossier).values_list("dossier", flat=True)
    eigen = [naam for naam in sleutels if naam == dossier or naam.startswith(f"{dossier}:")]
    haal_resten_weg(dossiers=eigen)
    if not resten(eigen):
        Vernietiging.objects.filter(pk=regel.pk).update(nagekeken_op=klok.nu())


@transaction.atomic
def _rond_af(opdracht_id: int) -> None:
    """Finished when nothing waits and every file was seen to be gone."""
    opdracht = Opdracht.objects.select_for_update(of=("self",)).get(pk=opdracht_id)
    open_ = opdracht.regels.filter(status=Regelstatus.WACHT) | opdracht.regels.filter(
        status=Regelstatus.VERNIETIGD, nagekeken_op__isnull=True
    )
    if opdracht.status != Opdrachtstatus.BEVESTIGD or open_.exists():
        return
    opdracht.klaar_op = klok.nu()
    opdracht.save(update_fields=["klaar_op"])
    overgeslagen = opdracht.regels.filter(status=Regelstatus.OVERGESLAGEN).count()
    zet_over(opdracht, "rond_af", vernietigd=opdracht.regels.count() - overgeslagen, overgeslagen=overgeslagen)
