"""Rows of the overeenkomst as it is carried out."""

from uitvoering.models.maatregel import Maatregel
from uitvoering.models.tekortkoming import Ingebrekestelling, Reactie, Schade, Tekortkoming

__all__ = ["Ingebrekestelling", "Maatregel", "Reactie", "Schade", "Tekortkoming"]
