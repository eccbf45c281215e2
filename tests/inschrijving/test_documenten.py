"""Files in a dossier: taken, refused, removed, and never lost from a submitted version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from inschrijving import actions
from inschrijving.models import Bewijsstuk, Inschrijving
from kern.fouten import RegelFout
from kern.rules import sha256
from kluis import opslag
from kluis.actions import lees
from kluis.models import Stuk
from kluis.queries import omvang as omvang_in_kluis
from kluis.queries import weesbestanden
from publicatie.states import Documentsoort
from tests.inschrijving.hulp import ingediende_inschrijving, pdf, tekenbevoegde, volledige_inschrijving

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(klok):
    """Put files in one dossier."""
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()

    def doe(inhoud=None, **anders):
        velden = {"soort": Documentsoort.ERVARING, "naam": "contract.pdf", "inhoud": inhoud or pdf("Contract")}
        velden["door"] = inschrijving.bestuursverklaring.getekend_door
        return actions.voeg_document_toe(inschrijving_id=inschrijving.pk, **velden | anders)

    doe.inschrijving = inschrijving
    return doe


@pytest.mark.geval("B13")
def test_bytes_blijven_gelijk(upload):
    bewijs = upload(datum=date(2017, 3, 1), eisen=[1, 4])
    assert lees(bewijs.stuk) == pdf("Contract")
    assert (bewijs.datum, [eis.nummer for eis in bewijs.eisen.all()]) == (date(2017, 3, 1), [1, 4])


@pytest.mark.geval("B50")
@pytest.mark.parametrize(("datum", "mag"), [(date(2017, 7, 28), True), (date(2017, 7, 29), False)])
def test_een_document_uit_de_toekomst_bestaat_niet(upload, datum, mag):
    voor = Stuk.objects.count()
    if mag:
        upload(datum=datum)
    else:
        with pytest.raises(RegelFout, match="toekomst"):
            upload(datum=datum)
    assert Stuk.objects.count() - voor == mag


@pytest.mark.geval("B6")
def test_vol_is_vol_en_weghalen_maakt_ruimte(upload, settings):
    settings.MAX_BESTANDEN_PER_DOSSIER = upload.inschrijving.bewijsstukken.count() + 1
    bewijs = upload()
    with pytest.raises(RegelFout, match="passen"):
        upload()
    actions.verwijder_document(
        inschrijving_id=upload.inschrijving.pk, pk=bewijs.pk, door=upload.inschrijving.bestuursverklaring.getekend_door
    )
    upload()


@pytest.mark.geval("B6")
def test_steeds_vervangen_houdt_een_keer_op(upload, settings):
    omvang = upload.inschrijving.bewijsstukken.aggregate(som=Sum("stuk__grootte"))["som"]
    groot = pdf("Contract " * 2_000)
    settings.MAX_DOSSIER = omvang + len(groot)
    wie = {"inschrijving_id": upload.inschrijving.pk, "door": upload.inschrijving.bestuursverklaring.getekend_door}
    while omvang_in_kluis(upload.inschrijving.dossier_sleutel).bytes + len(groot) <= 4 * settings.MAX_DOSSIER:
        actions.verwijder_document(pk=upload(groot).pk, **wie)
    with pytest.raises(RegelFout, match="vaak bestanden vervangen"):
        upload(groot)


def test_deelnemer_van_een_ander_dossier(upload):
    with pytest.raises(RegelFout, match="hoort niet bij"):
        upload(deelnemer_id=999_999)


@pytest.mark.clausule("IK-207")
@pytest.mark.geval("T7")
def test_een_upload_die_na_de_sluiting_aankomt_hoort_er_niet_bij(klok):
    klok("2017-08-01 16:55")
    indiening = ingediende_inschrijving()
    inschrijving = indiening.inschrijving
    stukken = Stuk.objects.count()
    klok("2017-08-01 17:00:05")
    with pytest.raises(RegelFout, match=f"ontvangstnummer {indiening.ontvangstnummer} staat en telt mee"):
        actions.voeg_document_toe(
            inschrijving_id=inschrijving.pk, soort="vog", naam="vog.pdf", inhoud=pdf("Nieuw"), door=indiening.door
        )
    assert (Stuk.objects.count(), inschrijving.bewijsstukken.count()) == (stukken, len(indiening.stukken))


@pytest.mark.geval("B6", "T7")
@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"datum": date(2017, 7, 29)}, RegelFout),
        ({"deelnemer_id": 999_999}, RegelFout),
        ({"vreemd": 1}, PermissionDenied),
    ],
)
def test_van_wat_een_regel_weigert_blijft_niets_op_schijf(upload, anders, fout):
    op_schijf = opslag.plekken()
    if anders.pop("vreemd", None):
        anders["door"] = tekenbevoegde()
    with pytest.raises(fout):
        upload(**anders)
    assert (opslag.plekken(), weesbestanden()) == (op_schijf, 0)


def test_een_bestand_erbij_is_een_wijziging_en_weghalen_niet_meer(klok):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    wie = {"inschrijving_id": indiening.inschrijving_id, "door": indiening.door}
    bewijs = actions.voeg_document_toe(soort="ervaring", naam="contract.pdf", inhoud=pdf("Contract"), **wie)
    gewijzigd = [Inschrijving.objects.get().wijziging_begonnen]
    actions.verwijder_document(pk=bewijs.pk, **wie)
    gewijzigd.append(Inschrijving.objects.get().wijziging_begonnen)
    verklaring = Inschrijving.objects.get().bestuursverklaring
    assert (gewijzigd, verklaring.getekend_op is not None) == ([True, False], True)


def test_een_ingediend_bestand_blijft_te_lezen_na_weghalen(klok):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    bewijs = indiening.inschrijving.bewijsstukken.first()
    actions.verwijder_document(inschrijving_id=indiening.inschrijving_id, pk=bewijs.pk, door=indiening.door)
    bestand = next(bestand for bestand in indiening.stukken if bestand["stuk"] == bewijs.stuk_id)
    assert not Bewijsstuk.objects.filter(pk=bewijs.pk).exists()
    assert sha256(lees(Stuk.objects.get(pk=bestand["stuk"]))) == bestand["sha256"]


def test_twee_keer_weghalen_zegt_wat_er_is(upload):
    bewijs = upload()
    wie = {"inschrijving_id": upload.inschrijving.pk, "door": upload.inschrijving.bestuursverklaring.getekend_door}
    actions.verwijder_document(pk=bewijs.pk, **wie)
    with pytest.raises(RegelFout, match="niet meer in uw dossier"):
        actions.verwijder_document(pk=bewijs.pk, **wie)


def test_een_vreemde_kan_geen_bestand_toevoegen(upload):
    with pytest.raises(PermissionDenied):
        upload(door=tekenbevoegde())
    assert upload.inschrijving.bewijsstukken.filter(soort=Documentsoort.ERVARING).count() == 0
