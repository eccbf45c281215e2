"""Terms of a letter: the calendar file, reminders to both sides, days that offices are closed (A05, A06)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from bekendmaking import actions, tasks
from bekendmaking.agenda import volgende_dag_kan, waarschuwingen
from bekendmaking.queries import termijnen_van
from bekendmaking.rules import eind_van_de_dag, nu_herinneren, vooraf
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.klok import om
from partijen.states import Rolsoort
from tests.bekendmaking.test_herziening import Zaak
from tests.bekendmaking.toneel import BEGIN, BESTAAND, Toneel, bekende_brief, zet_klok
from tests.factories import RolFactory
from tests.kern.test_ics import gelezen
from tests.race import tegelijk

# The calendar of reminders, without a database


@pytest.mark.geval("T8", "T9")
@pytest.mark.parametrize(
    "einde, begin",
    [
        (om(date(2017, 9, 29), 17), "2017-09-26T09:00:00+02:00"),
        (date(2017, 10, 5), "2017-10-02T09:00:00+02:00"),
        (om(date(2026, 10, 27), 17), "2026-10-24T09:00:00+02:00"),  # the clock goes back in between
        (date(2026, 3, 30), "2026-03-27T09:00:00+01:00"),  # and forward
    ],
)
def test_herinneren_begint_drie_kalenderdagen_ervoor_om_negen_uur(einde, begin):
    assert vooraf(einde).isoformat() == begin


@pytest.mark.parametrize(
    "nu, mag",
    [
        (datetime(2017, 9, 26, 6, 59, 59, tzinfo=UTC), False),
        (datetime(2017, 9, 26, 7, 0, tzinfo=UTC), True),
        (datetime(2017, 9, 29, 15, 0, tzinfo=UTC), True),
        (datetime(2017, 9, 29, 15, 0, 1, tzinfo=UTC), False),
    ],
)
def test_na_het_einde_wordt_niet_meer_herinnerd(nu, mag):
    assert nu_herinneren(nu, om(date(2017, 9, 29), 17)) is mag


def test_een_laatste_dag_duurt_tot_middernacht():
    dag = date(2017, 10, 5)
    assert nu_herinneren(eind_van_de_dag(dag), dag)
    assert not nu_herinneren(om(date(2017, 10, 6)), dag)


@pytest.mark.parametrize(
    "dag, kan",
    [
        (date(2017, 10, 28), False),  # Saturday
        (date(2017, 10, 29), True),
        (date(2017, 12, 25), True),
        (date(2017, 10, 5), False),
    ],
)
def test_een_laatste_dag_waarop_niet_wordt_betekend_krijgt_een_noot(dag, kan):
    assert bool(volgende_dag_kan(dag)) is kan


# With letters


@pytest.fixture
def brief(db):
    zet_klok(BEGIN)
    brief = bekende_brief()
    zet_klok("2017-09-15 12:00")
    return brief


@pytest.fixture
def toneel(brief):
    return Toneel.rond(brief.inschrijving)


def herinneringen(moment) -> list[tuple[str, str]]:
    """What is added at this moment: recipient and subject."""
    al = set(Bericht.objects.values_list("pk", flat=True))
    zet_klok(moment)
    tasks.herinner_termijnen()
    nieuw = Bericht.objects.exclude(pk__in=al).order_by("ontvanger", "onderwerp")
    return [(b.ontvanger, b.onderwerp) for b in nieuw]


def test_de_organisatie_wordt_aan_bezwaar_en_kort_geding_herinnerd(brief):
    bestuur = "bestuur@kiekendief.example"
    bezwaar = [(bestuur, f"Beslissing {brief.kenmerk}: bezwaar maken kan nog enkele dagen")]
    geding = [(bestuur, f"Beslissing {brief.kenmerk}: de laatste dag voor een kort geding is bijna")]
    momenten = ["2017-09-26 08:59", "2017-09-26 09:00", "2017-09-29 17:00", "2017-10-02 09:00", "2017-10-05 23:59"]
    assert [herinneringen(moment) for moment in momenten] == [[], bezwaar, [], geding, []]
    tekst = Bericht.objects.get(onderwerp__contains="kort geding is bijna").tekst
    assert "De laatste dag voor een kort geding is donderdag 5 oktober 2017." in tekst


def test_wat_te_laat_zou_komen_komt_niet(brief):
    assert herinneringen("2017-09-29 17:00:01") == []


def test_het_zorgkantoor_hoort_wat_nog_openstaat_voor_de_opschorting_afloopt(toneel, brief):
    actions.maak_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[brief.beslissingen.get(uitkomst="voldoet_niet").pk],
        motivering="Nee.",
        sleutel=uuid4(),
        door=toneel.invuller(brief.inschrijving),
    )
    onderwerp = "De opschortende termijn van ronde 2018-2020 loopt bijna af"
    zet_klok("2017-10-08 09:00")
    tasks.herinner_termijnen()
    wie = sorted(mens.email for mens in (toneel.inkoper, toneel.manager, toneel.behandelaar))
    assert herinneringen("2017-10-09 09:00") == [(adres, onderwerp) for adres in wie]
    assert "- Zwolle: bezwaar" in Bericht.objects.filter(onderwerp=onderwerp).first().tekst


def test_een_herziening_brengt_eigen_herinneringen(db):
    zaak = Zaak()
    zaak.geef_vrij(zaak.stel_op())
    brieven = sorted(dossier.brieven.get(versie=2).kenmerk for dossier in (zaak.een, zaak.twee))
    verwacht = [f"Beslissing {kenmerk}: bezwaar maken kan nog enkele dagen" for kenmerk in brieven]
    gemist = herinneringen("2017-10-20 09:00")
    assert sorted(onderwerp for wie, onderwerp in gemist if "bezwaar maken" in onderwerp) == verwacht


@pytest.mark.geval("F12")
@pytest.mark.django_db(transaction=True)
def test_drie_keer_tegelijk_geeft_een_herinnering(brief):
    zet_klok("2017-09-26 09:00")
    tegelijk(lambda _: tasks.herinner_termijnen(), range(3))
    assert Bericht.objects.filter(soort=Berichtsoort.HERINNERING).count() == 1


# The calendar file


@pytest.mark.geval("T8")
def test_de_termijnen_als_agenda(toneel, brief, client):
    client.force_login(toneel.invuller(brief.inschrijving))
    adres = reverse("beslissing_agenda", args=[brief.inschrijving.kenmerk])
    assert adres in client.get(reverse("beslissing", args=[brief.inschrijving.kenmerk])).content.decode()
    antwoord = client.get(adres)
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    momenten = [regel for regel in antwoord.content.decode().split("\r\n") if regel.startswith("DTSTART")]
    assert momenten == [
        "DTSTART:20170929T150000Z",
        "DTSTART;VALUE=DATE:20171005",
        "DTSTART;VALUE=DATE:20171012",
        "DTSTART:20171012T150000Z",
        "DTSTART;VALUE=DATE:20171027",
    ]
    assert gelezen(antwoord.content)


@pytest.mark.geval("B24")
def test_de_agenda_van_een_ander_bestaat_niet(brief, client):
    client.force_login(RolFactory().gebruiker)
    assert client.get(reverse("beslissing_agenda", args=[brief.inschrijving.kenmerk])).status_code == 404


# A06: no shift, a warning


def test_de_redacteur_ziet_welke_termijn_in_het_weekend_eindigt(toneel, brief, client):
    assert [wat for wat, _ in waarschuwingen(termijnen_van(brief))] == ["Laatste dag van de bezwaartermijn"]
    client.force_login(toneel.inkoper)
    pagina = client.get(reverse("brief", args=[brief.pk])).content.decode()
    assert "zaterdag 30 september 2017 is een dag in het weekend. De datum schuift niet op naar een werkdag." in pagina
    assert "Laatste dag kort geding" in pagina


@pytest.mark.django_db
def test_wie_het_ontwerp_maakt_ziet_de_termijnen_ook(client):
    toneel = Toneel()
    dossier = toneel.dossier({"Utrecht": BESTAAND})
    toneel.stel_vast("Utrecht")
    client.force_login(toneel.persoon(Rolsoort.INKOPER))
    pagina = client.get(reverse("brief", args=[toneel.brief(dossier).pk])).content.decode()
    assert "Termijnen van deze brief" in pagina
