"""What the screen of one dossier shows of the verdicts: per eis the own one, the colleague's, and what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from beoordeling import rules
from beoordeling.bevindingen import Bevinding
from beoordeling.models import Overleg, Regiobeoordeling
from beoordeling.queries import Oordeelstand
from beoordeling.states import Oordeel, Status
from beoordeling.verlenging import LOOPT
from beoordeling.voorsorteren import MENS, NIET, OP_PAPIER, Sortering
from beoordeling.vraagscherm import Vraagblok
from inschrijving.feiten import Dossier
from inschrijving.models import Regioinschrijving
from partijen.models import Gebruiker
from publicatie.models import Minimumeis


class Teken(NamedTuple):
    """A word with its icon and colour."""

    icoon: str
    kleur: str
    tekst: str

    @property
    def soort(self) -> str:
        return {"ja": "ja", "nee": "nee"}.get(self.icoon, "open")


NOG_NIET = Teken("open", "stil", "nog niet")
VERBORGEN = Teken("slot", "stil", "verborgen")
WACHT = Teken("open", "stil", "wacht op antwoord")
NIET_AAN_U = Teken("open", "stil", "niet aan u")
VERSCHILT = Teken("let-op", "let-op", "verschilt")
STAPELTEKENS = {OP_PAPIER: ("ja", "goed"), NIET: ("nee", "fout"), MENS: ("let-op", "let-op")}


@dataclass(frozen=True)
class Kijker:
    """Who looks: `oordeelt` is False for someone who only reads; `namen` are those of the beoordelaars."""

    gebruiker: Gebruiker
    oordeelt: bool
    namen: Mapping[int, str]


@dataclass(frozen=True)
class Vak:
    """One eis in one scope, as this person sees it."""

    stand: Oordeelstand
    eigen: rules.Gegeven | None
    anderen: tuple[tuple[str, rules.Gegeven], ...]  # name and verdict of the others, when visible
    verborgen: bool
    te_geven: bool  # the own verdict can be given or changed
    overleg_schrijven: bool
    overleg_bevestigen: bool
    vraag_tot: datetime | None = None  # end of the term of the question that is open here: nobody judges until then

    @property
    def sleutel(self) -> str:
        return str(self.stand.regio.pk) if self.stand.regio else "0"

    @property
    def naam(self) -> str:
        return str(self.stand.regio) if self.stand.regio else ""

    @property
    def oordelen(self) -> list[rules.Gegeven]:
        """The verdicts of the others."""
        return [gegeven for _, gegeven in self.anderen]

    @property
    def overleg(self) -> Overleg | None:
        return None if self.verborgen else self.stand.overleg

    @property
    def verschilt(self) -> bool:
        return not self.verborgen and self.stand.verschillen


def vakken(
    standen: Iterable[Oordeelstand],
    kijker: Kijker,
    regios: Iterable[Regioinschrijving],
    lopend: Mapping[tuple[int, int | None], datetime],
) -> dict[Minimumeis, list[Vak]]:
    """Every eis in order with its scopes. `regios`: the parts of the dossier with their `beoordeling`; `lopend`: the
    questions that are open (`vraagqueries.lopend`)."""
    totalen = {regio.pk: regio.beoordeling for regio in regios}
    per_eis: dict[Minimumeis, list[Vak]] = {}
    for stand in standen:
        betrokken = [totalen[stand.regio.pk]] if stand.regio else list(totalen.values())
        tot = lopend.get((stand.eis.pk, stand.regio.pk if stand.regio else None))
        per_eis.setdefault(stand.eis, []).append(_vak(stand, kijker, betrokken, tot))
    return per_eis


def _vak(stand: Oordeelstand, kijker: Kijker, totalen: Sequence[Regiobeoordeling], vraag_tot: datetime | None) -> Vak:
    """`totalen`: of the regions for which this verdict holds."""
    ik = kijker.gebruiker.pk
    zichtbaar = rules.zichtbaar(stand.gegeven, ik, kijker.oordeelt)
    eigen = next((gegeven for gegeven in zichtbaar if gegeven.beoordelaar == ik), None)
    mag = kijker.oordeelt and not vraag_tot and all(totaal.status == Status.IN_BEOORDELING for totaal in totalen)
    besproken = mag and eigen is not None and len(stand.gegeven) >= 2
    wacht = stand.overleg is not None and stand.overleg.bevestigd_op is None
    heropend = any(totaal.afgerond_op for totaal in totalen)
    return Vak(
        stand,
        eigen,
        tuple((kijker.namen[gegeven.beoordelaar], gegeven) for gegeven in zichtbaar if gegeven.beoordelaar != ik),
        verborgen=kijker.oordeelt and not zichtbaar,
        te_geven=mag and len(stand.gegeven) < 2,
        overleg_schrijven=besproken and (stand.verschillen or wacht or heropend),
        overleg_bevestigen=besproken and wacht and stand.overleg.opgesteld_door_id != ik,
        vraag_tot=vraag_tot,
    )


@dataclass(frozen=True)
class Eisrij:
    """One eis in the list."""

    eis: Minimumeis
    vakken: tuple[Vak, ...]
    bevindingen: tuple[Bevinding, ...]
    voorsortering: tuple[tuple[str, Teken, tuple[str, ...]], ...]  # names of regions, pile, and why
    verklaard: bool
    onderbouwing: str
    opgave: tuple[tuple[str, str], ...]
    eigen: Teken
    collega: Teken
    vragen: tuple[Vraagblok, ...]

    @property
    def vraag_tot(self) -> datetime | None:
        """End of the last term of the questions that are open on this eis."""
        return max((vak.vraag_tot for vak in self.vakken if vak.vraag_tot), default=None)

    @property
    def te_vragen(self) -> list[Vak]:
        """Where a question could be asked: no final verdict, and no question that runs or waits to be sent."""
        wacht = {blok.rij.regioinschrijving_id for blok in self.vragen if blok.stand == "concept"}
        return [
            vak
            for vak in self.vakken
            if vak.stand.uitkomst is None and not vak.vraag_tot and vak.stand.scope[1] not in wacht
        ]

    @property
    def verschilt(self) -> bool:
        return any(vak.verschilt for vak in self.vakken)

    @property
    def te_bevestigen(self) -> bool:
        return any(vak.overleg_bevestigen for vak in self.vakken)

    @property
    def te_geven(self) -> bool:
        return any(vak.te_geven for vak in self.vakken)

    @property
    def klaar(self) -> bool:
        """Nothing is left for this person to do on this eis."""
        return self.eigen.icoon != "open" or not self.te_geven


def eisrijen(
    per_eis: Mapping[Minimumeis, Sequence[Vak]],
    dossier: Dossier,
    gevonden: Sequence[Bevinding],
    voorgesorteerd: Mapping[rules.Scope, Sortering],
    vragen: Mapping[int, tuple[Vraagblok, ...]],
) -> list[Eisrij]:
    """The eisen in order, each with its scopes (`vakken`), its findings, its pile, what the organisation stated, and
    its questions with their answers."""
    verklaard = {eis.nummer: eis for eis in dossier.eisen}
    leest = leest_alleen(per_eis)
    return [
        Eisrij(
            eis,
            tuple(rijen),
            tuple(b for b in gevonden if b.eis == eis.nummer and b.soort != LOOPT),
            _voorsortering(rijen, voorgesorteerd),
            eis.nummer in verklaard and verklaard[eis.nummer].bevestigd,
            verklaard[eis.nummer].onderbouwing if eis.nummer in verklaard else "",
            tuple(opgave(dossier, eis.nummer)),
            _eigen(rijen, leest),
            _collega(rijen, leest),
            vragen.get(eis.pk, ()),
        )
        for eis, rijen in per_eis.items()
    ]


def _voorsortering(
    vakken: Sequence[Vak], voorgesorteerd: Mapping[rules.Scope, Sortering]
) -> tuple[tuple[str, Teken, tuple[str, ...]], ...]:
    """Per pile the regions in it, those with the same reasons together."""
    namen: dict[Sortering, list[str]] = {}
    for vak in vakken:
        namen.setdefault(voorgesorteerd[vak.stand.scope], []).append(vak.naam)
    return tuple(
        (", ".join(regios), Teken(*STAPELTEKENS[rij.stapel], rij.stapel), rij.redenen) for rij, regios in namen.items()
    )


def leest_alleen(per_eis: Mapping[Minimumeis, Sequence[Vak]]) -> bool:
    """Whether this person gave no verdict and has none to give: an auditor, or a third colleague."""
    return not any(vak.eigen or vak.te_geven for rijen in per_eis.values() for vak in rijen)


def _eigen(vakken: Sequence[Vak], leest: bool) -> Teken:
    """The own verdict; for who only reads: the first one that was given."""
    if leest:
        return _samen([vak.oordelen[0] if vak.oordelen else None for vak in vakken])
    if not any(vak.eigen or vak.te_geven for vak in vakken):
        return WACHT if any(vak.vraag_tot for vak in vakken) else NIET_AAN_U
    return _samen([vak.eigen for vak in vakken])


def _collega(vakken: Sequence[Vak], leest: bool) -> Teken:
    """The verdict of the colleague; for who only reads the second one, for a third person that of both."""
    if any(vak.verborgen for vak in vakken):
        return VERBORGEN
    if leest:
        return _samen([vak.oordelen[1] if len(vak.oordelen) > 1 else None for vak in vakken])
    if any(vak.eigen is None and rules.verschillen(vak.oordelen) for vak in vakken):
        return VERSCHILT
    return _samen([vak.oordelen[0] if vak.oordelen else None for vak in vakken])


def _samen(oordelen: Sequence[rules.Gegeven | None]) -> Teken:
    """One sign for one or more scopes."""
    gegeven = [oordeel.oordeel for oordeel in oordelen if oordeel]
    if not gegeven:
        return NOG_NIET
    if len(gegeven) < len(oordelen):
        return Teken("open", "stil", f"{len(gegeven)} van {len(oordelen)}")
    nee = gegeven.count(Oordeel.VOLDOET_NIET)
    meer = len(oordelen) > 1
    if nee:
        return Teken("nee", "fout", f"{nee} × niet" if meer else "voldoet niet")
    return Teken("ja", "goed", f"{len(gegeven)} × voldoet" if meer else "voldoet")


def opgave(d: Dossier, nummer: int) -> list[tuple[str, str]]:
    """What the organisation filled in that this eis is about, as label and text."""
    v, mensen = d.verklaring, d.ondersteuners
    if d.verlenging:
        return []
    if nummer == 1:
        return [
            (_ervaringsoort(e.soort), ", ".join(filter(None, [e.gemeente, str(e.jaar), e.toelichting])))
            for e in d.ervaringen
        ]
    if nummer == 2:
        return [("Hbo-opleiding", f"{sum(o.hbo for o in mensen)} van {len(mensen)} personen")]
    if nummer == 5:
        vrij = f"{sum(o.geen_belangen for o in mensen)} van {len(mensen)} personen"
        return [("Verklaart geen belang", vrij), ("Andere financiers", v.andere_financiers or "geen")]
    if nummer == 6:
        return [("Beroepscode", "akkoord" if v.beroepscode else "niet akkoord")]
    if nummer == 7:
        return [("Klachtenregeling", v.klachten_adres or "–"), ("Privacyreglement", v.privacy_adres or "–")]
    if nummer == 8:
        return [(r.naam, f"{len(r.gemeenten & r.gedekt)} van {len(r.gemeenten)} gemeenten") for r in d.regios]
    if nummer == 9:
        return _bereikbaarheid(d)
    return []


def _ervaringsoort(soort: str) -> str:
    return {"wmo_contract": "Overeenkomst met gemeente", "wlz_contract": "Overeenkomst OCO"}.get(
        soort, "Andere ervaring"
    )


def _bereikbaarheid(d: Dossier) -> list[tuple[str, str]]:
    personen = [(f"Personen in {r.naam}", str(sum(r.pk in o.regios for o in d.ondersteuners))) for r in d.regios]
    bereik = [
        ("Werkdagen", f"{len(d.werkdagen)} van 5"),
        ("Bezoekadres", d.bezoekadres or "–"),
        ("Telefoon", d.telefoon or "–"),
        ("E-mail", d.email or "–"),
    ]
    return personen + bereik
