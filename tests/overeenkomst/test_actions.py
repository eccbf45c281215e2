"""Offering is free, signing waits for the end of the opschortende termijn (IK-202 to IK-204, A07, A08)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kern.fouten import RegelFout
from kern.models import Klokstand
from overeenkomst import actions
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Status
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import VOLDOET_NIET, Toneel
from tests.factories import RolFactory
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory, OvereenkomstFactory

pytestmark = pytest.mark.django_db
EINDE = datetime(2017, 10, 12, 15, 0, tzinfo=UTC)


@pytest.fixture
def toneel():
    return Toneel()


def aangeboden(toneel) -> tuple[Overeenkomst, object]:
    """An offered overeenkomst and the tekenbevoegde of its organisation."""
    brief = toneel.bekendgemaakt()
    overeenkomst = actions.bied_aan(inschrijving_id=brief.inschrijving_id, door=toneel.manager)
    organisatie = brief.inschrijving.organisatie
    return overeenkomst, RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie).gebruiker


def zet_exact(moment):
    Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})


@pytest.mark.clausule("IK-204", "IK-203")
def test_tekenen_mag_vanaf_het_einde_van_de_opschorting_en_geen_microseconde_eerder(toneel):
    overeenkomst, tekenaar = aangeboden(toneel)
    zet_exact(EINDE - timedelta(microseconds=1))
    with pytest.raises(RegelFout, match="vanaf donderdag 12 oktober 2017, 17:00 uur"):
        actions.teken(overeenkomst_id=overeenkomst.pk, door=tekenaar)
    assert Overeenkomst.objects.get().status == Status.AANGEBODEN
    zet_exact(EINDE)
    getekend = actions.teken(overeenkomst_id=overeenkomst.pk, door=tekenaar)
    assert (getekend.status, getekend.getekend_op) == (Status.GETEKEND, EINDE)


def test_een_latere_beslissing_in_de_regio_verlengt_de_opschorting(toneel):
    overeenkomst, tekenaar = aangeboden(toneel)
    ander = BriefFactory(
        bekend=True, inschrijving=toneel.dossier({"Utrecht": VOLDOET_NIET}), dagtekening=datetime(2017, 9, 20).date()
    )
    BeslissingFactory(brief=ander, regioinschrijving=ander.inschrijving.regios.get())
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="vanaf dinsdag 17 oktober 2017, 17:00 uur"):
        actions.teken(overeenkomst_id=overeenkomst.pk, door=tekenaar)


def test_aanbieden_kan_niet_zonder_bekendgemaakte_beslissing(toneel):
    brief = toneel.brief(goedgekeurd=True)
    with pytest.raises(RegelFout, match="geen beslissing bekendgemaakt"):
        actions.bied_aan(inschrijving_id=brief.inschrijving_id, door=toneel.manager)
    assert not Overeenkomst.objects.exists()


def test_aanbieden_kan_niet_na_een_afwijzing(toneel):
    brief = toneel.bekendgemaakt(toneel.dossier({"Utrecht": VOLDOET_NIET})) if toneel.stel_vast("Utrecht") else None
    with pytest.raises(RegelFout, match="geen beslissing bekendgemaakt"):
        actions.bied_aan(inschrijving_id=brief.inschrijving_id, door=toneel.manager)


def test_tweemaal_aanbieden_kan_niet(toneel):
    overeenkomst, _ = aangeboden(toneel)
    with pytest.raises(RegelFout, match="‘Aangeboden’"):
        actions.bied_aan(inschrijving_id=overeenkomst.inschrijving_id, door=toneel.manager)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.AANGEBODEN}))
def test_tekenen_kan_alleen_wat_is_aangeboden(toneel, status):
    overeenkomst, tekenaar = aangeboden(toneel)
    Overeenkomst.objects.update(status=status)
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
        actions.teken(overeenkomst_id=overeenkomst.pk, door=tekenaar)


def test_alleen_de_eigen_tekenbevoegde_tekent(toneel):
    overeenkomst, _ = aangeboden(toneel)
    zet_exact(EINDE)
    for gebruiker in (toneel.manager, RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker):
        with pytest.raises(PermissionDenied):
            actions.teken(overeenkomst_id=overeenkomst.pk, door=gebruiker)


def test_inkoper_biedt_niet_aan(toneel):
    brief = toneel.bekendgemaakt()
    with pytest.raises(PermissionDenied):
        actions.bied_aan(inschrijving_id=brief.inschrijving_id, door=toneel.inkoper)


def test_wie_een_overeenkomst_ziet():
    overeenkomst = OvereenkomstFactory()
    inschrijving = overeenkomst.inschrijving
    eigen = RolFactory(organisatie=inschrijving.organisatie).gebruiker
    staf = RolFactory(bij_uitvoerder=True, uitvoerder=inschrijving.uitvoerder).gebruiker
    landelijk = RolFactory(landelijk=True).gebruiker
    vreemd = RolFactory().gebruiker, RolFactory(bij_uitvoerder=True).gebruiker
    zichtbaar = [list(Overeenkomst.objects.zichtbaar_voor(wie)) for wie in (eigen, staf, landelijk, *vreemd)]
    assert zichtbaar == [[overeenkomst]] * 3 + [[]] * 2
