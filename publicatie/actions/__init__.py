"""What changes an inkoopronde."""

from publicatie.actions.leemten import stel_leemte_op, stel_leemte_vast
from publicatie.actions.publiceren import plaats_document, publiceer

__all__ = ["plaats_document", "publiceer", "stel_leemte_op", "stel_leemte_vast"]
