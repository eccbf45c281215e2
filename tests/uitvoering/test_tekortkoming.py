"""The file on a tekortkoming, by its actions: hearing, ingebrekestelling, verzuim, maatregel and end (art. 28)."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from berichten.models import Bericht
from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst.models import Prijsvolumeafspraak
from partijen.states import Rolsoort
from tests.factories import TOEN, RolFactory, tweede_account, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.factories_toezicht import MaatregelFactory, TekortkomingFactory
from tests.factories_uitvoering import DeclaratieFactory
from tests.uitvoering.toezichthulp import Toezichttoneel, tekst_van
from uitvoering import actions
from uitvoering.models import Maatregel, Tekortkoming
from uitvoering.states.tekortkoming import OPEN, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Toezichttoneel()


def mails(soort):
    return sorted(Bericht.objects.filter(over__contains=soort).values_list("onderwerp", flat=True))


@pytest.mark.clausule("OV-116", "OV-118")
def test_van_vaststelling_tot_verzuim(toneel):
    rij = toneel.tekortkoming()
    assert (rij.kenmerk, rij.status) == (f"{toneel.kenmerk}/O/T1", Status.VASTGESTELD)
    actions.vraag_zienswijze(tekortkoming_id=rij.pk, tot=date(2018, 4, 10), door=toneel.inkoper)
    stel = {"tekortkoming_id": rij.pk, "eist": "Wees bereikbaar.", "termijn_tot": date(2018, 4, 30)}
    with pytest.raises(RegelFout, match="kan nog tot en met dinsdag 10 april 2018 reageren"):
        actions.stel_in_gebreke(**stel, door=toneel.inkoper)
    actions.reageer(tekortkoming_id=rij.pk, tekst="Wij zoeken iemand.", door=toneel.invuller)
    brief = actions.stel_in_gebreke(**stel, door=toneel.inkoper)
    tekst = tekst_van(lees(brief.stuk))
    assert (brief.dagtekening, brief.verzonden_door) == (date(2018, 4, 3), toneel.inkoper)
    assert "artikel 11" in tekst
    assert "tot en met maandag 30 april 2018" in tekst
    assert list(Bericht.objects.get(over__endswith="ingebrekestelling").bijlagen.all()) == [brief.stuk]
    zet_klok("2018-04-30 23:59")
    assert actions.laat_verzuim_ingaan() == 0
    zet_klok("2018-05-01 00:00")
    assert (actions.laat_verzuim_ingaan(), actions.laat_verzuim_ingaan()) == (1, 0)
    rij.refresh_from_db()
    assert (rij.status, rij.verzuim_op) == (Status.VERZUIM, date(2018, 5, 1))
    assert len(mails(":verzuim")) == 2


@pytest.mark.clausule("OV-115")
def test_blijvend_onmogelijk_is_direct_verzuim(toneel):
    rij = toneel.tekortkoming(bron="verklaring", eis_id=toneel.eis.pk, artikel="", sinds=date(2017, 9, 1))
    rij = actions.stel_onmogelijk_vast(tekortkoming_id=rij.pk, reden="Gestopt in Utrecht.", door=toneel.inkoper)
    assert (rij.status, rij.verzuim_op) == (Status.VERZUIM, date(2018, 4, 3))
    assert rij.verplichting == f"bestuursverklaring, Eis 8: {toneel.eis.titel}"
    with pytest.raises(RegelFout, match="In verzuim"):
        actions.stel_in_gebreke(tekortkoming_id=rij.pk, eist="Toch.", termijn_tot=date(2018, 5, 1), door=toneel.inkoper)


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"sinds": date(2017, 12, 31)}, "van maandag 1 januari 2018"),
        ({"sinds": date(2018, 4, 4)}, "tot en met vandaag"),
        ({"omschrijving": "  "}, "Vul wat er niet is nagekomen in"),
        ({"bron": "gerucht"}, "Kies waar"),
        ({"bron": "eis", "artikel": "", "eis_id": 10**9}, "Kies een eis van de ronde"),
    ],
)
def test_een_tekortkoming_die_niet_kan(toneel, velden, melding):
    with pytest.raises(RegelFout, match=melding):
        toneel.tekortkoming(**velden)
    assert not Tekortkoming.objects.exists()


def test_alleen_wie_toezicht_houdt_en_alleen_bij_een_overeenkomst_die_loopt(toneel):
    elders = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker
    for wie in (toneel.tekenaar, elders):
        with pytest.raises(PermissionDenied):
            toneel.tekortkoming(door=wie)
    ander = TekortkomingFactory()  # its overeenkomst is a concept
    with pytest.raises(PermissionDenied):
        actions.reageer(tekortkoming_id=ander.pk, tekst="Ik ook.", door=toneel.invuller)


@pytest.mark.clausule("OV-120", "OV-122")
@pytest.mark.geval("B29")
def test_een_maatregel_door_twee_mensen(toneel):
    rij = toneel.tekortkoming()
    with pytest.raises(RegelFout, match="Zonder bevinding"):
        toneel.korting(rij)
    rij = toneel.met_bevinding()
    with pytest.raises(RegelFout, match="hoogstens 5,00"):
        toneel.korting(rij, "5.01")
    maatregel = toneel.korting(rij, door=toneel.manager)
    leg_op = {"maatregel_id": maatregel.pk, "gezien_hash": maatregel.hash}
    with pytest.raises(RegelFout, match="zelf hebt opgesteld"):
        actions.leg_maatregel_op(**leg_op, door=toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.leg_maatregel_op(**leg_op, door=tweede_account(toneel.manager))
    with pytest.raises(PermissionDenied):
        actions.leg_maatregel_op(**leg_op, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        actions.leg_maatregel_op(**leg_op | {"gezien_hash": "0" * 64}, door=toneel.collega)
    maatregel = actions.leg_maatregel_op(**leg_op, door=toneel.collega)
    assert "5,00 %" in tekst_van(lees(maatregel.stuk))
    assert (maatregel.percentage, maatregel.vanaf, maatregel.tot) == (5, date(2018, 5, 1), date(2018, 6, 30))
    with pytest.raises(RegelFout, match="Opgelegd"):
        actions.verwerp_maatregel(maatregel_id=maatregel.pk, reden="Toch niet.", door=toneel.inkoper)


def betaalde_declaratie(toneel):
    """Of 690 euro, over January."""
    oordeel = {"beoordeeld_door": toneel.inkoper, "beoordeeld_op": TOEN}
    betaling = {"betaald_door": toneel.manager, "betaald_op": TOEN, "betaald_dag": date(2018, 2, 20)}
    return DeclaratieFactory(
        regioinschrijving=toneel.regio,
        afspraak=Prijsvolumeafspraak.objects.get(),
        status="betaald",
        **oordeel,
        **betaling,
    )


@pytest.mark.clausule("OV-121", "OV-122")
def test_een_lager_budget_en_een_terugvordering(toneel):
    rij = toneel.met_bevinding()
    basis = {"tekortkoming_id": rij.pk, "motivering": "Te weinig geleverd.", "vanaf": date(2018, 5, 1)}
    declaratie = betaalde_declaratie(toneel)
    terug = {"soort": "terugvordering", "declaratie_id": declaratie.pk, "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="Vorder niet meer terug"):
        actions.stel_maatregel_op(**basis, **terug, bedrag=D("690.01"))
    with pytest.raises(RegelFout, match="Kies een betaalde declaratie"):
        actions.stel_maatregel_op(**basis, **terug | {"declaratie_id": DeclaratieFactory().pk}, bedrag=D("1.00"))
    een, twee = (actions.stel_maatregel_op(**basis, **terug, bedrag=D("345.01")) for _ in range(2))
    een = actions.leg_maatregel_op(maatregel_id=een.pk, gezien_hash=een.hash, door=toneel.manager)
    assert "€ 345,01 terug van de declaratie over januari 2018 in Utrecht van € 690,00" in tekst_van(lees(een.stuk))
    with pytest.raises(RegelFout, match="nog € 344,99 terug te vorderen"):
        actions.leg_maatregel_op(maatregel_id=twee.pk, gezien_hash=twee.hash, door=toneel.manager)
    budget = {"soort": "budget", "regio_id": toneel.regio.pk, "bedrag": D("34500.00")}
    maatregel = actions.stel_maatregel_op(**basis, **budget, door=toneel.inkoper)
    actions.leg_maatregel_op(maatregel_id=maatregel.pk, gezien_hash=maatregel.hash, door=toneel.manager)
    versies = list(toneel.regio.afspraken.order_by("pk").values_list("status", "budget", "vanaf", "reden"))
    assert versies == [
        ("vervallen", D("69000.00"), None, ""),
        ("voorgesteld", D("34500.00"), date(2018, 5, 1), f"Maatregel {maatregel.kenmerk}"),
    ]
    budget |= {"bedrag": D("100.00"), "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="verandert het budget van deze regio al op een andere manier"):
        actions.stel_maatregel_op(**basis | {"vanaf": date(2018, 4, 30)} | budget)
    ander = PrijsvolumeafspraakFactory(jaar=2018)
    with pytest.raises(RegelFout, match="geen budget afgesproken"):
        actions.stel_maatregel_op(**basis, **budget | {"regio_id": ander.regioinschrijving_id})


@pytest.mark.clausule("OV-119", "OV-124")
def test_ontbinding_na_verzuim_beeindigt_de_overeenkomst(toneel):
    rij = toneel.met_bevinding()
    velden = {"tekortkoming_id": rij.pk, "soort": "ontbinding", "motivering": "Zo kan het niet langer."}
    velden |= {"vanaf": date(2018, 4, 30), "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="pas als de organisatie in verzuim is"):
        actions.stel_maatregel_op(**velden)
    actions.stel_onmogelijk_vast(tekortkoming_id=rij.pk, reden="Gestopt.", door=toneel.inkoper)
    maatregel = actions.stel_maatregel_op(**velden)
    with pytest.raises(RegelFout, match="wacht nog een maatregel"):
        actions.sluit_tekortkoming(
            tekortkoming_id=rij.pk,
            uitkomst="anders",
            uitkomst_op=date(2018, 4, 3),
            toelichting="x",
            door=toneel.inkoper,
        )
    actions.leg_maatregel_op(maatregel_id=maatregel.pk, gezien_hash=maatregel.hash, door=toneel.collega)
    toneel.overeenkomst.refresh_from_db()
    assert toneel.overeenkomst.eind_op == date(2018, 4, 30)


@pytest.mark.clausule("OV-125", "OV-126")
def test_schade_beperken_en_sluiten(toneel):
    rij = toneel.in_gebreke()
    schade = actions.leg_schade_vast(
        tekortkoming_id=rij.pk, benadeelde="client", bedrag=D("120.00"), omschrijving="Taxi.", door=toneel.inkoper
    )
    actions.leg_schadebeperking_vast(tekortkoming_id=rij.pk, schadebeperking="Zelf gebeld.", door=toneel.inkoper)
    velden = {"tekortkoming_id": rij.pk, "toelichting": "Bereikbaar.", "door": toneel.inkoper}
    for uitkomst, op, melding in [
        ("maatregel", date(2018, 4, 3), "geen maatregel opgelegd"),
        ("hersteld", date(2018, 4, 4), "Vul in op welke dag"),
        ("weg", date(2018, 4, 3), "Kies hoe"),
    ]:
        with pytest.raises(RegelFout, match=melding):
            actions.sluit_tekortkoming(uitkomst=uitkomst, uitkomst_op=op, **velden)
    rij = actions.sluit_tekortkoming(uitkomst="hersteld", uitkomst_op=date(2018, 4, 3), **velden)
    assert (rij.status, rij.schadebeperking, list(rij.schades.all())) == (Status.GESLOTEN, "Zelf gebeld.", [schade])
    zet_klok("2018-06-01 09:00")
    assert actions.laat_verzuim_ingaan() == 0
    with pytest.raises(RegelFout, match="gesloten"):
        actions.reageer(tekortkoming_id=rij.pk, tekst="Nog iets.", door=toneel.invuller)


@pytest.mark.clausule("OV-117")
@pytest.mark.parametrize(
    ("fabriek", "velden"),
    [
        (MaatregelFactory, {"percentage": D("5.01")}),
        (MaatregelFactory, {"soort": "anders"}),
        (
            MaatregelFactory,
            {
                "soort": "terugvordering",
                "percentage": None,
                "bedrag": D("2.01"),
                "oud_bedrag": D("2"),
            },
        ),
        (TekortkomingFactory, {"artikel": ""}),
        (TekortkomingFactory, {"status": "gesloten"}),
    ],
)
def test_de_database_weigert_het_ook(fabriek, velden):
    with pytest.raises(IntegrityError), transaction.atomic():
        fabriek(**velden)


def test_wie_opstelt_legt_ook_in_de_database_niet_zelf_op():
    rij = MaatregelFactory()
    velden = {"beslist_door": rij.opgesteld_door, "beslist_op": rij.opgesteld_op}
    with pytest.raises(IntegrityError), transaction.atomic():
        Maatregel.objects.filter(pk=rij.pk).update(**velden, status="opgelegd")


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.VASTGESTELD}))
def test_in_gebreke_stellen_alleen_na_vaststelling(toneel, status):
    rij = toneel.tekortkoming()
    Tekortkoming.objects.filter(pk=rij.pk).update(
        status=status, verzuim_op=date(2018, 4, 3), uitkomst="geen", uitkomst_op=date(2018, 4, 3), toelichting="x"
    )
    with pytest.raises(RegelFout):
        actions.stel_in_gebreke(
            tekortkoming_id=rij.pk, eist="Wees er.", termijn_tot=date(2018, 5, 1), door=toneel.inkoper
        )
    assert (status in OPEN) == (status != Status.GESLOTEN)
