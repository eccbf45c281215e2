"""Handing in declaraties, checking and paying them, and what a correction does."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from overeenkomst.models import Prijsvolumeafspraak
from partijen.models import Gebruiker
from tests.factories import TOEN, StukFactory, tweede_account, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.factories_toezicht import MaatregelFactory, TekortkomingFactory
from tests.factories_uitvoering import DeclaratieFactory
from tests.race import tegelijk, wacht_op
from tests.uitvoering.declaratiehulp import FEBRUARI, JANUARI, MAART, Declaratietoneel
from tests.uitvoering.toneel import contract
from uitvoering import actions
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties as queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Declaratietoneel()


@pytest.mark.clausule("OV-098", "OV-181")
@pytest.mark.geval("B29")
def test_van_ingediend_tot_betaald(toneel):
    rij = toneel.declareer("20.25")
    assert (rij.tarief, rij.bedrag, rij.totaal, rij.status) == (D("69.00"), D("1397.25"), D("1397.25"), "ingediend")
    assert rij.uiterlijk == date(2018, 5, 5)  # 5 April and 30 days
    rij = toneel.keur(rij)
    rij.rapportage.refresh_from_db()
    assert (rij.status, rij.rapportage.status) == ("akkoord", "akkoord")
    with pytest.raises(RegelFout, match="zelf"):
        toneel.betaal(rij, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        toneel.betaal(rij, door=tweede_account(toneel.inkoper))
    rij = toneel.betaal(rij)
    assert (rij.status, rij.betaald_door, rij.betaald_dag) == ("betaald", toneel.manager, date(2018, 4, 5))
    assert "is voor januari 2018 in Utrecht € 1.397,25 betaald" in Bericht.objects.get().tekst
    regels = Gebeurtenis.objects.filter(object_soort="uitvoering.declaratie").order_by("nummer")
    assert [regel.handeling for regel in regels] == ["dien_declaratie_in", "keur_goed", "betaal"]


@pytest.mark.clausule("IK-186", "OV-170", "OV-171")
def test_boven_het_budget_is_geleverd_en_levert_niets_op(toneel):
    toneel.declareer("40.00")
    februari, maart = toneel.declareer("10.00", FEBRUARI), toneel.declareer("5.00", MAART)
    assert (februari.uren, februari.bedrag, februari.boven) == (D("10.00"), D("240.00"), D("450.00"))
    assert (maart.uren, maart.bedrag, maart.totaal) == (D("5.00"), D(0), D(0))
    maart = toneel.keur(maart)
    with pytest.raises(RegelFout, match="niets te betalen"):
        toneel.betaal(maart)
    assert not Declaratie.objects.te_betalen().exists()


@pytest.mark.clausule("OV-174", "IK-175")
def test_wat_niet_kan(toneel):
    with pytest.raises(RegelFout, match="Lever eerst de productie aan"):
        toneel.dien_in(gezien="0" * 64)
    toneel.produceer()
    with pytest.raises(RegelFout, match="Het bedrag is intussen anders"):
        toneel.dien_in(gezien="0" * 64)
    with pytest.raises(PermissionDenied):
        toneel.dien_in(door=toneel.inkoper)
    rapportage = toneel.voorstel().rapportage
    actions.vind_productiefouten(rapportage_id=rapportage.pk, gezien=1, bevinding="Dubbel.", door=toneel.inkoper)
    with pytest.raises(RegelFout, match="fouten in de productie"):
        toneel.dien_in()
    Prijsvolumeafspraak.objects.update(status="vervallen")
    assert toneel.voorstel() is None
    with pytest.raises(RegelFout, match="Voor 2018 zijn geen tarief en budget afgesproken"):
        toneel.dien_in(gezien="0" * 64)
    assert not Declaratie.objects.exists()


@pytest.mark.clausule("OV-178", "OV-179")
def test_zonder_verklaring_alleen_met_overmacht_die_het_zorgkantoor_erkent(toneel):
    toneel.produceer()
    for velden in ({"op_tijd": False}, {"verklaring": False}, {"op_tijd": False, "overmacht": "Van 111222333."}):
        with pytest.raises(RegelFout):
            toneel.dien_in(**velden)
    rij = toneel.dien_in(op_tijd=False, overmacht="Brand in ons kantoor.")
    with pytest.raises(RegelFout, match="Beslis eerst over de overmacht"):
        toneel.keur(rij)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaratie.objects.update(status="akkoord", beoordeeld_door=toneel.inkoper, beoordeeld_op=rij.op)
    erken = {"declaratie_id": rij.pk, "overmacht_reden": "De brand is bekend.", "door": toneel.collega}
    rij = actions.erken_overmacht(**erken)
    assert (rij.overmacht_door, rij.overmacht_op is not None) == (toneel.collega, True)
    with pytest.raises(RegelFout, match="geen besluit over overmacht nodig"):
        actions.erken_overmacht(**erken)
    assert toneel.keur(rij).status == "akkoord"


@pytest.mark.clausule("OV-180")
def test_een_correctie_draait_terug_en_verrekent_wat_al_is_betaald(toneel):
    oud = toneel.betaald("20.00")
    toneel.produceer("15.00")
    oud.refresh_from_db()
    assert oud.status == "betaald"  # it stands until the next one is handed in
    nieuw = toneel.dien_in()
    oud.refresh_from_db()
    assert (oud.status, oud.rapportage.versie, nieuw.rapportage.versie) == ("teruggedraaid", 1, 2)
    assert (nieuw.totaal, nieuw.verrekend, nieuw.te_betalen) == (D("1035.00"), D("1380.00"), D("-345.00"))
    nieuw = toneel.betaal(toneel.keur(nieuw))
    assert "€ 345,00 verrekend" in Bericht.objects.order_by("pk").last().tekst
    toneel.produceer("0")
    nul = toneel.dien_in()
    assert (nul.totaal, nul.te_betalen) == (D(0), D("-1035.00"))
    assert [rij.versie for rij in Declaratie.objects.order_by("versie")] == [1, 2, 3]


def test_na_een_correctie_wacht_het_zorgkantoor_op_de_nieuwe_declaratie(toneel):
    januari, februari = toneel.keur(toneel.declareer()), toneel.declareer("5.00", FEBRUARI)
    toneel.produceer("15.00")
    toneel.produceer("6.00", FEBRUARI)
    for doe, rij in ((toneel.betaal, januari), (toneel.keur, februari)):
        with pytest.raises(RegelFout, match="Wacht op de nieuwe declaratie"):
            doe(rij)


def test_correcties_in_elke_volgorde_geven_hetzelfde_eind(toneel):
    """40 + 10 + 5 hours become 20 + 30 + 2 hours: at 69 euro the budget of 3,000 euro ends in February."""
    nieuw = {JANUARI: "20.00", FEBRUARI: "30.00", MAART: "2.00"}
    for maand, uren in zip(nieuw, ("40.00", "10.00", "5.00"), strict=True):
        toneel.declareer(uren, maand)
    uitkomsten = []
    for volgorde in ((JANUARI, FEBRUARI, MAART), (MAART, FEBRUARI, JANUARI), (FEBRUARI, MAART, JANUARI)):
        punt = transaction.savepoint()
        for maand in volgorde:
            toneel.declareer(nieuw[maand], maand)
        uitkomsten.append(toneel.eind())
        transaction.savepoint_rollback(punt)
    assert uitkomsten == [
        [(1, "20.00", "1380.00", "0.00"), (2, "30.00", "1620.00", "450.00"), (3, "2.00", "0.00", "138.00")]
    ] * len(uitkomsten)


def test_wie_eerst_kwam_maakt_niet_uit_en_de_ander_wordt_opnieuw_opgemaakt(toneel):
    februari = toneel.betaald("40.00", FEBRUARI)
    toneel.declareer("20.00", JANUARI)
    februari.refresh_from_db()
    assert februari.status == "teruggedraaid"
    nieuw = Declaratie.objects.geldend().get(maand=FEBRUARI)
    assert (nieuw.status, nieuw.bedrag, nieuw.te_betalen) == ("ingediend", D("1620.00"), D("-1140.00"))
    assert nieuw.reden == "De declaratie van januari 2018 is veranderd."
    januari = Declaratie.objects.get(maand=JANUARI)
    actions.wijs_declaratie_af(declaratie_id=januari.pk, bevinding="Dubbel.", door=toneel.inkoper)
    assert toneel.eind() == [(2, "40.00", "2760.00", "0.00")]


@pytest.mark.clausule("OV-181")
def test_afgewezen_met_reden_en_opnieuw_ingediend(toneel):
    rij = toneel.declareer()
    afwijzen = {"declaratie_id": rij.pk, "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="waarom de declaratie niet klopt"):
        actions.wijs_declaratie_af(**afwijzen, bevinding=" ")
    actions.wijs_declaratie_af(**afwijzen, bevinding="Er hoort btw bij.")
    assert "Er hoort btw bij." in Bericht.objects.get().tekst
    with pytest.raises(RegelFout, match="Dit kan niet vanuit de status ‘Afgewezen’"):
        toneel.keur(rij)
    tweede = toneel.dien_in(btw_percentage=D(21))
    assert (tweede.versie, tweede.reden, tweede.status) == (2, "De vorige versie is afgewezen.", "ingediend")


@pytest.mark.clausule("OV-175", "OV-177")
def test_btw_komt_bij_het_bedrag_en_gaat_na_betaling_niet_omhoog(toneel):
    rij = toneel.betaald("20.00", btw_percentage=D(6))
    assert (rij.bedrag, rij.btw, rij.totaal) == (D("1380.00"), D("82.80"), D("1462.80"))
    toneel.produceer("21.00")
    with pytest.raises(RegelFout, match="Meer btw komt niet voor rekening"):
        toneel.dien_in(btw_percentage=D(21))
    assert toneel.dien_in(btw_percentage=D(6)).te_betalen == D("73.14")


@pytest.mark.clausule("OV-123")
def test_een_korting_geldt_in_haar_maanden_en_een_nieuwe_afspraak_vanaf_haar_dag(toneel):
    MaatregelFactory(
        tekortkoming=TekortkomingFactory(overeenkomst=contract(toneel.regio)),
        soort="korting",
        percentage=D("5.00"),
        vanaf=FEBRUARI,
        tot=date(2018, 2, 28),
        status="opgelegd",
        beslist_door=toneel.manager,
        beslist_op=TOEN,
        stuk=StukFactory(),
    )
    afspraak = Prijsvolumeafspraak.objects.get()
    Prijsvolumeafspraak.objects.update(status="vervallen")
    PrijsvolumeafspraakFactory(
        regioinschrijving=toneel.regio,
        verdeling=afspraak.verdeling,
        status="akkoord",
        beantwoord_door=toneel.tekenaar,
        beantwoord_op=afspraak.verdeling.vastgesteld_op,
        vanaf=MAART,
        tarief=D("60.00"),
        budget=D("3000.00"),
    )
    rijen = [toneel.declareer("10.00", maand) for maand in (JANUARI, FEBRUARI, MAART)]
    assert [(rij.korting, rij.tarief, rij.bedrag) for rij in rijen] == [
        (0, D("69.00"), D("690.00")),
        (5, D("65.55"), D("655.50")),
        (0, D("60.00"), D("600.00")),
    ]


def test_wie_te_laat_betaalt_staat_bij_mijn_werk(toneel):
    toneel.keur(toneel.declareer())
    toneel.declareer("5.00", FEBRUARI)
    assert [taak[0] for taak in queries.werk_voor(toneel.inkoper)] == ["Declaraties controleren (1)"]
    zet_klok("2018-05-06 10:00")
    assert [taak[:2] for taak in queries.werk_voor(toneel.manager)] == [
        ("Declaraties controleren (1, te laat)", "Zorgkantoor IJsvogel"),
        ("Declaraties betalen (1, te laat)", "Zorgkantoor IJsvogel"),
    ]
    assert queries.werk_voor(toneel.tekenaar) == []


def test_de_database_bewaakt_wat_is_ingediend(toneel):
    rij = toneel.declareer()
    afspraak = rij.afspraak
    maak = {"regioinschrijving": toneel.regio, "rapportage": rij.rapportage, "afspraak": afspraak, "versie": 2}
    fouten = [
        lambda: Declaratie.objects.update(bedrag=1),
        lambda: DeclaratieFactory(**maak),
        lambda: DeclaratieFactory(**maak, status="teruggedraaid", maand=date(2018, 1, 2)),
        lambda: DeclaratieFactory(**maak, status="teruggedraaid", bedrag=700, totaal=700),
        lambda: DeclaratieFactory(**maak, status="teruggedraaid", totaal=691),
        lambda: DeclaratieFactory(**maak, status="teruggedraaid", op_tijd=False),
        lambda: Declaratie.objects.update(
            beoordeeld_door=toneel.inkoper,
            beoordeeld_op=rij.op,
            betaald_door=toneel.inkoper,
            betaald_op=rij.op,
            betaald_dag=JANUARI,
        ),
    ]
    for doe in fouten:
        with pytest.raises(IntegrityError), transaction.atomic():
            doe()


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("F21")
def test_twee_tegelijk(toneel):
    def wie(mens):
        return Gebruiker.objects.get(pk=mens.pk)

    toneel.produceer()
    gezien = toneel.voorstel().hash
    een, twee = tegelijk(lambda _: toneel.dien_in(gezien=gezien, door=wie(toneel.tekenaar)), range(2))
    assert (een.pk, Declaratie.objects.count()) == (twee.pk, 1)
    uit = tegelijk(lambda mens: toneel.keur(een, wie(mens)), [toneel.inkoper, toneel.collega])
    assert [str(deel) for deel in uit if isinstance(deel, RegelFout)] == ["Dit kan niet vanuit de status ‘Akkoord’."]
    uit = tegelijk(lambda mens: toneel.betaal(een, wie(mens)), [toneel.manager, toneel.manager])
    assert [str(deel) for deel in uit if isinstance(deel, RegelFout)] == ["Dit kan niet vanuit de status ‘Betaald’."]
    toneel.produceer("5.00", FEBRUARI)
    assert wacht_op(contract(toneel.regio), lambda: toneel.dien_in(FEBRUARI))
    februari = toneel.dien_in(FEBRUARI)
    assert wacht_op(contract(toneel.regio), lambda: toneel.keur(februari, toneel.inkoper))
    februari = toneel.keur(februari, toneel.inkoper)
    handelingen = [lambda: toneel.betaal(februari, wie(toneel.manager)), lambda: toneel.produceer("6.00", FEBRUARI)]
    betaling, correctie = tegelijk(lambda doe: doe(), handelingen)
    assert correctie.versie == 2
    nieuw = toneel.dien_in(FEBRUARI)
    assert nieuw.te_betalen == (D("414.00") if isinstance(betaling, RegelFout) else D("69.00"))
    assert Declaratie.objects.geldend().filter(maand=FEBRUARI).get() == nieuw
