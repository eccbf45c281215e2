"""What is read of steps 5 and 6: outcomes, what is not fixed, what waits on whom, and how many queries that costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.models import Classificatie, Regiobeoordeling
from beoordeling.states import Status as Beoordeeld
from kern.fouten import RegelFout
from kern.klok import om
from partijen.states import Rolsoort
from publicatie.models import Regiotoewijzing
from selectie import actions, queries
from selectie.models import Regioselectie
from selectie.states import Methode, Status
from selectie.terugzetten import vraag_terug
from selectie.trekking import bevestig_loting, voer_loting_in, zet_loting_klaar
from tests.factories import RolFactory, bekeken
from tests.factories_inschrijving import voeg_regios_toe
from tests.factories_selectie import (
    BESTAAND,
    DEELS,
    GELIJK,
    NIEUW,
    VIJF,
    begonnen,
    bevroren,
    bezorg,
    geopende_regio,
    in_status,
    medewerker,
    partij,
)
from tests.inschrijving.hulp import pdf

pytestmark = pytest.mark.django_db


def vastgesteld(toewijzing, *feiten):
    selectie = bevroren(toewijzing, *feiten)
    return actions.stel_vast(selectie_id=selectie.pk, door=medewerker(toewijzing))


def niet_vastgesteld(toewijzing):
    rijen = toewijzing.ronde.toewijzingen.filter(uitvoerder=toewijzing.uitvoerder)
    return [rij.regio.naam for rij in queries.niet_rond(rijen.select_related("regio", "selectie"))]


def aantal_queries(doe):
    with CaptureQueriesContext(connection) as gedaan:
        doe()
    return len(gedaan)


# --- Uitkomst -----------------------------------------------------------------------------------------------


@pytest.mark.clausule("IK-083")
def test_elke_nieuwe_heeft_een_uitkomst_en_wie_afvalt_twee_zinnen():
    toewijzing = geopende_regio(*[NIEUW] * 5)
    vastgesteld(toewijzing, *VIJF)
    uitkomsten = [queries.uitkomst(regio) for regio in toewijzing.regioinschrijvingen.order_by("pk")]

    assert [uit.uitkomst for uit in uitkomsten] == ["overeenkomst_nieuw"] * 4 + ["niet_geselecteerd"]
    assert [uit.rang for uit in uitkomsten] == [1, 1, 3, 4, 5]
    assert [uit.beslissend for uit in uitkomsten] == [None, None, "ervaring_a", "ervaring_b", "ervaring_c"]
    assert [bool(uit.zinnen) for uit in uitkomsten] == [False] * 4 + [True]
    assert uitkomsten[4].zinnen.count(". ") == 1


def test_geen_plaats_is_een_eigen_uitkomst():
    toewijzing = geopende_regio(*[BESTAAND] * 4, NIEUW)
    vastgesteld(toewijzing)
    uit = queries.uitkomst(toewijzing.regioinschrijvingen.order_by("pk").last())
    assert (uit.uitkomst, uit.rang, uit.geloot) == ("geen_plaats", None, False)
    assert "geen plaats" in uit.zinnen


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.VASTGESTELD}))
def test_zonder_vastgestelde_selectie_is_er_geen_uitkomst(status):
    selectie = in_status(status)
    with pytest.raises(RegelFout, match="Twente is nog niet vastgesteld"):
        queries.uitkomst(selectie.toewijzing.regioinschrijvingen.first())


def test_wie_er_later_bij_komt_heeft_geen_uitkomst():
    selectie = in_status(Status.VASTGESTELD)
    later = partij(selectie.toewijzing, kenmerk="ZZ-9")
    with pytest.raises(RegelFout, match="ZZ-9 deed niet mee"):
        queries.uitkomst(later)


# --- Wat nog niet vastligt ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(Status))
def test_alleen_een_vastgestelde_regio_is_klaar(status):
    selectie = in_status(status)
    assert niet_vastgesteld(selectie.toewijzing) == ([] if status == Status.VASTGESTELD else ["Twente"])


def test_een_regio_zonder_selectie_wacht_tenzij_niemand_voldoet():
    toewijzing = geopende_regio()
    assert niet_vastgesteld(toewijzing) == []
    regio = partij(toewijzing, status=Beoordeeld.IN_BEOORDELING)
    assert niet_vastgesteld(toewijzing) == ["Twente"]
    Regiobeoordeling.objects.filter(regioinschrijving=regio).update(status=Beoordeeld.VOLDOET_NIET)
    assert niet_vastgesteld(toewijzing) == []
    partij(toewijzing)
    assert niet_vastgesteld(toewijzing) == ["Twente"]


@pytest.mark.parametrize(
    "wijziging", [{"indeling": DEELS, "reden": "Toch deels."}, {"indeling": BESTAAND, "reden": "Toch bestaand."}]
)
def test_een_vastgestelde_regio_past_niet_meer_als_een_indeling_verandert(wijziging):
    selectie = in_status(Status.VASTGESTELD)
    regio = selectie.toewijzing.regioinschrijvingen.first()
    Classificatie.objects.filter(regioinschrijving=regio).update(**wijziging)
    assert niet_vastgesteld(selectie.toewijzing) == ["Twente"]


@pytest.mark.parametrize("oordeel", [Beoordeeld.IN_BEOORDELING, Beoordeeld.VOLDOET_NIET])
def test_een_vastgestelde_regio_past_niet_meer_als_een_oordeel_verandert(oordeel):
    selectie = in_status(Status.VASTGESTELD)
    regio = selectie.toewijzing.regioinschrijvingen.first()
    Regiobeoordeling.objects.filter(regioinschrijving=regio).update(status=oordeel)
    assert niet_vastgesteld(selectie.toewijzing) == ["Twente"]


def test_vragen_wat_niet_vastligt_kost_altijd_evenveel():
    toewijzing = geopende_regio(NIEUW)
    vastgesteld(toewijzing)
    met_een = aantal_queries(lambda: niet_vastgesteld(toewijzing))
    for extra in voeg_regios_toe(toewijzing.ronde, toewijzing.uitvoerder, ["Zeeland", "Drenthe"]):
        for _ in range(3):
            partij(extra)
    assert niet_vastgesteld(toewijzing) == ["Drenthe", "Zeeland"]
    assert aantal_queries(lambda: niet_vastgesteld(toewijzing)) == met_een <= 5


# --- Werk ---------------------------------------------------------------------------------------------------


def werk(gebruiker):
    return [(wat, waar) for wat, waar, _, _ in queries.werk_voor(type(gebruiker).objects.get(pk=gebruiker.pk))]


def test_werk_volgt_de_stappen_en_wie_aan_zet_is(klok):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(*[NIEUW] * 4)
    laatste = partij(toewijzing, status=Beoordeeld.IN_BEOORDELING)
    een, twee = medewerker(toewijzing), medewerker(toewijzing)
    notaris = medewerker(toewijzing, Rolsoort.NOTARIS)
    assert werk(een) == []

    Regiobeoordeling.objects.filter(regioinschrijving=laatste).update(status=Beoordeeld.VOLDOET)
    assert werk(een) == [("Selectie beginnen", "Twente")]
    selectie = begonnen(toewijzing, *GELIJK, door=een)
    assert werk(een) == [("Selectie: feiten invullen en voorleggen", "Twente")]
    gezien = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een).invoer_hash
    assert (werk(een), werk(twee)) == ([], [("Invoer van de selectie bevriezen", "Twente")])
    actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=gezien, door=twee)
    assert werk(een) == [("Loting klaarzetten", "Twente")]
    afspraak = {"plaats": "Zwolle", "trekking_op": om(date(2017, 9, 5), 12), "methode": Methode.HAND}
    loting = zet_loting_klaar(selectie_id=selectie.pk, door=een, **afspraak)
    assert (werk(een), werk(notaris)) == ([], [("Uitslag van de loting invoeren", "Twente")])
    bezorg()
    klok("2017-09-05 12:00")
    voer_loting_in(
        loting_id=loting.pk,
        getrokken_op=date(2017, 9, 5),
        notaris_naam="mr. A. de Wit",
        proces_verbaal=("pv.pdf", pdf()),
        volgorde=loting.deelnemers,
        door=notaris,
    )
    assert (werk(een), werk(notaris)) == ([("Uitslag van de loting bevestigen", "Twente")], [])
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=een)
    assert werk(een) == [("Selectie vaststellen", "Twente")]
    actions.stel_vast(selectie_id=selectie.pk, door=een)
    assert werk(een) == werk(twee) == werk(notaris) == []


def test_werk_wijst_naar_de_regio_en_noemt_de_dag_van_de_bekendmaking():
    toewijzing = geopende_regio(NIEUW)
    ((_, _, pagina, voor),) = queries.werk_voor(medewerker(toewijzing))
    assert (pagina, voor) == (reverse("regioselectie", args=[toewijzing.pk]), toewijzing.ronde.bekendmaking_op)


@pytest.mark.clausule("IK-064")
def test_meer_bestaande_dan_plaatsen_is_werk_voor_de_inkoopmanager_tot_het_vastligt():
    toewijzing = geopende_regio(*[BESTAAND] * 5)
    inkoper, manager = medewerker(toewijzing), medewerker(toewijzing, Rolsoort.INKOOPMANAGER)
    melding = ("Meer bestaande organisaties dan plaatsen: beoordeel of dit klopt", "Twente")
    assert (melding in werk(manager), melding in werk(inkoper)) == (True, False)
    selectie = bevroren(toewijzing)
    assert melding in werk(manager)
    actions.stel_vast(selectie_id=selectie.pk, door=inkoper)
    assert melding not in werk(manager)


def test_een_verzoek_om_terug_te_zetten_is_werk_voor_een_ander():
    selectie = in_status(Status.GERANGSCHIKT)
    manager, inkoper = medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER), medewerker(selectie.toewijzing)
    vraag_terug(selectie_id=selectie.pk, reden="Heropend.", door=manager)
    verzoek = ("Verzoek om de bevriezing terug te zetten", "Twente")
    assert (verzoek in werk(inkoper), verzoek in werk(manager)) == (True, False)


@pytest.mark.geval("B26")
def test_werk_van_een_andere_uitvoerder_is_er_niet():
    in_status(Status.OPEN)
    vreemd = medewerker(geopende_regio(regios=("Zeeland",), code="2019"))
    assert queries.werk_voor(vreemd) == []


def test_de_auditor_ziet_alles_en_heeft_geen_werk():
    in_status(Status.OPEN)
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    assert queries.werk_voor(auditor) == []
    assert [regio.regio.naam for regio in queries.regios(auditor)] == ["Twente"]


def test_werk_kost_altijd_evenveel():
    toewijzing = geopende_regio(NIEUW, regios=("Twente", "Zeeland", "Drenthe"))
    door = medewerker(toewijzing)
    begonnen(toewijzing, door=door)

    def vers():
        return queries.werk_voor(type(door).objects.get(pk=door.pk))

    met_een = aantal_queries(vers)
    for extra in Regiotoewijzing.objects.exclude(pk=toewijzing.pk):
        partij(extra)
        begonnen(extra, door=door)
    assert len(vers()) == 3
    assert aantal_queries(vers) == met_een


# --- Regio's ------------------------------------------------------------------------------------------------


def test_een_regio_telt_alleen_haar_eigen_geopende_dossiers():
    toewijzing = geopende_regio(BESTAAND, NIEUW, DEELS, regios=("Twente", "Zeeland"))
    partij(toewijzing, status=Beoordeeld.VOLDOET_NIET)
    partij(toewijzing, indeling="")
    partij(toewijzing, status=Beoordeeld.IN_BEOORDELING)
    twente, zeeland = queries.regios(medewerker(toewijzing)).order_by("regio__naam")

    telling = ("aantal_geopend", "aantal_bezig", "aantal_voldoet", "aantal_bestaand", "aantal_zonder_indeling")
    assert [getattr(twente, naam) for naam in telling] == [6, 1, 4, 1, 1]
    assert [getattr(zeeland, naam) for naam in telling] == [0, 0, 0, 0, 0]


def test_resultaat_van_een_open_regio_bestaat_niet():
    selectie = in_status(Status.OPEN)
    with pytest.raises(RegelFout, match="nog niet bevroren"):
        queries.resultaat(Regioselectie.objects.get(pk=selectie.pk))
