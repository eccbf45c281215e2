"""The division of a region's money, the rate, and a part of a year (2.2, A59-A61). Laws first, then cases."""

from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from overeenkomst.rules.geld import (
    Deel,
    Partij,
    eis_tarief,
    jaarbedrag_voor,
    jaardeel,
    naar_rato,
    stel_verdeling_vast,
    stel_verdeling_voor,
)

CENT, EURO = D("0.01"), D(1)
GELD = st.decimals(0, 9_999_999, places=2)
UREN = st.decimals(0, 99_999, places=2)
EENHEID = st.sampled_from([CENT, EURO])
PARTIJ = st.builds(
    Partij,
    sleutel=st.integers(1, 10**6),
    naam=st.just("Stichting Wulp"),
    prognose=UREN,
    tarief=st.decimals("0.01", 999, places=2),
    schatting=st.none() | UREN,
    jaardeel=st.integers(0, 366).map(lambda dagen: Fraction(dagen, 366)) | st.just(Fraction(1)),
)
PARTIJEN = st.lists(PARTIJ, max_size=6, unique_by=lambda partij: partij.sleutel)
WULP, KLUUT = Partij(1, "Wulp", D(300), D(69)), Partij(2, "Kluut", D(100), D("60.50"))


@pytest.mark.clausule("IK-173", "IK-174")
@given(GELD, PARTIJEN, EENHEID)
def test_het_voorstel_is_naar_beneden_afgerond_en_precies(geld, partijen, eenheid):
    verdeling = stel_verdeling_voor(geld, partijen, eenheid)
    totaal = sum(Fraction(partij.gewicht) for partij in partijen)
    for partij in partijen:
        deel = verdeling.delen[partij.sleutel]
        precies = Fraction(geld) * Fraction(partij.gewicht) / totaal if totaal else Fraction(0)
        assert deel.jaarbedrag == precies // Fraction(eenheid) * eenheid
        assert deel.budget == Fraction(deel.jaarbedrag) * partij.jaardeel // Fraction(eenheid) * eenheid
        assert deel.uren * 4 == Fraction(deel.budget) / Fraction(partij.tarief) * 4 // 1
    assert verdeling.rest + sum(deel.budget for deel in verdeling.delen.values()) == geld
    assert verdeling.rest >= 0
    if totaal and all(partij.jaardeel == 1 for partij in partijen):
        assert verdeling.rest < eenheid * (len(partijen) + 1)


@given(GELD, PARTIJEN.flatmap(lambda rij: st.tuples(st.just(rij), st.permutations(rij))), EENHEID)
def test_de_volgorde_van_de_organisaties_doet_er_niet_toe(geld, rijen, eenheid):
    een, ander = (stel_verdeling_voor(geld, rij, eenheid) for rij in rijen)
    assert een == ander


@given(GELD, PARTIJEN, EENHEID, st.lists(GELD, min_size=6, max_size=6))
def test_wat_wordt_vastgesteld_is_nooit_meer_dan_het_geld_van_de_regio(geld, partijen, eenheid, gewenst):
    bedragen = {partij.sleutel: bedrag for partij, bedrag in zip(partijen, gewenst, strict=False)}
    redenen = dict.fromkeys(bedragen, "Afgesproken in het overleg.")
    budgetten = [naar_rato(bedragen[partij.sleutel], partij.jaardeel, eenheid) for partij in partijen]
    mag = sum(budgetten) <= geld and not any(bedrag % eenheid for bedrag in bedragen.values())
    if mag:
        vast = stel_verdeling_vast(geld, partijen, eenheid, bedragen=bedragen, redenen=redenen)
        assert vast.rest + sum(budgetten) == geld
    else:
        with pytest.raises(RegelFout):
            stel_verdeling_vast(geld, partijen, eenheid, bedragen=bedragen, redenen=redenen)


def test_de_rest_blijft_bij_de_regio_en_hele_euros_zijn_heel():
    gelijk = [Partij(n, "P", D(100), D(69)) for n in (1, 2, 3)]
    in_centen, in_euros = (stel_verdeling_voor(D(100), gelijk, eenheid) for eenheid in (CENT, EURO))
    assert ([deel.budget for deel in in_centen.delen.values()], in_centen.rest) == ([D("33.33")] * 3, CENT)
    assert ([deel.budget for deel in in_euros.delen.values()], in_euros.rest) == ([D(33)] * 3, EURO)


@pytest.mark.clausule("IK-173")
def test_de_eigen_schatting_gaat_voor_de_prognose():
    geschat = Partij(1, "Wulp", D(300), D(60), schatting=D(100))
    verdeling = stel_verdeling_voor(D(1000), [geschat, Partij(2, "Kluut", D(100), D(60))], EURO)
    assert verdeling.delen == {1: Deel(D(500), D(500), D("8.25")), 2: Deel(D(500), D(500), D("8.25"))}


def test_zonder_uren_is_er_geen_voorstel():
    verdeling = stel_verdeling_voor(D(1000), [Partij(1, "Wulp", D(0), D(69))], EURO)
    assert (verdeling.delen, verdeling.rest) == ({1: Deel(D(0), D(0), D(0))}, D(1000))


@pytest.mark.parametrize(
    ("bedragen", "redenen", "melding"),
    [
        (
            {1: D(9000), 2: D(1001)},
            {1: "a", 2: "b"},
            "samen € 10.001,00. De regio heeft € 10.000,00. Verlaag .* € 1,00",
        ),
        ({1: D(-1), 2: D(0)}, {1: "a", 2: "b"}, "Het budget van Wulp is geen bedrag van € 0 of meer"),
        ({1: D("NaN"), 2: D(0)}, {1: "a", 2: "b"}, "Het budget van Wulp is geen bedrag"),
        ({1: D("1.005"), 2: D(0)}, {1: "a", 2: "b"}, "Het budget van Wulp moet in hele euro’s"),
        ({1: D(7700), 2: D(2300)}, {}, "Het budget van Wulp is anders dan het voorstel. Schrijf op waarom"),
        ({1: D(7700), 2: D(2300)}, {1: "  ", 2: "b"}, "Het budget van Wulp is anders"),
        ({1: D(7738)}, {1: "a"}, "intussen anders"),
    ],
)
def test_een_verdeling_die_niet_kan(bedragen, redenen, melding):
    with pytest.raises(RegelFout, match=melding):
        stel_verdeling_vast(D(10_000), [WULP, KLUUT], EURO, bedragen=bedragen, redenen=redenen)


def test_halve_centen_bestaan_niet():
    with pytest.raises(RegelFout, match="in hele centen"):
        stel_verdeling_vast(D(10), [WULP], CENT, bedragen={1: D("1.005")}, redenen={1: "a"})


@pytest.mark.clausule("IK-067", "IK-068")
@pytest.mark.parametrize(
    ("tarief", "gevraagd", "melding"),
    [
        (D("69.01"), None, "hoogstens € 69,00"),
        (D("69.01"), D("69.01"), "hoogstens € 69,00"),
        (D("65.00"), None, "als de organisatie daarom heeft gevraagd"),
        (D("64.00"), D("65.00"), "als de organisatie daarom heeft gevraagd"),
        (D(0), D(0), "meer dan € 0"),
        (D("69.00"), None, None),
        (D("69.00"), D("65.00"), None),
        (D("65.00"), D("65.00"), None),
    ],
)
def test_het_tarief_is_dat_van_de_ronde_of_lager_op_verzoek(tarief, gevraagd, melding):
    if melding is None:
        eis_tarief(tarief, ronde=D("69.00"), gevraagd=gevraagd, wie="Wulp")
    else:
        with pytest.raises(RegelFout, match=melding):
            eis_tarief(tarief, ronde=D("69.00"), gevraagd=gevraagd, wie="Wulp")


@pytest.mark.clausule("OV-160")
@pytest.mark.parametrize(
    ("van", "tot", "jaar", "dagen", "heel"),
    [
        (date(2027, 7, 1), date(2028, 12, 31), 2027, 184, 365),
        (date(2027, 1, 1), date(2028, 12, 31), 2028, 366, 366),
        (date(2028, 2, 29), date(2028, 2, 29), 2028, 1, 366),
        (date(2027, 1, 1), date(2027, 6, 30), 2028, 0, 366),
    ],
)
def test_een_deel_van_het_jaar_telt_in_kalenderdagen(van, tot, jaar, dagen, heel):
    assert naar_rato(D(heel * 100), jaardeel(van=van, tot=tot, jaar=jaar), EURO) == dagen * 100


@given(st.dates(date(2027, 1, 1), date(2028, 12, 30)), GELD, EENHEID)
def test_twee_delen_van_een_jaar_zijn_samen_nooit_meer_dan_het_geheel(knip, bedrag, eenheid):
    einde, begin = date(knip.year, 12, 31), date(knip.year, 1, 1)
    morgen = date.fromordinal(knip.toordinal() + 1)
    eerste, tweede = (
        naar_rato(bedrag, jaardeel(van=van, tot=tot, jaar=knip.year), eenheid)
        for van, tot in ((begin, knip), (morgen, einde))
    )
    assert bedrag - 3 * eenheid < eerste + tweede <= bedrag


@given(
    GELD,
    st.integers(min_value=1, max_value=366),
    st.sampled_from([365, 366]),
    EENHEID,
)
def test_het_jaarbedrag_bij_een_budget_geeft_dat_budget_weer(budget, dagen, jaar, eenheid):
    budget, deel = budget // eenheid * eenheid, Fraction(min(dagen, jaar), jaar)
    assert naar_rato(jaarbedrag_voor(budget, deel, eenheid), deel, eenheid) == budget
