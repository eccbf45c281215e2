"""The three verbs of the vault."""

import os
import threading

import pytest
from django.db import connection, transaction

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis import opslag
from kluis.actions import bewaar, gooi_weg, lees, pak_in, vernietig
from kluis.fouten import StukBeschadigd, StukVernietigd
from kluis.keuring import keur
from kluis.models import Dossiersleutel, Stuk
from kluis.queries import Omvang, omvang, weesbestanden
from tests.factories import GebruikerFactory
from tests.kluis.bestanden import docx, pdf

pytestmark = pytest.mark.django_db


@pytest.mark.geval("B13")
def test_er_komt_uit_wat_erin_ging():
    inhoud = pdf()
    stuk = bewaar(dossier="proef:1", naam="Uittreksel.PDF", inhoud=inhoud)
    assert lees(Stuk.objects.get(pk=stuk.pk)) == inhoud
    assert (stuk.naam, stuk.type, stuk.grootte) == ("Uittreksel.pdf", "application/pdf", len(inhoud))
    assert omvang("proef:1") == Omvang(aantal=1, bytes=len(inhoud))


@pytest.mark.geval("I3")
def test_op_schijf_staat_geen_leesbare_tekst(kluis_map):
    kanarie = b"kanarie-zingt-hier"
    stuk = bewaar(dossier="proef:1", naam="brief.pdf", inhoud=b"%PDF-1.7 " + kanarie, controleer=False)
    op_schijf = opslag.pad(stuk.plek).read_bytes()
    assert kanarie not in op_schijf
    assert (oct(opslag.pad(stuk.plek).stat().st_mode)[-3:], "brief" in opslag.pad(stuk.plek).name) == ("600", False)


@pytest.mark.geval("B18")
def test_zelfde_bytes_van_twee_dossiers_worden_twee_bestanden():
    een, twee = (bewaar(dossier=dossier, naam="x.pdf", inhoud=pdf()) for dossier in ("proef:1", "proef:2"))
    assert opslag.lees(een.plek) != opslag.lees(twee.plek)
    assert een.sleutel_id != twee.sleutel_id


@pytest.mark.geval("B1", "B3")
@pytest.mark.parametrize(
    ("naam", "inhoud"), [("x.exe", pdf()), ("x.pdf", b"<html>"), ("x.pdf", docx()), ("x.pdf", b"")]
)
def test_van_een_geweigerd_bestand_blijft_niets_over(naam, inhoud, kluis_map):
    with pytest.raises(RegelFout):
        bewaar(dossier="proef:1", naam=naam, inhoud=inhoud)
    assert (Stuk.objects.count(), Gebeurtenis.objects.count(), kluis_map.exists()) == (0, 0, False)


@pytest.mark.geval("B5")
@pytest.mark.parametrize(("meer", "mag"), [(-1, True), (0, True), (1, False)])
def test_maximum_op_de_byte(settings, meer, mag):
    inhoud = pdf()
    settings.MAX_BESTAND = len(inhoud) - meer
    if mag:
        assert bewaar(dossier="proef:1", naam="x.pdf", inhoud=inhoud).grootte == len(inhoud)
    else:
        with pytest.raises(RegelFout, match="groter dan"):
            bewaar(dossier="proef:1", naam="x.pdf", inhoud=inhoud)


@pytest.mark.geval("F23")
@pytest.mark.parametrize("schade", ["bit", "weg", "afgekapt", "verwisseld"])
def test_schade_wordt_gezien(schade):
    stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    pad = opslag.pad(stuk.plek)
    doos = pad.read_bytes()
    if schade == "bit":
        pad.write_bytes(doos[:-1] + bytes([doos[-1] ^ 1]))
    elif schade == "afgekapt":
        pad.write_bytes(doos[:10])
    elif schade == "verwisseld":
        ander = bewaar(dossier="proef:1", naam="y.pdf", inhoud=pdf())
        os.replace(opslag.pad(ander.plek), pad)
    else:
        pad.unlink()
    with pytest.raises(StukBeschadigd):
        lees(stuk)


def test_hash_van_de_rij_telt():
    stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    stuk.sha256 = "0" * 64
    with pytest.raises(StukBeschadigd):
        lees(stuk)


def test_volle_schijf_geeft_uitleg_en_geen_rij(kluis_map):
    kluis_map.write_text("hier kan geen map komen")
    with pytest.raises(RegelFout, match="Probeer het"):
        bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    assert Stuk.objects.count() == 0


def test_vernietigen_laat_de_rijen_staan():
    stuk = bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    vernietig(dossier="proef:1", door=GebruikerFactory())
    with pytest.raises(StukVernietigd):
        lees(Stuk.objects.get(pk=stuk.pk))
    with pytest.raises(RegelFout, match="vernietigd"):
        bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    with pytest.raises(StukVernietigd):
        vernietig(dossier="proef:1", door=None)
    assert Dossiersleutel.objects.get().verpakt is None
    assert list(Gebeurtenis.objects.values_list("dossier", "handeling")) == [
        ("proef:1", "bewaar"),
        ("proef:1", "vernietig"),
    ]


def test_bestand_zonder_rij_wordt_geteld():
    with transaction.atomic():
        bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
        transaction.set_rollback(True)
    assert (Stuk.objects.count(), weesbestanden()) == (0, 1)


@pytest.mark.geval("R4")
def test_wat_ingepakt_is_krijgt_zijn_rij_of_gaat_weer_weg():
    keuring = keur(naam="x.pdf", inhoud=pdf())
    eerste, tweede = (pak_in(dossier="proef:1", keuring=keuring) for _ in range(2))
    assert (Stuk.objects.count(), weesbestanden()) == (0, 2)
    stuk = bewaar(dossier="proef:1", ingepakt=eerste)
    gooi_weg(ingepakt=tweede)
    assert (lees(Stuk.objects.get()), stuk.plek, weesbestanden()) == (pdf(), eerste.plek, 0)


def test_wat_ingepakt_is_komt_niet_in_een_dossier_dat_intussen_vernietigd_is():
    bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf())
    ingepakt = pak_in(dossier="proef:1", keuring=keur(naam="y.pdf", inhoud=pdf()))
    vernietig(dossier="proef:1", door=GebruikerFactory())
    with pytest.raises(RegelFout, match="vernietigd"):
        bewaar(dossier="proef:1", ingepakt=ingepakt)
    assert Stuk.objects.count() == 1


@pytest.mark.geval("B6")
@pytest.mark.django_db(transaction=True)
def test_quotum_houdt_bij_uploads_tegelijk(settings):
    settings.MAX_BESTANDEN_PER_DOSSIER = 3
    start, inhoud, geweigerd = threading.Barrier(8), pdf(), []

    def upload():
        start.wait()
        try:
            bewaar(dossier="proef:1", naam="x.pdf", inhoud=inhoud, quotum=True)
        except RegelFout:
            geweigerd.append(1)
        connection.close()

    draden = [threading.Thread(target=upload) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert (omvang("proef:1").aantal, len(geweigerd)) == (3, 5)
