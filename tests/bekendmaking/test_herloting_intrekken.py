"""The loting of a herziening: withdrawn before its moment by two people (ADR 0009); also where nothing was selected."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from bekendmaking import actions, lotingen
from bekendmaking.models import Herziening
from bekendmaking.queries import geldige_beslissingen
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.states import Lotingstatus, Methode, Status
from selectie.verslag import inhoud
from tests.bekendmaking.test_herziening import DAARNA, REDEN, maak_en_beantwoord, nieuw, werk
from tests.bekendmaking.test_herziening_loting import AFSPRAAK, Gelijken
from tests.bekendmaking.toneel import BEGIN, NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import bekeken, zelfde_persoon
from tests.factories_selectie import bezorg
from tests.inschrijving.hulp import log_in
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db
WAAROM = "Een diploma is verkeerd gelezen."
MOMENT = AFSPRAAK["trekking_op"]


class Loopt(Gelijken):
    """The loting of the draft is set ready, and every invitation was sent."""

    def __init__(self):
        super().__init__()
        self.herziening = self.stel_op()
        self.loting = self.zet_klaar(self.herziening)
        bezorg()

    def vraag(self, **velden):
        velden = {"reden": WAAROM, "door": self.toneel.manager, **velden}
        return actions.vraag_intrekken(herziening_id=self.herziening.pk, **velden)

    def trek_in(self, door=None):
        return actions.trek_herloting_in(
            herziening_id=self.herziening.pk, gezien=bekeken(self.herziening), door=door or self.toneel.inkoper
        )


@pytest.fixture
def zaak():
    return Loopt()


@pytest.mark.geval("V8")
def test_twee_mensen_trekken_haar_in_en_elke_deelnemer_hoort_het_een_keer(zaak):
    zaak.vraag()
    zaak.trek_in()
    loting, spoor = Loting.objects.get(), Teruggezet.objects.get()
    assert (loting.status, loting.teruggezet) == (Lotingstatus.INGETROKKEN, spoor)
    twee = (zaak.toneel.manager, zaak.toneel.inkoper)
    assert (spoor.reden, spoor.gevraagd_door, spoor.teruggezet_door) == (WAAROM, *twee)
    assert (spoor.invoer, spoor.invoer_hash) == (zaak.herziening.invoer, loting.herzien_hash)
    gehoord = Bericht.objects.filter(soort=Berichtsoort.LOTING_VERVALT)
    over = [f"selectie.loting:{loting.pk}:{kenmerk}" for kenmerk in loting.deelnemers]
    assert sorted(gehoord.values_list("over", flat=True)) == over
    assert WAAROM in gehoord.first().tekst
    zaak.herziening.refresh_from_db()
    assert (zaak.herziening.intrekken_gevraagd_op, zaak.herziening.intrekreden) == (None, "")
    assert inhoud(loting.regioselectie)["eerder"] == []  # the selection itself was never frozen anew
    regels = Gebeurtenis.objects.filter(object_soort="bekendmaking.herziening").order_by("pk")
    assert [regel.handeling for regel in regels][-2:] == ["vraag_intrekken", "trek_loting_in"]


@pytest.mark.geval("V8", "V10")
def test_daarna_veranderen_de_feiten_of_loot_de_notaris_onder_een_nieuw_nummer(zaak):
    with pytest.raises(RegelFout, match="Laat de loting dan eerst intrekken"):
        actions.verwijder_herziening(herziening_id=zaak.herziening.pk, door=zaak.toneel.inkoper)
    zaak.vraag()
    zaak.trek_in()
    anders = zaak.stel_op(kandidaten=zaak.kandidaten(ervaring=["wmo_contract"]))
    assert (anders.uitslag["loting"], anders.brieven.count()) == (None, 2)
    zet_klok("2017-10-09 11:00")
    zaak.herziening = zaak.stel_op()
    opnieuw = zaak.zet_klaar(zaak.herziening)
    assert (opnieuw.deelnemers, opnieuw.pk > zaak.loting.pk) == (zaak.loting.deelnemers, True)
    zaak.loot(opnieuw, zaak.twee, zaak.een)
    assert not lotingen.openbaar().filter(pk=zaak.loting.pk).exists()
    zaak.geef_vrij(zaak.stel_op())
    assert zaak.uitkomsten() == DAARNA
    assert f"/lotingen/controleren/{opnieuw.pk}/" in geldige_beslissingen(zaak.twee).get().motivering
    assert set(lotingen.openbaar()) == {zaak.loting, opnieuw}


@pytest.mark.geval("V7")
def test_een_bron_die_is_genoemd_telt_niet_voor_de_volgende(zaak):
    zaak.vraag()
    zaak.trek_in()
    Loting.objects.update(methode=Methode.RFC3797, aangekondigde_bronnen=["Lotto van 9 oktober 2017"])
    berekend = {"methode": Methode.RFC3797, "aangekondigde_bronnen": ["lotto van 9 oktober 2017"]}
    with pytest.raises(RegelFout, match="al voor een ander moment genoemd"):
        zaak.zet_klaar(zaak.herziening, **berekend)


@pytest.mark.geval("B29", "B30")
def test_alleen_de_manager_vraagt_het_en_een_ander_mens_beslist(zaak):
    toneel = zaak.toneel
    with pytest.raises(PermissionDenied):
        zaak.vraag(door=toneel.inkoper)
    with pytest.raises(RegelFout, match="reden"):
        zaak.vraag(reden=" ")
    with pytest.raises(RegelFout, match="Niemand vroeg"):
        zaak.trek_in()
    with pytest.raises(RegelFout, match="geen verzoek"):
        actions.laat_herloting_staan(herziening_id=zaak.herziening.pk, door=toneel.inkoper)
    zaak.vraag()
    with pytest.raises(RegelFout, match="vroeg dit al"):
        zaak.vraag()
    tweede_account = toneel.persoon("inkoper")
    zelfde_persoon(toneel.manager, tweede_account)
    for wie, waarom in ((toneel.manager, "vroeg dit zelf"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=waarom):
            zaak.trek_in(wie)
    with pytest.raises(IntegrityError), transaction.atomic():
        Herziening.objects.update(intrekreden="")
    actions.laat_herloting_staan(herziening_id=zaak.herziening.pk, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="Niemand vroeg"):
        zaak.trek_in()
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


@pytest.mark.geval("V8")
@pytest.mark.parametrize("ingevoerd", [False, True])
def test_wat_geloot_kan_zijn_wordt_niet_ingetrokken(zaak, ingevoerd):
    zaak.vraag()
    zet_klok(MOMENT)
    waarom = "uitslag kan al bekend zijn"
    if ingevoerd:
        zaak.loot(zaak.loting, zaak.twee, zaak.een)
        waarom = "staat geen loting klaar"
    with pytest.raises(RegelFout, match=waarom):
        zaak.trek_in()
    assert not Teruggezet.objects.exists()


# --- Tegelijk: the locks of the region -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twee_collegas_trekken_tegelijk_in(zaak):
    zaak.vraag()
    uitkomsten = tegelijk(zaak.trek_in, [zaak.toneel.inkoper, zaak.toneel.behandelaar])
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Loting", "RegelFout"]
    assert Teruggezet.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("V10")
@pytest.mark.parametrize("te_vroeg", [timedelta(microseconds=1), timedelta()])
def test_intrekken_en_trekken_tegelijk_geeft_precies_een_van_beide(zaak, te_vroeg):
    zaak.vraag()
    zet_klok(MOMENT - te_vroeg)
    notaris = zaak.toneel.persoon("notaris")
    doe = [zaak.trek_in, lambda: zaak.voer_in(zaak.loting, [zaak.twee, zaak.een], notaris)]
    uitkomsten = tegelijk(lambda handeling: handeling(), doe)
    assert [isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten] == [not te_vroeg, bool(te_vroeg)]
    verwacht = Lotingstatus.INGETROKKEN if te_vroeg else Lotingstatus.INGEVOERD
    assert Loting.objects.get().status == verwacht


def na_het_slot(rij, handeling, intussen):
    """What comes of an act that began while someone else held this row, and did `intussen` with it."""

    def draad():
        try:
            return handeling()
        except RegelFout as fout:
            return str(fout)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            type(rij).objects.select_for_update(of=("self",)).get(pk=rij.pk)
            wachter = poel.submit(draad)
            wacht_tot(wacht_iemand_op_slot)
            intussen()
        return wachter.result(20)


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("V10")
def test_wie_wachtte_tot_het_moment_kwam_trekt_niet_meer_in(zaak):
    zaak.vraag()
    uitkomst = na_het_slot(zaak.loting.regioselectie, zaak.trek_in, lambda: zet_klok(MOMENT))
    assert "uitslag kan al bekend zijn" in uitkomst
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


@pytest.mark.django_db(transaction=True)
def test_een_verzoek_dat_intussen_van_tafel_ging_trekt_niets_meer_in(zaak):
    zaak.vraag()

    def van_tafel():
        actions.laat_herloting_staan(herziening_id=zaak.herziening.pk, door=zaak.toneel.behandelaar)

    assert "Niemand vroeg" in na_het_slot(zaak.toewijzing, zaak.trek_in, van_tafel)
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


@pytest.mark.django_db(transaction=True)
def test_de_loting_rust_niet_op_feiten_die_intussen_anders_zijn():
    zaak = Gelijken()
    oud = zaak.stel_op()
    anders = zaak.kandidaten(ervaring=["wmo_contract"])
    uitkomst = na_het_slot(zaak.toewijzing, lambda: zaak.zet_klaar(oud), lambda: zaak.stel_op(kandidaten=anders))
    assert "intussen opnieuw gemaakt" in uitkomst
    assert not Loting.objects.exists()


# --- Waar eerder niets werd geselecteerd ---------------------------------------------------------------------


class Eerst:
    """One place in Utrecht; who objected met the eisen after all, and is equal to another new one."""

    def __init__(self, een: str):
        self.toneel = Toneel(BEGIN, maximum_per_regio=1)
        self.dossiers = [self.toneel.dossier({"Utrecht": soort}) for soort in (een, VOLDOET_NIET)]
        if een != VOLDOET_NIET:
            self.toneel.stel_vast("Utrecht")
        self.toneel.brief(self.dossiers[1], goedgekeurd=True)
        self.toneel.bekendgemaakt(self.dossiers[0])
        self.bezwaar = maak_en_beantwoord(self.toneel, self.dossiers[1], "gegrond")
        self.toewijzing = self.toneel.toewijzing("Utrecht")

    def stel_op(self) -> Herziening:
        return actions.stel_herziening_op(
            bezwaar_id=self.bezwaar.pk,
            toewijzing_id=self.toewijzing.pk,
            kandidaten=[nieuw(dossier) for dossier in self.dossiers],
            motiveringen={},
            reden=REDEN,
            door=self.toneel.inkoper,
        )


@pytest.mark.clausule("IK-165")
@pytest.mark.parametrize("een", [NIEUW, VOLDOET_NIET])
def test_ook_waar_eerder_niets_is_geselecteerd_loot_de_notaris(een):
    zaak = Eerst(een)
    herziening, manager = zaak.stel_op(), zaak.toneel.manager
    assert Regioselectie.objects.filter(toewijzing=zaak.toewijzing).exists() == (een == NIEUW)
    loting = actions.zet_herloting_klaar(
        herziening_id=herziening.pk, gezien_hash=herziening.hash, door=manager, **AFSPRAAK
    )
    selectie = Regioselectie.objects.get(toewijzing=zaak.toewijzing)
    assert (selectie.status, selectie.uitslag["selectie_nodig"]) == (Status.VASTGESTELD, False)
    if een == VOLDOET_NIET:
        assert (selectie.voorgesteld_door, selectie.bevroren_door) == (zaak.toneel.inkoper, manager)
    Gelijken.loot(zaak, loting, *reversed(zaak.dossiers))
    herziening = zaak.stel_op()
    actions.geef_herziening_vrij(herziening_id=herziening.pk, gezien_hash=herziening.hash, door=manager)
    uitkomsten = [geldige_beslissingen(dossier).get().uitkomst for dossier in zaak.dossiers]
    assert uitkomsten == ["niet_geselecteerd", "overeenkomst_nieuw"]
    assert lotingen.openbaar().filter(pk=loting.pk).exists()


# --- Op het scherm -------------------------------------------------------------------------------------------


def test_de_manager_vraagt_en_een_collega_trekt_in(zaak, client):
    toneel, namen = zaak.toneel, ("herziening", "herloting_terugvragen", "herloting_intrekken")
    pagina, vraag, besluit = (reverse(naam, args=[zaak.herziening.pk]) for naam in namen)
    log_in(client, toneel.manager)
    assert vraag in client.get(pagina).content.decode()
    leeg = client.post(vraag, {"reden": ""})
    assert (leeg.status_code, list(leeg.context["intrekform"].errors)) == (422, ["reden"])
    assert "Nu is een collega aan zet" in client.post(vraag, {"reden": WAAROM}, follow=True).content.decode()
    assert (werk(toneel.manager), werk(toneel.inkoper)) == ([], ["Verzoek om de loting in te trekken"])
    log_in(client, toneel.inkoper)
    assert WAAROM in client.get(pagina).content.decode()
    client.post(besluit, {"afwijzen": "1"})
    log_in(client, toneel.manager)
    client.post(vraag, {"reden": WAAROM})
    log_in(client, toneel.inkoper)
    tekst = client.post(besluit, {"gezien": bekeken(zaak.herziening)}, follow=True).content.decode()
    assert (zaak.loting.kenmerk in tekst, "Feiten wijzigen" in tekst) == (True, True)
    assert werk(toneel.manager) == ["Loting klaarzetten voor een herziening"]
