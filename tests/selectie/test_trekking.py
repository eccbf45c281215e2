"""The loting: set ready before any chance, entered by the notaris, confirmed by the zorgkantoor."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from beoordeling.models import Regiobeoordeling
from beoordeling.states import Status as Beoordeeld
from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.klok import AMSTERDAM, om
from kern.models import Gebeurtenis
from kern.rules import sha256
from kluis.actions import lees
from partijen.states import Rolsoort
from selectie import actions
from selectie.feiten import hash_van
from selectie.loting import eerste_verschil, trek
from selectie.models import Loting
from selectie.queries import als_verslag, over_uitnodiging, resultaat, uitnodigingen
from selectie.states import Lotingstatus, Methode, Status
from selectie.trekking import bevestig_loting, stuur_loting_terug, verzet_loting, voer_loting_in, zet_loting_klaar
from tests.factories import bekeken, zelfde_persoon
from tests.factories_selectie import (
    NIEUW,
    bevroren,
    bezorg,
    geopende_regio,
    in_status,
    medewerker,
    vier_gelijken,
)
from tests.inschrijving.hulp import pdf

pytestmark = pytest.mark.django_db
PLAATS = "Notariskantoor, Zwolle"
DAG = date(2017, 9, 5)
MOMENT = om(DAG, 10)
VINDPLAATSEN = ["Krant van 6 september, bladzijde 12", "Website van de loterij"]
BRONNEN = ["AEX slotkoers van 5 september 2017", "Lotto-trekking van 6 september 2017"]


@pytest.fixture
def gelijken(klok):
    """A region with one sure place and four equals for the other three."""
    klok("2017-09-04 10:00")
    return vier_gelijken()


def klaar(selectie, methode=Methode.HAND, bronnen=()):
    """Set ready, with every invitation sent."""
    loting = zet_loting_klaar(
        selectie_id=selectie.pk,
        plaats=PLAATS,
        trekking_op=MOMENT,
        methode=methode,
        aangekondigde_bronnen=bronnen,
        door=medewerker(selectie.toewijzing),
    )
    bezorg()
    return loting


def invoer(loting, **velden):
    """What the notaris enters, valid unless said otherwise."""
    notaris = velden.pop("door", None) or medewerker(loting.regioselectie.toewijzing, Rolsoort.NOTARIS)
    return {
        "loting_id": loting.pk,
        "getrokken_op": DAG,
        "notaris_naam": "mr. A. de Wit, Zwolle",
        "proces_verbaal": ("proces-verbaal.pdf", pdf("loting")),
        "volgorde": list(reversed(loting.deelnemers)),
        "door": notaris,
        **velden,
    }


@pytest.fixture
def ingevoerd(gelijken, klok):
    loting = klaar(gelijken)
    klok("2017-09-05 12:00")
    return voer_loting_in(**invoer(loting))


# --- Klaarzetten --------------------------------------------------------------------------------------------


@pytest.mark.clausule("IK-164")
def test_alleen_de_gelijken_over_de_grens_loten_voor_de_plaatsen_die_over_zijn(gelijken):
    loting = klaar(gelijken)
    kenmerken = sorted(rij["kenmerk"] for rij in gelijken.invoer["kandidaten"])
    assert (loting.deelnemers, loting.plaatsen) == (kenmerken[1:], 3)
    assert loting.deelnemers_hash == hash_van(kenmerken[1:])


@pytest.mark.geval("V7")
def test_wat_is_afgesproken_staat_in_het_logboek_voordat_er_toeval_is(gelijken):
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)
    regel = Gebeurtenis.objects.get(handeling="zet_klaar")
    assert regel.gegevens == {
        "hash": loting.deelnemers_hash,
        "plaatsen": 3,
        "methode": "rfc3797",
        "bronnen": BRONNEN,
        "uitval": "niemand schuift door",
        "plaats": PLAATS,
        "trekking_op": "2017-09-05T10:00:00+02:00",
    }


def test_elke_deelnemer_krijgt_een_eigen_uitnodiging_ook_op_een_gedeeld_adres(gelijken):
    for dossier in Inschrijving.objects.select_related("organisatie"):
        dossier.organisatie.email = "samen@oco.example"
        dossier.organisatie.save()
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)

    berichten = Bericht.objects.filter(soort=Berichtsoort.LOTING).order_by("over")
    assert [bericht.over for bericht in berichten] == [f"selectie.loting:{loting.pk}:{k}" for k in loting.deelnemers]
    assert all(f"{kenmerk} (dat bent u)" in b.tekst for kenmerk, b in zip(loting.deelnemers, berichten, strict=True))
    assert all(stuk in berichten[0].tekst for stuk in (PLAATS, loting.deelnemers_hash, *BRONNEN))


@pytest.mark.geval("B30")
@pytest.mark.parametrize("status", sorted(Status))
def test_zonder_gelijken_over_de_grens_is_er_geen_loting(status):
    selectie = in_status(status)
    with pytest.raises(RegelFout, match="niet nodig"):
        klaar(selectie)
    assert not Loting.objects.exists()


@pytest.mark.geval("B30", "V10")
def test_dezelfde_groep_loot_niet_twee_keer(ingevoerd):
    with pytest.raises(RegelFout, match="niet twee keer"):
        klaar(ingevoerd.regioselectie)
    assert Loting.objects.count() == 1


@pytest.mark.parametrize(
    "velden, tekst",
    [
        ({"methode": "dobbelsteen"}, "Kies hoe"),
        ({"plaats": ""}, "waar de notaris"),
        ({"methode": Methode.RFC3797}, "bronnen van toeval"),
    ],
)
def test_klaarzetten_vraagt_alles_vooraf(gelijken, velden, tekst):
    gewoon = {"plaats": PLAATS, "trekking_op": MOMENT, "methode": Methode.HAND}
    with pytest.raises(RegelFout, match=tekst):
        zet_loting_klaar(selectie_id=gelijken.pk, door=medewerker(gelijken.toewijzing), **gewoon | velden)
    assert not Bericht.objects.filter(soort=Berichtsoort.LOTING).exists()


def test_de_notaris_zet_niet_zelf_klaar(gelijken):
    notaris = medewerker(gelijken.toewijzing, Rolsoort.NOTARIS)
    with pytest.raises(PermissionDenied):
        zet_loting_klaar(selectie_id=gelijken.pk, plaats=PLAATS, trekking_op=MOMENT, methode=Methode.HAND, door=notaris)


# --- Invoeren -----------------------------------------------------------------------------------------------


@pytest.mark.clausule("IK-166")
def test_de_notaris_legt_dag_deelnemers_volgorde_en_proces_verbaal_vast(gelijken, klok):
    loting = klaar(gelijken)
    klok("2017-09-05 12:00")
    velden = invoer(loting)

    loting = voer_loting_in(**velden)

    assert (loting.status, loting.getrokken_op, loting.notaris) == (Lotingstatus.INGEVOERD, DAG, velden["door"])
    assert (loting.volgorde, loting.notaris_naam) == (velden["volgorde"], "mr. A. de Wit, Zwolle")
    assert lees(loting.proces_verbaal) == pdf("loting")
    regel = Gebeurtenis.objects.get(handeling="voer_in")
    assert (regel.gegevens["volgorde"], regel.gegevens["proces_verbaal"]) == (velden["volgorde"], sha256(pdf("loting")))


@pytest.mark.clausule("IK-165", "IK-166")
@pytest.mark.geval("V10")
def test_de_uitslag_telt_pas_na_invoer_en_bevestiging(gelijken, klok):
    def nog_open():
        return sorted(resultaat(actions.Regioselectie.objects.get(pk=gelijken.pk))[1].uitkomsten.values())

    wachtend = ["loting"] * 4 + ["overeenkomst_nieuw"]
    loting = klaar(gelijken)
    assert nog_open() == wachtend
    klok("2017-09-05 12:00")
    voer_loting_in(**invoer(loting))
    assert nog_open() == wachtend
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=medewerker(gelijken.toewijzing))
    assert nog_open() == ["niet_geselecteerd"] + ["overeenkomst_nieuw"] * 4


@pytest.mark.clausule("IK-166")
@pytest.mark.parametrize(
    "velden, tekst",
    [
        ({"volgorde": None}, "precies één keer"),
        ({"volgorde": []}, "precies één keer"),
        ({"volgorde": ["X-1", "X-2", "X-3", "X-4"]}, "precies één keer"),
        ({"proces_verbaal": ("verslag.docx", b"PK")}, "PDF"),
        ({"proces_verbaal": ("verslag.pdf", b"geen pdf")}, "Dit soort bestand"),
        ({"proces_verbaal": ("verslag.pdf", b"")}, "leeg"),
        ({"getrokken_op": date(2017, 9, 3)}, "aangekondigd voor dinsdag 5 september"),
        ({"getrokken_op": date(2017, 9, 6)}, "aangekondigd voor dinsdag 5 september"),
    ],
)
def test_een_onvolledige_uitslag_wordt_geweigerd(gelijken, klok, velden, tekst):
    loting = klaar(gelijken)
    klok("2017-09-05 12:00")
    with pytest.raises(RegelFout, match=tekst):
        voer_loting_in(**invoer(loting, **velden))
    loting.refresh_from_db()
    assert (loting.status, loting.volgorde) == (Lotingstatus.KLAARGEZET, None)


@pytest.mark.geval("B58")
def test_dubbel_en_te_kort_is_geen_volgorde(gelijken, klok):
    loting = klaar(gelijken)
    klok("2017-09-05 12:00")
    een, twee, drie, _ = loting.deelnemers
    for volgorde in ([een, een, twee, drie], [een, twee, drie]):
        with pytest.raises(RegelFout, match="precies één keer"):
            voer_loting_in(**invoer(loting, volgorde=volgorde))


@pytest.mark.geval("B58", "V7")
def test_een_gewijzigde_lijst_van_deelnemers_loot_niet(gelijken, klok):
    loting = klaar(gelijken)
    klok("2017-09-05 12:00")
    Loting.objects.filter(pk=loting.pk).update(deelnemers=loting.deelnemers[:3])
    with pytest.raises(RegelFout, match="veranderd na de uitnodiging"):
        voer_loting_in(**invoer(loting, volgorde=loting.deelnemers[:3]))


@pytest.mark.geval("V10")
@pytest.mark.parametrize("soort", [Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER])
def test_het_zorgkantoor_voert_de_uitslag_niet_in(gelijken, soort):
    loting = klaar(gelijken)
    with pytest.raises(PermissionDenied):
        voer_loting_in(**invoer(loting, door=medewerker(gelijken.toewijzing, soort)))


@pytest.mark.clausule("IK-166")
def test_een_notaris_van_een_ander_zorgkantoor_loot_niet(gelijken):
    loting = klaar(gelijken)
    vreemd = medewerker(geopende_regio(regios=("Zeeland",), code="2019"), Rolsoort.NOTARIS)
    with pytest.raises(PermissionDenied):
        voer_loting_in(**invoer(loting, door=vreemd))


@pytest.mark.geval("V10")
def test_een_ingevoerde_uitslag_kan_niet_over(ingevoerd):
    with pytest.raises(RegelFout, match="al ingevoerd"):
        voer_loting_in(**invoer(ingevoerd, volgorde=list(ingevoerd.deelnemers)))


# --- RFC 3797 -----------------------------------------------------------------------------------------------


@pytest.mark.geval("V7")
def test_berekende_volgorde_is_na_te_rekenen_uit_lijst_en_waarden(gelijken, klok):
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)
    klok("2017-09-06 22:00")
    waarden = [[51704], [2, 5, 12, 8, 10]]

    loting = voer_loting_in(**invoer(loting, volgorde=None, bronnen=waarden, vindplaatsen=VINDPLAATSEN))

    verslag = trek(loting.deelnemers, waarden)
    assert loting.volgorde == [loting.deelnemers[nummer - 1] for nummer in verslag["volgorde"]]
    assert als_verslag(loting) == verslag
    assert sorted(loting.volgorde) == loting.deelnemers


@pytest.mark.geval("V7", "B58")
@pytest.mark.parametrize("bronnen", [None, [], [[51704]], [[1], [2], [3]], [[1], []], [[1], [-1]], [[1], [1.5]]])
def test_ontbrekende_of_verkeerde_bronnen_worden_geweigerd(gelijken, klok, bronnen):
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)
    klok("2017-09-06 22:00")
    with pytest.raises(RegelFout):
        voer_loting_in(**invoer(loting, bronnen=bronnen, vindplaatsen=VINDPLAATSEN))
    loting.refresh_from_db()
    assert (loting.status, loting.bronnen) == (Lotingstatus.KLAARGEZET, None)


# --- Bevestigen en terugsturen ------------------------------------------------------------------------------


@pytest.mark.geval("V10")
def test_de_notaris_bevestigt_niet(ingevoerd):
    with pytest.raises(PermissionDenied):
        bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=ingevoerd.notaris)


@pytest.mark.geval("B29", "V10")
def test_wie_invoerde_bevestigt_niet_ook_niet_met_een_tweede_rol(ingevoerd):
    inkoper = medewerker(ingevoerd.regioselectie.toewijzing)
    inkoper.rollen.update(gebruiker=ingevoerd.notaris)
    notaris = type(inkoper).objects.get(pk=ingevoerd.notaris_id)
    with pytest.raises(RegelFout, match="niet zelf bevestigen"):
        bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=notaris)


@pytest.mark.geval("B29", "V10")
def test_een_tweede_account_van_de_notaris_bevestigt_niet(ingevoerd):
    inkoper = medewerker(ingevoerd.regioselectie.toewijzing)
    zelfde_persoon(ingevoerd.notaris, inkoper)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=inkoper)
    assert Loting.objects.get().status == Lotingstatus.INGEVOERD


@pytest.mark.geval("B29", "V10")
def test_wie_de_loting_klaarzette_voert_de_uitslag_niet_in_ook_niet_met_een_tweede_account(gelijken, klok):
    loting = klaar(gelijken)
    klok(MOMENT)
    tweede_account = medewerker(gelijken.toewijzing, Rolsoort.NOTARIS)
    zelfde_persoon(loting.klaargezet_door, tweede_account)
    met_twee_rollen = medewerker(gelijken.toewijzing, Rolsoort.NOTARIS)
    met_twee_rollen.rollen.update(gebruiker=loting.klaargezet_door)
    zelf = type(met_twee_rollen).objects.get(pk=loting.klaargezet_door_id)
    for wie, waarom in ((zelf, "voert haar uitslag niet in"), (tweede_account, "dezelfde persoon")):
        with pytest.raises(RegelFout, match=waarom):
            voer_loting_in(**invoer(loting, door=wie))
    assert Loting.objects.get().status == Lotingstatus.KLAARGEZET


@pytest.mark.geval("B30")
def test_zonder_invoer_valt_er_niets_te_bevestigen_of_terug_te_sturen(gelijken):
    loting, inkoper = klaar(gelijken), medewerker(gelijken.toewijzing)
    with pytest.raises(RegelFout, match="Klaargezet"):
        bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)
    with pytest.raises(RegelFout, match="Klaargezet"):
        stuur_loting_terug(loting_id=loting.pk, reden="Nummer 2 klopt niet.", door=inkoper)


@pytest.mark.geval("B30")
def test_een_bevestigde_loting_ligt_vast(ingevoerd):
    inkoper = medewerker(ingevoerd.regioselectie.toewijzing)
    bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=inkoper)
    with pytest.raises(RegelFout, match="Bevestigd"):
        bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=inkoper)
    with pytest.raises(RegelFout, match="Bevestigd"):
        stuur_loting_terug(loting_id=ingevoerd.pk, reden="Toch niet.", door=inkoper)
    with pytest.raises(RegelFout, match="al ingevoerd"):
        voer_loting_in(**invoer(ingevoerd))


def test_terug_naar_de_notaris_met_een_reden_en_daarna_opnieuw(ingevoerd):
    inkoper = medewerker(ingevoerd.regioselectie.toewijzing)
    with pytest.raises(RegelFout, match="wat niet klopt"):
        stuur_loting_terug(loting_id=ingevoerd.pk, reden="", door=inkoper)

    loting = stuur_loting_terug(loting_id=ingevoerd.pk, reden="Nummer 2 klopt niet.", door=inkoper)
    assert (loting.status, loting.terugreden) == (Lotingstatus.KLAARGEZET, "Nummer 2 klopt niet.")
    assert (loting.volgorde, loting.notaris, loting.proces_verbaal) == (None, None, None)

    loting = voer_loting_in(**invoer(loting))
    assert (loting.status, loting.terugreden) == (Lotingstatus.INGEVOERD, "")
    assert Gebeurtenis.objects.filter(handeling="voer_in").count() == 2


# --- Op tijd uitgenodigd, en een ander moment ---------------------------------------------------------------


def nog_niet_bezorgd(selectie, **velden):
    """Set ready; nothing is sent yet."""
    vast = {"plaats": PLAATS, "trekking_op": MOMENT, "methode": Methode.HAND}
    return zet_loting_klaar(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing), **vast | velden)


@pytest.mark.geval("V7")
@pytest.mark.parametrize("moment", ["2017-09-04 09:59", "2017-09-04 10:00"])
def test_een_loting_ligt_altijd_na_het_klaarzetten(gelijken, moment):
    with pytest.raises(RegelFout, match="later dan nu"):
        nog_niet_bezorgd(gelijken, trekking_op=datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM))
    assert not Bericht.objects.filter(soort=Berichtsoort.LOTING).exists()


@pytest.mark.geval("V7")
def test_voor_het_moment_wordt_niets_ingevoerd(gelijken, klok):
    loting = klaar(gelijken)
    klok("2017-09-05 09:59:59.999999")
    with pytest.raises(RegelFout, match="aangekondigd voor dinsdag 5 september"):
        voer_loting_in(**invoer(loting))
    klok("2017-09-05 10:00")
    assert voer_loting_in(**invoer(loting)).status == Lotingstatus.INGEVOERD


@pytest.mark.geval("V7")
@pytest.mark.parametrize("verstuurd_om", ["2017-09-05 10:00", None])
def test_een_uitnodiging_die_te_laat_of_niet_is_verstuurd_maakt_de_loting_ongeldig(gelijken, klok, verstuurd_om):
    loting = nog_niet_bezorgd(gelijken)
    if verstuurd_om:
        klok(verstuurd_om)
        bezorg()
    klok("2017-09-05 12:00")
    with pytest.raises(RegelFout, match="is niet voor de loting verstuurd"):
        voer_loting_in(**invoer(loting))
    loting.refresh_from_db()
    assert loting.status == Lotingstatus.KLAARGEZET


@pytest.mark.geval("V7")
def test_bewijs_van_verzending_per_deelnemer(gelijken):
    loting = nog_niet_bezorgd(gelijken)
    assert [rij.op_tijd for rij in uitnodigingen(loting)] == [False] * 4
    bezorg()
    rijen = uitnodigingen(loting)
    assert [(rij.kenmerk, rij.op_tijd) for rij in rijen] == [(kenmerk, True) for kenmerk in loting.deelnemers]
    assert {rij.bericht.afgehandeld_op for rij in rijen} == {om(date(2017, 9, 4), 10)}


@pytest.mark.geval("V7")
def test_verzetten_nodigt_opnieuw_uit_en_laat_de_lijst_staan(gelijken, klok):
    loting = klaar(gelijken)
    inkoper = medewerker(gelijken.toewijzing)
    ander = {"plaats": "Raalte", "trekking_op": om(date(2017, 9, 7), 10), "door": inkoper}
    with pytest.raises(RegelFout, match="waarom"):
        verzet_loting(loting_id=loting.pk, reden="", **ander)
    verzet = verzet_loting(loting_id=loting.pk, reden="De notaris is ziek.", **ander)
    assert (verzet.deelnemers, verzet.plaatsen, verzet.uitnodiging) == (loting.deelnemers, 3, 2)
    berichten = Bericht.objects.filter(soort=Berichtsoort.LOTING, over__endswith=":2")
    assert berichten.count() == 4
    assert all(zin in berichten[0].tekst for zin in ("De notaris is ziek.", "Raalte", "7 september 2017"))

    klok("2017-09-07 10:00")
    with pytest.raises(RegelFout, match="niet voor de loting verstuurd"):  # only the first invitation went out
        voer_loting_in(**invoer(verzet, getrokken_op=date(2017, 9, 7)))


@pytest.mark.geval("V7", "B30")
def test_zodra_er_toeval_kan_zijn_wordt_niets_meer_verzet(gelijken, klok):
    loting, inkoper = klaar(gelijken), medewerker(gelijken.toewijzing)
    klok("2017-09-05 10:00")
    ander = {"plaats": PLAATS, "trekking_op": om(date(2017, 9, 7), 10), "reden": "Toch liever later.", "door": inkoper}
    with pytest.raises(RegelFout, match="Het moment van de loting is geweest"):
        verzet_loting(loting_id=loting.pk, **ander)
    voer_loting_in(**invoer(loting))
    with pytest.raises(RegelFout, match="al ingevoerd"):
        verzet_loting(loting_id=loting.pk, **ander)


@pytest.mark.geval("V7")
def test_een_ongeldige_loting_krijgt_een_nieuw_moment(gelijken, klok):
    loting, inkoper = nog_niet_bezorgd(gelijken), medewerker(gelijken.toewijzing)
    klok("2017-09-05 11:00")
    ander = {"plaats": PLAATS, "trekking_op": om(date(2017, 9, 7), 10), "reden": "De post lag stil.", "door": inkoper}
    loting = verzet_loting(loting_id=loting.pk, **ander)
    bezorg()
    klok("2017-09-07 12:00")
    assert voer_loting_in(**invoer(loting, getrokken_op=date(2017, 9, 7))).status == Lotingstatus.INGEVOERD


@pytest.mark.geval("V7", "V9")
def test_bij_elke_bron_staat_waar_zij_is_na_te_kijken(gelijken, klok):
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)
    klok("2017-09-06 22:00")
    for vindplaatsen in ((), ("Krant",), ("Krant", "")):
        with pytest.raises(RegelFout, match="waar iedereen de waarden kan nakijken"):
            voer_loting_in(**invoer(loting, bronnen=[[1], [2]], vindplaatsen=vindplaatsen))


# --- Wie afvalt ---------------------------------------------------------------------------------------------


@pytest.mark.geval("V8")
def test_wie_na_de_loting_afvalt_maakt_voor_niemand_plaats(ingevoerd):
    """As announced: nobody moves up, and a new draw of the same tie does not exist (A47)."""
    toewijzing = ingevoerd.regioselectie.toewijzing
    inkoper = medewerker(toewijzing)
    bevestig_loting(loting_id=ingevoerd.pk, gezien=bekeken(ingevoerd), door=inkoper)
    afvaller = toewijzing.regioinschrijvingen.get(inschrijving__kenmerk=ingevoerd.volgorde[0])
    Regiobeoordeling.objects.filter(regioinschrijving=afvaller).update(status=Beoordeeld.VOLDOET_NIET)

    selectie = actions.Regioselectie.objects.get(pk=ingevoerd.regioselectie_id)
    uit = resultaat(selectie)[1].uitkomsten
    assert uit[ingevoerd.volgorde[-1]] == "niet_geselecteerd"
    with pytest.raises(RegelFout, match="niet twee keer"):
        klaar(selectie)
    with pytest.raises(RegelFout, match="oordelen zijn veranderd"):
        actions.stel_vast(selectie_id=selectie.pk, door=inkoper)
    assert Gebeurtenis.objects.get(handeling="zet_klaar").gegevens["uitval"] == "niemand schuift door"


@pytest.mark.geval("B58")
def test_een_loting_met_twee_namen(klok):
    klok("2017-09-04 10:00")
    selectie = bevroren(geopende_regio(*[NIEUW] * 5), "La-- 1/1", "L--- 1/1", "-a-- 1/1", "--b- 1/2", "--b- 2/4")
    loting = klaar(selectie)
    klok("2017-09-05 12:00")
    assert (len(loting.deelnemers), loting.plaatsen) == (2, 1)
    loting = voer_loting_in(**invoer(loting))
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=medewerker(selectie.toewijzing))
    assert sorted(resultaat(selectie)[1].uitkomsten.values()) == ["niet_geselecteerd"] + ["overeenkomst_nieuw"] * 4


@pytest.mark.proef
@pytest.mark.geval("B58", "V9")
def test_een_loting_met_vijfhonderd_namen(gelijken, klok):
    """Five hundred names on the frozen list, each with its invitation; the record is made and checks out."""
    kenmerken = sorted(f"OCO-{nummer:03}" for nummer in range(500))
    loting = klaar(gelijken, Methode.RFC3797, BRONNEN)
    loting.deelnemers, loting.deelnemers_hash = kenmerken, hash_van(kenmerken)
    loting.save()
    nu = om(date(2017, 9, 4), 11)
    vast = {"soort": Berichtsoort.LOTING, "ontvanger": "a@oco.example", "status": "overgedragen", "vrij_op": nu}
    Bericht.objects.bulk_create(
        Bericht(over=over_uitnodiging(loting, kenmerk), gemaakt_op=nu, afgehandeld_op=nu, **vast)
        for kenmerk in kenmerken
    )
    klok("2017-09-06 22:00")
    loting = voer_loting_in(**invoer(loting, bronnen=[[51704], [2, 5]], vindplaatsen=VINDPLAATSEN))
    assert sorted(loting.volgorde) == kenmerken
    assert eerste_verschil(als_verslag(loting)) is None
    assert lees(loting.verslag).startswith(b"%PDF")
