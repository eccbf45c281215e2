"""The screen of one dossier: what each person sees of it, and what can be done there."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.models import Belangenverklaring, Classificatie, Eisoordeel, Overleg, Regiobeoordeling
from beoordeling.states import Status
from inschrijving.models import Inschrijving
from partijen.states import Rolsoort
from publicatie.models import Minimumeis
from tests.beoordeling.hulp import (
    BEOORDEEL_OP,
    OPEN_OP,
    beoordeel,
    gezien,
    oordeel,
    open_alles,
    regio_van,
    team,
    zonder_belang,
)
from tests.beoordeling.kijken import adres, eisblok, kijk
from tests.factories import RolFactory
from tests.factories_inschrijving import IndieningFactory
from tests.inschrijving.hulp import (
    BESTAAND,
    NIEUW,
    ingediende_inschrijving,
)

pytestmark = pytest.mark.django_db


def stuur_oordeel(client, dossier, eis, **velden):
    vast = {"eis": eis, "volgende": eis + 1, "blad": "mensen", "gezien_versie": gezien(dossier.pk)}
    data = vast | {f"eis{eis}-{naam}": waarde for naam, waarde in velden.items()}
    return client.post(adres(dossier, "dossier_oordeel"), data)


# Conflict of interest


def test_eerst_de_vraag_over_een_belang_en_dan_pas_het_dossier(client, dossier):
    client.force_login(team(dossier.uitvoerder).een)
    bladzijde = kijk(client, dossier)
    assert "Hebt u een belang bij deze organisatie?" in bladzijde
    assert "Automatisch gevonden" not in bladzijde
    stuk = dossier.bewijsstukken.first()
    for naam, arg in (("dossier_blad", "mensen"), ("dossier_beeld", stuk.pk), ("dossier_origineel", stuk.pk)):
        assert client.get(adres(dossier, naam, arg)).status_code == 409
    assert stuur_oordeel(client, dossier, 2, oordeel_0="voldoet").status_code == 409
    assert client.post(adres(dossier, "dossier_belang"), {}).status_code == 422
    assert client.post(adres(dossier, "dossier_belang"), {"heeft_belang": "nee"}).url == adres(dossier)
    assert "Automatisch gevonden" in kijk(client, dossier)


def test_wie_een_belang_heeft_krijgt_het_dossier_niet_open(client, dossier):
    client.force_login(team(dossier.uitvoerder).een)
    zonder_reden = client.post(adres(dossier, "dossier_belang"), {"heeft_belang": "ja"})
    assert (zonder_reden.status_code, Belangenverklaring.objects.count()) == (422, 0)
    assert "Schrijf op welk belang u hebt." in zonder_reden.content.decode()
    data = {"heeft_belang": "ja", "toelichting": "Mijn zus werkt er."}
    assert client.post(adres(dossier, "dossier_belang"), data).url == reverse("dossiers")
    assert "Dit dossier is voor u gesloten" in kijk(client, dossier)
    assert client.get(adres(dossier, "dossier_blad", "mensen")).status_code == 409
    assert client.post(adres(dossier, "dossier_belang"), {"heeft_belang": "nee"}).status_code == 422
    assert Belangenverklaring.objects.get().heeft_belang
    assert "U hebt een belang" in client.get(reverse("dossiers")).content.decode()


# Hidden from each other


@pytest.mark.geval("B29")
def test_het_oordeel_van_de_collega_staat_nergens_op_de_bladzijde_tot_het_eigen_er_is(als_een, dossier, wie):
    oordeel(dossier, 2, wie.twee, nee=True, motivering="Niemand met een diploma.")
    bladzijde = kijk(als_een, dossier)
    assert "Niemand met een diploma." not in bladzijde
    assert "Bram Inkoper" not in bladzijde
    assert eisblok(bladzijde, 2).startswith("2 Opleiding op hbo-niveau Uw oordeel: nog niet Collega: verborgen")
    oordeel(dossier, 2, wie.een)
    blok = eisblok(kijk(als_een, dossier), 2)
    assert blok.startswith("2 Opleiding op hbo-niveau Uw oordeel: voldoet Collega: voldoet niet")
    assert "Bram Inkoper voldoet niet : Niemand met een diploma." in blok
    assert "U en uw collega verschillen." in blok


def test_per_regio_blijft_verborgen_wat_nog_niet_zelf_is_beoordeeld(als_een, dossier, wie):
    oordeel(dossier, 8, wie.twee, regio="Utrecht", nee=True, motivering="Bunnik ontbreekt.")
    oordeel(dossier, 8, wie.twee, regio="Flevoland", nee=True, motivering="Urk ontbreekt.")
    oordeel(dossier, 8, wie.een, regio="Utrecht")
    blok = eisblok(kijk(als_een, dossier), 8)
    assert "Uw oordeel: 1 van 2 Collega: verborgen" in blok
    assert "Bunnik ontbreekt." in blok
    assert "Urk ontbreekt." not in blok


def test_de_auditor_ziet_alles_en_kan_niets(client, dossier, wie):
    oordeel(dossier, 2, wie.een, nee=True, motivering="Niemand met een diploma.")
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    bladzijde = kijk(client, dossier)
    assert "Anna Inkoper voldoet niet : Niemand met een diploma." in eisblok(bladzijde, 2)
    acties = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', bladzijde)
    assert acties == [reverse("account_logout")]
    assert stuur_oordeel(client, dossier, 2, oordeel_0="voldoet").status_code == 403


def test_een_derde_leest_de_uitkomsten_als_beide_er_zijn(client, dossier, wie):
    beoordeel(dossier, voldoet_niet={"Utrecht": 9})
    client.force_login(wie.manager)
    bladzijde = kijk(client, dossier)
    assert eisblok(bladzijde, 9).startswith(
        "9 Bezetting en bereikbaarheid per regio Eerste oordeel: 1 × niet Tweede oordeel: 1 × niet"
    )


# Giving a verdict


def test_opslaan_gaat_naar_de_volgende_eis_en_houdt_het_document_open(als_een, dossier, wie):
    antwoord = stuur_oordeel(als_een, dossier, 2, oordeel_0="voldoet", motivering_0="Alle diploma’s gezien.")
    assert antwoord.url == f"{adres(dossier)}?eis=3&blad=mensen#eis-3"
    rij = Eisoordeel.objects.get()
    assert (rij.oordeel, rij.motivering, rij.beoordelaar) == ("voldoet", "Alle diploma’s gezien.", wie.een)
    bladzijde = als_een.get(antwoord.url).content.decode()
    assert '<details class="portaal-eis" name="eis" data-eis="3" open>' in bladzijde
    assert f'src="{adres(dossier, "dossier_blad", "mensen")}"' in bladzijde


def test_een_regionale_eis_wordt_per_regio_beoordeeld(als_een, dossier):
    utrecht, flevoland = (regio_van(dossier, naam).pk for naam in ("Utrecht", "Flevoland"))
    velden = {f"oordeel_{utrecht}": "voldoet", f"oordeel_{flevoland}": "voldoet_niet"}
    fout = stuur_oordeel(als_een, dossier, 8, **velden)
    assert (fout.status_code, Eisoordeel.objects.count()) == (422, 0)
    assert "Schrijf op waarom. De motivering komt in de brief." in fout.content.decode()
    stuur_oordeel(als_een, dossier, 8, **velden, **{f"motivering_{flevoland}": "Urk ontbreekt."})
    assert set(Eisoordeel.objects.values_list("regioinschrijving", "oordeel", "motivering")) == {
        (utrecht, "voldoet", ""),
        (flevoland, "voldoet_niet", "Urk ontbreekt."),
    }


def test_wat_getypt_is_blijft_staan_bij_een_fout(als_een, dossier):
    antwoord = stuur_oordeel(als_een, dossier, 4, oordeel_0="", motivering_0="Ik twijfel nog.")
    bladzijde = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Kies een oordeel bij deze motivering" in bladzijde
    assert "Ik twijfel nog.</textarea>" in bladzijde
    assert 'data-eis="4" open>' in bladzijde
    assert "<title>Fout: " in bladzijde


@pytest.mark.clausule("IK-121")
def test_andere_ervaring_zonder_woorden_wordt_op_het_scherm_geweigerd(als_een, dossier):
    utrecht = regio_van(dossier, "Utrecht").pk
    antwoord = stuur_oordeel(als_een, dossier, 1, **{f"oordeel_{utrecht}": "voldoet"})
    assert antwoord.status_code == 422
    assert "Schrijf op waarom die wel of niet genoeg is." in antwoord.content.decode()
    assert not Eisoordeel.objects.exists()


def test_nog_niet_neemt_het_eigen_oordeel_terug(als_een, dossier, wie):
    oordeel(dossier, 2, wie.een)
    stuur_oordeel(als_een, dossier, 2, oordeel_0="")
    assert not Eisoordeel.objects.exists()
    assert stuur_oordeel(als_een, dossier, 2, oordeel_0="").status_code == 422


def test_een_oud_tabblad_verandert_niets_meer_als_beide_oordelen_er_zijn(als_een, dossier, wie):
    oordeel(dossier, 2, wie.een)
    oordeel(dossier, 2, wie.twee)
    antwoord = stuur_oordeel(als_een, dossier, 2, oordeel_0="voldoet_niet", motivering_0="Toch niet.")
    assert antwoord.status_code == 422
    assert "Beide oordelen zijn gegeven." in antwoord.content.decode()
    assert set(Eisoordeel.objects.values_list("oordeel", flat=True)) == {"voldoet"}


@pytest.mark.geval("B29")
def test_is_het_dossier_veranderd_dan_blijft_de_tekst_staan_en_telt_pas_het_tweede_opslaan(als_een, dossier):
    gekeken = re.search(r'name="gezien_versie" value="([0-9a-f]{64})"', kijk(als_een, dossier))[1]
    assert gekeken == gezien(dossier.pk)
    IndieningFactory(inschrijving=dossier, volgnummer=9, hash="9" * 64)
    velden = {"eis": 2, "eis2-oordeel_0": "voldoet", "eis2-motivering_0": "Alle diploma’s gezien."}
    fout = als_een.post(adres(dossier, "dossier_oordeel"), velden | {"gezien_versie": gekeken})
    bladzijde = fout.content.decode()
    assert (fout.status_code, Eisoordeel.objects.count()) == (422, 0)
    assert "Het dossier is veranderd sinds u keek." in bladzijde
    assert "Alle diploma’s gezien.</textarea>" in bladzijde
    nieuw = re.search(r'name="gezien_versie" value="([0-9a-f]{64})"', eisformulier(bladzijde, 2))[1]
    assert als_een.post(adres(dossier, "dossier_oordeel"), velden | {"gezien_versie": nieuw}).status_code == 302
    assert Eisoordeel.objects.get().gezien_hash == "9" * 64


def eisformulier(bladzijde, nummer):
    return re.search(rf'<form[^>]* id="eis{nummer}".*?</form>', bladzijde, re.S)[0]


@pytest.mark.parametrize("eis", ["", "99", "x", "-1", "9" * 30])
def test_een_onbekende_eis_is_een_404(als_een, dossier, eis):
    assert als_een.post(adres(dossier, "dossier_oordeel"), {"eis": eis}).status_code == 404


@pytest.mark.clausule("IK-118", "IK-124")
def test_de_aandachtspunten_staan_erbij_en_krijgen_elk_een_opmerking(als_een, dossier, wie):
    themas = json.loads(Path(settings.BASE_DIR, "fixtures", "ronde-2018-2020.json").read_text(encoding="utf-8"))[
        "themas"
    ]
    for nummer, thema in ((1, "1"), (3, "2")):
        punten = themas[thema]["aandachtspunten"]
        Minimumeis.objects.filter(ronde=dossier.ronde, nummer=nummer).update(aandachtspunten=punten)
        blok = eisblok(kijk(als_een, dossier), nummer)
        assert all(f"{punt} (opmerking, niet verplicht)" in blok for punt in punten)
    regio = regio_van(dossier, "Utrecht").pk
    velden = {f"oordeel_{regio}": "voldoet", "punt_0": "Kent de buurt.", "punt_2": "Noemt geen vertrouwenspersoon."}
    stuur_oordeel(als_een, dossier, 3, **velden)
    punten = themas["2"]["aandachtspunten"]
    assert Eisoordeel.objects.get().opmerkingen == {
        punten[0]: "Kent de buurt.",
        punten[2]: "Noemt geen vertrouwenspersoon.",
    }
    assert "Kent de buurt.</textarea>" in kijk(als_een, dossier)


# The meeting, the total and the indeling


def test_verschil_overleg_en_bevestiging_op_het_scherm(client, dossier, wie):
    oordeel(dossier, 5, wie.een, nee=True)
    oordeel(dossier, 5, wie.twee)
    client.force_login(wie.een)
    velden = {"eis": 5, "vak": "0", "overleg5-0-oordeel": "voldoet"}
    assert client.post(adres(dossier, "dossier_overleg"), velden).status_code == 422
    velden["overleg5-0-motivering"] = "De financier betaalt ander werk."
    assert client.post(adres(dossier, "dossier_overleg"), velden).url == f"{adres(dossier)}?eis=5#eis-5"
    rij = Overleg.objects.get()
    assert "Uitkomst van het overleg bevestigen" not in kijk(client, dossier)

    client.force_login(wie.twee)
    blok = eisblok(kijk(client, dossier), 5)
    assert "Uw collega schreef de uitkomst van het overleg op. Bevestig haar." in blok
    assert "De financier betaalt ander werk." in blok
    oud = {"overleg": rij.pk, "gezien_hash": "0" * 64}
    assert client.post(adres(dossier, "overleg_bevestigen"), oud).status_code == 409
    goed = re.search(r'name="gezien_hash" value="([0-9a-f]{64})"', kijk(client, dossier))[1]
    assert client.post(adres(dossier, "overleg_bevestigen"), oud | {"gezien_hash": goed}).status_code == 302
    rij.refresh_from_db()
    assert rij.bevestigd_door == wie.twee
    assert "bevestigd door Bram Inkoper" in eisblok(kijk(client, dossier), 5)


def test_afronden_kan_pas_als_alles_is_beslist(als_een, dossier, wie):
    regio = regio_van(dossier, "Utrecht")
    assert "Beoordeling van Utrecht afronden" not in kijk(als_een, dossier)
    assert als_een.post(adres(dossier, "dossier_afronden"), {"regio": regio.pk}).status_code == 409
    beoordeel(dossier, afronden=False)
    assert "Beoordeling van Utrecht afronden" in kijk(als_een, dossier)
    assert als_een.post(adres(dossier, "dossier_afronden"), {"regio": regio.pk}).url == f"{adres(dossier)}#per-regio"
    assert Regiobeoordeling.objects.get(regioinschrijving=regio).status == Status.VOLDOET
    assert als_een.post(adres(dossier, "dossier_afronden"), {"regio": 10**9}).status_code == 404


def test_heropenen_is_voor_de_inkoopmanager(client, dossier, wie):
    beoordeel(dossier)
    regio = regio_van(dossier, "Utrecht")
    velden = {"regio": regio.pk, f"heropen{regio.pk}-reden": "De grens is verlegd."}
    client.force_login(wie.een)
    assert "Beoordeling van Utrecht heropenen" not in kijk(client, dossier)
    assert client.post(adres(dossier, "dossier_heropenen"), velden).status_code == 403
    client.force_login(wie.manager)
    assert "Beoordeling van Utrecht heropenen" in kijk(client, dossier)
    assert client.post(adres(dossier, "dossier_heropenen"), {"regio": regio.pk}).status_code == 422
    assert client.post(adres(dossier, "dossier_heropenen"), velden).status_code == 302
    assert Regiobeoordeling.objects.get(regioinschrijving=regio).status == Status.IN_BEOORDELING


@pytest.mark.clausule("IK-150")
def test_het_voorstel_en_het_verschil_met_de_opgave_zijn_te_zien(client, klok):
    klok("2017-07-28 14:12")
    dossier = ingediende_inschrijving(regios={"Utrecht": BESTAAND, "Flevoland": NIEUW}).inschrijving
    klok(OPEN_OP)
    open_alles(dossier.ronde, dossier.uitvoerder)
    klok(BEOORDEEL_OP)
    wie = team(dossier.uitvoerder)
    zonder_belang(dossier, wie.een)
    client.force_login(wie.een)
    bladzijde = kijk(client, dossier)
    assert bladzijde.count("Dit verschilt van wat de organisatie opgaf.") == 1
    assert bladzijde.count("In het register staat nergens een overeenkomst.") == 2
    regio = regio_van(dossier, "Utrecht")
    velden = {"regio": regio.pk, f"indeling{regio.pk}-indeling": "bestaand"}
    geweigerd = client.post(adres(dossier, "dossier_indelen"), velden)
    assert (geweigerd.status_code, Classificatie.objects.get(regioinschrijving=regio).indeling) == (422, "")
    velden[f"indeling{regio.pk}-reden"] = "Overgenomen van een rechtsvoorganger."
    assert client.post(adres(dossier, "dossier_indelen"), velden).status_code == 302
    bladzijde = kijk(client, dossier)
    assert "Overgenomen van een rechtsvoorganger." in bladzijde
    assert "Dit verschilt van wat de organisatie opgaf." not in bladzijde


# Around it


def test_vorig_en_volgend_dossier_op_naam(als_een, dossier):
    assert "1 van 1" in kijk(als_een, dossier)
    assert 'rel="next"' not in kijk(als_een, dossier)


def test_het_scherm_kost_evenveel_vragen_bij_meer_documenten_en_oordelen(als_een, dossier, wie):
    als_een.get(adres(dossier))
    eerst = aantal_vragen(als_een, dossier)
    for eis in (2, 4, 6):
        oordeel(dossier, eis, wie.een)
        oordeel(dossier, eis, wie.twee)
    meer = list(dossier.bewijsstukken.all())
    for rij in meer:
        rij.pk = None
    type(meer[0]).objects.bulk_create(meer)
    assert aantal_vragen(als_een, dossier) - eerst <= 1  # the names of who judged


def aantal_vragen(client, dossier):
    with CaptureQueriesContext(connection) as gedaan:
        assert client.get(adres(dossier)).status_code == 200
    return len(gedaan)


@pytest.mark.geval("B26", "B28")
def test_een_vreemd_of_ongeopend_dossier_bestaat_niet(client, dossier, wie):
    vreemd = RolFactory(bij_uitvoerder=True).gebruiker
    client.force_login(vreemd)
    assert client.get(adres(dossier)).status_code == 404
    assert stuur_oordeel(client, dossier, 2, oordeel_0="voldoet").status_code == 404
    client.force_login(wie.een)
    Inschrijving.objects.filter(pk=dossier.pk).update(status="ingediend")
    assert client.get(adres(dossier)).status_code == 404
