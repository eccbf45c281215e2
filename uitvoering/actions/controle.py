"""A controle: announce, answer, judge by one and fix by another (IK-115, OV-083, OV-112, OV-189; R17)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst, zelfde_inhoud
from beoordeling.states import Oordeel
from berichten import queries as berichten
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from kluis.keuring import Keuring
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_tweede_persoon
from publicatie.models import Minimumeis
from uitvoering.actions import slot, tekortkoming
from uitvoering.models import Controle, Controleantwoord, Controlepunt
from uitvoering.rules import controle as rules
from uitvoering.states.controle import ARTIKEL, VRAGEN, Soort, Status, Vraag
from uitvoering.states.tekortkoming import Bron


@transaction.atomic
def kondig_controle_aan(
    *,
    overeenkomst_id: int,
    soort: str,
    dag: date,
    reden: str,
    gevraagd: str,
    eis_ids: Collection[int] = (),
    aantal: int | None = None,
    periode_van: date | None = None,
    periode_tot: date | None = None,
    door: Gebruiker,
) -> Controle:
    """Announce a controle; the organisation gets a message. Of each kind one is open at a time.

    Raises RegelFout for what the kind needs and is not there, or for an eis of another round.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_staf(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    eisen = _eis_aankondiging(overeenkomst, soort, dag, set(eis_ids), aantal, periode_van, periode_tot)
    rij = Controle.objects.create(
        overeenkomst=overeenkomst,
        nummer=overeenkomst.controles.count() + 1,
        soort=soort,
        dag=dag,
        reden=eis_tekst(reden, "waarom u dit controleert"),
        gevraagd=eis_tekst(gevraagd, "wat u wilt zien"),
        aantal=aantal,
        periode_van=periode_van,
        periode_tot=periode_tot,
        aangekondigd_door=door,
        aangekondigd_op=klok.nu(),
    )
    punten = [Controlepunt(controle=rij, eis=eis) for eis in eisen]
    punten += [Controlepunt(controle=rij, vraag=vraag) for vraag in VRAGEN[soort]]
    Controlepunt.objects.bulk_create(punten)
    leg_vast(rij, "kondig_controle_aan", door=door, soort=soort, dag=dag.isoformat())
    _meld(rij, Kant.ORGANISATIE, "aankondiging", "Aankondiging van een controle", _aankondiging(rij))
    return rij


def _eis_aankondiging(
    overeenkomst: Overeenkomst,
    soort: str,
    dag: date,
    eis_ids: set[int],
    aantal: int | None,
    van: date | None,
    tot: date | None,
) -> list[Minimumeis]:
    """The eisen it is about. Raises RegelFout for what the kind needs, or while one of the kind is open."""
    if soort not in Soort:
        raise RegelFout("Kies wat u wilt controleren.")
    assert overeenkomst.ingang_op is not None, "what is signed has a first day"
    wat = rules.Aankondiging(soort, dag, len(eis_ids), aantal, van, tot)
    rules.eis_aankondiging(wat, vandaag=klok.vandaag(), ingang=overeenkomst.ingang_op)
    eisen = list(overeenkomst.inschrijving.ronde.eisen.filter(pk__in=eis_ids))
    if len(eisen) != wat.eisen:
        raise RegelFout("Kies eisen van de ronde van deze overeenkomst.")
    if overeenkomst.controles.open().filter(soort=soort).exists():
        raise RegelFout("Er loopt al een controle van deze soort. Rond die eerst af.")
    return eisen


def _aankondiging(rij: Controle) -> str:
    wat = f"Wij kondigen een controle aan: {rij.get_soort_display().lower()}."
    if rij.is_hertoetsing:
        return f"{wat} U kunt tot en met {datum(rij.dag)} in het portaal antwoorden en bewijs meesturen."
    return f"{wat} Dat is op {datum(rij.dag)}. Stuur nooit gegevens van cliënten: die laat u alleen ter plekke zien."


def _sleutel(rij: Controle, wat: str) -> str:
    return f"uitvoering.controle:{rij.pk}:{wat}"


def _meld(rij: Controle, kant: Kant, sleutel: str, onderwerp: str, tekst: str) -> None:
    slot.bericht(
        rij.overeenkomst,
        kant,
        onderwerp=onderwerp,
        tekst=f"{tekst} (kenmerk {rij.kenmerk})",
        over=_sleutel(rij, sleutel),
        adres=reverse("mijn_controle" if kant == Kant.ORGANISATIE else "controle", args=[rij.pk]),
    )


def _op_slot(controle_id: int) -> tuple[Overeenkomst, Controle]:
    """First the overeenkomst, as opening a tekortkoming does, then the controle itself."""
    overeenkomst = slot.vergrendel(Controle.objects.values_list("overeenkomst", flat=True).get(pk=controle_id))
    rij = Controle.objects.select_for_update(of=("self",)).get(pk=controle_id)
    rij.overeenkomst = overeenkomst
    return overeenkomst, rij


def _van_staf(controle_id: int, door: Gebruiker, vanuit: Status, recht: Recht = Recht.TOEZICHT_HOUDEN) -> Controle:
    overeenkomst, rij = _op_slot(controle_id)
    slot.eis_staf(overeenkomst, door, recht)
    if rij.status != vanuit:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    return rij


def beantwoord_controle(
    *,
    controle_id: int,
    tekst: str,
    getoond: int | None = None,
    bestanden: Iterable[BinaryIO] = (),
    door: Gebruiker,
) -> Controleantwoord:
    """The organisation answers; files only with a hertoetsing. They are judged before the lock (B15).

    Raises RegelFout for a file with any other kind: what is about cliënten is never sent in (OV-083).
    """
    rij = Controle.objects.get(pk=controle_id)
    bestanden = list(bestanden)
    if bestanden and not rij.is_hertoetsing:
        raise RegelFout("Stuur bij deze controle geen bestanden. Laat de papieren ter plekke zien.")
    gekeurd = [keur_voor(rij=rij, naam=bestand.name, inhoud=bestand, door=door) for bestand in bestanden]
    return _leg_antwoord_vast(controle_id, tekst, getoond, gekeurd, door)


@transaction.atomic
def _leg_antwoord_vast(
    controle_id: int, tekst: str, getoond: int | None, bestanden: Iterable[Keuring], door: Gebruiker
) -> Controleantwoord:
    overeenkomst, rij = _op_slot(controle_id)
    slot.eis_organisatie(overeenkomst, door)
    if rij.status != Status.AANGEKONDIGD:
        raise RegelFout("Het zorgkantoor heeft de uitkomst al opgesteld. U kunt niet meer antwoorden.")
    rules.eis_getoond(getoond, aantal=rij.aantal)
    antwoord = Controleantwoord.objects.create(
        controle=rij, tekst=eis_tekst(tekst, "uw antwoord"), getoond=getoond, door=door, op=klok.nu()
    )
    dossier = rij.dossier_sleutel
    antwoord.stukken.set(bewaar(dossier=dossier, keuring=keuring, quotum=True, door=door) for keuring in bestanden)
    leg_vast(rij, "beantwoord_controle", door=door)
    _meld(rij, Kant.ZORGKANTOOR, f"antwoord:{antwoord.pk}", "Antwoord op een controle", "Er is een antwoord.")
    return antwoord


@transaction.atomic
def stel_controle_voor(*, controle_id: int, oordelen: Mapping[int, tuple[str, str]], door: Gebruiker) -> Controle:
    """One person judges every point: per Controlepunt the oordeel and why. A colleague fixes it.

    Raises RegelFout while the notice has not left, or the organisation still has time (OV-112).
    """
    rij = _van_staf(controle_id, door, Status.AANGEKONDIGD)
    rules.eis_te_beoordelen(
        soort=rij.soort,
        dag=rij.dag,
        beantwoord=rij.antwoorden.exists(),
        verstuurd=berichten.verstuurd_op(_sleutel(rij, "aankondiging")) is not None,
        vandaag=klok.vandaag(),
    )
    punten = list(rij.punten.all())
    if {punt.pk for punt in punten} != set(oordelen):
        raise RegelFout("Geef over elk punt een oordeel.")
    for punt in punten:
        punt.oordeel, motivering = oordelen[punt.pk]
        if punt.oordeel not in Oordeel:
            raise RegelFout("Kies bij elk punt of het voldoet.")
        punt.motivering = eis_tekst(motivering, "bij elk oordeel de motivering")
        punt.save(update_fields=["oordeel", "motivering"])
    rij.voorgesteld_door, rij.voorgesteld_op, rij.opmerking = door, klok.nu(), ""
    rij.hash = sha256(canoniek([rij.pk, door.pk, *([p.pk, str(p.oordeel), p.motivering] for p in punten)]))
    rij.save(update_fields=["voorgesteld_door", "voorgesteld_op", "opmerking", "hash"])
    return zet_over(rij, "stel_controle_voor", door=door, hash=rij.hash)


@transaction.atomic
def geef_controle_terug(*, controle_id: int, reden: str, door: Gebruiker) -> Controle:
    """The proposal is not right yet; who made it can take it back too."""
    rij = _van_staf(controle_id, door, Status.VOORSTEL)
    rij.opmerking = eis_tekst(reden, "de reden")
    rij.save(update_fields=["opmerking"])
    return zet_over(rij, "geef_controle_terug", door=door, reden=rij.opmerking)


@transaction.atomic
def trek_controle_in(*, controle_id: int, reden: str, door: Gebruiker) -> Controle:
    """It does not go on; the organisation gets a message."""
    rij = _van_staf(controle_id, door, Status.AANGEKONDIGD)
    rij.opmerking = eis_tekst(reden, "de reden")
    rij.save(update_fields=["opmerking"])
    rij = zet_over(rij, "trek_controle_in", door=door)
    _meld(rij, Kant.ORGANISATIE, "ingetrokken", "Controle gaat niet door", f"De reden: {rij.opmerking}")
    return rij


@transaction.atomic
def stel_controle_vast(*, controle_id: int, gezien_hash: str, door: Gebruiker) -> Controle:
    """A second person fixes exactly what was looked at. What is not met opens a tekortkoming (R17, IK-115, OV-128)."""
    rij = _van_staf(controle_id, door, Status.VOORSTEL, Recht.TOEZICHT_VASTSTELLEN)
    eis_tweede_persoon(rij.voorgesteld_door_id, door)
    zelfde_inhoud(rij.hash, gezien_hash)
    rij.vastgesteld_door, rij.vastgesteld_op = door, klok.nu()
    rij.save(update_fields=["vastgesteld_door", "vastgesteld_op"])
    rij = zet_over(rij, "stel_controle_vast", door=door, hash=rij.hash)
    niet = [punt for punt in rij.punten.select_related("eis") if punt.oordeel == Oordeel.VOLDOET_NIET]
    for punt in niet:
        _open_tekortkoming(rij, punt, door)
    uitkomst = "U voldoet aan alles." if not niet else f"Bij {len(niet)} van de punten voldoet u niet."
    _meld(rij, Kant.ORGANISATIE, "vastgesteld", "Uitkomst van de controle", uitkomst)
    return rij


def _open_tekortkoming(rij: Controle, punt: Controlepunt, door: Gebruiker) -> None:
    """With the finding of two people, so that a maatregel such as terugvordering can follow (OV-120, OV-189)."""
    dossier = tekortkoming.begin(
        overeenkomst=rij.overeenkomst,
        bron=Bron.EIS if punt.eis_id else Bron.ARTIKEL,
        eis_id=punt.eis_id,
        artikel="" if punt.eis_id else ARTIKEL[Vraag(punt.vraag)],
        omschrijving=punt.motivering,
        sinds=rij.periode_van or klok.vandaag(),
        door=door,
    )
    tekortkoming.leg_bevinding_vast(tekortkoming_id=dossier.pk, bevinding=punt.motivering, door=door)
    punt.tekortkoming = dossier
    punt.save(update_fields=["tekortkoming"])
