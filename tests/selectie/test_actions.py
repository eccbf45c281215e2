"""Facts, freezing by two people and fixing the result: every action from every status."""

import pytest
from django.core.exceptions import PermissionDenied

from beoordeling.models import Regiobeoordeling
from beoordeling.states import Status as Beoordeeld
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from selectie.actions import begin, bevries_invoer, leg_invoer_voor, leg_kandidaat_vast, stel_vast
from selectie.models import Kandidaat
from selectie.queries import stand
from selectie.states import Status
from tests.factories import zelfde_persoon
from tests.factories_selectie import (
    BESTAAND,
    DEELS,
    NIEUW,
    VIJF,
    begonnen,
    bevroren,
    geopende_regio,
    in_status,
    medewerker,
    partij,
    vier_gelijken,
)

pytestmark = pytest.mark.django_db
BEVROREN = sorted(set(Status) - {Status.OPEN})


def heropen(regio):
    Regiobeoordeling.objects.filter(regioinschrijving=regio).update(status=Beoordeeld.IN_BEOORDELING)


# --- Feiten -------------------------------------------------------------------------------------------------


@pytest.mark.clausule("IK-157")
def test_feiten_staan_met_reden_vast_en_in_het_logboek():
    selectie = in_status(Status.OPEN)
    kandidaat = selectie.kandidaten.first()
    door = medewerker(selectie.toewijzing)

    leg_kandidaat_vast(kandidaat_id=kandidaat.pk, anderszins=True, anderszins_bewijs="Tien jaar werk.", door=door)

    kandidaat.refresh_from_db()
    assert (kandidaat.anderszins, kandidaat.anderszins_bewijs) == (True, "Tien jaar werk.")
    regel = Gebeurtenis.objects.filter(handeling="leg_kandidaat_vast").latest("pk")
    assert (regel.actor_id, regel.gegevens) == (door.pk, {"anderszins": True})


def test_een_ander_feit_laat_het_voorstel_vervallen():
    selectie = in_status(Status.OPEN)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    voorstel = leg_invoer_voor(selectie_id=selectie.pk, door=een)
    leg_kandidaat_vast(kandidaat_id=selectie.kandidaten.first().pk, anderszins=False, door=een)

    with pytest.raises(RegelFout, match="Er ligt geen invoer voor"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)


@pytest.mark.parametrize("totaal, deel", [(0, 0), (3, 4), (None, 1)])
def test_onmogelijke_aantallen_worden_geweigerd(totaal, deel):
    selectie = in_status(Status.OPEN)
    kandidaat = selectie.kandidaten.first()
    with pytest.raises(RegelFout):
        leg_kandidaat_vast(
            kandidaat_id=kandidaat.pk,
            clientondersteuners=totaal,
            geregistreerd=deel,
            door=medewerker(selectie.toewijzing),
        )
    kandidaat.refresh_from_db()
    assert (kandidaat.geregistreerd, kandidaat.clientondersteuners) == (1, 2)


@pytest.mark.clausule("IK-161")
def test_andere_aantallen_dan_de_lijst_vragen_een_reden():
    toewijzing = geopende_regio()
    partij(toewijzing, ondersteuners=3)
    kandidaat, door = begonnen(toewijzing).kandidaten.get(), medewerker(toewijzing)
    anders = {"kandidaat_id": kandidaat.pk, "clientondersteuners": 4, "geregistreerd": 3, "door": door}
    with pytest.raises(RegelFout, match="Op de lijst van de organisatie staan 3 mensen, van wie 0 aangesloten"):
        leg_kandidaat_vast(**anders)
    leg_kandidaat_vast(**anders, aandeel_toelichting="Een vierde persoon stond in de bijlage.")
    kandidaat.refresh_from_db()
    assert (kandidaat.clientondersteuners, kandidaat.geregistreerd) == (4, 3)


def test_alleen_feiten_kunnen_worden_opgeschreven():
    selectie = in_status(Status.OPEN)
    with pytest.raises(AssertionError):
        leg_kandidaat_vast(kandidaat_id=selectie.kandidaten.first().pk, voorziet_in_leemte=True, door=None)


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", BEVROREN)
def test_late_feiten_worden_geweigerd(status):
    selectie = in_status(status)
    invoer_ = selectie.invoer
    for kandidaat in selectie.kandidaten.all():
        with pytest.raises(RegelFout, match="bevroren"):
            leg_kandidaat_vast(kandidaat_id=kandidaat.pk, wlz_contract=True, door=medewerker(selectie.toewijzing))
    selectie.refresh_from_db()
    assert selectie.invoer == invoer_
    assert Kandidaat.objects.count() == 1 + (status == Status.VASTGESTELD) + 4 * (status == Status.GERANGSCHIKT)


# --- Voorleggen en bevriezen --------------------------------------------------------------------------------


def test_voorleggen_noemt_elke_organisatie_en_elk_feit_dat_ontbreekt():
    toewijzing = geopende_regio(*[NIEUW] * 5)
    selectie = begonnen(toewijzing, *VIJF[:4])
    laatste = stand(selectie).kandidaten[-1].regioinschrijving.inschrijving.partijnaam

    with pytest.raises(RegelFout) as fout:
        leg_invoer_voor(selectie_id=selectie.pk, door=medewerker(toewijzing))
    assert fout.value.tekst == f"Bevriezen kan nog niet. {laatste}: vul nog in aantallen cliëntondersteuners."


@pytest.mark.parametrize("veld", ["wlz_contract_bewijs", "wmo_contract_bewijs"])
def test_een_ja_zonder_bewijs_houdt_het_bevriezen_tegen(veld):
    toewijzing = geopende_regio(*[NIEUW] * 5)
    selectie = begonnen(toewijzing, "Lab- 1/2", *VIJF[1:])
    eerste = stand(selectie).kandidaten[0]
    leg_kandidaat_vast(kandidaat_id=eerste.pk, door=medewerker(toewijzing), **{veld: ""})

    assert len(stand(selectie).belemmeringen) == 1


@pytest.mark.clausule("IK-081")
def test_zonder_selectie_hoeven_er_geen_feiten_te_zijn():
    selectie = bevroren(geopende_regio(BESTAAND, BESTAAND, NIEUW, DEELS))
    assert selectie.status == Status.GEEN_SELECTIE_NODIG
    assert sorted(selectie.uitslag["uitkomsten"].values()) == ["overeenkomst_bestaand"] * 2 + ["overeenkomst_nieuw"] * 2
    assert selectie.uitslag["rangschikking"] == []


@pytest.mark.clausule("IK-064", "IK-082")
@pytest.mark.parametrize("bestaande", [4, 5])
def test_zonder_plaats_blijven_alle_bestaande_en_valt_elke_nieuwe_af(bestaande):
    selectie = bevroren(geopende_regio(*[BESTAAND] * bestaande, NIEUW))
    assert selectie.status == Status.GEEN_PLAATS
    uitkomsten = sorted(selectie.uitslag["uitkomsten"].values())
    assert uitkomsten == ["niet_geselecteerd"] + ["overeenkomst_bestaand"] * bestaande
    assert (selectie.uitslag["plaatsen_voor_nieuw"], selectie.uitslag["rangschikking"]) == (0, [])


@pytest.mark.clausule("IK-082", "IK-083", "IK-167")
def test_met_meer_dan_vier_samen_volgt_een_rangschikking():
    selectie = bevroren(geopende_regio(BESTAAND, BESTAAND, BESTAAND, NIEUW, NIEUW, NIEUW), *VIJF[2:])
    assert (selectie.status, selectie.uitslag["plaatsen_voor_nieuw"]) == (Status.GERANGSCHIKT, 1)
    nieuwe = [uit for uit in selectie.uitslag["uitkomsten"].values() if uit != "overeenkomst_bestaand"]
    assert sorted(nieuwe) == ["niet_geselecteerd", "niet_geselecteerd", "overeenkomst_nieuw"]


def test_bevriezen_legt_vast_wie_wat_en_wanneer(klok):
    nu = klok("2017-08-28 10:00")
    selectie = bevroren(geopende_regio(*[NIEUW] * 5), *VIJF)
    assert (selectie.voorgesteld_op, selectie.bevroren_op) == (nu, nu)
    assert selectie.voorgesteld_door != selectie.bevroren_door
    regel = Gebeurtenis.objects.get(handeling="rangschik")
    assert regel.gegevens["hash"] == selectie.invoer_hash


@pytest.mark.geval("B29")
def test_dezelfde_persoon_bevriest_niet_zelf():
    selectie = in_status(Status.OPEN)
    een = medewerker(selectie.toewijzing)
    voorstel = leg_invoer_voor(selectie_id=selectie.pk, door=een)
    tweede_account = medewerker(selectie.toewijzing)
    zelfde_persoon(een, tweede_account)
    for wie, tekst in ((een, "zelf voorgelegd"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=tekst):
            bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=wie)
    selectie.refresh_from_db()
    assert (selectie.status, selectie.uitslag) == (Status.OPEN, None)


@pytest.mark.geval("B29")
def test_bevriezen_geldt_alleen_voor_wat_er_is_gezien():
    selectie = in_status(Status.OPEN)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    oud = leg_invoer_voor(selectie_id=selectie.pk, door=een).invoer_hash
    leg_kandidaat_vast(kandidaat_id=selectie.kandidaten.first().pk, wlz_contract=False, door=een)
    nieuw = leg_invoer_voor(selectie_id=selectie.pk, door=een).invoer_hash
    assert oud != nieuw
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash=oud, door=twee)


@pytest.mark.geval("B29")
def test_een_gewijzigde_indeling_na_het_voorstel_houdt_het_bevriezen_tegen():
    selectie = in_status(Status.OPEN)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    voorstel = leg_invoer_voor(selectie_id=selectie.pk, door=een)
    classificatie = selectie.kandidaten.first().regioinschrijving.classificatie
    classificatie.indeling, classificatie.reden = DEELS, "Contract gevonden"
    classificatie.save()
    with pytest.raises(RegelFout, match="Leg de invoer opnieuw voor"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)
    assert stand(selectie).ligt_voor is False


def test_een_heropend_oordeel_houdt_voorleggen_en_bevriezen_tegen():
    selectie = in_status(Status.OPEN)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    voorstel = leg_invoer_voor(selectie_id=selectie.pk, door=een)
    heropen(selectie.kandidaten.first().regioinschrijving)
    with pytest.raises(RegelFout, match="nog niet beoordeeld"):
        leg_invoer_voor(selectie_id=selectie.pk, door=een)
    with pytest.raises(RegelFout, match="nog niet beoordeeld"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash=voorstel.invoer_hash, door=twee)


def test_zonder_voorstel_valt_er_niets_te_bevriezen():
    selectie = in_status(Status.OPEN)
    with pytest.raises(RegelFout, match="Er ligt geen invoer voor"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash="", door=medewerker(selectie.toewijzing))


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", BEVROREN)
def test_bevroren_invoer_kan_niet_opnieuw_voor_of_bevroren_worden(status):
    selectie = in_status(status)
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    with pytest.raises(RegelFout, match="bevroren"):
        leg_invoer_voor(selectie_id=selectie.pk, door=een)
    with pytest.raises(RegelFout, match="bevroren"):
        bevries_invoer(selectie_id=selectie.pk, gezien_hash=selectie.invoer_hash, door=twee)
    selectie.refresh_from_db()
    assert selectie.status == status


# --- Vaststellen --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.GEEN_SELECTIE_NODIG, Status.GEEN_PLAATS, Status.GERANGSCHIKT])
def test_vaststellen_bewaart_de_uitslag(status, klok):
    nu = klok("2017-09-04 10:00")
    selectie = in_status(status)
    voor = selectie.uitslag
    selectie = stel_vast(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    assert (selectie.status, selectie.vastgesteld_op, selectie.uitslag) == (Status.VASTGESTELD, nu, voor)


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status, tekst", [(Status.OPEN, "nog niet bevroren"), (Status.VASTGESTELD, "Vastgesteld")])
def test_vaststellen_kan_niet_te_vroeg_en_niet_twee_keer(status, tekst):
    selectie = in_status(status)
    with pytest.raises(RegelFout, match=tekst):
        stel_vast(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    assert Gebeurtenis.objects.filter(handeling="stel_vast").count() == (status == Status.VASTGESTELD)


@pytest.mark.clausule("IK-165")
def test_met_gelijken_over_de_grens_wacht_het_vaststellen_op_de_loting():
    selectie = vier_gelijken()
    with pytest.raises(RegelFout, match="loting"):
        stel_vast(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))
    selectie.refresh_from_db()
    assert (selectie.status, selectie.vastgesteld_op) == (Status.GERANGSCHIKT, None)


def test_vaststellen_kan_niet_als_de_oordelen_zijn_veranderd():
    selectie = in_status(Status.GERANGSCHIKT)
    heropen(selectie.kandidaten.first().regioinschrijving)
    with pytest.raises(RegelFout, match="oordelen zijn veranderd"):
        stel_vast(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))


# --- Rechten ------------------------------------------------------------------------------------------------


@pytest.mark.geval("B26")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_wie_bij_een_andere_uitvoerder_werkt_kan_niets(soort):
    selectie = in_status(Status.OPEN)
    vreemd = medewerker(geopende_regio(regios=("Zeeland",), code="2019"), soort)
    kandidaat = selectie.kandidaten.first()
    for doe in (
        lambda: begin(toewijzing_id=selectie.toewijzing_id, door=vreemd),
        lambda: leg_kandidaat_vast(kandidaat_id=kandidaat.pk, anderszins=True, door=vreemd),
        lambda: leg_invoer_voor(selectie_id=selectie.pk, door=vreemd),
        lambda: bevries_invoer(selectie_id=selectie.pk, gezien_hash="", door=vreemd),
        lambda: stel_vast(selectie_id=selectie.pk, door=vreemd),
    ):
        with pytest.raises(PermissionDenied):
            doe()


def test_de_notaris_selecteert_niet():
    selectie = in_status(Status.OPEN)
    with pytest.raises(PermissionDenied):
        leg_invoer_voor(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing, Rolsoort.NOTARIS))
