"""The screens of offering and signing, at both sides (IK-203, OV-155)."""

from io import BytesIO
from time import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst import actions, document
from overeenkomst.models import Contractgegevens, Ondertekening, Overeenkomst
from overeenkomst.states import Stand, Status
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, zet_klok
from tests.factories_bekendmaking import OvereenkomstFactory
from tests.factories_overeenkomst import AanbiedingFactory
from tests.inschrijving.certificaten import onderteken, pas, wijzig_na
from tests.inschrijving.hulp import pdf as bewijs_pdf
from tests.overeenkomst.hulp import ingelezen
from tests.overeenkomst.toneel import EINDE, HIER, Contracttoneel, wat
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

pytestmark = pytest.mark.django_db
NA = "2017-10-13 10:00"


@pytest.fixture
def toneel():
    return Contracttoneel()


@pytest.fixture
def als(client):
    """Log in as this person, who just gave the password."""

    def doe(wie):
        client.force_login(wie)
        sessie = client.session
        sessie["account_authentication_methods"] = [{"method": "password", "at": time(), "reauthenticated": True}]
        sessie["account_authentication_methods_user"] = str(wie.pk)
        sessie.save()
        return client

    return doe


def adres(naam, toneel, *verder):
    return reverse(naam, args=[toneel.dossier.kenmerk, *verder])


@pytest.mark.clausule("OV-002")
def test_gegevens_aanbieden_intrekken_en_opnieuw_met_de_verschillen(toneel, als):
    toneel.uitvoerder.contractgegevens.delete()
    client, aanbieden = als(toneel.manager), adres("overeenkomst_aanbieden", toneel)
    assert "het KvK-nummer van het zorgkantoor" in client.get(aanbieden).content.decode()
    gegevens = reverse("contractgegevens", args=[toneel.uitvoerder.code])
    fout = client.post(gegevens, {"kvk_nummer": "123", "rechtbank": "Utrecht"})
    assert (fout.status_code, "Een KvK-nummer heeft 8 cijfers" in fout.content.decode()) == (422, True)
    client.post(gegevens, {"kvk_nummer": "12345678", "rechtbank": "Utrecht"})
    client.post(aanbieden, {"gezien": client.get(aanbieden).context["form"].initial["gezien"]})
    assert Overeenkomst.objects.get().status == Status.AANGEBODEN
    client.post(adres("overeenkomst_intrekken", toneel), {"reden": "De rechtbank klopt niet."})
    Contractgegevens.objects.update(rechtbank="Zwolle")
    bladzijde = client.get(aanbieden)
    (verschil,) = bladzijde.context["verschillen"]
    assert (verschil.wat, verschil.was, verschil.wordt) == ("Rechtbank van zorgkantoor", "Utrecht", "Zwolle")
    stuk = Overeenkomst.objects.get().aanbiedingen.get().stuk_id
    assert client.get(adres("overeenkomst_bestand", toneel, stuk)).content.startswith(b"%PDF")
    assert client.get(adres("overeenkomst_voorbeeld", toneel)).content.startswith(b"%PDF")


@pytest.mark.clausule("IK-203")
def test_tekenen_van_beide_kanten_op_het_scherm(toneel, als):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    client = als(tekenaar)
    vroeg = client.get(adres("mijn_overeenkomst", toneel))
    assert "Het eerste moment waarop het kan, is donderdag 12 oktober 2017, 17:00 uur" in vroeg.content.decode()
    assert "tekenform" not in vroeg.context
    zet_klok(NA)
    form = client.get(adres("mijn_overeenkomst", toneel)).context["tekenform"]
    assert form.initial == {"gezien": wat(rij), "plaats": toneel.dossier.organisatie.plaats, "functie": "bestuurder"}
    leeg = client.post(adres("overeenkomst_tekenen", toneel), {"gezien": wat(rij), "functie": "bestuurder"})
    assert (leeg.status_code, Ondertekening.objects.count()) == (422, 0)
    client.post(adres("overeenkomst_tekenen", toneel), HIER | {"gezien": wat(rij)})
    client = als(toneel.collega)
    bladzijde = client.get(adres("overeenkomst", toneel))
    assert bladzijde.context["stand"] == Stand.BIJ_ZORGKANTOOR
    client.post(adres("overeenkomst_medetekenen", toneel), HIER | {"gezien": wat(rij)})
    actions.maak_exemplaren()
    rij.refresh_from_db()
    assert rij.status == Status.GETEKEND
    eigen = als(tekenaar).get(adres("mijn_overeenkomst_bestand", toneel, rij.getekend_stuk_id))
    assert eigen.content == lees(rij.getekend_stuk)


@pytest.mark.clausule("OV-146")
def test_een_ander_jaar_dan_de_ronde_zegt_is_een_waarschuwing(toneel, als):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    zet_klok("2018-01-04 10:00")
    bladzijde = als(tekenaar).get(adres("mijn_overeenkomst", toneel))
    assert "De ronde gaat uit van tekenen in 2017. Het is nu 2018." in bladzijde.content.decode()
    assert "de datum van vandaag: donderdag 4 januari 2018" in bladzijde.content.decode()
    assert "Het is nu 2018" in als(tekenaar).get(adres("overeenkomst_uploaden", toneel)).content.decode()
    als(tekenaar).post(adres("overeenkomst_tekenen", toneel), HIER | {"gezien": wat(rij)})
    als(toneel.collega).post(adres("overeenkomst_medetekenen", toneel), HIER | {"gezien": wat(rij)})
    getekend = als(tekenaar).get(adres("mijn_overeenkomst", toneel)).content.decode()
    assert "De getekende exemplaren worden nu gemaakt" in getekend
    assert actions.maak_exemplaren() == 1
    getekend = als(tekenaar).get(adres("mijn_overeenkomst", toneel)).content.decode()
    assert "worden nu gemaakt" not in getekend
    assert "Deze overeenkomst is getekend in 2018. De ronde gaat uit van 2017." in getekend
    rij.refresh_from_db()
    for stuk in (rij.getekend_stuk_id, rij.exemplaar_zorgkantoor_id):
        assert adres("mijn_overeenkomst_bestand", toneel, stuk) in getekend


@pytest.mark.clausule("OV-001")
def test_opnieuw_aanbieden_met_een_andere_modeltekst_toont_wat_er_anders_is(toneel, als):
    eerste = ingelezen(toneel.ronde)
    AanbiedingFactory(
        overeenkomst=OvereenkomstFactory(inschrijving=toneel.dossier),
        modeltekst=eerste,
        feiten=document.feiten(toneel.dossier),
        ingetrokken_op=EINDE,
        ingetrokken_door=toneel.manager,
        intrekreden="De tekst wijzigt.",
    )
    zelfde = als(toneel.manager).get(adres("overeenkomst_aanbieden", toneel))
    assert "vorige_tekst" not in zelfde.context
    ingelezen(toneel.ronde, VOORBEELD.replace("twee vrije dagen", "drie vrije dagen"))
    bladzijde = als(toneel.manager).get(adres("overeenkomst_aanbieden", toneel))
    assert [deel.soort for deel in bladzijde.context["tekstverschillen"]] == ["gewijzigd"]
    assert "drie vrije dagen" in bladzijde.content.decode()


def test_wie_zelf_aanbood_ziet_dat_een_collega_tekent(toneel, als):
    rij = toneel.bied_aan()
    zet_klok(NA)
    actions.teken(overeenkomst_id=rij.pk, gezien=wat(rij), door=toneel.tekenaar(), **HIER)
    bladzijde = als(toneel.manager).get(adres("overeenkomst", toneel))
    assert (bladzijde.context["tekenform"], bladzijde.context["zelf_aangeboden"]) == (None, True)


@pytest.mark.clausule("OV-153", "OV-155")
def test_contactpersonen_van_beide_kanten(toneel, als):
    toneel.bied_aan()
    velden = {
        "soort": "afspraken",
        "naam": "B. Bel",
        "functie": "adviseur",
        "telefoon": "088 000",
        "email": "b@wulp.example",
    }
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=toneel.dossier.organisatie).gebruiker
    client = als(invuller)
    fout = client.post(adres("mijn_contactpersoon_toevoegen", toneel), velden | {"email": "geen"})
    assert fout.status_code == 422
    client.post(adres("mijn_contactpersoon_toevoegen", toneel), velden)
    inkoper = als(toneel.toneel.inkoper)
    inkoper.post(adres("contactpersoon_toevoegen", toneel), velden | {"naam": "C. Bel"})
    assert "Noem nog wie de organisatie belt" in inkoper.get(adres("overeenkomst", toneel)).content.decode()
    inkoper.post(adres("contactpersoon_toevoegen", toneel), velden | {"soort": "acuut", "naam": "D. Spoed"})
    assert inkoper.get(adres("overeenkomst", toneel)).context["zonder_acuut"] is False
    contacten = list(Overeenkomst.objects.get().contactpersonen.values_list("kant", "soort", "naam"))
    assert contacten == [
        ("organisatie", "afspraken", "B. Bel"),
        ("zorgkantoor", "afspraken", "C. Bel"),
        ("zorgkantoor", "acuut", "D. Spoed"),
    ]
    pk = Overeenkomst.objects.get().contactpersonen.get(kant="organisatie").pk
    laatste = als(invuller).post(adres("mijn_contactpersoon_verwijderen", toneel, pk))
    assert (laatste.status_code, Overeenkomst.objects.get().contactpersonen.count()) == (409, 3)
    spoed = Overeenkomst.objects.get().contactpersonen.get(soort="acuut").pk
    als(toneel.toneel.inkoper).post(adres("contactpersoon_verwijderen", toneel, spoed))
    assert Overeenkomst.objects.get().contactpersonen.count() == 2


@pytest.mark.clausule("IK-023")
def test_de_lijst_filtert_en_gaat_naar_excel(toneel, als):
    toneel.partij({"Zwolle": NIEUW})
    toneel.bied_aan()
    zet_klok("2017-11-02 10:00")
    client, lijst = als(toneel.manager), reverse("overeenkomsten")
    bladzijde = client.get(lijst)
    assert bladzijde.context["te_laat"] == 2

    def gevonden(**vraag):
        return [deel["regios"] for deel in client.get(lijst, vraag).context["tabel"].delen]

    assert sorted(gevonden()) == [["Utrecht"], ["Zwolle"]]
    assert gevonden(stand="bij_organisatie") == gevonden(regio="utrecht") == [["Utrecht"]]
    assert gevonden(stand="te_laat", regio="zwolle") == [["Zwolle"]]
    assert gevonden(zoek=toneel.dossier.organisatie.kvk_nummer) == [["Utrecht"]]
    blad = load_workbook(BytesIO(client.get(reverse("overeenkomsten_export"), {"regio": "zwolle"}).content)).active
    (rij,) = list(blad.iter_rows(min_row=2, values_only=True))
    assert rij[5:] == ("Zwolle", "01-01-2018", "31-12-2018", "Nog aan te bieden", "ja")


def test_de_lijst_vraagt_niet_meer_bij_meer_rijen(toneel, als):
    client, lijst = als(toneel.manager), reverse("overeenkomsten")

    def vragen():
        with CaptureQueriesContext(connection) as gedaan:
            client.get(lijst)
        return len(gedaan)

    vragen()
    een = vragen()
    for naam in ("Zwolle", "Utrecht"):
        toneel.partij({naam: BESTAAND})
    assert vragen() == een


# A signed PDF instead


@pytest.fixture
def aangeboden(toneel):
    rij = toneel.bied_aan()
    zet_klok(NA)
    return rij, toneel.tekenaar(), lees(rij.aanbiedingen.get().stuk)


def lever(rij, door, inhoud):
    velden = {"gezien": wat(rij), "naam": "getekend.pdf", "inhoud": inhoud, "door": door}
    return actions.lever_getekend_aan(overeenkomst_id=rij.pk, **velden, **HIER)


def test_een_getekende_pdf_aanleveren(toneel, als, aangeboden):
    rij, tekenaar, concept = aangeboden
    getekend = onderteken(concept, pas("A. de Vries", None))
    client, uploaden = als(tekenaar), adres("overeenkomst_uploaden", toneel)
    bestand = SimpleUploadedFile("getekend.pdf", getekend, "application/pdf")
    client.post(uploaden, HIER | {"gezien": wat(rij), "bestand": bestand})
    handtekening = Ondertekening.objects.get()
    assert (handtekening.naam, lees(handtekening.stuk)) == ("A. de Vries", getekend)
    bladzijde = als(toneel.collega).get(adres("overeenkomst", toneel))
    assert bladzijde.context["stand"] == Stand.BIJ_ZORGKANTOOR
    assert "Keten vertrouwd: nee" in bladzijde.context["twijfel"]


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda pdf: pdf, "geen digitale handtekening"),
        (lambda pdf: onderteken(pdf, pas("Een Ander", None)), "Een Ander mag niet tekenen"),
        (lambda pdf: wijzig_na(onderteken(pdf, pas("A. de Vries", None))), "gewijzigd, voor of na het tekenen"),
        (lambda pdf: onderteken(wijzig_na(pdf), pas("A. de Vries", None)), "gewijzigd, voor of na het tekenen"),
        (lambda _: onderteken(bewijs_pdf(), pas("A. de Vries", None)), "niet de aangeboden overeenkomst"),
    ],
)
def test_een_pdf_die_niet_klopt_wordt_geweigerd_en_niet_bewaard(aangeboden, maak, melding):
    rij, tekenaar, concept = aangeboden
    with pytest.raises(RegelFout, match=melding):
        lever(rij, tekenaar, maak(concept))
    rij.refresh_from_db()
    assert (Ondertekening.objects.count(), rij.organisatie_getekend_op) == (0, None)


def test_een_handtekening_te_weinig(toneel, aangeboden):
    rij, tekenaar, concept = aangeboden
    toneel.dossier.bestuursverklaring.tekenwijze = "gezamenlijk"
    toneel.dossier.bestuursverklaring.save()
    with pytest.raises(RegelFout, match="Er moeten 2 mensen tekenen"):
        lever(rij, tekenaar, onderteken(concept, pas("A. de Vries", None)))
