"""The pre-sort: every eis in exactly one of three piles, with why, and never a verdict."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beoordeling.bevindingen import Bevinding, bevindingen
from beoordeling.models import Eisoordeel
from beoordeling.states import Oordeel
from beoordeling.voorsorteren import MENS, NIET, OP_PAPIER, STAPELS, Sortering, sorteer_voor, tellingen
from inschrijving.feiten import Ervaring
from inschrijving.rules import WERKDAGEN
from tests.beoordeling.hulp import regio_van
from tests.beoordeling.kijken import eisblok, kijk
from tests.inschrijving.dossiers import VERKLARING, document, dossier, persoon, regio

INGEDIEND = date(2017, 7, 31)
REGIONAAL = (1, 3, 8, 9)
WMO = Ervaring(1, "wmo_contract", "Almere", 2017, "")
ANDERS = Ervaring(2, "anderszins", "", 2017, "Zie de bijlage.")


def scopes(d):
    return [(e.nummer, r) for e in d.eisen for r in ([x.pk for x in d.regios] if e.nummer in REGIONAAL else [None])]


def sorteer(d):
    return sorteer_voor(d, bevindingen(d, INGEDIEND), scopes(d))


def stapels(d, stapel):
    return [scope for scope, rij in sorteer(d).items() if rij.stapel == stapel]


def nieuw(*regios, **anders):
    return dossier(*(regios or (regio(),)), **{"ervaringen": (WMO,)} | anders)


# Laws

gemeenten = st.frozensets(st.sampled_from(["Almere", "Bunnik", "Urk"]))
regios = st.builds(
    lambda pk, klasse, gedekt: regio(pk, f"Regio {pk}", klasse, gedekt=gedekt),
    st.integers(1, 4),
    st.sampled_from(["bestaand", "nieuw"]),
    gemeenten,
)
mensen = st.builds(
    lambda pk, hbo, vrij, geregistreerd, waar: persoon(
        pk, hbo=hbo, geen_belangen=vrij, geregistreerd=geregistreerd, regios=waar
    ),
    st.integers(1, 9),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.integers(1, 4)),
)


@st.composite
def dossiers(draw):
    basis = dossier()
    bevestigd = draw(st.frozensets(st.integers(1, 11), min_size=8))
    papier = draw(st.lists(st.sampled_from(["machtiging", "vog", "kvk", "bestuursverklaring"]), unique=True))
    return dossier(
        *draw(st.lists(regios, min_size=1, max_size=4, unique_by=lambda r: r.pk)),
        ondersteuners=tuple(draw(st.lists(mensen, max_size=5, unique_by=lambda o: o.pk))),
        ervaringen=tuple(draw(st.lists(st.sampled_from([WMO, ANDERS, replace(WMO, gemeente="Urk")]), max_size=3))),
        eisen=tuple(replace(eis, bevestigd=eis.nummer in bevestigd) for eis in basis.eisen),
        documenten=tuple(replace(document(s), twijfel=draw(st.sampled_from(["", "Twee namen."]))) for s in papier),
        werkdagen=tuple(draw(st.lists(st.sampled_from(WERKDAGEN), unique=True))),
        verklaring=replace(VERKLARING, getekend=draw(st.booleans()), beroepscode=draw(st.booleans())),
    )


@given(dossiers())
def test_elke_eis_ligt_in_precies_een_van_drie_stapels_met_een_reden(d):
    gesorteerd = sorteer(d)
    assert list(gesorteerd) == scopes(d)
    assert all(rij.stapel in STAPELS and rij.redenen and all(rij.redenen) for rij in gesorteerd.values())
    assert sum(aantal for _, aantal in tellingen(gesorteerd.values())) == len(scopes(d))


@given(dossiers())
def test_voldoet_niet_alleen_waar_een_bevinding_dat_voorstelt_en_niets_gaat_verloren(d):
    gevonden, gesorteerd = bevindingen(d, INGEDIEND), sorteer(d)
    for (nummer, pk), rij in gesorteerd.items():
        hier = [b for b in gevonden if b.eis == nummer and (pk is None or b.regio is None or b.regio.pk == pk)]
        assert (rij.stapel == NIET) == any(b.nee for b in hier)
        assert {b.tekst for b in hier} <= set(rij.redenen)
        if rij.stapel == OP_PAPIER:
            assert (hier, d.verklaring.getekend) == ([], True)


@given(dossiers())
def test_een_extra_bevinding_maakt_een_eis_nooit_beter(d):
    gevonden, volgorde = bevindingen(d, INGEDIEND), [OP_PAPIER, MENS, NIET]
    for extra in (Bevinding("X", "Valt op.", 4, soort="hbo"), Bevinding("X", "Kan niet.", 4, nee=True, soort="hbo")):
        voor, na = (sorteer_voor(d, rijen, scopes(d)) for rijen in (gevonden, [*gevonden, extra]))
        assert volgorde.index(na[4, None].stapel) >= volgorde.index(voor[4, None].stapel)
        assert {scope: rij for scope, rij in na.items() if scope[0] != 4} == {
            scope: rij for scope, rij in voor.items() if scope[0] != 4
        }


def test_geen_stapel_is_een_oordeel():
    assert not set(STAPELS) & set(Oordeel.values)


# Cases


def test_bij_een_bestaande_partij_zonder_bijzonderheden_voldoet_alles_op_papier():
    assert len(stapels(dossier(regio(klasse="bestaand")), OP_PAPIER)) == 11


def test_bij_een_nieuwe_partij_kijkt_een_mens_naar_wat_alleen_op_woorden_rust():
    assert stapels(nieuw(), MENS) == [(3, 1), (4, None), (10, None), (11, None)]
    assert stapels(nieuw(), NIET) == []


def test_eis_3_en_4_volgen_de_klasse_per_regio():
    d = nieuw(regio(1, "Utrecht", "bestaand"), regio(2, "Flevoland"))
    assert [scope for scope in stapels(d, MENS) if scope[0] in (3, 4)] == [(3, 2), (4, None)]


@pytest.mark.clausule("IK-121")
def test_andere_ervaring_is_nooit_op_papier_genoeg():
    assert sorteer(nieuw(ervaringen=(ANDERS,)))[1, 1] == Sortering(
        MENS,
        ("Geen Wmo-overeenkomst in de regio in 2017. U oordeelt of andere ervaring genoeg is, en waarom.",),
    )


@pytest.mark.clausule("IK-137")
def test_een_gemeente_die_mist_ligt_per_regio_bij_voldoet_niet():
    d = nieuw(regio(1, "Utrecht", gedekt=frozenset({"Almere"})), regio(2, "Flevoland"))
    assert stapels(d, NIET) == [(8, 1)]
    assert sorteer(d)[8, 1].redenen == ("Bunnik niet aangevinkt (1 van 2 gemeenten).",)


@pytest.mark.clausule("IK-139", "IK-141")
def test_een_dag_te_weinig_geldt_in_elke_regio_en_te_weinig_mensen_in_een():
    d = nieuw(regio(1), regio(2, "Flevoland"), werkdagen=WERKDAGEN[:4])
    assert stapels(d, NIET) == [(9, 1), (9, 2)]
    twee = tuple(persoon(n, regios=frozenset({1})) for n in (1, 2, 3))
    assert stapels(nieuw(regio(1), regio(2, "Flevoland"), ondersteuners=twee), NIET) == [(9, 2)]


def test_zonder_geldige_handtekening_voldoet_niets_op_papier():
    d = dossier(regio(klasse="bestaand"), verklaring=replace(VERKLARING, getekend=False))
    assert len(stapels(d, MENS)) == 11


def test_zonder_mensen_op_de_lijst_kijkt_een_mens_naar_eis_2_en_5():
    assert stapels(dossier(regio(klasse="bestaand"), ondersteuners=()), MENS) == [(2, None), (5, None)]


def test_het_aandeel_staat_er_alleen_bij_een_nieuwe_partij_die_niet_iedereen_inschreef():
    half = (persoon(1, geregistreerd=False), persoon(2), persoon(3))
    tekst = "2 van 3 cliëntondersteuners zijn ingeschreven of lid. Telt alleen bij selectie."
    assert [b.tekst for b in bevindingen(nieuw(ondersteuners=half), INGEDIEND) if b.eis is None] == [tekst]
    assert bevindingen(dossier(regio(klasse="bestaand"), ondersteuners=half), INGEDIEND) == []


def test_een_gemeente_buiten_de_regio_valt_op():
    d = dossier(regio(klasse="bestaand", gedekt=frozenset({"Almere", "Bunnik", "Zeist"})))
    assert [b.tekst for b in bevindingen(d, INGEDIEND)] == ["Aangevinkt maar niet in deze regio: Zeist."]
    assert stapels(d, MENS) == [(8, 1)]


# On the screen


@pytest.mark.django_db
def test_de_voorsortering_staat_bij_elke_eis_en_vult_niets_in(als_een, dossier):
    regio_van(dossier, "Utrecht").dekking.first().delete()
    bladzijde = kijk(als_een, dossier)
    assert "u beslist zelf:<br>5 × voldoet op papier<br>1 × voldoet niet<br>9 × mens kijkt</p>" in bladzijde
    assert "Utrecht: Voorsortering: voldoet niet." in eisblok(bladzijde, 8)
    assert "Flevoland: Voorsortering: voldoet op papier. Alle gemeenten van de regio zijn aangevinkt." in eisblok(
        bladzijde, 8
    )
    assert bladzijde.count("Voorsortering:") >= 11
    gekozen = [regel for regel in bladzijde.split("<input") if 'name="eis' in regel and "checked" in regel]
    assert all('value=""' in regel for regel in gekozen)
    assert not Eisoordeel.objects.exists()
