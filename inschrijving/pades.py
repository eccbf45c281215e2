"""Reads the signatures in a PDF. Runs in the sandbox (kluis.zandbak), so without Django, files or network.

Nothing is fetched: no certificate, no list of withdrawn ones. What cannot be decided without that is not trusted.
"""

import json
import logging
from collections.abc import Coroutine
from datetime import datetime
from io import BytesIO
from typing import Any

# What pyHanko and cryptography load at first use is loaded here: in the sandbox nothing can be opened any more.
import cryptography.hazmat.backends.openssl.backend  # noqa: F401
import lxml.etree  # noqa: F401
import pyhanko.pdf_utils.filters  # noqa: F401
from asn1crypto import pem
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import DictionaryObject, PdfObject, Reference, StreamObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

for _naam_van_logger in ("pyhanko", "pyhanko_certvalidator"):  # what is wrong with a file is an answer, no log line
    logging.getLogger(_naam_van_logger).setLevel(logging.CRITICAL)
BIJ_TEKENEN = frozenset(  # what may differ in an object of the file after its first signature
    "/Annots /AcroForm /Perms /DSS /Extensions /Version /Metadata /Producer /ModDate".split()
)
ONLEESBAAR = (PdfError, SigningError, AttributeError, LookupError, TypeError, ValueError)


def controleer(inhoud: bytes) -> dict[str, Any]:
    """In: a line of JSON with `wortels` (PEM texts) and `moment` (ISO), then the PDF. Out: `leesbaar`, and per
    signature in `handtekeningen` its `naam`, `ongeschonden`, `vertrouwd`, and `reden` when the chain is not; and
    `alleen_getekend`: nothing but signatures was added to the file as it first was.
    """
    kop, _, pdf = inhoud.partition(b"\n")
    opdracht = json.loads(kop)
    try:
        lezer = PdfFileReader(BytesIO(pdf))
        gevonden = [_beoordeel(handtekening, opdracht) for handtekening in lezer.embedded_regular_signatures]
        return {"leesbaar": True, "handtekeningen": gevonden, "alleen_getekend": _alleen_getekend(lezer)}
    except ONLEESBAAR:
        return {"leesbaar": False, "handtekeningen": []}


def _alleen_getekend(lezer: PdfFileReader) -> bool:
    """Whether the first signature came on the file as it was made. A change before it is covered by it, so that the
    signature itself stays right; what it may add is its own field and what readers write about a file."""
    handtekeningen = lezer.embedded_regular_signatures
    tot = handtekeningen[0].signed_revision if handtekeningen else 0
    oud, nieuw = lezer.get_historical_resolver(0), lezer.get_historical_resolver(tot)
    bijgewerkt = {ref for nr in range(1, tot + 1) for ref in lezer.xrefs.explicit_refs_in_revision(nr)}
    paren = ((_object(oud, ref), nieuw(ref)) for ref in bijgewerkt)
    return all(_alleen_een_veld_erbij(was, wordt) for was, wordt in paren if was is not None)


def _object(versie: HistoricalResolver, ref: Reference) -> PdfObject | None:
    """The object in this version of the file; None when it was not there yet."""
    try:
        return versie(ref)
    except PdfError:
        return None


def _alleen_een_veld_erbij(was: PdfObject, wordt: PdfObject) -> bool:
    if not isinstance(was, DictionaryObject) or not isinstance(wordt, DictionaryObject):
        return False
    if isinstance(was, StreamObject) or isinstance(wordt, StreamObject):
        return was.get("/Type") == wordt.get("/Type") == "/Metadata"
    anders = {sleutel for sleutel in {*was, *wordt} if _ruw(was, sleutel) != _ruw(wordt, sleutel)}
    was_er = list(was.get("/Annots", ()))
    erbij = [noot for noot in wordt.get("/Annots", ()) if noot not in was_er]
    return anders <= BIJ_TEKENEN and all(noot.get_object().get("/FT") == "/Sig" for noot in erbij)


def _ruw(woordenboek: DictionaryObject, sleutel: str) -> PdfObject | None:
    return woordenboek.raw_get(sleutel) if sleutel in woordenboek else None


def _beoordeel(handtekening: EmbeddedPdfSignature, opdracht: dict[str, Any]) -> dict[str, Any]:
    moment = datetime.fromisoformat(opdracht["moment"])
    uit = {"naam": "", "ongeschonden": False, "vertrouwd": False, "reden": "onleesbaar"}
    try:
        certificaat = handtekening.signer_cert
        uit |= {"naam": _naam(certificaat)}
        status = _wacht(async_validate_pdf_signature(handtekening, _context(opdracht["wortels"], moment)))
    except ONLEESBAAR:
        return uit
    vertrouwd = bool(status.trusted)
    reden = "" if vertrouwd else _reden(certificaat, moment)
    return uit | {"ongeschonden": _ongeschonden(status), "vertrouwd": vertrouwd, "reden": reden}


def _context(wortels: list[str], moment: datetime) -> ValidationContext:
    ankers = [Certificate.load(der) for tekst in wortels for _, _, der in pem.unarmor(tekst.encode(), multiple=True)]
    return ValidationContext(trust_roots=ankers, moment=moment, allow_fetching=False)


def _ongeschonden(status: PdfSignatureStatus) -> bool:
    """The signature is right, it covers the document, and what came after it is only what a next signature adds."""
    heel = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    return bool(status.intact and status.valid and heel and status.docmdp_ok)


def _reden(certificaat: Certificate, moment: datetime) -> str:
    if moment > certificaat.not_valid_after:
        return "verlopen"
    if moment < certificaat.not_valid_before:
        return "nog_niet_geldig"
    return "geen_keten"


def _naam(certificaat: Certificate) -> str:
    """The name of the person, or else of the organisation, in the certificate."""
    velden = certificaat.subject.native
    naam = velden.get("common_name") or velden.get("organization_name") or ""
    return str(naam)[:200]


def _wacht(coroutine: Coroutine[Any, Any, PdfSignatureStatus]) -> PdfSignatureStatus:
    """Run to the end what never waits: an event loop would need sockets, and here there are none."""
    try:
        coroutine.send(None)
    except StopIteration as klaar:
        return klaar.value
    coroutine.close()
    raise SignatureValidationError("waits for something outside")
