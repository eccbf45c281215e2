"""Logging in with eHerkenning, against a real OpenID provider: who gets in, for whom, and who may sign."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen import rules
from partijen.actions import nodig_uit
from partijen.eherkenning import EherkenningAdapter
from partijen.models import Gebruiker, Organisatie
from partijen.permissions import TEKENT
from partijen.states import Rolsoort
from tests.factories import OrganisatieFactory, RolFactory
from tests.inschrijving.hulp import volledige_inschrijving
from tests.partijen.inloggen import log_in, met_adres, net_bevestigd
from tests.partijen.oidc import EH2, EH3, KVK, aanbieder, instellingen
from tests.partijen.test_actions import GEGEVENS
from tests.routes import alle_routes

NAMEN = {"kvk": KVK, "niveau": "acr"}
IN = "/account/oidc/eherkenning/login/"


@pytest.mark.parametrize(
    ("gezegd", "niveau", "tekent"),
    [
        ("urn:etoegang:core:assurance-class:loa2", "EH2", False),
        (EH2, "EH2+", False),
        (EH3, "EH3", True),
        ("urn:etoegang:core:assurance-class:loa4", "EH4", True),
        ("http://eidas.europa.eu/LoA/low", "EH2", False),
        ("http://eidas.europa.eu/LoA/substantial", "EH3", True),
    ],
)
def test_het_niveau_bepaalt_wie_mag_tekenen(gezegd, niveau, tekent):
    wie = rules.eherkenning({KVK: "12345678", "acr": gezegd}, **NAMEN)
    assert (wie.kvk_nummer, wie.niveau, wie.mag_tekenen) == ("12345678", niveau, tekent)


@pytest.mark.parametrize(
    "kvk", [None, "", "1234567", "123456789", "1234567a", "１２３４５６７８", 12345678, ["12345678"]]
)
def test_zonder_kvk_nummer_van_acht_cijfers_komt_niemand_binnen(kvk):
    with pytest.raises(RegelFout, match="geen KvK-nummer van 8 cijfers"):
        rules.eherkenning({KVK: kvk, "acr": EH3}, **NAMEN)


@pytest.mark.parametrize("niveau", [None, "", "loa1", 3, "urn:etoegang:core:assurance-class:"])
def test_zonder_niveau_komt_niemand_binnen(niveau):
    with pytest.raises(RegelFout, match="niet door op welk niveau"):
        rules.eherkenning({KVK: "12345678", "acr": niveau}, **NAMEN)


@pytest.fixture(scope="module")
def proces():
    with aanbieder() as rij:
        yield rij


@pytest.fixture
def broker(proces, settings, db):
    settings.SOCIALACCOUNT_PROVIDERS = instellingen(proces.adres)
    return proces


def kom_binnen(client, broker, wie="persoon", *, process="login", **claims):
    """Go to the provider, agree there and come back."""
    if claims:
        broker.claims(wie, **claims)
    heen = client.get(IN, {"process": process})
    return client.get(broker.geef_door(heen.url, wie))


def gekoppeld(gebruiker, uid="persoon"):
    SocialAccount.objects.create(user=gebruiker, provider="eherkenning", uid=uid)
    return gebruiker


def test_zonder_het_bewijs_van_wie_het_vroeg_geeft_de_makelaar_niets(client, broker):
    """PKCE: the provider holds the verifier against the challenge; see `eis_pkce`."""
    broker.claims("pkce", **{KVK: "87654321", "acr": EH3})
    heen = client.get(IN).url
    assert "code_challenge_method=S256" in heen
    gestolen = Client()
    terug = broker.geef_door(heen, "pkce")
    vreemd = re.sub(r"state=[^&]+", re.search(r"state=[^&]+", gestolen.get(IN).url)[0], terug)
    assert gestolen.get(vreemd).status_code == 401  # the code of another browser, with one's own verifier
    assert requests.get(re.sub(r"code_challenge=[^&]+", "", heen), timeout=5).status_code == 400


@pytest.mark.parametrize(
    "soort",
    [
        *("geen handtekening", "andere sleutel", "openbare sleutel als geheim"),
        *("voor een ander", "van een ander", "verlopen", "andere vraag", "iemand anders"),
    ],
)
def test_een_vals_token_laat_niemand_binnen(client, broker, soort):
    gekoppeld(met_adres(RolFactory().gebruiker))
    broker.lieg(soort)
    try:
        antwoord = kom_binnen(client, broker, **{KVK: "87654321", "acr": EH3})
    finally:
        broker.lieg("")
    assert (antwoord.status_code, "is niet gelukt" in antwoord.text) == (401, True)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("zegt", [{"issuer": "http://127.0.0.1:9"}, {"token_endpoint": "https://127.0.0.1:9/token"}])
def test_een_makelaar_die_zich_anders_noemt_of_elders_heen_wijst_wordt_niet_gebruikt(client, broker, settings, zegt):
    anders = instellingen(broker.adres)
    anders["openid_connect"]["APPS"][0]["settings"]["openid_configuration_overrides"] = zegt
    settings.SOCIALACCOUNT_PROVIDERS = anders
    antwoord = client.get(IN)
    assert (antwoord.status_code, "lukt nu niet" in antwoord.text) == (409, True)


class _Omleiding(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:9/elders")
        self.end_headers()

    def log_message(self, *_):
        """Silent."""


def test_een_omleiding_van_de_makelaar_wordt_niet_gevolgd(client, db, settings):
    with ThreadingHTTPServer(("127.0.0.1", 0), _Omleiding) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        adres = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(requests.TooManyRedirects):
            EherkenningAdapter().get_requests_session().get(adres)
        settings.SOCIALACCOUNT_PROVIDERS = instellingen(adres)
        assert client.get(IN).status_code == 409
        server.shutdown()


def test_een_adres_verandert_niet_wat_het_portaal_vraagt(client, broker):
    vraag = parse_qs(
        urlsplit(client.get(IN, {"scope": "alles", "auth_params": "acr_values=laag&nonce=vast"}).url).query
    )
    assert (set(vraag["scope"][0].split()), "acr_values" in vraag) == ({"openid", "email"}, False)
    assert len(vraag["nonce"][0]) == 43


def test_wie_gekoppeld_is_werkt_voor_de_organisatie_van_het_kvk_nummer_en_geen_andere(client, broker):
    rol = RolFactory()
    ander = RolFactory(gebruiker=rol.gebruiker)
    gekoppeld(met_adres(rol.gebruiker))
    assert kom_binnen(client, broker, **{KVK: rol.organisatie.kvk_nummer, "acr": EH3}).url == reverse("mijn")
    assert client.get(rol.organisatie.get_absolute_url()).status_code == 200
    assert client.get(ander.organisatie.get_absolute_url()).status_code == 404
    assert SocialAccount.objects.get().extra_data == {"kvk_nummer": rol.organisatie.kvk_nummer, "niveau": "EH3"}


def test_tekenen_vraagt_eh3_en_met_een_wachtwoord_verandert_er_niets(client, broker, klok):
    klok("2017-07-28 14:12")
    dossier = volledige_inschrijving()
    tekenaar = gekoppeld(met_adres(dossier.bestuursverklaring.getekend_door))
    teken = reverse("inschrijving_tekenen", args=[dossier.kenmerk])
    kom_binnen(client, broker, **{KVK: dossier.organisatie.kvk_nummer, "acr": EH2})
    antwoord = client.post(teken)
    assert antwoord.status_code == 409
    assert "niveau EH2+. Om te tekenen is niveau EH3 of hoger nodig" in antwoord.text
    assert client.get(reverse("inschrijving", args=[dossier.kenmerk])).status_code == 200
    kom_binnen(client, broker, **{KVK: dossier.organisatie.kvk_nummer, "acr": EH3})
    assert client.post(teken).status_code != 409
    log_in(client := Client(), tekenaar.email)
    assert client.post(teken).status_code != 409


def test_wat_een_handtekening_zet_vraagt_een_recht_waarvoor_het_niveau_telt():
    tekenen = {"inschrijving_tekenen", "inschrijving_dien_in", "overeenkomst_tekenen", "afspraak_akkoord"}
    assert {route.naam for route in alle_routes() if getattr(route.view, "recht", None) in TEKENT} >= tekenen


def test_een_nieuwe_organisatie_registreert_met_het_nummer_van_eherkenning(client, broker, klok):
    klok("2017-07-03 10:00")
    claims = {KVK: "87654321", "acr": EH3, "email": "ander@steun.example", "email_verified": True}
    assert kom_binnen(client, broker, "nieuw", **claims).url == reverse("socialaccount_signup")
    assert "87654321" in client.get(reverse("socialaccount_signup")).text
    client.post(reverse("socialaccount_signup"), {"email": "nel@steun.example", "naam": "Nel Nieuw"})
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("nel@steun.example", False)]
    client.post(re.search(r"https?://\S+", Bericht.objects.get().tekst)[0])
    assert kom_binnen(client, broker, "nieuw").url == reverse("mijn")
    assert client.get(reverse("mijn")).url == reverse("organisatie_registreren")
    pagina = client.get(reverse("organisatie_registreren"))
    assert (pagina.context["form"]["kvk_nummer"].value(), pagina.context["form"].fields["kvk_nummer"].disabled) == (
        "87654321",
        True,
    )
    client.post(reverse("organisatie_registreren"), GEGEVENS | {"kvk_nummer": "11111111", "tekent": "on"})
    rij = Organisatie.objects.get()
    assert rij.kvk_nummer == "87654321"
    assert [rol.soort for rol in rij.rollen.all()] == [Rolsoort.TEKENBEVOEGDE]


def test_een_bekende_organisatie_opent_alleen_voor_wie_er_een_rol_heeft(client, broker):
    gekoppeld(met_adres())
    bekend = OrganisatieFactory()
    kom_binnen(client, broker, **{KVK: bekend.kvk_nummer, "acr": EH3})
    assert client.get(bekend.get_absolute_url()).status_code == 403
    antwoord = client.get(reverse("mijn"), follow=True)
    assert antwoord.status_code == 409
    assert "Vraag een collega die tekenbevoegde is om u uit te nodigen" in antwoord.text


def test_wie_is_uitgenodigd_komt_binnen_met_eherkenning_van_die_organisatie(client, broker):
    gebruiker = gekoppeld(met_adres())
    baas = RolFactory(soort=Rolsoort.TEKENBEVOEGDE)
    velden = {"email": gebruiker.email, "soort": Rolsoort.INVULLER, "door": baas.gebruiker}
    nodig_uit(organisatie_id=baas.organisatie_id, **velden)
    link = re.search(r"/uitnodiging/[^/\s]+/", Bericht.objects.get().tekst)[0]
    kom_binnen(client, broker, **{KVK: "87654321", "acr": EH3})
    assert rules.ANDERE_ORGANISATIE in client.post(link).text
    assert not gebruiker.rollen.exists()
    kom_binnen(client, broker, **{KVK: baas.organisatie.kvk_nummer, "acr": EH3})
    client.post(link)
    assert client.get(baas.organisatie.get_absolute_url()).status_code == 200


def test_een_e_mailadres_van_de_broker_neemt_geen_account_over(client, broker):
    bestaand = met_adres(RolFactory().gebruiker)
    claims = {KVK: "87654321", "acr": EH3, "email": bestaand.email, "email_verified": True}
    kom_binnen(client, broker, "dief", **claims)
    antwoord = client.post(reverse("socialaccount_signup"), {"email": bestaand.email, "naam": "Dief"})
    assert antwoord.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert [bericht.ontvanger for bericht in Bericht.objects.all()] == [bestaand.email]
    assert Gebruiker.objects.count() == 1


@pytest.mark.parametrize("claims", [{"acr": EH3}, {KVK: "123", "acr": EH3}, {KVK: "87654321"}])
def test_wat_een_login_mist_is_een_bladzijde_in_het_nederlands(client, broker, claims):
    antwoord = kom_binnen(client, broker, f"mist{len(claims)}{claims.get(KVK)}", **claims)
    assert antwoord.status_code == 409
    assert "eHerkenning gaf" in antwoord.text
    assert "_auth_user_id" not in client.session


def test_een_antwoord_zonder_vraag_of_van_een_ander_venster_werkt_niet(client, broker, settings):
    broker.claims("los", **{KVK: "87654321", "acr": EH3})
    terug = broker.geef_door(client.get(IN).url, "los")
    client.cookies.clear()
    antwoord = client.get(terug)
    assert (antwoord.status_code, "is niet gelukt" in antwoord.text) == (401, True)
    settings.SOCIALACCOUNT_PROVIDERS = instellingen("http://127.0.0.1:9")
    antwoord = client.get(IN)
    assert (antwoord.status_code, "lukt nu niet" in antwoord.text) == (409, True)


def test_eherkenning_is_niet_voor_een_medewerker(client, broker):
    gekoppeld(met_adres(RolFactory(bij_uitvoerder=True).gebruiker))
    antwoord = kom_binnen(client, broker, **{KVK: "87654321", "acr": EH3})
    assert (antwoord.status_code, "eHerkenning is voor organisaties" in antwoord.text) == (409, True)
    assert "_auth_user_id" not in client.session


def test_koppelen_en_ontkoppelen_worden_gemaild_en_staan_in_het_logboek(broker):
    gebruiker = met_adres(RolFactory().gebruiker)
    client = net_bevestigd(gebruiker)
    antwoord = kom_binnen(client, broker, process="connect", **{KVK: "87654321", "acr": EH3})
    assert antwoord.url == reverse("socialaccount_connections")
    pagina = client.get(antwoord.url)
    assert "KvK-nummer 87654321, niveau EH3" in pagina.text
    client.post(reverse("socialaccount_connections"), {"account": gebruiker.socialaccount_set.get().pk})
    assert not gebruiker.socialaccount_set.exists()
    assert Bericht.objects.filter(ontvanger=gebruiker.email).count() == 2
    regels = Gebeurtenis.objects.filter(object_soort="partijen.gebruiker").order_by("nummer")
    assert [regel.handeling for regel in regels] == ["koppel_eherkenning", "ontkoppel_eherkenning"]


def test_zonder_broker_bestaat_de_weg_niet(client, db):
    assert client.get(IN).status_code == 404
    assert "eHerkenning" not in client.get(reverse("account_login")).text
