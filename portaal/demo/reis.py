"""The year of the demo: milestones, what the cast does up to each, and the start state."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from kern import klok
from kern.log import herkomst
from partijen.models import Gebruiker
from portaal.demo import (
    bekendmakers,
    beoordelaars,
    budgetbewakers,
    cast,
    contractanten,
    declaranten,
    rapporteurs,
    toezichthouders,
    verdelers,
    verslaggevers,
    vragers,
    wijzigers,
)
from portaal.demo.klok import op, zet_klok
from uitvoering.rules.productie import maandnaam

VOORTGANG = "demo-voortgang"
GEMIST = "demo-gemist"
Stap = Callable[[], list[str] | None]  # gives what a rule refused, in words


@dataclass(frozen=True)
class Halte:
    """A milestone to jump to: local time, name, and what the others have done by then."""

    moment: datetime
    naam: str
    stappen: tuple[tuple[str, Stap], ...] = ()


def _m(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst).replace(tzinfo=klok.AMSTERDAM)


def _op(tekst: str, stap: Stap) -> Stap:
    """The step, on a clock that stands at least at this moment."""

    def doe() -> list[str] | None:
        op(_m(tekst))
        return stap()

    return doe


def _leveren(tekst: str, maand: date) -> tuple[str, Stap]:
    return (f"Organisaties leveren {maandnaam(maand)} aan", _op(tekst, partial(rapporteurs.lever_aan, maand)))


def _verslagen(dag: str, gelezen: str) -> tuple[tuple[str, Stap], ...]:
    return (
        ("Organisaties leveren hun kwartaalverslag aan", _op(f"{dag}T10:00", verslaggevers.lever_verslagen)),
        ("Een inkoper leest de verslagen", _op(f"{gelezen}T10:00", verslaggevers.lees_verslagen)),
    )


def _gesprekken(gepland: str, gehouden: str) -> tuple[tuple[str, Stap], ...]:
    return (
        ("Gesprekken worden gepland", _op(f"{gepland}T10:00", verslaggevers.plan_gesprekken)),
        ("Zorgkantoor en organisaties spreken elkaar", _op(f"{gehouden}T14:00", verslaggevers.houd_gesprekken)),
    )


def _keuren(tekst: str, maand: date) -> tuple[str, Stap]:
    return (f"Een inkoper controleert {maandnaam(maand)}", _op(tekst, partial(rapporteurs.keur_goed, maand)))


HALTES: tuple[Halte, ...] = (
    Halte(_m("2017-06-01T09:00"), "Publicatie: de inschrijving is open"),
    Halte(
        _m("2017-06-19T09:00"),
        "De tijd voor vragen is voorbij",
        (("Organisaties stellen vragen", _op("2017-06-12T10:00", vragers.stel_vragen)),),
    ),
    Halte(
        _m("2017-07-03T09:00"),
        "De nota van inlichtingen",
        (
            ("Zorgkantoren beantwoorden de vragen", _op("2017-06-21T10:00", vragers.beantwoord_vragen)),
            ("De nota van inlichtingen komt uit", _op("2017-06-29T14:00", vragers.publiceer)),
        ),
    ),
    Halte(
        _m("2017-07-25T10:00"),
        "Een week voor de sluiting",
        (("De meeste organisaties schrijven in", _op("2017-07-17T11:00", cast.dien_in_op_tijd)),),
    ),
    Halte(
        _m("2017-08-01T16:50"),
        "Tien minuten voor de sluiting",
        (("De laatste organisaties schrijven in", _op("2017-08-01T09:30", cast.dien_laatste_in)),),
    ),
    Halte(_m("2017-08-01T18:05"), "De dossiers kunnen open"),
    Halte(
        _m("2017-08-02T09:00"),
        "Beoordeling",
        (
            ("Twee mensen openen de dossiers", _op("2017-08-01T18:15", beoordelaars.open_alles)),
            ("Inkopers verdelen het werk", _op("2017-08-02T08:30", beoordelaars.verdeel_alles)),
        ),
    ),
    Halte(
        _m("2017-08-28T09:00"),
        "Selectie",
        (
            ("Organisaties beantwoorden vragen", _op("2017-08-07T09:30", beoordelaars.beantwoord_vragen)),
            ("Twee inkopers beoordelen elke eis", _op("2017-08-07T10:00", beoordelaars.beoordeel_alles)),
            ("Inkopers delen in: bestaand of nieuw", _op("2017-08-24T10:00", beoordelaars.deel_alles_in)),
        ),
    ),
    Halte(
        _m("2017-09-05T12:00"),
        "Loting",
        (("Regio’s worden gerangschikt en bevroren", _op("2017-08-30T10:00", beoordelaars.selecteer_alles)),),
    ),
    Halte(
        _m("2017-09-13T09:00"),
        "Brieven",
        (
            ("De notaris loot", _op("2017-09-05T14:00", beoordelaars.loot_alles)),
            ("Uitslagen worden vastgesteld", _op("2017-09-08T10:00", beoordelaars.stel_alles_vast)),
            ("Inkopers maken de brieven", _op("2017-09-11T10:00", bekendmakers.stel_alle_brieven_op)),
        ),
    ),
    Halte(
        _m("2017-09-15T11:59"),
        "Eén minuut voor de bekendmaking",
        (
            ("Managers keuren de brieven goed", _op("2017-09-14T10:00", bekendmakers.keur_alles_goed)),
            ("De vrijgave staat klaar", _op("2017-09-14T15:00", bekendmakers.zet_alle_vrijgaven_klaar)),
        ),
    ),
    Halte(
        _m("2017-09-15T12:05"),
        "Bekendgemaakt",
        (("De beslissingen gaan uit", _op("2017-09-15T12:00", bekendmakers.geef_alles_vrij)),),
    ),
    Halte(
        _m("2017-09-26T14:00"),
        "Er zijn bezwaren",
        (("Organisaties maken bezwaar", _op("2017-09-22T16:00", bekendmakers.maak_bezwaren)),),
    ),
    Halte(
        _m("2017-09-30T12:00"),
        "Na de sluitingstijd, binnen 15 dagen",
        (("Eén bezwaar komt laat", _op("2017-09-29T18:30", bekendmakers.maak_laat_bezwaar)),),
    ),
    Halte(
        _m("2017-10-12T17:01"),
        "Het opschorten is voorbij",
        (
            ("Inkopers verdelen het geld", _op("2017-10-03T10:00", verdelers.verdeel_alles)),
            ("Organisaties gaan akkoord met hun budget", _op("2017-10-06T15:00", verdelers.beantwoord_alles)),
            ("Inkopers beantwoorden de bezwaren", _op("2017-10-10T11:00", bekendmakers.beantwoord_bezwaren)),
        ),
    ),
    Halte(
        _m("2017-10-18T09:00"),
        "Overeenkomsten aangeboden",
        (("Zorgkantoor Menzis biedt de overeenkomsten aan", _op("2017-10-16T10:00", contractanten.bied_alles_aan)),),
    ),
    Halte(
        _m("2018-01-02T09:00"),
        "De overeenkomsten lopen",
        (
            ("Beide partijen tekenen", _op("2017-10-24T10:00", contractanten.teken_alles)),
            (
                "Organisaties vullen in hoe cliënten hen bereiken",
                _op("2017-12-04T10:00", contractanten.maak_bereikbaar),
            ),
            ("De overeenkomsten gaan in", _op("2018-01-01T00:00", contractanten.laat_ingaan)),
        ),
    ),
    Halte(
        _m("2018-02-07T09:00"),
        "De eerste productie is binnen",
        (
            _leveren("2018-02-06T10:00", date(2018, 1, 1)),
            ("Een organisatie declareert", _op("2018-02-06T11:00", declaranten.declareer)),
        ),
    ),
    Halte(
        _m("2018-06-06T09:00"),
        "Wijzigen en verlengen",
        (
            _keuren("2018-02-19T10:00", date(2018, 1, 1)),
            ("Een inkoper keurt declaraties goed", _op("2018-02-20T10:00", declaranten.keur_goed)),
            ("Een manager legt de betaling vast", _op("2018-03-01T10:00", declaranten.betaal)),
            ("Een overeenkomst krijgt een addendum", _op("2018-03-05T10:00", wijzigers.wijzig_een)),
            ("Een bestand met namen wordt geweigerd", _op("2018-03-06T09:00", rapporteurs.stuur_namen_mee)),
            _leveren("2018-03-06T10:00", date(2018, 2, 1)),
            _keuren("2018-03-19T10:00", date(2018, 2, 1)),
            *_gesprekken("2018-03-19", "2018-03-29"),
            _leveren("2018-04-05T10:00", date(2018, 3, 1)),
            ("Een organisatie declareert", _op("2018-04-06T10:00", declaranten.declareer)),
            *_verslagen("2018-04-09", "2018-04-11"),
            _keuren("2018-04-12T10:00", date(2018, 3, 1)),
            ("Een organisatie corrigeert maart", _op("2018-04-24T10:00", rapporteurs.corrigeer)),
            ("Een organisatie declareert", _op("2018-04-24T11:00", declaranten.declareer)),
            _keuren("2018-04-26T10:00", date(2018, 3, 1)),
            ("Een inkoper keurt declaraties goed", _op("2018-04-26T11:00", declaranten.keur_goed)),
            ("Een manager legt de betaling vast", _op("2018-05-03T10:00", declaranten.betaal)),
            _leveren("2018-05-08T10:00", date(2018, 4, 1)),
            _keuren("2018-05-17T10:00", date(2018, 4, 1)),
            ("Er is een acuut signaal", _op("2018-05-22T09:30", verslaggevers.meld_acuut)),
            ("Een inkoper pakt het signaal op", _op("2018-05-22T10:15", verslaggevers.beantwoord_acuut)),
            ("Een overeenkomst wordt verlengd", _op("2018-06-05T10:00", wijzigers.verleng_een)),
        ),
    ),
    Halte(
        _m("2018-09-18T09:00"),
        "Een maand is te laat",
        (
            _leveren("2018-06-07T10:00", date(2018, 5, 1)),
            _keuren("2018-06-18T10:00", date(2018, 5, 1)),
            *_gesprekken("2018-06-18", "2018-06-28"),
            ("Een inkoper herziet de budgetten", _op("2018-06-29T10:00", verslaggevers.herzie)),
            _leveren("2018-07-05T10:00", date(2018, 6, 1)),
            *_verslagen("2018-07-09", "2018-07-12"),
            _keuren("2018-07-16T10:00", date(2018, 6, 1)),
            _leveren("2018-08-07T10:00", date(2018, 7, 1)),
            _keuren("2018-08-16T10:00", date(2018, 7, 1)),
            _leveren("2018-09-06T10:00", date(2018, 8, 1)),
            ("Een organisatie declareert", _op("2018-09-07T10:00", declaranten.declareer)),
            ("Het portaal herinnert", _op("2018-09-10T08:00", rapporteurs.herinner)),
            ("Het portaal meldt wat te laat is", _op("2018-09-15T08:00", rapporteurs.herinner)),
            _keuren("2018-09-17T10:00", date(2018, 8, 1)),
            ("Een inkoper keurt declaraties goed", _op("2018-09-17T11:00", declaranten.keur_goed)),
        ),
    ),
    Halte(
        _m("2018-10-02T09:00"),
        "Een ingebrekestelling",
        (
            ("Gesprekken worden gepland", _op("2018-09-18T10:00", verslaggevers.plan_gesprekken)),
            ("Een inkoper stelt een tekortkoming vast", _op("2018-09-24T10:00", toezichthouders.open_tekortkoming)),
            ("Zorgkantoor en organisaties spreken elkaar", _op("2018-09-28T14:00", verslaggevers.houd_gesprekken)),
            ("De ingebrekestelling gaat uit", _op("2018-10-01T10:00", toezichthouders.stel_in_gebreke)),
        ),
    ),
    Halte(
        _m("2018-11-01T09:00"),
        "Een overeenkomst is opgezegd",
        (
            _leveren("2018-10-04T10:00", date(2018, 9, 1)),
            ("Een manager legt de betaling vast", _op("2018-10-05T10:00", declaranten.betaal)),
            ("Het portaal waarschuwt voor een budget", _op("2018-10-08T08:00", budgetbewakers.bewaak)),
            ("De maand die te laat was, komt binnen", _op("2018-10-09T10:00", rapporteurs.lever_alsnog_aan)),
            *_verslagen("2018-10-09", "2018-10-10"),
            ("Het dossier sluit: hersteld", _op("2018-10-11T10:00", toezichthouders.sluit)),
            ("Geld in de regio wordt herschikt", _op("2018-10-12T10:00", budgetbewakers.los_op)),
            ("Een organisatie zegt op", _op("2018-10-15T10:00", toezichthouders.zeg_op)),
            _keuren("2018-10-18T10:00", rapporteurs.TE_LAAT[1]),
            _keuren("2018-10-18T10:30", date(2018, 9, 1)),
        ),
    ),
    Halte(
        _m("2019-01-22T09:00"),
        "Het contractjaar is rond",
        (
            _leveren("2018-11-06T10:00", date(2018, 10, 1)),
            _keuren("2018-11-19T10:00", date(2018, 10, 1)),
            ("Een inkoper herziet de budgetten", _op("2018-11-28T10:00", verslaggevers.herzie)),
            _leveren("2018-12-06T10:00", date(2018, 11, 1)),
            ("Een organisatie declareert", _op("2018-12-07T10:00", declaranten.declareer)),
            ("Wat loopt, gaat naar andere organisaties", _op("2018-12-11T10:00", toezichthouders.draag_over)),
            _keuren("2018-12-17T10:00", date(2018, 11, 1)),
            *_gesprekken("2018-12-17", "2018-12-27"),
            ("Een inkoper keurt declaraties goed", _op("2018-12-17T11:00", declaranten.keur_goed)),
            ("Een manager legt de betaling vast", _op("2018-12-28T10:00", declaranten.betaal)),
            ("De opgezegde overeenkomst eindigt", _op("2019-01-01T00:00", toezichthouders.laat_eindigen)),
            _leveren("2019-01-08T10:00", date(2018, 12, 1)),
            ("Een organisatie declareert", _op("2019-01-08T11:00", declaranten.declareer)),
            *_verslagen("2019-01-09", "2019-01-11"),
            ("De inkoper rondt het einde af", _op("2019-01-10T10:00", toezichthouders.rond_af)),
            _keuren("2019-01-21T10:00", date(2018, 12, 1)),
        ),
    ),
)


def volgende_haltes() -> list[tuple[int, Halte]]:
    """Milestones that lie ahead of the clock, with their number."""
    nu = klok.nu()
    return [(nummer, halte) for nummer, halte in enumerate(HALTES) if halte.moment > nu]


def reis_naar(nummer: int) -> list[str]:
    """Walk the clock to a milestone; the cast does on the way what the others had to do.

    Gives what a rule refused the cast, in words: after a visitor left something half done.
    """
    gemist: list[str] = []
    with herkomst("taak"):
        onderweg = [halte for halte in HALTES[: nummer + 1] if halte.moment > klok.nu()]
        stappen = [
            (naam, stap) for halte in onderweg for naam, stap in (*halte.stappen, (halte.naam, _op_halte(halte)))
        ]
        for klaar, (naam, stap) in enumerate(stappen):
            cache.set(VOORTGANG, {"klaar": klaar, "totaal": len(stappen), "naam": naam}, timeout=600)
            gemist += stap() or []
    return list(dict.fromkeys(gemist))


def _op_halte(halte: Halte) -> Stap:
    return lambda: op(halte.moment)


def maak_begin() -> bool:
    """Make the start state in an empty database and keep a copy of it. False when there already is one."""
    if Gebruiker.objects.exists():
        return False
    speel_begin()
    _kopieer(Path(connection.settings_dict["NAME"]), _beginstand())
    return True


def speel_begin() -> None:
    """What the start state is made of, by the real actions."""
    zet_klok(_m("2017-05-29T09:00"))
    cast.maak_staf()
    cast.maak_contractregister()
    cast.publiceer_ronde()
    op(HALTES[0].moment)
    cast.registreer_organisaties()


def begin_opnieuw() -> None:
    """Put the start state back, clock included."""
    connection.close()
    _kopieer(_beginstand(), Path(settings.DATABASES["default"]["NAME"]))
    cache.clear()


def _beginstand() -> Path:
    return Path(settings.DATABASES["default"]["NAME"]).with_name("demo-begin.sqlite3")


def _kopieer(van: Path, naar: Path) -> None:
    """Copy an SQLite database while others may have it open."""
    bron, doel = sqlite3.connect(van), sqlite3.connect(naar, timeout=20)
    with bron, doel:
        bron.backup(doel)
    bron.close()
    doel.close()
