"""Two people at once in the supervision (R17)."""

from datetime import date

import pytest

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from tests.factories import zet_klok
from tests.race import tegelijk
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Ingebrekestelling, Maatregel, Overdracht, Tekortkoming

pytestmark = pytest.mark.django_db(transaction=True)


def fouten(uitkomsten):
    return [uitkomst.tekst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]


def test_twee_mensen_in_hetzelfde_dossier():
    toneel = Toezichttoneel()
    rijen = tegelijk(lambda wie: toneel.tekortkoming(door=wie), [toneel.inkoper, toneel.manager])
    assert sorted(rij.nummer for rij in rijen) == [1, 2]
    rij = rijen[0]
    velden = {"tekortkoming_id": rij.pk, "eist": "Wees bereikbaar.", "termijn_tot": date(2018, 4, 30)}
    stel = tegelijk(lambda wie: actions.stel_in_gebreke(**velden, door=wie), [toneel.inkoper, toneel.manager])
    assert fouten(stel) == ["Dit kan niet vanuit de status ‘In gebreke gesteld’."]
    assert Ingebrekestelling.objects.count() == 1
    zet_klok("2018-05-01 00:00")
    assert sum(tegelijk(lambda _: actions.laat_verzuim_ingaan(), range(2))) == 1
    assert Gebeurtenis.objects.filter(handeling="raak_in_verzuim").count() == 1
    rij = actions.leg_bevinding_vast(tekortkoming_id=rij.pk, bevinding="Dicht.", door=toneel.inkoper)
    maatregel = toneel.korting(rij)
    handelingen = [
        lambda: actions.leg_maatregel_op(maatregel_id=maatregel.pk, gezien_hash=maatregel.hash, door=toneel.manager),
        lambda: actions.verwerp_maatregel(maatregel_id=maatregel.pk, reden="Niet nodig.", door=toneel.inkoper),
    ]
    assert len(fouten(tegelijk(lambda doe: doe(), handelingen))) == 1
    opgelegd = Maatregel.objects.get().status == "opgelegd"
    assert Bericht.objects.filter(over__contains=":maatregel:").count() == opgelegd
    sluit = {"tekortkoming_id": rij.pk, "uitkomst": "anders", "uitkomst_op": date(2018, 5, 1), "toelichting": "Klaar."}
    sluiten = tegelijk(lambda wie: actions.sluit_tekortkoming(**sluit, door=wie), [toneel.inkoper, toneel.manager])
    assert fouten(sluiten) == ["Dit dossier is gesloten. Er kan niets meer bij."]
    assert Tekortkoming.objects.filter(status="gesloten").count() == 1


def test_twee_keer_versturen_en_tegelijk_overdragen():
    toneel = Toezichttoneel()
    ander = toneel.tweede()
    rij = toneel.opzegging()
    verstuur = tegelijk(
        lambda wie: actions.verstuur_opzegging(beeindiging_id=rij.pk, gezien_hash=rij.hash, door=wie),
        [toneel.manager, toneel.collega],
    )
    assert fouten(verstuur) == ["Dit kan niet vanuit de status ‘Opgezegd’."]
    hier = {"beeindiging_id": rij.pk, "regio_id": toneel.regio.pk, "door": toneel.invuller}
    actions.leg_lopend_vast(**hier, aantal=5)
    over = tegelijk(lambda aantal: actions.draag_over(**hier, ontvanger_id=ander.pk, aantal=aantal), [3, 3])
    assert fouten(over) == ["Er zijn nog 2 ondersteuningsvragen om over te dragen. Vul niet meer in."]
    assert sum(Overdracht.objects.values_list("aantal", flat=True)) == 3
    actions.draag_over(**hier, ontvanger_id=ander.pk, aantal=2)
    af = tegelijk(lambda wie: actions.rond_einde_af(beeindiging_id=rij.pk, door=wie), [toneel.inkoper, toneel.manager])
    assert fouten(af) == ["Dit kan niet vanuit de status ‘Afgerond’."]
