"""What changes the selection of a region: facts, freezing by two people, fixing the result."""

from typing import Any

from django.db import transaction

from beoordeling import queries as beoordeling
from inschrijving.queries import op_de_lijst, selectiefeiten
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon
from publicatie import queries as publicatie
from publicatie.models import Leemte
from selectie import feiten, invoer, queries, rules, slot
from selectie.leemten import leemtefeiten
from selectie.models import Kandidaat, Regioselectie

ZELF_VOORGELEGD = "U hebt deze invoer zelf voorgelegd. Vraag een collega om haar te bevriezen."


@transaction.atomic
def begin(*, toewijzing_id: int, door: Gebruiker) -> Regioselectie:
    """Start the selection of a region, or refresh its candidates while it is open (steps 5 and 6).

    Raises RegelFout that names what is unfinished. A second click gives the same row.
    """
    toewijzing = publicatie.toewijzing(toewijzing_id)
    eis_recht(door, Recht.SELECTEREN, uitvoerder_id=toewijzing.uitvoerder_id)
    if klachten := queries.wacht_op(toewijzing):
        raise RegelFout("De selectie kan nog niet beginnen. " + " ".join(klachten))
    rij, nieuw = Regioselectie.objects.get_or_create(toewijzing=toewijzing)
    selectie = slot.open_regioselectie(rij.pk, door)
    if _ververs_kandidaten(selectie) or nieuw:
        slot.trek_voorstel_in(selectie)
        leg_vast(selectie, "begin", door=door, kandidaten=selectie.kandidaten.count())
    return selectie


def _ververs_kandidaten(selectie: Regioselectie) -> bool:
    """Make the candidates equal to the new organisations that meet the eisen. True when something changed."""
    gewenst = {partij.pk: partij for partij in queries.partijen(selectie.toewijzing) if feiten.is_nieuw(partij)}
    aanwezig = set(selectie.kandidaten.values_list("regioinschrijving_id", flat=True))
    selectie.kandidaten.exclude(regioinschrijving_id__in=gewenst).delete()
    leemten = list(publicatie.leemten(selectie.toewijzing))
    erbij = [gewenst[pk] for pk in sorted(gewenst.keys() - aanwezig)]
    uit_dossier = selectiefeiten(erbij)
    for partij in erbij:
        velden = uit_dossier[partij.pk] | _vooringevuld(partij, selectie, leemten)
        Kandidaat.objects.create(regioselectie=selectie, regioinschrijving=partij, **velden)
    return aanwezig != gewenst.keys()


def _vooringevuld(partij: Any, selectie: Regioselectie, leemten: list[Leemte]) -> dict[str, Any]:
    """Facts that follow from the register and earlier answers; what needs a judgement stays open."""
    jaar = selectie.toewijzing.ronde.referentiejaar
    contracten = beoordeling.contracten_in_jaar(partij.inschrijving, jaar) if jaar else []
    velden = {"wlz_contract": bool(contracten), "wlz_contract_bewijs": "\n".join(contracten)}
    return velden | leemtefeiten(leemten, partij.leemteoordelen.all())


@transaction.atomic
def leg_kandidaat_vast(*, kandidaat_id: int, door: Gebruiker, **velden: Any) -> Kandidaat:
    """Write down facts of a candidate, by the names in `feiten.FEITVELDEN`, with proof or reason.

    An earlier proposal to freeze falls away. Raises RegelFout when the input is frozen, the counts cannot be, or
    they differ from the list without a reason. Criterium 1 is answered in `selectie.leemten`.
    """
    assert velden.keys() <= set(feiten.FEITVELDEN), "only facts can be written down"
    selectie_id = Kandidaat.objects.values_list("regioselectie_id", flat=True).get(pk=kandidaat_id)
    selectie = slot.open_regioselectie(selectie_id, door)
    kandidaat = selectie.kandidaten.select_related("regioinschrijving").get(pk=kandidaat_id)
    for naam, waarde in velden.items():
        setattr(kandidaat, naam, waarde)
    feiten.controleer_aantallen(kandidaat.clientondersteuners, kandidaat.geregistreerd)
    feiten.controleer_lijst(kandidaat, op_de_lijst(kandidaat.regioinschrijving.inschrijving_id))
    kandidaat.save(update_fields=list(velden))
    slot.trek_voorstel_in(selectie)
    zonder_tekst = {naam: waarde for naam, waarde in velden.items() if not isinstance(waarde, str)}
    leg_vast(kandidaat, "leg_kandidaat_vast", door=door, **zonder_tekst)
    return kandidaat


@transaction.atomic
def leg_invoer_voor(*, selectie_id: int, door: Gebruiker) -> Regioselectie:
    """The first of two people: propose to freeze the input as it stands. Raises RegelFout with what is missing."""
    selectie = slot.open_regioselectie(selectie_id, door)
    gegevens = _volledige_invoer(selectie)
    selectie.invoer, selectie.invoer_hash = gegevens, feiten.hash_van(gegevens)
    selectie.voorgesteld_door, selectie.voorgesteld_op = door, klok.nu()
    selectie.save(update_fields=["invoer", "invoer_hash", "voorgesteld_door", "voorgesteld_op"])
    leg_vast(selectie, "leg_invoer_voor", door=door, hash=selectie.invoer_hash)
    return selectie


@transaction.atomic
def bevries_invoer(*, selectie_id: int, gezien_hash: str, door: Gebruiker) -> Regioselectie:
    """The second person freezes exactly the input that was proposed and seen; the ranking follows (R17)."""
    selectie = slot.open_regioselectie(selectie_id, door)
    if selectie.voorgesteld_door_id is None:
        raise RegelFout("Er ligt geen invoer voor. Leg de invoer eerst voor.")
    eis_tweede_persoon(selectie.voorgesteld_door_id, door, zelf=ZELF_VOORGELEGD)
    gegevens = _volledige_invoer(selectie)
    if feiten.hash_van(gegevens) != selectie.invoer_hash:
        raise RegelFout("De oordelen zijn veranderd sinds het voorstel. Leg de invoer opnieuw voor.")
    if gezien_hash != selectie.invoer_hash:
        raise RegelFout("De invoer is gewijzigd sinds u keek. Bekijk haar opnieuw en bevries dan.")
    uitslag = rules.selecteer(feiten.als_regio(gegevens))
    selectie.bevroren_door, selectie.bevroren_op = door, klok.nu()
    selectie.uitslag = invoer.als_json(uitslag)
    selectie.save(update_fields=["bevroren_door", "bevroren_op", "uitslag"])
    return zet_over(selectie, _overgang(uitslag), door=door, hash=selectie.invoer_hash)


def _volledige_invoer(selectie: Regioselectie) -> dict[str, Any]:
    """The input as it stands; raises RegelFout that names every verdict and fact that is missing."""
    stand = queries.stand(selectie)
    if klachten := stand.belemmeringen:
        raise RegelFout("Bevriezen kan nog niet. " + " ".join(klachten))
    return stand.invoer


def _overgang(uitslag: rules.Selectie) -> str:
    if not uitslag.selectie_nodig:
        return "geen_selectie_nodig"
    return "rangschik" if uitslag.plaatsen_voor_nieuw else "geen_plaats"


@transaction.atomic
def stel_vast(*, selectie_id: int, door: Gebruiker) -> Regioselectie:
    """Fix the result. With equals over the cut only after a confirmed loting (IK-165)."""
    selectie = slot.regioselectie(selectie_id, door)
    slot.eis_geen_verzoek(selectie)
    _, uitslag = queries.resultaat(selectie)
    if rules.Uitkomst.LOTING in uitslag.uitkomsten.values():
        raise RegelFout("Organisaties staan gelijk over de grens. Wacht op de loting door de notaris.")
    if not queries.past_bij_oordelen(selectie, queries.partijen(selectie.toewijzing)):
        raise RegelFout("De oordelen zijn veranderd sinds het bevriezen. De uitslag past daar niet meer bij.")
    selectie.uitslag, selectie.vastgesteld_op = invoer.als_json(uitslag), klok.nu()
    selectie.save(update_fields=["uitslag", "vastgesteld_op"])
    return zet_over(selectie, "stel_vast", door=door, hash=feiten.hash_van(selectie.uitslag))
