"""The disk of the vault is full: a clear refusal, nothing changed, and it works again once there is room (F4)."""

import resource
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import bewaar
from kluis.models import Stuk
from tests.kluis.bestanden import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.geval("F4")]


@contextmanager
def ruimte_voor(bytes_: int):
    """The operating system writes no file of this process beyond so many bytes: the write fails halfway."""
    _, hoogste = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hoogste))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hoogste, hoogste))


def test_een_volle_schijf_weigert_met_uitleg_en_laat_geen_half_bestand(kluis_map):
    eerder = bewaar(dossier="proef:1", naam="a.pdf", inhoud=pdf())
    voor = {pad for pad in kluis_map.rglob("*") if pad.is_file()}
    with ruimte_voor(100), pytest.raises(RegelFout, match="Wij kunnen dit bestand nu niet bewaren"):
        bewaar(dossier="proef:1", naam="b.pdf", inhoud=SimpleUploadedFile("b.pdf", pdf()))
    assert {pad for pad in kluis_map.rglob("*") if pad.is_file()} == voor
    assert list(Stuk.objects.all()) == [eerder]
    assert Gebeurtenis.objects.count() == 1
    bewaar(dossier="proef:1", naam="b.pdf", inhoud=pdf())
    assert Stuk.objects.count() == 2
