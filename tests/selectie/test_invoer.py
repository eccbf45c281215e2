"""Strict reading of the JSON of proefselectie: what is right, and each way to be wrong (contract 1, B48, B49, B53)."""

import copy
import json

import pytest

from kern.fouten import RegelFout
from selectie import invoer
from selectie.rules import Kandidaat, Regio

GOED = {
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


def melding(tekst):
    with pytest.raises(RegelFout) as fout:
        invoer.lees(tekst if isinstance(tekst, bytes) else tekst.encode())
    assert len(fout.value.tekst.splitlines()) == 1
    return fout.value.tekst


def met(waarde, *pad):
    """The good input as text, with one value put in or (no value: `...`) taken out."""
    gegevens = copy.deepcopy(GOED)
    doel = gegevens
    for stap in pad[:-1]:
        doel = doel[stap]
    if waarde is ...:
        del doel[pad[-1]]
    else:
        doel[pad[-1]] = waarde
    return json.dumps(gegevens)


def test_leest_precies_de_feiten():
    assert invoer.lees(json.dumps(GOED).encode()) == Regio(
        "Utrecht", 4, ("ORG-1",), (Kandidaat("ORG-2", True, True, True, True, clientondersteuners=7, geregistreerd=5),)
    )


@pytest.mark.parametrize(
    ("ervaring", "vector"),
    [
        ([], (False, False, False)),
        (["wlz_contract"], (True, False, False)),
        (["wmo_contract"], (False, True, False)),
        (["anderszins"], (False, False, True)),
        (["anderszins", "wlz_contract"], (True, False, True)),
    ],
)
def test_leest_de_ervaring(ervaring, vector):
    k = invoer.lees(met(ervaring, "kandidaten", 1, "ervaring").encode()).nieuwe[0]
    assert (k.heeft_wlz_contract, k.heeft_wmo_contract, k.heeft_andere_ervaring) == vector


def test_een_lijst_blijft_een_lijst():
    een = invoer.lees(json.dumps(GOED).encode())
    assert invoer.lees(json.dumps([GOED, GOED]).encode()) == [een, een]
    assert invoer.lees(b"[]") == []


def test_deels_telt_als_nieuw():
    assert [k.kenmerk for k in invoer.lees(met("deels", "kandidaten", 1, "soort").encode()).nieuwe] == ["ORG-2"]


@pytest.mark.parametrize("veld", ["ronde", "regio", "maximum", "kandidaten"])
def test_ontbrekend_veld_van_de_regio(veld):
    naam = "nummer 1" if veld == "regio" else '"Utrecht"'
    assert melding(met(..., veld)) == f'Regio {naam}, veld "{veld}": dit veld ontbreekt.'


@pytest.mark.parametrize(
    "veld", ["kenmerk", "soort", "voorziet_in_leemte", "ervaring", "clientondersteuners", "geregistreerd"]
)
def test_ontbrekend_veld_van_een_nieuwe(veld):
    naam = "nummer 2" if veld == "kenmerk" else '"ORG-2"'
    tekst = f'Regio "Utrecht", kandidaat {naam}, veld "{veld}": dit veld ontbreekt.'
    assert melding(met(..., "kandidaten", 1, veld)) == tekst


GEEN_GEHEEL_GETAL = [
    "true",
    "false",
    "1.0",
    "4.5",
    "1e0",
    "NaN",
    "Infinity",
    "-Infinity",
    '"4"',
    "null",
    "[]",
    "{}",
    "-1",
]


@pytest.mark.parametrize("getal", [*GEEN_GEHEEL_GETAL, "0"])
def test_maximum_is_een_geheel_getal_vanaf_1(getal):
    tekst = met("HIER", "maximum").replace('"HIER"', getal)
    assert melding(tekst) == 'Regio "Utrecht", veld "maximum": dit moet een geheel getal van minstens 1 zijn.'


@pytest.mark.parametrize("getal", [*GEEN_GEHEEL_GETAL, "0"])
def test_clientondersteuners_is_een_geheel_getal_vanaf_1(getal):
    tekst = met("HIER", "kandidaten", 1, "clientondersteuners").replace('"HIER"', getal)
    assert melding(tekst) == (
        'Regio "Utrecht", kandidaat "ORG-2", veld "clientondersteuners": dit moet een geheel getal van minstens 1 zijn.'
    )


@pytest.mark.parametrize("getal", [*GEEN_GEHEEL_GETAL, "8", "1e309"])
def test_geregistreerd_is_een_geheel_getal_tot_en_met_het_totaal(getal):
    tekst = met("HIER", "kandidaten", 1, "geregistreerd").replace('"HIER"', getal)
    assert melding(tekst) == (
        'Regio "Utrecht", kandidaat "ORG-2", veld "geregistreerd": dit moet een geheel getal van 0 tot en met 7 zijn.'
    )


@pytest.mark.parametrize("getal", [0, 7])
def test_geregistreerd_mag_niemand_of_iedereen_zijn(getal):
    feiten = invoer.lees(met(getal, "kandidaten", 1, "geregistreerd").encode())
    assert feiten.nieuwe[0].geregistreerd == getal


@pytest.mark.parametrize("waarde", ["oud", "", "Nieuw", None, 1, True, ["nieuw"], {}])
def test_onbekende_soort(waarde):
    assert melding(met(waarde, "kandidaten", 1, "soort")) == (
        'Regio "Utrecht", kandidaat "ORG-2", veld "soort": dit moet bestaand, nieuw of deels zijn.'
    )


@pytest.mark.parametrize("waarde", [["a"], [None], [1], [["wlz_contract"]], [{}], ["wlz_contract", "WMO"]])
def test_onbekende_ervaring(waarde):
    assert melding(met(waarde, "kandidaten", 1, "ervaring")) == (
        'Regio "Utrecht", kandidaat "ORG-2", veld "ervaring": '
        "in deze lijst mag alleen wlz_contract, wmo_contract of anderszins staan."
    )


@pytest.mark.parametrize("waarde", ["wlz_contract", None, {"wlz_contract": True}])
def test_ervaring_is_een_lijst(waarde):
    tekst = 'Regio "Utrecht", kandidaat "ORG-2", veld "ervaring": dit moet een lijst zijn.'
    assert melding(met(waarde, "kandidaten", 1, "ervaring")) == tekst


@pytest.mark.parametrize("waarde", [0, 1, "true", "ja", None, []])
def test_leemte_is_ja_of_nee(waarde):
    tekst = 'Regio "Utrecht", kandidaat "ORG-2", veld "voorziet_in_leemte": dit moet true of false zijn.'
    assert melding(met(waarde, "kandidaten", 1, "voorziet_in_leemte")) == tekst


@pytest.mark.parametrize("waarde", ["", "  ", None, 7, True, [], "A\u0000", "A\nB", "\ud800"])
@pytest.mark.parametrize("veld", ["ronde", "regio"])
def test_naam_van_de_regio_is_een_tekst(veld, waarde):
    assert melding(met(waarde, veld)).endswith("dit moet een tekst zijn, niet leeg en zonder stuurtekens.")


@pytest.mark.parametrize("waarde", ["", None, 7, ["ORG-2"], "\udfff"])
def test_kenmerk_is_een_tekst(waarde):
    assert melding(met(waarde, "kandidaten", 1, "kenmerk")) == (
        'Regio "Utrecht", kandidaat nummer 2, veld "kenmerk": dit moet een tekst zijn, niet leeg en zonder stuurtekens.'
    )


@pytest.mark.parametrize("eerste", ["bestaand", "nieuw"])
def test_dubbel_kenmerk(eerste):
    gegevens = copy.deepcopy(GOED)
    gegevens["kandidaten"][0] = {**gegevens["kandidaten"][1], "soort": eerste}
    tekst = 'Regio "Utrecht", kandidaat "ORG-2", veld "kenmerk": dit kenmerk staat twee keer in de regio.'
    assert melding(json.dumps(gegevens)) == tekst


def test_dubbele_sleutel_in_de_regio():
    tekst = met(4, "maximum").replace('"maximum": 4', '"maximum": 4, "maximum": 9')
    assert melding(tekst) == 'Regio "Utrecht", veld "maximum": dit veld staat er twee keer.'


def test_dubbele_sleutel_bij_een_kandidaat():
    tekst = met(5, "kandidaten", 1, "geregistreerd").replace(
        '"geregistreerd": 5', '"geregistreerd": 5,"geregistreerd":5'
    )
    assert melding(tekst) == 'Regio "Utrecht", kandidaat "ORG-2", veld "geregistreerd": dit veld staat er twee keer.'


def test_onbekend_veld():
    assert melding(met(1, "maximun")) == 'Regio "Utrecht", veld "maximun": dit veld bestaat niet.'
    assert melding(met(1, "kandidaten", 0, "naam\u2028\n")) == (
        'Regio "Utrecht", kandidaat "ORG-1", veld "naam\\u2028\\n": dit veld bestaat niet.'
    )


def test_een_lange_naam_wordt_ingekort():
    tekst = melding(met("x" * 10_000, "regio").replace('"maximum": 4', '"maximum": 0'))
    assert tekst == f'Regio "{"x" * 59}…", veld "maximum": dit moet een geheel getal van minstens 1 zijn.'


@pytest.mark.parametrize("waarde", [{}, "ORG-1", None, 3])
def test_kandidaten_is_een_lijst(waarde):
    assert melding(met(waarde, "kandidaten")) == 'Regio "Utrecht", veld "kandidaten": dit moet een lijst zijn.'


@pytest.mark.parametrize("waarde", [None, "ORG-1", [], 1])
def test_een_kandidaat_is_een_object(waarde):
    tekst = 'Regio "Utrecht", kandidaat nummer 1, veld "kandidaat": dit moet een object zijn, met accolades.'
    assert melding(met([waarde], "kandidaten")) == tekst


@pytest.mark.parametrize("tekst", ["1", "null", '"Utrecht"', "true", "[[]]", "[3]"])
def test_een_regio_is_een_object(tekst):
    assert melding(tekst) == 'Regio nummer 1, veld "regio": dit moet een object zijn, met accolades.'


def test_de_tweede_regio_van_een_lijst_wordt_genoemd():
    tekst = f"[{json.dumps(GOED)}, {met('Zeeland', 'regio').replace('4', '0')}]"
    assert melding(tekst).startswith('Regio "Zeeland", veld "maximum"')
    assert melding(f"[{json.dumps(GOED)}, 5]").startswith("Regio nummer 2, veld")


@pytest.mark.parametrize(
    "tekst", ["", "{", '{"maximum": 07}', "geen json", "{'ronde': 1}", "\ufeff[]", "[1,]", "[] []"]
)
def test_geen_json(tekst):
    assert melding(tekst).startswith("De invoer is geen JSON")


def test_geen_utf8():
    assert melding("{}".encode("utf-16")) == "De invoer is geen UTF-8. Sla het bestand op als UTF-8."
    assert melding(b'{"ronde": "\xe9"}').startswith("De invoer is geen UTF-8")


@pytest.mark.geval("B53")
def test_te_diep_genest():
    assert melding("[" * 100_000 + "]" * 100_000).startswith("De invoer is te diep genest")
    assert melding('{"a":' * 100_000 + "1" + "}" * 100_000).startswith("De invoer is te diep genest")


def test_een_getal_van_duizenden_cijfers():
    assert melding(met("HIER", "maximum").replace('"HIER"', "9" * 5000)).startswith("De invoer is geen JSON")
