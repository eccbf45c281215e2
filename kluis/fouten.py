"""What can be wrong with a stored file."""

from datetime import datetime

from kern.fouten import RegelFout
from kern.opmaak import datum
from kern.rules import sha256


class StukBeschadigd(RegelFout):
    """The file is missing, or its bytes are no longer those that were stored (F23)."""

    def __init__(self) -> None:
        super().__init__(
            "Dit bestand is beschadigd of ontbreekt. Meld het aan de beheerder: die zet het terug uit de reservekopie."
        )


class StukVernietigd(RegelFout):
    """The file, or the data key of its dossier, was destroyed at this moment (R22)."""

    def __init__(self, op: datetime) -> None:
        super().__init__(
            f"Dit bestand is vernietigd op {datum(op)}, omdat de bewaartermijn voorbij is. Alleen de gegevens erover "
            "zijn er nog."
        )


class BestandBesmet(RegelFout):
    """The scanner found a virus in a file that somebody sends: nothing is kept but its hash in the log (B15)."""

    def __init__(self, naam: str, inhoud: bytes) -> None:
        super().__init__(
            f"In {naam} is een virus gevonden. Het bestand is niet bewaard. Controleer uw computer en upload een "
            "schoon bestand."
        )
        self.sha256 = sha256(inhoud)


class StukBesmet(RegelFout):
    """A virus was found later on, in a file that was kept: nobody gets it (B15)."""

    def __init__(self) -> None:
        super().__init__(
            "In dit bestand is later een virus gevonden. U kunt het daarom niet openen. Vervang het door een schoon "
            "bestand, of vraag dat aan de organisatie."
        )
