"""The beoordelingsverslag of a dossier, and the overview of a region: all of it, and never a first verdict."""

import io
import subprocess
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from beoordeling import actions
from beoordeling.models import Eisoordeel
from beoordeling.verslag import inhoud, maak_verslag
from inschrijving.models import Indiening, Inschrijving
from partijen.states import Rolsoort
from tests.beoordeling.hulp import (
    BEOORDEEL_OP,
    NEE,
    OPEN_OP,
    beoordeel,
    deel_in,
    geopende_inschrijving,
    gezien,
    oordeel,
    open_alles,
    plek,
    regio_van,
    team,
    zonder_belang,
)
from tests.beoordeling.kijken import adres, kijk
from tests.factories import OrganisatieFactory, RolFactory, zet_klok
from tests.factories_inschrijving import IndieningFactory, kleine_ronde
from tests.inschrijving.hulp import NIEUW, ingediende_inschrijving
from tests.onthoud import onthoud

pytestmark = pytest.mark.django_db
GEHEIM = "Niemand met een diploma."


def woorden(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    uitvoer = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(uitvoer.stdout.decode().split())


def verslag(client, dossier) -> str:
    antwoord = client.get(adres(dossier, "dossier_verslag"))
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert f"beoordelingsverslag-{dossier.kenmerk}.pdf" in antwoord["Content-Disposition"]
    return woorden(antwoord.content)


def deel(dossier, eis, regio=""):
    (rij,) = [rij for rij in inhoud(dossier)["eisen"] if rij.eis.nummer == eis]
    (deel_,) = [d for d in rij.delen if d.naam == regio]
    return deel_


@onthoud
def beoordeelde_inschrijving() -> Inschrijving:
    """Eis 5 went to a meeting, eis 9 fails in Utrecht, Utrecht was reopened once, Flevoland is classified."""
    dossier = geopende_inschrijving()
    zet_klok(BEOORDEEL_OP)
    wie = team(dossier.uitvoerder)
    zonder_belang(dossier, wie.een, wie.twee, wie.manager)
    oordeel(dossier, 5, wie.een, nee=True, motivering="Een zus werkt bij een aanbieder.")
    oordeel(dossier, 5, wie.twee, motivering="De zus werkt er niet meer.")
    rij = actions.leg_overleg_vast(
        **plek(dossier, 5), oordeel="voldoet", motivering="Zij vertrok in mei.", door=wie.een
    )
    actions.bevestig_overleg(overleg_id=rij.pk, gezien_hash=rij.hash, door=wie.twee)
    beoordeel(dossier, voldoet_niet={"Utrecht": 9})
    utrecht = regio_van(dossier, "Utrecht")
    actions.heropen(regioinschrijving_id=utrecht.pk, reden="Eén gemeente is heringedeeld.", door=wie.manager)
    actions.rond_af(regioinschrijving_id=utrecht.pk, door=wie.een)
    deel_in(regio_van(dossier, "Flevoland"), "bestaand", door=wie.twee)
    return dossier


@pytest.fixture
def dossier(klok, request) -> Inschrijving:
    """Opened; judged as well for a test that asks for `af`."""
    klok("2017-07-28 14:12")
    inschrijving = beoordeelde_inschrijving() if "af" in request.fixturenames else geopende_inschrijving()
    klok(BEOORDEEL_OP)
    return Inschrijving.objects.select_related("ronde", "uitvoerder", "organisatie").get(pk=inschrijving.pk)


@pytest.fixture
def af(dossier) -> Inschrijving:
    """The dossier, judged."""
    return dossier


# What stands in it


def test_het_verslag_zegt_wie_wat_wanneer_en_waarover_oordeelde(als_een, af):
    tekst = verslag(als_een, af)
    indiening = Indiening.objects.get()
    for staat_erin in (
        f"Beoordelingsverslag: {af.partijnaam}",
        f"KvK-nummer {af.organisatie.kvk_nummer}",
        f"versie 1, ontvangstnummer {indiening.ontvangstnummer}",
        "aangevraagd door Anna Inkoper op 1 augustus 2017, 18:00:00 uur",
        "geopend door Bram Inkoper",
        "Mia Manager heeft geen belang",
        "Alle oordelen gaan over versie 1, die hierboven staat.",
        "Anna Inkoper dinsdag 8 augustus 2017, 10:12 uur voldoet niet Een zus werkt bij een aanbieder.",
        "Bram Inkoper dinsdag 8 augustus 2017, 10:12 uur voldoet De zus werkt er niet meer.",
        "Overleg, opgeschreven door Anna Inkoper",
        "bevestigd door Bram Inkoper dinsdag 8 augustus 2017, 10:12 uur voldoet Zij vertrok in mei.",
        "Utrecht: voldoet niet",
        "Flevoland: voldoet",
        NEE,
        "In het register staat nergens een overeenkomst.",
        "Bestaande organisatie: Het register is niet volledig. door Bram Inkoper",
        "Eén gemeente is heringedeeld.",
    ):
        assert staat_erin in tekst
    assert indiening.hash in tekst.replace(" ", "")
    assert "tussenstand" not in tekst


def test_per_eis_en_regio_staan_beide_oordelen_het_overleg_en_de_uitkomst(af, wie):
    eis = deel(af, 5)
    assert [(o.beoordelaar, o.oordeel) for o in eis.oordelen] == [(wie.een, "voldoet_niet"), (wie.twee, "voldoet")]
    assert ([o.motivering for o in eis.overleggen], eis.uitkomst) == (["Zij vertrok in mei."], "voldoet")
    assert [deel(af, 9, regio).uitkomst for regio in ("Flevoland", "Utrecht")] == ["voldoet", "voldoet niet"]
    assert [(h.regio, h.door) for h in inhoud(af)["heropeningen"]] == [("Utrecht", "Mia Manager")]


def test_het_is_getagd_nederlands_en_belooft_ua_1(af):
    with pikepdf.open(io.BytesIO(maak_verslag(af))) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("nl", True)
        assert str(pdf.docinfo.Title) == f"Beoordelingsverslag {af.kenmerk}/V"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_nog_eens_gemaakt_is_het_op_de_byte_gelijk_ook_een_dag_later(als_een, af, klok):
    eerst = als_een.get(adres(af, "dossier_verslag")).content
    klok("2017-08-09 16:00")
    assert als_een.get(adres(af, "dossier_verslag")).content == eerst


def test_zolang_niet_alles_klaar_is_is_het_een_tussenstand(als_een, dossier):
    assert "Dit is een tussenstand." in verslag(als_een, dossier)
    beoordeel(dossier, indelen=False)
    assert "Dit is een tussenstand." in verslag(als_een, dossier)
    for regio in dossier.regios.all():
        deel_in(regio)
    assert "Dit is een tussenstand." not in verslag(als_een, dossier)


@pytest.mark.geval("B29")
def test_gaan_de_oordelen_over_twee_versies_dan_staat_dat_bij_elk_oordeel(als_een, dossier, wie):
    oud = gezien(dossier.pk)
    for eis in (2, 4):
        oordeel(dossier, eis, wie.een)
    IndieningFactory(inschrijving=dossier, volgnummer=2, hash="9" * 64)
    for eis in (2, 4):
        oordeel(dossier, eis, wie.twee)
    versies = [(hash_, rij.volgnummer) for hash_, rij, _ in inhoud(dossier)["versies"]]
    assert versies == [(oud, 1), ("9" * 64, 2)]
    tekst = verslag(als_een, dossier)
    assert "De versies waarover de oordelen gaan" in tekst
    assert "Anna Inkoper dinsdag 8 augustus 2017, 10:12 uur versie 1 voldoet" in tekst
    assert "Bram Inkoper dinsdag 8 augustus 2017, 10:12 uur versie 2 voldoet" in tekst
    Eisoordeel.objects.filter(beoordelaar=wie.een).update(gezien_hash="a" * 64)
    assert "uur onbekende versie voldoet" in verslag(als_een, dossier)


# Never a first verdict


@pytest.mark.geval("B29")
def test_een_eerste_oordeel_staat_er_voor_niemand_in(client, dossier, wie):
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    leeg = maak_verslag(dossier)
    oordeel(dossier, 2, wie.een, nee=True, motivering=GEHEIM)
    for lezer in (wie.een, wie.twee, wie.manager, auditor):
        client.force_login(lezer)
        antwoord = client.get(adres(dossier, "dossier_verslag"))
        assert antwoord.content == leeg, lezer
    oordeel(dossier, 2, wie.twee, nee=True, motivering="Geen diploma’s.")
    for lezer in (wie.een, wie.twee, wie.manager, auditor):
        client.force_login(lezer)
        assert GEHEIM in verslag(client, dossier)


def test_wie_nog_niets_verklaarde_of_een_belang_heeft_krijgt_het_verslag_niet(client, dossier):
    mens = team(dossier.uitvoerder).een
    client.force_login(mens)
    assert client.get(adres(dossier, "dossier_verslag")).status_code == 409
    actions.verklaar_belang(inschrijving_id=dossier.pk, heeft_belang=True, toelichting="Mijn zus.", door=mens)
    assert client.get(adres(dossier, "dossier_verslag")).status_code == 409
    assert "heeft een belang en beoordeelt dit dossier niet" in woorden(maak_verslag(dossier))
    assert "Mijn zus" not in woorden(maak_verslag(dossier))


@pytest.mark.geval("B26")
def test_een_vreemd_verslag_bestaat_niet(client, dossier):
    client.force_login(RolFactory(bij_uitvoerder=True).gebruiker)
    assert client.get(adres(dossier, "dossier_verslag")).status_code == 404
    assert client.get(overzichtadres(regio_van(dossier, "Utrecht"))).status_code == 404


def test_meer_oordelen_kosten_niet_meer_vragen(dossier, wie):
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.twee)
    eerst = vragen(lambda: maak_verslag(dossier))
    beoordeel(dossier)
    assert vragen(lambda: maak_verslag(dossier)) == eerst


def vragen(doe):
    with CaptureQueriesContext(connection) as gedaan:
        doe()
    return len(gedaan)


def test_het_scherm_wijst_de_weg(als_een, dossier):
    bladzijde = kijk(als_een, dossier)
    assert adres(dossier, "dossier_verslag") in bladzijde
    assert all(overzichtadres(regio) in bladzijde for regio in dossier.regios.all())


# The overview of a region


def overzichtadres(regio):
    return reverse("beoordeling_overzicht", args=[regio.toewijzing_id])


def overzicht(client, regio):
    antwoord = client.get(overzichtadres(regio))
    assert antwoord.status_code == 200
    kop, *rijen = load_workbook(BytesIO(antwoord.content)).active.iter_rows(values_only=True)
    return [dict(zip(kop, rij, strict=True)) for rij in rijen]


def per_eis(rij):
    return [waarde for kop, waarde in rij.items() if kop.startswith("Eis ")]


def test_het_overzicht_geeft_per_dossier_elke_eis_en_de_indeling(als_een, af):
    (utrecht,) = overzicht(als_een, regio_van(af, "Utrecht"))
    (flevoland,) = overzicht(als_een, regio_van(af, "Flevoland"))
    assert per_eis(utrecht) == ["voldoet"] * 8 + ["voldoet niet"] + ["voldoet"] * 2
    assert per_eis(flevoland) == ["voldoet"] * 11
    wat = ("Kenmerk", "Organisatie", "Uitkomst", "Afgerond", "Opgegeven", "Voorstel", "Indeling", "Reden")
    wanneer = "dinsdag 8 augustus 2017, 10:12 uur"
    assert [[rij[naam] for naam in wat] for rij in (utrecht, flevoland)] == [
        [af.kenmerk, af.partijnaam, "voldoet niet", wanneer, "Nieuwe organisatie", "Geheel nieuw", None, None],
        [
            *(af.kenmerk, af.partijnaam, "voldoet", wanneer, "Nieuwe organisatie", "Geheel nieuw"),
            *("Bestaande organisatie", "Het register is niet volledig."),
        ],
    ]


@pytest.mark.geval("B29")
def test_het_overzicht_toont_geen_oordeel_van_een_persoon_en_geen_overleg_dat_wacht(als_een, dossier, wie):
    oordeel(dossier, 2, wie.een, nee=True)
    oordeel(dossier, 5, wie.een, nee=True)
    oordeel(dossier, 5, wie.twee)
    actions.leg_overleg_vast(**plek(dossier, 5), oordeel="voldoet", motivering="Zo.", door=wie.een)
    (rij,) = overzicht(als_een, regio_van(dossier, "Utrecht"))
    assert set(per_eis(rij)) == {"nog niet beslist"}


def test_wie_niet_verklaarde_ziet_in_het_overzicht_geen_eisen(client, af):
    vierde = RolFactory(bij_uitvoerder=True, uitvoerder=af.uitvoerder, soort=Rolsoort.INKOPER).gebruiker
    client.force_login(vierde)
    (rij,) = overzicht(client, regio_van(af, "Utrecht"))
    assert set(per_eis(rij)) == {"eerst verklaren over belangen"}
    zonder_belang(af, vierde)
    (rij,) = overzicht(client, regio_van(af, "Utrecht"))
    assert set(per_eis(rij)) == {"voldoet", "voldoet niet"}


@pytest.mark.geval("B28")
def test_voor_de_opening_bestaat_het_overzicht_niet_en_daarna_kost_een_dossier_geen_vraag_meer(client, klok):
    klok("2017-07-28 14:12")
    ronde = kleine_ronde()

    def dien_in(naam):
        organisatie = OrganisatieFactory(statutaire_naam=naam)
        wat = {"ronde": ronde, "organisatie": organisatie, "regios": {"Utrecht": NIEUW}}
        return ingediende_inschrijving(**wat).inschrijving

    dossier = dien_in("Stichting Kiekendief")
    regio = regio_van(dossier, "Utrecht")
    client.force_login(team(dossier.uitvoerder).een)
    assert client.get(overzichtadres(regio)).status_code == 404
    dien_in("Stichting Wulp"), dien_in("Stichting Fuut")
    klok(OPEN_OP)
    open_alles(ronde, dossier.uitvoerder)
    klok(BEOORDEEL_OP)
    beoordeel(dossier)
    client.get(overzichtadres(regio))  # the first look of a day is kept, which is one query
    drie = vragen(lambda: client.get(overzichtadres(regio)))
    assert len(overzicht(client, regio)) == 3
    regio.toewijzing.regioinschrijvingen.exclude(pk=regio.pk).update(toewijzing=ronde.toewijzingen.last())
    assert len(overzicht(client, regio)) == 1
    assert vragen(lambda: client.get(overzichtadres(regio))) == drie
