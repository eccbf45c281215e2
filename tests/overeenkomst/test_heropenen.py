"""The round for next year: its regions and places follow from what is signed (IK-192, IK-193; A56-A58)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.models import Looptijdwijziging, Overeenkomst
from overeenkomst.queries.heropenen import voorstel, werk_voor
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from publicatie.states import Rondesoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, zet_klok
from tests.factories_overeenkomst import VerlengingFactory
from tests.factories_publicatie import InkooprondeFactory
from tests.overeenkomst.lopen import zet
from tests.overeenkomst.toneel import Contracttoneel
from tests.race import tegelijk


@pytest.fixture
def toneel():
    """Utrecht: one bestaand and three nieuw signed; Zwolle: one signed, one only offered; Flevoland: none."""
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    Inkoopronde.objects.filter(pk=toneel.ronde.pk).update(heropening_op="2018-06-01")
    toneel.ronde.refresh_from_db()
    zet(toneel.dossier)
    for _ in range(3):
        zet(toneel.partij({"Utrecht": NIEUW}), eind_op="2018-12-31")
    zet(toneel.partij({"Zwolle": NIEUW}), "aangeboden")
    zet_klok("2018-04-03 10:00")
    return toneel


def beheerder():
    return RolFactory(soort=Rolsoort.BEHEERDER, organisatie=None).gebruiker


def plaatsen(ronde):
    return {str(rij.toewijzing): (rij.getekend, rij.wacht, rij.plaatsen) for rij in voorstel(ronde).regios}


@pytest.mark.django_db
@pytest.mark.clausule("IK-192", "IK-193")
def test_regios_met_minder_dan_vier_getekende_overeenkomsten_gaan_open_voor_het_jaar_erna(toneel, client):
    assert plaatsen(toneel.ronde) == {"Flevoland": (0, 0, 4), "Utrecht": (4, 0, 0), "Zwolle": (1, 1, 3)}
    wie = beheerder()
    taak = [("Ronde voor regio’s met plaats maken", str(regel[3])) for regel in werk_voor(wie)]
    assert taak == [("Ronde voor regio’s met plaats maken", "2018-06-01 00:00:00+02:00")]
    client.force_login(wie)
    scherm = reverse("heropenen", args=[toneel.ronde.code])
    pagina = " ".join(client.get(scherm).content.decode().split())
    assert "2 van de 3 regio’s hebben minder dan 4 getekende overeenkomsten" in pagina
    assert "1 overeenkomst is nog niet getekend. Die plaats telt hier als vrij." in pagina

    antwoord = client.post(scherm, {"gezien": voorstel(toneel.ronde).gezien})

    nieuw = Inkoopronde.objects.get(soort=Rondesoort.HEROPENING)
    assert antwoord.url == reverse("ronde_beheren", args=[nieuw.code])
    assert {str(rij): rij.maximum for rij in nieuw.toewijzingen.all()} == {"Flevoland": 4, "Zwolle": 3}
    assert (nieuw.voorganger, nieuw.ingang_op, nieuw.looptijd_nieuw_tot) == (
        toneel.ronde,
        date(2019, 1, 1),
        date(2019, 12, 31),
    )
    assert nieuw.publicatie_op.date() in {date(2018, 5, 31), date(2018, 6, 1)}
    assert werk_voor(wie) == []
    assert "Deze ronde is er al" in client.get(scherm).content.decode()


@pytest.mark.django_db
@pytest.mark.clausule("IK-192")
def test_wie_eerder_stopt_houdt_geen_plaats_en_wie_nog_een_jaar_kan_krijgen_wel(toneel):
    deel = toneel.dossier.regios.get(toewijzing__regio__naam="Utrecht")
    wat = {"soort": "beeindiging", "vanaf": "2018-03-01", "reden": "Stopt.", "op": "2018-02-01T10:00Z"}
    Looptijdwijziging.objects.create(regioinschrijving=deel, tot="2018-06-30", door=toneel.manager, **wat)
    assert plaatsen(toneel.ronde)["Utrecht"] == (3, 0, 1)
    nieuwkomer = Overeenkomst.objects.filter(eind_op="2018-12-31").first()
    besluit = {"besloten_door": toneel.manager, "besloten_op": "2018-05-01T10:00Z", "stuk": nieuwkomer.getekend_stuk}
    VerlengingFactory(overeenkomst=nieuwkomer, status="niet_verlengd", tot=None, **besluit)
    assert plaatsen(toneel.ronde)["Utrecht"] == (2, 0, 2)


@pytest.mark.django_db
def test_weigert_met_reden(toneel):
    wie, ronde = beheerder(), toneel.ronde

    def heropen(door=wie):
        return actions.heropen(ronde_id=ronde.pk, gezien=voorstel(ronde).gezien, door=door)

    with pytest.raises(PermissionDenied):
        heropen(door=toneel.manager)
    with pytest.raises(RegelFout, match="intussen anders"):
        actions.heropen(ronde_id=ronde.pk, gezien="0" * 64, door=wie)
    zet_klok("2017-10-31 23:00")
    with pytest.raises(RegelFout, match="worden gesloten tot en met dinsdag 31 oktober 2017"):
        heropen()
    zet_klok("2018-04-03 10:00")
    for velden, reden in (
        ({"heropening_op": "2020-06-01"}, "lopen maar tot en met donderdag 31 december 2020"),
        ({"heropening_op": None}, "noemt geen dag"),
    ):
        Inkoopronde.objects.filter(pk=ronde.pk).update(**velden)
        ronde.refresh_from_db()
        assert reden in voorstel(ronde).reden
    assert "die is gepubliceerd" in voorstel(InkooprondeFactory()).reden


@pytest.mark.django_db(transaction=True)
def test_twee_beheerders_tegelijk_maken_een_ronde(toneel):
    gezien, mensen = voorstel(toneel.ronde).gezien, [beheerder(), beheerder()]
    uitkomsten = tegelijk(lambda wie: actions.heropen(ronde_id=toneel.ronde.pk, gezien=gezien, door=wie), mensen)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Inkoopronde", "RegelFout"]
    assert Inkoopronde.objects.filter(soort=Rondesoort.HEROPENING).count() == 1
