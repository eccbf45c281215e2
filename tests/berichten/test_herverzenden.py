"""Sending again: two people, a new message, the old one as it was (R10, B29, B59); and mail that came back (B56)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from berichten.actions import doe_af, meld_terug, verstuur
from berichten.herverzenden import keur_opnieuw_goed, vraag_opnieuw, wijs_opnieuw_af
from berichten.models import Bericht, Herverzending
from berichten.queries import vraagt_hand
from berichten.retour import berichten_in, message_id
from berichten.states import Berichtsoort, Status
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import bewaar
from tests.factories import TOEN, BerichtFactory, GebruikerFactory, bekeken, zelfde_persoon
from tests.kluis.bestanden import pdf
from tests.race import tegelijk
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db


def brief(**anders) -> Bericht:
    """A refused message about a decision, with its PDF."""
    gegevens = {
        "soort": Berichtsoort.BESLISSING,
        "over": "bekendmaking.brief:1",
        "ontvanger": "oud@oco.example",
        "status": Status.GEWEIGERD,
        "afgehandeld_op": TOEN,
        "tekst": "Bezwaar maken: tot en met 29 september.",
    }
    rij = BerichtFactory(**gegevens | anders)
    rij.bijlagen.add(bewaar(dossier="proef:1", naam="Beslissing.pdf", inhoud=pdf()))
    return rij


def gevraagd(bericht: Bericht, door=None, ontvanger="nieuw@oco.example") -> Herverzending:
    return vraag_opnieuw(
        bericht_id=bericht.pk, ontvanger=ontvanger, reden="Het adres was oud.", door=door or GebruikerFactory()
    )


def keur(vraag: Herverzending, door) -> Bericht:
    return keur_opnieuw_goed(herverzending_id=vraag.pk, gezien=bekeken(vraag), door=door)


@pytest.mark.geval("R10", "B59")
def test_opnieuw_is_een_nieuw_bericht_en_het_oude_blijft(postbus, klok):
    klok(TOEN + timedelta(hours=3))
    oud = brief()
    voor = Bericht.objects.filter(pk=oud.pk).values().get()
    vraag = gevraagd(oud)
    assert Bericht.objects.count() == 1
    collega = GebruikerFactory()
    nieuw = keur(vraag, collega)
    assert Bericht.objects.filter(pk=oud.pk).values().get() == voor
    assert (nieuw.volgnummer, nieuw.over, nieuw.ontvanger) == (2, oud.over, "nieuw@oco.example")
    assert nieuw.tekst == (
        "Wij sturen u dit bericht opnieuw. De eerste keer was op zaterdag 1 juli 2017, 09:00 uur. De inhoud is "
        "dezelfde en termijnen in dit bericht veranderen niet.\n\nBezwaar maken: tot en met 29 september."
    )
    assert list(nieuw.bijlagen.all()) == list(oud.bijlagen.all())
    assert verstuur(bericht_id=nieuw.pk).status == Status.OVERGEDRAGEN
    assert [mail["To"] for mail in postbus.post] == ["nieuw@oco.example"]
    assert not vraagt_hand(TOEN).exists()
    regels = Gebeurtenis.objects.filter(object_soort="berichten.herverzending").order_by("nummer")
    assert [(regel.handeling, regel.actor_id) for regel in regels] == [
        ("vraag_opnieuw", vraag.gevraagd_door_id),
        ("keur_goed", collega.pk),
    ]


@pytest.mark.geval("R10")
def test_nog_eens_opnieuw_begint_bij_de_eerste_tekst():
    een, twee = GebruikerFactory(), GebruikerFactory()
    oud = brief()
    tweede = keur(gevraagd(oud, een), twee)
    Bericht.objects.filter(pk=tweede.pk).update(status=Status.GEBOUNCED)
    derde = keur(gevraagd(tweede, een, "derde@oco.example"), twee)
    assert (derde.volgnummer, derde.eerste, derde.tekst) == (3, oud, tweede.tekst)
    with pytest.raises(RegelFout, match="al opnieuw verstuurd"):
        gevraagd(oud)


@pytest.mark.geval("B29")
def test_wie_vraagt_keurt_niet_goed_ook_niet_met_een_ander_account():
    een, dubbel = GebruikerFactory(), GebruikerFactory()
    zelfde_persoon(een, dubbel)
    vraag = gevraagd(brief(), een)
    for door, melding in [(een, "Een collega beslist"), (dubbel, "dezelfde persoon")]:
        with pytest.raises(RegelFout, match=melding):
            keur(vraag, door)
    assert Bericht.objects.count() == 1


@pytest.mark.geval("B29")
def test_de_database_kent_geen_goedkeuring_van_wie_vroeg():
    vraag = gevraagd(brief())
    with pytest.raises(IntegrityError, match="herverzending_vier_ogen"), transaction.atomic():
        Herverzending.objects.filter(pk=vraag.pk).update(
            nieuw=BerichtFactory(), beslist_door=F("gevraagd_door"), beslist_op=TOEN
        )


@pytest.mark.geval("B41")
@pytest.mark.parametrize("adres", ["a@b.nl\nBcc: x@y.nl", "a@b.nl, x@y.nl", "Naam <a@b.nl>"])
def test_een_gevaarlijk_adres_wordt_niet_gevraagd(adres):
    with pytest.raises(RegelFout, match="geen e-mailadres"):
        gevraagd(brief(), ontvanger=adres)
    assert not Herverzending.objects.exists()


@pytest.mark.geval("R10")
@pytest.mark.parametrize("status", [Status.KLAAR, Status.GECLAIMD, Status.ONBESLIST])
def test_wat_nog_kan_aankomen_gaat_niet_opnieuw(status):
    with pytest.raises(RegelFout, match="kan nog aankomen"):
        gevraagd(brief(status=status, geclaimd_op=TOEN))


def test_een_account_vraagt_zelf_een_nieuwe_link():
    with pytest.raises(RegelFout, match="vraagt zelf een nieuwe link"):
        gevraagd(brief(soort=Berichtsoort.ACCOUNT))


def test_zonder_reden_gaat_niets_opnieuw():
    with pytest.raises(RegelFout, match="Schrijf op waarom"):
        vraag_opnieuw(bericht_id=brief().pk, ontvanger="a@oco.example", reden=" ", door=GebruikerFactory())


def test_afgewezen_gaat_niet_en_mag_opnieuw_worden_gevraagd():
    bericht, een = brief(), GebruikerFactory()
    vraag = gevraagd(bericht, een)
    wijs_opnieuw_af(herverzending_id=vraag.pk, door=een)
    with pytest.raises(RegelFout, match="al beslist"):
        keur(vraag, GebruikerFactory())
    assert (Bericht.objects.count(), list(vraagt_hand(TOEN))) == (1, [bericht])
    assert gevraagd(bericht, een).pk != vraag.pk


@pytest.mark.geval("B29", "B59")
@pytest.mark.django_db(transaction=True)
def test_twee_goedkeuringen_tegelijk_geven_een_bericht():
    vraag = gevraagd(brief())
    mensen = [GebruikerFactory(), GebruikerFactory()]
    uitkomsten = tegelijk(lambda door: keur(vraag, door), mensen)
    assert sorted(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == [False, True]
    assert list(Bericht.objects.order_by("pk").values_list("volgnummer", flat=True)) == [1, 2]
    assert Gebeurtenis.objects.filter(handeling="keur_goed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twee_vragen_tegelijk_worden_er_een():
    bericht, mensen = brief(), [GebruikerFactory(), GebruikerFactory()]
    uitkomsten = tegelijk(lambda door: gevraagd(bericht, door), mensen)
    assert sorted(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == [False, True]
    assert Herverzending.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_wie_vraagt_en_wie_afdoet_tegelijk_laat_het_verzoek_staan():
    bericht, mens = brief(), GebruikerFactory()

    def doe_in_draad():
        try:
            return doe_af(bericht_id=bericht.pk, reden="Het zorgkantoor belde.", door=mens)
        except RegelFout as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            gevraagd(bericht, mens)
            ander = draad.submit(doe_in_draad)
            wacht_tot(wacht_iemand_op_slot)
        assert "Daar beslist eerst een collega over" in ander.result().tekst
    bericht.refresh_from_db()
    assert (bericht.afgedaan_op, Herverzending.objects.count()) == (None, 1)


# Mail that came back


@pytest.mark.geval("R10", "B56")
def test_een_teruggekomen_bericht_wordt_gevonden_aan_zijn_message_id():
    bericht, door = BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN), GebruikerFactory()
    tekst = f"From: MAILER-DAEMON\nSubject: Undelivered\n\nMessage-ID: {message_id(bericht.pk)}\nTo: x"
    assert meld_terug(tekst=tekst, reden="De postbus is vol.", door=door).status == Status.GEBOUNCED
    assert list(vraagt_hand(TOEN)) == [bericht]
    regel = Gebeurtenis.objects.get()
    assert (regel.handeling, regel.actor_id, regel.gegevens["toelichting"]) == ("bounce", door.pk, "De postbus is vol.")
    with pytest.raises(RegelFout, match="vanuit de status"):
        meld_terug(tekst=tekst, reden="Nog eens.", door=door)


@pytest.mark.geval("B56")
def test_een_verzonnen_bounce_verandert_niets():
    een, twee = (BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN) for _ in range(2))
    van_een = message_id(een.pk)
    verzonnen = [
        f"bericht-{een.pk}@oco.example",
        van_een.replace(f"bericht-{een.pk}.", f"bericht-{twee.pk}."),
        f"bericht-{een.pk}.{'0' * 24}@oco.example",
        f"{van_een} {message_id(twee.pk)}",
        "",
    ]
    for tekst in verzonnen:
        with pytest.raises(RegelFout, match="niet precies één Message-ID"):
            meld_terug(tekst=tekst, reden="Verzonnen.", door=GebruikerFactory())
    assert set(Bericht.objects.values_list("status", flat=True)) == {Status.OVERGEDRAGEN}
    assert berichten_in(van_een) == {een.pk}


def test_een_onbeslist_bericht_dat_terugkwam_is_niet_aangekomen():
    bericht = BerichtFactory(status=Status.ONBESLIST)
    with pytest.raises(RegelFout, match="Kies bij het bericht zelf"):
        meld_terug(tekst=message_id(bericht.pk), reden="Vol.", door=GebruikerFactory())


def test_afgedaan_staat_niet_meer_op_de_lijst_en_houdt_zijn_stand():
    bericht, door = brief(), GebruikerFactory()
    with pytest.raises(RegelFout, match="Schrijf op waarom"):
        doe_af(bericht_id=bericht.pk, reden=" ", door=door)
    doe_af(bericht_id=bericht.pk, reden="Per post gestuurd.", door=door)
    assert (Bericht.objects.get().status, list(vraagt_hand(TOEN))) == (Status.GEWEIGERD, [])
    with pytest.raises(RegelFout, match="staat niet open"):
        doe_af(bericht_id=bericht.pk, reden="Nog eens.", door=door)
