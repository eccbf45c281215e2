"""Which clause is proven by which test: reads docs/clausules.csv and the marks in tests/ (make clausules).

A test names its clauses with @pytest.mark.clausule("IK-086"), at most three. An unknown id, a fourth id,
an id that is no plain text and a mark that hangs on no test fail. A test that is always skipped or is
expected to fail proves nothing and is not counted. Only the standard library.
"""

import ast
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
CLAUSULES = WORTEL / "docs" / "clausules.csv"
TESTS = WORTEL / "tests"
HOOGSTENS = 3
BEWIJST_NIETS = {"skip", "xfail"}

Functie = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Oogst:
    """What the tests say: clause id to test names, and what is wrong with the marks."""

    tests: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    fouten: list[str] = field(default_factory=list)


def lees_clausules(pad: Path = CLAUSULES) -> dict[str, dict[str, str]]:
    """All clauses by id, in the order of the file; ValueError for an id that stands there twice."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        rijen = list(csv.DictReader(bestand))
    dubbel = [naam for naam, aantal in Counter(rij["id"] for rij in rijen).items() if aantal > 1]
    if dubbel:
        raise ValueError(f"{pad.name}: staat er twee keer in: {', '.join(dubbel)}")
    return {rij["id"]: rij for rij in rijen}


def _merk(knoop: ast.AST) -> str | None:
    """The name of a mark: `pytest.mark.clausule` and `mark.clausule` give clausule, anything else None."""
    if not isinstance(knoop, ast.Attribute):
        return None
    houder = knoop.value
    naam = houder.attr if isinstance(houder, ast.Attribute) else getattr(houder, "id", None)
    return knoop.attr if naam == "mark" else None


def _merken(knopen: list[ast.expr]) -> Iterator[ast.Attribute]:
    for knoop in knopen:
        for deel in ast.walk(knoop):
            if isinstance(deel, ast.Attribute) and _merk(deel):
                yield deel


def _clausulemerken(knopen: list[ast.expr]) -> list[ast.Call]:
    return [
        deel
        for knoop in knopen
        for deel in ast.walk(knoop)
        if isinstance(deel, ast.Call) and _merk(deel.func) == "clausule"
    ]


def _pytestmark(knopen: list[ast.stmt]) -> list[ast.expr]:
    """The value of `pytestmark = …` in a module or class body."""
    return [
        knoop.value
        for knoop in knopen
        if isinstance(knoop, ast.Assign)
        and any(isinstance(doel, ast.Name) and doel.id == "pytestmark" for doel in knoop.targets)
    ]


def _tests(boom: ast.Module | ast.ClassDef, merken: list[ast.expr], naam: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """Every test with its full name and all decorators and pytestmarks that count for it."""
    merken = merken + _pytestmark(boom.body)
    for knoop in boom.body:
        if isinstance(knoop, ast.ClassDef) and knoop.name.startswith("Test"):
            yield from _tests(knoop, merken + knoop.decorator_list, f"{naam}::{knoop.name}")
        elif isinstance(knoop, Functie) and knoop.name.startswith("test_"):
            yield f"{naam}::{knoop.name}", merken + knoop.decorator_list


def oogst_bestand(bron: str, naam: str, bekend: set[str], oogst: Oogst) -> None:
    """Add the marks of one test file to `oogst`."""
    boom = ast.parse(bron, naam)
    gehangen: set[int] = set()
    for test, merken in _tests(boom, [], naam):
        oproepen = _clausulemerken(merken)
        gehangen |= {id(oproep) for oproep in oproepen}
        ids = []
        for argument in (argument for oproep in oproepen for argument in oproep.args):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                ids.append(argument.value)
            else:
                oogst.fouten.append(f"{test}: een clausule-id moet als letterlijke tekst in het merk staan")
        oogst.fouten += [f"{test}: onbekende clausule {nummer}" for nummer in ids if nummer not in bekend]
        if len(set(ids)) > HOOGSTENS:
            oogst.fouten.append(f"{test}: {len(set(ids))} clausules, hoogstens {HOOGSTENS}")
        if BEWIJST_NIETS.isdisjoint(_merk(merk) for merk in _merken(merken)):
            for nummer in dict.fromkeys(ids):
                oogst.tests[nummer].append(test)
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call) and _merk(knoop.func) == "clausule" and id(knoop) not in gehangen:
            oogst.fouten.append(f"{naam}:{knoop.lineno}: dit merk hangt aan geen test")


def oogst_alles(bekend: set[str], map_: Path = TESTS) -> Oogst:
    """The marks of every test file below `map_`."""
    oogst = Oogst()
    for pad in sorted(map_.rglob("test_*.py")):
        oogst_bestand(pad.read_text(encoding="utf-8"), pad.relative_to(map_.parent).as_posix(), bekend, oogst)
    return oogst


def overzicht(clausules: dict[str, dict[str, str]], oogst: Oogst) -> Iterator[str]:
    """The lines to print: each portal clause with its tests, totals per fase, the total."""
    portaal = {nummer: rij for nummer, rij in clausules.items() if rij["plek"] == "portaal"}
    for nummer, rij in portaal.items():
        yield f"{nummer}  {rij['fase']}: {rij['clausule']}"
        yield from (f"    {test}" for test in oogst.tests.get(nummer, ["geen test"]))
    yield ""
    for fase in dict.fromkeys(rij["fase"] for rij in portaal.values()):
        nummers = [nummer for nummer, rij in portaal.items() if rij["fase"] == fase]
        yield f"{fase:16} {sum(nummer in oogst.tests for nummer in nummers):4} van {len(nummers)}"
    yield f"{'totaal':16} {sum(nummer in oogst.tests for nummer in portaal):4} van {len(portaal)}"


def main() -> int:
    """Print the overview; exit code 1 when a mark is wrong."""
    clausules = lees_clausules()
    oogst = oogst_alles(set(clausules))
    print("\n".join(overzicht(clausules, oogst)))
    for fout in oogst.fouten:
        print(f"fout: {fout}", file=sys.stderr)
    return 1 if oogst.fouten else 0


if __name__ == "__main__":
    sys.exit(main())
