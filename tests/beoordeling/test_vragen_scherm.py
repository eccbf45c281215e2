"""The screens of the verduidelijkingsvraag: writing, sending, answering, and the dossier beside it."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.models import Eisoordeel, Verduidelijking, Verduidelijkingsvraag
from beoordeling.states import Verduidelijkingstatus, Vraagstatus
from beoordeling.vraagforms import MAX_ANTWOORD
from partijen.states import Rolsoort
from tests.beoordeling.hulp import oordeel, regio_van, staf
from tests.beoordeling.kijken import adres, eisblok, kijk
from tests.beoordeling.vierdossiers import dossier_van
from tests.beoordeling.vraaghulp import ANTWOORD, VRAAG, beantwoord, sleutel, stel_op, tekenaar, verstuur
from tests.factories import RolFactory
from tests.inschrijving.hulp import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def gesteld(wulp, mensen):
    """The question in the dossier of Wulp, sent."""
    vraag = verstuur(stel_op(wulp, 4, mensen.een), mensen.twee)
    return Verduidelijking.objects.select_related("inschrijving__organisatie").get(vraag=vraag, inschrijving=wulp)


def woorden(antwoord):
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


# The zorgkantoor


def test_van_het_dossier_naar_een_vraag_die_klaarstaat(client, wulp, mensen):
    client.force_login(mensen.een)
    pad = adres(wulp, "vraag_opstellen", 4)
    assert f'{pad}">Vraag om verduidelijking stellen' in kijk(client, wulp)
    eerst = client.get(pad)
    assert "De onderbouwing bij eis 4 (tekst)" in woorden(eerst)
    velden = {"aanleiding": "geen", "onderwerp": "onderbouwing"}
    groep = client.get(pad, velden)
    assert "Wulp krijgt de vraag altijd." in woorden(groep)
    sleutels = re.findall(r'name="gezien" value="([^"]+)"', groep.content.decode())
    assert len(sleutels) == 4
    kluut = sleutel(dossier_van(wulp.ronde, "Kluut"))
    velden |= {"gezien": sleutels, "tekst": VRAAG} | {f"krijgt_{s}": "on" for s in sleutels if s != kluut}
    fout = client.post(pad, velden)
    assert fout.status_code == 422
    assert "Schrijf op waarom deze organisatie de vraag niet krijgt" in woorden(fout)
    assert f"{VRAAG}</textarea>" in fout.content.decode()
    goed = client.post(pad, velden | {f"reden_{kluut}": "Hun tekst is duidelijk."})
    assert goed.url == f"{adres(wulp)}?eis=4#eis-4"
    vraag = Verduidelijkingsvraag.objects.get()
    assert vraag.verduidelijkingen.get(reden="Hun tekst is duidelijk.").inschrijving.partijnaam == "Kluut"
    assert "opgesteld door Anna Inkoper, nog niet verstuurd" in eisblok(kijk(client, wulp), 4)


def test_wie_er_intussen_bijkwam_staat_aangevinkt_in_de_lijst_en_houdt_de_vraag_tegen(client, wulp, mensen):
    client.force_login(mensen.een)
    velden = {"aanleiding": "geen", "onderwerp": "onderbouwing", "tekst": VRAAG, "gezien": [sleutel(wulp)]}
    antwoord = client.post(adres(wulp, "vraag_opstellen", 4), velden)
    assert antwoord.status_code == 422
    assert "veranderd wie in dezelfde positie is: Appelvink, Grutto, Kluut" in woorden(antwoord)
    assert antwoord.content.decode().count(" checked") == 3


@pytest.mark.clausule("IK-207")
def test_bij_een_ontbrekend_document_zegt_de_bladzijde_waarom_er_geen_vraag_kan(client, wulp, mensen):
    verklaring = wulp.bestuursverklaring.eisverklaringen.get(eis__nummer=4)
    verklaring.onderbouwing = ""
    verklaring.save()
    client.force_login(mensen.een)
    bladzijde = woorden(client.get(adres(wulp, "vraag_opstellen", 4)))
    assert "Hier kunt u geen vraag over stellen" in bladzijde
    assert "Bij deze eis ontbreekt: Onderbouwing bij eis 4." in bladzijde
    velden = {"aanleiding": "geen", "onderwerp": "mensen", "tekst": VRAAG, "gezien": [sleutel(wulp)]}
    client.post(adres(wulp, "vraag_opstellen", 4), velden)
    assert not Verduidelijkingsvraag.objects.exists()


@pytest.mark.parametrize(("eis", "regio"), [(99, ""), (1, ""), (1, "0"), (1, "x"), (4, "1"), (4, "9" * 30)])
def test_een_onbekende_eis_of_regio_is_een_404(client, wulp, mensen, eis, regio):
    client.force_login(mensen.een)
    assert client.get(adres(wulp, "vraag_opstellen", eis), {"regio": regio}).status_code == 404


def test_de_tweede_ziet_alles_geeft_het_wachtwoord_en_verstuurt(client, wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een, weglaten={sleutel(dossier_van(wulp.ronde, "Kluut")): "Duidelijk."})
    pad, versturen = (reverse(naam, args=[vraag.pk]) for naam in ("verduidelijkingsvraag", "vraag_versturen"))
    client.force_login(mensen.een)
    assert "Deze vraag versturen" not in woorden(client.get(pad))
    client.force_login(mensen.twee)
    bladzijde = client.get(pad)
    tekst = woorden(bladzijde)
    assert all(
        deel in tekst for deel in (VRAAG, "Krijgen de vraag (3)", "Kluut : Duidelijk.", "15 augustus 2017, 23:59")
    )
    velden = {"gezien_hash": re.search(r'name="gezien_hash" value="(\w{64})"', bladzijde.content.decode())[1]}
    assert client.post(versturen, velden).url.startswith(reverse("account_reauthenticate"))
    log_in(client, mensen.twee)
    assert client.post(versturen, {"gezien_hash": "0" * 64}).status_code == 409
    assert client.post(versturen, velden).url == pad
    assert client.post(versturen, velden).status_code == 409
    vraag.refresh_from_db()
    assert vraag.status == Vraagstatus.VERSTUURD
    assert "Kregen de vraag (3)" in woorden(client.get(pad))


def test_intrekken_op_het_scherm(client, wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    client.force_login(mensen.twee)
    pad = reverse("vraag_intrekken", args=[vraag.pk])
    assert client.post(pad, {"reden": ""}).status_code == 422
    assert client.post(pad, {"reden": "De tekst is al duidelijk."}).status_code == 302
    vraag.refresh_from_db()
    assert vraag.status == Vraagstatus.INGETROKKEN


@pytest.mark.geval("B26")
def test_een_vreemde_vraag_bestaat_niet_en_wie_geen_belang_verklaarde_ziet_haar_niet(client, wulp, mensen):
    vraag = stel_op(wulp, 4, mensen.een)
    pad = reverse("verduidelijkingsvraag", args=[vraag.pk])
    client.force_login(RolFactory(bij_uitvoerder=True).gebruiker)
    assert client.get(pad).status_code == 404
    client.force_login(staf(wulp.uitvoerder, "Vera Vierde"))
    geweigerd = client.get(pad)
    assert geweigerd.status_code == 409
    assert VRAAG not in geweigerd.content.decode()


# The dossier


def test_vraag_en_antwoord_staan_bij_de_eis_en_het_oordeel_wacht(client, wulp, mensen, gesteld):
    client.force_login(mensen.een)
    blok = eisblok(kijk(client, wulp), 4)
    assert "Hierover is een vraag gesteld. Antwoord kan tot en met dinsdag 15 augustus 2017, 23:59 uur." in blok
    assert VRAAG in blok
    assert "wacht op antwoord" in blok
    assert "Motivering" not in blok
    beantwoord(gesteld)
    blok = eisblok(kijk(client, wulp), 4)
    assert ANTWOORD in blok
    assert "Motivering" in blok


@pytest.mark.geval("B29")
def test_een_oordeel_dat_openstond_toen_de_vraag_kwam_wordt_geweigerd_en_de_tekst_blijft(client, wulp, mensen):
    client.force_login(mensen.een)
    gekeken = formulier(kijk(client, wulp, eis=4))
    vraag = verstuur(stel_op(wulp, 4, mensen.een), mensen.twee)
    velden = {"eis": 4, "eis4-oordeel_0": "voldoet", "eis4-motivering_0": "Alles gezien."}
    fout = client.post(adres(wulp, "dossier_oordeel"), velden | {"gezien_versie": gekeken})
    assert fout.status_code == 422
    assert "Over deze eis loopt een verduidelijkingsvraag tot en met dinsdag 15 augustus 2017" in woorden(fout)
    assert "Alles gezien.</textarea>" in fout.content.decode()
    beantwoord(vraag.verduidelijkingen.select_related("inschrijving__organisatie").get(inschrijving=wulp))
    fout = client.post(adres(wulp, "dossier_oordeel"), velden | {"gezien_versie": gekeken})
    assert "Er is een vraag of een antwoord bijgekomen sinds u keek." in woorden(fout)
    nieuw = formulier(fout.content.decode())
    assert client.post(adres(wulp, "dossier_oordeel"), velden | {"gezien_versie": nieuw}).status_code == 302
    assert Eisoordeel.objects.get().gezien_hash == nieuw


def formulier(bladzijde):
    deel = re.search(r'<form[^>]* id="eis4".*?</form>', bladzijde, re.S)[0]
    return re.search(r'name="gezien_versie" value="([0-9a-f]{64})"', deel)[1]


def test_het_eigen_vervallen_oordeel_is_te_lezen_en_dat_van_de_collega_niet(client, wulp, mensen):
    oordeel(wulp, 4, mensen.een, nee=True, motivering="Dit is onduidelijk.")
    verstuur(stel_op(wulp, 4, mensen.een), mensen.twee)
    client.force_login(mensen.een)
    assert "voldoet niet, met als motivering: Dit is onduidelijk." in eisblok(kijk(client, wulp), 4)
    client.force_login(mensen.twee)
    assert "Dit is onduidelijk." not in kijk(client, wulp)


def test_vragen_kosten_het_dossier_een_vraag_aan_de_database_hoeveel_het_er_ook_zijn(client, wulp, mensen):
    client.force_login(mensen.een)
    kijk(client, wulp)  # that this person looked today is kept once
    aantallen = []
    for eis in (0, 4, 6, 7):
        if eis:
            verstuur(stel_op(wulp, eis, mensen.een, onderwerp="mensen"), mensen.twee)
        with CaptureQueriesContext(connection) as gedaan:
            kijk(client, wulp)
        aantallen.append(len([v for v in gedaan if "SAVEPOINT" not in v["sql"]]))
    assert len(set(aantallen[1:])) == 1
    assert aantallen[1] == aantallen[0]


# The organisation


def test_de_organisatie_ziet_haar_taak_leest_de_vraag_en_antwoordt(client, wulp, gesteld):
    pad, antwoorden = (reverse(naam, args=[gesteld.pk]) for naam in ("verduidelijking", "verduidelijking_antwoord"))
    client.force_login(tekenaar(wulp))
    for thuis in (reverse("mijn_inschrijvingen"), wulp.get_absolute_url()):
        bladzijde = client.get(thuis)
        assert "Antwoord tot en met dinsdag 15 augustus 2017, 23:59 uur" in woorden(bladzijde)
        assert f'href="{pad}"' in bladzijde.content.decode()
    bladzijde = client.get(pad)
    assert VRAAG in woorden(bladzijde)
    assert "U kunt geen bestanden meesturen." in woorden(bladzijde)
    assert 'type="file"' not in bladzijde.content.decode()
    velden = {"sleutel": str(uuid4())}
    te_lang = client.post(antwoorden, velden | {"antwoord": "x" * (MAX_ANTWOORD + 1)})
    assert te_lang.status_code == 422
    assert "x" * (MAX_ANTWOORD + 1) + "</textarea>" in te_lang.content.decode()
    assert client.post(antwoorden, velden | {"antwoord": ""}).status_code == 422
    assert client.post(antwoorden, velden | {"antwoord": ANTWOORD}).url == pad
    assert client.post(antwoorden, velden | {"antwoord": ANTWOORD}).url == pad
    ontvangen = woorden(client.get(pad))
    assert "Uw antwoord is ontvangen" in ontvangen
    assert "8 augustus 2017, 10:12:00 uur (UTC+02:00)" in ontvangen
    assert "Vraag lezen en antwoorden" not in woorden(client.get(reverse("mijn_inschrijvingen")))
    assert "Uw antwoord, ontvangen op" in woorden(client.get(wulp.get_absolute_url()))


def test_twee_tabbladen_het_tweede_antwoord_komt_te_laat_en_blijft_leesbaar(client, wulp, gesteld):
    beantwoord(gesteld)
    client.force_login(tekenaar(wulp))
    velden = {"sleutel": str(uuid4()), "antwoord": "Nog iets."}
    antwoord = client.post(reverse("verduidelijking_antwoord", args=[gesteld.pk]), velden)
    assert antwoord.status_code == 422
    assert "Deze vraag is al beantwoord." in woorden(antwoord)
    assert "Nog iets." in woorden(antwoord)


def test_na_de_termijn_zegt_de_bladzijde_dat_de_vraag_gesloten_is(client, wulp, gesteld, klok):
    klok("2017-08-16 00:00")
    client.force_login(tekenaar(wulp))
    bladzijde = woorden(client.get(reverse("verduidelijking", args=[gesteld.pk])))
    assert "Deze vraag is gesloten" in bladzijde
    assert "Antwoord versturen" not in bladzijde
    velden = {"sleutel": str(uuid4()), "antwoord": "Te laat geschreven."}
    antwoord = client.post(reverse("verduidelijking_antwoord", args=[gesteld.pk]), velden)
    assert antwoord.status_code == 422
    assert "De termijn is voorbij sinds dinsdag 15 augustus 2017" in woorden(antwoord)
    assert "Te laat geschreven." in woorden(antwoord)
    gesteld.refresh_from_db()
    assert gesteld.status == Verduidelijkingstatus.GESTELD


@pytest.mark.geval("B26")
def test_een_ander_ziet_niets_en_een_invuller_leest_maar_verstuurt_niet(client, wulp, mensen, gesteld):
    pad, antwoorden = (reverse(naam, args=[gesteld.pk]) for naam in ("verduidelijking", "verduidelijking_antwoord"))
    velden = {"sleutel": str(uuid4()), "antwoord": ANTWOORD}
    client.force_login(tekenaar(dossier_van(wulp.ronde, "Kluut")))
    assert (client.get(pad).status_code, client.post(antwoorden, velden).status_code) == (404, 404)
    client.force_login(RolFactory(soort=Rolsoort.INVULLER, organisatie=wulp.organisatie).gebruiker)
    assert "Alleen iemand die mag tekenen" in woorden(client.get(pad))
    assert client.post(antwoorden, velden).status_code == 403
    client.force_login(mensen.een)
    assert client.get(pad).status_code == 403


def test_voor_het_versturen_bestaat_de_vraag_voor_de_organisatie_niet(client, wulp, mensen):
    vraag = stel_op(wulp, 1, mensen.een, regio="Utrecht", onderwerp="ervaring")
    rij = vraag.verduidelijkingen.get(regioinschrijving=regio_van(wulp, "Utrecht"))
    client.force_login(tekenaar(wulp))
    assert client.get(reverse("verduidelijking", args=[rij.pk])).status_code == 404
    assert VRAAG not in woorden(client.get(reverse("mijn_inschrijvingen")))
