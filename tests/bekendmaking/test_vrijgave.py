"""The one moment: never before, all or none, once each (R11, T2, F12, F13, I5, IK-021, IK-169)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking import actions, tasks
from bekendmaking.models import Beslissing, Brief, Vrijgave
from bekendmaking.queries import termijnen_van
from bekendmaking.states import Status
from beoordeling.models import Regiobeoordeling
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.models import Gebeurtenis, Klokstand
from kluis.actions import lees
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory
from tests.factories_bekendmaking import VrijgaveFactory
from tests.factories_inschrijving import voeg_regios_toe
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
MIDDAG = datetime(2017, 9, 15, 10, 0, tzinfo=UTC)


@pytest.fixture
def toneel():
    return Toneel()


def goedgekeurd(toneel, aantal=2) -> list[Brief]:
    """So many approved letters of one region."""
    dossiers = [toneel.dossier({"Utrecht": BESTAAND}) for _ in range(aantal)]
    toneel.stel_vast("Utrecht")
    return [toneel.brief(dossier, goedgekeurd=True) for dossier in dossiers]


def zet_exact(moment):
    Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})


def klaargezet(toneel, aantal=2) -> Vrijgave:
    goedgekeurd(toneel, aantal)
    return toneel.zet_klaar()


@pytest.mark.clausule("IK-021")
def test_vrijgave_kan_niet_voor_de_bekendmaking_van_de_ronde(toneel):
    goedgekeurd(toneel)
    vroeg = toneel.ronde.bekendmaking_op - timedelta(microseconds=1)
    with pytest.raises(RegelFout, match="niet eerder dan vrijdag 15 september 2017, 12:00 uur"):
        actions.zet_vrijgave_klaar(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, vrij_op=vroeg, door=toneel.manager)
    assert not Vrijgave.objects.exists()


@pytest.mark.geval("F17")
def test_vrijgave_noemt_elke_brief_die_niet_klaar_is(toneel):
    zonder, ontwerp = toneel.dossier({"Utrecht": BESTAAND}), toneel.dossier({"Utrecht": BESTAAND})
    toneel.stel_vast("Utrecht")
    toneel.brief(ontwerp)
    with pytest.raises(RegelFout) as fout:
        toneel.zet_klaar()
    assert fout.value.tekst == (
        f"Nog niet alles is klaar. {zonder.kenmerk}: er is nog geen brief. "
        f"{ontwerp.kenmerk}: de brief is niet goedgekeurd."
    )
    assert not Vrijgave.objects.exists()


def test_vrijgave_weigert_een_brief_die_niet_meer_klopt(toneel):
    (brief,) = goedgekeurd(toneel, 1)
    toneel.budget("Utrecht", "5000.00")
    with pytest.raises(RegelFout, match=f"{brief.inschrijving.kenmerk}: de uitkomst is veranderd"):
        toneel.zet_klaar()


def test_vrijgave_weigert_een_andere_dag_dan_de_datum_van_de_brief(toneel):
    goedgekeurd(toneel, 1)
    with pytest.raises(RegelFout, match="andere datum dan zaterdag 16 september 2017"):
        actions.zet_vrijgave_klaar(
            ronde=toneel.ronde,
            uitvoerder=toneel.uitvoerder,
            vrij_op=toneel.ronde.bekendmaking_op + timedelta(days=1),
            door=toneel.manager,
        )


def test_zonder_brieven_geen_vrijgave(toneel):
    with pytest.raises(RegelFout, match="Er zijn geen brieven"):
        toneel.zet_klaar()


def test_een_moment_dat_voorbij_is_wordt_geweigerd(toneel):
    goedgekeurd(toneel, 1)
    zet_klok("2017-09-15 12:02")
    with pytest.raises(RegelFout, match="al voorbij"):
        toneel.zet_klaar()


def test_opnieuw_klaarzetten_verzet_het_moment(toneel):
    vrijgave = klaargezet(toneel, 1)
    later = toneel.ronde.bekendmaking_op + timedelta(hours=2)
    actions.zet_vrijgave_klaar(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, vrij_op=later, door=toneel.manager)
    assert [(rij.pk, rij.vrij_op) for rij in Vrijgave.objects.all()] == [(vrijgave.pk, later)]


@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.NOTARIS])
def test_alleen_de_inkoopmanager_zet_klaar(toneel, soort):
    goedgekeurd(toneel, 1)
    with pytest.raises(PermissionDenied):
        actions.zet_vrijgave_klaar(
            ronde=toneel.ronde,
            uitvoerder=toneel.uitvoerder,
            vrij_op=toneel.ronde.bekendmaking_op,
            door=toneel.persoon(soort),
        )


@pytest.mark.clausule("IK-021")
@pytest.mark.geval("T2")
def test_een_microseconde_voor_het_moment_gebeurt_niets(toneel, client):
    vrijgave = klaargezet(toneel)
    brief = Brief.objects.first()
    client.force_login(toneel.invuller(brief.inschrijving))
    zet_exact(MIDDAG - timedelta(microseconds=1))
    tasks.geef_vrij()
    with pytest.raises(RegelFout, match="is er nog niet"):
        actions.geef_vrij(vrijgave_id=vrijgave.pk)
    adressen = [
        reverse(naam, args=[brief.inschrijving.kenmerk]) for naam in ("beslissing", "beslissing_brief", "bezwaar_maken")
    ]
    assert [client.get(adres).status_code for adres in adressen] == [404, 404, 404]
    assert not Bericht.objects.exists()
    zet_exact(MIDDAG)
    tasks.geef_vrij()
    assert [client.get(adres).status_code for adres in adressen] == [200, 200, 200]


@pytest.mark.clausule("IK-169", "IK-194")
@pytest.mark.geval("I5")
def test_elke_inschrijver_krijgt_een_bericht_met_de_brief(toneel):
    klaargezet(toneel, 3)
    zet_exact(MIDDAG)
    tasks.geef_vrij()
    tasks.geef_vrij()
    brieven = Brief.objects.order_by("pk")
    berichten = Bericht.objects.filter(soort=Berichtsoort.BESLISSING).order_by("pk")
    assert [bericht.over for bericht in berichten] == [f"bekendmaking.brief:{brief.pk}" for brief in brieven]
    for bericht, brief in zip(berichten, brieven, strict=True):
        assert (bericht.ontvanger, bericht.vrij_op) == ("bestuur@kiekendief.example", MIDDAG)
        assert [lees(stuk) for stuk in bericht.bijlagen.all()] == [lees(brief.stuk)]
        assert "Utrecht: Overeenkomst" in bericht.tekst
        assert "Kort geding: uiterlijk donderdag 5 oktober 2017." in bericht.tekst
        assert "Bezwaar maken: tot en met vrijdag 29 september 2017, 17:00 uur." in bericht.tekst
        assert (brief.status, brief.bekendgemaakt_op) == (Status.VOORLOPIG, MIDDAG)
    assert set(Beslissing.objects.values_list("status", flat=True)) == {Status.VOORLOPIG}


@pytest.mark.geval("F13")
def test_vertraging_staat_in_het_logboek(toneel):
    vrijgave = klaargezet(toneel, 1)
    zet_exact(MIDDAG + timedelta(minutes=20))
    tasks.geef_vrij()
    vrijgave.refresh_from_db()
    assert vrijgave.vrijgegeven_op == MIDDAG + timedelta(minutes=20)
    assert Gebeurtenis.objects.get(handeling="geef_vrij").gegevens == {"brieven": 1, "vertraging_seconden": 1200.0}
    assert Bericht.objects.get().vrij_op == MIDDAG


def test_alles_of_niets(toneel, caplog):
    """One letter that is not ready stops the whole uitvoerder; that is logged once, however often beat wakes."""
    klaargezet(toneel, 2)
    Regiobeoordeling.objects.filter(pk=Regiobeoordeling.objects.first().pk).update(status="in_beoordeling")
    zet_exact(MIDDAG)
    tasks.geef_vrij()
    tasks.geef_vrij()
    assert not Bericht.objects.exclude(soort=Berichtsoort.HERINNERING).exists()
    assert set(Brief.objects.values_list("status", flat=True)) == {Status.GOEDGEKEURD}
    assert Gebeurtenis.objects.filter(handeling="geef_vrij", resultaat="geweigerd").count() == 1
    assert [regel.levelname for regel in caplog.records if "geweigerd" in regel.message] == ["ERROR"]


@pytest.mark.geval("F13", "R11")
def test_na_middernacht_gaat_niets_uit_en_krijgen_nieuwe_brieven_volle_termijnen(toneel):
    """Beat was down until the next day. Terms count from the date on the letter: late would be shorter (A03)."""
    vrijgave = klaargezet(toneel, 1)
    zet_klok("2017-09-16 00:00")
    with pytest.raises(RegelFout, match="andere datum dan zaterdag 16 september 2017, maak hem opnieuw"):
        actions.geef_vrij(vrijgave_id=vrijgave.pk)
    tasks.geef_vrij()
    tasks.geef_vrij()
    bericht = Bericht.objects.get()
    assert (bericht.ontvanger, bericht.soort) == (toneel.manager.email, Berichtsoort.HERINNERING)
    assert "- Verkeerde datum op de brief: 1 dossier" in bericht.tekst
    stand = actions.stel_alle_op(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, door=toneel.inkoper)
    assert (stand.aantal, Vrijgave.objects.exists()) == (1, False)  # who sets it ready sees the new letters
    brief = Brief.objects.get()
    actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    nu = datetime(2017, 9, 15, 22, 0, tzinfo=UTC)
    actions.zet_vrijgave_klaar(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, vrij_op=nu, door=toneel.manager)
    tasks.geef_vrij()
    brief.refresh_from_db()
    termijnen = termijnen_van(brief)
    assert (brief.status, brief.dagtekening.isoformat()) == (Status.VOORLOPIG, "2017-09-16")
    assert [termijnen.bezwaar_sluit.isoformat(), termijnen.kort_geding_laatste_dag.isoformat()] == [
        "2017-09-30T17:00:00+02:00",
        "2017-10-06",
    ]
    assert termijnen.opschorting_tot.isoformat() == "2017-10-13T17:00:00+02:00"


def test_een_zorgkantoor_wacht_niet_op_een_ander(toneel):
    klaargezet(toneel, 1)
    ander = Toneel(uitvoerder=RolFactory(bij_uitvoerder=True).uitvoerder, ronde=toneel.ronde)
    voeg_regios_toe(toneel.ronde, ander.uitvoerder, ["Breda"])
    wacht = ander.dossier({"Breda": VOLDOET_NIET})
    zet_exact(MIDDAG)
    tasks.geef_vrij()
    assert [bericht.over for bericht in Bericht.objects.all()] == [f"bekendmaking.brief:{Brief.objects.get().pk}"]
    assert not wacht.brieven.exists()


@pytest.mark.geval("F12")
@pytest.mark.django_db(transaction=True)
def test_drie_nemers_tegelijk_geven_elke_brief_een_keer(toneel):
    vrijgave = klaargezet(toneel, 3)
    zet_exact(MIDDAG)
    uitkomsten = tegelijk(lambda pk: actions.geef_vrij(vrijgave_id=pk), [vrijgave.pk] * 3)
    assert sorted(uitkomsten) == [False, False, True]
    assert Bericht.objects.count() == 3
    assert Gebeurtenis.objects.filter(handeling="geef_vrij").count() == 1
    assert Gebeurtenis.objects.filter(handeling="maak_bekend", object_soort="bekendmaking.brief").count() == 3


@pytest.mark.geval("B29")
@pytest.mark.django_db(transaction=True)
def test_twee_goedkeuringen_tegelijk_worden_er_een(toneel):
    brief = toneel.brief()
    managers = [toneel.manager, toneel.persoon(Rolsoort.INKOOPMANAGER)]
    uitkomsten = tegelijk(
        lambda door: actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=door), managers
    )
    assert sorted(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == [False, True]
    brief.refresh_from_db()
    gelukt = next(uitkomst for uitkomst in uitkomsten if not isinstance(uitkomst, RegelFout))
    assert brief.goedgekeurd_door_id == gelukt.goedgekeurd_door_id
    assert Gebeurtenis.objects.filter(handeling="keur_goed", object_soort="bekendmaking.brief").count() == 1


@pytest.mark.django_db(transaction=True)
def test_intrekken_en_vrijgeven_tegelijk_laat_geen_half_werk_achter(toneel):
    vrijgave = klaargezet(toneel, 2)
    brief = Brief.objects.first()
    zet_exact(MIDDAG)

    def doe(wat):
        if wat == "vrij":
            return actions.geef_vrij(vrijgave_id=vrijgave.pk)
        return actions.val_terug(brief_id=brief.pk, reden="Verkeerde aanhef.", door=toneel.manager)

    tegelijk(doe, ["vrij", "terug"])
    standen = sorted(Brief.objects.values_list("status", flat=True))
    vrij = Vrijgave.objects.filter(vrijgegeven_op__isnull=False).exists()
    assert (standen, Bericht.objects.count(), vrij) in [
        ([Status.VOORLOPIG, Status.VOORLOPIG], 2, True),
        ([Status.GOEDGEKEURD, Status.ONTWERP], 0, False),
    ]


def test_vrijgave_is_nooit_eerder_gegeven_dan_gepland():
    vrijgave = VrijgaveFactory()
    with pytest.raises(IntegrityError, match="vrijgave_niet_te_vroeg"), transaction.atomic():
        Vrijgave.objects.filter(pk=vrijgave.pk).update(vrijgegeven_op=vrijgave.vrij_op - timedelta(seconds=1))
