"""Pure: when an inschrijving is in time, how old a document may be, what is due, and how shares are counted."""

import calendar
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from inschrijving.feiten import Documenteis, Dossier, Ondersteuner, Vereist
from kern.fouten import RegelFout
from kern.opmaak import getal as als_getal
from kern.opmaak import lokaal, moment
from kern.rules import canoniek, sha256

TERUGSTAP = timedelta(milliseconds=50)  # of the clock of the database (F18)
GRACE = timedelta(seconds=60)  # T5: between the stamp and the commit
HERINNER_DAGEN = (1, 2, 7)
VOG, ZZP = "vog", "zzp"  # a natural person cannot get the VOG for legal persons (A23)
VOG_NP = "Verklaring omtrent gedrag voor natuurlijke personen (VOG NP)"
VOG_NP_UITLEG = (
    "Een zzp’er krijgt geen verklaring voor rechtspersonen. Daarom mag hier de verklaring voor natuurlijke personen."
)
WERKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")


class TeLaatVastgelegd(RegelFout):
    """Stamped in time, committed after the grace: two people must look (T6)."""


def op_tijd(aangekomen_op: datetime, sluiting_op: datetime) -> bool:
    """In time up to and including the closing instant, to the microsecond (A02, IK-019)."""
    return aangekomen_op <= sluiting_op


def reden_dicht(nu: datetime, publicatie_op: datetime | None, sluiting_op: datetime | None) -> str:
    """Why nothing can be handed in or changed at `nu`; empty while the round is open (IK-084, IK-191, IK-207)."""
    if publicatie_op is None or sluiting_op is None or nu < publicatie_op:
        return "Deze inkoopronde is nog niet open. Op de bladzijde van de ronde staat vanaf wanneer u kunt inschrijven."
    if not op_tijd(nu, sluiting_op):
        tekst = f"De inschrijving is gesloten sinds {moment(sluiting_op)}."
        return f"{tekst} U kunt niets meer indienen, wijzigen of toevoegen."
    return ""


def eis_klok_loopt_door(aangekomen_op: datetime, laatst_vastgelegd: datetime | None) -> None:
    """Refuse a stamp that lies before what was recorded already: the clock of the database was set back (F18)."""
    if laatst_vastgelegd and laatst_vastgelegd - aangekomen_op > TERUGSTAP:
        raise RegelFout(
            "De klok van het portaal is teruggezet. Daarom nemen wij nu niets aan: het tijdstip zou niet kloppen. Wat "
            "u invulde, is bewaard. Wij hebben dit vastgelegd en de beheerder krijgt een melding. Probeer het over een "
            "paar minuten opnieuw, en schrijf op hoe laat u dit probeerde."
        )


def eis_op_tijd_vastgelegd(vastgelegd_op: datetime, sluiting_op: datetime | None) -> None:
    """Accept a commit until 60 seconds after the closing; later is an incident for people (T5, T6)."""
    if sluiting_op is None or vastgelegd_op > sluiting_op + GRACE:
        raise TeLaatVastgelegd(
            "Uw inschrijving kwam op tijd aan, maar het vastleggen duurde te lang. Dit is een storing bij ons en wij "
            "hebben die vastgelegd. Neem contact op met het zorgkantoor."
        )


def maanden_terug(dag: date, maanden: int) -> date:
    """The same day so many calendar months earlier, clipped to the end of the month."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def niet_te_oud(datum: date, ingediend: date, maanden: int) -> bool:
    """Dated on or before the day of submission and at most so many months earlier (A11, IK-095, IK-097)."""
    return maanden_terug(ingediend, maanden) <= datum <= ingediend


def laatste_indiendag(datum: date, maanden: int) -> date:
    """The last day on which a document of `datum` may be handed in (A12)."""
    dag = maanden_terug(datum, -maanden)
    while maanden_terug(dag + timedelta(days=1), maanden) <= datum:
        dag += timedelta(days=1)
    return dag


def vereiste_documenten(dossier: Dossier) -> list[Vereist]:
    """The union of what each region asks for its class, with the regions that cause it (A22, A49, IK-091)."""
    vereist = []
    zzp = {deelnemer.pk for deelnemer in dossier.deelnemers if deelnemer.soort == ZZP}
    for soort, eisen in _per_soort(dossier).items():
        klassen = {eis.klasse for eis in eisen}
        regios = tuple(regio.naam for regio in dossier.regios if regio.klasse in klassen)
        for deelnemer, van in _van_wie(dossier, any(eis.per_deelnemer for eis in eisen)):
            np = soort == VOG and deelnemer in zzp
            vereist.append(
                Vereist(
                    soort=soort,
                    titel=VOG_NP if np else eisen[0].titel,
                    toelichting=VOG_NP_UITLEG if np else eisen[0].toelichting,
                    uploaden=eisen[0].uploaden,
                    heeft_datum=eisen[0].heeft_datum,
                    deelnemer=deelnemer,
                    van=van,
                    regios=regios,
                )
            )
    return vereist


def _per_soort(dossier: Dossier) -> Mapping[str, list[Documenteis]]:
    klassen = {regio.klasse for regio in dossier.regios}
    per_soort: dict[str, list[Documenteis]] = {}
    for eis in dossier.documenteisen:
        if eis.klasse in klassen and (dossier.samenwerkingsverband or not eis.alleen_samenwerkingsverband):
            per_soort.setdefault(eis.soort, []).append(eis)
    return per_soort


def _van_wie(dossier: Dossier, per_deelnemer: bool) -> list[tuple[int | None, str]]:
    zelf: list[tuple[int | None, str]] = [(None, dossier.statutaire_naam)]
    if not (per_deelnemer and dossier.samenwerkingsverband):
        return zelf
    return zelf + [(deelnemer.pk, deelnemer.naam) for deelnemer in dossier.deelnemers]


def ontbrekende_documenten(dossier: Dossier) -> list[Vereist]:
    """The files that are due and not there, or there without the date that counts."""
    leesbaar = [d for d in dossier.documenten if not d.besmet]
    aanwezig = {(d.soort, d.deelnemer) for d in leesbaar}
    gedateerd = {(d.soort, d.deelnemer) for d in leesbaar if d.datum}
    return [
        v
        for v in vereiste_documenten(dossier)
        if v.uploaden and (v.soort, v.deelnemer) not in (gedateerd if v.heeft_datum else aanwezig)
    ]


def onbedekt(gemeenten: Iterable[str], gedekt: Iterable[str]) -> list[str]:
    """Gemeenten of the region where the party does not work (eis 8, A26)."""
    return sorted(set(gemeenten) - set(gedekt))


def aandeel(ondersteuners: Iterable[Ondersteuner]) -> tuple[int, int]:
    """(registered or member, all): heads, each person once; in opleiding does not count (A41-A45, IK-099)."""
    namen = {o.naam.casefold(): o for o in ondersteuners}
    return sum(o.geregistreerd for o in namen.values()), len(namen)


def verklaring_hash(dossier: Dossier) -> str:
    """SHA-256 of all that the signature stands for; any change in it voids the signature (IK-074, IK-116)."""
    v = dossier.verklaring
    inhoud: dict[str, Any] = {
        "organisatie": [dossier.kvk_nummer, dossier.statutaire_naam, dossier.partijnaam],
        "uitvoerder": dossier.uitvoerder,
        "regios": [[r.pk, r.naam, r.klasse] for r in dossier.regios],
        "samenwerkingsverband": dossier.samenwerkingsverband,
        "deelnemers": [[d.pk, d.naam, d.soort, d.kvk_nummer] for d in dossier.deelnemers],
        "eisen": [[e.nummer, e.titel, e.tekst, e.bevestigd] for e in dossier.eisen],
        "garantie": v.garantie,
        "beroepscode": v.beroepscode,
        "adressen": [v.klachten_adres, v.privacy_adres],
        "andere_financiers": v.andere_financiers,
        "ondertekenaars": [[wie.naam, wie.functie, wie.bevoegdheid] for wie in v.ondertekenaars],
    }
    if dossier.verlenging:
        inhoud["verlenging"] = [str(dossier.verlenging.van), str(dossier.verlenging.tot)]
    return sha256(canoniek(inhoud))


def tekenhash(verklaring: str, bestand: str) -> str:
    """What a person signs: SHA-256 over the hash of the content and that of the PDF with it."""
    return sha256(canoniek({"verklaring": verklaring, "pdf": bestand}))


def open_plek(plekken: Collection[int], aantal: int, gekozen: int | None) -> int:
    """As which of the named signatories (1 or 2) someone signs: the chosen one, else the first that is open."""
    vrij = [plek for plek in range(1, aantal + 1) if plek not in plekken]
    if not vrij:
        raise RegelFout("De verklaring is al getekend.")
    if gekozen is not None and gekozen not in vrij:
        raise RegelFout("Voor deze ondertekenaar is al getekend. Ververs de bladzijde.")
    return gekozen or vrij[0]


def andere_persoon(eerder: Iterable[tuple[int, str]], door: tuple[int, str]) -> None:
    """Refuse a second signature by who signed already: the same account, or another one in the same name (B29).

    `eerder` and `door`: id of the account and name of the person.
    """
    if any(pk == door[0] for pk, _ in eerder):
        raise RegelFout("U hebt al getekend. De tweede handtekening moet van een ander zijn, met een eigen account.")
    if any(sleutelnaam(naam) == sleutelnaam(door[1]) for _, naam in eerder):
        raise RegelFout(
            "Er is al getekend met een ander account op uw naam. De tweede handtekening moet van een ander zijn."
        )


def sleutelnaam(naam: str) -> str:
    """A name as it is compared: letters and digits only, without accents and capitals."""
    kaal = unicodedata.normalize("NFKD", naam.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in kaal if not unicodedata.combining(c)).split())


def zelfde_naam(genoemd: str, certificaat: str) -> bool:
    """Whether a certificate is of who is named: the same last name, and the same first letter ('A. de Vries')."""
    een, ander = sleutelnaam(genoemd).split(), sleutelnaam(certificaat).split()
    return bool(een and ander) and een[-1] == ander[-1] and een[0][0] == ander[0][0]


GETAL = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?")


def getal(tekst: str, *, decimalen: int, maximum: Decimal) -> Decimal:
    """A number of 0 or more in Dutch notation: '1.234,56'. Raises RegelFout for anything else (B49)."""
    treffer = GETAL.fullmatch(tekst)
    if treffer is None:
        voorbeeld = "1.234,50, met een komma voor de decimalen" if decimalen else "1.234 of 120"
        raise RegelFout(f"Vul een getal in met gewone cijfers, bijvoorbeeld {voorbeeld}.")
    if len(treffer[1] or "") > decimalen:
        hoeveel = f"hoogstens {decimalen} cijfers achter de komma" if decimalen else "een heel getal"
        raise RegelFout(f"Vul {hoeveel} in.")
    waarde = Decimal(tekst.replace(".", "").replace(",", "."))
    if waarde > maximum:
        raise RegelFout(f"Vul een getal in van hoogstens {als_getal(maximum)}.")
    return waarde


def binnen_grenzen(*, aantal: int, omvang: int, erbij: int, max_aantal: int, max_omvang: int) -> None:
    """Refuse one more file of `erbij` bytes when the dossier is full. Sizes in bytes."""
    if aantal + 1 > max_aantal:
        raise RegelFout(
            f"In een dossier passen {max_aantal} bestanden. Verwijder eerst een bestand of voeg bestanden samen."
        )
    if omvang + erbij > max_omvang:
        raise RegelFout(
            f"In een dossier past samen {max_omvang // 1024**2} MB. Maak dit bestand kleiner of verwijder een ander."
        )


def herinnering(nu: datetime, sluiting_op: datetime) -> int | None:
    """How many days before closing the reminder that is now due belongs to; None when none is due (IK-084).

    Days of the calendar in Amsterdam, at the clock time of the closing (R14).
    """
    if not op_tijd(nu, sluiting_op):
        return None
    return next((dagen for dagen in HERINNER_DAGEN if nu >= lokaal(sluiting_op) - timedelta(days=dagen)), None)
