"""The list of dossiers, its export, the openingen and the contractregister: who sees what, and when."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from beoordeling import actions
from beoordeling.models import Contract, Opening
from beoordeling.werk import werk_voor
from inschrijving.models import Inschrijving
from inschrijving.states import Status
from kluis.actions import lees
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from tests.beoordeling.hulp import (
    BEOORDEEL_OP,
    OPEN_OP,
    beoordeel,
    oordeel,
    open_alles,
    stel_leemten_vast,
    team,
    zonder_belang,
)
from tests.factories import WACHTWOORD, OrganisatieFactory, RolFactory, WlzUitvoerderFactory, bekeken, zet_klok
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.inschrijving.hulp import NIEUW, ingediende_inschrijving
from tests.onthoud import onthoud

pytestmark = pytest.mark.django_db


def tekst(client, naam, *args, **data):
    antwoord = client.get(reverse(naam, args=args), data)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def bladrijen(antwoord):
    return [[cel.value for cel in rij] for rij in load_workbook(BytesIO(antwoord.content)).active.iter_rows()]


@pytest.fixture
def ronde(klok):
    klok("2017-07-28 14:12")
    return kleine_ronde()


def dien_in(ronde, naam, **anders):
    anders.setdefault("regios", {"Utrecht": NIEUW})
    organisatie = OrganisatieFactory(statutaire_naam=naam)
    return ingediende_inschrijving(ronde=ronde, organisatie=organisatie, **anders).inschrijving


# Before the opening


@pytest.mark.geval("B28")
@pytest.mark.parametrize("moment", ["2017-07-30 12:00", "2017-08-01 17:30", "2017-08-01 18:05"])
def test_voor_de_opening_is_er_niets_te_zien_ook_niet_hoeveel(client, ronde, klok, moment):
    gebruiker = team(ronde.toewijzingen.first().uitvoerder).een
    client.force_login(gebruiker)
    klok(moment)
    leeg = {naam: tekst(client, naam) for naam in ("dossiers", "openingen", "mijn_werk")}
    klok("2017-07-28 14:12")
    inschrijving = dien_in(ronde, "Stichting Geheim")
    klok(moment)
    csrf = 'name="csrfmiddlewaretoken" value="'

    def zonder_csrf(bladzijde):
        return [deel.partition('"')[2] for deel in bladzijde.split(csrf)]

    for naam, zonder in leeg.items():
        assert zonder_csrf(tekst(client, naam)) == zonder_csrf(zonder)
    for zoek in (inschrijving.kenmerk, "Geheim", inschrijving.organisatie.kvk_nummer):
        assert "0 dossiers" in tekst(client, "dossiers", zoek=zoek)
    assert bladrijen(client.get(reverse("dossiers_export")))[1:] == []
    assert client.get(reverse("dossier", args=[inschrijving.kenmerk])).status_code == 404
    assert werk_voor(gebruiker) == werk_voor(team(inschrijving.uitvoerder).twee)


@pytest.mark.geval("B28")
def test_het_opening_scherm_zegt_alleen_vanaf_wanneer_het_kan(client, ronde, klok):
    dien_in(ronde, "Stichting Geheim")
    client.force_login(team(ronde.toewijzingen.first().uitvoerder).een)
    bladzijde = tekst(client, "openingen")
    assert "De dossiers kunnen open vanaf dinsdag 1 augustus 2017, 18:00 uur." in bladzijde
    assert "Geheim" not in bladzijde
    assert "Opening aanvragen" not in bladzijde


# The opening on the screen


def test_de_opening_op_het_scherm_vraagt_opnieuw_inloggen_en_twee_mensen(client, ronde, klok):
    inschrijving = dien_in(ronde, "Stichting Kiekendief")
    klok(OPEN_OP)
    wie = team(inschrijving.uitvoerder)
    stel_leemten_vast(ronde, inschrijving.uitvoerder)
    vraag = reverse("opening_aanvragen", args=[ronde.code, inschrijving.uitvoerder.code])
    client.force_login(wie.een)
    assert client.post(vraag).url.startswith(reverse("account_reauthenticate"))
    assert not Opening.objects.exists()
    verse_login(client, wie.een)
    assert "Opening aanvragen" in client.get(vraag).content.decode()
    assert client.post(vraag).url == reverse("openingen")
    opening = Opening.objects.get()
    bevestig = reverse("opening_bevestigen", args=[opening.pk])
    assert "U vroeg de opening zelf aan" in client.get(bevestig).content.decode()
    assert client.post(bevestig).status_code == 409

    client.force_login(wie.twee)
    assert client.post(bevestig).url.startswith(reverse("account_reauthenticate"))
    verse_login(client, wie.twee)
    assert "Anna Inkoper vroeg op" in client.get(bevestig).content.decode()
    assert client.post(bevestig, {"gezien": bekeken(opening)}).url == reverse("openingen")

    bladzijde = tekst(client, "openingen")
    assert "1 dossier, geopend op 1 augustus 2017, 18:00:00 uur door Anna Inkoper en Bram Inkoper." in bladzijde
    opening.refresh_from_db()
    download = client.get(reverse("opening_proces_verbaal", args=[opening.pk]))
    assert download.content == lees(opening.proces_verbaal)
    assert download["Content-Disposition"].startswith("attachment")


def verse_login(client, gebruiker):
    client.force_login(gebruiker)
    antwoord = client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    assert antwoord.status_code == 302


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_ziet_de_opening_niet(client, ronde, klok):
    inschrijving = dien_in(ronde, "Stichting Kiekendief")
    klok(OPEN_OP)
    opening = open_alles(ronde, inschrijving.uitvoerder)
    vreemd = WlzUitvoerderFactory()
    voeg_regios_toe(ronde, vreemd, ["Twente"])
    verse_login(client, team(vreemd).een)
    bladzijde = tekst(client, "openingen")
    assert inschrijving.uitvoerder.zorgkantoor not in bladzijde
    for naam, args in (
        ("opening_proces_verbaal", [opening.pk]),
        ("opening_bevestigen", [opening.pk]),
        ("opening_aanvragen", [ronde.code, inschrijving.uitvoerder.code]),
    ):
        assert client.get(reverse(naam, args=args)).status_code == 404


# The list


@onthoud
def drie_dossiers() -> Inkoopronde:
    """A round with three opened dossiers: one is judged, one has a name that Excel would run; sets the clock."""
    zet_klok("2017-07-28 14:12")
    ronde = kleine_ronde()
    wulp = dien_in(ronde, "Stichting Wulp", regios={"Utrecht": NIEUW, "Flevoland": NIEUW})
    dien_in(ronde, '=HYPERLINK("http://kwaad.example")')
    dien_in(ronde, "Appelvink Zorgadvies")
    zet_klok(OPEN_OP)
    open_alles(ronde, wulp.uitvoerder)
    zet_klok(BEOORDEEL_OP)
    beoordeel(wulp, voldoet_niet={"Flevoland": 9})
    return ronde


@pytest.fixture
def drie(klok):
    """The three dossiers, in the order in which they came."""
    klok("2017-07-28 14:12")
    ronde = drie_dossiers()
    klok(BEOORDEEL_OP)
    return list(ronde.inschrijvingen.select_related("ronde", "uitvoerder", "organisatie").order_by("pk"))


@pytest.fixture
def als_inkoper(client, drie):
    client.force_login(team(drie[0].uitvoerder).een)
    return client


def namen(client, **filters):
    antwoord = client.get(reverse("dossiers"), filters)
    return [dossier["partijnaam"] for dossier, _ in antwoord.context["tabel"].dossiers]


def test_filteren_zoeken_en_sorteren(als_inkoper, drie):
    wulp, formule, appelvink = (rij.partijnaam for rij in drie)
    assert set(namen(als_inkoper)) == {wulp, formule, appelvink}
    assert namen(als_inkoper, zoek="appel") == [appelvink]
    assert namen(als_inkoper, zoek=drie[0].kenmerk.lower()) == [wulp]
    assert namen(als_inkoper, zoek=drie[1].organisatie.kvk_nummer) == [formule]
    assert namen(als_inkoper, regio="flevoland") == [wulp]
    assert namen(als_inkoper, stand="voldoet") == [wulp]
    assert namen(als_inkoper, regio="flevoland", stand="voldoet") == []
    assert namen(als_inkoper, regio="utrecht", stand="voldoet") == [wulp]
    assert namen(als_inkoper, stand="in_beoordeling", sort="organisatie") == [formule, appelvink]
    assert namen(als_inkoper, sort="-organisatie") == [wulp, appelvink, formule]
    assert namen(als_inkoper, sort="-eigen")[0] == wulp
    assert als_inkoper.get(reverse("dossiers"), {"regio": "bestaat-niet", "sort": "x", "page": "99"}).status_code == 200


def test_filteren_op_klasse_en_indeling_in_dezelfde_regio(als_inkoper, drie):
    wulp, formule, appelvink = (rij.partijnaam for rij in drie)
    assert namen(als_inkoper, klasse="bestaand") == []
    assert set(namen(als_inkoper, klasse="nieuw")) == {wulp, formule, appelvink}
    assert set(namen(als_inkoper, indeling="open")) == {wulp, formule, appelvink}
    assert namen(als_inkoper, indeling="open", regio="utrecht", sort="organisatie") == [formule, appelvink]
    assert set(namen(als_inkoper, indeling="geheel_nieuw")) == {wulp, formule, appelvink}
    assert namen(als_inkoper, indeling="geheel_nieuw", stand="voldoet") == [wulp]
    assert namen(als_inkoper, indeling="deels") == []


def test_filteren_en_sorteren_op_beoordelaar(als_inkoper, drie):
    wulp, formule, appelvink = (rij.partijnaam for rij in drie)
    wie = team(drie[0].uitvoerder)
    assert 'value="ik"' not in tekst(als_inkoper, "dossiers")
    geef_aan(drie[0], wie.een, wie.twee)
    geef_aan(drie[2], wie.twee)
    assert namen(als_inkoper, beoordelaar="ik") == [wulp]
    assert set(namen(als_inkoper, beoordelaar=wie.twee.pk)) == {wulp, appelvink}
    assert set(namen(als_inkoper, beoordelaar="vrij")) == {formule, appelvink}
    assert len(namen(als_inkoper, beoordelaar=wie.manager.pk)) == 3  # no such choice: nothing is filtered
    assert namen(als_inkoper, sort="eerste")[:2] == [wulp, appelvink]
    bladzijde = tekst(als_inkoper, "dossiers")
    assert "Anna Inkoper en Bram Inkoper<span" in bladzijde
    assert "Kies beoordelaars<span" in bladzijde
    assert (
        bladrijen(als_inkoper.get(reverse("dossiers_export"), {"zoek": "wulp"}))[1][9] == "Anna Inkoper en Bram Inkoper"
    )


def geef_aan(inschrijving, *mensen):
    pks = [mens.pk for mens in mensen]
    door = team(inschrijving.uitvoerder).manager
    actions.zet_beoordelaars(inschrijving_id=inschrijving.pk, mensen=pks, gezien=[], door=door)


def test_bladzijden_van_vijftig(als_inkoper, drie, monkeypatch):
    monkeypatch.setattr("beoordeling.views.lijsten.PER_BLADZIJDE", 2)
    assert len(namen(als_inkoper)) == 2
    assert len(namen(als_inkoper, page=2)) == 1


@pytest.mark.parametrize("naam", ["dossiers", "dossiers_export", "contracten"])
def test_een_lijst_kost_evenveel_vragen_bij_een_als_bij_drie_rijen(als_inkoper, drie, naam):
    regio = drie[0].regios.first().toewijzing.regio
    contracten = [ContractFactory(uitvoerder=drie[0].uitvoerder, regio=regio) for _ in range(3)]
    als_inkoper.get(reverse(naam))
    bij_drie = aantal_vragen(als_inkoper, naam)
    Inschrijving.objects.exclude(pk=drie[0].pk).update(status=Status.INGEDIEND)
    Contract.objects.exclude(pk=contracten[0].pk).delete()
    assert aantal_vragen(als_inkoper, naam) == bij_drie
    assert bij_drie <= 8


def test_de_openingen_kosten_evenveel_vragen_bij_meer_zorgkantoren(client, drie):
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    bij_een = aantal_vragen(client, "openingen")
    for nummer in range(2):
        ander = WlzUitvoerderFactory()
        voeg_regios_toe(drie[0].ronde, ander, [f"Twente {nummer}"])
        open_alles(drie[0].ronde, ander)
    assert aantal_vragen(client, "openingen") == bij_een


def aantal_vragen(client, naam):
    with CaptureQueriesContext(connection) as gedaan:
        assert client.get(reverse(naam)).status_code == 200
    return len(gedaan)


def test_de_lijst_toont_hoe_ver_u_bent_en_niet_hoe_ver_een_collega_is(client, drie):
    wie = team(drie[2].uitvoerder)
    zonder_belang(drie[2], wie.een, wie.twee)
    oordeel(drie[2], 2, wie.een)
    for mens, verwacht in ((wie.een, "1 van 11"), (wie.twee, "0 van 11")):
        client.force_login(mens)
        assert verwacht in tekst(client, "dossiers", zoek="appel")


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_ziet_geen_enkel_dossier(client, drie):
    vreemd = WlzUitvoerderFactory()
    voeg_regios_toe(drie[0].ronde, vreemd, ["Twente"])
    client.force_login(team(vreemd).een)
    assert namen(client) == []
    assert namen(client, zoek="Wulp") == []
    bladzijde = tekst(client, "dossiers")
    assert "Utrecht" not in bladzijde
    assert "Twente" in bladzijde
    assert len(bladrijen(client.get(reverse("dossiers_export")))) == 1
    assert tekst(client, "contracten").count("<tr") == 2


def test_de_auditor_ziet_alles_en_heeft_geen_eigen_oordelen(client, drie):
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    assert len(namen(client)) == 3
    bladzijde = tekst(client, "dossiers")
    assert "Uw oordelen" not in bladzijde
    assert "nog niemand" in bladzijde
    assert "beoordelaars/" not in bladzijde


# Export


@pytest.mark.geval("B39")
def test_de_export_is_tekst_en_volgt_het_filter(als_inkoper, drie):
    antwoord = als_inkoper.get(reverse("dossiers_export"), {"zoek": "hyperlink"})
    cellen = [cel for rij in load_workbook(BytesIO(antwoord.content)).active.iter_rows() for cel in rij]
    assert {cel.data_type for cel in cellen if cel.value} == {"s"}
    (kop, rij) = bladrijen(antwoord)
    assert dict(zip(kop, rij, strict=True)) == {
        "Kenmerk": drie[1].kenmerk,
        "Ronde": "2018-2020",
        "Organisatie": '=HYPERLINK("http://kwaad.example")',
        "KvK-nummer": drie[1].organisatie.kvk_nummer,
        "Regio": "Utrecht",
        "Status": "In beoordeling",
        "Opgegeven als": "Nieuwe organisatie",
        "Voorstel": "Geheel nieuw",
        "Indeling": None,
        "Beoordelaars": None,
        "Ingediend op": "28 juli 2017, 14:12:00 uur",
    }
    assert len(bladrijen(als_inkoper.get(reverse("dossiers_export")))) == 5


# My work


def test_wat_er_op_iemand_wacht(client, ronde, klok):
    inschrijving = dien_in(ronde, "Stichting Wulp")
    wie = team(inschrijving.uitvoerder)
    klok(OPEN_OP)
    assert [taak[0] for taak in werk_voor(wie.een)] == ["Dossiers openen, met twee mensen"]
    open_alles(ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    assert [(wat, waar) for wat, waar, *_ in werk_voor(wie.een)] == [
        ("Dossier beoordelen, nog 11 oordelen", "Stichting Wulp")
    ]
    zonder_belang(inschrijving, wie.een, wie.twee)
    oordeel(inschrijving, 5, wie.een, nee=True)
    assert [taak[0] for taak in werk_voor(wie.een)] == ["Dossier beoordelen, nog 10 oordelen"]
    beoordeel(inschrijving, voldoet_niet={"Utrecht": 5}, afronden=False)
    for mens in (wie.een, wie.twee, wie.manager):
        assert [taak[0] for taak in werk_voor(mens)] == ["Beoordeling afronden"]
    url, voor = werk_voor(wie.een)[0][2:]
    assert (url, voor) == (reverse("dossier", args=[inschrijving.kenmerk]), ronde.bekendmaking_op)


def test_na_afronden_wacht_alleen_nog_de_indeling(klok, ronde):
    inschrijving = dien_in(ronde, "Stichting Wulp")
    wie = team(inschrijving.uitvoerder)
    klok(OPEN_OP)
    open_alles(ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    beoordeel(inschrijving, indelen=False)
    assert [taak[0] for taak in werk_voor(wie.een)] == ["Bestaand of nieuw bevestigen"]


def test_werk_kost_evenveel_vragen_bij_meer_dossiers(drie):
    bij_twee = werk_en_vragen(drie[0].uitvoerder)
    beoordeel(drie[1], voldoet_niet={"Utrecht": 2})
    bij_een = werk_en_vragen(drie[0].uitvoerder)
    assert (bij_twee[0], bij_een[0]) == (2, 1)
    assert bij_twee[1] == bij_een[1]


def werk_en_vragen(uitvoerder):
    gebruiker = Gebruiker.objects.get(pk=team(uitvoerder).een.pk)
    with CaptureQueriesContext(connection) as gedaan:
        taken = werk_voor(gebruiker)
    return len(taken), len(gedaan)
