"""Screens of the overeenkomst."""

from typing import Any

from inschrijving.echtheid import twijfel
from inschrijving.models import Inschrijving
from kern import klok
from overeenkomst import bereikbaar, contracten, document
from overeenkomst.models import Overeenkomst
from overeenkomst.states import KLEUREN, Contactsoort, Kant, Stand

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
