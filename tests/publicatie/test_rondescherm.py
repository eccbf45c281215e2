"""The screens on which a round is made, changed and published."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publicatie.models import Dienst, Inkoopronde, Regiobudget, Rondewijziging
from publicatie.states import Status
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.factories_publicatie import InkooprondeFactory
from tests.inschrijving.hulp import pdf
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde, manager, volledige_ronde

pytestmark = pytest.mark.django_db
RONDES, REGIOS, LIJST = 7, 7, 6  # queries of a list page


def tekst(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def baas(client):
    wie = beheerder()
    client.force_login(wie)
    return wie


def ingevuld(response) -> dict:
    """What a form sends back when nobody changes anything."""
    velden = {}
    for veld in response.context["form"]:
        waarde = veld.value()
        if waarde is True:
            velden[veld.html_name] = "on"
        elif waarde is not False and waarde not in (None, "", []):
            weergave = waarde if isinstance(waarde, list) else veld.field.widget.format_value(waarde)
            enkel = isinstance(weergave, list) and not veld.field.widget.allow_multiple_selected
            velden[veld.html_name] = weergave[0] if enkel else weergave
    return velden


def test_een_kopie_neemt_de_inhoud_over_en_de_datums_niet(client, baas):
    van = volledige_ronde()
    response = client.post(
        reverse("ronde_nieuw"), {"naam": "Ronde 2029", "code": "2029-2030", "van": van.pk}, follow=True
    )
    ronde = Inkoopronde.objects.get(code="2029-2030")
    assert response.redirect_chain[-1][0] == reverse("ronde_beheren", args=["2029-2030"])
    assert (ronde.eisen.count(), ronde.documenteisen.count(), ronde.toewijzingen.count()) == (11, 11, 3)
    assert (ronde.criteria.count(), ronde.diensten.count(), ronde.landelijke_bedragen.count()) == (1, 1, 0)
    assert (str(ronde.tarief), ronde.maximum_per_regio, ronde.voorganger) == ("69.00", 4, van)
    assert (ronde.publicatie_op, ronde.sluiting_op, ronde.ingang_op, ronde.mandaat_van) == (None, None, None, None)
    assert "Het moment ‘Sluiting van de inschrijving’ is niet ingevuld." in tekst(response)


def test_een_bezette_code_wordt_geweigerd_en_wat_getypt_is_blijft(client, baas):
    InkooprondeFactory(code="2029")
    response = client.post(reverse("ronde_nieuw"), {"naam": "Nog een", "code": "2029"})
    assert response.status_code == 422
    assert "bestaat al" in tekst(response)
    assert 'value="Nog een"' in response.content.decode()


@pytest.mark.geval("T9")
@pytest.mark.parametrize(
    ("moment", "uitleg"),
    [("2026-10-25T02:30", "twee keer voor"), ("2026-03-29T02:30", "bestaat op deze dag niet")],
)
def test_een_tijd_die_de_klok_overslaat_of_herhaalt_wordt_geweigerd(client, baas, moment, uitleg):
    ronde = InkooprondeFactory()
    adres = reverse("ronde_deel", args=[ronde.code, "tijdschema"])
    response = client.post(adres, ingevuld(client.get(adres)) | {"sluiting_op": moment})
    assert response.status_code == 422
    assert uitleg in tekst(response)
    ronde.refresh_from_db()
    assert ronde.sluiting_op is None


@pytest.mark.geval("T11")
@pytest.mark.parametrize(
    "moment", ["2026-08-01T23:59:60", "9999-12-31T23:59", "0001-01-01T00:00", "99999-01-01T00:00", "31-02-2026 12:00"]
)
@pytest.mark.parametrize("veld", ["sluiting_op", "ingang_op"])
def test_een_tijd_die_niet_kan_geeft_een_fout_bij_het_veld(client, baas, veld, moment):
    ronde = InkooprondeFactory()
    adres = reverse("ronde_deel", args=[ronde.code, "tijdschema"])
    response = client.post(adres, ingevuld(client.get(adres)) | {veld: moment})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [veld]


@pytest.mark.geval("T11")
def test_een_tijd_met_een_andere_zone_wordt_omgerekend(client, baas):
    ronde = InkooprondeFactory()
    adres = reverse("ronde_deel", args=[ronde.code, "tijdschema"])
    client.post(adres, ingevuld(client.get(adres)) | {"sluiting_op": "2026-08-02T05:00:00+14:00"})
    ronde.refresh_from_db()
    assert ronde.sluiting_op.isoformat() == "2026-08-01T15:00:00+00:00"


@pytest.mark.geval("T13")
def test_een_sluiting_op_zaterdag_blijft_staan_met_een_waarschuwing(client, baas):
    ronde = InkooprondeFactory()
    adres = reverse("ronde_deel", args=[ronde.code, "tijdschema"])
    response = client.post(adres, ingevuld(client.get(adres)) | {"sluiting_op": "2026-08-01T17:00"}, follow=True)
    assert "Sluiting van de inschrijving. zaterdag 1 augustus 2026, 17:00 uur is een dag in het weekend." in tekst(
        response
    )
    ronde.refresh_from_db()
    assert ronde.sluiting_op.isoformat() == "2026-08-01T15:00:00+00:00"


@pytest.mark.clausule("IK-025")
def test_publiceren_kan_pas_als_er_niets_ontbreekt(client, baas):
    ronde = volledige_ronde(tarief=None)
    adres = reverse("ronde_beheren", args=[ronde.code])
    assert "‘Tarief per uur in euro’ is niet ingevuld." in tekst(client.get(adres))
    deel = reverse("ronde_deel", args=[ronde.code, "parameters"])
    client.post(deel, ingevuld(client.get(deel)) | {"tarief": "69,00"})
    assert "Klaar om te publiceren" in tekst(client.get(adres))


def test_publiceren_vraagt_opnieuw_het_wachtwoord(client, baas):
    ronde = volledige_ronde()
    response = client.post(reverse("ronde_publiceren", args=[ronde.code]))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    ronde.refresh_from_db()
    assert ronde.status == Status.CONCEPT


def test_elke_rij_is_toe_te_voegen_te_wijzigen_en_te_verwijderen(client, baas):
    ronde = InkooprondeFactory()
    nieuw = reverse("ronde_rij_nieuw", args=[ronde.code, "diensten"])
    client.post(nieuw, {"nummer": 1, "naam": "Advies"})
    dienst = Dienst.objects.get(ronde=ronde)
    client.post(reverse("ronde_rij", args=[ronde.code, "diensten", dienst.pk]), {"nummer": 1, "naam": "Hulp"})
    assert "1. Hulp" in tekst(client.get(reverse("ronde_lijst", args=[ronde.code, "diensten"])))
    dubbel = client.post(nieuw, {"nummer": 1, "naam": "Nog eens"})
    assert dubbel.status_code == 422
    client.post(reverse("ronde_rij_verwijderen", args=[ronde.code, "diensten", dienst.pk]))
    assert not Dienst.objects.exists()


@pytest.mark.parametrize("onderdeel", ["bedragen", "eisen", "documenten", "criteria", "diensten", "bijlagen"])
def test_een_rij_die_niemand_verandert_blijft_gelijk(client, baas, onderdeel, klok):
    klok("2017-07-01 12:00")
    ronde = gepubliceerde_ronde()
    rij = next(iter(client.get(reverse("ronde_lijst", args=[ronde.code, onderdeel])).context["regels"]))[0]
    adres = reverse("ronde_rij", args=[ronde.code, onderdeel, rij.pk])
    response = client.post(adres, ingevuld(client.get(adres)) | {"reden": "Niets."})
    assert (response.status_code, Rondewijziging.objects.count()) == (302, 0)


@pytest.mark.parametrize("deel", ["algemeen", "tijdschema", "parameters"])
def test_een_deel_dat_niemand_verandert_blijft_gelijk(client, baas, deel, klok):
    klok("2017-07-01 12:00")
    ronde = gepubliceerde_ronde()
    adres = reverse("ronde_deel", args=[ronde.code, deel])
    response = client.post(adres, ingevuld(client.get(adres)) | {"reden": "Niets."})
    assert (response.status_code, Rondewijziging.objects.count()) == (302, 0)


@pytest.mark.clausule("IK-005")
@pytest.mark.clausule("IK-006")
@pytest.mark.clausule("IK-007")
def test_bijlagen_hebben_een_plaats_en_een_onderbijlage_ook(client, baas):
    ronde = volledige_ronde()
    nieuw = reverse("ronde_rij_nieuw", args=[ronde.code, "bijlagen"])
    for slot in ("bijlage-1", "bijlage-2", "bijlage-2-a", "bijlage-3"):
        client.post(nieuw, {"slot": slot, "titel": slot, "volgnummer": 1, "verplicht": "on"})
    pagina = tekst(client.get(reverse("ronde_beheren", args=[ronde.code])))
    for slot in ("bijlage-1", "bijlage-2", "bijlage-2-a", "bijlage-3"):
        assert f"Het document ‘{slot}’ ontbreekt." in pagina
        bestand = SimpleUploadedFile(f"{slot}.pdf", pdf(slot))
        client.post(reverse("ronde_bijlage", args=[ronde.code, slot]), {"bestand": bestand})
    assert "Klaar om te publiceren" in tekst(client.get(reverse("ronde_beheren", args=[ronde.code])))


@pytest.mark.clausule("IK-008")
@pytest.mark.clausule("IK-009")
def test_een_bijlage_is_een_bestand_of_een_adres_en_niet_allebei(client, baas):
    ronde = volledige_ronde()
    adres = reverse("ronde_bijlage", args=[ronde.code, "kader"])
    beide = {"bestand": SimpleUploadedFile("kader.pdf", pdf()), "adres": "https://kader.example/nieuw"}
    assert client.post(adres, beide).status_code == 422
    assert client.post(adres, {"adres": "https://kader.example/nieuw"}).status_code == 302
    assert list(ronde.documenten.values_list("versie", "adres").order_by("versie")) == [
        (1, "https://kader.example/"),
        (2, "https://kader.example/nieuw"),
    ]


def test_een_bestand_dat_niet_mag_blijft_buiten_en_zegt_waarom(client, baas):
    ronde = volledige_ronde()
    response = client.post(
        reverse("ronde_bijlage", args=[ronde.code, "kader"]), {"bestand": SimpleUploadedFile("kader.exe", b"MZ")}
    )
    assert response.status_code == 422
    assert ronde.documenten.count() == 1


def test_een_manager_wijzigt_alleen_budgetten_van_eigen_regio_s(client):
    ronde = volledige_ronde()
    eigen = ronde.toewijzingen.first()
    (vreemd,) = voeg_regios_toe(ronde, manager().rollen.get().uitvoerder, ["Elders"])
    client.force_login(manager(eigen.uitvoerder))
    adressen = [reverse("ronde_budget", args=[ronde.code, rij.regio.sleutel]) for rij in (eigen, vreemd)]
    velden = {"jaar_2018": "260.000,50", "jaar_2019": "270000"}
    assert [client.post(adres, velden).status_code for adres in adressen] == [302, 404]
    budgetten = Regiobudget.objects.values_list("toewijzing", "jaar", "bedrag").order_by("jaar")
    assert [(t, j, str(b)) for t, j, b in budgetten] == [
        (eigen.pk, 2018, "260000.50"),
        (eigen.pk, 2019, "270000.00"),
    ]
    assert client.get(reverse("ronde_deel", args=[ronde.code, "tijdschema"])).status_code == 403
    assert client.post(reverse("ronde_publiceren", args=[ronde.code])).status_code == 403


@pytest.mark.parametrize("bedrag", ["12,345", "-5", "1.00.000", "1e5", "99999999999", "=1+1"])
def test_een_bedrag_dat_geen_bedrag_is_wordt_geweigerd(client, baas, bedrag):
    ronde = volledige_ronde()
    adres = reverse("ronde_budget", args=[ronde.code, ronde.toewijzingen.first().regio.sleutel])
    response = client.post(adres, {"jaar_2018": bedrag})
    assert response.status_code == 422
    assert not Regiobudget.objects.exists()


def test_een_leemte_gaat_op_het_scherm_van_opschrijven_naar_vaststellen(client, klok):
    klok("2017-05-20 10:00")
    ronde = volledige_ronde()
    rij = ronde.toewijzingen.first()
    een, twee = manager(rij.uitvoerder), manager(rij.uitvoerder)
    adres = reverse("leemte_opstellen", args=[ronde.code, rij.regio.sleutel])
    client.force_login(een)
    client.post(adres, {"soort": "taal", "omschrijving": "Turks", "reden": "Gemeld."})
    vast = reverse("leemte_vaststellen", args=[rij.leemten.get().pk])
    assert client.post(vast).status_code == 409
    client.force_login(twee)
    assert client.post(vast).status_code == 302
    pagina = tekst(client.get(reverse("ronde_regio", args=[ronde.code, rij.regio.sleutel])))
    assert f"vastgesteld door {twee}" in pagina


def test_een_andere_uitvoerder_ziet_de_leemte_niet(client, klok):
    klok("2017-05-20 10:00")
    ronde = volledige_ronde()
    client.force_login(manager())
    sleutel = ronde.toewijzingen.first().regio.sleutel
    assert client.get(reverse("ronde_regio", args=[ronde.code, sleutel])).status_code == 404
    assert client.get(reverse("leemte_opstellen", args=[ronde.code, sleutel])).status_code == 404


@pytest.mark.parametrize("extra", [1, 3])
def test_de_lijst_van_rondes_kost_evenveel_vragen_bij_meer_rondes(client, baas, django_assert_num_queries, extra):
    for _ in range(extra):
        InkooprondeFactory()
    client.get(reverse("rondes"))
    with django_assert_num_queries(RONDES):
        client.get(reverse("rondes"))


@pytest.mark.parametrize("extra", [1, 3])
def test_de_lijst_van_regio_s_kost_evenveel_vragen_bij_meer_regio_s(client, baas, django_assert_num_queries, extra):
    ronde = kleine_ronde(regios=[f"Streek {n}" for n in range(extra)])
    for rij in ronde.toewijzingen.all():
        Regiobudget.objects.create(toewijzing=rij, jaar=2018, bedrag=1)
    adres = reverse("ronde_regios", args=[ronde.code])
    client.get(adres)
    with django_assert_num_queries(REGIOS):
        client.get(adres)


@pytest.mark.parametrize("extra", [1, 3])
@pytest.mark.parametrize("onderdeel", ["diensten", "bijlagen"])
def test_een_lijst_kost_evenveel_vragen_bij_meer_rijen(client, baas, django_assert_num_queries, onderdeel, extra):
    ronde = volledige_ronde()
    for nummer in range(extra):
        Dienst.objects.create(ronde=ronde, nummer=10 + nummer, naam="Dienst")
        ronde.documenten.create(slot=f"slot-{nummer}", titel="Bijlage")
    adres = reverse("ronde_lijst", args=[ronde.code, onderdeel])
    client.get(adres)
    with django_assert_num_queries(LIJST):
        client.get(adres)
