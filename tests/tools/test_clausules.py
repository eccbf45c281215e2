"""The count of clauses: what counts as proof, and which marks are refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tools.clausules import Oogst, lees_clausules, oogst_bestand, overzicht

BEKEND = {"IK-001", "IK-002", "IK-003", "IK-004"}


def oogst(bron: str) -> Oogst:
    uitkomst = Oogst()
    oogst_bestand("import pytest\n" + bron, "tests/test_x.py", BEKEND, uitkomst)
    return uitkomst


def test_een_merk_op_een_test_telt():
    uit = oogst('@pytest.mark.clausule("IK-001", "IK-002")\ndef test_a(): ...\n')
    assert uit.fouten == []
    assert dict(uit.tests) == {"IK-001": ["tests/test_x.py::test_a"], "IK-002": ["tests/test_x.py::test_a"]}


def test_een_merk_op_de_klasse_of_het_bestand_telt_voor_elke_test():
    uit = oogst(
        'pytestmark = [pytest.mark.django_db, pytest.mark.clausule("IK-001")]\n'
        '@pytest.mark.clausule("IK-002")\nclass TestB:\n    def test_b(self): ...\n'
        "def test_c(): ...\n"
    )
    assert uit.fouten == []
    assert uit.tests["IK-001"] == ["tests/test_x.py::TestB::test_b", "tests/test_x.py::test_c"]
    assert uit.tests["IK-002"] == ["tests/test_x.py::TestB::test_b"]


def test_een_merk_in_een_parameter_telt():
    uit = oogst(
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clausule("IK-003"))])\ndef test_d(x): ...\n'
    )
    assert dict(uit.tests) == {"IK-003": ["tests/test_x.py::test_d"]}


@pytest.mark.parametrize("merk", ["skip", 'skip(reason="later")', "xfail"])
def test_wat_niet_draait_bewijst_niets(merk):
    uit = oogst(f'@pytest.mark.{merk}\n@pytest.mark.clausule("IK-001")\ndef test_e(): ...\n')
    assert (dict(uit.tests), uit.fouten) == ({}, [])


@pytest.mark.parametrize(
    ("bron", "fout"),
    [
        ('@pytest.mark.clausule("IK-999")\ndef test_f(): ...\n', "test_f: onbekende clausule IK-999"),
        (
            '@pytest.mark.clausule("IK-001", "IK-002", "IK-003", "IK-004")\ndef test_f(): ...\n',
            "test_f: 4 clausules, hoogstens 3",
        ),
        ("@pytest.mark.clausule(ID)\ndef test_f(): ...\n", "test_f: een clausule-id moet als letterlijke tekst"),
        ('@pytest.mark.clausule("IK-001")\ndef hulp(): ...\n', "tests/test_x.py:2: dit merk hangt aan geen test"),
    ],
)
def test_een_fout_merk_wordt_geweigerd(bron, fout):
    (melding,) = oogst(bron).fouten
    assert fout in melding


def test_het_overzicht_telt_alleen_wat_in_het_portaal_hoort():
    clausules = {
        "IK-001": {"fase": "loting", "plek": "portaal", "clausule": "Een."},
        "IK-002": {"fase": "loting", "plek": "portaal", "clausule": "Twee."},
        "IK-003": {"fase": "loting", "plek": "buiten", "clausule": "Drie."},
    }
    uit = oogst('@pytest.mark.clausule("IK-001", "IK-003")\ndef test_g(): ...\n')
    assert list(overzicht(clausules, uit)) == [
        "IK-001  loting: Een.",
        "    tests/test_x.py::test_g",
        "IK-002  loting: Twee.",
        "    geen test",
        "",
        "loting              1 van 2",
        "totaal              1 van 2",
    ]


def test_een_dubbele_clausule_valt_op(tmp_path):
    (tmp_path / "c.csv").write_text("id,fase\nIK-001,a\nIK-001,b\n")
    with pytest.raises(ValueError, match="IK-001"):
        lees_clausules(tmp_path / "c.csv")


def test_de_eigen_merken_kloppen():
    uitkomst = subprocess.run(
        [sys.executable, "tools/clausules.py"],
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (uitkomst.returncode, uitkomst.stderr) == (0, "")
