"""A sentence in a sealed dossier is found nowhere on the machine before the opening (B27).

What can be seen of unopened dossiers on each page is asked by the rights matrix (B28). Twenty dossiers, with a real
dump, worker, web server and mail: tests/proeven/test_kanarie.py.
"""

import re
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from berichten.models import Bericht
from inschrijving import actions
from inschrijving.models import Inschrijving
from partijen.models import Organisatie
from publicatie.states import Documentsoort
from tests.factories import OrganisatieFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import dien_in, pdf, teken, tekenbevoegde, volledige_inschrijving
from tests.onthoud import _rijen

pytestmark = pytest.mark.django_db
KANARIE = re.compile(r"KANARIE-\d\d-[a-z]+")
# What is typed and what a file is called stands in the database, shielded by rights (docs/adr/0001). The receipt
# that goes to the organisation itself names its files.
TABELLEN = {
    "berichten_bericht": {"naam"},
    "inschrijving_bestuursverklaring": {"financiers"},
    "inschrijving_indiening": {"financiers", "leemte", "naam"},
    "inschrijving_regioinschrijving": {"leemte"},
    "kluis_stuk": {"naam"},
}


def dossier_met_kanarie(ronde, nummer: int) -> Inschrijving:
    """A dossier that can be submitted, by the real actions, with a sentence of its own per place."""
    organisatie = OrganisatieFactory()
    door, zin = tekenbevoegde(organisatie), f"KANARIE-{nummer:02}-"
    teksten = {"leemte": f"Wij weten het: {zin}leemte.", "andere_financiers": f"{zin}financiers"}
    dossier = volledige_inschrijving(ronde=ronde, organisatie=organisatie, door=door, getekend=False, **teksten)
    inhoud = pdf(f"{zin}inhoud")
    assert f"{zin}inhoud".encode() in inhoud
    actions.voeg_document_toe(
        inschrijving_id=dossier.pk,
        soort=Documentsoort.ONDERBOUWING,
        eisen=[2],
        naam=f"{zin}naam.pdf",
        inhoud=inhoud,
        door=door,
    )
    teken(dossier, door)
    return dossier


def gevonden_in_databank() -> dict[str, set[str]]:
    """Per table the places of which the sentence stands in it, read as a dump reads it."""
    uit = {}
    with connection.cursor() as cursor:
        for tabel in connection.introspection.django_table_names(only_existing=True):
            if treffers := KANARIE.findall("\n".join(_rijen(cursor, tabel))):
                uit[tabel] = {treffer.rsplit("-", 1)[1] for treffer in treffers}
    return uit


def gevonden_op_schijf(map_: Path, sinds: set[Path]) -> list[Path]:
    nieuw = (pad for pad in map_.rglob("*") if pad.is_file() and pad not in sinds)
    return [pad for pad in nieuw if b"KANARIE" in pad.read_bytes() or "KANARIE" in str(pad)]


@pytest.mark.geval("B27", "I3")
def test_een_verzegelde_zin_staat_voor_de_opening_nergens(klok, caplog):
    klok("2017-07-28 14:12")
    kluis, tijdelijk = Path(settings.KLUIS_MAP), Path(tempfile.gettempdir())
    al_tijdelijk = set(tijdelijk.glob("*"))
    dossier = dossier_met_kanarie(kleine_ronde(), 0)
    dien_in(dossier, dossier.bestuursverklaring.getekend_door)

    assert gevonden_in_databank() == TABELLEN
    assert len([pad for pad in kluis.rglob("*") if pad.is_file()]) >= 5
    assert gevonden_op_schijf(kluis, set()) == []
    assert [pad for pad in tijdelijk.glob("*") if pad not in al_tijdelijk and "KANARIE" in pad.name] == []
    assert "KANARIE" not in repr(vars(cache))
    assert "KANARIE" not in caplog.text
    bewijzen = Bericht.objects.filter(tekst__contains="KANARIE")
    assert set(bewijzen.values_list("ontvanger", flat=True)) <= set(Organisatie.objects.values_list("email", flat=True))
