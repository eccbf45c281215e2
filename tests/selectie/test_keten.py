"""Steps 5 and 6 from the first dossier to the fixed result, per situation that the inkoopkader knows."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from beoordeling.models import Contract
from inschrijving.states import Ervaringsoort
from kern.fouten import RegelFout
from kern.klok import om
from kern.rules import canoniek, sha256
from partijen.states import Rolsoort
from selectie import actions, overzicht, queries, tabel, verslag
from selectie.loting import eerste_verschil
from selectie.models import Loting, Regioselectie
from selectie.states import Methode, Status
from selectie.trekking import bevestig_loting, voer_loting_in, zet_loting_klaar
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, beoordeel, deel_in, open_alles
from tests.factories import OrganisatieFactory, bekeken
from tests.factories_inschrijving import kleine_ronde
from tests.factories_selectie import (
    BESTAAND,
    GELIJK,
    NIEUW,
    bevroren,
    bezorg,
    geopend_dossier,
    geopende_regio,
    in_status,
    medewerker,
    partij,
)
from tests.inschrijving.hulp import BESTAAND as ALS_BESTAAND
from tests.inschrijving.hulp import NIEUW as ALS_NIEUW
from tests.inschrijving.hulp import Lid, ingediende_inschrijving, pdf

pytestmark = pytest.mark.django_db


def stel_vast(selectie):
    return actions.stel_vast(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing))


def uitkomsten(toewijzing):
    """Outcome per kenmerk, for everyone who takes part."""
    partijen = queries.partijen(toewijzing)
    return {partij_.inschrijving.kenmerk: queries.uitkomst(partij_).uitkomst for partij_ in partijen}


def loot(selectie, klok, methode, **uitslag) -> Loting:
    """The whole loting: set ready, entered by the notaris the next day, confirmed."""
    inkoper, notaris = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing, Rolsoort.NOTARIS)
    klok("2017-09-04 10:00")
    bronnen = ["AEX van 5 september", "Lotto van 5 september"] if methode == Methode.RFC3797 else []
    loting = zet_loting_klaar(
        selectie_id=selectie.pk,
        plaats="Notariskantoor, Zwolle",
        trekking_op=om(date(2017, 9, 5), 10),
        methode=methode,
        aangekondigde_bronnen=bronnen,
        door=inkoper,
    )
    bezorg()
    klok("2017-09-05 22:00")
    voer_loting_in(
        loting_id=loting.pk,
        getrokken_op=date(2017, 9, 5),
        notaris_naam="mr. A. de Wit, Zwolle",
        vindplaatsen=["Krant van 6 september"] * len(bronnen),
        proces_verbaal=("pv.pdf", pdf()),
        door=notaris,
        **uitslag,
    )
    return bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)


@pytest.mark.clausule("IK-081")
def test_met_vier_of_minder_is_er_plaats_voor_iedereen():
    toewijzing = geopende_regio(BESTAAND, BESTAAND, BESTAAND, NIEUW)
    selectie = stel_vast(bevroren(toewijzing))
    assert list(uitkomsten(toewijzing).values()) == ["overeenkomst_bestaand"] * 3 + ["overeenkomst_nieuw"]
    assert (selectie.uitslag["selectie_nodig"], selectie.uitslag["rangschikking"]) == (False, [])


@pytest.mark.clausule("IK-064", "IK-167")
def test_meer_dan_vier_bestaande_blijven_allemaal_en_niemand_komt_erbij():
    toewijzing = geopende_regio(*[BESTAAND] * 5, NIEUW)
    stel_vast(bevroren(toewijzing))
    assert list(uitkomsten(toewijzing).values()) == ["overeenkomst_bestaand"] * 5 + ["geen_plaats"]


@pytest.mark.clausule("IK-082")
def test_vier_bestaande_en_een_vijfde_voldoet_maar_heeft_geen_plaats():
    toewijzing = geopende_regio(*[BESTAAND] * 4, NIEUW)
    selectie = bevroren(toewijzing)
    assert selectie.status == Status.GEEN_PLAATS
    stel_vast(selectie)
    assert list(uitkomsten(toewijzing).values()) == ["overeenkomst_bestaand"] * 4 + ["geen_plaats"]


@pytest.mark.clausule("IK-155", "IK-168")
def test_een_organisatie_heeft_per_regio_een_eigen_uitkomst():
    vol = geopende_regio(*[BESTAAND] * 4, regios=("Twente", "Zeeland", "Drenthe"))
    ruim = vol.ronde.toewijzingen.get(regio__naam="Zeeland")
    krap = vol.ronde.toewijzingen.get(regio__naam="Drenthe")
    dossier = geopend_dossier(vol, kenmerk="ZZ-1")
    for toewijzing in (vol, ruim, krap):
        partij(toewijzing, NIEUW, inschrijving=dossier)
    for _ in range(4):
        partij(krap, NIEUW)
    stel_vast(bevroren(vol))
    stel_vast(bevroren(ruim))
    stel_vast(bevroren(krap, *["-a-- 1/1"] * 4, "---- 1/1"))

    uit = {regio.toewijzing.regio.naam: queries.uitkomst(regio).uitkomst for regio in dossier.regios.all()}
    assert uit == {"Twente": "geen_plaats", "Zeeland": "overeenkomst_nieuw", "Drenthe": "niet_geselecteerd"}


def test_een_heropening_verdeelt_alleen_wat_er_over_was():
    toewijzing = geopende_regio(NIEUW, NIEUW)
    toewijzing.plaatsen = 1
    toewijzing.save()
    rij = overzicht.met_stand(queries.regios(medewerker(toewijzing))).get(pk=toewijzing.pk)
    assert tabel.regiorij(rij).plaatsen == 1
    stel_vast(bevroren(toewijzing, "L--- 1/1", "---- 1/1"))
    uit = [queries.uitkomst(regio).uitkomst for regio in queries.partijen(toewijzing)]
    assert uit == ["overeenkomst_nieuw", "niet_geselecteerd"]


@pytest.mark.clausule("IK-157", "IK-162", "IK-163")
def test_de_rangschikking_volgt_leemte_dan_ervaring_dan_het_precieze_aandeel():
    toewijzing = geopende_regio(*[BESTAAND] * 3, maximum_per_regio=5)
    for nummer in range(6):
        partij(toewijzing, kenmerk=f"A-{nummer}")
    feiten = ("-abc 3/3", "L--c 1/9", "L-b- 333/1000", "L-b- 1/3", "---- 1/1", "-a-- 1/3")
    stel_vast(bevroren(toewijzing, *feiten))

    nieuwe = [p for p in queries.partijen(toewijzing) if p.inschrijving.kenmerk.startswith("A-")]
    uit = [queries.uitkomst(regio) for regio in nieuwe]
    assert [u.rang for u in uit] == [4, 3, 2, 1, 6, 5]
    assert [u.beslissend for u in uit] == ["leemte", "ervaring_b", "aandeel", None, "ervaring_a", "ervaring_b"]
    assert [u.uitkomst == "overeenkomst_nieuw" for u in uit] == [False, False, True, True, False, False]


@pytest.mark.clausule("IK-164", "IK-165", "IK-166")
def test_gelijken_over_de_grens_krijgen_hun_uitkomst_van_de_notaris(klok):
    toewijzing = geopende_regio(*[NIEUW] * 5)
    selectie = bevroren(toewijzing, *GELIJK)
    volgorde = selectie.uitslag["loting"]["kandidaten"][::-1]
    loot(selectie, klok, Methode.HAND, volgorde=volgorde)
    stel_vast(selectie)

    per_kenmerk = uitkomsten(toewijzing)
    assert [per_kenmerk[kenmerk] for kenmerk in volgorde] == ["overeenkomst_nieuw"] * 3 + ["niet_geselecteerd"]
    uitgeloot = toewijzing.regioinschrijvingen.get(inschrijving__kenmerk=volgorde[-1])
    assert queries.uitkomst(uitgeloot).geloot
    assert "De notaris heeft daarom geloot" in queries.uitkomst(uitgeloot).zinnen
    eerste = toewijzing.regioinschrijvingen.exclude(inschrijving__kenmerk__in=volgorde).get()
    assert queries.uitkomst(eerste).geloot is False


@pytest.mark.clausule("IK-165")
def test_een_berekende_loting_is_door_een_derde_na_te_rekenen(klok):
    toewijzing = geopende_regio(*[NIEUW] * 5)
    selectie = bevroren(toewijzing, *GELIJK)
    loting = loot(selectie, klok, Methode.RFC3797, bronnen=[[51704], [2, 5, 12]])
    stel_vast(selectie)

    assert eerste_verschil(queries.als_verslag(loting)) is None
    gekozen = {kenmerk for kenmerk, uit in uitkomsten(toewijzing).items() if uit == "overeenkomst_nieuw"}
    assert set(loting.volgorde[:3]) < gekozen
    assert loting.volgorde[3] not in gekozen


@pytest.mark.parametrize("status", [Status.GEEN_SELECTIE_NODIG, Status.GEEN_PLAATS, Status.GERANGSCHIKT])
def test_uitslag_is_byte_voor_byte_die_van_proefselectie_op_de_bevroren_invoer(status, tmp_path):
    selectie = Regioselectie.objects.get(pk=in_status(status).pk)
    bestand, uitvoer = tmp_path / "invoer.json", StringIO()
    bestand.write_bytes(canoniek(selectie.invoer))

    call_command("proefselectie", str(bestand), stdout=uitvoer)

    assert sha256(bestand.read_bytes()) == selectie.invoer_hash
    assert verslag.als_json(selectie) == uitvoer.getvalue()


@pytest.mark.clausule("IK-073", "IK-154")
def test_van_inschrijving_tot_uitslag_met_echte_dossiers(klok):
    klok("2017-07-20 10:00")
    ronde = kleine_ronde(regios=("Twente",))
    toewijzing = ronde.toewijzingen.get()
    zittend = OrganisatieFactory(kvk_nummer="11111111")
    jaar = {"van": date(2017, 1, 1), "tot": date(2017, 12, 31)}
    rij = {"uitvoerder": toewijzing.uitvoerder, "regio": toewijzing.regio}
    Contract.objects.create(kvk_nummer="11111111", naam="Zittend", **rij, **jaar)
    bestaand = ingediende_inschrijving(ronde=ronde, organisatie=zittend, regios={"Twente": ALS_BESTAAND})
    samen = ingediende_inschrijving(
        ronde=ronde, leden=[Lid("Stichting Wulp", "87654321")], ondersteuners=5, geregistreerd=4
    )
    wmo = ingediende_inschrijving(ronde=ronde, ervaring=[Ervaringsoort.WMO_CONTRACT])
    gezakt = ingediende_inschrijving(ronde=ronde, regios={"Twente": ALS_NIEUW})
    klok(OPEN_OP)
    open_alles(ronde, toewijzing.uitvoerder)
    klok(BEOORDEEL_OP)
    for indiening in (bestaand, samen, wmo):
        beoordeel(indiening.inschrijving)
    beoordeel(gezakt.inschrijving, voldoet_niet={"Twente": 3})

    selectie = bevroren(toewijzing)
    assert selectie.status == Status.GEEN_SELECTIE_NODIG
    per_partij = {k.regioinschrijving.inschrijving.pk: k for k in queries.stand(selectie).kandidaten}
    assert per_partij.keys() == {samen.inschrijving_id, wmo.inschrijving_id}
    verband = per_partij[samen.inschrijving_id]
    assert (verband.geregistreerd, verband.clientondersteuners, verband.wmo_contract) == (4, 5, False)
    assert per_partij[wmo.inschrijving_id].wmo_contract is True

    stel_vast(selectie)
    assert uitkomsten(toewijzing) == {
        bestaand.inschrijving.kenmerk: "overeenkomst_bestaand",
        samen.inschrijving.kenmerk: "overeenkomst_nieuw",
        wmo.inschrijving.kenmerk: "overeenkomst_nieuw",
    }
    assert queries.niet_rond([toewijzing]) == []
    with pytest.raises(RegelFout, match="herziening van de beslissing"):
        deel_in(wmo.inschrijving.regios.get(), "deels")
    assert queries.niet_rond([toewijzing]) == []
