"""The state of the portal: what is measured, who hears of it, and the page (F8, F13, F18)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import redis as redisklant
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from berichten.models import Bericht, Hartslag
from berichten.states import Berichtsoort, Status
from kern.klok import nu as kloknu
from kern.models import Bewaking, Dagzegel, Gebeurtenis
from partijen.states import Rolsoort
from portaal.stand import meten
from portaal.stand.actions import leg_metingen_vast
from portaal.stand.delen import DELEN
from portaal.stand.rules import FOUT, GOED, WACHT, Meting
from portaal.tasks import bewaak
from tests.berichten.postbus import Postbus
from tests.factories import BerichtFactory, BewakingFactory, DagzegelFactory, ReservekopieFactory, RolFactory, zet_klok
from tests.factories_bekendmaking import VrijgaveFactory
from tests.factories_inschrijving import InschrijvingFactory
from tests.inschrijving.hulp import log_in
from tests.kluis.clamd import clamd
from tests.wachten import wacht_iemand_op_slot, wacht_tot
from tools.diensten import redis, vrije_poort

pytestmark = pytest.mark.django_db


@pytest.fixture
def nu(klok):
    return klok("2026-11-23 12:00")


@pytest.fixture
def beheerder():
    return RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker


def meet(seconden, nu, **standen):
    """Keep these measurements so many seconds after `nu`."""
    zet_klok(nu + timedelta(seconds=seconden))
    leg_metingen_vast(metingen={code: Meting(stand, "Zo is het.") for code, stand in standen.items()})


def post():
    return list(Bericht.objects.order_by("pk").values_list("onderwerp", flat=True))


def test_een_mail_als_het_rood_wordt_en_een_als_het_weer_werkt(nu, beheerder):
    RolFactory(landelijk=True, soort=Rolsoort.AUDITOR)
    meet(0, nu, schijf=GOED, mail=GOED)
    meet(15, nu, schijf=FOUT, mail=GOED)
    assert post() == []
    for seconden in (30, 45, 60):
        meet(seconden, nu, schijf=FOUT, mail=GOED)
    assert post() == ["Storing in het portaal: Schijf van de kluis"]
    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.ontvanger) == (Berichtsoort.STORING, beheerder.email)
    assert "storing sinds 23 november 2026, 12:00:15 uur" in bericht.tekst
    assert "Wat u doet: Maak de schijf groter." in bericht.tekst
    for seconden in (75, 90, 105, 120, 135):
        meet(seconden, nu, schijf=GOED, mail=GOED)
    assert post()[1:] == ["Het portaal werkt weer: Schijf van de kluis"]
    regels = Gebeurtenis.objects.filter(object_soort="kern.bewaking").order_by("nummer")
    assert list(regels.values_list("handeling", flat=True)) == ["wordt_rood", "wordt_groen"]


def test_wat_tegelijk_stopt_staat_in_een_mail(nu, beheerder):
    meet(0, nu, schijf=FOUT, mail=FOUT, klok=GOED)
    assert post() == ["Storing in het portaal: 2 onderdelen"]


@pytest.mark.geval("F12")
@pytest.mark.django_db(transaction=True)
def test_wie_wacht_ziet_wat_een_ander_al_vastlegde(nu, beheerder):
    """Three beats give one mail: a measurement that had to wait sees that the light is red already."""
    meet(0, nu, schijf=GOED)
    meet(15, nu, schijf=FOUT)

    def ook():
        try:
            leg_metingen_vast(metingen={"schijf": Meting(FOUT, "Vol.")})
        finally:
            connection.close()

    zet_klok(nu + timedelta(seconds=30))
    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Bewaking.objects.select_for_update(of=("self",)).get(onderdeel="schijf")
            ander = poel.submit(ook)
            wacht_tot(wacht_iemand_op_slot)
            Bewaking.objects.filter(onderdeel="schijf").update(stand=FOUT)
        ander.result()
    assert post() == []


@pytest.mark.geval("F8", "F13")
def test_na_stilstand_hoort_de_beheerder_hoe_lang(nu, beheerder):
    meet(0, nu, worker=GOED)
    meet(60, nu, worker=GOED)
    assert post() == []
    meet(121, nu, worker=GOED)
    assert post() == ["Het portaal stond stil en werkt weer"]
    assert "van 23 november 2026, 12:01:00 uur tot 23 november 2026, 12:02:01 uur" in Bericht.objects.get().tekst


@pytest.fixture
def alles_goed(settings, tmp_path):
    """A portal in which every light is green."""
    nu = zet_klok("2026-11-16 12:00")
    Hartslag.objects.create(pk=1, op=nu)
    DagzegelFactory(dag=nu.date() - timedelta(days=1))
    ReservekopieFactory(op=nu)
    ReservekopieFactory(op=nu, soort="oefening")
    with (
        Postbus() as bus,
        clamd() as settings.CLAMAV,
        redis(tmp_path / "r", poort=vrije_poort(), duurzaam=False) as rij,
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", bus.poort
        settings.CELERY_BROKER_URL = settings.REDIS_URL = f"{rij}/0"
        yield nu


def rood(nu):
    return {code for code, meting in meten.meet_alles(nu).items() if meting.stand != GOED}


def test_wat_stuk_is_en_niets_anders(alles_goed, settings, kluis_map):
    nu = alles_goed
    assert set(meten.METERS) == {deel.code for deel in DELEN}
    assert rood(nu) == set()
    settings.EMAIL_PORT, settings.CLAMAV, settings.DATABANK_GB = 1, "127.0.0.1:1", 1
    assert rood(nu) == {"mail", "scanner", "databank"}
    settings.CELERY_BROKER_URL = settings.REDIS_URL = "redis://127.0.0.1:1/0"
    kluis_map.rmdir()
    kluis_map.write_text("een bestand waar de map hoort")
    assert rood(nu) == {"mail", "scanner", "databank", "wachtrij", "schijf"}
    later = nu + timedelta(days=1, hours=3)
    assert rood(later) == {"mail", "scanner", "databank", "wachtrij", "schijf", "beat", "kopie", "zegel"}
    assert Dagzegel.objects.count() == 1


def test_een_verse_installatie_is_niet_rood_en_na_een_dag_zonder_kopie_wel(nu, beheerder):
    """No backup, rehearsal or seal was due yet: nobody is mailed; what was still never done after that, is red."""

    def storingen():
        return [onderwerp for onderwerp in post() if onderwerp.startswith("Storing")]

    def standen(**later):
        zet_klok(nu + timedelta(**later))
        metingen = meten.meet_alles(nu + timedelta(**later))
        leg_metingen_vast(metingen={code: metingen[code] for code in ("kopie", "zegel", "worker")})
        return [metingen[code].stand for code in ("kopie", "zegel")]

    assert (standen(), standen(hours=13, minutes=59)) == ([WACHT, WACHT], [WACHT, WACHT])
    assert storingen() == []
    assert standen(hours=14) == [WACHT, FOUT]  # two o'clock in the night
    assert (standen(hours=25, minutes=59), standen(hours=26)) == ([WACHT, FOUT], [FOUT, FOUT])
    assert standen(hours=26, minutes=1) == [FOUT, FOUT]
    assert storingen() == ["Storing in het portaal: Dagzegel", "Storing in het portaal: Reservekopieën"]
    ReservekopieFactory(op=nu + timedelta(days=13, hours=23))
    assert standen(days=13, hours=23)[0] == GOED  # nobody rehearsed yet
    assert standen(days=14)[0] == FOUT


def test_een_bericht_dat_blijft_liggen_of_een_mens_vraagt(alles_goed):
    nu = alles_goed
    bericht = BerichtFactory(vrij_op=nu - timedelta(minutes=16))
    assert rood(nu) == {"mail", "berichten"}
    Bericht.objects.filter(pk=bericht.pk).update(status=Status.ONBESLIST)
    assert rood(nu) == {"berichten"}


@pytest.mark.geval("F13")
def test_een_bekendmaking_die_te_laat_is_of_niet_klaarstaat(alles_goed):
    nu = alles_goed
    vrijgave = VrijgaveFactory(vrij_op=nu - timedelta(seconds=50))
    assert rood(nu) == set()
    assert rood(nu + timedelta(seconds=11)) == {"bekendmaking"}
    vrijgave.delete()
    dossier = InschrijvingFactory(status="geopend")
    assert rood(nu) == {"bekendmaking"}
    VrijgaveFactory(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder, vrij_op=nu + timedelta(hours=1))
    assert rood(nu) == set()


@pytest.mark.geval("F18")
def test_een_klok_die_verspringt_blijft_een_kwartier_rood(alles_goed):
    nu = alles_goed
    eerst = meten.klokken(nu, {})
    assert (eerst.stand, meten.klokken(nu, eerst.feiten).stand) == (GOED, GOED)
    verder = eerst.feiten | {"anker": eerst.feiten["anker"] + 2}
    terug = meten.klokken(nu, verder)
    assert terug.stand == FOUT
    assert meten.klokken(nu + timedelta(minutes=14), terug.feiten).stand == FOUT
    assert meten.klokken(nu + timedelta(minutes=15), terug.feiten).stand == GOED
    assert meten.klokken(nu, verder | {"machine": "een andere"}).stand == GOED


def gezien(client):
    antwoord = client.get(reverse("stand"))
    return {regel.deel.code: regel.stand for regel in antwoord.context["beeld"].regels}, antwoord.text


def test_de_bladzijde_zegt_wat_rood_is_sinds_wanneer_en_wat_u_doet(
    client, nu, beheerder, django_assert_max_num_queries
):
    log_in(client, beheerder)
    meet(0, nu, **{deel.code: GOED for deel in DELEN})
    assert "Alles werkt" in gezien(client)[1]
    meet(15, nu, schijf=FOUT)
    meet(30, nu, schijf=FOUT)
    standen, tekst = gezien(client)
    assert (standen["schijf"], standen["mail"]) == ("Storing", "In orde")
    assert "Wat u doet:</strong> Maak de schijf groter." in tekst
    assert "23 november 2026, 12:00:15 uur" in tekst
    with django_assert_max_num_queries(12):
        gezien(client)


@pytest.mark.geval("F7", "F8")
def test_zonder_bewaking_kijkt_de_bladzijde_zelf(client, nu, beheerder, settings, tmp_path):
    log_in(client, beheerder)
    assert "De bewaking is nog niet begonnen" in gezien(client)[1]
    meet(0, nu, **{deel.code: GOED for deel in DELEN})
    zet_klok(nu + timedelta(seconds=61))
    settings.CELERY_BROKER_URL = settings.REDIS_URL = "redis://127.0.0.1:1/0"
    standen, tekst = gezien(client)
    assert "De bewaking staat stil" in tekst
    assert (standen["wachtrij"], standen["beat"], standen["schijf"]) == ("Storing", "Niet bekend", "Niet bekend")
    with redis(tmp_path / "r", poort=vrije_poort(), duurzaam=False) as rij:
        settings.CELERY_BROKER_URL = settings.REDIS_URL = f"{rij}/0"
        assert gezien(client)[0]["beat"] == "Storing"
        laat_wachten(rij, 5)
        assert gezien(client)[0]["worker"] == "Storing"


def laat_wachten(adres, aantal):
    """So many wake-ups that nobody takes."""
    redisklant.Redis.from_url(f"{adres}/0").rpush("celery", *["{}"] * aantal)


def test_in_de_demo_wordt_niet_gemeten(client, demo, beheerder):
    bewaak()
    assert not Bewaking.objects.exists()
    log_in(client, beheerder)
    assert "In de demo kijkt niemand" in client.get(reverse("stand")).text


def test_de_taak_meet_en_bewaart(alles_goed):
    bewaak()
    assert set(Bewaking.objects.values_list("onderdeel", "stand")) == {(deel.code, GOED) for deel in DELEN}
    assert post() == []


@pytest.mark.geval("F18")
def test_het_stempel_komt_van_de_databank_en_niet_van_de_machine(monkeypatch):
    """The clock of this machine ten minutes wrong changes no stamp."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [voor] = cursor.fetchone()
        monkeypatch.setattr("time.time", lambda: 0.0)
        stempel = kloknu()
        cursor.execute("SELECT clock_timestamp()")
        [na] = cursor.fetchone()
    assert voor <= stempel <= na


def test_een_rij_per_onderdeel():
    BewakingFactory()
    with pytest.raises(IntegrityError, match="onderdeel"):
        BewakingFactory()
