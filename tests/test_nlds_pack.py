"""The crispy pack and the list template: labels, descriptions, errors and links fit together; no database."""

import re
from datetime import date
from pathlib import Path

import pytest
from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import HTML, Button, ButtonHolder, Div, Hidden, Layout, Reset
from crispy_forms.utils import render_crispy_form
from django import forms
from django.test import RequestFactory
from django_tables2 import RequestConfig
from lxml import html

from tests.uiterlijk import Proefformulier, Proeftabel, toon

SJABLONEN = Path(__file__).parents[1] / "templates"
SCHERMEN = [  # a PDF and a mail are no pages
    p for p in sorted(SJABLONEN.rglob("*.html")) if p.parts[len(SJABLONEN.parts)] != "pdf" and p.name != "mail.html"
]


class Deelformulier(forms.Form):
    naam = forms.CharField(label="Naam")


def leeg():
    return Proefformulier()


def fout():
    return Proefformulier({"website": "kiekendief.example", "datum": "32", "versie": "3"})


def boom(form):
    return html.fromstring(render_crispy_form(form))


def velden(wortel):
    return wortel.xpath("//input[not(@type='hidden')] | //select | //textarea")


@pytest.mark.parametrize("maak", [leeg, fout])
def test_elk_veld_heeft_een_label_en_elke_id_bestaat_een_keer(maak):
    wortel = boom(maak())
    ids = wortel.xpath("//@id")
    assert len(ids) == len(set(ids))
    zonder = [v.get("id") for v in velden(wortel) if len(wortel.xpath(f"//label[@for='{v.get('id')}']")) != 1]
    assert zonder == []


@pytest.mark.parametrize("naam", ["vorm", "gemeenten", "gesprek"])
def test_groep_heeft_een_legenda(naam):
    (groep,) = boom(leeg()).xpath(f"//fieldset[@id='id_{naam}']")
    assert groep[0].tag == "legend"
    assert groep[0].text_content().strip() == leeg().fields[naam].label


@pytest.mark.parametrize("maak", [leeg, fout])
def test_beschrijvingen_bestaan(maak):
    wortel = boom(maak())
    verwezen = {deel for waarde in wortel.xpath("//@aria-describedby") for deel in waarde.split()}
    assert verwezen == {i for i in wortel.xpath("//@id") if i.endswith(("_helptext", "_error"))}


@pytest.mark.parametrize(
    ("pad", "beschrijving"),
    [
        ("//input[@id='id_naam']", "id_naam_helptext id_naam_error"),
        ("//input[@id='id_bestand']", "id_bestand_helptext id_bestand_error"),
        ("//input[@id='id_akkoord']", "id_akkoord_helptext id_akkoord_error"),
        ("//fieldset[@id='id_vorm']", "id_vorm_helptext id_vorm_error"),
        ("//fieldset[@id='id_gesprek']", "id_gesprek_error"),
    ],
)
def test_eerst_de_uitleg_dan_de_fout(pad, beschrijving):
    (element,) = boom(fout()).xpath(pad)
    assert element.get("aria-describedby") == beschrijving


def test_alleen_foute_velden_zijn_ongeldig():
    goed = {"id_website"}
    assert {v.get("id") for v in velden(boom(fout())) if v.get("aria-invalid") != "true"} == goed
    assert boom(leeg()).xpath("//*[@aria-invalid]") == []


def test_samenvatting_wijst_elk_fout_veld_aan():
    form = fout()
    wortel = boom(form)
    doelen = [a.get("href")[1:] for a in wortel.xpath("//*[@id='foutmelding']//a")]
    namen = [wortel.get_element_by_id(doel).get("name") for doel in doelen]
    assert namen == [f"{n}_0" if n == "gesprek" else n for n in form.fields if n in form.errors]


def test_samenvatting_noemt_wat_voor_het_hele_formulier_geldt():
    (eerste, *_rest) = boom(Proefformulier({"naam": "gesloten"})).xpath("//*[@id='foutmelding']//li")
    assert eerste.text_content() == "De inschrijving is gesloten."


def test_zonder_fouten_geen_samenvatting():
    assert boom(leeg()).xpath("//*[@id='foutmelding']") == []


def test_wat_was_ingevuld_blijft_staan():
    wortel = boom(fout())
    assert wortel.get_element_by_id("id_website").get("value") == "kiekendief.example"
    assert wortel.get_element_by_id("id_datum").get("value") == "32"
    assert wortel.get_element_by_id("id_versie").get("value") == "3"


def test_alleen_het_vrije_veld_heet_niet_verplicht():
    labels = boom(leeg()).xpath("//label[contains(., 'niet verplicht')] | //legend[contains(., 'niet verplicht')]")
    assert [label.text_content().strip() for label in labels] == ["Website (niet verplicht)"]


def test_autocomplete_blijft_en_de_browser_keurt_niet_zelf():
    wortel = boom(leeg())
    assert wortel.get_element_by_id("id_email").get("autocomplete") == "email"
    assert wortel.get("novalidate") is not None
    assert wortel.get("enctype") == "multipart/form-data"


def test_datum_staat_in_nederlandse_volgorde():
    wortel = boom(Proefformulier(initial={"datum": date(2017, 1, 30)}))
    assert wortel.get_element_by_id("id_datum").get("value") == "30-01-2017"
    assert wortel.xpath("normalize-space(//label[@for='id_datum'])") == "Datum van de VOG (dd-mm-jjjj)"


def test_knoppen_een_hoofdknop_en_een_gevaarlijke():
    klassen = {b.get("name"): b.get("class").split() for b in boom(leeg()).xpath("//button")}
    assert "utrecht-button--primary-action" in klassen["bewaar"]
    assert {"utrecht-button--secondary-action", "utrecht-button--danger"} <= set(klassen["weg"])


def test_een_formulier_kiest_het_uiterlijk_van_een_knop_met_een_naam_die_bestaat():
    """An unknown name gives a second main button, and nobody notices."""
    bronnen = [p for p in SJABLONEN.parent.glob("[a-z]*/**/*.py") if p.parts[len(SJABLONEN.parts) - 1] != "tests"]
    namen = [naam for p in bronnen for naam in re.findall(r'Submit\([^)]*css_class="([^"]*)"', p.read_text())]
    assert namen
    assert set(" ".join(namen).split()) <= {"secundair", "stil", "gevaar"}


def test_overige_onderdelen_van_een_opmaak():
    form = leeg()
    form.helper.layout = Layout(
        Div(HTML("<p>Vooraf</p>"), css_id="blok"),
        ButtonHolder(Button("terug", "Terug"), Reset("leeg", "Leeg"), Hidden("stap", "2"), StrictButton("Meer")),
    )
    wortel = boom(form)
    assert wortel.get_element_by_id("blok").text_content() == "Vooraf"
    assert wortel.xpath("//input[@type='hidden'][@name='stap']/@value") == ["2"]
    assert [b.text_content() for b in wortel.xpath("//button")] == ["Terug", "Leeg", "Meer"]


@pytest.mark.parametrize("tag", ["<form>{{ f|crispy }}</form>", "{% crispy f %}"])
def test_formset_met_beheervelden_en_een_samenvatting(tag):
    klasse = forms.formset_factory(Deelformulier, min_num=3, validate_min=True)
    formset = klasse({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-naam": "", "form-1-naam": ""})
    wortel = html.fromstring(toon("{% load crispy_forms_tags %}" + tag, f=formset))
    assert wortel.xpath("//input[@name='form-TOTAL_FORMS']/@value") == ["2"]
    assert len(wortel.xpath("//*[@role='alert']//li")) == 3
    assert wortel.xpath("//*[@role='alert']//a/@href") == ["#id_form-0-naam", "#id_form-1-naam"]


def tabel(pad, aantal):
    request = RequestFactory().get(pad)
    proef = Proeftabel([{"kenmerk": f"IJS-{nr}", "uren": nr} for nr in range(aantal)])
    RequestConfig(request, paginate={"per_page": 2}).configure(proef)
    return html.fromstring(toon('{% include "nlds/tabel.html" %}', table=proef, request=request))


def test_lijst_zegt_hoe_zij_is_gesorteerd():
    koppen = tabel("/?sort=-uren", 3).xpath("//thead//th")
    assert [k.get("aria-sort") for k in koppen] == [None, "descending", None]


def test_sorteren_begint_weer_bij_de_eerste_bladzijde():
    assert tabel("/?page=2&regio=t", 3).xpath("//thead//a/@href")[0] == "?regio=t&sort=kenmerk"


def test_cel_draagt_de_kop_van_haar_kolom_en_de_eerste_is_rijkop():
    rij = tabel("/", 1).xpath("//tbody/tr")[0]
    assert rij.xpath("./th/@scope") == ["row"]
    assert rij.xpath("./td/@data-kop") == ["Uren", "Stand"]


def test_bladeren_bijschrift_en_export():
    wortel = tabel("/?page=2", 5)
    assert wortel.xpath("string(//caption)").strip() == "Dossiers"
    assert [a.text_content() for a in wortel.xpath("//nav//a")] == [
        "Vorige",
        "Bladzijde 1",
        "Bladzijde 2",
        "Bladzijde 3",
        "Volgende",
    ]
    assert wortel.xpath("//nav//a[@aria-current]/@href") == ["?page=2"]
    assert wortel.xpath("//a[text()='Exporteren']/@href") == ["/dossiers.csv"]


def test_lege_lijst_zegt_dat_zij_leeg_is():
    assert tabel("/", 0).xpath("string(//tbody)").strip() == "Er staat niets in deze lijst."


@pytest.mark.parametrize("sjabloon", SCHERMEN, ids=lambda p: str(p.relative_to(SJABLONEN)))
def test_geen_script_of_stijl_in_de_bladzijde(sjabloon):
    """The content security policy would refuse it."""
    inlijn = r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*(\ssrc=|application/json))"
    assert re.findall(inlijn, sjabloon.read_text()) == []
