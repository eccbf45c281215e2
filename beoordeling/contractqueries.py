"""Reading for the screens of the contractregister: where somebody keeps it, and what was changed in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from beoordeling.models import Contract
from kern.models import Gebeurtenis
from partijen.models import Gebruiker, Organisatie, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Regio, Regioalias, Regiotoewijzing

HANDELINGEN = {
    "voeg_contract_toe": "Toegevoegd",
    "wijzig_contract": "Gewijzigd",
    "verwijder_contract": "Verwijderd",
    "lees_contracten_in": "Ingelezen uit een bestand",
}
NAMEN = {
    "kvk_nummer": "KvK-nummer",
    "naam": "Organisatie",
    "regio_id": "Regio",
    "van": "Van",
    "tot": "Tot en met",
    "bron": "Bron",
}


class Plek(NamedTuple):
    """A region of an uitvoerder for which somebody keeps the register."""

    uitvoerder: int
    regio: int

    @property
    def sleutel(self) -> str:
        return f"{self.uitvoerder}-{self.regio}"


def uitvoerders(gebruiker: Gebruiker, recht: Recht = Recht.REGISTER_BIJHOUDEN) -> list[tuple[int, str]]:
    """Id and zorgkantoor of the uitvoerders where the user has this right."""
    bereik = bevoegdheid(gebruiker).uitvoerders(recht)
    rijen = WlzUitvoerder.objects.all() if bereik is None else WlzUitvoerder.objects.filter(pk__in=bereik)
    return list(rijen.order_by("zorgkantoor").values_list("pk", "zorgkantoor"))


def plekken(gebruiker: Gebruiker, contract: Contract | None = None) -> dict[Plek, str]:
    """The regions for which the user keeps the register, by name; of one uitvoerder when a line is changed.

    A line keeps its region, also when no round has that region with the uitvoerder any more.
    """
    eigen = dict(uitvoerders(gebruiker))
    eigen = {contract.uitvoerder_id: eigen[contract.uitvoerder_id]} if contract else eigen
    rijen = Regiotoewijzing.objects.filter(uitvoerder__in=eigen).order_by("regio__naam")
    gevonden = {Plek(*paar[:2]): paar[2] for paar in rijen.values_list("uitvoerder_id", "regio_id", "regio__naam")}
    if contract:
        gevonden.setdefault(Plek(contract.uitvoerder_id, contract.regio_id), contract.regio.naam)
    if len(eigen) < 2:
        return gevonden
    return {plek: f"{naam} ({eigen[plek.uitvoerder]})" for plek, naam in gevonden.items()}


def regionamen(uitvoerder_id: int) -> dict[str, int]:
    """Every spelling of the regions of an uitvoerder, in small letters, with the id of the region."""
    regios = Regio.objects.filter(toewijzingen__uitvoerder=uitvoerder_id).distinct()
    namen = {naam.casefold(): pk for pk, naam in regios.values_list("pk", "naam")}
    aliassen = Regioalias.objects.filter(regio__in=regios).values_list("naam", "regio_id")
    return {naam.casefold(): pk for naam, pk in aliassen} | namen


def gebeurtenissen(gebruiker: Gebruiker) -> QuerySet[Gebeurtenis]:
    """Lines of the log about the registers that this user may see, last first."""
    kettingen = [f"partijen.wlzuitvoerder:{pk}" for pk, _ in uitvoerders(gebruiker, Recht.DOSSIER_ZIEN)]
    return Gebeurtenis.objects.filter(dossier__in=kettingen, handeling__in=HANDELINGEN).order_by("-tijd", "-pk")


@dataclass(frozen=True)
class Wijziging:
    """One change in words: who it is about, and per field what it was and became; `aantal`: lines of a file."""

    wat: str
    wie: str
    op: datetime
    door: str
    reden: str
    velden: tuple[tuple[str, str, str], ...]
    aantal: int


def wijzigingen(regels: Iterable[Gebeurtenis]) -> list[Wijziging]:
    """Lines of the log with the names looked up; four queries."""
    regels = list(regels)
    feiten = [feit for regel in regels for feit in (regel.gegevens.get("was"), regel.gegevens.get("wordt")) if feit]
    nummers = {feit["kvk_nummer"] for feit in feiten}
    namen = dict(Organisatie.objects.filter(kvk_nummer__in=nummers).values_list("kvk_nummer", "statutaire_naam"))
    namen |= dict(Contract.objects.filter(kvk_nummer__in=nummers).values_list("kvk_nummer", "naam"))
    regios = dict(Regio.objects.filter(pk__in={feit["regio_id"] for feit in feiten}).values_list("pk", "naam"))
    mensen = dict(Gebruiker.objects.filter(pk__in={regel.actor_id for regel in regels}).values_list("pk", "naam"))
    return [_wijziging(regel, namen, regios, mensen) for regel in regels]


def _wijziging(
    regel: Gebeurtenis, namen: Mapping[str, str], regios: Mapping[int, str], mensen: Mapping[int, str]
) -> Wijziging:
    was, wordt = regel.gegevens.get("was") or {}, regel.gegevens.get("wordt") or {}
    kvk = (wordt or was).get("kvk_nummer", "")
    return Wijziging(
        wat=HANDELINGEN[regel.handeling],
        wie=f"{namen[kvk]} (KvK {kvk})" if kvk in namen else f"KvK {kvk}" if kvk else "",
        op=regel.tijd,
        door=mensen.get(regel.actor_id or 0, "het portaal"),
        reden=regel.gegevens.get("reden", ""),
        velden=tuple(_velden(was, wordt, regel.gegevens.get("velden", []), regios)),
        aantal=len(regel.gegevens.get("nieuw", [])),
    )


def _velden(was: Mapping[str, Any], wordt: Mapping[str, Any], anders: Iterable[str], regios: Mapping[int, str]):
    """Label, old and new value of what changed; a name or a source is told without its text (R8)."""
    for veld, label in NAMEN.items():
        if veld not in was and veld not in wordt:
            if veld in anders:
                yield label, "", "gewijzigd"
        elif not (was and wordt) or veld in anders:
            yield label, _waarde(veld, was.get(veld), regios), _waarde(veld, wordt.get(veld), regios)


def _waarde(veld: str, waarde: Any, regios: Mapping[int, str]) -> str:
    if waarde is None:
        return ""
    if veld == "regio_id":
        return regios.get(waarde, "")
    return f"{date.fromisoformat(waarde):%d-%m-%Y}" if veld in ("van", "tot") else str(waarde)
