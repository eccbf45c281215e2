"""Every way in which the portal reads an Excel file, with what is made to hurt: refused or told, within seconds.

In the sandbox, as a page asks for it. What each form says of ordinary mistakes stands with that form.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kern.fouten import RegelFout
from kluis.werkblad import MAX_CEL, als_tekst
from kluis.zandbak import draai
from tests.kluis.test_controle import BUITEN, LACHEN

MANIEREN = ("lees", "lees_lijst", "lees_formulier")


@cache
def werkboek(doe: Callable[[Workbook], object] = lambda boek: None) -> bytes:
    boek, uit = Workbook(), BytesIO()
    boek.active.append(["Regio", "Uren"])
    doe(boek)
    boek.save(uit)
    return uit.getvalue()


def met(delen: dict[str, bytes], *, koppeling: bool = False) -> bytes:
    """The same file with other or more parts; `koppeling`: the first one as a link to a file of the machine."""
    uit = BytesIO()
    with ZipFile(BytesIO(werkboek())) as oud, ZipFile(uit, "w", ZIP_DEFLATED) as nieuw:
        for naam in set(oud.namelist()) - set(delen):
            nieuw.writestr(naam, oud.read(naam))
        for naam, inhoud in delen.items():
            deel = ZipInfo(naam)
            deel.compress_type = ZIP_DEFLATED
            deel.external_attr = 0o120777 << 16 if koppeling else 0
            nieuw.writestr(deel, inhoud)
    return uit.getvalue()


def zin(fout: str | list) -> str:
    """`lees_formulier` gives the place apart."""
    return fout if isinstance(fout, str) else als_tekst(tuple(fout))


def overlappend() -> bytes:
    inhoud = bytearray(werkboek())
    tweede = inhoud.rfind(b"PK\x01\x02")
    inhoud[tweede + 42 : tweede + 46] = (0).to_bytes(4, "little")
    return bytes(inhoud)


SJABLOON = (
    b'<Relationships><Relationship Id="r" TargetMode="External" Target="http://127.0.0.1:1/x" Type="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"/></Relationships>'
)


@pytest.mark.geval("B7", "B8", "B9")
@pytest.mark.parametrize("manier", MANIEREN)
def test_wat_de_machine_pijn_wil_doen_komt_er_niet_in(manier):
    for inhoud, melding in _gevaarlijk():
        with pytest.raises(RegelFout, match=melding):
            draai(f"kluis.werkblad:{manier}", inhoud)


@cache
def _gevaarlijk() -> list[tuple[bytes, str]]:
    return [
        (met({"xl/media/nul": bytes(8 * 1024 * 1024)}), "veel te groot"),
        (met({"xl/worksheets/sheet1.xml": b"<a>" * 1_000_000}), "veel te groot"),
        (overlappend(), "veel te groot"),
        (met({"../../etc/cron.d/x": b"x"}), "beschadigd"),
        (met({"C:/x.xml": b"x"}), "beschadigd"),
        (met({"xl/media/x": b"/etc/passwd"}, koppeling=True), "beschadigd"),
        (met({"xl/workbook.xml": LACHEN.encode()}), "niet veilig"),
        (met({"xl/sharedStrings.xml": BUITEN.encode("utf-16")}), "niet veilig"),
        (met({"xl/worksheets/sheet1.xml": b"<worksheet>" + b"<c>" * 100_000}), "beschadigd"),
        (met({"xl/workbook.xml": b"<workbook/>"}), "beschadigd"),
    ]


@pytest.mark.geval("B16")
@pytest.mark.parametrize("manier", MANIEREN)
def test_wat_iets_doet_of_van_buiten_haalt_komt_er_niet_in(manier):
    gevallen = [
        (met({"xl/vbaProject.bin": b"x"}), "macro"),
        (met({"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro"),
        (met({"xl/embeddings/oleObject1.bin": b"x"}), "macro"),
        (met({"[Content_Types].xml": b'<Types ContentType="x.sheet.macroEnabled.main+xml"/>'}), "macro"),
        (met({"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/>'}), "van buiten"),
        (met({"xl/worksheets/_rels/sheet1.xml.rels": SJABLOON}), "van buiten"),
    ]
    for inhoud, melding in gevallen:
        with pytest.raises(RegelFout, match=melding):
            draai(f"kluis.werkblad:{manier}", inhoud)


@pytest.mark.geval("B39", "B60")
@pytest.mark.parametrize("manier", MANIEREN)
@pytest.mark.parametrize("formule", ["=1+1", '=HYPERLINK("http://127.0.0.1:1","x")', "=cmd|'/c calc'!A0"])
def test_een_formule_wordt_gemeld_en_nooit_uitgerekend(manier, formule):
    blad = draai(f"kluis.werkblad:{manier}", werkboek(lambda boek: boek.active.append(["Utrecht", formule])))
    assert blad["rijen"]["2"] == {"A": "Utrecht"}
    assert [zin(fout) for fout in blad["fouten"]] == [
        "Blad ‘Sheet’, rij 2, kolom B: hier staat een formule. Typ de uitkomst zelf."
    ]


@pytest.mark.geval("B39")
@pytest.mark.parametrize("manier", MANIEREN)
def test_wat_op_een_formule_lijkt_is_tekst(manier):
    teksten = ["+31 6", "-x", "@SUM(A1)", "＝1+1"]

    def als_tekst_getypt(boek):
        for rij, tekst in enumerate(teksten, start=2):
            boek.active.cell(rij, 1, tekst).data_type = "s"

    rijen = draai(f"kluis.werkblad:{manier}", werkboek(als_tekst_getypt))["rijen"]
    assert [rijen[str(rij)]["A"] for rij in range(2, 6)] == teksten


def _verborgen(boek):
    boek.create_sheet("Geheim").sheet_state = "veryHidden"


def _datum_1904(boek):
    boek.epoch = CALENDAR_MAC_1904
    boek.active["B2"] = date(2018, 1, 1)


@pytest.mark.geval("B60")
@pytest.mark.parametrize("manier", MANIEREN)
def test_bladen_cellen_en_datums_worden_gezien_zoals_ze_zijn(manier):
    def fouten(doe):
        return [zin(fout) for fout in draai(f"kluis.werkblad:{manier}", werkboek(doe))["fouten"]]

    assert fouten(_verborgen) == ["Blad ‘Geheim’ is verborgen. Verwijder dat blad."]
    assert fouten(lambda boek: boek.active.merge_cells("A1:B2")) == [
        "Blad ‘Sheet’: de cellen A1:B2 zijn samengevoegd. Splits ze."
    ]
    datum = draai(f"kluis.werkblad:{manier}", werkboek(_datum_1904))
    if manier == "lees":
        assert "hier staat een datum" in zin(datum["fouten"][0])
    else:
        assert datum["rijen"]["2"] == {"B": "2018-01-01"}


@pytest.mark.geval("B53", "B60")
@pytest.mark.parametrize("manier", MANIEREN)
def test_heel_veel_rijen_en_een_heel_lange_cel_geven_een_kort_antwoord(manier):
    rijen = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_001))
    begin = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    veel = met({"xl/worksheets/sheet1.xml": begin + rijen + b"</sheetData></worksheet>"})
    fouten = draai(f"kluis.werkblad:{manier}", veel)["fouten"]
    assert 1 <= len(fouten) <= 50
    assert "hier hoort niets te staan" in zin(fouten[0])
    cel = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"111222333 " * (MAX_CEL // 10 + 1))
    lang = draai(
        f"kluis.werkblad:{manier}", met({"xl/worksheets/sheet1.xml": begin + cel + b"</sheetData></worksheet>"})
    )
    assert lang["rijen"] == {}
    assert zin(lang["fouten"][0]).endswith("hier staat meer dan 10000 tekens. Maak de tekst korter.")
