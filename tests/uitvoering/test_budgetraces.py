"""Two people at once at the same budgets (R17)."""

from decimal import Decimal

import pytest

from berichten.models import Bericht
from kern.fouten import RegelFout
from partijen.states import Rolsoort
from tests.race import tegelijk, wacht_op
from tests.uitvoering.test_overschrijding import STAP, Toneel, budgetten, geld
from uitvoering import actions
from uitvoering.models import Budgetherziening, Herschikking, Overschrijding

pytestmark = pytest.mark.django_db(transaction=True)


def fouten(uitkomsten):
    return [uitkomst.tekst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]


def test_twee_herschikkingen_tegelijk_van_dezelfde_gever():
    toneel = Toneel()
    ander = toneel.persoon(Rolsoort.INKOOPMANAGER)
    openen = tegelijk(lambda wie: toneel.dossier(door=wie), [toneel.inkoper, toneel.manager])
    assert fouten(openen) == ["Er is al een dossier open over dit budget. Ga daarin verder."]
    dossiers = [Overschrijding.objects.get(), toneel.dossier(regio_id=toneel.mees.pk)]
    rijen = [toneel.herschik(rij, "uitvoerder", toneel.gors, "30000.00") for rij in dossiers]
    paren = list(zip(rijen, [toneel.manager, ander], strict=True))
    uitkomsten = tegelijk(lambda paar: toneel.vaststellen(paar[0], door=paar[1]), paren)
    assert len(fouten(uitkomsten)) == 1
    assert sum(budgetten(toneel.wulp_, toneel.mees, toneel.gors)) == Decimal(170000)
    assert budgetten(toneel.gors) == [20000]
    assert sum(geld(toneel.regio, toneel.zeeland)) == 180000
    assert Herschikking.objects.filter(status="vastgesteld").count() == 1
    over = Herschikking.objects.get(status="ontwerp")
    assert wacht_op(over.overschrijding.overeenkomst, lambda: toneel.vaststellen(over))
    [weg] = [fouten(tegelijk(lambda doe: doe(), handelingen(toneel, over, ander)))]
    assert len(weg) >= 1


def handelingen(toneel, over, ander):
    verwerp = {"herschikking_id": over.pk, "reden": "Niet nodig."}
    return [
        lambda: actions.verwerp_herschikking(**verwerp, door=toneel.inkoper),
        lambda: actions.verwerp_herschikking(**verwerp, door=ander),
    ]


def test_een_waarschuwing_een_slot_en_een_uitkomst():
    toneel = Toneel(herzieningsmaanden=[3])
    assert sum(tegelijk(lambda _: actions.bewaak_budgetten(), range(2))) == 1
    assert Bericht.objects.filter(over__startswith="uitvoering.overschrijding:").count() == 2
    rij = Overschrijding.objects.get()
    toneel.stap(rij, "maatwerk")
    sluit = {"overschrijding_id": rij.pk, "slot": "Opgelost."}
    stap = {"overschrijding_id": rij.pk, "trap": "maatwerk"} | STAP
    mensen = [toneel.inkoper, toneel.manager]
    dicht = tegelijk(lambda wie: actions.sluit_overschrijding(**sluit, door=wie), mensen)
    assert fouten(dicht) == ["Dit dossier is gesloten. Er kan niets meer bij."]
    with pytest.raises(RegelFout):
        actions.leg_stap_vast(**stap, door=toneel.inkoper)
    maart = {
        "ronde_id": toneel.ronde.pk,
        "uitvoerder_id": toneel.uitvoerder.pk,
        "maand": STAP["op"].replace(month=3, day=1),
    }
    uitkomst = {"verplaatsen": False, "uitkomst": "Iedereen komt uit."}
    keer = tegelijk(lambda wie: actions.leg_herziening_vast(**maart, **uitkomst, door=wie), mensen)
    assert fouten(keer) == ["Een collega heeft de uitkomst al vastgelegd."]
    assert Budgetherziening.objects.count() == 1
