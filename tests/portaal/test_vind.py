"""Vind een cliëntondersteuner: who helps today, the zorgkantoor beside them, and what to do when there is nobody."""

import re
from csv import DictReader

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import PositiveIntegerField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bekendmaking.models import Beslissing
from portaal.vinden import plaatsnamen
from publicatie.models import Gemeente, Regio
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import zet_klok
from tests.factories_inschrijving import DekkingFactory
from tests.factories_overeenkomst import BereikbaarheidFactory, EigenOndersteuningFactory
from tests.factories_publicatie import GemeenteFactory, GemeentelidmaatschapFactory
from tests.overeenkomst.lopen import zet
from tests.overeenkomst.toneel import Contracttoneel

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    """One overeenkomst in Utrecht that runs; the clock stands in January 2018."""
    toneel = Contracttoneel({"Utrecht": BESTAAND}, samenwerkingsverband=True, verbandnaam="Combinatie Kluut")
    zet(toneel.dossier)
    zet_klok("2018-01-02 10:00")
    return toneel


def lid(naam, regio, code):
    gemeente = Gemeente.objects.filter(cbs_code=code).first() or GemeenteFactory(cbs_code=code, naam=naam)
    return GemeentelidmaatschapFactory(
        gemeente=gemeente, regio=Regio.objects.get(naam=regio), van="2015-01-01", tot=None
    )


def zoek(client, **waar):
    return " ".join(client.get(reverse("vind"), waar).content.decode().split())


@pytest.mark.clausule("IK-011", "IK-014", "OV-151")
def test_een_client_ziet_wie_helpt_met_telefoon_mail_tijden_en_website_en_het_zorgkantoor_ernaast(client, toneel):
    dossier = toneel.dossier
    BereikbaarheidFactory(organisatie=dossier.organisatie, regio=Regio.objects.get(naam="Utrecht"))
    EigenOndersteuningFactory(uitvoerder=toneel.uitvoerder)
    lid("Zeist", "Utrecht", "GM0355")

    pagina = zoek(client, gemeente="zeist")

    assert "De gemeente Zeist ligt in regio Utrecht." in pagina
    assert "Combinatie Kluut" in pagina
    assert '<a class="utrecht-link" href="tel:0881234567">088 123 45 67</a>' in pagina
    assert 'href="mailto:clienten@wulp.example"' in pagina
    assert "elke werkdag van 9.00 tot 17.00 uur" in pagina
    assert 'href="https://wulp.example"' in pagina
    assert "Ook Zorgkantoor IJsvogel heeft cliëntondersteuners." in pagina
    assert 'href="tel:0887654321"' in pagina
    assert "artikel 4.2.1 en artikel 8.1.1" in pagina
    assert zoek(client, regio="utrecht").count("Combinatie Kluut") == pagina.count("Combinatie Kluut")


@pytest.mark.clausule("IK-011", "IK-033")
@pytest.mark.parametrize("status", ["getekend", "beeindigd"])
def test_alleen_wie_vandaag_een_overeenkomst_heeft_die_loopt(client, toneel, status):
    zet(toneel.dossier, status)
    assert "is nu geen organisatie die u kunt kiezen" in zoek(client, regio="utrecht")


@pytest.mark.clausule("IK-033")
def test_na_de_laatste_dag_in_de_regio_helpt_de_organisatie_daar_niet_meer(client, toneel):
    Beslissing.objects.update(looptijd_tot="2018-06-30")
    zet_klok("2018-06-30 23:00")
    assert "Combinatie Kluut" in zoek(client, regio="utrecht")
    zet_klok("2018-07-01 00:01")
    pagina = zoek(client, regio="utrecht")
    assert "Combinatie Kluut" not in pagina
    assert "Neem contact op met Zorgkantoor IJsvogel: het zorgkantoor moet ervoor zorgen" in pagina


@pytest.mark.clausule("OV-036", "OV-037", "OV-071")
def test_wie_ook_zorg_in_een_andere_regio_wil_ziet_wie_er_in_beide_helpt(client):
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    zet(toneel.dossier)
    BereikbaarheidFactory(organisatie=toneel.dossier.organisatie, regio=Regio.objects.get(naam="Zwolle"))
    zet_klok("2018-01-02 10:00")
    lid("Zeist", "Utrecht", "GM0355")
    partij = toneel.dossier.partijnaam

    def hulp(**waar):
        aanboden = client.get(reverse("vind"), waar).context["aanboden"]
        return [(aanbod.regio.naam, [rij.partij for rij in aanbod.hulp]) for aanbod in aanboden]

    assert hulp(gemeente="Zeist") == [("Utrecht", [partij])]
    assert hulp(gemeente="Zeist", ook="zwolle") == [("Utrecht", [partij]), ("Zwolle", [partij])]
    assert hulp(gemeente="Zeist", ook="utrecht") == [("Utrecht", [partij])]
    assert hulp(gemeente="Zeist", ook="bestaat-niet") == []
    pagina = zoek(client, gemeente="Zeist", ook="zwolle")
    for wat in ("Uw hulp in regio Zwolle", "tel:0881234567", "clienten@wulp.example", "Bel voor een afspraak."):
        assert wat in pagina
    assert "Wulpenlaan 1, Zeist" in pagina


@pytest.mark.clausule("OV-039")
def test_wie_in_een_gemeente_niet_werkt_staat_daar_niet_bij(client, toneel):
    deel = toneel.dossier.regios.get()
    lid("Zeist", "Utrecht", "GM0355"), lid("Bunnik", "Utrecht", "GM0312")
    nieuw = lid("Vijfheerenlanden", "Utrecht", "GM1961")
    type(nieuw).objects.filter(pk=nieuw.pk).update(van="2018-01-02")

    def bij(**waar):
        [aanbod] = client.get(reverse("vind"), waar).context["aanboden"]
        return [rij.partij for rij in aanbod.hulp]

    ieder = [toneel.dossier.partijnaam]
    assert (bij(gemeente="Bunnik"), bij(gemeente="Zeist"), bij(regio="utrecht")) == (ieder,) * 3
    for ander in deel.toewijzing.regio.lidmaatschappen.exclude(gemeente__naam="Bunnik").exclude(pk=nieuw.pk):
        DekkingFactory(regioinschrijving=deel, gemeente=ander.gemeente)
    assert (bij(gemeente="Bunnik"), bij(gemeente="Zeist"), bij(regio="utrecht")) == ([], ieder, ieder)
    assert bij(gemeente="Vijfheerenlanden") == ieder  # joined the region after the first day
    assert "In uw gemeente is nu geen organisatie die u kunt kiezen" in zoek(client, gemeente="Bunnik")
    assert "Werkt niet in: Bunnik." in zoek(client, regio="utrecht")


@pytest.mark.clausule("OV-041")
def test_de_hulp_is_gratis_en_van_een_client_wordt_alleen_geteld(client, toneel):
    assert "Deze hulp is gratis: u krijgt nooit een rekening." in zoek(client, regio="utrecht")
    velden = [
        veld for model in apps.get_models() if model._meta.app_label != "socialaccount" for veld in model._meta.fields
    ]
    over_clienten = {veld.name: type(veld) for veld in velden if re.search(r"client(?!ondersteuner)", veld.name)}
    assert over_clienten == dict.fromkeys(["clienten", "unieke_clienten"], PositiveIntegerField)


def test_zonder_contactgegevens_wijst_de_bladzijde_naar_de_website_en_het_zorgkantoor(client, toneel):
    pagina = zoek(client, regio="utrecht")
    assert "Het telefoonnummer staat hier nog niet." in pagina
    assert 'href="#zorgkantoor">uw zorgkantoor</a>' in pagina


def test_een_oude_naam_een_typefout_en_een_oude_gemeente_in_meer_regios(client, toneel):
    lid("Maashorst", "Utrecht", "GM1991")
    lid("Boxtel", "Utrecht", "GM0757")
    lid("Tilburg", "Zwolle", "GM0855")
    assert "Uden hoort bij de gemeente Maashorst. De gemeente Maashorst ligt in regio Utrecht." in zoek(
        client, gemeente="Uden"
    )
    assert "De gemeente Tilburg ligt in regio Zwolle." in zoek(client, gemeente="Tilbrug")
    keuze = zoek(client, gemeente="Haaren")
    assert "‘Haaren’ ligt in meer dan één regio" in keuze
    assert [f'href="?regio={r}"' in keuze for r in ("utrecht", "zwolle")] == [True, True]


def test_wat_niet_te_vinden_is_zegt_wat_u_kunt_doen(client, toneel):
    lid("Bergen op Zoom", "Utrecht", "GM0748")
    lid("Bergen (L.)", "Utrecht", "GM0893")
    assert "Welke gemeente bedoelt u?" in zoek(client, gemeente="Bergen")
    assert "Wij kennen deze gemeente niet" in zoek(client, gemeente="Parijs")
    assert "Vul de naam van uw gemeente in." in zoek(client, gemeente=" ")
    assert "Vul alleen de naam in." in zoek(client, gemeente="x" * 81)
    assert client.get(reverse("vind"), {"gemeente": "a\x00"}).status_code == 400
    assert "Uw hulp in regio" not in zoek(client, regio="bestaat-niet")


def test_evenveel_vragen_aan_de_databank_bij_een_en_bij_drie_organisaties(client, toneel):
    def vragen():
        with CaptureQueriesContext(connection) as gesteld:
            zoek(client, regio="utrecht")
        return len(gesteld)

    een = vragen()
    for _ in range(2):
        zet(toneel.partij({"Utrecht": BESTAAND}))
    zet_klok("2018-01-02 10:00")
    assert zoek(client, regio="utrecht").count("portaal-kader stroom--dicht") == 4
    assert vragen() == een


def test_elke_plaatsnaam_hoort_bij_een_gemeente_van_de_lijst(settings):
    with (settings.BASE_DIR / "fixtures" / "gemeenten.csv").open(encoding="utf-8") as bestand:
        bekend = {rij["cbs_code"]: rij["naam"] for rij in DictReader(bestand)}
    assert {code for _, code in plaatsnamen()} <= set(bekend)
    assert {naam for naam, _ in plaatsnamen()} & set(bekend.values()) == set()
