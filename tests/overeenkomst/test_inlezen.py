"""Keeping the official text in versions, taking over the list of regions, and the two commands (contract 5)."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kluis.actions import lees
from kluis.models import Stuk
from overeenkomst.actions import lees_modeltekst_in, pas_regiolijst_toe
from overeenkomst.models import Modeltekst
from overeenkomst.queries.teksten import bekend
from publicatie.models import Gemeentealias, Gemeentelidmaatschap, Regio, Regioalias, Regiotoewijzing
from tests.factories import RolFactory
from tests.factories_overeenkomst import ModeltekstFactory
from tests.factories_publicatie import InkooprondeFactory, RegiotoewijzingFactory
from tests.overeenkomst.hulp import KOP, ingelezen, kleine_indeling, schrijf
from tests.overeenkomst.test_tekst import OFFICIEEL
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

pytestmark = pytest.mark.django_db
ANDERS = VOORBEELD.replace("belt.", "belt of mailt.")


@pytest.fixture
def ronde():
    return InkooprondeFactory(code="2030-2031")


@pytest.fixture
def beheerder():
    return RolFactory(landelijk=True).gebruiker


def test_een_tekst_wordt_een_versie_met_haar_bestand_en_een_regel_in_het_logboek(ronde, beheerder):
    rij, nieuw = lees_modeltekst_in(ronde_id=ronde.pk, inhoud=VOORBEELD.encode(), door=beheerder, gezien_versie=0)
    assert (nieuw, rij.versie, rij.titel, rij.door) == (True, 1, "Overeenkomst Vogelhulp 2030-2031", beheerder)
    assert lees(rij.stuk) == VOORBEELD.encode()
    assert Modeltekst.objects.get().gelezen.tellingen["artikelen"] == 4
    regel = Gebeurtenis.objects.get(handeling="lees_modeltekst_in")
    assert (regel.actor_id, regel.gegevens["versie"], regel.gegevens["sha256"]) == (beheerder.pk, 1, rij.sha256)


def test_hetzelfde_bestand_is_dezelfde_versie(ronde):
    eerste = ingelezen(ronde)
    opnieuw, nieuw = lees_modeltekst_in(ronde_id=ronde.pk, inhoud=VOORBEELD.encode())
    assert (opnieuw, nieuw, Stuk.objects.count()) == (eerste, False, 1)


def test_een_ander_bestand_is_de_volgende_versie_en_de_vorige_blijft(ronde):
    ingelezen(ronde), ingelezen(ronde, ANDERS), ingelezen(ronde)
    assert list(ronde.modelteksten.order_by("versie").values_list("versie", flat=True)) == [1, 2, 3]


def test_wie_een_oudere_versie_zag_krijgt_dat_te_horen(ronde):
    ingelezen(ronde)
    with pytest.raises(RegelFout, match="Een collega las intussen"):
        ingelezen(ronde, ANDERS, gezien_versie=0)
    assert Modeltekst.objects.count() == 1


@pytest.mark.parametrize("opdracht", [lambda r: r.update(titel="Anders"), lambda r: r.delete()])
def test_een_versie_verandert_nooit_meer(opdracht):
    ModeltekstFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        opdracht(Modeltekst.objects.all())
    assert Modeltekst.objects.get().titel == "Overeenkomst Vogelhulp 2030-2031"


def test_een_tekst_die_niet_heel_is_laat_niets_achter(ronde):
    with pytest.raises(RegelFout, match="Artikel 3 ontbreekt"):
        ingelezen(ronde, VOORBEELD.replace("Artikel 3: Vragen", ""))
    assert (Modeltekst.objects.count(), Stuk.objects.count()) == (0, 0)


def test_opdracht_leest_en_bewaart(ronde, tmp_path, capsys):
    pad = schrijf(tmp_path, VOORBEELD)
    uitvoer = []
    for _ in range(2):
        call_command("overeenkomst_inlezen", pad, "--ronde", ronde.code)
        uitvoer.append(json.loads(capsys.readouterr().out))
    tellingen = {"artikelen": 4, "leden": 4, "definities": 2, "bijlagen": 3, "velden": 19}
    onbegrepen = uitvoer[0].pop("niet_begrepen")
    assert (uitvoer[0], uitvoer[1] | {"niet_begrepen": []}) == (tellingen, tellingen | {"niet_begrepen": []})
    assert onbegrepen[1] == {"regel": 48, "tekst": "- een regel die niets uitlegt"}
    assert (Modeltekst.objects.get().door, Gebeurtenis.objects.last().herkomst) == (None, "opdracht")


def test_opdracht_zonder_ronde_bewaart_niets(tmp_path, capsys):
    call_command("overeenkomst_inlezen", schrijf(tmp_path, VOORBEELD))
    assert json.loads(capsys.readouterr().out)["artikelen"] == 4
    assert not Modeltekst.objects.exists()


@pytest.mark.parametrize("opdracht", ["overeenkomst_inlezen", "regios_inlezen"])
@pytest.mark.parametrize("inhoud", [b"", b"\x00\xff", "cliënt".encode("cp1252"), b"geen artikel", b"a" * 2**21])
def test_opdracht_met_een_slecht_bestand(opdracht, inhoud, ronde, tmp_path, capsys):
    with pytest.raises(CommandError) as fout:
        call_command(opdracht, schrijf(tmp_path, inhoud), "--ronde", ronde.code)
    assert (fout.value.returncode, capsys.readouterr().out, str(fout.value).count("\n")) == (2, "", 0)


@pytest.mark.parametrize("opdracht", ["overeenkomst_inlezen", "regios_inlezen"])
def test_opdracht_met_een_onbekende_ronde_of_naam(opdracht, tmp_path):
    with pytest.raises(CommandError, match="De ronde '1999' bestaat niet") as ronde:
        call_command(opdracht, schrijf(tmp_path, VOORBEELD), "--ronde", "1999")
    with pytest.raises(CommandError, match="is niet te lezen") as naam:
        call_command(opdracht, str(tmp_path / "weg.txt"), "--ronde", "1999")
    assert (ronde.value.returncode, naam.value.returncode) == (2, 2)


def test_regios_opdracht_schrijft_niets_en_toont_het_verschil(tmp_path, capsys):
    ronde, lijst = kleine_indeling()
    lijst = lijst.replace("Zuidrand\t", "Zuid-rand\tAchterbos; ").replace("Achterbos en ", "")
    call_command("regios_inlezen", schrijf(tmp_path, lijst), "--ronde", ronde.code)
    assert json.loads(capsys.readouterr().out) == {
        "regios": 2,
        "gemeenten": 3,
        "wijzigingen": [
            {
                "soort": "regio_anders_gespeld",
                "naam": "Zuidrand",
                "was": "Zuidrand",
                "wordt": "Zuid-rand",
                "lijkt_op": "",
            },
            {
                "soort": "gemeente_verhuisd",
                "naam": "Achterbos",
                "was": "Noordrand",
                "wordt": "Zuidrand",
                "lijkt_op": "",
            },
        ],
        "niet_begrepen": [],
    }
    assert (Regioalias.objects.count(), Gemeentelidmaatschap.objects.filter(tot__isnull=False).count()) == (0, 0)


@pytest.mark.clausule("OV-201")
def test_toepassen_verhuist_vanaf_de_ingangsdatum_en_laat_de_uitvoerder_aan_de_ronde(tmp_path, capsys):
    ronde, lijst = kleine_indeling()
    merel = RegiotoewijzingFactory(ronde=ronde, regio=Regio.objects.get(sleutel="noordrand"), uitvoerder__naam="Merel")
    lijst = f"{KOP}Noordrand (Spreeuw)\tduin en dal\nZuid-rand\tAchterbos\n"
    call_command("regios_inlezen", schrijf(tmp_path, lijst), "--ronde", ronde.code, "--toepassen")
    leden = Gemeentelidmaatschap.objects.order_by("gemeente__cbs_code", "van")
    assert [(lid.gemeente.naam, lid.regio.naam, str(lid.van), str(lid.tot)) for lid in leden] == [
        ("Achterbos", "Noordrand", "2015-01-01", "2029-12-31"),
        ("Achterbos", "Zuidrand", "2030-01-01", "None"),
        ("Duin en Dal", "Noordrand", "2015-01-01", "None"),
        ("Sloot, Plas en Diep", "Zuidrand", "2015-01-01", "2029-12-31"),
    ]
    assert (Regioalias.objects.get().naam, Gemeentealias.objects.get().naam) == ("Zuid-rand", "duin en dal")
    capsys.readouterr()
    call_command("regios_inlezen", schrijf(tmp_path, lijst), "--ronde", ronde.code)
    (zelf,) = json.loads(capsys.readouterr().out)["wijzigingen"]
    assert zelf == {
        "soort": "uitvoerder_anders",
        "naam": "Noordrand",
        "was": "Merel",
        "wordt": "Spreeuw",
        "lijkt_op": "",
    }
    assert Regiotoewijzing.objects.get(pk=merel.pk).uitvoerder.naam == "Merel"


def test_toepassen_weigert_een_halve_lijst_en_laat_alles_staan():
    ronde, lijst = kleine_indeling()
    with pytest.raises(RegelFout, match="De regio Zuidrand staat niet in de lijst"):
        pas_regiolijst_toe(
            ronde_id=ronde.pk, inhoud=lijst.rpartition("Zuidrand")[0].replace("Achter", "achter").encode()
        )
    assert (Gemeentealias.objects.count(), Gemeentelidmaatschap.objects.filter(tot__isnull=False).count()) == (0, 0)


def test_toepassen_kan_niet_zonder_ronde_of_ingangsdatum(tmp_path):
    ronde, lijst = kleine_indeling()
    pad = schrijf(tmp_path, lijst)
    with pytest.raises(CommandError, match="Noem met --ronde"):
        call_command("regios_inlezen", pad, "--toepassen")
    ronde.ingang_op = None
    ronde.save()
    with pytest.raises(CommandError, match="nog geen ingangsdatum"):
        call_command("regios_inlezen", pad, "--ronde", ronde.code, "--toepassen")


@pytest.mark.skipif(
    not OFFICIEEL.exists(), reason="de officiële tekst staat hier niet: noem haar in OCO_OFFICIELE_TEKST"
)
def test_de_officiele_lijst_is_wat_het_portaal_kent(capsys):
    call_command("laad_referentiedata")
    capsys.readouterr()
    call_command("regios_inlezen", str(OFFICIEEL), "--ronde", "2027-2028")
    assert json.loads(capsys.readouterr().out) == {
        "regios": 31,
        "gemeenten": 342,
        "wijzigingen": [],
        "niet_begrepen": [],
    }
    assert len(bekend(None).ligt_in) == 342
