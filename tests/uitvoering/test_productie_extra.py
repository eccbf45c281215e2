"""What a month holds beside the figures per service: hours of onderaannemers (art. 19) and referrals (art. 11)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from kern.fouten import RegelFout
from overeenkomst.models import Onderaannemer
from overeenkomst.rules.onderaannemer import eis_werkte_in
from tests.factories import TOEN
from tests.factories_overeenkomst import OnderaannemerFactory
from tests.factories_uitvoering import ProductierapportageFactory
from tests.uitvoering.toneel import JANUARI, Uitvoeringtoneel, bestand, cijfers, contract, ingevuld, lever, stand
from uitvoering.models import Productierapportage
from uitvoering.rules import productie
from uitvoering.rules.productie import Cijfers, Deel

BEGONNEN = {"akkoord": True, "begonnen_op": date(2018, 1, 31), "laatste_dag": None}


@pytest.mark.clausule("OV-089", "OV-090")
@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"akkoord": None, "begonnen_op": None}, "nog niet geantwoord op uw melding van Rietzanger"),
        ({"akkoord": False, "begonnen_op": None}, "heeft Rietzanger geweigerd"),
        ({"begonnen_op": None}, "nog niet begonnen"),
        ({"begonnen_op": date(2018, 2, 1)}, "begon pas op donderdag 1 februari 2018"),
        ({"begonnen_op": date(2017, 12, 1), "laatste_dag": date(2017, 12, 31)}, "werkte tot en met zondag 31 december"),
    ],
)
def test_uren_alleen_met_akkoord_en_tussen_eerste_en_laatste_dag(anders, melding):
    eis_werkte_in("Rietzanger", JANUARI, **BEGONNEN)
    eis_werkte_in("Rietzanger", JANUARI, **BEGONNEN | {"begonnen_op": JANUARI, "laatste_dag": JANUARI})
    with pytest.raises(RegelFout, match=melding):
        eis_werkte_in("Rietzanger", JANUARI, **BEGONNEN | anders)


def met_delen(*uren: str) -> Cijfers:
    return Cijfers(cijfers().regels, 12, delen=tuple(Deel(nummer, Decimal(uur)) for nummer, uur in enumerate(uren)))


def test_delen_passen_in_het_geheel_en_tellen_mee_in_wat_gelijk_is():
    productie.eis_cijfers(met_delen("40", "2.50"))
    with pytest.raises(RegelFout, match=r"samen 42,75\. Dat is meer .* 42,50"):
        productie.eis_cijfers(met_delen("40", "2.75"))
    assert met_delen().hash == cijfers().hash
    assert met_delen("4").hash == met_delen("4.00").hash
    assert len({met_delen().hash, met_delen("4").hash, met_delen("5").hash, met_delen("4", "1").hash}) == 4


# Screens

GOED = {"uren_1": "10", "vragen_1": "20", "uren_2": "32.5", "vragen_2": "8", "unieke_clienten": "12", "gezien": "0"}


@pytest.fixture
def toneel(db):
    return Uitvoeringtoneel()


@pytest.fixture
def wulp(toneel):
    return toneel.partij()


def meld(regio, naam, **velden):
    rij = OnderaannemerFactory(overeenkomst=contract(regio), naam=naam, vanaf=JANUARI, **velden)
    rij.regios.add(regio)
    return rij


@pytest.mark.clausule("OV-089", "OV-090")
def test_uren_van_een_onderaannemer_op_het_scherm(client, toneel, wulp):
    begonnen = meld(wulp, "Rietzanger", akkoord=True)
    Onderaannemer.objects.update(status="begonnen", begonnen_op=date(2018, 1, 15))
    wacht = meld(wulp, "Karekiet", kvk_nummer="11111111")
    client.force_login(toneel.tekenaar(wulp))
    adres = reverse("productie_maand", args=[wulp.pk, 2018, 1])
    van, van_wacht = f"onderaannemer_{begonnen.pk}", f"onderaannemer_{wacht.pk}"
    for ingevuld_, melding in [
        ({van: "4", van_wacht: "1"}, "nog niet geantwoord op uw melding van Karekiet"),
        ({van: "43"}, "Dat is meer dan alle uren van deze maand: 42,50."),
        ({van: "4,1"}, "4,00 of 4,25"),
    ]:
        fout = client.post(adres, GOED | ingevuld_)
        assert (fout.status_code, melding in fout.content.decode()) == (422, True)
        assert f'value="{ingevuld_[van]}"' in fout.content.decode()
    assert client.post(adres, GOED | {van: "4", van_wacht: ""}).status_code == 302
    assert stand(wulp).rapportage.cijfers == Cijfers(cijfers().regels, 12, delen=(Deel(begonnen.pk, Decimal(4)),))
    assert "Waarvan uren door Rietzanger: <strong>4,00</strong>" in client.get(adres).content.decode()
    correctie = GOED | {"gezien": "1", "reden": "Nageteld.", van: "5"}
    assert client.post(adres, correctie).status_code == 302
    assert [[deel.uren for deel in rij.cijfers.delen] for rij in stand(wulp).versies] == [[5], [4]]
    client.force_login(toneel.inkoper)
    tekst = client.get(reverse("productiecontrole", args=[wulp.pk, 2018, 1])).content.decode()
    assert "Waarvan uren door Rietzanger: <strong>5,00</strong>" in tekst
    assert "; waarvan 4,00 door Rietzanger" in tekst


@pytest.mark.clausule("OV-090")
def test_een_geweigerde_heeft_ook_met_excel_geen_uren(client, toneel, wulp):
    rij = meld(wulp, "Rietzanger", akkoord=True)
    Onderaannemer.objects.update(status="geweigerd")
    client.force_login(toneel.tekenaar(wulp))
    adres = reverse("productie_excel", args=[wulp.pk, 2018, 1])
    veld = f"onderaannemer_{rij.pk}"
    fout = client.post(adres, {"gezien": 0, veld: "7,25", "bestand": bestand(ingevuld(wulp))})
    tekst = fout.content.decode()
    assert (fout.status_code, Productierapportage.objects.count()) == (422, 0)
    assert "Het zorgkantoor heeft Rietzanger geweigerd" in tekst
    assert 'value="7,25"' in tekst
    assert client.post(adres, {"gezien": 0, "bestand": bestand(ingevuld(wulp))}).status_code == 302
    assert stand(wulp).rapportage.cijfers == cijfers()


def test_zonder_onderaannemer_vraagt_het_formulier_niets(client, toneel, wulp):
    meld(toneel.partij("Stichting Grutto"), "Rietzanger")
    ingetrokken = {"status": "ingetrokken", "eindreden": "x", "beeindigd_door": toneel.inkoper, "beeindigd_op": TOEN}
    meld(wulp, "Karekiet", **ingetrokken)
    client.force_login(toneel.tekenaar(wulp))
    adres = reverse("productie_maand", args=[wulp.pk, 2018, 1])
    antwoord = client.get(adres)
    assert [form.onderaannemers for form in (antwoord.context["invulform"], antwoord.context["bladform"])] == [[], []]


def test_de_database_bewaakt_de_uren_van_een_onderaannemer(toneel, wulp):
    rij = meld(wulp, "Rietzanger", akkoord=True)
    Onderaannemer.objects.update(status="begonnen", begonnen_op=JANUARI)
    wat = Cijfers(cijfers().regels, 12, delen=(Deel(rij.pk, Decimal(4)),))
    rapportage = lever(wulp, toneel.tekenaar(wulp), wat)
    with pytest.raises(RegelFout, match="niet meer gemeld in deze regio"):
        lever(wulp, toneel.tekenaar(wulp), Cijfers(cijfers().regels, 9, delen=(Deel(0, Decimal(4)),)), gezien=1)
    for doe, melding in [
        (lambda: rapportage.delen.update(uren=1), "alleen toevoegen"),
        (lambda: rapportage.delen.create(onderaannemer=rij, uren=1), "onderaannemerdeel_eenmaal"),
        (lambda: rapportage.delen.create(onderaannemer=meld(wulp, "B", kvk_nummer="11111111"), uren=0), "deel_uren"),
    ]:
        with pytest.raises(DatabaseError, match=melding), transaction.atomic():
            doe()


@pytest.mark.clausule("OV-073")
def test_doorverwijzingen_getypt_of_bij_het_excelbestand(client, toneel, wulp):
    client.force_login(toneel.tekenaar(wulp))
    adres, excel = (reverse(naam, args=[wulp.pk, 2018, 1]) for naam in ("productie_maand", "productie_excel"))
    fout = client.post(adres, GOED | {"doorverwijzingen": "1,5"})
    assert (fout.status_code, list(fout.context["invulform"].errors)) == (422, ["doorverwijzingen"])
    assert client.post(excel, {"gezien": 0, "bestand": bestand(ingevuld(wulp))}).status_code == 302
    assert stand(wulp).rapportage.doorverwijzingen == 0
    meer = {"gezien": 1, "reden": "Nageteld.", "doorverwijzingen": "3", "bestand": bestand(ingevuld(wulp, B7="ja"))}
    assert client.post(excel, meer).status_code == 302
    geen = dict.fromkeys(GOED, "") | {"gezien": "2", "geen_productie": "on", "reden": "x", "doorverwijzingen": "4"}
    assert client.post(adres, geen).status_code == 302
    assert [rij.doorverwijzingen for rij in stand(wulp).versies] == [4, 3, 0]
    assert 'value="4"' in client.get(adres).content.decode()
    client.force_login(toneel.inkoper)
    tekst = client.get(reverse("productiecontrole", args=[wulp.pk, 2018, 1])).content.decode()
    assert "Doorverwijzingen naar het zorgkantoor of een andere organisatie: <strong>4</strong>" in tekst
    assert "doorverwijzingen: 3" in tekst
    blad = load_workbook(BytesIO(client.get(reverse("productielijst_export")).content)).active
    assert [rij[-1].value for rij in blad] == ["Doorverwijzingen (hele maand)", "4", "4"]


def test_doorverwijzingen_liggen_vast(toneel, wulp):
    rij = lever(wulp, toneel.tekenaar(wulp))
    oud = ProductierapportageFactory(regioinschrijving=wulp, maand=date(2018, 2, 1))
    assert (oud.doorverwijzingen, oud.cijfers.hash) == (None, Cijfers((), 0, geen_productie=True).hash)
    for pk, aantal in ((rij.pk, 5), (rij.pk, None), (oud.pk, 0)):
        with pytest.raises(DatabaseError, match="de cijfers liggen vast"), transaction.atomic():
            Productierapportage.objects.filter(pk=pk).update(doorverwijzingen=aantal)
