"""Prijs and volume by two people, per region and year, and what the organisation says (2.2; A59-A61)."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from overeenkomst import actions
from overeenkomst.models import Prijsvolumeafspraak, Verdeling
from overeenkomst.queries.afspraken import werk_voor
from overeenkomst.queries.verdelen import Regel
from overeenkomst.states import AFSPRAAK_OVERGANGEN, Afspraakstatus, Status
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from tests.factories import RolFactory, tweede_account, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.overeenkomst.geldhulp import T69, Geldtoneel, overeenkomst

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Geldtoneel()


@pytest.fixture
def wulp(toneel):
    return toneel.partij("Stichting Wulp", "600.00")


@pytest.fixture
def kluut(toneel, wulp):
    return toneel.partij("Stichting Kluut", "200.00")


def cijfers(rij=None):
    """Status, tarief, budget and hours of the afspraken, in order of party."""
    rijen = rij.afspraken.all() if rij else Prijsvolumeafspraak.objects.geldend()
    rijen = rijen.order_by("regioinschrijving_id")
    return [(a.status, a.tarief, a.budget, a.uren) for a in rijen]


@pytest.mark.clausule("IK-066", "IK-067", "IK-173")
def test_het_voorstel_gaat_naar_rato_tegen_het_tarief_van_de_ronde(toneel, kluut):
    rij = toneel.vast()
    assert cijfers() == [
        (Afspraakstatus.VOORGESTELD, T69, D("75000.00"), D("1086.75")),
        (Afspraakstatus.VOORGESTELD, T69, D("25000.00"), D("362.25")),
    ]
    assert (rij.geld, rij.rest, rij.versie) == (D("100000.00"), D(0), 1)


@pytest.mark.clausule("IK-170", "IK-066")
def test_een_tarief_per_overeenkomst_en_jaar_en_geen_ander_bedrag_voor_beschikbaarheid(toneel, wulp):
    toneel.vast()
    geldend = Prijsvolumeafspraak.objects.get()
    with pytest.raises(IntegrityError, match="afspraak_per_jaar"), transaction.atomic():
        PrijsvolumeafspraakFactory(regioinschrijving=wulp, tarief=D(60), verdeling__versie=2)
    bedragen = {v.name for v in geldend._meta.fields if v.get_internal_type() == "DecimalField"}
    per_uur = bedragen - {"prognose", "schatting", "uren", "voorstel", "jaarbedrag", "budget"}
    assert per_uur == {"tarief", "gevraagd_tarief"}


@pytest.mark.clausule("IK-068", "OV-157")
def test_een_lager_tarief_alleen_als_de_organisatie_het_vroeg(toneel, wulp):
    ander = toneel.partij("Stichting Kluut", lager_tarief=D("65.50"))
    for regels, melding in (
        ({wulp.pk: Regel(D("69.01"))}, "Stichting Wulp is hoogstens € 69,00"),
        ({wulp.pk: Regel(D("65.50"))}, "Stichting Wulp kan alleen onder € 69,00"),
        ({ander.pk: Regel(D("60.00"))}, "Stichting Kluut kan alleen onder € 69,00"),
        ({wulp.pk: Regel(D("0.00"))}, "Stichting Wulp moet meer dan € 0"),
    ):
        with pytest.raises(RegelFout, match=melding):
            toneel.bewaar(regels)
    assert not Verdeling.objects.exists()
    toneel.vast()
    assert [rij[1] for rij in cijfers()] == [T69, D("65.50")]


@pytest.mark.clausule("IK-173", "IK-174")
def test_een_ander_budget_met_reden_en_nooit_samen_boven_het_geld(toneel, wulp, kluut):
    with pytest.raises(RegelFout, match="Stichting Wulp is anders dan het voorstel"):
        toneel.bewaar({wulp.pk: Regel(T69, jaarbedrag=D(70_000))})
    met_reden = {wulp.pk: Regel(T69, jaarbedrag=D("75000.01"), reden="Groeit.")}
    with pytest.raises(RegelFout, match=r"samen € 100\.000,01\. De regio heeft € 100\.000,00"):
        toneel.bewaar(met_reden)
    assert not Prijsvolumeafspraak.objects.exists()
    rij = toneel.vast({wulp.pk: Regel(T69, D(500), D("70000.00"), "Groeit minder.")})
    een = rij.afspraken.get(regioinschrijving=wulp)
    assert (een.schatting, een.voorstel, een.reden) == (D(500), D("71428.57"), "Groeit minder.")
    assert (een.budget, een.uren, rij.rest) == (D("70000.00"), D("1014.25"), D("1428.58"))


@pytest.mark.clausule("OV-159")
def test_de_ronde_zegt_of_een_budget_in_centen_of_in_hele_euros_is():
    toneel = Geldtoneel("1000.00", budgeteenheid="euro")
    partijen = [toneel.partij(naam) for naam in ("Wulp", "Kluut", "Grutto")]
    rij = toneel.vast()
    assert [a.budget for a in rij.afspraken.all()] == [D(333)] * 3
    assert rij.rest == D("1.00")
    with pytest.raises(RegelFout, match="Wulp moet in hele euro’s"):
        toneel.bewaar({partijen[0].pk: Regel(T69, jaarbedrag=D("300.50"), reden="Deel.")})


@pytest.mark.clausule("OV-160")
def test_een_deel_van_het_jaar_naar_rato_in_kalenderdagen(toneel):
    toneel.partij("Stichting Wulp", looptijd_van=date(2018, 7, 1))
    een = toneel.vast().afspraken.get()
    assert (een.van, een.tot, een.jaarbedrag) == (date(2018, 7, 1), date(2018, 12, 31), D("100000.00"))
    assert een.budget == D("50410.95")  # 184/365
    assert een.uren == D("730.50")


def test_wie_de_overeenkomst_van_een_ander_halverwege_overneemt_deelt_in_hetzelfde_geld(toneel):
    eerste = toneel.partij("Wulp", looptijd_tot=date(2018, 6, 30))
    tweede = toneel.partij("Kluut", looptijd_van=date(2018, 7, 1))
    heel = {rij.pk: Regel(T69, jaarbedrag=D(100_000), reden="Na elkaar.") for rij in (eerste, tweede)}
    rij = toneel.vast(heel)
    assert [a.budget for a in rij.afspraken.order_by("van")] == [D("49589.04"), D("50410.95")]


@pytest.mark.geval("B29")
def test_twee_mensen_stellen_vast_precies_wat_zij_zagen(toneel, wulp):
    rij = toneel.bewaar(door=toneel.manager)
    hier = {"verdeling_id": rij.pk, "gezien_hash": rij.hash}
    with pytest.raises(RegelFout, match="zelf hebt opgesteld"):
        actions.stel_verdeling_vast(**hier, door=toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.stel_verdeling_vast(**hier, door=tweede_account(toneel.manager))
    with pytest.raises(PermissionDenied):
        actions.stel_verdeling_vast(**hier, door=toneel.inkoper)
    ander = toneel.persoon(Rolsoort.INKOOPMANAGER)
    toneel.bewaar({wulp.pk: Regel(T69, jaarbedrag=D(5), reden="Klein.")}, door=toneel.manager)
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        actions.stel_verdeling_vast(**hier, door=ander)
    assert not Prijsvolumeafspraak.objects.geldend().exists()
    rij.refresh_from_db()
    vast = actions.stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=ander)
    with pytest.raises(RegelFout, match="niet vanuit de status ‘Vastgesteld’"):
        actions.stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=vast.hash, door=ander)


@pytest.mark.parametrize("wat", ["geld", "prognose", "partij"])
def test_wat_intussen_veranderde_wordt_niet_vastgesteld(toneel, wulp, wat):
    rij = toneel.bewaar()
    gezien = toneel.stand().gezien
    if wat == "geld":
        toneel.geef("90000.00")
    elif wat == "prognose":
        type(wulp).objects.filter(pk=wulp.pk).update(uren=D(1))
    else:
        toneel.partij("Stichting Kluut")
    with pytest.raises(RegelFout, match="intussen veranderd"):
        actions.stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)
    hier = {"toewijzing_id": toneel.regio.pk, "jaar": 2018, "gezien": gezien}
    with pytest.raises(RegelFout, match="intussen veranderd"):
        actions.bewaar_verdeling(**hier, regels={wulp.pk: Regel(T69)}, door=toneel.inkoper)


def test_zonder_geld_of_zonder_beslissing_valt_er_niets_te_verdelen(toneel, wulp):
    Regiobudget.objects.all().delete()
    with pytest.raises(RegelFout, match="geld van Utrecht voor 2018 is nog niet bekend"):
        toneel.bewaar()
    wulp.beslissingen.update(status="goedgekeurd")
    with pytest.raises(RegelFout, match="nog niemand een bekendgemaakte beslissing"):
        toneel.bewaar()


def test_iemand_van_een_ander_zorgkantoor_verdeelt_hier_niet(toneel, wulp):
    with pytest.raises(PermissionDenied):
        toneel.bewaar(door=RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker)


@pytest.mark.clausule("IK-153", "IK-213")
def test_een_nieuwe_versie_vervangt_en_wat_was_blijft_te_zien(toneel, wulp, kluut):
    toneel.vast()
    eerste = {rij.regioinschrijving_id: rij for rij in Prijsvolumeafspraak.objects.all()}
    actions.ga_akkoord(afspraak_id=eerste[kluut.pk].pk, door=toneel.tekenaar(kluut))
    toneel.vast({wulp.pk: Regel(T69, jaarbedrag=D(70_000), reden="Na overleg.")})
    assert [rij[:3] for rij in cijfers()] == [
        (Afspraakstatus.VOORGESTELD, T69, D("70000.00")),
        (Afspraakstatus.AKKOORD, T69, D("25000.00")),
    ]
    oud = Prijsvolumeafspraak.objects.filter(status=Afspraakstatus.VERVALLEN).order_by("regioinschrijving_id")
    assert [rij.budget for rij in oud] == [D("75000.00"), D("25000.00")]
    assert Bericht.objects.filter(soort="afspraak").count() == 3  # wulp twice, kluut once: nothing new the second time


def test_de_cijfers_van_een_vastgestelde_afspraak_veranderen_nooit(toneel, wulp):
    toneel.vast()
    for velden in ({"budget": D(1), "jaarbedrag": D(1)}, {"tarief": D(1)}, {"jaar": 2019}, {"status": "ontwerp"}):
        with pytest.raises(DatabaseError, match="liggen vast"), transaction.atomic():
            Prijsvolumeafspraak.objects.update(**velden)
    assert cijfers() == [(Afspraakstatus.VOORGESTELD, T69, D("100000.00"), D("1449.25"))]


@pytest.mark.clausule("IK-213")
@pytest.mark.parametrize("status", [Status.AANGEBODEN, Status.GETEKEND, Status.VAN_KRACHT])
def test_na_de_handtekening_alleen_nog_met_een_datum(toneel, wulp, kluut, status):
    toneel.vast()
    overeenkomst(wulp, status)
    lager = {wulp.pk: Regel(T69, jaarbedrag=D(70_000), reden="Na overleg.")}
    woord = "aangeboden. Trek" if status == Status.AANGEBODEN else "getekend"
    with pytest.raises(RegelFout, match=f"overeenkomst met Stichting Wulp is {woord}"):
        toneel.bewaar(lager)
    toneel.vast({kluut.pk: Regel(T69, jaarbedrag=D(20_000), reden="Anderen kunnen nog.")})
    assert [rij[2] for rij in cijfers()] == [D("75000.00"), D("20000.00")]


def test_wie_tekent_na_het_ontwerp_houdt_wat_hij_had(toneel, wulp):
    toneel.vast()
    rij = toneel.bewaar({wulp.pk: Regel(T69, jaarbedrag=D(5), reden="Klein.")})
    overeenkomst(wulp, Status.GETEKEND)
    with pytest.raises(RegelFout, match="is getekend"):
        actions.stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)


@pytest.mark.clausule("IK-153", "OV-150")
def test_elk_jaar_een_eigen_afspraak(toneel, wulp):
    toneel.partij("Stichting Kluut", looptijd_tot=date(2018, 12, 31))
    toneel.vast()
    assert [len(toneel.stand(jaar).zonder_afspraak) for jaar in (2018, 2019, 2020, 2021)] == [0, 1, 1, 0]
    overeenkomst(wulp, Status.VAN_KRACHT)
    toneel.geef("80000.00", 2019)
    rij = toneel.vast(jaar=2019)
    assert [(a.regioinschrijving, a.budget) for a in rij.afspraken.all()] == [(wulp, D("80000.00"))]


@pytest.mark.clausule("OV-150", "IK-153")
def test_een_jaar_zonder_afspraak_is_werk_voordat_het_jaar_begint(toneel, wulp):
    def werk(wie=toneel.inkoper):
        wie = type(wie).objects.get(pk=wie.pk)
        return [(wat, f"{voor:%Y-%m-%d}") for wat, _, _, voor in werk_voor(wie)]

    assert werk() == [("Prijs en volume 2018 afspreken (1 regio)", "2017-12-31")]
    toneel.bewaar()
    assert werk() == []
    assert werk(toneel.manager) == [("Verdeling 2018 vaststellen (1 regio)", "2017-12-31")]
    toneel.vast()
    assert (werk(), werk(toneel.manager)) == ([], [])
    zet_klok("2018-08-31 12:00")
    assert werk() == []
    zet_klok("2018-09-01 12:00")
    assert werk() == [("Prijs en volume 2019 afspreken (1 regio)", "2018-12-31")]


def test_een_verlenging_deelt_in_het_geld_van_de_ronde_waar_zij_vandaan_komt(toneel, wulp):
    verlenging = type(toneel.ronde).objects.get(pk=toneel.ronde.pk)
    verlenging.pk, verlenging.code, verlenging.soort, verlenging.voorganger = None, "v-2019", "verlenging", toneel.ronde
    verlenging.save()
    plek = verlenging.toewijzingen.create(regio=toneel.regio.regio, uitvoerder=toneel.uitvoerder)
    toneel.ronde = verlenging
    kluut = toneel.partij("Kluut", regio=plek, looptijd_van=date(2019, 1, 1), looptijd_tot=date(2020, 12, 31))
    toneel.geef("90000.00", 2019)
    assert [d.regio for d in toneel.stand().deelnames] == [wulp]
    assert {d.regio for d in toneel.stand(2019).deelnames} == {kluut, wulp}
    assert toneel.vast(jaar=2019).rest == D(0)


@pytest.mark.clausule("IK-174")
def test_de_organisatie_gaat_akkoord_of_vraagt_overleg(toneel, wulp):
    toneel.vast()
    rij, tekenaar = Prijsvolumeafspraak.objects.get(), toneel.tekenaar(wulp)
    invuller = RolFactory(organisatie=wulp.inschrijving.organisatie).gebruiker
    vreemd = RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    for wie in (invuller, vreemd, toneel.inkoper):
        with pytest.raises(PermissionDenied):
            actions.ga_akkoord(afspraak_id=rij.pk, door=wie)
    vraag = {"afspraak_id": rij.pk, "door": tekenaar}
    with pytest.raises(RegelFout, match="waarover u wilt overleggen"):
        actions.vraag_overleg(**vraag, overleg="  ", gevraagd_tarief=None)
    for tarief in (D("69.00"), D(0)):
        with pytest.raises(RegelFout, match="tussen € 0 en € 69,00"):
            actions.vraag_overleg(**vraag, overleg="Minder.", gevraagd_tarief=tarief)
    rij = actions.vraag_overleg(**vraag, overleg="Wij willen minder rekenen.", gevraagd_tarief=D("60.00"))
    assert (rij.status, rij.beantwoord_door) == (Afspraakstatus.OVERLEG, tekenaar)
    assert [wat for wat, *_ in werk_voor(toneel.inkoper)] == ["Overleg over prijs en volume 2018 (1 regio)"]
    rij = actions.ga_akkoord(afspraak_id=rij.pk, door=tekenaar)
    assert (rij.status, rij.overleg) == (Afspraakstatus.AKKOORD, "Wij willen minder rekenen.")


@pytest.mark.clausule("IK-068")
def test_een_lager_tarief_kan_ook_later_worden_gevraagd(toneel, wulp):
    toneel.vast()
    rij = Prijsvolumeafspraak.objects.get()
    hier = {"afspraak_id": rij.pk, "door": toneel.tekenaar(wulp)}
    actions.vraag_overleg(**hier, overleg="Minder.", gevraagd_tarief=D("60.00"))
    toneel.vast({wulp.pk: Regel(D("60.00"))})
    assert cijfers() == [(Afspraakstatus.VOORGESTELD, D("60.00"), D("100000.00"), D("1666.50"))]


@pytest.mark.parametrize("pijl", ["ga_akkoord", "vraag_overleg"])
@pytest.mark.parametrize("status", sorted(set(Afspraakstatus) - {Afspraakstatus.ONTWERP}))
def test_antwoorden_kan_alleen_op_wat_geldt(toneel, wulp, pijl, status):
    rij = PrijsvolumeafspraakFactory(
        regioinschrijving=wulp,
        status=status,
        beantwoord_door=toneel.inkoper,
        beantwoord_op=wulp.inschrijving.begonnen_op,
        overleg="Graag.",
    )
    doe = {
        "ga_akkoord": actions.ga_akkoord,
        "vraag_overleg": lambda **wie: actions.vraag_overleg(overleg="Nog eens.", gevraagd_tarief=None, **wie),
    }[pijl]
    if status in AFSPRAAK_OVERGANGEN[pijl][0]:
        assert doe(afspraak_id=rij.pk, door=toneel.tekenaar(wulp)).status == AFSPRAAK_OVERGANGEN[pijl][1]
    else:
        with pytest.raises(RegelFout, match="niet vanuit de status"):
            doe(afspraak_id=rij.pk, door=toneel.tekenaar(wulp))
        assert Prijsvolumeafspraak.objects.get().overleg == "Graag."


def test_de_brief_noemt_geen_bedrag_en_het_logboek_wel(toneel, wulp):
    toneel.vast()
    bericht = Bericht.objects.get(soort="afspraak")
    assert (bericht.ontvanger, bericht.onderwerp) == ("bestuur@wulp.example", "Prijs en volume 2018 voor Utrecht")
    assert "€" not in bericht.tekst
    regel = Gebeurtenis.objects.get(handeling="stel_voor")
    assert regel.gegevens == {
        "van": "ontwerp",
        "naar": "voorgesteld",
        "jaar": 2018,
        "tarief": "69.00",
        "budget": "100000.00",
    }


def test_wie_geen_overeenkomst_meer_krijgt_houdt_geen_geldende_afspraak(toneel, wulp, kluut):
    toneel.vast()
    wulp.beslissingen.update(uitkomst="geen_plaats", looptijd_tot=None)
    toneel.vast()
    assert [rij.regioinschrijving for rij in Prijsvolumeafspraak.objects.geldend()] == [kluut]
    assert cijfers() == [(Afspraakstatus.VOORGESTELD, T69, D("100000.00"), D("1449.25"))]
