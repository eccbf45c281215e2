"""The list filters on automatic findings: the same that the dossier itself shows, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.bevindingen import DATUM, DOCUMENT, SOORTEN, als_ingedeeld
from beoordeling.gevonden import BEZETTING, DEKKING
from beoordeling.models import Classificatie
from beoordeling.queries import indelingen
from beoordeling.register import alle_bevindingen, register_van
from inschrijving.models import Clientondersteuner, Dekking
from inschrijving.queries import feiten, vers
from inschrijving.states import Deelnemersoort
from kern import klok as klok_
from kluis.models import Stuk
from kluis.states import Scan
from publicatie.models import Inkoopronde
from publicatie.states import Rondesoort
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, open_alles, team
from tests.factories import OrganisatieFactory, zet_klok
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde
from tests.factories_publicatie import GemeenteFactory, InkooprondeFactory
from tests.inschrijving.hulp import BESTAAND, NIEUW, Lid, ingediende_inschrijving
from tests.onthoud import onthoud

pytestmark = pytest.mark.django_db
UIT_HET_REGISTER = {"lopend_bij_heropening", "loopt", "loopt_langer", "loopt_niet"}  # in other rounds


@onthoud
def zeven_dossiers() -> Inkoopronde:
    """A round with seven opened dossiers, one of them of a samenwerkingsverband; complete as far as they can be."""
    zet_klok("2017-07-28 14:12")
    ronde = kleine_ronde()
    twee = {"Utrecht": NIEUW, "Flevoland": NIEUW}
    for naam in ("Goed", "Oud", "Weg", "Weinig", "Ongedekt"):
        ingediende_inschrijving(ronde=ronde, organisatie=OrganisatieFactory(statutaire_naam=naam), regios=twee)
    organisatie = OrganisatieFactory(statutaire_naam="Bestaand")
    ingediende_inschrijving(ronde=ronde, organisatie=organisatie, regios={"Utrecht": BESTAAND})
    organisatie = OrganisatieFactory(statutaire_naam="Verband")
    leden = [Lid("Zzp", "90000001", Deelnemersoort.ZZP), Lid("Partner", "90000002")]
    ingediende_inschrijving(ronde=ronde, organisatie=organisatie, regios=twee, leden=leden)
    zet_klok(OPEN_OP)
    open_alles(ronde, ronde.toewijzingen.first().uitvoerder)
    return ronde


@pytest.fixture
def ronde(klok):
    klok("2017-07-28 14:12")
    ronde = zeven_dossiers()
    klok(BEOORDEEL_OP)
    Classificatie.objects.filter(voorstel="bestaand").update(voorstel="geheel_nieuw")
    return ronde


@pytest.fixture
def als_inkoper(client, ronde):
    client.force_login(team(ronde.toewijzingen.first().uitvoerder).een)
    return client


def dossier(ronde, naam):
    return ronde.inschrijvingen.get(organisatie__statutaire_naam=naam)


def lijst(client, soort, **filters):
    antwoord = client.get(reverse("dossiers"), {"bevinding": soort, **filters})
    return {rij["organisatie__statutaire_naam"] for rij, _ in antwoord.context["tabel"].dossiers}


def op_het_dossier(ronde, soort):
    """Names of the dossiers that themselves show this finding."""
    namen = set()
    for rij in ronde.inschrijvingen.all():
        inschrijving = vers(rij.pk)
        dag = klok_.lokaal(inschrijving.indieningen.get().aangekomen_op).date()
        dossier = als_ingedeeld(feiten(inschrijving), indelingen(inschrijving))
        gevonden = alle_bevindingen(inschrijving, register_van(inschrijving), dossier, dag)
        if soort in {bevinding.soort for bevinding in gevonden}:
            namen.add(inschrijving.organisatie.statutaire_naam)
    return namen


def vervuil(ronde):
    """Make each finding occur."""
    dossier(ronde, "Oud").bewijsstukken.filter(soort="vog").update(datum="2017-01-27")
    dossier(ronde, "Weg").bewijsstukken.filter(soort="kvk").delete()
    Clientondersteuner.objects.filter(inschrijving=dossier(ronde, "Weinig")).order_by("pk").last().regios.clear()
    tweede = Clientondersteuner.objects.filter(inschrijving=dossier(ronde, "Weinig")).order_by("pk").first()
    tweede.regios.remove(tweede.regios.get(toewijzing__regio__naam="Flevoland"))
    Dekking.objects.filter(
        regioinschrijving__inschrijving=dossier(ronde, "Ongedekt"), gemeente__naam="Utrecht 1"
    ).delete()


@pytest.mark.clausule("IK-095", "IK-137", "IK-141")
@pytest.mark.parametrize(
    ("soort", "erbij"),
    [
        (DOCUMENT, {"Weg", "Bestaand"}),
        (DATUM, {"Oud"}),
        (BEZETTING, {"Weinig"}),
        (DEKKING, {"Ongedekt"}),
    ],
)
def test_de_lijst_vindt_wat_het_dossier_zelf_toont(als_inkoper, ronde, soort, erbij):
    vervuil(ronde)
    assert lijst(als_inkoper, soort) == op_het_dossier(ronde, soort) == erbij


def test_elke_soort_bevinding_is_een_filter_dat_vindt_wat_het_dossier_toont(als_inkoper, ronde):
    """A kind that SOORTEN does not have cannot be made; one that is added there and never occurs here is red."""
    vervuil(ronde)
    vervuil_verder(ronde)
    per_soort = {soort: lijst(als_inkoper, soort) for soort in SOORTEN}
    assert per_soort == {soort: op_het_dossier(ronde, soort) for soort in SOORTEN}
    assert {soort for soort, namen in per_soort.items() if not namen} == UIT_HET_REGISTER


@pytest.mark.parametrize("als", [Rondesoort.HEROPENING, Rondesoort.VERLENGING])
def test_ook_wat_het_register_zegt_is_een_filter(als_inkoper, ronde, als):
    for naam, tot in (("Goed", "2017-12-31"), ("Oud", "2018-12-31"), ("Weg", "2017-06-30")):
        rij = dossier(ronde, naam)
        for deel in rij.regios.all():
            partij = {"kvk_nummer": rij.organisatie.kvk_nummer, "naam": naam, "uitvoerder": rij.uitvoerder}
            ContractFactory(**partij, regio=deel.toewijzing.regio, tot=tot)
    Inkoopronde.objects.filter(pk=ronde.pk).update(soort=als, voorganger=InkooprondeFactory())
    ronde.eisen.filter(nummer=2).update(uit_register=als == Rondesoort.VERLENGING)
    hier = {"lopend_bij_heropening"} if als == Rondesoort.HEROPENING else UIT_HET_REGISTER - {"lopend_bij_heropening"}
    for soort in hier:
        gevonden = lijst(als_inkoper, soort)
        assert gevonden == op_het_dossier(ronde, soort)
        assert gevonden


def vervuil_verder(ronde):
    """Make the other kinds of finding occur, most of them in the dossier 'Goed'."""
    rij, elders = dossier(ronde, "Goed"), GemeenteFactory()
    verklaring, mensen = rij.bestuursverklaring, rij.clientondersteuners.order_by("pk")
    type(rij).objects.filter(pk=rij.pk).update(werkdagen=["maandag"], telefoon="")
    velden = {"andere_financiers": "Een fonds.", "beroepscode": False, "klachten_adres": ""}
    ongetekend = {"getekend_op": None, "getekend_door": None, "getekende_hash": ""}
    type(verklaring).objects.filter(pk=verklaring.pk).update(**velden, **ongetekend)
    verklaring.handtekeningen.all().delete()
    verklaring.eisverklaringen.update(onderbouwing="")
    mensen.filter(pk=mensen[0].pk).update(hbo=False, geen_belangen=False, registratie="geen")
    Dekking.objects.create(regioinschrijving=rij.regios.first(), gemeente=elders)
    rij.ervaringen.all().delete()
    oud = dossier(ronde, "Oud").ervaringen.first()
    type(oud).objects.filter(pk=oud.pk).update(soort="wmo_contract", gemeente=elders)


def test_met_een_regio_erbij_geldt_ook_een_andere_bevinding_in_die_regio(als_inkoper, ronde):
    vervuil_verder(ronde)
    eerste, tweede = [deel.toewijzing.regio.sleutel for deel in dossier(ronde, "Goed").regios.all()]
    assert lijst(als_inkoper, "buiten_regio", regio=eerste) == {"Goed"}
    assert lijst(als_inkoper, "buiten_regio", regio=tweede) == set()
    assert lijst(als_inkoper, "hbo", regio=tweede) == {"Goed"}


def test_een_verband_wordt_per_deelnemer_bekeken_en_een_besmet_bestand_telt_niet(als_inkoper, ronde):
    stukken = dossier(ronde, "Verband").bewijsstukken
    stukken.filter(soort="vog", deelnemer__naam="Zzp").update(datum="2017-07-29")
    van_partner = stukken.filter(soort="kvk", deelnemer__naam="Partner").values("stuk")
    Stuk.objects.filter(pk__in=van_partner).update(scan=Scan.BESMET, gescand_op=klok_.nu())
    for soort in (DOCUMENT, DATUM):
        assert "Verband" in lijst(als_inkoper, soort)
        assert lijst(als_inkoper, soort) == op_het_dossier(ronde, soort)


def test_met_een_regio_erbij_geldt_de_bevinding_in_die_regio(als_inkoper, ronde):
    vervuil(ronde)
    assert lijst(als_inkoper, DEKKING, regio="utrecht") == {"Ongedekt"}
    assert lijst(als_inkoper, DEKKING, regio="flevoland") == set()
    assert lijst(als_inkoper, BEZETTING, regio="flevoland") == {"Weinig"}
    assert lijst(als_inkoper, BEZETTING, regio="utrecht") == set()


@pytest.mark.parametrize("soort", [DOCUMENT, DATUM, BEZETTING, DEKKING, "hbo"])
def test_het_filter_kost_evenveel_vragen_bij_meer_dossiers(als_inkoper, ronde, soort):
    Dekking.objects.all().delete()
    Clientondersteuner.objects.update(hbo=False)
    for mens in Clientondersteuner.objects.all():
        mens.regios.clear()
    for rij in ronde.inschrijvingen.all():
        rij.bewijsstukken.filter(soort="vog").update(datum="2017-01-01")
        rij.bewijsstukken.filter(soort="kvk").delete()
    lijst(als_inkoper, soort)
    bij_zeven = aantal_vragen(als_inkoper, soort)
    ronde.inschrijvingen.exclude(pk=dossier(ronde, "Goed").pk).update(status="ingediend")
    assert lijst(als_inkoper, soort) == {"Goed"}
    assert aantal_vragen(als_inkoper, soort) == bij_zeven


def aantal_vragen(client, soort):
    with CaptureQueriesContext(connection) as gedaan:
        lijst(client, soort)
    return len(gedaan)
