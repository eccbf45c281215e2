"""The watch, the overspend file, herschikking between budgets, and the reviews."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.opmaak import getal
from overeenkomst.models import Prijsvolumeafspraak
from partijen.states import Rolsoort
from publicatie.models import LandelijkBedrag, Regiobudget, Regiotoewijzing
from tests.factories import RolFactory, WlzUitvoerderFactory, tweede_account, zet_klok
from tests.factories_budget import (
    BudgetherzieningFactory,
    HerschikkingFactory,
    OverschrijdingFactory,
    OverschrijdingsstapFactory,
)
from tests.factories_publicatie import RegioFactory
from tests.uitvoering.budgettoneel import Budgettoneel, budget, maand
from tests.uitvoering.toneel import contract
from uitvoering import actions
from uitvoering.models import Budgetherziening, Herschikking, Overschrijding
from uitvoering.queries import herzieningen, overschrijding

pytestmark = pytest.mark.django_db
MEI = date(2018, 5, 1)
STAP = {
    "op": date(2018, 4, 3),
    "deelnemers": "Bestuurder en inkoper",
    "uitkomst": "niet",
    "toelichting": "Geen ruimte.",
}


class Toneel(Budgettoneel):
    """Wulp and Mees in Utrecht, Gors in Zeeland at the same zorgkantoor; Wulp uses too much."""

    def __init__(self, **velden):
        super().__init__(geld="120000.00", regios=("Utrecht", "Zeeland"), **velden)
        utrecht, self.zeeland = self.regio, self.ronde.toewijzingen.get(regio__naam="Zeeland")
        self.wulp_, self.mees = self.partij("Stichting Wulp"), self.partij("Stichting Mees")
        self.begroot(utrecht, (self.wulp_, "60000.00"), (self.mees, "60000.00"))
        self.gors = self.partij("Stichting Gors", regio=self.zeeland)
        self.regio = self.zeeland
        self.geef("60000.00")
        self.begroot(self.zeeland, (self.gors, "50000.00"))
        self.regio = utrecht
        maand(self.wulp_, 1, "150")

    def dossier(self, **velden) -> Overschrijding:
        hier = {"regio_id": self.wulp_.pk, "jaar": 2018, "aanleiding": "Te veel vragen.", "door": self.inkoper}
        return actions.open_overschrijding(**hier | velden)

    def stap(self, rij: Overschrijding, trap: str, **velden):
        return actions.leg_stap_vast(overschrijding_id=rij.pk, trap=trap, **{**STAP, "door": self.inkoper} | velden)

    def herschik(self, rij: Overschrijding, trap: str, van=None, bedrag: str = "10000.00", **velden) -> Herschikking:
        hier = {"trap": trap, "van_id": van.pk if van else None, "bedrag": Decimal(bedrag), "vanaf": MEI}
        hier |= {"motivering": "Daar blijft over.", "door": self.inkoper}
        return actions.stel_herschikking_op(overschrijding_id=rij.pk, **hier | velden)

    def vaststellen(self, rij: Herschikking, door=None) -> Herschikking:
        wie = door or self.manager
        return actions.stel_herschikking_vast(herschikking_id=rij.pk, gezien_hash=rij.hash, door=wie)


def budgetten(*rijen) -> list[Decimal]:
    return [budget(rij).afspraak.budget for rij in rijen]


def geld(*toewijzingen: Regiotoewijzing) -> list[Decimal]:
    return [Regiobudget.objects.get(toewijzing=rij, jaar=2018).bedrag for rij in toewijzingen]


@pytest.fixture
def toneel():
    return Toneel()


@pytest.mark.clausule("IK-177", "OV-162")
def test_de_bewaking_waarschuwt_beide_kanten_een_keer_en_opent_een_dossier(toneel):
    assert [actions.bewaak_budgetten(), actions.bewaak_budgetten()] == [1, 0]
    [rij] = Overschrijding.objects.all()
    assert (rij.regioinschrijving, rij.jaar, rij.geopend) == (toneel.wulp_, 2018, "Het portaal")
    waarschuwingen = Bericht.objects.filter(over__startswith="uitvoering.overschrijding:").order_by("ontvanger")
    adressen = {"bestuur@wulp.example", toneel.uitvoerder.inschrijf_email}
    assert {bericht.ontvanger for bericht in waarschuwingen} == adressen
    assert [bericht.onderwerp.split(":")[0] for bericht in waarschuwingen] == [
        "Het budget dreigt niet genoeg te zijn"
    ] * 2
    maand(toneel.wulp_, 2, "800")
    assert [actions.bewaak_budgetten(), actions.bewaak_budgetten()] == [1, 0]
    assert waarschuwingen.filter(onderwerp__startswith="Het budget is bereikt").count() == 2
    assert Overschrijding.objects.count() == 1
    assert "Budget niet genoeg" in [taak[0] for taak in overschrijding.werk_voor(toneel.inkoper)]


def test_na_het_jaar_wordt_er_niets_meer_geopend_of_verplaatst(toneel, client):
    rij = toneel.dossier()
    tekenaar = toneel.tekenaar(toneel.wulp_)
    zet_klok("2019-01-10 10:00")
    with pytest.raises(RegelFout, match="Het jaar 2018 is voorbij"):
        toneel.dossier(door=tekenaar)
    with pytest.raises(RegelFout, match="Het jaar 2018 is voorbij"):
        toneel.herschik(rij, "regio", toneel.mees, vanaf=date(2018, 12, 31))
    client.force_login(toneel.inkoper)
    assert "Herschikking opstellen" not in client.get(rij.get_absolute_url()).content.decode()
    toneel.stap(rij, "maatwerk")
    actions.sluit_overschrijding(overschrijding_id=rij.pk, slot="Het jaar is voorbij.", door=toneel.inkoper)
    bladzijde = client.get(reverse("budget", args=[toneel.wulp_.pk, 2018])).content.decode()
    assert "Dossier openen" not in bladzijde


@pytest.mark.clausule("IK-178")
def test_beide_kanten_openen_en_leggen_maatwerk_vast(toneel):
    tekenaar = toneel.tekenaar(toneel.wulp_)
    rij = toneel.dossier(door=tekenaar)
    assert rij.geopend == "De organisatie"
    with pytest.raises(RegelFout, match="al een dossier open"):
        toneel.dossier()
    stap = toneel.stap(rij, "maatwerk", door=tekenaar)
    assert (stap.op, stap.deelnemers, stap.uitkomst, stap.overgeslagen) == (STAP["op"], STAP["deelnemers"], "niet", [])
    ontvangers = Bericht.objects.filter(over__startswith="uitvoering.overschrijding:").values_list(
        "ontvanger", flat=True
    )
    assert list(ontvangers) == [toneel.uitvoerder.inschrijf_email] * 2
    with pytest.raises(RegelFout, match="legt het zorgkantoor vast"):
        toneel.stap(rij, "regio", door=tekenaar)
    with pytest.raises(RegelFout, match="moet nog komen"):
        toneel.stap(rij, "maatwerk", op=date(2018, 4, 6))
    with pytest.raises(PermissionDenied):
        toneel.dossier(regio_id=toneel.mees.pk, door=tekenaar)
    dicht = actions.sluit_overschrijding(overschrijding_id=rij.pk, slot="Opgelost.", door=toneel.inkoper)
    assert (dicht.status, dicht.slot) == ("gesloten", "Opgelost.")
    with pytest.raises(RegelFout, match="Dit dossier is gesloten"):
        toneel.stap(rij, "maatwerk")


@pytest.mark.clausule("IK-179", "IK-180")
@pytest.mark.geval("B29")
def test_binnen_de_regio_en_bij_dezelfde_uitvoerder_blijft_de_som_gelijk(toneel):
    rij = toneel.dossier()
    utrecht = toneel.regio
    regio = toneel.herschik(rij, "regio", toneel.mees)
    assert regio.overgeslagen == ["Gesprek over maatwerk"]
    with pytest.raises(PermissionDenied):
        toneel.vaststellen(regio, door=toneel.inkoper)
    zelf = toneel.herschik(rij, "regio", toneel.mees, door=toneel.manager)
    with pytest.raises(RegelFout):
        toneel.vaststellen(zelf)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        toneel.vaststellen(zelf, door=tweede_account(toneel.manager))
    assert toneel.vaststellen(regio).status == "vastgesteld"
    with pytest.raises(RegelFout, match="intussen anders"):
        toneel.vaststellen(zelf, door=toneel.persoon(Rolsoort.INKOOPMANAGER))
    assert budgetten(toneel.wulp_, toneel.mees, toneel.gors) == [70000, 50000, 50000]
    assert geld(utrecht, toneel.zeeland) == [120000, 60000]
    toneel.vaststellen(toneel.herschik(rij, "uitvoerder", toneel.gors, "5000.00"))
    assert budgetten(toneel.wulp_, toneel.mees, toneel.gors) == [75000, 50000, 45000]
    assert geld(utrecht, toneel.zeeland) == [125000, 55000]
    oud = Prijsvolumeafspraak.objects.filter(regioinschrijving=toneel.wulp_).order_by("pk")
    assert [(a.budget, a.status) for a in oud] == [(60000, "vervallen"), (70000, "vervallen"), (75000, "voorgesteld")]
    assert {toneel.stand().verdeling.basis} == {toneel.stand().basis}
    berichten = Bericht.objects.filter(over=f"uitvoering.herschikking:{regio.pk}:van")
    assert {bericht.onderwerp.split(":")[0] for bericht in berichten} == {"Budget lager"}
    assert Gebeurtenis.objects.filter(handeling="stel_vast", object_soort="uitvoering.herschikking").count() == 2


def test_wat_al_geleverd_is_blijft_bij_de_gever(toneel):
    rij = toneel.dossier()
    maand(toneel.mees, 1, "800")
    with pytest.raises(RegelFout, match=r"nog € 4\.800,00 vrij"):
        toneel.herschik(rij, "regio", toneel.mees, "4800.01")
    klaar = toneel.herschik(rij, "regio", toneel.mees, "4800.00")
    maand(toneel.mees, 2, "1")
    with pytest.raises(RegelFout, match=r"nog € 4\.731,00 vrij"):
        toneel.vaststellen(klaar)
    with pytest.raises(RegelFout, match="Kies een budget dat bij deze stap hoort"):
        toneel.herschik(rij, "regio", toneel.gors)
    actions.verwerp_herschikking(herschikking_id=klaar.pk, reden="Geleverd.", door=toneel.inkoper)
    with pytest.raises(RegelFout, match="‘Gaat niet door’"):
        toneel.vaststellen(klaar)
    assert budgetten(toneel.wulp_, toneel.mees) == [60000, 60000]


@pytest.mark.clausule("OV-163", "OV-166", "OV-167")
def test_een_strenge_ronde_met_preventie_en_extra_geld():
    toneel = Toneel(overheveling_streng=True, derde_bron="preventie")
    LandelijkBedrag.objects.create(ronde=toneel.ronde, jaar=2018, bedrag=Decimal("185000.00"))
    rij = toneel.dossier()
    with pytest.raises(RegelFout, match="Leg eerst de uitkomst vast van deze stap: gesprek over maatwerk"):
        toneel.herschik(rij, "regio", toneel.mees)
    with pytest.raises(RegelFout, match="gesprek over maatwerk"):
        toneel.stap(rij, "extra")
    for trap in ("maatwerk", "regio", "uitvoerder"):
        toneel.stap(rij, trap)
    te_veel = toneel.herschik(rij, "derde", bedrag="5000.01")
    assert te_veel.bron == "Het budget voor preventieve maatregelen"
    with pytest.raises(RegelFout):
        toneel.vaststellen(te_veel)
    assert budgetten(toneel.wulp_) == [60000]
    actions.verwerp_herschikking(herschikking_id=te_veel.pk, reden="Te veel.", door=toneel.manager)
    toneel.vaststellen(toneel.herschik(rij, "derde", bedrag="5000.00"))
    assert (budgetten(toneel.wulp_), geld(toneel.regio)) == ([65000], [125000])
    toneel.stap(rij, "extra", deelnemers="VWS", uitkomst="opgelost")
    toneel.vaststellen(toneel.herschik(rij, "extra", bedrag="20000.00"))
    assert (budgetten(toneel.wulp_), geld(toneel.regio)) == ([85000], [145000])
    assert LandelijkBedrag.objects.get(ronde=toneel.ronde, jaar=2018).bedrag == 205000


@pytest.mark.clausule("IK-182")
def test_extra_geld_verhoogt_het_landelijke_en_het_regionale_bedrag(toneel):
    LandelijkBedrag.objects.create(ronde=toneel.ronde, jaar=2018, bedrag=Decimal("180000.00"))
    rij = toneel.dossier()
    stap = toneel.stap(rij, "extra", deelnemers="VWS en de NZa", uitkomst="deels")
    assert len(stap.overgeslagen) == 4
    toneel.vaststellen(toneel.herschik(rij, "extra", bedrag="1000.00"))
    assert (budgetten(toneel.wulp_), geld(toneel.regio)) == ([61000], [121000])
    assert LandelijkBedrag.objects.get(ronde=toneel.ronde, jaar=2018).bedrag == 181000


@pytest.mark.clausule("IK-181")
def test_een_andere_uitvoerder_stelt_vast_na_een_herziening(toneel):
    ander = WlzUitvoerderFactory(zorgkantoor="Zorgkantoor Reiger")
    plek = Regiotoewijzing.objects.create(ronde=toneel.ronde, regio=RegioFactory(naam="Friesland"), uitvoerder=ander)
    eigen, toneel.uitvoerder = toneel.uitvoerder, ander
    manager, inkoper, utrecht = toneel.manager, toneel.inkoper, toneel.regio
    toneel.inkoper, toneel.manager = toneel.persoon(Rolsoort.INKOPER), toneel.persoon(Rolsoort.INKOOPMANAGER)
    ver, ver_manager = toneel.partij("Stichting Tureluur", regio=plek), toneel.manager
    toneel.regio = plek
    toneel.geef("40000.00")
    toneel.begroot(plek, (ver, "30000.00"))
    toneel.uitvoerder, toneel.inkoper, toneel.manager, toneel.regio = eigen, inkoper, manager, utrecht
    rij = toneel.dossier()
    with pytest.raises(RegelFout, match="pas na een herziening"):
        toneel.herschik(rij, "derde", ver)
    herziening = BudgetherzieningFactory(ronde=toneel.ronde, uitvoerder=eigen)
    klaar = toneel.herschik(rij, "derde", ver, "7000.00")
    assert klaar.herziening == herziening
    with pytest.raises(PermissionDenied):
        toneel.vaststellen(klaar)
    assert "Herschikking vaststellen" in [taak[0] for taak in overschrijding.werk_voor(ver_manager)]
    toneel.vaststellen(klaar, door=ver_manager)
    assert (budgetten(toneel.wulp_, ver), geld(utrecht, plek)) == ([67000, 23000], [127000, 33000])
    adressen = {eigen.inschrijf_email, ander.inschrijf_email}
    gemeld = set(Bericht.objects.filter(onderwerp__startswith="Budget ").values_list("ontvanger", flat=True))
    assert adressen <= gemeld


@pytest.mark.clausule("IK-183", "OV-165")
@pytest.mark.parametrize("maanden, laat", [([6, 11], 11), ([6, 10], 10)])
def test_herzieningen_blijven_staan_tot_de_uitkomst_er_is(client, maanden, laat):
    toneel = Budgettoneel(herzieningsmaanden=maanden)
    toneel.wulp()

    def taken() -> list[str]:
        return [taak[0] for taak in herzieningen.werk_voor(toneel.inkoper)]

    zet_klok("2018-05-31 23:59")
    assert taken() == []
    zet_klok(f"2018-{laat}-01 00:00")
    tweede = {10: "oktober", 11: "november"}[laat]
    assert taken() == ["Herziening budgetten juni 2018", f"Herziening budgetten {tweede} 2018"]
    client.force_login(toneel.inkoper)
    sleutel = f"{toneel.ronde.pk}-{toneel.uitvoerder.pk}-2018-06"
    leeg = client.post(reverse("budgetherzieningen"), {"moment": sleutel, "verplaatsen": "ja", "uitkomst": " "})
    assert leeg.status_code == 422
    velden = {"moment": sleutel, "verplaatsen": "nee", "uitkomst": "Iedereen komt uit."}
    assert client.post(reverse("budgetherzieningen"), velden).status_code == 302
    assert taken() == [f"Herziening budgetten {tweede} 2018"]
    assert client.post(reverse("budgetherzieningen"), velden).status_code == 422
    assert Budgetherziening.objects.get().verplaatsen is False


def test_de_schermen_van_beide_kanten(toneel, client):
    tekenaar = toneel.tekenaar(toneel.wulp_)
    client.force_login(tekenaar)
    hier = [toneel.wulp_.pk, 2018]
    leeg = client.post(reverse("mijn_overschrijding_openen", args=hier), {"aanleiding": ""})
    assert (leeg.status_code, Overschrijding.objects.count()) == (422, 0)
    client.post(reverse("mijn_overschrijding_openen", args=hier), {"aanleiding": "Veel vragen."})
    rij = Overschrijding.objects.get()
    assert "Dossier van" in client.get(reverse("mijn_budget", args=hier)).content.decode()
    velden = {**STAP, "op": "03-04-2018", "trap": "maatwerk"}
    assert client.post(reverse("mijn_overschrijding_stap", args=[rij.pk]), velden).status_code == 302
    client.force_login(toneel.inkoper)
    assert "Stichting Wulp" in client.get(reverse("overschrijdingen")).content.decode()
    stap = client.post(reverse("overschrijding_stap", args=[rij.pk]), {**velden, "trap": "uitvoerder"}, follow=True)
    assert "u sloeg over: Budget van een organisatie in dezelfde regio" in stap.content.decode()
    bron = {"bron": f"regio:{toneel.mees.pk}", "bedrag": "99.999,00", "vanaf": "01-05-2018", "motivering": "Ruimte."}
    mis = client.post(reverse("herschikking_opstellen", args=[rij.pk]), bron)
    assert (mis.status_code, "nog € 60.000,00 vrij" in mis.content.decode()) == (422, True)
    client.post(reverse("herschikking_opstellen", args=[rij.pk]), bron | {"bedrag": "1000"})
    klaar = Herschikking.objects.get()
    assert "U hebt deze herschikking zelf opgesteld" in client.get(klaar.get_absolute_url()).content.decode()
    client.force_login(toneel.manager)
    assert "Herschikking vaststellen" in client.get(klaar.get_absolute_url()).content.decode()
    client.post(reverse("herschikking_verwerpen", args=[klaar.pk]), {"reden": "Toch niet."})
    client.post(reverse("overschrijding_sluiten", args=[rij.pk]), {"slot": "Opgelost."})
    rij.refresh_from_db()
    assert rij.status == "gesloten"
    vreemd = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker
    client.force_login(vreemd)
    assert client.get(klaar.get_absolute_url()).status_code == 404


def test_de_lijst_filtert_en_exporteert_met_evenveel_vragen(toneel, client):
    def tel():
        with CaptureQueriesContext(connection) as gedaan:
            assert [client.get(adres).status_code for adres in adressen] == [200, 200]
        return len(gedaan)

    rij = toneel.dossier()
    for _ in range(2):
        OverschrijdingsstapFactory(overschrijding=rij)
    herschikking = toneel.herschik(rij, "regio", toneel.mees)
    toneel.vaststellen(herschikking)
    client.force_login(toneel.inkoper)
    adressen = [reverse("overschrijdingen"), reverse("overschrijdingen_export")]
    tel()  # the first page of a session asks more
    een = tel()
    for jaar in (2019, 2020):
        ander = OverschrijdingFactory(overeenkomst=rij.overeenkomst, regioinschrijving=rij.regioinschrijving, jaar=jaar)
        OverschrijdingsstapFactory(overschrijding=ander)
    assert tel() == een
    for vraag, jaren in (
        ({"jaar": "2019"}, [2019]),
        ({"zoek": "wulp", "sort": "jaar"}, [2018, 2019, 2020]),
        ({"regio": rij.regioinschrijving.toewijzing.regio.sleutel, "status": "gesloten"}, []),
        ({"zoek": "niemand"}, []),
    ):
        assert [rij.jaar for rij in client.get(adressen[0], vraag).context["tabel"].data] == jaren, vraag
    blad = load_workbook(BytesIO(client.get(adressen[1], {"jaar": "2018"}).content)).active
    [regel] = [[cel.value for cel in cellen] for cellen in blad.iter_rows(min_row=2)]
    assert regel[1:6] == ["Utrecht", rij.overeenkomst.kenmerk, "Stichting Wulp", "2018", "Open"]
    assert regel[10] == getal(herschikking.bedrag, 2)
    assert regel[9].count("Gesprek over maatwerk: Dit lukte niet") == 2
    client.force_login(RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker)
    assert not client.get(adressen[0]).context["tabel"].data


def test_de_database_weigert_wat_niet_kan(toneel):
    rij = toneel.dossier()
    fout = [
        lambda: OverschrijdingFactory(overeenkomst=contract(toneel.wulp_), regioinschrijving=toneel.wulp_),
        lambda: HerschikkingFactory(overschrijding=rij, bedrag=Decimal(0)),
        lambda: HerschikkingFactory(overschrijding=rij, trap="regio"),
        lambda: HerschikkingFactory(overschrijding=rij, trap="extra", van=toneel.mees),
        lambda: HerschikkingFactory(overschrijding=rij, status="vastgesteld"),
    ]
    for doe in fout:
        with pytest.raises(IntegrityError), transaction.atomic():
            doe()
