"""The rules of a report on what was declared or on a tie, without a database."""

from datetime import date

import pytest

from kern.fouten import RegelFout
from uitvoering.rules.melding import eis_afhandeling, eis_vanaf

EIND = date(2018, 12, 31)


def test_een_wijziging_valt_binnen_de_overeenkomst():
    eis_vanaf(EIND, laatste_dag=EIND)
    with pytest.raises(RegelFout, match="loopt tot en met maandag 31 december 2018"):
        eis_vanaf(date(2019, 1, 1), laatste_dag=EIND)


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"hertoetsing": True, "eis": False, "dag": EIND, "gevraagd": "Bewijs."}, "Kies de eis"),
        ({"hertoetsing": True, "eis": True, "dag": None, "gevraagd": "Bewijs."}, "Vul bij een hertoetsing in"),
        ({"hertoetsing": True, "eis": True, "dag": EIND, "gevraagd": "  "}, "Vul bij een hertoetsing in"),
        ({"hertoetsing": False, "eis": True, "dag": EIND, "gevraagd": ""}, "maak de velden"),
        ({"hertoetsing": False, "eis": True, "dag": None, "gevraagd": "Bewijs."}, "maak de velden"),
    ],
)
def test_wat_bij_een_hertoetsing_hoort_staat_er_alleen_dan(velden, fout):
    with pytest.raises(RegelFout, match=fout):
        eis_afhandeling(**velden)


def test_gezien_en_een_hele_hertoetsing_mogen():
    eis_afhandeling(hertoetsing=False, eis=False, dag=None, gevraagd="")
    eis_afhandeling(hertoetsing=True, eis=True, dag=EIND, gevraagd="Bewijs.")
