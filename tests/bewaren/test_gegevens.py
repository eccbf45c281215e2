"""One's own data: asked for, made by the worker, taken by one person only, gone after a week (AVG, article 15)."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from bewaren import actions
from bewaren.models import Gegevensaanvraag
from bewaren.tasks import verlopen_sessies
from inschrijving.models import Inschrijving
from kern import klok
from kern.rules import sha256
from kluis.models import Stuk
from partijen.models import Sessie
from partijen.states import Rolsoort
from tests.bewaren.hulp import afgewezen, beheerder
from tests.factories import BerichtFactory, RolFactory, zet_klok
from tests.race import tegelijk

pytestmark = [pytest.mark.django_db, pytest.mark.geval("R22")]


@pytest.fixture
def dossier() -> Inschrijving:
    return afgewezen()


def ophalen(rij: Gegevensaanvraag) -> str:
    if rij.inschrijving is None:
        return reverse("gegevens_ophalen")
    return reverse("dossiergegevens_ophalen", args=[rij.inschrijving.kenmerk])


def haal_op(client, rij: Gegevensaanvraag) -> ZipFile:
    antwoord = client.post(ophalen(rij))
    assert (antwoord.status_code, antwoord["Cache-Control"]) == (200, "no-store, private")
    return ZipFile(BytesIO(antwoord.content))


def test_een_mens_krijgt_de_eigen_gegevens_en_niets_van_een_ander(client):
    ik, ander = beheerder(), beheerder()
    BerichtFactory(ontvanger=ik.email, tekst="Voor mij")
    BerichtFactory(ontvanger=ander.email, tekst="Voor een ander")
    client.force_login(ik)
    assert client.post(reverse("gegevens_vragen")).status_code == 302
    assert client.get(reverse("mijn_gegevens"))["Refresh"] == "2"
    client.post(reverse("gegevens_vragen"))  # twice is one wish
    assert actions.maak_gegevens() == 1
    assert "Ophalen" in client.get(reverse("mijn_gegevens")).content.decode()
    rij = Gegevensaanvraag.objects.get()
    inhoud = json.loads(haal_op(client, rij).read("gegevens.json"))
    assert inhoud["account"]["e-mailadressen"] == [ik.email]
    assert [bericht["tekst"] for bericht in inhoud["berichten"]] == ["Voor mij"]
    assert [regel["handeling"] for regel in inhoud["handelingen"]] == ["vraag_gegevens"]
    assert inhoud["rollen"][0]["rol"] == "Beheerder"
    client.force_login(ander)
    assert client.post(ophalen(rij)).status_code == 409
    zet_klok(klok.nu() + timedelta(days=7))
    assert (actions.ruim_gegevens_op(), actions.ruim_gegevens_op()) == (1, 0)
    rij.refresh_from_db()
    assert (rij.status, rij.stuk.sleutel.vernietigd_op) == ("verlopen", klok.nu())
    client.force_login(ik)
    assert client.post(ophalen(rij)).status_code == 409


def test_een_organisatie_krijgt_haar_dossier_byte_voor_byte(client, dossier):
    rol = RolFactory(organisatie=dossier.organisatie, soort=Rolsoort.INVULLER)
    client.force_login(rol.gebruiker)
    client.post(reverse("dossiergegevens_vragen", args=[dossier.kenmerk]))
    assert actions.maak_gegevens() == 1
    rij = Gegevensaanvraag.objects.get()
    archief = haal_op(client, rij)
    inhoud = json.loads(archief.read("gegevens.json"))
    assert (inhoud["kenmerk"], len(inhoud["beslissingen"]), inhoud["bezwaren"]) == (dossier.kenmerk, 2, [])
    assert inhoud["indieningen"][0]["hash"] == dossier.indieningen.get().hash
    gekregen = {sha256(archief.read(naam)) for naam in archief.namelist() if naam != "gegevens.json"}
    assert gekregen == set(
        Stuk.objects.filter(sleutel__dossier=dossier.dossier_sleutel, naam__endswith=".pdf")
        .exclude(naam__startswith="ontvangstbewijs")
        .values_list("sha256", flat=True)
    )
    vreemd = RolFactory(soort=Rolsoort.INVULLER).gebruiker
    client.force_login(vreemd)
    assert client.post(reverse("dossiergegevens_vragen", args=[dossier.kenmerk])).status_code == 404
    collega = RolFactory(organisatie=dossier.organisatie, soort=Rolsoort.INVULLER).gebruiker
    client.force_login(collega)  # did not ask for it
    assert client.post(ophalen(rij)).status_code == 409
    rol.tot = rol.van
    rol.save()
    client.force_login(rol.gebruiker)  # who lost the role gets nothing of the organisation any more
    assert client.post(ophalen(rij)).status_code == 403


def test_een_verlopen_sessie_gaat_weg():
    for dagen in (-1, 1):
        Sessie.objects.create(session_key=f"s{dagen}", session_data="", expire_date=klok.nu() + timedelta(dagen))
    verlopen_sessies()
    assert Sessie.objects.get().session_key == "s1"


@pytest.mark.django_db(transaction=True)
def test_twee_workers_maken_een_bestand():
    rij = actions.vraag_gegevens(inschrijving_id=None, door=beheerder())
    assert sorted(tegelijk(lambda _: actions.maak_gegevens(), [1, 2])) == [0, 1]
    assert Stuk.objects.filter(sleutel__dossier=rij.dossier_sleutel).count() == 1
