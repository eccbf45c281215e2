"""The bestuursverklaring as a PDF: a concept while it is being filled in, then exactly what is signed (IK-116)."""

from inschrijving import rules, wizard
from inschrijving.feiten import Dossier
from inschrijving.models import Inschrijving
from inschrijving.states import Bevoegdheid
from kern.pdf import maak_pdf


def als_pdf(inschrijving: Inschrijving, dossier: Dossier) -> bytes:
    """A tagged PDF of what the bestuursverklaring says now; the same content gives the same bytes.

    It holds nothing that the signature does not stand for, and no moment. While something is missing it says so.
    """
    inhoud = rules.verklaring_hash(dossier)
    context = {
        "kenmerk": inschrijving.kenmerk,
        "ronde": inschrijving.ronde,
        "dossier": dossier,
        "verklaring": dossier.verklaring,
        "leden": [dossier.statutaire_naam, *(lid.naam for lid in dossier.deelnemers)],
        "ondertekenaars": [(wie, Bevoegdheid(wie.bevoegdheid).label) for wie in dossier.verklaring.ondertekenaars]
        if all(wie.compleet for wie in dossier.verklaring.ondertekenaars)
        else [],
        "mist": ontbreekt(dossier),
        "inhoud": inhoud,
    }
    return maak_pdf("pdf/bestuursverklaring.html", context, identifier=f"{inschrijving.kenmerk}:{inhoud}")


def naam(inschrijving: Inschrijving) -> str:
    """The name of the file."""
    return f"{'instemmings' if inschrijving.ronde.is_verlenging else 'bestuurs'}verklaring-{inschrijving.kenmerk}.pdf"


def ontbreekt(dossier: Dossier) -> list[str]:
    """What must be there before the bestuursverklaring can be signed."""
    return [punt.tekst for pagina in wizard.VOOR_HANDTEKENING for punt in pagina.mist(dossier)]
