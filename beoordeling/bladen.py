"""The middle of the dossier: what can be looked at, from the statements on screen to the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beoordeling.bevindingen import Bevinding, dag
from inschrijving import rules as inschrijving
from inschrijving.feiten import Dossier
from inschrijving.models import Bewijsstuk
from inschrijving.wizard import opsomming, paginas
from kern.fouten import RegelFout
from kern.opmaak import getal
from kluis import zandbak
from kluis.actions import lees
from kluis.models import Stuk

PER_PAGINA = {  # sheets that are only there when the wizard asked for them
    "prognose": "prognose",
    "mensen": "ondersteuners",
    "ervaring": "selectiegegevens",
    "onderbouwing": "onderbouwing",
}


@dataclass(frozen=True)
class Blad:
    """Something to look at: its key in the address, its title, a small line, and whether that is a warning."""

    sleutel: str
    titel: str
    klein: str
    let_op: bool = False


def bladen(dossier: Dossier, rijen: Iterable[Bewijsstuk], gevonden: Sequence[Bevinding], getekend_op) -> list[Blad]:
    """Statements first, then the files in order of kind. `rijen` with stuk and deelnemer."""
    geregistreerd, totaal = inschrijving.aandeel(dossier.ondersteuners)
    getekend = f"getekend {dag(getekend_op)}" if getekend_op else "niet getekend"
    verklaringen = [
        Blad("verklaring", dossier.verklaringnaam.capitalize(), getekend, not getekend_op),
        Blad("organisatie", "Organisatie", _wie(dossier)),
        *(Blad(f"prognose-{r.pk}", f"Prognose {r.naam}", _prognose(r.clienten, r.uren)) for r in dossier.regios),
        Blad("mensen", "Overzicht registraties", f"{geregistreerd} van {totaal} ingeschreven"),
        Blad("ervaring", "Ervaring", f"{len(dossier.ervaringen)} genoemd"),
        Blad("onderbouwing", "Onderbouwing", f"{sum(bool(e.onderbouwing) for e in dossier.eisen)} eisen"),
    ]
    gevraagd = {pagina.sleutel for pagina in paginas(dossier)} if dossier.verlenging else set(PER_PAGINA.values())
    verklaringen = [
        blad for blad in verklaringen if PER_PAGINA.get(blad.sleutel.partition("-")[0]) in {None, *gevraagd}
    ]
    waarschuwing = {b.document: b.tekst for b in gevonden if b.document}
    return [*verklaringen, *(_van_stuk(rij, waarschuwing.get(rij.pk, "")) for rij in rijen)]


def klassen(dossier: Dossier) -> str:
    """As what the party enters where: 'bestaand in Zwolle, nieuw in Arnhem en Twente'."""
    per_klasse: dict[str, list[str]] = {}
    for regio in dossier.regios:
        per_klasse.setdefault(regio.klasse, []).append(regio.naam)
    return ", ".join(f"{klasse} in {opsomming(namen)}" for klasse, namen in sorted(per_klasse.items()))


def _wie(dossier: Dossier) -> str:
    return f"verband van {len(dossier.deelnemers) + 1}" if dossier.samenwerkingsverband else "één rechtspersoon"


def _prognose(clienten: int | None, uren) -> str:
    if clienten is None or uren is None:
        return "niet ingevuld"
    return f"{getal(clienten)} cliënten, {getal(uren, 0 if uren == int(uren) else 2)} uren"


def _van_stuk(rij: Bewijsstuk, waarschuwing: str) -> Blad:
    van = f" {rij.deelnemer.naam}" if rij.deelnemer else ""
    klein = dag(rij.datum) if rij.datum else rij.stuk.naam
    return Blad(f"stuk-{rij.pk}", f"{rij.soortnaam}{van}", waarschuwing or klein, bool(waarschuwing))


def aantal_bladzijden(stuk: Stuk) -> int | None:
    """Number of pages of a PDF; None for another kind of file, and for one that may not be shown or read (B11).

    Counted in the sandbox, as everything that opens a file of somebody else (R18).
    """
    if not stuk.te_bekijken:
        return None
    try:
        return zandbak.draai("kluis.pdf:tel_bladzijden", lees(stuk))
    except RegelFout:
        return None
