"""Letters: from finished work to a PDF, four eyes on it, and back on any change (IK-194, IK-195, R17, B29, B30)."""

import subprocess
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking import actions
from bekendmaking.models import Beslissing, Brief, Vrijgave
from bekendmaking.opmaak import mailtekst
from bekendmaking.states import Status
from beoordeling.models import Eisoordeel
from beoordeling.states import Status as Beoordeeld
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import lees
from partijen.states import Rolsoort
from selectie.models import Loting, Regioselectie
from tests.bekendmaking.toneel import BESTAAND, MOTIVERING, NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory, zelfde_persoon
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Toneel()


def tekst(brief: Brief) -> str:
    """The text of the PDF on one line."""
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=lees(brief.stuk), capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


def drie_uitkomsten(toneel) -> Brief:
    """Utrecht won as bestaand, Flevoland not selected after a loting, Zwolle not met."""
    dossier = toneel.dossier({"Utrecht": BESTAAND, "Flevoland": NIEUW, "Zwolle": VOLDOET_NIET}, kenmerk="IJS-0042")
    for nummer in range(4):
        toneel.dossier({"Flevoland": NIEUW}, kenmerk=f"IJS-000{nummer}")
    toneel.budget("Utrecht", "100000.00")
    toneel.stel_vast("Utrecht")
    sterk = {"voorziet_in_leemte": True, "ervaring": ["wlz_contract"]}
    toneel.stel_vast(
        "Flevoland",
        loting=["IJS-0003", "IJS-0042"],
        feiten={f"IJS-000{nummer}": sterk for nummer in range(3)},
    )
    return toneel.brief(dossier)


@pytest.mark.clausule("IK-195", "IK-194")
def test_brief_zegt_per_regio_uitkomst_reden_en_voorwaarden(toneel):
    brief = drie_uitkomsten(toneel)
    inhoud = tekst(brief)
    assert "Voorlopige beslissing" in inhoud
    assert "vrijdag 15 september 2017" in inhoud
    assert "Utrecht Overeenkomst 1-1-2018 tot en met 31-12-2020" in inhoud
    assert "Bestaande organisatie € 69,00 € 100.000,00 1.449,25" in inhoud
    assert "Flevoland Niet geselecteerd, na loting geen" in inhoud
    assert "Zwolle Voldoet niet, eis 8 geen" in inhoud
    assert MOTIVERING in inhoud
    indelingen = [regel.partition(".")[0] for regel in mailtekst(brief).splitlines() if regel.startswith("Indeling: ")]
    assert indelingen == [
        f"Indeling: {wat}" for wat in ("Nieuw in de regio", "Bestaande organisatie", "Nieuw in de regio")
    ]


@pytest.mark.clausule("IK-195")
def test_een_brief_na_loting_noemt_de_loting_en_waar_het_proces_verbaal_te_controleren_is(toneel, settings):
    inhoud = tekst(drie_uitkomsten(toneel))
    adres = settings.BASIS_URL + reverse("loting_openbaar", args=[Loting.objects.get().pk])
    assert "De notaris heeft daarom geloot en bij die loting kreeg u geen plaats." in inhoud
    assert "De loting was op dinsdag 5 september 2017." in inhoud
    assert f"het proces-verbaal (SHA-256) kunt u controleren op {adres}." in inhoud


@pytest.mark.clausule("IK-195")
def test_een_afwijzing_na_selectie_noemt_de_eigen_plaats_en_wat_de_doorslag_gaf(toneel):
    dossiers = [toneel.dossier({"Utrecht": NIEUW}) for _ in range(5)]
    sterk = {"voorziet_in_leemte": True}
    toneel.stel_vast("Utrecht", feiten={dossier.kenmerk: sterk for dossier in dossiers[:4]})
    inhoud = tekst(toneel.brief(dossiers[4]))
    assert "Utrecht Niet geselecteerd, plaats 5 in de geen rangschikking" in inhoud  # in two columns
    assert "U voorziet niet in een leemte in de regio Utrecht en de organisaties op plaats 1 wel." in inhoud
    assert "Daarom staat u op plaats 5 en was er geen plaats meer." in inhoud


@pytest.mark.clausule("IK-196", "IK-209", "IK-201")
def test_brief_noemt_elke_termijn_met_dag_en_uur(toneel):
    inhoud = tekst(toneel.brief())
    for zin in (
        "Tot en met vrijdag 29 september 2017, 17:00 uur.",
        "per e-mail aan bezwaar@ijsvogel.example",
        "Uiterlijk donderdag 12 oktober 2017.",
        "Uiterlijk donderdag 5 oktober 2017.",
        "Hij loopt af vóórdat wij uw bezwaar hoeven te beantwoorden (donderdag 12 oktober 2017).",
        "Van zaterdag 16 september 2017 tot donderdag 12 oktober 2017, 17:00 uur.",
        "de laatste dag vrijdag 27 oktober 2017.",
        "17:00 uur op vrijdag 29 september 2017 is 15:00 uur UTC.",
    ):
        assert zin in inhoud


@pytest.mark.geval("B40")
def test_tekens_van_sjablonen_en_html_staan_er_letterlijk(toneel):
    dossier = toneel.dossier({"Utrecht": VOLDOET_NIET}, samenwerkingsverband=True, verbandnaam="{{7*7}} <b>Reiger</b>")
    Eisoordeel.objects.update(motivering="{% load static %} <script>alert(1)</script> %(x)s")
    inhoud = tekst(toneel.brief(dossier))
    assert "{{7*7}} <b>Reiger</b>" in inhoud
    assert "{% load static %} <script>alert(1)</script> %(x)s" in inhoud


def test_afwijzing_noemt_elke_eis_met_motivering(toneel):
    dossier = toneel.dossier({"Utrecht": VOLDOET_NIET})
    toneel.wijs_af(dossier.regios.get(), 5, "U levert ook Wlz-zorg.")
    beslissing = toneel.brief(dossier).beslissingen.get()
    eis_5, eis_8 = toneel.ronde.eisen.filter(nummer__in=[5, 8])
    assert beslissing.grond == "eis 5 en 8"
    assert beslissing.motivering.splitlines() == [
        f"Eis 5, {eis_5.titel}: U levert ook Wlz-zorg.",
        f"Eis 8, {eis_8.titel}: {MOTIVERING}",
    ]


@pytest.mark.clausule("IK-077", "IK-078")
def test_looptijd_volgt_uit_de_ronde(toneel):
    oud, nieuw = toneel.dossier({"Utrecht": BESTAAND}), toneel.dossier({"Utrecht": NIEUW})
    toneel.stel_vast("Utrecht")
    velden = ("uitkomst", "looptijd_van", "looptijd_tot", "tarief")
    beslissingen = [toneel.brief(dossier).beslissingen.values_list(*velden).get() for dossier in (oud, nieuw)]
    assert beslissingen == [
        ("overeenkomst_bestaand", date(2018, 1, 1), date(2020, 12, 31), Decimal("69.00")),
        ("overeenkomst_nieuw", date(2018, 1, 1), date(2018, 12, 31), Decimal("69.00")),
    ]


def test_budget_naar_rato_van_uren_maal_tarief(toneel):
    dossiers = [toneel.dossier({"Utrecht": BESTAAND}) for _ in range(3)]
    dossiers[0].regios.update(lager_tarief=Decimal("46.00"))
    toneel.budget("Utrecht", "1000.00")
    toneel.stel_vast("Utrecht")
    delen = [toneel.brief(dossier).beslissingen.values_list("tarief", "budget", "uren").get() for dossier in dossiers]
    assert delen == [
        (Decimal("46.00"), Decimal("250.00"), Decimal("5.25")),
        (Decimal("69.00"), Decimal("375.00"), Decimal("5.25")),
        (Decimal("69.00"), Decimal("375.00"), Decimal("5.25")),
    ]


def test_zonder_budget_van_de_regio_volgt_het_bedrag_later(toneel):
    brief = toneel.brief()
    assert brief.beslissingen.values_list("budget", "uren").get() == (None, None)
    assert "Het voorgenomen budget volgt in het voorstel voor prijs en volume." in tekst(brief)


@pytest.mark.geval("B30")
@pytest.mark.parametrize(
    "status, klacht",
    [
        (Beoordeeld.IN_BEOORDELING, "de beoordeling is niet afgerond"),
        (Beoordeeld.VOLDOET, "de selectie is niet vastgesteld"),
    ],
)
def test_geen_brief_zolang_iets_niet_af_is(toneel, status, klacht):
    dossier = toneel.dossier({"Utrecht": BESTAAND})
    dossier.regios.get().beoordeling.__class__.objects.update(status=status)
    with pytest.raises(RegelFout, match=f"Utrecht: {klacht}"):
        actions.stel_op(inschrijving_id=dossier.pk, door=toneel.inkoper)
    assert not Brief.objects.exists()


def test_geen_brief_als_de_selectie_niet_meer_past(toneel):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    toneel.dossier()
    with pytest.raises(RegelFout, match="de selectie past niet meer bij de oordelen"):
        actions.stel_op(inschrijving_id=dossier.pk, door=toneel.inkoper)


def test_afgewezen_regio_wacht_niet_op_de_selectie(toneel):
    dossier = toneel.dossier({"Utrecht": VOLDOET_NIET})
    assert toneel.brief(dossier).beslissingen.get().uitkomst == "voldoet_niet"


def test_opnieuw_maken_zonder_verschil_verandert_niets(toneel):
    brief = toneel.brief(goedgekeurd=True)
    aantal = Gebeurtenis.objects.count()
    opnieuw = actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.manager)
    assert (opnieuw.pk, opnieuw.hash, opnieuw.status) == (brief.pk, brief.hash, Status.GOEDGEKEURD)
    assert Gebeurtenis.objects.count() == aantal


@pytest.mark.geval("B29")
def test_andere_inhoud_laat_de_goedkeuring_en_de_vrijgave_vervallen(toneel):
    brief = toneel.brief(goedgekeurd=True)
    toneel.zet_klaar()
    toneel.budget("Utrecht", "5000.00")
    nieuw = actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.inkoper)
    assert (nieuw.pk, nieuw.status, nieuw.goedgekeurd_door) == (brief.pk, Status.ONTWERP, None)
    assert nieuw.hash != brief.hash
    assert list(nieuw.beslissingen.values_list("status", "budget")) == [(Status.ONTWERP, Decimal("5000.00"))]
    assert not Vrijgave.objects.exists()


@pytest.mark.geval("B29")
def test_gewijzigde_brief_wordt_niet_goedgekeurd(toneel):
    brief = toneel.brief()
    gezien = brief.hash
    toneel.budget("Utrecht", "5000.00")
    actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=gezien, door=toneel.manager)
    assert Brief.objects.get().status == Status.ONTWERP


@pytest.mark.geval("B29")
def test_verouderde_brief_wordt_niet_goedgekeurd(toneel):
    brief = toneel.brief()
    toneel.budget("Utrecht", "5000.00")
    with pytest.raises(RegelFout, match="Maak de brief opnieuw"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)


@pytest.mark.geval("B29")
def test_opsteller_keurt_de_eigen_brief_niet_goed(toneel):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    brief = actions.stel_op(inschrijving_id=dossier.pk, door=toneel.manager)
    with pytest.raises(RegelFout, match="zelf hebt opgesteld"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    assert Brief.objects.get().status == Status.ONTWERP


@pytest.mark.geval("B29")
def test_een_tweede_account_van_de_opsteller_keurt_de_brief_niet_goed(toneel):
    brief = toneel.brief()
    zelfde_persoon(brief.opgesteld_door, toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    assert Brief.objects.get().status == Status.ONTWERP


@pytest.mark.geval("B29")
def test_ook_de_database_weigert_een_persoon(toneel):
    brief = toneel.brief(goedgekeurd=True)
    with pytest.raises(IntegrityError, match="brief_vier_ogen"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(opgesteld_door=toneel.manager)


def test_goedkeuren_zet_brief_en_beslissingen_over_en_legt_vast(toneel):
    brief = toneel.brief(goedgekeurd=True)
    assert (brief.status, brief.goedgekeurd_door) == (Status.GOEDGEKEURD, toneel.manager)
    assert list(brief.beslissingen.values_list("status", flat=True)) == [Status.GOEDGEKEURD]
    regel = Gebeurtenis.objects.get(handeling="keur_goed", object_soort="bekendmaking.brief")
    assert (regel.actor_id, regel.gegevens["hash"]) == (toneel.manager.pk, brief.hash)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ONTWERP}))
def test_goedkeuren_kan_alleen_vanuit_ontwerp(toneel, status):
    brief = toneel.brief()
    Brief.objects.update(status=status)
    with pytest.raises(RegelFout):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.GOEDGEKEURD}))
def test_terugvallen_kan_alleen_na_goedkeuring(toneel, status):
    brief = toneel.brief()
    Brief.objects.update(status=status)
    with pytest.raises(RegelFout):
        actions.val_terug(brief_id=brief.pk, reden="Verkeerde aanhef.", door=toneel.manager)


def test_terugvallen_vraagt_een_reden_en_trekt_de_vrijgave_in(toneel):
    brief = toneel.brief(goedgekeurd=True)
    toneel.zet_klaar()
    with pytest.raises(RegelFout, match="Vul de reden in"):
        actions.val_terug(brief_id=brief.pk, reden="  ", door=toneel.manager)
    terug = actions.val_terug(brief_id=brief.pk, reden="Verkeerde aanhef.", door=toneel.manager)
    assert (terug.status, terug.goedgekeurd_op, Vrijgave.objects.count()) == (Status.ONTWERP, None, 0)
    assert Gebeurtenis.objects.get(handeling="val_terug", object_soort="bekendmaking.brief").gegevens[
        "toelichting"
    ] == ("Verkeerde aanhef.")


def test_na_bekendmaking_verandert_een_brief_niet_meer(toneel):
    brief = toneel.bekendgemaakt()
    toneel.budget("Utrecht", "5000.00")
    with pytest.raises(RegelFout, match="al bekendgemaakt"):
        actions.stel_op(inschrijving_id=brief.inschrijving_id, door=toneel.inkoper)


@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_staf_van_een_ander_zorgkantoor_mag_niets(toneel, soort):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    ander = RolFactory(bij_uitvoerder=True, soort=soort).gebruiker
    with pytest.raises(PermissionDenied):
        actions.stel_op(inschrijving_id=dossier.pk, door=ander)
    brief = toneel.brief(dossier)
    with pytest.raises(PermissionDenied):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=ander)


def test_inkoper_keurt_niet_goed(toneel):
    brief = toneel.brief()
    with pytest.raises(PermissionDenied):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.persoon(Rolsoort.INKOPER))


def test_na_de_dag_van_bekendmaking_draagt_de_brief_de_dag_zelf(toneel):
    dossier = toneel.dossier()
    toneel.stel_vast("Utrecht")
    zet_klok("2017-09-18 09:00")
    assert toneel.brief(dossier).dagtekening == date(2017, 9, 18)


def test_zonder_motivering_geen_beslissing():
    with pytest.raises(IntegrityError, match="beslissing_heeft_motivering"), transaction.atomic():
        BeslissingFactory(motivering="")


def test_overeenkomst_zonder_looptijd_kan_niet():
    with pytest.raises(IntegrityError, match="looptijd_bij_overeenkomst"), transaction.atomic():
        BeslissingFactory(gegund=True, looptijd_tot=None)


def test_heropend_dossier_wordt_niet_goedgekeurd(toneel):
    brief = toneel.brief()
    Regioselectie.objects.update(status="open", bevroren_door=None, bevroren_op=None)
    with pytest.raises(RegelFout, match="de selectie is niet vastgesteld"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)


def test_motivering_is_ook_in_de_database_te_lezen(toneel):
    brief = drie_uitkomsten(toneel)
    uitkomsten = Beslissing.objects.filter(brief=brief).order_by("regioinschrijving__toewijzing__regio__naam")
    assert list(uitkomsten.values_list("uitkomst", "grond")) == [
        ("niet_geselecteerd", "na loting"),
        ("overeenkomst_bestaand", ""),
        ("voldoet_niet", "eis 8"),
    ]


def test_twee_brieven_van_een_dossier_hebben_een_eigen_versie():
    brief = BriefFactory()
    with pytest.raises(IntegrityError, match="brief_versie"), transaction.atomic():
        BriefFactory(inschrijving=brief.inschrijving)
