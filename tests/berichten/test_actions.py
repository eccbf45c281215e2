"""The outbox against a real mail server: once, never twice, and doubt stays visible (R9, R10)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from berichten import tasks
from berichten.actions import leg_klaar, los_op, maak_bijlage, markeer_onbeslist, verstuur
from berichten.models import Bericht
from berichten.queries import vraagt_hand
from berichten.retour import message_id
from berichten.rules import VEEL_POGINGEN
from berichten.states import Berichtsoort, Status
from kern import klok as portaalklok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis import opslag
from kluis.actions import bewaar
from kluis.models import Stuk
from tests.berichten.postbus import GOED, ZWIJG
from tests.factories import TOEN, BerichtFactory, GebruikerFactory
from tests.kluis.bestanden import pdf
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


def klaar(**anders) -> Bericht:
    gegevens = {
        "soort": Berichtsoort.BESLISSING,
        "ontvanger": "bestuur@oco.example",
        "onderwerp": "Beslissing over uw inschrijving",
        "tekst": "Uw beslissing staat in de bijlage.",
        "over": "bekendmaking.brief:12",
    }
    return leg_klaar(**gegevens | anders)


@pytest.mark.geval("I5")
def test_tweemaal_klaarleggen_geeft_een_bericht():
    eerste = klaar()
    assert klaar(tekst="anders") == eerste
    assert list(Bericht.objects.values_list("volgnummer", "tekst")) == [(1, "Uw beslissing staat in de bijlage.")]
    assert Gebeurtenis.objects.count() == 1


@pytest.mark.geval("B41")
@pytest.mark.parametrize("anders", [{"ontvanger": "a@b.nl\nBcc: x@y.nl"}, {"onderwerp": "a\r\nBcc: x@y.nl"}])
def test_gevaarlijke_kop_komt_niet_in_het_postvak(anders):
    with pytest.raises(RegelFout):
        klaar(**anders)
    assert Bericht.objects.count() == 0


@pytest.mark.geval("B13")
def test_overgedragen_met_bijlage_en_vaste_message_id(postbus, klok):
    nu = klok("2017-09-15 12:00")
    inhoud = pdf()
    bericht = klaar(bijlagen=[bewaar(dossier="proef:1", naam="Beslissing.pdf", inhoud=inhoud)])
    verstuur(bericht_id=bericht.pk)
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.afgehandeld_op) == (Status.OVERGEDRAGEN, 1, nu)
    [mail] = postbus.post
    inhoud_mail, bijlage = mail.get_payload()
    tekst, html = inhoud_mail.get_payload()
    assert (mail["To"], mail["Message-ID"]) == ("bestuur@oco.example", message_id(bericht.pk))
    assert (tekst.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert tekst.get_payload(decode=True).decode().strip() == "Uw beslissing staat in de bijlage."
    assert "<p>Uw beslissing staat in de bijlage.</p>" in html.get_payload(decode=True).decode()
    assert (bijlage.get_filename(), bijlage.get_content_type()) == ("Beslissing.pdf", "application/pdf")
    assert bijlage.get_payload(decode=True) == inhoud


@pytest.mark.geval("R5")
def test_wie_op_een_bijlage_wacht_gaat_pas_daarna(postbus):
    inhoud = pdf()
    bericht = klaar(bijlage_volgt=True)
    tasks.verstuur_openstaande()
    assert (verstuur(bericht_id=bericht.pk), postbus.post) == (None, [])
    maak_bijlage(bericht_id=bericht.pk, maak=lambda rij: bewaar(dossier="proef:1", naam="Bewijs.pdf", inhoud=inhoud))
    tasks.verstuur_openstaande()
    [mail] = postbus.post
    assert mail.get_payload()[1].get_payload(decode=True) == inhoud
    assert maak_bijlage(bericht_id=bericht.pk, maak=pytest.fail) is False


@pytest.mark.geval("F17")
def test_een_bijlage_die_niet_lukt_houdt_het_bericht_tien_minuten_op(postbus, klok):
    klok("2017-08-01 16:59")
    bericht = klaar(bijlage_volgt=True)

    def stuk(_):
        raise OSError("schijf vol")

    aangekomen = []
    for moment in ("2017-08-01 16:59", "2017-08-01 17:08:59", "2017-08-01 17:09"):
        klok(moment)
        assert maak_bijlage(bericht_id=bericht.pk, maak=stuk) is False
        tasks.verstuur_openstaande()
        aangekomen.append(len(postbus.post))
    assert aangekomen == [0, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_twee_makers_geven_een_bijlage():
    bericht = klaar(bijlage_volgt=True)
    tegelijk(
        lambda maak: maak_bijlage(bericht_id=bericht.pk, maak=maak),
        [lambda rij: bewaar(dossier="proef:1", naam="Bewijs.pdf", inhoud=pdf())] * 4,
    )
    assert (bericht.bijlagen.count(), Stuk.objects.count()) == (1, 1)


def test_verstuur_na_verstuur_doet_niets(postbus):
    bericht = klaar()
    verstuur(bericht_id=bericht.pk)
    assert verstuur(bericht_id=bericht.pk) is None
    assert len(postbus.post) == 1


@pytest.mark.geval("R11")
def test_niet_voor_het_vrijgavemoment(postbus, klok):
    moment = klok("2017-09-15 12:00")
    bericht = klaar(vrij_op=moment)
    klok(moment - timedelta(microseconds=1))
    tasks.verstuur_openstaande()
    assert (Bericht.objects.get().status, postbus.gesprekken) == (Status.KLAAR, 0)
    klok(moment)
    tasks.verstuur_openstaande()
    assert Bericht.objects.get(pk=bericht.pk).status == Status.OVERGEDRAGEN


@pytest.mark.geval("F15")
def test_451_later_opnieuw_en_5xx_voor_een_mens(postbus, klok):
    nu = klok("2017-09-15 12:00")
    antwoorden = {"druk@oco.example": "451 later", "vol@oco.example": "552 vol"}
    postbus.antwoord = lambda envelope: antwoorden.get(envelope.rcpt_tos[0], GOED)
    postbus.bij_ontvanger = lambda adres: "550 bestaat niet" if adres == "weg@oco.example" else GOED
    for naam in ("druk", "vol", "weg", "goed"):
        klaar(ontvanger=f"{naam}@oco.example")
    tasks.verstuur_openstaande()
    assert list(Bericht.objects.order_by("pk").values_list("status", "serverantwoord", "niet_voor")) == [
        (Status.KLAAR, "451 later", nu + timedelta(seconds=30)),
        (Status.GEWEIGERD, "552 vol", None),
        (Status.GEWEIGERD, "550 bestaat niet", None),
        (Status.OVERGEDRAGEN, "", None),
    ]
    assert set(vraagt_hand(portaalklok.nu()).values_list("ontvanger", flat=True)) == {
        "vol@oco.example",
        "weg@oco.example",
    }
    postbus.antwoord = lambda envelope: GOED
    klok(nu + timedelta(seconds=30))
    tasks.verstuur_openstaande()
    assert [mail["To"] for mail in postbus.post] == ["goed@oco.example", "druk@oco.example"]


@pytest.mark.geval("F14")
def test_ingeslikt_antwoord_wordt_onbeslist_en_gaat_niet_nog_eens(postbus, klok):
    nu = klok("2017-09-15 12:00")
    postbus.antwoord = lambda envelope: ZWIJG if envelope.rcpt_tos[0].startswith("stil") else GOED
    for naam in ("stil1", "goed1", "stil2", "goed2"):
        klaar(ontvanger=f"{naam}@oco.example")
    for uur in range(3):
        klok(nu + timedelta(hours=uur))
        tasks.verstuur_openstaande()
    assert list(Bericht.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.ONBESLIST,
        Status.OVERGEDRAGEN,
        Status.ONBESLIST,
        Status.OVERGEDRAGEN,
    ]
    assert [mail["To"] for mail in postbus.post] == [f"{n}@oco.example" for n in ("stil1", "goed1", "stil2", "goed2")]


@pytest.mark.geval("F16")
def test_verbroken_voor_de_inhoud_gaat_later_alsnog(postbus, klok):
    nu = klok("2017-09-15 12:00")
    postbus.bij_ontvanger = lambda adres: ZWIJG
    bericht = verstuur(bericht_id=klaar().pk)
    assert bericht.status == Status.KLAAR
    postbus.bij_ontvanger = lambda adres: GOED
    klok(nu + timedelta(seconds=30))
    assert verstuur(bericht_id=bericht.pk).status == Status.OVERGEDRAGEN
    assert len(postbus.post) == 1


@pytest.mark.geval("F16")
def test_zes_uur_zonder_mailserver_en_dan_alles_eenmaal(postbus, klok, settings):
    nu = klok("2017-09-15 12:00")
    for nummer in range(5):
        klaar(ontvanger=f"bestuur{nummer}@oco.example")
    settings.EMAIL_PORT = 1  # nobody listens there
    for minuten in range(0, 360, 5):
        klok(nu + timedelta(minutes=minuten))
        tasks.verstuur_openstaande()
    assert vraagt_hand(portaalklok.nu()).count() == 5
    settings.EMAIL_PORT = postbus.poort
    klok(nu + timedelta(hours=6, minutes=10))
    tasks.verstuur_openstaande()
    assert sorted(mail["To"] for mail in postbus.post) == [f"bestuur{nummer}@oco.example" for nummer in range(5)]
    assert vraagt_hand(portaalklok.nu()).count() == 0


@pytest.mark.geval("F23")
def test_onleesbare_bijlage_houdt_het_bericht_hier(postbus):
    stuk = bewaar(dossier="proef:1", naam="Beslissing.pdf", inhoud=pdf())
    opslag.pad(stuk.plek).unlink()
    bericht = verstuur(bericht_id=klaar(bijlagen=[stuk]).pk)
    assert (bericht.status, bericht.serverantwoord[:33]) == (Status.KLAAR, "Dit bestand is beschadigd of ontb")
    assert postbus.gesprekken == 0


@pytest.mark.geval("B42")
def test_losse_punten_en_regeleinden_blijven_een_bericht(postbus):
    klaar(tekst="een\r\n.\r\nMAIL FROM:<x@y.nl>\n.\nRCPT TO:<x@y.nl>\r.\rDATA\r\n\r\n..\r\n")
    tasks.verstuur_openstaande()
    [mail] = postbus.post
    assert mail["To"] == "bestuur@oco.example"
    tekst, html = (deel.get_payload(decode=True).decode() for deel in mail.get_payload())
    assert tekst.splitlines()[:4] == ["een", ".", "MAIL FROM:<x@y.nl>", "."]
    assert "MAIL FROM:&lt;x@y.nl&gt;<br>\n.<br>" in html.replace("\r\n", "\n")


@pytest.mark.geval("F10")
def test_claim_zonder_afloop_wordt_onbeslist(klok):
    klok(TOEN)
    BerichtFactory(status=Status.GECLAIMD, geclaimd_op=TOEN)
    klok(TOEN + timedelta(minutes=2))
    assert markeer_onbeslist() == 0
    klok(TOEN + timedelta(minutes=2, microseconds=1))
    assert markeer_onbeslist() == 1
    assert list(vraagt_hand(portaalklok.nu()).values_list("status", flat=True)) == [Status.ONBESLIST]


@pytest.mark.geval("R10")
@pytest.mark.django_db(transaction=True)
def test_antwoord_dat_te_laat_komt_verandert_de_status_niet(postbus, klok):
    nu = klok("2017-09-15 12:00")
    bericht = klaar()
    marker = ThreadPoolExecutor(1)

    def markeer():
        klok(nu + timedelta(minutes=3))
        markeer_onbeslist()
        connection.close()

    def traag(envelope):
        marker.submit(markeer).result()
        return GOED

    postbus.antwoord = traag
    bericht = verstuur(bericht_id=bericht.pk)
    assert (bericht.status, bericht.serverantwoord) == (Status.ONBESLIST, "Laat antwoord (draag_over): ")


@pytest.mark.geval("R10")
@pytest.mark.parametrize("uitkomst", [Status.OVERGEDRAGEN, Status.GEWEIGERD])
def test_een_mens_beslist_over_twijfel(uitkomst):
    bericht = BerichtFactory(status=Status.ONBESLIST, geclaimd_op=TOEN, afgehandeld_op=TOEN)
    door = GebruikerFactory()
    with pytest.raises(RegelFout, match="hoe u weet"):
        los_op(bericht_id=bericht.pk, uitkomst=uitkomst, reden=" ", door=door)
    assert los_op(bericht_id=bericht.pk, uitkomst=uitkomst, reden="De ontvanger belde.", door=door).status == uitkomst
    regel = Gebeurtenis.objects.get()
    assert (regel.actor_id, regel.gegevens["toelichting"]) == (door.pk, "De ontvanger belde.")


@pytest.mark.parametrize(("demo", "blijft"), [(False, ""), (True, "Klik op https://oco.example/sleutel")])
def test_link_van_een_account_blijft_niet_leesbaar(settings, demo, blijft, mailoutbox):
    settings.DEMO = demo
    bericht = klaar(soort=Berichtsoort.ACCOUNT, tekst="Klik op https://oco.example/sleutel")
    verstuur(bericht_id=bericht.pk)
    bericht.refresh_from_db()
    assert (bericht.status, bericht.tekst) == (Status.OVERGEDRAGEN, blijft)
    assert [mail.body for mail in mailoutbox] == ["Klik op https://oco.example/sleutel"]


def test_wat_maar_niet_lukt_komt_op_de_lijst_voor_een_mens(klok):
    klok(TOEN)
    BerichtFactory(pogingen=VEEL_POGINGEN - 1)
    vaak = BerichtFactory(pogingen=VEEL_POGINGEN)
    assert list(vraagt_hand(portaalklok.nu())) == [vaak]


@pytest.mark.geval("F12", "I5")
@pytest.mark.django_db(transaction=True)
def test_drie_nemers_tegelijk_geven_elk_bericht_eenmaal(postbus):
    for nummer in range(30):
        klaar(ontvanger=f"bestuur{nummer}@oco.example")
    start = threading.Barrier(3)

    def neem():
        start.wait()
        tasks.verstuur_openstaande()
        connection.close()

    draden = [threading.Thread(target=neem) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(mail["To"] for mail in postbus.post) == sorted(f"bestuur{n}@oco.example" for n in range(30))
    assert set(Bericht.objects.values_list("status", "pogingen")) == {(Status.OVERGEDRAGEN, 1)}


@pytest.mark.django_db(transaction=True)
def test_versturen_kan_niet_binnen_een_transactie(postbus):
    bericht = klaar(vrij_op=portaalklok.nu())
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        verstuur(bericht_id=bericht.pk)
    assert postbus.gesprekken == 0
