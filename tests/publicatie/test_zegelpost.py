"""The daily seal by mail: once per day and address, to whom a round names, and nothing in it that counts (R8, B28)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from berichten.models import Bericht
from kern.actions import zegel_dagen
from kern.ankers import Anker, lees
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Dagzegel, Gebeurtenis
from publicatie.actions.zegelpost import HOOGSTENS, mail_zegel, wijzig_zegeladressen
from publicatie.models import Inkoopronde, Rondewijziging
from tests.factories import DossiersleutelFactory
from tests.factories_publicatie import InkooprondeFactory
from tests.publicatie.hulp import beheerder, manager
from tests.race import tegelijk, wacht_op

NOTARIS, ACCOUNTANT = "notaris@notaris.example", "controle@accountant.example"


def mails() -> list[tuple[str, str]]:
    return list(Bericht.objects.order_by("pk").values_list("ontvanger", "over"))


@pytest.fixture
def ronde(db) -> Inkoopronde:
    return InkooprondeFactory(gepubliceerd=True, zegeladressen=[ACCOUNTANT, NOTARIS])


@pytest.mark.geval("R8", "B28")
def test_elk_adres_krijgt_elk_zegel_eenmaal_en_er_staat_geen_aantal_in(ronde, klok):
    InkooprondeFactory(gepubliceerd=True, zegeladressen=[NOTARIS])
    InkooprondeFactory(zegeladressen=["concept@concept.example"])
    nu = klok("2017-07-20 09:00")
    leg_vast(DossiersleutelFactory(dossier="inschrijving:4711"), "dien_in")
    mail_zegel()
    assert mails() == []  # no seal yet
    eerste = zegel_dagen()
    for _ in range(2):
        mail_zegel()
    assert mails() == [(adres, f"kern.dagzegel:{eerste.pk}") for adres in (ACCOUNTANT, NOTARIS)]
    klok(nu + timedelta(days=1))
    tweede = zegel_dagen()
    mail_zegel()
    assert [over for _, over in mails()] == [f"kern.dagzegel:{z.pk}" for z in (eerste, eerste, tweede, tweede)]
    tekst = Bericht.objects.latest("pk").tekst
    assert lees(tekst.encode()) == [Anker("2017-07-20", tweede.hash, eerste.hash)]
    assert "donderdag 20 juli 2017" in tekst
    assert "4711" not in tekst
    assert all(kop not in tekst for _, kop in tweede.koppen.values())


@pytest.mark.geval("R8")
def test_een_slecht_adres_houdt_niemand_op(ronde):
    Inkoopronde.objects.update(zegeladressen=["a\nbcc: b", NOTARIS])
    Dagzegel.objects.create(dag="2017-07-19", koppen={}, hash="a" * 64, gemaakt_op=ronde.publicatie_op)
    mail_zegel()
    assert [adres for adres, _ in mails()] == [NOTARIS]


def test_de_beheerder_wijzigt_de_adressen_zonder_nieuwe_versie_van_de_ronde(ronde, client):
    client.force_login(beheerder())
    adres = reverse("zegeladressen", args=[ronde.code])
    assert f"{ACCOUNTANT}\n{NOTARIS}" in client.get(adres).content.decode()
    fout = client.post(adres, {"adressen": f"{NOTARIS}\nniemand\nbcc: b@b.example"})
    assert (fout.status_code, "niemand, bcc: b@b.example" in fout.content.decode()) == (422, True)
    assert client.post(adres, {"adressen": f"Notaris@Notaris.example\n\n{NOTARIS} "}).status_code == 302
    ronde.refresh_from_db()
    regel = Gebeurtenis.objects.get(handeling="wijzig_zegeladressen")
    assert (ronde.zegeladressen, regel.gegevens) == ([NOTARIS], {"aantal": 1})
    assert not Rondewijziging.objects.exists()
    client.force_login(manager())
    assert client.get(adres).status_code == 403


def test_niet_meer_adressen_dan_het_past(ronde):
    met = [f"a{nummer}@oco.example" for nummer in range(HOOGSTENS + 1)]
    with pytest.raises(RegelFout, match="hooguit 10"):
        wijzig_zegeladressen(ronde_id=ronde.pk, adressen=met, door=beheerder())
    assert wijzig_zegeladressen(ronde_id=ronde.pk, adressen=met[1:], door=beheerder()).zegeladressen == sorted(met[1:])


@pytest.mark.geval("R12")
@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk(ronde):
    Dagzegel.objects.create(dag="2017-07-19", koppen={}, hash="a" * 64, gemaakt_op=ronde.publicatie_op)
    tegelijk(lambda _: mail_zegel(), range(2))
    assert [adres for adres, _ in mails()] == [ACCOUNTANT, NOTARIS]
    wie = beheerder()
    zelfde = [ACCOUNTANT, NOTARIS]  # nothing to write: only the lock itself can wait
    assert wacht_op(ronde, lambda: wijzig_zegeladressen(ronde_id=ronde.pk, adressen=zelfde, door=wie))
