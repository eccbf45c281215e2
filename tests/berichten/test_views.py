"""The mail page: who sees what, and what it costs."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht, Herverzending
from berichten.retour import message_id
from berichten.states import Berichtsoort, Status
from kluis.actions import bewaar
from tests.factories import TOEN, BerichtFactory, GebruikerFactory, HartslagFactory, RolFactory, StukFactory, bekeken
from tests.inschrijving.hulp import log_in
from tests.kluis.bestanden import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def beheerder(client):
    gebruiker = RolFactory(landelijk=True).gebruiker
    client.force_login(gebruiker)
    return gebruiker


@pytest.fixture
def bericht():
    """A message that was handed over, with an attachment."""
    rij = BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN, tekst="Klik op https://oco.example/x <b>")
    rij.bijlagen.add(bewaar(dossier="proef:1", naam="Ontvangst.pdf", inhoud=pdf()))
    return rij


@pytest.fixture
def onbeslist(bericht):
    """The same message, when nobody knows whether it arrived."""
    bericht.status, bericht.serverantwoord = Status.ONBESLIST, "451 even niet"
    bericht.save()
    return bericht


def adressen(bericht: Bericht) -> list[str]:
    return [
        reverse("berichten"),
        bericht.get_absolute_url(),
        reverse("berichtbijlage", args=[bericht.pk, bericht.bijlagen.get().pk]),
    ]


def standen(client, bericht: Bericht) -> list[int]:
    return [client.get(adres).status_code for adres in adressen(bericht)]


def rijen(client, **vraag) -> list[Bericht]:
    return list(client.get(reverse("berichten"), vraag).context["tabel"].data)


def test_bezoeker_moet_inloggen_en_ziet_nooit_een_bijlage(client, bericht):
    lijst, detail, bijlage = (client.get(adres) for adres in adressen(bericht))
    naar_login = [antwoord.headers["Location"].split("?")[0] for antwoord in (lijst, detail)]
    assert (naar_login, bijlage.status_code) == ([reverse("account_login")] * 2, 404)


def test_wie_geen_beheerder_is_ziet_niets(client, onbeslist):
    client.force_login(GebruikerFactory())
    assert standen(client, onbeslist) == [403, 403, 404]


@pytest.mark.geval("B28")
@pytest.mark.parametrize("status", [Status.KLAAR, Status.GECLAIMD, Status.OVERGEDRAGEN])
def test_beheerder_ziet_niet_welke_berichten_goed_gaan(client, beheerder, bericht, status, klok):
    klok(TOEN)
    Bericht.objects.update(status=status, geclaimd_op=TOEN)
    assert rijen(client) == []
    assert standen(client, bericht) == [200, 404, 404]


@pytest.mark.geval("B28")
def test_beheerder_leest_een_bericht_dat_een_mens_vraagt_niet(client, beheerder, onbeslist):
    assert rijen(client) == [onbeslist]
    assert standen(client, onbeslist) == [200, 200, 404]
    lijst, detail = (client.get(adres).content.decode() for adres in adressen(onbeslist)[:2])
    inhoud = [onbeslist.onderwerp, "oco.example/x", "Ontvangst.pdf"]
    assert [tekst for tekst in inhoud if tekst in lijst + detail] == []
    getoond = [onbeslist.ontvanger, "Ontvangst", "Onbeslist", "451 even niet"]
    assert [tekst for tekst in getoond if tekst not in detail] == []


def test_in_de_demo_leest_iedereen_wat_verstuurd_is(client, demo, bericht):
    wacht_nog, kwijt = BerichtFactory(), BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client) == [bericht]
    detail, bijlage = (client.get(adres) for adres in adressen(bericht)[1:])
    assert 'href="https://oco.example/x"' in detail.content.decode()
    assert "&lt;b&gt;" in detail.content.decode()
    assert bijlage.content == pdf()
    assert [client.get(rij.get_absolute_url()).status_code for rij in (wacht_nog, kwijt)] == [404, 404]


def test_beheerder_van_de_demo_ziet_ook_wat_een_mens_vraagt(client, demo, beheerder, bericht, klok):
    klok(TOEN)
    BerichtFactory()
    kwijt = BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client) == [kwijt, bericht]


def test_bijlage_van_een_ander_bericht_bestaat_niet(client, demo, bericht):
    vreemd = StukFactory()
    assert client.get(reverse("berichtbijlage", args=[bericht.pk, vreemd.pk])).status_code == 404


def test_filteren_op_stand_en_soort(client, beheerder):
    BerichtFactory(status=Status.GEWEIGERD, soort=Berichtsoort.BESLISSING)
    gezocht = BerichtFactory(status=Status.ONBESLIST, soort=Berichtsoort.BESLISSING)
    BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client, status="onbeslist", soort="beslissing") == [gezocht]


@pytest.mark.parametrize("aantal", [1, 3])
def test_lijst_kost_altijd_evenveel(client, beheerder, aantal, django_assert_num_queries):
    BerichtFactory.create_batch(aantal, status=Status.ONBESLIST)
    with django_assert_num_queries(8):
        assert len(client.get(reverse("berichten")).context["tabel"].rows) == aantal


@pytest.mark.geval("R10")
def test_beheerder_beslist_over_twijfel(client, beheerder):
    rij = BerichtFactory(status=Status.ONBESLIST)
    adres = reverse("bericht_oplossen", args=[rij.pk])
    leeg = client.post(adres, {"uitkomst": "overgedragen", "reden": ""})
    assert leeg.context["form"].errors == {"reden": ["Dit veld is verplicht."]}
    gegevens = {"uitkomst": "geweigerd", "reden": "De ontvanger heeft niets."}
    assert client.post(adres, gegevens).headers["Location"] == reverse("berichten")
    assert Bericht.objects.get().status == Status.GEWEIGERD
    nog_eens = client.post(adres, gegevens)
    assert (nog_eens.status_code, nog_eens.context["tekst"]) == (
        409,
        "Dit kan niet vanuit de status ‘Geweigerd’.",
    )


def test_een_bericht_dat_toch_aankwam_is_daarna_niet_meer_te_zien(client, beheerder, onbeslist):
    gegevens = {"uitkomst": "overgedragen", "reden": "Het staat in het logboek van de mailserver."}
    client.post(reverse("bericht_oplossen", args=[onbeslist.pk]), gegevens)
    assert (rijen(client), standen(client, onbeslist)) == ([], [200, 404, 404])


def test_bezoeker_van_de_demo_beslist_niet(client, demo):
    rij = BerichtFactory(status=Status.ONBESLIST)
    client.post(reverse("bericht_oplossen", args=[rij.pk]), {"uitkomst": "geweigerd", "reden": "zomaar"})
    assert Bericht.objects.get().status == Status.ONBESLIST


# What the operator does


def raden(client, **vraag) -> dict[str, str]:
    """Per address what the list says to do."""
    tabel = client.get(reverse("berichten"), vraag).context["tabel"]
    return {rij.record.ontvanger: rij.get_cell("raad").split(".")[0].split(":")[0] for rij in tabel.rows}


def test_lijst_zegt_bij_elk_bericht_wat_u_doet(client, beheerder, klok):
    klok(TOEN + timedelta(minutes=16))
    bij = {"geclaimd_op": TOEN, "afgehandeld_op": TOEN}
    for status in Status:
        BerichtFactory(ontvanger=f"{status}@oco.example", status=status, **bij)
    BerichtFactory(ontvanger="vaak@oco.example", pogingen=12)
    BerichtFactory(ontvanger="straks@oco.example", vrij_op=TOEN + timedelta(minutes=2))
    BerichtFactory(ontvanger="klaar-mee@oco.example", status=Status.GEWEIGERD, afgedaan_op=TOEN)
    assert raden(client) == {
        "klaar@oco.example": "Dit bericht had al weg moeten zijn",
        "geclaimd@oco.example": "Het versturen brak af",
        "onbeslist@oco.example": "Zoek uit of het aankwam",
        "geweigerd@oco.example": "Kijk of het adres klopt",
        "gebounced@oco.example": "Vraag de ontvanger om een adres dat werkt",
        "vaak@oco.example": "De mailserver neemt dit bericht niet aan",
    }
    assert set(raden(client, zoek="BOUNCED")) == {"gebounced@oco.example"}
    assert [rij.ontvanger for rij in rijen(client, sort="ontvanger")][:2] == [
        "gebounced@oco.example",
        "geclaimd@oco.example",
    ]


def test_lijst_naar_excel_zonder_onderwerp(client, beheerder):
    BerichtFactory.create_batch(60, status=Status.ONBESLIST, onderwerp="=GEHEIM")
    assert len(client.get(reverse("berichten")).context["tabel"].paginated_rows) == 50
    inhoud = client.get(reverse("berichten_export"), {"status": "onbeslist"}).content
    regels = [[cel.value for cel in rij] for rij in load_workbook(BytesIO(inhoud)).active.rows]
    assert (regels[0][1], len(regels)) == ("Aan", 61)
    assert regels[1][1:4] == ["organisatie@oco.example", "Ontvangst", "Onbeslist"]
    assert all("=GEHEIM" not in regel for regel in regels)


@pytest.mark.geval("F8")
@pytest.mark.parametrize(("na", "code"), [(60, 200), (61, 503)])
def test_stilte_van_meer_dan_een_minuut_is_alarm(client, beheerder, klok, na, code):
    HartslagFactory(op=TOEN)
    klok(TOEN + timedelta(seconds=na))
    assert client.get(reverse("gezond_taken")).status_code == code
    alarm = "Het versturen staat stil"
    assert (alarm in client.get(reverse("berichten")).text) == (code == 503)
    assert (alarm in client.get(reverse("mijn_werk")).text) == (code == 503)


@pytest.mark.geval("F8")
def test_wie_nooit_klopte_is_stil(client):
    assert (client.get(reverse("gezond_taken")).status_code, client.get(reverse("gezond")).status_code) == (503, 200)


def test_mijn_werk_telt_wat_een_mens_vraagt(client, beheerder, klok):
    klok(TOEN)
    HartslagFactory(op=TOEN)
    BerichtFactory.create_batch(2, status=Status.ONBESLIST)
    rij = BerichtFactory(status=Status.GEBOUNCED)
    vraag(client, rij)
    taken = lambda: [(taak.wat, taak.url) for taak in client.get(reverse("mijn_werk")).context["taken"]]  # noqa: E731
    assert taken() == [("Berichten nakijken (2)", reverse("berichten"))]
    client.force_login(RolFactory(landelijk=True).gebruiker)
    assert taken()[1] == ("Opnieuw versturen goedkeuren", rij.get_absolute_url())


def vraag(client, rij: Bericht, adres="nieuw@oco.example", reden="Het adres was oud."):
    gegevens = {"opnieuw-ontvanger": adres, "opnieuw-reden": reden}
    return client.post(reverse("bericht_opnieuw", args=[rij.pk]), gegevens)


@pytest.mark.geval("R10", "B29", "B59")
def test_opnieuw_versturen_over_het_scherm(client, beheerder, klok):
    klok(TOEN)
    rij = BerichtFactory(status=Status.GEWEIGERD, soort=Berichtsoort.BESLISSING)
    assert vraag(client, rij, adres="a@b.nl, c@d.nl").status_code == 422
    fout = vraag(client, rij, reden="")
    assert fout.context["opnieuw"].errors == {"reden": ["Dit veld is verplicht."]}
    assert fout.context["opnieuw"]["ontvanger"].value() == "nieuw@oco.example"
    vraag(client, rij)
    pagina = client.get(rij.get_absolute_url()).text
    assert "De termijnen veranderen niet. De beslissing stond vanaf het moment van bekendmaking" in pagina
    assert "Goedkeuren en versturen" not in pagina
    goedkeuren = reverse("bericht_opnieuw_goedkeuren", args=[rij.pk])
    log_in(client, beheerder)
    assert client.post(goedkeuren).context["tekst"].startswith("U vroeg dit zelf")
    log_in(client, RolFactory(landelijk=True).gebruiker)
    assert "Goedkeuren en versturen" in client.get(rij.get_absolute_url()).text
    client.post(goedkeuren, {"gezien": bekeken(Herverzending.objects.get())})
    assert list(Bericht.objects.order_by("pk").values_list("ontvanger", "volgnummer", "status")) == [
        ("organisatie@oco.example", 1, Status.GEWEIGERD),
        ("nieuw@oco.example", 2, Status.KLAAR),
    ]
    assert client.post(goedkeuren).status_code == 409
    assert rijen(client) == []


def test_afwijzen_over_het_scherm(client, beheerder):
    rij = BerichtFactory(status=Status.GEBOUNCED)
    vraag(client, rij)
    client.post(reverse("bericht_opnieuw_afwijzen", args=[rij.pk]))
    assert (Herverzending.objects.get().status, Bericht.objects.count()) == ("afgewezen", 1)


def test_afdoen_over_het_scherm(client, beheerder):
    rij = BerichtFactory(status=Status.GEWEIGERD)
    adres = reverse("bericht_afdoen", args=[rij.pk])
    assert client.post(adres, {"afdoen-reden": ""}).status_code == 422
    client.post(adres, {"afdoen-reden": "Per post gestuurd."})
    assert (rijen(client), client.get(rij.get_absolute_url()).status_code) == ([], 404)


@pytest.mark.geval("B56")
def test_teruggekomen_over_het_scherm(client, beheerder, bericht):
    adres = reverse("bericht_teruggekomen")
    fout = client.post(adres, {"tekst": f"bericht-{bericht.pk}@oco.example", "reden": "Vol."})
    assert (fout.status_code, Bericht.objects.get().status) == (422, Status.OVERGEDRAGEN)
    goed = client.post(adres, {"tekst": f"Message-ID: {message_id(bericht.pk)}", "reden": "Vol."})
    assert goed.headers["Location"] == bericht.get_absolute_url()
    assert rijen(client) == [bericht]


@pytest.mark.geval("B28")
def test_beheerder_opent_een_bericht_over_een_beslissing_dat_aankwam(client, beheerder, bericht):
    """The board leads there: someone may ask for it again. It is not on the list, and its words stay unread."""
    Bericht.objects.update(soort=Berichtsoort.BESLISSING)
    pagina = client.get(bericht.get_absolute_url())
    assert (pagina.status_code, rijen(client)) == (200, [])
    assert [woord for woord in (bericht.onderwerp, "oco.example/x") if woord in pagina.text] == []
    assert "opnieuw" in pagina.context
