"""What the pages of step 2 show, made of facts: cards, steps and things to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from inschrijving import echtheid, queries, rules, wizard
from inschrijving.feiten import Dossier, Ondertekenaar, Punt
from inschrijving.models import Bewijsstuk, Handtekening, Indiening, Inschrijving
from inschrijving.states import Status
from kern import klok
from publicatie.states import Documentsoort

MEEST = 6  # points on a card; the page of the dossier shows all


@dataclass(frozen=True)
class Stand:
    """One dossier with what its pages need."""

    inschrijving: Inschrijving
    dossier: Dossier
    staat: Indiening | None
    open: bool
    mist: list[dict[str, str]]
    let_op: list[dict[str, str]]
    stappen: list[dict[str, str]]
    volgende: dict[str, str]

    @property
    def kop(self) -> str:
        klaar = sum(stap["stand"] == "klaar" for stap in self.stappen)
        return f"Stappen: {klaar} van {len(self.stappen)} klaar"

    @property
    def regels(self) -> str:
        """'2 regio's: Nijmegen (bestaand) en Utrecht (nieuw)'."""
        regios = self.dossier.regios
        if not regios:
            return "Nog geen regio gekozen"
        return f"{wizard.hoeveel(len(regios), 'regio', 'regio’s')}: {queries.namen(regios)}"

    @property
    def mist_kort(self) -> list[dict[str, str]]:
        return self.mist[:MEEST]

    @property
    def mist_meer(self) -> int:
        return max(0, len(self.mist) - MEEST)

    @property
    def soort(self) -> str:
        """Which card this is: ingediend, gewijzigd, te_laat or niet_ingediend."""
        if self.staat:
            return "gewijzigd" if self.inschrijving.wijziging_begonnen else "ingediend"
        return "niet_ingediend" if self.open else "te_laat"


def stand(inschrijving: Inschrijving, nu: datetime) -> Stand:
    """Facts, steps and points of a dossier read with `queries.met_dossier`; no further queries."""
    dossier = queries.feiten(inschrijving)
    mist = [als_punt(inschrijving, punt) for punt in wizard.ontbreekt(dossier)]
    versies = list(inschrijving.indieningen.all())
    ronde = inschrijving.ronde
    dicht = rules.reden_dicht(nu, ronde.publicatie_op, ronde.sluiting_op) or inschrijving.status == Status.GEOPEND
    return Stand(
        inschrijving=inschrijving,
        dossier=dossier,
        staat=versies[-1] if versies and inschrijving.status in queries.STAAT else None,
        open=not dicht,
        mist=mist,
        let_op=[als_punt(inschrijving, punt) for punt in wizard.let_op(dossier, klok.lokaal(nu).date())],
        stappen=_stappen(inschrijving, dossier),
        volgende=_volgende(inschrijving, dossier),
    )


def getekend_bestand(inschrijving: Inschrijving) -> Bewijsstuk | None:
    """The PDF that was signed here, or handed in signed; None when there is no signature."""
    stukken = inschrijving.bewijsstukken.all()
    return next((rij for rij in stukken if rij.soort == Documentsoort.BESTUURSVERKLARING), None)


@dataclass(frozen=True)
class Ondertekening:
    """Who must sign, who has, and the file with it. `controle`: per signature in an uploaded file its three words."""

    rijen: list[tuple[Ondertekenaar, Handtekening | None]]
    bestand: Bewijsstuk | None
    controle: list[list[echtheid.Woord]]
    opmerkingen: list[str]
    goed: bool

    @property
    def geupload(self) -> bool:
        return self.bestand is not None and not self.bestand.door_portaal


def ondertekening(inschrijving: Inschrijving, dossier: Dossier) -> Ondertekening:
    """Of a dossier read with `queries.met_dossier`; no further queries."""
    gezet = {rij.plek: rij for rij in inschrijving.bestuursverklaring.handtekeningen.all()}
    bestand = getekend_bestand(inschrijving)
    uitslag = bestand.controle if bestand else None
    allen = dossier.verklaring.ondertekenaars
    return Ondertekening(
        rijen=[(wie, gezet.get(plek)) for plek, wie in enumerate(allen, 1)],
        bestand=bestand,
        controle=[echtheid.woorden(handtekening) for handtekening in uitslag["handtekeningen"]] if uitslag else [],
        opmerkingen=list(echtheid.opmerkingen(uitslag, len(allen))) if uitslag else [],
        goed=bool(uitslag) and not echtheid.twijfel(uitslag, len(allen)),
    )


def kruimels(inschrijving: Inschrijving, *verder: str) -> list[tuple[str, str | None]]:
    """The way from the list to this page; `verder` are the names after that of the dossier."""
    pad: list[tuple[str, str | None]] = [("Mijn inschrijvingen", reverse("mijn_inschrijvingen"))]
    pad.append((inschrijving.uitvoerder.zorgkantoor, inschrijving.get_absolute_url() if verder else None))
    return pad + [(naam, None) for naam in verder]


def adres(inschrijving: Inschrijving, stap: str, anker: str = "") -> str:
    pad = reverse("inschrijving_stap", args=[inschrijving.kenmerk, stap])
    return f"{pad}#{anker}" if anker else pad


def als_punt(inschrijving: Inschrijving, punt: Punt) -> dict[str, str]:
    """A point as `onderdelen/mist.html` shows it."""
    return {
        "waar": punt.regio or "Alle regio’s",
        "wat": punt.tekst,
        "waarom": punt.waarom,
        "url": adres(inschrijving, punt.stap, punt.anker),
        "stap": punt.stap,
    }


def _stappen(inschrijving: Inschrijving, dossier: Dossier) -> list[dict[str, str]]:
    rest_klaar = not wizard.ontbreekt_voor_tekenen(dossier)
    stappen = []
    for pagina in wizard.paginas(dossier):
        mist, telling = pagina.mist(dossier), pagina.telling(dossier)
        if pagina.sleutel == "indienen" and not rest_klaar:
            soort, uitleg = "later", "als de rest klaar is"
        elif pagina.na_regios and not dossier.regios:
            soort, uitleg = "later", "na het kiezen van regio’s"
        elif mist:
            soort, uitleg = "mist", f"{wizard.hoeveel(len(mist), 'punt mist', 'punten missen')}"
        else:
            soort, uitleg = "klaar", f"klaar, {telling}" if telling else "klaar"
        url = adres(inschrijving, pagina.sleutel)
        naam = pagina.naam(dossier)
        stappen.append({"sleutel": pagina.sleutel, "naam": naam, "stand": soort, "uitleg": uitleg, "url": url})
    return stappen


def _volgende(inschrijving: Inschrijving, dossier: Dossier) -> dict[str, str]:
    """The one button of a card: the first page where something is missing, else the last one."""
    for pagina in wizard.paginas(dossier):
        if mist := pagina.mist(dossier):
            url = adres(inschrijving, pagina.sleutel, mist[0].anker)
            return {"tekst": f"Verder met: {pagina.naam(dossier).lower()}", "url": url}
    return {"tekst": "Controleren en indienen", "url": adres(inschrijving, "indienen")}


def stapcontext(inschrijving: Inschrijving, stap: str, nu: datetime) -> dict[str, Any]:
    """Context of a page of the wizard: where one is, what comes before and after, what is missing."""
    beeld = stand(inschrijving, nu)
    sleutels = [regel["sleutel"] for regel in beeld.stappen]
    plek = sleutels.index(stap)
    return {
        "stand": beeld,
        "inschrijving": inschrijving,
        "stap": beeld.stappen[plek],
        "nummer": plek + 1,
        "aantal": len(sleutels),
        "vorige": beeld.stappen[plek - 1] if plek else None,
        "opvolger": beeld.stappen[plek + 1] if plek + 1 < len(sleutels) else None,
        "aandeel": rules.aandeel(beeld.dossier.ondersteuners),
        "bevestigd": [str(eis.nummer) for eis in beeld.dossier.eisen if eis.bevestigd],
        "gevraagd": dict.fromkeys(sleutels, True),
        "ervaringen": inschrijving.ervaringen.all(),
        "hier": [punt for punt in beeld.let_op if punt["stap"] == stap],
        "kruimels": kruimels(inschrijving, beeld.stappen[plek]["naam"]),
        "ronde_naam": inschrijving.ronde.naam,
        "resteert": inschrijving.ronde.sluiting_op - nu if inschrijving.ronde.sluiting_op else None,
    }
