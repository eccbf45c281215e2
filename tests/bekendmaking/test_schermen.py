"""The screens of chapter 3: who sees what, what a form does, and how many queries a list costs."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from bekendmaking import actions
from bekendmaking.models import Bezwaar, Brief, Vrijgave
from bekendmaking.states import Status
from kluis.actions import lees
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from tests.bekendmaking.toneel import BESTAAND, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory
from tests.factories_inschrijving import voeg_regios_toe
from tests.inschrijving.hulp import log_in, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Toneel()


def bord(toneel, naam="vrijgave"):
    return reverse(naam, args=[toneel.ronde.code, toneel.uitvoerder.code])


def beheerder():
    return RolFactory(landelijk=True).gebruiker


def vul_bezwaar_in(brief, **velden):
    return {
        "regios": [beslissing.pk for beslissing in brief.beslissingen.all()],
        "motivering": "Onze dekking is wel volledig.",
        "sleutel": str(uuid4()),
        **velden,
    }


# The board and the letters


@pytest.mark.geval("F17")
def test_bord_noemt_met_link_wat_niet_klaar_is(toneel, client):
    dossier = toneel.dossier({"Utrecht": BESTAAND})
    dossier.regios.get().beoordeling.__class__.objects.update(status="in_beoordeling")
    client.force_login(toneel.inkoper)
    pagina = client.get(bord(toneel)).content.decode()
    assert "0 van 1 dossier klaar voor de bekendmaking" in pagina
    assert f'Utrecht: <a class="utrecht-link" href="{reverse("dossier", args=[dossier.kenmerk])}">' in pagina


@pytest.mark.parametrize("aantal", [1, 3])
def test_bord_kost_altijd_evenveel_vragen(toneel, client, aantal, django_assert_num_queries):
    dossiers = [toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET}) for _ in range(aantal)]
    toneel.stel_vast("Utrecht")
    for dossier in dossiers:
        toneel.brief(dossier)
    client.force_login(toneel.manager)
    with django_assert_num_queries(27):
        assert client.get(bord(toneel)).status_code == 200


@pytest.mark.parametrize("aantal", [1, 3])
def test_overzicht_kost_altijd_evenveel_vragen(client, aantal, django_assert_num_queries):
    ronde = None
    for nummer in range(aantal):
        toneel = Toneel(uitvoerder=RolFactory(bij_uitvoerder=True).uitvoerder, ronde=ronde)
        ronde = toneel.ronde
        voeg_regios_toe(ronde, toneel.uitvoerder, [f"Regio {nummer}"])
        toneel.brief(toneel.dossier({f"Regio {nummer}": VOLDOET_NIET}))
    client.force_login(beheerder())
    with django_assert_num_queries(22):
        assert len(client.get(reverse("vrijgaven")).context["borden"]) == aantal


@pytest.mark.geval("B26", "B28")
def test_overzicht_en_bord_tonen_niets_van_een_ander_of_voor_de_opening(toneel, client):
    toneel.dossier(status="ingediend")
    client.force_login(toneel.inkoper)
    (rij,) = client.get(reverse("vrijgaven")).context["borden"]
    assert (rij.geopend, rij.standen) == (False, [])
    antwoord = client.get(bord(toneel))
    assert antwoord.context["bord"].standen == []
    assert "De dossiers zijn nog niet geopend" in antwoord.content.decode()
    client.force_login(RolFactory(bij_uitvoerder=True).gebruiker)
    assert client.get(bord(toneel)).status_code == 404


def test_alle_brieven_maken_en_lezen(toneel, client):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    client.force_login(toneel.inkoper)
    client.post(bord(toneel, "brieven_opstellen"))
    assert actions.maak_brieven() == 1
    brief = Brief.objects.get(inschrijving=dossier)
    assert reverse("brief", args=[brief.pk]) in client.get(bord(toneel)).content.decode()
    assert brief.hash in client.get(reverse("brief", args=[brief.pk])).content.decode()
    assert client.get(reverse("brief_pdf", args=[brief.pk])).content == lees(brief.stuk)


def test_een_brief_maken_die_nog_niet_kan_zegt_waarom(toneel, client):
    dossier = toneel.dossier()
    client.force_login(toneel.inkoper)
    antwoord = client.post(reverse("brief_maken", args=[dossier.kenmerk]))
    assert antwoord.status_code == 409
    assert "Utrecht: de selectie is niet vastgesteld (niet begonnen)." in antwoord.content.decode()


@pytest.mark.geval("B24")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_brief_van_een_ander_zorgkantoor_bestaat_niet(toneel, client, soort):
    brief = toneel.brief()
    log_in(client, RolFactory(bij_uitvoerder=True, soort=soort).gebruiker)
    antwoorden = [client.get(reverse("brief", args=[brief.pk])), client.get(reverse("brief_pdf", args=[brief.pk]))]
    if soort == Rolsoort.INKOOPMANAGER:
        gegevens = {"gezien_hash": brief.hash, "reden": "x"}
        antwoorden += [
            client.post(reverse(naam, args=[brief.pk]), gegevens) for naam in ("brief_goedkeuren", "brief_terug")
        ]
    assert {antwoord.status_code for antwoord in antwoorden} == {404}
    assert Brief.objects.get().status == Status.ONTWERP


def test_goedkeuren_vraagt_opnieuw_het_wachtwoord(toneel, client):
    brief = toneel.brief()
    adres = reverse("brief_goedkeuren", args=[brief.pk])
    client.force_login(toneel.manager)
    assert client.post(adres, {"gezien_hash": brief.hash}).url.startswith(reverse("account_reauthenticate"))
    assert Brief.objects.get().status == Status.ONTWERP
    log_in(client, toneel.manager)
    assert client.post(adres, {"gezien_hash": brief.hash}).url == bord(toneel)
    assert Brief.objects.get().status == Status.GOEDGEKEURD


@pytest.mark.geval("B29")
def test_wie_een_andere_brief_zag_keurt_niets_goed(toneel, client):
    brief = toneel.brief()
    log_in(client, toneel.manager)
    antwoord = client.post(reverse("brief_goedkeuren", args=[brief.pk]), {"gezien_hash": "1" * 64})
    assert antwoord.status_code == 409
    assert "De inhoud is gewijzigd sinds u keek" in antwoord.content.decode()


def test_eigen_brief_heeft_geen_knop_om_goed_te_keuren(toneel, client):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    brief = actions.stel_op(inschrijving_id=dossier.pk, door=toneel.manager)
    client.force_login(toneel.manager)
    pagina = client.get(reverse("brief", args=[brief.pk])).content.decode()
    assert "Een collega keurt hem goed." in pagina
    assert reverse("brief_goedkeuren", args=[brief.pk]) not in pagina


def test_goedkeuring_intrekken_zonder_reden_houdt_het_formulier_in_beeld(toneel, client):
    brief = toneel.brief(goedgekeurd=True)
    client.force_login(toneel.manager)
    adres = reverse("brief_terug", args=[brief.pk])
    antwoord = client.post(adres, {"reden": " "})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["reden"])
    client.post(adres, {"reden": "Verkeerde aanhef."})
    assert Brief.objects.get().status == Status.ONTWERP


@pytest.mark.clausule("IK-021")
def test_klaarzetten_voor_de_bekendmaking_geeft_een_fout_bij_het_formulier(toneel, client):
    toneel.brief(goedgekeurd=True)
    log_in(client, toneel.manager)
    antwoord = client.post(bord(toneel, "vrijgave_klaarzetten"), {"vrij_op": "2017-09-15T11:59"})
    assert antwoord.status_code == 422
    assert "niet eerder dan vrijdag 15 september 2017, 12:00 uur" in antwoord.content.decode()
    assert client.post(bord(toneel, "vrijgave_klaarzetten"), {"vrij_op": "2017-09-15T12:00"}).url == bord(toneel)
    assert Vrijgave.objects.get().vrij_op == toneel.ronde.bekendmaking_op


@pytest.mark.geval("T9")
def test_een_tijd_die_niet_bestaat_wordt_geweigerd(toneel, client):
    toneel.brief(goedgekeurd=True)
    log_in(client, toneel.manager)
    antwoord = client.post(bord(toneel, "vrijgave_klaarzetten"), {"vrij_op": "2018-03-25T02:30"})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["vrij_op"])


# The organisation


@pytest.mark.clausule("IK-196", "IK-022", "IK-209")
def test_beslissing_met_uitkomst_en_elke_termijn(toneel, client):
    dossier = toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET})
    toneel.stel_vast("Utrecht")
    toneel.stel_vast("Zwolle")
    brief = toneel.bekendgemaakt(dossier)
    zet_klok("2017-09-26 14:00")
    client.force_login(toneel.invuller(dossier))
    antwoord = client.get(reverse("beslissing", args=[dossier.kenmerk]))
    tekst = " ".join(antwoord.content.decode().split())
    for zin in (
        "U kunt bezwaar maken tot en met <strong>vrijdag 29 september 2017, 17:00 uur</strong>",
        "uiterlijk <strong>donderdag 5 oktober 2017</strong> zijn betekend",
        "bezwaar@ijsvogel.example",
        "Eis 8, ",
    ):
        assert zin in tekst
    assert [(punt.wanneer, punt.wat, punt.soort) for punt in antwoord.context["delen"][0]["punten"]] == [
        ("vr 15 september 2017", "Beslissing", "voorbij"),
        ("di 26 september 2017", "Vandaag", "nu"),
        ("vr 29 september 2017, 17:00 uur", "Bezwaar sluit", ""),
        ("do 5 oktober 2017", "Laatste dag kort geding", "let-op"),
        ("do 12 oktober 2017, 17:00 uur", "Einde opschorting", ""),
        ("do 12 oktober 2017", "Antwoord op bezwaar", ""),
        ("vr 27 oktober 2017", "Andere geschillen", ""),
    ]
    assert client.get(reverse("beslissing_brief", args=[dossier.kenmerk])).content == lees(brief.stuk)


@pytest.mark.geval("B24")
def test_beslissing_van_een_ander_bestaat_niet(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(RolFactory().gebruiker)
    kenmerken = (brief.inschrijving.kenmerk, "BESTAAT-NIET")
    antwoorden = [
        client.get(reverse(naam, args=[kenmerk]))
        for naam in ("beslissing", "beslissing_brief", "bezwaar_maken")
        for kenmerk in kenmerken
    ]
    assert {antwoord.status_code for antwoord in antwoorden} == {404}


def test_bezwaar_maken_met_bestanden(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    adres = reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])
    bestanden = [SimpleUploadedFile(naam, pdf(naam)) for naam in ("een.pdf", "twee.pdf")]
    antwoord = client.post(adres, vul_bezwaar_in(brief, bestanden=bestanden), follow=True)
    bezwaar = Bezwaar.objects.get()
    assert [stuk.naam for stuk in bezwaar.bijlagen.order_by("pk")] == ["een.pdf", "twee.pdf"]
    assert bezwaar.kenmerk in antwoord.content.decode()


def test_wat_getypt_is_blijft_staan_na_een_fout_bestand(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    adres = reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])
    fout = SimpleUploadedFile("bewijs.pdf", b"<html>")
    antwoord = client.post(adres, vul_bezwaar_in(brief, motivering="Lang verhaal.", bestanden=[fout]))
    assert antwoord.status_code == 422
    assert "Lang verhaal." in antwoord.content.decode()
    assert not Bezwaar.objects.exists()


@pytest.mark.clausule("IK-197")
def test_formulier_zonder_redenen_wijst_het_veld_aan(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    adres = reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])
    antwoord = client.post(adres, vul_bezwaar_in(brief, motivering="", regios=[]))
    assert sorted(antwoord.context["form"].errors) == ["motivering", "regios"]
    assert antwoord.status_code == 422


@pytest.mark.clausule("IK-200")
@pytest.mark.geval("T15")
def test_na_dag_15_zegt_de_bladzijde_dat_het_recht_vervallen_is(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    zet_klok("2017-10-01 00:00")
    adres = reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])
    for antwoord in (client.get(adres), client.post(adres, vul_bezwaar_in(brief))):
        assert "Recht op bezwaar vervallen" in antwoord.content.decode()
    assert not Bezwaar.objects.exists()
    beslissing = client.get(reverse("beslissing", args=[brief.inschrijving.kenmerk])).content.decode()
    assert "Recht op bezwaar vervallen" in beslissing
    assert adres not in beslissing
    client.force_login(toneel.inkoper)
    assert "Recht op bezwaar vervallen" in client.get(reverse("brief", args=[brief.pk])).content.decode()
    zet_klok("2017-09-30 23:59")
    assert "Recht op bezwaar vervallen" not in client.get(reverse("brief", args=[brief.pk])).content.decode()


@pytest.mark.clausule("IK-207")
def test_bezwaarformulier_zegt_dat_inschrijfdocumenten_niet_meer_tellen(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    pagina = client.get(reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])).content.decode()
    assert "Documenten die bij de inschrijving hoorden, kunt u nu niet meer aanvullen of vervangen." in pagina


@pytest.mark.clausule("IK-211")
@pytest.mark.parametrize(
    "moment, kop",
    [
        ("2017-09-26 14:00", "De termijn voor de rechter loopt af vóór u antwoord krijgt"),
        ("2017-10-05 23:59", "De termijn voor de rechter loopt af vóór u antwoord krijgt"),
        ("2017-10-06 00:00", "De termijn voor de rechter is voorbij"),
    ],
)
def test_waarschuwing_voor_de_termijn_bij_de_rechter(toneel, client, moment, kop):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    zet_klok(moment)
    assert kop in client.get(reverse("beslissing", args=[brief.inschrijving.kenmerk])).content.decode()


def test_geen_waarschuwing_als_het_antwoord_op_tijd_is_voor_de_rechter(toneel, client):
    brief = toneel.bekendgemaakt()
    Inkoopronde.objects.update(kort_geding_dagen=27)
    client.force_login(toneel.invuller(brief.inschrijving))
    pagina = client.get(reverse("beslissing", args=[brief.inschrijving.kenmerk])).content.decode()
    assert "De termijn voor de rechter</h3>" in pagina
    assert "vóór u antwoord krijgt" not in pagina


@pytest.mark.clausule("IK-209")
def test_waarschuwing_staat_ook_boven_het_bezwaarformulier(toneel, client):
    brief = toneel.bekendgemaakt()
    client.force_login(toneel.invuller(brief.inschrijving))
    pagina = client.get(reverse("bezwaar_maken", args=[brief.inschrijving.kenmerk])).content.decode()
    assert "De termijn voor de rechter loopt af vóór u antwoord krijgt" in pagina
    assert "uiterlijk <strong>donderdag 5 oktober 2017</strong> zijn betekend" in pagina


# Staff: bezwaren


def bezwaren(toneel, aantal) -> list[Bezwaar]:
    brief = toneel.bekendgemaakt()
    invuller = toneel.invuller(brief.inschrijving)
    return [
        actions.maak_bezwaar(
            brief_id=brief.pk,
            beslissing_ids=[beslissing.pk for beslissing in brief.beslissingen.all()],
            motivering=f"Reden {nummer}.",
            sleutel=uuid4(),
            door=invuller,
        )
        for nummer in range(aantal)
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_lijst_van_bezwaren_kost_altijd_evenveel_vragen(toneel, client, aantal, django_assert_num_queries):
    bezwaren(toneel, aantal)
    client.force_login(toneel.inkoper)
    with django_assert_num_queries(10):
        assert len(client.get(reverse("bezwaren")).context["tabel"].rows) == aantal


def test_bezwaren_zijn_te_zoeken_te_filteren_en_gaan_zo_naar_excel(toneel, client):
    een, twee = bezwaren(toneel, 2)
    actions.neem_in_behandeling(bezwaar_id=twee.pk, behandelaar_id=toneel.behandelaar.pk, door=toneel.behandelaar)
    client.force_login(toneel.inkoper)

    def kenmerken(**vraag):
        op_het_scherm = [rij.record.kenmerk for rij in client.get(reverse("bezwaren"), vraag).context["tabel"].rows]
        boek = load_workbook(BytesIO(client.get(reverse("bezwaren_export"), vraag).content)).active
        assert [cel.value for cel in boek["A"][1:] if cel.value] == op_het_scherm
        return op_het_scherm

    assert kenmerken() == kenmerken(stand="open") == [een.kenmerk, twee.kenmerk]
    assert kenmerken(stand="in_behandeling") == kenmerken(zoek=twee.kenmerk.lower()) == [twee.kenmerk]
    assert kenmerken(stand="te_laat") == kenmerken(zoek="niemand") == []
    assert kenmerken(stand="onzin") == [een.kenmerk, twee.kenmerk]


@pytest.mark.clausule("IK-201")
def test_te_laat_antwoord_valt_op(toneel, client):
    bezwaren(toneel, 1)
    client.force_login(toneel.inkoper)
    zet_klok("2017-10-12 23:59")
    assert "te laat" not in client.get(reverse("bezwaren")).content.decode()
    zet_klok("2017-10-13 00:00")
    assert "te laat" in client.get(reverse("bezwaren")).content.decode()
    melding = client.get(reverse("bezwaar", args=[Bezwaar.objects.get().pk])).content.decode()
    assert "Zonder antwoord is er geen uitkomst (lezing A14)." in melding
    assert "wordt in deze regio niets definitief en tekent niemand, ook na de opschortende termijn" in melding


def test_bezwaar_behandelen_van_begin_tot_antwoord(toneel, client):
    (bezwaar,) = bezwaren(toneel, 1)
    client.force_login(toneel.behandelaar)
    adres = reverse("bezwaar", args=[bezwaar.pk])
    assert "Reden 0." in client.get(adres).content.decode()
    wie = {"behandelaar_id": toneel.behandelaar.pk}
    client.post(reverse("bezwaar_in_behandeling", args=[bezwaar.pk]), wie)
    leeg = client.post(reverse("bezwaar_antwoord", args=[bezwaar.pk]), {"oordeel": "gegrond", "antwoord": ""})
    assert (leeg.status_code, list(leeg.context["antwoordform"].errors)) == (422, ["antwoord"])
    client.post(reverse("bezwaar_antwoord", args=[bezwaar.pk]), {"oordeel": "ongegrond", "antwoord": "Nee, omdat."})
    assert "Nee, omdat." in client.get(adres).content.decode()
    bezwaar.refresh_from_db()
    assert bezwaar.status == "beantwoord"


def test_bezwaar_niet_in_behandeling_nemen(toneel, client):
    (bezwaar,) = bezwaren(toneel, 1)
    client.force_login(toneel.inkoper)
    client.post(reverse("bezwaar_niet", args=[bezwaar.pk]), {"reden": "Niet van uw organisatie."})
    bezwaar.refresh_from_db()
    assert (bezwaar.status, bezwaar.antwoord) == ("niet_in_behandeling", "Niet van uw organisatie.")


@pytest.mark.geval("B24", "B34")
def test_bestand_van_een_bezwaar_alleen_voor_wie_het_mag_zien(toneel, client):
    brief = toneel.bekendgemaakt()
    bestand = BytesIO(pdf("bewijs"))
    bestand.name = "bewijs.pdf"
    bezwaar = actions.maak_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[brief.beslissingen.get().pk],
        motivering="Zie bijlage.",
        bestanden=[bestand],
        sleutel=uuid4(),
        door=toneel.invuller(brief.inschrijving),
    )
    adres = reverse("bezwaar_bestand", args=[bezwaar.pk, bezwaar.bijlagen.get().sha256])
    client.force_login(toneel.inkoper)
    assert client.get(adres).content == pdf("bewijs")
    assert client.get(reverse("bezwaar_bestand", args=[bezwaar.pk, brief.hash])).status_code == 404
    client.force_login(RolFactory(bij_uitvoerder=True).gebruiker)
    assert client.get(adres).status_code == 404
