"""All letters of an uitvoerder in one go: asked for once, made by a worker that may die (R4, R17)."""

import pytest
from django.urls import reverse

from bekendmaking.actions import maak_archieven, maak_brieven, vraag_brieven_aan
from bekendmaking.models import Brief, Brievenreeks
from kern import klok
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.models import Rol
from tests.bekendmaking.test_archief import dood_een_worker
from tests.bekendmaking.toneel import NIEUW, VOLDOET_NIET, Toneel, zet_klok
from tests.factories import HartslagFactory
from tests.factories_bekendmaking import ArchiefFactory
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    """Two letters that can be made, and one dossier that waits for its region."""
    toneel = Toneel()
    toneel.dossiers = [toneel.dossier({"Utrecht": VOLDOET_NIET}) for _ in range(2)]
    toneel.dossier({"Zwolle": NIEUW})
    return toneel


def vraag_aan(toneel, door=None) -> Brievenreeks:
    return vraag_brieven_aan(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, door=door or toneel.inkoper)


def adres(toneel, naam="brievenreeks"):
    return reverse(naam, args=[toneel.ronde.code, toneel.uitvoerder.code])


def test_van_aanvragen_tot_brieven(toneel, client):
    client.force_login(toneel.inkoper)
    assert "Maak 2 brieven" in client.get(adres(toneel, "vrijgave")).content.decode()
    for _ in range(2):
        assert client.post(adres(toneel, "brieven_opstellen")).url == adres(toneel)
    onderweg = client.get(adres(toneel))
    assert (onderweg["Refresh"], "staat in de rij, met 2 brieven" in onderweg.content.decode()) == ("2", True)
    assert "Brieven worden gemaakt: 0 van 2" in client.get(adres(toneel, "vrijgave")).content.decode()
    assert (maak_brieven(), maak_brieven()) == (1, 0)
    klaar = client.get(adres(toneel))
    assert ("Refresh" in klaar, "2 van 2 brieven" in klaar.content.decode()) == (False, True)
    assert client.post(adres(toneel, "brieven_opstellen")).status_code == 409
    assert set(Brief.objects.values_list("opgesteld_door", flat=True)) == {toneel.inkoper.pk}
    regels = Gebeurtenis.objects.filter(object_soort="bekendmaking.brievenreeks").order_by("nummer")
    assert [(regel.handeling, regel.actor_id) for regel in regels] == [
        ("vraag_aan", toneel.inkoper.pk),
        ("begin", None),
        ("rond_af", None),
    ]


def test_zonder_worker_zegt_de_pagina_wat_er_aan_de_hand_is(toneel, client):
    client.force_login(toneel.inkoper)
    vraag_aan(toneel)
    assert "De verwerking op de achtergrond staat nu stil" in client.get(adres(toneel)).content.decode()
    HartslagFactory(op=klok.nu())
    assert "staat nu stil" not in client.get(adres(toneel)).content.decode()


def test_wat_een_worker_liet_liggen_gaat_verder_en_wat_er_was_blijft(toneel):
    reeks = vraag_aan(toneel)
    eerste = toneel.brief(toneel.dossiers[0])
    Brievenreeks.objects.update(status="bezig", poging=1, gezien_op=klok.nu())
    assert maak_brieven() == 0
    zet_klok("2017-09-11 10:02")
    assert maak_brieven() == 1
    reeks.refresh_from_db()
    assert (reeks.status, reeks.poging, reeks.gedaan, reeks.totaal) == ("klaar", 2, 2, 2)
    assert Brief.objects.get(pk=eerste.pk).opgesteld_op == eerste.opgesteld_op


def test_een_tegelijk_zodat_een_worker_vrij_blijft_voor_het_moment(toneel):
    vraag_aan(toneel)
    archief = ArchiefFactory(ronde=toneel.ronde, status="bezig", poging=1, gezien_op=klok.nu())
    assert maak_brieven() == 0
    archief.delete()
    Brievenreeks.objects.update(status="bezig", poging=1, gezien_op=klok.nu())
    ArchiefFactory(ronde=toneel.ronde)
    assert maak_archieven() == 0


def test_wie_geen_recht_meer_heeft_maakt_geen_brieven_meer(toneel, client):
    vraag_aan(toneel)
    Rol.objects.filter(gebruiker=toneel.inkoper).delete()
    assert maak_brieven() == 0
    client.force_login(toneel.manager)
    assert "mag bij dit zorgkantoor geen brieven meer maken" in client.get(adres(toneel)).content.decode()
    assert not Brief.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twee_klikken_en_twee_workers_tegelijk_maken_elke_brief_een_keer(toneel):
    een, ander = tegelijk(lambda door: vraag_aan(toneel, door), [toneel.inkoper, toneel.manager])
    assert een.pk == ander.pk
    assert sorted(tegelijk(lambda _: maak_brieven(), range(2))) == [0, 1]
    assert Brief.objects.count() == Gebeurtenis.objects.filter(handeling="stel_op").count() == 2
    with pytest.raises(RegelFout, match="geen brief die gemaakt kan worden"):
        vraag_aan(toneel)


@pytest.mark.proef
@pytest.mark.django_db(transaction=True)
def test_kill_9_van_de_worker_en_de_volgende_maakt_de_brieven(toneel):
    reeks = vraag_aan(toneel)
    dood_een_worker("maak_brieven")
    reeks.refresh_from_db()
    assert (reeks.status, reeks.poging, maak_brieven()) == ("bezig", 1, 0)
    zet_klok("2017-09-11 10:02")
    assert maak_brieven() == 1
    reeks.refresh_from_db()
    assert (reeks.status, reeks.poging, Brief.objects.count()) == ("klaar", 2, 2)
