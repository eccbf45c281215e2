"""What may change in a signed overeenkomst: its end, a verlenging, a wijziging (art. 30, 32; 1.6; A55, A68). Pure."""

from calendar import monthrange
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kern.fouten import RegelFout
from kern.opmaak import datum, euro
from overeenkomst.rules.contract import Feiten


def eis_eerder_eind(laatste_dag: date, *, nu: date | None, vandaag: date, reden: str) -> None:
    """Refuse a last day that has been, or one that is not before the present one (OV-132: today is allowed)."""
    if not reden.strip():
        raise RegelFout("Schrijf op waarom de overeenkomst eerder eindigt.")
    if laatste_dag < vandaag:
        raise RegelFout(f"De laatste dag kan niet voor vandaag liggen ({datum(vandaag)}). Kies vandaag of later.")
    if nu is None or laatste_dag >= nu:
        raise RegelFout(f"De overeenkomst loopt al tot en met {datum(nu or laatste_dag)}. Kies een eerdere dag.")


# A wijziging by both sides (art. 32)

PARTIJVELDEN = {
    "organisatie": {
        "adres": "Correspondentieadres van de organisatie",
        "plaats": "Postcode en plaats van de organisatie",
        "bezoekadres": "Bezoekadres van de organisatie",
        "bezoekplaats": "Plaats van het bezoekadres",
    },
    "zorgkantoor": {"adres": "Adres van het zorgkantoor", "plaats": "Postcode en plaats van het zorgkantoor"},
}


@dataclass(frozen=True)
class Voorstel:
    """What is proposed. `wijziging` is the structured part, plain data (JSON), as `pas_toe` takes it:

    afspraken: {region: {year: {"tarief", "jaarbedrag", "budget", "uren"}}}, regios: {region: last day},
    regioafspraken: {region: text}, partijen: {side: {field: text}}, bijlagen: the new versions as they stand in the
    feiten, modeltekst: {"was", "wordt"} with the versions of the official text. Amounts and days are text.
    """

    reden: str
    toelichting: str
    artikelen: str
    tekst: str
    ingang_op: date
    wijziging: dict[str, Any]


def eis_voorstel(voorstel: Voorstel, *, vandaag: date, van: date, tot: date) -> None:
    """Refuse a voorstel that says nothing, or that starts before today or outside the overeenkomst (`van`, `tot`)."""
    for wat, tekst in (
        ("waarom de overeenkomst moet veranderen", voorstel.toelichting),
        ("om welke artikelen of bijlagen het gaat", voorstel.artikelen),
        ("wat er in het addendum komt te staan", voorstel.tekst),
    ):
        if not tekst.strip():
            raise RegelFout(f"Schrijf op {wat}.")
    eis_ingang(voorstel.ingang_op, vandaag=vandaag, van=van, tot=tot)


def eis_ingang(ingang_op: date, *, vandaag: date, van: date, tot: date) -> None:
    """Nothing changes in the past, nor outside the overeenkomst."""
    eerste = max(vandaag, van)
    if not eerste <= ingang_op <= tot:
        raise RegelFout(f"De ingangsdatum ligt van {datum(eerste)} tot en met {datum(tot)}. Kies een andere dag.")


def eis_partijen(partijen: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a field that is not for here, or an empty one."""
    for kant, velden in partijen.items():
        for veld, tekst in velden.items():
            naam = PARTIJVELDEN.get(kant, {}).get(veld)
            if naam is None:
                raise RegelFout("Dit gegeven kan hier niet veranderen.")
            if not tekst.strip():
                raise RegelFout(f"{naam}: vul iets in, of laat staan wat er stond.")


def eis_korter(tot: date, *, nu: date, ingang_op: date, regio: str) -> None:
    """A region can end earlier by a wijziging; longer is a verlenging (A55)."""
    if tot >= nu:
        raise RegelFout(
            f"{regio} loopt tot en met {datum(nu)}. Met een wijziging kan dat alleen korter worden; langer is een "
            "verlenging."
        )
    if tot < ingang_op:
        raise RegelFout(f"De laatste dag van {regio} ligt voor de ingangsdatum van de wijziging. Kies een latere dag.")


def eis_binnen_geld(*, geld: Decimal, afgesproken: Decimal, oud: Decimal, nieuw: Decimal, regio: str) -> None:
    """Refuse a higher budget for which the region has no money (IK-173). `afgesproken`: all budgets now."""
    over = geld - afgesproken + oud
    if nieuw > oud and nieuw > over:
        raise RegelFout(f"Voor {regio} is nog {euro(max(over, Decimal(0)))} over voor dit budget. Verlaag het budget.")


def eis_overleg(aantal: int) -> None:
    """No agreement is what one finds after talking (OV-142, OV-143)."""
    if not aantal:
        raise RegelFout("Leg eerst vast wanneer u met elkaar hebt overlegd, en wat daar uitkwam.")


def eis_overlegdag(dag: date, *, vandaag: date, vanaf: date) -> None:
    if not vanaf <= dag <= vandaag:
        raise RegelFout(f"Het overleg was tussen {datum(vanaf)} en vandaag. Verbeter de dag.")


def pas_toe(feiten: Feiten, wijziging: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the overeenkomst with a wijziging in them; what went in stays as it was."""
    uit = deepcopy(dict(feiten))
    for regio in uit["regios"]:
        naam = regio["naam"]
        regio["tot"] = wijziging.get("regios", {}).get(naam, regio["tot"])
        regio["afspraken"] = wijziging.get("regioafspraken", {}).get(naam, regio.get("afspraken", ""))
        regio["jaren"] = [
            rij | {veld: tekst for veld, tekst in nieuw.items() if veld in rij}
            for rij in regio["jaren"]
            if rij["jaar"] <= int(regio["tot"][:4])
            for nieuw in [wijziging.get("afspraken", {}).get(naam, {}).get(str(rij["jaar"]), {})]
        ]
    for kant, velden in wijziging.get("partijen", {}).items():
        uit[kant] |= velden
    if tekst := wijziging.get("modeltekst"):
        uit["modeltekst"] = tekst["wordt"]
    nieuw = {rij["naam"]: rij for rij in wijziging.get("bijlagen", [])}
    blijft = {rij["naam"] for rij in uit["bijlagen"]}
    uit["bijlagen"] = [nieuw.get(rij["naam"], rij) for rij in uit["bijlagen"]]
    uit["bijlagen"] += [rij for naam, rij in nieuw.items() if naam not in blijft]
    return uit


# Verlenging of what was concluded for one year (1.6; A55)

BESLISSEN_MAANDEN = 3  # before the end: as long as a notice takes (art. 32)


def mogelijke_eindes(eind: date, uiterlijk: date | None) -> list[date]:
    """The days to which an overeenkomst that ends on `eind` can be extended: year by year, to the last day allowed.

    None when the ronde offers no verlenging: its last day is not after the end (OV-131).
    """
    if uiterlijk is None:
        return []
    jaareindes = [date(jaar, 12, 31) for jaar in range(eind.year + 1, uiterlijk.year + 1)]
    return [min(dag, uiterlijk) for dag in jaareindes]


def eis_verlengbaar(tot: date | None, *, eind: date, uiterlijk: date | None, vandaag: date) -> None:
    """Refuse a verlenging the ronde does not offer, or one beyond its last day; None is no verlenging (IK-063)."""
    mogelijk = mogelijke_eindes(eind, uiterlijk)
    if not mogelijk:
        raise RegelFout("Deze overeenkomst kan niet worden verlengd.")
    if vandaag > eind:
        raise RegelFout(f"De overeenkomst is op {datum(eind)} geëindigd. Verlengen kan niet meer.")
    if tot is not None and not eind < tot <= mogelijk[-1]:
        raise RegelFout(f"Verlengen kan tot een dag na {datum(eind)} en uiterlijk tot en met {datum(mogelijk[-1])}.")


def beslissen_uiterlijk(eind: date) -> date:
    """The day by which a party should know: three months before the end, the last day of that month at the latest."""
    maand = eind.month - BESLISSEN_MAANDEN
    jaar, maand = (eind.year, maand) if maand > 0 else (eind.year - 1, maand + 12)
    return date(jaar, maand, min(eind.day, monthrange(jaar, maand)[1]))
