"""The page around everything, the error pages, the parts, and the Dutch of the account pages; no database."""

import gettext
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import allauth
import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.views import defaults
from lxml import html

from tests.uiterlijk import Proefformulier, bladzijde, toon

MAP = Path(__file__).parents[1]
EIGEN = MAP / "locale" / "nl" / "LC_MESSAGES"
NU = datetime(2017, 7, 28, 12, 12, tzinfo=UTC)


def test_bladzijde_heeft_taal_sprong_klok_en_titel():
    wortel = html.fromstring(bladzijde("", klok_nu=NU, wie_ben_ik="Stichting Kiekendief"))
    assert wortel.get("lang") == "nl"
    assert wortel.xpath("//body/a[1]/@href") == ["#main"]
    assert wortel.xpath("string(//title)") == "Proef - Inkoopportaal cliëntondersteuning Wlz"
    kop = " ".join(wortel.xpath("//header")[0].text_content().split())
    assert "Stichting Kiekendief · Klok van het portaal: vrijdag 28 juli 2017, 14:12 uur · Inloggen" in kop


def test_titel_zegt_dat_er_een_fout_is():
    assert bladzijde("", form=Proefformulier({})).count("<title>Fout: Proef -") == 1
    assert "Fout: " not in bladzijde("", form=Proefformulier())


@pytest.mark.parametrize(("pad", "waarde"), [("/regios/", "page"), ("/regios/1/", "true")])
def test_menu_wijst_aan_waar_u_bent(pad, waarde):
    menu = [SimpleNamespace(label="Regio’s", url="/regios/", actief=True)]
    wortel = html.fromstring(bladzijde("", menu=menu, request=RequestFactory().get(pad)))
    assert wortel.xpath("//nav//a/@aria-current") == [waarde]


def test_uitloggen_is_een_post():
    gebruiker = SimpleNamespace(is_authenticated=True)
    (form,) = html.fromstring(bladzijde("", user=gebruiker, csrf_token="x")).forms
    assert (form.method, form.action) == ("POST", "/account/logout/")


def test_band_noemt_wie_niets_heeft_en_telt_af_vanaf_de_klok_van_het_portaal():
    band = {"sluiting": NU + timedelta(days=4), "resteert": timedelta(days=4), "wie": ["A", "B", "C"]}
    wortel = html.fromstring(bladzijde("", band=band, klok_nu=NU))
    (deel,) = wortel.xpath("//section[@class='portaal-band']")
    assert "A, B en C hebben nog niets van u ontvangen." in deel.text_content()
    assert [dd.text_content() for dd in deel.xpath(".//dd")] == ["dinsdag 1 augustus 2017, 14:12 uur", "4 dagen"]
    assert dict(deel.xpath(".//dd")[1].attrib) == {
        "data-sluiting": "2017-08-01T14:12:00+02:00",
        "data-nu": "2017-07-28T14:12:00+02:00",
    }


@pytest.mark.parametrize(
    ("niveau", "rol", "klasse"),
    [
        ("success", "status", "ok"),
        ("info", "status", "info"),
        ("warning", "alert", "warning"),
        ("error", "alert", "error"),
    ],
)
def test_bericht_wordt_voorgelezen(niveau, rol, klasse):
    wortel = html.fromstring(bladzijde("", messages=[SimpleNamespace(level_tag=niveau, message="Bewaard.")]))
    (melding,) = wortel.xpath("//main//div[@role]")
    assert (melding.get("role"), melding.get("class")) == (rol, f"utrecht-alert utrecht-alert--{klasse}")
    assert melding.text_content().strip() == "Bewaard."


def test_kruimelpad_eindigt_bij_deze_bladzijde():
    wortel = html.fromstring(bladzijde("", kruimels=[("Start", "/"), ("Twente", "/twente/")]))
    links = wortel.xpath("//nav[@aria-label='Kruimelpad']//a")
    assert [(a.text, a.get("href"), a.get("aria-current")) for a in links] == [
        ("Start", "/", None),
        ("Twente", "/twente/", "page"),
    ]


@pytest.mark.parametrize(("stand", "icoon"), [("klaar", "ja"), ("mist", "let-op"), ("later", "open")])
def test_stap_heeft_woord_en_icoon(stand, icoon):
    stap = SimpleNamespace(naam="Documenten", stand=stand, uitleg="1 document mist", url="")
    deel = toon('{% include "onderdelen/stappen.html" with kop="Stappen" %}', stappen=[stap])
    assert f'iconen.svg#{icoon}"' in deel
    assert " ".join(html.fromstring(deel).xpath("//li")[0].text_content().split()) == "Documenten1 document mist"


@pytest.mark.parametrize(
    ("naam", "kop"),
    [
        ("400.html", "Wij begrijpen dit verzoek niet"),
        ("403.html", "U hebt geen toegang tot deze bladzijde"),
        ("403_csrf.html", "Wij konden niet controleren of dit formulier van u komt"),
        ("404.html", "Deze bladzijde bestaat niet"),
        ("413.html", "Uw bestand is te groot"),
        ("429.html", "U hebt dit te vaak geprobeerd"),
    ],
)
def test_foutpagina_zegt_wat_er_is_en_wat_u_kunt_doen(naam, kop):
    wortel = html.fromstring(get_template(naam).render())
    assert wortel.xpath("string(//h1)") == kop
    assert len(wortel.xpath("//main//p | //main//li")) >= 2


def test_weigering_toont_de_tekst_van_de_regel():
    wortel = html.fromstring(get_template("409.html").render({"tekst": "De inschrijving is gesloten."}))
    assert "De inschrijving is gesloten." in wortel.xpath("//main")[0].text_content()


def test_storingspagina_werkt_ook_zonder_lijst_van_bestanden(settings):
    """Nothing that is broken can keep this page from showing, not even the manifest of static files."""
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "bestaat.niet"}}
    antwoord = defaults.server_error(RequestFactory().get("/"))
    assert antwoord.status_code == 500
    assert "Er ging bij ons iets mis" in antwoord.content.decode()


def catalogus(map_):
    """msgid → msgstr, of a compiled catalogue."""
    with (map_ / "django.mo").open("rb") as bestand:
        return {k: v for k, v in gettext.GNUTranslations(bestand)._catalog.items() if k}


def test_vertalingen_zijn_gebouwd_en_vervangen_bestaande_teksten():
    """Each own text replaces one that allauth still has, or one that Django lacks; a changed source shows here."""
    eigen, van_allauth = catalogus(EIGEN), catalogus(Path(allauth.__file__).parent / "locale" / "nl" / "LC_MESSAGES")
    los = {
        tekst for tekst, *_ in (naam if isinstance(naam, tuple) else (naam,) for naam in set(eigen) - set(van_allauth))
    }
    assert los == {
        "This password is too short. It must contain at least %d character."
    }  # Dutch is missing in Django 5.2
    bron = (EIGEN / "django.po").read_text()
    teksten = re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', bron, re.MULTILINE)
    gelezen = {"".join(re.findall(r'"(.*)"', t)).replace(r"\n", "\n").replace(r"\"", '"') for t in teksten}
    assert gelezen - {t for t in gelezen if t.startswith("Language:")} == set(eigen.values())


def test_vertalingen_spreken_met_u():
    assert [t for t in catalogus(EIGEN).values() if re.search(r"\b(je|jij|jou|jouw)\b", t, re.IGNORECASE)] == []
