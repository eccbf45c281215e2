"""An overeenkomst as rows, in the state that a list or a page is about; how it comes there is tested elsewhere."""

from inschrijving.models import Inschrijving
from overeenkomst.models import Overeenkomst

GETEKEND = {"organisatie_getekend_op": "2017-10-13T10:00Z", "getekend_op": "2017-10-13T11:00Z"}


def zet(dossier: Inschrijving, status: str = "van_kracht", eind_op: str = "2020-12-31") -> Overeenkomst:
    """The overeenkomst of a dossier of `Contracttoneel`, from 2018 on."""
    stuk = dossier.bewijsstukken.first().stuk
    velden = {"status": status, "ingang_op": "2018-01-01", "eind_op": eind_op, "aangeboden_op": "2017-10-01T10:00Z"}
    if status != "aangeboden":
        velden |= GETEKEND | {"getekend_stuk": stuk, "exemplaar_zorgkantoor": stuk}
    return Overeenkomst.objects.update_or_create(inschrijving=dossier, defaults=velden)[0]
