"""A herziening that makes new equals over the cut: the notaris draws among them once, before the letters (A46, A51)."""

from datetime import date

import pytest
from django.urls import reverse

from bekendmaking import actions, lotingen
from bekendmaking.models import Herziening
from bekendmaking.queries import geldige_beslissingen
from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.klok import om
from selectie import herrekening
from selectie.models import Loting
from selectie.states import Lotingstatus, Methode
from selectie.trekking import bevestig_loting, voer_loting_in
from tests.bekendmaking.test_herziening import DAARNA, EERST, Zaak, nieuw, werk
from tests.bekendmaking.toneel import zet_klok
from tests.factories import bekeken
from tests.factories_selectie import bezorg
from tests.inschrijving.hulp import log_in, pdf
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
AFSPRAAK = {"plaats": "Kantoor", "trekking_op": om(date(2017, 10, 9), 14), "methode": Methode.HAND}


class Gelijken(Zaak):
    """The bezwaar takes away what told two new parties apart; one place is left for both."""

    def kandidaten(self, **velden) -> list[dict]:
        return [super().kandidaten()[0], nieuw(self.een), nieuw(self.twee, **velden)]

    def zet_klaar(self, herziening, **velden) -> Loting:
        velden = {"gezien_hash": herziening.hash, "door": self.toneel.manager, **AFSPRAAK, **velden}
        return actions.zet_herloting_klaar(herziening_id=herziening.pk, **velden)

    def loot(self, loting, *volgorde) -> Loting:
        """Drawn and confirmed at its moment."""
        bezorg()
        zet_klok("2017-10-09 14:00")
        Gelijken.voer_in(loting, volgorde, self.toneel.persoon("notaris"))
        return bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=self.toneel.inkoper)

    @staticmethod
    def voer_in(loting, volgorde, notaris) -> Loting:
        return voer_loting_in(
            loting_id=loting.pk,
            getrokken_op=date(2017, 10, 9),
            notaris_naam="mr. A. de Wit",
            proces_verbaal=("pv.pdf", pdf("loting")),
            volgorde=[dossier.kenmerk for dossier in volgorde],
            door=notaris,
        )


@pytest.fixture
def zaak():
    return Gelijken()


def test_zonder_loting_zijn_er_geen_brieven_en_geen_vrijgave(zaak):
    herziening = zaak.stel_op()
    assert (herziening.brieven.count(), herziening.uitslag["loting"]) == (
        0,
        {"kandidaten": [zaak.een.kenmerk, zaak.twee.kenmerk], "plaatsen": 1},
    )
    with pytest.raises(RegelFout, match="De notaris moet nog loten"):
        zaak.geef_vrij(herziening)
    assert zaak.uitkomsten() == EERST


def test_er_wordt_niet_geloot_om_een_plaats_die_definitief_is(zaak):
    herziening = zaak.stel_op()
    zaak.een.regios.get(toewijzing=zaak.toewijzing).beslissingen.update(status="definitief")
    for handeling in (zaak.stel_op, lambda: zaak.zet_klaar(herziening)):
        with pytest.raises(RegelFout, match="Niemand verliest dan nog een plaats"):
            handeling()
    assert not Loting.objects.exists()


@pytest.mark.geval("B29", "V7")
def test_een_tweede_die_de_feiten_zag_zet_de_loting_klaar(zaak):
    herziening = zaak.stel_op(door=zaak.toneel.manager)
    with pytest.raises(RegelFout, match="niet goedkeuren wat u zelf hebt opgesteld"):
        zaak.zet_klaar(herziening)
    with pytest.raises(RegelFout, match="De inhoud is gewijzigd sinds u keek"):
        zaak.zet_klaar(herziening, gezien_hash="0" * 64, door=zaak.toneel.inkoper)
    with pytest.raises(RegelFout, match="later dan nu"):
        zaak.zet_klaar(herziening, trekking_op=om(date(2017, 10, 9), 10), door=zaak.toneel.inkoper)
    loting = zaak.zet_klaar(herziening, door=zaak.toneel.inkoper)
    assert (loting.deelnemers, loting.plaatsen, loting.status) == (
        [zaak.een.kenmerk, zaak.twee.kenmerk],
        1,
        Lotingstatus.KLAARGEZET,
    )
    genodigd = Bericht.objects.filter(soort=Berichtsoort.LOTING).values_list("over", flat=True)
    assert set(genodigd) == {f"selectie.loting:{loting.pk}:{kenmerk}" for kenmerk in loting.deelnemers}


def test_alleen_wat_een_loting_vraagt_krijgt_er_een(zaak):
    herziening = zaak.stel_op(kandidaten=zaak.kandidaten(ervaring=["wmo_contract"]))
    with pytest.raises(RegelFout, match="niemand gelijk over de grens"):
        zaak.zet_klaar(herziening)


@pytest.mark.clausule("IK-165")
@pytest.mark.geval("V7")
def test_wat_de_notaris_trok_beslist_en_de_feiten_blijven_staan(zaak):
    loting = zaak.zet_klaar(zaak.stel_op())
    with pytest.raises(RegelFout, match="staat een loting klaar"):
        zaak.stel_op()
    zaak.loot(loting, zaak.twee, zaak.een)
    with pytest.raises(RegelFout, match="Daarna veranderen de feiten niet meer"):
        zaak.stel_op(kandidaten=zaak.kandidaten(ervaring=["wmo_contract"]))
    herziening = zaak.stel_op()
    assert (herziening.loting, herziening.brieven.count()) == (loting, 2)
    assert not lotingen.openbaar().filter(pk=loting.pk).exists()
    zaak.geef_vrij(herziening)
    assert zaak.uitkomsten() == DAARNA
    assert "De notaris heeft geloot" in geldige_beslissingen(zaak.twee).get().motivering
    assert lotingen.openbaar().filter(pk=loting.pk).exists()


@pytest.mark.geval("V10")
def test_dezelfde_gelijken_loten_nooit_twee_keer(zaak):
    herziening = zaak.stel_op()
    loting = zaak.loot(zaak.zet_klaar(herziening), zaak.twee, zaak.een)
    groep = herziening.uitslag["loting"]
    wat = {"toewijzing": zaak.toewijzing, "herzien_hash": "1" * 64, "groep": groep, "door": zaak.toneel.manager}
    wat["opsteller"] = zaak.toneel.inkoper
    with pytest.raises(RegelFout, match="Dezelfde groep loot niet twee keer"):
        herrekening.zet_loting_klaar(**wat, **(AFSPRAAK | {"trekking_op": om(date(2017, 10, 10), 14)}))
    assert herrekening.herreken(zaak.toewijzing, herziening.invoer)[2] == loting


@pytest.mark.django_db(transaction=True)
def test_twee_die_tegelijk_klaarzetten_maken_een_loting(zaak):
    herziening = zaak.stel_op()
    wie = [zaak.toneel.manager, zaak.toneel.persoon("inkoopmanager")]
    uitkomsten = tegelijk(lambda door: zaak.zet_klaar(herziening, door=door), wie)
    assert sum(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == 1
    assert Loting.objects.count() == 1


def test_van_gelijk_naar_brieven_op_het_scherm(zaak, client):
    herziening, toneel = zaak.stel_op(), zaak.toneel
    pagina = reverse("herziening", args=[herziening.pk])
    client.force_login(toneel.inkoper)
    assert "Een collega kijkt de feiten na en zet de loting klaar." in client.get(pagina).content.decode()
    log_in(client, toneel.manager)
    adres = reverse("herziening_loting", args=[herziening.pk])
    tekst = client.get(pagina).content.decode()
    assert (adres in tekst, "Herziening vrijgeven" in tekst) == (True, False)
    gegevens = {
        "plaats": "Kantoor",
        "trekking_op": "2017-10-09T14:00",
        "methode": "hand",
        "gezien_hash": herziening.hash,
    }
    fout = client.post(adres, gegevens | {"plaats": ""})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["plaats"])
    assert "Wie en hoe" in client.post(adres, gegevens, follow=True).content.decode()
    assert werk(toneel.inkoper) == werk(toneel.manager) == []
    zaak.loot(Loting.objects.get(), zaak.twee, zaak.een)
    assert werk(toneel.inkoper) == ["Brieven van de herziening maken"]
    assert "Maak nu de brieven" in client.get(pagina).content.decode()
    assert Herziening.objects.get() == herziening
