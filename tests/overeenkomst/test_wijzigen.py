"""Changing a signed overeenkomst: voorstel, overleg, addendum, what holds on a day (art. 32; OV-121, OV-142, A68)."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from berichten.models import Bericht
from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst import actions
from overeenkomst.models import Addendum, Prijsvolumeafspraak, Wijzigingshandtekening, Wijzigingsvoorstel
from overeenkomst.queries import wijzigingen
from overeenkomst.queries.afspraken import afspraak_op
from overeenkomst.rules import contract as contractregels
from overeenkomst.rules.wijziging import Voorstel
from overeenkomst.states import VOORSTEL_OVERGANGEN, Afspraakstatus, Voorstelstatus
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from publicatie.states import Documentsoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, StukFactory, tweede_account, zet_klok
from tests.factories_inschrijving import BewijsstukFactory
from tests.overeenkomst.toneel import HIER, Contracttoneel
from tests.race import tegelijk
from uitvoering.actions import stel_opzegging_op

VOORSTEL = {
    "reden": "wet",
    "toelichting": "De wet is veranderd.",
    "artikelen": "Artikel 5 en bijlage 2",
    "tekst": "In artikel 5 komt een zin bij.",
    "ingang_op": date(2018, 7, 1),
    "wijziging": {},
}
UTRECHT = {"afspraken": {"Utrecht": {"2018": {"tarief": "69.00", "jaarbedrag": "80000.00"}}}}


class Wijzigtoneel(Contracttoneel):
    """In force; the region has money for more. The clock stands on 1 March 2018."""

    def __init__(self, *args, **velden):
        super().__init__(*args, **velden)
        for afspraak in Prijsvolumeafspraak.objects.all():
            Regiobudget.objects.update_or_create(
                toewijzing=afspraak.verdeling.toewijzing, jaar=2018, defaults={"bedrag": D(100_000)}
            )
        self.rij = self.lopend()
        self.inkoper, self.tekenbevoegde = self.toneel.inkoper, self.tekenaar()
        zet_klok("2018-03-01 10:00")

    def stel_voor(self, *, door=None, **velden):
        voorstel = Voorstel(**VOORSTEL | velden)
        return actions.stel_wijziging_voor(overeenkomst_id=self.rij.pk, voorstel=voorstel, door=door or self.inkoper)

    def teken(self, rij, door):
        return actions.teken_wijziging(voorstel_id=rij.pk, gezien=wijzigingen.inhoudshash(rij), door=door, **HIER)

    def sluit(self, **velden):
        rij = self.stel_voor(**velden)
        self.teken(rij, self.tekenbevoegde)
        return self.teken(rij, self.manager)


@pytest.fixture
def toneel(db):
    return Wijzigtoneel()


@pytest.mark.clausule("OV-142", "OV-094")
def test_een_voorstel_met_overleg_wordt_een_addendum_dat_beide_tekenen(toneel):
    rij = toneel.stel_voor()
    assert (rij.get_reden_display(), rij.artikelen) == ("Een wet of regel is veranderd", "Artikel 5 en bijlage 2")
    assert Bericht.objects.filter(over__startswith="overeenkomst.wijziging").get().ontvanger == (
        "bestuur@kiekendief.example"
    )
    actions.leg_overleg_vast(voorstel_id=rij.pk, dag=date(2018, 2, 20), verslag="Eens.", door=toneel.tekenbevoegde)
    assert toneel.teken(rij, toneel.tekenbevoegde).status == Voorstelstatus.OPEN
    assert [taak[0] for taak in wijzigingen.werk_voor(toneel.manager)] == [
        "Wijziging van een overeenkomst bespreken of tekenen"
    ]
    addendum = toneel.teken(rij, toneel.manager)
    assert (addendum.nummer, addendum.kenmerk) == (1, f"{toneel.rij.kenmerk}/A1")
    assert lees(addendum.stuk).startswith(b"%PDF")
    rij.refresh_from_db()
    assert (rij.status, rij.besloten_door) == (Voorstelstatus.AANGENOMEN, toneel.manager)
    gezet = Wijzigingshandtekening.objects.order_by("pk").values_list("kant", "functie", "hash")
    assert list(gezet) == [
        (kant, "bestuurder", wijzigingen.inhoudshash(rij)) for kant in ("organisatie", "zorgkantoor")
    ]
    berichten = Bericht.objects.filter(onderwerp__startswith="Addendum 1")
    assert {b.ontvanger for b in berichten} == {"bestuur@kiekendief.example", toneel.uitvoerder.inschrijf_email}
    assert [list(b.bijlagen.all()) for b in berichten] == [[addendum.stuk]] * 2
    assert toneel.sluit().nummer == 2
    assert wijzigingen.werk_voor(toneel.manager) == []


@pytest.mark.clausule("OV-121", "IK-213")
def test_het_budget_van_een_getekend_jaar_verandert_vanaf_een_dag_en_wat_was_blijft_te_zien(toneel):
    rij = toneel.stel_voor(wijziging=UTRECHT)
    assert rij.verschillen == [
        ["Tarief en budget Utrecht 2018", "€ 69,00 per uur, € 69.000,00", "€ 69,00 per uur, € 80.000,00"]
    ]
    toneel.teken(rij, toneel.tekenbevoegde)
    deel = toneel.dossier.regios.get()
    assert afspraak_op(deel.pk, date(2018, 7, 1)).budget == D(69000)
    toneel.teken(rij, toneel.manager)
    nu = Prijsvolumeafspraak.objects.geldend().get()
    assert (nu.status, nu.budget, nu.uren, nu.beantwoord_door) == (
        Afspraakstatus.AKKOORD,
        D(80000),
        D("1159.25"),
        toneel.tekenbevoegde,
    )
    assert [afspraak_op(deel.pk, date(2018, 6, 30)).budget, afspraak_op(deel.pk, date(2018, 7, 1)).budget] == [
        D(69000),
        D(80000),
    ]
    zeggen = [contractregels.regels(wijzigingen.feiten_op(toneel.rij, dag)) for dag in (date(2018, 6, 30), nu.vanaf)]
    assert [regels["Tarief en budget Utrecht 2018"] for regels in zeggen] == rij.verschillen[0][1:]


@pytest.mark.clausule("IK-173", "IK-067")
def test_cijfers_die_niet_kunnen_komen_niet_in_een_voorstel(toneel):
    for tarief, jaarbedrag, melding in (
        ("69.00", "100000.01", "nog € 100.000,00 over"),
        ("69.01", "69000.00", "hoogstens € 69,00"),
        ("60.00", "69000.00", "als de organisatie daarom heeft gevraagd"),
        ("69.00", "1.005", "in hele centen"),
    ):
        afspraak = {"tarief": tarief, "jaarbedrag": jaarbedrag}
        with pytest.raises(RegelFout, match=melding):
            toneel.stel_voor(wijziging={"afspraken": {"Utrecht": {"2018": afspraak}}})
    for regio, jaar, melding in (("Utrecht", "2019", "nog niets afgesproken"), ("Zwolle", "2018", "hoort niet bij")):
        with pytest.raises(RegelFout, match=melding):
            toneel.stel_voor(wijziging={"afspraken": {regio: {jaar: {"tarief": "69.00"}}}})
    assert not Wijzigingsvoorstel.objects.exists()


@pytest.mark.clausule("IK-068")
def test_de_organisatie_kan_zelf_een_lager_tarief_voorstellen(toneel):
    lager = {"afspraken": {"Utrecht": {"2018": {"tarief": "60.00", "jaarbedrag": "69000.00"}}}}
    toneel.sluit(wijziging=lager, door=toneel.tekenbevoegde)
    assert Prijsvolumeafspraak.objects.geldend().get().tarief == D(60)


@pytest.mark.clausule("OV-010")
def test_adressen_bijlagen_en_een_regio_veranderen_op_hun_dag(db):
    toneel = Wijzigtoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    nieuw = StukFactory(sha256="b" * 64)
    BewijsstukFactory(inschrijving=toneel.dossier, soort=Documentsoort.BESTUURSVERKLARING, stuk=nieuw)
    nu = wijzigingen.feiten_op(toneel.rij, date(2018, 3, 1))
    bijlagen = wijzigingen.nieuwe_bijlagen(toneel.rij, nu)
    addendum = toneel.sluit(
        wijziging={
            "regios": {"Zwolle": "2018-09-30"},
            "partijen": {"organisatie": {"adres": "Nieuw Nest 1"}},
            "bijlagen": bijlagen,
        }
    )
    assert [wat for wat, *_ in addendum.voorstel.verschillen] == [
        "Adres van organisatie",
        "Looptijd Zwolle",
        "Tarief en budget Zwolle 2018",
        "Ondertekende bestuursverklaring",
    ]
    voor, na = (wijzigingen.feiten_op(toneel.rij, dag) for dag in (date(2018, 6, 30), date(2018, 7, 1)))
    assert (voor, na["bijlagen"][0]["sha256"]) == (nu, "b" * 64)
    assert (na["organisatie"]["adres"], na["regios"][1]["tot"]) == ("Nieuw Nest 1", "2018-09-30")
    assert na["regios"][1]["jaren"][0]["budget"] == "51608.21"  # 273 of 365 days
    assert wijzigingen.nieuwe_bijlagen(toneel.rij, na) == []
    toneel.rij.refresh_from_db()
    assert toneel.rij.eind_op == date(2020, 12, 31)


def test_een_voorstel_dat_niet_kan(toneel):
    for velden, melding in (
        ({"tekst": " "}, "wat er in het addendum komt"),
        ({"artikelen": ""}, "welke artikelen"),
        ({"ingang_op": date(2018, 2, 28)}, "ingangsdatum ligt van"),
        ({"ingang_op": date(2021, 1, 1)}, "ingangsdatum ligt van"),
        ({"wijziging": {"regios": {"Utrecht": "2020-12-31"}}}, "alleen korter"),
        ({"wijziging": {"regios": {"Utrecht": "2018-06-30"}}}, "voor de ingangsdatum"),
        ({"wijziging": {"partijen": {"organisatie": {"kvk": "12345678"}}}}, "kan hier niet veranderen"),
        ({"wijziging": {"partijen": {"organisatie": {"adres": ""}}}}, "vul iets in"),
        ({"wijziging": {"bijlagen": [{"naam": "Iets"}]}}, "andere versie"),
    ):
        with pytest.raises(RegelFout, match=melding):
            toneel.stel_voor(**velden)
    assert not Wijzigingsvoorstel.objects.exists()


@pytest.mark.geval("B29")
def test_wie_opstelt_tekent_niet_voor_het_zorgkantoor_en_niemand_voor_beide(toneel):
    rij = toneel.stel_voor(door=toneel.manager)
    with pytest.raises(RegelFout, match="zelf opgesteld"):
        toneel.teken(rij, toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        toneel.teken(rij, tweede_account(toneel.manager))
    invuller = RolFactory(soort=Rolsoort.INVULLER, organisatie=toneel.dossier.organisatie).gebruiker
    vreemd = RolFactory(soort=Rolsoort.TEKENBEVOEGDE).gebruiker
    for wie in (toneel.inkoper, invuller, vreemd):
        with pytest.raises(PermissionDenied):
            toneel.teken(rij, wie)
    toneel.teken(rij, toneel.collega)
    for wie, melding in (
        (toneel.collega, "U hebt dit voorstel al getekend"),
        (toneel.toneel.persoon(Rolsoort.INKOOPMANAGER), "Aan uw kant"),
    ):
        with pytest.raises(RegelFout, match=melding):
            toneel.teken(rij, wie)
    with pytest.raises(RegelFout, match="Vul uw functie in"):
        actions.teken_wijziging(
            voorstel_id=rij.pk,
            gezien=wijzigingen.inhoudshash(rij),
            door=toneel.tekenbevoegde,
            functie=" ",
            plaats="Vogeldam",
        )


def test_wie_aanpast_vraagt_opnieuw_om_handtekeningen(toneel):
    rij = toneel.stel_voor()
    eerst = wijzigingen.inhoudshash(rij)
    toneel.teken(rij, toneel.tekenbevoegde)
    anders = Voorstel(**VOORSTEL | {"tekst": "Na overleg iets anders."})
    pas_aan = {"voorstel_id": rij.pk, "gezien": eerst, "voorstel": anders}
    with pytest.raises(RegelFout, match="andere partij deed dit voorstel"):
        actions.pas_voorstel_aan(**pas_aan, door=toneel.tekenbevoegde)
    rij = actions.pas_voorstel_aan(**pas_aan, door=toneel.inkoper)
    assert [str(kant) for kant in wijzigingen.wacht_op(rij)] == ["organisatie", "zorgkantoor"]
    for doe in (
        lambda: actions.pas_voorstel_aan(**pas_aan, door=toneel.inkoper),
        lambda: actions.teken_wijziging(voorstel_id=rij.pk, gezien=eerst, door=toneel.manager, **HIER),
    ):
        with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
            doe()
    toneel.teken(rij, toneel.tekenbevoegde)
    assert isinstance(toneel.teken(rij, toneel.manager), Addendum)


def test_wat_intussen_anders_werd_of_te_laat_is_wordt_niet_getekend(toneel):
    rij = toneel.stel_voor(wijziging=UTRECHT)
    actions.beeindig_per(
        overeenkomst_id=toneel.rij.pk, laatste_dag=date(2018, 9, 30), reden="Gestopt.", door=toneel.manager
    )
    with pytest.raises(RegelFout, match="op een andere manier veranderd"):
        toneel.teken(rij, toneel.tekenbevoegde)
    zet_klok("2018-07-02 10:00")
    with pytest.raises(RegelFout, match="ingangsdatum ligt van"):
        toneel.teken(rij, toneel.tekenbevoegde)


@pytest.mark.clausule("OV-142", "OV-143")
def test_geen_overeenstemming_kan_na_overleg_en_blijft_te_lezen(toneel):
    rij = toneel.stel_voor()
    mislukt = {"voorstel_id": rij.pk, "reden": "Wij worden het niet eens.", "door": toneel.tekenbevoegde}
    with pytest.raises(RegelFout, match="Leg eerst vast wanneer"):
        actions.laat_wijziging_mislukken(**mislukt)
    for dag in (date(2017, 10, 12), date(2018, 3, 2)):
        with pytest.raises(RegelFout, match="Verbeter de dag"):
            actions.leg_overleg_vast(voorstel_id=rij.pk, dag=dag, verslag="Oneens.", door=toneel.inkoper)
    actions.leg_overleg_vast(voorstel_id=rij.pk, dag=date(2018, 3, 1), verslag="Oneens.", door=toneel.inkoper)
    with pytest.raises(RegelFout, match="Alleen zij kan het intrekken"):
        actions.trek_wijziging_in(voorstel_id=rij.pk, reden="Toch niet.", door=toneel.tekenbevoegde)
    assert not wijzigingen.mislukt(toneel.rij.pk).exists()
    actions.laat_wijziging_mislukken(**mislukt)
    (uitkomst,) = wijzigingen.mislukt(toneel.rij.pk)
    assert (uitkomst.uitkomst, f"{uitkomst.besloten_op:%Y-%m-%d}") == ("Wij worden het niet eens.", "2018-03-01")
    assert Bericht.objects.filter(onderwerp__startswith="Voorstel gaat niet door").count() == 2
    with pytest.raises(RegelFout, match="al beslist: geen overeenstemming"):
        toneel.teken(rij, toneel.manager)
    opzegging = {
        "overeenkomst_id": toneel.rij.pk,
        "grond": "wijziging",
        "toelichting": "Niet eens.",
        "door": toneel.inkoper,
    }
    with pytest.raises(RegelFout, match="1 juni 2018"):
        stel_opzegging_op(**opzegging, laatste_dag=date(2018, 5, 31))
    stel_opzegging_op(**opzegging, laatste_dag=date(2018, 6, 1))
    tweede = toneel.stel_voor()
    actions.trek_wijziging_in(voorstel_id=tweede.pk, reden="Niet meer nodig.", door=toneel.inkoper)
    assert wijzigingen.mislukt(toneel.rij.pk).count() == 1


def test_een_voorstel_tegelijk_en_alleen_bij_wat_getekend_is(toneel):
    rij = toneel.stel_voor()
    with pytest.raises(RegelFout, match="al een voorstel in overleg"):
        toneel.stel_voor(door=toneel.tekenbevoegde)
    with pytest.raises(IntegrityError, match="voorstel_een_tegelijk"), transaction.atomic():
        Wijzigingsvoorstel.objects.create(
            **{veld: getattr(rij, veld) for veld in VOORSTEL},
            overeenkomst=toneel.rij,
            volgnummer=2,
            kant="organisatie",
            opgesteld_door=toneel.inkoper,
            opgesteld_op=rij.opgesteld_op,
        )
    Regiobudget.objects.update(bedrag=200_000)
    ander = Contracttoneel.partij(toneel, {"Utrecht": BESTAAND})
    aangeboden = toneel.bied_aan(ander)
    with pytest.raises(RegelFout, match="is getekend en nog loopt"):
        actions.stel_wijziging_voor(overeenkomst_id=aangeboden.pk, voorstel=Voorstel(**VOORSTEL), door=toneel.inkoper)


def test_elke_pijl_van_een_voorstel_begint_bij_overleg():
    assert {naam: (set(van), naar) for naam, (van, naar) in VOORSTEL_OVERGANGEN.items()} == {
        "neem_wijziging_aan": ({Voorstelstatus.OPEN}, Voorstelstatus.AANGENOMEN),
        "wijziging_mislukt": ({Voorstelstatus.OPEN}, Voorstelstatus.MISLUKT),
        "trek_wijziging_in": ({Voorstelstatus.OPEN}, Voorstelstatus.INGETROKKEN),
    }


@pytest.mark.django_db(transaction=True)
def test_voorstellen_tekenen_en_intrekken_tegelijk():
    toneel = Wijzigtoneel()

    def fouten(*handelingen):
        uitkomsten = tegelijk(lambda doe: doe(), handelingen)
        return [uitkomst.tekst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]

    assert fouten(toneel.stel_voor, lambda: toneel.stel_voor(door=toneel.tekenbevoegde)) == [
        "Er is al een voorstel in overleg. Rond dat eerst af."
    ]
    rij = Wijzigingsvoorstel.objects.get()
    staf, andere = (toneel.manager, toneel.collega)
    assert len(fouten(lambda: toneel.teken(rij, staf), lambda: toneel.teken(rij, andere))) == 1
    eigen = toneel.inkoper if rij.kant == "zorgkantoor" else toneel.tekenbevoegde
    laatste = [
        lambda: toneel.teken(rij, toneel.tekenbevoegde),
        lambda: actions.trek_wijziging_in(voorstel_id=rij.pk, reden="Toch niet.", door=eigen),
    ]
    assert len(fouten(*laatste)) == 1
    rij.refresh_from_db()
    assert (rij.status == Voorstelstatus.AANGENOMEN) == Addendum.objects.exists()
