"""After a restore nothing is mailed again: the postboek knows what left, two people let the rest go (F27, R25)."""

import json

import pytest
from django.db import IntegrityError
from django.urls import reverse

from berichten import postboek, verzendstop
from berichten.actions import verstuur
from berichten.integriteit import overdrachten
from berichten.models import Bericht, Verzendstop
from berichten.states import Status
from kern.fouten import RegelFout
from partijen.states import Rolsoort
from tests.berichten.postbus import ZWIJG
from tests.factories import (
    TOEN,
    BerichtFactory,
    GebruikerFactory,
    RolFactory,
    VerzendstopFactory,
    bekeken,
    tweede_account,
)
from tests.inschrijving.hulp import log_in
from tests.race import tegelijk, wacht_op

pytestmark = [pytest.mark.django_db, pytest.mark.geval("F27", "R25")]


@pytest.fixture
def boek(settings, tmp_path):
    settings.POSTBOEK = str(tmp_path / "postboek")
    return tmp_path / "postboek"


def stappen(boek):
    return [json.loads(regel)["stap"] for regel in boek.read_text().splitlines() if regel]


def test_elke_overdracht_staat_erin_en_niemand_met_naam(boek, postbus):
    bericht = BerichtFactory(ontvanger="jansen@oco.example", onderwerp="Over mevrouw Jansen")
    verstuur(bericht_id=bericht.pk)
    assert stappen(boek) == ["claim", "draag_over"]
    assert "ansen" not in boek.read_text()
    postbus.antwoord = lambda envelope: ZWIJG
    twijfel = BerichtFactory()
    verstuur(bericht_id=twijfel.pk)
    assert stappen(boek)[2:] == ["claim", "onbeslis"]
    assert postboek.lees() == {postboek.kenmerk(bericht): "draag_over", postboek.kenmerk(twijfel): "onbeslis"}


@pytest.mark.geval("F4")
def test_wat_niet_in_het_postboek_kan_gaat_niet_weg(boek, postbus):
    boek.mkdir()
    bericht = BerichtFactory()
    assert verstuur(bericht_id=bericht.pk).status == Status.KLAAR
    assert postbus.post == []


def test_een_regel_die_bij_uitval_is_afgebroken_telt_niet(boek):
    bericht = BerichtFactory()
    boek.write_text('{"kenmerk": "abc", "stap": "cl')
    postboek.schrijf(bericht, "claim")
    assert postboek.lees() == {postboek.kenmerk(bericht): "claim"}


@pytest.mark.parametrize(
    ("laatste", "status"),
    [
        ("draag_over", Status.OVERGEDRAGEN),
        ("claim", Status.ONBESLIST),
        ("onbeslis", Status.ONBESLIST),
        ("weiger", Status.GEWEIGERD),
        ("laat_los", Status.KLAAR),
    ],
)
def test_na_terugzetten_krijgt_een_bericht_wat_het_postboek_ervan_weet(boek, laatste, status):
    bericht, ander = BerichtFactory(), BerichtFactory()
    postboek.schrijf(bericht, "claim")
    postboek.schrijf(bericht, laatste)
    for _ in range(2):
        verzendstop.verwerk_postboek()
    assert [Bericht.objects.get(pk=rij.pk).status for rij in (bericht, ander)] == [status, Status.KLAAR]
    assert overdrachten().fouten == []


@pytest.mark.geval("B29")
def test_tijdens_een_stop_gaat_niets_en_daarna_alleen_wat_nog_niet_weg_was(boek, postbus):
    al_weg, nog_niet = BerichtFactory(), BerichtFactory()
    postboek.schrijf(al_weg, "draag_over")
    stop, een, twee = verzendstop.begin(reden="Teruggezet."), GebruikerFactory(), GebruikerFactory()
    assert verstuur(bericht_id=nog_niet.pk) is None
    with pytest.raises(RegelFout, match="Nog niemand"):
        verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=een)
    verzendstop.vraag_opheffen(stop_id=stop.pk, door=een)
    with pytest.raises(RegelFout, match="U vroeg dit zelf"):
        verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=een)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=tweede_account(een))
    assert verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=twee) == {"was_overgedragen": 1}
    assert verstuur(bericht_id=al_weg.pk) is None
    assert verstuur(bericht_id=nog_niet.pk).status == Status.OVERGEDRAGEN
    assert [mail["To"] for mail in postbus.post] == [nog_niet.ontvanger]


@pytest.mark.parametrize("weg", ["geen", "onleesbaar"])
def test_zonder_leesbaar_postboek_blijft_de_stop(boek, weg):
    if weg == "onleesbaar":
        boek.mkdir()
    stop = verzendstop.begin(reden="Teruggezet.")
    verzendstop.vraag_opheffen(stop_id=stop.pk, door=GebruikerFactory())
    with pytest.raises(RegelFout, match="OCO_POSTBOEK"):
        verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=GebruikerFactory())
    assert Verzendstop.objects.get().opgeheven_op is None


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_heffen_een_stop_een_keer_op(boek):
    boek.touch()
    stop = VerzendstopFactory(gevraagd_door=GebruikerFactory(), gevraagd_op=TOEN)
    mensen = [GebruikerFactory(), GebruikerFactory()]
    assert wacht_op(stop, lambda: verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=mensen[0]))
    uit = tegelijk(lambda wie: verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=wie), mensen)
    assert sorted(isinstance(deel, RegelFout) for deel in uit) == [False, True]


def test_een_stop_tegelijk_en_vier_ogen_in_de_databank():
    stop = VerzendstopFactory()
    assert verzendstop.begin(reden="Nog eens.") == stop
    wie = GebruikerFactory()
    with pytest.raises(IntegrityError, match="verzendstop_vier_ogen"):
        Verzendstop.objects.update(gevraagd_door=wie, gevraagd_op=TOEN, opgeheven_door=wie, opgeheven_op=TOEN)


def test_over_het_scherm(client, boek):
    boek.touch()
    een, twee = (RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker for _ in range(2))
    log_in(client, een)
    assert "Het versturen staat uit" not in client.get(reverse("berichten")).text
    assert client.post(reverse("verzendstop_opheffen")).status_code == 409
    VerzendstopFactory()
    assert "Vragen om het versturen aan te zetten" in client.get(reverse("berichten")).text
    client.post(reverse("verzendstop_vragen"))
    assert "Een collega doet dat" in client.get(reverse("berichten")).text
    log_in(client, twee)
    assert "Het versturen aanzetten" in client.get(reverse("berichten")).text
    client.post(reverse("verzendstop_opheffen"), {"gezien": bekeken(Verzendstop.objects.get())})
    assert Verzendstop.objects.get().opgeheven_door == twee
