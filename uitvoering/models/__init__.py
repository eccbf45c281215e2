"""Rows of the overeenkomst as it is carried out."""

from uitvoering.models.einde import Beeindiging, Lopend, Overdracht, Zeggenschapsmelding
from uitvoering.models.maatregel import Maatregel
from uitvoering.models.tekortkoming import Ingebrekestelling, Reactie, Schade, Tekortkoming

__all__ = [
    "Beeindiging",
    "Ingebrekestelling",
    "Lopend",
    "Maatregel",
    "Overdracht",
    "Reactie",
    "Schade",
    "Tekortkoming",
    "Zeggenschapsmelding",
]
