"""Publishing a round, its documents and the leemten of a region."""

import pytest

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.models import WlzUitvoerder
from partijen.states import Rolsoort
from publicatie.actions import plaats_document, publiceer, stel_leemte_op, stel_leemte_vast
from publicatie.gereed import belemmeringen_publicatie
from publicatie.models import Inkoopronde, Rondedocument
from publicatie.queries import documenten, is_open, leemten
from publicatie.states import Status
from tests.factories import RolFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import pdf
from tests.publicatie.hulp import gepubliceerde_ronde, volledige_ronde
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


@pytest.fixture
def beheerder():
    return RolFactory(landelijk=True).gebruiker


@pytest.fixture
def concept():
    ronde = volledige_ronde()
    ronde.documenten.update(adres="")
    return ronde


def leemte_van(ronde, door):
    return stel_leemte_op(
        toewijzing_id=ronde.toewijzingen.first().pk, soort="taal", omschrijving="Turks", reden="Gemeld.", door=door
    )


@pytest.mark.clausule("IK-003")
@pytest.mark.clausule("IK-004")
def test_publiceren_noemt_het_document_dat_ontbreekt(concept, beheerder):
    with pytest.raises(RegelFout, match=r"Het document ‘Inkoopkader’ ontbreekt\."):
        publiceer(ronde_id=concept.pk, door=beheerder)
    assert Inkoopronde.objects.get().status == Status.CONCEPT

    plaats_document(ronde_id=concept.pk, slot="kader", naam="kader.pdf", inhoud=pdf(), door=beheerder)

    assert publiceer(ronde_id=concept.pk, door=beheerder).status == Status.GEPUBLICEERD


@pytest.mark.clausule("IK-025")
def test_publiceren_weigert_een_mijlpaal_te_weinig_of_op_de_verkeerde_plek(concept):
    Rondedocument.objects.update(adres="https://kader.example/")
    concept.bezwaar_tot = None
    concept.beoordeling_vanaf = concept.publicatie_op
    assert belemmeringen_publicatie(concept) == [
        "Het moment ‘Einde van de tijd voor bezwaar’ is niet ingevuld.",
        "‘Beoordeling door de zorgkantoren’ moet na ‘Sluiting van de inschrijving’ komen.",
    ]


@pytest.mark.clausule("IK-205")
@pytest.mark.parametrize("adres", ["", "bezwaar@oco.example,ander@oco.example"])
def test_publiceren_wil_een_adres_voor_bezwaar_van_elk_zorgkantoor(concept, adres):
    Rondedocument.objects.update(adres="https://kader.example/")
    uitvoerder = concept.toewijzingen.first().uitvoerder
    WlzUitvoerder.objects.filter(pk=uitvoerder.pk).update(bezwaar_email=adres)
    assert belemmeringen_publicatie(concept) == [f"{uitvoerder.zorgkantoor} heeft geen e-mailadres voor bezwaar."]


def test_een_gepubliceerde_ronde_publiceert_niet_nog_eens(beheerder):
    ronde = gepubliceerde_ronde()
    with pytest.raises(RegelFout, match="Gepubliceerd"):
        publiceer(ronde_id=ronde.pk, door=beheerder)


@pytest.mark.clausule("IK-018")
@pytest.mark.clausule("IK-084")
def test_inschrijven_kan_van_de_publicatie_tot_en_met_de_sluiting():
    ronde = kleine_ronde()
    een_tel = ronde.publicatie_op.resolution
    assert [
        is_open(ronde, moment)
        for moment in (
            ronde.publicatie_op - een_tel,
            ronde.publicatie_op,
            ronde.sluiting_op,
            ronde.sluiting_op + een_tel,
        )
    ] == [False, True, True, False]


def test_een_tweede_document_in_een_slot_is_de_volgende_versie(concept, beheerder):
    for tekst in ("een", "twee"):
        plaats_document(ronde_id=concept.pk, slot="kader", naam="kader.pdf", inhoud=pdf(tekst), door=beheerder)
    assert [(rij.slot, rij.versie) for rij in documenten(concept)] == [("kader", 2)]
    assert Rondedocument.objects.count() == 2


def test_een_onbekende_bijlage_wordt_geweigerd(concept, beheerder):
    with pytest.raises(RegelFout, match="kent die bijlage niet"):
        plaats_document(ronde_id=concept.pk, slot="anders", naam="x.pdf", inhoud=pdf(), door=beheerder)


def test_een_leemte_telt_pas_als_een_ander_haar_vaststelt(klok):
    klok("2017-05-29 10:00")
    ronde = kleine_ronde()
    een, twee = (RolFactory(bij_uitvoerder=True).gebruiker for _ in range(2))
    leemte = leemte_van(ronde, een)
    assert not leemten(ronde.toewijzingen.first())
    with pytest.raises(RegelFout, match="zelf opgesteld"):
        stel_leemte_vast(leemte_id=leemte.pk, door=een)

    stel_leemte_vast(leemte_id=leemte.pk, door=twee)

    assert [rij.omschrijving for rij in leemten(ronde.toewijzingen.first())] == ["Turks"]


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_stellen_tegelijk_dezelfde_leemte_vast(klok):
    klok("2017-05-29 10:00")
    ronde = kleine_ronde()
    een, twee, drie = (RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker for _ in range(3))
    leemte = leemte_van(ronde, een)

    uitkomsten = tegelijk(lambda door: stel_leemte_vast(leemte_id=leemte.pk, door=door), [twee, drie])

    assert sorted(type(uit).__name__ for uit in uitkomsten) == ["Leemte", "RegelFout"]
    assert Gebeurtenis.objects.filter(handeling="stel_leemte_vast").count() == 1
