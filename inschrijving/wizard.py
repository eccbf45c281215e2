"""The wizard as data: which pages there are, for whom, and what each still misses. Pure.

`ontbreekt` stops a submission (2.1.1); `let_op` does not: there the zorgkantoor judges (A24-A27).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from inschrijving import rules
from inschrijving.feiten import Dossier, Punt, Vereist, Verklaring
from kern.opmaak import datum
from publicatie.states import Documentsoort, Klasse

DEZE_RONDE = "Deze ronde vraagt het."


@dataclass(frozen=True)
class Pagina:
    """A page of the wizard: its key in the address, its name, what it misses, whether it is asked, and a count.

    `na_regios`: it asks per region, so there is nothing to say before regions are chosen.
    """

    sleutel: str
    titel: str
    mist: Callable[[Dossier], list[Punt]]
    gevraagd: Callable[[Dossier], bool] = lambda dossier: True
    telling: Callable[[Dossier], str] = lambda dossier: ""
    na_regios: bool = False
    titel_bij_verlenging: str = ""

    def naam(self, dossier: Dossier) -> str:
        """The title as this round calls it."""
        return (dossier.verlenging and self.titel_bij_verlenging) or self.titel


def ontbreekt(dossier: Dossier) -> list[Punt]:
    """All that must be there before this dossier can be submitted, in the order of the pages."""
    return [punt for pagina in paginas(dossier) for punt in pagina.mist(dossier)]


def ontbreekt_voor_tekenen(dossier: Dossier) -> list[Punt]:
    """As `ontbreekt`, without the signature itself."""
    return [punt for pagina in paginas(dossier) if pagina.sleutel != "indienen" for punt in pagina.mist(dossier)]


def paginas(dossier: Dossier) -> list[Pagina]:
    """The pages that are asked of this dossier."""
    return [pagina for pagina in PAGINAS if pagina.gevraagd(dossier)]


def hoeveel(aantal: int, een: str, meer: str) -> str:
    """'1 document', '3 documenten'."""
    return f"{aantal} {een if aantal == 1 else meer}"


def _tenzij_verlenging(*soorten: str) -> Callable[[Dossier], bool]:
    """A page of every round; an extension round asks it only when it wants one of these documents."""
    return lambda d: d.verlenging is None or any(d.vraagt_document(soort) for soort in soorten)


def _vraagt_bestanden(d: Dossier) -> bool:
    return d.verlenging is None or any(vereist.uploaden for vereist in rules.vereiste_documenten(d))


def _vraagt_onderbouwing(d: Dossier) -> bool:
    return heeft_nieuwe_regio(d) or (d.verlenging is not None and d.vraagt_document(Documentsoort.ONDERBOUWING))


def heeft_nieuwe_regio(dossier: Dossier) -> bool:
    return any(regio.klasse == Klasse.NIEUW for regio in dossier.regios)


def _nieuw_in(dossier: Dossier) -> str:
    return opsomming([regio.naam for regio in dossier.regios if regio.klasse == Klasse.NIEUW])


def opsomming(namen: list[str] | tuple[str, ...]) -> str:
    """'Arnhem, Groningen en Twente'."""
    return " en ".join(filter(None, (", ".join(namen[:-1]), namen[-1]))) if namen else ""


def _mist_organisatie(d: Dossier) -> list[Punt]:
    punten = []
    if not d.rechtspersoon_bevestigd:
        punten.append(
            Punt(
                "organisatie",
                "Bevestigen dat deze rechtspersoon tekent",
                "De overeenkomst komt op naam van deze rechtspersoon.",
                anker="id_rechtspersoon_bevestigd",
            )
        )
    velden = (("bezoekadres", d.bezoekadres), ("telefoon", d.telefoon), ("email", d.email))
    woorden = {"bezoekadres": "bezoekadres", "telefoon": "telefoonnummer", "email": "e-mailadres"}
    if leeg := [naam for naam, waarde in velden if not waarde]:
        tekst = opsomming([woorden[naam] for naam in leeg])
        waarom = "Eis 9 vraagt dat cliënten u kunnen bezoeken, bellen en mailen."
        if d.verlenging:
            waarom = "Cliënten moeten u kunnen bezoeken, bellen en mailen."
        punten.append(Punt("organisatie", f"Invullen: {tekst}", waarom, anker=f"id_{leeg[0]}"))
    return punten


def _mist_regios(d: Dossier) -> list[Punt]:
    if d.regios:
        return []
    waarom = "U schrijft in voor een of meer regio’s van deze uitvoerder."
    if d.verlenging:
        waarom = "U stemt in per regio waar u een overeenkomst hebt."
    return [Punt("regios", "Minstens één regio kiezen", waarom)]


def _mist_samenwerkingsverband(d: Dossier) -> list[Punt]:
    if not d.samenwerkingsverband:
        return []
    punten = []
    if not d.verbandnaam:
        waarom = "Het samenwerkingsverband telt als één partij en heeft een eigen naam nodig."
        punten.append(Punt("samenwerkingsverband", "Naam van het samenwerkingsverband", waarom, anker="id_verbandnaam"))
    if not d.deelnemers:
        waarom = "Een samenwerkingsverband bestaat uit u en minstens één ander."
        punten.append(Punt("samenwerkingsverband", "Minstens één deelnemer toevoegen", waarom, anker="deelnemers"))
    return punten


def _hoe(d: Dossier) -> str:
    return hoeveel(len(d.deelnemers) + 1, "deelnemer", "deelnemers") if d.samenwerkingsverband else "één organisatie"


def _mist_verklaring(d: Dossier) -> list[Punt]:
    stap, v, punten = "bestuursverklaring", d.verklaring, []
    if open_ := [str(eis.nummer) for eis in d.eisen if not eis.bevestigd]:
        soort, waarom = ("Eis", "Eisen"), "Elke eis vraagt een eigen bevestiging van uw bestuur."
        if d.verlenging:
            soort, waarom = ("Verklaring", "Verklaringen"), "Elke verklaring vraagt een eigen bevestiging."
        tekst = f"{soort[len(open_) > 1]} {opsomming(open_)} bevestigen"
        punten.append(Punt(stap, tekst, waarom, anker=f"id_eis_{open_[0]}"))
    if d.verlenging is None:
        punten += _mist_bij_eisen(stap, v)
    for wie, tekst, anker in zip(v.ondertekenaars, ("wie", "wie als tweede"), ("", "tweede_"), strict=False):
        if not wie.compleet:
            waarom = "Wij zetten bij de handtekening wie tekent en waarom die persoon dat mag."
            punten.append(Punt(stap, f"Invullen {tekst} tekent", waarom, anker=f"id_{anker}ondertekenaar"))
    return punten


def _mist_bij_eisen(stap: str, v: Verklaring) -> list[Punt]:
    """What goes with the eisen of the kader; in an extension round it was stated before."""
    punten = []
    if not v.garantie:
        waarom = "Uw cliëntondersteuners voldoen bij de start en tijdens de hele overeenkomst."
        punten.append(Punt(stap, "De garantie geven", waarom, anker="id_garantie"))
    if not v.beroepscode:
        punten.append(Punt(stap, "Instemmen met de beroepscode", "Eis 6 vraagt uw instemming.", anker="id_beroepscode"))
    for naam, waarde, titel in (
        ("klachten_adres", v.klachten_adres, "klachtenregeling"),
        ("privacy_adres", v.privacy_adres, "privacyreglement"),
    ):
        if not waarde:
            waarom = "Eis 7 vraagt dat iedereen dit op uw website kan lezen."
            punten.append(Punt(stap, f"Webadres van uw {titel}", waarom, anker=f"id_{naam}"))
    return punten


def _mist_prognose(d: Dossier) -> list[Punt]:
    punten = []
    for regio in d.regios:
        velden = {"clienten": regio.clienten, "uren": regio.uren, "prognose_onderbouwing": regio.onderbouwing}
        if leeg := [naam for naam, waarde in velden.items() if waarde is None or waarde == ""]:
            waarom = "Het zorgkantoor verdeelt het budget met uw aantallen cliënten en uren."
            tekst = f"Prognose voor {d.jaar} invullen" if d.jaar else "Prognose invullen"
            punten.append(Punt("prognose", tekst, waarom, regio.naam, anker=f"id_regio-{regio.pk}-{leeg[0]}"))
        if regio.lager_tarief is not None and not regio.lager_tarief_reden:
            waarom = "Bij een lager tarief hoort een reden."
            anker = f"id_regio-{regio.pk}-lager_tarief_reden"
            punten.append(Punt("prognose", "Reden van het lagere tarief", waarom, regio.naam, anker=anker))
    return punten


def _mist_ondersteuners(d: Dossier) -> list[Punt]:
    if not heeft_nieuwe_regio(d) and d.verlenging is None:
        return []
    if not d.ondersteuners:
        waarom = f"{_omdat(d, _nieuw_in(d))} Het portaal maakt uit deze lijst het overzicht van registraties."
        return [Punt("ondersteuners", "Uw cliëntondersteuners invullen", waarom)]
    zonder = [o.naam for o in d.ondersteuners if o.geregistreerd and not o.registratienummer]
    if not zonder:
        return []
    waarom = "Het zorgkantoor controleert of deze persoon lid is of geregistreerd staat."
    return [Punt("ondersteuners", f"Lid- of registratienummer van {opsomming(zonder)}", waarom)]


def _mist_documenten(d: Dossier) -> list[Punt]:
    ontbrekend = [v for v in rules.ontbrekende_documenten(d) if v.soort != Documentsoort.ONDERBOUWING]
    waarom = "In dit bestand is een virus gevonden. Niemand kan het openen."
    besmet = [Punt("documenten", f"{doc.naam} verwijderen", waarom) for doc in d.documenten if doc.besmet]
    return [*besmet, *(_documentpunt(d, vereist) for vereist in ontbrekend)]


def _documentpunt(d: Dossier, vereist: Vereist) -> Punt:
    van = f" van {vereist.van}" if d.samenwerkingsverband and vereist.soort != Documentsoort.AANSPRAKELIJKHEID else ""
    zonder = [regio.naam for regio in d.regios if regio.naam not in vereist.regios]
    if vereist.soort == Documentsoort.AANSPRAKELIJKHEID:
        waarom = "In een samenwerkingsverband tekent elke deelnemer dat hij aansprakelijk is voor het geheel."
    else:
        waarom = f"Nodig omdat u nieuw bent in {opsomming(vereist.regios)}." if d.verlenging is None else DEZE_RONDE
    if zonder:
        waarom += f" Voor {opsomming(zonder)} alleen was het niet nodig."
    regio = opsomming(vereist.regios) if zonder else None
    anker = f"stuk-{vereist.soort}-{vereist.deelnemer or 0}"
    return Punt("documenten", f"{vereist.titel}{van} uploaden", waarom, regio, anker=anker)


def _mist_onderbouwing(d: Dossier) -> list[Punt]:
    if all(v.soort != Documentsoort.ONDERBOUWING for v in rules.vereiste_documenten(d)):
        return []
    met_bestand = {n for doc in d.documenten if doc.soort == Documentsoort.ONDERBOUWING for n in doc.eisen}
    leeg = [str(e.nummer) for e in d.eisen if not e.onderbouwing and e.nummer not in met_bestand]
    if not leeg:
        return []
    soort = "eis" if len(leeg) == 1 else "eisen"
    waarom = f"{_omdat(d, _nieuw_in(d))} Leg per eis uit hoe u eraan voldoet, met een tekst of een bestand."
    tekst = f"Onderbouwing bij {soort} {opsomming(leeg)}"
    return [Punt("onderbouwing", tekst, waarom, _nieuw_in(d) or None, anker=f"id_eis_{leeg[0]}")]


def _omdat(d: Dossier, nieuw_in: str) -> str:
    return DEZE_RONDE if d.verlenging else f"U bent nieuw in {nieuw_in}."


def _mist_handtekening(d: Dossier) -> list[Punt]:
    if d.verklaring.getekend:
        return []
    naam = d.verklaringnaam.capitalize()
    if d.verklaring.vervallen:
        waarom = "Na de handtekening is de verklaring gewijzigd. Daardoor is de handtekening vervallen."
        return [Punt("indienen", f"{naam} opnieuw ondertekenen", waarom, anker="tekenen")]
    if d.verklaring.plekken:
        (nog,) = [wie for plek, wie in enumerate(d.verklaring.ondertekenaars, 1) if plek not in d.verklaring.plekken]
        waarom = "Uw organisatie wordt door twee mensen samen vertegenwoordigd. Eén van hen heeft getekend."
        return [Punt("indienen", f"{naam} laten tekenen door {nog.naam}", waarom, anker="tekenen")]
    waarom = "Zonder handtekening van wie mag tekenen telt de inschrijving niet."
    return [Punt("indienen", f"{naam} ondertekenen", waarom, anker="tekenen")]


def let_op(d: Dossier, vandaag: date) -> list[Punt]:
    """What may be handed in but will probably not pass: coverage, number of people, days, age of documents."""
    over_eisen = [] if d.verlenging else [*_let_op_werkgebied(d), *_let_op_mensen(d)]
    return [*over_eisen, *_let_op_leeftijd(d, vandaag), *_let_op_handtekening(d)]


def _let_op_werkgebied(d: Dossier) -> list[Punt]:
    punten = []
    for regio in d.regios:
        if mist := rules.onbedekt(regio.gemeenten, regio.gedekt):
            tekst = f"Gemeente {mist[0]} aanvinken" if len(mist) == 1 else f"{len(mist)} gemeenten aanvinken"
            waarom = (
                f"Eis 8 vraagt dat u in de hele regio werkt. U hebt {len(regio.gemeenten) - len(mist)} van de "
                f"{len(regio.gemeenten)} gemeenten aangevinkt."
            )
            punten.append(Punt("regios", tekst, waarom, regio.naam, anker=f"gemeenten-{regio.pk}"))
    dagen = [dag for dag in rules.WERKDAGEN if dag not in d.werkdagen]
    if dagen and d.rechtspersoon_bevestigd:  # before that the page was not filled in yet
        waarom = "Eis 9 vraagt dat u vijf werkdagen per week in kantooruren bereikbaar bent."
        punten.append(Punt("organisatie", f"Bereikbaar op {opsomming(dagen)}", waarom, anker="id_werkdagen_0"))
    return punten


def _let_op_mensen(d: Dossier) -> list[Punt]:
    punten, stap = [], "ondersteuners"
    for regio in d.regios:
        aantal = sum(regio.pk in o.regios for o in d.ondersteuners)
        if aantal < d.min_clientondersteuners:
            waarom = f"Eis 9 vraagt minstens {d.min_clientondersteuners} personen per regio. U hebt er {aantal}."
            punten.append(Punt(stap, "Meer cliëntondersteuners invullen", waarom, regio.naam))
    if zonder := [o.naam for o in d.ondersteuners if not o.hbo]:
        waarom = "Eis 2 vraagt minstens een hbo-opleiding die bij het werk past."
        punten.append(Punt(stap, f"Hbo-opleiding van {opsomming(zonder)}", waarom))
    if zonder := [o.naam for o in d.ondersteuners if not o.geen_belangen]:
        waarom = "Eis 5 vraagt dat niemand een belang heeft bij een zorgaanbieder of zorgkantoor."
        punten.append(Punt(stap, f"Verklaring over belangen van {opsomming(zonder)}", waarom))
    return punten


def _let_op_leeftijd(d: Dossier, vandaag: date) -> list[Punt]:
    gedateerd = sorted((doc.datum, doc.soort, doc.deelnemer or 0) for doc in d.documenten if doc.datum)
    nieuwste = {(soort, deelnemer): dag for dag, soort, deelnemer in gedateerd}
    punten = []
    for vereist in rules.vereiste_documenten(d):
        dag = nieuwste.get((vereist.soort, vereist.deelnemer or 0))
        if vereist.heeft_datum and dag:
            punten += _leeftijd(d, vereist, dag, vandaag)
    return punten


def _leeftijd(d: Dossier, vereist: Vereist, dag: date, vandaag: date) -> list[Punt]:
    laatste = rules.laatste_indiendag(dag, d.document_max_maanden)
    if d.sluitingsdag is None or laatste >= d.sluitingsdag:
        return []
    if laatste < vandaag:
        tekst = f"Nieuwer document: {vereist.titel}"
    else:
        tekst = f"Uiterlijk {datum(laatste)} indienen, of een nieuwer document: {vereist.titel}"
    waarom = (
        f"Dit document van {vereist.van} is van {datum(dag)}. Op de dag van indienen mag het niet ouder zijn dan "
        f"{d.document_max_maanden} maanden."
    )
    return [Punt("documenten", tekst, waarom, anker=f"stuk-{vereist.soort}-{vereist.deelnemer or 0}")]


def _let_op_handtekening(d: Dossier) -> list[Punt]:
    """What the check of an uploaded bestuursverklaring could not decide (see echtheid)."""
    tekst = f"Geüploade {d.verklaringnaam}: de handtekening staat niet vast"
    return [Punt("bestuursverklaring", tekst, doc.twijfel, anker="getekend") for doc in d.documenten if doc.twijfel]


PAGINAS = (
    Pagina("organisatie", "Organisatie", _mist_organisatie),
    Pagina(
        "regios",
        "Regio’s en gemeenten",
        _mist_regios,
        telling=lambda d: hoeveel(len(d.regios), "regio", "regio’s"),
        titel_bij_verlenging="Regio’s",
    ),
    Pagina("samenwerkingsverband", "Samenwerkingsverband", _mist_samenwerkingsverband, telling=_hoe),
    Pagina("bestuursverklaring", "Bestuursverklaring", _mist_verklaring, titel_bij_verlenging="Instemmingsverklaring"),
    Pagina("prognose", "Prognose", _mist_prognose, _tenzij_verlenging(Documentsoort.PROGNOSE), na_regios=True),
    Pagina(
        "ondersteuners",
        "Cliëntondersteuners",
        _mist_ondersteuners,
        _tenzij_verlenging(Documentsoort.REGISTRATIEOVERZICHT),
        telling=lambda d: hoeveel(len(d.ondersteuners), "persoon", "personen"),
        na_regios=True,
    ),
    Pagina(
        "documenten",
        "Documenten",
        _mist_documenten,
        _vraagt_bestanden,
        telling=lambda d: hoeveel(len(d.documenten), "document", "documenten"),
        na_regios=True,
    ),
    Pagina("onderbouwing", "Onderbouwing per eis", _mist_onderbouwing, _vraagt_onderbouwing),
    Pagina("selectiegegevens", "Ervaring en leemten", lambda dossier: [], heeft_nieuwe_regio),
    Pagina("indienen", "Tekenen en indienen", _mist_handtekening),
)
# What the bestuursverklaring says about: complete before it can be signed.
VOOR_HANDTEKENING = PAGINAS[:4]
