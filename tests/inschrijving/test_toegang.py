"""Who gets in at step 2, and what a page costs."""

from uuid import uuid4

import pytest
from django.urls import reverse

from inschrijving import actions
from inschrijving.wizard import PAGINAS
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from tests.factories import RolFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import BestuursverklaringFactory, voeg_regios_toe
from tests.inschrijving.hulp import (
    NIEUW,
    gezien,
    ingediende_inschrijving,
    log_in,
    pagina,
    pdf,
    stap,
    tekenbevoegde,
    volledige_inschrijving,
)

pytestmark = pytest.mark.django_db
STAPPEN = [pagina.sleutel for pagina in PAGINAS]
OPEN = "2017-07-28 14:12"


def vreemde_adressen(inschrijving):
    """Every address of a dossier, for GET and POST."""
    bewijs, persoon = inschrijving.bewijsstukken.first().pk, inschrijving.clientondersteuners.first().pk
    return [
        *(pagina(naam, inschrijving) for naam in ("inschrijving", "ontvangstbewijs", "inschrijving_intrekken")),
        *(pagina(naam, inschrijving) for naam in ("inschrijving_tekenen", "inschrijving_dien_in")),
        *(stap(inschrijving, naam) for naam in (*STAPPEN, "bestaat-niet")),
        pagina("inschrijving_bestand", inschrijving, bewijs),
        pagina("inschrijving_bestand_verwijderen", inschrijving, bewijs),
        pagina("inschrijving_rij_nieuw", inschrijving, "ondersteuners"),
        pagina("inschrijving_rij", inschrijving, "ondersteuners", persoon),
        pagina("inschrijving_rij_verwijderen", inschrijving, "ondersteuners", persoon),
    ]


@pytest.mark.geval("B24")
def test_een_ander_krijgt_overal_niet_gevonden(klok, client):
    klok(OPEN)
    inschrijving = ingediende_inschrijving().inschrijving
    log_in(client, tekenbevoegde())
    regels = Gebeurtenis.objects.count()
    for adres in vreemde_adressen(inschrijving):
        codes = {client.get(adres).status_code, client.post(adres, {"x": "1"}).status_code}
        assert codes <= {404, 405}, adres
        assert 404 in codes, adres
    assert Gebeurtenis.objects.count() == regels


def test_een_rij_van_een_ander_dossier_is_hier_niet_gevonden(dossier, client):
    ander = volledige_inschrijving(ronde=dossier.ronde)
    bewijs, persoon = ander.bewijsstukken.first().pk, ander.clientondersteuners.first().pk
    assert client.get(pagina("inschrijving_bestand", dossier, bewijs)).status_code == 404
    assert client.post(pagina("inschrijving_bestand_verwijderen", dossier, bewijs)).status_code == 404
    assert client.get(pagina("inschrijving_rij", dossier, "ondersteuners", persoon)).status_code == 404


@pytest.mark.geval("B28")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER, Rolsoort.NOTARIS])
def test_personeel_komt_niet_in_de_bladzijden_van_een_organisatie(klok, client, soort):
    klok(OPEN)
    inschrijving = ingediende_inschrijving().inschrijving
    rol = RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=inschrijving.uitvoerder)
    log_in(client, rol.gebruiker)
    assert client.get(reverse("mijn_inschrijvingen")).status_code == 403
    assert client.get(inschrijving.get_absolute_url()).status_code == 403


def test_een_invuller_vult_in_maar_dient_niet_in(dossier, client):
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=dossier.organisatie).gebruiker
    log_in(client, invuller)
    assert "Alleen een tekenbevoegde" in client.get(stap(dossier, "indienen")).text
    velden = {"sleutel": uuid4(), "gezien": gezien(dossier)}
    assert client.post(pagina("inschrijving_dien_in", dossier), velden).status_code == 403
    RolFactory(soort=Rolsoort.TEKENBEVOEGDE, gebruiker=invuller)
    assert client.post(pagina("inschrijving_dien_in", dossier), velden).status_code == 404
    assert not dossier.indieningen.exists()


@pytest.mark.parametrize("naam", ["inschrijving_dien_in", "inschrijving_tekenen"])
def test_een_zware_handeling_vraagt_het_wachtwoord_opnieuw(klok, client, naam):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    log_in(client, inschrijving.bestuursverklaring.getekend_door, net=False)
    velden = {"sleutel": uuid4(), "gezien": gezien(inschrijving)}
    antwoord = client.post(pagina(naam, inschrijving), velden)
    assert antwoord.url.startswith(reverse("account_reauthenticate"))
    assert not inschrijving.indieningen.exists()
    assert client.get(pagina(naam, inschrijving)).status_code == 405


def test_het_overzicht_vraagt_niet_meer_bij_meer_inschrijvingen(
    klok, client, django_assert_num_queries, django_assert_max_num_queries
):
    klok(OPEN)
    eerste = volledige_inschrijving(ondersteuners=2)
    door = eerste.bestuursverklaring.getekend_door
    log_in(client, door)
    adres = reverse("mijn_inschrijvingen")
    client.get(adres)
    with django_assert_max_num_queries(40) as teller:
        client.get(adres)
    for naam in ("Zeeland", "Twente"):
        uitvoerder = WlzUitvoerderFactory()
        voeg_regios_toe(eerste.ronde, uitvoerder, [naam])
        maak = volledige_inschrijving if naam == "Twente" else ingediende_inschrijving
        maak(ronde=eerste.ronde, uitvoerder=uitvoerder, organisatie=eerste.organisatie, door=door)
    with django_assert_max_num_queries(len(teller)):
        assert client.get(adres).text.count("<article") == 3


def test_meer_dan_twintig_inschrijvingen_staan_op_bladzijden(klok, client):
    klok(OPEN)
    door = tekenbevoegde()
    for _ in range(21):
        rol = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, gebruiker=door)
        BestuursverklaringFactory(inschrijving__organisatie=rol.organisatie)
    log_in(client, door)
    bladen = [client.get(reverse("mijn_inschrijvingen"), {"page": nummer}) for nummer in (1, 2)]
    kenmerken = [{stand.inschrijving.kenmerk for stand in blad.context["standen"]} for blad in bladen]
    assert (list(map(len, kenmerken)), len(kenmerken[0] | kenmerken[1])) == ([20, 1], 21)
    assert 'rel="next" href="?page=2"' in bladen[0].text


@pytest.mark.parametrize("naam", ["documenten", "ondersteuners", "regios", "indienen"])
def test_een_stap_vraagt_niet_meer_bij_meer_rijen(klok, client, django_assert_max_num_queries, naam):
    klok(OPEN)
    klein = volledige_inschrijving(ondersteuners=1, regios={"Utrecht": NIEUW})
    door = klein.bestuursverklaring.getekend_door
    log_in(client, door)
    client.get(stap(klein, naam))
    with django_assert_max_num_queries(100) as teller:
        client.get(stap(klein, naam))
    wie = {"inschrijving_id": klein.pk, "door": door}
    for nummer in range(4):
        actions.voeg_document_toe(soort="ervaring", naam=f"{nummer}.pdf", inhoud=pdf(str(nummer)), **wie)
        actions.bewaar_ondersteuner(naam=f"Persoon {nummer}", regios=[klein.regios.get().pk], **wie)
    with django_assert_max_num_queries(len(teller)):
        client.get(stap(klein, naam))
