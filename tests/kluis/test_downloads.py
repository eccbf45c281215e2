"""Answers that carry a file (B17, B23)."""

import pytest

from kluis.actions import bewaar
from kluis.downloads import als_beeld, als_download
from tests.kluis.bestanden import docx, pdf
from tests.kluis.verzoek import verzoek

pytestmark = pytest.mark.django_db


@pytest.mark.geval("B17", "B23")
def test_download_is_een_bijlage_die_niemand_uitvoert(rf):
    inhoud = docx()
    antwoord = als_download(bewaar(dossier="proef:1", naam="Coördinatie é.docx", inhoud=inhoud), verzoek(rf.get))
    assert antwoord.content == inhoud
    assert antwoord["Content-Disposition"] == "attachment; filename*=utf-8''Co%C3%B6rdinatie%20%C3%A9.docx"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Cache-Control"] == "no-store, private"
    assert antwoord["Content-Security-Policy"].split(";")[0] == "sandbox"


@pytest.mark.geval("R19")
@pytest.mark.django_db(transaction=True)  # Playwright keeps a loop of its own
def test_een_bestand_heeft_een_eigen_oorsprong(page, rf):
    """Whatever a browser would make of a file under our policy: an origin of its own, no script, nothing of the portal.

    The answer is given back as a page with a script in it, which the portal never does.
    """
    antwoord = als_beeld(bewaar(dossier="proef:1", naam="x.pdf", inhoud=pdf()), verzoek(rf.get))
    koppen = {**antwoord.headers, "Content-Type": "text/html", "Content-Disposition": "inline"}
    lijf = "<title>stil</title><script>document.title = 'voert uit'</script>"
    page.route("**/bestand", lambda route: route.fulfill(body=lijf, headers=koppen))
    page.goto("http://portaal.example/bestand")
    assert (page.title(), page.evaluate("self.origin")) == ("stil", "null")
    with pytest.raises(Exception, match="sandboxed"):
        page.evaluate("document.cookie")


@pytest.mark.geval("B23")
@pytest.mark.parametrize(("naam", "inhoud", "hoe"), [("x.pdf", pdf(), "inline"), ("x.docx", docx(), "attachment")])
def test_alleen_een_pdf_is_te_bekijken(rf, naam, inhoud, hoe):
    antwoord = als_beeld(bewaar(dossier="proef:1", naam=naam, inhoud=inhoud), verzoek(rf.get))
    assert antwoord["Content-Disposition"] == f'{hoe}; filename="{naam}"'
