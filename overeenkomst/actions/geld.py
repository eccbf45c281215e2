"""Prijs and volume: dividing a region's money by two people, and what the organisation says to it (2.2; A59-A61)."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from bekendmaking.rules import eis_tekst, zelfde_inhoud
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak, Verdeling
from overeenkomst.queries.verdelen import VERANDERD, Deelname, Regel, Stand, reken, stamregios, stand
from overeenkomst.rules import geld as geldregels
from overeenkomst.rules.geld import Partij
from overeenkomst.states import Afspraakstatus, Status, Verdelingstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon


@transaction.atomic
def bewaar_verdeling(
    *, toewijzing_id: int, jaar: int, regels: dict[int, Regel], gezien: str, door: Gebruiker
) -> Verdeling:
    """Keep a division as the draft that a second person fixes. `regels` by id of the Regioinschrijving.

    `gezien` is the `Stand.gezien` of the screen. Raises RegelFout for what cannot be, when the facts changed, and for
    another amount or tarief for a party whose overeenkomst is signed.
    """
    nu = _op_slot(toewijzing_id, jaar)
    eis_recht(door, Recht.PRIJSVOLUME_VERDELEN, uitvoerder_id=nu.toewijzing.uitvoerder_id)
    if gezien != nu.gezien:
        raise RegelFout(VERANDERD + "Bekijk wat er nu staat en vul uw wijziging opnieuw in.")
    if not nu.deelnames:
        raise RegelFout("In deze regio heeft nog niemand een bekendgemaakte beslissing voor een overeenkomst.")
    partijen, voorstel, verdeling = reken(nu, regels)
    rij = _ontwerp(nu, door)
    rij.afspraken.all().delete()
    afspraken = [_afspraak(rij, d, partijen[d.regio.pk], regels[d.regio.pk], voorstel, verdeling) for d in nu.deelnames]
    _eis_niet_getekend(nu.deelnames, afspraken)
    Prijsvolumeafspraak.objects.bulk_create(afspraken)
    rij.hash = _hash(rij, afspraken)
    rij.save(update_fields=["hash"])
    leg_vast(rij, "bewaar_verdeling", door=door, hash=rij.hash, versie=rij.versie)
    return rij


def _op_slot(toewijzing_id: int, jaar: int) -> Stand:
    """The region under its lock: its money, its divisions and their afspraken wait for it."""
    toewijzing = stamregios().select_for_update(of=("self",)).get(pk=toewijzing_id)
    return stand(toewijzing, jaar)


def _ontwerp(nu: Stand, door: Gebruiker) -> Verdeling:
    """The draft of this region and year, of this person now; a new one after a version that was fixed."""
    assert nu.geld is not None
    velden = {"geld": nu.geld, "basis": nu.basis, "opgesteld_door": door, "opgesteld_op": klok.nu()}
    if nu.verdeling is not None and nu.verdeling.status == Verdelingstatus.ONTWERP:
        for naam, waarde in velden.items():
            setattr(nu.verdeling, naam, waarde)
        nu.verdeling.save(update_fields=list(velden))
        return nu.verdeling
    versie = nu.verdeling.versie + 1 if nu.verdeling else 1
    return Verdeling.objects.create(toewijzing=nu.toewijzing, jaar=nu.jaar, versie=versie, **velden)


def _afspraak(
    rij: Verdeling,
    deelname: Deelname,
    partij: Partij,
    regel: Regel,
    voorstel: geldregels.Verdeling,
    verdeling: geldregels.Verdeling,
) -> Prijsvolumeafspraak:
    deel = verdeling.delen[partij.sleutel]
    return Prijsvolumeafspraak(
        verdeling=rij,
        regioinschrijving=deelname.regio,
        jaar=rij.jaar,
        van=deelname.van,
        tot=deelname.tot,
        prognose=partij.prognose,
        schatting=partij.schatting,
        voorstel=voorstel.delen[partij.sleutel].jaarbedrag,
        jaarbedrag=deel.jaarbedrag,
        reden=regel.reden.strip(),
        tarief=partij.tarief,
        budget=deel.budget,
        uren=deel.uren,
    )


def _hash(rij: Verdeling, afspraken: Sequence[Prijsvolumeafspraak]) -> str:
    """Of what a division says, so that approval holds for exactly that (R17)."""
    regels = sorted([a.regioinschrijving_id, *map(str, a.inhoud), str(a.schatting), a.reden] for a in afspraken)
    return sha256(canoniek([rij.toewijzing_id, rij.jaar, rij.versie, rij.basis, rij.opgesteld_door_id, regels]))


def _eis_niet_getekend(deelnames: Sequence[Deelname], afspraken: Sequence[Prijsvolumeafspraak]) -> None:
    """Refuse another price or budget than the overeenkomst says that is offered, or signed (art. 32)."""
    nieuw = {afspraak.regioinschrijving_id: afspraak for afspraak in afspraken}
    for deelname in deelnames:
        if deelname.afspraak is None or deelname.afspraak.inhoud == nieuw[deelname.regio.pk].inhoud:
            continue
        if deelname.status == Status.AANGEBODEN:
            raise RegelFout(
                f"De overeenkomst met {deelname.naam} is aangeboden. Trek eerst het aanbod in. Wijzig daarna tarief of "
                "budget en bied de overeenkomst opnieuw aan."
            )
        if deelname.vast:
            raise RegelFout(
                f"De overeenkomst met {deelname.naam} is getekend. Tarief en budget van dit jaar veranderen dan alleen "
                "nog met een wijziging van de overeenkomst, met een datum. Laat ze hier zoals ze waren."
            )


@transaction.atomic
def stel_verdeling_vast(*, verdeling_id: int, gezien_hash: str, door: Gebruiker) -> Verdeling:
    """A second person fixes exactly the division that was looked at; every party gets its afspraak (R17, B29).

    What is the same as before keeps its answer. Each organisation with something new gets one message. Raises
    RegelFout when the same person drafted it, or it or its facts changed.
    """
    sleutel = Verdeling.objects.values_list("toewijzing", "jaar").get(pk=verdeling_id)
    nu = _op_slot(*sleutel)
    eis_recht(door, Recht.PRIJSVOLUME_VASTSTELLEN, uitvoerder_id=nu.toewijzing.uitvoerder_id)
    rij = Verdeling.objects.select_for_update(of=("self",)).get(pk=verdeling_id)
    eis_tweede_persoon(rij.opgesteld_door_id, door)
    zelfde_inhoud(rij.hash, gezien_hash)
    _sluit_overeenkomsten(nu)
    nu = stand(nu.toewijzing, nu.jaar)  # again, now that nobody can sign meanwhile
    if rij.basis != nu.basis:
        raise RegelFout(VERANDERD + "Laat de opsteller opnieuw rekenen en bewaren.")
    afspraken = list(rij.afspraken.select_related("regioinschrijving__inschrijving__organisatie"))
    _eis_niet_getekend(nu.deelnames, afspraken)
    rij.vastgesteld_door, rij.vastgesteld_op = door, klok.nu()
    rij.save(update_fields=["vastgesteld_door", "vastgesteld_op"])
    rij = zet_over(rij, "stel_vast", door=door, hash=rij.hash)
    for dossier in _laat_alle_gelden(rij, afspraken, door):
        _meld(rij, dossier)
    return rij


def _laat_alle_gelden(
    rij: Verdeling, afspraken: Sequence[Prijsvolumeafspraak], door: Gebruiker
) -> Sequence[Inschrijving]:
    """Put every afspraak in force, also in the place of one whose party is no longer there; whom to tell."""
    geldend = Prijsvolumeafspraak.objects.geldend().filter(verdeling__toewijzing=rij.toewijzing_id, jaar=rij.jaar)
    vorige = {oud.regioinschrijving_id: oud for oud in geldend}
    for oud in vorige.values():
        zet_over(oud, "vervang", door=door)
    nieuw = [
        afspraak for afspraak in afspraken if _laat_gelden(afspraak, vorige.get(afspraak.regioinschrijving_id), door)
    ]
    return list({a.regioinschrijving.inschrijving_id: a.regioinschrijving.inschrijving for a in nieuw}.values())


def _sluit_overeenkomsten(nu: Stand) -> None:
    """Nobody offers or signs meanwhile: first the dossiers, then their overeenkomsten, as offering does."""
    dossiers = sorted({d.regio.inschrijving_id for d in nu.deelnames})
    list(Inschrijving.objects.select_for_update(of=("self",)).filter(pk__in=dossiers).order_by("pk"))
    overeenkomsten = Overeenkomst.objects.select_for_update(of=("self",))
    list(overeenkomsten.filter(inschrijving__in=dossiers).order_by("pk"))


def _laat_gelden(afspraak: Prijsvolumeafspraak, vorige: Prijsvolumeafspraak | None, door: Gebruiker) -> bool:
    """Put a drafted afspraak in force; whether it says something new. One that says the same keeps its answer."""
    zelfde = vorige is not None and vorige.inhoud == afspraak.inhoud
    pijl = "stel_voor"
    if vorige is not None and zelfde and vorige.beantwoord_door_id:
        velden = ("beantwoord_door", "beantwoord_op", "overleg", "gevraagd_tarief")
        for naam in velden:
            setattr(afspraak, naam, getattr(vorige, naam))
        afspraak.save(update_fields=velden)
        pijl = "houd_akkoord" if vorige.status == Afspraakstatus.AKKOORD else "houd_overleg"
    zet_over(afspraak, pijl, door=door, jaar=afspraak.jaar, tarief=str(afspraak.tarief), budget=str(afspraak.budget))
    return not zelfde


def _meld(rij: Verdeling, dossier: Inschrijving) -> None:
    """One message per organisation and fixed version; it names no amount."""
    regio = rij.toewijzing.regio.naam
    gegevens = {
        "dossier": dossier,
        "regio": regio,
        "jaar": rij.jaar,
        "adres": settings.BASIS_URL + reverse("afspraken"),
    }
    leg_klaar(
        soort=Berichtsoort.AFSPRAAK,
        over=f"overeenkomst.verdeling:{rij.pk}:{dossier.pk}",
        ontvanger=adres_van(dossier),
        onderwerp=f"Prijs en volume {rij.jaar} voor {regio}"[:200],
        tekst=render_to_string("overeenkomst/mail/afspraak.txt", gegevens),
        dossier_sleutel=dossier.dossier_sleutel,
    )


@transaction.atomic
def ga_akkoord(*, afspraak_id: int, door: Gebruiker) -> Prijsvolumeafspraak:
    """The organisation agrees with this row, of which the figures never change (IK-174)."""
    rij = _van_organisatie(afspraak_id, door)
    rij.beantwoord_door, rij.beantwoord_op = door, klok.nu()
    rij.save(update_fields=["beantwoord_door", "beantwoord_op"])
    return zet_over(rij, "ga_akkoord", door=door)


@transaction.atomic
def vraag_overleg(
    *, afspraak_id: int, overleg: str, gevraagd_tarief: Decimal | None, door: Gebruiker
) -> Prijsvolumeafspraak:
    """The organisation wants to talk, and may ask for a lower tarief: the recorded request of A59 (IK-068).

    Raises RegelFout without a text, and for a tarief that is not lower than that of the round.
    """
    rij = _van_organisatie(afspraak_id, door)
    rij.overleg = eis_tekst(overleg, "waarover u wilt overleggen")
    geldregels.eis_lager_tarief(gevraagd_tarief, ronde=rij.regioinschrijving.inschrijving.ronde.tarief)
    rij.gevraagd_tarief, rij.beantwoord_door, rij.beantwoord_op = gevraagd_tarief, door, klok.nu()
    rij.save(update_fields=["overleg", "gevraagd_tarief", "beantwoord_door", "beantwoord_op"])
    return zet_over(rij, "vraag_overleg", door=door)


def _van_organisatie(afspraak_id: int, door: Gebruiker) -> Prijsvolumeafspraak:
    rijen = Prijsvolumeafspraak.objects.select_related("regioinschrijving__inschrijving__ronde")
    rij = rijen.select_for_update(of=("self",)).get(pk=afspraak_id)
    eis_recht(door, Recht.INDIENEN, organisatie_id=rij.regioinschrijving.inschrijving.organisatie_id)
    return rij
