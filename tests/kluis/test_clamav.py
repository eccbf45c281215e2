"""The virus scanner: asked at the upload, asked again later, and never a reason to wait (B15, F30)."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest
from django.http import HttpResponse

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis import clamav
from kluis.actions import bewaar, scan_openstaande
from kluis.downloads import als_beeld, als_download
from kluis.fouten import BestandBesmet, StukBesmet
from kluis.keuring import keur
from kluis.models import Stuk
from kluis.queries import aantal_per_scan
from kluis.states import Scan
from tests.kluis.bestanden import archief, docx, pdf
from tests.kluis.clamd import EICAR, clamd
from tests.kluis.verzoek import verzoek

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner(settings):
    with clamd() as adres:
        settings.CLAMAV = adres
        yield adres


def docx_met_eicar() -> bytes:
    uit = BytesIO(docx())
    with ZipFile(uit, "a", ZIP_STORED) as zip_:
        zip_.writestr("word/media/x.txt", EICAR)
    return uit.getvalue()


def pdf_met_eicar() -> bytes:
    uit = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.attachments["eicar.com"] = pikepdf.AttachedFileSpec(document, EICAR, filename="eicar.com")
        document.save(uit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return uit.getvalue()


@pytest.mark.geval("B15")
@pytest.mark.parametrize(
    ("naam", "inhoud", "fout"),
    [
        ("eicar.pdf", EICAR, RegelFout),
        ("eicar.com", EICAR, RegelFout),
        ("x.zip", archief({"eicar.com": EICAR}), RegelFout),
        ("x.docx", docx_met_eicar(), BestandBesmet),
        ("x.pdf", pdf_met_eicar(), BestandBesmet),
    ],
)
def test_eicar_komt_er_nergens_door(scanner, kluis_map, naam, inhoud, fout):
    with pytest.raises(fout):
        bewaar(dossier="proef:1", naam=naam, inhoud=inhoud)
    assert (Stuk.objects.count(), kluis_map.exists()) == (0, False)


def test_schoon_bestand_heet_schoon(scanner):
    stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    assert (stuk.scan, stuk.gescand_op, aantal_per_scan()) == (
        Scan.SCHOON,
        stuk.bewaard_op,
        {"niet_gescand": 0, "schoon": 1, "besmet": 0},
    )


def test_ook_over_een_socket_op_schijf(settings, tmp_path):
    with clamd(str(tmp_path / "s")) as settings.CLAMAV:
        assert [clamav.scan(pdf()), clamav.scan(EICAR)] == [Scan.SCHOON, Scan.BESMET]


def test_een_groot_bestand_gaat_in_stukken(scanner):
    assert clamav.scan(bytes(1_000_000) + EICAR) == Scan.BESMET


@pytest.mark.geval("F30")
@pytest.mark.parametrize("hoe", ["geen", "weg", "hangt", "fout"])
def test_zonder_antwoord_blijft_een_bestand_niet_gescand(rf, settings, monkeypatch, hoe):
    monkeypatch.setattr(clamav, "SECONDEN", 0.2)
    with clamd(hangt=hoe == "hangt", antwoord=b"INSTREAM size limit exceeded. ERROR\0") as adres:
        settings.CLAMAV = {"geen": "", "weg": "127.0.0.1:1"}.get(hoe, adres)
        stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    assert (stuk.scan, stuk.gescand_op) == (Scan.NIET_GESCAND, None)
    assert als_download(stuk, verzoek(rf.get)).content == pdf()


@pytest.mark.geval("F30")
def test_een_taak_scant_later_wat_bleef_liggen(settings):
    bestanden = [("a.pdf", pdf()), ("b.pdf", pdf_met_eicar()), ("c.docx", docx())]
    stukken = [bewaar(dossier="proef:1", naam=naam, inhoud=inhoud) for naam, inhoud in bestanden]
    assert scan_openstaande(hoogstens=9) == 0
    with clamd() as settings.CLAMAV:
        assert scan_openstaande(hoogstens=2) == 2
        assert scan_openstaande(hoogstens=9) == 1
    assert [Stuk.objects.get(pk=stuk.pk).scan for stuk in stukken] == [Scan.SCHOON, Scan.BESMET, Scan.SCHOON]
    assert list(Gebeurtenis.objects.filter(handeling="besmet").values_list("object_id", flat=True)) == [
        str(stukken[1].pk)
    ]


@pytest.mark.geval("F30")
def test_de_taak_houdt_op_zodra_de_scanner_zwijgt(settings, monkeypatch):
    for _ in range(3):
        bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    vragen = []
    monkeypatch.setattr(clamav, "_vraag", lambda opdracht: vragen.append(opdracht) or "")
    settings.CLAMAV = "127.0.0.1:1"
    assert (scan_openstaande(hoogstens=9), len(vragen)) == (0, 1)


@pytest.mark.geval("B15")
@pytest.mark.parametrize("toon", [als_download, als_beeld])
def test_wat_later_besmet_blijkt_krijgt_niemand(rf, settings, toon):
    stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf_met_eicar())
    assert isinstance(toon(stuk, verzoek(rf.get)), HttpResponse)
    with clamd() as settings.CLAMAV:
        scan_openstaande(hoogstens=1)
    with pytest.raises(StukBesmet):
        toon(Stuk.objects.get(), verzoek(rf.get))


def test_de_scanner_zegt_hoe_oud_zijn_databank_is(settings, scanner):
    stand = clamav.stand()
    assert (stand.versie, stand.databank, f"{stand.databank_van:%Y-%m-%d}") == ("ClamAV 1.4.3", "27450", "2026-11-15")
    assert stand.bereikbaar
    settings.CLAMAV = ""
    assert clamav.stand() == clamav.Stand()


@pytest.mark.parametrize(("antwoord", "databank"), [(b"ClamAV 1.4.3/0/onbekend", "0"), (b"ClamAV 1.4.6", "")])
def test_een_scanner_zonder_databank_is_wel_bereikbaar(settings, antwoord, databank):
    with clamd(versie=antwoord) as settings.CLAMAV:
        stand = clamav.stand()
    assert (stand.bereikbaar, stand.databank, stand.databank_van) == (True, databank, None)


def test_een_virus_verraadt_zijn_naam_niet_in_het_logboek(scanner):
    with pytest.raises(BestandBesmet) as fout:
        keur(naam="jan jansen.docx", inhoud=docx_met_eicar())
    assert len(fout.value.sha256) == 64
    assert Gebeurtenis.objects.count() == 0
