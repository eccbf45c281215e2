"""Steps 5 and 6: places per region, ranking, loting (2.1.5, readings A30-A47). Pure: facts in, facts out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kern.fouten import RegelFout

Voorrang = tuple[int | Fraction, ...]


class Soort(StrEnum):
    """Who an organisation is in a region (1.6)."""

    BESTAAND = "bestaand"
    NIEUW = "nieuw"
    DEELS = "deels"  # a contract for part of the reference year: treated as new (A16)


class Uitkomst(StrEnum):
    OVEREENKOMST_BESTAAND = "overeenkomst_bestaand"
    OVEREENKOMST_NIEUW = "overeenkomst_nieuw"
    NIET_GESELECTEERD = "niet_geselecteerd"
    LOTING = "loting"


class Criterium(StrEnum):
    """The criteria in order of weight, the same order as `voorrang` (A36, A38)."""

    LEEMTE = "leemte"
    ERVARING_A = "ervaring_a"
    ERVARING_B = "ervaring_b"
    ERVARING_C = "ervaring_c"
    AANDEEL = "aandeel"


@dataclass(frozen=True)
class Kandidaat:
    """A new organisation that meets all eisen in this region, with what the criteria ask of it."""

    kenmerk: str
    voorziet_in_leemte: bool
    heeft_wlz_contract: bool
    heeft_wmo_contract: bool
    heeft_andere_ervaring: bool
    clientondersteuners: int
    geregistreerd: int


@dataclass(frozen=True)
class Regio:
    """All organisations that meet the eisen in one region (A34); of the bestaande only the kenmerk (A31)."""

    naam: str
    maximum: int
    bestaande: tuple[str, ...]
    nieuwe: tuple[Kandidaat, ...]

    def __post_init__(self) -> None:
        aantallen = Counter([*self.bestaande, *(k.kenmerk for k in self.nieuwe)])
        if dubbel := sorted(kenmerk for kenmerk, aantal in aantallen.items() if aantal > 1):
            raise RegelFout(f"Organisatie {dubbel[0]} staat twee keer in de regio {self.naam}. Verwijder er één.")

    @cached_property
    def feiten(self) -> Mapping[str, Kandidaat]:
        """The new organisations by kenmerk."""
        return {k.kenmerk: k for k in self.nieuwe}


@dataclass(frozen=True)
class Rangplaats:
    """A place in the ranking; `beslissend` put it behind the one before it, None for the first and for equals."""

    kenmerk: str
    rang: int
    beslissend: Criterium | None


@dataclass(frozen=True)
class Lotinggroep:
    """The equals over the cut (sorted by kenmerk) and the places left for them (A46)."""

    kandidaten: tuple[str, ...]
    plaatsen: int


@dataclass(frozen=True)
class Selectie:
    """The result for one region."""

    regio: str
    maximum: int
    plaatsen_voor_nieuw: int
    selectie_nodig: bool
    uitkomsten: Mapping[str, Uitkomst]
    rangschikking: tuple[Rangplaats, ...]
    loting: Lotinggroep | None

    @cached_property
    def plekken(self) -> Mapping[str, Rangplaats]:
        """The ranking by kenmerk."""
        return {r.kenmerk: r for r in self.rangschikking}

    @cached_property
    def laagste(self) -> tuple[str, ...]:
        """Who share the lowest rang that still had a place."""
        met_plaats = (Uitkomst.OVEREENKOMST_NIEUW, Uitkomst.LOTING)
        rang = max(r.rang for r in self.rangschikking if self.uitkomsten[r.kenmerk] in met_plaats)
        return tuple(r.kenmerk for r in self.rangschikking if r.rang == rang)


def telt_als_nieuw(soort: Soort) -> bool:
    """Only a contract for the whole reference year makes an organisation bestaand (A16)."""
    return soort is not Soort.BESTAAND


def voorrang(k: Kandidaat) -> Voorrang:
    """Sort key: leemte, then a, b, c, then the exact share; larger goes first (A36, A38, A43)."""
    return (
        k.voorziet_in_leemte,
        k.heeft_wlz_contract,
        k.heeft_wmo_contract,
        k.heeft_andere_ervaring,
        Fraction(k.geregistreerd, k.clientondersteuners),
    )


def selecteer(regio: Regio) -> Selectie:
    """Give every organisation its outcome (IK-064, IK-080 to IK-083).

    Bestaande always stay, also above the maximum (A32). No ranking is made without a selection (IK-081) nor
    when no place is left (A33). Equals over the cut get `loting`: the portal does not choose (IK-165).
    """
    plaatsen = max(0, regio.maximum - len(regio.bestaande))
    nodig = len(regio.bestaande) + len(regio.nieuwe) > regio.maximum
    uitkomsten = dict.fromkeys(regio.bestaande, Uitkomst.OVEREENKOMST_BESTAAND)
    rangschikking: tuple[Rangplaats, ...] = ()
    if nodig and plaatsen:
        rangschikking = rangschik(regio.nieuwe)
        uitkomsten |= _verdeel(rangschikking, plaatsen)
    else:
        zelfde = Uitkomst.NIET_GESELECTEERD if nodig else Uitkomst.OVEREENKOMST_NIEUW
        uitkomsten |= {k.kenmerk: zelfde for k in regio.nieuwe}
    return Selectie(
        regio=regio.naam,
        maximum=regio.maximum,
        plaatsen_voor_nieuw=plaatsen,
        selectie_nodig=nodig,
        uitkomsten=uitkomsten,
        rangschikking=rangschikking,
        loting=_lotinggroep(rangschikking, uitkomsten, plaatsen),
    )


def rangschik(nieuwe: Sequence[Kandidaat]) -> tuple[Rangplaats, ...]:
    """Rank all candidates; equals share a rang (1, 2, 2, 4) and stand in order of kenmerk."""
    rij = sorted(((voorrang(k), k.kenmerk) for k in nieuwe), key=lambda paar: paar[1])
    rij.sort(key=lambda paar: paar[0], reverse=True)
    plaatsen: list[Rangplaats] = []
    for plek, (sleutel, kenmerk) in enumerate(rij, start=1):
        beslissend = _eerste_verschil(rij[plek - 2][0], sleutel) if plaatsen else None
        rang = plaatsen[-1].rang if plaatsen and beslissend is None else plek
        plaatsen.append(Rangplaats(kenmerk, rang, beslissend))
    return tuple(plaatsen)


def verwerk_loting(selectie: Selectie, volgorde: Sequence[str]) -> Selectie:
    """Give the places of the loting to the first ones drawn.

    `volgorde` holds every kenmerk of the group, first drawn first. The rest is information only: nobody moves
    up later (A47). Raises RegelFout when no loting is open or the order is not of exactly this group.
    """
    if selectie.loting is None or Uitkomst.LOTING not in selectie.uitkomsten.values():
        raise RegelFout(f"In de regio {selectie.regio} staat geen loting open. Er is niets te verwerken.")
    if sorted(volgorde) != list(selectie.loting.kandidaten):
        raise RegelFout("De volgorde moet elke organisatie van deze loting precies één keer noemen. Vul de lijst aan.")
    binnen = set(volgorde[: selectie.loting.plaatsen])
    getrokken = {k: Uitkomst.OVEREENKOMST_NIEUW if k in binnen else Uitkomst.NIET_GESELECTEERD for k in volgorde}
    return replace(selectie, uitkomsten={**selectie.uitkomsten, **getrokken})


def waarom_niet(regio: Regio, selectie: Selectie, kenmerk: str) -> str:
    """Two plain sentences for the letter of a candidate that is not selected (IK-195).

    Compares with the lowest rang that still had a place. Raises RegelFout when the candidate is not refused.
    """
    if selectie.uitkomsten.get(kenmerk) is not Uitkomst.NIET_GESELECTEERD:
        raise RegelFout("Deze organisatie is niet afgewezen. De tekst is er alleen voor wie geen plaats krijgt.")
    return _reden(regio, selectie, _grens(regio, selectie), kenmerk)


def redenen(regio: Regio, selectie: Selectie) -> dict[str, str]:
    """The two sentences for everyone who is not selected, by kenmerk; grows with the candidates, not their square."""
    grens = _grens(regio, selectie)
    afgewezen = [k for k, uitkomst in selectie.uitkomsten.items() if uitkomst is Uitkomst.NIET_GESELECTEERD]
    return {kenmerk: _reden(regio, selectie, grens, kenmerk) for kenmerk in afgewezen}


@dataclass(frozen=True)
class _Grens:
    """The lowest rang that still had a place, with the facts to compare with."""

    rang: int
    zij: Kandidaat  # any of them: on every criterion they are equal
    aantal: int
    aandeel: str
    geloot: frozenset[str]


def _grens(regio: Regio, selectie: Selectie) -> _Grens | None:
    """None where nobody was ranked."""
    if not selectie.rangschikking:
        return None
    zij = [regio.feiten[kenmerk] for kenmerk in selectie.laagste]
    geloot = frozenset(selectie.loting.kandidaten if selectie.loting else ())
    rang = selectie.plekken[selectie.laagste[0]].rang
    return _Grens(rang, zij[0], len(zij), _hun_aandeel(zij), geloot)


def _reden(regio: Regio, selectie: Selectie, grens: _Grens | None, kenmerk: str) -> str:
    if grens is None:
        return _tekst_geen_plaats(regio)
    if selectie.loting and kenmerk in grens.geloot:
        return _tekst_uitgeloot(selectie.loting)
    u = regio.feiten[kenmerk]
    verschil = _eerste_verschil(voorrang(grens.zij), voorrang(u))
    assert verschil is not None  # below the cut means: behind on some criterion
    gevolg = _zin_gevolg(verschil, u, grens.zij, selectie.plekken[kenmerk].rang)
    return f"{_zin_verschil(regio.naam, verschil, u, grens)} {gevolg}"


def _verdeel(rangschikking: Sequence[Rangplaats], plaatsen: int) -> dict[str, Uitkomst]:
    omvang = Counter(r.rang for r in rangschikking)

    def uitkomst(rang: int) -> Uitkomst:
        if rang + omvang[rang] - 1 <= plaatsen:
            return Uitkomst.OVEREENKOMST_NIEUW
        return Uitkomst.NIET_GESELECTEERD if rang > plaatsen else Uitkomst.LOTING

    return {r.kenmerk: uitkomst(r.rang) for r in rangschikking}


def _lotinggroep(
    rangschikking: Sequence[Rangplaats], uitkomsten: Mapping[str, Uitkomst], plaatsen: int
) -> Lotinggroep | None:
    groep = [r for r in rangschikking if uitkomsten[r.kenmerk] is Uitkomst.LOTING]
    if not groep:
        return None
    return Lotinggroep(tuple(r.kenmerk for r in groep), plaatsen - groep[0].rang + 1)


def _eerste_verschil(voor: Voorrang, na: Voorrang) -> Criterium | None:
    return next((c for c, een, ander in zip(Criterium, voor, na, strict=True) if een != ander), None)


_GELIJK_OP = {
    Criterium.ERVARING_A: "leemte",
    Criterium.ERVARING_B: "leemte en Wlz-contract",
    Criterium.ERVARING_C: "leemte, Wlz-contract en Wmo-contract",
    Criterium.AANDEEL: "leemte en ervaring",
}
_HADDEN_ZIJ = {
    Criterium.ERVARING_A: "een Wlz-contract met een zorgkantoor",
    Criterium.ERVARING_B: "al eerder een Wmo-contract met een gemeente in deze regio",
    Criterium.ERVARING_C: "andere ervaring die is aangetoond",
}
_UW_STERKE_PUNT = {
    Criterium.ERVARING_A: "uw Wlz-contract",
    Criterium.ERVARING_B: "uw Wmo-contract",
    Criterium.ERVARING_C: "uw andere ervaring",
    Criterium.AANDEEL: "uw aandeel",
}


def _tekst_geen_plaats(regio: Regio) -> str:
    plaatsen = f"is {regio.maximum} plaats" if regio.maximum == 1 else f"zijn {regio.maximum} plaatsen"
    aantal = len(regio.bestaande)
    bestaande = "is 1 bestaande organisatie die voorgaat"
    if aantal > 1:
        bestaande = f"zijn {aantal} bestaande organisaties die voorgaan"
    return (
        f"U voldoet aan alle eisen, maar in de regio {regio.naam} was geen plaats voor een nieuwe organisatie. "
        f"Er {plaatsen} en er {bestaande}."
    )


def _tekst_uitgeloot(loting: Lotinggroep) -> str:
    anderen = len(loting.kandidaten) - 1
    gelijken = "1 andere organisatie" if anderen == 1 else f"{anderen} andere organisaties"
    over = "was nog 1 plaats" if loting.plaatsen == 1 else f"waren nog {loting.plaatsen} plaatsen"
    return (
        f"U scoorde op alle criteria gelijk met {gelijken} en er {over}. "
        "De notaris heeft daarom geloot en bij die loting kreeg u geen plaats."
    )


def _zin_verschil(regio: str, verschil: Criterium, u: Kandidaat, grens: _Grens) -> str:
    op_plaats = f"de organisatie{'s' if grens.aantal > 1 else ''} op plaats {grens.rang}"
    if verschil is Criterium.LEEMTE:
        return f"U voorziet niet in een leemte in de regio {regio} en {op_plaats} wel."
    gelijk = f"Op {_GELIJK_OP[verschil]} stond u gelijk met {op_plaats}"
    if verschil is Criterium.AANDEEL:
        return f"{gelijk}, maar {_aandelen(u, grens)}."
    return f"{gelijk}, maar {'zij hadden' if grens.aantal > 1 else 'die had'} {_HADDEN_ZIJ[verschil]} en u niet."


def _aandelen(u: Kandidaat, grens: _Grens) -> str:
    """Both shares as counted."""
    eigen = f"{'is' if u.geregistreerd == 1 else 'zijn'} {u.geregistreerd} van de {u.clientondersteuners}"
    bij = "hen" if grens.aantal > 1 else "die organisatie"
    return f"bij u {eigen} cliëntondersteuners aangesloten of ingeschreven en bij {bij} {grens.aandeel}"


def _hun_aandeel(zij: Sequence[Kandidaat]) -> str:
    """As counted; a group with different numbers has one share, given as a simple fraction."""
    if len({(k.geregistreerd, k.clientondersteuners) for k in zij}) == 1:
        return f"{zij[0].geregistreerd} van de {zij[0].clientondersteuners}"
    breuk = Fraction(zij[0].geregistreerd, zij[0].clientondersteuners)
    return f"{breuk.numerator} van elke {breuk.denominator}"


def _zin_gevolg(verschil: Criterium, u: Kandidaat, zij: Kandidaat, rang: int) -> str:
    sterker = [
        _UW_STERKE_PUNT[c]
        for c, van_u, van_hen in zip(Criterium, voorrang(u), voorrang(zij), strict=True)
        if van_u > van_hen
    ]
    if not sterker:
        return f"Daarom staat u op plaats {rang} en was er geen plaats meer."
    weging = "Leemte weegt het zwaarst" if verschil is Criterium.LEEMTE else "Het eerste verschil beslist"
    punten = " en ".join(filter(None, [", ".join(sterker[:-1]), sterker[-1]]))
    kon = "kon" if len(sterker) == 1 else "konden"
    return f"{weging}, daarom {kon} {punten} dit verschil niet goedmaken."
