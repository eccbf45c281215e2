"""The contractregister: add, change, remove and read in; each with a line in the log (IK-075).

A change makes new proposals for opened dossiers that wait for their indeling. A confirmed indeling keeps the
proposal it rests on; the dossier shows that the register now says something else, and once its letter is approved
the line it rests on cannot be changed or removed any more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from beoordeling.actions.slot import eis_los
from beoordeling.models import Contract
from beoordeling.register import register_van
from beoordeling.registerblad import Rij
from beoordeling.states import Indeling, Status
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from partijen.models import Gebruiker, Voorganger, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from partijen.states import Fusiesoort
from publicatie.models import Regiotoewijzing

VELDEN = ("kvk_nummer", "naam", "regio_id", "van", "tot", "bron")
IN_LOGBOEK = ("kvk_nummer", "regio_id", "van", "tot")  # the log holds no names (R8)
INTUSSEN = (
    "Een collega wijzigde deze overeenkomst terwijl u bezig was. Boven het formulier ziet u wat er nu staat; wat u "
    "typte staat er nog. Kijk het na en bewaar opnieuw."
)
WEG = "Een collega verwijderde deze overeenkomst terwijl u bezig was. Voeg haar opnieuw toe als dat nodig is."


@dataclass(frozen=True)
class Contractinvoer:
    """What a line of the register says; both days included."""

    kvk_nummer: str
    naam: str
    regio_id: int
    van: date
    tot: date
    bron: str = ""


@dataclass(frozen=True)
class Gevolg:
    """What a change did at this uitvoerder, in words: proposals that are new, and confirmed indelingen to look at."""

    nieuw: tuple[str, ...] = ()
    nakijken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inleesverslag:
    """What reading a file did: lines added, lines that were there already, or what is wrong (then nothing is kept)."""

    toegevoegd: int = 0
    aanwezig: int = 0
    fouten: tuple[str, ...] = ()
    gevolg: Gevolg = Gevolg()


@transaction.atomic
def voeg_contract_toe(*, uitvoerder_id: int, invoer: Contractinvoer, reden: str, door: Gebruiker) -> Gevolg:
    """A new line. Raises RegelFout for a region of another zorgkantoor, or a line that is there already."""
    _vergrendel(uitvoerder_id, door, reden)
    _eis_eigen_regio(uitvoerder_id, invoer.regio_id)
    contract = Contract(uitvoerder_id=uitvoerder_id)
    voor = _stand({invoer.kvk_nummer})
    _schrijf(contract, invoer)
    leg_vast(contract, "voeg_contract_toe", door=door, wordt=_feiten(contract), reden=reden)
    return _verwerk(voor, uitvoerder_id, door)


@transaction.atomic
def wijzig_contract(
    *, contract_id: int, gezien_hash: str, invoer: Contractinvoer, reden: str, door: Gebruiker
) -> Gevolg:
    """Change a line as it was seen (`gezien_hash`); ending it earlier is changing its last day.

    Raises RegelFout when a colleague was first, or when an indeling in an approved letter rests on what it said.
    """
    contract = _vergrendel_contract(contract_id, gezien_hash, door, reden)
    if invoer.regio_id != contract.regio_id:
        _eis_eigen_regio(contract.uitvoerder_id, invoer.regio_id)
    was, namen = _feiten(contract), [veld for veld in VELDEN if getattr(contract, veld) != getattr(invoer, veld)]
    if not namen:
        raise RegelFout("U hebt niets gewijzigd. Pas iets aan, of ga terug zonder bewaren.")
    voor = _stand({contract.kvk_nummer, invoer.kvk_nummer})
    _schrijf(contract, invoer)
    leg_vast(contract, "wijzig_contract", door=door, velden=namen, was=was, wordt=_feiten(contract), reden=reden)
    return _verwerk(voor, contract.uitvoerder_id, door, rust_op=True)


@transaction.atomic
def verwijder_contract(*, contract_id: int, gezien_hash: str, reden: str, door: Gebruiker) -> Gevolg:
    """Take out a line that should never have been there, as it was seen; refused as `wijzig_contract`."""
    contract = _vergrendel_contract(contract_id, gezien_hash, door, reden)
    voor = _stand({contract.kvk_nummer})
    leg_vast(contract, "verwijder_contract", door=door, was=_feiten(contract), reden=reden)
    contract.delete()
    return _verwerk(voor, contract.uitvoerder_id, door, rust_op=True)


@transaction.atomic
def lees_contracten_in(*, uitvoerder_id: int, rijen: Sequence[Rij], sha256: str, door: Gebruiker) -> Inleesverslag:
    """Add the lines of a file that are not there yet. All or nothing: with one line that contradicts the register
    nothing is kept. `sha256`: of the file, for the log."""
    uitvoerder = _vergrendel(uitvoerder_id, door, "bestand")
    eigen = _eigen_regios(uitvoerder_id)
    nummers = {rij.kvk_nummer for rij in rijen}
    bekend = {(c.kvk_nummer, c.regio_id, c.van): c for c in Contract.objects.filter(kvk_nummer__in=nummers)}
    nieuw: list[Contract] = []
    fouten: list[str] = []
    for rij in rijen:
        if rij.regio not in eigen:
            fouten.append(f"{rij.plek}: deze regio is niet van uw zorgkantoor.")
        elif oud := bekend.get((rij.kvk_nummer, rij.regio, rij.van)):
            fouten += [f"{rij.plek}: {klacht}" for klacht in _botst(oud, rij, uitvoerder_id)]
        else:
            feiten = {"regio_id": rij.regio, "van": rij.van, "tot": rij.tot, "bron": rij.bron}
            nieuw.append(Contract(kvk_nummer=rij.kvk_nummer, naam=rij.naam, uitvoerder_id=uitvoerder_id, **feiten))
    if fouten:
        return Inleesverslag(fouten=tuple(fouten))
    voor = _stand({contract.kvk_nummer for contract in nieuw})
    _bewaar(lambda: Contract.objects.bulk_create(nieuw))
    gelezen = [{"contract": contract.pk} | _feiten(contract) for contract in nieuw]
    aanwezig = len(rijen) - len(nieuw)
    leg_vast(uitvoerder, "lees_contracten_in", door=door, sha256=sha256, nieuw=gelezen, aanwezig=aanwezig)
    return Inleesverslag(len(nieuw), aanwezig, gevolg=_verwerk(voor, uitvoerder_id, door))


def _botst(oud: Contract, rij: Rij, uitvoerder_id: int) -> list[str]:
    """What of a line contradicts the one that is there; empty when they are the same."""
    if oud.uitvoerder_id != uitvoerder_id:
        return ["deze overeenkomst staat al in het register, bij een ander zorgkantoor."]
    kop = "deze overeenkomst staat al in het register, met"
    verschil = []
    if oud.tot != rij.tot:
        verschil.append(f"{kop} als laatste dag {datum(oud.tot)}. Wijzig haar in het register.")
    if oud.naam != rij.naam:
        verschil.append(f"{kop} de naam ‘{oud.naam}’. Neem die naam over, of wijzig haar in het register.")
    if rij.bron and oud.bron != rij.bron:
        verschil.append(f"{kop} een andere bron. Laat de bron leeg, of wijzig haar in het register.")
    return verschil


def _vergrendel(uitvoerder_id: int, door: Gebruiker, reden: str) -> WlzUitvoerder:
    """The register of one uitvoerder is changed by one at a time; its lock lets other rows refer to it."""
    uitvoerder = WlzUitvoerder.objects.select_for_update(of=("self",), no_key=True).get(pk=uitvoerder_id)
    eis_recht(door, Recht.REGISTER_BIJHOUDEN, uitvoerder_id=uitvoerder_id)
    if not reden.strip():
        raise RegelFout("Schrijf op waarom u het register wijzigt.")
    return uitvoerder


def _vergrendel_contract(contract_id: int, gezien_hash: str, door: Gebruiker, reden: str) -> Contract:
    """The line under lock, as it was seen."""
    uitvoerder_id = Contract.objects.filter(pk=contract_id).values_list("uitvoerder_id", flat=True).first()
    if uitvoerder_id is not None:
        _vergrendel(uitvoerder_id, door, reden)
    contract = Contract.objects.select_for_update(of=("self",)).filter(pk=contract_id).first()
    if contract is None:
        raise RegelFout(WEG)
    if contract.hash != gezien_hash:
        raise RegelFout(INTUSSEN)
    return contract


def _eigen_regios(uitvoerder_id: int) -> set[int]:
    return set(Regiotoewijzing.objects.filter(uitvoerder=uitvoerder_id).values_list("regio_id", flat=True))


def _eis_eigen_regio(uitvoerder_id: int, regio_id: int) -> None:
    if regio_id not in _eigen_regios(uitvoerder_id):
        raise RegelFout("Deze regio is niet van uw zorgkantoor. Kies een regio uit de lijst.")


def _feiten(contract: Contract) -> dict[str, Any]:
    return {veld: getattr(contract, veld) for veld in IN_LOGBOEK[:2]} | {
        veld: getattr(contract, veld).isoformat() for veld in IN_LOGBOEK[2:]
    }


def _schrijf(contract: Contract, invoer: Contractinvoer) -> None:
    for veld in VELDEN:
        setattr(contract, veld, getattr(invoer, veld))
    if contract.tot < contract.van:
        raise RegelFout("De laatste dag ligt voor de eerste dag. Controleer de twee data.")
    _bewaar(contract.save)


def _bewaar(schrijf: Callable[[], Any]) -> None:
    try:
        with transaction.atomic():
            schrijf()
    except IntegrityError as fout:
        raise RegelFout(
            "In het register staat al een overeenkomst van deze organisatie in deze regio met dezelfde eerste dag. "
            "Wijzig die overeenkomst."
        ) from fout


# What follows for opened dossiers


@dataclass(frozen=True)
class _Deelstand:
    """A part of an opened dossier with the proposal as it was before the change."""

    dossier: Inschrijving
    deel: Regioinschrijving
    voorstel: tuple[str, str]


def _stand(nummers: Iterable[str]) -> list[_Deelstand]:
    """The parts of the opened dossiers for which these KvK numbers count, under lock, in order of pk."""
    lijn = nieuw = set(nummers)
    opgegaan = Voorganger.objects.filter(soort=Fusiesoort.JURIDISCH)
    while nieuw := set(opgegaan.filter(kvk_nummer__in=nieuw).values_list("organisatie__kvk_nummer", flat=True)) - lijn:
        lijn = lijn | nieuw
    als_lid = Q(samenwerkingsverband=True, deelnemers__kvk_nummer__in=lijn)
    geraakt = Inschrijving.objects.filter(Q(organisatie__kvk_nummer__in=lijn) | als_lid, status="geopend")
    dossiers = Inschrijving.objects.select_for_update(of=("self",)).filter(pk__in=geraakt.values("pk"))
    return [
        _Deelstand(dossier, deel, voorstel)
        for dossier in dossiers.select_related("organisatie", "ronde").order_by("pk")
        for deel, voorstel in _voorstellen(dossier)
    ]


def _voorstellen(dossier: Inschrijving) -> list[tuple[Regioinschrijving, tuple[str, str]]]:
    rijen = dossier.regios.select_related("toewijzing__regio", "beoordeling", "classificatie")
    delen = list(rijen.order_by("toewijzing__regio__naam"))
    nu = register_van(dossier).voorstellen(dossier.ronde, delen)
    return [(deel, nu[deel.pk]) for deel in delen]


def _verwerk(voor: Sequence[_Deelstand], uitvoerder_id: int, door: Gebruiker, *, rust_op: bool = False) -> Gevolg:
    """Keep the proposals that the register of now gives. `rust_op`: a line was changed or removed, so that an
    indeling in an approved letter may not rest on it (RegelFout). Other zorgkantoren are not named (B26)."""
    na = {
        deel.pk: nu
        for dossier in {stand.dossier.pk: stand.dossier for stand in voor}.values()
        for deel, nu in _voorstellen(dossier)
    }
    nieuw, nakijken = [], []
    for stand in voor:
        deel, (soort, reden) = stand.deel, na[stand.deel.pk]
        if (soort, reden) == stand.voorstel:
            continue
        eigen, anders = stand.dossier.uitvoerder_id == uitvoerder_id, soort != stand.voorstel[0]
        if deel.classificatie.indeling:
            if anders and eigen and rust_op:
                _eis_open_brief(stand)
            nakijken += [f"{stand.dossier.partijnaam}, {deel}"] if anders and eigen else []
        elif deel.beoordeling.status != Status.VOLDOET_NIET:
            _vernieuw(stand, soort, reden, door)
            nieuw += [f"{stand.dossier.partijnaam}, {deel}: {Indeling(soort).label}"] if anders and eigen else []
    return Gevolg(tuple(nieuw), tuple(nakijken))


def _vernieuw(stand: _Deelstand, soort: str, reden: str, door: Gebruiker) -> None:
    rij = stand.deel.classificatie
    rij.voorstel, rij.voorstel_reden = soort, reden
    rij.save(update_fields=["voorstel", "voorstel_reden"])
    leg_vast(stand.dossier, "vernieuw_voorstel", door=door, regio=stand.deel.pk, voorstel=str(soort))


def _eis_open_brief(stand: _Deelstand) -> None:
    try:
        eis_los(stand.dossier)
    except RegelFout as fout:
        raise RegelFout(f"Hierop rust de indeling van {stand.dossier.partijnaam}. {fout.tekst}") from fout
