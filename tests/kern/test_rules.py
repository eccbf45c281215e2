"""The pure part of the log."""

from hypothesis import given
from hypothesis import strategies as st

from kern.rules import canoniek, ketenfouten, overgangsfouten, regelhash

PIJLEN = {"begin": ({"a"}, "b"), "terug": ({"b"}, "a"), "klaar": ({"a", "b"}, "c")}


def keten(handelingen: list[str]) -> list[dict]:
    regels, vorige = [], ""
    for nummer, handeling in enumerate(handelingen, 1):
        regel = {
            "dossier": "d",
            "nummer": nummer,
            "handeling": handeling,
            "object_soort": "o",
            "object_id": "1",
            "resultaat": "gelukt",
            "herkomst": "web",
            "actor_id": None,
            "tijd": "2017-08-01T15:00:00.000000+00:00",
            "gegevens": {},
            "vorige_hash": vorige,
        }
        vorige = regel["hash"] = regelhash(regel, vorige)
        regels.append(regel)
    return regels


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_volgorde_van_sleutels_maakt_niet_uit(feiten):
    assert canoniek(feiten) == canoniek(dict(reversed(feiten.items())))


@given(st.lists(st.text(), min_size=2, max_size=8), st.data())
def test_een_keten_klopt_tot_er_een_regel_verandert_of_verdwijnt(handelingen, data):
    regels = keten(handelingen)
    assert ketenfouten(regels) == []
    plek = data.draw(st.integers(0, len(regels) - 2))
    assert ketenfouten(regels[:plek] + regels[plek + 1 :]) != []
    regels[plek]["handeling"] += "!"
    assert ketenfouten(regels) != []


def test_leven_van_een_rij():
    goed = [("begin", "a", "b"), ("terug", "b", "a"), ("klaar", "a", "c")]
    assert overgangsfouten(goed, PIJLEN, begin="a", nu="c") == []
    assert overgangsfouten(goed, PIJLEN, begin="a", nu="b") == ["de rij staat in b, volgens het logboek in c"]
    assert overgangsfouten([("sprong", "a", "c")], PIJLEN, begin="a", nu="c") == ["‘sprong’ van a naar c bestaat niet"]
    assert overgangsfouten([("klaar", "b", "c")], PIJLEN, begin="a", nu="c") == [
        "‘klaar’ begint in b, maar de rij stond in a"
    ]
