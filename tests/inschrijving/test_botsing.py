"""PostgreSQL takes a submit back because of another transaction: it is tried again, and counts once (F20)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from inschrijving.models import Indiening, Inschrijving
from kern.db import is_botsing
from kern.models import Gebeurtenis, Ketting
from kern.storing import fout
from tests.inschrijving.hulp import dien_in, gezien, log_in, volledige_inschrijving
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.geval("F20")]


@contextmanager
def botst(keren: int):
    """The next so many submits are taken back with a serialization failure; counting is not."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE SEQUENCE proef_botsing;
            CREATE FUNCTION proef_botst() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
                IF nextval('proef_botsing') <= {keren} THEN
                    RAISE EXCEPTION 'proef' USING ERRCODE = 'serialization_failure';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER proef_botst BEFORE INSERT ON inschrijving_indiening
                FOR EACH ROW EXECUTE FUNCTION proef_botst();""")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("""
                DROP TRIGGER proef_botst ON inschrijving_indiening;
                DROP FUNCTION proef_botst(); DROP SEQUENCE proef_botsing;""")


def ingediend():
    return Gebeurtenis.objects.filter(handeling="dien_in").count()


def test_drie_keer_botsen_geeft_een_versie_en_vaker_een_bladzijde_die_het_uitzoekt(klok, client):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    door = inschrijving.bestuursverklaring.getekend_door
    with botst(3):
        eerste = dien_in(inschrijving, door)
        assert (Indiening.objects.get(), ingediend()) == (eerste, 1)
    log_in(client, door)
    gegevens = {"sleutel": str(uuid4()), "gezien": gezien(inschrijving)}
    with botst(4):
        antwoord = client.post(reverse("inschrijving_dien_in", args=[inschrijving.kenmerk]), gegevens)
    assert (
        antwoord.url == f"{reverse('inschrijving_nagaan', args=[inschrijving.kenmerk])}?sleutel={gegevens['sleutel']}"
    )
    assert (Indiening.objects.get(), ingediend()) == (eerste, 1)


def test_een_echte_deadlock_geeft_een_versie(klok):
    """Someone holds the log of the dossier and wants its row; the submit holds the row and wants the log."""
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()

    def stuur():
        try:
            return dien_in(inschrijving, inschrijving.bestuursverklaring.getekend_door)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Ketting.objects.select_for_update().get(pk=inschrijving.dossier_sleutel)
            versie = poel.submit(stuur)
            wacht_tot(wacht_iemand_op_slot)
            Inschrijving.objects.select_for_update().get(pk=inschrijving.pk)
        assert versie.result() == Indiening.objects.get()
    assert ingediend() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert cursor.fetchone()[0] > 0


def test_een_andere_fout_van_de_databank_is_geen_botsing():
    with pytest.raises(OperationalError) as gezien_, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
    assert not is_botsing(gezien_.value)


class Teruggenomen(Exception):
    pgcode = "40P01"


@pytest.mark.parametrize(("oorzaak", "zegt"), [(Teruggenomen(), True), (Exception(), False)])
def test_elke_andere_handeling_geeft_een_bladzijde_die_zegt_dat_er_niets_bewaard_is(rf, oorzaak, zegt):
    try:
        raise OperationalError from oorzaak
    except OperationalError:
        antwoord = fout(rf.post("/"))
    assert antwoord.status_code == 503
    assert ("Iemand anders deed op hetzelfde moment iets" in antwoord.text) == zegt
