"""Colours and logo of an uitvoerder: readable, in every letter, and a change undoes what waits (R17, R20, B43)."""

import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from weasyprint.urls import FatalURLFetchingError

from bekendmaking import actions, voorbeelden
from bekendmaking.brieftekst import DELEN
from bekendmaking.huisstijl import huisstijlhash, logo_van
from bekendmaking.models import Brief, Logo, Vrijgave
from bekendmaking.states import Status
from bekendmaking.teksten import teksten_van
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.pdfmaker import AlleenEigen
from kluis.actions import lees
from kluis.keuring import keur_logo
from partijen.models import WlzUitvoerder
from partijen.rules import contrast_met_wit, leesbare_kleur
from tests.bekendmaking.toneel import Toneel
from tests.factories import RolFactory
from tests.kluis.test_png import png
from tests.race import tegelijk


@pytest.mark.parametrize(("kleur", "contrast"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54)])
def test_contrast_met_wit(kleur, contrast):
    assert round(contrast_met_wit(kleur), 2) == contrast


def test_alleen_een_leesbare_kleur():
    assert leesbare_kleur(" #767676 ") == "#767676"
    with pytest.raises(RegelFout, match=r"het contrast is 4,4 en moet 4,5 zijn"):
        leesbare_kleur("#777777")
    for onzin in ("rood", "#12345", "#1234567", "#12345g", "red}body{display:none"):
        with pytest.raises(RegelFout, match="zes cijfers of letters"):
            leesbare_kleur(onzin)


@pytest.fixture
def toneel(db):
    return Toneel()


def wijzig(toneel, door=None, gezien=None, **anders):
    uitvoerder = WlzUitvoerder.objects.get(pk=toneel.uitvoerder.pk)
    velden = {"kleur": uitvoerder.kleur, "accent": uitvoerder.accent, "logo": None, "logo_weg": False} | anders
    return actions.wijzig_huisstijl(
        uitvoerder_id=uitvoerder.pk,
        gezien_hash=gezien or huisstijlhash(uitvoerder),
        door=door or RolFactory(landelijk=True).gebruiker,
        **velden,
    )


@pytest.mark.geval("B29")
def test_een_andere_kleur_trekt_goedkeuring_en_vrijgave_in(toneel):
    brief = toneel.brief(goedgekeurd=True)
    toneel.zet_klaar()
    assert wijzig(toneel, accent="#a32011") == 1
    brief.refresh_from_db()
    assert (brief.status, Vrijgave.objects.count()) == (Status.ONTWERP, 0)
    with pytest.raises(RegelFout, match="De tekst of de huisstijl is veranderd"):
        actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    regel = Gebeurtenis.objects.get(handeling="wijzig_huisstijl")
    assert regel.gegevens == {"oud": ["#0f5f6e", "#51616b", ""], "nieuw": ["#0f5f6e", "#a32011", ""]}


def test_dezelfde_huisstijl_laat_alles_met_rust(toneel):
    brief = toneel.brief(goedgekeurd=True)
    assert wijzig(toneel) == 0
    brief.refresh_from_db()
    assert (brief.status, Gebeurtenis.objects.filter(handeling="wijzig_huisstijl").count()) == (Status.GOEDGEKEURD, 0)


def test_een_bekende_brief_blijft_zoals_hij_was(toneel):
    brief = toneel.bekendgemaakt()
    oud = lees(brief.stuk)
    assert wijzig(toneel, logo=keur_logo(inhoud=png(400, 100))) == 0
    brief = Brief.objects.get(pk=brief.pk)
    assert (brief.status, lees(brief.stuk)) == (Status.VOORLOPIG, oud)


def test_het_logo_staat_in_elke_soort_brief_met_de_naam_als_tekst(toneel):
    wijzig(toneel, logo=keur_logo(inhoud=png(400, 100)))
    woorden = teksten_van(toneel.ronde)
    for deel in ("aanhef", "herziening", "antwoord"):
        maak = [voorbeelden.verzonnen_pdf(toneel.ronde, toneel.uitvoerder, woorden, DELEN[deel]) for _ in (1, 2)]
        assert maak[0] == maak[1]
        with pikepdf.open(io.BytesIO(maak[0])) as pdf:
            assert [str(beeld.Subtype) for beeld in pdf.pages[0].get_images().values()] == ["/Image"]
            alt = [o.Alt for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
            assert [str(tekst) for tekst in alt] == ["Zorgkantoor IJsvogel"]
            assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_een_logo_weghalen_zet_de_naam_terug(toneel):
    zonder = voorbeelden.verzonnen_pdf(toneel.ronde, toneel.uitvoerder, teksten_van(toneel.ronde))
    wijzig(toneel, logo=keur_logo(inhoud=png()))
    assert logo_van(toneel.uitvoerder) == png()
    wijzig(toneel, logo_weg=True)
    assert not Logo.objects.exists()
    assert voorbeelden.verzonnen_pdf(toneel.ronde, toneel.uitvoerder, teksten_van(toneel.ronde)) == zonder


@pytest.mark.geval("B43")
def test_alleen_precies_dit_logo_wordt_gelezen():
    ophaler = AlleenEigen({"logo:abc": png()})
    assert ophaler.fetch("logo:abc").read() == png()
    for adres in ("logo:abd", "logo:", "data:image/png;base64,AAAA", "http://127.0.0.1:9/logo.png"):
        with pytest.raises(FatalURLFetchingError):
            ophaler.fetch(adres)


def test_alleen_de_beheerder_wijzigt_de_huisstijl(toneel):
    with pytest.raises(PermissionDenied):
        wijzig(toneel, door=toneel.manager, kleur="#000000")


def test_ook_de_database_weigert_wat_geen_kleur_is(toneel):
    with pytest.raises(IntegrityError, match="uitvoerder_kleuren_als_code"), transaction.atomic():
        WlzUitvoerder.objects.update(kleur="} *{}")


@pytest.mark.django_db(transaction=True)
def test_twee_beheerders_tegelijk_een_wint(toneel):
    gezien, door = huisstijlhash(toneel.uitvoerder), RolFactory(landelijk=True).gebruiker
    uitkomsten = tegelijk(lambda kleur: wijzig(toneel, door, gezien, kleur=kleur), ["#000000", "#111111"])
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "int"]
    assert Gebeurtenis.objects.filter(handeling="wijzig_huisstijl").count() == 1


@pytest.mark.geval("B29")
@pytest.mark.django_db(transaction=True)
def test_klaarzetten_en_wijzigen_tegelijk_laat_geen_oude_huisstijl_gaan(toneel):
    brief = toneel.brief(goedgekeurd=True)
    door = RolFactory(landelijk=True).gebruiker
    tegelijk(lambda wie: wijzig(toneel, door, kleur="#000000") if wie == "b" else toneel.zet_klaar(), "ab")
    brief.refresh_from_db()
    assert (brief.status, Vrijgave.objects.exists()) == (Status.ONTWERP, False)


# Screens


@pytest.fixture
def beheer(toneel, client):
    client.force_login(RolFactory(landelijk=True).gebruiker)
    return client


def pad(toneel, naam="huisstijl"):
    return reverse(naam, args=[toneel.uitvoerder.code])


def bestand(inhoud):
    return SimpleUploadedFile("merk.png", inhoud, "image/png")


def test_de_proef_bewaart_niets_en_het_bewaren_wel(toneel, beheer):
    velden = beheer.get(pad(toneel)).context["form"].initial | {"kleur": "#a32011"}
    proef = beheer.post(pad(toneel, "huisstijl_proef"), velden | {"logo": bestand(png(40, 10))})
    assert (proef["Content-Type"], Logo.objects.count()) == ("application/pdf", 0)
    antwoord = beheer.post(pad(toneel), velden | {"logo": bestand(png(40, 10))})
    assert antwoord.status_code == 302
    rij = WlzUitvoerder.objects.get(pk=toneel.uitvoerder.pk)
    assert (rij.kleur, logo_van(rij)) == ("#a32011", png(40, 10))
    ronde = toneel.ronde
    assert proef.content == voorbeelden.verzonnen_pdf(ronde, rij, teksten_van(ronde))


@pytest.mark.parametrize(
    ("velden", "waarom"),
    [
        ({"kleur": "#ffee00"}, "te licht om op wit papier te lezen"),
        ({"logo": b"<svg onload=alert(1)>"}, "Dit is geen PNG-afbeelding."),
        ({"logo": png(2001, 10)}, "2001 bij 10 beeldpunten"),
    ],
)
def test_een_geweigerde_keuze_zegt_waarom(toneel, beheer, velden, waarom):
    velden = {naam: bestand(waarde) if naam == "logo" else waarde for naam, waarde in velden.items()}
    antwoord = beheer.post(pad(toneel), beheer.get(pad(toneel)).context["form"].initial | velden)
    assert antwoord.status_code == 422
    assert waarom in antwoord.content.decode()
    assert not Logo.objects.exists()
