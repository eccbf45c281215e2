"""In an extension round the contractregister says who has something to extend; people decide (docs/adr/0004)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beoordeling import actions
from beoordeling.bevindingen import Bevinding, als_ingedeeld, bevindingen
from beoordeling.gevonden import BEZETTING, DEKKING, delen
from beoordeling.queries import openingstanden
from beoordeling.rules import Contractperiode
from beoordeling.states import Openingstatus
from beoordeling.verlenging import LOOPT, LOOPT_LANGER, LOOPT_NIET, soort_bevinding, stel_voor
from beoordeling.voorsorteren import MENS, NIET, OP_PAPIER, sorteer_voor
from inschrijving.feiten import Verlenging
from kern.fouten import RegelFout
from publicatie.queries import werk_voor
from tests.beoordeling.hulp import open_alles, regio_van, team, zonder_belang
from tests.inschrijving.dossiers import EISEN, dossier, regio
from tests.inschrijving.hulp import Lid, dien_in, teken
from tests.inschrijving.verlengen import instemming
from tests.publicatie.verlenging import BEOORDEEL_OP, OPEN_OP, contract

UTRECHT, GOOI = 1, 2
INGANG = date(2019, 1, 1)
JAAR = (date(2018, 1, 1), date(2018, 12, 31))


def periode(van, tot, regio=UTRECHT, kvk="11111111"):
    return Contractperiode(kvk, regio, van, tot)


def uitslag(*contracten, leden=("11111111",), ingang=INGANG):
    voorstel, reden = stel_voor([frozenset(lid.split()) for lid in leden], UTRECHT, ingang, contracten)
    return voorstel, soort_bevinding(voorstel, reden)


@pytest.mark.parametrize(
    ("contracten", "verwacht"),
    [
        ([periode(*JAAR)], ("bestaand", LOOPT)),
        ([periode(date(2018, 10, 1), date(2018, 12, 31))], ("bestaand", LOOPT)),  # part of a year is enough
        ([periode(date(2018, 1, 1), date(2019, 1, 1))], ("bestaand", LOOPT_LANGER)),
        ([periode(date(2018, 1, 1), date(2018, 12, 30))], ("nieuw_in_regio", LOOPT_NIET)),
        ([periode(date(2019, 1, 1), date(2019, 12, 31))], ("nieuw_in_regio", LOOPT_NIET)),
        ([periode(*JAAR, regio=GOOI)], ("nieuw_in_regio", LOOPT_NIET)),
        ([periode(*JAAR, kvk="99999999")], ("geheel_nieuw", LOOPT_NIET)),
        ([], ("geheel_nieuw", LOOPT_NIET)),
    ],
)
def test_te_verlengen_is_wat_loopt_op_de_dag_voor_de_verlenging(contracten, verwacht):
    assert uitslag(*contracten) == verwacht


def test_van_een_verband_heeft_elke_deelnemer_een_overeenkomst():
    samen = ("11111111", "22222222 33333333")
    assert uitslag(periode(*JAAR), periode(*JAAR, kvk="33333333"), leden=samen) == ("bestaand", LOOPT)
    assert uitslag(periode(*JAAR), leden=samen) == ("nieuw_in_regio", LOOPT_NIET)


def test_zonder_eerste_dag_is_er_niets_te_verlengen():
    assert uitslag(periode(*JAAR), ingang=None) == ("geheel_nieuw", LOOPT_NIET)


dagen = st.dates(date(2018, 6, 1), date(2019, 6, 30))


@given(st.lists(st.tuples(dagen, dagen).map(sorted).map(tuple), max_size=5))
def test_precies_wie_op_de_laatste_dag_een_overeenkomst_heeft(perioden):
    loopt = any(van <= date(2018, 12, 31) <= tot for van, tot in perioden)
    assert (uitslag(*(periode(van, tot) for van, tot in perioden))[0] == "bestaand") is loopt


def feiten(**anders):
    """A dossier of an extension round in which nothing of the eisen of the kader is asked."""
    velden = {"verlenging": Verlenging(INGANG, date(2019, 12, 31)), "eisen": EISEN[:3], "documenteisen": ()}
    return dossier(regio(klasse="bestaand", gedekt=frozenset()), **velden | {"ondersteuners": (), **anders})


@pytest.mark.parametrize(("soort", "stapel"), [(LOOPT, OP_PAPIER), (LOOPT_LANGER, MENS), (LOOPT_NIET, NIET)])
def test_voorsortering_volgt_het_register_en_niet_de_eisen_van_het_kader(soort, stapel):
    d = feiten()
    gevonden = [Bevinding("Eis 2, Utrecht", "Uit het register.", 2, d.regios[0], nee=soort == LOOPT_NIET, soort=soort)]
    gesorteerd = sorteer_voor(d, gevonden, [(1, None), (2, 1), (3, None)])
    assert gesorteerd[2, 1].stapel == stapel
    assert gesorteerd[2, 1].redenen == ("Uit het register.",)
    for scope in ((1, None), (3, None)):
        assert gesorteerd[scope].stapel == OP_PAPIER
        assert gesorteerd[scope].redenen == ("De organisatie bevestigt deze eis in de instemmingsverklaring.",)


def test_zonder_handtekening_of_bevestiging_kijkt_een_mens():
    d = feiten(verklaring=replace(feiten().verklaring, getekend=False))
    assert [b.kop for b in bevindingen(d, date(2018, 7, 20))] == ["Instemmingsverklaring"]
    assert sorteer_voor(d, [], [(1, None)])[1, None].stapel == MENS


def test_er_is_niets_te_vinden_over_wat_niet_gevraagd_is_ook_niet_als_nieuw():
    d = feiten()
    assert bevindingen(d, date(2018, 7, 20)) == []
    assert als_ingedeeld(d, {1: "geheel_nieuw"}) == d


@pytest.fixture
def geopend(klok):
    """Two dossiers that agreed for Utrecht, of which one has a contract there until the extension."""
    met = instemming()
    zonder = instemming(ronde=met.ronde)
    contract(met.organisatie, met.regios.get().toewijzing)
    for rij in (met, zonder):
        door = rij.organisatie.rollen.get().gebruiker
        teken(rij, door)
        dien_in(rij, door)
    klok(OPEN_OP)
    open_alles(met.ronde, met.uitvoerder)
    klok(BEOORDEEL_OP)
    return met, zonder


@pytest.mark.django_db
def test_het_register_geeft_het_voorstel_de_bevinding_en_de_stapel(client, geopend):
    wie = team(geopend[0].uitvoerder)
    client.force_login(wie.een)
    gezien = []
    for rij in geopend:
        zonder_belang(rij, wie.een)
        scherm = client.get(f"/werk/dossiers/{rij.kenmerk}/")
        eis = next(deel["rij"] for deel in scherm.context["eisen"] if deel["rij"].eis.uit_register)
        (stapel,) = eis.voorsortering
        voorstel = regio_van(rij, "Utrecht").classificatie.voorstel
        gezien.append((voorstel, [b.soort for b in eis.bevindingen], stapel[1].tekst))
        assert any(b.soort == LOOPT for b in scherm.context["gevonden"]) is (rij == geopend[0])
        titels = [blad.titel for blad in scherm.context["bladen"]]
        assert titels == ["Instemmingsverklaring", "Organisatie", "Instemmingsverklaring"]
    assert gezien == [("bestaand", [], OP_PAPIER), ("geheel_nieuw", [LOOPT_NIET], NIET)]
    for naam in ("verklaring", "organisatie"):
        blad = client.get(f"/werk/dossiers/{geopend[0].kenmerk}/blad/{naam}/").text
        assert [woord for woord in ("Garan", "eroepscode", "Werkdagen", "Gemeenten") if woord in blad] == []


@pytest.mark.django_db
def test_zonder_lijst_van_leemten_open_en_niemand_wacht_erop(geopend):
    ronde, wie = geopend[0].ronde, team(geopend[0].uitvoerder)
    assert not ronde.toewijzingen.filter(leemten_vastgesteld_op__isnull=False).exists()
    (stand,) = [stand for stand in openingstanden(wie.een) if stand.ronde == ronde]
    assert (stand.opening.status, stand.leemten_open) == (Openingstatus.GEOPEND, [])
    assert ronde.code not in {waar for _, waar, _, _ in werk_voor(wie.een)}


@pytest.mark.django_db
def test_in_een_verlenging_is_niemand_nieuw(geopend):
    _, zonder = geopend
    deel, een = regio_van(zonder, "Utrecht"), team(zonder.uitvoerder).een
    zonder_belang(zonder, een)
    with pytest.raises(RegelFout, match="geen plaats voor een nieuwe organisatie"):
        actions.bevestig_indeling(regioinschrijving_id=deel.pk, indeling="geheel_nieuw", reden="", door=een)


@pytest.mark.django_db
def test_het_filter_noemt_geen_gemeenten_of_mensen_die_niet_gevraagd_zijn():
    rij = instemming(leden=(Lid("Stichting Wulp", "87654321"),))
    assert rij.regios.count() == 1
    assert [delen(soort).filter(inschrijving=rij).count() for soort in (BEZETTING, DEKKING)] == [0, 0]
