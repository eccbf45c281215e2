"""What keeps a dossier and what ends it. Other rooms import from here."""

from bewaren.actions.aanhouden import hef_op, houd_aan, trek_opheffen_in, vraag_opheffen
from bewaren.actions.gegevens import haal_gegevens_op, maak_gegevens, ruim_gegevens_op, vraag_gegevens
from bewaren.actions.opdracht import bevestig, geef_opdracht, trek_in
from bewaren.actions.uitvoeren import voer_opdrachten_uit

__all__ = [
    "bevestig",
    "geef_opdracht",
    "haal_gegevens_op",
    "hef_op",
    "houd_aan",
    "maak_gegevens",
    "ruim_gegevens_op",
    "trek_in",
    "trek_opheffen_in",
    "voer_opdrachten_uit",
    "vraag_gegevens",
    "vraag_opheffen",
]
