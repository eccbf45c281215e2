"""The verduidelijkingsvraag. Pure: its term, what it may be about, and what a verdict is bound to (A52, IK-207)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from beoordeling import rules
from beoordeling.bevindingen import ERVARING, NIEUW, ONDERBOUWING
from inschrijving import rules as inschrijving
from inschrijving.feiten import Dossier
from kern.fouten import RegelFout
from kern.kalender import werkdagen_later
from kern.opmaak import ZONE, lokaal, moment
from kern.rules import canoniek, sha256

TERMIJN = 5  # working days
GRACE = timedelta(seconds=60)  # between the arrival of an answer and the moment it is recorded (T5)
ONTBREEKT = "ontbreekt"  # the kind of finding about which no question is possible
BEWIJS = {ERVARING: ("ervaring",)}  # kinds of document that carry an eis beside the onderbouwing
VERKLARING = "bestuursverklaring"  # carries every eis
STUK = "stuk-"  # what the code of a file begins with; then its kind
NIET_AANVULLEN = (
    "Wat bij de inschrijving hoorde en ontbreekt, mag na de sluiting niet worden aangevuld. "
    "Daarover kan geen vraag worden gesteld (A52)."
)


class TeLaatVastgelegd(RegelFout):
    """An answer that was stamped in time and recorded after the grace: people must look (T6)."""


@dataclass(frozen=True)
class Termijn:
    """Of a question: when the reminder goes, and the last second in which an answer is in time."""

    herinneren_op: datetime
    tot: datetime


def termijn(verstuurd_op: datetime) -> Termijn:
    """Five working days: the day of sending does not count, and the last one counts to its end (A52, A04).

    Working days and the end of a day are those of Amsterdam. The reminder goes at nine on the working day before the
    last one, so that an office has that day and the last one.
    """
    laatste = werkdagen_later(lokaal(verstuurd_op).date(), TERMIJN)
    return Termijn(
        herinneren_op=datetime.combine(werkdagen_later(laatste, -1), time(9), ZONE),
        tot=datetime.combine(laatste, time(23, 59, 59), ZONE),
    )


def op_tijd(aangekomen_op: datetime, tot: datetime) -> bool:
    """In time to the end of the second that the term names, whatever the answer waits for after its arrival (R1)."""
    return aangekomen_op < tot + timedelta(seconds=1)


def loopt(nu: datetime, tot: datetime) -> bool:
    """Whether an answer that arrived in time may still be on its way: until then nobody judges."""
    return nu < tot + timedelta(seconds=1) + GRACE


def eis_op_tijd(aangekomen_op: datetime, tot: datetime) -> None:
    if not op_tijd(aangekomen_op, tot):
        raise RegelFout(f"De termijn is voorbij sinds {moment(tot)}. U kunt deze vraag niet meer beantwoorden.")


def eis_op_tijd_vastgelegd(nu: datetime, tot: datetime) -> None:
    """Between the grace and the first possible verdict lies nothing: no answer comes after a verdict (T6)."""
    if not loopt(nu, tot):
        raise TeLaatVastgelegd(
            "Uw antwoord kwam op tijd aan, maar het vastleggen duurde te lang. Dit is een storing bij ons en wij "
            "hebben die vastgelegd. Neem contact op met het zorgkantoor."
        )


def eis_geen_lopende_vraag(tot: datetime | None) -> None:
    """No verdict on an eis while a question about it is open. `tot`: end of its term, or None when there is none."""
    if tot is not None:
        raise RegelFout(
            f"Over deze eis loopt een verduidelijkingsvraag tot en met {moment(tot)}. "
            "Een oordeel kan als het antwoord er is, of na die termijn."
        )


@dataclass(frozen=True)
class Gevraagd:
    """A question that was sent to a dossier, as far as a verdict depends on it."""

    pk: int
    tekst: str
    waarover: str
    antwoord: str = ""


def gezien_hash(versie: str, gevraagd: Iterable[Gevraagd]) -> str:
    """What a verdict on an eis is bound to: the submitted version, and each question on that eis with its answer.

    `versie`: hash of the submitted version. Without a question it is that hash itself.
    """
    vragen = [[g.pk, g.tekst, g.waarover, g.antwoord] for g in sorted(gevraagd, key=lambda g: g.pk)]
    return sha256(canoniek([versie, vragen])) if vragen else versie


def eis_gezien(gezien: str, nu: str, versie: str) -> None:
    """A verdict is on what was looked at, and on nothing else (R17): the version, the questions and the answers.

    `versie`: hash of the submitted version that counts; the others as `gezien_hash` makes them.
    """
    if gezien != nu and nu != versie:
        raise RegelFout(
            "Er is een vraag of een antwoord bijgekomen sinds u keek. Wat u typte staat er nog. "
            "Bekijk het dossier opnieuw en sla dan uw oordeel op."
        )
    rules.eis_gezien(gezien, nu)


# What a question may be about


def ontbrekend(d: Dossier, eis: int, regio: int | None) -> list[str]:
    """Names of the required documents that carry this eis and are not there; `regio`: pk, None for all regions.

    `d`: with the class per region that is proposed or decided. An onderbouwing may be a text or a file (IK-101).
    """
    hier = [r.naam for r in d.regios if regio in (None, r.pk)]
    soorten = (VERKLARING, *BEWIJS.get(eis, ()))
    mist = [v.titel for v in inschrijving.ontbrekende_documenten(d) if v.soort in soorten and set(v.regios) & set(hier)]
    if not d.verklaring.getekend:
        mist.append("Handtekening onder de bestuursverklaring")
    nieuw = any(r.klasse == NIEUW for r in d.regios if regio in (None, r.pk))
    vereist = any(v.soort == ONDERBOUWING for v in inschrijving.vereiste_documenten(d))
    if nieuw and vereist and not _onderbouwd(d, eis):
        mist.append(f"Onderbouwing bij eis {eis}")
    return list(dict.fromkeys(mist))


def _onderbouwd(d: Dossier, eis: int) -> bool:
    tekst = any(e.nummer == eis and e.onderbouwing for e in d.eisen)
    return tekst or any(
        document.soort == ONDERBOUWING and eis in document.eisen and not document.besmet for document in d.documenten
    )


def eis_niets_ontbreekt(mist: Sequence[str]) -> None:
    """No question can make up for a required document that is missing (A52, IK-207)."""
    if mist:
        raise RegelFout(f"Bij deze eis ontbreekt: {', '.join(mist)}. {NIET_AANVULLEN}")


def ingediend(d: Dossier, eis: int, regio: int | None, soortnamen: Mapping[str, str]) -> dict[str, str]:
    """What was submitted that a question can be about: per code what this dossier has of it, in words.

    The code is the same in every dossier, so that all in the same position are asked about the same thing.
    `soortnamen`: name per kind of document.
    """
    bestanden: dict[str, list[str]] = {}
    for document in sorted(d.documenten, key=lambda rij: rij.pk):
        if not document.besmet and document.soort != VERKLARING:
            bestanden.setdefault(document.soort, []).append(document.naam)
    punten = {code: f"{naam} ({wat})" for code, naam, wat in _gesteld(d, eis, regio) if wat}
    return punten | {
        f"{STUK}{soort}": f"{soortnamen[soort]} ({', '.join(namen)})" for soort, namen in bestanden.items()
    }


def _gesteld(d: Dossier, eis: int, regio: int | None) -> Iterator[tuple[str, str, str]]:
    """Code, name, and what was stated in words; empty when nothing was."""
    onderbouwing = next((e.onderbouwing for e in d.eisen if e.nummer == eis), "")
    yield "onderbouwing", f"De onderbouwing bij eis {eis}", "tekst" if onderbouwing else ""
    yield "ervaring", "De genoemde ervaring", _aantal(len(d.ervaringen), "regel", "regels")
    yield "mensen", "De lijst van cliëntondersteuners", _aantal(len(d.ondersteuners), "persoon", "personen")
    gedekt = sum(len(r.gedekt) for r in d.regios if regio in (None, r.pk))
    yield "dekking", "De aangevinkte gemeenten", _aantal(gedekt, "gemeente", "gemeenten")
    bereik = [
        naam for naam, er in (("werkdagen", d.werkdagen), ("adres", d.bezoekadres), ("telefoon", d.telefoon)) if er
    ]
    yield "bereik", "De bereikbaarheid", ", ".join(bereik)
    prognose = any(r.onderbouwing for r in d.regios if regio in (None, r.pk))
    yield "prognose", "De prognose", "cliënten, uren en uitleg" if prognose else ""
    yield "verklaring", "De bestuursverklaring", "getekend" if d.verklaring.getekend else ""


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}" if aantal else ""


# Who gets it


def inhoudshash(vraag: Sequence[object], ontvangers: Iterable[Sequence[object]]) -> str:
    """What the second person approves (R17): the question, who gets it, who does not and why."""
    return sha256(canoniek([list(vraag), sorted(list(rij) for rij in ontvangers)]))


def eis_dezelfde_groep(toen: Mapping[str, str], nu: Mapping[str, str]) -> None:
    """The group stays the one that was looked at. Both: name per key of a place in a dossier."""
    verschil = [nu.get(sleutel) or toen[sleutel] for sleutel in {**toen, **nu} if (sleutel in toen) != (sleutel in nu)]
    if verschil:
        raise RegelFout(
            f"Sinds de vraag is opgesteld, is veranderd wie in dezelfde positie is: {', '.join(sorted(verschil))}. "
            "Trek de vraag in en stel haar opnieuw op."
        )


def eis_reden(naam: str, reden: str) -> None:
    if not reden:
        raise RegelFout(f"Schrijf op waarom {naam} de vraag niet krijgt, of laat het vinkje staan.")
