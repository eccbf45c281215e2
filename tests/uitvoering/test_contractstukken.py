"""The werkafspraken and the method for signals: version by version, each kept by its own side."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from overeenkomst.states import Kant
from tests.factories_inschrijving import ClientondersteunerFactory
from tests.factories_publicatie import RondedocumentFactory
from tests.kluis.bestanden import docx, pdf
from tests.race import tegelijk, wacht_op
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Contractstuk


def leg_vast(toneel, door=None, **velden):
    hier = {"overeenkomst_id": toneel.overeenkomst.pk, "kant": Kant.ORGANISATIE, "gezien": 0}
    velden = {"tekst": "Elke maand bespreken.", "door": door or toneel.invuller} | velden
    return actions.leg_contractstuk_vast(**hier | velden)


@pytest.mark.django_db
@pytest.mark.clausule("OV-238")
def test_de_werkwijze_voor_signalen_staat_beschreven_of_als_bestand_in_het_contractdossier(client):
    toneel = Toezichttoneel()
    client.force_login(toneel.invuller)
    hier = reverse("mijn_contractstukken", args=[toneel.kenmerk])
    fouten = [{"tekst": ""}, {"tekst": "Bel jan@voorbeeld.example"}, {"bestand": SimpleUploadedFile("a.docx", docx())}]
    assert [client.post(hier, {"gezien": 0} | fout).status_code for fout in fouten] == [422] * 3
    assert not Contractstuk.objects.exists()
    assert client.post(hier, {"gezien": 0, "tekst": "Elke maand bespreken."}).status_code == 302
    wat = {"gezien": 1, "bestand": SimpleUploadedFile("werkwijze.pdf", pdf())}
    assert client.post(hier, wat).status_code == 302
    client.force_login(toneel.inkoper)
    tekst = client.get(reverse("contractstukken", args=[toneel.kenmerk])).content.decode()
    for staat in ("Elke maand bespreken.", "werkwijze.pdf"):
        assert staat in tekst
    rij = Contractstuk.objects.get(versie=2)
    assert client.get(reverse("contractstuk", args=[toneel.kenmerk, rij.pk])).content == pdf()
    assert [bericht.ontvanger for bericht in Bericht.objects.all()] == [
        toneel.overeenkomst.inschrijving.uitvoerder.inschrijf_email
    ] * 2


@pytest.mark.django_db
def test_elke_kant_heeft_haar_eigen_stuk_en_een_versie_verandert_niet():
    toneel = Toezichttoneel()
    with pytest.raises(PermissionDenied):
        leg_vast(toneel, toneel.invuller, kant=Kant.ZORGKANTOOR)
    with pytest.raises(PermissionDenied):
        leg_vast(toneel, toneel.inkoper)
    rij = leg_vast(toneel, toneel.inkoper, kant=Kant.ZORGKANTOOR)
    assert str(rij) == "Werkafspraken als passende zorg niet op tijd wordt gevonden, versie 1"
    with pytest.raises(DatabaseError, match="alleen toevoegen"), transaction.atomic():
        Contractstuk.objects.filter(pk=rij.pk).update(tekst="Anders.")


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk():
    toneel = Toezichttoneel()
    assert wacht_op(toneel.overeenkomst, lambda: leg_vast(toneel))
    uit = tegelijk(lambda wie: leg_vast(toneel, wie), [toneel.invuller, toneel.tekenaar])
    assert [u.tekst[:30] for u in uit if isinstance(u, RegelFout)] == ["Een collega heeft intussen een"]


@pytest.mark.django_db
@pytest.mark.clausule("OV-113")
def test_beroepsdocumenten_en_registraties_staan_in_het_contractdossier(client):
    toneel = Toezichttoneel()
    dossier = toneel.overeenkomst.inschrijving
    adressen = [f"https://beroep.example/{naam}" for naam in ("code", "profiel", "voorwaarden")]
    for nummer, adres in enumerate(adressen):
        RondedocumentFactory(
            ronde=dossier.ronde, slot=f"beroep-{nummer}", titel=f"Beroep {nummer}", stuk=None, adres=adres
        )
    ClientondersteunerFactory(
        inschrijving=dossier, naam="W. Wulp", registratie="beroepsregister", registratienummer="R-123"
    )
    for wie, naam in ((toneel.invuller, "mijn_contractstukken"), (toneel.inkoper, "contractstukken")):
        client.force_login(wie)
        tekst = client.get(reverse(naam, args=[toneel.kenmerk])).content.decode()
        assert [adres for adres in adressen if f'href="{adres}"' in tekst] == adressen
        assert [deel in tekst for deel in ("W. Wulp", "Ingeschreven in het beroepsregister", "R-123")] == [True] * 3
