"""Kort geding and other disputes, what they hold up, and what becomes definitive (A07, A09, A15)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from bekendmaking import actions, tasks
from bekendmaking.models import Brief, Geschil, KortGeding
from bekendmaking.queries import geldige_beslissingen
from bekendmaking.sluiten import mag_sluiten
from bekendmaking.states import Geschilstatus, KortGedingstatus
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import lees
from tests.bekendmaking.toneel import BEGIN, BESTAAND, NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import RolFactory
from tests.factories_bekendmaking import GeschilFactory, HerzieningFactory, KortGedingFactory
from tests.inschrijving.hulp import pdf
from tests.onthoud import onthoud
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


@onthoud
def drie_beslissingen() -> Brief:
    """Made known on 15 September 2017: two parties won in Utrecht, one of them failed in Zwolle."""
    toneel = Toneel(BEGIN)
    een = toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET}, email="een@oco.example")
    twee = toneel.dossier({"Utrecht": NIEUW}, email="twee@oco.example")
    toneel.stel_vast("Utrecht")
    toneel.brief(twee, goedgekeurd=True)
    return toneel.bekendgemaakt(een)


@pytest.fixture
def wereld():
    zet_klok(BEGIN)
    brief = drie_beslissingen()
    zet_klok("2017-09-15 12:00")
    wereld = Toneel.rond(brief.inschrijving)
    wereld.een, wereld.twee = (wereld.ronde.inschrijvingen.get(email=f"{naam}@oco.example") for naam in ("een", "twee"))
    wereld.utrecht, wereld.zwolle = geldige_beslissingen(wereld.een)
    return wereld


def vonnis() -> SimpleUploadedFile:
    return SimpleUploadedFile("vonnis.pdf", pdf("Vonnis"), "application/pdf")


def dagvaard(wereld, beslissing, dag="2017-10-05", *, klok_op=None):
    zet_klok(klok_op or f"{dag} 16:00")
    return actions.leg_kort_geding_vast(
        brief_id=beslissing.brief_id,
        beslissing_id=beslissing.pk,
        betekend_op=date.fromisoformat(dag),
        rechtbank="Rechtbank Midden-Nederland",
        door=wereld.inkoper,
    )


def statussen(dossier) -> dict[str, str]:
    return {b.regioinschrijving.toewijzing.regio.naam: b.status for b in geldige_beslissingen(dossier)}


# Kort geding


@pytest.mark.clausule("IK-209", "IK-210", "IK-212")
@pytest.mark.parametrize("dag, te_laat", [("2017-09-15", False), ("2017-10-05", False), ("2017-10-06", True)])
def test_alleen_de_dag_van_betekening_telt(wereld, dag, te_laat):
    rij = dagvaard(wereld, wereld.zwolle, dag, klok_op="2017-10-09 10:00")
    assert (rij.laatste_dag, rij.te_laat, rij.get_status_display()) == (date(2017, 10, 5), te_laat, "Aanhangig")
    assert Gebeurtenis.objects.get(handeling="leg_kort_geding_vast").gegevens["te_laat"] is te_laat


@pytest.mark.clausule("IK-211")
def test_het_antwoord_op_een_bezwaar_verschuift_de_laatste_dag_niet(wereld):
    zet_klok("2017-09-20 10:00")
    wie = wereld.behandelaar
    bezwaar = actions.maak_bezwaar(
        brief_id=wereld.zwolle.brief_id,
        beslissing_ids=[wereld.zwolle.pk],
        motivering="Nee.",
        sleutel=uuid4(),
        door=wereld.invuller(wereld.een),
    )
    zet_klok("2017-10-05 10:00")
    actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=wie.pk, door=wie)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="ongegrond", antwoord="Nee.", door=wie)
    assert dagvaard(wereld, wereld.zwolle, "2017-10-06").te_laat is True


@pytest.mark.parametrize("dag", ["2017-09-14", "2017-10-07"])
def test_een_dag_voor_de_beslissing_of_in_de_toekomst_wordt_geweigerd(wereld, dag):
    with pytest.raises(
        RegelFout, match="Vul in op welke dag de dagvaarding is betekend: van vrijdag 15 september 2017"
    ):
        dagvaard(wereld, wereld.zwolle, dag, klok_op="2017-10-06 10:00")


def test_hetzelfde_kort_geding_wordt_niet_twee_keer_vastgelegd(wereld):
    dagvaard(wereld, wereld.zwolle)
    with pytest.raises(RegelFout, match="Dit kort geding is al vastgelegd"):
        dagvaard(wereld, wereld.zwolle)


@pytest.mark.django_db(transaction=True)
def test_twee_die_tegelijk_dagvaarden_vastleggen_maken_er_een(wereld):
    zet_klok("2017-10-05 16:00")
    uitkomsten = tegelijk(lambda _: dagvaard(wereld, wereld.zwolle, klok_op="2017-10-05 16:00"), range(2))
    assert sorted(getattr(rij, "tekst", "") for rij in uitkomsten) == ["", "Dit kort geding is al vastgelegd."]
    assert KortGeding.objects.count() == 1


def test_ook_de_database_wil_hetzelfde_kort_geding_maar_een_keer(wereld):
    rij = dagvaard(wereld, wereld.zwolle)
    with pytest.raises(IntegrityError, match="kort_geding_eenmaal_aanhangig"), transaction.atomic():
        KortGedingFactory(beslissing=rij.beslissing, betekend_op=rij.betekend_op)
    rij.status = KortGedingstatus.INGETROKKEN
    rij.save()
    KortGedingFactory(beslissing=rij.beslissing, betekend_op=rij.betekend_op)  # what was withdrawn can come again


@pytest.mark.geval("B26")
def test_alleen_het_eigen_zorgkantoor_legt_vast(wereld):
    wereld.inkoper = RolFactory(bij_uitvoerder=True).gebruiker
    with pytest.raises(PermissionDenied):
        dagvaard(wereld, wereld.zwolle)
    assert not KortGeding.objects.exists()


def test_de_uitspraak_wordt_vastgelegd(wereld):
    rij = dagvaard(wereld, wereld.zwolle)
    zet_klok("2017-11-02 10:00")
    gegevens = {"kort_geding_id": rij.pk, "uitspraak_op": date(2017, 11, 1), "kenmerk": "C/16/123"}
    gegevens["door"] = wereld.inkoper
    with pytest.raises(RegelFout, match="Kies wat de rechter besliste"):
        actions.leg_uitspraak_vast(**gegevens, uitspraak="gewonnen", toelichting="Nee.")
    with pytest.raises(RegelFout, match="Vul wat er is beslist in"):
        actions.leg_uitspraak_vast(**gegevens, uitspraak="afgewezen", toelichting=" ")
    rij = actions.leg_uitspraak_vast(**gegevens, uitspraak="afgewezen", toelichting="De eis is afgewezen.")
    assert (rij.status, rij.uitspraak, rij.uitspraak_op) == ("beslist", "afgewezen", date(2017, 11, 1))
    assert (rij.uitspraak_kenmerk, rij.vonnis) == ("C/16/123", None)


def test_wat_is_toegewezen_heeft_een_kenmerk_en_een_vonnis(wereld):
    rij = dagvaard(wereld, wereld.zwolle)
    gegevens = {"kort_geding_id": rij.pk, "uitspraak": "toegewezen", "uitspraak_op": date(2017, 10, 5)}
    gegevens |= {"toelichting": "Opnieuw beoordelen.", "door": wereld.inkoper}
    with pytest.raises(RegelFout, match="Vul het kenmerk van de uitspraak in"):
        actions.leg_uitspraak_vast(**gegevens, kenmerk=" ", vonnis=vonnis())
    with pytest.raises(RegelFout, match="Voeg het vonnis toe"):
        actions.leg_uitspraak_vast(**gegevens, kenmerk="C/16/123")
    rij = actions.leg_uitspraak_vast(**gegevens, kenmerk="C/16/123", vonnis=vonnis())
    assert (rij.uitspraak_kenmerk, lees(rij.vonnis)) == ("C/16/123", pdf("Vonnis"))


@pytest.mark.clausule("IK-213")
def test_gewonnen_houdt_de_regio_op_tot_zij_is_herzien(wereld):
    """Unless it was decided to go on with the others: then only who won (A07)."""
    rij = KortGedingFactory(beslissing=wereld.utrecht, gewonnen=True)
    zet_klok("2017-10-12 17:00")
    wacht = ["Utrecht: het kort geding is toegewezen op 09-10-2017 en de regio is nog niet herzien"]
    assert mag_sluiten(wereld.een, klok.nu()) == mag_sluiten(wereld.twee, klok.nu()) == wacht
    rij.doorgaan_reden, rij.doorgaan_door, rij.doorgaan_op = "Het kan.", wereld.manager, klok.nu()
    rij.save()
    assert (mag_sluiten(wereld.een, klok.nu()), mag_sluiten(wereld.twee, klok.nu())) == (wacht, [])
    vrij = {"status": "vrijgegeven", "vrijgegeven_door": wereld.manager, "vrijgegeven_op": klok.nu()}
    HerzieningFactory(kort_geding=rij, bezwaar=None, toewijzing=wereld.toewijzing("Utrecht"), **vrij)
    assert mag_sluiten(wereld.een, klok.nu()) == []


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", sorted(set(KortGedingstatus) - {KortGedingstatus.AANHANGIG}))
def test_wat_klaar_is_verandert_niet_meer(wereld, status):
    rij = KortGedingFactory(
        beslissing=wereld.zwolle, status=status, uitspraak="afgewezen", uitspraak_op=date(2017, 11, 1)
    )
    zet_klok("2017-11-02 10:00")
    wie = {"kort_geding_id": rij.pk, "door": wereld.manager}
    for handeling in (
        lambda: actions.trek_kort_geding_in(**wie, reden="Geschikt."),
        lambda: actions.ga_door_met_anderen(**wie, reden="Het kan."),
        lambda: actions.leg_uitspraak_vast(
            **wie, uitspraak="afgewezen", uitspraak_op=date(2017, 11, 1), kenmerk="1", toelichting="Nee."
        ),
    ):
        with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
            handeling()


# What it holds up


def test_een_kort_geding_houdt_de_regio_op_en_een_besluit_laat_de_anderen_door(wereld):
    rij = dagvaard(wereld, wereld.utrecht)
    with pytest.raises(RegelFout, match="Dit kan vanaf donderdag 12 oktober 2017, 17:00 uur"):
        actions.ga_door_met_anderen(kort_geding_id=rij.pk, reden="Het kan.", door=wereld.manager)
    zet_klok("2017-10-12 17:00")
    tegen = ["Utrecht: er loopt een kort geding sinds 05-10-2017"]
    assert mag_sluiten(wereld.twee, klok.nu()) == mag_sluiten(wereld.een, klok.nu()) == tegen
    with pytest.raises(PermissionDenied):
        actions.ga_door_met_anderen(kort_geding_id=rij.pk, reden="Het kan.", door=wereld.inkoper)
    actions.ga_door_met_anderen(kort_geding_id=rij.pk, reden="De eis raakt de anderen niet.", door=wereld.manager)
    assert mag_sluiten(wereld.twee, klok.nu()) == []
    assert mag_sluiten(wereld.een, klok.nu()) == tegen
    with pytest.raises(RegelFout, match="Dit is al besloten"):
        actions.ga_door_met_anderen(kort_geding_id=rij.pk, reden="Nog eens.", door=wereld.manager)
    actions.trek_kort_geding_in(kort_geding_id=rij.pk, reden="Geschikt.", door=wereld.inkoper)
    assert mag_sluiten(wereld.een, klok.nu()) == []


def test_een_te_laat_kort_geding_houdt_niets_op(wereld):
    dagvaard(wereld, wereld.utrecht, "2017-10-06")
    zet_klok("2017-10-12 17:00")
    assert mag_sluiten(wereld.een, klok.nu()) == []


def test_sluiten_wacht_op_het_antwoord_op_een_bezwaar(wereld):
    zet_klok("2017-09-20 10:00")
    bezwaar = actions.maak_bezwaar(
        brief_id=wereld.utrecht.brief_id,
        beslissing_ids=[wereld.utrecht.pk],
        motivering="Het budget klopt niet.",
        sleutel=uuid4(),
        door=wereld.invuller(wereld.een),
    )
    zet_klok("2017-10-12 17:00")
    assert mag_sluiten(wereld.een, klok.nu()) == [f"Utrecht: bezwaar {bezwaar.kenmerk} is nog niet beantwoord"]
    assert mag_sluiten(wereld.twee, klok.nu()) == ["Utrecht: een bezwaar is nog niet beantwoord"]
    behandelaar = wereld.behandelaar
    actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=behandelaar.pk, door=behandelaar)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="gegrond", antwoord="Ja.", door=behandelaar)
    assert mag_sluiten(wereld.een, klok.nu()) == [
        f"Utrecht: bezwaar {bezwaar.kenmerk} is gegrond en de regio is nog niet herzien"
    ]
    assert mag_sluiten(wereld.twee, klok.nu()) == ["Utrecht: een bezwaar is gegrond en de regio is nog niet herzien"]


# Definitive


@pytest.mark.clausule("IK-189")
@pytest.mark.parametrize("moment, status", [("2017-10-12 16:59:59", "voorlopig"), ("2017-10-12 17:00", "definitief")])
def test_na_de_termijnen_wordt_het_definitief(wereld, moment, status):
    zet_klok(moment)
    tasks.maak_definitief()
    assert set(statussen(wereld.een).values()) | set(statussen(wereld.twee).values()) == {status}
    assert wereld.een.brieven.get().status == status


@pytest.mark.clausule("IK-189")
def test_ieder_krijgt_een_tweede_bericht_en_niet_meer_dan_een(wereld):
    zet_klok("2017-10-12 17:00")
    al = set(Bericht.objects.values_list("pk", flat=True))
    tasks.maak_definitief()
    tasks.maak_definitief()
    berichten = Bericht.objects.exclude(pk__in=al).order_by("ontvanger")
    assert [(b.ontvanger, b.soort, b.onderwerp.split(":")[0]) for b in berichten] == [
        ("een@oco.example", Berichtsoort.BESLISSING, f"Definitieve beslissing {wereld.een.kenmerk}"),
        ("twee@oco.example", Berichtsoort.BESLISSING, f"Definitieve beslissing {wereld.twee.kenmerk}"),
    ]
    tekst = berichten[0].tekst
    assert "een voorstel voor een overeenkomst in Utrecht. Pas na" in tekst
    assert "Zwolle: Voldoet niet" in tekst


def test_wie_nergens_een_plaats_kreeg_krijgt_een_eigen_bericht():
    toneel = Toneel()
    toneel.bekendgemaakt(toneel.dossier({"Zwolle": VOLDOET_NIET}))
    zet_klok("2017-10-12 17:00")
    tasks.maak_definitief()
    bericht = Bericht.objects.get(onderwerp__startswith="Uw inschrijving is afgesloten")
    assert "U hoeft niets te doen." in bericht.tekst
    assert "voorstel" not in bericht.tekst


def test_een_regio_met_een_open_zaak_wacht_en_de_andere_niet(wereld):
    rij = dagvaard(wereld, wereld.zwolle)
    zet_klok("2017-10-12 17:00")
    tasks.maak_definitief()
    assert statussen(wereld.een) == {"Utrecht": "definitief", "Zwolle": "voorlopig"}
    assert wereld.een.brieven.get().status == "voorlopig"
    assert (
        "Nog niet definitief: Zwolle."
        in Bericht.objects.get(
            onderwerp__contains=f"beslissing {wereld.een.kenmerk}", over__startswith="bekendmaking.beslissing"
        ).tekst
    )
    actions.trek_kort_geding_in(kort_geding_id=rij.pk, reden="Geschikt.", door=wereld.inkoper)
    tasks.maak_definitief()
    assert statussen(wereld.een) == {"Utrecht": "definitief", "Zwolle": "definitief"}
    assert wereld.een.brieven.get().status == "definitief"
    assert Bericht.objects.filter(over__startswith="bekendmaking.beslissing", ontvanger="een@oco.example").count() == 2


@pytest.mark.clausule("IK-214")
def test_met_het_besluit_door_te_gaan_wordt_alleen_van_de_anderen_de_beslissing_definitief(wereld):
    rij = dagvaard(wereld, wereld.utrecht)
    zet_klok("2017-10-12 17:00")
    actions.ga_door_met_anderen(kort_geding_id=rij.pk, reden="Het kan.", door=wereld.manager)
    tasks.maak_definitief()
    assert statussen(wereld.een) == {"Utrecht": "voorlopig", "Zwolle": "definitief"}
    assert statussen(wereld.twee) == {"Utrecht": "definitief"}


@pytest.mark.geval("F12")
@pytest.mark.django_db(transaction=True)
def test_drie_keer_tegelijk_definitief_maken_geeft_een_bericht(wereld):
    zet_klok("2017-10-12 17:00")
    uitkomsten = tegelijk(lambda _: actions.maak_definitief(inschrijving_id=wereld.een.pk), range(3))
    assert sorted(uitkomsten) == [False, False, True]  # who comes second finds nothing to do
    assert Bericht.objects.filter(over__startswith="bekendmaking.beslissing").count() == 1
    assert Gebeurtenis.objects.filter(handeling="maak_definitief").count() == 3  # two decisions, one letter


# Other disputes


def geschil(wereld, dag="2017-09-15"):
    return actions.leg_geschil_vast(
        brief_id=wereld.zwolle.brief_id,
        onderwerp="De vragen over dekking zijn laat beantwoord.",
        omstandigheid_op=date.fromisoformat(dag),
        door=wereld.inkoper,
    )


@pytest.mark.clausule("IK-208", "IK-215")
def test_een_geschil_begint_met_overleg_en_kent_zijn_laatste_dag(wereld):
    zet_klok("2017-10-02 10:00")
    rij = geschil(wereld)
    assert (rij.status, rij.laatste_dag) == ("overleg", date(2017, 10, 27))
    voor = {"geschil_id": rij.pk, "rechtbank": "Rechtbank Overijssel", "door": wereld.inkoper}
    with pytest.raises(RegelFout, match="Leg eerst het overleg vast"):
        actions.leg_geschil_voor(**voor, aanhangig_op=date(2017, 10, 2))
    with pytest.raises(RegelFout, match="Vul wat het overleg opleverde in"):
        actions.leg_geschiloverleg_vast(
            geschil_id=rij.pk, overleg_op=date(2017, 10, 2), uitkomst="", door=wereld.inkoper
        )
    actions.leg_geschiloverleg_vast(
        geschil_id=rij.pk, overleg_op=date(2017, 10, 2), uitkomst="Niet eens geworden.", door=wereld.inkoper
    )
    rij = actions.leg_geschil_voor(**voor, aanhangig_op=date(2017, 10, 2))
    assert (rij.status, rij.overleg_op, rij.te_laat) == ("bij_rechter", date(2017, 10, 2), False)


@pytest.mark.clausule("IK-216")
@pytest.mark.parametrize("dag, te_laat", [("2017-10-27", False), ("2017-10-28", True)])
def test_na_zes_weken_krijgt_een_geschil_het_merk(wereld, dag, te_laat):
    zet_klok("2017-10-30 10:00")
    rij = geschil(wereld)
    actions.leg_geschiloverleg_vast(
        geschil_id=rij.pk, overleg_op=date(2017, 10, 2), uitkomst="Niet eens.", door=wereld.inkoper
    )
    rij = actions.leg_geschil_voor(
        geschil_id=rij.pk, aanhangig_op=date.fromisoformat(dag), rechtbank="Rechtbank Overijssel", door=wereld.inkoper
    )
    assert rij.te_laat is te_laat


def test_een_geschil_wordt_samen_opgelost_of_door_de_rechter_beslist(wereld):
    zet_klok("2017-10-02 10:00")
    wie = {"uitkomst": "Rechtgezet.", "door": wereld.inkoper}
    opgelost = actions.sluit_geschil(geschil_id=geschil(wereld).pk, door_rechter=False, **wie)
    assert (opgelost.status, opgelost.uitkomst) == (Geschilstatus.OPGELOST, "Rechtgezet.")
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status"):
        actions.sluit_geschil(geschil_id=geschil(wereld).pk, door_rechter=True, **wie)


@pytest.mark.clausule("IK-208")
def test_ook_de_database_wil_eerst_overleg():
    with pytest.raises(IntegrityError, match="geschil_overleg_voor_de_rechter"), transaction.atomic():
        GeschilFactory(aanhangig_op=date(2017, 10, 2), status="bij_rechter")
    assert not Geschil.objects.exists()


def test_de_rekening_van_zes_weken_gaat_over_de_klokwissel(wereld):
    zet_klok("2017-10-20 10:00")
    assert geschil(wereld, "2017-10-01").laatste_dag == date(2017, 11, 12)
    rij = KortGedingFactory(beslissing=wereld.utrecht, vastgelegd_op=datetime(2017, 10, 2, tzinfo=UTC))
    assert str(rij.beslissing) == "Utrecht: Overeenkomst"
