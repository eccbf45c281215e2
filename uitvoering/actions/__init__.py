"""What can be done in the uitvoering; see the module of each subject."""

from uitvoering.actions.maatregel import leg_maatregel_op, stel_maatregel_op, verwerp_maatregel
from uitvoering.actions.tekortkoming import (
    laat_verzuim_ingaan,
    leg_bevinding_vast,
    leg_schade_vast,
    leg_schadebeperking_vast,
    open_tekortkoming,
    reageer,
    sluit_tekortkoming,
    stel_in_gebreke,
    stel_onmogelijk_vast,
    vraag_zienswijze,
)

__all__ = [
    "laat_verzuim_ingaan",
    "leg_bevinding_vast",
    "leg_maatregel_op",
    "leg_schade_vast",
    "leg_schadebeperking_vast",
    "open_tekortkoming",
    "reageer",
    "sluit_tekortkoming",
    "stel_in_gebreke",
    "stel_maatregel_op",
    "stel_onmogelijk_vast",
    "verwerp_maatregel",
    "vraag_zienswijze",
]
