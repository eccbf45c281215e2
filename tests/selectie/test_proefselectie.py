"""The command proefselectie as a user runs it: its own process, no database (contract 1)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOOFDMAP = Path(__file__).resolve().parents[2]
VOORBEELD = {
    "ronde": "2018-2020",
    "regio": "Utrecht",
    "maximum": 4,
    "kandidaten": [
        {"kenmerk": "ORG-1", "soort": "bestaand"},
        {
            "kenmerk": "ORG-2",
            "soort": "nieuw",
            "voorziet_in_leemte": True,
            "ervaring": ["wlz_contract", "wmo_contract", "anderszins"],
            "clientondersteuners": 7,
            "geregistreerd": 5,
        },
    ],
}
UITKOMST = {
    "regio": "Utrecht",
    "maximum": 4,
    "plaatsen_voor_nieuw": 3,
    "selectie_nodig": False,
    "uitkomsten": {"ORG-1": "overeenkomst_bestaand", "ORG-2": "overeenkomst_nieuw"},
    "rangschikking": [],
    "loting": None,
}


def proefselectie(bestand, invoer=b""):
    """Run the command with a database that does not exist."""
    omgeving = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "postgres://niemand:geheim@127.0.0.1:1/geen",
    }
    opdracht = [sys.executable, "manage.py", "proefselectie", str(bestand)]
    return subprocess.run(opdracht, cwd=HOOFDMAP, env=omgeving, input=invoer, capture_output=True, timeout=60)


def test_voorbeeld_van_het_contract_tot_op_de_letter():
    klaar = proefselectie("-", json.dumps(VOORBEELD).encode())
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert klaar.stdout.decode() == json.dumps(UITKOMST, indent=2, sort_keys=True) + "\n"


def test_lijst_uit_een_bestand_met_rangschikking_en_loting(tmp_path):
    nieuw = VOORBEELD["kandidaten"][1]
    gelijk = [{**nieuw, "kenmerk": kenmerk, "voorziet_in_leemte": False} for kenmerk in ("ORG-é", "ORG-3")]
    laatste = {**nieuw, "kenmerk": "ORG-4", "voorziet_in_leemte": False, "geregistreerd": 4}
    tweede = {**VOORBEELD, "regio": "Súd", "maximum": 2, "kandidaten": [laatste, *gelijk, nieuw]}
    bestand = tmp_path / "regio's.json"
    bestand.write_text(json.dumps([VOORBEELD, tweede], ensure_ascii=False), encoding="utf-8")
    klaar = proefselectie(bestand)
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert '"ORG-é"' in klaar.stdout.decode()
    assert json.loads(klaar.stdout) == [
        UITKOMST,
        {
            "regio": "Súd",
            "maximum": 2,
            "plaatsen_voor_nieuw": 2,
            "selectie_nodig": True,
            "uitkomsten": {
                "ORG-2": "overeenkomst_nieuw",
                "ORG-3": "loting",
                "ORG-4": "niet_geselecteerd",
                "ORG-é": "loting",
            },
            "rangschikking": [
                {"kenmerk": "ORG-2", "rang": 1, "beslissend": None},
                {"kenmerk": "ORG-3", "rang": 2, "beslissend": "leemte"},
                {"kenmerk": "ORG-é", "rang": 2, "beslissend": None},
                {"kenmerk": "ORG-4", "rang": 4, "beslissend": "aandeel"},
            ],
            "loting": {"kandidaten": ["ORG-3", "ORG-é"], "plaatsen": 1},
        },
    ]


FOUT_IN_TWEEDE = json.dumps([VOORBEELD, {**VOORBEELD, "regio": "Zeeland", "maximum": True}]).encode()


@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        (FOUT_IN_TWEEDE, 'Regio "Zeeland", veld "maximum": dit moet een geheel getal van minstens 1 zijn.'),
        (b"\xff\xfe", "De invoer is geen UTF-8. Sla het bestand op als UTF-8."),
        (b"[" * 200_000, "De invoer is te diep genest. Lever een regio of een lijst van regio's aan."),
        (b"", "De invoer is geen JSON: kijk bij regel 1, teken 1."),
    ],
    ids=["veld", "utf8", "diep", "leeg"],
)
def test_slechte_invoer(inhoud, tekst):
    klaar = proefselectie("-", inhoud)
    assert (klaar.returncode, klaar.stdout) == (2, b"")
    assert klaar.stderr.decode() == f"Fout: {tekst}\n"


@pytest.mark.parametrize("naam", ["bestaat-niet.json", ""])
def test_bestand_niet_te_lezen(tmp_path, naam):
    klaar = proefselectie(tmp_path / naam)
    assert (klaar.returncode, klaar.stdout) == (2, b"")
    assert len(klaar.stderr.decode().splitlines()) == 1
    assert klaar.stderr.decode().endswith("is niet te lezen. Controleer de naam.\n")
