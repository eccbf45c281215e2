"""The contractregister as a sheet: what is read, and every reason to keep nothing, by place (IK-075)."""

from datetime import date

import pytest

from beoordeling import registerblad
from beoordeling.registerblad import KOPPEN, lees_csv, ten_hoogste, vertaal
from kern.fouten import RegelFout

REGIOS = {"utrecht": 1, "’t gooi": 2}
GOED = ["12345678", "Stichting De Wulp", "Utrecht", "1-1-2017", "31-12-2017", "OVK 12"]


def blad(*rijen, koppen=KOPPEN, fouten=()):
    """A sheet as kluis.werkblad gives it after JSON: row numbers are texts."""
    cellen = [dict(zip("ABCDEFGH", rij, strict=False)) for rij in (koppen, *rijen)]
    rijen = {str(n): {k: v for k, v in rij.items() if v} for n, rij in enumerate(cellen, start=1)}
    return {"blad": "Register", "rijen": rijen, "fouten": list(fouten)}


def rij(**anders):
    """The good line with other cells: `rij(A="1")`."""
    return [anders.get(letter, waarde) for letter, waarde in zip("ABCDEF", GOED, strict=True)]


def test_een_goede_rij():
    gelezen = vertaal(
        blad(GOED, rij(A="1234 56 79", C="’T GOOI", D="2017-03-01", E="2018.12.31".replace(".", "-"), F="")), REGIOS
    )
    assert gelezen.fouten == []
    assert [tuple(regel[1:]) for regel in gelezen.rijen] == [
        ("12345678", "Stichting De Wulp", 1, date(2017, 1, 1), date(2017, 12, 31), "OVK 12"),
        ("12345679", "Stichting De Wulp", 2, date(2017, 3, 1), date(2018, 12, 31), ""),
    ]


@pytest.mark.geval("B49", "B50", "B51")
@pytest.mark.parametrize(
    ("cellen", "fout"),
    [
        ({"A": "1234567"}, "kolom A (KvK-nummer): ‘1234567’ is geen KvK-nummer van 8 cijfers. Excel laat een nul"),
        ({"A": "123456789"}, "kolom A (KvK-nummer): ‘123456789’ is geen KvK-nummer van 8 cijfers."),
        ({"A": "٣٣٣٣٣٣٣٣"}, "kolom A (KvK-nummer): "),
        ({"B": ""}, "kolom B (Organisatie): deze cel is leeg. Vul haar in."),
        ({"B": "x" * 201}, "kolom B (Organisatie): deze tekst is te lang. Gebruik hooguit 200 tekens."),
        ({"C": "Twente"}, "kolom C (Regio): ‘Twente’ is geen regio van uw zorgkantoor."),
        ({"D": "29-2-2017"}, "kolom D (Van): ‘29-2-2017’ is geen datum. Schrijf de dag zo: 31-12-2017."),
        ({"D": "1-1-17"}, "kolom D (Van): ‘1-1-17’ is geen datum."),
        ({"D": "1-1-1917"}, "kolom D (Van): het jaar 1917 kan niet kloppen."),
        ({"E": "42736"}, "kolom E (Tot en met): ‘42736’ is geen datum."),
        ({"E": "31-12-2016"}, "kolom E (Tot en met): deze dag ligt voor de eerste dag."),
        ({"F": "x" * 121}, "kolom F (Bron): deze tekst is te lang. Gebruik hooguit 120 tekens."),
    ],
)
def test_een_foute_cel_staat_bij_haar_plek(cellen, fout):
    gelezen = vertaal(blad(GOED, rij(**cellen)), REGIOS)
    assert len(gelezen.fouten) == 1
    assert gelezen.fouten[0].startswith(f"Blad ‘Register’, rij 3, {fout}")


def test_alle_fouten_staan_er_tegelijk_op_volgorde():
    gelezen = vertaal(blad(rij(A="x", E="morgen"), GOED, [*rij(C="Twente"), "rommel"]), REGIOS)
    assert [fout.partition(":")[0] for fout in gelezen.fouten] == [
        "Blad ‘Register’, rij 2, kolom A (KvK-nummer)",
        "Blad ‘Register’, rij 2, kolom E (Tot en met)",
        "Blad ‘Register’, rij 4, kolom C (Regio)",
        "Blad ‘Register’, rij 4, kolom G",
    ]


def test_dezelfde_overeenkomst_twee_keer_in_een_bestand():
    gelezen = vertaal(blad(GOED, rij(D="1-1-2016", E="31-12-2016"), rij(E="1-12-2017")), REGIOS)
    assert gelezen.fouten == ["Blad ‘Register’, rij 4: deze overeenkomst staat ook in rij 2. Haal een van de twee weg."]


def test_andere_kolomkoppen_en_een_leeg_bestand():
    (fout,) = vertaal(blad(GOED, koppen=["kvk-nummer", *KOPPEN[1:4], "Einde", "Bron"]), REGIOS).fouten
    assert fout == "Blad ‘Register’, rij 1, kolom E: hier hoort ‘Tot en met’ te staan."
    assert vertaal(blad(), REGIOS).fouten == ["In dit bestand staat geen enkele overeenkomst."]


def test_een_formule_heet_niet_ook_nog_leeg():
    formule = "Blad ‘Register’, rij 2, kolom B: hier staat een formule. Typ de uitkomst zelf."
    assert vertaal(blad(rij(B=""), fouten=[formule]), REGIOS).fouten == [formule]


def test_een_lange_lijst_fouten_wordt_niet_langer_dan_een_mens_leest(monkeypatch):
    monkeypatch.setattr(registerblad, "MAX_FOUTEN", 2)
    assert ten_hoogste(["a", "b"]) == ["a", "b"]
    assert ten_hoogste(["a", "b", "c", "d"]) == ["a", "b", "En nog 2 andere fouten."]


# CSV


@pytest.mark.parametrize("teken", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_in_de_vormen_die_excel_maakt(teken, codering):
    regels = [teken.join(f'"{cel}"' for cel in rij_) for rij_ in (KOPPEN, rij(B="Coöperatie ’t Nest"))]
    gelezen = vertaal(lees_csv("\r\n".join([*regels, ""]).encode(codering)), REGIOS)
    assert (gelezen.fouten, gelezen.rijen[0].naam) == ([], "Coöperatie ’t Nest")


@pytest.mark.geval("B39")
@pytest.mark.parametrize("cel", ["=1+1", "+31", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1:1";"x")'.replace('"', "'")])
def test_een_formule_in_csv_wordt_gemeld_en_nooit_uitgerekend(cel):
    inhoud = ";".join(KOPPEN) + "\n" + ";".join(f'"{waarde}"' for waarde in rij(B=cel))
    assert vertaal(lees_csv(inhoud.encode()), REGIOS).fouten == [
        "Rij 2, kolom B: hier staat een formule. Typ de uitkomst zelf."
    ]


@pytest.mark.geval("B60")
@pytest.mark.parametrize("inhoud", [b"PK\x03\x04rest", b"%PDF-1.7", b"a;b\x00c", b'"nooit dicht\n1;2'])
def test_iets_anders_dan_csv(inhoud):
    with pytest.raises(RegelFout, match="geen CSV-bestand"):
        lees_csv(inhoud)


@pytest.mark.geval("B60")
def test_een_csv_met_te_veel_rijen(monkeypatch):
    monkeypatch.setattr(registerblad, "MAX_RIJEN", 2)
    with pytest.raises(RegelFout, match="meer dan 2 rijen"):
        lees_csv(b"a;b\n1;2\n3;4")
