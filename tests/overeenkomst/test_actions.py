"""Offering, signing by both sides, and taking effect (2.3, ch. 3, IK-202 to IK-204; OV-146, OV-147)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Klokstand
from kluis.actions import lees
from overeenkomst import actions
from overeenkomst.models import Aanbieding, Ondertekening, Overeenkomst
from overeenkomst.queries import contracten
from overeenkomst.states import OVERGANGEN, Kant, Stand, Status
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from tests.bekendmaking.toneel import BESTAAND, NIEUW, VOLDOET_NIET, Toneel
from tests.factories import RolFactory, tweede_account, zet_klok
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory, KortGedingFactory, OvereenkomstFactory
from tests.factories_overeenkomst import ContactpersoonFactory
from tests.overeenkomst.hulp import lees_pdf
from tests.overeenkomst.toneel import EINDE, HIER, Contracttoneel, afspraak_in_overleg, wat

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Contracttoneel()


def zet_exact(moment):
    Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})


def teken(rij, door, **velden):
    return actions.teken(**{"overeenkomst_id": rij.pk, "gezien": wat(rij), "door": door} | HIER | velden)


def teken_mede(rij, door, **velden):
    return actions.teken_mede(**{"overeenkomst_id": rij.pk, "gezien": wat(rij), "door": door} | HIER | velden)


# Looptijd


@pytest.mark.clausule("IK-061", "IK-062", "IK-152")
@pytest.mark.parametrize(("soort", "tot"), [(BESTAAND, "2020-12-31"), (NIEUW, "2018-12-31")])
def test_de_looptijd_volgt_de_indeling(soort, tot):
    rij = Contracttoneel({"Utrecht": soort}).bied_aan()
    assert (str(rij.ingang_op), str(rij.eind_op)) == ("2018-01-01", tot)
    (regio,) = rij.aanbiedingen.get().feiten["regios"]
    assert (regio["van"], regio["tot"]) == ("2018-01-01", tot)


@pytest.mark.clausule("IK-151", "OV-005")
def test_een_overeenkomst_heeft_haar_regios_elk_met_een_eigen_looptijd():
    rij = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW}).bied_aan()
    regios = rij.aanbiedingen.get().feiten["regios"]
    assert [(r["naam"], r["tot"]) for r in regios] == [("Utrecht", "2020-12-31"), ("Zwolle", "2018-12-31")]
    assert str(rij.eind_op) == "2020-12-31"


# Offering


@pytest.mark.clausule("OV-010", "OV-012")
def test_aanbieden_legt_het_document_en_de_bijlagen_vast(toneel):
    rij = toneel.bied_aan()
    aanbieding = rij.aanbiedingen.get()
    assert (rij.status, aanbieding.versie, aanbieding.door) == (Status.AANGEBODEN, 1, toneel.manager)
    assert lees(aanbieding.stuk).startswith(b"%PDF")
    assert aanbieding.hash == aanbieding.stuk.sha256
    (bijlage,) = aanbieding.feiten["bijlagen"]
    assert bijlage["naam"] == "Ondertekende bestuursverklaring"
    assert [stuk.pk for stuk in aanbieding.bijlagen.all()] == [bijlage["stuk"]]
    bericht = Bericht.objects.get(soort="overeenkomst")
    assert (bericht.ontvanger, "/overeenkomsten/" in bericht.tekst) == ("bestuur@kiekendief.example", True)


@pytest.mark.clausule("OV-002", "OV-157")
def test_aanbieden_noemt_alles_wat_mist(toneel):
    afspraak_in_overleg(toneel.dossier)
    toneel.uitvoerder.contractgegevens.delete()
    toneel.dossier.bewijsstukken.all().delete()
    with pytest.raises(RegelFout) as fout:
        toneel.bied_aan()
    assert fout.value.tekst == (
        "De overeenkomst kan nog niet worden aangeboden. Dit mist nog: het KvK-nummer van het zorgkantoor (8 cijfers); "
        "de plaats van de bevoegde rechtbank; de prijs- en volumeafspraak van Utrecht voor 2018; "
        "het document ‘Ondertekende bestuursverklaring’."
    )
    assert not Overeenkomst.objects.exists()


@pytest.mark.clausule("IK-173")
def test_aanbieden_kan_niet_als_het_geld_van_de_regio_minder_werd_dan_is_afgesproken(toneel):
    toneel.toneel.budget("Utrecht", "68999.99")
    met = r"geld in Utrecht voor 2018 \(afgesproken is € 69.000,00, er is € 68.999,99\)"
    with pytest.raises(RegelFout, match=met):
        toneel.bied_aan()
    assert not Overeenkomst.objects.exists()
    Regiobudget.objects.update(bedrag=69_000)
    assert toneel.bied_aan().status == Status.AANGEBODEN


def test_wat_na_het_bekijken_wijzigde_wordt_niet_aangeboden(toneel):
    gezien = toneel.gezien()
    toneel.uitvoerder.contractgegevens.delete()
    actions.bewaar_contractgegevens(
        uitvoerder_id=toneel.uitvoerder.pk, kvk_nummer="87654321", rechtbank="Vogeldam", door=toneel.manager
    )
    with pytest.raises(RegelFout, match="intussen gewijzigd"):
        actions.bied_aan(inschrijving_id=toneel.dossier.pk, gezien=gezien, door=toneel.manager)
    assert not Overeenkomst.objects.exists()


def test_aanbieden_kan_niet_zonder_bekendgemaakte_of_na_een_afwijzing():
    toneel = Toneel()
    for dossier in (toneel.dossier(), toneel.dossier({"Utrecht": VOLDOET_NIET})):
        with pytest.raises(RegelFout, match="geen beslissing bekendgemaakt"):
            actions.bied_aan(inschrijving_id=dossier.pk, gezien="0" * 64, door=toneel.manager)
    assert not Overeenkomst.objects.exists()


def test_tweemaal_aanbieden_kan_niet(toneel):
    toneel.bied_aan()
    with pytest.raises(RegelFout, match="‘Aangeboden’"):
        toneel.bied_aan()
    assert Aanbieding.objects.count() == 1


def test_inkoper_biedt_niet_aan(toneel):
    with pytest.raises(PermissionDenied):
        toneel.bied_aan(door=toneel.toneel.inkoper)


def test_ingetrokken_en_opnieuw_aangeboden_toont_het_verschil(toneel):
    rij = toneel.bied_aan()
    oud = wat(rij)
    rij = actions.trek_aanbod_in(overeenkomst_id=rij.pk, reden="Het KvK-nummer klopt niet.", door=toneel.collega)
    assert (rij.status, rij.stand) == (Status.CONCEPT, Stand.AAN_TE_BIEDEN)
    toneel.uitvoerder.contractgegevens.delete()
    actions.bewaar_contractgegevens(
        uitvoerder_id=toneel.uitvoerder.pk, kvk_nummer="87654321", rechtbank="Vogeldam", door=toneel.manager
    )
    rij = toneel.bied_aan()
    assert [a.versie for a in rij.aanbiedingen.all()] == [2, 1]
    assert rij.aanbiedingen.get(versie=1).intrekreden == "Het KvK-nummer klopt niet."
    with pytest.raises(RegelFout, match="andere versie aangeboden"):
        teken(rij, toneel.tekenaar(), gezien=oud)
    assert not Ondertekening.objects.exists()


def test_intrekken_vraagt_een_reden_en_kan_niet_na_een_handtekening(toneel):
    rij = toneel.bied_aan()
    with pytest.raises(RegelFout, match="waarom u het aanbod intrekt"):
        actions.trek_aanbod_in(overeenkomst_id=rij.pk, reden=" ", door=toneel.manager)
    zet_exact(EINDE)
    teken(rij, toneel.tekenaar())
    with pytest.raises(RegelFout, match="heeft al getekend"):
        actions.trek_aanbod_in(overeenkomst_id=rij.pk, reden="Toch niet.", door=toneel.manager)


# Signing


@pytest.mark.clausule("IK-204", "IK-203")
def test_tekenen_mag_vanaf_het_einde_van_de_opschorting_en_geen_microseconde_eerder(toneel):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    zet_exact(EINDE - timedelta(microseconds=1))
    with pytest.raises(RegelFout, match="vanaf donderdag 12 oktober 2017, 17:00 uur"):
        teken(rij, tekenaar)
    assert not Ondertekening.objects.exists()
    zet_exact(EINDE)
    getekend = teken(rij, tekenaar)
    assert (getekend.status, getekend.stand) == (Status.AANGEBODEN, Stand.BIJ_ZORGKANTOOR)
    assert getekend.organisatie_getekend_op == EINDE


@pytest.mark.clausule("IK-202")
def test_een_latere_beslissing_in_de_regio_verlengt_de_opschorting(toneel):
    rij = toneel.bied_aan()  # preparing goes on during the terms
    ander = BriefFactory(
        bekend=True, inschrijving=toneel.toneel.dossier({"Utrecht": VOLDOET_NIET}), dagtekening=datetime(2017, 9, 20)
    )
    BeslissingFactory(brief=ander, regioinschrijving=ander.inschrijving.regios.get())
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="vanaf dinsdag 17 oktober 2017, 17:00 uur"):
        teken(rij, toneel.tekenaar())


@pytest.mark.clausule("IK-214")
def test_een_kort_geding_van_een_ander_houdt_niet_tegen_na_een_besluit_om_door_te_gaan(toneel):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    ander = BriefFactory(bekend=True, inschrijving=toneel.toneel.dossier({"Utrecht": VOLDOET_NIET}))
    beslissing = BeslissingFactory(brief=ander, regioinschrijving=ander.inschrijving.regios.get())
    geding = KortGedingFactory(beslissing=beslissing)
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="er loopt een kort geding"):
        teken(rij, tekenaar)
    type(geding).objects.update(doorgaan_op=EINDE, doorgaan_door=toneel.manager, doorgaan_reden="Geen belang geraakt.")
    assert teken(rij, tekenaar).stand == Stand.BIJ_ZORGKANTOOR


@pytest.mark.clausule("OV-146", "OV-147")
def test_beide_tekenen_en_krijgen_elk_een_eigen_exemplaar(toneel):
    rij = toneel.getekend()
    assert rij.status == Status.GETEKEND
    velden = ("kant", "naam", "functie", "organisatie", "plaats")
    organisatie, zorgkantoor = Ondertekening.objects.order_by("pk").values_list(*velden)
    naam = toneel.dossier.organisatie.statutaire_naam
    assert organisatie == ("organisatie", "A. de Vries", "bestuurder", naam, "Vogeldam")
    assert zorgkantoor == ("zorgkantoor", toneel.collega.naam, "bestuurder", "Zorgkantoor IJsvogel", "Vogeldam")
    berichten = Bericht.objects.filter(over__endswith=":getekend")
    assert {b.ontvanger: list(b.bijlagen.all()) for b in berichten} == {
        "bestuur@kiekendief.example": [rij.getekend_stuk],
        toneel.uitvoerder.inschrijf_email: [rij.exemplaar_zorgkantoor],
    }
    assert {rij.getekend_stuk, rij.exemplaar_zorgkantoor} <= set(contracten.bestanden(rij))
    for stuk, voor in ((rij.getekend_stuk, naam), (rij.exemplaar_zorgkantoor, "Zorgkantoor IJsvogel")):
        tekst = lees_pdf(lees(stuk))
        assert f"Dit is het exemplaar voor {voor};" in tekst
        assert "Vogeldam" in tekst
        assert "13 oktober 2017" in tekst


def test_exemplaren_die_niet_lukken_houden_die_van_een_ander_niet_op(toneel, caplog):
    rij = toneel.getekend(toneel.partij())
    getekend = {"status": Status.GETEKEND, "organisatie_getekend_op": EINDE, "getekend_op": EINDE}
    zonder_aanbod = OvereenkomstFactory(inschrijving=toneel.dossier, **looptijd(), **getekend)
    Overeenkomst.objects.filter(pk=rij.pk).update(getekend_stuk=None, exemplaar_zorgkantoor=None)
    assert actions.maak_exemplaren() == 1
    assert list(contracten.zonder_exemplaar()) == [zonder_aanbod]
    assert f"exemplaren van overeenkomst {zonder_aanbod.pk} zijn niet gemaakt" in caplog.text
    with pytest.raises(IntegrityError, match="overeenkomst_exemplaren_samen"), transaction.atomic():
        Overeenkomst.objects.filter(pk=rij.pk).update(exemplaar_zorgkantoor=None)


def looptijd():
    return {"aangeboden_op": EINDE, "ingang_op": EINDE.date(), "eind_op": EINDE.date()}


@pytest.mark.geval("B29")
def test_het_zorgkantoor_tekent_na_de_organisatie_en_niet_wie_zelf_aanbood(toneel):
    rij = toneel.bied_aan()
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="De organisatie heeft nog niet getekend"):
        teken_mede(rij, toneel.collega)
    teken(rij, toneel.tekenaar())
    with pytest.raises(RegelFout, match="zelf aangeboden"):
        teken_mede(rij, toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        teken_mede(rij, tweede_account(toneel.manager))
    with pytest.raises(PermissionDenied):
        teken_mede(rij, toneel.toneel.inkoper)
    assert Ondertekening.objects.count() == 1


def test_wie_samen_bevoegd_zijn_tekenen_met_twee_mensen(toneel):
    toneel.dossier.bestuursverklaring.tekenwijze = "gezamenlijk"
    toneel.dossier.bestuursverklaring.save()
    rij, een, ander = toneel.bied_aan(), toneel.tekenaar(), toneel.tekenaar()
    zet_exact(EINDE)
    assert teken(rij, een).stand == Stand.BIJ_ORGANISATIE
    with pytest.raises(RegelFout, match="al getekend"):
        teken(rij, een)
    assert teken(rij, ander).stand == Stand.BIJ_ZORGKANTOOR


def test_een_tweede_keer_tekenen_kan_niet(toneel):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    zet_exact(EINDE)
    teken(rij, tekenaar)
    with pytest.raises(RegelFout, match="Uw organisatie heeft deze overeenkomst al getekend"):
        teken(rij, tekenaar)
    assert Ondertekening.objects.count() == 1


def test_een_handtekening_heeft_functie_en_plaats(toneel):
    rij = toneel.bied_aan()
    zet_exact(EINDE)
    with pytest.raises(RegelFout, match="Vul uw functie in"):
        teken(rij, toneel.tekenaar(), plaats=" ")


def test_alleen_de_eigen_tekenbevoegde_tekent(toneel):
    rij = toneel.bied_aan()
    zet_exact(EINDE)
    vreemd = RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=toneel.dossier.organisatie).gebruiker
    for gebruiker in (toneel.manager, vreemd, invuller):
        with pytest.raises(PermissionDenied):
            teken(rij, gebruiker)


GETEKEND_MET = {"organisatie_getekend_op": EINDE, "getekend_op": EINDE}


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.AANGEBODEN}))
def test_tekenen_kan_alleen_wat_is_aangeboden(toneel, status):
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    stuk = rij.aanbiedingen.get().stuk
    Overeenkomst.objects.update(status=status, getekend_stuk=stuk, exemplaar_zorgkantoor=stuk, **GETEKEND_MET)
    zet_exact(EINDE)
    for doe, wie in ((teken, tekenaar), (teken_mede, toneel.collega)):
        with pytest.raises(RegelFout, match="Tekenen kan nu niet"):
            doe(rij, wie)


# Taking effect


@pytest.mark.clausule("IK-024", "IK-190", "OV-155")
def test_van_kracht_op_de_ingangsdatum_als_beide_een_contactpersoon_hebben(toneel):
    rij = toneel.getekend()
    zet_klok("2017-12-31 23:59")
    assert actions.laat_ingaan_wat_kan() == 0
    zet_klok("2018-01-01 00:00")
    assert actions.laat_ingaan_wat_kan() == 0
    for kant in Kant:
        ContactpersoonFactory(overeenkomst=rij, kant=kant, soort="acuut")
    assert actions.laat_ingaan_wat_kan() == 0
    toneel.contacten(rij)
    assert (actions.laat_ingaan_wat_kan(), actions.laat_ingaan_wat_kan()) == (1, 0)
    rij.refresh_from_db()
    assert rij.status == Status.VAN_KRACHT
    assert [r.wat for r in contracten.leven(rij)][-1] == "Van kracht"


@pytest.mark.clausule("OV-155")
def test_elke_kant_noemt_de_eigen_contactpersonen_en_de_laatste_blijft(toneel):
    rij = toneel.bied_aan()
    velden = {"naam": "B. Bel", "functie": "adviseur", "telefoon": "088", "email": "b@wulp.example"}
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=toneel.dossier.organisatie).gebruiker
    eigen = actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=invuller, **velden)
    hun = actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=toneel.toneel.inkoper, **velden)
    assert (eigen.kant, hun.kant) == ("organisatie", "zorgkantoor")
    with pytest.raises(RegelFout, match="staat er al"):
        actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=invuller, **velden)
    with pytest.raises(RegelFout, match="Er moet één contactpersoon voor de afspraken blijven"):
        actions.verwijder_contactpersoon(overeenkomst_id=rij.pk, contact_id=eigen.pk, door=invuller)
    actions.verwijder_contactpersoon(overeenkomst_id=rij.pk, contact_id=hun.pk, door=invuller)
    assert rij.contactpersonen.count() == 2
    with pytest.raises(PermissionDenied):
        actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=RolFactory().gebruiker, **velden)


@pytest.mark.clausule("IK-023")
def test_wat_na_oktober_niet_is_getekend_staat_op_de_lijst(toneel):
    rijen = contracten.van_zorgkantoor(toneel.manager)
    ander = toneel.partij({"Zwolle": NIEUW})
    toneel.getekend(ander)
    zet_klok("2017-10-31 23:59")
    assert rijen.filter(te_laat=True).count() == 0
    zet_klok("2017-11-01 00:00")
    assert [rij.pk for rij in contracten.van_zorgkantoor(toneel.manager).filter(te_laat=True)] == [toneel.dossier.pk]


def test_wat_op_wie_wacht(toneel):
    def werk(wie):
        return [taak[0] for taak in contracten.werk_voor(wie)]

    assert (werk(toneel.manager), werk(toneel.toneel.inkoper)) == (["Overeenkomst aanbieden"], [])
    rij = toneel.bied_aan()
    assert (werk(toneel.manager), werk(toneel.collega)) == ([], [])
    zet_exact(EINDE)
    teken(rij, toneel.tekenaar())
    assert (werk(toneel.manager), werk(toneel.collega)) == ([], ["Overeenkomst tekenen"])


def test_elke_overgang_heeft_haar_bron():
    assert {naam: (sorted(van), naar) for naam, (van, naar) in OVERGANGEN.items()} == {
        "bied_aan": ([Status.CONCEPT], Status.AANGEBODEN),
        "trek_in": ([Status.AANGEBODEN], Status.CONCEPT),
        "teken": ([Status.AANGEBODEN], Status.GETEKEND),
        "treed_in_werking": ([Status.GETEKEND], Status.VAN_KRACHT),
        "beeindig": ([Status.GETEKEND, Status.VAN_KRACHT], Status.BEEINDIGD),
    }


def test_wie_een_overeenkomst_ziet():
    overeenkomst = OvereenkomstFactory()
    inschrijving = overeenkomst.inschrijving
    eigen = RolFactory(organisatie=inschrijving.organisatie).gebruiker
    staf = RolFactory(bij_uitvoerder=True, uitvoerder=inschrijving.uitvoerder).gebruiker
    landelijk = RolFactory(landelijk=True).gebruiker
    vreemd = RolFactory().gebruiker, RolFactory(bij_uitvoerder=True).gebruiker
    zichtbaar = [list(Overeenkomst.objects.zichtbaar_voor(wie)) for wie in (eigen, staf, landelijk, *vreemd)]
    assert zichtbaar == [[overeenkomst]] * 3 + [[]] * 2
