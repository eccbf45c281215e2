"""Questions about a round, the answers, and the nota van inlichtingen."""

import io
import subprocess
from datetime import datetime
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kern.klok import AMSTERDAM
from kern.models import Gebeurtenis
from kluis.actions import lees
from partijen.states import Rolsoort
from publicatie import inlichtingen
from publicatie.actions import beantwoord, maak_correctie, publiceer_nota, stel_vraag, verwijder_correctie
from publicatie.models import Correctie, Inkoopronde, Nota, Vraag
from publicatie.rules import Venster, noemt, vragenvenster
from publicatie.states import Vraagstatus
from publicatie.tasks import meld_antwoorden
from tests.factories import OrganisatieFactory, RolFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.factories_publicatie import CorrectieFactory, InkooprondeFactory, VraagFactory
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
SJABLONEN = ["{{7*7}}", "{% load static %}", "${7*7}", "{0.__class__}", "%(x)s", "<b>vet</b>"]


def om(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst).replace(tzinfo=AMSTERDAM)


def vragenronde(**velden):
    momenten = {
        "vragen_vanaf": om("2017-06-01 00:00"),
        "vragen_tot": om("2017-06-17 12:00"),
        "nota_op": om("2017-06-30 17:00"),
    }
    return kleine_ronde(**momenten | velden)


class Toneel:
    """A round with a time for questions, an organisation that asks, and the zorgkantoor that answers."""

    def __init__(self):
        self.ronde = vragenronde()
        self.uitvoerder = self.ronde.toewijzingen.first().uitvoerder
        self.organisatie = OrganisatieFactory(statutaire_naam="Stichting Kiekendief")
        self.vrager = RolFactory(soort=Rolsoort.INVULLER, organisatie=self.organisatie).gebruiker
        self.inkoper = RolFactory(bij_uitvoerder=True, uitvoerder=self.uitvoerder).gebruiker
        self.manager = RolFactory(
            bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER, uitvoerder=self.uitvoerder
        ).gebruiker
        self.beheerder = RolFactory(landelijk=True).gebruiker

    def vraag(self, **velden):
        standaard = {
            "ronde_id": self.ronde.pk,
            "uitvoerder_id": self.uitvoerder.pk,
            "organisatie_id": self.organisatie.pk,
            "soort": "vraag",
            "onderwerp": "Paragraaf 1.6",
            "tekst": "Geldt het tarief ook voor reistijd?",
            "sleutel": uuid4(),
            "door": self.vrager,
        }
        return stel_vraag(**standaard | velden)

    def antwoord(self, vraag, antwoord="Ja.", **velden):
        return beantwoord(**{"vraag_id": vraag.pk, "antwoord": antwoord, "gezien": "", "door": self.inkoper} | velden)

    def nota(self, door=None):
        return publiceer_nota(ronde_id=self.ronde.pk, door=door or self.manager)


@pytest.fixture
def toneel(klok):
    klok("2017-06-10 10:00")
    return Toneel()


def pdftekst(inhoud: bytes) -> str:
    uitvoer = subprocess.run(["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True)
    return " ".join(uitvoer.stdout.decode().split())


# Asking


@pytest.mark.parametrize(
    ("nu", "stand"),
    [
        ("2017-05-31 23:59:59.999999", Venster.NOG_NIET),
        ("2017-06-01 00:00", Venster.OPEN),
        ("2017-06-17 12:00", Venster.OPEN),
        ("2017-06-17 12:00:00.000001", Venster.VOORBIJ),
    ],
)
def test_het_laatste_ogenblik_telt_mee(nu, stand):
    assert vragenvenster(om("2017-06-01 00:00"), om("2017-06-17 12:00"), om(nu)) is stand


@pytest.mark.parametrize(("vanaf", "tot"), [(None, None), (om("2017-06-01 00:00"), None)])
def test_zonder_momenten_zijn_er_geen_vragen(vanaf, tot):
    assert vragenvenster(vanaf, tot, om("2017-06-10 10:00")) is Venster.GEEN


def test_een_vraag_op_het_laatste_ogenblik_telt_en_een_tel_later_niet(toneel, klok):
    klok("2017-06-17 12:00")
    vraag = toneel.vraag()
    assert (vraag.nummer, vraag.status, vraag.gesteld_op) == (1, Vraagstatus.GESTELD, om("2017-06-17 12:00"))
    klok("2017-06-17 12:00:00.000001")
    with pytest.raises(RegelFout, match=r"kon tot en met zaterdag 17 juni 2017, 12:00 uur.*Kopieer hem"):
        toneel.vraag()
    assert Vraag.objects.count() == 1


def test_voor_het_begin_en_in_een_ronde_zonder_vragen_kan_het_niet(toneel, klok):
    Inkoopronde.objects.update(vragen_vanaf=om("2017-06-11 00:00"))
    with pytest.raises(RegelFout, match="kan vanaf zondag 11 juni 2017"):
        toneel.vraag()
    Inkoopronde.objects.update(vragen_vanaf=None, vragen_tot=None, nota_op=None)
    with pytest.raises(RegelFout, match="In deze ronde kunt u geen vragen stellen"):
        toneel.vraag()


def test_twee_keer_klikken_is_een_vraag(toneel):
    sleutel = uuid4()
    assert toneel.vraag(sleutel=sleutel) == toneel.vraag(sleutel=sleutel)
    assert Vraag.objects.count() == 1


def test_alleen_aan_een_zorgkantoor_met_een_regio_en_namens_de_eigen_organisatie(toneel):
    with pytest.raises(RegelFout, match="geen regio in deze ronde"):
        toneel.vraag(uitvoerder_id=WlzUitvoerderFactory().pk)
    with pytest.raises(PermissionDenied):
        toneel.vraag(organisatie_id=OrganisatieFactory().pk)
    with pytest.raises(PermissionDenied):
        toneel.vraag(door=toneel.inkoper)


@pytest.mark.parametrize("tekst", ["Wij van stichting  KIEKENDIEF vragen:", "KvK {kvk}", "Mail {email}"])
def test_een_tekst_die_zegt_wie_vraagt_wordt_geweigerd(toneel, tekst):
    tekst = tekst.format(kvk=toneel.organisatie.kvk_nummer, email=toneel.vrager.email)
    with pytest.raises(RegelFout, match="niemand wie hem stelt"):
        toneel.vraag(tekst=tekst)


def test_noemt_vindt_de_eerste_naam_en_geen_lege():
    assert noemt("Vraag van STICHTING\nDe Grutto", ["", "Kluut", "Stichting de grutto"]) == "Stichting de grutto"
    assert noemt("Niets.", ["", "Kluut"]) == ""


def test_het_logboek_weet_wie_vroeg(toneel):
    vraag = toneel.vraag()
    regel = Gebeurtenis.objects.get(handeling="stel_vraag")
    assert (regel.object_id, regel.actor_id, regel.gegevens) == (
        str(vraag.pk),
        toneel.vrager.pk,
        {"nummer": 1, "soort": "vraag"},
    )


@pytest.mark.parametrize(
    ("vanaf", "tot", "nota"),
    [
        ("2017-06-01", None, None),
        ("2017-06-17", "2017-06-01", "2017-06-30"),
        ("2017-06-01", "2017-06-17", "2017-06-16"),
    ],
)
def test_de_database_weigert_een_halve_of_omgekeerde_vragenronde(vanaf, tot, nota):
    momenten = [waarde and om(f"{waarde} 00:00") for waarde in (vanaf, tot, nota)]
    with pytest.raises(IntegrityError, match="ronde_vragen_op_volgorde"), transaction.atomic():
        kleine_ronde(**dict(zip(("vragen_vanaf", "vragen_tot", "nota_op"), momenten, strict=True)))


# Answering


def test_een_antwoord_is_te_herzien_tot_de_nota(toneel, klok):
    vraag = toneel.vraag()
    eerste = toneel.antwoord(vraag, "Ja.")
    assert (eerste.status, eerste.antwoord, eerste.beantwoord_door) == (Vraagstatus.BEANTWOORD, "Ja.", toneel.inkoper)
    tweede = toneel.antwoord(vraag, "Nee.", gezien=eerste.antwoordversie, door=toneel.manager)
    assert (tweede.status, tweede.antwoord, tweede.beantwoord_door) == (Vraagstatus.BEANTWOORD, "Nee.", toneel.manager)
    klok("2017-06-20 10:00")
    toneel.nota()
    with pytest.raises(RegelFout, match="is gepubliceerd"):
        toneel.antwoord(vraag, "Toch wel.", gezien=tweede.antwoordversie)


def test_wie_een_ander_antwoord_niet_zag_overschrijft_het_niet(toneel):
    vraag = toneel.vraag()
    toneel.antwoord(vraag, "Ja.")
    with pytest.raises(RegelFout, match="Een collega bewaarde intussen"):
        toneel.antwoord(vraag, "Nee.", gezien="")
    vraag.refresh_from_db()
    assert vraag.antwoord == "Ja."


def test_alleen_het_eigen_zorgkantoor_antwoordt(toneel):
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    vraag = toneel.vraag()
    for wie in (vreemd, toneel.beheerder, toneel.vrager):
        with pytest.raises(PermissionDenied):
            toneel.antwoord(vraag, door=wie)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="sloten bestaan op PostgreSQL")
def test_twee_antwoorden_tegelijk_een_wint(toneel):
    vraag = toneel.vraag()
    uitkomsten = tegelijk(
        lambda wie: toneel.antwoord(vraag, f"Van {wie.pk}", door=wie), [toneel.inkoper, toneel.manager]
    )
    geweigerd = [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]
    assert len(geweigerd) == 1
    vraag.refresh_from_db()
    assert vraag.antwoord == f"Van {vraag.beantwoord_door_id}"


# The nota


def test_de_nota_wacht_op_het_einde_en_op_elk_antwoord_bij_naam(toneel, klok):
    ander = WlzUitvoerderFactory(zorgkantoor="Zorgkantoor Zwaluw")
    voeg_regios_toe(toneel.ronde, ander, ["Twente"])
    eerste = toneel.vraag()
    toneel.vraag(uitvoerder_id=ander.pk)
    toneel.vraag(uitvoerder_id=ander.pk)
    toneel.antwoord(eerste)
    with pytest.raises(RegelFout, match="Vragen stellen kan nog tot en met zaterdag 17 juni 2017, 12:00 uur"):
        toneel.nota()
    klok("2017-06-17 12:00:00.000001")
    with pytest.raises(RegelFout) as fout:
        toneel.nota()
    assert fout.value.tekst == "De nota kan nog niet. Zorgkantoor Zwaluw moet nog 2 vragen beantwoorden."
    assert not Nota.objects.exists()


def test_de_nota_maakt_alles_samen_openbaar(toneel, klok):
    for nummer in (1, 2):
        toneel.antwoord(toneel.vraag(tekst=f"Vraag {nummer}?"), f"Antwoord {nummer}.")
    correctie = maak_correctie(ronde_id=toneel.ronde.pk, onderwerp="Tarief", tekst="€ 70,00", door=toneel.beheerder)
    assert list(inlichtingen.gepubliceerde_vragen(toneel.ronde)) == []
    klok("2017-06-20 10:00")
    nota = toneel.nota()
    assert (nota.versie, nota.gepubliceerd_op, nota.door) == (1, om("2017-06-20 10:00"), toneel.manager)
    vragen = inlichtingen.gepubliceerde_vragen(toneel.ronde)
    assert [(v.nummer, v.antwoord, v.nota) for v in vragen] == [(1, "Antwoord 1.", nota), (2, "Antwoord 2.", nota)]
    assert list(inlichtingen.gepubliceerde_correcties(toneel.ronde)) == [correctie]
    tekst = pdftekst(lees(nota.stuk))
    for stuk in ("Vraag 1?", "Antwoord 1.", "Vraag 2?", "Antwoord 2.", "€ 70,00", "NVI-2018-2020-1"):
        assert stuk in tekst


def test_de_tweede_nota_is_de_volgende_versie_met_het_oude_erin(toneel, klok):
    toneel.antwoord(toneel.vraag())
    klok("2017-06-20 10:00")
    toneel.nota()
    with pytest.raises(RegelFout, match="niets nieuws"):
        toneel.nota()
    maak_correctie(ronde_id=toneel.ronde.pk, onderwerp="Tarief", tekst="€ 70,00", door=toneel.beheerder)
    tweede = toneel.nota(door=toneel.beheerder)
    assert tweede.versie == 2
    tekst = pdftekst(lees(tweede.stuk))
    assert "Geldt het tarief ook voor reistijd?" in tekst
    assert "Tarief (nieuw in versie 2)" in tekst
    assert "1. Paragraaf 1.6 Vraag" in tekst
    assert Nota.objects.get(versie=1).vragen.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="sloten bestaan op PostgreSQL")
def test_twee_mensen_die_tegelijk_publiceren_maken_een_nota(toneel, klok):
    toneel.antwoord(toneel.vraag())
    klok("2017-06-20 10:00")
    uitkomsten = tegelijk(lambda wie: toneel.nota(door=wie), [toneel.manager, toneel.beheerder])
    assert [type(u) for u in sorted(uitkomsten, key=lambda u: isinstance(u, RegelFout))] == [Nota, RegelFout]
    assert Nota.objects.count() == 1
    assert Gebeurtenis.objects.filter(handeling="publiceer_nota").count() == 1


def test_de_pdf_is_getagd_en_kent_de_vrager_niet(toneel, klok):
    toneel.antwoord(toneel.vraag())
    klok("2017-06-20 10:00")
    inhoud = lees(toneel.nota().stuk)
    with pikepdf.open(io.BytesIO(inhoud)) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.docinfo.Title) == f"Nota van inlichtingen {toneel.ronde.naam}, versie 1"
    tekst = pdftekst(inhoud)
    for geheim in (toneel.organisatie.statutaire_naam, toneel.organisatie.kvk_nummer, toneel.vrager.naam):
        assert geheim not in tekst


@pytest.mark.parametrize("status", sorted(set(Vraagstatus) - {Vraagstatus.BEANTWOORD}))
def test_alleen_een_beantwoorde_vraag_wordt_gepubliceerd(toneel, klok, status):
    VraagFactory(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, gepubliceerd=status == Vraagstatus.GEPUBLICEERD)
    klok("2017-06-20 10:00")
    with pytest.raises(RegelFout):
        toneel.nota()


def test_een_correctie_gaat_weg_tot_de_nota(toneel, klok):
    klok("2017-06-20 10:00")
    weg = CorrectieFactory(ronde=toneel.ronde)
    verwijder_correctie(correctie_id=weg.pk, door=toneel.beheerder)
    blijft = CorrectieFactory(ronde=toneel.ronde)
    toneel.nota()
    with pytest.raises(RegelFout, match="Maak een nieuwe correctie"):
        verwijder_correctie(correctie_id=blijft.pk, door=toneel.beheerder)
    assert list(Correctie.objects.all()) == [blijft]


def test_een_ronde_in_concept_heeft_geen_nota(toneel):
    concept = InkooprondeFactory()
    with pytest.raises(RegelFout, match="Publiceer eerst de ronde zelf"):
        publiceer_nota(ronde_id=concept.pk, door=toneel.beheerder)


# Screens


def velden(toneel, **anders):
    return {
        "organisatie": toneel.organisatie.pk,
        "uitvoerder": toneel.uitvoerder.pk,
        "soort": "bezwaar",
        "onderwerp": "Tarief",
        "tekst": "Het tarief is te laag.",
        "sleutel": str(uuid4()),
        **anders,
    }


def test_vragen_op_het_scherm(toneel, client):
    client.force_login(toneel.vrager)
    adres = f"/ronde/{toneel.ronde.code}/vraag/"
    assert "dan kan de rechter later zeggen dat u te laat klaagt" in client.get(adres).content.decode()
    assert client.post(adres, velden(toneel)).url == "/vragen/"
    assert Vraag.objects.get().soort == "bezwaar"
    assert "Het tarief is te laag." in client.get("/vragen/").content.decode()


def test_een_bladzijde_die_te_lang_openstond_houdt_wat_getypt_is(toneel, client, klok):
    client.force_login(toneel.vrager)
    klok("2017-06-17 12:00:01")
    antwoord = client.post(f"/ronde/{toneel.ronde.code}/vraag/", velden(toneel))
    assert antwoord.status_code == 422
    pagina = antwoord.content.decode()
    assert "Het tarief is te laag." in pagina
    assert "Kopieer hem en mail of bel het zorgkantoor" in pagina
    assert not Vraag.objects.exists()


def test_buiten_de_tijd_staat_er_geen_formulier(toneel, client, klok):
    client.force_login(toneel.vrager)
    klok("2017-06-18 12:00")
    pagina = client.get(f"/ronde/{toneel.ronde.code}/vraag/").content.decode()
    assert "Vragen stellen kon tot en met" in pagina
    assert "<textarea" not in pagina


def geheimen(toneel):
    return {toneel.organisatie.statutaire_naam, toneel.organisatie.kvk_nummer, toneel.vrager.naam, toneel.vrager.email}


def test_niemand_anders_ziet_wie_vroeg(toneel, client, klok):
    vraag = toneel.vraag()
    ander = RolFactory(soort=Rolsoort.INVULLER).gebruiker
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    toneel.antwoord(vraag)
    klok("2017-06-20 10:00")
    staf = ["/vragen/ontvangen/", f"/vragen/ontvangen/{vraag.pk}/", "/vragen/ontvangen/export/"]
    nota = [f"/vragen/nota/{toneel.ronde.code}/"]

    def gezien(wie, adressen):
        client.force_login(wie)
        antwoorden = [client.get(adres) for adres in adressen]
        assert {antwoord.status_code for antwoord in antwoorden} == {200}
        tekst = "".join(leesbaar(antwoord) for antwoord in antwoorden)
        return {geheim for geheim in geheimen(toneel) if geheim in tekst}

    assert gezien(toneel.inkoper, staf) == set()
    assert gezien(toneel.manager, staf + nota) == set()
    assert gezien(toneel.beheerder, staf + nota) == set()
    assert gezien(auditor, staf) == set()
    toneel.nota()
    assert (
        gezien(ander, [f"/ronde/{toneel.ronde.code}/inlichtingen/", f"/ronde/{toneel.ronde.code}/", "/vragen/"])
        == set()
    )
    assert toneel.organisatie.statutaire_naam in gezien(toneel.vrager, ["/vragen/"])


def leesbaar(antwoord) -> str:
    if antwoord["Content-Type"].startswith("text/html"):
        return antwoord.content.decode()
    blad = load_workbook(io.BytesIO(antwoord.content)).active
    return "\n".join(str(cel) for rij in blad.values for cel in rij)


def test_een_inkoper_ziet_alleen_vragen_aan_het_eigen_zorgkantoor(toneel, client):
    vreemd = VraagFactory(ronde=toneel.ronde, tekst="Aan een ander")
    client.force_login(toneel.inkoper)
    assert "Er zijn geen vragen" in client.get("/vragen/ontvangen/").content.decode()
    assert client.get(f"/vragen/ontvangen/{vreemd.pk}/").status_code == 404
    assert client.post(f"/vragen/ontvangen/{vreemd.pk}/antwoord/", {"antwoord": "Ja."}).status_code == 404


def test_antwoorden_op_het_scherm_houdt_de_tekst_bij_een_weigering(toneel, client):
    vraag = toneel.vraag()
    client.force_login(toneel.inkoper)
    adres = f"/vragen/ontvangen/{vraag.pk}/antwoord/"
    assert client.post(adres, {"antwoord": "Ja.", "gezien": ""}).status_code == 302
    antwoord = client.post(adres, {"antwoord": "Nee, want.", "gezien": ""})
    assert antwoord.status_code == 422
    assert "Nee, want." in antwoord.content.decode()


def test_publiceren_op_het_scherm(toneel, client, klok):
    vraag = toneel.vraag()
    klok("2017-06-20 10:00")
    client.force_login(toneel.beheerder)
    adres = f"/vragen/nota/{toneel.ronde.code}/"
    assert "moet nog 1 vraag beantwoorden" in client.get(adres).content.decode()
    assert client.post(f"{adres}publiceren/").status_code == 409
    toneel.antwoord(vraag)
    client.post(f"{adres}correctie/", {"onderwerp": "Tarief", "tekst": "Het tarief is € 70,00."})
    assert client.post(f"{adres}publiceren/").url == f"/ronde/{toneel.ronde.code}/inlichtingen/"
    client.logout()
    assert "Het tarief is € 70,00." in client.get(f"/ronde/{toneel.ronde.code}/").content.decode()
    pdf = client.get(f"/ronde/{toneel.ronde.code}/inlichtingen/1/")
    assert pdf.content == lees(Nota.objects.get().stuk)


@pytest.mark.geval("B40")
@pytest.mark.parametrize("invoer", SJABLONEN)
def test_sjabloontekst_in_een_vraag_staat_er_letterlijk(toneel, client, klok, invoer):
    toneel.antwoord(toneel.vraag(onderwerp=invoer, tekst=f"Vraag {invoer}"), f"Antwoord {invoer}")
    klok("2017-06-20 10:00")
    nota = toneel.nota()
    pagina = client.get(f"/ronde/{toneel.ronde.code}/inlichtingen/").content.decode()
    veilig = invoer.replace("<", "&lt;").replace(">", "&gt;")
    assert f">1. {veilig}</h3>" in pagina
    assert f">Vraag {veilig}</p>" in pagina
    tekst = pdftekst(lees(nota.stuk))
    assert f"Vraag {invoer}" in tekst
    assert f"Antwoord {invoer}" in tekst


@pytest.mark.geval("B48")
@pytest.mark.geval("B41")
def test_vreemde_tekens_in_een_vraag(toneel, client, klok):
    client.force_login(toneel.vrager)
    adres = f"/ronde/{toneel.ronde.code}/vraag/"
    geweigerd = client.post(adres, velden(toneel, tekst="Nul\x00"))
    assert geweigerd.status_code == 422
    kop = "Tarief\r\nBcc: x@y.example"
    client.post(adres, velden(toneel, onderwerp=kop, tekst="Cafe\u0301 " + "e\u0301" * 1000))
    vraag = Vraag.objects.get()
    assert vraag.tekst == "Café " + "é" * 1000
    toneel.antwoord(vraag)
    klok("2017-06-20 10:00")
    tekst = pdftekst(lees(toneel.nota().stuk))
    assert "Café" in tekst
    assert tekst.count("é") == 1001


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijsten_kosten_altijd_evenveel_vragen(toneel, client, klok, aantal, django_assert_num_queries):
    wie = {"uitvoerder": toneel.uitvoerder, "organisatie": toneel.organisatie}
    VraagFactory.create_batch(aantal, ronde=toneel.ronde, gepubliceerd=True, **wie)
    for _ in range(aantal):
        toneel.antwoord(toneel.vraag())
    klok("2017-06-20 10:00")
    for wie, adres, vragen in (
        (toneel.inkoper, "/vragen/ontvangen/", 6),
        (toneel.manager, f"/vragen/nota/{toneel.ronde.code}/", 10),
        (toneel.vrager, "/vragen/", 11),
        (toneel.vrager, f"/ronde/{toneel.ronde.code}/inlichtingen/", 13),
    ):
        client.force_login(wie)
        with django_assert_num_queries(vragen):
            assert client.get(adres).status_code == 200


def test_zoeken_en_filteren_in_de_vragen(toneel, client):
    toneel.vraag(onderwerp="Reistijd")
    toneel.vraag(soort="bezwaar", onderwerp="Tarief")
    client.force_login(toneel.inkoper)

    def gevonden(vraag):
        return [rij.record.onderwerp for rij in client.get(f"/vragen/ontvangen/?{vraag}").context["tabel"].rows]

    assert gevonden("sort=-nummer") == ["Tarief", "Reistijd"]
    assert gevonden("soort=bezwaar") == ["Tarief"]
    assert gevonden("zoek=reistijd%3F&sort=nummer") == ["Reistijd", "Tarief"]
    assert gevonden("zoek=Tarief&soort=bezwaar") == ["Tarief"]
    assert gevonden("status=gepubliceerd") == []
    assert client.get("/vragen/ontvangen/?zoek=%00").status_code == 400


def test_de_nota_is_te_doorzoeken(toneel, client, klok):
    for tekst in ("Geldt het tarief voor reistijd?", "Hoe werkt de loting?"):
        toneel.antwoord(toneel.vraag(tekst=tekst))
    ander = WlzUitvoerderFactory()
    voeg_regios_toe(toneel.ronde, ander, ["Twente"])
    VraagFactory(ronde=toneel.ronde, nummer=3, uitvoerder=ander, beantwoord=True)
    klok("2017-06-20 10:00")
    toneel.nota()
    adres = f"/ronde/{toneel.ronde.code}/inlichtingen/"

    def gevonden(vraag):
        return [v.nummer for v in client.get(f"{adres}?{vraag}").context["bladering"].page]

    assert gevonden("") == [1, 2, 3]
    assert gevonden("zoek=loting") == [2]
    assert gevonden(f"zorgkantoor={toneel.uitvoerder.code}") == [1, 2]
    assert gevonden(f"zorgkantoor={ander.code}") == [3]
    assert gevonden("soort=bezwaar") == []


def blad(antwoord):
    return [[cel.value for cel in rij] for rij in load_workbook(io.BytesIO(antwoord.content)).active.iter_rows()]


def test_eigen_vragen_met_filter_bladzijden_en_uitvoer(toneel, client, klok):
    toneel.antwoord(toneel.vraag(onderwerp="Reistijd"), antwoord="Ja, vierkant tarief.")
    toneel.vraag(soort="bezwaar", onderwerp="Tarief")
    klok("2017-06-10 11:00")
    VraagFactory.create_batch(19, ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, organisatie=toneel.organisatie)
    VraagFactory(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, onderwerp="Van een ander")
    client.force_login(toneel.vrager)

    def gevonden(vraag):
        return [v.onderwerp for v in client.get(f"/vragen/?{vraag}").context["bladering"].page]

    assert [len(gevonden(f"page={nummer}")) for nummer in ("1", "2", "3", "x", "-1")] == [20, 1, 1, 20, 1]
    assert gevonden("soort=bezwaar") == gevonden("zoek=tarief&soort=bezwaar") == ["Tarief"]
    assert gevonden("zoek=vierkant") == []  # answered, but no nota says so yet
    assert gevonden("status=nee&volgorde=gesteld_op")[:2] == ["Reistijd", "Tarief"]
    rijen = blad(client.get("/vragen/export/?zoek=reistijd&soort=vraag&page=2"))
    assert rijen[1] == [
        *("1", toneel.ronde.code, toneel.uitvoerder.zorgkantoor, "Vraag", "Reistijd"),
        *("Geldt het tarief ook voor reistijd?", None, None),
        *("10 juni 2017, 10:00:00 uur", "Stichting Kiekendief"),
    ]
    assert len(rijen) == 2


def test_de_nota_heeft_bladzijden_en_een_vraag_staat_op_de_juiste(toneel, client):
    wie = {"uitvoerder": toneel.uitvoerder, "organisatie": toneel.organisatie}
    VraagFactory.create_batch(52, ronde=toneel.ronde, gepubliceerd=True, **wie)
    VraagFactory(ronde=toneel.ronde, beantwoord=True, antwoord="Nog geheim", **wie)
    adres = f"/ronde/{toneel.ronde.code}/inlichtingen/"

    def nummers(vraag):
        return [v.nummer for v in client.get(f"{adres}?{vraag}").context["bladering"].page]

    alle = [*nummers(""), *nummers("page=2")]
    assert (len(nummers("")), len(alle), alle) == (50, 52, sorted(alle))
    assert [alle[50] in nummers(f"vraag={nummer}") for nummer in (alle[0], alle[50], 0, "x")] == [
        False,
        True,
        False,
        False,
    ]
    assert nummers("volgorde=-nummer")[0] == alle[-1]
    rijen = blad(client.get(f"{adres}export/"))
    assert ([rij[0] for rij in rijen[1:]], len(rijen[0])) == ([str(nummer) for nummer in alle], 8)
    assert toneel.organisatie.statutaire_naam not in str(rijen)


def test_mijn_werk_noemt_wat_op_antwoord_en_op_publiceren_wacht(toneel, client, klok):
    eerste, tweede = toneel.vraag(), toneel.vraag()

    def taken(wie):
        client.force_login(wie)
        alle = client.get(reverse("mijn_werk")).context["taken"]
        return [(taak.wat, taak.waar, taak.voor) for taak in alle if "leemten" not in taak.wat]

    nota_op = toneel.ronde.nota_op
    wacht = [("Vragen beantwoorden (2)", toneel.uitvoerder.zorgkantoor, nota_op)]
    assert taken(toneel.inkoper) == taken(toneel.manager) == wacht
    toneel.antwoord(eerste)
    toneel.antwoord(tweede)
    assert taken(toneel.manager) == []
    klok("2017-06-20 10:00")
    assert taken(toneel.inkoper) == []
    assert taken(toneel.manager) == [("Nota van inlichtingen publiceren", toneel.ronde.naam, nota_op)]
    toneel.nota()
    assert taken(toneel.manager) == []


def test_wie_vroeg_hoort_een_keer_dat_het_antwoord_er_is(toneel, klok):
    toneel.antwoord(toneel.vraag(onderwerp="Reistijd"))
    toneel.antwoord(toneel.vraag(onderwerp="Loting"))
    onbereikbaar = OrganisatieFactory(email="geen adres")
    VraagFactory(ronde=toneel.ronde, nummer=3, uitvoerder=toneel.uitvoerder, organisatie=onbereikbaar, beantwoord=True)
    meld_antwoorden()
    assert not Bericht.objects.exists()
    klok("2017-06-20 10:00")
    toneel.nota()

    meld_antwoorden()
    meld_antwoorden()

    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.ontvanger) == (Berichtsoort.NOTA, toneel.organisatie.email)
    assert "- Vraag 1: Reistijd" in bericht.tekst
    assert "- Vraag 2: Loting" in bericht.tekst
    assert f"/ronde/{toneel.ronde.code}/inlichtingen/#vraag-2" in bericht.tekst


def test_een_nota_is_een_wijziging_van_de_ronde(toneel, klok):
    toneel.antwoord(toneel.vraag())
    maak_correctie(ronde_id=toneel.ronde.pk, onderwerp="Tarief", tekst="Het is € 70,00.", door=toneel.beheerder)
    klok("2017-06-20 10:00")
    nota = toneel.nota()
    wijziging = toneel.ronde.wijzigingen.get()
    assert (wijziging.versie, wijziging.op, wijziging.door) == (1, nota.gepubliceerd_op, toneel.manager)
    assert wijziging.wat == [
        {"wat": "Nota van inlichtingen", "oud": "", "nieuw": "Versie 1, nieuwe antwoorden: 1"},
        {"wat": "Correctie: Tarief", "oud": "", "nieuw": "Het is € 70,00."},
    ]
