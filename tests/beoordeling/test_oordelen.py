"""Verdicts of two people, the meeting where they differ, and the total per region."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beoordeling import actions, queries
from beoordeling.actions import Oordeelinvoer, bevestig_overleg, geef_oordelen, heropen, leg_overleg_vast
from beoordeling.models import Belangenverklaring, Eisoordeel, Overleg, Regiobeoordeling
from beoordeling.states import OVERGANGEN, Openingstatus, Status
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.transitions import zet_over
from partijen.states import Rolsoort
from tests.beoordeling.hulp import (
    ANDERE_ERVARING,
    NEE,
    beoordeel,
    deel_in,
    geef,
    gezien,
    oordeel,
    plek,
    regio_van,
    staf,
    team,
    zonder_belang,
)
from tests.factories import TOEN, RolFactory, zelfde_persoon
from tests.factories_beoordeling import EisoordeelFactory, OpeningFactory, RegiobeoordelingFactory
from tests.factories_inschrijving import IndieningFactory, InschrijvingFactory, kleine_ronde

pytestmark = pytest.mark.django_db


def stand(dossier, eis, regio=""):
    return next(
        s for s in queries.oordeelstanden(dossier) if s.eis.nummer == eis and (str(s.regio) if s.regio else "") == regio
    )


def waar(dossier, eis):
    """What `geef_oordelen` needs to know of an eis, on the version that counts now."""
    return {
        "inschrijving_id": dossier.pk,
        "eis_id": dossier.ronde.eisen.get(nummer=eis).pk,
        "gezien_hash": gezien(dossier.pk),
    }


# Who, and when


@pytest.mark.clausule("IK-020")
def test_op_de_avond_van_de_opening_kan_nog_niemand_oordelen(dossier, wie, klok):
    klok("2017-08-01 23:59:59.999999")
    with pytest.raises(RegelFout, match="begint pas"):
        oordeel(dossier, 2, wie.een)
    assert not Eisoordeel.objects.exists()
    klok("2017-08-02 00:00")
    assert oordeel(dossier, 2, wie.een).oordeel == "voldoet"


def test_zonder_verklaring_over_belangen_geen_oordeel(dossier):
    with pytest.raises(RegelFout, match="Verklaar eerst"):
        oordeel(dossier, 2, team(dossier.uitvoerder).een)


def test_een_verklaard_belang_sluit_het_dossier_voor_die_persoon(dossier):
    mens = team(dossier.uitvoerder).een
    with pytest.raises(RegelFout, match="welk belang"):
        actions.verklaar_belang(inschrijving_id=dossier.pk, heeft_belang=True, toelichting="", door=mens)
    actions.verklaar_belang(inschrijving_id=dossier.pk, heeft_belang=True, toelichting="Mijn zus werkt er.", door=mens)
    regio = regio_van(dossier, "Utrecht")
    for doe in (
        lambda: oordeel(dossier, 2, mens),
        lambda: actions.rond_af(regioinschrijving_id=regio.pk, door=mens),
        lambda: actions.bevestig_indeling(regioinschrijving_id=regio.pk, indeling="deels", reden="x", door=mens),
        lambda: actions.verklaar_belang(inschrijving_id=dossier.pk, heeft_belang=False, toelichting="", door=mens),
    ):
        with pytest.raises(RegelFout):
            doe()
    assert Belangenverklaring.objects.get().heeft_belang


@pytest.mark.geval("B26")
def test_alleen_wie_bij_deze_uitvoerder_beoordeelt(dossier):
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    notaris = staf(dossier.uitvoerder, "Nora Notaris", Rolsoort.NOTARIS)
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    tekenaar = dossier.bestuursverklaring.getekend_door
    for mens in (vreemd, notaris, auditor, tekenaar):
        with pytest.raises(PermissionDenied):
            oordeel(dossier, 2, mens)
    assert not Eisoordeel.objects.exists()


@pytest.mark.geval("B30")
def test_een_dossier_dat_niet_open_is_krijgt_geen_oordeel(dossier, wie):
    dicht = InschrijvingFactory(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder, status="ingediend")
    with pytest.raises(RegelFout, match="niet geopend"):
        oordeel(dicht, 2, wie.een)


# Verdicts


def test_het_eigen_oordeel_kan_veranderen_tot_de_collega_oordeelt(dossier, wie):
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.een, nee=True, motivering="Twee mensen zonder diploma.")
    assert Eisoordeel.objects.get().motivering == "Twee mensen zonder diploma."
    oordeel(dossier, 2, wie.twee)
    with pytest.raises(RegelFout, match="Beide oordelen"):
        oordeel(dossier, 2, wie.een)
    assert [rij.oordeel for rij in Eisoordeel.objects.order_by("pk")] == ["voldoet_niet", "voldoet"]


def test_het_eigen_oordeel_kan_terug_tot_de_collega_oordeelt(dossier, wie):
    oordeel(dossier, 2, wie.een)
    terug = waar(dossier, 2) | {"oordelen": [Oordeelinvoer(None, "")]}
    assert geef_oordelen(**terug, door=wie.een) == []
    assert not Eisoordeel.objects.exists()
    assert Gebeurtenis.objects.filter(handeling="neem_oordeel_terug").count() == 1
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.twee)
    with pytest.raises(RegelFout):
        geef_oordelen(**terug, door=wie.een)
    assert Eisoordeel.objects.count() == 2


@pytest.mark.geval("B29")
def test_een_derde_komt_er_niet_meer_bij(dossier, wie):
    zonder_belang(dossier, wie.manager)
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.twee)
    with pytest.raises(RegelFout, match="Twee collega’s"):
        oordeel(dossier, 2, wie.manager)


@pytest.mark.geval("B29")
@pytest.mark.parametrize("met_belang", [True, False])
def test_een_tweede_account_van_dezelfde_persoon_doet_niets_in_het_dossier(dossier, wie, met_belang):
    """Nor does it get round an interest that the person declared with the other account."""
    tweede_account = staf(dossier.uitvoerder, "Anna Manager", Rolsoort.INKOOPMANAGER)
    zelfde_persoon(wie.een, tweede_account)
    if met_belang:
        dossier.belangenverklaringen.filter(gebruiker=wie.een).update(heeft_belang=True, toelichting="Mijn zus.")
    zonder_belang(dossier, tweede_account)
    regio = dossier.regios.first()
    for handeling in (
        lambda: oordeel(dossier, 2, tweede_account),
        lambda: actions.rond_af(regioinschrijving_id=regio.pk, door=tweede_account),
        lambda: deel_in(regio, door=tweede_account),
        lambda: actions.heropen(regioinschrijving_id=regio.pk, reden="Anders.", door=tweede_account),
    ):
        with pytest.raises(RegelFout, match="dezelfde persoon"):
            handeling()
    assert not Eisoordeel.objects.exists()


@pytest.mark.geval("B29")
def test_een_persoon_kan_niet_voor_twee_tellen(dossier, wie):
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.een)
    assert stand(dossier, 2).uitkomst is None
    with pytest.raises(IntegrityError), transaction.atomic():
        EisoordeelFactory(inschrijving=dossier, eis=stand(dossier, 2).eis, beoordelaar=wie.een)


def test_voldoet_niet_zonder_motivering_wordt_geweigerd_ook_door_de_database(dossier, wie):
    with pytest.raises(RegelFout, match="komt in de brief"):
        geef(**plek(dossier, 2), oordeel="voldoet_niet", motivering="", door=wie.een)
    with pytest.raises(IntegrityError), transaction.atomic():
        EisoordeelFactory(inschrijving=dossier, oordeel="voldoet_niet", motivering="")


@pytest.mark.clausule("IK-121")
def test_andere_ervaring_voldoet_alleen_met_een_geschreven_oordeel(dossier, wie):
    with pytest.raises(RegelFout, match="andere ervaring"):
        oordeel(dossier, 1, wie.een, regio="Utrecht")
    assert oordeel(dossier, 1, wie.een, regio="Utrecht", motivering=ANDERE_ERVARING).motivering == ANDERE_ERVARING
    assert oordeel(dossier, 2, wie.een).motivering == ""


@pytest.mark.clausule("IK-125", "IK-127")
def test_eis_3_heeft_een_oordeel_per_regio_en_eis_4_een_met_motivering(dossier, wie):
    oordeel(dossier, 3, wie.een, regio="Utrecht")
    oordeel(dossier, 3, wie.een, regio="Flevoland", nee=True, motivering="Kent de sociale kaart niet.")
    oordeel(dossier, 4, wie.een, motivering="Legt de wachtlijst goed uit.")
    assert set(Eisoordeel.objects.values_list("eis__nummer", "regioinschrijving", "oordeel", "motivering")) == {
        (3, regio_van(dossier, "Utrecht").pk, "voldoet", ""),
        (3, regio_van(dossier, "Flevoland").pk, "voldoet_niet", "Kent de sociale kaart niet."),
        (4, None, "voldoet", "Legt de wachtlijst goed uit."),
    }


def test_een_eis_hoort_bij_het_dossier_en_een_regio_bij_een_regionale_eis(dossier, wie):
    vreemd = kleine_ronde(code="later", regios=())
    ander = RegiobeoordelingFactory().regioinschrijving
    goed = plek(dossier, 8, "Utrecht")
    for fout in (
        goed | {"regioinschrijving_id": None},
        plek(dossier, 2) | {"regioinschrijving_id": goed["regioinschrijving_id"]},
        goed | {"regioinschrijving_id": ander.pk},
        goed | {"eis_id": vreemd.eisen.get(nummer=8).pk},
        goed | {"eis_id": 10**9},
    ):
        with pytest.raises(RegelFout, match="hoort niet bij dit dossier"):
            geef(**fout, oordeel="voldoet", motivering="", door=wie.een)
    assert not Eisoordeel.objects.exists()


def test_oordelen_voor_twee_regio_s_worden_samen_bewaard_of_geen_van_beide(dossier, wie):
    utrecht, flevoland = (regio_van(dossier, naam).pk for naam in ("Utrecht", "Flevoland"))
    half = [Oordeelinvoer(utrecht, "voldoet"), Oordeelinvoer(flevoland, "voldoet_niet", "")]
    with pytest.raises(RegelFout):
        geef_oordelen(**waar(dossier, 8), oordelen=half, door=wie.een)
    assert not Eisoordeel.objects.exists()


@pytest.mark.clausule("IK-118")
def test_bij_elk_aandachtspunt_kan_een_opmerking(dossier, wie):
    opmerkingen = {"Hulp bij klachten en bezwaren": "Noemt de klachtenregeling van de aanbieder."}
    invoer = Oordeelinvoer(None, "voldoet", "", opmerkingen)
    geef_oordelen(**waar(dossier, 2), oordelen=[invoer], door=wie.een)
    assert dict(stand(dossier, 2).gegeven[0].opmerkingen) == opmerkingen


@pytest.mark.geval("B29")
def test_een_oordeel_geldt_de_versie_die_op_het_scherm_stond(dossier, wie):
    oud = gezien(dossier.pk)
    assert oordeel(dossier, 2, wie.een).gezien_hash == oud
    IndieningFactory(inschrijving=dossier, volgnummer=9, hash="9" * 64)
    for hash_ in (oud, "", oud.upper()):
        invoer = waar(dossier, 2) | {"oordelen": [Oordeelinvoer(None, "voldoet_niet", "Nee.")], "gezien_hash": hash_}
        with pytest.raises(RegelFout, match="veranderd sinds u keek"):
            geef_oordelen(**invoer, door=wie.een)
        with pytest.raises(RegelFout, match="veranderd sinds u keek"):
            geef_oordelen(**invoer | {"oordelen": [Oordeelinvoer(None, "")]}, door=wie.een)
    assert [(rij.oordeel, rij.gezien_hash) for rij in Eisoordeel.objects.all()] == [("voldoet", oud)]
    assert oordeel(dossier, 2, wie.een).gezien_hash == "9" * 64
    assert Gebeurtenis.objects.filter(handeling="geef_oordeel").last().gegevens["sha256"] == "9" * 64


# The meeting


@pytest.fixture
def verschil(dossier, wie):
    """Eis 5: one says no, the other yes."""
    oordeel(dossier, 5, wie.een, nee=True)
    oordeel(dossier, 5, wie.twee)
    return dossier


def schrijf(dossier, door, oordeel="voldoet", motivering="De financier is de gemeente, voor ander werk.", eis=5):
    return leg_overleg_vast(**plek(dossier, eis), oordeel=oordeel, motivering=motivering, door=door)


def test_bij_verschil_beslist_het_overleg_na_bevestiging_door_de_ander(verschil, wie):
    assert stand(verschil, 5).verschillen
    rij = schrijf(verschil, wie.een)
    assert stand(verschil, 5).uitkomst is None
    bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
    assert stand(verschil, 5).uitkomst == "voldoet"
    assert not stand(verschil, 5).verschillen


@pytest.mark.geval("B29")
def test_wie_de_uitkomst_schreef_bevestigt_haar_niet(verschil, wie):
    rij = schrijf(verschil, wie.een)
    with pytest.raises(RegelFout, match="U schreef deze uitkomst zelf op"):
        bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.een)
    with pytest.raises(RegelFout, match="Alleen de twee mensen"):
        bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.manager)
    with pytest.raises(RegelFout, match="Alleen de twee mensen"):
        schrijf(verschil, wie.manager)
    assert Overleg.objects.get().bevestigd_door is None


@pytest.mark.geval("B29")
def test_een_uitkomst_die_intussen_veranderde_wordt_niet_bevestigd(verschil, wie):
    gezien = schrijf(verschil, wie.een).hash
    rij = schrijf(verschil, wie.een, oordeel="voldoet_niet", motivering="Toch een belang.")
    assert Overleg.objects.count() == 1
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        bevestig_overleg(overleg_id=rij.pk, gezien_hash=gezien, door=wie.twee)
    bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
    with pytest.raises(RegelFout, match="al bevestigd"):
        bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
    with pytest.raises(RegelFout, match="verschillen de oordelen niet"):
        schrijf(verschil, wie.een)


@pytest.mark.parametrize(
    ("oordeel_", "motivering"), [("voldoet", ""), ("voldoet_niet", ""), ("", "Omdat."), ("ja", "Zo.")]
)
def test_een_uitkomst_heeft_een_oordeel_en_een_reden(verschil, wie, oordeel_, motivering):
    with pytest.raises(RegelFout):
        schrijf(verschil, wie.een, oordeel=oordeel_, motivering=motivering)
    assert not Overleg.objects.exists()


@pytest.mark.geval("B30")
def test_zonder_verschil_is_er_geen_overleg(dossier, wie):
    oordeel(dossier, 5, wie.een, nee=True)
    with pytest.raises(RegelFout, match="Alleen de twee mensen"):
        schrijf(dossier, wie.een)
    oordeel(dossier, 5, wie.twee, nee=True)
    with pytest.raises(RegelFout, match="verschillen de oordelen niet"):
        schrijf(dossier, wie.een)


# The total


@pytest.mark.clausule("IK-114")
@pytest.mark.geval("B30")
def test_een_open_eis_houdt_afronden_tegen(dossier, wie):
    beoordeel(dossier, afronden=False)
    Eisoordeel.objects.filter(eis__nummer__in=[4, 9], beoordelaar=wie.twee).delete()
    for regio in dossier.regios.all():
        with pytest.raises(RegelFout, match="Open: eis 4, 9"):
            actions.rond_af(regioinschrijving_id=regio.pk, door=wie.een)
    assert set(Regiobeoordeling.objects.values_list("status", flat=True)) == {Status.IN_BEOORDELING}


def test_een_overleg_dat_wacht_houdt_afronden_tegen(dossier, wie):
    beoordeel(dossier, afronden=False)
    Eisoordeel.objects.filter(eis__nummer=5, beoordelaar=wie.een).update(oordeel="voldoet_niet", motivering=NEE)
    schrijf(dossier, wie.een)
    with pytest.raises(RegelFout, match="Open: eis 5"):
        actions.rond_af(regioinschrijving_id=dossier.regios.first().pk, door=wie.een)


@pytest.mark.clausule("IK-079", "IK-114")
@pytest.mark.parametrize("eis", [1, 3, 8, 9])
def test_een_nee_op_een_regionale_eis_eindigt_alleen_die_regio(dossier, eis):
    assert beoordeel(dossier, voldoet_niet={"Utrecht": eis}) == {
        "Flevoland": Status.VOLDOET,
        "Utrecht": Status.VOLDOET_NIET,
    }


@pytest.mark.clausule("IK-079", "IK-114")
@pytest.mark.parametrize("eis", [2, 4, 5, 6, 7, 10, 11])
def test_een_nee_op_een_andere_eis_eindigt_elke_regio(dossier, eis):
    assert set(beoordeel(dossier, voldoet_niet={"Utrecht": eis}).values()) == {Status.VOLDOET_NIET}


@pytest.mark.geval("B30")
def test_na_afronden_verandert_er_niets_meer(verschil, wie):
    rij = schrijf(verschil, wie.een)
    bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
    beoordeel(verschil)
    regio = regio_van(verschil, "Utrecht")
    for doe in (
        lambda: oordeel(verschil, 8, wie.een, regio="Utrecht"),
        lambda: oordeel(verschil, 2, wie.een),
        lambda: schrijf(verschil, wie.een),
        lambda: actions.rond_af(regioinschrijving_id=regio.pk, door=wie.een),
    ):
        with pytest.raises(RegelFout):
            doe()


# Reopening


@pytest.fixture
def afgerond(dossier, wie):
    beoordeel(dossier, voldoet_niet={"Utrecht": 8})
    return dossier


def test_alleen_een_inkoopmanager_heropent_en_met_een_reden(afgerond, wie):
    regio = regio_van(afgerond, "Utrecht")
    with pytest.raises(PermissionDenied):
        heropen(regioinschrijving_id=regio.pk, reden="Nieuw inzicht.", door=wie.een)
    with pytest.raises(RegelFout, match="waarom"):
        heropen(regioinschrijving_id=regio.pk, reden="", door=wie.manager)
    rij = heropen(regioinschrijving_id=regio.pk, reden="De gemeente is heringedeeld.", door=wie.manager)
    assert rij.status == Status.IN_BEOORDELING
    regel = Gebeurtenis.objects.get(handeling="heropen")
    assert (regel.gegevens["toelichting"], regel.actor_id) == ("De gemeente is heringedeeld.", wie.manager.pk)
    with pytest.raises(RegelFout, match="Dit kan niet vanuit"):
        heropen(regioinschrijving_id=regio.pk, reden="Nog eens.", door=wie.manager)


def test_na_heropenen_beslist_een_nieuw_overleg_en_blijven_alle_sporen(afgerond, wie):
    regio = regio_van(afgerond, "Utrecht")
    heropen(regioinschrijving_id=regio.pk, reden="De gemeente is heringedeeld.", door=wie.manager)
    waar = plek(afgerond, 8, "Utrecht")
    for oordeel_ in ("voldoet", "voldoet_niet"):
        rij = leg_overleg_vast(**waar, oordeel=oordeel_, motivering=f"Nu {oordeel_}.", door=wie.een)
        with pytest.raises(RegelFout, match="Open: eis 8"):
            actions.rond_af(regioinschrijving_id=regio.pk, door=wie.een)
        bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
        assert stand(afgerond, 8, "Utrecht").uitkomst == oordeel_
    assert list(Overleg.objects.values_list("volgnummer", "oordeel")) == [(1, "voldoet"), (2, "voldoet_niet")]
    assert Eisoordeel.objects.filter(eis__nummer=8, regioinschrijving=regio).count() == 2
    assert actions.rond_af(regioinschrijving_id=regio.pk, door=wie.een).status == Status.VOLDOET_NIET


def test_een_eis_voor_alle_regio_s_verandert_pas_als_elke_regio_heropend_is(afgerond, wie):
    heropen(regioinschrijving_id=regio_van(afgerond, "Utrecht").pk, reden="Nieuw.", door=wie.manager)
    with pytest.raises(RegelFout, match="Flevoland is afgerond"):
        schrijf(afgerond, wie.een)
    heropen(regioinschrijving_id=regio_van(afgerond, "Flevoland").pk, reden="Nieuw.", door=wie.manager)
    assert schrijf(afgerond, wie.een).volgnummer == 1


@pytest.mark.parametrize("pijl", OVERGANGEN)
@pytest.mark.parametrize("status", Status)
def test_elke_pijl_van_een_regiobeoordeling_begint_waar_zij_hoort(pijl, status):
    rij = RegiobeoordelingFactory(status=status)
    bronnen, doel = OVERGANGEN[pijl]
    if status in bronnen:
        assert zet_over(rij, pijl).status == doel
    else:
        with pytest.raises(RegelFout):
            zet_over(rij, pijl)
        assert not Gebeurtenis.objects.exists()


def test_een_opening_gaat_een_keer_open():
    wie = RolFactory().gebruiker
    rij = OpeningFactory(tweede_door=wie, tweede_op=TOEN)
    assert zet_over(rij, "open").status == Openingstatus.GEOPEND
    with pytest.raises(RegelFout, match="Dit kan niet vanuit"):
        zet_over(rij, "open")
