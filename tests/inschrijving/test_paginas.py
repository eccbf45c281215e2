"""The pages of step 2 in a test client: what they show, keep and refuse."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inschrijving import actions, queries
from inschrijving.models import Inschrijving
from inschrijving.wizard import PAGINAS
from kern.models import Gebeurtenis
from tests.factories import GebruikerFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import voeg_regios_toe
from tests.inschrijving.hulp import (
    BESTAAND,
    NIEUW,
    Lid,
    gezien,
    ingediende_inschrijving,
    log_in,
    pagina,
    pdf,
    stap,
    volledige_inschrijving,
)
from tests.kluis import pdfs
from tests.kluis.bestanden import docx
from tests.kluis.clamd import EICAR, clamd

pytestmark = pytest.mark.django_db
STAPPEN = [pagina.sleutel for pagina in PAGINAS]
OPEN = "2017-07-28 14:12"


@pytest.mark.parametrize("leden", [(), [Lid("Stichting Wulp", "87654321")]])
def test_elke_stap_toont_en_schrijft_niets(klok, client, leden):
    klok(OPEN)
    inschrijving = volledige_inschrijving(leden=leden, regios={"Utrecht": NIEUW, "Zwolle": BESTAAND})
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    regels = Gebeurtenis.objects.count()
    for naam in STAPPEN:
        antwoord = client.get(stap(inschrijving, naam))
        assert (antwoord.status_code, "Er mist niets meer" in antwoord.text) == (200, True)
        assert "Niet ingediend" in antwoord.text
    assert Gebeurtenis.objects.count() == regels


def test_bewaren_en_verder_gaat_naar_de_volgende_stap(dossier, client):
    velden = {"telefoon": "030 999", "email": "a@steun.example", "bezoekadres": "Kade 2", "verder": "1"}
    antwoord = client.post(stap(dossier, "organisatie"), velden)
    assert antwoord.url == stap(dossier, "regios")
    dossier.refresh_from_db()
    assert (dossier.telefoon, dossier.rechtspersoon_bevestigd, dossier.werkdagen) == ("030 999", False, [])


def test_wat_goed_is_wordt_bewaard_en_wat_fout_is_blijft_staan(dossier, client):
    utrecht, zwolle = dossier.regios.order_by("toewijzing__regio__naam")
    velden = {
        f"regio-{utrecht.pk}-clienten": "veel",
        f"regio-{utrecht.pk}-uren": "1.234,5",
        f"regio-{utrecht.pk}-prognose_onderbouwing": "Omdat {{ 7*7 }} <b>zo</b>.",
        f"regio-{zwolle.pk}-clienten": "7",
        f"regio-{zwolle.pk}-lager_tarief": "69,01",
    }
    antwoord = client.post(stap(dossier, "prognose"), velden)
    assert antwoord.status_code == 422
    for tekst in ('value="veel"', 'value="69,01"', "Omdat {{ 7*7 }} &lt;b&gt;zo&lt;/b&gt;.", "hoogstens 69,00"):
        assert tekst in antwoord.text
    utrecht.refresh_from_db()
    zwolle.refresh_from_db()
    assert (utrecht.clienten, str(utrecht.uren), zwolle.clienten) == (120, "1234.50", 7)


@pytest.mark.geval("B48")
def test_een_teken_dat_niet_te_bewaren_is(dossier, client):
    antwoord = client.post(stap(dossier, "organisatie"), {"bezoekadres": "Kade\x00", "telefoon": "030 1"})
    assert antwoord.status_code == 422
    dossier.refresh_from_db()
    assert "Kade" not in dossier.bezoekadres


@pytest.mark.geval("B25", "B35")
def test_velden_die_er_niet_bij_horen_doen_niets(dossier, client):
    velden = {"telefoon": "030 1", "status": "ingediend", "organisatie": "1", "aangekomen_op": "2017-01-01T00:00:00Z"}
    client.post(stap(dossier, "organisatie"), velden)
    rij = Inschrijving.objects.get()
    assert (rij.status, rij.organisatie_id) == ("concept", dossier.organisatie_id)


@pytest.mark.clausule("IK-104")
def test_bij_elke_regio_staan_haar_gemeenten(dossier, client):
    tekst = client.get(stap(dossier, "regios")).text
    for naam in ("Utrecht 1", "Utrecht 2", "Flevoland 1", "Zwolle 2"):
        assert f"<span>{naam}</span>" in tekst


def test_alle_gemeenten_van_een_regio_in_een_keer(dossier, client):
    regio = dossier.ronde.toewijzingen.get(regio__naam="Flevoland")
    client.post(stap(dossier, "regios"), {"alles": regio.pk, **_zoals_het_was(dossier)})
    nieuw = dossier.regios.get(toewijzing=regio)
    assert (nieuw.klasse, nieuw.dekking.count(), dossier.regios.count()) == ("nieuw", 2, 3)


def test_een_ingevulde_regio_gaat_niet_per_ongeluk_weg(dossier, client):
    velden = _zoals_het_was(dossier)
    regio = dossier.regios.get(toewijzing__regio__naam="Zwolle").toewijzing_id
    del velden[f"regio_{regio}"]
    antwoord = client.post(stap(dossier, "regios"), velden)
    assert (antwoord.status_code, dossier.regios.count()) == (422, 2)
    assert "Vink onderaan aan dat dit klopt" in antwoord.text
    client.post(stap(dossier, "regios"), velden | {"weg": "on"})
    assert [str(rij) for rij in dossier.regios.all()] == ["Utrecht"]


def _zoals_het_was(dossier):
    velden = {}
    for rij in dossier.regios.all():
        velden[f"regio_{rij.toewijzing_id}"] = "on"
        velden[f"klasse_{rij.toewijzing_id}"] = rij.klasse
        velden[f"gemeenten_{rij.toewijzing_id}"] = list(rij.dekking.values_list("gemeente_id", flat=True))
    return velden


@pytest.mark.clausule("IK-116", "IK-117")
def test_bestuursverklaring_noemt_elke_eis_en_de_garantie(dossier, client):
    tekst = client.get(stap(dossier, "bestuursverklaring")).text
    for nummer in range(1, 12):
        assert f'name="eis_{nummer}"' in tekst
    assert 'name="garantie"' in tekst


def test_ondersteuner_toevoegen_wijzigen_en_verwijderen(dossier, client):
    velden = {"naam": "Anna de Vries", "registratie": "geen", "regios": [dossier.regios.first().pk]}
    client.post(pagina("inschrijving_rij_nieuw", dossier, "ondersteuners"), velden)
    persoon = dossier.clientondersteuners.get(naam="Anna de Vries")
    assert persoon.regios.count() == 1
    adres = pagina("inschrijving_rij", dossier, "ondersteuners", persoon.pk)
    client.post(adres, {"naam": "Anna Bos", "registratie": "beide", "registratienummer": "R9", "hbo": "on"})
    persoon.refresh_from_db()
    assert (persoon.naam, persoon.registratie, persoon.hbo) == ("Anna Bos", "beide", True)
    client.post(pagina("inschrijving_rij_verwijderen", dossier, "ondersteuners", persoon.pk))
    assert not dossier.clientondersteuners.filter(pk=persoon.pk).exists()


def test_een_dubbele_naam_komt_terug_op_het_formulier(dossier, client):
    adres = pagina("inschrijving_rij_nieuw", dossier, "ondersteuners")
    antwoord = client.post(adres, {"naam": "Cliëntondersteuner 1", "registratie": "geen", "scholing": "Autisme, 2016"})
    assert antwoord.status_code == 422
    assert "telt één keer mee" in antwoord.text
    assert "Autisme, 2016" in antwoord.text


@pytest.mark.parametrize(
    ("velden", "goed"),
    [
        ({"soort": "wmo_contract", "jaar": "2017", "toelichting": "x"}, False),
        ({"soort": "wlz_contract", "jaar": "2017", "toelichting": "Met CZ."}, True),
        ({"soort": "anderszins", "jaar": "2018", "toelichting": "x"}, False),
    ],
)
def test_ervaring(dossier, client, velden, goed):
    antwoord = client.post(pagina("inschrijving_rij_nieuw", dossier, "selectiegegevens"), velden)
    assert antwoord.status_code == (302 if goed else 422)
    assert dossier.ervaringen.count() == 1 + goed


def test_deelnemer_die_overal_werkt(klok, client):
    klok(OPEN)
    inschrijving = volledige_inschrijving(leden=[Lid("Stichting Wulp", "87654321")], regios={"Utrecht": NIEUW})
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    velden = {"naam": "Stichting Grutto", "soort": "organisatie", "kvk_nummer": "1111 2222", "overal": "on"}
    client.post(pagina("inschrijving_rij_nieuw", inschrijving, "samenwerkingsverband"), velden)
    lid = inschrijving.deelnemers.get(naam="Stichting Grutto")
    assert (lid.kvk_nummer, lid.dekking.count()) == ("11112222", 2)


@pytest.mark.geval("B51")
def test_kvk_nummer_met_zeven_cijfers(dossier, client):
    velden = {"naam": "Stichting Grutto", "soort": "organisatie", "kvk_nummer": "1234567"}
    antwoord = client.post(pagina("inschrijving_rij_nieuw", dossier, "samenwerkingsverband"), velden)
    assert antwoord.status_code == 422
    assert "8 cijfers" in antwoord.text


def test_meer_bestanden_tegelijk_waarvan_een_geweigerd(dossier, client):
    velden = {
        "formulier": "vog-0",
        "vog-0-soort": "vog",
        "vog-0-deelnemer": "",
        "vog-0-datum": "01-06-2017",
        "vog-0-bestanden": [
            SimpleUploadedFile("vog nieuw.pdf", pdf("Nieuwe VOG")),
            SimpleUploadedFile("vog.exe", b"MZ"),
        ],
    }
    antwoord = client.post(stap(dossier, "documenten"), velden)
    assert antwoord.status_code == 422
    assert "vog.exe: Dit soort bestand nemen wij niet aan" in antwoord.text
    assert "Bewaard: vog nieuw.pdf" in antwoord.text
    assert 'value="01-06-2017"' in antwoord.text
    assert dossier.bewijsstukken.get(stuk__naam="vog nieuw.pdf").datum == date(2017, 6, 1)


def test_een_datum_is_nodig_waar_hij_telt(dossier, client):
    velden = {"formulier": "kvk-0", "kvk-0-soort": "kvk", "kvk-0-bestanden": [SimpleUploadedFile("k.pdf", pdf())]}
    antwoord = client.post(stap(dossier, "documenten"), velden)
    assert antwoord.status_code == 422
    assert dossier.bewijsstukken.filter(stuk__naam="k.pdf").count() == 0


def test_grenzen_staan_op_de_bladzijde(dossier, client):
    tekst = client.get(stap(dossier, "documenten")).text
    assert "25 MB per bestand, 50 bestanden en samen 300 MB" in tekst


def test_eigen_bestand_komt_terug_zoals_het_was(dossier, client):
    bewijs = dossier.bewijsstukken.get(soort="vog")
    antwoord = client.get(pagina("inschrijving_bestand", dossier, bewijs.pk))
    assert antwoord.content == pdf(f"Verklaring omtrent het gedrag (VOG) van {dossier.organisatie}")
    client.post(pagina("inschrijving_bestand_verwijderen", dossier, bewijs.pk))
    assert client.get(pagina("inschrijving_bestand", dossier, bewijs.pk)).status_code == 404


@pytest.mark.clausule("IK-085")
def test_tekenen_en_indienen_op_het_scherm(klok, client):
    klok(OPEN)
    inschrijving = volledige_inschrijving(getekend=False)
    log_in(client, inschrijving.organisatie.rollen.get().gebruiker)
    velden = {"gezien": queries.verklaring_hash(queries.vers(inschrijving.pk))}
    antwoord = client.post(pagina("inschrijving_tekenen", inschrijving), velden, follow=True)
    assert "is nog niet ingediend" in antwoord.text
    velden = {"sleutel": uuid4(), "gezien": gezien(inschrijving)}
    antwoord = client.post(pagina("inschrijving_dien_in", inschrijving), velden, follow=True)
    indiening = inschrijving.indieningen.get()
    assert antwoord.redirect_chain == [(pagina("ontvangstbewijs", inschrijving), 302)]
    for tekst in (
        *(indiening.ontvangstnummer, indiening.hash, indiening.logkop, "Flevoland (nieuw)"),
        *("28 juli 2017, 14:12:00 uur (UTC+02:00)", "2017-07-28 12:12:00.000000 UTC"),
        *(bestand["sha256"] for bestand in indiening.stukken),
    ):
        assert tekst in antwoord.text
    assert "band-kop" not in antwoord.text


def test_een_kapot_formulier_dient_niets_in(dossier, client):
    for velden in ({}, {"sleutel": "x", "gezien": gezien(dossier)}, {"sleutel": uuid4(), "gezien": "<script>"}):
        antwoord = client.post(pagina("inschrijving_dien_in", dossier), velden)
        assert (antwoord.status_code, "niet compleet aangekomen" in antwoord.text) == (409, True)
    assert not dossier.indieningen.exists()


@pytest.mark.clausule("IK-019", "IK-207")
@pytest.mark.geval("T7")
def test_na_de_sluiting_zegt_elke_bladzijde_wat_er_staat(klok, client):
    klok("2017-08-01 16:40")
    indiening = ingediende_inschrijving()
    inschrijving = indiening.inschrijving
    log_in(client, indiening.door)
    klok("2017-08-01 16:55")
    actions.bewaar_organisatie(inschrijving_id=inschrijving.pk, telefoon="030 999", door=indiening.door)
    klok("2017-08-01 17:00:05")
    antwoord = client.post(stap(inschrijving, "organisatie"), {"telefoon": "030 111"})
    assert antwoord.status_code == 409
    assert f"{indiening.ontvangstnummer} staat en telt mee" in antwoord.text
    assert client.get(stap(inschrijving, "organisatie")).url == inschrijving.get_absolute_url()
    tekst = client.get(inschrijving.get_absolute_url()).text
    assert "Uw laatste wijziging is niet ingediend en telt niet mee" in tekst
    assert indiening.ontvangstnummer in tekst


def test_wie_niet_indiende_leest_dat_na_de_sluiting(klok, client):
    klok(OPEN)
    inschrijving = volledige_inschrijving()
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    klok("2017-08-02 09:00")
    for adres in (reverse("mijn_inschrijvingen"), inschrijving.get_absolute_url()):
        assert "heeft niets van u ontvangen" in client.get(adres).text


def test_intrekken_op_het_scherm(klok, client):
    klok(OPEN)
    indiening = ingediende_inschrijving()
    log_in(client, indiening.door)
    adres = pagina("inschrijving_intrekken", indiening.inschrijving)
    assert client.post(adres, {"reden": " "}).status_code == 422
    antwoord = client.post(adres, {"reden": "Wij doen toch niet mee."}, follow=True)
    assert "Uw inschrijving is ingetrokken" in antwoord.text
    assert "Niet ingediend" in antwoord.text
    assert client.get(adres).status_code == 404


@pytest.mark.clausule("IK-086", "IK-087")
def test_beginnen_op_het_scherm(klok, client):
    klok(OPEN)
    eerste = volledige_inschrijving()
    (vreemd,) = voeg_regios_toe(eerste.ronde, WlzUitvoerderFactory(), ["Zeeland"])
    log_in(client, eerste.bestuursverklaring.getekend_door)
    velden = {"organisatie": eerste.organisatie_id, "uitvoerder": f"{eerste.ronde_id}-{eerste.uitvoerder_id}"}
    antwoord = client.post(reverse("inschrijving_nieuw"), velden)
    assert (antwoord.status_code, eerste.kenmerk in antwoord.text) == (422, True)
    velden["uitvoerder"] = f"{eerste.ronde_id}-{vreemd.uitvoerder_id}"
    antwoord = client.post(reverse("inschrijving_nieuw"), velden)
    assert antwoord.url == stap(Inschrijving.objects.get(uitvoerder=vreemd.uitvoerder), "organisatie")


def test_zonder_organisatie_eerst_registreren(klok, client):
    klok(OPEN)
    log_in(client, GebruikerFactory())
    assert reverse("organisatie_registreren") in client.get(reverse("mijn_inschrijvingen")).text
    assert client.get(reverse("inschrijving_nieuw")).status_code == 403


def test_de_band_staat_ook_op_een_openbare_bladzijde(dossier, client):
    assert "4 dagen, 2 uur en 48 minuten" in client.get(reverse("ronde", args=[dossier.ronde.code])).text


@pytest.mark.geval("T12")
@pytest.mark.parametrize("maak", [volledige_inschrijving, ingediende_inschrijving])
def test_elke_stap_telt_af_op_de_klok_van_het_portaal(klok, client, maak):
    """Once per page: in the band, or beside the name of the step for who has submitted."""
    klok("2017-08-01 16:50")
    rij = maak(regios={"Utrecht": NIEUW})
    inschrijving = getattr(rij, "inschrijving", rij)
    log_in(client, inschrijving.organisatie.rollen.first().gebruiker)
    for naam in STAPPEN:
        tekst = client.get(stap(inschrijving, naam)).text
        teller = 'data-sluiting="2017-08-01T17:00:00+02:00" data-nu="2017-08-01T16:50:00+02:00">10 minuten<'
        assert tekst.count(teller) == 1, naam


@pytest.mark.geval("B11", "B55")
def test_wat_in_een_bestand_zit_staat_erbij(dossier, client):
    alinea = b"<w:p><w:r><w:t>BSN 111222333</w:t></w:r></w:p>"
    bestanden = [
        ("a.pdf", pdfs.met_bijlage()),
        ("b.docx", docx(**{"word/document.xml": alinea})),
        ("c.pdf", pdfs.met_tekst(b"BT (BSN 123456782) Tj ET")),
    ]
    wie = {"inschrijving_id": dossier.pk, "door": dossier.bestuursverklaring.getekend_door, "soort": "ervaring"}
    for naam, inhoud in bestanden:
        actions.voeg_document_toe(naam=naam, inhoud=inhoud, **wie)
    tekst = client.get(stap(dossier, "documenten")).text
    assert "In dit bestand zit een ander bestand erin" not in tekst
    assert "alleen downloaden en niet in het portaal bekijken" in tekst
    assert tekst.count("een nummer dat een burgerservicenummer kan zijn") == 2
    gelogd = str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))
    assert [nummer for nummer in ("111222333", "123456782") if nummer in gelogd] == []


@pytest.mark.geval("B11")
@pytest.mark.parametrize(("maak", "hoe"), [(pdf, "inline"), (pdfs.met_launch, "attachment"), (docx, "attachment")])
def test_bekijken_toont_alleen_wat_niets_doet(dossier, client, maak, hoe):
    naam = "x.docx" if maak is docx else "x.pdf"
    door = dossier.bestuursverklaring.getekend_door
    velden = {"soort": "ervaring", "naam": naam, "inhoud": maak(), "door": door}
    bewijs = actions.voeg_document_toe(inschrijving_id=dossier.pk, **velden)
    antwoord = client.get(pagina("inschrijving_bestand_bekijken", dossier, bewijs.pk))
    assert antwoord["Content-Disposition"] == f'{hoe}; filename="{naam}"'
    assert antwoord["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.geval("B15")
def test_een_virus_wordt_geweigerd_en_vastgelegd(dossier, client, settings):
    velden = {"formulier": "anders", "anders-soort": "ervaring"}
    for naam, inhoud in (("contract.pdf", pdf("Contract")), ("virus.pdf", pdf() + EICAR + b"\n%%EOF")):
        with clamd() as settings.CLAMAV:
            bestand = SimpleUploadedFile(naam, inhoud)
            antwoord = client.post(stap(dossier, "documenten"), velden | {"anders-bestanden": bestand})
    assert (antwoord.status_code, "In virus.pdf is een virus gevonden" in antwoord.text) == (422, True)
    assert list(dossier.bewijsstukken.filter(soort="ervaring").values_list("stuk__scan", flat=True)) == ["schoon"]
    regel = Gebeurtenis.objects.get(handeling="virus_geweigerd")
    assert (regel.resultaat, set(regel.gegevens)) == ("geweigerd", {"sha256"})
