"""Colleagues: invited by mail, joining with that very address, and leaving."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen import actions
from partijen.models import Rol, Uitnodiging
from partijen.permissions import Recht, bevoegdheid
from partijen.rules import MAX_UITNODIGINGEN, UITNODIGING_WERKT_NIET
from partijen.states import Rolsoort
from tests.factories import GebruikerFactory, OrganisatieFactory, RolFactory, UitnodigingFactory
from tests.partijen.inloggen import log_in, met_adres
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
NU = "2017-07-03 10:00"
ADRES = "nel@steun.example"


@pytest.fixture
def baas(klok):
    """A tekenbevoegde of an organisation."""
    klok(NU)
    return RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker


def organisatie(baas):
    return baas.rollen.get().organisatie


def nodig_uit(baas, email=ADRES, soort=Rolsoort.INVULLER) -> str:
    """Invite; gives the secret of the link in the mail."""
    actions.nodig_uit(organisatie_id=organisatie(baas).pk, email=email, soort=soort, door=baas)
    return re.search(r"/uitnodiging/([^/\s]+)/", Bericht.objects.filter(ontvanger=email).latest("pk").tekst)[1]


def collega(email=ADRES):
    return met_adres(GebruikerFactory(email=email))


def vers(wie):
    return type(wie).objects.get(pk=wie.pk)


@pytest.mark.geval("B32")
def test_uitnodigen_en_aannemen(baas):
    token, nel = nodig_uit(baas, soort=Rolsoort.TEKENBEVOEGDE), collega()
    assert actions.neem_uitnodiging_aan(token=token, door=nel) == organisatie(baas)
    assert bevoegdheid(vers(nel)).organisaties(Recht.INDIENEN) == [organisatie(baas).pk]
    rij = Uitnodiging.objects.get()
    assert (rij.gebruikt_door, token in rij.token_hash) == (nel, False)
    log = Gebeurtenis.objects.filter(dossier=f"partijen.organisatie:{organisatie(baas).pk}").order_by("nummer")
    assert [(r.handeling, r.actor_id) for r in log] == [("nodig_uit", baas.pk), ("neem_uitnodiging_aan", nel.pk)]


def onbekend(baas):
    return "a" * 43, collega()


def gebruikt(baas):
    token, nel = nodig_uit(baas), collega()
    actions.neem_uitnodiging_aan(token=token, door=nel)
    return token, nel


def verlopen(baas):
    token = nodig_uit(baas)
    Uitnodiging.objects.update(geldig_tot=Uitnodiging.objects.get().gemaakt_op)
    return token, collega()


def ingetrokken(baas):
    token = nodig_uit(baas)
    actions.trek_uitnodiging_in(uitnodiging_id=Uitnodiging.objects.get().pk, door=baas)
    return token, collega()


def vervangen(baas):
    token = nodig_uit(baas)
    nodig_uit(baas)
    return token, collega()


def van_een_ander(baas):
    return nodig_uit(baas), collega("iemand@anders.example")


def niet_bevestigd(baas):
    return nodig_uit(baas), GebruikerFactory(email=ADRES)


@pytest.mark.geval("B32")
@pytest.mark.parametrize("geval", [onbekend, gebruikt, verlopen, ingetrokken, vervangen, van_een_ander, niet_bevestigd])
def test_wat_niet_werkt_krijgt_hetzelfde_antwoord_met_evenveel_vragen(baas, client, geval):
    token, wie = geval(baas)
    rollen = Rol.objects.count()
    client.force_login(wie)
    adres = reverse("uitnodiging", args=[token])
    client.get(adres)
    with CaptureQueriesContext(connection) as gedaan:
        antwoord = client.post(adres)
    assert (antwoord.status_code, UITNODIGING_WERKT_NIET in antwoord.text) == (409, True)
    assert Rol.objects.count() == rollen
    opzoeken = [vraag for vraag in gedaan.captured_queries if "partijen_uitnodiging" in vraag["sql"]]
    assert len(opzoeken) == 1


@pytest.mark.geval("B32")
def test_de_bladzijde_van_een_link_zegt_bij_elke_link_hetzelfde(baas, client):
    token = nodig_uit(baas)
    bladen = []
    for link in (token, "a" * 43):
        with CaptureQueriesContext(connection) as gedaan:
            tekst = client.get(reverse("uitnodiging", args=[link])).text
        bladen.append((tekst.replace(link, ""), len(gedaan)))
    assert bladen[0] == bladen[1]
    assert client.post(reverse("uitnodiging", args=[token])).status_code == 200
    assert not Uitnodiging.objects.get().gebruikt_op


@pytest.mark.geval("B32")
def test_een_vervalste_host_komt_niet_in_de_mail(baas, client, settings):
    log_in(client, met_adres(baas).email)
    velden = {"collega-email": ADRES, "collega-soort": "invuller"}
    client.post(reverse("collega_uitnodigen", args=[organisatie(baas).pk]), velden, headers={"host": "kwaad.example"})
    tekst = Bericht.objects.get(ontvanger=ADRES).tekst
    assert (f"{settings.BASIS_URL}/uitnodiging/" in tekst, "kwaad.example" in tekst) == (True, False)


def test_van_de_mail_tot_het_aannemen_op_het_scherm(baas, client):
    token, nel = nodig_uit(baas), collega()
    adres = reverse("uitnodiging", args=[token])
    assert "Inloggen" in client.get(adres).text
    log_in(client, nel.email)
    assert nel.email in client.get(adres).text
    antwoord = client.post(adres, follow=True)
    assert f"U hoort nu bij {organisatie(baas)}." in antwoord.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("B32")
def test_twee_keer_tegelijk_aannemen_geeft_een_rol(klok):
    klok(NU)
    baas = RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    token, nel = nodig_uit(baas), collega()
    uitkomsten = tegelijk(lambda _: actions.neem_uitnodiging_aan(token=token, door=vers(nel)), range(4))
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Organisatie", *["RegelFout"] * 3]
    assert nel.rollen.count() == 1


def test_wie_voor_een_zorgkantoor_werkt_komt_er_niet_bij(baas):
    token, inkoper = nodig_uit(baas), collega()
    RolFactory(bij_uitvoerder=True, gebruiker=inkoper)
    with pytest.raises(RegelFout, match="met een ander account"):
        actions.neem_uitnodiging_aan(token=token, door=inkoper)
    assert not Uitnodiging.objects.get().gebruikt_op


def test_alleen_een_tekenbevoegde_van_de_organisatie_nodigt_uit(baas):
    invuller = RolFactory(organisatie=organisatie(baas)).gebruiker
    ander = RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    for wie in (invuller, ander):
        with pytest.raises(PermissionDenied):
            actions.nodig_uit(organisatie_id=organisatie(baas).pk, email=ADRES, soort="invuller", door=wie)
    assert not Uitnodiging.objects.exists()


def test_wie_er_al_bij_hoort_wordt_niet_nog_eens_uitgenodigd(baas):
    actions.neem_uitnodiging_aan(token=nodig_uit(baas), door=collega())
    with pytest.raises(RegelFout, match="Deze collega is al invuller"):
        nodig_uit(baas)
    nodig_uit(baas, soort=Rolsoort.TEKENBEVOEGDE)


def test_niet_meer_uitnodigingen_open_dan_redelijk_is(baas):
    rij = organisatie(baas)
    UitnodigingFactory.create_batch(MAX_UITNODIGINGEN, organisatie=rij)
    with pytest.raises(RegelFout, match="Er staan al 20 uitnodigingen open"):
        nodig_uit(baas)


@pytest.mark.geval("B31")
def test_een_beeindigde_rol_werkt_bij_de_volgende_vraag_niet_meer(baas, client):
    nel = collega()
    actions.neem_uitnodiging_aan(token=nodig_uit(baas), door=nel)
    client.force_login(nel)
    bladzijde = reverse("organisatie", args=[organisatie(baas).pk])
    assert client.get(bladzijde).status_code == 200
    actions.beeindig_rol(rol_id=nel.rollen.get().pk, door=baas)
    assert client.get(bladzijde).url.startswith(reverse("account_login")), "haar sessie is geëindigd"
    client.force_login(vers(nel))
    assert client.get(bladzijde).status_code == 403
    actions.neem_uitnodiging_aan(token=nodig_uit(baas), door=vers(nel))
    assert client.get(bladzijde).status_code == 200


def test_een_oudere_rol_houdt_haar_begin_en_krijgt_een_einde(baas):
    rol = RolFactory(organisatie=organisatie(baas))
    actions.beeindig_rol(rol_id=rol.pk, door=baas)
    rol.refresh_from_db()
    assert (str(rol.van), str(rol.tot)) == ("2017-01-01", "2017-07-02")
    with pytest.raises(RegelFout, match="al beëindigd"):
        actions.beeindig_rol(rol_id=rol.pk, door=baas)


def test_de_laatste_tekenbevoegde_blijft(baas):
    with pytest.raises(RegelFout, match="de enige tekenbevoegde"):
        actions.beeindig_rol(rol_id=baas.rollen.get().pk, door=baas)
    ander = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie(baas))
    actions.beeindig_rol(rol_id=baas.rollen.get().pk, door=ander.gebruiker)
    assert bevoegdheid(vers(baas)).rollen == []


@pytest.mark.django_db(transaction=True)
def test_twee_tekenbevoegden_die_tegelijk_weggaan_laten_er_een_over(klok):
    klok(NU)
    rij = OrganisatieFactory()
    rollen = RolFactory.create_batch(2, soort=Rolsoort.TEKENBEVOEGDE, organisatie=rij)
    uitkomsten = tegelijk(lambda rol: actions.beeindig_rol(rol_id=rol.pk, door=vers(rol.gebruiker)), rollen)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["NoneType", "RegelFout"]
    assert Rol.objects.filter(tot__isnull=True).count() == 1
