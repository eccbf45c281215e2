"""Automatic findings on a dossier: pointers for the two people who judge; they never decide. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from beoordeling import verlenging
from inschrijving import rules as inschrijving
from inschrijving.feiten import Dossier, Regio
from kern.opmaak import datum

ERVARING, OPLEIDING, BELANGEN, BEROEPSCODE, OPENBAAR, DEKKING, BEZETTING = 1, 2, 5, 6, 7, 8, 9  # numbers of the eisen
WMO_CONTRACT, ANDERSZINS, ONDERBOUWING = "wmo_contract", "anderszins", "onderbouwing"
BESTAAND, NIEUW = "bestaand", "nieuw"
DOCUMENT, DATUM = "document", "datum"
SOORTEN = {  # every kind of finding, in the words of the list of dossiers; a finding of no kind cannot be made
    DOCUMENT: "Document ontbreekt",
    DATUM: "Document met een verkeerde datum",
    "handtekening": "Handtekening geldt niet of is onzeker",
    "vog_np": "VOG voor een natuurlijk persoon",
    "aandeel": "Niet iedereen is ingeschreven of lid",
    "ontbreekt": "Onderbouwing ontbreekt",
    "geen_ervaring": "Geen ervaring die telt",
    "andere_ervaring": "Alleen andere ervaring",
    "ervaring_elders": "Ervaring buiten de regio of uit een ander jaar",
    "hbo": "Iemand zonder hbo-opleiding",
    "belang": "Iemand met een belang",
    "financiers": "Andere financiers",
    "beroepscode": "Niet akkoord met de beroepscode",
    "webadres": "Webadres ontbreekt",
    "dekking": "Gemeente niet gedekt",
    "buiten_regio": "Gemeente buiten de regio aangevinkt",
    "bezetting": "Te weinig cliëntondersteuners",
    "meer_regios": "Mensen in meer dan één regio",
    "werkdagen": "Niet elke werkdag bereikbaar",
    "bereik": "Adres, telefoon of e-mail ontbreekt",
    "lopend_bij_heropening": "Heropening: heeft al een overeenkomst",
    verlenging.LOOPT: "Verlenging: de overeenkomst loopt",
    verlenging.LOOPT_LANGER: "Verlenging: de overeenkomst loopt langer door",
    verlenging.LOOPT_NIET: "Verlenging: geen overeenkomst die loopt",
}


@dataclass(frozen=True)
class Bevinding:
    """What stands out, under a short head. `eis`: its number, or None for what concerns the documents;
    `regio`: the region it is about, or None; `document`: pk of the file, or None; `nee`: the portal proposes
    'voldoet niet'; `soort`: the same in every dossier with this finding, one of SOORTEN.
    """

    kop: str
    tekst: str
    eis: int | None = None
    regio: Regio | None = None
    document: int | None = None
    nee: bool = False
    soort: str = field(kw_only=True)

    def __post_init__(self) -> None:
        assert self.soort in SOORTEN, "the list of dossiers must be able to filter on it"

    @property
    def blad(self) -> str:
        """Key of the document on the screen (see bladen)."""
        return f"stuk-{self.document}" if self.document else ""


def bevindingen(dossier: Dossier, ingediend: date) -> list[Bevinding]:
    """All findings of a dossier as submitted on this day, documents first, then in order of eis (A11, A26)."""
    if dossier.verlenging:  # its eisen are its own, see register.bij_verlenging
        return [*_documenten(dossier, ingediend), *_onderbouwing(dossier)]
    over_eisen = [*_onderbouwing(dossier), *_mensen(dossier), *_organisatie(dossier), *_per_regio(dossier)]
    return [*_documenten(dossier, ingediend), *_aandeel(dossier), *sorted(over_eisen, key=lambda b: b.eis or 0)]


def als_ingedeeld(dossier: Dossier, indelingen: Mapping[int, str]) -> Dossier:
    """The dossier with per region the class that is proposed or decided instead of the declared one (IK-150).

    `indelingen`: per pk of the region its indeling; all but 'bestaand' count as new (A16). So a party that entered as
    'bestaand' without a right to it is held to the documents and the proof of a new one. In an extension round there
    is nothing to hold it to: there it just does not meet the eis.
    """
    if dossier.verlenging:
        return dossier
    regios = (
        replace(regio, klasse=BESTAAND if indelingen[regio.pk] == BESTAAND else NIEUW)
        if regio.pk in indelingen
        else regio
        for regio in dossier.regios
    )
    return replace(dossier, regios=tuple(regios))


def dag(waarde: date) -> str:
    """A date without the day of the week: '30 januari 2017'."""
    return datum(waarde).partition(" ")[2]


def alleen_andere_ervaring(dossier: Dossier, regio: Regio) -> bool:
    """Whether a new party shows no Wmo contract in this region but other experience, which only people can judge
    (IK-120, IK-121, A28)."""
    anders = any(e.soort == ANDERSZINS for e in dossier.ervaringen)
    return regio.klasse == NIEUW and anders and not _wmo_hier(dossier, regio)


def _jaar(d: Dossier) -> int | None:
    """The year before the overeenkomst begins: the year that experience and contracts are about."""
    return d.jaar - 1 if d.jaar else None


def _wmo_hier(d: Dossier, regio: Regio) -> bool:
    return any(e.soort == WMO_CONTRACT and e.jaar == _jaar(d) and e.gemeente in regio.gemeenten for e in d.ervaringen)


def _documenten(d: Dossier, ingediend: date) -> Iterator[Bevinding]:
    for vereist in inschrijving.ontbrekende_documenten(d):
        if vereist.soort != ONDERBOUWING:  # a text per eis does as well as a file
            yield Bevinding(vereist.titel, f"Ontbreekt of heeft geen datum ({vereist.van}).", soort=DOCUMENT)
    dateren = {(v.soort, v.deelnemer): v.titel for v in inschrijving.vereiste_documenten(d) if v.heeft_datum}
    for document in d.documenten:
        titel = dateren.get((document.soort, document.deelnemer))
        if document.twijfel:
            yield Bevinding(d.verklaringnaam.capitalize(), document.twijfel, document=document.pk, soort="handtekening")
        if titel == inschrijving.VOG_NP:
            tekst = "Van een zzp’er: een VOG voor natuurlijke personen is hier goed (A23)."
            yield Bevinding(titel, tekst, document=document.pk, soort="vog_np")
        if titel is None or document.datum is None:
            continue
        if not inschrijving.niet_te_oud(document.datum, ingediend, d.document_max_maanden):
            hoe = "te oud op de dag van indienen" if document.datum <= ingediend else "van na de dag van indienen"
            tekst = f"{dag(document.datum)}: {hoe}."
            yield Bevinding(titel, tekst, document=document.pk, soort=DATUM)
    if not d.verklaring.getekend:
        yield Bevinding(d.verklaringnaam.capitalize(), "De handtekening geldt niet.", soort="handtekening")


def _aandeel(d: Dossier) -> Iterator[Bevinding]:
    """The share that can decide between new parties (IK-099); with everyone registered there is nothing to see."""
    geregistreerd, totaal = inschrijving.aandeel(d.ondersteuners)
    if geregistreerd < totaal and any(regio.klasse == NIEUW for regio in d.regios):
        tekst = f"{geregistreerd} van {totaal} cliëntondersteuners zijn ingeschreven of lid. Telt alleen bij selectie."
        yield Bevinding("Aandeel ingeschreven", tekst, soort="aandeel")


def _onderbouwing(d: Dossier) -> Iterator[Bevinding]:
    """A new party explains every eis, by a text or by a file (IK-101)."""
    if all(vereist.soort != ONDERBOUWING for vereist in inschrijving.vereiste_documenten(d)):
        return
    met_bestand = {nummer for document in d.documenten if document.soort == ONDERBOUWING for nummer in document.eisen}
    for eis in d.eisen:
        if not eis.onderbouwing and eis.nummer not in met_bestand:
            yield Bevinding(f"Eis {eis.nummer}", "Geen onderbouwing.", eis.nummer, soort="ontbreekt")


def _mensen(d: Dossier) -> Iterator[Bevinding]:
    zonder_hbo = [o.naam for o in d.ondersteuners if not o.hbo]
    met_belang = [o.naam for o in d.ondersteuners if not o.geen_belangen]
    if zonder_hbo:
        tekst = f"Zonder hbo-opleiding: {', '.join(zonder_hbo)}."
        yield Bevinding(f"Eis {OPLEIDING}", tekst, OPLEIDING, nee=True, soort="hbo")
    if met_belang:
        tekst = f"Verklaart niet dat er geen belang is: {', '.join(met_belang)}."
        yield Bevinding(f"Eis {BELANGEN}", tekst, BELANGEN, nee=True, soort="belang")


def _organisatie(d: Dossier) -> Iterator[Bevinding]:
    if d.verklaring.andere_financiers:
        tekst = f"Noemt andere financiers: {d.verklaring.andere_financiers}"
        yield Bevinding(f"Eis {BELANGEN}", tekst, BELANGEN, soort="financiers")
    if not d.verklaring.beroepscode:
        tekst = "Gaat niet akkoord met de beroepscode."
        yield Bevinding(f"Eis {BEROEPSCODE}", tekst, BEROEPSCODE, nee=True, soort="beroepscode")
    if not (d.verklaring.klachten_adres and d.verklaring.privacy_adres):
        tekst = "Het webadres van de klachtenregeling of het privacyreglement ontbreekt."
        yield Bevinding(f"Eis {OPENBAAR}", tekst, OPENBAAR, nee=True, soort="webadres")
    dicht = [dag for dag in inschrijving.WERKDAGEN if dag not in d.werkdagen]
    if dicht:
        tekst = f"Niet bereikbaar op {', '.join(dicht)}."
        yield Bevinding(f"Eis {BEZETTING}", tekst, BEZETTING, nee=True, soort="werkdagen")
    if not (d.bezoekadres and d.telefoon and d.email):
        tekst = "Bezoekadres, telefoonnummer of e-mailadres ontbreekt."
        yield Bevinding(f"Eis {BEZETTING}", tekst, BEZETTING, nee=True, soort="bereik")
    eigen = {regio.pk for regio in d.regios}
    samen = sum(len(o.regios & eigen) > 1 for o in d.ondersteuners)
    if samen:
        tekst = f"{samen} van de {len(d.ondersteuners)} personen staan in meer dan één regio (A25)."
        yield Bevinding(f"Eis {BEZETTING}", tekst, BEZETTING, soort="meer_regios")


def _per_regio(d: Dossier) -> Iterator[Bevinding]:
    for regio in d.regios:
        yield from _ervaring(d, regio)
        mist = inschrijving.onbedekt(regio.gemeenten, regio.gedekt)
        if mist:
            telling = f"{len(regio.gemeenten) - len(mist)} van {len(regio.gemeenten)} gemeenten"
            tekst = f"{', '.join(mist)} niet aangevinkt ({telling})."
            yield Bevinding(f"Eis {DEKKING}, {regio.naam}", tekst, DEKKING, regio, nee=True, soort="dekking")
        if buiten := regio.gedekt - regio.gemeenten:
            tekst = f"Aangevinkt maar niet in deze regio: {', '.join(sorted(buiten))}."
            yield Bevinding(f"Eis {DEKKING}, {regio.naam}", tekst, DEKKING, regio, soort="buiten_regio")
        aantal = sum(regio.pk in o.regios for o in d.ondersteuners)
        if aantal < d.min_clientondersteuners:
            tekst = f"{aantal} cliëntondersteuners, minder dan {d.min_clientondersteuners}."
            yield Bevinding(f"Eis {BEZETTING}, {regio.naam}", tekst, BEZETTING, regio, nee=True, soort="bezetting")


def _ervaring(d: Dossier, regio: Regio) -> Iterator[Bevinding]:
    """Eis 1 of a new party: a Wmo contract of the year in the region, or else a judgement (IK-120, IK-121)."""
    if regio.klasse != NIEUW or _wmo_hier(d, regio):
        return
    kop = f"Eis {ERVARING}, {regio.naam}"
    elders = [f"{e.gemeente} ({e.jaar})" for e in d.ervaringen if e.soort == WMO_CONTRACT]
    if elders:
        tekst = f"Overeenkomst met een gemeente buiten de regio of van een ander jaar: {', '.join(elders)}."
        yield Bevinding(kop, tekst, ERVARING, regio, soort="ervaring_elders")
    if alleen_andere_ervaring(d, regio):
        tekst = f"Geen Wmo-overeenkomst in de regio in {_jaar(d)}. U oordeelt of andere ervaring genoeg is, en waarom."
        soort = "andere_ervaring"
    else:
        tekst = f"Geen ervaring genoemd die in {_jaar(d)} in deze regio telt."
        soort = "geen_ervaring"
    yield Bevinding(kop, tekst, ERVARING, regio, soort=soort)
