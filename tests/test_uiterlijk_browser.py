"""The look in a real browser, under the content security policy of the portal: axe, width, focus and countdown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import get_template

from tests import axe
from tests.uiterlijk import Proefformulier, Proeftabel, bladzijde

NU = datetime(2017, 7, 28, 12, 12, tzinfo=UTC)


def met_formulier():
    return bladzijde("{% crispy form %}", form=Proefformulier({"naam": "gesloten"}))


def met_lijst():
    tabel = Proeftabel([{"kenmerk": "IJS-2018-0042", "uren": 12}], orderable=False)
    band = {
        "sluiting": NU + timedelta(hours=1, seconds=2),
        "resteert": timedelta(hours=1),
        "wie": ["Zorgkantoor IJsvogel"],
    }
    return bladzijde('{% include "nlds/tabel.html" with table=tabel %}', tabel=tabel, band=band, klok_nu=NU)


BLADZIJDEN = {"formulier": met_formulier, "lijst": met_lijst} | {
    naam: get_template(f"{naam}.html").render for naam in ("404", "500")
}


@pytest.mark.parametrize("breedte", [1280, 360])
@pytest.mark.parametrize("naam", BLADZIJDEN)
def test_toegankelijk_en_binnen_het_beleid(open_bladzijde, naam, breedte):
    pagina, klachten = open_bladzijde(BLADZIJDEN[naam]())
    pagina.set_viewport_size({"width": breedte, "height": 800})
    assert (axe.gebreken(pagina), klachten) == ([], [])
    assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte


def test_focus_staat_bij_de_fouten_en_springt_naar_het_veld(open_bladzijde):
    pagina, _ = open_bladzijde(met_formulier())
    assert pagina.evaluate("document.activeElement.id") == "foutmelding"
    pagina.get_by_role("link", name="Rechtsvorm").click()
    assert pagina.evaluate("document.activeElement.id") == "id_vorm_0"


def test_veld_is_pas_fout_als_de_server_dat_zegt(open_bladzijde):
    pagina, _ = open_bladzijde(bladzijde("{{ form|crispy }}", form=Proefformulier()))
    veld = pagina.get_by_label("E-mailadres")
    uiterlijk = "v => { const s = getComputedStyle(v); return [s.borderColor, s.borderWidth, s.backgroundColor] }"
    voor = veld.evaluate(uiterlijk)
    veld.press_sequentially("ik@")
    pagina.get_by_label("Naam").focus()
    assert veld.evaluate("v => v.matches(':user-invalid')")
    assert veld.evaluate(uiterlijk) == voor
    veld.evaluate("v => v.setAttribute('aria-invalid', 'true')")
    assert veld.evaluate(uiterlijk) != voor


@pytest.mark.parametrize("breedte", [1280, 768, 645, 320])
def test_naam_van_een_stap_past_op_een_regel(open_bladzijde, breedte):
    stappen = [{"naam": "Samenwerkingsverband", "stand": "mist", "uitleg": "1 punt mist", "url": "/"}] * 10
    kader = '<div class="portaal-kader">{% include "onderdelen/stappen.html" %}</div>'
    pagina, _ = open_bladzijde(bladzijde(kader, stappen=stappen, kop="Stappen"))
    pagina.set_viewport_size({"width": breedte, "height": 800})
    ruimte = "a => [a.getClientRects().length, a.offsetLeft + a.offsetWidth <= a.parentElement.clientWidth]"
    assert pagina.locator(".portaal-stappen a").first.evaluate(ruimte) == [1, True]


def test_aftellen_volgt_de_klok_van_het_portaal(open_bladzijde, toonpagina):
    toonpagina.clock.install(time=datetime(2031, 1, 1, tzinfo=UTC))
    pagina, _ = open_bladzijde(met_lijst())
    over = pagina.locator("[data-sluiting]")
    assert over.text_content() == "1 uur"
    toonpagina.clock.run_for(3000)
    assert over.text_content() == "59 minuten en 59 seconden"
    toonpagina.clock.run_for(3_600_000)
    assert over.text_content() == "geen tijd meer: de inschrijving is gesloten"
