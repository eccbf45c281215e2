"""B27 at length: twenty sealed dossiers, and everything on and around the machine searched before the opening.

A real web server takes the submissions, a real worker sends the receipts, `pg_dump` writes the database to a file.
What was typed and what a file is called stands in a few tables (docs/veiligheid.md); what is in a file stands nowhere.
"""

import base64
import binascii
import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from uuid import uuid4

import pikepdf
import pytest
import redis as redisklant
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from berichten.models import Bericht
from berichten.states import Status
from inschrijving.models import Indiening
from partijen.states import VOOR_UITVOERDER, Rolsoort
from tests.berichten.postbus import Postbus
from tests.berichten.werker import Dienst, celery, database_url, dood
from tests.factories import RolFactory
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import gezien, log_in, pdf, stap
from tests.inschrijving.indiener import Indiener, web
from tests.inschrijving.test_kanarie import TABELLEN, dossier_met_kanarie
from tests.routes import alle_routes
from tests.wachten import wacht_tot
from tools.diensten import postgres_map
from tools.webserver import Antwoord, Klant

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
AANTAL, GROOT = 20, 3 * 1024 * 1024
NIET_VAN_ONS = ("/static/", "/account/")
KANARIE = re.compile(rb"KANARIE-\d\d-([a-z]+)")
BASE64, HEX = re.compile(rb"[A-Za-z0-9+/_-]{24,}"), re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
DEEL = re.compile(rb"^COPY public\.(\w+) .*?^\\\.$", re.MULTILINE | re.DOTALL)
LEZEN = {
    b"string": lambda klant, sleutel: [klant.get(sleutel)],
    b"hash": lambda klant, sleutel: [b for paar in klant.hgetall(sleutel).items() for b in paar],
    b"list": lambda klant, sleutel: klant.lrange(sleutel, 0, -1),
    b"set": lambda klant, sleutel: klant.smembers(sleutel),
    b"zset": lambda klant, sleutel: klant.zrange(sleutel, 0, -1),
}


def lagen(inhoud: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them: base64, hexadecimal, ZIP (so Excel too) and PDF."""
    yield inhoud
    for reeks in BASE64.findall(inhoud):
        for begin in range(4):
            deel = reeks[begin:].translate(bytes.maketrans(b"-_", b"+/"))
            yield base64.b64decode(deel + b"A" * (-len(deel) % 4))
    for reeks in HEX.findall(inhoud):
        yield binascii.unhexlify(reeks)
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bestand:
            yield from (bestand.read(naam) for naam in bestand.namelist())
    if inhoud.startswith(b"%PDF"):
        yield from pdflagen(inhoud)


def pdflagen(inhoud: bytes) -> Iterator[bytes]:
    """The text as a reader shows it, and every stream unpacked."""
    yield subprocess.run(["pdftotext", "-", "-"], input=inhoud, stdout=subprocess.PIPE, check=True).stdout
    with pikepdf.open(io.BytesIO(inhoud)) as document:
        yield repr(dict(document.docinfo)).encode()
        yield from (ding.read_bytes() for ding in document.objects if isinstance(ding, pikepdf.Stream))


def plekken(*inhouden: bytes) -> set[str]:
    """Which of the places of the sentence (leemte, financiers, naam, inhoud) are in it."""
    return {plek.decode() for inhoud in inhouden for laag in lagen(inhoud) for plek in KANARIE.findall(laag)}


def in_dump(dump: bytes) -> dict[str, set[str]]:
    """Per table of the dump the places that stand in it; what stands outside a table under an empty name."""
    per_tabel = {deel[1].decode(): plekken(deel[0]) for deel in DEEL.finditer(dump)}
    return {tabel: gevonden for tabel, gevonden in per_tabel.items() if gevonden}


def op_schijf(map_: Path) -> list[Path]:
    bestanden = [pad for pad in map_.rglob("*") if pad.is_file()]
    return [pad for pad in bestanden if "KANARIE" in str(pad) or plekken(pad.read_bytes())]


class Verwijzingen(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.naar: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.naar += [waarde for naam, waarde in attrs if naam in {"href", "src"} and waarde]


def verwijzingen(adres: str, antwoord: Antwoord) -> list[str]:
    """Where the page or the redirect at this address leads to, within the portal."""
    lezer = Verwijzingen()
    lezer.feed(antwoord.tekst if "html" in antwoord.koppen.get("Content-Type", "") else "")
    binnen = (urldefrag(urljoin(adres, naar))[0] for naar in [*lezer.naar, antwoord.naar] if naar)
    return [naar for naar in binnen if naar.startswith("/") and not naar.startswith(NIET_VAN_ONS)]


def bezoek_alles(klant: Klant, zoek: str) -> dict[str, bytes]:
    """Every page, export and PDF that this person can reach by links, and every list asked for the sentence."""
    los = [reverse(route.naam) for route in alle_routes() if not route.velden]
    velden = "&".join(f"{veld}={zoek}" for veld in ("q", "zoek", "tekst", "naam", "organisatie"))
    te_gaan, gezien_ = [*los, *(f"{adres}?{velden}" for adres in los)], {}
    while te_gaan:
        adres = te_gaan.pop()
        if adres not in gezien_:
            antwoord = klant.haal(adres)
            assert antwoord.status < 500, adres
            gezien_[adres] = antwoord.inhoud
            te_gaan += [naar for naar in verwijzingen(adres, antwoord) if "?" not in adres or "?" not in naar]
    return gezien_


def klant_van(client, server, wie) -> Klant:
    log_in(client, wie)
    return Klant(server.poort, {naam: deel.value for naam, deel in client.cookies.items()})


def staf_van(ronde):
    uitvoerder = ronde.toewijzingen.first().uitvoerder
    eigen = [RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=uitvoerder) for soort in sorted(VOOR_UITVOERDER)]
    landelijk = [RolFactory(landelijk=True, soort=soort) for soort in (Rolsoort.BEHEERDER, Rolsoort.AUDITOR)]
    return [rol.gebruiker for rol in [*eigen, *landelijk]]


def dien_in_over_het_web(ronde, nummer: int, server, client) -> Indiener:
    """A dossier with one more file, so large that it passes through a temporary file of the web server."""
    dossier = dossier_met_kanarie(ronde, nummer)
    zin = f"KANARIE-{nummer:02}-"
    klant = klant_van(client, server, dossier.bestuursverklaring.getekend_door)
    klant.haal(stap(dossier, "documenten"))
    groot = pdf(f"{zin}inhoud").replace(b"%%EOF", b"%" + GROOT * b"x" + b"\n%%EOF")
    velden = {"formulier": "anders", "anders-soort": "ervaring"}
    bestand = {"anders-bestanden": SimpleUploadedFile(f"{zin}naam.pdf", groot)}
    assert klant.stuur(stap(dossier, "documenten"), velden, bestand).status == 302
    indiener = Indiener(klant, dossier.kenmerk, gezien(dossier))
    indiener.dien_in(uuid4())
    return indiener


def eis_post(postbus: Postbus, adressen: dict[bytes, set[str]]) -> None:
    """The sentence goes out to its own organisation only, and of the places only the names of files."""
    met = 0
    for brief in postbus.post:
        delen = [deel.get_payload(decode=True) or b"" for deel in brief.walk()]
        if gevonden := plekken(*delen, brief.as_bytes()):
            nummers = {n for deel in delen for laag in lagen(deel) for n in re.findall(rb"KANARIE-(\d\d)", laag)}
            assert (gevonden, len(nummers)) == ({"naam"}, 1)
            assert brief["To"] in adressen[nummers.pop()]
            met += 1
    assert met >= AANTAL - 1


@pytest.mark.geval("B27", "I3")
def test_twintig_verzegelde_dossiers_staan_voor_de_opening_nergens(klok, client, tmp_path, monkeypatch):
    assert plekken(base64.b64encode(b"..KANARIE-00-leemte"), b"KANARIE-00-naam ".hex().encode()) == {"leemte", "naam"}
    klok("2017-07-28 14:12")
    tijdelijk, kluis, dump = tmp_path / "tijdelijk", Path(settings.KLUIS_MAP), tmp_path / "dump.sql"
    tijdelijk.mkdir()
    monkeypatch.setenv("TMPDIR", str(tijdelijk))
    monkeypatch.setattr(tempfile, "tempdir", str(tijdelijk))
    ronde = kleine_ronde()
    with ExitStack() as stapel:
        postbus = stapel.enter_context(Postbus())
        dienst = Dienst(stapel, tmp_path, postbus.poort)
        server = stapel.enter_context(web(tmp_path, REDIS_URL=dienst.broker, CELERY_BROKER_URL=dienst.broker))
        werker = dienst.start()
        for nummer in range(AANTAL - 1):
            dien_in_over_het_web(ronde, nummer, server, client)
        wacht_tot(lambda: not Bericht.objects.exclude(status=Status.OVERGEDRAGEN).exists(), 120)
        dood(werker)
        indiener = dien_in_over_het_web(ronde, AANTAL - 1, server, client)
        bewijs = indiener.klant.haal(reverse("ontvangstbewijs_pdf", args=[indiener.kenmerk])).inhoud
        assert (bewijs[:4], plekken(bewijs)) == (b"%PDF", {"naam"})
        gezien_ = {
            (wie.email, adres): inhoud
            for wie in staf_van(ronde)
            for adres, inhoud in bezoek_alles(klant_van(client, server, wie), "KANARIE-01-leemte").items()
        }
        klant = redisklant.Redis.from_url(dienst.broker)
        gedeeld = {"broker": dienst.broker, "postpoort": postbus.poort, "logboek": tmp_path / "beat.log"}
        stapel.enter_context(celery("beat", "-s", str(tmp_path / "beat2"), **gedeeld))
        wacht_tot(lambda: klant.llen("celery"), 60)  # nobody takes these
        in_redis = {sleutel: LEZEN[klant.type(sleutel)](klant, sleutel) for sleutel in klant.scan_iter()}

    postgres = [str(postgres_map() / "pg_dump"), "--file", str(dump), database_url()]
    subprocess.run(postgres, check=True)
    inhoud = dump.read_bytes()
    assert in_dump(inhoud) == TABELLEN
    assert plekken(DEEL.sub(b"", inhoud)) == set()
    assert (Indiening.objects.count(), len(in_redis[b"celery"]) >= 1) == (AANTAL, True)
    assert plekken(*in_redis, *(waarde for waarden in in_redis.values() for waarde in waarden)) == set()
    assert len([pad for pad in kluis.rglob("*") if pad.is_file()]) >= 6 * AANTAL
    assert (op_schijf(kluis), op_schijf(tijdelijk)) == ([], [])
    for logboek in ("web.log", "werker.log"):
        tekst = (tmp_path / logboek).read_bytes()
        assert len([json.loads(regel) for regel in tekst.splitlines() if regel.startswith(b"{")]) >= AANTAL
        assert b"KANARIE" not in tekst
    organisaties = Indiening.objects.values_list("inschrijving__organisatie__email", "door__email")
    adressen = {b"%02d" % nummer: set(paar) for nummer, paar in enumerate(organisaties.order_by("pk"))}
    eis_post(postbus, adressen)
    soorten = {inhoud[:4] for inhoud in gezien_.values()}
    assert (b"PK\x03\x04" in soorten, len(gezien_) > 500) == (True, True)
    assert [plek for plek, inhoud in gezien_.items() if plekken(inhoud.replace(b"KANARIE-01-leemte", b""))] == []
