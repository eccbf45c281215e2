"""How cliënten reach an organisation, per region, and the zorgkantoor itself; a change is told at once (OV-152)."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from overeenkomst.actions import slot
from overeenkomst.models import Bereikbaarheid, EigenOndersteuning, Overeenkomst
from overeenkomst.models.bereikbaarheid import Bereikbaar
from overeenkomst.queries.bereikbaar import per_dossier, te_herinneren
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid, eis_recht

VERANDERD = "Een collega heeft deze gegevens intussen gewijzigd. Kijk eerst wat er nu staat en vul daarna opnieuw in."
Rij = TypeVar("Rij", bound=Bereikbaar)


@transaction.atomic
def bewaar_bereikbaarheid(
    *, overeenkomst_id: int, regio: str, gezien: int, door: Gebruiker, ook: Collection[str] = (), **velden: Any
) -> list[Bereikbaarheid]:
    """What cliënten read of an organisation in a region, and in other regions of the same overeenkomst.

    `regio`, `ook`: keys of regions; `gezien`: version that was on the screen, 0 for none; `velden`: as in VELDEN of the
    model. Returns what changed. The zorgkantoor gets one message about it (OV-151, OV-152). Raises RegelFout for a
    working day with a gap (OV-070) or without one of the four ways to get in touch (OV-071).
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    dossier = overeenkomst.inschrijving
    if dossier.organisatie_id not in bevoegdheid(door).organisaties(Recht.INSCHRIJVEN):
        raise PermissionDenied
    regios = {plek.regio.sleutel: plek.regio for plek in per_dossier([dossier])[dossier.pk]}
    if not {regio, *ook} <= set(regios):
        raise RegelFout("Voor een van deze regio’s hebt u geen overeenkomst. Kies alleen uit uw eigen regio’s.")
    bestaand = Bereikbaarheid.objects.select_for_update(of=("self",)).filter(organisatie=dossier.organisatie_id)
    nu = {rij.regio_id: rij for rij in bestaand}
    _eis_gezien(nu.get(regios[regio].pk), gezien)
    gewijzigd = []
    for sleutel in sorted({regio, *ook}):
        rij = nu.get(regios[sleutel].pk) or Bereikbaarheid(organisatie=dossier.organisatie, regio=regios[sleutel])
        if _bewaar(rij, velden, door):
            leg_vast(overeenkomst, "bewaar_bereikbaarheid", door=door, regio=sleutel, versie=rij.versie)
            gewijzigd.append(rij)
    if gewijzigd:
        _meld(overeenkomst, gewijzigd)
    return gewijzigd


@transaction.atomic
def bewaar_eigen_ondersteuning(
    *, uitvoerder_id: int, gezien: int, door: Gebruiker, **velden: Any
) -> EigenOndersteuning:
    """What cliënten read of the zorgkantoor's own cliëntondersteuning (IK-014); `gezien` as above."""
    uitvoerder = WlzUitvoerder.objects.select_for_update(of=("self",)).get(pk=uitvoerder_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=uitvoerder.pk)
    rij = EigenOndersteuning.objects.filter(uitvoerder=uitvoerder).first()
    _eis_gezien(rij, gezien)
    rij = rij or EigenOndersteuning(uitvoerder=uitvoerder)
    if _bewaar(rij, velden, door):
        leg_vast(rij, "bewaar_eigen_ondersteuning", door=door, versie=rij.versie)
    return rij


def _eis_gezien(rij: Bereikbaar | None, gezien: int) -> None:
    if gezien != (rij.versie if rij else 0):
        raise RegelFout(VERANDERD)


def _bewaar(rij: Rij, velden: dict[str, Any], door: Gebruiker) -> bool:
    """Whether it changed. Raises RegelFout for what the model does not take."""
    if rij.pk and rij.inhoud == velden:
        return False
    rij.versie = rij.versie + 1 if rij.pk else 1
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)
    rij.gewijzigd_door, rij.gewijzigd_op = door, klok.nu()
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise RegelFout(" ".join(fout.messages)) from fout
    rij.save()
    return True


def _meld(overeenkomst: Overeenkomst, rijen: list[Bereikbaarheid]) -> None:
    dossier = overeenkomst.inschrijving
    adres = settings.BASIS_URL + reverse("overeenkomst", args=[dossier.kenmerk])
    context = {"inschrijving": dossier, "rijen": rijen, "rij": rijen[0], "adres": adres}
    leg_klaar(
        soort=Berichtsoort.OVEREENKOMST,
        ontvanger=dossier.uitvoerder.inschrijf_email,
        onderwerp=f"Contactgegevens voor cliënten gewijzigd: {dossier.partijnaam}",
        tekst=render_to_string("overeenkomst/mail/bereikbaarheid.txt", context),
        over=f"overeenkomst.bereikbaarheid:{rijen[0].pk}:{rijen[0].versie}",
        dossier_sleutel=overeenkomst.dossier_sleutel,
    )


def herinner_bereikbaarheid() -> int:
    """Ask, once per overeenkomst, for what is missing in the month before it begins; how many are missing it."""
    gevonden = te_herinneren()
    for overeenkomst, regios in gevonden:
        _herinner(overeenkomst, regios)
    return len(gevonden)


@transaction.atomic
def _herinner(overeenkomst: Overeenkomst, regios: list[str]) -> None:
    dossier = overeenkomst.inschrijving
    adres = settings.BASIS_URL + reverse("mijn_overeenkomst", args=[dossier.kenmerk])
    context = {"overeenkomst": overeenkomst, "inschrijving": dossier, "regios": regios, "adres": adres}
    leg_klaar(
        soort=Berichtsoort.OVEREENKOMST,
        ontvanger=adres_van(dossier),
        onderwerp=f"Vul uw contactgegevens in: overeenkomst {overeenkomst.kenmerk}",
        tekst=render_to_string("overeenkomst/mail/bereikbaarheid_mist.txt", context),
        over=f"overeenkomst.overeenkomst:{overeenkomst.pk}:bereikbaarheid",
        dossier_sleutel=overeenkomst.dossier_sleutel,
    )
