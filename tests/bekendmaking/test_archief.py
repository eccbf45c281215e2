"""The archive of a ronde: the letters as they were sent, made once, by a worker that may die (R4, R17)."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from datetime import timedelta
from threading import Thread

import pytest
from django.conf import settings as instellingen
from django.db import connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from bekendmaking.actions import maak_archieven, vraag_archief_aan
from bekendmaking.models import Archief
from kern import klok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.rules import sha256
from kluis import opslag
from kluis.actions import bewaar, lees
from kluis.fouten import StukVernietigd
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BEGIN, Toneel, bekende_brief, zet_klok
from tests.berichten.werker import database_url
from tests.factories import GebruikerFactory, RolFactory
from tests.factories_bekendmaking import ArchiefFactory, BriefFactory
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db
NU = "2017-09-18 10:00"


@pytest.fixture
def brief():
    """Made known; the clock stands three days later."""
    zet_klok(BEGIN)
    brief = bekende_brief()
    zet_klok(NU)
    return brief


@pytest.fixture
def ronde(brief):
    return brief.inschrijving.ronde


@pytest.fixture
def beheerder(client):
    wie = RolFactory(landelijk=True).gebruiker
    client.force_login(wie)
    return wie


def vraag_aan(ronde, door=None):
    return vraag_archief_aan(ronde_id=ronde.pk, door=door or GebruikerFactory())


def maak(ronde) -> Archief:
    archief = vraag_aan(ronde)
    assert maak_archieven() == 1
    archief.refresh_from_db()
    return archief


def adres(ronde, naam="archief"):
    return reverse(naam, args=[ronde.code])


def inhoud(zip_: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zip_)) as bestand:
        return {naam: bestand.read(naam) for naam in bestand.namelist()}


def test_van_aanvragen_tot_ophalen(brief, ronde, beheerder, client):
    assert client.post(adres(ronde, "archief_aanvragen")).url == adres(ronde)
    onderweg = client.get(adres(ronde))
    assert (onderweg["Refresh"], "Het staat in de rij, met 1 brief." in onderweg.content.decode()) == ("2", True)
    assert client.post(adres(ronde, "archief_ophalen")).status_code == 409
    assert maak_archieven() == 1
    archief = Archief.objects.get()
    klaar = client.get(adres(ronde))
    assert "Refresh" not in klaar
    assert all(waarde in klaar.content.decode() for waarde in (archief.stuk.sha256, archief.manifest_hash))
    antwoord = client.post(adres(ronde, "archief_ophalen"))
    assert antwoord["Content-Disposition"] == f'attachment; filename="brieven-{ronde.code}.zip"'
    assert sha256(antwoord.content) == archief.stuk.sha256
    regels = Gebeurtenis.objects.filter(dossier=archief.dossier_sleutel).order_by("nummer")
    assert [(r.handeling, r.actor_id) for r in regels if r.object_soort == "bekendmaking.archief"] == [
        ("vraag_aan", beheerder.pk),
        ("begin", None),
        ("rond_af", None),
        ("haal_op", beheerder.pk),
    ]
    assert regels.get(handeling="rond_af").gegevens["manifest"] == archief.manifest_hash


def test_de_brieven_zitten_erin_zoals_ze_zijn_goedgekeurd_en_verstuurd(brief, ronde):
    stuk = bewaar(dossier="proef", naam="ontwerp.pdf", inhoud=b"%PDF-ontwerp", controleer=False)
    ontwerp = BriefFactory(inschrijving__ronde=ronde, stuk=stuk, hash=stuk.sha256)
    archief = maak(ronde)
    alles = inhoud(lees(archief.stuk))
    bekend = f"{brief.inschrijving.uitvoerder.code}/{brief.stuk.naam}"
    los = f"niet-bekendgemaakt/{ontwerp.inschrijving.uitvoerder.code}/ontwerp.pdf"
    assert sorted(alles) == sorted([bekend, los, "beslissingen.xlsx", "manifest.json"])
    assert [sha256(alles[naam]) for naam in (bekend, los)] == [brief.hash, ontwerp.hash]
    assert sha256(alles["manifest.json"]) == archief.manifest_hash
    manifest = json.loads(alles["manifest.json"])
    assert manifest["overzicht"]["sha256"] == sha256(alles["beslissingen.xlsx"])
    (regel,) = [regel for regel in manifest["brieven"] if regel["naam"] == bekend]
    assert regel == {
        "naam": bekend,
        "sha256": brief.hash,
        "verzegeld": False,
        "kenmerk": brief.kenmerk,
        "organisatie": brief.inschrijving.partijnaam,
        "zorgkantoor": "Zorgkantoor IJsvogel",
        "status": "voorlopig",
        "dagtekening": "2017-09-15",
        "bekendgemaakt_op": "2017-09-15T12:00:00+02:00",
        "beslissingen": [
            {"regio": "Utrecht", "uitkomst": "overeenkomst_bestaand", "status": "voorlopig"},
            {"regio": "Zwolle", "uitkomst": "voldoet_niet", "status": "voorlopig"},
        ],
    }
    blad = load_workbook(io.BytesIO(alles["beslissingen.xlsx"])).active
    assert [(rij[0], rij[3], rij[4]) for rij in blad.iter_rows(min_row=2, values_only=True)] == [
        (brief.kenmerk, "Utrecht", "Overeenkomst"),
        (brief.kenmerk, "Zwolle", "Voldoet niet"),
    ]


def test_een_nieuw_archief_vervangt_het_vorige_ook_op_schijf(ronde, django_capture_on_commit_callbacks):
    eerste = maak(ronde)
    with django_capture_on_commit_callbacks(execute=True):
        tweede = maak(ronde)
    eerste.refresh_from_db()
    assert (eerste.status, tweede.status) == ("vervangen", "klaar")
    with pytest.raises(StukVernietigd):
        lees(eerste.stuk)
    plekken = opslag.plekken()
    assert (eerste.stuk.plek.hex in plekken, tweede.stuk.plek.hex in plekken) == (False, True)


def test_een_brief_die_niet_te_lezen_is_geeft_geen_archief_met_een_gat(brief, ronde, beheerder, client):
    opslag.pad(brief.stuk.plek).write_bytes(b"weg")
    vraag_aan(ronde)
    assert maak_archieven() == 0
    pagina = client.get(adres(ronde))
    assert "Refresh" not in pagina
    assert f"Brief {brief.kenmerk}: Dit bestand is beschadigd of ontbreekt." in pagina.content.decode()
    assert vraag_aan(ronde).status == "aangevraagd"  # it can be tried again


def test_een_brief_met_een_andere_hash_dan_goedgekeurd_geeft_geen_archief(brief, ronde):
    type(brief).objects.update(hash="0" * 64)
    vraag_aan(ronde)
    assert maak_archieven() == 0
    assert "niet het bestand dat is goedgekeurd" in Archief.objects.get().melding


def test_zonder_brieven_geen_archief():
    with pytest.raises(RegelFout, match="nog geen brief"):
        vraag_aan(Toneel().ronde)


@pytest.mark.parametrize(("stil", "gemaakt"), [(119, 0), (120, 1)])
def test_wat_een_worker_liet_liggen_wordt_na_twee_minuten_opnieuw_begonnen(ronde, stil, gemaakt):
    gezien = klok.nu() - timedelta(seconds=stil)
    ArchiefFactory(ronde=ronde, status="bezig", poging=1, gezien_op=gezien)
    assert maak_archieven() == gemaakt
    assert Archief.objects.values_list("poging", flat=True).get() == 1 + gemaakt


def test_na_drie_workers_die_eraan_stierven_zegt_het_portaal_dat_het_niet_lukt(ronde, beheerder, client):
    ArchiefFactory(ronde=ronde, status="bezig", poging=3, gezien_op=klok.nu() - timedelta(hours=1))
    assert (maak_archieven(), maak_archieven()) == (0, 0)
    assert "Het lukte drie keer niet" in client.get(adres(ronde)).content.decode()


@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_alleen_de_beheerder_komt_bij_het_archief(brief, ronde, client, soort):
    client.force_login(Toneel.rond(brief.inschrijving).persoon(soort))
    for naam in ("archief_aanvragen", "archief_ophalen"):
        assert client.post(adres(ronde, naam)).status_code == 403
    assert client.get(adres(ronde)).status_code == 403


# Two at once, and a worker that dies


@pytest.mark.django_db(transaction=True)
def test_twee_klikken_en_twee_workers_tegelijk_geven_een_archief(ronde):
    wie = [GebruikerFactory(), GebruikerFactory()]
    een, ander = tegelijk(lambda door: vraag_aan(ronde, door), wie)
    assert een.pk == ander.pk
    assert sorted(tegelijk(lambda _: maak_archieven(), range(2))) == [0, 1]
    assert Archief.objects.values_list("status", "poging").get() == ("klaar", 1)
    assert Gebeurtenis.objects.filter(handeling="vraag_aan").count() == 1


def zet_brieven_op_slot() -> None:
    """Nobody reads a letter until this transaction ends: a worker gets as far as its claim and waits."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bekendmaking_brief IN ACCESS EXCLUSIVE MODE")


def dood_een_worker(taak: str, *, kamer: str = "bekendmaking", zet_op_slot=zet_brieven_op_slot) -> None:
    """kill -9 for a worker that is halfway this task, waiting for a row that is locked: by default a letter."""
    opdracht = f"import django; django.setup(); from {kamer}.tasks import {taak}; {taak}()"
    omgeving = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "OCO_KLUIS_MAP": str(instellingen.KLUIS_MAP),
    }
    with transaction.atomic():
        zet_op_slot()
        worker = subprocess.Popen([sys.executable, "-c", opdracht], env=omgeving)
        wacht_tot(wacht_iemand_op_slot)
        worker.send_signal(signal.SIGKILL)
        worker.wait(20)


@pytest.mark.django_db(transaction=True)
def test_een_worker_die_traag_was_schrijft_niet_over_een_ander_heen(ronde):
    archief, uitkomst = vraag_aan(ronde), []

    def trage_worker():
        uitkomst.append(maak_archieven())
        connection.close()

    worker = Thread(target=trage_worker)
    with transaction.atomic():
        zet_brieven_op_slot()
        worker.start()
        wacht_tot(wacht_iemand_op_slot)
        Archief.objects.update(poging=2)  # another one took over meanwhile
    worker.join(20)
    archief.refresh_from_db()
    assert (uitkomst, archief.status, archief.gedaan, archief.stuk) == ([0], "bezig", 0, None)


@pytest.mark.django_db(transaction=True)
def test_kill_9_van_de_worker_en_de_volgende_maakt_het_archief(ronde):
    archief = vraag_aan(ronde)
    dood_een_worker("maak_archieven")
    archief.refresh_from_db()
    assert (archief.status, archief.poging, maak_archieven()) == ("bezig", 1, 0)
    zet_klok("2017-09-18 10:02")
    assert maak_archieven() == 1
    archief.refresh_from_db()
    assert (archief.status, archief.poging, archief.gedaan) == ("klaar", 2, 1)
    assert len(inhoud(lees(archief.stuk))) == 3
