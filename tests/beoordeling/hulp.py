"""Opened and judged dossiers, made by the real actions; also for the tests of the later phases."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from beoordeling import actions, queries, vraagqueries
from beoordeling.models import Eisoordeel, Opening, Regiobeoordeling
from beoordeling.states import Status
from inschrijving.models import Indiening, Inschrijving, Regioinschrijving
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.states import Rolsoort
from publicatie.actions import leg_leemtelijst_voor, stel_leemtelijst_vast
from publicatie.models import Inkoopronde
from publicatie.queries import lijsthash, zonder_leemtelijst
from tests.factories import RolFactory, bekeken, zet_klok
from tests.inschrijving.hulp import NIEUW, ingediende_inschrijving
from tests.onthoud import onthoud

OPEN_OP, BEOORDEEL_OP = "2017-08-01 18:00", "2017-08-08 10:12"
ANDERE_ERVARING = "De onderbouwing laat zien dat de organisatie deze groepen kent."
NEE = "Dit blijkt niet uit de onderbouwing."


def staf(uitvoerder: WlzUitvoerder, naam: str, soort: str = Rolsoort.INKOPER) -> Gebruiker:
    """The staff member of this name at the uitvoerder; made when there is none."""
    rol = uitvoerder.rollen.filter(gebruiker__naam=naam, soort=soort).first()
    return (rol or RolFactory(bij_uitvoerder=True, uitvoerder=uitvoerder, gebruiker__naam=naam, soort=soort)).gebruiker


@dataclass(frozen=True)
class Team:
    een: Gebruiker
    twee: Gebruiker
    manager: Gebruiker


def team(uitvoerder: WlzUitvoerder) -> Team:
    """Two inkopers and an inkoopmanager of an uitvoerder, always the same three."""
    return Team(
        staf(uitvoerder, "Anna Inkoper"),
        staf(uitvoerder, "Bram Inkoper"),
        staf(uitvoerder, "Mia Manager", Rolsoort.INKOOPMANAGER),
    )


def zonder_belang(inschrijving: Inschrijving, *mensen: Gebruiker) -> None:
    """Who did not declare yet says that there is no conflict of interest."""
    for mens in mensen:
        if queries.heeft_belang(inschrijving, mens) is None:
            actions.verklaar_belang(inschrijving_id=inschrijving.pk, heeft_belang=False, toelichting="", door=mens)


def stel_leemten_vast(ronde: Inkoopronde, uitvoerder: WlzUitvoerder, *, behalve: str = "") -> None:
    """Two people fix the list of leemten of every region that has none fixed, as it stands; `behalve`: one name."""
    wie = team(uitvoerder)
    for rij in zonder_leemtelijst(ronde, uitvoerder).exclude(regio__naam=behalve):
        leg_leemtelijst_voor(toewijzing_id=rij.pk, door=wie.een)
        stel_leemtelijst_vast(toewijzing_id=rij.pk, gezien=lijsthash(rij), door=wie.twee)


def open_alles(ronde: Inkoopronde, uitvoerder: WlzUitvoerder) -> Opening:
    """Two people open all submitted dossiers. The clock must stand at or after OPEN_OP."""
    wie = team(uitvoerder)
    stel_leemten_vast(ronde, uitvoerder)
    opening = actions.vraag_opening_aan(ronde=ronde, uitvoerder=uitvoerder, door=wie.een)
    return actions.open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=wie.twee)


@onthoud
def geopende_inschrijving() -> Inschrijving:
    """A dossier for two regions, submitted and opened; sets the clock."""
    zet_klok("2017-07-28 14:12")
    inschrijving = ingediende_inschrijving(regios={"Flevoland": NIEUW, "Utrecht": NIEUW}).inschrijving
    zet_klok(OPEN_OP)
    open_alles(inschrijving.ronde, inschrijving.uitvoerder)
    return inschrijving


def beoordeel(
    inschrijving: Inschrijving,
    *,
    voldoet_niet: Mapping[str, int] | None = None,
    indelen: bool = True,
    afronden: bool = True,
) -> dict[str, str]:
    """Two inkopers judge every eis of an opened dossier and close every region; status per name of region.

    `voldoet_niet`: name of a region to the number of the eis that fails there (a national eis fails everywhere).
    `indelen`: confirm the proposal where the eisen are met. The clock must stand at or after BEOORDEEL_OP.
    """
    inschrijving = Inschrijving.objects.select_related("ronde", "uitvoerder").get(pk=inschrijving.pk)
    wie = team(inschrijving.uitvoerder)
    zonder_belang(inschrijving, wie.een, wie.twee)
    for persoon in (wie.een, wie.twee):
        _oordeel_over_alles(inschrijving, persoon, voldoet_niet or {})
    standen = {}
    for regio in inschrijving.regios.select_related("toewijzing__regio") if afronden else ():
        beoordeling = actions.rond_af(regioinschrijving_id=regio.pk, door=wie.een)
        standen[str(regio)] = beoordeling.status
        if indelen and beoordeling.status == Status.VOLDOET:
            deel_in(regio, door=wie.een)
    return standen


def regio_van(inschrijving: Inschrijving, naam: str) -> Regioinschrijving:
    """The part for the region of this name."""
    return inschrijving.regios.select_related("toewijzing__regio").get(toewijzing__regio__naam=naam)


def plek(inschrijving: Inschrijving, eis: int, regio: str = "") -> dict[str, int | None]:
    """Where a verdict belongs, as arguments of the actions: the number of the eis, the name of a region."""
    return {
        "inschrijving_id": inschrijving.pk,
        "eis_id": inschrijving.ronde.eisen.get(nummer=eis).pk,
        "regioinschrijving_id": regio_van(inschrijving, regio).pk if regio else None,
    }


def oordeel(
    inschrijving: Inschrijving, eis: int, door: Gebruiker, *, regio: str = "", nee: bool = False, motivering: str = ""
) -> Eisoordeel:
    """One verdict of one person."""
    soort, tekst = ("voldoet_niet", motivering or NEE) if nee else ("voldoet", motivering)
    return geef(**plek(inschrijving, eis, regio), oordeel=soort, motivering=tekst, door=door)


def geef(*, inschrijving_id: int, **velden) -> Eisoordeel:
    """`actions.geef_oordeel` on the version that counts now."""
    gezien_hash = gezien(inschrijving_id, velden["eis_id"])
    return actions.geef_oordeel(inschrijving_id=inschrijving_id, gezien_hash=gezien_hash, **velden)


def gezien(inschrijving_id: int, eis_id: int = 0) -> str:
    """The hash that the screen of the dossier shows now: of its version, with the questions on this eis."""
    rij = Indiening.objects.filter(inschrijving=inschrijving_id).order_by("volgnummer").last()
    vragen = vraagqueries.van_dossier(Inschrijving(pk=inschrijving_id))
    return vraagqueries.gezien_hash(rij.hash, vragen, eis_id) if rij else ""


def deel_in(regio, indeling: str = "", *, door: Gebruiker | None = None) -> None:
    """Confirm the proposed indeling of a part, or another one."""
    rij = Regiobeoordeling.objects.select_related("regioinschrijving__classificatie").get(regioinschrijving=regio)
    voorstel = rij.regioinschrijving.classificatie.voorstel
    actions.bevestig_indeling(
        regioinschrijving_id=regio.pk,
        indeling=indeling or voorstel,
        reden="" if indeling in ("", voorstel) else "Het register is niet volledig.",
        door=door or team(regio.inschrijving.uitvoerder).een,
    )


def _oordeel_over_alles(inschrijving: Inschrijving, persoon: Gebruiker, voldoet_niet: Mapping[str, int]) -> None:
    """What this person and the colleague left open; the regions of an eis at once, as on the screen."""
    per_eis = defaultdict(list)
    for stand in queries.oordeelstanden(inschrijving):
        if stand.uitkomst or persoon.pk in {gegeven.beoordelaar for gegeven in stand.gegeven}:
            continue
        geldt = {voldoet_niet.get(str(stand.regio))} if stand.regio else set(voldoet_niet.values())
        nee = stand.eis.nummer in geldt
        invoer = actions.Oordeelinvoer(
            stand.regio.pk if stand.regio else None,
            "voldoet_niet" if nee else "voldoet",
            NEE if nee else ANDERE_ERVARING if stand.eis.nummer == 1 else "",
        )
        per_eis[stand.eis.pk].append(invoer)
    for eis_id, oordelen in per_eis.items():
        actions.geef_oordelen(
            inschrijving_id=inschrijving.pk,
            eis_id=eis_id,
            oordelen=oordelen,
            gezien_hash=gezien(inschrijving.pk, eis_id),
            door=persoon,
        )
