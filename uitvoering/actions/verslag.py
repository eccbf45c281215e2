"""The reports of the organisation: drafting, handing in, reading, and reminding (art. 23, bijlage 2 h3-h4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Moment
from kern.opmaak import datum
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from kluis.keuring import Keuring
from kluis.rules import TYPEN
from kluis.states import Signaal
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht
from uitvoering.actions import slot
from uitvoering.models import Verslag, Verslagstuk
from uitvoering.queries import productie, verslagen
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.rules import verslag as rules
from uitvoering.states.verslag import Verslagsoort, Verslagstatus

VERANDERD = "Een collega heeft dit verslag intussen gewijzigd. Laad de bladzijde opnieuw en bekijk wat er nu staat."
HERINNER_UUR = 8
Keuringen = Mapping[str, Keuring]


def keur_verslagstuk(*, rij: Overeenkomst, soort: Verslagsoort, naam: str, inhoud: Any, door: Gebruiker) -> Keuring:
    """Judge a file for a report, before any lock. Raises RegelFout for anything but a PDF.

    Results of an onderzoek with a citizen number are refused (OV-229). In a jaarrekening nine such digits are most
    likely the RSIN; there the page warns.
    """
    keuring = keur_voor(rij=rij, naam=naam, inhoud=inhoud, door=door)
    if keuring.soort != TYPEN["pdf"]:
        raise RegelFout("Lever dit aan als PDF.")
    if soort == Verslagsoort.ERVARING and Signaal.BURGERSERVICENUMMER in keuring.signalen:
        raise RegelFout("In dit bestand staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    return keuring


@transaction.atomic
def bewaar_verslag(
    *,
    overeenkomst_id: int,
    code: str,
    inhoud: rules.Inhoud,
    gezien: str,
    stukken: Keuringen,
    reden: str = "",
    door: Gebruiker,
) -> Verslag:
    """Keep a draft; the zorgkantoor does not see it. `gezien`: `Verslagstand.gezien` of the screen.

    Raises RegelFout for a report that is not expected, when a colleague was first, and for texts about persons.
    """
    return _bewaar(_op_slot(overeenkomst_id, code, gezien, door), inhoud, stukken, reden, door)


@transaction.atomic
def lever_verslag_aan(
    *,
    overeenkomst_id: int,
    code: str,
    inhoud: rules.Inhoud,
    gezien: str,
    stukken: Keuringen,
    reden: str = "",
    door: Gebruiker,
) -> Verslag:
    """Hand in; the earlier version stays and is replaced. Raises as above, and when something is missing."""
    stand = _op_slot(overeenkomst_id, code, gezien, door)
    rij = _bewaar(stand, inhoud, stukken, reden, door)
    if fout := rules.fouten(stand.soort, inhoud, rij.stukken.values_list("soort", flat=True)):
        raise RegelFout(next(iter(fout.values())))
    if stand.verslag:
        eis_tekst(reden, "wat er is veranderd")
        zet_over(stand.verslag, "vervang", door=door)
    rij.ingediend_op = klok.nu()
    rij.save(update_fields=["ingediend_op"])
    return zet_over(rij, "dien_in", door=door)


def _op_slot(overeenkomst_id: int, code: str, gezien: str, door: Gebruiker) -> Verslagstand:
    """The report as it stands, under the lock of its overeenkomst."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door, Recht.PRODUCTIE_LEVEREN)
    stand = verslagen.stand(productie.lopend(), overeenkomst.inschrijving.kenmerk, code, concepten=True)
    if stand is None:
        raise RegelFout("Dit verslag wordt niet van u verwacht.")
    if stand.gezien != gezien:
        raise RegelFout(VERANDERD)
    return stand


def _bewaar(stand: Verslagstand, inhoud: rules.Inhoud, stukken: Keuringen, reden: str, door: Gebruiker) -> Verslag:
    if rules.personen({**inhoud, "reden": reden}):
        raise RegelFout(rules.GEEN_PERSONEN)
    rij = stand.concept or _nieuw_concept(stand, door)
    rij.inhoud, rij.reden, rij.door, rij.wijziging = dict(inhoud), reden, door, rij.wijziging + 1
    rij.save(update_fields=["inhoud", "reden", "door", "wijziging"])
    for soort, keuring in stukken.items():
        stuk = bewaar(
            dossier=f"{rij.dossier_sleutel}:verslagen:{rij.van.year}", keuring=keuring, quotum=True, door=door
        )
        Verslagstuk.objects.update_or_create(verslag=rij, soort=soort, defaults={"stuk": stuk})
    leg_vast(rij, "bewaar_verslag", door=door, code=rij.code, versie=rij.versie)
    return rij


def _nieuw_concept(stand: Verslagstand, door: Gebruiker) -> Verslag:
    """The next version, with the files of the one before it."""
    rij = Verslag.objects.create(
        overeenkomst=stand.dossier.overeenkomst,
        soort=stand.soort,
        code=stand.code,
        van=stand.periode.begin,
        versie=len(stand.versies) + 1,
        door=door,
    )
    if stand.verslag:
        for oud in stand.verslag.stukken.all():
            Verslagstuk.objects.create(verslag=rij, soort=oud.soort, stuk=oud.stuk)
    return rij


# Reading


@transaction.atomic
def keur_verslag_goed(*, verslag_id: int, door: Gebruiker) -> Verslag:
    """Read and agreed. Raises RegelFout for one that is replaced meanwhile, or that is not complete (OV-187)."""
    rij = _te_lezen(verslag_id, door)
    if redenen := rules.onvolledig(rij.soort, rij.inhoud):
        raise RegelFout(f"Dit verslag is niet volledig. {' '.join(redenen)} Vraag de organisatie om een aanvulling.")
    return _beoordeel(rij, "keur_goed", "", door)


@transaction.atomic
def vraag_verslagaanvulling(*, verslag_id: int, vraag: str, door: Gebruiker) -> Verslag:
    """Ask again: the organisation hears what is missing, and hands in a next version."""
    rij = _te_lezen(verslag_id, door)
    rij = _beoordeel(rij, "vraag_aanvulling", eis_tekst(vraag, "wat er nog moet komen"), door)
    slot.bericht(
        rij.overeenkomst,
        Kant.ORGANISATIE,
        onderwerp=f"{rij.get_soort_display()}: vraag om aanvulling",
        tekst=f"Wij lazen uw verslag en missen nog iets:\n\n{rij.vraag}\n\nVul het aan en lever het opnieuw aan.",
        over=f"uitvoering.verslag:{rij.pk}",
        adres=reverse("mijn_verslag", args=[rij.overeenkomst.inschrijving.kenmerk, rij.code]),
    )
    return rij


def _te_lezen(verslag_id: int, door: Gebruiker) -> Verslag:
    overeenkomst = slot.vergrendel(Verslag.objects.values_list("overeenkomst", flat=True).get(pk=verslag_id))
    slot.eis_staf(overeenkomst, door, Recht.PRODUCTIE_CONTROLEREN)
    rijen = Verslag.objects.select_related(*slot.BIJ, "overeenkomst__inschrijving__ronde")
    rij = rijen.select_for_update(of=("self",)).get(pk=verslag_id)
    if rij.status == Verslagstatus.VERVANGEN:
        raise RegelFout("De organisatie heeft intussen een nieuwe versie aangeleverd. Lees eerst die.")
    if rij.status != Verslagstatus.INGEDIEND:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    return rij


def _beoordeel(rij: Verslag, pijl: str, vraag: str, door: Gebruiker) -> Verslag:
    rij.beoordeeld_door, rij.beoordeeld_op, rij.vraag = door, klok.nu(), vraag
    rij.save(update_fields=["beoordeeld_door", "beoordeeld_op", "vraag"])
    return zet_over(rij, pijl, door=door)


# Reminding


def herinner_verslagen() -> int:
    """Once a day: who has not handed in, around the last day; how many were told.

    One message per overeenkomst, last day and occasion, whatever the number of reports (R12).
    """
    dag = klok.vandaag()
    if klok.nu() < (moment := klok.om(dag, HERINNER_UUR)):
        return 0
    try:
        with transaction.atomic():
            Moment.objects.create(naam="verslag-herinnering", tijdstip=moment, gedaan_op=klok.nu())
            return _herinner(dag)
    except IntegrityError:  # done before, or another worker is at it
        return 0


def _herinner(dag: date) -> int:
    per_bericht: dict[tuple[int, date, str], list[Verslagstand]] = {}
    for waarom, rij in verslagen.te_herinneren(dag):
        per_bericht.setdefault((rij.dossier.overeenkomst.pk, rij.uiterlijk, waarom), []).append(rij)
    for (pk, uiterlijk, waarom), rijen in per_bericht.items():
        laat = waarom == "te_laat"
        moest = "moesten binnen zijn" if laat else "verwachten wij"
        slot.bericht(
            rijen[0].dossier.overeenkomst,
            Kant.ORGANISATIE,
            onderwerp="Verslagen te laat" if laat else "Verslagen aan te leveren",
            tekst="\n".join([f"Deze verslagen {moest} uiterlijk {datum(uiterlijk)}:", *(f"- {rij}" for rij in rijen)]),
            over=f"uitvoering.verslag:{pk}:{uiterlijk}:{waarom}",
            adres=reverse("verslagen"),
        )
    return len(per_bericht)
