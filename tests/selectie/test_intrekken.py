"""Withdrawing a loting before its moment: with the freezing, by two people, never once it may be drawn (ADR 0009)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.klok import om
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from selectie import actions
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.queries import loting_van, uitnodigingen
from selectie.states import Lotingstatus, Methode, Status
from selectie.terugzetten import vraag_terug, zet_terug
from selectie.trekking import bevestig_loting, stuur_loting_terug, verzet_loting, zet_loting_klaar
from tests.factories import bekeken, zelfde_persoon, zet_klok
from tests.factories_selectie import (
    LotingFactory,
    bezorg,
    medewerker,
    vier_gelijken,
)
from tests.inschrijving.hulp import log_in
from tests.race import tegelijk
from tests.selectie.hulp import BRONNEN, DAG, aantal_queries, ingevoerd, kijk, klik, knoppen, tekst
from tests.wachten import wacht_iemand_op_slot, wacht_tot

database = pytest.mark.django_db
MOMENT = om(DAG, 12)
REDEN = "Het oordeel over eis 3 is heropend."
NIEUWE_BRONNEN = ["AEX slotkoers van 12 september 2017", "Lotto-trekking van 13 september 2017"]


def zet_klaar(selectie, methode=Methode.HAND, bronnen=(), moment=MOMENT):
    """Set ready for later, with every invitation sent."""
    loting = zet_loting_klaar(
        selectie_id=selectie.pk,
        plaats="Notariskantoor, Zwolle",
        trekking_op=moment,
        methode=methode,
        aangekondigde_bronnen=bronnen,
        door=medewerker(selectie.toewijzing),
    )
    bezorg()
    return loting


def vraag(selectie):
    manager = medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER)
    return vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=manager)


def trek_in(selectie):
    """The request and the second person."""
    vraag(selectie)
    return zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=medewerker(selectie.toewijzing))


def opnieuw_bevroren(selectie):
    """The same facts, frozen by two people once more."""
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)
    return actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)


def afberichten():
    return Bericht.objects.filter(soort=Berichtsoort.LOTING_VERVALT).order_by("over")


@database
@pytest.mark.geval("V8")
def test_twee_mensen_trekken_een_loting_in_en_elke_deelnemer_hoort_het_een_keer(gelijken):
    loting = zet_klaar(gelijken)
    selectie = trek_in(gelijken)

    nu, spoor = Loting.objects.get(), Teruggezet.objects.get()
    assert (nu.status, nu.teruggezet, nu.volgorde) == (Lotingstatus.INGETROKKEN, spoor, None)
    assert (spoor.reden, spoor.gevraagd_door != spoor.teruggezet_door) == (REDEN, True)
    assert (selectie.status, loting_van(selectie)) == (Status.OPEN, None)
    regels = Gebeurtenis.objects.filter(handeling__in=["vraag_terug", "trek_in", "zet_terug"]).order_by("pk")
    assert [(regel.handeling, regel.actor_id) for regel in regels] == [
        ("vraag_terug", spoor.gevraagd_door_id),
        ("trek_in", spoor.teruggezet_door_id),
        ("zet_terug", spoor.teruggezet_door_id),
    ]
    assert regels[1].gegevens["hash"] == loting.deelnemers_hash
    over = [f"selectie.loting:{loting.pk}:{kenmerk}" for kenmerk in loting.deelnemers]
    assert [bericht.over for bericht in afberichten()] == over
    assert all(stuk in afberichten()[0].tekst for stuk in (REDEN, loting.kenmerk, loting.deelnemers_hash))
    bezorg()
    assert [rij.afbericht.status for rij in uitnodigingen(nu)] == ["overgedragen"] * 4


@database
@pytest.mark.geval("B30")
def test_een_ingetrokken_loting_wordt_niet_gehouden_verzet_of_bevestigd(gelijken):
    loting, inkoper = zet_klaar(gelijken), medewerker(gelijken.toewijzing)
    trek_in(gelijken)
    zet_klok(MOMENT)
    with pytest.raises(RegelFout, match="ingetrokken"):
        ingevoerd(loting)
    with pytest.raises(RegelFout, match="ingetrokken"):
        verzet_loting(loting_id=loting.pk, plaats="Z", trekking_op=om(date(2017, 9, 7)), reden="Later.", door=inkoper)
    wie = {"loting_id": loting.pk, "door": inkoper}
    for doe, met in ((bevestig_loting, {"gezien": bekeken(loting)}), (stuur_loting_terug, {"reden": "Fout."})):
        with pytest.raises(RegelFout, match="Ingetrokken"):
            doe(**wie, **met)
    assert Loting.objects.get().status == Lotingstatus.INGETROKKEN


@database
@pytest.mark.geval("V8", "V10")
def test_een_nieuwe_loting_van_dezelfde_groep_heeft_een_nieuw_nummer_en_nieuwe_bronnen(gelijken):
    oud = zet_klaar(gelijken, Methode.RFC3797, BRONNEN)
    trek_in(gelijken)
    selectie = opnieuw_bevroren(gelijken)
    for bron in (BRONNEN[0], f" {BRONNEN[1].upper()} ", BRONNEN[0].replace(" ", "  ")):
        with pytest.raises(RegelFout, match="al voor een ander moment genoemd"):
            zet_klaar(selectie, Methode.RFC3797, [NIEUWE_BRONNEN[0], bron])

    nieuw = zet_klaar(selectie, Methode.RFC3797, NIEUWE_BRONNEN)
    assert (nieuw.deelnemers, nieuw.kenmerk != oud.kenmerk) == (oud.deelnemers, True)
    assert loting_van(selectie) == nieuw
    assert Loting.objects.get(pk=oud.pk).aangekondigde_bronnen == BRONNEN
    assert all(rij.op_tijd for rij in uitnodigingen(nieuw))
    with pytest.raises(RegelFout, match="niet twee keer"):
        zet_klaar(selectie, Methode.RFC3797, ["Nog een bron"])


@database
@pytest.mark.geval("V8", "B30")
@pytest.mark.parametrize("stand", ["moment", "ingevoerd", "teruggestuurd", "bevestigd"])
def test_wat_geloot_kan_zijn_wordt_niet_ingetrokken_ook_niet_op_een_eerder_verzoek(gelijken, stand):
    loting, inkoper = zet_klaar(gelijken), medewerker(gelijken.toewijzing)
    vraag(gelijken)
    zet_klok(MOMENT)
    if stand != "moment":
        ingevoerd(loting)
    if stand == "teruggestuurd":
        stuur_loting_terug(loting_id=loting.pk, reden="Nummer 2 en 3 zijn verwisseld.", door=inkoper)
    if stand == "bevestigd":
        bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)
    waarom = "al ingevoerd" if stand in ("ingevoerd", "bevestigd") else "uitslag kan al bekend zijn"
    with pytest.raises(RegelFout, match=waarom):
        zet_terug(selectie_id=gelijken.pk, gezien=bekeken(gelijken), door=inkoper)
    Regioselectie.objects.update(terug_gevraagd_door=None, terug_gevraagd_op=None, terugreden="")
    with pytest.raises(RegelFout, match=waarom):
        vraag(gelijken)
    assert Loting.objects.get().status != Lotingstatus.INGETROKKEN
    assert (Teruggezet.objects.count(), afberichten().count()) == (0, 0)


@database
def test_een_verzoek_van_een_mens_houdt_de_loting_niet_tegen(gelijken):
    loting = zet_klaar(gelijken)
    vraag(gelijken)
    zet_klok(MOMENT)
    assert ingevoerd(loting).status == Lotingstatus.INGEVOERD


@database
@pytest.mark.geval("B29")
def test_wie_het_vroeg_trekt_de_loting_niet_zelf_in_ook_niet_met_een_tweede_account(gelijken):
    zet_klaar(gelijken)
    manager = vraag(gelijken).terug_gevraagd_door
    tweede_account = medewerker(gelijken.toewijzing)
    zelfde_persoon(manager, tweede_account)
    for wie, reden in ((manager, "vroeg dit zelf"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=reden):
            zet_terug(selectie_id=gelijken.pk, gezien=bekeken(gelijken), door=wie)
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


@database
@pytest.mark.geval("V7")
def test_een_berekende_loting_op_een_ander_moment_krijgt_bronnen_die_dan_nog_niet_bestaan(gelijken):
    loting, inkoper = zet_klaar(gelijken, Methode.RFC3797, BRONNEN), medewerker(gelijken.toewijzing)
    ander = {"plaats": "Z", "trekking_op": om(date(2017, 9, 12), 10), "reden": "De notaris is ziek.", "door": inkoper}
    for bronnen, waarom in (((), "Noem de bronnen"), (BRONNEN, "ander moment genoemd")):
        with pytest.raises(RegelFout, match=waarom):
            verzet_loting(loting_id=loting.pk, aangekondigde_bronnen=bronnen, **ander)
    verzet = verzet_loting(loting_id=loting.pk, aangekondigde_bronnen=NIEUWE_BRONNEN, **ander)
    assert (verzet.aangekondigde_bronnen, verzet.eerdere_bronnen) == (NIEUWE_BRONNEN, BRONNEN)
    assert Gebeurtenis.objects.get(handeling="verzet").gegevens["bronnen"] == NIEUWE_BRONNEN
    with pytest.raises(RegelFout, match="ander moment genoemd"):  # nor those of the moment before
        verzet_loting(loting_id=loting.pk, aangekondigde_bronnen=BRONNEN, **ander)


@database
def test_de_databank_kent_een_staande_loting_per_regio(gelijken):
    loting = zet_klaar(gelijken)
    with pytest.raises(IntegrityError), transaction.atomic():
        LotingFactory(regioselectie=gelijken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loting.objects.filter(pk=loting.pk).update(status=Lotingstatus.INGETROKKEN)


# --- Tegelijk -----------------------------------------------------------------------------------------------


@pytest.fixture
def staand():
    zet_klok("2017-09-05 10:00")
    return vier_gelijken()


@pytest.mark.django_db(transaction=True)
def test_twee_collegas_trekken_tegelijk_in(staand):
    zet_klaar(staand)
    vraag(staand)
    mensen = [medewerker(staand.toewijzing) for _ in range(2)]
    uitkomsten = tegelijk(lambda door: zet_terug(selectie_id=staand.pk, gezien=bekeken(staand), door=door), mensen)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "Regioselectie"]
    assert (Teruggezet.objects.count(), afberichten().count()) == (1, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("V10", "B30")
@pytest.mark.parametrize("te_vroeg", [timedelta(microseconds=1), timedelta()])
def test_intrekken_en_invoeren_tegelijk_geeft_precies_een_van_beide(staand, te_vroeg):
    loting = zet_klaar(staand)
    vraag(staand)
    collega = medewerker(staand.toewijzing)
    zet_klok(MOMENT - te_vroeg)
    doe = [lambda: zet_terug(selectie_id=staand.pk, gezien=bekeken(staand), door=collega), lambda: ingevoerd(loting)]
    uitkomsten = tegelijk(lambda handeling: handeling(), doe)
    assert [isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten] == [not te_vroeg, bool(te_vroeg)]
    verwacht = Lotingstatus.INGETROKKEN if te_vroeg else Lotingstatus.INGEVOERD
    assert Loting.objects.get().status == verwacht


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("V10")
def test_wie_op_het_slot_wachtte_tot_het_moment_kwam_trekt_niet_meer_in(staand):
    zet_klaar(staand)
    vraag(staand)
    collega = medewerker(staand.toewijzing)

    def intrekken():
        try:
            return zet_terug(selectie_id=staand.pk, gezien=bekeken(staand), door=collega)
        except RegelFout as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Regioselectie.objects.select_for_update().get(pk=staand.pk)
            wachter = poel.submit(intrekken)
            wacht_tot(wacht_iemand_op_slot)
            zet_klok(MOMENT)
        uitkomst = wachter.result(20)
    assert "uitslag kan al bekend zijn" in str(uitkomst)
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


# --- Op het scherm ------------------------------------------------------------------------------------------


@database
def test_de_manager_vraagt_een_collega_trekt_in_en_iedereen_ziet_het(client, meld_aan, gelijken):
    pk, loting = gelijken.toewijzing_id, zet_klaar(gelijken)
    meld_aan(gelijken.toewijzing, Rolsoort.INKOOPMANAGER)
    assert "u haar laten intrekken" in tekst(kijk(client, "loting", loting.pk))
    assert knoppen(kijk(client, "regioselectie", pk)) == ["Intrekken vragen"]
    klik(client, "bevriezing_terugvragen", pk, reden=REDEN)

    meld_aan(gelijken.toewijzing)
    pagina = kijk(client, "regioselectie", pk)
    assert knoppen(pagina) == ["Loting intrekken en bevriezing terugzetten", "Verzoek van tafel"]
    assert "Elke deelnemer krijgt daarvan bericht" in tekst(pagina)
    klik(client, "bevriezing_terugzetten", pk, gezien=bekeken(gelijken))

    assert loting.kenmerk in tekst(kijk(client, "regioselectie", pk))
    bladzijde = kijk(client, "loting", loting.pk)
    assert knoppen(bladzijde) == []
    assert all(stuk in tekst(bladzijde) for stuk in ("gaat niet door", REDEN, "(wacht op versturen)"))
    notaris = medewerker(gelijken.toewijzing, Rolsoort.NOTARIS)
    log_in(client, notaris)
    assert "Naar de regio" not in tekst(kijk(client, "loting", loting.pk))
    assert [rij.status for rij in kijk(client, "lotingen").context["lotingen"]] == [Lotingstatus.INGETROKKEN]


@database
def test_na_het_moment_kan_het_verzoek_alleen_nog_van_tafel(client, meld_aan, gelijken):
    zet_klaar(gelijken)
    vraag(gelijken)
    zet_klok(MOMENT)
    meld_aan(gelijken.toewijzing)
    assert knoppen(kijk(client, "regioselectie", gelijken.toewijzing_id)) == ["Verzoek van tafel"]
    assert klik(client, "bevriezing_terugzetten", gelijken.toewijzing_id).status_code == 409


@database
def test_een_berekende_loting_verzetten_vraagt_nieuwe_bronnen_op_het_formulier(client, meld_aan, gelijken):
    loting = zet_klaar(gelijken, Methode.RFC3797, BRONNEN)
    meld_aan(gelijken.toewijzing)
    velden = {"plaats": "Raalte", "trekking_op": "2017-09-12T10:00", "reden": "De notaris is ziek."}
    fout = klik(client, "loting_verzetten", loting.pk, **velden, aangekondigde_bronnen="\n".join(BRONNEN))
    assert "al voor een ander moment genoemd" in tekst(fout)
    klik(client, "loting_verzetten", loting.pk, **velden, aangekondigde_bronnen="\n".join(NIEUWE_BRONNEN))
    loting.refresh_from_db()
    assert loting.aangekondigde_bronnen == NIEUWE_BRONNEN


@database
def test_lijst_en_regio_kosten_evenveel_bij_meer_ingetrokken_lotingen(client, meld_aan, gelijken):
    meld_aan(gelijken.toewijzing)
    tellen = []
    for nummer in range(3):
        zet_klaar(gelijken, moment=klok.nu() + timedelta(days=1 + nummer))
        trek_in(gelijken)
        paginas = (("lotingen",), ("regioselectie", gelijken.toewijzing_id), ("regioselecties",))
        tellen.append([aantal_queries(client, *pagina) for pagina in paginas])
        opnieuw_bevroren(gelijken)
    assert tellen[0] == tellen[2]
