"""A kort geding that was won: the same path as a gegrond bezwaar, on another ground (A51)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking import actions
from bekendmaking.models import Beslissing, Herziening
from bekendmaking.queries import tekenen_vanaf
from bekendmaking.sluiten import open_zaken
from berichten.models import Bericht
from kern.fouten import RegelFout
from tests.bekendmaking.test_herziening import DAARNA, EERST, REDEN, Zaak, werk
from tests.factories_bekendmaking import HerzieningFactory, KortGedingFactory
from tests.inschrijving.hulp import log_in, pdf

pytestmark = pytest.mark.django_db


class Geding(Zaak):
    """The second new party lost its bezwaar, went to court within the term, and won there."""

    def __init__(self):
        super().__init__("ongegrond")
        self.geding = actions.leg_kort_geding_vast(
            brief_id=self.bezwaar.brief_id,
            beslissing_id=self.bezwaar.beslissingen.get().pk,
            betekend_op=date(2017, 10, 4),
            rechtbank="Rechtbank Midden-Nederland",
            door=self.toneel.inkoper,
        )

    def wijs_toe(self, uitspraak="toegewezen"):
        self.geding = actions.leg_uitspraak_vast(
            kort_geding_id=self.geding.pk,
            uitspraak=uitspraak,
            uitspraak_op=date(2017, 10, 9),
            kenmerk="C/16/2017/123",
            toelichting="Het Wmo-contract telt mee.",
            vonnis=SimpleUploadedFile("vonnis.pdf", pdf("Vonnis"), "application/pdf"),
            door=self.toneel.inkoper,
        )
        return self

    def stel_op(self, **velden):
        velden = {"kandidaten": self.kandidaten(), "motiveringen": {}, "reden": REDEN, **velden}
        wie = {"toewijzing_id": self.toewijzing.pk, "door": self.toneel.inkoper}
        return actions.stel_herziening_op(kort_geding_id=self.geding.pk, **(wie | velden))


@pytest.fixture
def zaak():
    return Geding()


@pytest.mark.clausule("IK-209")
def test_de_uitspraak_verandert_twee_uitkomsten_met_nieuwe_termijnen(zaak):
    with pytest.raises(RegelFout, match="volgt op een vordering die is toegewezen"):
        zaak.stel_op()
    herziening = zaak.wijs_toe().stel_op()
    assert zaak.uitkomsten() == EERST
    zaak.geef_vrij(herziening)
    assert zaak.uitkomsten() == DAARNA
    assert tekenen_vanaf(zaak.oud).isoformat() == "2017-11-05T17:00:00+01:00"
    assert open_zaken(zaak.toewijzing) == []
    teksten = Bericht.objects.filter(onderwerp__startswith="Herziene").values_list("tekst", flat=True)
    assert [("uitspraak van de rechter" in tekst, "na een bezwaar" in tekst) for tekst in teksten] == [
        (True, False)
    ] * 2
    with pytest.raises(RegelFout, match="De regio Utrecht is na deze uitspraak al herzien"):
        zaak.stel_op()


def test_een_ander_geeft_vrij(zaak):
    herziening = zaak.wijs_toe().stel_op(door=zaak.toneel.manager)
    with pytest.raises(RegelFout, match="niet goedkeuren wat u zelf hebt opgesteld"):
        zaak.geef_vrij(herziening)


@pytest.mark.parametrize("uitspraak", ["afgewezen", "niet_ontvankelijk"])
def test_wie_verloor_krijgt_geen_herziening(zaak, uitspraak):
    zaak.wijs_toe(uitspraak)
    with pytest.raises(RegelFout, match="toegewezen"):
        zaak.stel_op()
    assert open_zaken(zaak.toewijzing) == []


def test_alleen_over_de_eigen_regio(zaak):
    zaak.wijs_toe()
    with pytest.raises(RegelFout, match="Dit kort geding gaat niet over de regio Zwolle"):
        zaak.stel_op(toewijzing_id=zaak.toneel.toewijzing("Zwolle").pk)


def test_gewonnen_nadat_de_anderen_doorgingen(zaak):
    """Nobody loses a place any more: two people decide that the decisions stay (A07, A51)."""
    zaak.wijs_toe()
    Beslissing.objects.filter(regioinschrijving__inschrijving=zaak.een).update(status="definitief")
    with pytest.raises(RegelFout, match="Niemand verliest dan nog een plaats"):
        zaak.stel_op()
    gegevens = {"toewijzing_id": zaak.toewijzing.pk, "reden": "Er is geen plaats.", "door": zaak.toneel.inkoper}
    herziening = actions.laat_besluit_blijven(kort_geding_id=zaak.geding.pk, **gegevens)
    assert len(open_zaken(zaak.toewijzing)) == 1
    zaak.geef_vrij(herziening)
    assert (zaak.uitkomsten(), open_zaken(zaak.toewijzing)) == (EERST, [])
    tekst = Bericht.objects.get(ontvanger="twee@oco.example", onderwerp__startswith="Uitkomst in de regio").tekst
    assert "Na de uitspraak C/16/2017/123 van maandag 9 oktober 2017 hebben wij" in tekst


def test_een_herziening_heeft_precies_een_aanleiding():
    ontwerp = HerzieningFactory()
    for velden in ({"bezwaar": None}, {"kort_geding": KortGedingFactory(gewonnen=True)}):
        with pytest.raises(IntegrityError, match="herziening_een_aanleiding"), transaction.atomic():
            Herziening.objects.filter(pk=ontwerp.pk).update(**velden)


def test_van_uitspraak_naar_vrijgave_op_het_scherm(zaak, client):
    toneel = zaak.toneel
    client.force_login(toneel.inkoper)
    gegevens = {
        "uitspraak": "toegewezen",
        "uitspraak_op": "2017-10-09",
        "kenmerk": "C/16/1",
        "toelichting": "Gewonnen.",
    }
    uitspraak = reverse("kort_geding_uitspraak", args=[zaak.geding.pk])
    fout = client.post(uitspraak, gegevens)
    assert (fout.status_code, "Voeg het vonnis toe" in fout.content.decode()) == (422, True)
    bestand = SimpleUploadedFile("vonnis.pdf", pdf("Vonnis"), "application/pdf")
    pagina = client.post(uitspraak, gegevens | {"vonnis": bestand}, follow=True).content.decode()
    adres = reverse("herziening_na_uitspraak", args=[zaak.geding.pk])
    assert adres in pagina
    assert client.get(reverse("kort_geding_vonnis", args=[zaak.geding.pk])).content == pdf("Vonnis")
    assert werk(toneel.inkoper) == ["Regio herzien na kort geding"]
    partijen = client.get(adres).context["partijen"]
    velden = {f"{f.prefix}-{naam}": w for f in partijen for naam, w in f.initial.items() if w is not False}
    velden |= {f"{f.prefix}-ervaring": ["wmo_contract"] for f in partijen if f.kenmerk == zaak.twee.kenmerk}
    pagina = client.post(adres, velden | {"reden": REDEN}, follow=True).content.decode()
    assert "de uitspraak C/16/1 van maandag 9 oktober 2017" in pagina
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], ["Herziening vrijgeven"])
    log_in(client, toneel.manager)
    herziening = Herziening.objects.get()
    client.post(reverse("herziening_vrijgeven", args=[herziening.pk]), {"gezien_hash": herziening.hash})
    assert zaak.uitkomsten() == DAARNA
    assert "vrijgegeven" in client.get(reverse("kort_geding", args=[zaak.geding.pk])).content.decode()
