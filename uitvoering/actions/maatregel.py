"""Maatregelen in the file on a tekortkoming: drafted by one, imposed by another (art. 28 lid 3 and 4; R17)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from bekendmaking.rules import eis_tekst, zelfde_inhoud
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from kluis.actions import bewaar
from overeenkomst.actions import beeindig_per, versies
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.afspraken import afspraak_op
from overeenkomst.states import GELDEND, Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_tweede_persoon
from uitvoering import brieven
from uitvoering.actions import einde, slot
from uitvoering.actions.tekortkomingslot import eis_open, meld, op_slot, van_staf
from uitvoering.models import Declaratie, Maatregel, Tekortkoming
from uitvoering.queries import maatregelen
from uitvoering.rules import tekortkoming as rules
from uitvoering.states.tekortkoming import Maatregelsoort, Maatregelstatus, Status

INHOUD = ("soort", "motivering", "vanaf", "tot", "regioinschrijving_id", "declaratie_id", "bedrag", "percentage")


@transaction.atomic
def stel_maatregel_op(
    *,
    tekortkoming_id: int,
    soort: str,
    motivering: str,
    vanaf: date,
    tot: date | None = None,
    regio_id: int | None = None,
    declaratie_id: int | None = None,
    bedrag: Decimal | None = None,
    percentage: Decimal | None = None,
    door: Gebruiker,
) -> Maatregel:
    """Draft a maatregel; a colleague imposes it. `regio_id`: of the Regioinschrijving whose budget is lowered.

    Only what belongs to `soort` is kept. Raises RegelFout for what art. 28 lid 4 does not allow, and for an ontbinding
    of who is not in verzuim.
    """
    rij = van_staf(tekortkoming_id, door)
    if soort not in Maatregelsoort:
        raise RegelFout("Kies een maatregel.")
    if soort == Maatregelsoort.ONTBINDING and rij.status != Status.VERZUIM:
        raise RegelFout("Ontbinden kan pas als de organisatie in verzuim is.")
    velden = _velden(rij, soort, vanaf, tot, regio_id, declaratie_id, bedrag, percentage)
    maatregel = Maatregel(
        tekortkoming=rij,
        nummer=Maatregel.objects.filter(tekortkoming=rij).count() + 1,
        soort=soort,
        motivering=eis_tekst(motivering, "de motivering"),
        vanaf=vanaf,
        opgesteld_door=door,
        opgesteld_op=klok.nu(),
        **velden,
    )
    _eis_regels(rij, maatregel)
    maatregel.hash = _hash(maatregel)
    maatregel.save()
    leg_vast(maatregel, "stel_maatregel_op", door=door, soort=soort, hash=maatregel.hash)
    return maatregel


def _velden(
    rij: Tekortkoming,
    soort: str,
    vanaf: date,
    tot: date | None,
    regio_id: int | None,
    declaratie_id: int | None,
    bedrag: Decimal | None,
    percentage: Decimal | None,
) -> dict[str, Any]:
    """The fields that belong to this kind of maatregel."""
    if soort == Maatregelsoort.KORTING:
        return {"tot": tot, "percentage": percentage}
    if soort == Maatregelsoort.TERUGVORDERING:
        over = _terug_te_vorderen(rij, declaratie_id)
        return {"declaratie_id": declaratie_id, "oud_bedrag": over, "bedrag": bedrag}
    if soort == Maatregelsoort.BUDGET:
        nu = _afspraak(rij, regio_id, vanaf)
        return {"regioinschrijving_id": regio_id, "oud_bedrag": nu.jaarbedrag if nu else None, "bedrag": bedrag}
    return {}


def _terug_te_vorderen(rij: Tekortkoming, declaratie_id: int | None) -> Decimal | None:
    """What can still be reclaimed of a paid declaratie of this overeenkomst, which is locked; None for another one."""
    rijen = Declaratie.objects.filter(regioinschrijving__inschrijving=rij.overeenkomst.inschrijving_id)
    declaratie = rijen.betaald().select_for_update(of=("self",)).filter(pk=declaratie_id).first()
    return declaratie and declaratie.totaal - maatregelen.teruggevorderd(declaratie.pk)


def _afspraak(rij: Tekortkoming, regio_id: int | None, dag: date) -> Prijsvolumeafspraak | None:
    """What holds on this day in a region of this overeenkomst, and may be lowered from then on."""
    if regio_id is None or not rij.overeenkomst.inschrijving.regios.filter(pk=regio_id).exists():
        return None
    afspraak = afspraak_op(regio_id, dag)
    if afspraak and afspraak.status not in GELDEND:
        raise RegelFout(
            f"Na {datum(dag)} verandert het budget van deze regio al op een andere manier. Kies een latere dag."
        )
    return afspraak


def _eis_regels(rij: Tekortkoming, maatregel: Maatregel) -> None:
    """What is asked when it is drafted, and again when it is imposed."""
    nu = None
    if maatregel.soort == Maatregelsoort.BUDGET:
        nu = _afspraak(rij, maatregel.regioinschrijving_id, maatregel.vanaf)
    over = None
    if maatregel.soort == Maatregelsoort.TERUGVORDERING:
        over = _terug_te_vorderen(rij, maatregel.declaratie_id)
    feiten = rules.Maatregel(
        soort=maatregel.soort,
        vanaf=maatregel.vanaf,
        tot=maatregel.tot,
        bedrag=maatregel.bedrag,
        declaratie=over,
        percentage=maatregel.percentage,
        budget_nu=nu.jaarbedrag if nu else None,
    )
    assert rij.overeenkomst.eind_op is not None, "what is signed has a last day"
    slot.eis_getekend(rij.overeenkomst)
    rules.eis_maatregel(
        feiten, bevinding=bool(rij.bevinding), vandaag=klok.vandaag(), loopt_tot=rij.overeenkomst.eind_op
    )


def _hash(maatregel: Maatregel) -> str:
    """Of what it says, so that approval holds for exactly that (R17)."""
    feiten = [maatregel.tekortkoming_id, *(str(getattr(maatregel, veld) or "") for veld in INHOUD)]
    return sha256(canoniek([*feiten, maatregel.opgesteld_door_id, str(maatregel.oud_bedrag or "")]))


@transaction.atomic
def leg_maatregel_op(*, maatregel_id: int, gezien_hash: str, door: Gebruiker) -> Maatregel:
    """A second person imposes exactly what was looked at; the organisation gets the letter (R17, B29).

    Raises RegelFout for the same person, another content, and when it is not allowed any more (its day has passed).
    """
    rij, maatregel = _op_slot(maatregel_id, door, Recht.TOEZICHT_VASTSTELLEN)
    eis_tweede_persoon(maatregel.opgesteld_door_id, door)
    zelfde_inhoud(maatregel.hash, gezien_hash)
    _eis_regels(rij, maatregel)
    brief = bewaar(
        dossier=rij.dossier_sleutel,
        naam=f"maatregel-{maatregel.kenmerk.replace('/', '-')}.pdf",
        inhoud=brieven.verzegeld(brieven.maatregel(maatregel, vandaag=klok.vandaag(), door=door)),
        controleer=False,
        door=door,
    )
    maatregel.stuk, maatregel.beslist_door, maatregel.beslist_op = brief, door, klok.nu()
    maatregel.save(update_fields=["stuk", "beslist_door", "beslist_op"])
    maatregel = zet_over(maatregel, "leg_op", door=door, hash=maatregel.hash)
    _voer_door(rij, maatregel, door)
    tekst = f"Wij leggen u een maatregel op: {maatregel.get_soort_display().lower()}."
    meld(rij, Kant.ORGANISATIE, f"maatregel:{maatregel.pk}", "Maatregel", tekst, [brief])
    return maatregel


def _voer_door(rij: Tekortkoming, maatregel: Maatregel, door: Gebruiker) -> None:
    """What changes in the overeenkomst itself: its budget from a day on, or its end (OV-119, OV-121, OV-124)."""
    reden = f"Maatregel {maatregel.kenmerk}"
    if maatregel.soort == Maatregelsoort.ONTBINDING:
        beeindig_per(overeenkomst_id=rij.overeenkomst_id, laatste_dag=maatregel.vanaf, reden=reden, door=door)
        einde.na_ontbinding(
            overeenkomst=slot.vergrendel(rij.overeenkomst_id),
            laatste_dag=maatregel.vanaf,
            reden=maatregel.motivering,
            opsteller=maatregel.opgesteld_door,
            door=door,
        )
    elif maatregel.soort == Maatregelsoort.BUDGET:
        versies.sluit_regios(overeenkomst_id=rij.overeenkomst_id)
        slot.vergrendel(rij.overeenkomst_id)
        oud = _afspraak(rij, maatregel.regioinschrijving_id, maatregel.vanaf)
        if oud is None or oud.jaarbedrag != maatregel.oud_bedrag:
            raise RegelFout("Het budget is intussen anders. Laat de opsteller de maatregel opnieuw opstellen.")
        versies.volgende_versie(oud=oud, vanaf=maatregel.vanaf, reden=reden, door=door, jaarbedrag=maatregel.bedrag)


def _op_slot(maatregel_id: int, door: Gebruiker, recht: Recht) -> tuple[Tekortkoming, Maatregel]:
    """First the file, then the maatregel in it, as drafting and closing do. Raises RegelFout when it is decided."""
    rij = op_slot(Maatregel.objects.values_list("tekortkoming", flat=True).get(pk=maatregel_id))
    slot.eis_staf(rij.overeenkomst, door, recht)
    eis_open(rij)
    maatregel = Maatregel.objects.select_for_update(of=("self",)).get(pk=maatregel_id)
    if maatregel.status != Maatregelstatus.ONTWERP:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{maatregel.get_status_display()}’.")
    maatregel.tekortkoming = rij
    return rij, maatregel


@transaction.atomic
def verwerp_maatregel(*, maatregel_id: int, reden: str, door: Gebruiker) -> Maatregel:
    """It does not go on; who drafted it can take it back too."""
    _, maatregel = _op_slot(maatregel_id, door, Recht.TOEZICHT_HOUDEN)
    maatregel.reden_verworpen = eis_tekst(reden, "de reden")
    maatregel.beslist_door, maatregel.beslist_op = door, klok.nu()
    maatregel.save(update_fields=["reden_verworpen", "beslist_door", "beslist_op"])
    return zet_over(maatregel, "verwerp", door=door)
