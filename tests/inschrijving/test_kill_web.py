"""A receipt that was shown survives kill -9 of the web worker; the same form never counts twice (F1)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import transaction

from inschrijving.models import Indiening, Inschrijving
from tests.inschrijving.hulp import volledige_inschrijving
from tests.inschrijving.indiener import Indiener, eis_precies_eenmaal, web
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.geval("F1")
def test_kill_9_voor_en_na_het_vastleggen(klok, client, tmp_path):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    voor, na = uuid4(), uuid4()
    with web(tmp_path) as server, ThreadPoolExecutor(1) as poel:
        indiener = Indiener.van(inschrijving, server, client)
        with transaction.atomic():
            Inschrijving.objects.select_for_update().get(pk=inschrijving.pk)
            eerste = poel.submit(indiener.dien_in, voor)
            wacht_tot(wacht_iemand_op_slot)
            server.dood_werkers()
            assert not Indiening.objects.exists()
        getoond = {voor: eerste.result()}
        tweede = poel.submit(indiener.dien_in, na)
        wacht_tot(Indiening.objects.filter(sleutel=na).exists)
        server.dood_werkers()
        getoond[na] = tweede.result()
        assert getoond == {voor: f"{inschrijving.kenmerk}-1", na: f"{inschrijving.kenmerk}-2"}
        assert indiener.dien_in(na) == getoond[na]
    eis_precies_eenmaal(getoond)
