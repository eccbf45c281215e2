"""The maker of PDFs: the same bytes on repeat, tagged, and nothing from outside."""

import gc
import io
import socket
import subprocess
import sys
from copy import deepcopy

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from kern.pdfmaker import BASIS, AlleenEigen, maak_pdf
from tests.factories import WlzUitvoerderFactory


def maak(kenmerk="IJS-2018-0042/B1", identifier="proef", **context):
    return maak_pdf("pdf/basis.html", {"kenmerk": kenmerk, **context}, identifier=identifier)


def tekst(pdf: bytes) -> str:
    uitvoer = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return uitvoer.stdout.decode()


@pytest.fixture
def eigen_sjabloon(settings):
    """Put HTML in a template `proef.html`, to see what the maker does with it."""

    def zet(html):
        sjablonen = deepcopy(settings.TEMPLATES)
        del sjablonen[0]["APP_DIRS"]
        sjablonen[0]["OPTIONS"]["loaders"] = [("django.template.loaders.locmem.Loader", {"proef.html": html})]
        settings.TEMPLATES = sjablonen

    return zet


def test_dezelfde_inhoud_geeft_dezelfde_bytes():
    assert maak() == maak()


def test_andere_inhoud_of_ander_document_geeft_andere_bytes():
    assert len({maak(), maak(kenmerk="IJS-2018-0043/B1"), maak(identifier="ander")}) == 3


def test_pdf_is_getagd_met_taal_en_titel_en_belooft_ua_1_en_a_3a():
    with pikepdf.open(io.BytesIO(maak())) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "IJS-2018-0042/B1"
        assert str(pdf.Root.StructTreeRoot.K[0].S) == "/Document"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        merken = pdf.open_metadata()
        assert [merken[f"pdf{merk}"] for merk in ("uaid:part", "aid:part", "aid:conformance")] == ["1", "3", "A"]
        assert pdf.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1


@pytest.mark.geval("B40")
@pytest.mark.parametrize(
    "invoer",
    ["{{7*7}}", "{% load static %}", "${7*7}", "{0.__class__}", "%(x)s", "<b>vet</b>", "{{ settings.SECRET_KEY }}"],
)
def test_sjabloontekst_staat_er_letterlijk(invoer):
    assert invoer in tekst(maak(kenmerk=invoer))


def test_lettertype_en_kleur_komen_van_hier(tmp_path):
    uitvoerder = WlzUitvoerderFactory.build(kleur="#0f5f6e", zorgkantoor="Zorgkantoor IJsvogel")
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(maak(uitvoerder=uitvoerder))
    letters = subprocess.run(["pdffonts", pad], capture_output=True, check=True, text=True).stdout
    assert {regel.split()[0].split("+")[1] for regel in letters.splitlines()[2:]} == {"Noto-Sans", "Noto-Sans-Bold"}
    with pikepdf.open(pad) as pdf:
        kleuren = [deel.operands for deel in pikepdf.parse_content_stream(pdf.pages[0], "rg")]
        assert [round(255 * getal) for getal in kleuren[0]] == [0x0F, 0x5F, 0x6E]


NAMEN = ["Ayşe Yılmaz", "Łucja Wałęsa", "Ђорђе", "Νίκος", "王小明", "山田かな", "김민준"]


@pytest.mark.geval("B48")
def test_elke_naam_staat_er_met_echte_letters(tmp_path, caplog):
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(maak(kenmerk=" en ".join(NAMEN)))
    assert [naam for naam in NAMEN if naam not in tekst(pad.read_bytes())] == []
    letters = subprocess.run(["pdffonts", pad], capture_output=True, check=True, text=True).stdout
    soorten = {regel.split()[0].split("+")[1].removesuffix("-Bold") for regel in letters.splitlines()[2:]}
    assert soorten == {"Noto-Sans", "DejaVu-Sans", "WenQuanYi-Micro-Hei"}
    assert ".notdef glyph" not in caplog.text
    assert maak(kenmerk=" en ".join(NAMEN)) == pad.read_bytes()


def test_een_letter_zonder_lettertype_staat_in_het_logboek_van_de_server(caplog):
    maak(kenmerk="𓀀")
    assert ".notdef glyph" in caplog.text  # what the test above looks for


@pytest.mark.geval("B43")
@pytest.mark.parametrize(
    "adres",
    [
        "http://127.0.0.1:9/x.png",
        "https://voorbeeld.example/x.css",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "data:text/html,hallo",
        "ftp://127.0.0.1/x",
        f"{BASIS}../oco_portal/settings.py",
        f"{BASIS}portaal/../../pyproject.toml",
        f"{BASIS}vendor/utrecht.css",
        f"{BASIS}portaal/portaal.js",
        f"{BASIS}portaal/bestaat-niet.css",
        "",
    ],
)
def test_alleen_eigen_bestanden_worden_gelezen(adres):
    with pytest.raises(FatalURLFetchingError):
        AlleenEigen().fetch(adres)


@pytest.mark.geval("B43")
@pytest.mark.parametrize(
    "html",
    [
        '<img src="{adres}x.png" alt="x">',
        '<link rel="stylesheet" href="{adres}x.css">',
        '<style>@import "{adres}x.css";</style>',
        '<style>body {{ background: url("{adres}x.png") }}</style>',
        '<object data="{adres}x.svg">x</object>',
    ],
)
def test_hele_opmaak_legt_geen_verbinding(html, eigen_sjabloon):
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        luisteraar.settimeout(0.05)
        adres = f"http://127.0.0.1:{luisteraar.getsockname()[1]}/"
        eigen_sjabloon(f"<html lang=nl><title>x</title>{html.format(adres=adres)}</html>")
        with pytest.raises(FatalURLFetchingError):
            maak_pdf("proef.html", {}, identifier="proef")
        with pytest.raises(TimeoutError):
            luisteraar.accept()


def test_vuilnisophaler_staat_daarna_weer_aan():
    maak()
    assert gc.isenabled()


def test_wie_geen_pdf_maakt_laadt_geen_maker_en_geen_zegel():
    zwaar = "{'weasyprint', 'pyhanko', 'pikepdf'} & {*sys.modules}"
    opdracht = f"import django, sys; django.setup(); import oco_portal.urls; print({zwaar})"
    uitvoer = subprocess.run([sys.executable, "-c", opdracht], capture_output=True, text=True, check=True)
    assert uitvoer.stdout == "set()\n"
