"""Gelijk gekregen toen er al iets definitief was: niemand verliest een plaats (A51, docs/adr/0013)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from bekendmaking import actions, tasks
from bekendmaking.jaaroverzicht import regels
from bekendmaking.models import Beslissing, Herziening
from bekendmaking.sluiten import open_zaken
from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.klok import om
from kern.models import Gebeurtenis
from tests.bekendmaking.test_herziening import DAARNA, EERST, REDEN, Zaak, nieuw, werk
from tests.bekendmaking.toneel import zet_klok
from tests.factories_bekendmaking import HerzieningFactory
from tests.factories_selectie import LotingFactory
from tests.inschrijving.hulp import log_in
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
BLIJFT = "U had gelijk over het contract. Er is geen plaats meer. Wij spraken een vergoeding af."


def maak_definitief(*dossiers) -> None:
    rijen = Beslissing.objects.filter(regioinschrijving__inschrijving__in=dossiers, status="voorlopig")
    rijen.update(status="definitief")


@pytest.fixture
def zaak():
    """The places in Utrecht are given for good; the second new party turned out to be right."""
    zaak = Zaak()
    maak_definitief(zaak.oud, zaak.een)
    return zaak


def laat_blijven(zaak, **velden):
    gegevens = {"toewijzing_id": zaak.toewijzing.pk, "reden": BLIJFT, "door": zaak.toneel.inkoper, **velden}
    return actions.laat_besluit_blijven(bezwaar_id=zaak.bezwaar.pk, **gegevens)


def test_het_besluit_van_twee_mensen_laat_alles_staan_en_houdt_niets_meer_op(zaak):
    assert len(open_zaken(zaak.toewijzing)) == 1
    with pytest.raises(RegelFout, match=f"Zo verliest {zaak.een.partijnaam} een plaats"):
        zaak.stel_op()
    al = set(Bericht.objects.values_list("pk", flat=True))
    herziening = zaak.geef_vrij(laat_blijven(zaak))
    assert (zaak.uitkomsten(), open_zaken(zaak.toewijzing), herziening.opschorting_tot) == (EERST, [], None)
    bericht = Bericht.objects.exclude(pk__in=al).get()
    assert (bericht.ontvanger, bericht.onderwerp) == (
        "twee@oco.example",
        f"Uitkomst in de regio Utrecht: {zaak.twee.kenmerk}",
    )
    assert f"Onze reden: {BLIJFT}" in bericht.tekst
    assert "Daarom blijven de beslissingen zoals zij zijn, ook die over u." in bericht.tekst
    assert "De laatste dag daarvoor is maandag 20 november 2017." in bericht.tekst
    handelingen = Gebeurtenis.objects.filter(object_soort="bekendmaking.herziening").order_by("pk")
    assert [(g.handeling, g.actor_id) for g in handelingen] == [
        ("laat_besluit_blijven", zaak.toneel.inkoper.pk),
        ("geef_vrij", zaak.toneel.manager.pk),
    ]
    with pytest.raises(RegelFout, match="De regio Utrecht is na dit bezwaar al herzien"):
        laat_blijven(zaak)
    (utrecht,) = [regio.aantallen for regio in regels(zaak.toneel.ronde, None) if regio.naam == "Utrecht"]
    assert (utrecht.gegrond, utrecht.herzien) == (1, 0)


def test_van_een_te_laat_vastgelegd_bezwaar_tot_het_besluit():
    """It came at the bezwaar address in time, and was found when everything was definitive already."""
    zaak = Zaak("ongegrond")
    zet_klok("2017-10-13 10:00")
    tasks.maak_definitief()
    brief, behandelaar = zaak.buiten.brieven.get(), zaak.toneel.behandelaar
    bezwaar = actions.registreer_bezwaar(
        brief_id=brief.pk,
        beslissing_ids=[brief.beslissingen.get().pk],
        kanaal="bezwaaradres",
        ontvangen_op=om(date(2017, 9, 28), 10),
        motivering="In Utrecht 2 is iemand bereikbaar.",
        sleutel=uuid4(),
        door=zaak.toneel.inkoper,
    )
    actions.neem_in_behandeling(bezwaar_id=bezwaar.pk, behandelaar_id=behandelaar.pk, door=behandelaar)
    actions.beantwoord(bezwaar_id=bezwaar.pk, oordeel="gegrond", antwoord="U hebt gelijk.", door=behandelaar)
    zaak.bezwaar = bezwaar
    sterkste = nieuw(zaak.buiten, ervaring=["wlz_contract"])
    with pytest.raises(RegelFout, match=f"Zo verliest {zaak.een.partijnaam} een plaats"):
        zaak.stel_op(kandidaten=[*zaak.kandidaten(twee=()), sterkste])
    zaak.geef_vrij(laat_blijven(zaak))
    assert (zaak.uitkomsten(), open_zaken(zaak.toewijzing)) == (EERST, [])


def test_wie_definitief_is_houdt_plaats_en_voorwaarden(zaak):
    """With a place that is not given for good, the region is decided anew, also for who was rejected for good."""
    maak_definitief(zaak.twee)
    Beslissing.objects.filter(regioinschrijving__inschrijving=zaak.een).update(status="voorlopig")
    zaak.toneel.budget("Utrecht", "100000.00")
    herziening = zaak.geef_vrij(zaak.stel_op())
    assert zaak.uitkomsten() == DAARNA
    anders = Beslissing.objects.filter(brief__herziening=herziening).values_list("regioinschrijving__inschrijving")
    assert {pk for (pk,) in anders} == {zaak.een.pk, zaak.twee.pk}


def test_zolang_niets_definitief_is_wordt_de_regio_herzien(zaak):
    Beslissing.objects.filter(status="definitief").update(status="voorlopig")
    with pytest.raises(RegelFout, match="In de regio Utrecht is nog niets definitief"):
        laat_blijven(zaak)


def test_een_ontwerp_van_voor_definitief_neemt_niemand_een_plaats_af(zaak):
    Beslissing.objects.filter(status="definitief").update(status="voorlopig")
    herziening = zaak.stel_op()
    maak_definitief(zaak.een)
    with pytest.raises(RegelFout, match="Niemand verliest dan nog een plaats"):
        zaak.geef_vrij(herziening)
    laat_blijven(zaak)
    assert Herziening.objects.get().besluit_blijft is True  # the other draft went


@pytest.mark.geval("B29")
def test_een_ander_geeft_vrij_wat_hij_zag_ook_op_een_latere_dag(zaak):
    herziening = laat_blijven(zaak, door=zaak.toneel.manager)
    with pytest.raises(RegelFout, match="niet goedkeuren wat u zelf hebt opgesteld"):
        zaak.geef_vrij(herziening)
    with pytest.raises(PermissionDenied):
        zaak.geef_vrij(herziening, door=zaak.toneel.inkoper)
    tweede = zaak.toneel.persoon("inkoopmanager")
    with pytest.raises(RegelFout, match="De inhoud is gewijzigd sinds u keek"):
        zaak.geef_vrij(herziening, gezien_hash="0" * 64, door=tweede)
    zet_klok("2017-10-11 10:00")
    assert zaak.geef_vrij(herziening, door=tweede).status == "vrijgegeven"


@pytest.mark.django_db(transaction=True)
def test_twee_keer_tegelijk_vrijgeven_geeft_een_bericht(zaak):
    herziening = laat_blijven(zaak)
    managers = [zaak.toneel.manager, zaak.toneel.persoon("inkoopmanager")]
    uitkomsten = tegelijk(lambda door: zaak.geef_vrij(herziening, door=door), managers)
    assert sum(isinstance(uitkomst, RegelFout) for uitkomst in uitkomsten) == 1
    assert Bericht.objects.filter(over=f"bekendmaking.herziening:{herziening.pk}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twee_die_tegelijk_voorstellen_laten_een_ontwerp_over(zaak):
    uitkomsten = tegelijk(lambda _: laat_blijven(zaak), range(2))
    assert [isinstance(rij, Herziening) for rij in uitkomsten] == [True, True]
    assert Herziening.objects.count() == 1


def test_ook_de_database_wil_dan_geen_loting():
    with pytest.raises(IntegrityError, match="herziening_blijft_zonder_loting"), transaction.atomic():
        HerzieningFactory(besluit_blijft=True, loting=LotingFactory())


def test_wie_gelijk_kreeg_maar_niets_ziet_veranderen_krijgt_ook_bericht(zaak):
    zaak.geef_vrij(zaak.stel_op(kandidaten=zaak.kandidaten(twee=())))
    bericht = Bericht.objects.get(onderwerp__startswith="Uitkomst in de regio Utrecht")
    assert f"Uw uitkomst in deze regio verandert niet.\n\nOnze reden: {REDEN}" in bericht.tekst


def test_van_voorstel_naar_bericht_op_het_scherm(zaak, client):
    toneel = zaak.toneel
    adres = reverse("herziening_opstellen", args=[zaak.bezwaar.pk, "utrecht"])
    client.force_login(toneel.inkoper)
    assert "In deze regio is al een beslissing definitief" in client.get(adres).content.decode()
    fout = client.post(adres, {"besluit": "blijft", "reden": ""})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["reden"])
    assert not any(partij.errors for partij in fout.context["partijen"])
    zonder = client.post(adres, {"reden": BLIJFT})
    assert (zonder.status_code, list(zonder.context["form"].errors)) == (422, ["besluit"])
    pagina = client.post(adres, {"besluit": "blijft", "reden": BLIJFT}, follow=True).content.decode()
    assert "De beslissingen blijven" in pagina
    assert (werk(toneel.inkoper), werk(toneel.manager)) == ([], ["Herziening vrijgeven"])
    herziening = Herziening.objects.get()
    log_in(client, toneel.manager)
    client.post(reverse("herziening_vrijgeven", args=[herziening.pk]), {"gezien_hash": herziening.hash})
    pagina = client.get(reverse("bezwaar", args=[zaak.bezwaar.pk])).content.decode()
    assert ("vrijgegeven, de beslissingen blijven" in pagina, "tekent niemand" in pagina) == (True, False)
    tasks.maak_definitief()
    client.force_login(toneel.invuller(zaak.twee))
    pagina = client.get(reverse("beslissing", args=[zaak.twee.kenmerk])).content.decode()
    assert "Daarom blijven de beslissingen zoals zij zijn." in pagina
    assert BLIJFT in pagina
    assert "nog opnieuw" not in pagina
