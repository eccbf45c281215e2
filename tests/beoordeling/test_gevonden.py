"""The list filters on automatic findings: the same that the dossier itself shows, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.bevindingen import als_ingedeeld, bevindingen
from beoordeling.gevonden import Soort
from beoordeling.models import Classificatie
from beoordeling.queries import indelingen
from inschrijving.models import Clientondersteuner, Dekking
from inschrijving.queries import feiten, vers
from inschrijving.states import Deelnemersoort
from kern import klok as klok_
from kluis.models import Stuk
from kluis.states import Scan
from publicatie.models import Inkoopronde
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, open_alles, team
from tests.factories import OrganisatieFactory, zet_klok
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import BESTAAND, NIEUW, Lid, ingediende_inschrijving
from tests.onthoud import onthoud

pytestmark = pytest.mark.django_db
WOORDEN = {  # how the text of a finding on the dossier says it
    Soort.ONTBREEKT: "Ontbreekt of heeft geen datum",
    Soort.TE_OUD: " de dag van indienen.",
    Soort.BEZETTING: ", minder dan ",
    Soort.DEKKING: " niet aangevinkt ",
}


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
        gevonden = bevindingen(als_ingedeeld(feiten(inschrijving), indelingen(inschrijving)), dag)
        if any(WOORDEN[soort] in bevinding.tekst for bevinding in gevonden):
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
        (Soort.ONTBREEKT, {"Weg", "Bestaand"}),
        (Soort.TE_OUD, {"Oud"}),
        (Soort.BEZETTING, {"Weinig"}),
        (Soort.DEKKING, {"Ongedekt"}),
    ],
)
def test_de_lijst_vindt_wat_het_dossier_zelf_toont(als_inkoper, ronde, soort, erbij):
    vervuil(ronde)
    assert lijst(als_inkoper, soort) == op_het_dossier(ronde, soort) == erbij


def test_een_verband_wordt_per_deelnemer_bekeken_en_een_besmet_bestand_telt_niet(als_inkoper, ronde):
    stukken = dossier(ronde, "Verband").bewijsstukken
    stukken.filter(soort="vog", deelnemer__naam="Zzp").update(datum="2017-07-29")
    van_partner = stukken.filter(soort="kvk", deelnemer__naam="Partner").values("stuk")
    Stuk.objects.filter(pk__in=van_partner).update(scan=Scan.BESMET, gescand_op=klok_.nu())
    for soort in (Soort.ONTBREEKT, Soort.TE_OUD):
        assert "Verband" in lijst(als_inkoper, soort)
        assert lijst(als_inkoper, soort) == op_het_dossier(ronde, soort)


def test_met_een_regio_erbij_geldt_de_bevinding_in_die_regio(als_inkoper, ronde):
    vervuil(ronde)
    assert lijst(als_inkoper, Soort.DEKKING, regio="utrecht") == {"Ongedekt"}
    assert lijst(als_inkoper, Soort.DEKKING, regio="flevoland") == set()
    assert lijst(als_inkoper, Soort.BEZETTING, regio="flevoland") == {"Weinig"}
    assert lijst(als_inkoper, Soort.BEZETTING, regio="utrecht") == set()


@pytest.mark.parametrize("soort", Soort)
def test_het_filter_kost_evenveel_vragen_bij_meer_dossiers(als_inkoper, ronde, soort):
    Dekking.objects.all().delete()
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
