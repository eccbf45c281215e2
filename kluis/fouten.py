"""What can be wrong with a stored file."""

from kern.fouten import RegelFout


class StukBeschadigd(RegelFout):
    """The file is missing, or its bytes are no longer those that were stored (F23)."""

    def __init__(self) -> None:
        super().__init__(
            "Dit bestand is beschadigd of ontbreekt. Meld het aan de beheerder: die zet het terug uit de reservekopie."
        )


class StukVernietigd(RegelFout):
    """The data key of the dossier was destroyed (R22)."""

    def __init__(self) -> None:
        super().__init__(
            "Dit bestand is vernietigd, omdat de bewaartermijn voorbij is. Alleen de gegevens erover zijn er nog."
        )
