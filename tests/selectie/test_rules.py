"""Steps 5 and 6 without a database: places, ranking, loting and the reason for a refusal."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.fouten import RegelFout
from selectie import invoer
from selectie.rules import (
    Kandidaat,
    Lotinggroep,
    Regio,
    Soort,
    Uitkomst,
    rangschik,
    selecteer,
    telt_als_nieuw,
    verwerk_loting,
    waarom_niet,
)

BESTAAND, NIEUW = Uitkomst.OVEREENKOMST_BESTAAND, Uitkomst.OVEREENKOMST_NIEUW
NIET, LOTING = Uitkomst.NIET_GESELECTEERD, Uitkomst.LOTING


def kandidaat(kenmerk, criteria="----", aandeel=(1, 2)):
    """A candidate; `criteria` are leemte and experience a, b, c, a dash for no: "Labc", "L-b-"."""
    leemte, a, b, c = (teken != "-" for teken in criteria)
    return Kandidaat(kenmerk, leemte, a, b, c, geregistreerd=aandeel[0], clientondersteuners=aandeel[1])


def regio(*nieuwe, bestaand=0, maximum=4):
    return Regio("Twente", maximum, tuple(f"B{n}" for n in range(1, bestaand + 1)), nieuwe)


def volgorde(*nieuwe):
    return [(r.kenmerk, r.rang, r.beslissend) for r in rangschik(nieuwe)]


# --- an independent referee: pairwise comparison and enumeration of the sets that could win ---


def gaat_voor(een, ander):
    """The first criterion that puts `een` before `ander`, in whole numbers; None when it does not."""
    if een["voorziet_in_leemte"] != ander["voorziet_in_leemte"]:
        return "leemte" if een["voorziet_in_leemte"] else None
    for letter, ervaring in zip("abc", ["wlz_contract", "wmo_contract", "anderszins"], strict=True):
        if (ervaring in een["ervaring"]) != (ervaring in ander["ervaring"]):
            return f"ervaring_{letter}" if ervaring in een["ervaring"] else None
    links = een["geregistreerd"] * ander["clientondersteuners"]
    rechts = ander["geregistreerd"] * een["clientondersteuners"]
    return "aandeel" if links > rechts else None


def scheidsrechter(gegevens):
    """The answer of contract 1 by brute force, straight from the JSON facts."""
    bestaand = [k["kenmerk"] for k in gegevens["kandidaten"] if k["soort"] == "bestaand"]
    nieuw = [k for k in gegevens["kandidaten"] if k["soort"] != "bestaand"]
    plaatsen = len(range(len(bestaand), gegevens["maximum"]))
    nodig = len(gegevens["kandidaten"]) > gegevens["maximum"]
    antwoord = {
        "regio": gegevens["regio"],
        "maximum": gegevens["maximum"],
        "plaatsen_voor_nieuw": plaatsen,
        "selectie_nodig": nodig,
        "uitkomsten": dict.fromkeys(bestaand, "overeenkomst_bestaand"),
        "rangschikking": [],
        "loting": None,
    }
    if not nodig:
        antwoord["uitkomsten"] |= {k["kenmerk"]: "overeenkomst_nieuw" for k in nieuw}
        return antwoord
    winnaars = [
        {k["kenmerk"] for k in groep}
        for groep in combinations(nieuw, plaatsen)
        if not any(gaat_voor(buiten, binnen) for binnen in groep for buiten in nieuw if buiten not in groep)
    ]
    for k in nieuw:
        keren = sum(k["kenmerk"] in groep for groep in winnaars)
        altijd, nooit = keren == len(winnaars), keren == 0
        uitkomst = "niet_geselecteerd" if nooit else "overeenkomst_nieuw" if altijd else "loting"
        antwoord["uitkomsten"][k["kenmerk"]] = uitkomst
    if plaatsen == 0:
        return antwoord
    rangen = {k["kenmerk"]: 1 + sum(gaat_voor(ander, k) is not None for ander in nieuw) for k in nieuw}
    vorige = None
    for k in sorted(nieuw, key=lambda k: (rangen[k["kenmerk"]], k["kenmerk"])):
        beslissend = gaat_voor(vorige, k) if vorige else None
        antwoord["rangschikking"].append(
            {"kenmerk": k["kenmerk"], "rang": rangen[k["kenmerk"]], "beslissend": beslissend}
        )
        vorige = k
    if len(winnaars) > 1:
        loters = sorted(k for k, uitkomst in antwoord["uitkomsten"].items() if uitkomst == "loting")
        zeker = list(antwoord["uitkomsten"].values()).count("overeenkomst_nieuw")
        antwoord["loting"] = {"kandidaten": loters, "plaatsen": plaatsen - zeker}
    return antwoord


@st.composite
def regios(draw):
    """Small regions with many ties, so that every edge comes by."""
    kandidaten = []
    for kenmerk in draw(st.permutations([f"ORG-{n}" for n in range(10)]))[: draw(st.integers(0, 9))]:
        soort = draw(st.sampled_from(["bestaand", "nieuw", "nieuw", "nieuw", "deels"]))
        feiten = {"kenmerk": kenmerk, "soort": soort}
        if soort != "bestaand":
            totaal = draw(st.sampled_from([3, 4, 6, 9]))
            feiten |= {
                "voorziet_in_leemte": draw(st.booleans()),
                "ervaring": draw(
                    st.lists(st.sampled_from(["wlz_contract", "wmo_contract", "anderszins"]), unique=True)
                ),
                "clientondersteuners": totaal,
                "geregistreerd": draw(st.integers(0, totaal)),
            }
        kandidaten.append(feiten)
    return {"ronde": "R", "regio": "Twente", "maximum": draw(st.integers(1, 6)), "kandidaten": kandidaten}


@pytest.mark.clausule("IK-064", "IK-163", "IK-167")
@settings(max_examples=1000)
@given(regios())
def test_selectie_is_gelijk_aan_de_scheidsrechter(gegevens):
    feiten = invoer.lees(json.dumps(gegevens).encode())
    assert invoer.als_json(selecteer(feiten)) == scheidsrechter(gegevens)


@settings(max_examples=300)
@given(regios(), st.randoms(use_true_random=False))
def test_volgorde_van_aanleveren_maakt_niet_uit(gegevens, willekeur):
    eerst = invoer.als_json(selecteer(invoer.lees(json.dumps(gegevens).encode())))
    willekeur.shuffle(gegevens["kandidaten"])
    assert invoer.als_json(selecteer(invoer.lees(json.dumps(gegevens).encode()))) == eerst


# --- places ---


@pytest.mark.clausule("IK-081")
def test_vier_samen_is_geen_selectie():
    uitkomst = selecteer(regio(kandidaat("N1"), kandidaat("N2"), bestaand=2))
    assert (uitkomst.selectie_nodig, uitkomst.rangschikking, uitkomst.loting) == (False, (), None)
    assert uitkomst.uitkomsten == {"B1": BESTAAND, "B2": BESTAAND, "N1": NIEUW, "N2": NIEUW}


@pytest.mark.clausule("IK-082", "IK-083", "IK-167")
def test_drie_bestaande_en_drie_nieuwe_geven_een_plaats():
    uitkomst = selecteer(regio(kandidaat("N1"), kandidaat("N2", "L---"), kandidaat("N3"), bestaand=3))
    assert (uitkomst.plaatsen_voor_nieuw, uitkomst.selectie_nodig) == (1, True)
    assert uitkomst.uitkomsten == {
        "B1": BESTAAND,
        "B2": BESTAAND,
        "B3": BESTAAND,
        "N1": NIET,
        "N2": NIEUW,
        "N3": NIET,
    }


@pytest.mark.clausule("IK-082")
def test_vier_bestaande_en_een_vijfde_geen_plaats_en_geen_rangschikking():
    uitkomst = selecteer(regio(kandidaat("N1", "Labc"), bestaand=4))
    assert (uitkomst.plaatsen_voor_nieuw, uitkomst.selectie_nodig, uitkomst.rangschikking) == (0, True, ())
    assert uitkomst.uitkomsten["N1"] is NIET


@pytest.mark.clausule("IK-064")
def test_vijf_bestaande_blijven_alle_vijf():
    uitkomst = selecteer(regio(kandidaat("N1", "Labc"), bestaand=5))
    assert [uitkomst.uitkomsten[f"B{n}"] for n in range(1, 6)] == [BESTAAND] * 5
    assert (uitkomst.plaatsen_voor_nieuw, uitkomst.uitkomsten["N1"]) == (0, NIET)


def test_regio_zonder_inschrijvingen():
    uitkomst = selecteer(regio())
    assert (uitkomst.plaatsen_voor_nieuw, uitkomst.selectie_nodig, uitkomst.uitkomsten) == (4, False, {})


def test_dubbel_kenmerk_in_een_regio_is_een_fout():
    with pytest.raises(RegelFout, match="N1 staat twee keer in de regio Twente"):
        regio(kandidaat("N1"), kandidaat("N1", "L---"))


@pytest.mark.parametrize(("soort", "nieuw"), [(Soort.BESTAAND, False), (Soort.NIEUW, True), (Soort.DEELS, True)])
def test_deels_telt_als_nieuw(soort, nieuw):
    assert telt_als_nieuw(soort) is nieuw


# --- ranking ---


@pytest.mark.clausule("IK-163")
def test_leemte_gaat_voor_alles():
    assert volgorde(kandidaat("A", "-abc", (9, 9)), kandidaat("B", "L---", (0, 9))) == [
        ("B", 1, None),
        ("A", 2, "leemte"),
    ]


@pytest.mark.clausule("IK-157", "IK-158", "IK-160")
def test_ervaring_telt_in_volgorde_van_belang():
    rij = volgorde(*(kandidaat(naam, f"-{naam}") for naam in ["---", "--c", "-b-", "-bc", "a--", "a-c", "ab-", "abc"]))
    assert rij == [
        ("abc", 1, None),
        ("ab-", 2, "ervaring_c"),
        ("a-c", 3, "ervaring_b"),
        ("a--", 4, "ervaring_c"),
        ("-bc", 5, "ervaring_a"),
        ("-b-", 6, "ervaring_c"),
        ("--c", 7, "ervaring_b"),
        ("---", 8, "ervaring_c"),
    ]


@pytest.mark.clausule("IK-159", "IK-160")
def test_wmo_contract_gaat_voor_andere_ervaring_en_die_voor_geen():
    assert volgorde(kandidaat("A"), kandidaat("B", "---c"), kandidaat("C", "--b-"), kandidaat("D", "--b-", (2, 2))) == [
        ("D", 1, None),
        ("C", 2, "aandeel"),
        ("B", 3, "ervaring_b"),
        ("A", 4, "ervaring_c"),
    ]


@pytest.mark.clausule("IK-155", "IK-168")
def test_een_organisatie_heeft_per_regio_een_eigen_uitkomst():
    ander = kandidaat("ANDER", "-a--")
    vult_leemte, vult_niets = kandidaat("ORG", "L---"), kandidaat("ORG", "----")
    uitkomsten = [
        selecteer(Regio("Twente", 1, (), (ander, vult_leemte))).uitkomsten["ORG"],
        selecteer(Regio("Arnhem", 1, (), (ander, vult_niets))).uitkomsten["ORG"],
        selecteer(Regio("Groningen", 1, ("ORG",), (ander,))).uitkomsten["ORG"],
    ]
    assert uitkomsten == [NIEUW, NIET, BESTAAND]


@pytest.mark.clausule("IK-162")
def test_het_grootste_aandeel_gaat_voor_ook_als_het_op_het_scherm_gelijk_lijkt():
    groot, klein = 10**18, 10**18 - 1  # no float can tell these shares apart
    assert volgorde(
        kandidaat("A", aandeel=(klein - 1, klein)), kandidaat("B", aandeel=(groot - 1, groot)), kandidaat("C")
    ) == [("B", 1, None), ("A", 2, "aandeel"), ("C", 3, "aandeel")]


@pytest.mark.clausule("IK-161", "IK-164")
def test_gelijke_breuken_delen_een_rang_op_volgorde_van_kenmerk():
    rij = volgorde(
        kandidaat("D", aandeel=(7, 9)),
        kandidaat("C", aandeel=(8, 10)),
        kandidaat("B", aandeel=(4, 5)),
        kandidaat("A", aandeel=(9, 10)),
    )
    assert rij == [("A", 1, None), ("B", 2, "aandeel"), ("C", 2, None), ("D", 4, "aandeel")]


# --- loting ---


@pytest.mark.clausule("IK-164", "IK-165")
def test_gelijken_over_de_grens_gaan_naar_de_loting():
    uitkomst = selecteer(
        regio(kandidaat("Z", "L---"), kandidaat("C"), kandidaat("B"), kandidaat("A"), kandidaat("Y", aandeel=(0, 2)))
    )
    assert uitkomst.uitkomsten == {"Z": NIEUW, "A": NIEUW, "B": NIEUW, "C": NIEUW, "Y": NIET}
    uitkomst = selecteer(
        regio(kandidaat("Z", "L---"), kandidaat("C"), kandidaat("B"), kandidaat("A"), kandidaat("Y"), bestaand=1)
    )
    assert uitkomst.uitkomsten == {"B1": BESTAAND, "Z": NIEUW, "A": LOTING, "B": LOTING, "C": LOTING, "Y": LOTING}
    assert uitkomst.loting == Lotinggroep(("A", "B", "C", "Y"), 2)


def geloot():
    return selecteer(regio(kandidaat("Z", "L---"), *(kandidaat(naam) for naam in "ABC"), bestaand=1))


def test_verwerk_loting_geeft_de_eerst_getrokkenen_de_plaatsen():
    uitkomst = verwerk_loting(geloot(), ["C", "A", "B"])
    assert uitkomst.uitkomsten == {"B1": BESTAAND, "Z": NIEUW, "C": NIEUW, "A": NIEUW, "B": NIET}
    assert uitkomst.loting == Lotinggroep(("A", "B", "C"), 2)


@pytest.mark.parametrize("volgorde", [[], ["A", "B"], ["A", "B", "B"], ["A", "B", "C", "Z"], ["A", "B", "X"]])
def test_verwerk_loting_wil_precies_deze_groep(volgorde):
    with pytest.raises(RegelFout, match="precies één keer"):
        verwerk_loting(geloot(), volgorde)


def test_tweede_loting_van_dezelfde_groep_wordt_geweigerd():
    klaar = verwerk_loting(geloot(), ["C", "A", "B"])
    with pytest.raises(RegelFout, match="geen loting open"):
        verwerk_loting(klaar, ["A", "B", "C"])


def test_zonder_loting_valt_er_niets_te_verwerken():
    with pytest.raises(RegelFout, match="geen loting open"):
        verwerk_loting(selecteer(regio(kandidaat("A"))), ["A"])


# --- the reason ---


def reden(kenmerk, *nieuwe, bestaand=0, maximum=4):
    feiten = regio(*nieuwe, bestaand=bestaand, maximum=maximum)
    return waarom_niet(feiten, selecteer(feiten), kenmerk)


@pytest.mark.parametrize(
    ("bestaand", "maximum", "zin"),
    [
        (4, 4, "Er zijn 4 plaatsen en er zijn 4 bestaande organisaties die voorgaan."),
        (5, 4, "Er zijn 4 plaatsen en er zijn 5 bestaande organisaties die voorgaan."),
        (1, 1, "Er is 1 plaats en er is 1 bestaande organisatie die voorgaat."),
    ],
)
def test_reden_geen_plaats(bestaand, maximum, zin):
    assert reden("N", kandidaat("N"), bestaand=bestaand, maximum=maximum) == (
        f"U voldoet aan alle eisen, maar in de regio Twente was geen plaats voor een nieuwe organisatie. {zin}"
    )


# The five candidates of the example screen: 2 places, Tureluur in, Kiekendief and Veldleeuwerik to the loting.
TWENTE = (
    kandidaat("Tureluur", "Labc", (7, 9)),
    kandidaat("Kiekendief", "L-bc", (4, 5)),
    kandidaat("Veldleeuwerik", "L-bc", (8, 10)),
    kandidaat("Scholekster", "L-bc", (7, 9)),
    kandidaat("Grutto", "-abc", (6, 6)),
)


def test_reden_aandeel():
    assert reden("Scholekster", *TWENTE, bestaand=2) == (
        "Op leemte en ervaring stond u gelijk met de organisaties op plaats 2, maar bij u zijn 7 van de 9 "
        "cliëntondersteuners aangesloten of ingeschreven en bij hen 4 van elke 5. "
        "Daarom staat u op plaats 4 en was er geen plaats meer."
    )


def test_reden_leemte_noemt_wat_het_verschil_niet_goedmaakte():
    assert reden("Grutto", *TWENTE, bestaand=2) == (
        "U voorziet niet in een leemte in de regio Twente en de organisaties op plaats 2 wel. "
        "Leemte weegt het zwaarst, daarom konden uw Wlz-contract en uw aandeel dit verschil niet goedmaken."
    )


def test_reden_blijft_na_de_loting_dezelfde():
    feiten = regio(*TWENTE, bestaand=2)
    voor = selecteer(feiten)
    na = verwerk_loting(voor, ["Veldleeuwerik", "Kiekendief"])
    assert waarom_niet(feiten, na, "Grutto") == waarom_niet(feiten, voor, "Grutto")


def test_reden_uitgeloot():
    feiten = regio(*TWENTE, bestaand=2)
    na = verwerk_loting(selecteer(feiten), ["Veldleeuwerik", "Kiekendief"])
    assert waarom_niet(feiten, na, "Kiekendief") == (
        "U scoorde op alle criteria gelijk met 1 andere organisatie en er was nog 1 plaats. "
        "De notaris heeft daarom geloot en bij die loting kreeg u geen plaats."
    )


@pytest.mark.parametrize(
    ("winnaar", "verliezer", "tekst"),
    [
        (
            "La--",
            "L-b-",
            "Op leemte stond u gelijk met de organisatie op plaats 1, maar die had een Wlz-contract met een "
            "zorgkantoor en u niet. Het eerste verschil beslist, daarom kon uw Wmo-contract dit verschil niet "
            "goedmaken.",
        ),
        (
            "-ab-",
            "-a-c",
            "Op leemte en Wlz-contract stond u gelijk met de organisatie op plaats 1, maar die had al eerder een "
            "Wmo-contract met een gemeente in deze regio en u niet. Het eerste verschil beslist, daarom kon uw "
            "andere ervaring dit verschil niet goedmaken.",
        ),
        (
            "---c",
            "----",
            "Op leemte, Wlz-contract en Wmo-contract stond u gelijk met de organisatie op plaats 1, maar die had "
            "andere ervaring die is aangetoond en u niet. Daarom staat u op plaats 2 en was er geen plaats meer.",
        ),
    ],
)
def test_reden_ervaring(winnaar, verliezer, tekst):
    assert reden("N2", kandidaat("N1", winnaar), kandidaat("N2", verliezer), maximum=1) == tekst


def test_reden_aandeel_tegen_een_organisatie():
    assert reden("N2", kandidaat("N1", aandeel=(2, 4)), kandidaat("N2", aandeel=(1, 4)), maximum=1).startswith(
        "Op leemte en ervaring stond u gelijk met de organisatie op plaats 1, maar bij u is 1 van de 4 "
        "cliëntondersteuners aangesloten of ingeschreven en bij die organisatie 2 van de 4."
    )


@pytest.mark.parametrize("kenmerk", ["Tureluur", "Kiekendief", "B1", "onbekend"])
def test_geen_reden_voor_wie_niet_is_afgewezen(kenmerk):
    with pytest.raises(RegelFout, match="niet afgewezen"):
        reden(kenmerk, *TWENTE, bestaand=2)


@settings(max_examples=500)
@given(regios())
def test_elke_afwijzing_heeft_twee_zinnen(gegevens):
    feiten = invoer.lees(json.dumps(gegevens).encode())
    uitkomst = selecteer(feiten)
    for kenmerk in [k for k, u in uitkomst.uitkomsten.items() if u is NIET]:
        tekst = waarom_niet(feiten, uitkomst, kenmerk)
        assert (tekst.count(". "), tekst[-1]) == (1, ".")
