"""Ending an overeenkomst before its time: notice by either side, ontbinding, and handing over (art. 28, 31, 32)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst, zelfde_inhoud
from inschrijving.models import Regioinschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum, punt
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from kluis.actions import bewaar
from overeenkomst.actions import beeindig_per
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import wijzigingen
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_tweede_persoon
from uitvoering import brieven
from uitvoering.actions import slot
from uitvoering.models import Beeindiging, Lopend, Overdracht, Tekortkoming
from uitvoering.queries import einde as lezen
from uitvoering.queries import productie
from uitvoering.rules import einde as rules
from uitvoering.states.einde import ONDERWEG, Grond, Status

FEITEN = ("wie", "eis", "sinds", "tot", "wat", "termijn_tot", "geen_ingebrekestelling")


@transaction.atomic
def stel_opzegging_op(
    *,
    overeenkomst_id: int,
    grond: str,
    laatste_dag: date,
    toelichting: str,
    tekortkoming_id: int | None = None,
    door: Gebruiker,
    **feiten: Any,
) -> Beeindiging:
    """Draft a notice for the zorgkantoor; a colleague sends it. `feiten`: what FEITEN names.

    `tekortkoming_id`: the file whose ingebrekestelling it rests on. Raises RegelFout unless its ground holds.
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_staf(overeenkomst, door)
    if tekortkoming_id is not None:
        rijen = Tekortkoming.objects.filter(overeenkomst=overeenkomst, ingebrekestelling__isnull=False)
        rij = rijen.select_related("ingebrekestelling").filter(pk=tekortkoming_id).first()
        if rij is None:
            raise RegelFout("Kies een ingebrekestelling van deze overeenkomst.")
        feiten |= {"tekortkoming": rij, "termijn_tot": rij.ingebrekestelling.termijn_tot}
    return _leg_neer(overeenkomst, Kant.ZORGKANTOOR, grond, laatste_dag, toelichting, feiten, door)


def _leg_neer(
    overeenkomst: Overeenkomst,
    kant: Kant,
    grond: str,
    laatste_dag: date,
    toelichting: str,
    feiten: dict[str, Any],
    door: Gebruiker,
) -> Beeindiging:
    slot.eis_getekend(overeenkomst)
    rij = Beeindiging(
        overeenkomst=overeenkomst,
        nummer=_nummer(overeenkomst),
        kant=kant,
        grond=grond,
        laatste_dag=laatste_dag,
        toelichting=eis_tekst(toelichting, "de toelichting"),
        opgesteld_door=door,
        opgesteld_op=klok.nu(),
        tekortkoming=feiten.get("tekortkoming"),
        **{naam: feiten[naam] for naam in FEITEN if feiten.get(naam)},
    )
    _eis_grond(rij)
    inhoud = [overeenkomst.pk, kant, grond, laatste_dag.isoformat(), rij.toelichting]
    rij.hash = sha256(canoniek([*inhoud, *(str(getattr(rij, naam) or "") for naam in FEITEN)]))
    rij.save()
    leg_vast(rij, "stel_opzegging_op", door=door, grond=grond, laatste_dag=laatste_dag.isoformat())
    return rij


def _nummer(overeenkomst: Overeenkomst) -> int:
    """Of the next ending. Raises RegelFout while there is one on its way."""
    rijen = Beeindiging.objects.filter(overeenkomst=overeenkomst)
    if rijen.filter(status__in=ONDERWEG).exists():
        raise RegelFout("Er loopt al een beëindiging van deze overeenkomst. Rond die eerst af.")
    return rijen.count() + 1


def _eis_grond(rij: Beeindiging) -> None:
    """Asked when it is drafted, and again when it is sent."""
    melding = lezen.melding_over(rij.overeenkomst)
    feiten = rules.Opzegging(
        grond=rij.grond,
        kant=rij.kant,
        laatste_dag=rij.laatste_dag,
        gemeld_op=klok.lokaal(melding.gemeld_op).date() if melding else None,
        overlegd=bool(melding and melding.overleg_op),
        leeg=_lege_maanden(rij.overeenkomst),
        mislukt_op=wijzigingen.mislukt_op(rij.overeenkomst_id),
        **{naam: getattr(rij, naam) for naam in FEITEN if naam != "eis"},
    )
    rules.eis_opzegging(feiten, vandaag=klok.vandaag())


def _lege_maanden(overeenkomst: Overeenkomst) -> int:
    regios = productie.lopend().filter(regioinschrijving__inschrijving=overeenkomst.inschrijving_id)
    return productie.lege_maanden(regios).get(overeenkomst.inschrijving, 0)


@transaction.atomic
def zeg_op_als_organisatie(
    *, overeenkomst_id: int, grond: str, laatste_dag: date, toelichting: str, door: Gebruiker, **feiten: Any
) -> Beeindiging:
    """The tekenbevoegde gives notice for the organisation; it is sent at once. Raises as `stel_opzegging_op`."""
    overeenkomst = slot.vergrendel_voor_einde(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door, Recht.INDIENEN)
    rij = _leg_neer(overeenkomst, Kant.ORGANISATIE, grond, laatste_dag, toelichting, feiten, door)
    return _verstuur(rij, door)


@transaction.atomic
def verstuur_opzegging(*, beeindiging_id: int, gezien_hash: str, door: Gebruiker) -> Beeindiging:
    """A second person sends exactly the notice that was looked at; the overeenkomst ends on its day (R17, OV-132)."""
    rij = _op_slot(beeindiging_id)
    slot.eis_staf(rij.overeenkomst, door, Recht.TOEZICHT_VASTSTELLEN)
    eis_tweede_persoon(rij.opgesteld_door_id, door)
    zelfde_inhoud(rij.hash, gezien_hash)
    if rij.status != Status.ONTWERP:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    _eis_grond(rij)
    return _verstuur(rij, door)


def _op_slot(beeindiging_id: int) -> Beeindiging:
    """First the overeenkomst, then its ending."""
    overeenkomst = slot.vergrendel_voor_einde(
        Beeindiging.objects.values_list("overeenkomst", flat=True).get(pk=beeindiging_id)
    )
    rij = Beeindiging.objects.select_for_update(of=("self",)).get(pk=beeindiging_id)
    rij.overeenkomst = overeenkomst
    return rij


def _verstuur(rij: Beeindiging, door: Gebruiker) -> Beeindiging:
    """The letter, the end in the overeenkomst itself, and a message to both."""
    reden = f"{rij.get_grond_display()} ({rij.artikel})"
    beeindig_per(overeenkomst_id=rij.overeenkomst_id, laatste_dag=rij.laatste_dag, reden=reden, door=door)
    return leg_vast_als_verstuurd(rij=rij, door=door)


def leg_vast_als_verstuurd(*, rij: Beeindiging, door: Gebruiker) -> Beeindiging:
    """The letter of an ending whose day stands in the overeenkomst already, and the messages."""
    overeenkomst = rij.overeenkomst
    rij.stuk = bewaar(
        dossier=rij.dossier_sleutel,
        naam=f"beeindiging-{rij.kenmerk.replace('/', '-')}.pdf",
        inhoud=brieven.verzegeld(brieven.opzegging(rij, vandaag=klok.vandaag(), door=door)),
        controleer=False,
        door=door,
    )
    rij.verstuurd_door, rij.verstuurd_op = door, klok.nu()
    rij.save(update_fields=["stuk", "verstuurd_door", "verstuurd_op"])
    brief = rij.stuk
    rij = zet_over(rij, "verstuur", door=door, laatste_dag=rij.laatste_dag.isoformat())
    tekst = (
        f"De overeenkomst eindigt. De laatste dag is {datum(rij.laatste_dag)}. De organisatie legt in het portaal vast "
        "hoeveel ondersteuningsvragen er per regio lopen en aan wie zij die overdraagt."
    )
    for kant in Kant:
        naam = "mijn_beeindiging" if kant == Kant.ORGANISATIE else "beeindiging"
        slot.bericht(
            overeenkomst,
            kant,
            onderwerp="Einde van de overeenkomst",
            tekst=tekst,
            over=f"uitvoering.beeindiging:{rij.pk}:{kant}",
            adres=reverse(naam, args=[rij.pk]),
            bijlagen=[brief],
        )
    return rij


@transaction.atomic
def verwerp_opzegging(*, beeindiging_id: int, door: Gebruiker) -> Beeindiging:
    """A drafted notice does not go on."""
    rij = _op_slot(beeindiging_id)
    slot.eis_staf(rij.overeenkomst, door)
    return zet_over(rij, "verwerp", door=door)


@transaction.atomic
def leg_lopend_vast(*, beeindiging_id: int, regio_id: int, aantal: int, door: Gebruiker) -> Lopend:
    """The organisation says how many ondersteuningsvragen run in a region; not below what it handed over."""
    rij, regio = _van_organisatie(beeindiging_id, regio_id, door)
    nu = next(rest for rest in lezen.resten(rij) if rest.regio.pk == regio.pk)
    if aantal < nu.overgedragen:
        raise RegelFout(f"U hebt al {nu.overgedragen} ondersteuningsvragen overgedragen. Vul niet minder in.")
    velden = {"aantal": aantal, "door": door, "op": klok.nu()}
    deel, _ = Lopend.objects.update_or_create(beeindiging=rij, regioinschrijving=regio, defaults=velden)
    leg_vast(rij, "leg_lopend_vast", door=door, regio=regio.pk, aantal=aantal)
    return deel


def _van_organisatie(beeindiging_id: int, regio_id: int, door: Gebruiker) -> tuple[Beeindiging, Regioinschrijving]:
    rij = _op_slot(beeindiging_id)
    slot.eis_organisatie(rij.overeenkomst, door)
    if rij.status != Status.VERSTUURD:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    regio = next((rest.regio for rest in lezen.resten(rij) if rest.regio.pk == regio_id), None)
    if regio is None:
        raise RegelFout("Kies een regio van deze overeenkomst.")
    return rij, regio


@transaction.atomic
def draag_over(*, beeindiging_id: int, regio_id: int, ontvanger_id: int, aantal: int, door: Gebruiker) -> Overdracht:
    """Hand a number over to an organisation with an overeenkomst in that region; it and the zorgkantoor hear of it.

    Raises RegelFout for more than is left over, and for who has no overeenkomst there now (OV-192, OV-193).
    """
    rij, regio = _van_organisatie(beeindiging_id, regio_id, door)
    rest = next(rest for rest in lezen.resten(rij) if rest.regio.pk == regio.pk)
    if rest.lopend is None:
        raise RegelFout("Leg eerst vast hoeveel ondersteuningsvragen er in deze regio lopen.")
    ontvanger = next((o for o in lezen.ontvangers(regio) if o.pk == ontvanger_id), None)
    if ontvanger is None:
        raise RegelFout("Kies een organisatie die nu een overeenkomst heeft in deze regio.")
    rules.eis_overdracht(lopend=rest.lopend.aantal, al=rest.overgedragen, aantal=aantal)
    overdracht = Overdracht.objects.create(
        lopend=rest.lopend, ontvanger=ontvanger, aantal=aantal, door=door, op=klok.nu()
    )
    leg_vast(rij, "draag_over", door=door, regio=regio.pk, ontvanger=ontvanger.pk, aantal=aantal)
    _meld_overdracht(rij, overdracht, rest.naam)
    return overdracht


def _meld_overdracht(rij: Beeindiging, overdracht: Overdracht, regio: str) -> None:
    """To the zorgkantoor with numbers and receiver, and to the receiver; never anything of a cliënt."""
    aantal, ontvanger = overdracht.aantal, overdracht.ontvanger
    slot.bericht(
        rij.overeenkomst,
        Kant.ZORGKANTOOR,
        onderwerp="Ondersteuning overgedragen",
        tekst=f"Overgedragen in {regio}: {aantal} ondersteuningsvragen, aan {punt(ontvanger.inschrijving.partijnaam)}",
        over=f"uitvoering.overdracht:{overdracht.pk}",
        adres=reverse("beeindiging", args=[rij.pk]),
    )
    slot.bericht(
        ontvanger,
        Kant.ORGANISATIE,
        onderwerp="Ondersteuning naar u overgedragen",
        tekst=(
            f"{rij.overeenkomst.inschrijving.partijnaam} stopt in {regio} en draagt {aantal} ondersteuningsvragen aan "
            "u over. Spreek samen af hoe u de cliënten dit vertelt. Hun gegevens gaan niet via het portaal."
        ),
        over=f"uitvoering.overdracht:{overdracht.pk}:ontvanger",
        adres=reverse("mijn_toezicht", args=[ontvanger.inschrijving.kenmerk]),
    )


@transaction.atomic
def rond_einde_af(*, beeindiging_id: int, door: Gebruiker) -> Beeindiging:
    """Everything is handed over: the ending is complete. Raises RegelFout while a number is left over (OV-192)."""
    rij = _op_slot(beeindiging_id)
    slot.eis_staf(rij.overeenkomst, door)
    rules.eis_alles_overgedragen([(rest.naam, rest.rest) for rest in lezen.resten(rij)])
    return zet_over(rij, "rond_af", door=door)


def na_ontbinding(
    *, overeenkomst: Overeenkomst, laatste_dag: date, reden: str, opsteller: Gebruiker, door: Gebruiker
) -> Beeindiging:
    """The ending that follows an imposed ontbinding, so that the support is handed over (OV-119, OV-124)."""
    rij = Beeindiging.objects.create(
        overeenkomst=overeenkomst,
        nummer=_nummer(overeenkomst),
        kant=Kant.ZORGKANTOOR,
        grond=Grond.ONTBINDING,
        laatste_dag=laatste_dag,
        toelichting=reden,
        opgesteld_door=opsteller,
        opgesteld_op=klok.nu(),
        hash="",
    )
    return leg_vast_als_verstuurd(rij=rij, door=door)
