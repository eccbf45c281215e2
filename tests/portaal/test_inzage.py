"""Who looked: one row per person, thing and day, that nobody can change, and its part of the daily seal (R8, B28)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kern.actions import zegel_dagen
from kern.inzage import noteer
from kern.klok import nu
from kern.models import Inzage
from partijen.inzage import noteer_inzage
from partijen.states import Rolsoort
from tests.beoordeling.hulp import BEOORDEEL_OP, geopende_inschrijving, team, zonder_belang
from tests.factories import InzageFactory, RolFactory
from tests.kern.test_integriteit import fouten, zonder_trigger
from tests.kluis.verzoek import verzoek
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(klok):
    inschrijving = geopende_inschrijving()
    klok(BEOORDEEL_OP)
    wie = team(inschrijving.uitvoerder)
    zonder_belang(inschrijving, wie.een, wie.twee)
    return inschrijving


def gekeken() -> list[tuple[str, int]]:
    return list(Inzage.objects.order_by("pk").values_list("soort", "gebruiker_id"))


def kijk(client, wie, naam, *args) -> int:
    """How many queries a page costs this person."""
    client.force_login(wie)
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(reverse(naam, args=args)).status_code == 200
    return len(vragen)


@pytest.mark.geval("R8")
def test_een_dossier_openen_kost_een_vraag_meer_en_daarna_geen(client, dossier, klok):
    wie = team(dossier.uitvoerder)
    eerste, tweede, derde = (kijk(client, wie.een, "dossier", dossier.kenmerk) for _ in range(3))
    assert (eerste - tweede, tweede - derde) == (1, 0)
    cache.clear()  # the cache may go at any time: one more query, no second row
    assert kijk(client, wie.een, "dossier", dossier.kenmerk) == eerste
    stuk = dossier.bewijsstukken.first()
    kijk(client, wie.een, "dossier_origineel", dossier.kenmerk, stuk.pk)
    kijk(client, wie.een, "dossier_beeld", dossier.kenmerk, stuk.pk)
    kijk(client, wie.twee, "dossier", dossier.kenmerk)
    soort = "inschrijving.inschrijving"
    assert gekeken() == [(soort, wie.een.pk), ("kluis.stuk", wie.een.pk), (soort, wie.twee.pk)]
    klok("2017-08-09 00:01")
    kijk(client, wie.een, "dossier", dossier.kenmerk)
    assert gekeken()[3:] == [(soort, wie.een.pk)]
    assert set(Inzage.objects.values_list("dossier", flat=True)) == {dossier.dossier_sleutel}


def test_wat_een_organisatie_zelf_leest_en_wat_iemand_doet_staat_er_niet(dossier, rf):
    invuller = dossier.organisatie.rollen.first().gebruiker
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    for wie, maak in ((invuller, rf.get), (auditor, rf.post)):
        noteer_inzage(dossier, verzoek(maak, wie))
    assert gekeken() == []
    noteer_inzage(dossier, verzoek(rf.get, auditor))
    assert len(gekeken()) == 1


def test_wie_nog_geen_belang_verklaarde_heeft_het_dossier_niet_geopend(client, dossier):
    nieuw = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER, uitvoerder=dossier.uitvoerder).gebruiker
    kijk(client, nieuw, "dossier", dossier.kenmerk)
    assert gekeken() == []


@pytest.mark.django_db(transaction=True)
def test_twee_vensters_tegelijk_geven_een_rij(klok):
    rij = InzageFactory()  # any row will do
    moment = klok(BEOORDEEL_OP)

    def doe(_):
        cache.clear()
        noteer(rij, gebruiker_id=7, nu=moment)

    tegelijk(doe, range(2))
    assert Inzage.objects.filter(gebruiker_id=7).count() == 1


@pytest.mark.geval("R8")
@pytest.mark.parametrize("opdracht", ["UPDATE kern_inzage SET gebruiker_id = 9", "DELETE FROM kern_inzage"])
def test_postgresql_weigert_wijzigen_en_wissen(opdracht):
    InzageFactory()
    with pytest.raises(DatabaseError, match="alleen toevoegen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)


@pytest.mark.geval("F26")
@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE kern_inzage SET gebruiker_id = 9 WHERE object_id = 'een'",
        "DELETE FROM kern_inzage WHERE object_id = 'een'",
        "INSERT INTO kern_inzage (gebruiker_id, soort, object_id, dossier, dag, tijd) "
        "VALUES (8, 'x', 'y', 'z', '2017-08-03', now())",
    ],
)
def test_het_zegel_ziet_dat_er_iets_aan_is_veranderd(klok, opdracht):
    begin = klok("2017-08-03 09:00")
    InzageFactory(object_id="een", dag=begin.date(), tijd=begin)
    for dag in (1, 2, 3):
        klok(begin + timedelta(days=dag))
        zegel_dagen()
        InzageFactory(dag=nu().date(), tijd=nu())
    assert fouten() == (0, 0)
    with zonder_trigger() as cursor:
        cursor.execute(opdracht)
    assert fouten() == (0, 1)


@pytest.mark.geval("B28")
def test_de_inkoopmanager_en_de_auditor_zien_wie_keek_en_zoeken(client, dossier, klok):
    wie = team(dossier.uitvoerder)
    kijk(client, wie.een, "dossier", dossier.kenmerk)
    klok("2017-08-09 10:00")
    stuk = dossier.bewijsstukken.first()
    kijk(client, wie.twee, "dossier_origineel", dossier.kenmerk, stuk.pk)

    def gevonden(**vraag) -> list[tuple[str, str]]:
        tabel = client.get(reverse("dossier_inzage", args=[dossier.kenmerk]), vraag).context["tabel"]
        inhoud = client.get(reverse("dossier_inzage_export", args=[dossier.kenmerk]), vraag).content
        rijen = [(blik.wie, blik.wat) for blik in tabel.blikken]
        blad = list(load_workbook(BytesIO(inhoud)).active.rows)[1 : 1 + len(rijen)]
        assert [(cellen[2].value, cellen[4].value) for cellen in blad] == rijen
        return rijen

    eerste, tweede = ("Anna Inkoper", "Dossier"), ("Bram Inkoper", f"Bestand, {stuk.stuk.naam}")
    for kijker in (wie.manager, RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker):
        client.force_login(kijker)
        assert gevonden() == [tweede, eerste]
        assert (
            gevonden(wie="anna")
            == gevonden(tot="2017-08-08")
            == gevonden(soort="inschrijving.inschrijving")
            == [eerste]
        )
        assert gevonden(van="2017-08-09", soort="kluis.stuk") == [tweede]
    client.force_login(wie.een)
    assert client.get(reverse("dossier_inzage", args=[dossier.kenmerk])).status_code == 403


def test_evenveel_vragen_bij_elk_aantal(client, dossier):
    wie = team(dossier.uitvoerder)
    van_dossier = {"dossier": dossier.dossier_sleutel, "soort": "kluis.stuk", "gebruiker_id": wie.een.pk}
    kosten = []
    for aantal in (1, 2):  # together three
        InzageFactory.create_batch(aantal, **van_dossier)
        kosten.append(kijk(client, wie.manager, "dossier_inzage", dossier.kenmerk))
    assert kosten[0] == kosten[1]
