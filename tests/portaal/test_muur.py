"""The second wall in a request: a careless page, the connection before and after, and how it is put up."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from inschrijving.models import Deelnemer
from kern import muur
from kern.models import Gebeurtenis
from oco_portal.urls import urlpatterns as echte
from partijen.permissions import Recht, bevoegdheid, openbaar, vereist
from portaal import muur as stenen
from tests.factories import RolFactory
from tests.factories_inschrijving import DeelnemerFactory

pytestmark = pytest.mark.django_db
NIEMAND = muur.Bereik()


# --- a careless page -------------------------------------------------------------------------------------------------


@openbaar
def slordig(request):
    """Every deelnemer, without asking whose."""
    return JsonResponse({"dossiers": list(Deelnemer.objects.values_list("inschrijving", flat=True))})


@vereist(Recht.INSCHRIJVEN)
def slordig_een(request, pk):
    return HttpResponse(Deelnemer.objects.get(inschrijving=pk).naam)


@vereist(Recht.INSCHRIJVEN)
def slordig_schrijven(request, pk):
    with transaction.atomic():
        Deelnemer.objects.create(inschrijving_id=pk, naam="Van een ander", kvk_nummer="12345678")


@openbaar
def valt_om(request):
    raise ZeroDivisionError


@openbaar
def verbinding_weg(request):
    connection.close()
    return slordig(request)


urlpatterns = [
    path("slordig/", slordig),
    path("slordig/<int:pk>/", slordig_een),
    path("slordig/<int:pk>/schrijven/", slordig_schrijven),
    path("valt-om/", valt_om),
    path("verbinding-weg/", verbinding_weg),
    *echte,
]


def ingelogd(wie) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(wie)
    return client


def rol_nu() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('oco.organisaties', true)")
        return cursor.fetchone()


@pytest.fixture
def twee_dossiers():
    """Each with one deelnemer."""
    return DeelnemerFactory().inschrijving, DeelnemerFactory().inschrijving


@pytest.mark.urls(__name__)
def test_een_bladzijde_die_niet_kijkt_van_wie_iets_is_geeft_niets_van_een_ander(twee_dossiers):
    eigen, ander = twee_dossiers
    invuller = ingelogd(RolFactory(organisatie=eigen.organisatie).gebruiker)
    assert invuller.get("/slordig/").json() == {"dossiers": [eigen.pk]}
    assert Client().get("/slordig/").json() == {"dossiers": []}
    assert invuller.get(f"/slordig/{eigen.pk}/").status_code == 200
    assert invuller.get(f"/slordig/{ander.pk}/").status_code == 404
    inkoper = RolFactory(bij_uitvoerder=True, soort="inkoper").gebruiker
    assert len(ingelogd(inkoper).get("/slordig/").json()["dossiers"]) == 2, "voor medewerkers staat er geen muur"


@pytest.mark.urls(__name__)
def test_schrijven_bij_een_ander_bestaat_niet(twee_dossiers):
    eigen, ander = twee_dossiers
    invuller = ingelogd(RolFactory(organisatie=eigen.organisatie).gebruiker)
    assert invuller.post(f"/slordig/{ander.pk}/schrijven/").status_code == 404
    assert Deelnemer.objects.count() == 2


def test_een_rij_wordt_niet_van_een_ander_en_die_van_een_ander_verandert_niet(twee_dossiers):
    eigen, ander = twee_dossiers
    with muur.achter(muur.Bereik(frozenset({eigen.organisatie_id}))):
        assert Deelnemer.objects.filter(inschrijving=ander).update(naam="Anders") == 0
        assert Deelnemer.objects.filter(inschrijving=ander).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Deelnemer.objects.update(inschrijving=ander)
    assert Deelnemer.objects.filter(inschrijving=ander).count() == 1


def test_wie_achter_de_muur_staat_maakt_geen_tabel_leeg_en_verandert_het_logboek_niet():
    tabel = Gebeurtenis._meta.db_table
    for opdracht in (f"TRUNCATE {tabel}", f"UPDATE {tabel} SET nummer = 0", f"DELETE FROM {tabel}"):  # noqa: S608
        with muur.achter(NIEMAND), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(opdracht)


# --- the connection --------------------------------------------------------------------------------------------------


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_na_het_verzoek_is_de_verbinding_schoon_ook_na_een_fout_en_halverwege_een_nieuwe(twee_dossiers):
    schoon = (True, "")
    eigen, _ = twee_dossiers
    client = ingelogd(RolFactory(organisatie=eigen.organisatie).gebruiker)
    for adres, code in (("/slordig/", 200), ("/valt-om/", 500), ("/verbinding-weg/", 200)):
        antwoord = client.get(adres)
        assert (antwoord.status_code, rol_nu()) == (code, schoon)
    assert antwoord.json() == {"dossiers": [eigen.pk]}


@pytest.mark.django_db(transaction=True)
def test_binnen_een_kapotte_transactie_komt_de_oude_rol_met_het_terugdraaien(twee_dossiers):
    eigen, _ = twee_dossiers
    with muur.achter(muur.Bereik(frozenset({eigen.organisatie_id}))):
        with pytest.raises(ProgrammingError), transaction.atomic(), muur.erbuiten():
            connection.cursor().execute("SELECT van_niets")
        assert Deelnemer.objects.get().inschrijving == eigen
        with muur.erbuiten():
            assert Deelnemer.objects.count() == 2
    assert rol_nu() == (True, "")


@pytest.mark.django_db(transaction=True)
def test_een_verbinding_die_niet_achter_de_muur_kan_wordt_niet_gebruikt(monkeypatch, twee_dossiers):
    monkeypatch.setattr(muur, "ROL", "bestaat_niet")
    with muur.achter(NIEMAND), pytest.raises(DatabaseError, match="bestaat_niet"):
        Deelnemer.objects.count()
    assert Deelnemer.objects.count() == 2


def test_het_bereik_is_dat_van_de_rollen(twee_dossiers):
    eigen, ander = twee_dossiers
    wie = RolFactory(organisatie=eigen.organisatie).gebruiker
    RolFactory(organisatie=ander.organisatie, gebruiker=wie)
    assert bevoegdheid(wie).bereik == muur.Bereik(frozenset({eigen.organisatie_id, ander.organisatie_id}))
    assert bevoegdheid(RolFactory(landelijk=True, soort="auditor").gebruiker).bereik == muur.ALLES


# --- putting it up ---------------------------------------------------------------------------------------------------


@contextmanager
def omgegooid(opdracht: str) -> Iterator[None]:
    with transaction.atomic():
        connection.cursor().execute(opdracht)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "opdracht",
    [
        "ALTER TABLE inschrijving_indiening DISABLE ROW LEVEL SECURITY",
        "DROP POLICY muur ON inschrijving_indiening",
        "ALTER POLICY muur ON inschrijving_indiening USING (true)",
        "ALTER POLICY muur ON inschrijving_indiening WITH CHECK (true)",
        "CREATE POLICY gat ON inschrijving_indiening USING (true)",
    ],
)
def test_een_gat_in_de_muur_is_gezien_en_de_volgende_migratie_maakt_het_dicht(opdracht):
    assert stenen.muur().ok
    with omgegooid(opdracht):
        assert stenen.muur().fouten == ["inschrijving_indiening: de muur staat er niet, of anders"]
        if "gat" not in opdracht:
            stenen.trek_op()
            assert stenen.muur().ok


def test_een_rol_die_door_de_muur_mag_is_gezien():
    with omgegooid(f"ALTER ROLE {muur.ROL} BYPASSRLS"):
        assert stenen.muur().fouten == [f"de rol {muur.ROL} is er niet, of mag door de muur heen"]
