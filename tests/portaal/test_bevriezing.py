"""Around a deadline or release nothing is changed (R23, F22)."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from portaal.management.commands.migrate import _kort_slot
from portaal.stand.bevriezing import LOG, doorbreek, vensters
from tests.factories import RolFactory, zet_klok
from tests.factories_bekendmaking import VrijgaveFactory
from tests.factories_inschrijving import InschrijvingFactory, kleine_ronde
from tests.factories_publicatie import InkooprondeFactory
from tests.inschrijving.hulp import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.geval("F22", "R23")]


@pytest.fixture
def ronde(klok):
    return InkooprondeFactory(gepubliceerd=True)


@pytest.fixture
def iets_te_doen():
    """Migrations that are not applied: what `migrate` would do shows as an attempt to make a table again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kern' AND name >= '0004_inzage'")


def migreert() -> bool:
    """Whether migrate goes on; its attempt fails, since the table is there already."""
    with pytest.raises((CommandError, ProgrammingError)) as fout, transaction.atomic():
        call_command("migrate", verbosity=0)
    woorden = "Het portaal wordt nu niet bijgewerkt" if fout.type is CommandError else "already exists"
    assert woorden in str(fout.value)
    return fout.type is not CommandError


@pytest.mark.parametrize(("uren", "mag"), [(-71, False), (25, True)])
def test_wie_uitrolt_vraagt_het_eerst(ronde, uren, mag, capsys):
    """The command for the pipeline: code 0 and a line, or an error that says until when (no migration is needed)."""
    zet_klok(ronde.sluiting_op + timedelta(hours=uren))
    if mag:
        call_command("bevriezing")
        assert "Bijwerken mag nu." in capsys.readouterr().out
        return
    with pytest.raises(CommandError, match="Wacht tot na"):
        call_command("bevriezing")


@pytest.mark.parametrize(("uren", "mag"), [(-72.01, True), (-72, False), (0, False), (24, False), (24.01, True)])
def test_van_72_uur_voor_tot_24_uur_na_de_sluiting(ronde, iets_te_doen, uren, mag):
    zet_klok(ronde.sluiting_op + timedelta(hours=uren))
    assert migreert() == mag


def test_een_concept_bevriest_niets_en_een_vrijgave_wel(klok, iets_te_doen):
    ronde = InkooprondeFactory(gepubliceerd=True, status="concept")
    zet_klok(ronde.sluiting_op)
    assert migreert()
    vrijgave = VrijgaveFactory(ronde=InschrijvingFactory(ronde=kleine_ronde()).ronde)
    zet_klok(vrijgave.vrij_op - timedelta(hours=71))
    assert not migreert()


def test_wie_niets_verandert_wordt_niet_tegengehouden(ronde):
    zet_klok(ronde.sluiting_op)
    call_command("migrate", verbosity=0)
    call_command("migrate", "--plan")
    with pytest.raises(CommandError):
        call_command("migrate", "kern", "0002", verbosity=0)


def test_in_de_demo_is_er_geen_bevriezing(ronde, iets_te_doen, settings):
    zet_klok(ronde.sluiting_op)
    settings.DEMO = True
    assert migreert()


def test_twee_beheerders_kunnen_het_toch_en_dat_staat_in_het_logboek(ronde, iets_te_doen):
    zet_klok(ronde.sluiting_op)
    een, twee = (RolFactory(landelijk=True).gebruiker for _ in range(2))
    RolFactory(landelijk=True, soort=Rolsoort.AUDITOR, gebruiker__email="auditor@oco.example")
    for akkoord in ([een.email], [een.email, een.email], [een.email, "auditor@oco.example"]):
        with pytest.raises(CommandError, match="precies twee beheerders"):
            call_command("migrate", verbosity=0, toch="Inloggen is stuk.", akkoord=akkoord)
    with pytest.raises(ProgrammingError, match="already exists"), transaction.atomic():
        call_command("migrate", verbosity=0, toch="Inloggen is stuk.", akkoord=[een.email, twee.email.upper()])
    doorbreek(reden="Inloggen is stuk.", akkoord=[een.email, twee.email])
    regel = Gebeurtenis.objects.get(dossier=LOG)
    assert (regel.handeling, regel.actor_id, regel.gegevens["tweede"]) == ("doorbreek_bevriezing", een.pk, twee.pk)


def test_het_kan_ook_als_de_migratie_die_wacht_een_kolom_van_accounts_maakt(ronde):
    een, twee = (RolFactory(landelijk=True).gebruiker for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE partijen_gebruiker DROP COLUMN geleegd_op")
    doorbreek(reden="Inloggen is stuk.", akkoord=[een.email, twee.email])
    assert Gebeurtenis.objects.filter(dossier=LOG).exists()


@pytest.mark.django_db(transaction=True)
def test_een_migratie_wacht_hoogstens_twee_seconden_op_een_slot():
    with _kort_slot(), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("2s",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_de_bladzijde_toont_wat_komt(ronde, client):
    zet_klok(ronde.sluiting_op - timedelta(days=1))
    log_in(client, RolFactory(landelijk=True).gebruiker)
    tekst = client.get(reverse("stand")).text
    assert f"Sluiting van de inschrijving ({ronde.code})" in tekst
    assert ">Nu</span>" in tekst
    assert len(vensters(ronde.sluiting_op)) == 3
