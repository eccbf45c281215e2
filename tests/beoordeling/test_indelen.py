"""Bestaand or nieuw: proposed by the register, decided by the zorgkantoor."""

from datetime import date

import pytest

from beoordeling.actions import bevestig_indeling
from beoordeling.models import Classificatie
from beoordeling.queries import belemmeringen_selectie, contracten, contracten_in_jaar, kvk_nummers, voldoende
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, beoordeel, deel_in, open_alles, regio_van
from tests.factories import OrganisatieFactory, VoorgangerFactory
from tests.factories_beoordeling import ContractFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import BESTAAND, NIEUW, Lid, ingediende_inschrijving

pytestmark = pytest.mark.django_db
HEEL = {"van": date(2017, 1, 1), "tot": date(2017, 12, 31)}


@pytest.fixture
def ronde(klok):
    klok("2017-07-28 14:12")
    return kleine_ronde()


def geopend(klok, ronde, *contracten, klasse=NIEUW, **anders):
    """A dossier for Utrecht and Flevoland, opened with these lines in the register: (region, van, tot)."""
    organisatie = anders.pop("organisatie", None) or OrganisatieFactory()
    for naam, van, tot in contracten:
        regio = ronde.toewijzingen.get(regio__naam=naam).regio
        ContractFactory(kvk_nummer=organisatie.kvk_nummer, regio=regio, van=van, tot=tot)
    regios = {"Utrecht": klasse, "Flevoland": NIEUW}
    inschrijving = ingediende_inschrijving(ronde=ronde, organisatie=organisatie, regios=regios, **anders).inschrijving
    klok(OPEN_OP)
    open_alles(ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    return Inschrijving.objects.get(pk=inschrijving.pk)


def voorstellen(inschrijving):
    rijen = inschrijving.regios.select_related("classificatie", "toewijzing__regio")
    return {str(regio): regio.classificatie.voorstel for regio in rijen}


@pytest.mark.clausule("IK-075", "IK-076")
def test_een_overeenkomst_telt_alleen_in_de_regio_zelf(klok, ronde):
    dossier = geopend(klok, ronde, ("Utrecht", *HEEL.values()))
    assert voorstellen(dossier) == {"Utrecht": "bestaand", "Flevoland": "nieuw_in_regio"}


@pytest.mark.clausule("IK-077")
def test_zonder_overeenkomst_waar_dan_ook_geheel_nieuw(klok, ronde):
    assert set(voorstellen(geopend(klok, ronde)).values()) == {"geheel_nieuw"}


@pytest.mark.clausule("IK-075")
def test_een_deel_van_het_jaar_is_deels(klok, ronde):
    dossier = geopend(klok, ronde, ("Utrecht", date(2017, 1, 1), date(2017, 12, 30)))
    assert voorstellen(dossier) == {"Utrecht": "deels", "Flevoland": "nieuw_in_regio"}


def test_voorgangers_tellen_mee_ook_die_van_voorgangers(klok, ronde):
    oudste, oud, nu = OrganisatieFactory(), OrganisatieFactory(), OrganisatieFactory()
    VoorgangerFactory(organisatie=oud, kvk_nummer=oudste.kvk_nummer)
    VoorgangerFactory(organisatie=nu, kvk_nummer=oud.kvk_nummer)
    VoorgangerFactory(organisatie=oudste, kvk_nummer=nu.kvk_nummer)  # a circle ends
    VoorgangerFactory(organisatie=nu, soort="overname")
    regio = ronde.toewijzingen.get(regio__naam="Utrecht").regio
    ContractFactory(kvk_nummer=oudste.kvk_nummer, regio=regio, van=date(2017, 1, 1), tot=date(2017, 6, 30))
    ContractFactory(kvk_nummer=oud.kvk_nummer, regio=regio, van=date(2017, 7, 1), tot=date(2017, 12, 31))
    dossier = geopend(klok, ronde, organisatie=nu)
    assert kvk_nummers(dossier) == [frozenset({oudste.kvk_nummer, oud.kvk_nummer, nu.kvk_nummer})]
    assert voorstellen(dossier)["Utrecht"] == "bestaand"
    assert contracten(dossier).count() == 2


def test_een_verband_met_een_nieuw_lid_is_nieuw(klok, ronde):
    dossier = geopend(klok, ronde, ("Utrecht", *HEEL.values()), leden=[Lid("Stichting Wulp", "87654321")])
    assert voorstellen(dossier)["Utrecht"] == "nieuw_in_regio"


def test_overeenkomsten_in_een_jaar_staan_er_in_woorden(klok, ronde):
    dossier = geopend(
        klok, ronde, ("Utrecht", date(2016, 1, 1), date(2017, 3, 31)), ("Zwolle", date(2016, 1, 1), date(2016, 12, 31))
    )
    (tekst,) = contracten_in_jaar(dossier, 2017)
    assert tekst.endswith("Utrecht, vrijdag 1 januari 2016 tot en met vrijdag 31 maart 2017")


@pytest.mark.clausule("IK-150")
def test_de_opgave_is_maar_een_voorstel_en_het_zorgkantoor_bevestigt_per_regio(klok, ronde):
    dossier = geopend(klok, ronde, klasse=BESTAAND)
    beoordeel(dossier, indelen=False)
    utrecht, flevoland = regio_van(dossier, "Utrecht"), regio_van(dossier, "Flevoland")
    assert (utrecht.klasse, utrecht.classificatie.voorstel) == ("bestaand", "geheel_nieuw")
    deel_in(utrecht)
    assert dict(Classificatie.objects.values_list("regioinschrijving", "indeling")) == {
        utrecht.pk: "geheel_nieuw",
        flevoland.pk: "",
    }


@pytest.mark.clausule("IK-150")
def test_afwijken_van_het_voorstel_kan_alleen_met_een_reden(klok, ronde):
    dossier = geopend(klok, ronde)
    beoordeel(dossier, indelen=False)
    regio = regio_van(dossier, "Utrecht")
    wie = Inschrijving.objects.get().eisoordelen.first().beoordelaar
    with pytest.raises(RegelFout, match="waarom u van het voorstel afwijkt"):
        bevestig_indeling(regioinschrijving_id=regio.pk, indeling="bestaand", reden="", door=wie)
    with pytest.raises(RegelFout, match="uit de lijst"):
        bevestig_indeling(regioinschrijving_id=regio.pk, indeling="oud", reden="Zo.", door=wie)
    rij = bevestig_indeling(regioinschrijving_id=regio.pk, indeling="bestaand", reden="Contract van 2015.", door=wie)
    assert (rij.voorstel, rij.indeling, rij.reden, rij.bevestigd_door) == (
        *("geheel_nieuw", "bestaand", "Contract van 2015.", wie),
    )
    regel = Gebeurtenis.objects.get(handeling="bevestig_indeling")
    assert regel.gegevens["indeling"] == "bestaand"


@pytest.mark.clausule("IK-079")
@pytest.mark.geval("B30")
def test_wie_niet_voldoet_krijgt_geen_indeling_en_komt_niet_in_de_selectie(klok, ronde):
    dossier = geopend(klok, ronde)
    beoordeel(dossier, voldoet_niet={"Utrecht": 8})
    utrecht, flevoland = regio_van(dossier, "Utrecht"), regio_van(dossier, "Flevoland")
    with pytest.raises(RegelFout, match="niet aan de eisen"):
        deel_in(utrecht)
    assert voldoende(utrecht.toewijzing) == []
    assert voldoende(flevoland.toewijzing) == [flevoland]


def test_wat_er_nog_moet_staat_er_bij_naam(klok, ronde):
    dossier = geopend(klok, ronde)
    toewijzing = regio_van(dossier, "Utrecht").toewijzing
    assert belemmeringen_selectie(toewijzing) == [f"{dossier.partijnaam} is nog niet beoordeeld."]
    beoordeel(dossier, indelen=False)
    assert belemmeringen_selectie(toewijzing) == [f"{dossier.partijnaam} is nog niet ingedeeld als bestaand of nieuw."]
    assert voldoende(toewijzing) == []
    deel_in(regio_van(dossier, "Utrecht"))
    assert belemmeringen_selectie(toewijzing) == []


def test_voor_de_opening_is_geen_regio_klaar(klok, ronde):
    ingediende_inschrijving(ronde=ronde)
    assert belemmeringen_selectie(ronde.toewijzingen.first()) == ["De dossiers zijn nog niet geopend."]
