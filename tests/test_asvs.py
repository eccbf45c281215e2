"""docs/asvs.csv: every requirement of level 1 and 2 once, and every test and file it names exists."""

import ast
import csv
import re
from collections import Counter

import pytest
from django.conf import settings

WORTEL = settings.BASE_DIR
RIJEN = list(csv.DictReader((WORTEL / "docs" / "asvs.csv").open(encoding="utf-8", newline="")))
# How many numbers of level 1 and 2 each section of ASVS 5.0.0 has, and the six of level 3 that the assignment names.
PER_DEEL = """
1.1:2 1.2:10 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:5 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1
5.2:6 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1
8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3
12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 15.4:1 16.1:1 16.2:5 16.3:4 16.4:3
16.5:3 17.1:1 17.2:4 17.3:2
""".split()
NIVEAU_3 = {"1.2.10", "2.3.5", "5.2.4", "5.2.5", "5.2.6", "15.4.2"}


def test_elk_nummer_staat_er_een_keer():
    nummers = [rij["eis"] for rij in RIJEN]
    assert [nummer for nummer, keer in Counter(nummers).items() if keer > 1] == []
    per_deel = Counter(nummer.rpartition(".")[0] for nummer in nummers)
    assert [f"{deel}:{aantal}" for deel, aantal in per_deel.items()] == PER_DEEL
    assert set(nummers) >= NIVEAU_3


@pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij["eis"])
def test_wat_een_regel_noemt_bestaat(rij):
    assert rij["stand"] in {"met", "nvt", "open"}
    assert rij["waar"] if rij["stand"] == "met" else rij["toelichting"]
    for plek in rij["waar"].split():
        pad, _, test = plek.partition("::")
        assert (WORTEL / pad).is_file(), plek
        assert not test or test in _tests(pad), plek


def _tests(pad: str) -> set[str]:
    boom = ast.parse((WORTEL / pad).read_text(encoding="utf-8"))
    return {knoop.name for knoop in boom.body if isinstance(knoop, ast.FunctionDef)}


def test_de_samenvatting_telt_wat_er_staat():
    tekst = (WORTEL / "docs" / "veiligheid.md").read_text(encoding="utf-8")
    rijen = re.findall(r"^\| (\d+) [^|]+\| (\d+) \| (\d+) \| (\d+) \|", tekst, re.MULTILINE)
    geteld = {int(hoofdstuk): tuple(map(int, aantallen)) for hoofdstuk, *aantallen in rijen}
    telling = Counter((int(rij["eis"].split(".")[0]), rij["stand"]) for rij in RIJEN)
    assert geteld == {nr: tuple(telling[nr, stand] for stand in ("met", "nvt", "open")) for nr in range(1, 18)}
