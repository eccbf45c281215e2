"""The geometry of the drawing of bars; no database."""

from decimal import Decimal

from kern.staven import RIJ, staven


def test_de_grootste_is_het_langst_en_de_rest_naar_verhouding():
    uit = staven([("een", Decimal(50), "50"), ("twee", Decimal(200), "200"), ("niets", Decimal(0), "0")])
    assert uit.hoogte == 3 * RIJ
    assert [(s.naam, str(s.breedte), s.tekst) for s in uit.staven] == [
        ("een", "18.0", "50"),
        ("twee", "72.0", "200"),
        ("niets", "0.0", "0"),
    ]
    assert [s.naam_y for s in uit.staven] == [16, 16 + RIJ, 16 + 2 * RIJ]


def test_zonder_waarden_is_er_niets_te_tekenen():
    assert (staven([]).hoogte, staven([("nul", Decimal(0), "0")]).staven[0].breedte) == (0, 0)
