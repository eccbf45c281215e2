"""Screens of the overeenkomst."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from inschrijving.echtheid import twijfel
from inschrijving.models import Inschrijving
from kern import klok
from kluis.models import Stuk
from overeenkomst import document
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import bereikbaar, contracten
from overeenkomst.states import KLEUREN, Contactsoort, Kant, Stand
from publicatie.models import Inkoopronde

NIET_GELDIG = 422


def bladzijde(dossier: Inschrijving, kant: Kant) -> dict[str, Any]:
    """What both sides see of one overeenkomst; `dossier` is a row of `contracten.gegund`."""
    overeenkomst: Overeenkomst | None = getattr(dossier, "overeenkomst", None)
    versies = list(overeenkomst.aanbiedingen.select_related("stuk", "modeltekst", "door")) if overeenkomst else []
    aanbieding = versies[0] if versies else None
    handtekeningen = list(aanbieding.ondertekeningen.select_related("stuk")) if aanbieding else []
    tekenaars = document.aantal_tekenaars(dossier)
    aangeleverd = next((rij for rij in handtekeningen if rij.stuk_id), None)
    stand = Stand(dossier.stand)  # type: ignore[attr-defined]
    plekken = bereikbaar.per_dossier([dossier])[dossier.pk]
    contacten = list(overeenkomst.contactpersonen.all()) if overeenkomst else []
    genoemd = {(rij.kant, rij.soort) for rij in contacten}
    return {
        "inschrijving": dossier,
        "overeenkomst": overeenkomst,
        "kant": kant,
        "stand": stand,
        "kleur": KLEUREN[stand],
        "te_laat": stand in contracten.NIET_GESLOTEN and contracten.is_te_laat(dossier.ronde, klok.vandaag()),
        "sluitdag": contracten.sluitdag(dossier.ronde),
        "beslissingen": contracten.met_regios([dossier])[dossier.pk],
        "aanbieding": aanbieding,
        "versies": versies,
        "handtekeningen": handtekeningen,
        "tekenaars": tekenaars,
        "aangeleverd": aangeleverd,
        "vandaag": klok.vandaag(),
        "ander_jaar": ander_jaar(dossier.ronde, [rij.op for rij in handtekeningen], stand),
        **_exemplaren(overeenkomst, kant),
        "twijfel": twijfel(aangeleverd.controle, tekenaars) if aangeleverd and aangeleverd.controle else "",
        "contacten": contacten,
        "zonder_contact": [k.label for k in Kant if (k, Contactsoort.AFSPRAKEN) not in genoemd],
        "zonder_acuut": (Kant.ZORGKANTOOR, Contactsoort.ACUUT) not in genoemd,
        "onderaannemers": overeenkomst.onderaannemers.all() if overeenkomst else (),
        "plekken": plekken,
        "zonder_bereik": bereikbaar.zonder(plekken),
        "leven": contracten.leven(overeenkomst) if overeenkomst else [],
        "bestand_route": "overeenkomst_bestand" if kant is Kant.ZORGKANTOOR else "mijn_overeenkomst_bestand",
        "contact_weg": "contactpersoon_verwijderen" if kant is Kant.ZORGKANTOOR else "mijn_contactpersoon_verwijderen",
    }


def _exemplaren(overeenkomst: Overeenkomst | None, kant: Kant) -> dict[str, Stuk | bool | None]:
    """The copy of this side and that of the other, once both signed and the worker made them (OV-146)."""
    if overeenkomst is None:
        return {}
    eigen, ander = overeenkomst.getekend_stuk, overeenkomst.exemplaar_zorgkantoor
    if kant is Kant.ZORGKANTOOR:
        eigen, ander = ander, eigen
    volgen = overeenkomst.getekend_op is not None and eigen is None
    return {"eigen_exemplaar": eigen, "ander_exemplaar": ander, "exemplaren_volgen": volgen}


def ander_jaar(ronde: Inkoopronde, getekend: Sequence[datetime], stand: Stand) -> str:
    """Says that it is signed, or would be now, in another year than the round says; signing goes on (OV-146)."""
    hoort, vandaag = contracten.tekenjaar(ronde), klok.vandaag().year
    was = [klok.lokaal(op).year for op in getekend if hoort and klok.lokaal(op).year != hoort]
    if was:
        return f"Deze overeenkomst is getekend in {was[0]}. De ronde gaat uit van {hoort}."
    if hoort and vandaag > hoort and stand in (Stand.BIJ_ORGANISATIE, Stand.BIJ_ZORGKANTOOR):
        return (
            f"De ronde gaat uit van tekenen in {hoort}. Het is nu {vandaag}. Tekenen kan nog, met de datum van vandaag."
        )
    return ""
