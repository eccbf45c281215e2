"""Once a letter is approved, nothing it rests on changes any more."""

import pytest

from beoordeling.actions import bevestig_indeling, heropen
from beoordeling.models import Classificatie, Regiobeoordeling
from kern.fouten import RegelFout
from tests.beoordeling.hulp import beoordeel, regio_van
from tests.factories_bekendmaking import BriefFactory

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


def test_zolang_de_brief_een_ontwerp_is_kan_het_wel(dossier, wie):
    beoordeel(dossier)
    regio = regio_van(dossier, "Utrecht").pk
    BriefFactory(inschrijving=dossier)
    bevestig_indeling(regioinschrijving_id=regio, indeling="bestaand", reden="Toch wel.", door=wie.een)
    assert heropen(regioinschrijving_id=regio, reden="Toch niet.", door=wie.manager).status == "in_beoordeling"
