"""Two people who click at once on PostgreSQL: one question sent, one answer, and no verdict beside an open question."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction

from beoordeling import actions, vraagqueries
from beoordeling.models import Eisoordeel, Verduidelijking
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.models import Gebeurtenis
from tests.beoordeling.hulp import BEOORDEEL_OP, geef, oordeel, plek, team, zonder_belang
from tests.beoordeling.vierdossiers import vier_dossiers
from tests.beoordeling.vraaghulp import stel_op, tekenaar, verstuur
from tests.factories import RolFactory
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)


def soorten(uitkomsten):
    return sorted(type(uitkomst).__name__ for uitkomst in uitkomsten)


@pytest.mark.geval("B29")
def test_twee_versturen_tegelijk_en_er_gaat_een_mail(dossier, wie):
    vraag = stel_op(dossier, 4, wie.een)
    uitkomsten = tegelijk(lambda door: verstuur(vraag, door), [wie.twee, wie.manager])
    assert soorten(uitkomsten) == ["RegelFout", "Verduidelijkingsvraag"]
    assert Bericht.objects.filter(soort=Berichtsoort.VERDUIDELIJKING).count() == 1
    assert Gebeurtenis.objects.filter(handeling="stel_vraag").count() == 1


def test_een_oordeel_dat_nog_wordt_vastgelegd_vervalt_ook_als_de_vraag_uitgaat(klok):
    """Sending waits for it, also in a dossier where the question did not begin: no verdict stands beside a question."""
    klok("2017-07-28 14:12")
    dossiers = list(vier_dossiers().inschrijvingen.select_related("ronde", "uitvoerder", "organisatie"))
    klok(BEOORDEEL_OP)
    wie = team(dossiers[0].uitvoerder)
    for rij in dossiers:
        zonder_belang(rij, wie.een, wie.twee, wie.manager)
    vraag = stel_op(dossiers[0], 4, wie.een)
    gegeven, verstuurd = Event(), Event()

    def oordeelt():
        with transaction.atomic():
            oordeel(dossiers[1], 4, wie.manager)
            gegeven.set()
            wacht_tot(lambda: wacht_iemand_op_slot() or verstuurd.is_set())

    def verstuurt():
        assert gegeven.wait(20)
        verstuur(vraag, wie.twee)
        verstuurd.set()

    tegelijk(lambda handeling: handeling(), [oordeelt, verstuurt])
    assert not Eisoordeel.objects.exists()
    (spoor,) = Verduidelijking.objects.get(vraag=vraag, inschrijving=dossiers[1]).vervallen
    assert spoor["wie"] == wie.manager.pk


@pytest.mark.geval("F21")
def test_twee_keer_hetzelfde_formulier_tegelijk_is_een_antwoord_met_dezelfde_ontvangst(dossier, wie):
    rij = verstuur(stel_op(dossier, 4, wie.een), wie.twee).verduidelijkingen.get()
    klik = {"verduidelijking_id": rij.pk, "antwoord": "Zo zit het.", "sleutel": uuid4(), "door": tekenaar(dossier)}
    uitkomsten = tegelijk(lambda _: actions.beantwoord_vraag(**klik), range(3))
    assert soorten(uitkomsten) == ["Verduidelijking"] * 3
    assert len({uitkomst.beantwoord_op for uitkomst in uitkomsten}) == 1
    assert Bericht.objects.filter(over=vraagqueries.over(rij.pk), soort=Berichtsoort.ONTVANGST).count() == 1
    assert Gebeurtenis.objects.filter(handeling="beantwoord_vraag").count() == 1


def test_twee_collegas_antwoorden_tegelijk_en_een_antwoord_telt(dossier, wie):
    rij = verstuur(stel_op(dossier, 4, wie.een), wie.twee).verduidelijkingen.get()
    een = tekenaar(dossier)
    twee = RolFactory(soort="tekenbevoegde", organisatie=dossier.organisatie).gebruiker

    def antwoord(door):
        return actions.beantwoord_vraag(
            verduidelijking_id=rij.pk, antwoord=f"Van {door.naam}.", sleutel=uuid4(), door=door
        )

    uitkomsten = tegelijk(antwoord, [een, twee])
    assert soorten(uitkomsten) == ["RegelFout", "Verduidelijking"]
    rij.refresh_from_db()
    assert rij.antwoord == f"Van {rij.beantwoord_door.naam}."


def test_twee_herinneren_tegelijk_en_er_gaat_een_mail(dossier, wie, klok):
    verstuur(stel_op(dossier, 4, wie.een), wie.twee)
    klok("2017-08-14 09:00")
    tegelijk(lambda _: actions.herinner_vragen(), range(3))
    assert Bericht.objects.filter(soort=Berichtsoort.HERINNERING).count() == 1
    klok("2017-08-16 00:01")
    geef(**plek(dossier, 4), oordeel="voldoet", motivering="", door=wie.een)
