"""Makes the seal of `kern.zegel`: loaded with pyHanko at the first one. Nothing is fetched, no time stamp is asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

VELD = "Zegel"
HOE = PdfSignatureMetadata(field_name=VELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)


class Aanvulling(IncrementalPdfFileWriter):
    """Adds to a PDF and leaves what it says of itself: pyHanko would write the metadata anew, with the system time."""

    def _update_meta(self) -> None:
        pass


class Verzegelaar(PdfSigner):
    """A signer whose moment is the portal's (kern.klok) and not that of the system."""

    def __init__(self, tekenaar: SimpleSigner, moment: datetime) -> None:
        super().__init__(HOE, signer=tekenaar, new_field_spec=SigFieldSpec(VELD))
        self.moment = moment

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        sessie = super().init_signing_session(*args, **kwargs)
        sessie.system_time = self.moment
        return sessie


def verzegel(pdf: bytes, certificaat: bytes, wachtwoord: bytes, moment: datetime) -> bytes:
    """The PDF with one signature added at its end, by the key in this PKCS#12 file; what was there stays byte for
    byte."""
    uit, verzegelaar = BytesIO(), Verzegelaar(_tekenaar(certificaat, wachtwoord), moment)
    with ThreadPoolExecutor(1) as draad:  # pyHanko starts an event loop, and the thread of the caller may have one
        draad.submit(verzegelaar.sign_pdf, Aanvulling(BytesIO(pdf)), output=uit).result()
    return uit.getvalue()


@lru_cache(maxsize=1)
def _tekenaar(certificaat: bytes, wachtwoord: bytes) -> SimpleSigner:
    return SimpleSigner.load_pkcs12_data(certificaat, other_certs=[], passphrase=wachtwoord)
