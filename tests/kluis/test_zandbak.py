"""The sandbox: what is too heavy dies there, and the process of the portal does not notice (B9, B10)."""

import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from kern.fouten import RegelFout
from kluis import zandbak
from kluis.controle import beoordeel
from tests.kluis import pdfs
from tests.kluis.bestanden import pdf

PROEF = "tests.kluis.in_de_zandbak"


def test_de_uitkomst_komt_terug():
    assert zandbak.draai("kluis.controle:beoordeel", pdf()) == {"soort": "application/pdf", "signalen": []}
    assert zandbak.draai(f"{PROEF}:echo", bytes(25_000_000)) == 25_000_000


def test_een_weigering_komt_terug_in_haar_eigen_woorden():
    with pytest.raises(RegelFout, match=r"^Zo niet\.$"):
        zandbak.draai(f"{PROEF}:weiger", b"")


@pytest.mark.geval("B9")
def test_een_kind_opent_niets_en_belt_niemand():
    assert zandbak.draai(f"{PROEF}:meet", b"") == {"open": "OSError", "socket": "OSError", "start": "OSError"}


def test_een_kind_kent_geen_geheimen():
    assert zandbak.draai(f"{PROEF}:omgeving", b"") == ["LANG"]


@pytest.mark.geval("B10")
@pytest.mark.parametrize("functie", ["vreet", "sluimer", "reken"])
def test_wat_te_zwaar_is_sterft_en_de_web_werker_merkt_het_niet(monkeypatch, functie):
    begin, geheugen = time.monotonic(), _geheugen()
    with pytest.raises(RegelFout, match="nieuwe PDF"):
        zandbak.draai(f"{PROEF}:{functie}", b"", seconden=1)
    assert time.monotonic() - begin < 4
    assert _geheugen() - geheugen < 64 * 1024
    assert zandbak.draai(f"{PROEF}:echo", b"abc") == 3


def _geheugen() -> int:
    """The most memory this process ever had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_een_helper_die_weg_is_wordt_opnieuw_gestart():
    zandbak.draai(f"{PROEF}:echo", b"")
    helper = zandbak._helper[os.getpid()][0]
    helper.kill()
    helper.wait()
    assert zandbak.draai(f"{PROEF}:echo", b"abc") == 3
    assert zandbak._helper[os.getpid()][0].pid != helper.pid


def test_veel_tegelijk():
    with ThreadPoolExecutor(16) as poel:
        assert list(poel.map(lambda n: zandbak.draai(f"{PROEF}:echo", bytes(n)), range(64))) == list(range(64))


@pytest.mark.geval("B10")
@pytest.mark.parametrize(
    "maak",
    [
        pdfs.drie_keer_ingepakt,
        pdfs.reuzenbeeld,
        pdfs.brede_voorspeller,
        lambda: pdfs.veel_voorwerpen(250_000),
        pytest.param(pdfs.veel_voorwerpen, marks=pytest.mark.proef),
        pdfs.diepe_bladzijden,
    ],
)
def test_een_bom_in_een_pdf_wordt_geweigerd(maak):
    inhoud = maak()
    begin, geheugen = time.monotonic(), _geheugen()
    with pytest.raises(RegelFout, match=r"nieuwe PDF|beschadigd"):
        zandbak.draai("kluis.controle:beoordeel", inhoud)
    assert time.monotonic() - begin < zandbak.SECONDEN + 3
    assert _geheugen() - geheugen < 64 * 1024


@pytest.mark.geval("B10")
@pytest.mark.parametrize("maak", [pdfs.kring, pdfs.tabelbom])
def test_een_kapotte_tabel_houdt_niets_op(maak):
    """The reader may mend the table by itself; it may not take long or much."""
    inhoud = maak()
    begin, geheugen = time.monotonic(), _geheugen()
    with suppress(RegelFout):
        zandbak.draai("kluis.controle:beoordeel", inhoud)
    assert time.monotonic() - begin < zandbak.SECONDEN + 3
    assert _geheugen() - geheugen < 64 * 1024


def test_buiten_de_zandbak_zegt_de_keuring_hetzelfde():
    assert beoordeel(pdf()) == zandbak.draai("kluis.controle:beoordeel", pdf())
