"""Both sides sign a voorstel: it becomes an addendum, and what it says holds from its day on (art. 32, OV-094)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.staticfiles import finders
from django.db import transaction

from bekendmaking.rules import zelfde_inhoud
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.pdf import maak_pdf
from kluis.actions import bewaar
from kluis.models import Stuk
from overeenkomst import document
from overeenkomst.actions import eindigen, slot, versies, wijzigen
from overeenkomst.inlezen.tekst import Deelsoort
from overeenkomst.models import Addendum, Modeltekst, Overeenkomst, Wijzigingshandtekening, Wijzigingsvoorstel
from overeenkomst.queries import wijzigingen, wijziginhoud
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.rules.wijziging import Voorstel, pas_toe
from overeenkomst.states import Kant, Looptijdsoort
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_een_account, eis_tweede_persoon


@transaction.atomic
def teken_wijziging(
    *, voorstel_id: int, gezien: str, functie: str, plaats: str, door: Gebruiker
) -> Addendum | Wijzigingsvoorstel:
    """Sign exactly what was read (`gezien`: wijzigingen.inhoudshash), for either side, in any order.

    For the zorgkantoor another person than who wrote it. With the last signature it is an Addendum: numbered, with its
    PDF, to both; tarief, budget, regions, addresses and bijlagen follow. Raises RegelFout when it or what it changes
    became something else meanwhile.
    """
    overeenkomst, rij = wijzigen.open_voorstel(voorstel_id=voorstel_id)
    kant = slot.kant_met(overeenkomst, door, Recht.WIJZIGING_TEKENEN)
    zelfde_inhoud(wijzigingen.inhoudshash(rij), gezien)
    _eis_tekenaar(rij, kant, door)
    _eis_zelfde_grond(rij)
    _zet(rij, kant, gezien, functie, plaats, door)
    wacht_op = wijzigingen.wacht_op(rij)
    if not wacht_op:
        return _neem_aan(overeenkomst, rij, door)
    if kant not in wacht_op:
        wijzigen.meld(voorstel=rij, kanten=wacht_op, sjabloon="voorstel_getekend", onderwerp="Wacht op u")
    return rij


def _eis_tekenaar(rij: Wijzigingsvoorstel, kant: Kant, door: Gebruiker) -> None:
    """Once per person and side, and never one person for both sides (R17, B29)."""
    gezet = wijzigingen.handtekeningen(rij)
    if any(zetter.door_id == door.pk for zetter in gezet):
        raise RegelFout("U hebt dit voorstel al getekend.")
    if kant not in wijzigingen.wacht_op(rij):
        raise RegelFout("Aan uw kant is dit voorstel al getekend.")
    if kant is Kant.ZORGKANTOOR:
        eis_tweede_persoon(rij.opgesteld_door_id, door, zelf="U hebt dit voorstel zelf opgesteld. Een collega tekent.")
    eis_een_account([*(zetter.door_id for zetter in gezet), rij.opgesteld_door_id], door)


def _eis_zelfde_grond(rij: Wijzigingsvoorstel) -> None:
    """What it changes is still as it was, and its day has not passed."""
    overeenkomst = rij.overeenkomst
    assert overeenkomst.ingang_op
    assert overeenkomst.eind_op, "what is signed has a term"
    term = {"van": overeenkomst.ingang_op, "tot": overeenkomst.eind_op}
    wijzigregels.eis_ingang(rij.ingang_op, vandaag=klok.vandaag(), **term)
    velden = {veld: getattr(rij, veld) for veld in ("reden", "toelichting", "artikelen", "tekst", "ingang_op")}
    nu = wijziginhoud.reken_uit(overeenkomst, Voorstel(**velden, wijziging=rij.wijziging), Kant(rij.kant))
    if nu != rij.wijziging or wijzigingen.verschillen(overeenkomst, nu, rij.ingang_op) != rij.verschillen:
        raise RegelFout(
            "De overeenkomst is intussen op een andere manier veranderd. Wie het voorstel deed, past het eerst aan."
        )


def _zet(rij: Wijzigingsvoorstel, kant: Kant, gezien: str, functie: str, plaats: str, door: Gebruiker) -> None:
    if not functie.strip() or not plaats.strip():
        raise RegelFout("Vul uw functie in en de plaats waar u tekent.")
    inschrijving = rij.overeenkomst.inschrijving
    organisatie = kant is Kant.ORGANISATIE
    Wijzigingshandtekening.objects.create(
        voorstel=rij,
        kant=kant,
        plek=sum(zetter.kant == kant for zetter in wijzigingen.handtekeningen(rij)) + 1,
        door=door,
        naam=door.naam,
        functie=functie,
        organisatie=inschrijving.partijnaam if organisatie else inschrijving.uitvoerder.zorgkantoor,
        plaats=plaats,
        op=klok.nu(),
        hash=gezien,
    )
    leg_vast(rij, "teken_wijziging", door=door, kant=str(kant), hash=gezien)


def _neem_aan(overeenkomst: Overeenkomst, rij: Wijzigingsvoorstel, door: Gebruiker) -> Addendum:
    nummer = overeenkomst.addenda.count() + 1
    _voer_door(overeenkomst, rij, reden=f"Addendum {nummer}: {rij.toelichting}"[:500])
    wijzigen.besluit(voorstel=rij, pijl="neem_wijziging_aan", door=door)
    addendum = Addendum(overeenkomst=overeenkomst, nummer=nummer, voorstel=rij, ingang_op=rij.ingang_op, op=klok.nu())
    addendum.stuk = _maak_stuk(addendum, door)
    addendum.save()
    leg_vast(overeenkomst, "sluit_addendum", door=door, nummer=nummer, sha256=addendum.stuk.sha256)
    wijzigen.meld(
        voorstel=rij, kanten=Kant, sjabloon="addendum", onderwerp=f"Addendum {nummer}", bijlagen=[addendum.stuk]
    )
    return addendum


def _voer_door(overeenkomst: Overeenkomst, rij: Wijzigingsvoorstel, *, reden: str) -> None:
    """Terms first, then the figures of what is left; the organisation agreed by its signature."""
    delen = wijzigingen.delen(overeenkomst)
    tekenaar = next(zetter.door for zetter in wijzigingen.handtekeningen(rij) if zetter.kant == Kant.ORGANISATIE)
    samen: dict[str, Any] = {"vanaf": rij.ingang_op, "reden": reden, "door": tekenaar}
    for naam, tot in rij.wijziging.get("regios", {}).items():
        dag = date.fromisoformat(tot)
        eindigen.zet_eind(deel=delen[naam].pk, tot=dag, soort=Looptijdsoort.ADDENDUM, akkoord=True, **samen)
    eindigen.zet_laatste_dag(overeenkomst=overeenkomst)
    for naam, jaren in rij.wijziging.get("afspraken", {}).items():
        for afspraak in wijziginhoud.geldende_afspraken(delen[naam]):
            if nieuw := jaren.get(str(afspraak.jaar)):
                bedragen: dict[str, Any] = {veld: Decimal(nieuw[veld]) for veld in ("tarief", "jaarbedrag")}
                if bedragen != {veld: getattr(afspraak, veld) for veld in bedragen}:
                    versies.volgende_versie(oud=afspraak, akkoord=True, **bedragen, **samen)


def _maak_stuk(addendum: Addendum, door: Gebruiker) -> Stuk:
    """The PDF that both sides keep."""
    inschrijving = addendum.overeenkomst.inschrijving
    uitvoerder = inschrijving.uitvoerder
    logo = f"portaal/logo/{uitvoerder.code}.svg"
    gezet = wijzigingen.handtekeningen(addendum.voorstel)
    velden = ("organisatie", "naam", "functie", "plaats", "hash")
    context: dict[str, Any] = {
        "addendum": addendum,
        "voorstel": addendum.voorstel,
        "inschrijving": inschrijving,
        "kenmerk": addendum.kenmerk,
        "uitvoerder": uitvoerder,
        "logo": logo if finders.find(logo) else "",
        "overleggen": addendum.voorstel.overleggen.all(),
        "getekend": [{veld: getattr(rij, veld) for veld in velden} | {"moment": rij.op} for rij in gezet],
    }
    context |= wijzigingen.tekstwijziging(addendum.overeenkomst, addendum.voorstel.wijziging)
    if "nieuwe_tekst" in context:
        context |= _hele_tekst(addendum, context["nieuwe_tekst"])
    pdf = maak_pdf("pdf/addendum.html", context, identifier=addendum.kenmerk)
    naam = f"overeenkomst-{inschrijving.kenmerk}-addendum-{addendum.nummer}.pdf"
    dossier = addendum.overeenkomst.dossier_sleutel
    return bewaar(dossier=dossier, naam=naam, inhoud=pdf, controleer=False, door=door)


def _hele_tekst(addendum: Addendum, modeltekst: Modeltekst) -> dict[str, Any]:
    """The new official text with everything in it that holds from that day on; signed is the addendum itself."""
    was = wijzigingen.feiten_op(addendum.overeenkomst, addendum.ingang_op)
    papier = document.papier(pas_toe(was, addendum.voorstel.wijziging), modeltekst)
    weg = (Deelsoort.VOORBLAD, Deelsoort.ONDERTEKENING)
    return papier | {"delen": [deel for deel in papier["delen"] if deel.soort not in weg]}
