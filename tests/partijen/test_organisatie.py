"""The page of an organisation: its data, its voorgangers, who tried its number, and what only a beheerder changes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen import actions
from partijen.states import Rolsoort
from tests.factories import GebruikerFactory, OrganisatieFactory, RolFactory, UitnodigingFactory, VoorgangerFactory

pytestmark = pytest.mark.django_db
NU = "2017-07-03 10:00"


@pytest.fixture
def rij(klok, client):
    """An organisation, with its tekenbevoegde logged in."""
    klok(NU)
    rol = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=OrganisatieFactory(kvk_nummer="12345678"))
    client.force_login(rol.gebruiker)
    return rol.organisatie


def gegevens(rij, **anders):
    velden = ("straat", "postcode", "plaats", "email", "telefoon", "website", "rsin", "agb_code")
    return {naam: getattr(rij, naam) for naam in velden} | anders


def test_adres_en_nummers_wijzigen_komt_in_het_logboek(rij, client):
    adres = reverse("organisatie_gegevens", args=[rij.pk])
    velden = gegevens(rij, plaats="Zwolle", rsin="1112.22.333", agb_code="0123 4567", kvk_nummer="99999999")
    assert client.post(adres, velden).url == rij.get_absolute_url()
    rij.refresh_from_db()
    assert (rij.plaats, rij.rsin, rij.agb_code, rij.kvk_nummer) == ("Zwolle", "111222333", "01234567", "12345678")
    regel = Gebeurtenis.objects.get()
    assert (regel.handeling, regel.gegevens) == ("bewaar_gegevens", {"velden": ["agb_code", "plaats", "rsin"]})
    client.post(adres, velden)
    assert Gebeurtenis.objects.count() == 1


def test_een_fout_nummer_staat_bij_het_veld(rij, client):
    velden = gegevens(rij, rsin="123456789", agb_code="12")
    antwoord = client.post(reverse("organisatie_gegevens", args=[rij.pk]), velden)
    assert antwoord.status_code == 422
    assert set(antwoord.context["form"].errors) == {"rsin", "agb_code"}


def test_een_invuller_leest_en_wijzigt_niet(rij, client):
    client.force_login(RolFactory(organisatie=rij).gebruiker)
    tekst = client.get(rij.get_absolute_url()).text
    assert "Gegevens wijzigen" not in tekst
    assert "Rol beëindigen" not in tekst
    assert client.get(reverse("organisatie_gegevens", args=[rij.pk])).status_code == 403


def test_naam_en_kvk_nummer_wijzigt_alleen_een_beheerder_met_een_reden(rij, client):
    adres = reverse("rechtspersoon", args=[rij.pk])
    velden = {"kvk_nummer": "11112222", "statutaire_naam": "Stichting Wulp", "reden": "Naamswijziging van 1 juni"}
    assert client.post(adres, velden).status_code == 403
    client.force_login(RolFactory(landelijk=True).gebruiker)
    assert client.post(adres, velden | {"reden": ""}).status_code == 422
    assert client.get(reverse("organisaties"), {"kvk_nummer": "1234 5678"}).url == adres
    assert client.post(adres, velden).status_code == 302
    rij.refresh_from_db()
    assert (rij.kvk_nummer, rij.statutaire_naam) == ("11112222", "Stichting Wulp")
    assert Gebeurtenis.objects.get().gegevens["van"] == "12345678"


@pytest.mark.geval("B51")
def test_een_nummer_dat_een_ander_al_heeft_kan_ook_een_beheerder_niet_geven(rij):
    ander, beheerder = OrganisatieFactory(), RolFactory(landelijk=True).gebruiker
    with pytest.raises(RegelFout, match="heeft dit KvK-nummer al"):
        actions.wijzig_rechtspersoon(
            organisatie_id=rij.pk, kvk_nummer=ander.kvk_nummer, statutaire_naam="X", reden="Fusie", door=beheerder
        )


@pytest.mark.geval("B51")
def test_een_botsing_op_het_kvk_nummer_ziet_een_mens_van_de_organisatie(rij, client):
    vreemde = GebruikerFactory()
    velden = gegevens(rij) | {"kvk_nummer": rij.kvk_nummer, "statutaire_naam": "Stichting Nep"}
    with pytest.raises(RegelFout):
        actions.registreer_organisatie(door=vreemde, **velden)
    assert vreemde.email in client.get(rij.get_absolute_url()).text
    RolFactory(gebruiker=vreemde, organisatie=rij)
    assert "wilde uw KvK-nummer" not in client.get(rij.get_absolute_url()).text


def test_een_voorganger_zonder_account(rij, client):
    velden = {"kvk_nummer": "8765 4321", "naam": "Stichting Eerder", "soort": "juridisch", "sinds": "01-07-2016"}
    post = {f"voorganger-{naam}": waarde for naam, waarde in velden.items()}
    assert client.post(reverse("voorganger_noemen", args=[rij.pk]), post).status_code == 302
    voorganger = rij.voorgangers.get()
    assert (voorganger.kvk_nummer, voorganger.sinds) == ("87654321", date(2016, 7, 1))
    antwoord = client.post(reverse("voorganger_noemen", args=[rij.pk]), post)
    assert (antwoord.status_code, "staat al op de lijst" in antwoord.text) == (422, True)
    client.post(reverse("voorganger_verwijderen", args=[voorganger.pk]))
    handelingen = Gebeurtenis.objects.order_by("pk").values_list("handeling", flat=True)
    assert (rij.voorgangers.count(), list(handelingen)) == (0, ["noem_voorganger", "verwijder_voorganger"])


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [({"kvk_nummer": "12345678"}, "uw eigen KvK-nummer"), ({"sinds": date(2017, 7, 4)}, "in de toekomst")],
)
def test_een_voorganger_die_niet_kan(rij, anders, tekst):
    velden = {"kvk_nummer": "87654321", "naam": "X", "soort": "juridisch", "sinds": date(2017, 7, 3)} | anders
    with pytest.raises(RegelFout, match=tekst):
        actions.noem_voorganger(organisatie_id=rij.pk, door=rij.rollen.get().gebruiker, **velden)


def test_wie_een_organisatie_heeft_gaat_er_meteen_heen(rij, client):
    assert client.get(reverse("mijn_organisatie")).url == rij.get_absolute_url()
    tweede = RolFactory(gebruiker=rij.rollen.get().gebruiker).organisatie
    tekst = client.get(reverse("mijn_organisatie")).text
    assert (str(rij) in tekst, str(tweede) in tekst) == (True, True)


def test_de_bladzijde_vraagt_niet_meer_bij_meer_rijen(rij, client):
    def vul(aantal):
        RolFactory.create_batch(aantal, organisatie=rij)
        UitnodigingFactory.create_batch(aantal, organisatie=rij)
        VoorgangerFactory.create_batch(aantal, organisatie=rij)

    vul(1)
    client.get(rij.get_absolute_url())
    aantallen = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as gedaan:
            client.get(rij.get_absolute_url())
        aantallen.append(len(gedaan))
        vul(2)
    assert aantallen[0] == aantallen[1]
