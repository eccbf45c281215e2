"""Machine contract 4: the command, on a real dossier, before and after damage."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from beoordeling.models import Opening
from inschrijving import actions
from inschrijving.models import Indiening, Inschrijving
from inschrijving.states import Status
from kern.transitions import zet_over
from kluis import opslag
from kluis.models import Stuk
from portaal.integriteit import controleer
from publicatie.states import Status as Rondestatus
from tests.factories import GebruikerFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import dien_in, ingediende_inschrijving

pytestmark = pytest.mark.django_db


def opdracht() -> tuple[dict, int]:
    uit = StringIO()
    try:
        call_command("integriteit", stdout=uit)
    except SystemExit as einde:
        return json.loads(uit.getvalue()), einde.code
    return json.loads(uit.getvalue()), 0


def onwaar() -> list[str]:
    return [naam for naam, uitslag in controleer().items() if uitslag.ok is False]


@pytest.fixture
def indiening(klok) -> Indiening:
    """Submitted twice in a round that was published by its arrow."""
    klok("2017-07-28 14:12")
    ronde = kleine_ronde(status=Rondestatus.CONCEPT)
    ronde = zet_over(ronde, "publiceer")
    eerste = ingediende_inschrijving(ronde=ronde)
    return dien_in(eerste.inschrijving, eerste.door)


@pytest.mark.geval("I1", "I2", "I4", "I5", "I6", "I7")
def test_alles_klopt_na_echte_handelingen(indiening):
    uit, code = opdracht()
    assert (code, list(uit)) == (0, ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "kluis", "logboek"])
    assert {naam: u["ok"] for naam, u in uit.items()} == dict.fromkeys(uit, True) | {"I3": None}
    assert (uit["I1"], uit["I2"]["gecontroleerd"]) == ({"ok": True, "gecontroleerd": 2, "fouten": []}, 2)
    assert set(uit["I3"]) == {"ok", "gecontroleerd", "fouten", "reden"}


def test_lege_database_klopt():
    uit, code = opdracht()
    assert (code, uit["logboek"]) == (0, {"ok": True, "gecontroleerd": 0, "fouten": []})


@pytest.mark.geval("I1", "F23")
def test_beschadigd_bestand_valt_op(indiening):
    stuk = Stuk.objects.get(pk=indiening.stukken[0]["stuk"])
    opslag.pad(stuk.plek).write_bytes(b"OCO1" + bytes(100))
    uit, code = opdracht()
    melding = f"stuk {stuk.pk} ontbreekt of is veranderd"
    assert (code, uit["kluis"]["fouten"]) == (1, [melding])
    assert uit["I1"]["fouten"] == [f"{indiening.inschrijving.kenmerk}-{n}: {melding}" for n in (1, 2)]


@pytest.mark.geval("I1")
@pytest.mark.parametrize("anders", [{"hash": "0" * 64}, {"stukken": []}, {"momentopname": {}}, {"logkop": "0" * 64}])
def test_gewijzigde_versie_valt_op(indiening, anders):
    Indiening.objects.filter(pk=indiening.pk).update(**anders)
    assert onwaar() == ["I1"]


@pytest.mark.geval("I2")
def test_verdwenen_versie_valt_op(indiening):
    Indiening.objects.filter(volgnummer=1).delete()
    assert controleer()["I2"].fouten == [
        f"{indiening.inschrijving.kenmerk}: de versies zijn niet aaneengesloten genummerd",
        f"{indiening.inschrijving.kenmerk}: 1 versies, maar 2 in het logboek",
    ]


@pytest.mark.geval("I7", "I2")
def test_status_buiten_het_logboek_om_valt_op(indiening):
    Inschrijving.objects.update(status=Status.CONCEPT)
    assert onwaar() == ["I2", "I7"]


@pytest.mark.geval("I4")
@pytest.mark.parametrize(("moment", "fout"), [("2017-08-01 17:59:59.999999", ["I4"]), ("2017-08-01 18:00", [])])
def test_opening_binnen_een_uur_na_sluiting_valt_op(indiening, klok, moment, fout):
    inschrijving = indiening.inschrijving
    opening = Opening.objects.create(
        ronde=inschrijving.ronde,
        uitvoerder=inschrijving.uitvoerder,
        eerste_door=GebruikerFactory(),
        eerste_op=klok(moment),
        tweede_door=GebruikerFactory(),
        tweede_op=klok(moment),
    )
    zet_over(opening, "open")
    actions.open_dossier(inschrijving_id=inschrijving.pk, door=None)
    assert onwaar() == fout


@pytest.mark.geval("I4")
def test_dossier_open_zonder_opening_valt_op(indiening, klok):
    klok("2017-08-01 18:00")
    actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None)
    assert onwaar() == ["I4"]
