"""Own roots and leaves, and PDFs signed with them: what an organisation could upload."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate as Asn1Certificaat
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kern.klok import AMSTERDAM

VAN, TOT = datetime(2017, 1, 1, tzinfo=AMSTERDAM), datetime(2020, 1, 1, tzinfo=AMSTERDAM)


@dataclass(frozen=True)
class Pas:
    """A certificate with its key and whoever stands behind it."""

    certificaat: x509.Certificate
    sleutel: ec.EllipticCurvePrivateKey
    keten: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> str:
        return self.certificaat.public_bytes(Encoding.PEM).decode()

    def p12(self, wachtwoord: str, *, met_sleutel: bool = True) -> bytes:
        """The PKCS#12 file that the seal of the portal takes: key, certificate and chain."""
        sleutel = self.sleutel if met_sleutel else None
        slot = BestAvailableEncryption(wachtwoord.encode())
        return pkcs12.serialize_key_and_certificates(b"zegel", sleutel, self.certificaat, self.keten, slot)


def wortel(naam: str = "Wortel van de proef") -> Pas:
    """A root that may hand out certificates."""
    return _maak(naam, None, ca=True)


def pas(naam: str, uitgever: Pas | None, *, van: datetime = VAN, tot: datetime = TOT, adres: str = "") -> Pas:
    """The certificate of a person; self-signed without `uitgever`. `adres`: where withdrawn ones would be listed."""
    return _maak(naam, uitgever, van=van, tot=tot, adres=adres)


def _maak(naam, uitgever, *, van=VAN, tot=TOT, ca=False, adres="") -> Pas:
    sleutel = ec.generate_private_key(ec.SECP256R1())
    wie = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    bouwer = (
        x509.CertificateBuilder()
        .subject_name(wie)
        .issuer_name(uitgever.certificaat.subject if uitgever else wie)
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(van)
        .not_valid_after(tot)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_gebruik(ca), critical=True)
    )
    if adres:
        punt = x509.DistributionPoint([x509.UniformResourceIdentifier(adres)], None, None, None)
        bouwer = bouwer.add_extension(x509.CRLDistributionPoints([punt]), critical=False)
    teken = uitgever.sleutel if uitgever else sleutel
    keten = (uitgever.certificaat, *uitgever.keten) if uitgever else ()
    return Pas(bouwer.sign(teken, hashes.SHA256()), sleutel, keten)


def _gebruik(ca: bool) -> x509.KeyUsage:
    overige = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return x509.KeyUsage(digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **overige)


def onderteken(pdf: bytes, wie: Pas, veld: str = "Handtekening1") -> bytes:
    """The PDF with one more PAdES signature, added at the end; what was there stays byte for byte."""
    als_asn1 = [Asn1Certificaat.load(c.public_bytes(Encoding.DER)) for c in (wie.certificaat, *wie.keten)]
    sleutel = wie.sleutel.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    opslag = SimpleCertificateStore()
    opslag.register_multiple(als_asn1)
    tekenaar = signers.SimpleSigner(
        signing_cert=als_asn1[0], signing_key=PrivateKeyInfo.load(sleutel), cert_registry=opslag
    )
    hoe = signers.PdfSignatureMetadata(field_name=veld, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    schrijver = IncrementalPdfFileWriter(BytesIO(pdf))
    with ThreadPoolExecutor(1) as draad:  # pyHanko starts an event loop; a browser test may have one in this thread
        return draad.submit(signers.sign_pdf, schrijver, hoe, signer=tekenaar).result().getvalue()


def wijzig_na(pdf: bytes) -> bytes:
    """The same file with a change added after the signature: a page of another size."""
    schrijver = IncrementalPdfFileWriter(BytesIO(pdf))
    bladzijde = schrijver.root["/Pages"]["/Kids"][0].get_object()
    bladzijde["/MediaBox"][2] = type(bladzijde["/MediaBox"][2])(300)
    schrijver.update_container(bladzijde)
    uit = BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


def verander_een_byte(pdf: bytes) -> bytes:
    """The same file with one byte changed inside what is signed: in the title."""
    plek = pdf.index(b"/Title") + 8
    return pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :]
