"""Starting and filling in a dossier by the real actions."""

import pytest
from django.core.exceptions import PermissionDenied

from inschrijving import actions, queries
from inschrijving.models import Inschrijving
from inschrijving.states import Deelnemersoort
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from publicatie.states import Status
from tests.factories import OrganisatieFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.inschrijving.hulp import BESTAAND, NIEUW, tekenbevoegde, volledige_inschrijving
from tests.kluis.bestanden import pdf

pytestmark = pytest.mark.django_db
OPEN = "2017-07-28 14:12"


@pytest.fixture
def begin(klok):
    """Start a dossier in a round of its own; gives it and who did."""

    def doe(**velden):
        klok(OPEN)
        ronde = velden.pop("ronde", None) or kleine_ronde(**velden)
        organisatie = OrganisatieFactory()
        door = tekenbevoegde(organisatie)
        uitvoerder = ronde.toewijzingen.first().uitvoerder
        return actions.begin(ronde=ronde, uitvoerder=uitvoerder, organisatie=organisatie, door=door), door

    return doe


def toewijzing(inschrijving, naam):
    return inschrijving.ronde.toewijzingen.get(regio__naam=naam)


@pytest.mark.clausule("IK-086")
@pytest.mark.geval("B51")
def test_een_tweede_inschrijving_bij_dezelfde_uitvoerder_wijst_naar_de_eerste(begin):
    eerste, door = begin()
    with pytest.raises(RegelFout, match=eerste.kenmerk):
        actions.begin(ronde=eerste.ronde, uitvoerder=eerste.uitvoerder, organisatie=eerste.organisatie, door=door)
    assert Inschrijving.objects.count() == 1


@pytest.mark.clausule("IK-086", "IK-103")
def test_alle_regios_van_een_uitvoerder_in_een_inschrijving(begin):
    inschrijving, door = begin()
    alle = list(inschrijving.ronde.toewijzingen.values_list("pk", flat=True))
    keuzes = {pk: actions.Regiokeuze(NIEUW) for pk in alle}
    actions.kies_regios(inschrijving_id=inschrijving.pk, keuzes=keuzes, door=door)
    assert sorted(inschrijving.regios.values_list("toewijzing_id", flat=True)) == sorted(alle)


@pytest.mark.clausule("IK-087")
@pytest.mark.geval("B52")
def test_regio_van_een_andere_uitvoerder_kan_er_niet_bij(begin):
    inschrijving, door = begin()
    (vreemd,) = voeg_regios_toe(inschrijving.ronde, WlzUitvoerderFactory(), ["Zeeland"])
    keuzes = {toewijzing(inschrijving, "Utrecht").pk: actions.Regiokeuze(NIEUW), vreemd.pk: actions.Regiokeuze(NIEUW)}
    with pytest.raises(RegelFout, match="aparte inschrijving"):
        actions.kies_regios(inschrijving_id=inschrijving.pk, keuzes=keuzes, door=door)
    assert not inschrijving.regios.exists()


@pytest.mark.clausule("IK-087")
def test_andere_uitvoerder_is_een_andere_inschrijving(begin):
    eerste, door = begin()
    (vreemd,) = voeg_regios_toe(eerste.ronde, WlzUitvoerderFactory(), ["Zeeland"])
    tweede = actions.begin(ronde=eerste.ronde, uitvoerder=vreemd.uitvoerder, organisatie=eerste.organisatie, door=door)
    assert tweede.kenmerk != eerste.kenmerk


@pytest.mark.clausule("IK-084", "IK-191")
@pytest.mark.parametrize(
    ("moment", "mag"),
    [
        ("2017-05-31 23:59:59.999999", False),
        ("2017-06-01 00:00", True),
        ("2017-08-01 17:00", True),
        ("2017-08-01 17:00:00.000001", False),
        ("2017-11-01 09:00", False),
    ],
)
def test_beginnen_kan_van_publicatie_tot_en_met_sluiting(klok, moment, mag):
    ronde, organisatie = kleine_ronde(), OrganisatieFactory()
    klok("2017-05-01 09:00")
    door = tekenbevoegde(organisatie)
    klok(moment)
    velden = {"ronde": ronde, "uitvoerder": ronde.toewijzingen.first().uitvoerder}
    if mag:
        actions.begin(organisatie=organisatie, door=door, **velden)
    else:
        with pytest.raises(RegelFout):
            actions.begin(organisatie=organisatie, door=door, **velden)
    assert Inschrijving.objects.count() == mag


def test_beginnen_kan_niet_in_een_concept_of_zonder_regio(klok):
    klok(OPEN)
    ronde, organisatie = kleine_ronde(status=Status.CONCEPT), OrganisatieFactory()
    door = tekenbevoegde(organisatie)
    with pytest.raises(RegelFout):
        actions.begin(ronde=ronde, uitvoerder=ronde.toewijzingen.first().uitvoerder, organisatie=organisatie, door=door)
    ronde.status = Status.GEPUBLICEERD
    with pytest.raises(RegelFout, match="geen regio"):
        actions.begin(ronde=ronde, uitvoerder=WlzUitvoerderFactory(), organisatie=organisatie, door=door)


def test_een_ander_komt_er_niet_in(begin):
    inschrijving, _ = begin()
    vreemde = tekenbevoegde()
    with pytest.raises(PermissionDenied):
        actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, telefoon="1", door=vreemde)
    with pytest.raises(PermissionDenied):
        actions.begin(
            ronde=inschrijving.ronde,
            uitvoerder=inschrijving.uitvoerder,
            organisatie=inschrijving.organisatie,
            door=vreemde,
        )


def test_onbekend_veld_wordt_niet_geschreven(begin):
    inschrijving, door = begin()
    with pytest.raises(TypeError):
        actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, status="ingediend", door=door)
    inschrijving.refresh_from_db()
    assert inschrijving.status == "concept"


@pytest.mark.clausule("IK-072", "IK-074")
def test_samenwerkingsverband_van_organisatie_en_zzper(begin):
    inschrijving, door = begin()
    wie = {"inschrijving_id": inschrijving.pk, "door": door}
    actions.bewaar_samenwerkingsverband(samenwerkingsverband=True, verbandnaam="Tureluur", **wie)
    actions.bewaar_deelnemer(naam="Stichting Wulp", kvk_nummer="87654321", soort=Deelnemersoort.ORGANISATIE, **wie)
    actions.bewaar_deelnemer(naam="J. Kievit", kvk_nummer="87654322", soort=Deelnemersoort.ZZP, **wie)
    dossier = queries.feiten(queries.vers(inschrijving.pk))
    assert [(d.naam, d.soort) for d in dossier.deelnemers] == [("Stichting Wulp", "organisatie"), ("J. Kievit", "zzp")]
    assert dossier.partijnaam == "Tureluur"


@pytest.mark.parametrize("kvk", ["87654321", None])
def test_een_deelnemer_staat_er_een_keer_op(begin, kvk):
    inschrijving, door = begin()
    wie = {"inschrijving_id": inschrijving.pk, "door": door, "soort": Deelnemersoort.ORGANISATIE}
    actions.bewaar_deelnemer(naam="Stichting Wulp", kvk_nummer="87654321", **wie)
    with pytest.raises(RegelFout):
        actions.bewaar_deelnemer(naam="Nog eens", kvk_nummer=kvk or inschrijving.organisatie.kvk_nummer, **wie)
    assert inschrijving.deelnemers.count() == 1


@pytest.mark.clausule("IK-138", "IK-104")
def test_leden_dekken_samen_de_regio(begin):
    inschrijving, door = begin(gemeenten=3)
    wie = {"inschrijving_id": inschrijving.pk, "door": door}
    regio = toewijzing(inschrijving, "Utrecht")
    eerste, tweede, _ = regio.regio.lidmaatschappen.values_list("gemeente_id", flat=True)
    actions.kies_regios(keuzes={regio.pk: actions.Regiokeuze(NIEUW, [eerste])}, **wie)
    actions.bewaar_samenwerkingsverband(samenwerkingsverband=True, verbandnaam="Tureluur", **wie)
    lid = {"naam": "Stichting Wulp", "kvk_nummer": "87654321", "soort": Deelnemersoort.ORGANISATIE}
    actions.bewaar_deelnemer(gemeenten=[eerste, tweede], **lid, **wie)
    (feit,) = queries.feiten(queries.vers(inschrijving.pk)).regios
    assert (len(feit.gedekt), len(feit.gemeenten)) == (2, 3)
    actions.bewaar_samenwerkingsverband(samenwerkingsverband=False, **wie)
    (feit,) = queries.feiten(queries.vers(inschrijving.pk)).regios
    assert len(feit.gedekt) == 1


def test_gemeente_van_een_andere_regio_telt_niet(begin):
    inschrijving, door = begin()
    elders = toewijzing(inschrijving, "Zwolle").regio.lidmaatschappen.first().gemeente_id
    keuzes = {toewijzing(inschrijving, "Utrecht").pk: actions.Regiokeuze(NIEUW, [elders])}
    with pytest.raises(RegelFout, match="ligt niet in de regio"):
        actions.kies_regios(inschrijving_id=inschrijving.pk, keuzes=keuzes, door=door)


def test_een_naam_telt_een_keer(begin):
    inschrijving, door = begin()
    wie = {"inschrijving_id": inschrijving.pk, "door": door}
    actions.bewaar_ondersteuner(naam="Anna de Vries", **wie)
    with pytest.raises(RegelFout, match="één keer"):
        actions.bewaar_ondersteuner(naam="anna de vries", **wie)


def test_een_rij_van_een_ander_dossier_bestaat_hier_niet(klok):
    klok(OPEN)
    eigen = volledige_inschrijving()
    ander = volledige_inschrijving(ronde=eigen.ronde)
    door = eigen.bestuursverklaring.getekend_door
    with pytest.raises(RegelFout):
        actions.verwijder(
            inschrijving_id=eigen.pk, lijst="clientondersteuners", pk=ander.clientondersteuners.first().pk, door=door
        )
    assert ander.clientondersteuners.count() == 4


@pytest.mark.parametrize(
    "wijzig",
    [
        lambda wie, i: actions.bewaar_verklaring(garantie=False, **wie),
        lambda wie, i: actions.bewaar_verklaring(eisen={4: False}, **wie),
        lambda wie, i: actions.bewaar_samenwerkingsverband(samenwerkingsverband=True, **wie),
        lambda wie, i: actions.kies_regios(keuzes={toewijzing(i, "Zwolle").pk: actions.Regiokeuze(NIEUW)}, **wie),
        lambda wie, i: actions.kies_regios(keuzes={toewijzing(i, "Utrecht").pk: actions.Regiokeuze(BESTAAND)}, **wie),
    ],
)
def test_wijzigen_laat_de_handtekening_vervallen(klok, wijzig):
    klok(OPEN)
    inschrijving = volledige_inschrijving(regios={"Utrecht": NIEUW})
    wijzig({"inschrijving_id": inschrijving.pk, "door": inschrijving.bestuursverklaring.getekend_door}, inschrijving)
    verklaring = queries.feiten(queries.vers(inschrijving.pk)).verklaring
    assert (verklaring.getekend, verklaring.vervallen) == (False, True)
    assert Gebeurtenis.objects.filter(handeling="handtekening_vervalt").count() == 1


def test_wat_niet_in_de_verklaring_staat_raakt_de_handtekening_niet(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    door = inschrijving.bestuursverklaring.getekend_door
    actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, telefoon="030 999", door=door)
    assert queries.feiten(queries.vers(inschrijving.pk)).verklaring.getekend


def test_tekenen_van_iets_anders_dan_getoond(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving(getekend=False)
    door = inschrijving.organisatie.rollen.get().gebruiker
    with pytest.raises(RegelFout, match="gewijzigd"):
        actions.teken(inschrijving_id=inschrijving.pk, gezien="0" * 64, door=door)


@pytest.mark.clausule("IK-116")
def test_tekenen_kan_pas_als_elke_eis_bevestigd_is(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving(getekend=False)
    door = inschrijving.organisatie.rollen.get().gebruiker
    actions.bewaar_verklaring(inschrijving_id=inschrijving.pk, eisen={9: False}, door=door)
    gezien = queries.verklaring_hash(queries.vers(inschrijving.pk))
    with pytest.raises(RegelFout, match="Eis 9 bevestigen"):
        actions.teken(inschrijving_id=inschrijving.pk, gezien=gezien, door=door)


@pytest.mark.clausule("IK-207", "IK-191")
@pytest.mark.parametrize("moment", ["2017-08-01 17:00:00.000001", "2017-08-20 09:00", "2017-09-20 09:00"])
def test_na_de_sluiting_staat_alles_vast(klok, moment):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    wie = {"inschrijving_id": inschrijving.pk, "door": inschrijving.bestuursverklaring.getekend_door}
    rijen = Gebeurtenis.objects.count()
    klok(moment)
    pogingen = [
        lambda: actions.bewaar_organisatie(telefoon="1", **wie),
        lambda: actions.bewaar_verklaring(functie="x", **wie),
        lambda: actions.bewaar_ondersteuner(naam="Te Laat", **wie),
        lambda: actions.voeg_document_toe(soort="vog", naam="vog.pdf", inhoud=pdf(), **wie),
        lambda: actions.verwijder_document(pk=inschrijving.bewijsstukken.first().pk, **wie),
        lambda: actions.teken(gezien="0" * 64, **wie),
    ]
    for poging in pogingen:
        with pytest.raises(RegelFout, match="1 augustus 2017, 17:00 uur"):
            poging()
    assert Gebeurtenis.objects.count() == rijen
