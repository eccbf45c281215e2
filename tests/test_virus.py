"""A file with a virus is refused wherever people send one, and leaves one line in the log (B15)."""

from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest

from bekendmaking.actions import maak_bezwaar, registreer_bezwaar
from inschrijving.actions import voeg_document_toe
from kern.klok import AMSTERDAM
from kern.models import Gebeurtenis, Uitkomst
from kern.rules import sha256
from kluis import opslag
from kluis.fouten import BestandBesmet
from kluis.models import Stuk
from partijen.states import Rolsoort
from publicatie.actions import plaats_document
from selectie.trekking import voer_loting_in
from tests.factories import RolFactory
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory
from tests.factories_inschrijving import InschrijvingFactory
from tests.factories_publicatie import InkooprondeFactory
from tests.factories_selectie import LotingFactory
from tests.inschrijving.hulp import pdf
from tests.kluis.clamd import EICAR, clamd

pytestmark = pytest.mark.django_db
VIRUS = pdf() + EICAR + b"\n%%EOF"


def bestand():
    inhoud = BytesIO(VIRUS)
    inhoud.name = "virus.pdf"
    return inhoud


def bij_een_dossier():
    rij = InschrijvingFactory()
    wie = RolFactory(soort=Rolsoort.INVULLER, organisatie=rij.organisatie).gebruiker
    stuk = {"soort": "ervaring", "naam": "virus.pdf", "inhoud": VIRUS}
    return rij, wie, lambda: voeg_document_toe(inschrijving_id=rij.pk, door=wie, **stuk)


def bij_een_bezwaar():
    rij = BriefFactory(bekend=True)
    wie = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=rij.inschrijving.organisatie).gebruiker
    return rij, wie, lambda: maak_bezwaar(door=wie, **_bezwaar(rij))


def bij_een_bezwaar_per_post():
    rij = BriefFactory(bekend=True)
    wie = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER, uitvoerder=rij.inschrijving.uitvoerder).gebruiker
    moment = datetime(2017, 9, 18, 9, 0, tzinfo=AMSTERDAM)
    return rij, wie, lambda: registreer_bezwaar(kanaal="post", ontvangen_op=moment, door=wie, **_bezwaar(rij))


def _bezwaar(brief):
    beslissing = BeslissingFactory(brief=brief)
    velden = {"motivering": "Onze dekking is volledig.", "sleutel": uuid4(), "bestanden": [bestand()]}
    return {"brief_id": brief.pk, "beslissing_ids": [beslissing.pk], **velden}


def bij_een_ronde():
    rij, wie = InkooprondeFactory(), RolFactory(landelijk=True).gebruiker
    return rij, wie, lambda: plaats_document(ronde_id=rij.pk, slot="kader", naam="virus.pdf", inhoud=VIRUS, door=wie)


def bij_een_loting():
    rij = LotingFactory()
    uitvoerder = rij.regioselectie.toewijzing.uitvoerder
    wie = RolFactory(bij_uitvoerder=True, soort=Rolsoort.NOTARIS, uitvoerder=uitvoerder).gebruiker
    velden = {"getrokken_op": None, "notaris_naam": "mr. Ooievaar", "proces_verbaal": ("virus.pdf", VIRUS)}
    return rij, wie, lambda: voer_loting_in(loting_id=rij.pk, door=wie, **velden)


@pytest.mark.geval("B15")
@pytest.mark.parametrize(
    "waar", [bij_een_dossier, bij_een_bezwaar, bij_een_bezwaar_per_post, bij_een_ronde, bij_een_loting]
)
def test_een_virus_wordt_geweigerd_en_laat_een_regel_na(klok, settings, waar):
    klok("2017-07-20 10:00" if waar is bij_een_dossier else "2017-09-20 10:00")
    rij, wie, stuur = waar()
    stukken = (Stuk.objects.count(), opslag.plekken())
    with clamd() as settings.CLAMAV, pytest.raises(BestandBesmet, match=r"In virus\.pdf is een virus gevonden"):
        stuur()
    regel = Gebeurtenis.objects.get(handeling="virus_geweigerd")
    assert (regel.object_soort, regel.object_id) == (rij._meta.label_lower, str(rij.pk))
    assert (regel.actor_id, regel.resultaat, regel.gegevens) == (
        wie.pk,
        Uitkomst.GEWEIGERD,
        {"sha256": sha256(VIRUS)},
    )
    assert stukken == (Stuk.objects.count(), opslag.plekken())
