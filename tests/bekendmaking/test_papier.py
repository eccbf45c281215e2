"""Every letter of chapter 3 as paper that lasts and that everyone can read: PDF/A-3a and PDF/UA-1 (R20)."""

import pytest

from kluis.actions import lees
from tests.bekendmaking.test_brieven import drie_uitkomsten
from tests.bekendmaking.test_herziening import Zaak
from tests.bekendmaking.toneel import Toneel
from tests.kern.test_zegel import ZEGEL
from tests.papier import gebreken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("met_zegel", [False, True])
def test_een_beslissing_met_elke_uitkomst(met_zegel, settings, tmp_path):
    if met_zegel:
        pad = tmp_path / "zegel.p12"
        pad.write_bytes(ZEGEL.p12("geheim"))
        settings.ZEGEL_CERTIFICAAT, settings.ZEGEL_WACHTWOORD = str(pad), "geheim"
    assert gebreken(lees(drie_uitkomsten(Toneel()).stuk)) == []


def test_een_herziening_en_het_antwoord_op_een_bezwaar():
    zaak = Zaak()
    herziening = zaak.stel_op()
    stukken = [zaak.bezwaar.antwoordbrief, *(brief.stuk for brief in herziening.brieven.all())]
    assert [gebreken(lees(stuk)) for stuk in stukken] == [[], [], []]
