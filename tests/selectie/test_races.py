"""Two people who click at once, on PostgreSQL: one result, whatever the order."""

from datetime import date

import pytest

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.klok import om
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from selectie.actions import begin, bevries_invoer, leg_invoer_voor, leg_kandidaat_vast, stel_vast
from selectie.feiten import hash_van
from selectie.leemten import beantwoord_leemte
from selectie.models import Kandidaat, Leemteoordeel, Loting, Regioselectie
from selectie.queries import stand
from selectie.states import Methode, Status
from selectie.trekking import voer_loting_in, zet_loting_klaar
from tests.factories_publicatie import LeemteFactory
from tests.factories_selectie import (
    NIEUW,
    bezorg,
    geopende_regio,
    in_status,
    medewerker,
    vier_gelijken,
)
from tests.inschrijving.hulp import pdf
from tests.race import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)
LOTING = {"plaats": "Zwolle", "trekking_op": om(date(2017, 9, 5), 10), "methode": Methode.HAND}


def soorten(uitkomsten):
    return sorted(type(uitkomst).__name__ for uitkomst in uitkomsten)


def aantal(handeling):
    return Gebeurtenis.objects.filter(handeling=handeling).count()


def test_twee_keer_beginnen_geeft_een_selectie_met_elke_kandidaat_een_keer():
    toewijzing = geopende_regio(*[NIEUW] * 3)
    mensen = [medewerker(toewijzing) for _ in range(3)]

    uitkomsten = tegelijk(lambda door: begin(toewijzing_id=toewijzing.pk, door=door), mensen)

    assert len({uitkomst.pk for uitkomst in uitkomsten}) == 1
    assert (Kandidaat.objects.count(), aantal("begin")) == (3, 1)


def test_voorleggen_terwijl_een_feit_verandert_bewaart_nooit_oude_invoer():
    selectie = in_status(Status.OPEN)
    kandidaat = selectie.kandidaten.first()
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    for waarde in (True, False, True, False):
        doe = [
            lambda: leg_invoer_voor(selectie_id=selectie.pk, door=een),
            lambda waarde=waarde: leg_kandidaat_vast(kandidaat_id=kandidaat.pk, wlz_contract=waarde, door=twee),
        ]
        assert RegelFout not in map(type, tegelijk(lambda handeling: handeling(), doe))
        rij = Regioselectie.objects.select_related("toewijzing__ronde", "toewijzing__regio").get(pk=selectie.pk)
        assert rij.invoer_hash in ("", hash_van(stand(rij).invoer))


def test_twee_collegas_bevriezen_tegelijk():
    selectie = in_status(Status.OPEN)
    een, twee, drie = (medewerker(selectie.toewijzing) for _ in range(3))
    gezien = leg_invoer_voor(selectie_id=selectie.pk, door=een).invoer_hash

    uitkomsten = tegelijk(
        lambda door: bevries_invoer(selectie_id=selectie.pk, gezien_hash=gezien, door=door), [twee, drie]
    )

    assert soorten(uitkomsten) == ["RegelFout", "Regioselectie"]
    assert aantal("rangschik") == 1


def test_bevriezen_terwijl_een_feit_verandert():
    selectie = in_status(Status.OPEN)
    kandidaat = selectie.kandidaten.first()
    een, twee = medewerker(selectie.toewijzing), medewerker(selectie.toewijzing)
    gezien = leg_invoer_voor(selectie_id=selectie.pk, door=een).invoer_hash
    doe = [
        lambda: bevries_invoer(selectie_id=selectie.pk, gezien_hash=gezien, door=twee),
        lambda: leg_kandidaat_vast(kandidaat_id=kandidaat.pk, wlz_contract=False, door=een),
    ]

    uitkomsten = tegelijk(lambda handeling: handeling(), doe)

    assert soorten(uitkomsten).count("RegelFout") == 1
    rij = Regioselectie.objects.get(pk=selectie.pk)
    assert (rij.status, rij.invoer_hash) in {(Status.GERANGSCHIKT, gezien), (Status.OPEN, "")}


def test_twee_keer_klaarzetten_geeft_een_loting_en_een_uitnodiging_per_deelnemer(klok):
    klok("2017-09-04 12:00")
    selectie = vier_gelijken()
    mensen = [medewerker(selectie.toewijzing) for _ in range(2)]

    uitkomsten = tegelijk(lambda door: zet_loting_klaar(selectie_id=selectie.pk, door=door, **LOTING), mensen)

    assert soorten(uitkomsten) == ["Loting", "RegelFout"]
    assert (Loting.objects.count(), Bericht.objects.filter(soort="loting").count()) == (1, 4)


def test_twee_keer_de_uitslag_invoeren_geeft_een_uitslag(klok):
    klok("2017-09-04 12:00")
    selectie = vier_gelijken()
    loting = zet_loting_klaar(selectie_id=selectie.pk, door=medewerker(selectie.toewijzing), **LOTING)
    bezorg()
    klok("2017-09-05 12:00")
    notaris = medewerker(selectie.toewijzing, Rolsoort.NOTARIS)
    volgorden = [loting.deelnemers, loting.deelnemers[::-1]]

    def voer_in(volgorde):
        return voer_loting_in(
            loting_id=loting.pk,
            getrokken_op=date(2017, 9, 5),
            notaris_naam="mr. A. de Wit",
            proces_verbaal=("proces-verbaal.pdf", pdf("loting")),
            volgorde=volgorde,
            door=notaris,
        )

    uitkomsten = tegelijk(voer_in, volgorden)

    assert soorten(uitkomsten) == ["Loting", "RegelFout"]
    winnaar = next(uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, Loting))
    assert Loting.objects.get().volgorde == winnaar.volgorde
    assert aantal("voer_in") == 1


def test_twee_keer_vaststellen_geeft_een_uitslag():
    selectie = in_status(Status.GERANGSCHIKT)
    mensen = [medewerker(selectie.toewijzing) for _ in range(2)]

    uitkomsten = tegelijk(lambda door: stel_vast(selectie_id=selectie.pk, door=door), mensen)

    assert soorten(uitkomsten) == ["RegelFout", "Regioselectie"]
    assert aantal("stel_vast") == 1


def test_twee_beoordelaars_antwoorden_tegelijk_en_het_criterium_volgt():
    toewijzing = geopende_regio(NIEUW)
    leemte = LeemteFactory(toewijzing=toewijzing, vastgesteld=True)
    kandidaat = begin(toewijzing_id=toewijzing.pk, door=medewerker(toewijzing)).kandidaten.get()
    een, twee = medewerker(toewijzing), medewerker(toewijzing)

    def antwoord(door):
        return beantwoord_leemte(
            kandidaat_id=kandidaat.pk, leemte_id=leemte.pk, voorziet=True, motivering="Ja.", door=door
        )

    tegelijk(antwoord, [een, twee, een])

    kandidaat.refresh_from_db()
    assert (kandidaat.voorziet_in_leemte, Leemteoordeel.objects.count()) == (True, 2)
