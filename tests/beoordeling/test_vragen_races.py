"""Two people who click at once on PostgreSQL: one question sent, one answer, and no verdict beside an open question."""

from uuid import uuid4

import pytest

from beoordeling import actions, vraagqueries
from beoordeling.models import Eisoordeel, Verduidelijking
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from tests.beoordeling.hulp import geef, oordeel, plek
from tests.beoordeling.vraaghulp import stel_op, tekenaar, verstuur
from tests.factories import RolFactory
from tests.race import tegelijk

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


def test_een_vraag_en_een_oordeel_tegelijk_laten_geen_oordeel_naast_de_vraag(dossier, wie):
    """Either the verdict comes first and lapses, or it is refused; it never stands on a view without the question."""
    for eis in (4, 6, 7, 11):
        vraag = stel_op(dossier, eis, wie.een, onderwerp="mensen")
        doe = [lambda v=vraag: verstuur(v, wie.twee), lambda e=eis: oordeel(dossier, e, wie.manager)]
        uitkomst, gegeven = tegelijk(lambda handeling: handeling(), doe)
        rij = Verduidelijking.objects.get(vraag=vraag)
        assert not isinstance(uitkomst, RegelFout)
        assert not Eisoordeel.objects.filter(eis__nummer=eis).exists()
        assert [weg["wie"] for weg in rij.vervallen] == ([] if isinstance(gegeven, RegelFout) else [wie.manager.pk])


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
