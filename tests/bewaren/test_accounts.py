"""Accounts of who left five years ago: emptied by an order of two people, the number and the log stay (R22, R8)."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from bewaren import actions, queries
from bewaren.rules import ACCOUNT
from inschrijving.models import Inschrijving
from kern import klok
from kern.klok import AMSTERDAM
from kern.log import leg_vast
from kern.models import Gebeurtenis
from partijen.actions import geef_rol, leeg_account, neem_uitnodiging_aan, nodig_uit
from partijen.models import Gebruiker, Rol, Uitnodiging
from partijen.states import Rolsoort
from portaal.integriteit import controleer
from tests.bewaren.hulp import beheerder, bevestigd, gevraagd, lijsthash
from tests.factories import WACHTWOORD, BerichtFactory, GebruikerFactory, OrganisatieFactory, RolFactory, zet_klok
from tests.factories_inschrijving import InschrijvingFactory
from tests.inschrijving.hulp import log_in, tekenbevoegde
from tests.onthoud import _rijen
from tests.race import tegelijk, wacht_op

pytestmark = [pytest.mark.django_db, pytest.mark.geval("R22")]
NAAM, ADRES, TWEEDE = "Wilhelmina Kanarie", "mina.kanarie@weg.example", "mina@ander.example"
KANARIE = re.compile("kanarie|mina@", re.IGNORECASE)
LAATSTE, VIJF_JAAR = date(2017, 12, 31), "2022-12-31 00:00"
TOEN = datetime(2017, 1, 1, 10, 0, tzinfo=AMSTERDAM)


def vertrokken(**anders) -> Gebruiker:
    """Somebody whose one role ended on 31 December 2017, with every way to log in there is."""
    mens = GebruikerFactory(**{"naam": NAAM, "email": ADRES, "date_joined": TOEN, "last_login": TOEN} | anders)
    RolFactory(gebruiker=mens, van=date(2017, 1, 1), tot=LAATSTE)
    EmailAddress.objects.create(user=mens, email=mens.email, verified=True, primary=True)
    return mens


def met_alles() -> Gebruiker:
    mens = vertrokken()
    EmailAddress.objects.create(user=mens, email=TWEEDE, verified=True)
    Authenticator.objects.create(user=mens, type=Authenticator.Type.TOTP, data={"secret": "geheim"})
    SocialAccount.objects.create(user=mens, provider="eherkenning", uid="kanarie-1", extra_data={})
    BerichtFactory(ontvanger=ADRES, tekst="Beste Wilhelmina Kanarie", status="overgedragen", afgehandeld_op=TOEN)
    Uitnodiging.objects.create(
        organisatie=mens.rollen.get().organisatie,
        email=ADRES,
        soort="invuller",
        token_hash="0" * 64,
        door=GebruikerFactory(),
        gebruikt_door=mens,
        **dict.fromkeys(("gemaakt_op", "geldig_tot", "gebruikt_op"), TOEN),
    )
    return mens


def te_legen() -> list[Gebruiker]:
    return [rij.gebruiker for rij in queries.te_vernietigen(ACCOUNT, klok.vandaag())]


def waarom() -> list[str]:
    return [rij.waarom_niet for rij in queries.vervallen(ACCOUNT, klok.vandaag())]


def gevonden() -> set[str]:
    """Tables in which the person still stands, read as a dump reads them."""
    with connection.cursor() as cursor:
        tabellen = connection.introspection.django_table_names(only_existing=True)
        return {tabel for tabel in tabellen if KANARIE.search("\n".join(_rijen(cursor, tabel)))}


@pytest.mark.parametrize(
    ("anders", "eerder", "dag"),
    [
        ({}, "2022-12-30 23:59", VIJF_JAAR),
        ({"last_login": TOEN.replace(year=2019, month=3)}, "2024-02-29 23:59", "2024-03-01 00:00"),
    ],
)
def test_op_de_dag_zelf_en_niet_eerder(anders, eerder, dag):
    mens = vertrokken(**anders)
    zet_klok(eerder)
    assert te_legen() == []
    zet_klok(dag)
    assert te_legen() == [mens]


def test_wie_nog_een_rol_heeft_blijft_ook_wie_de_opdracht_geeft():
    mens = vertrokken()
    Rol.objects.filter(gebruiker=mens).update(soort=Rolsoort.TEKENBEVOEGDE)
    RolFactory(gebruiker=mens, van=date(2019, 1, 1))  # and a role that goes on
    gever = RolFactory(landelijk=True, gebruiker__date_joined=TOEN, gebruiker__last_login=TOEN).gebruiker
    zet_klok("2040-01-01 10:00")
    assert te_legen() == []
    assert {gever.pk, mens.pk} & {rij.gebruiker.pk for rij in queries.vervallen(ACCOUNT, klok.vandaag())} == set()


@pytest.mark.parametrize("soort", [None, Rolsoort.INKOPER, Rolsoort.AUDITOR])
def test_wie_nodig_is_bij_een_dossier_blijft_tot_dat_vernietigd_is(soort):
    """By a line in its log, and who works for a zorgkantoor or for the portal by being there."""
    dossier, mens = InschrijvingFactory(begonnen_op=TOEN), vertrokken()
    if soort is None:
        leg_vast(dossier, "bewaar", door=mens)
    else:
        Rol.objects.filter(gebruiker=mens).update(
            soort=soort, organisatie=None, uitvoerder=dossier.uitvoerder if soort == Rolsoort.INKOPER else None
        )
    zet_klok(VIJF_JAAR)
    assert (te_legen(), waarom()) == ([], ["1 dossier waaraan deze mens werkte, is niet vernietigd"])
    Inschrijving.objects.update(vernietigd_op=klok.nu())
    assert te_legen() == [mens]


def test_een_dossier_van_een_ander_of_van_daarna_houdt_niemand():
    mens = vertrokken()
    Rol.objects.filter(gebruiker=mens).update(soort=Rolsoort.INKOPER, organisatie=None, uitvoerder=_uitvoerder())
    InschrijvingFactory(begonnen_op=TOEN)
    later = TOEN.replace(year=2018)
    InschrijvingFactory(begonnen_op=later, uitvoerder=mens.rollen.get().uitvoerder)
    zet_klok(VIJF_JAAR)
    assert te_legen() == [mens]


def _uitvoerder():
    return RolFactory(bij_uitvoerder=True).uitvoerder


@pytest.mark.geval("R8", "B29")
def test_legen_wist_wie_het_was_en_laat_het_logboek_heel():
    mens = met_alles()
    leg_vast(mens, "wijzig_wachtwoord", door=mens)
    eigen, voor = Gebeurtenis.objects.filter(actor_id=mens.pk).count(), {n: u.fouten for n, u in controleer().items()}
    assert gevonden() == {
        *("partijen_gebruiker", "partijen_uitnodiging", "account_emailaddress", "socialaccount_socialaccount"),
        "berichten_bericht",
    }
    zet_klok(VIJF_JAAR)
    rij = bevestigd("account")
    assert actions.voer_opdrachten_uit(hoogstens=5) == 1
    rij.refresh_from_db()
    mens.refresh_from_db()
    regel = rij.regels.get()
    assert (rij.status, regel.stand, regel.nagekeken_op) == ("klaar", "Geleegd", klok.nu())
    assert (mens.naam, mens.geleegd_op, mens.is_active) == (f"Geleegd account {mens.pk}", klok.nu(), False)
    assert (mens.has_usable_password(), gevonden()) == (False, set())
    assert not Authenticator.objects.exists()
    assert Gebeurtenis.objects.filter(actor_id=mens.pk).count() == eigen
    assert Gebeurtenis.objects.get(handeling="leeg_account").gegevens == {"opdracht": rij.pk}
    assert {naam: uitslag.fouten for naam, uitslag in controleer().items()} == voor
    assert (te_legen(), Bericht.objects.get().tekst) == ([], "vernietigd")


def test_post_van_een_organisatie_of_een_dossier_blijft():
    mens = vertrokken()
    rijen = [
        BerichtFactory(ontvanger=ADRES, tekst="blijft", dossier_sleutel="inschrijving:7"),
        BerichtFactory(ontvanger=ADRES, tekst="blijft"),  # has yet to leave
    ]
    Bericht.objects.filter(pk=rijen[0].pk).update(status="overgedragen", afgehandeld_op=TOEN)
    actions.uitvoeren.wissen.wis_post(leeg_account(gebruiker_id=mens.pk, opdracht=1))
    OrganisatieFactory(email=TWEEDE)
    BerichtFactory(ontvanger=TWEEDE, tekst="blijft", status="overgedragen", afgehandeld_op=TOEN)
    actions.uitvoeren.wissen.wis_post({TWEEDE})
    assert set(Bericht.objects.values_list("tekst", flat=True)) == {"blijft"}


def test_een_nieuwe_rol_tussen_opdracht_en_uitvoering_wordt_overgeslagen():
    mens = vertrokken()
    zet_klok(VIJF_JAAR)
    rij = bevestigd("account")
    geef_rol(gebruiker=mens, soort=Rolsoort.INVULLER, organisatie=mens.rollen.get().organisatie, door=None)
    assert actions.voer_opdrachten_uit(hoogstens=5) == 1
    regel = rij.regels.get()
    assert (regel.status, regel.melding) == ("overgeslagen", "de bewaartermijn is niet meer voorbij")
    mens.refresh_from_db()
    assert (mens.naam, mens.geleegd_op) == (NAAM, None)


@pytest.mark.geval("B32")
def test_met_een_geleegd_account_kan_niemand_iets_en_het_adres_is_weer_vrij(client):
    mens = met_alles()
    client.force_login(mens)
    leeg_account(gebruiker_id=mens.pk, opdracht=1)
    assert client.get(reverse("mijn"))["Location"].startswith(reverse("account_login"))
    client.logout()
    mens.refresh_from_db()
    for adres in (ADRES, mens.email, "niemand@weg.example"):
        antwoord = client.post(reverse("account_login"), {"login": adres, "password": WACHTWOORD})
        assert (antwoord.status_code, "_auth_user_id" in client.session) == (200, False)
        assert client.post(reverse("account_reset_password"), {"email": adres}).status_code == 302
    post = Bericht.objects.filter(status="klaar").values_list("onderwerp", flat=True)
    assert (len(post), len(set(post))) == (3, 1)  # as to an address that nobody has

    baas = tekenbevoegde(OrganisatieFactory())
    organisatie = baas.rollen.get().organisatie
    nodig_uit(organisatie_id=organisatie.pk, email=ADRES, soort=Rolsoort.INVULLER, door=baas)
    token = re.search(r"/uitnodiging/([\w-]+)/", Bericht.objects.order_by("pk").last().tekst)[1]
    velden = {
        "email": ADRES,
        "naam": NAAM,
        "password1": "een-heel-lang-wachtwoord",
        "password2": "een-heel-lang-wachtwoord",
    }
    assert client.post(reverse("account_signup"), velden).status_code == 302
    nieuw = Gebruiker.objects.get(email=ADRES)
    EmailAddress.objects.filter(user=nieuw).update(verified=True)
    assert neem_uitnodiging_aan(token=token, door=nieuw) == organisatie
    assert nieuw.pk != mens.pk


def test_van_lijst_tot_geleegd_op_het_scherm(client):
    mens = vertrokken()
    houder = vertrokken(naam="Nog Nodig", email="nodig@weg.example")
    leg_vast(InschrijvingFactory(), "bewaar", door=houder)
    zet_klok(VIJF_JAAR)
    een, twee = beheerder(), beheerder()
    log_in(client, een)
    lijst = reverse("bewaren_soort", args=["account"])
    tekst = client.get(lijst).content.decode()
    assert (NAAM in tekst, "Nog Nodig" in tekst, "1 account moet nog blijven" in tekst) == (True, False, True)
    assert "1 dossier waaraan" in client.get(lijst, {"toon": "blijft"}).content.decode()
    assert NAAM not in client.get(lijst, {"zoek": "iemand anders"}).content.decode()
    assert _rij(client, reverse("bewaren_export", args=["account"])) == [str(mens.pk), NAAM, ADRES]
    velden = {"gezien_hash": lijsthash("account"), "reden": "Jaarlijks"}
    adres = client.post(reverse("bewaren_opdracht", args=["account"]), velden)["Location"]
    pk = int(adres.rstrip("/").split("/")[-1])
    log_in(client, twee)
    form = client.get(adres)
    assert "van dit account wat hierboven" in form.content.decode()
    hash_ = form.context["rij"].hash
    assert client.post(reverse("vernietigopdracht_bevestigen", args=[pk]), {"gezien_hash": hash_}).status_code == 302
    actions.voer_opdrachten_uit(hoogstens=5)
    klaar = client.get(adres).content.decode()
    assert (f"Geleegd account {mens.pk}" in klaar, NAAM in klaar) == (True, False)
    assert _rij(client, reverse("vernietigopdracht_export", args=[pk])) == [
        str(mens.pk),
        f"Geleegd account {mens.pk}",
        "Geleegd",
    ]
    assert client.get(adres, {"zoek": "geleegd", "status": "vernietigd"}).status_code == 200


def _rij(client, adres: str) -> list[object]:
    blad = load_workbook(BytesIO(client.get(adres).content)).active
    return [cel.value for cel in list(blad.rows)[1]][:3]


def test_evenveel_vragen_bij_een_en_drie_accounts(django_assert_max_num_queries):
    kosten = []
    zet_klok(VIJF_JAAR)
    for aantal in (1, 2):  # together three
        for _ in range(aantal):
            mens = vertrokken(email=f"mens{Gebruiker.objects.count()}@weg.example")
            leg_vast(InschrijvingFactory(), "bewaar", door=mens)
        with django_assert_max_num_queries(20) as vragen:
            assert len(queries.vervallen(ACCOUNT, klok.vandaag())) == sum((1, 2)[: len(kosten) + 1])
        kosten.append(len(vragen))
    assert kosten[0] == kosten[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("B29")
def test_twee_tegelijk():
    """Two who order, two who confirm, two workers against somebody who gives the account a role."""
    mens = vertrokken()
    bij = mens.rollen.get().organisatie
    zet_klok(VIJF_JAAR)
    gemaakt = tegelijk(lambda door: gevraagd("account", door), [beheerder(), beheerder()])
    [rij] = [uit for uit in gemaakt if type(uit).__name__ == "Opdracht"]
    bevestig = tegelijk(
        lambda door: actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=door), [beheerder(), beheerder()]
    )
    assert sorted(type(uit).__name__ for uit in bevestig) == ["Opdracht", "RegelFout"]
    assert wacht_op(mens, lambda: actions.voer_opdrachten_uit(hoogstens=1))
    assert wacht_op(mens, lambda: geef_rol(gebruiker=mens, soort=Rolsoort.INVULLER, organisatie=bij, door=None))

    def stap(wat: str):
        if wat == "werk":
            return actions.voer_opdrachten_uit(hoogstens=5)
        return geef_rol(gebruiker=mens, soort=Rolsoort.INVULLER, organisatie=bij, door=None)

    uit = tegelijk(stap, ["werk", "werk", "rol"])
    mens.refresh_from_db()
    kreeg_rol = isinstance(uit[2], Rol)
    assert (mens.geleegd_op is None, rij.regels.get().status) == (
        kreeg_rol,
        "overgeslagen" if kreeg_rol else "vernietigd",
    )
    assert Rol.objects.filter(gebruiker=mens, tot=None).exists() == kreeg_rol
