"""One's own data in one ZIP: of a person, or a dossier for its organisation (AVG, article 15 and 20).

`gegevens.json` holds what the portal knows, in the words of its own tables; the files lie beside it as they were sent.
"""

import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder

from bekendmaking.models import Beslissing, Bezwaar, Brief
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE
from berichten.models import Bericht
from berichten.states import Status as Berichtstatus
from inschrijving import momentopname
from inschrijving.models import Inschrijving
from inschrijving.queries import vers
from kern.fouten import RegelFout
from kern.klok import lokaal
from kern.models import Gebeurtenis
from kluis.actions import lees
from kluis.models import Stuk
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker

GEGEVENS = "gegevens.json"
Meld = Callable[[int, int], None]


def zip_van_mens(gebruiker: Gebruiker, nu: datetime) -> bytes:
    """Everything the portal holds of one person: account, roles, own acts in the log, messages to the own addresses."""
    adressen = {gebruiker.email, *EmailAddress.objects.filter(user=gebruiker).values_list("email", flat=True)}
    gegevens = {
        "gemaakt_op": nu,
        "account": {
            "nummer": gebruiker.pk,
            "naam": gebruiker.naam,
            "e-mailadressen": sorted(adressen),
            "gemaakt_op": gebruiker.date_joined,
            "laatst_ingelogd_op": gebruiker.last_login,
        },
        "rollen": [
            {"rol": str(rol), "van": rol.van, "tot": rol.tot}
            for rol in gebruiker.rollen.select_related("organisatie", "uitvoerder").order_by("van", "pk")
        ],
        "handelingen": [
            {"tijd": regel.tijd, "handeling": regel.handeling, "bij": regel.object_soort, "nummer": regel.object_id}
            for regel in Gebeurtenis.objects.filter(actor_id=gebruiker.pk).order_by("tijd", "pk").iterator()
        ],
        "berichten": _berichten(adressen, nu),
    }
    return _zip(gegevens, {}, nu, lambda gedaan, totaal: None)


def _berichten(adressen: Collection[str], nu: datetime) -> list[dict[str, Any]]:
    """Messages that were released to these addresses."""
    rijen = Bericht.objects.filter(ontvanger__in=adressen, vrij_op__lte=nu).order_by("vrij_op", "pk")
    return [
        {
            "soort": rij.get_soort_display(),
            "aan": rij.ontvanger,
            "vanaf": rij.vrij_op,
            "stand": Berichtstatus(rij.status).label,
            "onderwerp": rij.onderwerp,
            "tekst": rij.tekst,
        }
        for rij in rijen
    ]


def zip_van_dossier(inschrijving_id: int, nu: datetime, meld: Meld) -> bytes:
    """A dossier as its own organisation may see it: what was typed, each submitted version, decisions that were made
    known, own bezwaren, and every file. `meld` hears after each file how many of how many are done."""
    dossier = vers(inschrijving_id)
    brieven = Brief.objects.filter(inschrijving=dossier, status__in=ZICHTBAAR_VOOR_ORGANISATIE)
    gegevens = {
        "gemaakt_op": nu,
        "kenmerk": dossier.kenmerk,
        "organisatie": dossier.organisatie.statutaire_naam,
        "zorgkantoor": dossier.uitvoerder.zorgkantoor,
        "status": dossier.get_status_display(),
        "werkversie": momentopname.maak(dossier),
        "indieningen": list(
            dossier.indieningen.order_by("volgnummer").values(
                "volgnummer", "ontvangstnummer", "aangekomen_op", "hash", "momentopname", "stukken"
            )
        ),
        "beslissingen": list(
            Beslissing.objects.filter(brief__in=brieven)
            .order_by("pk")
            .values("regioinschrijving__toewijzing__regio__naam", "status", "uitkomst", "grond", "motivering")
        ),
        "bezwaren": list(
            Bezwaar.objects.filter(brief__in=brieven)
            .order_by("pk")
            .values("aangekomen_op", "status", "oordeel", "motivering", "antwoord")
        ),
    }
    return _zip(gegevens, _stukken(dossier, brieven), nu, meld)


def _stukken(dossier: Inschrijving, brieven: Iterable[Brief]) -> dict[str, Stuk]:
    """The files of a dossier by their name in the ZIP."""
    ingediend = {stuk["stuk"] for indiening in dossier.indieningen.all() for stuk in indiening.stukken}
    eigen = ingediend | {stuk.stuk_id for stuk in dossier.bewijsstukken.all()}
    bezwaren = Bezwaar.objects.filter(brief__in=brieven)
    bij_bezwaar = set(bezwaren.filter(bijlagen__isnull=False).values_list("bijlagen", flat=True))
    getekend = Overeenkomst.objects.filter(inschrijving=dossier, getekend_stuk__isnull=False)
    mappen = {
        "documenten": eigen,
        "brieven": {brief.stuk_id for brief in brieven},
        "bezwaar": bij_bezwaar | set(bezwaren.exclude(antwoordbrief=None).values_list("antwoordbrief", flat=True)),
        "overeenkomst": set(getekend.values_list("getekend_stuk", flat=True)),
    }
    alle = Stuk.objects.select_related("sleutel").in_bulk(sorted(set().union(*mappen.values())))
    return {
        f"{map_}/{pk}-{alle[pk].naam}": alle[pk]
        for map_, stukken in mappen.items()
        for pk in sorted(stukken)
        if not alle[pk].besmet
    }


def _zip(gegevens: dict[str, Any], stukken: dict[str, Stuk], nu: datetime, meld: Meld) -> bytes:
    uit, moment, ontbreekt = io.BytesIO(), lokaal(nu).timetuple()[:6], []
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for gedaan, (naam, stuk) in enumerate(stukken.items(), 1):
            try:
                archief.writestr(zipfile.ZipInfo(naam, moment), lees(stuk))
            except RegelFout as fout:  # destroyed or damaged: the ZIP says so, and goes on
                ontbreekt.append({"bestand": naam, "sha256": stuk.sha256, "waarom": fout.tekst})
            meld(gedaan, len(stukken))
        gegevens |= {"ontbreekt": ontbreekt} if ontbreekt else {}
        tekst = json.dumps(gegevens, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        archief.writestr(zipfile.ZipInfo(GEGEVENS, moment), tekst)
    return uit.getvalue()
