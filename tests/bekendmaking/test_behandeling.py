"""Bezwaar by hand and its handling: the channel, who may handle it, the letter, taking it back (A13, IK-206)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bekendmaking import actions, opmaak
from bekendmaking.models import Bezwaar
from bekendmaking.states import Bezwaarstatus, Kanaal
from beoordeling.models import Belangenverklaring
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.rules import sha256
from kluis.actions import lees
from tests.bekendmaking.test_bezwaar import SLUIT, bestand, maak, neem
from tests.bekendmaking.toneel import BEGIN, Toneel, bekende_brief, zet_klok
from tests.factories import RolFactory
from tests.factories_bekendmaking import BezwaarFactory
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
MICRO = timedelta(microseconds=1)
ONTVANGEN = datetime(2017, 9, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def brief():
    zet_klok(BEGIN)
    brief = bekende_brief()
    zet_klok("2017-09-27 10:00")
    return brief


@pytest.fixture
def toneel(brief):
    return Toneel.rond(brief.inschrijving)


def registreer(brief, door, **velden):
    velden = {
        "beslissing_ids": list(brief.beslissingen.filter(uitkomst="voldoet_niet").values_list("pk", flat=True)),
        "kanaal": Kanaal.POST,
        "ontvangen_op": ONTVANGEN,
        "motivering": "Onze dekking is wel volledig.",
        "sleutel": uuid4(),
        **velden,
    }
    return actions.registreer_bezwaar(brief_id=brief.pk, door=door, **velden)


# By hand, with its channel


@pytest.mark.clausule("IK-206")
@pytest.mark.geval("B38")
@pytest.mark.parametrize("kanaal", sorted(set(Kanaal) - {Kanaal.PORTAAL, Kanaal.BEZWAARADRES}))
def test_een_andere_weg_eindigt_als_niet_in_behandeling_met_het_antwoord(toneel, brief, kanaal):
    bezwaar = registreer(brief, toneel.inkoper, kanaal=kanaal)
    assert (bezwaar.status, bezwaar.toelaatbaar, bezwaar.kanaal) == ("niet_in_behandeling", False, kanaal)
    (bericht,) = Bericht.objects.filter(over__startswith=f"bekendmaking.bezwaar:{bezwaar.pk}")
    assert (bericht.soort, bericht.ontvanger) == (Berichtsoort.ANTWOORD, "bestuur@kiekendief.example")
    assert "bezwaar@ijsvogel.example. U kunt dat nog doen. De sluitingstijd is vrijdag 29 september" in bericht.tekst
    assert list(bericht.bijlagen.all()) == [bezwaar.antwoordbrief]


@pytest.mark.clausule("IK-205", "IK-206")
def test_wat_aan_het_bezwaaradres_kwam_wordt_gewoon_behandeld(toneel, brief):
    bezwaar = registreer(brief, toneel.inkoper, kanaal=Kanaal.BEZWAARADRES, bestanden=[bestand()])
    assert (bezwaar.status, bezwaar.aangekomen_op, bezwaar.bijlagen.count()) == ("ingediend", ONTVANGEN, 1)
    assert [b.soort for b in Bericht.objects.filter(over=f"bekendmaking.bezwaar:{bezwaar.pk}")] == ["ontvangst"]


@pytest.mark.clausule("IK-199", "IK-200")
@pytest.mark.geval("T15", "B38")
def test_ook_met_de_hand_telt_het_moment_van_ontvangst(toneel, brief):
    zet_klok("2017-10-04 10:00")
    adres = {"kanaal": Kanaal.BEZWAARADRES}
    assert registreer(brief, toneel.inkoper, ontvangen_op=SLUIT, **adres).na_sluitingstijd is False
    assert registreer(brief, toneel.inkoper, ontvangen_op=SLUIT + MICRO, **adres).na_sluitingstijd is True
    with pytest.raises(RegelFout, match="Uw recht om bezwaar te maken is na zaterdag 30 september 2017 vervallen"):
        registreer(brief, toneel.inkoper, ontvangen_op=datetime(2017, 9, 30, 22, 0, tzinfo=UTC), **adres)
    assert Bezwaar.objects.count() == 2


def test_na_de_termijn_belooft_het_antwoord_geen_tweede_kans(toneel, brief):
    zet_klok("2017-10-04 10:00")
    assert "De tijd voor bezwaar is voorbij." in registreer(brief, toneel.inkoper).antwoord


@pytest.mark.parametrize(
    "velden, klacht",
    [
        ({"kanaal": Kanaal.PORTAAL}, "Kies hoe het bezwaar binnenkwam"),
        ({"kanaal": "duif"}, "Kies hoe het bezwaar binnenkwam"),
        ({"motivering": " "}, "Vul de redenen in"),
        ({"ontvangen_op": datetime(2017, 9, 15, 9, 59, tzinfo=UTC)}, "Vul in wanneer het bezwaar binnenkwam"),
        ({"ontvangen_op": datetime(2017, 9, 27, 8, 0, 1, tzinfo=UTC)}, "niet later dan nu"),
        ({"beslissing_ids": []}, "Kies één of meer regio’s"),
    ],
)
def test_met_de_hand_vastleggen_weigert_wat_niet_klopt(toneel, brief, velden, klacht):
    with pytest.raises(RegelFout, match=klacht):
        registreer(brief, toneel.inkoper, **velden)
    assert not Bezwaar.objects.exists()


def test_alleen_het_eigen_zorgkantoor_legt_een_bezwaar_vast(toneel, brief):
    for vreemd in (RolFactory(bij_uitvoerder=True).gebruiker, toneel.invuller(brief.inschrijving)):
        with pytest.raises(PermissionDenied):
            registreer(brief, vreemd)


@pytest.mark.django_db(transaction=True)
def test_dubbele_klik_legt_een_bezwaar_vast(toneel, brief):
    sleutel = uuid4()
    tegelijk(lambda _: registreer(brief, toneel.inkoper, sleutel=sleutel), range(2))
    assert Bezwaar.objects.count() == 1


# Who handles it


def test_wie_het_dossier_beoordeelde_behandelt_het_bezwaar_niet(toneel, brief):
    bezwaar = BezwaarFactory(brief=brief, beslissingen=brief.beslissingen.all())
    for beoordelaar in (toneel.inkoper, toneel.manager):
        with pytest.raises(RegelFout) as fout:
            actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=beoordelaar.pk, door=toneel.inkoper)
        assert fout.value.tekst == (
            f"{beoordelaar} beoordeelde dit dossier en kan het bezwaar niet behandelen. Kies {toneel.behandelaar}."
        )
    bezwaar.refresh_from_db()
    assert (bezwaar.status, bezwaar.behandelaar) == ("ingediend", None)


def test_wie_een_belang_heeft_of_er_niet_werkt_behandelt_het_bezwaar_niet(toneel, brief):
    bezwaar = BezwaarFactory(brief=brief, beslissingen=brief.beslissingen.all())
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    with pytest.raises(RegelFout, match="Deze persoon behandelt geen bezwaren bij dit zorgkantoor"):
        actions.wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=vreemd.pk, door=toneel.inkoper)
    Belangenverklaring.objects.create(
        inschrijving=brief.inschrijving, gebruiker=toneel.behandelaar, heeft_belang=True, verklaard_op=ONTVANGEN
    )
    with pytest.raises(RegelFout, match=r"heeft een belang bij dit dossier .* Vraag de beheerder om een collega"):
        actions.wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=toneel.behandelaar.pk, door=toneel.inkoper)


def test_alleen_de_behandelaar_antwoordt(toneel, brief):
    bezwaar = BezwaarFactory(brief=brief, beslissingen=brief.beslissingen.all())
    neem(toneel, bezwaar)
    tweede = toneel.persoon("inkoper")
    gegevens = {"bezwaar_id": bezwaar.pk, "oordeel": "ongegrond", "antwoord": "Nee."}
    with pytest.raises(RegelFout, match=f"{toneel.behandelaar} behandelt dit bezwaar. Wijs het eerst aan uzelf toe"):
        actions.beantwoord(**gegevens, door=tweede)
    actions.wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=tweede.pk, door=toneel.manager)
    assert actions.beantwoord(**gegevens, door=tweede).status == "beantwoord"


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", sorted(set(Bezwaarstatus) - {"ingediend", "in_behandeling"}))
def test_wat_klaar_is_wordt_niet_meer_toegewezen_of_ingetrokken(toneel, brief, status):
    bezwaar = BezwaarFactory(brief=brief, beslissingen=brief.beslissingen.all(), status=status)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
        actions.wijs_toe(bezwaar_id=bezwaar.pk, behandelaar_id=toneel.behandelaar.pk, door=toneel.behandelaar)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
        actions.trek_bezwaar_in(bezwaar_id=bezwaar.pk, door=toneel.invuller(brief.inschrijving))


# The letter


@pytest.mark.clausule("IK-201", "IK-211")
def test_het_antwoord_is_een_brief_die_steeds_dezelfde_is(toneel, brief):
    bezwaar = maak(brief, toneel.invuller(brief.inschrijving))
    zet_klok("2017-10-03 10:00")
    neem(toneel, bezwaar)
    bezwaar = actions.beantwoord(
        bezwaar_id=bezwaar.pk,
        oordeel="gegrond",
        antwoord="{{ 7|add:7 }} <b>U hebt gelijk.</b>",
        door=toneel.behandelaar,
    )
    bytes_ = lees(bezwaar.antwoordbrief)
    assert bytes_.startswith(b"%PDF-1.7")
    zet_klok("2017-10-09 10:00")
    assert sha256(opmaak.antwoordbrief(Bezwaar.objects.get(pk=bezwaar.pk))) == bezwaar.antwoordbrief.sha256
    assert list(Bericht.objects.get(soort=Berichtsoort.ANTWOORD).bijlagen.all()) == [bezwaar.antwoordbrief]


@pytest.mark.geval("B24")
def test_de_brief_is_voor_de_organisatie_en_het_zorgkantoor(toneel, brief, client):
    bezwaar = registreer(brief, toneel.inkoper)
    kenmerk = brief.inschrijving.kenmerk
    for wie, naam, args in [
        (toneel.inkoper, "bezwaar_antwoordbrief", [bezwaar.pk]),
        (toneel.invuller(brief.inschrijving), "bezwaar_antwoord_lezen", [kenmerk, bezwaar.pk]),
    ]:
        client.force_login(wie)
        assert client.get(reverse(naam, args=args)).content == lees(bezwaar.antwoordbrief)
    client.force_login(RolFactory().gebruiker)
    assert client.get(reverse("bezwaar_antwoord_lezen", args=[kenmerk, bezwaar.pk])).status_code == 404


# Taking it back


def test_de_organisatie_trekt_haar_bezwaar_in_en_beide_kanten_krijgen_bericht(toneel, brief, client):
    invuller = toneel.invuller(brief.inschrijving)
    bezwaar = maak(brief, invuller)
    client.force_login(invuller)
    kenmerk = brief.inschrijving.kenmerk
    antwoord = client.post(reverse("bezwaar_intrekken", args=[kenmerk, bezwaar.pk]), follow=True)
    assert "is ingetrokken" in antwoord.content.decode()
    bezwaar.refresh_from_db()
    assert bezwaar.status == "ingetrokken"
    rijen = Bericht.objects.filter(over=f"bekendmaking.bezwaar:{bezwaar.pk}:ingetrokken").order_by("ontvanger")
    assert [rij.ontvanger for rij in rijen] == ["bestuur@kiekendief.example", "bezwaar@ijsvogel.example"]


def test_een_ander_trekt_een_bezwaar_niet_in(toneel, brief):
    bezwaar = maak(brief, toneel.invuller(brief.inschrijving))
    for vreemd in (RolFactory().gebruiker, toneel.inkoper):
        with pytest.raises(PermissionDenied):
            actions.trek_bezwaar_in(bezwaar_id=bezwaar.pk, door=vreemd)


@pytest.mark.django_db(transaction=True)
def test_intrekken_en_antwoorden_tegelijk_geeft_een_van_beide(toneel, brief):
    invuller = toneel.invuller(brief.inschrijving)
    bezwaar = maak(brief, invuller)
    neem(toneel, bezwaar)
    antwoord = {"oordeel": "ongegrond", "antwoord": "Nee.", "door": toneel.behandelaar}
    uitkomsten = tegelijk(
        lambda handeling: handeling(),
        [
            lambda: actions.trek_bezwaar_in(bezwaar_id=bezwaar.pk, door=invuller),
            lambda: actions.beantwoord(bezwaar_id=bezwaar.pk, **antwoord),
        ],
    )
    assert sum(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == 1


def test_vastleggen_op_het_scherm(toneel, brief, client):
    client.force_login(toneel.inkoper)
    adres = reverse("bezwaar_registreren", args=[brief.pk])
    assert adres in client.get(reverse("brief", args=[brief.pk])).content.decode()
    gegevens = {
        "kanaal": "post",
        "ontvangen_op": "2017-09-26T14:00",
        "regios": [brief.beslissingen.first().pk],
        "motivering": "Onze dekking klopt.",
        "sleutel": str(uuid4()),
    }
    fout = client.post(adres, gegevens | {"kanaal": ""})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["kanaal"])
    assert client.post(adres, gegevens).url == reverse("bezwaren")
    bezwaar = Bezwaar.objects.get()
    assert (bezwaar.status, bezwaar.aangekomen_op) == ("niet_in_behandeling", ONTVANGEN)


def test_het_scherm_noemt_wie_niet_kan_en_weigert_hem(toneel, brief, client):
    bezwaar = maak(brief, toneel.invuller(brief.inschrijving))
    client.force_login(toneel.inkoper)
    pagina = client.get(reverse("bezwaar", args=[bezwaar.pk])).content.decode()
    assert f"{toneel.manager} beoordeelde dit dossier" in pagina
    assert f'<option value="{toneel.manager.pk}"' not in pagina
    fout = client.post(reverse("bezwaar_in_behandeling", args=[bezwaar.pk]), {"behandelaar_id": toneel.manager.pk})
    assert fout.status_code == 422
    assert "kan het bezwaar niet behandelen" in fout.content.decode()
