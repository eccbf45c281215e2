"""Herschikking: money to a budget that is not enough, drafted by one and fixed by another (IK-179 to IK-182; R17)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst, zelfde_inhoud
from inschrijving.models import Regioinschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from overeenkomst.actions import verschuif, versies
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon
from publicatie.actions import sluit_ronde
from uitvoering.actions import overschrijdingslot as dossier
from uitvoering.actions import slot
from uitvoering.models import Budgetherziening, Herschikking, Overschrijding
from uitvoering.queries import herzieningen
from uitvoering.queries import overschrijding as lezen
from uitvoering.rules import overschrijding as rules
from uitvoering.states.overschrijding import Herschikkingstatus, Trap

GEEN_BUDGET = "Een van de budgetten is er niet meer. Kijk eerst wat er nu is afgesproken."


@transaction.atomic
def stel_herschikking_op(
    *,
    overschrijding_id: int,
    trap: str,
    van_id: int | None,
    bedrag: Decimal,
    vanaf: date,
    motivering: str,
    door: Gebruiker,
) -> Herschikking:
    """Draft a herschikking to the budget of this file; a second person fixes it. Amount in euro.

    `van_id`: the Regioinschrijving that gives, None for money from outside the budgets. Raises RegelFout for a source
    that does not fit the step, an amount that is not free, and a step that the ronde does not allow yet.
    """
    rij = dossier.op_slot(overschrijding_id)
    herschikking = Herschikking(
        overschrijding=rij,
        trap=trap,
        overgeslagen=_eis_mag(rij, trap, door),
        van=_gever(rij, trap, van_id),
        bedrag=bedrag,
        vanaf=vanaf,
        motivering=eis_tekst(motivering, "de motivering"),
        opgesteld_door=door,
        opgesteld_op=klok.nu(),
    )
    herschikking.herziening = _herziening(herschikking)
    herschikking.hash = _hash(herschikking, *_eis_kan(herschikking))
    herschikking.save()
    leg_vast(herschikking, "stel_herschikking_op", door=door, trap=trap, bedrag=str(bedrag), hash=herschikking.hash)
    return herschikking


def _eis_mag(rij: Overschrijding, trap: str, door: Gebruiker) -> list[str]:
    """Refuse who may not, and a step that cannot be; the names of what is skipped (IK-180, OV-163)."""
    inschrijving = rij.overeenkomst.inschrijving
    eis_recht(door, Recht.PRIJSVOLUME_VERDELEN, uitvoerder_id=inschrijving.uitvoerder_id)
    dossier.eis_open(rij)
    slot.eis_getekend(rij.overeenkomst)
    if trap not in Trap or trap == Trap.MAATWERK:
        raise RegelFout("Kies waar het geld vandaan komt.")
    gemist = lezen.overgeslagen(rij, trap)
    rules.eis_volgorde(gemist, streng=inschrijving.ronde.overheveling_streng)
    return gemist


def _gever(rij: Overschrijding, trap: str, van_id: int | None) -> Regioinschrijving | None:
    """The budget that gives, of those that fit the step."""
    if lezen.van_buiten(rij, trap):
        return None
    passend = {regio.pk: regio for regio in lezen.gevers(rij).get(trap, [])}
    if van_id not in passend:
        raise RegelFout("Kies een budget dat bij deze stap hoort.")
    return passend[van_id]


def _herziening(rij: Herschikking) -> Budgetherziening | None:
    """The review that said that money must move between Wlz-uitvoerders (IK-181, IK-183)."""
    if rij.trap != Trap.DERDE or rij.van is None:
        return None
    inschrijving = rij.overschrijding.overeenkomst.inschrijving
    gevonden = herzieningen.laatste(inschrijving.uitvoerder_id, rij.overschrijding.jaar)
    if gevonden is None or not gevonden.verplaatsen:
        raise RegelFout(
            "Geld van een andere Wlz-uitvoerder kan pas na een herziening die zegt dat er geld wordt verplaatst. "
            "Leg die uitkomst eerst vast."
        )
    return gevonden


def _eis_kan(rij: Herschikking) -> tuple[Prijsvolumeafspraak | None, Prijsvolumeafspraak]:
    """The afspraken as they are now, between which this amount can move. Raises RegelFout that says why not."""
    jaar = rij.overschrijding.jaar
    naar = lezen.afspraak(rij.overschrijding.regioinschrijving_id, jaar)
    van = lezen.afspraak(rij.van_id, jaar) if rij.van_id else None
    if naar is None or (rij.van_id and van is None):
        raise RegelFout(GEEN_BUDGET)
    rules.eis_vanaf(rij.vanaf, vandaag=klok.vandaag(), jaar=jaar)
    eenheid = lezen.eenheid(naar)
    if van is None:
        rules.eis_bedrag(rij.bedrag, eenheid)
    else:
        rules.verschuif(lezen.ruimte(van), lezen.ruimte(naar), rij.bedrag, eenheid)
    return van, naar


def _hash(rij: Herschikking, van: Prijsvolumeafspraak | None, naar: Prijsvolumeafspraak) -> str:
    """Of what it says about the afspraken of that moment, so that approval holds for exactly that (R17)."""
    wat = [rij.overschrijding_id, rij.trap, rij.van_id, f"{rij.bedrag:.2f}", str(rij.vanaf), rij.motivering]
    return sha256(canoniek([*wat, rij.opgesteld_door_id, van.pk if van else None, naar.pk]))


def _op_slot(herschikking_id: int) -> Herschikking:
    """Ronde, regions, overeenkomsten, file, herschikking: in the order of everyone who changes this money."""
    rij = Herschikking.objects.select_related("overschrijding", "van").get(pk=herschikking_id)
    naar = lezen.afspraak(rij.overschrijding.regioinschrijving_id, rij.overschrijding.jaar)
    if naar is None:
        raise RegelFout(GEEN_BUDGET)
    sluit_ronde(ronde_id=naar.verdeling.toewijzing.ronde_id)
    gever = Overeenkomst.objects.filter(inschrijving=rij.van.inschrijving_id if rij.van else None)
    anders = list(gever.values_list("pk", flat=True))
    versies.sluit_regios(overeenkomst_id=rij.overschrijding.overeenkomst_id, ook=anders)
    for pk in sorted({rij.overschrijding.overeenkomst_id, *anders}):
        slot.vergrendel(pk)
    bestand = dossier.op_slot(rij.overschrijding_id)
    rij = Herschikking.objects.select_for_update(of=("self",)).select_related(*VAN).get(pk=herschikking_id)
    rij.overschrijding = bestand
    if rij.status != Herschikkingstatus.ONTWERP:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    return rij


VAN = (
    "van__toewijzing__regio",
    *(f"van__inschrijving__{deel}" for deel in ("organisatie", "uitvoerder", "overeenkomst")),
)


@transaction.atomic
def stel_herschikking_vast(*, herschikking_id: int, gezien_hash: str, door: Gebruiker) -> Herschikking:
    """A second person moves exactly the money that was looked at: at the zorgkantoor that gives, when it is another.

    Both organisations and both zorgkantoren get a message. Raises RegelFout for the same person, when a budget changed
    meanwhile, and when the money is not free any more.
    """
    rij = _op_slot(herschikking_id)
    eis_recht(door, Recht.PRIJSVOLUME_VASTSTELLEN, uitvoerder_id=lezen.beslisser(rij))
    eis_tweede_persoon(rij.opgesteld_door_id, door)
    zelfde_inhoud(rij.hash, gezien_hash)
    dossier.eis_open(rij.overschrijding)
    slot.eis_getekend(rij.overschrijding.overeenkomst)
    van, naar = _eis_kan(rij)
    if _hash(rij, van, naar) != rij.hash:
        raise RegelFout("Een van de budgetten is intussen anders. Laat deze herschikking niet doorgaan. Begin opnieuw.")
    rij.afspraak_van, rij.afspraak_naar = verschuif(
        van=van,
        naar=naar,
        bedrag=rij.bedrag,
        vanaf=rij.vanaf,
        reden=f"Herschikking. {rij.naam}",
        landelijk=rij.trap == Trap.EXTRA,
        door=door,
    )
    rij.beslist_door, rij.beslist_op = door, klok.nu()
    rij.save(update_fields=["afspraak_van", "afspraak_naar", "beslist_door", "beslist_op"])
    rij = zet_over(rij, "stel_vast", door=door, hash=rij.hash)
    _meld(rij)
    return rij


def _meld(rij: Herschikking) -> None:
    bestand = rij.overschrijding
    tekst = f"Vanaf {rij.vanaf:%d-%m-%Y} is het budget van {bestand.jaar} voor "
    regio = bestand.regioinschrijving.toewijzing.regio.naam
    for kant in Kant:
        dossier.meld(bestand, kant, f"{bestand.pk}:herschikking:{rij.pk}", "Budget hoger", f"{tekst}{regio} hoger.")
    if rij.van is None:
        return
    adressen = {
        Kant.ORGANISATIE: reverse("mijn_budget", args=[rij.van.pk, bestand.jaar]),
        Kant.ZORGKANTOOR: reverse("budget", args=[rij.van.pk, bestand.jaar]),
    }
    for kant, adres in adressen.items():
        slot.bericht(
            rij.van.inschrijving.overeenkomst,
            kant,
            onderwerp="Budget lager",
            tekst=f"{tekst}{rij.van.toewijzing.regio.naam} lager: een deel gaat naar een ander budget.",
            over=f"uitvoering.herschikking:{rij.pk}:van",
            adres=adres,
        )


@transaction.atomic
def verwerp_herschikking(*, herschikking_id: int, reden: str, door: Gebruiker) -> Herschikking:
    """It does not go on; either zorgkantoor can say so, who drafted it too."""
    rij = _op_slot(herschikking_id)
    eigen = rij.overschrijding.overeenkomst.inschrijving.uitvoerder_id
    beslist = lezen.beslisser(rij)
    recht = Recht.PRIJSVOLUME_VERDELEN
    eis_recht(door, recht, uitvoerder_id=eigen if rij.opgesteld_door_id == door.pk else beslist)
    rij.reden_verworpen = eis_tekst(reden, "de reden")
    rij.beslist_door, rij.beslist_op = door, klok.nu()
    rij.save(update_fields=["reden_verworpen", "beslist_door", "beslist_op"])
    return zet_over(rij, "verwerp", door=door)
