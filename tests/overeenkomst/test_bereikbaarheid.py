"""How cliënten reach an organisation: kept by itself, told to the zorgkantoor, missed by both (OV-151, OV-152)."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.models import Bereikbaarheid, EigenOndersteuning
from overeenkomst.queries import bereikbaar
from partijen.states import Rolsoort
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, zet_klok
from tests.overeenkomst.toneel import Contracttoneel
from tests.race import tegelijk

WAT = {
    "telefoon": "088 123 45 67",
    "email": "clienten@wulp.example",
    "van": time(9),
    "tot": time(17),
    "werktijden": "",
    "beeldbellen": "Bel voor een afspraak.",
    "bezoek": "Wulpenlaan 1, Zeist",
    "website": "https://wulp.example",
}
db = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})


@pytest.fixture
def invuller(toneel):
    return RolFactory(soort=Rolsoort.INVULLER, organisatie=toneel.dossier.organisatie).gebruiker


def bewaar(rij, door, regio="utrecht", gezien=0, **velden):
    return actions.bewaar_bereikbaarheid(overeenkomst_id=rij.pk, regio=regio, gezien=gezien, door=door, **WAT | velden)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


@db
@pytest.mark.clausule("OV-151", "OV-152")
def test_een_wijziging_staat_meteen_bij_het_zorgkantoor_en_geeft_een_bericht(toneel, invuller, client):
    rij = toneel.bied_aan()
    client.force_login(invuller)
    invullen = reverse("bereikbaarheid", args=[toneel.dossier.kenmerk, "utrecht"])
    fout = client.post(invullen, WAT | {"gezien": 0, "telefoon": "bel mij", "website": "x y"})
    assert (fout.status_code, Bereikbaarheid.objects.count()) == (422, 0)
    assert "Vul een telefoonnummer in met alleen cijfers" in tekst(fout)
    assert 'value="bel mij"' in tekst(fout)

    client.post(invullen, WAT | {"gezien": 0, "website": "wulp.example"})

    client.force_login(toneel.toneel.inkoper)
    pagina = tekst(client.get(reverse("overeenkomst", args=[toneel.dossier.kenmerk])))
    assert "088 123 45 67<br>clienten@wulp.example" in pagina
    assert "Contactgegevens voor cliënten gewijzigd, door" in pagina
    bericht = Bericht.objects.get(onderwerp__startswith="Contactgegevens")
    assert bericht.ontvanger == toneel.uitvoerder.inschrijf_email
    assert "Telefoon: 088 123 45 67" in bericht.tekst
    assert "https://wulp.example" in bericht.tekst

    assert bewaar(rij, invuller, gezien=1) == []  # nothing changed: no message
    bewaar(rij, invuller, gezien=1, telefoon="030 123 45 67")
    assert Bericht.objects.filter(onderwerp__startswith="Contactgegevens").count() == 2


@db
@pytest.mark.clausule("OV-070", "OV-071")
def test_een_werkdag_zonder_gat_en_vier_manieren_van_contact(toneel, invuller, client):
    rij = toneel.bied_aan()
    for gat in ({"van": time(9, 1)}, {"tot": time(16, 59)}, {"van": time(13), "tot": time(12)}):
        with pytest.raises(RegelFout, match=r"in elk geval van 9\.00 tot 17\.00 uur"):
            bewaar(rij, invuller, **gat)
    for kanaal in ("telefoon", "email", "beeldbellen", "bezoek"):
        with pytest.raises(RegelFout):
            bewaar(rij, invuller, **{kanaal: ""})
    client.force_login(invuller)
    invullen = reverse("bereikbaarheid", args=[toneel.dossier.kenmerk, "utrecht"])
    fout = client.post(invullen, WAT | {"gezien": 0, "van": "9.30", "bezoek": "Aan de Vecht"})
    assert (fout.status_code, Bereikbaarheid.objects.count()) == (422, 0)
    assert "in elk geval van 9.00 tot 17.00 uur" in tekst(fout)
    assert 'value="Aan de Vecht"' in tekst(fout)
    client.post(invullen, WAT | {"gezien": 0, "van": "8.30", "tot": "18:00", "werktijden": "Zaterdag tot 12.00 uur."})
    rij = Bereikbaarheid.objects.get()
    assert rij.tijden == "elke werkdag van 8.30 tot 18.00 uur. Zaterdag tot 12.00 uur."
    with pytest.raises(IntegrityError), transaction.atomic():
        Bereikbaarheid.objects.update(van=time(10))


@db
def test_een_keer_invullen_kan_voor_alle_regios_van_de_overeenkomst(toneel, invuller):
    rij = toneel.bied_aan()
    assert bereikbaar.zonder(bereikbaar.per_dossier([toneel.dossier])[toneel.dossier.pk]) == ["Utrecht", "Zwolle"]
    gewijzigd = bewaar(rij, invuller, ook=["zwolle"])
    assert [str(b.regio) for b in gewijzigd] == ["Utrecht", "Zwolle"]
    assert bereikbaar.zonder(bereikbaar.per_dossier([toneel.dossier])[toneel.dossier.pk]) == []
    assert Bericht.objects.filter(onderwerp__startswith="Contactgegevens").count() == 1


@db
def test_alleen_de_organisatie_zelf_voor_haar_eigen_regios_en_met_wat_er_nu_staat(toneel, invuller):
    rij = toneel.bied_aan()
    with pytest.raises(PermissionDenied):
        bewaar(rij, toneel.manager)
    with pytest.raises(RegelFout, match="Kies alleen uit uw eigen regio"):
        bewaar(rij, invuller, regio="flevoland")
    with pytest.raises(RegelFout, match="telefoonnummer"):
        bewaar(rij, invuller, telefoon="bel mij")
    bewaar(rij, invuller)
    with pytest.raises(RegelFout, match="intussen gewijzigd"):
        bewaar(rij, invuller, telefoon="030 123 45 67")


@db
@pytest.mark.clausule("OV-151")
def test_wat_mist_is_een_waarschuwing_een_taak_en_een_bericht_voor_de_eerste_dag(toneel, invuller, client):
    rij = toneel.getekend()
    zet_klok("2017-12-01 23:59")
    assert actions.herinner_bereikbaarheid() == 0
    zet_klok("2017-12-02 00:00")
    assert [actions.herinner_bereikbaarheid() for _ in range(2)] == [1, 1]
    bericht = Bericht.objects.get(onderwerp__startswith="Vul uw contactgegevens in")
    assert "Er zijn geen contactgegevens voor: Utrecht, Zwolle." in bericht.tekst

    taken = {taak[0]: (taak[1], taak[3]) for taak in bereikbaar.werk_voor(toneel.toneel.inkoper)}
    wat = "Contactgegevens voor cliënten ontbreken (Utrecht, Zwolle)"
    assert str(taken[wat][1]) == "2018-01-01 00:00:00+01:00"
    assert taken["Eigen cliëntondersteuning invullen"] == ("Zorgkantoor IJsvogel", None)
    client.force_login(toneel.toneel.inkoper)
    hun = tekst(client.get(reverse("overeenkomst", args=[toneel.dossier.kenmerk])))
    assert "heeft nog geen contactgegevens ingevuld voor Utrecht, Zwolle." in hun
    client.force_login(invuller)
    assert "Cliënten zien nog niet hoe zij u bereiken." in tekst(client.get(reverse("mijn_overeenkomsten")))
    zijn = tekst(client.get(reverse("mijn_overeenkomst", args=[toneel.dossier.kenmerk])))
    assert "Vul dit in vóór maandag 1 januari 2018." in zijn

    bewaar(rij, invuller, ook=["zwolle"])
    client.force_login(toneel.toneel.inkoper)
    eigen = reverse("eigen_ondersteuning", args=[toneel.uitvoerder.code])
    assert client.post(eigen, WAT | {"gezien": 0}).status_code == 302
    assert EigenOndersteuning.objects.get().uitvoerder == toneel.uitvoerder
    assert bereikbaar.werk_voor(toneel.toneel.inkoper) == []
    assert actions.herinner_bereikbaarheid() == 0


@pytest.mark.django_db(transaction=True)
def test_twee_collegas_tegelijk_een_van_hen_ziet_dat_er_iets_anders_staat(toneel, invuller):
    rij = toneel.bied_aan()
    nummers = ["030 111 11 11", "030 222 22 22"]
    uitkomsten = tegelijk(lambda nummer: bewaar(rij, invuller, telefoon=nummer), nummers)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "list"]
    assert Bericht.objects.filter(onderwerp__startswith="Contactgegevens").count() == 1
    eigen = [
        {"uitvoerder_id": toneel.uitvoerder.pk, "gezien": 0, "door": toneel.manager, **WAT, "telefoon": nummer}
        for nummer in nummers
    ]
    uitkomsten = tegelijk(lambda velden: actions.bewaar_eigen_ondersteuning(**velden), eigen)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["EigenOndersteuning", "RegelFout"]
