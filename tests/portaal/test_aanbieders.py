"""The public page of an organisation with an overeenkomst: nothing early, its rules, and who a client can choose."""

import pytest
from django.urls import reverse

from bekendmaking.actions import geef_vrij
from bekendmaking.models import Beslissing
from inschrijving.models import Bestuursverklaring, Clientondersteuner
from kern.models import Gebeurtenis
from partijen.models import Organisatie
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, VOLDOET_NIET, Toneel
from tests.factories import OrganisatieFactory, RolFactory, WlzUitvoerderFactory, zet_klok
from tests.factories_inschrijving import voeg_regios_toe

pytestmark = pytest.mark.django_db
KLACHTEN, PRIVACY = "https://kiekendief.example/klachten", "https://kiekendief.example/privacy"


def verklaar(dossier, *mensen):
    """The addresses of eis 7, and people who all work in each region of the dossier."""
    Bestuursverklaring.objects.create(
        inschrijving=dossier, bevoegdheid="bestuurder", klachten_adres=KLACHTEN, privacy_adres=PRIVACY
    )
    for naam, nummer in mensen:
        rij = Clientondersteuner.objects.create(inschrijving=dossier, naam=naam, registratienummer=nummer)
        rij.regios.set(dossier.regios.all())


@pytest.fixture
def organisatie():
    return OrganisatieFactory(statutaire_naam="Stichting Kiekendief")


@pytest.fixture
def toneel(db, organisatie):
    """A dossier with two regions that will get an overeenkomst and one that does not meet an eis; not released."""
    toneel = Toneel()
    regios = {"Utrecht": BESTAAND, "Flevoland": BESTAAND, "Zwolle": VOLDOET_NIET}
    toneel.rij = toneel.dossier(regios, organisatie=organisatie)
    verklaar(toneel.rij, ("Jo Bos", "R12"), ("Ans Vos", ""), ("Bea Mos", ""))
    for naam in ("Utrecht", "Flevoland", "Zwolle"):
        toneel.stel_vast(naam)
    return toneel


def kijk(client, pk):
    return client.get(reverse("aanbieder", args=[pk]))


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


@pytest.mark.clausule("IK-135")
@pytest.mark.clausule("IK-136")
def test_pas_na_de_bekendmaking_staan_adressen_en_aantallen_voor_iedereen_open(client, toneel, organisatie):
    """Not known, entered, approved and set ready all look the same: there is no such page (B28)."""
    brief = toneel.brief(toneel.rij, goedgekeurd=True)
    vrijgave = toneel.zet_klaar()
    assert kijk(client, organisatie.pk).status_code == 404
    assert "Kiekendief" not in tekst(client.get(reverse("aanbieders")))
    zet_klok("2017-09-15 12:00")
    geef_vrij(vrijgave_id=vrijgave.pk)

    pagina = tekst(kijk(client, organisatie.pk))

    assert f'href="{KLACHTEN}"' in pagina
    assert f'href="{PRIVACY}"' in pagina
    assert "<strong>3 cliëntondersteuners</strong>" in pagina
    assert pagina.count('data-kop="Cliëntondersteuners">3<') == 2
    assert "Zwolle" not in pagina
    assert "Jo Bos" not in pagina
    assert "R12" not in pagina
    assert brief.beslissingen.count() == 3
    regio = client.get(reverse("aanbieders"), {"regio": "utrecht"})
    assert "Stichting Kiekendief" in tekst(regio)
    assert "Stichting Kiekendief" not in tekst(client.get(reverse("aanbieders"), {"regio": "zwolle"}))


def test_wie_haar_beheert_leest_waarom_de_organisatie_geen_bladzijde_heeft(client, toneel, organisatie):
    """Also before the release, when nobody may see what was decided: the words are the same (B28)."""
    toneel.brief(toneel.rij, goedgekeurd=True)
    client.force_login(RolFactory(organisatie=organisatie, soort=Rolsoort.TEKENBEVOEGDE).gebruiker)
    ander = OrganisatieFactory()

    antwoord = client.get(reverse("aanbieder", args=[organisatie.pk]), follow=True)

    assert antwoord.redirect_chain == [(reverse("aanbieders"), 302)]
    assert "Uw organisatie heeft nu geen openbare bladzijde." in tekst(antwoord)
    assert kijk(client, ander.pk).status_code == 404


@pytest.mark.clausule("IK-136")
def test_een_persoon_bij_twee_zorgkantoren_telt_een_keer(client, toneel, organisatie):
    toneel.bekendgemaakt(toneel.rij)
    tweede = WlzUitvoerderFactory()
    voeg_regios_toe(toneel.ronde, tweede, ["Twente"])
    ander = Toneel("2017-09-11 10:00", uitvoerder=tweede, ronde=toneel.ronde)
    dossier = ander.dossier({"Twente": BESTAAND}, organisatie=organisatie)
    verklaar(dossier, ("jo  bos", "r 12"), ("Cor Pol", ""))
    ander.stel_vast("Twente")
    ander.bekendgemaakt(dossier)
    Organisatie.objects.update(namen_openbaar=True)

    pagina = kijk(client, organisatie.pk)

    assert "<strong>4 cliëntondersteuners</strong>" in tekst(pagina)
    assert pagina.context["aanbieder"].namen == [
        ("Ans Vos", "Flevoland, Utrecht"),
        ("Bea Mos", "Flevoland, Utrecht"),
        ("Cor Pol", "Twente"),
        ("Jo Bos", "Flevoland, Twente, Utrecht"),
    ]
    assert tekst(pagina).count(f'href="{KLACHTEN}"') == 1


def test_een_herziene_en_een_afgelopen_beslissing_tellen_niet(client, toneel, organisatie):
    toneel.bekendgemaakt(toneel.rij)
    oud = Beslissing.objects.get(regioinschrijving__toewijzing__regio__naam="Utrecht")
    nieuw = Beslissing.objects.create(
        regioinschrijving=oud.regioinschrijving,
        versie=2,
        vervangt=oud,
        status="ontwerp",
        uitkomst="voldoet_niet",
        motivering="Bij de herziening bleek dat eis 8 niet is gehaald.",
    )
    assert "Utrecht" in tekst(kijk(client, organisatie.pk))
    Beslissing.objects.filter(pk=nieuw.pk).update(status="voorlopig")
    assert "Utrecht" not in tekst(kijk(client, organisatie.pk))
    zet_klok("2020-12-31 12:00")
    assert kijk(client, organisatie.pk).status_code == 200
    zet_klok("2021-01-01 12:00")
    assert kijk(client, organisatie.pk).status_code == 404


def test_alleen_de_organisatie_toont_namen_en_pas_na_akkoord(client, toneel, organisatie):
    toneel.bekendgemaakt(toneel.rij)
    adres = reverse("aanbieder_namen", args=[organisatie.pk])
    for vreemd in (RolFactory(soort=Rolsoort.TEKENBEVOEGDE), RolFactory(organisatie=organisatie)):
        client.force_login(vreemd.gebruiker)
        assert client.post(adres, {"tonen": "on", "akkoord": "on"}).status_code in {403, 404}
        assert "Namen tonen" not in tekst(kijk(client, organisatie.pk))
    eigen = RolFactory(organisatie=organisatie, soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    client.force_login(eigen)
    geweigerd = client.post(adres, {"tonen": "on"})
    assert geweigerd.status_code == 422
    assert "Vraag het eerst" in tekst(geweigerd)
    assert "Ans Vos" not in tekst(kijk(client, organisatie.pk))
    client.post(adres, {"tonen": "on", "akkoord": "on"})
    client.logout()
    open_ = tekst(kijk(client, organisatie.pk))
    assert "Ans Vos" in open_
    assert "R12" not in open_
    client.force_login(eigen)
    client.post(adres, {})
    assert "Ans Vos" not in tekst(kijk(client, organisatie.pk))
    regels = Gebeurtenis.objects.filter(handeling="toon_namen").order_by("nummer")
    assert [(regel.actor_id, regel.gegevens) for regel in regels] == [
        (eigen.pk, {"tonen": True}),
        (eigen.pk, {"tonen": False}),
    ]


def test_de_lijst_kost_evenveel_vragen_bij_meer_organisaties(client, toneel, django_assert_num_queries):
    toneel.bekendgemaakt(toneel.rij)
    client.get(reverse("aanbieders"))
    with django_assert_num_queries(3):
        client.get(reverse("aanbieders"))
    oud = Beslissing.objects.get(regioinschrijving__toewijzing__regio__naam="Flevoland")
    for _ in range(3):
        dossier = toneel.dossier({"Flevoland": BESTAAND}, organisatie=OrganisatieFactory())
        Beslissing.objects.create(
            regioinschrijving=dossier.regios.get(),
            status="definitief",
            uitkomst=oud.uitkomst,
            motivering="Voldoet.",
            looptijd_tot=oud.looptijd_tot,
        )
    with django_assert_num_queries(3):
        client.get(reverse("aanbieders"))
