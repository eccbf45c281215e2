"""The HTML part says what the text says, and nothing in it runs or fetches (B40, B43)."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berichten.opmaak import als_html

TEKST = """Geachte heer of mevrouw,

UITKOMST PER REGIO

Utrecht: Overeenkomst, <b>goed</b>
Uw budget: € 4.500,00.
Nog open:
- Breda: klacht & bezwaar
  SHA-256 abc
- Zwolle: niets

Bekijk uw beslissing: http://localhost:8000/beslissing/A-1/. En https://elders.example/x.
"""


class Lezer(HTMLParser):
    """Tags with their attributes, and the text that is read aloud."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.woorden: list[str] = []
        self.feed(html.partition("</h1>")[2])

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.woorden += data.split()


def test_blokken_worden_alineas_koppen_lijsten_en_eigen_links():
    html = als_html("Onderwerp <1>", TEKST)
    assert '<html lang="nl">' in html
    assert "<title>Onderwerp &lt;1&gt;</title>" in html
    assert html.partition("</h1>\n")[2].partition("\n</body>")[0] == (
        "<p>Geachte heer of mevrouw,</p>\n"
        "<h2>UITKOMST PER REGIO</h2>\n"
        "<p>Utrecht: Overeenkomst, &lt;b&gt;goed&lt;/b&gt;<br>\nUw budget: € 4.500,00.<br>\nNog open:</p>\n"
        "<ul><li>Breda: klacht &amp; bezwaar<br>\nSHA-256 abc</li><li>Zwolle: niets</li></ul>\n"
        '<p>Bekijk uw beslissing: <a href="http://localhost:8000/beslissing/A-1/">http://localhost:8000/beslissing/A-1/'
        "</a>. En https://elders.example/x.</p>"
    )


@pytest.mark.geval("B43")
@pytest.mark.parametrize(
    "gif",
    [
        "<script>alert(1)</script>",
        '<img src="http://169.254.169.254/">',
        "<style>@import url(//x.example)</style>",
        '<object data="file:///etc/passwd">',
        "http://localhost:8000/\"onmouseover='x'",
        "javascript:alert(1)",
        "{{7*7}}{% load x %}",
    ],
)
def test_niets_wordt_opmaak_of_opgehaald(gif):
    lezer = Lezer(als_html("Onderwerp", f"Reden:\n{gif}\n- {gif}"))
    assert {tag for tag, _ in lezer.tags} <= {"p", "br", "ul", "li", "a"}
    assert {naam for _, velden in lezer.tags for naam in velden} <= {"href"}
    assert all(velden["href"].startswith("http://localhost:8000/") for tag, velden in lezer.tags if tag == "a")


@settings(max_examples=30)
@given(st.text(alphabet="aB &<>-\n.:/'\""))
def test_de_woorden_zijn_die_van_de_tekst(tekst):
    zonder_streepjes = [regel.removeprefix("- ") for regel in tekst.split("\n")]
    assert Lezer(als_html("Onderwerp", tekst)).woorden == " ".join(zonder_streepjes).split()
