"""The public page of a loting: not before the release, without names, and redone by anyone (V5)."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from bekendmaking.models import Vrijgave
from kern import klok
from partijen.states import Rolsoort
from selectie import actions
from selectie.states import Methode
from selectie.terugzetten import vraag_terug, zet_terug
from selectie.trekking import bevestig_loting, zet_loting_klaar
from tests.factories import bekeken, zet_klok
from tests.factories_selectie import medewerker, vier_gelijken
from tests.selectie.hulp import BRONNEN, ingevoerd, klaargezet, tekst

pytestmark = pytest.mark.django_db
VINDPLAATSEN = ["Krant", "Loterij"]


@pytest.fixture
def vastgesteld():
    """A region whose loting was computed, confirmed and fixed; nothing is released yet."""

    def maak(methode=Methode.RFC3797):
        selectie = vier_gelijken()
        berekend = methode == Methode.RFC3797
        loting = klaargezet(selectie, methode, BRONNEN if berekend else ())
        uitslag = {"bronnen": [[51704], [2, 5]], "vindplaatsen": VINDPLAATSEN} if berekend else {}
        loting = ingevoerd(loting, **uitslag)
        inkoper = medewerker(selectie.toewijzing)
        bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)
        actions.stel_vast(selectie_id=selectie.pk, door=inkoper)
        return loting

    zet_klok("2017-09-05 10:00")
    return maak


def geef_vrij(loting):
    toewijzing, nu = loting.regioselectie.toewijzing, klok.nu()
    Vrijgave.objects.create(
        ronde=toewijzing.ronde,
        uitvoerder=toewijzing.uitvoerder,
        vrij_op=nu,
        klaargezet_door=medewerker(toewijzing),
        klaargezet_op=nu,
        vrijgegeven_op=nu,
    )


def haal(client, naam, *argumenten):
    return client.get(reverse(naam, args=argumenten))


@pytest.mark.geval("B28")
def test_voor_de_vrijgave_bestaat_de_bladzijde_niet(client, vastgesteld):
    loting = vastgesteld()
    Vrijgave.objects.create(
        ronde=loting.regioselectie.toewijzing.ronde,
        uitvoerder=loting.regioselectie.toewijzing.uitvoerder,
        vrij_op=klok.nu(),
        klaargezet_door=loting.klaargezet_door,
        klaargezet_op=klok.nu(),
    )
    for naam in ("loting_openbaar", "loting_openbaar_deelnemers", "loting_openbaar_json"):
        assert haal(client, naam, loting.pk).status_code == 404
    assert list(haal(client, "lotingen_openbaar").context["lotingen"]) == []


@pytest.mark.geval("V8", "V10")
def test_een_ingetrokken_loting_staat_er_met_haar_nummer_lijst_en_reden(client):
    zet_klok("2017-09-04 10:00")
    selectie = vier_gelijken()
    inkoper, collega = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    wanneer = {"plaats": "Zwolle", "trekking_op": klok.nu() + timedelta(hours=2)}
    loting = zet_loting_klaar(selectie_id=selectie.pk, methode=Methode.HAND, door=inkoper, **wanneer)
    manager = medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER)
    vraag_terug(selectie_id=selectie.pk, reden="Een feit klopte niet.", door=manager)
    zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=inkoper)
    kandidaat = selectie.kandidaten.order_by("pk").last()
    actions.leg_kandidaat_vast(kandidaat_id=kandidaat.pk, clientondersteuners=3, geregistreerd=0, door=inkoper)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=inkoper)
    actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=collega)
    actions.stel_vast(selectie_id=selectie.pk, door=inkoper)
    assert haal(client, "loting_openbaar", loting.pk).status_code == 404

    geef_vrij(loting)
    assert "ingetrokken, niet gehouden" in tekst(haal(client, "lotingen_openbaar"))
    pagina = tekst(haal(client, "loting_openbaar", loting.pk))
    waar = (loting.kenmerk, "Een feit klopte niet.", loting.deelnemers_hash, "Er is niets getrokken")
    assert all(stuk in pagina for stuk in waar)
    assert "Uitslag" not in pagina
    lijst = haal(client, "loting_openbaar_deelnemers", loting.pk).content
    assert hashlib.sha256(lijst).hexdigest() == loting.deelnemers_hash
    assert haal(client, "loting_openbaar_json", loting.pk).status_code == 404


@pytest.mark.geval("V5", "V9")
def test_een_derde_rekent_een_bekende_loting_na_met_wat_de_bladzijde_geeft(client, vastgesteld, tmp_path):
    loting = vastgesteld()
    geef_vrij(loting)
    pagina = haal(client, "loting_openbaar", loting.pk)
    assert loting.deelnemers_hash in tekst(pagina)
    assert all(naam not in pagina.content.decode() for naam in namen(loting))

    lijst = haal(client, "loting_openbaar_deelnemers", loting.pk).content
    assert hashlib.sha256(lijst).hexdigest() == loting.deelnemers_hash
    programma = haal(client, "loting_programma").content
    assert hashlib.sha256(programma).hexdigest() in tekst(pagina)
    (tmp_path / "loting.py").write_bytes(programma)
    (tmp_path / "verslag.json").write_bytes(haal(client, "loting_openbaar_json", loting.pk).content)

    los = [sys.executable, "-I", "-S", "loting.py", "controleer", "verslag.json"]
    klaar = subprocess.run(los, cwd=tmp_path, capture_output=True, timeout=60)

    assert (klaar.returncode, klaar.stdout) == (0, b"klopt\n")
    verslag = json.loads((tmp_path / "verslag.json").read_text())
    assert [loting.deelnemers[nummer - 1] for nummer in verslag["volgorde"]] == loting.volgorde


def namen(loting):
    rijen = loting.regioselectie.toewijzing.regioinschrijvingen.select_related("inschrijving__organisatie")
    return {rij.inschrijving.partijnaam for rij in rijen}


def test_een_loting_met_de_hand_staat_er_ook_zonder_berekening(client, vastgesteld):
    loting = vastgesteld(Methode.HAND)
    geef_vrij(loting)
    pagina = tekst(haal(client, "loting_openbaar", loting.pk))
    assert "De notaris trok met de hand." in pagina
    assert loting.proces_verbaal.sha256 in pagina
    assert haal(client, "loting_openbaar_json", loting.pk).status_code == 404
    assert [rij.pk for rij in haal(client, "lotingen_openbaar").context["lotingen"]] == [loting.pk]
