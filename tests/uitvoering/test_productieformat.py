"""A later version of the productieformulier: what can be in it, from when, by whom, and that nothing old changes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.fouten import RegelFout
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.factories import RolFactory, zet_klok
from tests.factories_publicatie import InkooprondeFactory
from tests.factories_uitvoering import ProductieformatFactory
from tests.race import tegelijk
from tests.uitvoering.toneel import JANUARI, Uitvoeringtoneel, lever, stand
from uitvoering import actions
from uitvoering.models import Productieformat
from uitvoering.queries.productie import formaat, formaten
from uitvoering.rules import productieformat as rules
from uitvoering.rules.productie import Dienst

EEN, TWEE = Dienst(1, "Informatie en advies", 30), Dienst(2, "Bemiddeling")
FEBRUARI, MAART = date(2018, 2, 1), date(2018, 3, 1)


@pytest.mark.parametrize(
    ("diensten", "melding"),
    [
        ([], "Vul 1 tot 12 diensten in"),
        ([Dienst(n, f"Dienst {n}") for n in range(1, 14)], "Vul 1 tot 12 diensten in"),
        ([EEN, Dienst(2, "INFORMATIE en advies")], "staat er twee keer"),
        ([EEN, Dienst(2, "Naam cliënt")], "lijkt een kolom over personen"),
        ([EEN, Dienst(2, "Bemiddeling", 601)], "1 tot 600 minuten"),
        ([EEN, TWEE], "Er is niets veranderd"),
    ],
)
def test_diensten_die_niet_kunnen(diensten, melding):
    with pytest.raises(RegelFout, match=melding):
        rules.eis_diensten(diensten, (EEN, TWEE))


def test_een_maand_die_voorbij_is_houdt_haar_formulier():
    rules.eis_diensten([TWEE], (EEN, TWEE))
    rules.eis_vanaf(FEBRUARI, vorige=FEBRUARI, vandaag=date(2018, 2, 28))  # puts the last version right
    with pytest.raises(RegelFout, match="voorbij"):
        rules.eis_vanaf(FEBRUARI, vorige=date.min, vandaag=MAART)
    with pytest.raises(RegelFout, match="pas vanaf maart 2018"):
        rules.eis_vanaf(FEBRUARI, vorige=MAART, vandaag=FEBRUARI)


@pytest.fixture
def toneel(db):
    return Uitvoeringtoneel()


@pytest.fixture
def beheerder(db):
    return RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker


def voeg_toe(toneel, door, *diensten, vanaf=date(2018, 2, 9), gezien=1):
    return actions.voeg_format_toe(ronde_id=toneel.ronde.pk, vanaf=vanaf, diensten=diensten, gezien=gezien, door=door)


@pytest.mark.clausule("OV-224", "OV-248")
def test_een_nieuwe_versie_geldt_vanaf_haar_maand_en_wat_er_is_blijft(client, toneel, beheerder):
    wulp = toneel.partij()
    lever(wulp, toneel.tekenaar(wulp))
    client.force_login(beheerder)
    adres = reverse("productieformat", args=[toneel.ronde.code])
    begin = client.get(adres)
    for tekst in ("Versie 1, vanaf het begin", "1. Informatie en advies", "Uren, Ondersteuningsvragen"):
        assert tekst in begin.content.decode()
    velden = {"gezien": "1", "vanaf": "2018-02-09", "naam_1": "Alles samen", "minuten_1": "x", "minuten_3": "5"}
    fout = client.post(adres, velden)
    assert (fout.status_code, sorted(fout.context["form"].errors)) == (422, ["minuten_1", "naam_3"])
    assert 'value="Alles samen"' in fout.content.decode()
    assert client.post(adres, velden | {"minuten_1": "45", "minuten_3": ""}).status_code == 302
    rij = Productieformat.objects.get()
    assert (rij.versie, rij.vanaf, rij.diensten) == (2, FEBRUARI, [[1, "Alles samen", 45]])
    assert [formaat(toneel.ronde, maand).versie for maand in (JANUARI, FEBRUARI)] == [1, 2]
    assert stand(wulp).rapportage.formaatversie == 1
    voorbij = client.post(adres, velden | {"gezien": "2", "vanaf": "2018-01-31", "minuten_1": "", "minuten_3": ""})
    assert "Een maand die voorbij is, houdt haar formulier." in voorbij.content.decode()


@pytest.mark.clausule("OV-224")
def test_een_fout_is_te_herstellen_tot_de_maand_om_is_en_een_versie_verandert_nooit(toneel, beheerder):
    rij = voeg_toe(toneel, beheerder, Dienst(1, "Allse"))
    voeg_toe(toneel, beheerder, Dienst(1, "Alles"), gezien=2)
    assert [(str(versie), versie.diensten[0].naam) for _, versie in formaten(toneel.ronde)[:2]] == [
        (f"{toneel.ronde.code}, versie 3", "Alles"),
        (f"{toneel.ronde.code}, versie 2", "Allse"),
    ]
    assert formaat(toneel.ronde, FEBRUARI).versie == 3
    zet_klok("2018-03-05 10:00")
    with pytest.raises(RegelFout, match="voorbij"):
        voeg_toe(toneel, beheerder, TWEE, gezien=3)
    with pytest.raises(PermissionDenied):
        voeg_toe(toneel, toneel.manager, TWEE, gezien=3, vanaf=MAART)
    for doe in (lambda: Productieformat.objects.filter(pk=rij.pk).update(diensten=[]), rij.delete):
        with pytest.raises(Exception, match="alleen toevoegen"), transaction.atomic():
            doe()


def test_de_lijst_van_rondes_doet_evenveel_vragen(client, toneel, beheerder):
    def vragen():
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(reverse("productieformaten")).status_code == 200
        return len(gedaan)

    client.force_login(beheerder)
    ProductieformatFactory(ronde=toneel.ronde)
    een = vragen()
    for code in ("2021", "2024"):
        ProductieformatFactory(ronde=InkooprondeFactory(code=code))
    assert vragen() == een


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("F21")
def test_twee_tegelijk_geven_een_versie(toneel, beheerder):
    def doe(naam):
        return voeg_toe(toneel, Gebruiker.objects.get(pk=beheerder.pk), Dienst(1, naam))

    uit = tegelijk(doe, ["Alles", "Iets"])
    assert sorted(type(deel).__name__ for deel in uit) == ["Productieformat", "RegelFout"]
    assert Productieformat.objects.count() == 1
