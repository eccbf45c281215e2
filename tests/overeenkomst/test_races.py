"""Two people at once: beheerders with a text or a list, inkopers with a division, an organisation with its answer."""

import pytest

from berichten.models import Bericht
from kern.fouten import RegelFout
from overeenkomst.actions import (
    bewaar_verdeling,
    ga_akkoord,
    pas_regiolijst_toe,
    stel_verdeling_vast,
    vraag_overleg,
)
from overeenkomst.models import Modeltekst, Prijsvolumeafspraak
from overeenkomst.queries.verdelen import Regel
from overeenkomst.states import Afspraakstatus
from partijen.states import Rolsoort
from publicatie.models import Gemeentelidmaatschap
from tests.factories_publicatie import InkooprondeFactory
from tests.overeenkomst.geldhulp import T69, Geldtoneel, overeenkomst
from tests.overeenkomst.hulp import KOP, ingelezen, kleine_indeling
from tests.overeenkomst.voorbeeldtekst import VOORBEELD
from tests.race import tegelijk, wacht_op

pytestmark = pytest.mark.django_db(transaction=True)


def test_twee_teksten_tegelijk_worden_niet_dezelfde_versie():
    ronde = InkooprondeFactory()
    teksten = [VOORBEELD.replace("belt.", f"belt {wie}.") for wie in ("Jan", "Piet")]
    uitkomsten = tegelijk(lambda tekst: ingelezen(ronde, tekst, gezien_versie=0), teksten)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Modeltekst", "RegelFout"]
    assert Modeltekst.objects.get().versie == 1


def test_een_lijst_tweemaal_tegelijk_verhuist_een_keer():
    ronde, _ = kleine_indeling()
    lijst = f"{KOP}Noordrand\tDuin en Dal\nZuidrand\tSloot, Plas en Diep, Achterbos\n".encode()
    uitkomsten = tegelijk(lambda _: pas_regiolijst_toe(ronde_id=ronde.pk, inhoud=lijst), range(2))
    assert not [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]
    assert sorted(len(uitkomst) for uitkomst in uitkomsten) == [0, 1]
    assert Gemeentelidmaatschap.objects.count() == 4


def test_twee_inkopers_bewaren_tegelijk_en_een_van_hen_ziet_dat_er_al_iets_staat():
    toneel = Geldtoneel()
    wulp = toneel.partij("Stichting Wulp")
    gezien, mensen = toneel.stand().gezien, [toneel.inkoper, toneel.manager]

    def bewaar(wie):
        hier = {"toewijzing_id": toneel.regio.pk, "jaar": 2018, "gezien": gezien}
        return bewaar_verdeling(**hier, regels={wulp.pk: Regel(T69)}, door=wie)

    uitkomsten = tegelijk(bewaar, mensen)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "Verdeling"]
    assert Prijsvolumeafspraak.objects.count() == 1


def test_twee_managers_stellen_tegelijk_vast_en_de_organisatie_krijgt_een_bericht():
    toneel = Geldtoneel()
    toneel.partij("Stichting Wulp")
    rij = toneel.bewaar()
    managers = [toneel.manager, toneel.persoon(Rolsoort.INKOOPMANAGER)]
    uitkomsten = tegelijk(
        lambda wie: stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=wie), managers
    )
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "Verdeling"]
    assert (Prijsvolumeafspraak.objects.geldend().count(), Bericht.objects.filter(soort="afspraak").count()) == (1, 1)


def test_akkoord_en_overleg_tegelijk_worden_niet_allebei_het_antwoord():
    toneel = Geldtoneel()
    tekenaar = toneel.tekenaar(toneel.partij("Stichting Wulp"))
    rij = toneel.vast().afspraken.get()
    antwoorden = [
        lambda: ga_akkoord(afspraak_id=rij.pk, door=tekenaar),
        lambda: vraag_overleg(afspraak_id=rij.pk, overleg="Graag.", gevraagd_tarief=None, door=tekenaar),
    ]
    tegelijk(lambda antwoord: antwoord(), antwoorden)
    rij.refresh_from_db()
    assert rij.status == Afspraakstatus.AKKOORD  # after akkoord no overleg; after overleg akkoord may follow


def test_verdelen_en_vaststellen_wachten_op_de_regio_en_op_wie_aanbiedt_of_tekent():
    toneel = Geldtoneel()
    wulp = toneel.partij("Stichting Wulp")
    contract = overeenkomst(wulp, "aangeboden")
    hier = {"toewijzing_id": toneel.regio.pk, "jaar": 2018, "gezien": toneel.stand().gezien}
    assert wacht_op(toneel.regio, lambda: bewaar_verdeling(**hier, regels={wulp.pk: Regel(T69)}, door=toneel.inkoper))
    rij = toneel.bewaar()

    def stel_vast():
        stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=toneel.manager)

    assert [wacht_op(op, stel_vast) for op in (toneel.regio, wulp.inschrijving, contract)] == [True] * 3
    stel_vast()
