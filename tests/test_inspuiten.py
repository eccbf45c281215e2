"""What somebody types is text: never a page, a query, or an address that the portal itself visits (B44, B45, B47)."""

import ast
import re
import socket
from pathlib import Path

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings

from tests.test_formulieren import formulieren
from tests.test_huisregels import broncode, sjablonen

BASIS = Path(settings.BASE_DIR)
HALERS = {
    *("requests", "httpx", "aiohttp", "urllib3", "pycurl", "ftplib", "telnetlib", "xmlrpc"),
    *("urllib.request", "http.client", "smtplib", "socket", "asyncio"),
}
# What goes out asks an address of the settings, never one that somebody typed.
MAG = {
    "berichten/post.py": {"smtplib"},  # the mail server
    "deploy/gezond.py": {"urllib.request"},  # the portal itself
    "kluis/clamav.py": {"socket"},  # the virus scanner
    "kluis/zandbak.py": {"socket"},  # the process beside it
    "partijen/eherkenning.py": {"requests"},  # the broker of eHerkenning
}
UIT_EIGEN_NAMEN = {
    *("portaal/kopie/terugzetten.py", "portaal/management/commands/migrate.py", "portaal/muur.py", "kern/db.py")
}
EIGEN_VORM = {naam for naam in sjablonen() if naam.startswith("pdf/")} | {"berichten/mail.html"}  # no page: own style
MAAKT_HTML = {"beoordeling/templatetags/dossierlijst.py", "kern/templatetags/portaal.py"}
IN_DE_REGEL = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))|<style|\sstyle=\"|\son[a-z]+=\"|javascript:", re.IGNORECASE
)
LOKT = [
    *("http://127.0.0.1:6379/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/"),
    *("http://169.254.169.254/latest/meta-data/", "http://metadata.internal/", "http://localhost:5432/"),
    *("https://rebind.example/", "http://0x7f000001/", "http://2130706433/", "https://steun.example@10.0.0.1/"),
]


def ingevoerd(boom: ast.Module) -> set[str]:
    """The modules that this code imports."""
    uit = set()
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            uit |= {naam.name for naam in knoop.names}
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            uit |= {knoop.module, *(f"{knoop.module}.{naam.name}" for naam in knoop.names)}
    return uit


def webvelden() -> dict[str, forms.URLField]:
    return {
        f"{formulier.__name__}.{naam}": veld
        for formulier in formulieren()
        for naam, veld in formulier.base_fields.items()
        if isinstance(veld, forms.URLField)
    }


@pytest.mark.geval("B47")
def test_niets_in_het_portaal_kan_een_adres_ophalen():
    kan = {pad: ingevoerd(boom) & HALERS for pad, boom in broncode().items() if not pad.startswith("tools/")}
    assert {pad: halers for pad, halers in kan.items() if halers} == MAG


@pytest.mark.geval("B47")
def test_een_webadres_nakijken_maakt_geen_verbinding(monkeypatch):
    verbonden = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, adres: verbonden.append(adres))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *adres, **_: verbonden.append(adres))
    velden = webvelden()
    assert len(velden) > 4
    for veld in velden.values():
        for adres in LOKT:
            try:
                veld.clean(adres)
            except forms.ValidationError:
                continue
        with pytest.raises(forms.ValidationError):
            veld.clean("javascript:alert(1)")
        with pytest.raises(forms.ValidationError):
            veld.clean("file:///etc/passwd")
    assert verbonden == []


def aanroepen(*namen: str) -> list[tuple[str, ast.Call]]:
    """The calls of functions or methods with one of these names."""
    alle = ((pad, knoop) for pad, boom in broncode().items() for knoop in ast.walk(boom) if isinstance(knoop, ast.Call))
    return [(p, k) for p, k in alle if (getattr(k.func, "attr", None) or getattr(k.func, "id", "")) in namen]


@pytest.mark.geval("B45")
def test_geen_databankvraag_wordt_uit_tekst_gemaakt():
    """Values go beside the query; a name in one comes from the settings or the database itself."""
    assert aanroepen("raw", "extra", "RawSQL") == []
    vast = (ast.Constant, ast.Name)
    los = {pad for pad, k in aanroepen("execute", "executemany") if k.args and not isinstance(k.args[0], vast)}
    assert {pad for pad in los if not pad.startswith("tools/")} <= UIT_EIGEN_NAMEN


@pytest.mark.geval("B44")
def test_alles_wat_op_een_bladzijde_komt_wordt_ontsnapt():
    """Nothing is marked as HTML but what is put together by format_html from a pattern in the code."""
    los = {pad for pad, k in aanroepen("mark_safe", "SafeString") if not isinstance(k.args[0], ast.Constant)}
    assert los <= MAAKT_HTML
    assert {pad for pad, k in aanroepen("format_html") if isinstance(k.args[0], ast.JoinedStr)} == set()
    sjabloon = {naam: tekst for naam, tekst in sjablonen().items() if naam.endswith(".html")}
    assert {naam for naam, tekst in sjabloon.items() if "autoescape off" in tekst} == set()
    assert {naam for naam, tekst in sjabloon.items() if "|safe" in tekst} == set()


@pytest.mark.geval("B44")
def test_het_beleid_laat_geen_code_in_de_bladzijde_toe():
    beleid = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert (beleid["default-src"], beleid["object-src"], beleid["base-uri"]) == (["'none'"],) * 3
    assert {bron for naam in ("script-src", "style-src", "form-action") for bron in beleid[naam]} == {"'self'"}
    in_regel = {naam for naam, tekst in sjablonen().items() if IN_DE_REGEL.search(tekst)}
    assert in_regel <= EIGEN_VORM


@pytest.mark.geval("B44")
def test_wat_bij_een_veld_staat_is_tekst():
    """The words of an eis are typed by a beheerder and stand under a field of every organisation."""

    class Formulier(forms.Form):
        veld = forms.CharField(label="<b>Eis</b>", help_text="<script>alert(1)</script>")

    html = render_crispy_form(Formulier(data={}))
    assert [deel in html for deel in ("<script>", "<b>", "&lt;script&gt;", "&lt;b&gt;Eis")] == [
        False,
        False,
        True,
        True,
    ]
