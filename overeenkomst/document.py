"""The contract document: the facts it is made of, and its PDF (OV-001 to OV-018; 1.6, 2.3).

A round with a Modeltekst gives the whole official text with its fields filled; a round without one a sheet of our own
words, with the text that was placed as bijlage of the round beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.staticfiles import finders

from bekendmaking.models import Beslissing
from bekendmaking.queries import geldige_beslissingen
from bekendmaking.states import KRIJGT_OVEREENKOMST
from inschrijving.models import Bewijsstuk, Inschrijving, Regioinschrijving
from inschrijving.states import Tekenwijze
from kern.pdf import maak_pdf
from kern.rules import canoniek, sha256
from overeenkomst.models import Contractgegevens, Modeltekst, Ondertekening, Prijsvolumeafspraak, Regioafspraak
from overeenkomst.queries import teksten, verdelen
from overeenkomst.queries.dekking import keuzes
from overeenkomst.rules import contract as contractregels
from overeenkomst.rules.contract import Feiten
from overeenkomst.states import Afspraakstatus, Kant
from publicatie import inlichtingen
from publicatie.models import Inkoopronde
from publicatie.queries import documenten
from publicatie.states import Documentsoort


def feiten(inschrijving: Inschrijving) -> dict[str, Any]:
    """Everything the document says, as plain data; the same until something changes."""
    ronde = inschrijving.ronde
    modeltekst = teksten.laatste_modeltekst(ronde)
    verband = inschrijving.samenwerkingsverband
    return {
        "kenmerk": f"{inschrijving.kenmerk}/O",
        "ronde": {"code": ronde.code, "naam": ronde.naam, "verlenging": ronde.is_verlenging},
        "mandaat": [_iso(ronde.mandaat_van), _iso(ronde.mandaat_tot)],
        "zorgkantoor": _zorgkantoor(inschrijving),
        "organisatie": _organisatie(inschrijving),
        "deelnemers": [{"naam": lid.naam, "kvk": lid.kvk_nummer} for lid in inschrijving.deelnemers.all() if verband],
        "regios": [_regio(rij) for rij in gunstige_beslissingen(inschrijving)],
        "bijlagen": bijlagen(inschrijving),
        "modeltekst": modeltekst.versie if modeltekst else None,
    }


def gunstige_beslissingen(inschrijving: Inschrijving) -> Iterable[Beslissing]:
    """What was won and stands, in order of region."""
    rijen = geldige_beslissingen(inschrijving).filter(uitkomst__in=KRIJGT_OVEREENKOMST)
    return rijen.select_related("regioinschrijving__toewijzing__ronde")


def inhoudshash(feiten_: Feiten) -> str:
    """Names exactly these facts: what was looked at is what is offered (R17)."""
    return sha256(canoniek(feiten_))


def ontbreekt(inschrijving: Inschrijving, feiten_: Feiten, modeltekst: Modeltekst | None) -> list[str]:
    """What must be there before it can be offered, by name."""
    mist = contractregels.ontbreekt(feiten_, modeltekst.gelezen.velden if modeltekst else ())
    return mist + verdelen.te_krap(inschrijving)


def aantal_tekenaars(inschrijving: Inschrijving) -> int:
    """How many people must sign for the organisation: as its bestuursverklaring says."""
    verklaring = getattr(inschrijving, "bestuursverklaring", None)
    return 2 if verklaring and verklaring.tekenwijze == Tekenwijze.GEZAMENLIJK else 1


def _iso(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _splits(adres: str) -> tuple[str, str]:
    """Street and place of an address on one line: the place is what follows the last comma."""
    straat, _, plaats = adres.rpartition(",")
    return straat.strip(), plaats.strip()


def _zorgkantoor(inschrijving: Inschrijving) -> dict[str, str]:
    uitvoerder = inschrijving.uitvoerder
    gegevens = Contractgegevens.objects.filter(uitvoerder=uitvoerder).first()
    adres, plaats = _splits(uitvoerder.postadres)
    return {
        "naam": uitvoerder.zorgkantoor,
        "adres": adres,
        "plaats": plaats,
        "kvk": gegevens.kvk_nummer if gegevens else "",
        "rechtbank": gegevens.rechtbank if gegevens else "",
    }


def _organisatie(inschrijving: Inschrijving) -> dict[str, str]:
    organisatie = inschrijving.organisatie
    bezoekadres, bezoekplaats = _splits(inschrijving.bezoekadres)
    return {
        "naam": organisatie.statutaire_naam,
        "verband": inschrijving.verbandnaam if inschrijving.samenwerkingsverband else "",
        "adres": organisatie.straat,
        "plaats": f"{organisatie.postcode} {organisatie.plaats}".strip(),
        "bezoekadres": bezoekadres,
        "bezoekplaats": bezoekplaats,
        "kvk": organisatie.kvk_nummer,
    }


def _regio(beslissing: Beslissing) -> dict[str, Any]:
    """Looptijd by class and round (A55), gemeenten on the first day and which are not covered, what was agreed for the
    region, and the afspraken per year (OV-014, OV-035, OV-040, A69). Without a choice of gemeenten all are covered."""
    van, tot = beslissing.looptijd_van, beslissing.looptijd_tot
    assert van
    assert tot, "a decision for an overeenkomst has a looptijd"
    deel = beslissing.regioinschrijving
    regio = deel.toewijzing.regio
    leden = list(regio.lidmaatschappen.op(van).select_related("gemeente").order_by("gemeente__naam"))
    keuze = keuzes([beslissing]).get(deel.pk)
    afspraak = Regioafspraak.objects.filter(regioinschrijving=deel).first()
    return {
        "naam": regio.naam,
        "indeling": beslissing.get_indeling_display(),
        "van": van.isoformat(),
        "tot": tot.isoformat(),
        "gemeenten": [lid.gemeente.naam for lid in leden],
        "ongedekt": [lid.gemeente.naam for lid in leden if keuze and keuze.laat_weg(lid)],
        "afspraken": afspraak.tekst if afspraak else "",
        "jaren": [_jaar(deel, jaar) for jaar in range(van.year, tot.year + 1)],
    }


def _jaar(regio: Regioinschrijving, jaar: int) -> dict[str, Any]:
    """Tarief and maximum budget of a year: only what was fixed for that year, and while nobody asked to talk about it
    (IK-153, OV-150, OV-157, OV-159)."""
    afspraken = Prijsvolumeafspraak.objects.geldend().exclude(status=Afspraakstatus.OVERLEG)
    afspraak = afspraken.filter(regioinschrijving=regio, jaar=jaar).first()
    bedragen = {veld: str(getattr(afspraak, veld)) if afspraak else None for veld in ("tarief", "budget", "uren")}
    return {"jaar": jaar, **bedragen}


def _bijlage(naam: str, versie: int, stuk: Any = None, adres: str = "") -> dict[str, Any]:
    return {
        "naam": naam,
        "versie": versie,
        "stuk": stuk.pk if stuk else None,
        "sha256": stuk.sha256 if stuk else "",
        "adres": adres,
        "er": bool(stuk or adres),
    }


def bijlagen(inschrijving: Inschrijving) -> list[dict[str, Any]]:
    """What belongs to the overeenkomst, in the latest versions (OV-010, OV-011)."""
    ronde = inschrijving.ronde
    return [*_verklaring(inschrijving), *_rondedocumenten(ronde), *_nota(ronde)]


def _verklaring(inschrijving: Inschrijving) -> list[dict[str, Any]]:
    """The bestuursverklaring as it was signed: a document of its own (OV-012, OV-148)."""
    rijen = Bewijsstuk.objects.filter(inschrijving=inschrijving, soort=Documentsoort.BESTUURSVERKLARING)
    rij = rijen.select_related("stuk").order_by("pk").last()
    naam = f"Ondertekende {inschrijving.ronde.verklaringnaam}"
    return [_bijlage(naam, 1, rij.stuk if rij else None)]


def _rondedocumenten(ronde: Inkoopronde) -> list[dict[str, Any]]:
    """The documents of the round in their latest version; an obligatory slot that is empty stays on the list."""
    gevuld = {rij.slot: rij for rij in documenten(ronde)}
    slots = dict(ronde.documenten.filter(verplicht=True).order_by("volgnummer", "versie").values_list("slot", "titel"))
    lege = [_bijlage(titel, 1) for slot, titel in slots.items() if slot not in gevuld]
    return lege + [_bijlage(rij.titel, rij.versie, rij.stuk, rij.adres) for rij in gevuld.values()]


def _nota(ronde: Inkoopronde) -> list[dict[str, Any]]:
    """The latest nota van inlichtingen; missing only where the round planned one (OV-018)."""
    nota = inlichtingen.versies(ronde).select_related("stuk").first()
    if nota is None:
        return [_bijlage("Nota van inlichtingen", 1)] if ronde.nota_op else []
    return [_bijlage("Nota van inlichtingen", nota.versie, nota.stuk)]


def als_pdf(
    feiten_: Feiten,
    *,
    versie: int,
    inschrijving: Inschrijving,
    modeltekst: Modeltekst | None,
    ondertekeningen: Sequence[Ondertekening] = (),
    exemplaar: Kant | None = None,
) -> bytes:
    """The document of these facts; with signatures the copy of one party (OV-146). The same in gives the same out."""
    getekend = [
        {veld: getattr(rij, veld) for veld in ("kant", "naam", "functie", "organisatie", "plaats")}
        | {"op": rij.op.isoformat(), "moment": rij.op, "hash": rij.hash}
        for rij in sorted(ondertekeningen, key=lambda rij: rij.op)
    ]
    uitvoerder = inschrijving.uitvoerder
    logo = f"portaal/logo/{uitvoerder.code}.svg"
    context = papier(feiten_, modeltekst, getekend) | {
        "kenmerk": f"{feiten_['kenmerk']}, versie {versie}",
        "uitvoerder": uitvoerder,
        "logo": logo if finders.find(logo) else "",
        "modeltekst": modeltekst,
        "getekend": getekend,
        "exemplaar": feiten_[exemplaar]["naam"] if exemplaar else "",
        "tekenaars": range(aantal_tekenaars(inschrijving)),
    }
    sjabloon = "pdf/overeenkomst_model.html" if modeltekst else "pdf/overeenkomst.html"
    return maak_pdf(sjabloon, context, identifier=f"{context['kenmerk']}:{len(getekend)}:{exemplaar or ''}")


def papier(
    feiten_: Feiten, modeltekst: Modeltekst | None, getekend: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """What the templates of pdf/overeenkomst write: the facts, and the model text with its fields filled."""
    return {
        "feiten": feiten_,
        "regios": [_voor_papier(regio) for regio in feiten_["regios"]],
        "mandaat": [date.fromisoformat(dag) for dag in feiten_["mandaat"] if dag],
        "delen": contractregels.papier(modeltekst.gelezen, feiten_, getekend) if modeltekst else [],
    }


def _voor_papier(regio: Feiten) -> dict[str, Any]:
    """A region with dates and amounts that a template can write."""
    jaren = [
        {"jaar": jaar["jaar"]}
        | {veld: Decimal(jaar[veld]) if jaar[veld] is not None else None for veld in ("tarief", "budget", "uren")}
        for jaar in regio["jaren"]
    ]
    return {**regio, "van": date.fromisoformat(regio["van"]), "tot": date.fromisoformat(regio["tot"]), "jaren": jaren}
