"""Onderaannemers: reported by the organisation, answered by the zorgkantoor, begun and ended (art. 19; A70)."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from bekendmaking.rules import eis_tekst
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving.models import Regioinschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from overeenkomst.actions import slot
from overeenkomst.models import Onderaannemer, Onderaannemertoets, Onderaannemervraag, Overeenkomst
from overeenkomst.queries.onderaannemers import te_melden_regios, vergeven_aandeel
from overeenkomst.rules import onderaannemer as regels
from overeenkomst.rules.onderaannemer import Melding
from overeenkomst.states import LOPENDE_ONDERAANNEMERS, Kant, Onderaannemerstatus, Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def meld_onderaannemer(
    *, overeenkomst_id: int, regios: Collection[int], melding: Melding, door: Gebruiker
) -> Onderaannemer:
    """Report an onderaannemer for some regions (ids of Regioinschrijving), before it starts (OV-089).

    Both sides get a message. Raises RegelFout without the two declarations (OV-092, OV-095), for a day that is not
    ahead, one that is reported already, and shares that together are more than the whole (OV-093).
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    eis_recht(door, Recht.INDIENEN, organisatie_id=overeenkomst.inschrijving.organisatie_id)
    if overeenkomst.status not in (Status.GETEKEND, Status.VAN_KRACHT):
        raise RegelFout(
            "Een onderaannemer meldt u als beide partijen hebben getekend, en zolang de overeenkomst loopt."
        )
    gekozen = _regios(overeenkomst, regios)
    _eis_goede_melding(overeenkomst, gekozen, melding)
    velden = asdict(melding) | {
        "naam": eis_tekst(melding.naam, "de naam"),
        "werk": eis_tekst(melding.werk, "in wat de onderaannemer doet"),
    }
    rij = Onderaannemer.objects.create(overeenkomst=overeenkomst, gemeld_door=door, gemeld_op=klok.nu(), **velden)
    rij.regios.set(gekozen)
    leg_vast(rij, "meld_onderaannemer", door=door, vanaf=melding.vanaf.isoformat())
    _meld(rij, "gemeld", "Onderaannemer gemeld")
    return rij


def _eis_goede_melding(overeenkomst: Overeenkomst, regios: Collection[Regioinschrijving], melding: Melding) -> None:
    if not (melding.zelfde_eisen and melding.geen_facturen):
        raise RegelFout("Zonder beide verklaringen kunt u geen onderaannemer melden.")
    assert overeenkomst.eind_op
    regels.eis_vooraf(melding.vanaf, vandaag=klok.vandaag(), eind=overeenkomst.eind_op)
    deelnemers = overeenkomst.inschrijving.deelnemers.values_list("kvk_nummer", flat=True)
    regels.eis_ander(melding.kvk_nummer, {overeenkomst.inschrijving.organisatie.kvk_nummer, *deelnemers})
    zelfde = Onderaannemer.objects.lopend().filter(overeenkomst=overeenkomst, kvk_nummer=melding.kvk_nummer)
    if zelfde.exists():
        raise RegelFout(f"De onderaannemer met KvK-nummer {melding.kvk_nummer} is al gemeld bij deze overeenkomst.")
    regels.eis_aandeel(melding.aandeel, vergeven_aandeel(regios))


def _regios(overeenkomst: Overeenkomst, regios: Collection[int]) -> list[Regioinschrijving]:
    gekozen = [rij for rij in te_melden_regios(overeenkomst) if rij.pk in regios]
    if not gekozen or len(gekozen) != len(set(regios)):
        raise RegelFout("Kies een of meer regio’s van deze overeenkomst.")
    return gekozen


def _vergrendel(onderaannemer_id: int) -> Onderaannemer:
    """Its overeenkomst under the lock first, then the row as it is now."""
    slot.vergrendel(Onderaannemer.objects.values_list("overeenkomst", flat=True).get(pk=onderaannemer_id))
    rijen = Onderaannemer.objects.select_related(
        "overeenkomst__inschrijving__uitvoerder", "overeenkomst__inschrijving__organisatie"
    )
    return rijen.select_for_update(of=("self",)).get(pk=onderaannemer_id)


def _van_organisatie(onderaannemer_id: int, door: Gebruiker) -> Onderaannemer:
    rij = _vergrendel(onderaannemer_id)
    eis_recht(door, Recht.INDIENEN, organisatie_id=rij.overeenkomst.inschrijving.organisatie_id)
    return rij


def _van_zorgkantoor(onderaannemer_id: int, door: Gebruiker) -> Onderaannemer:
    rij = _vergrendel(onderaannemer_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=rij.overeenkomst.inschrijving.uitvoerder_id)
    return rij


def _meld(
    rij: Onderaannemer, sjabloon: str, onderwerp: str, *, over: str = "", vraag: Onderaannemervraag | None = None
) -> None:
    """The same message to both sides; once per onderaannemer, template and question."""
    inschrijving = rij.overeenkomst.inschrijving
    for kant in Kant:
        organisatie = kant == Kant.ORGANISATIE
        adres = reverse("mijn_onderaannemer" if organisatie else "onderaannemer", args=[rij.pk])
        context = {"rij": rij, "vraag": vraag, "kant": kant, "inschrijving": inschrijving}
        leg_klaar(
            soort=Berichtsoort.OVEREENKOMST,
            ontvanger=adres_van(inschrijving) if organisatie else inschrijving.uitvoerder.inschrijf_email,
            onderwerp=f"{onderwerp}: {rij.naam}, overeenkomst {rij.overeenkomst.kenmerk}"[:200],
            tekst=render_to_string(
                f"overeenkomst/mail/onderaannemer_{sjabloon}.txt", context | {"adres": settings.BASIS_URL + adres}
            ),
            over=f"overeenkomst.onderaannemer:{rij.pk}:{sjabloon}{over}",
            dossier_sleutel=rij.dossier_sleutel,
        )


@transaction.atomic
def beantwoord_onderaannemer(*, onderaannemer_id: int, akkoord: bool, reden: str, door: Gebruiker) -> Onderaannemer:
    """Agree or refuse, with the reason; without this answer nothing starts (OV-090, A70).

    Raises RegelFout while an eis was found not to be met and the answer is yes (OV-092).
    """
    rij = _van_zorgkantoor(onderaannemer_id, door)
    rij.antwoord = eis_tekst(reden, "de reden")
    if akkoord and (gebrek := rij.toetsen.filter(voldoet=False).select_related("eis").first()):
        raise RegelFout(f"{gebrek.eis} is getoetst als ‘voldoet niet’. Weiger de onderaannemer, of toets opnieuw.")
    rij.beantwoord_door, rij.beantwoord_op = door, klok.nu()
    rij.save(update_fields=["antwoord", "beantwoord_door", "beantwoord_op"])
    rij = zet_over(rij, "sta_toe" if akkoord else "weiger", door=door)
    _meld(rij, "beantwoord", "Akkoord met onderaannemer" if akkoord else "Onderaannemer geweigerd")
    return rij


@transaction.atomic
def begin_onderaannemer(*, onderaannemer_id: int, op: date, door: Gebruiker) -> Onderaannemer:
    """Record the first day of work: only with consent, in an overeenkomst in force, not before the reported day."""
    rij = _van_organisatie(onderaannemer_id, door)
    if rij.status == Onderaannemerstatus.GEMELD:
        raise RegelFout(
            "Het zorgkantoor heeft nog niet geantwoord. Geen antwoord is geen akkoord: de onderaannemer mag nog niet "
            "beginnen."
        )
    if rij.overeenkomst.status != Status.VAN_KRACHT:
        raise RegelFout("De overeenkomst is niet van kracht. Een onderaannemer kan dan niet beginnen.")
    if rij.status == Onderaannemerstatus.AKKOORD:
        assert rij.beantwoord_op
        akkoord_op = klok.lokaal(rij.beantwoord_op).date()
        regels.eis_mag_beginnen(op, vanaf=rij.vanaf, akkoord_op=akkoord_op, vandaag=klok.vandaag())
        rij.begonnen_op = op
        rij.save(update_fields=["begonnen_op"])
    rij = zet_over(rij, "start", door=door, op=op.isoformat())
    _meld(rij, "begonnen", "Onderaannemer begonnen")
    return rij


@transaction.atomic
def trek_melding_in(*, onderaannemer_id: int, reden: str, door: Gebruiker) -> Onderaannemer:
    """The organisation takes its report back, as long as there is no answer."""
    rij = _van_organisatie(onderaannemer_id, door)
    _leg_einde_vast(rij, reden, door)
    rij = zet_over(rij, "trek_melding_in", door=door)
    _meld(rij, "ingetrokken", "Melding ingetrokken")
    return rij


@transaction.atomic
def beeindig_onderaannemer(*, onderaannemer_id: int, op: date | None, reden: str, door: Gebruiker) -> Onderaannemer:
    """Either side ends it, with a reason: the organisation stops, or the zorgkantoor takes its consent back (OV-090).

    `op`: the last day of work; for one that never began it is left out.
    """
    rij = _vergrendel(onderaannemer_id)
    slot.kant_van(rij.overeenkomst, door, Recht.INDIENEN)
    if rij.begonnen_op:
        if op is None:
            raise RegelFout("Vul de laatste dag in waarop de onderaannemer werkte.")
        regels.eis_laatste_dag(op, begonnen_op=rij.begonnen_op, vandaag=klok.vandaag())
        rij.laatste_dag = op
    _leg_einde_vast(rij, reden, door)
    rij = zet_over(rij, "stop", door=door)
    _meld(rij, "beeindigd", "Onderaannemer beëindigd")
    return rij


def _leg_einde_vast(rij: Onderaannemer, reden: str, door: Gebruiker) -> None:
    rij.eindreden, rij.beeindigd_door, rij.beeindigd_op = eis_tekst(reden, "de reden"), door, klok.nu()
    rij.save(update_fields=["eindreden", "beeindigd_door", "beeindigd_op", "laatste_dag"])


@transaction.atomic
def vraag_naar_onderaannemer(*, onderaannemer_id: int, vraag: str, door: Gebruiker) -> Onderaannemervraag:
    """The zorgkantoor asks for more on an onderaannemer or its share; one question at a time (OV-093)."""
    rij = _van_zorgkantoor(onderaannemer_id, door)
    if rij.status not in LOPENDE_ONDERAANNEMERS:
        raise RegelFout(f"Vragen kan niet meer: de status is ‘{rij.get_status_display()}’.")
    if rij.vragen.filter(beantwoord_op=None).exists():
        raise RegelFout("Er staat al een vraag open. Wacht op het antwoord van de organisatie.")
    vraag = eis_tekst(vraag, "uw vraag")
    regel = Onderaannemervraag.objects.create(onderaannemer=rij, vraag=vraag, gevraagd_door=door, gevraagd_op=klok.nu())
    leg_vast(rij, "vraag_naar_onderaannemer", door=door, vraag=regel.pk)
    _meld(rij, "vraag", "Vraag over onderaannemer", over=f":{regel.pk}", vraag=regel)
    return regel


@transaction.atomic
def beantwoord_onderaannemervraag(
    *, onderaannemer_id: int, antwoord: str, aandeel: Decimal | None, door: Gebruiker
) -> Onderaannemervraag:
    """The organisation answers the open question, and gives the share of the hours when it knows it (OV-093)."""
    rij = _van_organisatie(onderaannemer_id, door)
    regel = rij.vragen.filter(beantwoord_op=None).first()
    if regel is None:
        raise RegelFout("Er staat geen vraag open. Een collega heeft misschien al geantwoord.")
    regios = rij.regios.select_related("toewijzing__regio")
    regels.eis_aandeel(aandeel, vergeven_aandeel(regios, behalve=rij))
    regel.antwoord, regel.beantwoord_door, regel.beantwoord_op = eis_tekst(antwoord, "uw antwoord"), door, klok.nu()
    regel.save(update_fields=["antwoord", "beantwoord_door", "beantwoord_op"])
    if aandeel is not None:
        rij.aandeel = aandeel
        rij.save(update_fields=["aandeel"])
    leg_vast(rij, "beantwoord_onderaannemervraag", door=door, vraag=regel.pk, aandeel=str(rij.aandeel or ""))
    _meld(rij, "vraag_beantwoord", "Antwoord over onderaannemer", over=f":{regel.pk}", vraag=regel)
    return regel


@transaction.atomic
def toets_onderaannemer(
    *, onderaannemer_id: int, eis_id: int, voldoet: bool, motivering: str, door: Gebruiker
) -> Onderaannemertoets:
    """The zorgkantoor says whether an onderaannemer meets an eis of the round; a gebrek has a motivering (OV-092)."""
    rij = _van_zorgkantoor(onderaannemer_id, door)
    eis = rij.overeenkomst.inschrijving.ronde.eisen.get(pk=eis_id)
    if not voldoet:
        motivering = eis_tekst(motivering, "in waarom de onderaannemer niet voldoet")
    toets, _ = Onderaannemertoets.objects.update_or_create(
        onderaannemer=rij,
        eis=eis,
        defaults={"voldoet": voldoet, "motivering": motivering, "door": door, "op": klok.nu()},
    )
    leg_vast(rij, "toets_onderaannemer", door=door, eis=eis.nummer, voldoet=voldoet)
    return toets
