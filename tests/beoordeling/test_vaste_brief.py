"""Once a letter is approved, nothing it rests on changes any more."""

import pytest

from beoordeling.actions import bevestig_indeling, heropen
from beoordeling.models import Classificatie, Regiobeoordeling
from kern.fouten import RegelFout
from selectie.states import Status as SelectieStatus
from tests.beoordeling.hulp import beoordeel, regio_van
from tests.factories import TOEN
from tests.factories_bekendmaking import BriefFactory
from tests.factories_selectie import RegioselectieFactory

pytestmark = pytest.mark.django_db
WEIGERING = {"goedgekeurd": "al goedgekeurd", "bekend": "al bekendgemaakt"}


@pytest.mark.parametrize("stand", WEIGERING)
def test_heropenen_en_indelen_kunnen_niet_meer(dossier, wie, stand):
    beoordeel(dossier)
    regio = regio_van(dossier, "Utrecht").pk
    BriefFactory(inschrijving=dossier, **{stand: True})
    with pytest.raises(RegelFout, match=WEIGERING[stand]):
        heropen(regioinschrijving_id=regio, reden="Toch niet.", door=wie.manager)
    with pytest.raises(RegelFout, match=WEIGERING[stand]):
        bevestig_indeling(regioinschrijving_id=regio, indeling="bestaand", reden="Toch wel.", door=wie.een)
    assert Regiobeoordeling.objects.get(regioinschrijving=regio).status == "voldoet"
    assert Classificatie.objects.get(regioinschrijving=regio).indeling == "geheel_nieuw"


@pytest.mark.parametrize("stand", [*SelectieStatus])
def test_is_de_selectie_bevroren_dan_zegt_de_weigering_wat_eerst_moet(dossier, wie, stand):
    beoordeel(dossier)
    regio, ander = regio_van(dossier, "Utrecht"), regio_van(dossier, "Flevoland")
    bevroren = {"invoer": {}, "voorgesteld_door": wie.een, "voorgesteld_op": TOEN, "bevroren_door": wie.twee}
    RegioselectieFactory(
        toewijzing=regio.toewijzing, status=stand, **bevroren, bevroren_op=TOEN, uitslag={}, vastgesteld_op=TOEN
    )
    doe = (
        lambda deel: bevestig_indeling(regioinschrijving_id=deel.pk, indeling="bestaand", reden="Toch.", door=wie.een),
        lambda deel: heropen(regioinschrijving_id=deel.pk, reden="Toch niet.", door=wie.manager),
    )
    if stand == SelectieStatus.OPEN:
        assert [handeling(regio) for handeling in doe]
        return
    tekst = "is vastgesteld" if stand == SelectieStatus.VASTGESTELD else "op de bladzijde van Utrecht, om de bevriezing"
    for handeling in doe:
        with pytest.raises(RegelFout, match=tekst):
            handeling(regio)
        assert handeling(ander)


def test_zolang_de_brief_een_ontwerp_is_kan_het_wel(dossier, wie):
    beoordeel(dossier)
    regio = regio_van(dossier, "Utrecht").pk
    BriefFactory(inschrijving=dossier)
    bevestig_indeling(regioinschrijving_id=regio, indeling="bestaand", reden="Toch wel.", door=wie.een)
    assert heropen(regioinschrijving_id=regio, reden="Toch niet.", door=wie.manager).status == "in_beoordeling"
