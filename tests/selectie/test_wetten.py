"""Laws of the selection, on small regions with many ties and on 100,000 seeded ones (`make proeven`)."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selectie.rules import (
    Criterium,
    Kandidaat,
    Regio,
    Uitkomst,
    redenen,
    selecteer,
    voorrang,
    waarom_niet,
)

NIEUW, NIET, LOTING = Uitkomst.OVEREENKOMST_NIEUW, Uitkomst.NIET_GESELECTEERD, Uitkomst.LOTING
WAARDE = {NIET: 0, LOTING: 1, NIEUW: 2, Uitkomst.OVEREENKOMST_BESTAAND: 3}
NOEMT = {  # words of the explanation, per criterion that decided
    Criterium.LEEMTE: "voorziet niet in een leemte",
    Criterium.ERVARING_A: "een Wlz-contract met een zorgkantoor",
    Criterium.ERVARING_B: "al eerder een Wmo-contract",
    Criterium.ERVARING_C: "andere ervaring die is aangetoond",
    Criterium.AANDEEL: "cliëntondersteuners aangesloten of ingeschreven",
}


def toevallige_regio(kans: random.Random) -> Regio:
    def kandidaat(nummer):
        totaal = kans.choice((1, 2, 3, 4, 6, 9, 30))
        criteria = (kans.random() < 0.4 for _ in range(4))
        return Kandidaat(f"N{nummer}", *criteria, clientondersteuners=totaal, geregistreerd=kans.randint(0, totaal))

    bestaande = tuple(f"B{nummer}" for nummer in range(kans.randint(0, 6)))
    nieuwe = [kandidaat(nummer) for nummer in range(kans.randint(0, 9))]
    kans.shuffle(nieuwe)
    return Regio("Twente", kans.randint(1, 6), bestaande, tuple(nieuwe))


def zwakker_dan(regio: Regio, kans: random.Random) -> Kandidaat:
    """A newcomer that is behind, or at most equal to, someone who is there."""
    ander = kans.choice(regio.nieuwe)
    return replace(
        ander, kenmerk="ZWAK", heeft_andere_ervaring=False, geregistreerd=kans.randint(0, ander.geregistreerd)
    )


def controleer(regio: Regio, kans: random.Random) -> None:
    """Every law of the selection for one region."""
    uit = selecteer(regio)
    feiten = {k.kenmerk: k for k in regio.nieuwe}
    een_uitkomst_voor_iedereen(regio, uit)
    niet_meer_dan_er_plaats_is(regio, uit)
    loting_alleen_over_de_grens(uit, feiten)
    het_genoemde_criterium_verschilt_echt(uit, feiten)
    de_uitleg_noemt_dat_criterium(regio, uit, feiten)
    geschud = replace(regio, nieuwe=tuple(kans.sample(regio.nieuwe, len(regio.nieuwe))))
    assert selecteer(geschud).rangschikking == uit.rangschikking
    if regio.nieuwe:
        een_zwakkere_helpt_niemand(regio, uit, zwakker_dan(regio, kans))


def een_uitkomst_voor_iedereen(regio, uit):
    assert set(uit.uitkomsten) == {*regio.bestaande, *(k.kenmerk for k in regio.nieuwe)}
    assert {uit.uitkomsten[k] for k in regio.bestaande} <= {Uitkomst.OVEREENKOMST_BESTAAND}


def niet_meer_dan_er_plaats_is(regio, uit):
    vrij = max(0, regio.maximum - len(regio.bestaande))
    gekozen = list(uit.uitkomsten.values()).count(NIEUW)
    te_loten = uit.loting.plaatsen if uit.loting else 0
    assert gekozen + te_loten == min(vrij, len(regio.nieuwe))


def loting_alleen_over_de_grens(uit, feiten):
    loters = [k for k, uitkomst in uit.uitkomsten.items() if uitkomst is LOTING]
    if uit.loting is None:
        assert loters == []
        return
    assert sorted(loters) == list(uit.loting.kandidaten)
    assert 0 < uit.loting.plaatsen < len(loters)
    assert len({voorrang(feiten[k]) for k in loters}) == 1
    rang = {r.kenmerk: r.rang for r in uit.rangschikking}[loters[0]]
    assert rang <= uit.plaatsen_voor_nieuw < rang + len(loters) - 1


def het_genoemde_criterium_verschilt_echt(uit, feiten):
    for boven, onder in zip(uit.rangschikking, uit.rangschikking[1:], strict=False):
        hoog, laag = voorrang(feiten[boven.kenmerk]), voorrang(feiten[onder.kenmerk])
        if onder.beslissend is None:
            assert hoog == laag
            continue
        plek = list(Criterium).index(onder.beslissend)
        assert hoog[:plek] == laag[:plek]
        assert hoog[plek] > laag[plek]


def de_uitleg_noemt_dat_criterium(regio, uit, feiten):
    for kenmerk, zinnen in redenen(regio, uit).items():
        assert zinnen == waarom_niet(regio, uit, kenmerk)
        if not uit.rangschikking:
            assert "geen plaats voor een nieuwe organisatie" in zinnen
            continue
        binnen = [r for r in uit.rangschikking if uit.uitkomsten[r.kenmerk] in (NIEUW, LOTING)]
        hoog, laag = voorrang(feiten[binnen[-1].kenmerk]), voorrang(feiten[kenmerk])
        beslist = next(c for c, een, ander in zip(Criterium, hoog, laag, strict=True) if een != ander)
        assert NOEMT[beslist] in zinnen


def een_zwakkere_helpt_niemand(regio, uit, zwakke):
    na = selecteer(replace(regio, nieuwe=(*regio.nieuwe, zwakke)))
    assert all(WAARDE[na.uitkomsten[k]] <= WAARDE[uitkomst] for k, uitkomst in uit.uitkomsten.items())


@pytest.mark.clausule("IK-064", "IK-083", "IK-164")
@settings(max_examples=500)
@given(st.integers(0, 2**32))
def test_de_wetten_gelden_voor_elke_regio(zaad):
    kans = random.Random(zaad)
    controleer(toevallige_regio(kans), kans)


@pytest.mark.proef
@pytest.mark.clausule("IK-064", "IK-083", "IK-164")
def test_de_wetten_gelden_voor_honderdduizend_regios():
    kans = random.Random(2018)
    for _ in range(100_000):
        controleer(toevallige_regio(kans), kans)


@pytest.mark.clausule("IK-162")
def test_aandelen_die_pas_achter_de_achttiende_decimaal_verschillen():
    basis = Kandidaat("A", False, False, False, False, clientondersteuners=3 * 10**18, geregistreerd=10**18)
    iets_meer = replace(basis, kenmerk="B", geregistreerd=10**18 + 1)
    een_derde = replace(basis, kenmerk="C", clientondersteuners=3, geregistreerd=1)
    assert Fraction(1, 3) < Fraction(10**18 + 1, 3 * 10**18) < Fraction(1, 3) + Fraction(1, 10**18)
    uit = selecteer(Regio("Twente", 1, (), (basis, iets_meer, een_derde)))
    assert [(r.kenmerk, r.rang, r.beslissend) for r in uit.rangschikking] == [
        ("B", 1, None),
        ("A", 2, Criterium.AANDEEL),
        ("C", 2, None),
    ]


def test_tienduizend_kandidaten_krijgen_elk_een_uitkomst_en_een_uitleg():
    kans = random.Random(10)
    nieuwe = tuple(
        Kandidaat(f"N{nummer:05}", *(kans.random() < 0.5 for _ in range(4)), 30, kans.randint(0, 30))
        for nummer in range(10_000)
    )
    regio = Regio("Twente", 4, ("B1",), nieuwe)
    uit = selecteer(regio)
    assert len(uit.uitkomsten) == 10_001
    assert len(redenen(regio, uit)) == list(uit.uitkomsten.values()).count(NIET)
    een_uitkomst_voor_iedereen(regio, uit)
    niet_meer_dan_er_plaats_is(regio, uit)
