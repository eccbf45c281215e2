"""Registering an organisation, alone and with two people at once."""

import pytest
from django.urls import reverse

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.actions import geef_rol, registreer_organisatie
from partijen.models import Organisatie, Rol
from partijen.rules import BEKEND
from partijen.states import Rolsoort
from tests.factories import GebruikerFactory, OrganisatieFactory, WlzUitvoerderFactory
from tests.race import tegelijk

GEGEVENS = {
    "kvk_nummer": "12345678",
    "statutaire_naam": "Stichting Kiekendief",
    "straat": "Dorpsstraat 1",
    "postcode": "1234 AB",
    "plaats": "Zwolle",
    "email": "bestuur@kiekendief.example",
}


@pytest.mark.django_db
def test_wie_registreert_mag_tekenen(klok):
    klok("2017-07-01 23:30")
    gebruiker = GebruikerFactory()
    organisatie = registreer_organisatie(door=gebruiker, **GEGEVENS)
    rol = Rol.objects.get()
    assert (rol.gebruiker, rol.soort, rol.organisatie) == (gebruiker, Rolsoort.TEKENBEVOEGDE, organisatie)
    assert (str(rol.van), rol.tot) == ("2017-07-01", None)
    log = Gebeurtenis.objects.values_list("handeling", "object_id", "actor_id").order_by("pk")
    assert list(log) == [("geef_rol", str(rol.pk), gebruiker.pk), ("registreer", str(organisatie.pk), gebruiker.pk)]


@pytest.mark.django_db
@pytest.mark.geval("B51")
def test_een_bekend_kvk_nummer_wordt_geweigerd_en_er_blijft_niets_achter_dan_een_regel():
    OrganisatieFactory(kvk_nummer="12345678")
    with pytest.raises(RegelFout) as fout:
        registreer_organisatie(door=GebruikerFactory(), **GEGEVENS)
    assert fout.value.tekst == BEKEND
    assert (Organisatie.objects.count(), Rol.objects.count()) == (1, 0)
    assert list(Gebeurtenis.objects.values_list("handeling", "resultaat")) == [("registreer", "geweigerd")]


@pytest.mark.django_db(transaction=True)
def test_twee_collegas_die_tegelijk_registreren_geven_een_organisatie():
    mensen = GebruikerFactory.create_batch(2)
    uitkomsten = tegelijk(lambda gebruiker: registreer_organisatie(door=gebruiker, **GEGEVENS), mensen)
    (fout,) = [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]
    (organisatie,) = Organisatie.objects.all()
    assert fout.tekst == BEKEND
    assert organisatie in uitkomsten
    assert Rol.objects.get().gebruiker == mensen[uitkomsten.index(organisatie)]


@pytest.mark.django_db
def test_een_rol_bij_een_uitvoerder_komt_in_het_logboek(klok):
    klok("2017-07-01 09:00")
    beheerder, uitvoerder = GebruikerFactory(), WlzUitvoerderFactory()
    rol = geef_rol(gebruiker=GebruikerFactory(), soort=Rolsoort.INKOPER, uitvoerder=uitvoerder, door=beheerder)
    regel = Gebeurtenis.objects.get()
    assert (regel.handeling, regel.actor_id) == ("geef_rol", beheerder.pk)
    assert regel.gegevens == {"soort": "inkoper", "gebruiker": rol.gebruiker_id}


@pytest.mark.django_db
def test_registreren_op_het_scherm(client, klok):
    klok("2017-07-01 09:00")
    client.force_login(GebruikerFactory())
    antwoord = client.post(reverse("organisatie_registreren"), GEGEVENS | {"kvk_nummer": "12 34 56 78", "tekent": "on"})
    assert antwoord.url == reverse("mijn")
    assert Organisatie.objects.get().kvk_nummer == "12345678"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("anders", "veld", "tekst"),
    [
        ({"kvk_nummer": "87654321"}, "kvk_nummer", BEKEND),
        ({"kvk_nummer": "123"}, "kvk_nummer", "Een KvK-nummer heeft 8 cijfers."),
        ({"rsin": "123456789"}, "rsin", "Dit is geen geldig RSIN"),
        ({"agb_code": "1234567"}, "agb_code", "Een AGB-code heeft 8 cijfers"),
        ({"tekent": ""}, "tekent", "Bevestig dat deze rechtspersoon tekent"),
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld_en_het_getypte_blijft(client, anders, veld, tekst):
    OrganisatieFactory(kvk_nummer="87654321")
    client.force_login(GebruikerFactory())
    antwoord = client.post(reverse("organisatie_registreren"), GEGEVENS | {"tekent": "on"} | anders)
    assert antwoord.status_code == 422
    (fout,) = antwoord.context["form"].errors.pop(veld)
    assert fout.startswith(tekst)
    assert not antwoord.context["form"].errors
    assert 'value="Stichting Kiekendief"' in antwoord.text
    assert Organisatie.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.geval("B25")
def test_extra_velden_in_het_formulier_doen_niets(client, klok):
    klok("2017-07-01 09:00")
    client.force_login(GebruikerFactory())
    ander = OrganisatieFactory()
    extra = {"tekent": "on", "id": ander.pk, "pk": ander.pk, "soort": Rolsoort.BEHEERDER, "is_superuser": "on"}
    client.post(reverse("organisatie_registreren"), GEGEVENS | extra)
    assert Organisatie.objects.count() == 2
    assert Rol.objects.get().soort == Rolsoort.TEKENBEVOEGDE
    ander.refresh_from_db()
    assert ander.statutaire_naam != GEGEVENS["statutaire_naam"]
