"""Two acts at once on one dossier, on PostgreSQL: one result, whatever the order."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from berichten.models import Bericht
from inschrijving import actions, momentopname
from inschrijving.models import Indiening, Inschrijving
from inschrijving.queries import laatste_indiening
from inschrijving.rules import TeLaatVastgelegd
from inschrijving.states import Status
from kern.fouten import RegelFout
from kern.log import als_feiten
from kern.models import Gebeurtenis, Uitkomst
from kern.rules import ketenfouten
from kluis import opslag
from tests.factories import OrganisatieFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import (
    dien_in,
    gezien,
    ingediende_inschrijving,
    pdf,
    teken,
    tekenbevoegde,
    volledige_inschrijving,
)
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = "2017-07-28 14:12"


def vers(door):
    """The same person in another thread: rights are read anew."""
    return type(door).objects.get(pk=door.pk)


def uitkomst(waarden):
    return sorted(type(waarde).__name__ for waarde in waarden)


@pytest.mark.clausule("IK-086")
def test_twee_keer_beginnen_geeft_een_inschrijving(klok):
    klok(OPEN)
    ronde, organisatie = kleine_ronde(), OrganisatieFactory()
    mensen = [tekenbevoegde(organisatie) for _ in range(4)]
    velden = {"ronde": ronde, "uitvoerder": ronde.toewijzingen.first().uitvoerder, "organisatie": organisatie}
    uitkomsten = tegelijk(lambda door: actions.begin(door=door, **velden), mensen)
    assert uitkomst(uitkomsten) == ["Inschrijving", "RegelFout", "RegelFout", "RegelFout"]


@pytest.mark.geval("F21")
def test_honderd_keer_hetzelfde_formulier(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    door, sleutel, bladzijde = inschrijving.bestuursverklaring.getekend_door, uuid4(), gezien(inschrijving)

    def klik(_):
        return dien_in(inschrijving, vers(door), sleutel=sleutel, gezien=bladzijde).ontvangstnummer

    nummers = {nummer for _ in range(5) for nummer in tegelijk(klik, range(20))}

    assert nummers == {f"{inschrijving.kenmerk}-1"}
    assert (Indiening.objects.count(), Bericht.objects.count()) == (1, 1)


@pytest.mark.geval("F21")
def test_tien_verschillende_formulieren_zijn_tien_versies_op_volgorde(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    door, bladzijde = inschrijving.bestuursverklaring.getekend_door, gezien(inschrijving)

    versies = tegelijk(lambda _: dien_in(inschrijving, vers(door), gezien=bladzijde), range(10))

    assert sorted(versie.volgnummer for versie in versies) == list(range(1, 11))
    rij = Inschrijving.objects.get()
    assert laatste_indiening(rij).volgnummer == 10
    regels = Gebeurtenis.objects.filter(dossier=rij.dossier_sleutel)
    assert ketenfouten(als_feiten(regel) for regel in regels) == []


def test_indienen_terwijl_een_ander_intrekt(klok):
    klok(OPEN)
    eerste = ingediende_inschrijving()
    rij, door = eerste.inschrijving, eerste.door
    bladzijde = gezien(rij)
    doe = [
        lambda: dien_in(rij, vers(door), gezien=bladzijde),
        lambda: actions.trek_in(inschrijving_id=rij.pk, reden="Toch niet.", door=vers(door)),
    ]

    uitkomsten = tegelijk(lambda handeling: handeling(), doe)

    rij = Inschrijving.objects.get()
    assert uitkomst(uitkomsten) == ["Indiening", "Inschrijving"]
    laatste = Gebeurtenis.objects.filter(handeling__in=["dien_in", "trek_in"]).order_by("nummer").last()
    verwacht = {"dien_in": Status.INGEDIEND, "trek_in": Status.INGETROKKEN}
    assert rij.status == verwacht[laatste.handeling]


def test_twee_keer_intrekken_trekt_een_keer_in(klok):
    klok(OPEN)
    eerste = ingediende_inschrijving()
    pk, door = eerste.inschrijving_id, eerste.door

    uitkomsten = tegelijk(lambda _: actions.trek_in(inschrijving_id=pk, reden="Toch niet.", door=vers(door)), range(3))

    assert uitkomst(uitkomsten) == ["Inschrijving", "RegelFout", "RegelFout"]
    assert Gebeurtenis.objects.filter(handeling="trek_in").count() == 1


@pytest.mark.geval("R2", "T7")
def test_een_upload_wacht_pas_op_het_slot_als_het_bestand_op_schijf_staat(klok):
    klok(OPEN)
    rij = volledige_inschrijving()
    door, pk = rij.bestuursverklaring.getekend_door, rij.pk
    voor = opslag.plekken()
    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Inschrijving.objects.select_for_update().get(pk=pk)
            upload = poel.submit(_voeg_toe, pk, vers(door))
            wacht_tot(wacht_iemand_op_slot)
            assert len(opslag.plekken() - voor) == 1
            Inschrijving.objects.update(status=Status.GEOPEND)  # the rules look again after the lock
        assert isinstance(upload.exception(20), RegelFout)
    assert (opslag.plekken(), rij.bewijsstukken.filter(soort="ervaring").count()) == (voor, 0)


def _voeg_toe(pk, door):
    velden = {"soort": "ervaring", "naam": "contract.pdf", "inhoud": pdf("Contract")}
    try:
        actions.voeg_document_toe(inschrijving_id=pk, door=door, **velden)
    finally:
        connection.close()


@pytest.mark.geval("B21")
def test_weghalen_en_vervangen_terwijl_er_wordt_ingediend(klok):
    klok(OPEN)
    for _ in range(3):
        inschrijving = volledige_inschrijving(ronde=getattr(Inschrijving.objects.first(), "ronde", None))
        door, bladzijde = inschrijving.bestuursverklaring.getekend_door, gezien(inschrijving)
        bewijs = inschrijving.bewijsstukken.first()
        wie = {"inschrijving_id": inschrijving.pk}
        doe = [
            lambda i=inschrijving, d=door, b=bladzijde: dien_in(i, vers(d), gezien=b),
            lambda w=wie, d=door, b=bewijs: actions.verwijder_document(pk=b.pk, door=vers(d), **w),
            lambda w=wie, d=door: actions.voeg_document_toe(
                soort="vog", naam="vog.pdf", inhoud=pdf("Nieuw"), door=vers(d), **w
            ),
        ]

        indienen, *_ = tegelijk(lambda handeling: handeling(), doe)

        if isinstance(indienen, RegelFout):
            assert not inschrijving.indieningen.exists()
        else:
            assert momentopname.inhoudshash(indienen.momentopname, indienen.stukken) == indienen.hash == bladzijde
            assert len(indienen.stukken) == 3


def test_tekenen_terwijl_de_verklaring_wijzigt(klok):
    klok(OPEN)
    inschrijving = volledige_inschrijving(getekend=False)
    door = inschrijving.organisatie.rollen.get().gebruiker
    wie = {"inschrijving_id": inschrijving.pk}
    doe = [
        lambda: teken(inschrijving, vers(door)),
        lambda: actions.bewaar_verklaring(andere_financiers="De gemeente", door=vers(door), **wie),
    ]
    tegelijk(lambda handeling: handeling(), doe)
    verklaring = Inschrijving.objects.get().bestuursverklaring
    if verklaring.getekend_op:
        teken_hash = verklaring.getekende_hash
        teken(inschrijving, door)
        verklaring.refresh_from_db()
        assert verklaring.getekende_hash == teken_hash


def _dien_in_terwijl_het_slot_dicht_is(klok, inschrijving, aankomst, vastleggen):
    """Submit at `aankomst`, held up by a lock until the clock shows `vastleggen`."""
    door, bladzijde = inschrijving.bestuursverklaring.getekend_door, gezien(inschrijving)
    klok(aankomst)

    def klik():
        try:
            return dien_in(inschrijving, vers(door), gezien=bladzijde)
        except RegelFout as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as poel:
        with transaction.atomic():
            Inschrijving.objects.select_for_update().get(pk=inschrijving.pk)
            klik_af = poel.submit(klik)
            wacht_tot(wacht_iemand_op_slot)
            klok(vastleggen)
        return klik_af.result(30)


@pytest.mark.geval("T5")
def test_op_tijd_aangekomen_en_even_na_de_sluiting_vastgelegd(klok):
    klok("2017-08-01 16:50")
    inschrijving = volledige_inschrijving()
    indiening = _dien_in_terwijl_het_slot_dicht_is(
        klok, inschrijving, "2017-08-01 16:59:59.999999", "2017-08-01 17:00:20"
    )
    assert Indiening.objects.get() == indiening
    assert (indiening.vastgelegd_op - indiening.aangekomen_op).total_seconds() == pytest.approx(20.000001)


@pytest.mark.geval("T6")
def test_te_laat_vastgelegd_is_een_incident(klok):
    klok("2017-08-01 16:50")
    inschrijving = volledige_inschrijving()
    fout = _dien_in_terwijl_het_slot_dicht_is(klok, inschrijving, "2017-08-01 16:59:59", "2017-08-01 17:01:00.000001")
    assert isinstance(fout, TeLaatVastgelegd)
    assert (Indiening.objects.count(), Inschrijving.objects.get().status) == (0, Status.CONCEPT)
    regel = Gebeurtenis.objects.get(handeling="incident_indiening")
    assert (regel.resultaat, regel.gegevens["aangekomen_op"][:19]) == (Uitkomst.GEWEIGERD, "2017-08-01T14:59:59")
    assert regel.tijd.isoformat() == "2017-08-01T15:01:00.000001+00:00"
