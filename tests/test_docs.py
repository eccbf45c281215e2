"""The documentation speaks the truth: ids exist, links resolve, names are in the code, lists are complete."""

import csv
import json
import re
import tomllib
from collections import Counter
from pkgutil import resolve_name
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings

WORTEL = settings.BASE_DIR
DOCS = WORTEL / "docs"
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
KAMERS = PROJECT["tool"]["importlinter"]["root_packages"]
TEKSTEN = sorted([*DOCS.rglob("*.md"), DOCS / "clausules.csv"])
CODE = sorted(pad for kamer in KAMERS for pad in (WORTEL / kamer).rglob("*.py") if "migrations" not in pad.parts)

CLAUSULE = re.compile(r"\b(?:IK|OV)-\d{3}\b")
LEZING = re.compile(r"\bA\d\d\b")
GEVAL = re.compile(r"\b[FTBVRIL]\d{1,2}\b")


def lees(naam: str) -> str:
    return (DOCS / naam).read_text(encoding="utf-8")


def clausules() -> set[str]:
    with (DOCS / "clausules.csv").open(encoding="utf-8", newline="") as bestand:
        return {rij["id"] for rij in csv.DictReader(bestand)}


def eerste_cellen(tekst: str) -> list[str]:
    return [regel.split("|")[1].strip() for regel in tekst.splitlines() if regel.startswith("| ")]


def lezingen() -> list[str]:
    return [cel for cel in eerste_cellen(lees("lezingen.md")) if LEZING.fullmatch(cel)]


def gevallen() -> set[str]:
    """Ids that betrouwbaarheid.md defines: first cells of its tables, the invariants of b1 and the rules of (c)."""
    tekst = lees("betrouwbaarheid.md")
    invarianten = re.search(r"^I1 .*$", tekst, re.MULTILINE).group()
    return {
        *(naam for cel in eerste_cellen(tekst) for naam in cel.split() if GEVAL.fullmatch(naam)),
        *re.findall(r"\bI\d\b", invarianten),
        *re.findall(r"\*\*(R\d{1,2})\b", tekst),
    }


def genoemd(patroon: re.Pattern, paden) -> dict[str, str]:
    """Every id in these files that matches, with one file that has it."""
    return {naam: pad.name for pad in paden for naam in patroon.findall(pad.read_text(encoding="utf-8"))}


def test_lezingen_lopen_van_a01_tot_a73():
    assert lezingen() == [f"A{nummer:02}" for nummer in range(1, 74)]


def test_gevallen_zijn_volledig():
    per_letter = Counter(naam[0] for naam in gevallen())
    assert per_letter == {"I": 8, "L": 8, "F": 30, "T": 15, "B": 60, "V": 10, "R": 25}


@pytest.mark.parametrize("paden", [TEKSTEN, CODE], ids=["docs", "code"])
def test_genoemde_clausules_en_lezingen_bestaan(paden):
    bekend = clausules() | set(lezingen())
    namen = genoemd(CLAUSULE, paden) | genoemd(LEZING, paden)
    assert {naam: waar for naam, waar in namen.items() if naam not in bekend} == {}


@pytest.mark.parametrize("paden", [[pad for pad in TEKSTEN if pad.suffix == ".md"], CODE], ids=["docs", "code"])
def test_genoemde_gevallen_en_regels_bestaan(paden):
    bekend = gevallen()
    namen = genoemd(GEVAL, paden)
    assert {naam: waar for naam, waar in namen.items() if naam not in bekend} == {}


def test_gevallen_die_tests_noemen_bestaan():
    merk = re.compile(r"mark\.geval\(([^)]*)\)")
    paden = sorted((WORTEL / "tests").rglob("*.py"))
    namen = {
        naam: pad.name for pad in paden for m in merk.findall(pad.read_text()) for naam in re.findall(r'"(.*?)"', m)
    }
    assert {naam: waar for naam, waar in namen.items() if naam not in gevallen()} == {}


def deel(kop: str) -> list[str]:
    """First cells of the table under a heading of afhankelijkheden.md, without its head and line."""
    tekst = lees("afhankelijkheden.md").split(f"\n## {kop}\n")[1].split("\n## ")[0]
    return eerste_cellen(tekst)[1:]


def namen_van(eisen: list[str]) -> list[str]:
    return sorted(re.match(r"[\w-]+", eis).group() for eis in eisen)


def test_elke_python_afhankelijkheid_heeft_een_regel():
    assert sorted(deel("Python, to run the portal")) == namen_van(PROJECT["project"]["dependencies"])
    assert sorted(deel("Python, to work on the portal")) == namen_van(PROJECT["dependency-groups"]["dev"])


def test_elk_debian_pakket_en_elk_npm_pakket_heeft_een_regel():
    regels = (WORTEL / "tools" / "debian-pakketten.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(deel("Debian 12")) == sorted(r.split()[0] for r in regels if r.strip() and not r.startswith("#"))
    npm = json.loads((WORTEL / "package.json").read_text(encoding="utf-8"))
    assert sorted(deel("npm")) == sorted(npm["dependencies"])


def test_elke_verwijzing_tussen_documenten_klopt():
    paden = [*DOCS.rglob("*.md"), *WORTEL.glob("*.md")]
    links = [(pad, doel) for pad in paden for doel in re.findall(r"\]\(([^)\s]+)\)", pad.read_text(encoding="utf-8"))]
    binnen = [(pad, doel.split("#")[0]) for pad, doel in links if not re.match(r"[a-z]+:|#", doel)]
    assert [f"{pad.name}: {doel}" for pad, doel in binnen if not (pad.parent / doel).exists()] == []


def test_elke_adr_staat_in_de_lijst():
    links = re.findall(r"\]\((\d{4}-[^)]*)\)", lees("adr/README.md"))
    assert links == sorted(pad.name for pad in (DOCS / "adr").glob("[0-9]*.md"))


def test_begrippen_staan_op_volgorde_en_hun_plaats_in_de_code_bestaat():
    regels = re.findall(r"^\| (.+?) \| .+? \| (`.+`) \|$", lees("begrippen.md"), re.MULTILINE)
    termen = [term.lower() for term, _ in regels]
    assert termen == sorted(termen)
    plaatsen = {plaats for _, cel in regels for plaats in re.findall(r"`(.+?)`", cel)}
    assert [plaats for plaats in sorted(plaatsen) if not _bestaat(plaats)] == []


def _bestaat(plaats: str) -> bool:
    """Whether this is a module, or a name in one; also when nothing imported it yet."""
    try:
        resolve_name(plaats)
    except (ImportError, AttributeError):
        return False
    return True


def test_tekening_toont_kamers_en_lagen_zoals_import_linter_ze_bewaakt():
    svg = ElementTree.parse(DOCS / "architectuur.svg").getroot()  # noqa: S314 - our own file
    ruimte = {"svg": "http://www.w3.org/2000/svg"}
    namen = [tekst.text for tekst in svg.findall("svg:text[@font-weight='700']", ruimte)]
    kamers, lagen = (contract["layers"] for contract in PROJECT["tool"]["importlinter"]["contracts"][:2])
    assert namen == [*kamers, *(re.sub(r"[()]", "", laag) for laag in lagen)]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [
        svg.find(f"svg:{naam}", ruimte).get("id") for naam in ("title", "desc")
    ]
    uitleg = svg.find("svg:desc", ruimte).text
    assert [naam for naam in namen if naam not in uitleg] == []


def test_code_verwijst_naar_geen_stuk_dat_hier_niet_is():
    assert genoemd(re.compile(r"\b(?:ontwerp|domein|stijl) \d"), CODE) == {}


def test_databases_noemt_wat_sqlite_niet_bewaakt():
    regels = [regel for model in apps.get_models() for regel in model._meta.constraints]
    los = [regel.name for regel in regels if getattr(regel, "nulls_distinct", None) is False]
    assert sorted(re.findall(r"^\| `(\w+)` \|", lees("databases.md"), re.MULTILINE)) == sorted(los)
