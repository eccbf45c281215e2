"""The prognose by Excel: the format, what comes back, and every reason to save nothing (B39, B49, B60)."""

import time
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kern.models import Gebeurtenis
from tests.inschrijving.hulp import log_in, pagina, pdf, stap, tekenbevoegde
from tests.kluis.bestanden import xlsx

pytestmark = pytest.mark.django_db
KOPPEN = [
    "Regio",
    "Unieke cliënten per jaar",
    "Uren per jaar",
    "Waar baseert u dit op?",
    "Lager tarief per uur (alleen als u minder wilt rekenen)",
    "Reden van het lagere tarief",
]
GOED = [["Utrecht", 150, 1234.5, "Groei.", "60,00", "Minder reizen."], ["Zwolle", "1.200", "900", "Gelijk."]]


def bestand(doe=lambda boek: None, rijen=GOED, koppen=KOPPEN) -> bytes:
    """An Excel file as somebody fills it in; `doe(boek)` spoils it."""
    boek = Workbook()
    blad = boek.active
    blad.title = "Prognose"
    for rij in (koppen, *rijen):
        blad.append(rij)
    doe(boek)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def upload(client, dossier, inhoud, naam="prognose.xlsx"):
    velden = {"bestand": SimpleUploadedFile(naam, inhoud)}
    return client.post(pagina("inschrijving_prognose_excel", dossier), velden)


def prognoses(dossier):
    return list(dossier.regios.values_list("clienten", "uren", "prognose_onderbouwing", "lager_tarief"))


@pytest.mark.clausule("IK-171")
def test_formulier_heeft_een_rij_per_regio_met_wat_er_staat(dossier, client):
    antwoord = client.get(pagina("inschrijving_prognose_formulier", dossier))
    blad = load_workbook(BytesIO(antwoord.content)).active
    assert [[cel.value for cel in rij] for rij in blad.iter_rows()] == [
        KOPPEN,
        ["Utrecht", "120", "900,00", "Gelijk aan vorig jaar, plus groei.", None, None],
        ["Zwolle", "120", "900,00", "Gelijk aan vorig jaar, plus groei.", None, None],
    ]
    assert antwoord["Content-Disposition"] == f'attachment; filename="prognose-{dossier.kenmerk}.xlsx"'


@pytest.mark.clausule("IK-171", "IK-172")
@pytest.mark.geval("B49")
def test_een_goed_blad_wordt_overgenomen(dossier, client):
    antwoord = upload(client, dossier, bestand())
    assert antwoord.url == stap(dossier, "prognose")
    assert prognoses(dossier) == [
        (150, Decimal("1234.50"), "Groei.", Decimal("60.00")),
        (1200, Decimal("900.00"), "Gelijk.", None),
    ]
    assert Gebeurtenis.objects.filter(handeling="bewaar_prognoses", herkomst="web").count() == 1


def test_het_formulier_zelf_kan_zo_terug(dossier, client):
    inhoud = client.get(pagina("inschrijving_prognose_formulier", dossier)).content
    assert upload(client, dossier, inhoud).status_code == 302


def _formule(boek):
    boek.active["B2"] = "=100+50"


def _formule_zonder_waarde(boek):
    boek.active["D3"] = '=HYPERLINK("http://127.0.0.1:1/?"&A2,"x")'


def _samengevoegd(boek):
    boek.active.merge_cells("B2:B3")


def _verborgen(boek):
    boek.create_sheet("Geheim").sheet_state = "hidden"


def _tweede(boek):
    boek.create_sheet("Extra")


def _datum_1904(boek):
    boek.epoch = CALENDAR_MAC_1904
    boek.active["B2"] = date(2018, 1, 1)


def _foutwaarde(boek):
    boek.active["C3"] = "#DIV/0!"


def _ver_weg(boek):
    boek.active["B1000000"] = 7
    boek.active["ZZ2"] = 7


def _rommel(boek):
    boek.active["H2"] = "x"


@pytest.mark.geval("B60")
@pytest.mark.parametrize(
    ("doe", "teksten"),
    [
        (_formule, ["Blad ‘Prognose’, rij 2, kolom B: hier staat een formule"]),
        (_formule_zonder_waarde, ["Blad ‘Prognose’, rij 3, kolom D: hier staat een formule"]),
        (_samengevoegd, ["de cellen B2:B3 zijn samengevoegd"]),
        (_verborgen, ["Blad ‘Geheim’ is verborgen"]),
        (_tweede, ["Blad ‘Extra’ hoort er niet bij"]),
        (_datum_1904, ["rij 2, kolom B: hier staat een datum"]),
        (_foutwaarde, ["rij 3, kolom C: hier staat de foutmelding #DIV/0!"]),
        (_ver_weg, ["rij 1000000, kolom B: hier hoort niets", "rij 2, kolom ZZ: hier hoort niets"]),
        (_rommel, ["rij 2, kolom H: hier hoort niets"]),
    ],
)
def test_wat_er_niet_in_hoort_staat_bij_zijn_plek_en_er_wordt_niets_bewaard(dossier, client, doe, teksten):
    voor = prognoses(dossier)
    antwoord = upload(client, dossier, bestand(doe))
    assert (antwoord.status_code, prognoses(dossier)) == (422, voor)
    for tekst in (*teksten, "Er is niets bewaard"):
        assert tekst in antwoord.text


@pytest.mark.geval("B60")
@pytest.mark.parametrize("doe", [_formule, _formule_zonder_waarde])
def test_een_cel_met_een_formule_heet_niet_ook_nog_leeg(dossier, client, doe):
    assert "deze cel is leeg" not in upload(client, dossier, bestand(doe)).text


@pytest.mark.geval("B49", "B60")
@pytest.mark.parametrize(
    ("rijen", "tekst"),
    [
        ([["Utrecht", "veel", 1, "x"], GOED[1]], "rij 2, kolom B (Unieke cliënten per jaar): Vul een getal in"),
        ([["Utrecht", 1.5, 1, "x"], GOED[1]], "kolom B (Unieke cliënten per jaar): Vul een heel getal in"),
        ([["Utrecht", -1, 1, "x"], GOED[1]], "kolom B (Unieke cliënten per jaar): Vul een getal in"),
        ([["Utrecht", 1, "NaN", "x"], GOED[1]], "kolom C (Uren per jaar): Vul een getal in"),
        ([["Utrecht", 1, 1e300, "x"], GOED[1]], "kolom C (Uren per jaar): "),
        ([["Utrecht", 1, "٣", "x"], GOED[1]], "kolom C (Uren per jaar): Vul een getal in"),
        ([["Utrecht", 1, 1, "x", "69,01", "y"], GOED[1]], "rij 2, kolom E"),
        ([["Utrecht", 1, 1, "x", 60], GOED[1]], "kolom F: bij een lager tarief hoort een reden"),
        ([["Utrecht", 1, 1], GOED[1]], "kolom D (Waar baseert u dit op?): deze cel is leeg"),
        ([GOED[0]], "De regio Zwolle ontbreekt"),
        ([*GOED, GOED[0]], "rij 4, kolom A: Utrecht staat ook in rij 2"),
        ([*GOED, ["Flevoland", 1, 1, "x"]], "rij 4, kolom A: ‘Flevoland’ is geen regio van uw inschrijving"),
    ],
)
def test_een_fout_in_een_rij_houdt_alles_tegen(dossier, client, rijen, tekst):
    voor = prognoses(dossier)
    antwoord = upload(client, dossier, bestand(rijen=rijen))
    assert (antwoord.status_code, prognoses(dossier)) == (422, voor)
    assert tekst in antwoord.text


def test_andere_kolomkoppen(dossier, client):
    antwoord = upload(client, dossier, bestand(koppen=["Regio", "Uren per jaar"]))
    assert "rij 1, kolom B: hier hoort ‘Unieke cliënten per jaar’ te staan" in antwoord.text


@pytest.mark.geval("B60")
def test_een_miljoen_rijen(dossier, client):
    rij = b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>'
    rijen = b"".join(rij % (n, n, n) for n in range(1, 1_000_001))
    begin = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    blad = begin + rijen + b"</sheetData></worksheet>"
    uit = BytesIO()
    with ZipFile(BytesIO(bestand())) as oud, ZipFile(uit, "w", ZIP_DEFLATED) as nieuw:
        for naam in oud.namelist():
            nieuw.writestr(naam, blad if naam == "xl/worksheets/sheet1.xml" else oud.read(naam))
    voor, tijd = prognoses(dossier), time.monotonic()
    antwoord = upload(client, dossier, uit.getvalue())
    assert time.monotonic() - tijd < 12
    assert (antwoord.status_code, prognoses(dossier)) == (422, voor)


@pytest.mark.geval("B60")
@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        (pdf(), "geen Excel-bestand"),
        (b"", "leeg"),
        (xlsx(**{"xl/vbaProject.bin": b"x"}), "macro"),
        (xlsx(), "beschadigd"),
        (bestand()[:500], "beschadigd"),
    ],
)
def test_iets_anders_dan_het_formulier(dossier, client, inhoud, tekst):
    antwoord = upload(client, dossier, inhoud)
    assert (antwoord.status_code, tekst in antwoord.text) == (422, True)


def test_een_koppeling_naar_een_ander_bestand(dossier, client):
    uit = BytesIO(bestand())
    with ZipFile(uit, "a") as boek:
        boek.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert "verwijst naar een ander Excel-bestand" in upload(client, dossier, uit.getvalue()).text


def test_na_de_sluiting_is_er_niets_in_te_vullen(dossier, client, klok):
    klok("2017-08-01 17:00:01")
    log_in(client, dossier.bestuursverklaring.getekend_door)
    assert client.get(pagina("inschrijving_prognose_excel", dossier)).url == dossier.get_absolute_url()
    voor = prognoses(dossier)
    upload(client, dossier, bestand())
    assert prognoses(dossier) == voor


def test_een_vreemde_ziet_het_formulier_niet(dossier, client):
    log_in(client, tekenbevoegde())
    for naam in ("inschrijving_prognose_formulier", "inschrijving_prognose_excel"):
        assert client.get(pagina(naam, dossier)).status_code == 404
