"""Two beheerders at once."""

import pytest

from kern.fouten import RegelFout
from overeenkomst.actions import pas_regiolijst_toe
from overeenkomst.models import Modeltekst
from publicatie.models import Gemeentelidmaatschap
from tests.factories_publicatie import InkooprondeFactory
from tests.overeenkomst.hulp import KOP, ingelezen, kleine_indeling
from tests.overeenkomst.voorbeeldtekst import VOORBEELD
from tests.race import tegelijk

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
