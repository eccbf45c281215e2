"""The seal of the portal: intact by two judges, broken by one byte, and refused where it cannot be trusted."""

import io
import json
import subprocess
from datetime import datetime

import pikepdf
import pytest
from django.core.exceptions import ImproperlyConfigured

from inschrijving.pades import controleer
from kern.fouten import RegelFout
from kern.klok import AMSTERDAM
from kern.opstart import controleer_opstart
from kern.pdfmaker import maak_pdf
from kern.zegel import eis_bruikbaar, verzegel
from tests.factories import zet_klok
from tests.inschrijving.certificaten import Pas, pas, wijzig_na, wortel

MOMENT = "2017-09-11 10:00"
WORTEL = wortel()
ZEGEL = pas("Zorgkantoor IJsvogel, zegel", WORTEL)


def brief() -> bytes:
    return maak_pdf("pdf/basis.html", {"kenmerk": "IJS-2018-0042/B1"}, identifier="proef")


@pytest.fixture
def stel_in(settings, tmp_path, db):
    """Puts this in the settings as the seal of the installation."""

    def zet(wie: Pas | bytes = ZEGEL, wachtwoord: str = "geheim"):
        zet_klok(MOMENT)
        pad = tmp_path / "zegel.p12"
        pad.write_bytes(wie.p12("geheim") if isinstance(wie, Pas) else wie)
        settings.ZEGEL_CERTIFICAAT, settings.ZEGEL_WACHTWOORD = str(pad), wachtwoord
        return pad

    return zet


def oordeel(pdf: bytes, wortels=(WORTEL,), moment: str = MOMENT) -> dict:
    """What pyHanko's validator says of the one signature."""
    op = datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)
    kop = json.dumps({"wortels": [w.pem for w in wortels], "moment": op.isoformat()})
    (handtekening,) = controleer(kop.encode() + b"\n" + pdf)["handtekeningen"]
    return handtekening


def pdfsig(pdf: bytes, tmp_path) -> str:
    """What poppler says of it."""
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", pad], capture_output=True, text=True, check=False).stdout


def test_zonder_certificaat_blijft_het_document_zoals_het_is():
    assert verzegel(b"%PDF-") == b"%PDF-"


def test_een_zegel_is_ongeschonden_en_vertrouwd_volgens_twee_programmas(stel_in, tmp_path):
    stel_in()
    pdf = brief()
    verzegeld = verzegel(pdf)
    assert verzegeld.startswith(pdf)
    goed = {"naam": "Zorgkantoor IJsvogel, zegel", "ongeschonden": True, "vertrouwd": True, "reden": ""}
    assert oordeel(verzegeld) == goed
    assert oordeel(verzegeld, wortels=[wortel("Een ander")])["vertrouwd"] is False
    gezien = pdfsig(verzegeld, tmp_path)
    assert "Signature is Valid." in gezien
    assert "Total document signed" in gezien
    assert "Sep 11 2017" in gezien  # by the portal's clock


def verander_een_byte(pdf: bytes) -> bytes:
    """One bit turned in the first stream."""
    plek = pdf.index(b"stream") + 100
    return pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :]


@pytest.mark.parametrize("breek", [verander_een_byte, wijzig_na])
def test_wie_iets_verandert_breekt_het_zegel(stel_in, breek):
    stel_in()
    assert oordeel(breek(verzegel(brief())))["ongeschonden"] is False


def test_pdfsig_ziet_een_veranderde_byte_ook(stel_in, tmp_path):
    stel_in()
    assert "Signature is Valid." not in pdfsig(verander_een_byte(verzegel(brief())), tmp_path)


def test_het_zegel_laat_staan_wat_het_document_van_zichzelf_zegt(stel_in):
    stel_in()
    pdf = brief()
    with pikepdf.open(io.BytesIO(pdf)) as voor, pikepdf.open(io.BytesIO(verzegel(pdf))) as na:
        assert na.Root.Metadata.read_bytes() == voor.Root.Metadata.read_bytes()
        assert dict(na.docinfo) == dict(voor.docinfo)
        assert str(na.Root.StructTreeRoot.K[0].S) == "/Document"
        (veld,) = na.Root.AcroForm.Fields
        assert [float(getal) for getal in veld.Rect] == [0, 0, 0, 0]  # takes no place on the page
        assert int(veld.F) & 0b110 == 0b100  # printed and not hidden, as PDF/A wants


@pytest.mark.parametrize(
    ("nu", "tekst"),
    [
        ("2016-12-31 23:59", "geldt pas vanaf zondag 1 januari 2017"),
        ("2020-01-01 00:01", "is verlopen op woensdag 1 januari 2020"),
    ],
)
def test_een_certificaat_dat_nu_niet_geldt_verzegelt_niet(stel_in, nu, tekst):
    stel_in()
    zet_klok(nu)
    for doe in (eis_bruikbaar, lambda: verzegel(brief())):
        with pytest.raises(RegelFout, match=f"{tekst}.* Er is niets gemaakt en niets verstuurd"):
            doe()


@pytest.mark.parametrize(
    ("bestand", "wachtwoord", "reden"),
    [
        (ZEGEL, "fout", "of het wachtwoord past niet"),
        (b"geen bestand met een sleutel", "geheim", "geen PKCS#12-bestand"),
        (ZEGEL.p12("geheim", met_sleutel=False), "geheim", "of een van de twee ontbreekt"),
        (WORTEL, "geheim", "mag niet worden ondertekend"),
    ],
)
def test_een_verkeerd_certificaat_start_niet_en_verzegelt_niet(stel_in, bestand, wachtwoord, reden):
    stel_in(bestand, wachtwoord)
    with pytest.raises(ImproperlyConfigured, match=reden):
        controleer_opstart()
    with pytest.raises(RegelFout, match="niet te lezen"):
        verzegel(brief())


def test_een_bestand_dat_er_niet_is_start_niet(stel_in):
    pad = stel_in()
    controleer_opstart()
    pad.unlink()
    with pytest.raises(ImproperlyConfigured, match="No such file"):
        controleer_opstart()
    with pytest.raises(RegelFout, match="niet te lezen"):
        verzegel(brief())


def test_een_nieuw_certificaat_geldt_zonder_herstart(stel_in):
    stel_in()
    verzegel(brief())
    stel_in(pas("Het nieuwe zegel", WORTEL))
    assert oordeel(verzegel(brief()))["naam"] == "Het nieuwe zegel"
