"""Documents beside the eisen: looked at, downloaded, and what the organisation stated."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from inschrijving import actions as inschrijving_actions
from kluis.actions import lees
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, open_alles, regio_van, team, zonder_belang
from tests.beoordeling.kijken import adres, eisblok, kijk
from tests.inschrijving.hulp import dien_in, log_in, teken, volledige_inschrijving

pytestmark = pytest.mark.django_db


def test_een_document_is_te_bekijken_en_byte_voor_byte_te_downloaden(als_een, dossier):
    for rij in dossier.bewijsstukken.select_related("stuk"):
        beeld = als_een.get(adres(dossier, "dossier_beeld", rij.pk))
        assert beeld["Content-Disposition"].startswith("inline")
        assert beeld["Content-Security-Policy"].startswith("sandbox;")
        origineel = als_een.get(adres(dossier, "dossier_origineel", rij.pk))
        assert origineel["Content-Disposition"].startswith("attachment")
        assert beeld.content == origineel.content == lees(rij.stuk)
        blad = als_een.get(adres(dossier, "dossier_blad", f"stuk-{rij.pk}")).content.decode()
        with pikepdf.open(BytesIO(origineel.content)) as pdf:
            assert f"bladzijde 1 van {len(pdf.pages)}" in blad
        assert rij.stuk.sha256 in blad


@pytest.mark.clausule("IK-123")
def test_de_scholing_die_een_organisatie_per_persoon_opschrijft_ziet_de_beoordelaar(client, klok):
    klok("2017-07-28 14:12")
    dossier = volledige_inschrijving()
    persoon, tekenaar = dossier.clientondersteuners.first(), dossier.bestuursverklaring.getekend_door
    log_in(client, tekenaar)
    velden = {"naam": persoon.naam, "hbo": "on", "registratie": persoon.registratie, "geen_belangen": "on"}
    velden |= {"registratienummer": persoon.registratienummer, "scholing": "Niet-aangeboren hersenletsel, maart 2016"}
    velden["regios"] = [regio.pk for regio in persoon.regios.all()]
    adres_ = reverse("inschrijving_rij", args=[dossier.kenmerk, "ondersteuners", persoon.pk])
    assert client.post(adres_, velden).status_code == 302
    teken(dossier, tekenaar)
    dien_in(dossier, tekenaar)
    klok(OPEN_OP)
    open_alles(dossier.ronde, dossier.uitvoerder)
    klok(BEOORDEEL_OP)
    wie = team(dossier.uitvoerder)
    zonder_belang(dossier, wie.een)
    client.force_login(wie.een)
    blad = client.get(adres(dossier, "dossier_blad", "mensen")).content.decode()
    assert "Scholing: Niet-aangeboren hersenletsel, maart 2016" in blad


@pytest.mark.geval("B24")
def test_een_document_van_een_ander_dossier_bestaat_hier_niet(als_een, dossier, klok):
    klok("2017-07-28 14:12")
    ander = volledige_inschrijving(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder)
    vreemd = ander.bewijsstukken.first().pk
    klok(BEOORDEEL_OP)
    for naam, arg in (
        ("dossier_beeld", vreemd),
        ("dossier_origineel", vreemd),
        ("dossier_blad", f"stuk-{vreemd}"),
        ("dossier_blad", f"prognose-{ander.regios.first().pk}"),
        ("dossier_blad", "onbekend"),
    ):
        assert als_een.get(adres(dossier, naam, arg)).status_code == 404


@pytest.mark.parametrize(("gevraagd", "getoond"), [("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1), ("9" * 40, 1)])
def test_bladeren_blijft_binnen_het_document(client, klok, gevraagd, getoond):
    dossier, rij = met_document(klok)
    client.force_login(team(dossier.uitvoerder).een)
    blad = client.get(adres(dossier, "dossier_blad", f"stuk-{rij.pk}"), {"bladzijde": gevraagd}).content.decode()
    assert f"bladzijde {getoond} van 3" in blad
    assert f"&amp;page={getoond}" in blad
    assert ('rel="next"' in blad, 'rel="prev"' in blad) == (getoond < 3, getoond > 1)


def met_document(klok):
    """An opened dossier with one more file, of three pages."""
    klok("2017-07-28 14:12")
    dossier = volledige_inschrijving(getekend=False)
    door = dossier.organisatie.rollen.first().gebruiker
    uit = BytesIO()
    with pikepdf.new() as document:
        for _ in range(3):
            document.add_blank_page()
        document.save(uit)
    inschrijving_actions.voeg_document_toe(
        inschrijving_id=dossier.pk,
        soort="ervaring",
        naam="ervaring.pdf",
        inhoud=uit.getvalue(),
        datum=None,
        deelnemer_id=None,
        door=door,
    )
    teken(dossier, door)
    dossier.refresh_from_db()
    dien_in(dossier, door)
    klok(OPEN_OP)
    open_alles(dossier.ronde, dossier.uitvoerder)
    klok(BEOORDEEL_OP)
    zonder_belang(dossier, team(dossier.uitvoerder).een)
    return dossier, dossier.bewijsstukken.get(soort="ervaring")


@pytest.mark.clausule("IK-134", "IK-140")
def test_wat_de_organisatie_opgaf_staat_bij_de_eis_en_op_haar_blad(als_een, dossier):
    bladzijde = kijk(als_een, dossier)
    assert "Beroepscode: akkoord" in eisblok(bladzijde, 6)
    zeven = eisblok(bladzijde, 7)
    assert "Klachtenregeling: https://steun.example/klachten" in zeven
    assert "Privacyreglement: https://steun.example/privacy" in zeven
    negen = eisblok(bladzijde, 9)
    assert f"Bezoekadres: {dossier.bezoekadres}" in negen
    assert f"Telefoon: {dossier.telefoon} · E-mail: {dossier.email}" in negen
    verklaring = als_een.get(adres(dossier, "dossier_blad", "verklaring")).content.decode()
    tekenaar = dossier.bestuursverklaring.getekend_door
    assert f"Getekend door {tekenaar.naam}, bestuurder" in verklaring
    assert "op 28 juli 2017, 14:12:00 uur." in verklaring


@pytest.mark.parametrize(
    ("sleutel", "tekst"),
    [
        ("verklaring", "Gaat akkoord met de beroepscode."),
        ("organisatie", "Gemeenten in Utrecht: 2 aangevinkt"),
        ("mensen", "Cliëntondersteuners (4)"),
        ("ervaring", "Andere ervaring, 2017"),
        ("onderbouwing", "Zo voldoen wij aan eis 11."),
    ],
)
def test_elk_blad_toont_wat_is_ingevuld(als_een, dossier, sleutel, tekst):
    antwoord = als_een.get(adres(dossier, "dossier_blad", sleutel))
    assert antwoord.status_code == 200
    assert tekst in antwoord.content.decode()


def test_een_blad_van_de_prognose(als_een, dossier):
    antwoord = als_een.get(adres(dossier, "dossier_blad", f"prognose-{regio_van(dossier, 'Utrecht').pk}"))
    assert "Unieke cliënten per jaar: <strong>120</strong>" in antwoord.content.decode()
