"""The end of an overeenkomst: on its last day by beat, or earlier; what follows it (2.3; art. 28, 31, 32; A61)."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.models import Looptijdwijziging, Overeenkomst, Prijsvolumeafspraak
from overeenkomst.queries import contracten
from overeenkomst.queries.afspraken import afspraak_op
from overeenkomst.queries.looptijden import gegund
from overeenkomst.queries.verdelen import stand
from overeenkomst.states import Afspraakstatus, Status
from partijen.states import Rolsoort
from portaal.aanbieders import plekken
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.overeenkomst.toneel import Contracttoneel
from tests.race import tegelijk


@pytest.fixture
def toneel():
    """In force since 1 January 2018; Utrecht to the end of 2020, Zwolle to the end of 2018."""
    return lopend()


def lopend() -> Contracttoneel:
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    toneel.rij = toneel.lopend()
    return toneel


def eindig(toneel, dag="2018-06-30", **velden):
    hier = {"overeenkomst_id": toneel.rij.pk, "reden": "Artikel 31, grond 5.", "door": toneel.manager}
    return actions.beeindig_per(**hier | {"laatste_dag": date.fromisoformat(dag)} | velden)


def regios_op(dag):
    return sorted(b.regioinschrijving.toewijzing.regio.naam for b in gegund(date.fromisoformat(dag)))


def status():
    return Overeenkomst.objects.get().status


@pytest.mark.django_db
def test_na_de_laatste_dag_is_zij_beeindigd(toneel):
    assert regios_op("2018-12-31") == ["Utrecht", "Zwolle"]
    assert regios_op("2019-01-01") == ["Utrecht"]
    zet_klok("2020-12-31 23:59")
    assert actions.beeindig_wat_voorbij_is() == 0
    zet_klok("2021-01-01 00:00")
    assert (actions.beeindig_wat_voorbij_is(), actions.beeindig_wat_voorbij_is()) == (1, 0)
    assert status() == Status.BEEINDIGD
    assert contracten.leven(toneel.rij)[-1].wat == "Beëindigd"


@pytest.mark.django_db
def test_ook_wat_getekend_is_en_nooit_inging_eindigt():
    rij = Contracttoneel({"Zwolle": NIEUW}).getekend()
    zet_klok("2019-01-01 00:00")
    assert (actions.laat_ingaan_wat_kan(), actions.beeindig_wat_voorbij_is()) == (0, 1)
    rij.refresh_from_db()
    assert rij.status == Status.BEEINDIGD


@pytest.mark.django_db
@pytest.mark.clausule("OV-160")
def test_eerder_beeindigen_kort_de_looptijd_en_het_budget_naar_rato(toneel):
    utrecht = toneel.dossier.regios.get(toewijzing__regio__naam="Utrecht")
    jaar = {"jaar": 2019, "verdeling__jaar": 2019, "van": date(2019, 1, 1), "tot": date(2019, 12, 31)}
    PrijsvolumeafspraakFactory(regioinschrijving=utrecht, **jaar)
    zet_klok("2018-03-01 10:00")
    assert eindig(toneel).eind_op == date(2018, 6, 30)
    assert (regios_op("2018-06-30"), regios_op("2018-07-01")) == (["Utrecht", "Zwolle"], [])
    geldend = Prijsvolumeafspraak.objects.geldend()
    # 69.000 for 181 of 365 days, in whole cents
    assert {(a.jaar, a.tot, a.vanaf, a.budget) for a in geldend} == {
        (2018, date(2018, 6, 30), date(2018, 3, 1), D("34216.43"))
    }
    assert Prijsvolumeafspraak.objects.filter(status=Afspraakstatus.VERVALLEN, budget=D(69000)).count() == 3
    budgetten = [afspraak_op(utrecht.pk, date(2018, maand, 1)) for maand in (2, 3, 7)]
    assert [rij and rij.budget for rij in budgetten] == [D(69000), D("34216.43"), None]
    assert afspraak_op(utrecht.pk, date(2019, 1, 1)) is None
    assert stand(utrecht.toewijzing, 2019).deelnames == []
    zet_klok("2018-07-01 00:00")
    assert actions.beeindig_wat_voorbij_is() == 1
    assert plekken() == []
    (rij,) = contracten.van_zorgkantoor(toneel.manager)
    assert (rij.stand, {b.eind for b in contracten.met_regios([rij])[rij.pk]}) == ("beeindigd", {date(2018, 6, 30)})


@pytest.mark.django_db
@pytest.mark.clausule("OV-132")
def test_de_laatste_dag_is_vandaag_of_later_en_eerder_dan_het_einde(toneel):
    zet_klok("2018-03-01 10:00")
    for dag, melding in (("2018-02-28", "niet voor vandaag"), ("2020-12-31", "loopt al tot en met")):
        with pytest.raises(RegelFout, match=melding):
            eindig(toneel, dag)
    with pytest.raises(RegelFout, match="Schrijf op waarom"):
        eindig(toneel, reden=" ")
    for wie in (RolFactory().gebruiker, RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER).gebruiker):
        with pytest.raises(PermissionDenied):
            eindig(toneel, door=wie)
    assert not Looptijdwijziging.objects.exists()
    eindig(toneel, "2018-03-01", door=toneel.tekenaar())
    assert (status(), Overeenkomst.objects.get().eind_op) == (Status.VAN_KRACHT, date(2018, 3, 1))


@pytest.mark.django_db
def test_alleen_wat_getekend_is_eindigt():
    toneel = Contracttoneel()
    toneel.rij = toneel.bied_aan()
    with pytest.raises(RegelFout, match="is getekend en nog loopt"):
        eindig(toneel)


@pytest.mark.django_db
def test_wat_de_looptijd_wijzigde_blijft_staan(toneel):
    eindig(toneel)
    with pytest.raises(DatabaseError, match="alleen toevoegen"), transaction.atomic():
        Looptijdwijziging.objects.update(tot=date(2030, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_twee_beeindigen_tegelijk_en_de_klok_ook():
    toneel = lopend()
    uitkomsten = tegelijk(lambda dag: eindig(toneel, dag), ["2018-06-30", "2018-06-30"])
    assert sum(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == 1
    assert Looptijdwijziging.objects.count() == 2
    assert Prijsvolumeafspraak.objects.geldend().count() == 2
    zet_klok("2018-07-01 00:00")
    assert sum(tegelijk(lambda _: actions.beeindig_wat_voorbij_is(), range(2))) == 1
