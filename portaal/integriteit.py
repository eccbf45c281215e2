"""The invariants of docs/betrouwbaarheid.md b1, each with the room that can check it."""

from collections.abc import Iterable

from beoordeling.integriteit import openingen
from berichten.integriteit import overdrachten
from inschrijving.integriteit import ontvangstbewijzen, versies
from kern.ankers import Anker
from kern.db import een_beeld
from kern.integriteit import Uitslag, logboek, overgangen, zegels
from kluis.integriteit import stukken
from portaal.muur import muur

ALLEEN_VAN_BUITEN = {
    "I3": "Of er nergens leesbare tekst van een verzegeld bestand staat, is van binnenuit niet te zien. "
    "De kanarieproef zoekt ernaar (B27).",
}


def controleer(ankers: Iterable[Anker] = (), koppen: Iterable[str] = ()) -> dict[str, Uitslag]:
    """All checks on one and the same state of the database, with what was kept of the log outside it (I6).

    Reads every file in the vault.
    """
    with een_beeld():
        van_kluis, beschadigd = stukken()
        van_logboek = logboek()
        uitslagen = {
            "I1": ontvangstbewijzen(beschadigd),
            "I2": versies(),
            "I4": openingen(),
            "I5": overdrachten(),
            "I6": zegels(van_logboek, ankers, koppen),
            "I7": overgangen(),
            "I8": muur(),
        } | {naam: Uitslag(reden=reden) for naam, reden in ALLEEN_VAN_BUITEN.items()}
        return dict(sorted(uitslagen.items())) | {"kluis": van_kluis, "logboek": van_logboek}
