"""Actions of the loting: set ready, withdrawn, entered by the notaris, confirmed (IK-164 to IK-166, A46, A47)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from kern.opmaak import moment
from kern.transitions import zet_over
from kluis.actions import bewaar, keur_voor
from kluis.models import Stuk
from partijen.models import Gebruiker
from partijen.permissions import Recht
from partijen.personen import eis_tweede_persoon
from selectie import feiten, queries, slot
from selectie.loting import LotingFout, trek
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.procesverbaal import WIE_UITVALT, maak_pv
from selectie.states import Lotingstatus, Methode, Status

ZELF_KLAARGEZET = "Wie de loting klaarzette, voert haar uitslag niet in. Dat doet de notaris."
ZELF_INGEVOERD = "Wie de uitslag invoerde, kan haar niet zelf bevestigen. Vraag een collega."


@transaction.atomic
def zet_loting_klaar(
    *,
    selectie_id: int,
    plaats: str,
    trekking_op: datetime,
    methode: str,
    aangekondigde_bronnen: Sequence[str] = (),
    door: Gebruiker,
) -> Loting:
    """Freeze who takes part and how, before any chance exists, and invite every participant (V7, A46).

    Raises RegelFout without a tie over the cut, for a second loting, for a moment that is not ahead, and for a
    computed one without sources of its own.
    """
    selectie = slot.regioselectie(selectie_id, door)
    slot.eis_geen_verzoek(selectie)
    groep = _groep_zonder_loting(selectie)
    return leg_loting_klaar(selectie, groep, plaats, trekking_op, methode, aangekondigde_bronnen, door=door)


def leg_loting_klaar(
    selectie: Regioselectie,
    groep: Mapping[str, Any],
    plaats: str,
    trekking_op: datetime,
    methode: str,
    aangekondigde_bronnen: Sequence[str],
    *,
    door: Gebruiker,
    herzien_hash: str = "",
) -> Loting:
    """The row of a loting among this group with its invitations, under the lock of the region."""
    bronnen = _aangekondigd(selectie, methode, aangekondigde_bronnen)
    _eis_afspraak(plaats, trekking_op)
    loting = Loting.objects.create(
        regioselectie=selectie,
        herzien_hash=herzien_hash,
        deelnemers=groep["kandidaten"],
        deelnemers_hash=feiten.hash_van(groep["kandidaten"]),
        plaatsen=groep["plaatsen"],
        methode=methode,
        aangekondigde_bronnen=bronnen,
        plaats=plaats,
        trekking_op=trekking_op,
        klaargezet_door=door,
        klaargezet_op=klok.nu(),
    )
    afspraken = {"methode": str(methode), "bronnen": bronnen, "uitval": WIE_UITVALT, **_waar_en_wanneer(loting)}
    leg_vast(loting, "zet_klaar", door=door, hash=loting.deelnemers_hash, plaatsen=loting.plaatsen, **afspraken)
    _nodig_uit(loting)
    return loting


@transaction.atomic
def verzet_loting(
    *,
    loting_id: int,
    plaats: str,
    trekking_op: datetime,
    reden: str,
    door: Gebruiker,
    aangekondigde_bronnen: Sequence[str] = (),
) -> Loting:
    """Another place or moment, with a reason and a new invitation; who, how many and how stay as they were.

    A computed one names new sources, so that none of them exists before the new moment. Once the moment is there
    chance may exist: then only when an invitation did not leave in time, for then nobody may draw (V7). Raises
    RegelFout otherwise.
    """
    loting = _vergrendel(loting_id, door, Recht.SELECTEREN)
    _eis_klaargezet(loting)
    if klok.nu() >= loting.trekking_op and not queries.niet_op_tijd_uitgenodigd(loting):
        raise RegelFout("Het moment van de loting is geweest. De notaris voert de uitslag in.")
    if not reden:
        raise RegelFout("Schrijf op waarom de loting op een ander moment is.")
    _eis_afspraak(plaats, trekking_op)
    bronnen = _aangekondigd(loting.regioselectie, loting.methode, aangekondigde_bronnen)
    loting.eerdere_bronnen = [*loting.eerdere_bronnen, *loting.aangekondigde_bronnen]
    loting.plaats, loting.trekking_op, loting.aangekondigde_bronnen = plaats, trekking_op, bronnen
    loting.uitnodiging += 1
    loting.save(update_fields=["plaats", "trekking_op", "uitnodiging", "aangekondigde_bronnen", "eerdere_bronnen"])
    leg_vast(loting, "verzet", door=door, toelichting=reden, bronnen=bronnen, **_waar_en_wanneer(loting))
    _nodig_uit(loting, reden=reden)
    return loting


def eis_intrekbaar(loting: Loting) -> None:
    """Raises RegelFout once someone can know the outcome (docs/adr/0009); under the lock of the region."""
    if loting.status != Lotingstatus.KLAARGEZET:
        raise RegelFout(
            "De notaris heeft de uitslag van de loting al ingevoerd. Een loting wordt niet overgedaan. "
            "Klopt de uitslag niet met het proces-verbaal? Stuur haar dan terug naar de notaris."
        )
    if klok.nu() >= loting.trekking_op:
        raise RegelFout(
            f"Het moment van de loting was {moment(loting.trekking_op)}. De uitslag kan al bekend zijn. Daarom kan de "
            "loting niet meer worden ingetrokken, en blijft staan waarop zij rust. "
            "Is niet iedereen op tijd uitgenodigd? Verzet dan eerst de loting."
        )


def trek_loting_in(loting: Loting, spoor: Teruggezet, *, door: Gebruiker) -> Loting:
    """The loting falls with what it rests on, and every participant hears so (docs/adr/0009).

    Only for who holds the lock of the region and saw `eis_intrekbaar`: `terugzetten.zet_terug` and `herrekening`.
    """
    loting.teruggezet = spoor
    loting.save(update_fields=["teruggezet"])
    loting = zet_over(loting, "trek_in", door=door, toelichting=spoor.reden, hash=loting.deelnemers_hash)
    regio = loting.regioselectie.toewijzing.regio.naam
    over = {kenmerk: queries.over_loting(loting, kenmerk) for kenmerk in loting.deelnemers}
    onderwerp = f"De loting voor de regio {regio} gaat niet door"
    _schrijf(loting, Berichtsoort.LOTING_VERVALT, over, onderwerp, "loting_vervalt", reden=spoor.reden)
    return loting


def _waar_en_wanneer(loting: Loting) -> dict[str, str]:
    return {"plaats": loting.plaats, "trekking_op": klok.lokaal(loting.trekking_op).isoformat()}


def _eis_afspraak(plaats: str, trekking_op: datetime) -> None:
    if not plaats:
        raise RegelFout("Schrijf op waar de notaris loot.")
    if trekking_op <= klok.nu():
        raise RegelFout("De loting is later dan nu, want eerst krijgt iedereen een uitnodiging. Kies een later moment.")


def _groep_zonder_loting(selectie: Regioselectie) -> dict[str, Any]:
    """The tied group of the frozen result. Raises RegelFout when there is none, or when it has its loting."""
    groep = selectie.uitslag and selectie.uitslag["loting"]
    if selectie.status != Status.GERANGSCHIKT or not groep:
        raise RegelFout("In deze regio staat niemand gelijk over de grens. Een loting is niet nodig.")
    if queries.loting_van(selectie) is not None:
        raise RegelFout("Voor deze regio staat al een loting klaar. Dezelfde groep loot niet twee keer.")
    return groep


def _aangekondigd(selectie: Regioselectie, methode: str, bronnen: Sequence[str]) -> list[str]:
    """The sources as announced, none for a draw by hand; a source belongs to one moment of one loting.

    Raises RegelFout for what must be known beforehand, and for a source that was announced here before.
    """
    if methode not in Methode:
        raise RegelFout("Kies hoe er wordt geloot.")
    if methode == Methode.HAND:
        return []
    if not bronnen:
        raise RegelFout("Noem de bronnen van toeval voordat zij bestaan, één per regel.")
    lotingen = selectie.lotingen.all()
    eerder = {_gelezen(bron) for rij in lotingen for bron in (*rij.aangekondigde_bronnen, *rij.eerdere_bronnen)}
    for bron in bronnen:
        if _gelezen(bron) in eerder:
            raise RegelFout(
                f"De bron ‘{bron}’ is in deze regio al voor een ander moment genoemd. Haar waarde kan al bekend zijn. "
                "Noem een nieuwe bron, bijvoorbeeld met een latere datum."
            )
    return list(bronnen)


def _gelezen(bron: str) -> str:
    """A source as a reader takes it: spaces and capitals make no other source."""
    return " ".join(bron.split()).casefold()


def _nodig_uit(loting: Loting, reden: str = "") -> None:
    """One invitation per participant, also where two share an address; `reden`: why a second one."""
    regio = loting.regioselectie.toewijzing.regio.naam
    onderwerp = f"{'Nieuw moment voor de loting' if reden else 'Loting'} voor de regio {regio}"
    over = {kenmerk: queries.over_uitnodiging(loting, kenmerk) for kenmerk in loting.deelnemers}
    _schrijf(loting, Berichtsoort.LOTING, over, onderwerp, "loting", reden=reden)


def _schrijf(
    loting: Loting, soort: Berichtsoort, over: dict[str, str], onderwerp: str, sjabloon: str, reden: str
) -> None:
    """One message per participant, about what `over` says by kenmerk."""
    toewijzing = loting.regioselectie.toewijzing
    regios = toewijzing.regioinschrijvingen.filter(inschrijving__kenmerk__in=loting.deelnemers)
    for regio in regios.select_related("inschrijving__organisatie").order_by("inschrijving"):
        inschrijving = regio.inschrijving
        context = {"loting": loting, "inschrijving": inschrijving, "toewijzing": toewijzing, "reden": reden}
        leg_klaar(
            soort=soort,
            over=over[inschrijving.kenmerk],
            ontvanger=inschrijving.organisatie.email,
            onderwerp=onderwerp,
            tekst=render_to_string(f"selectie/mail/{sjabloon}.txt", context),
            dossier_sleutel=inschrijving.dossier_sleutel,
        )


def voer_loting_in(
    *,
    loting_id: int,
    getrokken_op: date,
    notaris_naam: str,
    proces_verbaal: tuple[str, bytes],
    door: Gebruiker,
    volgorde: Sequence[str] | None = None,
    bronnen: list[list[int]] | None = None,
    vindplaatsen: Sequence[str] = (),
) -> Loting:
    """The notaris enters what came out: the order drawn by hand, or the values of the announced sources.

    `volgorde` names every participant, first drawn first (A47); `vindplaatsen` says per source where its values can
    be found; `proces_verbaal` is the name and the bytes of a PDF (IK-166). A second one is made here (V9). Raises
    RegelFout when the order is not of exactly this group, a source is missing, the list of participants was changed,
    an invitation did not leave before the draw, it was another day than announced, or the notaris also set this
    loting ready (V7, V10, B29, B58).
    """
    naam, inhoud = proces_verbaal
    if not naam.lower().endswith(".pdf"):
        raise RegelFout("Het proces-verbaal is een PDF. Sla het op als PDF en kies dat bestand.")
    keuring = keur_voor(rij=Loting.objects.get(pk=loting_id), naam=naam, inhoud=inhoud, door=door)
    with transaction.atomic():
        loting = _vergrendel(loting_id, door, Recht.LOTEN)
        eis_tweede_persoon(loting.klaargezet_door_id, door, zelf=ZELF_KLAARGEZET)
        _eis_te_trekken(loting, getrokken_op)
        berekend = loting.methode == Methode.RFC3797
        loting.bronnen = bronnen if berekend else None
        loting.vindplaatsen = _vindplaatsen(loting, vindplaatsen) if berekend else []
        loting.volgorde = _bereken(loting) if berekend else list(volgorde or ())
        if sorted(loting.volgorde) != loting.deelnemers:
            raise RegelFout("De volgorde moet elke deelnemer precies één keer noemen. Vul de lijst aan.")
        loting.proces_verbaal = bewaar(dossier=loting.dossier_sleutel, keuring=keuring, door=door)
        loting.getrokken_op, loting.notaris_naam, loting.terugreden = getrokken_op, notaris_naam, ""
        loting.notaris, loting.ingevoerd_op = door, klok.nu()
        loting.verslag = _leg_verslag_neer(loting, door)
        loting.save()
        hashes = {"proces_verbaal": loting.proces_verbaal.sha256, "verslag": loting.verslag.sha256}
        return zet_over(loting, "voer_in", door=door, volgorde=loting.volgorde, **hashes)


def _eis_te_trekken(loting: Loting, getrokken_op: date) -> None:
    """Raises RegelFout unless this draw was announced in time to everyone, on the list that is frozen (V7)."""
    _eis_klaargezet(loting)
    if feiten.hash_van(loting.deelnemers) != loting.deelnemers_hash:
        raise RegelFout("De lijst van deelnemers is veranderd na de uitnodiging. Met deze lijst kan niemand loten.")
    if klok.nu() < loting.trekking_op or getrokken_op != klok.lokaal(loting.trekking_op).date():
        wanneer = moment(loting.trekking_op)
        raise RegelFout(f"De loting is aangekondigd voor {wanneer}. Op een andere dag telt zij niet.")
    if te_laat := queries.niet_op_tijd_uitgenodigd(loting):
        raise RegelFout(
            f"De uitnodiging van {', '.join(te_laat)} is niet voor de loting verstuurd. "
            "Deze loting telt niet. Het zorgkantoor kiest een nieuw moment."
        )


def _eis_klaargezet(loting: Loting) -> None:
    """Raises RegelFout unless this loting still waits for its draw."""
    if loting.status == Lotingstatus.INGETROKKEN:
        raise RegelFout("Deze loting is ingetrokken en gaat niet door.")
    if loting.status != Lotingstatus.KLAARGEZET:
        raise RegelFout("De uitslag van deze loting is al ingevoerd.")


def _vindplaatsen(loting: Loting, vindplaatsen: Sequence[str]) -> list[str]:
    if len(vindplaatsen) != len(loting.aangekondigde_bronnen) or not all(vindplaatsen):
        raise RegelFout("Schrijf bij elke bron waar iedereen de waarden kan nakijken.")
    return list(vindplaatsen)


def _leg_verslag_neer(loting: Loting, door: Gebruiker) -> Stuk:
    """The proces-verbaal that the portal makes of this entry, in the vault."""
    naam = f"proces-verbaal-loting-{loting.pk}.pdf"
    return bewaar(dossier=loting.dossier_sleutel, naam=naam, inhoud=maak_pv(loting), controleer=False, door=door)


def _bereken(loting: Loting) -> list[str]:
    """The order by RFC 3797 over the frozen list, from the values the notaris signs."""
    bronnen = loting.bronnen or []
    if len(bronnen) != len(loting.aangekondigde_bronnen):
        raise RegelFout("Vul van elke aangekondigde bron de waarden in, in dezelfde volgorde.")
    try:
        uitslag = trek(loting.deelnemers, bronnen)
    except LotingFout as fout:
        raise RegelFout(str(fout)) from fout
    return [loting.deelnemers[nummer - 1] for nummer in uitslag["volgorde"]]


@transaction.atomic
def bevestig_loting(*, loting_id: int, gezien: str, door: Gebruiker) -> Loting:
    """An inkoper compares the entry with the proces-verbaal and confirms what was read (`gezien`); then it counts."""
    loting = _vergrendel(loting_id, door, Recht.SELECTEREN)
    if loting.notaris_id is not None:
        eis_tweede_persoon(loting.notaris_id, door, zelf=ZELF_INGEVOERD)
    eis_gezien(loting, gezien)
    loting.bevestigd_door, loting.bevestigd_op = door, klok.nu()
    loting.save(update_fields=["bevestigd_door", "bevestigd_op"])
    return zet_over(loting, "bevestig", door=door, volgorde=loting.volgorde)


@transaction.atomic
def stuur_loting_terug(*, loting_id: int, reden: str, door: Gebruiker) -> Loting:
    """The entry does not match the proces-verbaal: back to the notaris, with the reason. The log keeps the entry."""
    loting = _vergrendel(loting_id, door, Recht.SELECTEREN)
    if not reden:
        raise RegelFout("Schrijf op wat niet klopt.")
    loting = zet_over(loting, "stuur_terug", door=door, toelichting=reden)
    leeg = dict.fromkeys(
        ("volgorde", "bronnen", "getrokken_op", "notaris", "ingevoerd_op", "proces_verbaal", "verslag")
    )
    velden = {**leeg, "vindplaatsen": [], "notaris_naam": "", "terugreden": reden}
    for naam, waarde in velden.items():
        setattr(loting, naam, waarde)
    loting.save(update_fields=velden)
    return loting


def _vergrendel(loting_id: int, door: Gebruiker, recht: Recht) -> Loting:
    """The loting under the lock of its region, as every act of steps 5 and 6, for a user with this right there."""
    selectie_id = Loting.objects.values_list("regioselectie_id", flat=True).get(pk=loting_id)
    selectie = slot.regioselectie(selectie_id, door, recht)
    loting = Loting.objects.select_related("klaargezet_door").get(pk=loting_id)
    loting.regioselectie = selectie
    return loting
