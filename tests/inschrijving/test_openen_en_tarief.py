"""At the opening: nothing that was not scanned (F30), nothing that acts in a page (B11), no lower tarief (A59)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from inschrijving import actions
from kern.fouten import RegelFout
from kluis.actions import scan_openstaande
from kluis.models import Stuk
from kluis.states import Scan
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, open_alles, team, zonder_belang
from tests.factories import TOEN
from tests.inschrijving.hulp import NIEUW, dien_in, ingediende_inschrijving, volledige_inschrijving
from tests.kluis import pdfs
from tests.kluis.clamd import clamd

pytestmark = pytest.mark.django_db


@pytest.mark.geval("F30")
def test_met_een_scanner_gaat_niets_open_dat_niet_gescand_is(klok, settings):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    klok("2017-08-01 18:00")
    with clamd() as settings.CLAMAV:
        with pytest.raises(RegelFout, match="nog niet op virussen gescand"):
            actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)
        scan_openstaande(hoogstens=99)
        assert actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None) == indiening


@pytest.mark.geval("F30")
def test_een_scanner_die_hangt_houdt_het_indienen_niet_tegen(klok, settings):
    klok("2017-07-28 14:12")
    settings.CLAMAV = "127.0.0.1:1"
    indiening = ingediende_inschrijving()
    assert indiening.ontvangstnummer
    assert set(Stuk.objects.values_list("scan", flat=True)) == {Scan.NIET_GESCAND}


@pytest.fixture
def geopend(klok, client):
    """A dossier with a lower tarief and an active PDF, opened, and an inkoper logged in; gives addresses of pages."""
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving(regios={"Utrecht": NIEUW}, lager_tarief=Decimal("61.37"))
    door = inschrijving.bestuursverklaring.getekend_door
    velden = {"soort": "ervaring", "naam": "actief.pdf", "inhoud": pdfs.met_javascript(), "door": door}
    actief = actions.voeg_document_toe(inschrijving_id=inschrijving.pk, **velden)
    dien_in(inschrijving, door)
    klok(OPEN_OP)
    open_alles(inschrijving.ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    inkoper = team(inschrijving.uitvoerder).een
    zonder_belang(inschrijving, inkoper)
    client.force_login(inkoper)
    inschrijving.actief = actief
    return inschrijving


@pytest.mark.clausule("IK-172")
def test_een_beoordelaar_ziet_het_lagere_tarief_nergens(geopend, client):
    regio = geopend.regios.get()
    bladen = ["verklaring", "organisatie", f"prognose-{regio.pk}", "mensen", "ervaring", "onderbouwing"]
    adressen = [reverse("dossier_blad", args=[geopend.kenmerk, blad]) for blad in bladen]
    for adres in [*adressen, reverse("dossier", args=[geopend.kenmerk]), reverse("dossiers")]:
        antwoord = client.get(adres)
        assert (antwoord.status_code, "61,37" in antwoord.text, "reizen minder" in antwoord.text) == (200, False, False)
    assert regio.lager_tarief == Decimal("61.37")


@pytest.mark.geval("B11")
def test_een_actieve_pdf_staat_niet_in_een_venster(geopend, client):
    tekst = client.get(reverse("dossier_blad", args=[geopend.kenmerk, f"stuk-{geopend.actief.pk}"])).text
    assert "<iframe" not in tekst
    assert "In dit bestand zit programmacode (JavaScript). Daarom tonen wij het hier niet." in tekst
    beeld = client.get(reverse("dossier_beeld", args=[geopend.kenmerk, geopend.actief.pk]))
    assert beeld["Content-Disposition"].startswith("attachment")


@pytest.mark.geval("B15")
def test_een_besmet_bestand_krijgt_een_beoordelaar_niet(geopend, client):
    Stuk.objects.filter(pk=geopend.actief.stuk_id).update(scan=Scan.BESMET, gescand_op=TOEN)
    blad = client.get(reverse("dossier_blad", args=[geopend.kenmerk, f"stuk-{geopend.actief.pk}"]))
    assert "In dit bestand is een virus gevonden" in blad.text
    for naam in ("dossier_beeld", "dossier_origineel"):
        assert client.get(reverse(naam, args=[geopend.kenmerk, geopend.actief.pk])).status_code == 409
