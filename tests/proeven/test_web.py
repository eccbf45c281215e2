"""F1 at length: kill -9 of the web workers at random instants of the final submit."""

from random import Random
from threading import Timer
from uuid import uuid4

import pytest

from tests.inschrijving.hulp import volledige_inschrijving
from tests.inschrijving.indiener import Indiener, eis_precies_eenmaal, web

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
KEREN = 200


@pytest.mark.geval("F1")
def test_kill_9_van_de_webwerkers_op_willekeurige_momenten(klok, client, tmp_path):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    toeval, getoond = Random(1), {}
    with web(tmp_path) as server:
        for keer in range(KEREN):
            if keer % 25 == 0:  # the password given holds for ten minutes
                indiener = Indiener.van(inschrijving, server, client)
            sleutel = uuid4()
            moord = Timer(toeval.uniform(0, 0.15), server.dood_werkers)
            moord.start()
            getoond[sleutel] = indiener.dien_in(sleutel)
            moord.join()
            assert indiener.dien_in(sleutel) == getoond[sleutel]
    eis_precies_eenmaal(getoond)
