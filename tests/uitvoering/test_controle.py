"""Controles during the overeenkomst: hertoetsing, sample, quality and what was given (art. 10, 14, 26; bijlage 2)."""

from datetime import date
from decimal import Decimal
from time import time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.actions import verstuur
from berichten.models import Bericht
from kern.fouten import RegelFout
from tests.factories import RolFactory, tweede_account, zet_klok
from tests.factories_toezicht import ControleFactory, ControlepuntFactory
from tests.inschrijving.hulp import pdf
from tests.race import tegelijk, wacht_op
from tests.uitvoering.test_tekortkoming import betaalde_declaratie
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Controle, Controlepunt, Tekortkoming
from uitvoering.queries.controles import eisen, werk_voor
from uitvoering.rules.controle import Aankondiging, eis_aankondiging, eis_getoond, kan_worden_beoordeeld

VANDAAG, INGANG, MEI = date(2018, 4, 3), date(2018, 1, 1), date(2018, 5, 1)


@pytest.mark.parametrize(
    ("wat", "fout"),
    [
        ({"soort": "kwaliteit", "dag": VANDAAG}, "na vandaag"),
        ({"soort": "hertoetsing"}, "één of meer eisen"),
        ({"soort": "steekproef"}, "hoeveel dossiers"),
        ({"soort": "steekproef", "aantal": 501}, "hoeveel dossiers"),
        ({"soort": "levering", "van": INGANG}, "eerste en de laatste dag"),
        ({"soort": "levering", "van": VANDAAG, "tot": INGANG}, "ligt niet voor de eerste"),
        ({"soort": "levering", "van": INGANG, "tot": MEI}, "tot en met vandaag"),
        ({"soort": "levering", "van": date(2017, 12, 31), "tot": VANDAAG}, "van maandag 1 januari 2018"),
    ],
)
def test_een_aankondiging_zonder_wat_erbij_hoort(wat, fout):
    with pytest.raises(RegelFout, match=fout):
        eis_aankondiging(Aankondiging(**{"dag": MEI} | wat), vandaag=VANDAAG, ingang=INGANG)


def test_een_goede_aankondiging_en_een_te_vroege():
    goed = [
        Aankondiging("kwaliteit", MEI),
        Aankondiging("hertoetsing", MEI, eisen=2),
        Aankondiging("steekproef", MEI, aantal=500),
        Aankondiging("levering", MEI, van=INGANG, tot=VANDAAG),
    ]
    for wat in goed:
        eis_aankondiging(wat, vandaag=VANDAAG, ingang=INGANG)
        with pytest.raises(RegelFout, match="gaat in op"):
            eis_aankondiging(wat, vandaag=date(2017, 12, 31), ingang=INGANG)


def test_wanneer_er_een_oordeel_kan_zijn_en_hoeveel_er_is_getoond():
    def kan(soort, vandaag, beantwoord=False):
        return kan_worden_beoordeeld(soort=soort, dag=MEI, beantwoord=beantwoord, vandaag=vandaag)

    assert [kan("hertoetsing", dag) for dag in (MEI, date(2018, 5, 2))] == [False, True]
    assert kan("hertoetsing", VANDAAG, beantwoord=True)
    assert [kan("kwaliteit", dag, beantwoord=True) for dag in (date(2018, 4, 30), MEI)] == [False, True]
    for getoond in (0, 10):
        eis_getoond(getoond, aantal=10)
    for getoond, aantal in ((None, 10), (11, 10), (-1, 10), (1, None)):
        with pytest.raises(RegelFout):
            eis_getoond(getoond, aantal=aantal)


@pytest.fixture
def toneel(db):
    return Toezichttoneel()


@pytest.fixture
def als(client):
    """Log in as this person, who just gave the password."""

    def doe(wie):
        client.force_login(wie)
        sessie = client.session
        sessie["account_authentication_methods"] = [{"method": "password", "at": time(), "reauthenticated": True}]
        sessie["account_authentication_methods_user"] = str(wie.pk)
        sessie.save()
        return client

    return doe


def kondig_aan(toneel, soort="kwaliteit", **velden):
    basis = {"soort": soort, "dag": MEI, "reden": "Wij kregen een signaal.", "gevraagd": "De werkwijze."}
    return actions.kondig_controle_aan(
        overeenkomst_id=toneel.overeenkomst.pk, **{"door": toneel.inkoper} | basis | velden
    )


def post_weg(rij):
    for pk in Bericht.objects.filter(over__startswith=f"uitvoering.controle:{rij.pk}:").values_list("pk", flat=True):
        verstuur(bericht_id=pk)


def oordelen(rij, oordeel="voldoet"):
    return {punt.pk: (oordeel, "Wij keken het na.") for punt in rij.punten.all()}


@pytest.mark.clausule("IK-115", "OV-128")
def test_een_hertoetsing_op_het_scherm_die_een_tekortkoming_wordt(toneel, als):
    client, ronde = als(toneel.inkoper), toneel.overeenkomst.inschrijving.ronde
    ander = ronde.eisen.get(nummer=3)
    adres = reverse("controle_aankondigen", args=[toneel.kenmerk, "hertoetsing"])
    velden = {"eisen": [toneel.eis.pk, ander.pk], "dag": "2018-04-03", "reden": "Een signaal.", "gevraagd": "Bewijs."}
    fout = client.post(adres, velden)
    assert (fout.status_code, "Een signaal." in fout.content.decode()) == (422, True)
    client.post(adres, velden | {"dag": "2018-05-01"})
    rij = Controle.objects.get()
    assert [(stand.eis.nummer, bool(stand.open)) for stand in eisen(toneel.overeenkomst)] == [
        (nummer, nummer in (3, 8)) for nummer in range(1, 12)
    ]
    post_weg(rij)
    client = als(toneel.invuller)
    antwoord = {"tekst": "Zie de lijst.", "bestanden": SimpleUploadedFile("lijst.pdf", pdf("lijst"))}
    client.post(reverse("mijn_controle_antwoord", args=[rij.pk]), antwoord)
    (stuk,) = rij.antwoorden.get().stukken.all()
    assert client.get(reverse("mijn_controle_bestand", args=[rij.pk, stuk.pk])).content == pdf("lijst")
    client = als(toneel.inkoper)
    assert werk_voor(toneel.inkoper)[0][:2] == ("Controle beoordelen", "Stichting Wulp")
    punt, goed = rij.punten.get(eis=toneel.eis), rij.punten.get(eis=ander)
    uitkomst = reverse("controle_uitkomst", args=[rij.pk])
    half = {f"oordeel_{punt.pk}": "voldoet_niet", f"motivering_{punt.pk}": "Geen dekking in Zeist."}
    leeg = client.post(uitkomst, half)
    assert (leeg.status_code, "Geen dekking in Zeist." in leeg.content.decode()) == (422, True)
    client.post(uitkomst, half | {f"oordeel_{goed.pk}": "voldoet", f"motivering_{goed.pk}": "In orde."})
    assert "Geen dekking" not in als(toneel.invuller).get(reverse("mijn_controle", args=[rij.pk])).content.decode()
    rij.refresh_from_db()
    client = als(toneel.manager)
    assert werk_voor(toneel.manager)[0][0] == "Uitkomst van een controle vaststellen"
    oud = client.post(reverse("controle_vaststellen", args=[rij.pk]), {"gezien_hash": "0" * 64})
    assert (oud.status_code, Tekortkoming.objects.count()) == (422, 0)
    client.post(reverse("controle_vaststellen", args=[rij.pk]), {"gezien_hash": rij.hash})
    dossier = Tekortkoming.objects.get()
    assert (dossier.bron, dossier.eis, dossier.bevinding) == ("eis", toneel.eis, "Geen dekking in Zeist.")
    for wie, naam in ((toneel.inkoper, "toezicht_overeenkomst"), (toneel.invuller, "mijn_toezicht")):
        bladzijde = als(wie).get(reverse(naam, args=[toneel.kenmerk]))
        stand = {s.eis.nummer: s.laatste.oordeel for s in bladzijde.context["eisen"] if s.laatste}
        assert stand == {3: "voldoet", 8: "voldoet_niet"}


@pytest.mark.clausule("OV-083")
def test_een_steekproef_telt_en_krijgt_geen_bestand(toneel, als):
    rij = kondig_aan(toneel, "steekproef", aantal=10)
    hier = {"controle_id": rij.pk, "door": toneel.invuller, "tekst": "Alles lag klaar."}
    with pytest.raises(RegelFout, match="geen bestanden"):
        actions.beantwoord_controle(**hier, getoond=9, bestanden=[SimpleUploadedFile("dossier.pdf", pdf("x"))])
    with pytest.raises(RegelFout, match="0 tot en met 10"):
        actions.beantwoord_controle(**hier, getoond=11)
    client = als(toneel.invuller)
    bladzijde = client.get(reverse("mijn_controle", args=[rij.pk]))
    assert "bestanden" not in bladzijde.context["antwoordform"].fields
    assert "nooit gegevens van cliënten" in bladzijde.content.decode()
    met_bestand = {"tekst": "Klaar.", "getoond": "9", "bestanden": SimpleUploadedFile("dossier.pdf", pdf("x"))}
    client.post(reverse("mijn_controle_antwoord", args=[rij.pk]), met_bestand)
    antwoord = rij.antwoorden.get()
    assert (antwoord.getoond, antwoord.stukken.count()) == (9, 0)
    assert Bericht.objects.filter(over__startswith=f"uitvoering.controle:{rij.pk}:").count() == 2


@pytest.mark.clausule("OV-112")
def test_een_kwaliteitsonderzoek_begint_niet_voor_het_bericht(toneel):
    rij = kondig_aan(toneel)
    zet_klok("2018-05-01 09:00")
    voorstel = {"controle_id": rij.pk, "oordelen": oordelen(rij), "door": toneel.inkoper}
    with pytest.raises(RegelFout, match="nog niet naar de organisatie verstuurd"):
        actions.stel_controle_voor(**voorstel)
    post_weg(rij)
    zet_klok("2018-04-30 23:59")
    with pytest.raises(RegelFout, match="Leg de uitkomst daarna vast"):
        actions.stel_controle_voor(**voorstel)
    zet_klok("2018-05-01 09:00")
    with pytest.raises(RegelFout, match="over elk punt"):
        actions.stel_controle_voor(**voorstel | {"oordelen": {}})
    rij = actions.stel_controle_voor(**voorstel)
    assert [punt.motivering for punt in rij.punten.all()] == ["Wij keken het na."]


@pytest.mark.clausule("OV-189")
@pytest.mark.geval("B29")
def test_een_controle_van_de_levering_kan_tot_terugvordering_leiden(toneel):
    rij = kondig_aan(toneel, "levering", periode_van=INGANG, periode_tot=date(2018, 3, 31))
    assert [punt.vraag for punt in rij.punten.all()] == ["feitelijk", "terecht", "doelmatig"]
    with pytest.raises(RegelFout, match="al een controle van deze soort"):
        kondig_aan(toneel, "levering", periode_van=INGANG, periode_tot=INGANG)
    post_weg(rij)
    zet_klok("2018-05-02 09:00")
    velden = {"controle_id": rij.pk, "oordelen": oordelen(rij, "voldoet_niet"), "door": toneel.manager}
    rij = actions.stel_controle_voor(**velden)
    vast = {"controle_id": rij.pk, "gezien_hash": rij.hash}
    with pytest.raises(RegelFout, match="zelf hebt opgesteld"):
        actions.stel_controle_vast(**vast, door=toneel.manager)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        actions.stel_controle_vast(**vast, door=tweede_account(toneel.manager))
    with pytest.raises(PermissionDenied):
        actions.stel_controle_vast(**vast, door=toneel.inkoper)
    actions.geef_controle_terug(controle_id=rij.pk, reden="Niet alles is na te gaan.", door=toneel.collega)
    een, *_ = rij.punten.all()
    niet = oordelen(rij) | {een.pk: ("voldoet_niet", "Van drie uren was er geen spoor.")}
    rij = actions.stel_controle_voor(**velden | {"oordelen": niet})
    actions.stel_controle_vast(controle_id=rij.pk, gezien_hash=rij.hash, door=toneel.collega)
    dossier = Tekortkoming.objects.get()
    assert (dossier.bron, dossier.sinds, dossier.bevinding) == (
        "artikel",
        INGANG,
        "Van drie uren was er geen spoor.",
    )
    declaratie = betaalde_declaratie(toneel)
    maatregel = actions.stel_maatregel_op(
        tekortkoming_id=dossier.pk,
        soort="terugvordering",
        motivering="Drie uren zonder spoor.",
        vanaf=date(2018, 5, 2),
        declaratie_id=declaratie.pk,
        bedrag=Decimal("207.00"),
        door=toneel.manager,
    )
    assert (maatregel.tekortkoming, maatregel.bedrag) == (dossier, Decimal("207.00"))


def test_wat_de_database_weigert(toneel):
    rij = kondig_aan(toneel)
    punt = rij.punten.get()
    fout = [
        lambda: ControleFactory(overeenkomst=toneel.overeenkomst, soort="kwaliteit", aantal=None),
        lambda: ControleFactory(overeenkomst=toneel.overeenkomst, aantal=None),
        lambda: Controle.objects.filter(pk=rij.pk).update(aantal=3),
        lambda: Controle.objects.filter(pk=rij.pk).update(status="vastgesteld"),
        lambda: Controle.objects.filter(pk=rij.pk).update(periode_van=INGANG),
        lambda: ControleFactory(overeenkomst=toneel.overeenkomst, soort="levering", aantal=None),
        lambda: Controle.objects.filter(pk=rij.pk).update(status="ingetrokken"),
        lambda: Controlepunt.objects.filter(pk=punt.pk).update(eis=toneel.eis),
        lambda: Controlepunt.objects.filter(pk=punt.pk).update(oordeel="voldoet"),
        lambda: ControlepuntFactory(controle=rij, vraag="kwaliteit"),
    ]
    for doe in fout:
        with pytest.raises(IntegrityError), transaction.atomic():
            doe()


def test_de_lijst_filtert_en_vraagt_niet_meer_bij_meer_rijen(toneel, als):
    client, lijst = als(toneel.inkoper), reverse("controles")

    def vragen():
        with CaptureQueriesContext(connection) as gedaan:
            client.get(lijst)
        return len(gedaan)

    rij = kondig_aan(toneel)
    vragen()
    een = vragen()
    kondig_aan(toneel, "steekproef", aantal=5)
    kondig_aan(toneel, "hertoetsing", eis_ids=[toneel.eis.pk])
    assert vragen() == een
    actions.trek_controle_in(controle_id=rij.pk, reden="Niet meer nodig.", door=toneel.inkoper)

    def gevonden(**vraag):
        return len(client.get(lijst, vraag).context["tabel"].rows)

    assert (gevonden(), gevonden(stand="open"), gevonden(soort="kwaliteit", zoek="wulp")) == (3, 2, 1)
    elders = RolFactory(bij_uitvoerder=True, soort="inkoper").gebruiker
    assert len(als(elders).get(lijst).context["tabel"].rows) == 0


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk():
    toneel = Toezichttoneel()
    wie = [toneel.inkoper, toneel.manager]

    def fouten(uitkomsten):
        return [uit.tekst[:30] for uit in uitkomsten if isinstance(uit, RegelFout)]

    assert fouten(tegelijk(lambda een: kondig_aan(toneel, door=een), wie)) == ["Er loopt al een controle van d"]
    rij = Controle.objects.get()
    post_weg(rij)
    zet_klok("2018-05-01 09:00")
    hier = {"controle_id": rij.pk}
    oordeel = oordelen(rij, "voldoet_niet")
    doen = [
        lambda: actions.stel_controle_voor(**hier, oordelen=oordeel, door=toneel.inkoper),
        lambda: actions.trek_controle_in(**hier, reden="Toch niet.", door=toneel.manager),
    ]
    antwoord = {"tekst": "Wij zijn er.", "door": toneel.invuller}
    assert wacht_op(toneel.overeenkomst, lambda: actions.beantwoord_controle(**hier, **antwoord))
    assert len(fouten(tegelijk(lambda doe: doe(), doen))) == 1
    rij = kondig_aan(toneel, "steekproef", aantal=2, dag=date(2018, 5, 2))
    post_weg(rij)
    zet_klok("2018-05-02 09:00")
    rij = actions.stel_controle_voor(controle_id=rij.pk, oordelen=oordelen(rij, "voldoet_niet"), door=toneel.inkoper)
    vast = tegelijk(
        lambda een: actions.stel_controle_vast(controle_id=rij.pk, gezien_hash=rij.hash, door=een),
        [toneel.manager, toneel.collega],
    )
    assert fouten(vast) == ["Dit kan niet vanuit de status "]
    assert Tekortkoming.objects.count() == 1
    terug = {"controle_id": rij.pk, "reden": "Te laat.", "door": toneel.manager}
    assert wacht_op(toneel.overeenkomst, lambda: actions.geef_controle_terug(**terug))
