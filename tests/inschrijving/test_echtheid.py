"""What the portal says of the signature in an uploaded file: three words apart, and nothing is fetched."""

import socket
from datetime import datetime

import pytest

from inschrijving import echtheid
from inschrijving.echtheid import onderzoek, twijfel
from inschrijving.rules import zelfde_naam
from kern.klok import AMSTERDAM
from tests.inschrijving.certificaten import onderteken, pas, verander_een_byte, wijzig_na, wortel
from tests.inschrijving.hulp import pdf

NU = datetime(2017, 7, 28, 14, 0, tzinfo=AMSTERDAM)
VERKLARING = pdf("Bestuursverklaring van de proef")
WORTEL = wortel()
ANNA = pas("Anna de Vries", WORTEL)


@pytest.fixture(autouse=True)
def wortels(settings, tmp_path):
    """The list of roots of this portal: one file of two."""
    lijst = tmp_path / "wortels.pem"
    lijst.write_text(WORTEL.pem + wortel("Een andere wortel").pem)
    settings.HANDTEKENING_WORTELS = str(lijst)
    return lijst


def controleer(inhoud, namen=("A. de Vries",), concept=VERKLARING):
    return onderzoek(inhoud, namen=namen, concept=concept, moment=NU)


def woorden(inhoud, **anders):
    """(intact, known, trusted) of the first signature."""
    return [woord.goed for woord in echtheid.woorden(controleer(inhoud, **anders)["handtekeningen"][0])]


def test_ongeschonden_bekend_en_vertrouwd():
    assert twijfel(controleer(onderteken(VERKLARING, ANNA)), 1) == ""


def test_een_map_met_wortels(settings, wortels):
    settings.HANDTEKENING_WORTELS = str(wortels.parent)
    assert woorden(onderteken(VERKLARING, ANNA)) == [True, True, True]


@pytest.mark.parametrize(
    ("wie", "reden"),
    [
        (pas("Anna de Vries", None), "De uitgever van het certificaat staat niet op onze lijst."),
        (pas("Anna de Vries", wortel("Vreemd")), "De uitgever van het certificaat staat niet op onze lijst."),
        (pas("Anna de Vries", WORTEL, tot=datetime(2017, 7, 27, tzinfo=AMSTERDAM)), "Het certificaat is verlopen."),
        (pas("Anna de Vries", WORTEL, van=datetime(2017, 7, 29, tzinfo=AMSTERDAM)), "nog niet geldig."),
    ],
    ids=["zelf uitgegeven", "andere wortel", "verlopen", "nog niet geldig"],
)
def test_zonder_vertrouwde_keten_nooit_goed(wie, reden):
    getekend = onderteken(VERKLARING, wie)
    uitslag = controleer(getekend)
    assert woorden(getekend) == [True, True, False]
    assert twijfel(uitslag, 1).startswith("Keten vertrouwd: nee. ")
    assert twijfel(uitslag, 1).endswith(reden)


def test_zonder_lijst_van_wortels_is_niets_vertrouwd(settings):
    settings.HANDTEKENING_WORTELS = ""
    assert woorden(onderteken(VERKLARING, ANNA)) == [True, True, False]


@pytest.mark.parametrize("bederf", [verander_een_byte, wijzig_na])
def test_een_andere_byte_of_een_latere_wijziging_is_niet_ongeschonden(bederf):
    bedorven = bederf(onderteken(VERKLARING, ANNA))
    assert woorden(bedorven)[0] is False
    assert "gewijzigd nadat het is getekend" in twijfel(controleer(bedorven), 1)


def test_een_certificaat_op_een_andere_naam():
    uitslag = controleer(onderteken(VERKLARING, pas("Bert Jansen", WORTEL)))
    assert twijfel(uitslag, 1) == "Ondertekenaar bekend: nee. Het certificaat staat op naam van Bert Jansen."


def test_een_scan_bekijkt_een_mens():
    uitslag = controleer(VERKLARING)
    assert (uitslag["leesbaar"], uitslag["handtekeningen"]) == (True, [])
    assert twijfel(uitslag, 1) == echtheid.GEEN


def test_een_bestand_dat_niet_te_lezen_is():
    uitslag = controleer(b"%PDF-1.7 en verder niets")
    assert twijfel(uitslag, 1) == echtheid.ONLEESBAAR


def test_een_ander_document_met_een_goede_handtekening():
    uitslag = controleer(onderteken(pdf("Iets anders"), ANNA))
    assert twijfel(uitslag, 1) == echtheid.ANDERE_INHOUD


def test_twee_handtekeningen_na_elkaar():
    eerste = onderteken(VERKLARING, ANNA)
    beide = onderteken(eerste, pas("Bert Jansen", WORTEL), "Handtekening2")
    namen = ["A. de Vries", "B. Jansen"]
    assert twijfel(controleer(beide, namen=namen), 2) == ""
    assert twijfel(controleer(eerste, namen=namen), 2).startswith("Er staat 1 digitale handtekening in")


def test_er_wordt_niets_opgehaald():
    """A certificate that names an address for the list of withdrawn ones: nobody calls there."""
    with socket.create_server(("127.0.0.1", 0)) as luister:
        adres = f"http://127.0.0.1:{luister.getsockname()[1]}/lijst.crl"
        assert woorden(onderteken(VERKLARING, pas("Anna de Vries", WORTEL, adres=adres))) == [True, True, True]
        luister.setblocking(False)
        with pytest.raises(BlockingIOError):
            luister.accept()


@pytest.mark.parametrize(
    ("genoemd", "certificaat", "zelfde"),
    [
        ("A. de Vries", "Anna de Vries", True),
        ("Anna de Vries", "ANNA DE VRIES", True),
        ("André Núñez", "Andre Nunez", True),
        ("A. de Vries", "Bert de Vries", False),
        ("A. de Vries", "Anna Jansen", False),
        ("A. de Vries", "", False),
    ],
)
def test_dezelfde_naam(genoemd, certificaat, zelfde):
    assert zelfde_naam(genoemd, certificaat) is zelfde
