"""Beginning the selection of a region: who takes part, and which facts follow from register and dossier."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beoordeling.models import Regiobeoordeling
from beoordeling.states import Status as Beoordeeld
from inschrijving.queries import op_de_lijst, selectiefeiten
from inschrijving.states import Ervaringsoort, Registratie
from inschrijving.states import Status as Dossierstatus
from kern.fouten import RegelFout
from publicatie.models import Gemeente, Leemte
from selectie.actions import begin, leg_invoer_voor
from selectie.models import Regioselectie
from selectie.queries import stand
from selectie.states import Status
from tests.factories import TOEN, GebruikerFactory
from tests.factories_inschrijving import ClientondersteunerFactory, ErvaringFactory, voeg_regios_toe
from tests.factories_selectie import (
    BESTAAND,
    DEELS,
    NIEUW,
    VIJF,
    begonnen,
    contract,
    geopende_regio,
    in_status,
    medewerker,
    partij,
)

pytestmark = pytest.mark.django_db
BEVROREN = sorted(set(Status) - {Status.OPEN})


def kenmerken(selectie):
    return [kandidaat.regioinschrijving.inschrijving.kenmerk for kandidaat in stand(selectie).kandidaten]


@pytest.mark.clausule("IK-154")
def test_kandidaten_zijn_de_nieuwe_die_aan_alle_eisen_voldoen():
    toewijzing = geopende_regio(BESTAAND)
    partij(toewijzing, NIEUW, kenmerk="A-1")
    partij(toewijzing, DEELS, kenmerk="A-2")
    partij(toewijzing, NIEUW, kenmerk="A-3", status=Beoordeeld.VOLDOET_NIET)

    assert kenmerken(begin(toewijzing_id=toewijzing.pk, door=medewerker(toewijzing))) == ["A-1", "A-2"]


@pytest.mark.parametrize("status", [Dossierstatus.CONCEPT, Dossierstatus.INGETROKKEN])
def test_wie_niet_op_tijd_indiende_of_zich_terugtrok_is_geen_kandidaat(status):
    toewijzing = geopende_regio(NIEUW)
    partij(toewijzing, NIEUW, kenmerk="A-1")
    weg = partij(toewijzing, NIEUW, kenmerk="A-2")
    weg.inschrijving.status = status
    weg.inschrijving.save()

    assert "A-2" not in kenmerken(begin(toewijzing_id=toewijzing.pk, door=medewerker(toewijzing)))


@pytest.mark.clausule("IK-158")
@pytest.mark.parametrize(
    "van, tot, heeft",
    [
        (date(2017, 1, 1), date(2017, 12, 31), True),
        (date(2017, 12, 31), date(2018, 12, 31), True),
        (date(2016, 1, 1), date(2016, 12, 31), False),
        (date(2018, 1, 1), date(2018, 12, 31), False),
    ],
)
def test_ervaring_a_volgt_uit_het_contractregister(van, tot, heeft):
    toewijzing = geopende_regio(NIEUW)
    contract(toewijzing.regioinschrijvingen.get(), van=van, tot=tot)

    kandidaat = begonnen(toewijzing).kandidaten.get()

    assert kandidaat.wlz_contract is heeft
    assert (toewijzing.regio.naam in kandidaat.wlz_contract_bewijs) is heeft


def test_ervaring_a_telt_bij_elk_zorgkantoor_en_in_elke_regio():
    toewijzing = geopende_regio(NIEUW)
    elders = geopende_regio(regios=("Zeeland",), code="2019")
    rij = contract(toewijzing.regioinschrijvingen.get())
    rij.uitvoerder, rij.regio = elders.uitvoerder, elders.regio
    rij.save()

    assert begonnen(toewijzing).kandidaten.get().wlz_contract is True


@pytest.mark.clausule("IK-159")
@pytest.mark.parametrize(
    "gemeente, jaar, heeft",
    [("Twente 1", 2012, True), ("Twente 2", 2017, True), ("Twente 1", 2018, False), ("Zeeland 1", 2016, False)],
)
def test_ervaring_b_is_een_eerder_contract_met_een_gemeente_van_deze_regio(gemeente, jaar, heeft):
    toewijzing = geopende_regio(NIEUW)
    voeg_regios_toe(toewijzing.ronde, toewijzing.uitvoerder, ["Zeeland"])
    ErvaringFactory(
        inschrijving=toewijzing.regioinschrijvingen.get().inschrijving,
        soort=Ervaringsoort.WMO_CONTRACT,
        gemeente=Gemeente.objects.get(naam=gemeente),
        jaar=jaar,
    )

    assert begonnen(toewijzing).kandidaten.get().wmo_contract is heeft


@pytest.mark.clausule("IK-160")
def test_ervaring_c_vraagt_een_oordeel_als_de_organisatie_haar_noemt():
    toewijzing = geopende_regio()
    met, zonder = partij(toewijzing), partij(toewijzing)
    ErvaringFactory(inschrijving=met.inschrijving, jaar=2015, toelichting="Ouderenwerk")
    begonnen(toewijzing)

    assert (met.kandidaat.anderszins, met.kandidaat.anderszins_bewijs) == (None, "2015: Ouderenwerk")
    assert zonder.kandidaat.anderszins is False


@pytest.mark.clausule("IK-161")
def test_aandeel_telt_hoofden_van_de_hele_inschrijving_een_keer():
    toewijzing = geopende_regio()
    regio = partij(toewijzing, ondersteuners=2)
    for registratie in (Registratie.BEIDE, Registratie.BEROEPSREGISTER, Registratie.OPLEIDING):
        mens = ClientondersteunerFactory(inschrijving=regio.inschrijving, registratie=registratie)
        mens.regios.set([regio])
    begonnen(toewijzing)

    assert (regio.kandidaat.geregistreerd, regio.kandidaat.clientondersteuners) == (2, 5)


def test_zonder_clientondersteuners_blijven_de_aantallen_open():
    toewijzing = geopende_regio(*[NIEUW] * 5)
    selectie = begonnen(toewijzing)

    assert {k.clientondersteuners for k in stand(selectie).kandidaten} == {None}
    assert all("aantallen cliëntondersteuners" in klacht for klacht in stand(selectie).belemmeringen)


@pytest.mark.parametrize("met_leemte, verwacht", [(False, False), (True, None)])
def test_leemte_is_alleen_ingevuld_als_er_geen_is_vastgesteld(met_leemte, verwacht):
    toewijzing = geopende_regio(NIEUW)
    if met_leemte:
        Leemte.objects.create(
            toewijzing=toewijzing,
            soort="taal",
            omschrijving="Turks",
            reden="Gemeld",
            opgesteld_door=GebruikerFactory(),
            vastgesteld_door=GebruikerFactory(),
            vastgesteld_op=TOEN,
        )

    assert begonnen(toewijzing).kandidaten.get().voorziet_in_leemte is verwacht


def test_beginnen_noemt_wat_niet_af_is():
    toewijzing = geopende_regio()
    een = partij(toewijzing, status=Beoordeeld.IN_BEOORDELING)
    twee = partij(toewijzing, indeling="")

    with pytest.raises(RegelFout) as fout:
        begin(toewijzing_id=toewijzing.pk, door=medewerker(toewijzing))
    assert een.inschrijving.partijnaam in fout.value.tekst
    assert twee.inschrijving.partijnaam in fout.value.tekst
    assert not Regioselectie.objects.exists()


def test_nog_eens_beginnen_laat_de_feiten_en_het_voorstel_staan():
    toewijzing = geopende_regio(*[NIEUW] * 5)
    een = medewerker(toewijzing)
    selectie = begonnen(toewijzing, *VIJF, door=een)
    leg_invoer_voor(selectie_id=selectie.pk, door=een)

    zelfde = begin(toewijzing_id=toewijzing.pk, door=een)

    assert (zelfde.pk, zelfde.voorgesteld_door) == (selectie.pk, een)
    assert [k.anderszins_bewijs for k in stand(zelfde).kandidaten] == ["Jaarverslag"] * 5


def test_verversen_volgt_de_oordelen_en_het_voorstel_vervalt():
    toewijzing = geopende_regio(*[NIEUW] * 5)
    een = medewerker(toewijzing)
    selectie = begonnen(toewijzing, *VIJF, door=een)
    leg_invoer_voor(selectie_id=selectie.pk, door=een)
    eerste = toewijzing.regioinschrijvingen.order_by("pk").first()
    Regiobeoordeling.objects.filter(regioinschrijving=eerste).update(status=Beoordeeld.VOLDOET_NIET)
    partij(toewijzing, kenmerk="ZZ-1")

    selectie = begin(toewijzing_id=toewijzing.pk, door=een)

    assert selectie.voorgesteld_door is None
    assert eerste.inschrijving.kenmerk not in kenmerken(selectie)
    assert kenmerken(selectie)[-1] == "ZZ-1"


@pytest.mark.parametrize("status", BEVROREN)
def test_na_het_bevriezen_kan_de_selectie_niet_opnieuw_beginnen(status):
    selectie = in_status(status)
    with pytest.raises(RegelFout, match="bevroren"):
        begin(toewijzing_id=selectie.toewijzing_id, door=medewerker(selectie.toewijzing))


def test_drie_dossiers_lezen_kost_evenveel_vragen_als_een():
    toewijzing = geopende_regio()
    delen = [partij(toewijzing, ondersteuners=aantal) for aantal in (1, 2, 3)]
    gesteld = []
    for gevraagd in (delen[:1], delen):
        with CaptureQueriesContext(connection) as gedaan:
            feiten = selectiefeiten(gevraagd)
        gesteld.append(len(gedaan))

    assert gesteld[0] == gesteld[1]
    assert [feiten[deel.pk]["clientondersteuners"] for deel in delen] == [1, 2, 3]
    assert op_de_lijst(delen[2].inschrijving_id)["clientondersteuners"] == 3
