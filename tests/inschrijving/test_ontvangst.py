"""The receipt on paper, its signature, and the public page that checks it (R5)."""

import base64
import re
import subprocess

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.models import Bericht
from inschrijving import waarmerk
from inschrijving.models import Indiening
from inschrijving.tasks import maak_ontvangstbewijzen
from kluis.actions import lees
from tests.inschrijving.hulp import NIEUW, Lid, ingediende_inschrijving, log_in, pagina, tekenbevoegde

pytestmark = pytest.mark.django_db
ADRES = "ontvangst_controleren"


@pytest.fixture
def indiening(klok, client):
    klok("2017-07-28 14:12:07")
    rij = ingediende_inschrijving(regios={"Utrecht": NIEUW}, leden=[Lid("Stichting Wulp", "87654321")])
    log_in(client, rij.door)
    return rij


def tekst_van(pdf: bytes) -> str:
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return uit.stdout.decode()


@pytest.mark.clausule("IK-085")
def test_bewijs_op_papier_noemt_alles(indiening, client):
    antwoord = client.get(pagina("ontvangstbewijs_pdf", indiening.inschrijving))
    assert antwoord["Content-Type"] == "application/pdf"
    assert f"ontvangstbewijs-{indiening.ontvangstnummer}.pdf" in antwoord["Content-Disposition"]
    kaal = re.sub(r"\s+", "", tekst_van(antwoord.content))
    delen = [
        *(indiening.ontvangstnummer, indiening.hash, indiening.logkop, waarmerk.waarmerk(indiening)),
        *("28 juli 2017, 14:12:07 uur (UTC+02:00)", "2017-07-28 12:12:07.000000 UTC", "Utrecht (nieuw)"),
        *(indiening.momentopname["partij"]["statutaire_naam"], indiening.inschrijving.ronde.naam),
        *(bestand[veld] for bestand in indiening.bestanden for veld in ("naam", "soortnaam", "sha256")),
    ]
    assert [deel for deel in delen if re.sub(r"\s+", "", deel) not in kaal] == []


@pytest.mark.clausule("IK-085")
@pytest.mark.geval("R5")
def test_de_mail_draagt_hetzelfde_papier_als_de_download(indiening, client):
    adres = pagina("ontvangstbewijs_pdf", indiening.inschrijving)
    ter_plekke = client.get(adres).content
    assert not Bericht.objects.get().bijlagen.exists()
    for _ in range(2):
        maak_ontvangstbewijzen()
    bericht = Bericht.objects.get()
    [stuk] = bericht.bijlagen.all()
    assert (stuk.naam, stuk.type) == (f"ontvangstbewijs-{indiening.ontvangstnummer}.pdf", "application/pdf")
    uitvoerder = indiening.inschrijving.uitvoerder
    uitvoerder.zorgkantoor = "Zorgkantoor dat later anders heet"
    uitvoerder.save()
    assert ter_plekke == lees(stuk) == client.get(adres).content


def test_elke_versie_heeft_haar_eigen_papier(indiening, client):
    adres = pagina("ontvangstbewijs_pdf", indiening.inschrijving)
    assert client.get(f"{adres}?versie=1").status_code == 200
    assert client.get(f"{adres}?versie=2").status_code == 404


def test_handtekening_is_na_te_rekenen_zonder_het_portaal(indiening):
    sleutel = Ed25519PublicKey.from_public_bytes(base64.b64decode(waarmerk.openbare_sleutel()))
    handtekening = base64.b64decode(waarmerk.waarmerk(indiening))
    regel = f"{indiening.ontvangstnummer} 2017-07-28T12:12:07.000000+00:00 {indiening.hash} {indiening.logkop}"
    sleutel.verify(handtekening, regel.encode())
    with pytest.raises(InvalidSignature):
        sleutel.verify(handtekening, regel.replace("12:12:07", "12:12:06").encode())


@pytest.mark.geval("B32")
def test_iedereen_kan_een_bewijs_controleren(indiening, client):
    client.logout()
    goed = {
        "nummer": f" {indiening.ontvangstnummer.lower()} ",
        "sha256": f"{indiening.hash[:32].upper()} {indiening.hash[32:]}",
    }
    antwoord = client.post(reverse(ADRES), goed)
    assert (antwoord.status_code, "Dit klopt</h2>" in antwoord.text) == (200, True)
    for geheim in (indiening.inschrijving.organisatie.statutaire_naam, "Utrecht", indiening.logkop):
        assert geheim not in antwoord.text
    assert waarmerk.openbare_sleutel() in antwoord.text.replace("&#x2B;", "+").replace("&#x3D;", "=")


@pytest.mark.geval("B32")
@pytest.mark.parametrize("fout", ["nummer", "hash", "allebei", "leeg van binnen"])
def test_wat_niet_klopt_krijgt_steeds_hetzelfde_antwoord(indiening, client, fout):
    client.logout()
    velden = {"nummer": indiening.ontvangstnummer, "sha256": indiening.hash}
    anders = {
        "nummer": {"nummer": "BESTAAT-1"},
        "hash": {"sha256": "0" * 64},
        "allebei": {"nummer": "BESTAAT-1", "sha256": "0" * 64},
        "leeg van binnen": {"nummer": "BESTAAT-1", "sha256": "a"},
    }[fout]
    with CaptureQueriesContext(connection) as vragen:
        antwoord = client.post(reverse(ADRES), velden | anders)
    assert (antwoord.status_code, "Dit klopt niet" in antwoord.text) == (200, True)
    assert sum("inschrijving_indiening" in vraag["sql"] for vraag in vragen) == 1


@pytest.mark.parametrize("velden", [{}, {"nummer": "x", "sha256": "<script>"}, {"nummer": "\x00", "sha256": "a"}])
def test_onzin_wordt_niet_opgezocht(indiening, client, velden):
    antwoord = client.post(reverse(ADRES), velden)
    assert (antwoord.status_code, "Het portaal heeft" in antwoord.text) == (422, False)


def test_een_vreemde_krijgt_het_papier_niet(indiening, client):
    log_in(client, tekenbevoegde())
    assert client.get(pagina("ontvangstbewijs_pdf", indiening.inschrijving)).status_code == 404
    assert Indiening.objects.count() == 1
