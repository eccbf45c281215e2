"""The screens of steps 5 and 6: who sees what, what a click does, and how many queries a page costs."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from beoordeling.models import Classificatie
from inschrijving.states import Status as Dossierstatus
from kern.rules import sha256
from partijen.states import Rolsoort
from selectie import actions
from selectie.models import Regioselectie
from selectie.states import Status
from selectie.trekking import bevestig_loting
from tests.factories import RolFactory, bekeken
from tests.factories_inschrijving import (
    ErvaringFactory,
    InschrijvingFactory,
    RegioinschrijvingFactory,
    kleine_ronde,
)
from tests.factories_selectie import (
    BESTAAND,
    DEELS,
    NIEUW,
    begonnen,
    bevroren,
    contract,
    geopende_regio,
    in_status,
    medewerker,
    partij,
)
from tests.inschrijving.hulp import log_in
from tests.selectie.hulp import aantal_queries, ingevoerd, kijk, klaargezet, klik, knoppen, tekst

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nu(klok):
    return klok("2017-09-05 10:00")


# --- Lijst van regio's --------------------------------------------------------------------------------------


@pytest.mark.geval("B26")
def test_lijst_toont_alleen_de_eigen_regios(client, meld_aan):
    eigen = geopende_regio(BESTAAND, NIEUW)
    geopende_regio(NIEUW, regios=("Zeeland",), code="2019", naam="Andere ronde")
    meld_aan(eigen)

    antwoord = kijk(client, "regioselecties")

    (rij,) = antwoord.context["rijen"]
    assert (rij.toewijzing, rij.nieuw, rij.plaatsen, rij.stand) == (eigen, 1, 3, "Niet begonnen")
    assert "Zeeland" not in tekst(antwoord)


@pytest.mark.parametrize(
    "filter_, verwacht",
    [("", ["Twente", "Zeeland"]), ("open", ["Twente"]), ("niet_begonnen", ["Zeeland"]), ("vastgesteld", [])],
)
def test_lijst_is_te_beperken_tot_een_stand(client, meld_aan, filter_, verwacht):
    toewijzing = geopende_regio(NIEUW, regios=("Twente", "Zeeland"))
    begonnen(toewijzing)
    meld_aan(toewijzing)
    rijen = kijk(client, "regioselecties", data={"status": filter_}).context["rijen"]
    assert [rij.toewijzing.regio.naam for rij in rijen] == verwacht


def test_lijst_kost_altijd_evenveel(client, meld_aan):
    toewijzing = geopende_regio(NIEUW)
    bevroren(toewijzing)
    meld_aan(toewijzing)
    met_een = aantal_queries(client, "regioselecties")
    extra = geopende_regio(NIEUW, NIEUW, uitvoerder=toewijzing.uitvoerder, regios=("Zeeland", "Drenthe"), code="2019")
    bevroren(extra)
    assert len(kijk(client, "regioselecties").context["rijen"]) == 3
    assert aantal_queries(client, "regioselecties") == met_een <= 8


# --- De regio -----------------------------------------------------------------------------------------------


@pytest.mark.geval("B26")
@pytest.mark.parametrize("status", sorted(Status))
def test_regio_van_een_andere_uitvoerder_bestaat_niet(client, meld_aan, status):
    selectie = in_status(status)
    pk = selectie.toewijzing_id
    meld_aan(geopende_regio(regios=("Zeeland",), code="2019"))

    for naam in ("regioselectie", "selectie_invoer", "selectie_uitslag", "loting_klaarzetten", "invoer_bevriezen"):
        assert kijk(client, naam, pk).status_code == 404
    for naam in ("selectie_beginnen", "invoer_voorleggen", "invoer_bevriezen", "selectie_vaststellen"):
        assert klik(client, naam, pk).status_code == 404
    for kandidaat in selectie.kandidaten.all():
        assert kijk(client, "kandidaat", kandidaat.pk).status_code == 404


def test_voor_de_opening_toont_de_regio_niets_van_een_dossier(client, meld_aan):
    toewijzing = kleine_ronde(regios=("Twente",)).toewijzingen.get()
    dossier = InschrijvingFactory(status=Dossierstatus.INGEDIEND)
    RegioinschrijvingFactory(inschrijving=dossier, toewijzing=toewijzing)
    meld_aan(toewijzing)

    antwoord = kijk(client, "regioselectie", toewijzing.pk)

    assert "De dossiers zijn nog niet geopend." in tekst(antwoord)
    assert dossier.organisatie.statutaire_naam not in tekst(antwoord)
    assert "inschrijving, " not in tekst(antwoord)
    assert knoppen(antwoord) == []


@pytest.mark.clausule("IK-167")
@pytest.mark.parametrize(
    "indelingen, som, uitleg",
    [
        ([], "4 plaatsen − 0 bestaande = 4 plaatsen voor 0 nieuwe organisaties", "nog geen organisatie"),
        (
            [BESTAAND, BESTAAND, BESTAAND, NIEUW],
            "4 plaatsen − 3 bestaande = 1 plaats voor 1 nieuwe organisatie",
            "Een selectie is niet nodig.",
        ),
        (
            [BESTAAND, BESTAAND, NIEUW, NIEUW, NIEUW],
            "4 plaatsen − 2 bestaande = 2 plaatsen voor 3 nieuwe organisaties",
            "Daarom is een selectie nodig.",
        ),
        (
            [BESTAAND] * 4 + [NIEUW],
            "4 plaatsen − 4 bestaande = 0 plaatsen voor 1 nieuwe organisatie",
            "er is geen plaats voor hen",
        ),
    ],
)
def test_plaatsen_als_een_som_die_zich_laat_lezen(client, meld_aan, indelingen, som, uitleg):
    toewijzing = geopende_regio(*indelingen)
    meld_aan(toewijzing)
    antwoord = kijk(client, "regioselectie", toewijzing.pk)
    assert som in tekst(antwoord)
    assert uitleg in tekst(antwoord)


@pytest.mark.clausule("IK-064")
@pytest.mark.parametrize("bestaande, gewaarschuwd", [(4, False), (5, True)])
@pytest.mark.parametrize("bevriezen", [False, True])
def test_meer_bestaande_dan_plaatsen_geeft_een_waarschuwing(client, meld_aan, bestaande, gewaarschuwd, bevriezen):
    toewijzing = geopende_regio(*[BESTAAND] * bestaande)
    if bevriezen:
        bevroren(toewijzing)
    meld_aan(toewijzing)
    assert ("Leg dit voor aan de inkoopmanager" in tekst(kijk(client, "regioselectie", toewijzing.pk))) is gewaarschuwd


@pytest.mark.parametrize("status", sorted(Status))
def test_regio_toont_in_elke_stand_waar_zij_staat_en_wat_er_kan(client, meld_aan, status):
    verwacht = {
        Status.OPEN: ["Invoer voorleggen"],
        Status.GEEN_SELECTIE_NODIG: ["Uitslag vaststellen"],
        Status.GEEN_PLAATS: ["Uitslag vaststellen"],
        Status.GERANGSCHIKT: ["Uitslag vaststellen"],
        Status.VASTGESTELD: [],
    }
    selectie = in_status(status)
    meld_aan(selectie.toewijzing)
    antwoord = kijk(client, "regioselectie", selectie.toewijzing_id)
    assert selectie.get_status_display() in tekst(antwoord)
    assert knoppen(antwoord) == verwacht[status]


def test_regio_rangschikt_met_wat_besliste_en_de_reden_per_afvaller(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    antwoord = kijk(client, "regioselectie", selectie.toewijzing_id)
    rijen = antwoord.context["rangrijen"]
    besliste = ["", "gelijk op alles", "beslist: ervaring a", "beslist: ervaring b", "beslist: ervaring c"]
    assert [rij.verschil for rij in rijen] == besliste
    assert [rij.grens for rij in rijen] == [False] * 4 + [True]
    ((naam, zinnen),) = antwoord.context["redenen"]
    assert (naam, zinnen in tekst(antwoord)) == (rijen[4].naam, True)


@pytest.mark.clausule("IK-165")
def test_na_de_loting_staan_de_gekozenen_boven_de_grens(client, meld_aan, gelijken):
    toewijzing, loting = gelijken.toewijzing, ingevoerd(klaargezet(gelijken))
    meld_aan(toewijzing)
    voor = kijk(client, "regioselectie", toewijzing.pk)
    assert "3 plaatsen wachten op loting" in tekst(voor)
    assert [rij.uitkomst for rij in voor.context["rangrijen"]] == ["overeenkomst_nieuw"] + ["loting"] * 4

    klik(client, "loting_bevestigen", loting.pk, gezien=bekeken(loting))

    na = kijk(client, "regioselectie", toewijzing.pk)
    assert [rij.uitkomst for rij in na.context["rangrijen"]] == ["overeenkomst_nieuw"] * 4 + ["niet_geselecteerd"]
    assert [rij.verschil for rij in na.context["rangrijen"]][1:3] == ["beslist: leemte", "gelijk op alles"]
    assert "De notaris heeft daarom geloot" in tekst(na)


@pytest.mark.clausule("IK-164")
def test_gelijken_staan_onder_een_haak_en_de_grens_loopt_nooit_door_wie_nog_loot(client, meld_aan, gelijken):
    meld_aan(gelijken.toewijzing)
    pagina = kijk(client, "regioselectie", gelijken.toewijzing_id)
    rijen = pagina.context["rangrijen"]
    assert [(rij.rang, rij.haak, rij.grens) for rij in rijen] == [
        (1, "", False),
        (2, "door", False),
        (2, "door", False),
        (2, "door", False),
        (2, "eind", False),
    ]
    assert [rij.kop for rij in rijen] == ["", "4 gelijk op alles: de notaris loot om 3 plaatsen", "", "", ""]
    assert "De grens van 4 plaatsen ligt in deze groep." in tekst(pagina)

    loting = ingevoerd(klaargezet(gelijken))
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=medewerker(gelijken.toewijzing))
    rijen = kijk(client, "regioselectie", gelijken.toewijzing_id).context["rangrijen"]
    assert [rij.grens for rij in rijen] == [False] * 4 + [True]
    assert rijen[1].kop == "4 gelijk op alles: de notaris lootte om 3 plaatsen"


def test_gelijken_aan_een_kant_van_de_grens_zijn_ook_gelijken(client, meld_aan):
    selectie = bevroren(geopende_regio(BESTAAND, BESTAAND, *[NIEUW] * 4), *["La-- 1/2"] * 2, *["---- 1/3"] * 2)
    meld_aan(selectie.toewijzing)
    rijen = kijk(client, "regioselectie", selectie.toewijzing_id).context["rangrijen"]
    assert [(rij.haak, rij.kop, rij.grens) for rij in rijen] == [
        ("door", "2 gelijk op alles", False),
        ("eind", "", False),
        ("door", "2 gelijk op alles", True),
        ("eind", "", False),
    ]


def test_regio_waarschuwt_als_de_oordelen_na_het_bevriezen_veranderden(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    waarschuwing = "De uitslag past daar niet meer bij."
    assert waarschuwing not in tekst(kijk(client, "regioselectie", selectie.toewijzing_id))
    partij(selectie.toewijzing)
    assert waarschuwing in tekst(kijk(client, "regioselectie", selectie.toewijzing_id))


@pytest.mark.parametrize("begin", [begonnen, bevroren])
def test_regio_kost_altijd_evenveel(client, meld_aan, begin):
    klein = geopende_regio(*[NIEUW] * 5)
    groot = geopende_regio(*[NIEUW] * 12, BESTAAND, uitvoerder=klein.uitvoerder, regios=("Zeeland",), code="2019")
    for toewijzing, aantal in ((klein, 5), (groot, 12)):
        begin(toewijzing, *["-a-- 1/2"] * aantal)
    meld_aan(klein)
    met_vijf = aantal_queries(client, "regioselectie", klein.pk)
    assert aantal_queries(client, "regioselectie", groot.pk) == met_vijf <= 15


def test_de_auditor_kijkt_en_heeft_geen_knoppen(client):
    selectie = in_status(Status.OPEN)
    log_in(client, RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    assert knoppen(kijk(client, "regioselectie", selectie.toewijzing_id)) == []
    assert klik(client, "invoer_voorleggen", selectie.toewijzing_id).status_code == 403


# --- Beginnen, voorleggen, bevriezen, vaststellen -----------------------------------------------------------


def test_een_regio_doorloopt_de_stappen_met_twee_mensen(client, meld_aan):
    toewijzing = geopende_regio(BESTAAND, NIEUW)
    pk = toewijzing.pk
    een = meld_aan(toewijzing)
    for stap in ("selectie_beginnen", "invoer_voorleggen"):
        assert klik(client, stap, pk).url == reverse("regioselectie", args=[pk])
    assert "Nu is een collega aan zet." in tekst(kijk(client, "regioselectie", pk))

    meld_aan(toewijzing)
    form = kijk(client, "regioselectie", pk).context["bevriesform"]
    klik(client, "invoer_bevriezen", pk, **form.initial)
    selectie = Regioselectie.objects.get()
    assert (selectie.status, selectie.voorgesteld_door) == (Status.GEEN_SELECTIE_NODIG, een)
    klik(client, "selectie_vaststellen", pk)
    assert Regioselectie.objects.get().status == Status.VASTGESTELD


@pytest.mark.geval("B30")
@pytest.mark.parametrize("stap", ["invoer_voorleggen", "invoer_bevriezen", "selectie_vaststellen", "selectie_beginnen"])
def test_een_stap_die_niet_kan_geeft_409_en_verandert_niets(client, meld_aan, stap):
    selectie = in_status(Status.VASTGESTELD)
    meld_aan(selectie.toewijzing)
    antwoord = klik(client, stap, selectie.toewijzing_id, gezien_hash=selectie.invoer_hash)
    assert antwoord.status_code == 409
    assert Regioselectie.objects.get().vastgesteld_op == selectie.vastgesteld_op


@pytest.mark.geval("B29")
def test_bevriezen_met_een_oude_of_geen_hash_wordt_geweigerd(client, meld_aan):
    selectie = in_status(Status.OPEN)
    actions.leg_invoer_voor(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    meld_aan(selectie.toewijzing)
    for velden in ({}, {"gezien_hash": "0" * 64}):
        assert klik(client, "invoer_bevriezen", selectie.toewijzing_id, **velden).status_code == 409
    assert Regioselectie.objects.get().status == Status.OPEN


def test_verandert_een_indeling_na_het_voorstel_dan_kan_een_collega_opnieuw_voorleggen(client, meld_aan):
    selectie = in_status(Status.OPEN)
    actions.leg_invoer_voor(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    regio = selectie.kandidaten.first().regioinschrijving
    Classificatie.objects.filter(regioinschrijving=regio).update(indeling=DEELS, reden="Contract gevonden.")
    meld_aan(selectie.toewijzing)
    assert knoppen(kijk(client, "regioselectie", selectie.toewijzing_id)) == ["Invoer voorleggen"]
    klik(client, "invoer_voorleggen", selectie.toewijzing_id)
    assert "Nu is een collega aan zet." in tekst(kijk(client, "regioselectie", selectie.toewijzing_id))


def test_bevriezen_vraagt_opnieuw_in_te_loggen(client, meld_aan):
    selectie = in_status(Status.OPEN)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    meld_aan(selectie.toewijzing, net=False)
    antwoord = klik(client, "invoer_bevriezen", selectie.toewijzing_id, gezien_hash=voorstel.invoer_hash)
    assert antwoord.url.startswith(reverse("account_reauthenticate"))
    assert Regioselectie.objects.get().status == Status.OPEN


@pytest.mark.parametrize("stap", ["selectie_beginnen", "invoer_voorleggen", "selectie_vaststellen"])
def test_alleen_kijken_verandert_niets(client, meld_aan, stap):
    selectie = in_status(Status.OPEN)
    meld_aan(selectie.toewijzing)
    assert kijk(client, stap, selectie.toewijzing_id).status_code == 405
    assert kijk(client, "invoer_bevriezen", selectie.toewijzing_id).status_code == 302
    assert Regioselectie.objects.get().voorgesteld_door is None


# --- Narekenen ----------------------------------------------------------------------------------------------


def test_invoer_en_uitslag_zijn_te_downloaden_en_na_te_rekenen(client, meld_aan, tmp_path, capfd):
    selectie = in_status(Status.GERANGSCHIKT)
    meld_aan(selectie.toewijzing)
    invoer = kijk(client, "selectie_invoer", selectie.toewijzing_id).content
    assert sha256(invoer) == selectie.invoer_hash

    bestand = tmp_path / "invoer.json"
    bestand.write_bytes(invoer)
    call_command("proefselectie", str(bestand))

    assert kijk(client, "selectie_uitslag", selectie.toewijzing_id).content.decode() == capfd.readouterr().out


def test_van_een_open_regio_valt_nog_niets_te_downloaden(client, meld_aan):
    selectie = in_status(Status.OPEN)
    meld_aan(selectie.toewijzing)
    for naam in ("selectie_invoer", "selectie_uitslag"):
        assert kijk(client, naam, selectie.toewijzing_id).status_code == 404


# --- Kandidaat ----------------------------------------------------------------------------------------------

FEITEN = {
    "wlz_contract_bewijs": "Niet gevonden in het register.",
    "wlz_contract": "False",
    "wmo_contract": "True",
    "wmo_contract_bewijs": "Almelo, 2015",
    "clientondersteuners": "9",
    "geregistreerd": "7",
}


@pytest.mark.clausule("IK-156", "IK-157")
def test_feiten_invullen_naast_wat_de_organisatie_schreef(client, meld_aan):
    toewijzing = geopende_regio()
    regio = partij(toewijzing)
    ErvaringFactory(inschrijving=regio.inschrijving, toelichting="Tien jaar ouderenwerk")
    kandidaat = begonnen(toewijzing).kandidaten.get()
    meld_aan(toewijzing)
    contract(regio)  # after the facts were filled in beforehand
    pagina = tekst(kijk(client, "kandidaat", kandidaat.pk))
    assert "Tien jaar ouderenwerk" in pagina
    assert "Twente, zondag 1 januari 2017 tot en met zondag 31 december 2017" in pagina

    antwoord = klik(client, "kandidaat", kandidaat.pk, **FEITEN)

    assert antwoord.url == reverse("regioselectie", args=[toewijzing.pk])
    kandidaat.refresh_from_db()
    assert (kandidaat.wlz_contract, kandidaat.anderszins) == (False, None)
    assert (kandidaat.wmo_contract_bewijs, kandidaat.geregistreerd) == ("Almelo, 2015", 7)


@pytest.mark.parametrize("totaal, deel", [("0", "0"), ("3", "4"), ("-1", "0"), ("drie", "1")])
def test_een_fout_laat_staan_wat_is_getypt(client, meld_aan, totaal, deel):
    kandidaat = in_status(Status.OPEN).kandidaten.first()
    meld_aan(kandidaat.regioselectie.toewijzing)
    antwoord = klik(
        client, "kandidaat", kandidaat.pk, **FEITEN | {"clientondersteuners": totaal, "geregistreerd": deel}
    )
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors
    assert "Niet gevonden in het register." in tekst(antwoord)
    kandidaat.refresh_from_db()
    assert kandidaat.wlz_contract_bewijs == "Contractregister"


def test_na_het_bevriezen_is_er_geen_formulier_en_wordt_een_late_post_geweigerd(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    kandidaat = selectie.kandidaten.first()
    meld_aan(selectie.toewijzing)
    assert "Feiten bewaren" not in tekst(kijk(client, "kandidaat", kandidaat.pk))
    antwoord = klik(client, "kandidaat", kandidaat.pk, **FEITEN)
    assert "is bevroren" in str(antwoord.context["form"].errors)
    kandidaat.refresh_from_db()
    assert kandidaat.wlz_contract_bewijs == "Contractregister"
