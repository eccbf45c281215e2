"""var/instellingen.env: made once, for the owner alone, never overwritten."""

import base64

import pytest

from tools import instellingen


@pytest.fixture
def bestand(tmp_path, monkeypatch):
    monkeypatch.setattr(instellingen, "BESTAND", tmp_path / "var" / "instellingen.env")
    return instellingen.BESTAND


def test_het_bestand_heeft_verse_geheimen_en_is_van_de_eigenaar(bestand):
    instellingen.main()
    waarden = dict(regel.split("=", 1) for regel in bestand.read_text().splitlines())
    assert set(waarden) == {"SECRET_KEY", "OCO_KLUIS_SLEUTEL"}
    assert len(base64.b64decode(waarden["OCO_KLUIS_SLEUTEL"])) == 32
    assert len(waarden["SECRET_KEY"]) >= 50
    assert bestand.stat().st_mode & 0o777 == 0o600


def test_een_tweede_keer_verandert_niets(bestand):
    instellingen.main()
    eerst = bestand.read_bytes()
    instellingen.main()
    assert bestand.read_bytes() == eerst
