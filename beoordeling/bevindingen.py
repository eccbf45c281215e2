"""Automatic findings on a dossier: pointers for the two people who judge; they never decide. Pure."""

from dataclasses import dataclass
from datetime import date

from inschrijving import rules as inschrijving
from inschrijving.feiten import Dossier
from kern.opmaak import datum

WERKDAGEN = {"ma", "di", "wo", "do", "vr"}


@dataclass(frozen=True)
class Bevinding:
    """What stands out. `eis`: number of the eis, or None for the documents; `regio`: pk of the part, or None."""

    tekst: str
    eis: int | None = None
    regio: int | None = None
    document: str = ""


def bevindingen(dossier: Dossier, ingediend: date) -> list[Bevinding]:
    """All findings of a dossier as submitted on this day (A11, A26, IK-122, IK-128, IK-133 to IK-141)."""
    return [*_documenten(dossier, ingediend), *_mensen(dossier), *_organisatie(dossier), *_per_regio(dossier)]


def _documenten(d: Dossier, ingediend: date) -> list[Bevinding]:
    gevonden = [
        Bevinding(f"{v.titel} van {v.van} ontbreekt of heeft geen datum.", document=v.soort)
        for v in inschrijving.ontbrekende_documenten(d)
    ]
    dateren = {v.soort for v in inschrijving.vereiste_documenten(d) if v.heeft_datum}
    for document in d.documenten:
        if document.soort not in dateren or document.datum is None:
            continue
        if not inschrijving.niet_te_oud(document.datum, ingediend, d.document_max_maanden):
            tekst = f"{document.naam} is van {datum(document.datum)}: te oud op de dag van indienen."
            gevonden.append(Bevinding(tekst, document=document.soort))
    return gevonden


def _mensen(d: Dossier) -> list[Bevinding]:
    zonder_hbo = [o.naam for o in d.ondersteuners if not o.hbo]
    met_belang = [o.naam for o in d.ondersteuners if not o.geen_belangen]
    gevonden = []
    if zonder_hbo:
        gevonden.append(Bevinding(f"Zonder hbo-opleiding: {', '.join(zonder_hbo)}.", eis=2))
    if met_belang:
        gevonden.append(Bevinding(f"Niet verklaard dat er geen belang is: {', '.join(met_belang)}.", eis=5))
    return gevonden


def _organisatie(d: Dossier) -> list[Bevinding]:
    gevonden = []
    if d.verklaring.andere_financiers:
        gevonden.append(Bevinding(f"Andere financiers genoemd: {d.verklaring.andere_financiers}", eis=5))
    if not d.verklaring.beroepscode:
        gevonden.append(Bevinding("De organisatie stemt niet in met de beroepscode.", eis=6))
    if not (d.verklaring.klachten_adres and d.verklaring.privacy_adres):
        gevonden.append(Bevinding("Het webadres van de klachtenregeling of het privacyreglement ontbreekt.", eis=7))
    if not d.verklaring.getekend:
        gevonden.append(Bevinding("De handtekening onder de bestuursverklaring geldt niet.", document="bestuursverklaring"))
    if len(set(d.werkdagen)) < len(WERKDAGEN):
        gevonden.append(Bevinding("Niet op alle vijf werkdagen bereikbaar.", eis=9))
    if not (d.bezoekadres and d.telefoon and d.email):
        gevonden.append(Bevinding("Bezoekadres, telefoonnummer of e-mailadres ontbreekt.", eis=9))
    return gevonden


def _per_regio(d: Dossier) -> list[Bevinding]:
    gevonden = []
    for regio in d.regios:
        open_ = inschrijving.onbedekt(regio.gemeenten, regio.gedekt)
        if open_:
            tekst = f"{regio.naam}: niet aangevinkt {', '.join(open_)} ({len(regio.gedekt)} van {len(regio.gemeenten)})."
            gevonden.append(Bevinding(tekst, eis=8, regio=regio.pk))
        aantal = sum(regio.pk in o.regios for o in d.ondersteuners)
        if aantal < d.min_clientondersteuners:
            tekst = f"{regio.naam}: {aantal} cliëntondersteuners, minder dan {d.min_clientondersteuners}."
            gevonden.append(Bevinding(tekst, eis=9, regio=regio.pk))
        if not any(e.jaar == (d.jaar or 1) - 1 for e in d.ervaringen) and regio.klasse == "nieuw":
            gevonden.append(Bevinding(f"{regio.naam}: geen ervaring genoemd in {(d.jaar or 1) - 1}.", eis=1, regio=regio.pk))
    return gevonden
