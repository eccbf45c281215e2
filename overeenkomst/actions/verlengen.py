"""Whether an overeenkomst goes on after a year: decided by two people, accepted by the party (IK-063, A55)."""

from datetime import date

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from bekendmaking.rules import eis_tekst, zelfde_inhoud
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.pdf import maak_pdf
from kern.transitions import zet_over
from kluis.actions import bewaar
from kluis.models import Stuk
from overeenkomst.actions import eindigen, slot
from overeenkomst.models import Overeenkomst, Verlenging
from overeenkomst.queries import verlengingen
from overeenkomst.queries.verlengingen import Einde
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.states import Looptijdsoort, Verlengingstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon


@transaction.atomic
def stel_verlenging_voor(
    *, overeenkomst_id: int, jaar: int, tot: date | None, reden: str, door: Gebruiker
) -> Verlenging:
    """Draft the decision on what ends in `jaar`: until when it goes on, or None for not; again while it is a draft.

    Raises RegelFout for a day after the last one the ronde allows, and where it allows none.
    """
    overeenkomst, einde = _op_slot(overeenkomst_id, jaar)
    eis_recht(door, Recht.VERLENGING_VOORSTELLEN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    _eis_kan(einde, tot)
    rij = einde.verlenging or Verlenging(overeenkomst=overeenkomst, jaar=jaar)
    if rij.status != Verlengingstatus.ONTWERP:
        raise RegelFout("Over deze verlenging is al besloten.")
    rij.tot, rij.reden = tot, eis_tekst(reden, "een reden")
    rij.opgesteld_door, rij.opgesteld_op = door, klok.nu()
    rij.save()
    leg_vast(rij, "stel_verlenging_voor", door=door, jaar=jaar, tot=tot.isoformat() if tot else "")
    return rij


def _op_slot(overeenkomst_id: int, jaar: int) -> tuple[Overeenkomst, Einde]:
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_lopend(overeenkomst)
    einde = verlengingen.einde(overeenkomst, jaar)
    if einde is None:
        raise RegelFout("Deze overeenkomst kan niet worden verlengd.")
    return overeenkomst, einde


def _eis_kan(einde: Einde, tot: date | None) -> None:
    uiterlijk = einde.inschrijving.ronde.verlenging_tot
    wijzigregels.eis_verlengbaar(tot, eind=einde.eind, uiterlijk=uiterlijk, vandaag=klok.vandaag())


@transaction.atomic
def besluit_verlenging(*, verlenging_id: int, gezien: str, door: Gebruiker) -> Verlenging:
    """A second person decides exactly what was drafted; the organisation gets the letter (R17).

    `gezien`: verlengingen.inhoudshash of what was on the screen.
    """
    sleutel = Verlenging.objects.values_list("overeenkomst", "jaar").get(pk=verlenging_id)
    overeenkomst, einde = _op_slot(*sleutel)
    eis_recht(door, Recht.VERLENGING_BESLISSEN, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)
    rij = Verlenging.objects.select_for_update(of=("self",)).get(pk=verlenging_id)
    if rij.status != Verlengingstatus.ONTWERP:
        raise RegelFout("Over deze verlenging is al besloten.")
    zelfde_inhoud(verlengingen.inhoudshash(rij), gezien)
    eis_tweede_persoon(rij.opgesteld_door_id, door, zelf="U hebt dit besluit zelf voorbereid. Een collega beslist.")
    _eis_kan(einde, rij.tot)
    rij.besloten_door, rij.besloten_op = door, klok.nu()
    rij.stuk = _maak_brief(rij, einde, door)
    rij.save(update_fields=["besloten_door", "besloten_op", "stuk"])
    pijl = "besluit_verlengen" if rij.tot else "besluit_niet_verlengen"
    rij = zet_over(rij, pijl, door=door, sha256=rij.stuk.sha256)
    _meld(rij, einde)
    return rij


def _maak_brief(rij: Verlenging, einde: Einde, door: Gebruiker) -> Stuk:
    inschrijving = einde.inschrijving
    uitvoerder = inschrijving.uitvoerder
    logo = f"portaal/logo/{uitvoerder.code}.svg"
    kenmerk = f"{einde.overeenkomst.kenmerk}/V{rij.jaar}"
    context = {
        "rij": rij,
        "einde": einde,
        "inschrijving": inschrijving,
        "kenmerk": kenmerk,
        "uitvoerder": uitvoerder,
        "logo": logo if finders.find(logo) else "",
    }
    pdf = maak_pdf("pdf/verlenging.html", context, identifier=kenmerk)
    naam = f"overeenkomst-{inschrijving.kenmerk}-verlenging-{rij.jaar}.pdf"
    return bewaar(dossier=rij.dossier_sleutel, naam=naam, inhoud=pdf, controleer=False, door=door)


def _meld(rij: Verlenging, einde: Einde) -> None:
    inschrijving = einde.inschrijving
    adres = settings.BASIS_URL + reverse("mijn_overeenkomst", args=[inschrijving.kenmerk])
    assert rij.stuk
    context = {"rij": rij, "einde": einde, "inschrijving": inschrijving, "adres": adres}
    leg_klaar(
        soort=Berichtsoort.OVEREENKOMST,
        ontvanger=adres_van(inschrijving),
        onderwerp=f"Verlenging: overeenkomst {einde.overeenkomst.kenmerk}",
        tekst=render_to_string("overeenkomst/mail/verlenging.txt", context),
        over=f"overeenkomst.verlenging:{rij.pk}:besluit",
        bijlagen=[rij.stuk],
        dossier_sleutel=rij.dossier_sleutel,
    )


@transaction.atomic
def aanvaard_verlenging(*, verlenging_id: int, door: Gebruiker) -> Verlenging:
    """The organisation accepts, before the last day is over: its regions run on, and the years ask for an afspraak.

    Without it the overeenkomst ends on its last day: extending without asking is no agreement.
    """
    sleutel = Verlenging.objects.values_list("overeenkomst", "jaar").get(pk=verlenging_id)
    overeenkomst = slot.vergrendel(sleutel[0])
    eis_recht(door, Recht.INDIENEN, organisatie_id=overeenkomst.inschrijving.organisatie_id)
    rij = Verlenging.objects.select_for_update(of=("self",)).get(pk=verlenging_id)
    if rij.status != Verlengingstatus.AANGEBODEN:
        raise RegelFout(f"Dit kan niet meer. De stand is: {rij.get_status_display().lower()}.")
    overeenkomst, einde = _op_slot(*sleutel)
    _eis_kan(einde, rij.tot)
    assert rij.tot
    rij.aanvaard_door, rij.aanvaard_op = door, klok.nu()
    rij.save(update_fields=["aanvaard_door", "aanvaard_op"])
    rij = zet_over(rij, "aanvaard_verlenging", door=door)
    assert rij.tot
    for deel in einde.delen:
        eindigen.zet_eind(
            deel=deel, tot=rij.tot, soort=Looptijdsoort.VERLENGING, vanaf=klok.vandaag(), reden=rij.reden, door=door
        )
    eindigen.zet_laatste_dag(overeenkomst=overeenkomst)
    return rij
