"""Lines of the log as people read them: who, what in plain Dutch, and the facts; the log itself holds ids only (R8).

A first verdict shows nowhere before the second is given, for no reader. The hash of its line would betray it, for
there are only two verdicts to try; so neither that hash nor those after it in its chain stand here until then.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps

from bekendmaking.models import Brief
from beoordeling.models import Eisoordeel, Regiobeoordeling
from berichten.models import Bericht
from inschrijving.models import Indiening, Inschrijving, Regioinschrijving
from kern.klok import lokaal
from kern.models import Gebeurtenis, Uitkomst
from kern.opmaak import datum, getal, moment_exact
from kluis.models import Stuk
from partijen.models import Gebruiker, Rol
from portaal.logboek.handelingen import HANDELINGEN, SOORTEN, VOOR_EEN_SOORT

DOSSIER = "inschrijving:"
OORDEEL = "geef_oordeel"
NOG_DICHT = "nog niet te zien: de tweede beoordelaar heeft nog geen oordeel gegeven"
VELDEN = {  # what may be told of the facts of a line; ids say nothing to a reader
    "ontvangstnummer": "Ontvangstnummer",
    "eis": "Eis",
    "oordeel": "Oordeel",
    "heeft_belang": "Heeft een belang",
    "indeling": "Indeling",
    "voorstel": "Voorstel",
    "uitspraak": "Uitspraak",
    "uitkomst": "Uitkomst",
    "voldoet": "Voldoet",
    "soort": "Soort",
    "grond": "Grond",
    "kant": "Kant",
    "kanaal": "Ontvangen per",
    "code": "Code",
    "versie": "Versie",
    "volgnummer": "Volgnummer",
    "jaar": "Jaar",
    "maand": "Maand",
    "bedrag": "Bedrag in euro",
    "tarief": "Tarief in euro",
    "budget": "Budget in euro",
    "aangekomen_op": "Aangekomen op",
    "vrij_op": "Bekendmaking op",
    "opschorting_tot": "Opschortende termijn tot",
    "betekend_op": "Betekend op",
    "aanhangig_op": "Aanhangig op",
    "overleg_op": "Overleg op",
    "te_laat": "Te laat",
    "termijn_tot": "Termijn tot",
    "vanaf": "Vanaf",
    "tot": "Tot en met",
    "laatste_dag": "Laatste dag",
    "dag": "Dag",
    "op": "Op",
    "oud": "Was",
    "nieuw": "Wordt",
    "wat": "Wat",
    "toelichting": "Toelichting",
    "reden": "Reden",
    "sha256": "SHA-256",
    "pdf": "SHA-256 van de PDF",
    "hash": "SHA-256",
    "manifest": "SHA-256 van de lijst",
}


@dataclass(frozen=True)
class Regel:
    """One line. `hash` is empty as long as it would betray a verdict."""

    gebeurtenis: Gebeurtenis
    kenmerk: str  # of the dossier, empty for another chain
    wie: str
    rollen: str
    soort: str
    wat: str
    feiten: tuple[tuple[str, str], ...]
    hash: str

    @property
    def plek(self) -> str:
        """The chain, in words."""
        return self.kenmerk or _keten(self.gebeurtenis.dossier)


@dataclass(frozen=True)
class Namen:
    """What the ids in some lines stand for; as many queries at any number of lines."""

    mensen: Mapping[int, str]
    rollen: Mapping[int, list[Rol]]
    kenmerken: Mapping[str, str]
    rijen: Mapping[tuple[str, str], str]
    versies: Mapping[str, Indiening]
    compleet: Collection[tuple[str, int, int | None]]


def lees(gebeurtenissen: Iterable[Gebeurtenis]) -> list[Regel]:
    """The lines in the order in which they came."""
    regels = list(gebeurtenissen)
    namen = _zoek_op(regels)
    dicht = _dicht_vanaf(regels, namen)
    return [_regel(regel, namen, dicht) for regel in regels]


def _dicht_vanaf(regels: Iterable[Gebeurtenis], namen: Namen) -> dict[str, int]:
    """Per chain the number of the first verdict whose colleague's is not there yet."""
    ketens = {regel.dossier for regel in regels if regel.dossier.startswith(DOSSIER)}
    oordelen = Gebeurtenis.objects.filter(dossier__in=ketens, handeling=OORDEEL).order_by("-nummer")
    return {regel.dossier: regel.nummer for regel in oordelen if not _is_compleet(regel, namen)}


def _is_compleet(regel: Gebeurtenis, namen: Namen) -> bool:
    return (regel.dossier, regel.gegevens.get("eis"), regel.gegevens.get("regio")) in namen.compleet


def _regel(regel: Gebeurtenis, namen: Namen, dicht: Mapping[str, int]) -> Regel:
    soort = regel.object_soort
    naam = namen.rijen.get((soort, regel.object_id), "")
    open_ = regel.nummer < dicht.get(regel.dossier, regel.nummer + 1)
    return Regel(
        gebeurtenis=regel,
        kenmerk=namen.kenmerken.get(regel.dossier, ""),
        wie=een_regel(namen.mensen.get(regel.actor_id or 0, "onbekend")) if regel.actor_id else "het portaal",
        rollen=een_regel(rolnamen(namen.rollen.get(regel.actor_id or 0, ()), lokaal(regel.tijd).date())),
        soort=een_regel(f"{soortnaam(soort)} ({naam})" if naam else soortnaam(soort)),
        wat=handelingnaam(soort, regel.handeling),
        feiten=tuple((een_regel(label), een_regel(tekst)) for label, tekst in _feiten(regel, namen)),
        hash=regel.hash if open_ else "",
    )


def een_regel(tekst: str) -> str:
    """On one line and without what cannot be seen, so that typed text cannot pass for a line of the log (B46)."""
    return " ".join("".join(teken if teken.isprintable() else " " for teken in tekst).split())


def soortnaam(soort: str) -> str:
    """A kind of row in Dutch; of one that no longer exists its own name."""
    if soort in SOORTEN:
        return SOORTEN[soort]
    try:
        naam = str(apps.get_model(soort)._meta.verbose_name)
    except (LookupError, ValueError):
        return soort
    return naam[:1].upper() + naam[1:]


def handelingnaam(soort: str, handeling: str) -> str:
    """An act in Dutch; one that has no words yet as it stands in the log."""
    return VOOR_EEN_SOORT.get(soort, {}).get(handeling) or HANDELINGEN.get(handeling, handeling.replace("_", " "))


def rolnamen(rollen: Iterable[Rol], dag: date) -> str:
    """What somebody was on that day."""
    geldig = [rol for rol in rollen if rol.van <= dag and (rol.tot is None or rol.tot >= dag)]
    return "; ".join(f"{rol.get_soort_display().lower()}{_bij(rol)}" for rol in geldig)


def _bij(rol: Rol) -> str:
    if rol.uitvoerder:
        return f" bij {rol.uitvoerder.zorgkantoor}"
    return f" bij {rol.organisatie.statutaire_naam}" if rol.organisatie else ""


def _feiten(regel: Gebeurtenis, namen: Namen) -> Iterator[tuple[str, str]]:
    gegevens = dict(regel.gegevens)
    if regel.resultaat == Uitkomst.GEWEIGERD:
        yield "Resultaat", "geweigerd"
    if regel.handeling == OORDEEL and not _is_compleet(regel, namen):
        gegevens |= {"oordeel": NOG_DICHT}
    if "naar" in gegevens and "van" in gegevens:
        yield "Stand", _stand(regel.object_soort, gegevens)
    if regio := namen.rijen.get(("inschrijving.regioinschrijving", str(gegevens.get("regio")))):
        yield "Regio", regio
    for veld, label in VELDEN.items():
        if tekst := _tekst(gegevens.get(veld)):
            yield label, tekst
    if versie := namen.versies.get(gegevens.get("ontvangstnummer", "")):
        for stuk in versie.stukken:
            yield f"Bestand {stuk['naam']}", f"{getal(stuk['grootte'])} bytes, SHA-256 {stuk['sha256']}"


def _stand(soort: str, gegevens: Mapping[str, Any]) -> str:
    try:
        namen = dict(apps.get_model(soort)._meta.get_field("status").flatchoices)
    except LookupError:
        namen = {}
    return " → ".join(str(namen.get(gegevens[kant], gegevens[kant])).lower() for kant in ("van", "naar"))


def _tekst(waarde: Any) -> str:
    """A fact as people read it; empty for what only the portal reads."""
    match waarde:
        case bool():
            return "ja" if waarde else "nee"
        case int():
            return str(waarde)
        case str():
            return _als_tijd(waarde) or waarde.replace("_", " ")
        case list() if all(isinstance(deel, str) for deel in waarde):
            return ", ".join(waarde)
    return ""


def _als_tijd(tekst: str) -> str:
    """A day or a moment with its offset, in words; empty for any other text."""
    try:
        if len(tekst) == len("2017-08-01"):
            return datum(date.fromisoformat(tekst))
        return moment_exact(datetime.fromisoformat(tekst)) if tekst[:4].isdecimal() and "T" in tekst else ""
    except ValueError:
        return ""


def _keten(dossier: str) -> str:
    """A chain that is no dossier: `bekendmaking.archief:3` or `regioselectie:12`."""
    begin, _, rest = dossier.partition(":")
    return f"{soortnaam(begin)} {rest}" if "." in begin else dossier.replace(":", " ").capitalize()


def _zoek_op(regels: Collection[Gebeurtenis]) -> Namen:
    mensen = {regel.actor_id for regel in regels if regel.actor_id}
    dossiers = {int(deel) for regel in regels if (deel := _dossiernummer(regel.dossier))}
    kenmerken = Inschrijving.objects.filter(pk__in=dossiers).values_list("pk", "kenmerk")
    nummers = {regel.gegevens.get("ontvangstnummer") for regel in regels} - {None}
    return Namen(
        mensen=dict(Gebruiker.objects.filter(pk__in=mensen).values_list("pk", "naam")),
        rollen=rollen_van(mensen),
        kenmerken={f"{DOSSIER}{pk}": kenmerk for pk, kenmerk in kenmerken},
        rijen=rijnamen(_genoemd(regels)),
        versies={rij.ontvangstnummer: rij for rij in Indiening.objects.filter(ontvangstnummer__in=nummers)},
        compleet=_compleet(dossiers),
    )


def rollen_van(mensen: Collection[int]) -> dict[int, list[Rol]]:
    """Every role that these people have or had."""
    rollen = defaultdict(list)
    for rol in Rol.objects.filter(gebruiker__in=mensen).select_related("organisatie", "uitvoerder").order_by("pk"):
        rollen[rol.gebruiker_id].append(rol)
    return rollen


def _dossiernummer(keten: str) -> str:
    nummer = keten.removeprefix(DOSSIER)
    return nummer if keten.startswith(DOSSIER) and nummer.isdecimal() else ""


def _compleet(dossiers: Collection[int]) -> set[tuple[str, int, int | None]]:
    """The chain, eis and part of the dossier on which two verdicts stand."""
    rijen = Eisoordeel.objects.filter(inschrijving__in=dossiers).values_list(
        "inschrijving_id", "eis__nummer", "regioinschrijving_id"
    )
    return {(f"{DOSSIER}{pk}", eis, regio) for (pk, eis, regio), aantal in Counter(rijen).items() if aantal > 1}


def _genoemd(regels: Iterable[Gebeurtenis]) -> Iterator[tuple[str, str]]:
    """The rows that lines are about, and the regions in their facts."""
    for regel in regels:
        yield regel.object_soort, regel.object_id
        if regio := regel.gegevens.get("regio"):
            yield "inschrijving.regioinschrijving", str(regio)


def rijnamen(paren: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What rows are called, by kind and id; a kind that has no name of its own is left out."""
    ids = defaultdict(set)
    for soort, pk in paren:
        if pk.isdecimal():
            ids[soort].add(int(pk))
    regio = "toewijzing__regio__naam"
    berichten = Bericht.objects.filter(pk__in=ids["berichten.bericht"]).defer("tekst")
    brieven = Brief.objects.filter(pk__in=ids["bekendmaking.brief"]).order_by().values_list("pk", "versie")
    regios = Regioinschrijving.objects.filter(pk__in=ids["inschrijving.regioinschrijving"]).order_by()
    totalen = Regiobeoordeling.objects.filter(pk__in=ids["beoordeling.regiobeoordeling"]).order_by()
    per_soort = {
        "berichten.bericht": ((b.pk, f"{b.get_soort_display()}, aan {b.ontvanger}") for b in berichten),
        "bekendmaking.brief": ((pk, f"versie {versie}") for pk, versie in brieven),
        "kluis.stuk": Stuk.objects.filter(pk__in=ids["kluis.stuk"]).values_list("pk", "naam"),
        "inschrijving.regioinschrijving": regios.values_list("pk", regio),
        "beoordeling.regiobeoordeling": totalen.values_list("pk", f"regioinschrijving__{regio}"),
    }
    return {(soort, str(pk)): naam for soort, rijen in per_soort.items() for pk, naam in rijen}
