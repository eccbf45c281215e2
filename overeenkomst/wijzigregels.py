"""What may change in a signed overeenkomst: its end, a verlenging, a wijziging (art. 30, 32; 1.6; A55, A68). Pure."""

from datetime import date

from kern.fouten import RegelFout
from kern.opmaak import datum


def eis_getekend(getekend: bool) -> None:
    if not getekend:
        raise RegelFout("Deze overeenkomst is nog niet door beide partijen getekend. Dit kan pas daarna.")


def eis_eerder_eind(laatste_dag: date, *, nu: date | None, vandaag: date, reden: str) -> None:
    """Refuse a last day that has been, or one that is not before the present one (OV-132: today is allowed)."""
    if not reden.strip():
        raise RegelFout("Schrijf op waarom de overeenkomst eerder eindigt.")
    if laatste_dag < vandaag:
        raise RegelFout(f"De laatste dag kan niet voor vandaag liggen ({datum(vandaag)}). Kies vandaag of later.")
    if nu is None or laatste_dag >= nu:
        raise RegelFout(f"De overeenkomst loopt al tot en met {datum(nu or laatste_dag)}. Kies een eerdere dag.")
