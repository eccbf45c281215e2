"""The arrow back of a frozen region: an inkoopmanager asks with a reason, another person agrees (docs/adr/0005)."""

import pytest
from django.core.exceptions import PermissionDenied

from beoordeling.models import Regiobeoordeling
from beoordeling.states import Status as Beoordeeld
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from selectie import actions
from selectie.models import Regioselectie, Teruggezet
from selectie.states import BEVROREN, Status
from selectie.terugzetten import vraag_terug, wijs_terug_af, zet_terug
from selectie.trekking import zet_loting_klaar
from tests.factories import bekeken, zelfde_persoon
from tests.factories_selectie import in_status, medewerker, vul
from tests.race import tegelijk
from tests.selectie.hulp import kijk, klaargezet, klik, knoppen, tekst

REDEN = "Het oordeel over eis 3 is heropend."
database = pytest.mark.django_db


def manager(selectie):
    return medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER)


def gevraagd(status=Status.GERANGSCHIKT):
    selectie = in_status(status)
    return vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=manager(selectie))


@database
@pytest.mark.parametrize("status", sorted(BEVROREN))
def test_twee_mensen_zetten_een_bevriezing_terug_en_elk_spoor_blijft(status):
    selectie = gevraagd(status)
    oud = (selectie.invoer, selectie.invoer_hash, selectie.uitslag, selectie.bevroren_door)

    zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=medewerker(selectie.toewijzing))

    nu = Regioselectie.objects.get(pk=selectie.pk)
    assert (nu.status, nu.invoer, nu.invoer_hash, nu.uitslag) == (Status.OPEN, None, "", None)
    assert (nu.bevroren_door, nu.voorgesteld_door, nu.terug_gevraagd_door, nu.terugreden) == (None, None, None, "")
    spoor = Teruggezet.objects.get()
    assert (spoor.invoer, spoor.invoer_hash, spoor.uitslag, spoor.bevroren_door) == oud
    assert (spoor.reden, spoor.gevraagd_door) == (REDEN, selectie.terug_gevraagd_door)
    regels = Gebeurtenis.objects.filter(handeling__in=["vraag_terug", "zet_terug"]).order_by("pk")
    assert [regel.gegevens["hash"] for regel in regels] == [oud[1]] * 2


@database
def test_daarna_kan_een_feit_veranderen_en_bevriezen_twee_mensen_opnieuw():
    selectie = gevraagd()
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    oude_hash = selectie.invoer_hash
    zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=een)
    vul(selectie.kandidaten.first(), "Labc 2/2", een)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)
    opnieuw = actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)
    assert opnieuw.status == Status.GERANGSCHIKT
    assert opnieuw.invoer_hash != oude_hash


@database
@pytest.mark.geval("B29")
def test_wie_het_vroeg_zet_het_niet_zelf_terug():
    selectie = gevraagd()
    tweede_account = medewerker(selectie.toewijzing)
    zelfde_persoon(selectie.terug_gevraagd_door, tweede_account)
    for wie, reden in ((selectie.terug_gevraagd_door, "vroeg dit zelf"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=reden):
            zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=wie)
    assert Regioselectie.objects.get().status == Status.GERANGSCHIKT


@database
@pytest.mark.geval("B30")
def test_een_inkoper_vraagt_het_niet_en_zonder_reden_of_verzoek_gaat_niets_terug():
    selectie = in_status(Status.GERANGSCHIKT)
    inkoper = medewerker(selectie.toewijzing)
    with pytest.raises(PermissionDenied):
        vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=inkoper)
    with pytest.raises(RegelFout, match="waarom"):
        vraag_terug(selectie_id=selectie.pk, reden="", door=manager(selectie))
    with pytest.raises(RegelFout, match="Niemand vroeg"):
        zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=inkoper)
    with pytest.raises(RegelFout, match="geen verzoek"):
        wijs_terug_af(selectie_id=selectie.pk, door=inkoper)
    assert not Teruggezet.objects.exists()


@database
@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", [Status.OPEN, Status.VASTGESTELD])
def test_alleen_wat_bevroren_en_niet_vastgesteld_is_kan_terug(status):
    selectie = in_status(status)
    with pytest.raises(RegelFout, match="nog niet is vastgesteld"):
        vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=manager(selectie))


@database
def test_zolang_het_verzoek_er_ligt_wordt_niets_vastgesteld_of_geloot(gelijken):
    inkoper = medewerker(gelijken.toewijzing)
    vraag_terug(selectie_id=gelijken.pk, reden=REDEN, door=manager(gelijken))
    for doe in (
        lambda: actions.stel_vast(selectie_id=gelijken.pk, door=inkoper),
        lambda: zet_loting_klaar(selectie_id=gelijken.pk, plaats="Z", trekking_op=None, methode="hand", door=inkoper),
        lambda: vraag_terug(selectie_id=gelijken.pk, reden=REDEN, door=manager(gelijken)),
    ):
        with pytest.raises(RegelFout, match="ligt een verzoek"):
            doe()
    wijs_terug_af(selectie_id=gelijken.pk, door=inkoper)
    assert klaargezet(Regioselectie.objects.get(pk=gelijken.pk)).deelnemers


@pytest.mark.django_db(transaction=True)
def test_terugzetten_en_vaststellen_tegelijk_geeft_een_van_beide():
    selectie = in_status(Status.GERANGSCHIKT)
    een, twee, chef = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing), manager(selectie)
    vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=chef)

    def twee_keer(door):
        return zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=door)

    uitkomsten = tegelijk(twee_keer, [een, twee])
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "Regioselectie"]
    assert Teruggezet.objects.count() == 1


# --- Op het scherm ------------------------------------------------------------------------------------------


@database
def test_de_manager_vraagt_en_een_collega_zet_terug(client, meld_aan):
    selectie = in_status(Status.GERANGSCHIKT)
    pk = selectie.toewijzing_id
    meld_aan(selectie.toewijzing)
    assert "Terugzetten vragen" not in knoppen(kijk(client, "regioselectie", pk))
    assert klik(client, "bevriezing_terugvragen", pk, reden=REDEN).status_code == 403

    meld_aan(selectie.toewijzing, Rolsoort.INKOOPMANAGER)
    assert knoppen(kijk(client, "regioselectie", pk)) == ["Uitslag vaststellen", "Terugzetten vragen"]
    klik(client, "bevriezing_terugvragen", pk, reden=REDEN)
    assert knoppen(kijk(client, "regioselectie", pk)) == ["Verzoek van tafel"]
    assert klik(client, "bevriezing_terugzetten", pk).status_code == 409

    meld_aan(selectie.toewijzing)
    assert REDEN in tekst(kijk(client, "regioselectie", pk))
    klik(client, "bevriezing_terugzetten", pk, gezien=bekeken(selectie))
    assert Regioselectie.objects.get().status == Status.OPEN


@database
def test_een_verzoek_kan_van_tafel(client, meld_aan):
    selectie = gevraagd()
    meld_aan(selectie.toewijzing)
    klik(client, "bevriezing_terugzetten", selectie.toewijzing_id, afwijzen="1")
    nu = Regioselectie.objects.get()
    assert (nu.status, nu.terug_gevraagd_op) == (Status.GERANGSCHIKT, None)


@database
def test_een_kandidaat_die_alsnog_afvalt_gaat_langs_de_pijl_terug_uit_de_invoer():
    selectie = in_status(Status.GERANGSCHIKT)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    weg = selectie.kandidaten.order_by("pk").first().regioinschrijving
    Regiobeoordeling.objects.filter(regioinschrijving=weg).update(status=Beoordeeld.VOLDOET_NIET)
    with pytest.raises(RegelFout, match="oordelen zijn veranderd"):
        actions.stel_vast(selectie_id=selectie.pk, door=een)

    vraag_terug(selectie_id=selectie.pk, reden=REDEN, door=manager(selectie))
    zet_terug(selectie_id=selectie.pk, gezien=bekeken(selectie), door=een)
    actions.begin(toewijzing_id=selectie.toewijzing_id, door=een)
    voorstel = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)
    actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)
    vast = actions.stel_vast(selectie_id=selectie.pk, door=een)

    assert weg.inschrijving.kenmerk not in vast.uitslag["uitkomsten"]
    assert list(vast.uitslag["uitkomsten"].values()) == ["overeenkomst_nieuw"] * 4
    assert weg.inschrijving.kenmerk in Teruggezet.objects.get().uitslag["uitkomsten"]
