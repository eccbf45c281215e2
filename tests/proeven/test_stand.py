"""A real beat and worker see a vault that cannot write, and mail about it within a minute, once (F4)."""

import time
from contextlib import ExitStack

import pytest

from kern.models import Bewaking
from partijen.states import Rolsoort
from tests.berichten.postbus import Postbus
from tests.berichten.werker import Dienst
from tests.factories import RolFactory
from tests.wachten import wacht_tot

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]


@pytest.mark.geval("F4")
def test_binnen_een_minuut_rood_en_gemaild_en_daarna_weer_groen(tmp_path, kluis_map):
    RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER)
    weg = tmp_path / "even weg"

    def gemaild(begin: str) -> int:
        return [str(mail["Subject"]) for mail in bus.post].count(f"{begin}: Schijf van de kluis")

    with Postbus() as bus, ExitStack() as stapel:
        Dienst(stapel, tmp_path, bus.poort).start()
        wacht_tot(lambda: Bewaking.objects.filter(onderdeel="schijf", stand="goed").exists(), 90)
        kluis_map.rename(weg)
        kluis_map.write_text("een bestand waar de map hoort")
        begin = time.monotonic()
        wacht_tot(lambda: gemaild("Storing in het portaal"), 60)
        print(f"gemaild na {time.monotonic() - begin:.0f} s")
        kluis_map.unlink()
        weg.rename(kluis_map)
        wacht_tot(lambda: gemaild("Het portaal werkt weer"), 150)
        assert (gemaild("Storing in het portaal"), gemaild("Het portaal werkt weer")) == (1, 1)
