"""The selectieverslag and the proces-verbaal of a loting: what they say, and that they can be redone."""

import json
import subprocess
from io import StringIO

import pytest
from django.core.management import call_command

from kern.models import Gebeurtenis
from kluis.actions import lees
from partijen.states import Rolsoort
from selectie import actions
from selectie.states import Methode, Status
from selectie.terugzetten import vraag_terug, zet_terug
from selectie.trekking import bevestig_loting
from tests.factories import bekeken
from tests.factories_selectie import in_status, medewerker
from tests.selectie.hulp import BRONNEN, ingevoerd, kijk, klaargezet

pytestmark = pytest.mark.django_db
VINDPLAATSEN = ["Krant van 6 september, bladzijde 12", "Website van de loterij"]


def woorden(pdf: bytes, tmp_path) -> str:
    """The text of a tagged PDF, with single spaces."""
    bestand = tmp_path / "verslag.pdf"
    bestand.write_bytes(pdf)
    over = subprocess.run(["pdfinfo", bestand], capture_output=True, check=True).stdout.decode()
    assert "Tagged:          yes" in over
    uit = subprocess.run(["pdftotext", "-layout", bestand, "-"], capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


def test_het_verslag_zegt_wat_besliste_waarop_het_rust_en_wie_het_deed(client, meld_aan, tmp_path):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    antwoord = kijk(client, "selectie_verslag", selectie.toewijzing_id)
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord.content == kijk(client, "selectie_verslag", selectie.toewijzing_id).content
    tekst = woorden(antwoord.content, tmp_path)
    for zin in (
        "4 plaatsen min 0 bestaande organisaties is 4 plaatsen",
        "Dit is een tussenstand.",
        "beslist: ervaring c",
        "Daarom staat u op plaats 5 en was er geen plaats meer.",
        "Overeenkomst met de gemeente",
        "Besproken in het team.",
        str(selectie.voorgesteld_door),
        str(selectie.bevroren_door),
        selectie.invoer_hash[:32],
    ):
        assert zin in tekst


@pytest.mark.geval("V5")
def test_het_json_verslag_is_byte_voor_byte_te_maken_uit_de_invoer_ook_na_een_loting(
    client, meld_aan, gelijken, tmp_path
):
    loting = ingevoerd(klaargezet(gelijken))
    inkoper = meld_aan(gelijken.toewijzing)
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)
    actions.stel_vast(selectie_id=gelijken.pk, door=inkoper)
    (tmp_path / "invoer.json").write_bytes(kijk(client, "selectie_invoer", gelijken.toewijzing_id).content)
    uitvoer = StringIO()
    call_command("proefselectie", str(tmp_path / "invoer.json"), stdout=uitvoer)

    verslag = kijk(client, "selectie_uitslag", gelijken.toewijzing_id).content.decode()

    assert verslag == uitvoer.getvalue()
    gegevens = json.loads(verslag)
    assert verslag == json.dumps(gegevens, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    assert gegevens["loting"]["plaatsen"] == 3


def test_een_teruggezette_bevriezing_staat_in_het_verslag(client, meld_aan, tmp_path):
    selectie = in_status(Status.GERANGSCHIKT)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    oud = selectie.invoer_hash
    chef = medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER)
    vraag_terug(selectie_id=selectie.pk, reden="Een oordeel is heropend.", door=chef)
    zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=een)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)
    actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)
    meld_aan(selectie.toewijzing)
    tekst = woorden(kijk(client, "selectie_verslag", selectie.toewijzing_id).content, tmp_path)
    assert "Reden: Een oordeel is heropend." in tekst
    assert oud[:32] in tekst


def test_van_een_open_regio_is_er_geen_verslag(client, meld_aan):
    selectie = in_status(Status.OPEN)
    meld_aan(selectie.toewijzing)
    assert kijk(client, "selectie_verslag", selectie.toewijzing_id).status_code == 404


# --- Het proces-verbaal van de loting -----------------------------------------------------------------------


@pytest.mark.geval("V9")
@pytest.mark.clausule("IK-166")
def test_het_proces_verbaal_noemt_alles_om_de_loting_over_te_doen(client, gelijken, tmp_path):
    loting = klaargezet(gelijken, Methode.RFC3797, BRONNEN)
    loting = ingevoerd(loting, bronnen=[[51704], [2, 5, 12, 8, 10]], vindplaatsen=VINDPLAATSEN)

    tekst = woorden(lees(loting.verslag), tmp_path)

    regio = loting.regioselectie.toewijzing.regioinschrijvingen.get(inschrijving__kenmerk=loting.deelnemers[0])
    for zin in (
        regio.inschrijving.partijnaam,
        *loting.deelnemers,
        *BRONNEN,
        *VINDPLAATSEN,
        "51704",
        "2 5 12 8 10",
        "51704./2.5.8.10.12./",
        "niemand schuift door",
        "mr. A. de Wit, Zwolle",
        str(loting.klaargezet_door),
        str(loting.notaris),
        "12:00",
        loting.deelnemers_hash[:40],
    ):
        assert zin in tekst
    assert Gebeurtenis.objects.get(handeling="voer_in").gegevens["verslag"] == loting.verslag.sha256


@pytest.mark.geval("V9")
def test_het_gemaakte_proces_verbaal_en_de_berekening_zijn_te_downloaden(client, meld_aan, gelijken):
    loting = klaargezet(gelijken, Methode.RFC3797, BRONNEN)
    meld_aan(gelijken.toewijzing)
    for naam in ("loting_verslag", "loting_json"):
        assert kijk(client, naam, loting.pk).status_code == 404
    loting = ingevoerd(loting, bronnen=[[1], [2]], vindplaatsen=VINDPLAATSEN)
    assert kijk(client, "loting_verslag", loting.pk).content == lees(loting.verslag)
    assert json.loads(kijk(client, "loting_json", loting.pk).content)["sleutel"] == "1./2./"


def test_een_geval_met_de_hand_heeft_geen_berekening(client, meld_aan, gelijken):
    loting = ingevoerd(klaargezet(gelijken))
    meld_aan(gelijken.toewijzing)
    assert kijk(client, "loting_json", loting.pk).status_code == 404
