"""The verifiable draw: the vector of RFC 3797, an independent second implementation, and bad input (contract 2)."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from selectie import loting
from selectie.loting import LotingFout, eerste_verschil, trek

BESTAND = Path(loting.__file__)
RFC_BRONNEN = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
RFC_DEELNEMERS = (
    "John Mary Bashful Dopey Sleepy Grouchy Doc Sneazy Handsome Cassandra Pollyanna Pendragon Pandora Faith Hope "
    "Charity Lee Longsuffering Chastity Smith Pride Sloth Envy Anger Kasczynski"
).split()
RFC_VOLGORDE = [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]
RFC_VERVOLG = [12, 15, 20, 14, 11, 3, 6, 21, 10]
SHA256_VOLGORDE = [20, 23, 1, 14, 17, 9, 11, 15, 7, 13, 21, 10, 22, 12, 6, 16, 4, 5, 2, 24, 8, 25, 3, 18, 19]


def namen(aantal):
    return [f"Organisatie {n}" for n in range(1, aantal + 1)]


def willekeurige_bronnen(kans):
    return [
        [kans.randrange(10 ** kans.randint(1, 9)) for _ in range(kans.randint(1, 7))] for _ in range(kans.randint(1, 6))
    ]


def buitenstaander(aantal, bronnen, digest):
    """The draw written another way: strike out numbers on the fixed list and count the ones that are left."""
    sleutel = b""
    for bron in bronnen:
        for getal in sorted(bron):
            sleutel += b"%d." % getal
        sleutel += b"/"
    doorgestreept, volgorde = [False] * aantal, []
    while len(volgorde) < aantal:
        i = len(volgorde)
        rand = bytes([i // 256, i % 256])
        rest = 0
        for byte in getattr(hashlib, digest)(rand + sleutel + rand).digest():
            rest = (rest * 256 + byte) % (aantal - i)
        plek = -1
        while rest >= 0:
            plek += 1
            if not doorgestreept[plek]:
                rest -= 1
        doorgestreept[plek] = True
        volgorde.append(plek + 1)
    return volgorde


def als_bestand(map_, gegevens):
    bestand = map_ / "loting.json"
    bestand.write_text(gegevens if isinstance(gegevens, str) else json.dumps(gegevens), encoding="utf-8")
    return bestand


def draai(*argumenten):
    return subprocess.run(
        [sys.executable, "-m", "selectie.loting", *map(str, argumenten)],
        cwd=BESTAND.parents[1],
        capture_output=True,
        timeout=60,
    )


@pytest.mark.geval("V1")
def test_vector_van_rfc_3797():
    verslag = trek(RFC_DEELNEMERS, RFC_BRONNEN, "md5")
    assert verslag["sleutel"] == "9319./2.5.8.10.12./9.18.26.34.41.45./"
    assert verslag["volgorde"][:16] == RFC_VOLGORDE
    assert [stap["deler"] for stap in verslag["stappen"][:16]] == list(range(25, 9, -1))
    assert verslag["stappen"][0] == {
        "trekking": 1,
        "hash": "990DD0A5692A029A98B5E01AA28F3459",
        "deler": 25,
        "nummer": 17,
    }
    assert verslag["stappen"][15]["hash"] == "3269E6CE559ABD57E2BA6AAB495EB9BD"
    assert verslag["volgorde"][16:] == RFC_VERVOLG


@pytest.mark.geval("V1")
def test_volgorde_met_sha256():
    verslag = trek(RFC_DEELNEMERS, RFC_BRONNEN)
    assert (verslag["digest"], verslag["volgorde"]) == ("sha256", SHA256_VOLGORDE)
    assert {len(stap["hash"]) for stap in verslag["stappen"]} == {64}


@pytest.mark.geval("V3")
def test_de_zes_namen_van_octo_41():
    """OCTO-41 hashes each name with the value behind it and sorts the digests; its published output, redone 6/6 with
    the SHA-256 used here, names and all. Ours numbers and strikes out, and takes whole numbers only."""
    waarde, begin = "7623.10/390C1610", ["8df19790", "7959cb0f", "7424fabc", "2cc64fcb", "29ac0922", "1246d3b6"]
    gepubliceerd = "Peter Handke,石黒 一雄,Louise Glück,Bob Dylan,Abdulrazak Gurnah,Olga Tokarczuk".split(",")
    digests = {
        naam: hashlib.sha256(f"{naam}/{waarde}".encode().hex().encode()).hexdigest() for naam in sorted(gepubliceerd)
    }
    assert sorted(digests, key=digests.get, reverse=True) == gepubliceerd
    assert [digests[naam][:8] for naam in gepubliceerd] == begin
    with pytest.raises(LotingFout, match="bron 2: dit mogen alleen gehele getallen"):
        trek(gepubliceerd, [[7623, 10], ["390C1610"]])
    bronnen = [[7623, 10], [0x390C1610]]
    verslag = trek(gepubliceerd, bronnen)
    assert verslag["volgorde"] == buitenstaander(6, bronnen, "sha256")
    assert verslag["deelnemers"] == gepubliceerd


@pytest.mark.geval("V2")
def test_elke_volgorde_is_een_permutatie():
    kans = random.Random(2)
    for _ in range(100):
        aantal = kans.randint(2, 60)
        verslag = trek(namen(aantal), willekeurige_bronnen(kans))
        assert sorted(verslag["volgorde"]) == list(range(1, aantal + 1))


@pytest.mark.geval("V4")
@pytest.mark.parametrize("digest", ["md5", "sha256"])
def test_gelijk_aan_een_tweede_implementatie(digest):
    vergelijk(random.Random(4), 200, digest)


@pytest.mark.proef
@pytest.mark.geval("V4")
def test_gelijk_aan_een_tweede_implementatie_tienduizend_keer():
    vergelijk(random.Random(44), 10_000, "sha256")


def vergelijk(kans, keren, digest):
    for _ in range(keren):
        aantal, bronnen = kans.randint(2, 200), willekeurige_bronnen(kans)
        assert trek(namen(aantal), bronnen, digest)["volgorde"] == buitenstaander(aantal, bronnen, digest)


@pytest.mark.geval("V5")
def test_een_derde_controleert_met_het_ene_bestand(tmp_path):
    """From the published record alone, with the one file copied elsewhere and no packages at hand."""
    shutil.copy(BESTAND, tmp_path / "controle.py")
    verslag = draai("trek", als_bestand(tmp_path, {"deelnemers": namen(40), "bronnen": RFC_BRONNEN}))
    publiek = tmp_path / "verslag.json"
    publiek.write_bytes(verslag.stdout)
    los = [sys.executable, "-I", "-S", "controle.py", "controleer", "verslag.json"]
    klaar = subprocess.run(los, cwd=tmp_path, capture_output=True, timeout=60)
    assert (klaar.returncode, klaar.stdout, klaar.stderr) == (0, b"klopt\n", b"")


@pytest.mark.proef
@pytest.mark.geval("V6")
def test_iedereen_heeft_evenveel_kans():
    kans, keren, aantal = random.Random(3797), 200_000, 5
    volgordes = Counter(
        tuple(trek(namen(aantal), [[kans.randrange(10**10)], [kans.randrange(10**6)]])["volgorde"])
        for _ in range(keren)
    )
    eersten = Counter()
    for volgorde, aantal_keer in volgordes.items():
        eersten[volgorde[0]] += aantal_keer
    assert chi_kwadraat(eersten, range(1, 6), keren) < 18.5
    assert chi_kwadraat(volgordes, list(permutations(range(1, 6))), keren) < 173


def chi_kwadraat(tellingen, vakken, keren):
    verwacht = keren / len(vakken)
    return sum((tellingen[vak] - verwacht) ** 2 for vak in vakken) / verwacht


def test_voorbeeld_van_het_contract(tmp_path):
    invoer = {"deelnemers": ["A", "B", "C"], "bronnen": [[9319], [2, 5, 12, 8, 10]], "digest": "sha256"}
    klaar = draai("trek", als_bestand(tmp_path, invoer))
    verslag = json.loads(klaar.stdout)
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert list(verslag) == ["deelnemers", "bronnen", "digest", "sleutel", "stappen", "volgorde"]
    assert {veld: verslag[veld] for veld in invoer} == invoer
    assert verslag["sleutel"] == "9319./2.5.8.10.12./"
    assert verslag["volgorde"] == buitenstaander(3, invoer["bronnen"], "sha256") == [3, 1, 2]
    assert [(s["trekking"], s["deler"], s["nummer"]) for s in verslag["stappen"]] == [(1, 3, 3), (2, 2, 1), (3, 1, 2)]


def test_namen_met_bijzondere_tekens_komen_heel_terug(tmp_path):
    deelnemers = ["Coöperatie 't Wiel", 'Wulp "Oost"', "Ναός"]
    klaar = draai("trek", als_bestand(tmp_path, {"deelnemers": deelnemers, "bronnen": [[0]]}))
    assert json.loads(klaar.stdout)["deelnemers"] == deelnemers
    assert "Coöperatie" in klaar.stdout.decode()


# --- controleer ---


def verslag_met(**anders):
    return trek(["A", "B", "C"], [[7], [1, 2]]) | anders


def stappen_met(plek, **anders):
    stappen = trek(["A", "B", "C"], [[7], [1, 2]])["stappen"]
    stappen[plek] |= anders
    return stappen


@pytest.mark.parametrize(
    ("verslag", "begin"),
    [
        (verslag_met(sleutel="7./2.1./"), '"sleutel": er staat "7./2.1./", de berekening geeft "7./1.2./".'),
        (verslag_met(stappen=stappen_met(1, hash="00")), '"stappen, nummer 2": er staat {"trekking": 2, "hash": "00"'),
        (verslag_met(stappen=stappen_met(2, deler=True)), '"stappen, nummer 3": er staat'),
        (verslag_met(stappen=stappen_met(0, extra=1)), '"stappen, nummer 1": er staat'),
        (verslag_met(stappen=[]), '"stappen": dit moet een lijst van 3 zijn.'),
        (verslag_met(stappen=None), '"stappen": dit moet een lijst van 3 zijn.'),
        (verslag_met(volgorde=[1, 2, 3, 4]), '"volgorde": dit moet een lijst van 3 zijn.'),
        (verslag_met(digest="md5"), '"stappen, nummer 1": er staat'),
        (verslag_met(bronnen=[[1, 2], [7]]), '"sleutel": er staat "7./1.2./", de berekening geeft "1.2./7./".'),
        (verslag_met(deelnemers=["A", "B"]), '"stappen": dit moet een lijst van 2 zijn.'),
    ],
)
def test_controleer_noemt_het_eerste_verschil(verslag, begin):
    assert eerste_verschil(verslag).startswith(begin)


def test_controleer_vindt_een_verwisselde_volgorde():
    goed = verslag_met()
    een, twee, drie = goed["volgorde"]
    assert eerste_verschil(goed | {"volgorde": [een, drie, twee]}) == (
        f'"volgorde, nummer 2": er staat {drie}, de berekening geeft {twee}.'
    )
    assert eerste_verschil(goed) is None


def test_controleer_eindigt_met_1_bij_een_verschil(tmp_path):
    klaar = draai("controleer", als_bestand(tmp_path, verslag_met(sleutel="7./")))
    assert (klaar.returncode, klaar.stderr) == (1, b"")
    assert klaar.stdout.decode() == '"sleutel": er staat "7./", de berekening geeft "7./1.2./".\n'


# --- bad input ---

GOED = {"deelnemers": ["A", "B"], "bronnen": [[1]]}


@pytest.mark.geval("B58")
@pytest.mark.parametrize(
    "deelnemers", [[], ["A"], ["A", "A"], ["A", ""], ["A", " "], ["A", None], ["A", 1], "AB", None, ["A", "\ud800"]]
)
def test_slechte_deelnemers(deelnemers):
    with pytest.raises(LotingFout, match='Veld "deelnemers"'):
        trek(deelnemers, [[1]])


@pytest.mark.geval("B58")
def test_meer_namen_dan_twee_bytes_kunnen_tellen():
    with pytest.raises(LotingFout, match="2 tot en met 65535"):
        trek(namen(65_536), [[1]])
    assert len(trek(namen(65_535), [[1]])["volgorde"]) == 65_535


@pytest.mark.geval("B58")
@pytest.mark.parametrize(
    "bronnen",
    [None, [], [[]], [[1], []], [1], ["1"], [[-1]], [[1.5]], [[1.0]], [["07"]], [[True]], [[None]], [[[1]]], {"a": 1}],
)
def test_slechte_bronnen(bronnen):
    with pytest.raises(LotingFout, match='Veld "bronnen"'):
        trek(["A", "B"], bronnen)


@pytest.mark.parametrize("digest", ["sha1", "MD5", "", None, 256, ["md5"]])
def test_onbekende_digest(digest):
    with pytest.raises(LotingFout, match="kies md5 of sha256"):
        trek(["A", "B"], [[1]], digest)


@pytest.mark.geval("B58")
@pytest.mark.parametrize(
    "inhoud",
    [
        {"deelnemers": ["A"], "bronnen": [[1]]},
        {"deelnemers": ["A", "B"]},
        GOED | {"bron": [[1]]},
        '{"deelnemers": ["A", "B"], "bronnen": [[07]]}',
        '{"deelnemers": ["A", "B"], "bronnen": [[1.50]]}',
        '{"deelnemers": ["A", "B"], "bronnen": [[NaN]]}',
        '{"deelnemers": ["A", "B"], "bronnen": [[1]], "bronnen": [[2]]}',
        "[]",
        "",
        "[" * 100_000,
    ],
)
def test_slecht_bestand_geeft_een_regel(tmp_path, inhoud, capsys):
    assert loting.main(["trek", str(als_bestand(tmp_path, inhoud))]) == 2
    uit, fout = capsys.readouterr()
    assert (uit, len(fout.splitlines())) == ("", 1)


@pytest.mark.parametrize("inhoud", [GOED, trek(**GOED) | {"deelnemers": ["A"]}, trek(**GOED) | {"extra": 1}])
def test_controleer_wil_een_heel_verslag(tmp_path, inhoud, capsys):
    assert loting.main(["controleer", str(als_bestand(tmp_path, inhoud))]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("argumenten", [[], ["trek"], ["loot", "x"], ["trek", "x", "y"], ["trek", "bestaat-niet"]])
def test_verkeerd_gebruik_geeft_een_regel(argumenten):
    klaar = draai(*argumenten)
    assert (klaar.returncode, klaar.stdout, len(klaar.stderr.splitlines())) == (2, b"", 1)


def test_geen_utf8(tmp_path, capsys):
    bestand = tmp_path / "loting.json"
    bestand.write_bytes(b'{"deelnemers": ["\xe9", "B"], "bronnen": [[1]]}')
    assert loting.main(["trek", str(bestand)]) == 2
    assert capsys.readouterr().err.endswith("is geen JSON in UTF-8.\n")
