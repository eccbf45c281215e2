"""Herziening after a gegrond bezwaar or a kort geding that was won (A51): one drafts it, a second person releases it
with its letters (R17).

Once a decision in the region is definitive nobody loses a place there. Then two people decide, in the same way, that
the region is decided anew without that, or that the decisions stay (docs/adr/0013).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from bekendmaking import herloting, herzien, opmaak, queries, rules
from bekendmaking.actions import slot
from bekendmaking.actions.vrijgave import maak_bekend
from bekendmaking.actions.zegelen import eis_verzegeld, leg_in_kluis
from bekendmaking.huisstijl import opmaakhash, zelfde_opmaak
from bekendmaking.models import Beslissing, Bezwaar, Brief, Herziening, KortGeding
from bekendmaking.states import Herzieningstatus, Oordeel, Uitspraak
from bekendmaking.teksten import teksten_van
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from kern.rules import canoniek, sha256
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_een_account
from publicatie.models import Regiotoewijzing


@transaction.atomic
def stel_herziening_op(
    *,
    toewijzing_id: int,
    reden: str,
    kandidaten: Sequence[Mapping[str, Any]],
    motiveringen: Mapping[str, str],
    door: Gebruiker,
    bezwaar_id: int | None = None,
    kort_geding_id: int | None = None,
) -> Herziening:
    """Draft what a region becomes on corrected facts, with a letter for everyone whose outcome changes.

    `kandidaten`: everyone who meets the eisen now, as in proefselectie; `motiveringen`: why someone no longer does.
    An earlier draft for the region goes. Raises RegelFout unless the bezwaar is gegrond, or the kort geding won, and
    about this region; and when someone with a definitive decision would lose its place.
    """
    herziening = _begin(toewijzing_id, reden, door, bezwaar_id, kort_geding_id)
    herziening.invoer = herzien.verbeterd(herziening.toewijzing, kandidaten)
    herziening.motiveringen = dict(motiveringen)
    herloting.eis_zelfde_feiten(herziening.toewijzing, herziening.invoer)
    _vervang_ontwerp(herziening.toewijzing, door)
    return _reken_uit(herziening, door)


@transaction.atomic
def laat_besluit_blijven(
    *,
    toewijzing_id: int,
    reden: str,
    door: Gebruiker,
    bezwaar_id: int | None = None,
    kort_geding_id: int | None = None,
) -> Herziening:
    """Draft that the decisions stay, though the bezwaar is gegrond or the kort geding won: no other way is left once
    a decision is definitive (A51). Who was right reads `reden` when a second person released it.

    An earlier draft for the region goes. Raises RegelFout as for a herziening, and while nothing is definitive.
    """
    herziening = _begin(toewijzing_id, reden, door, bezwaar_id, kort_geding_id)
    toewijzing = herziening.toewijzing
    if not herzien.is_definitief(toewijzing):
        raise RegelFout(
            f"In de regio {toewijzing.regio.naam} is nog niets definitief. Verbeter de feiten en herzie de regio."
        )
    herloting.eis_geen_loting(toewijzing)
    _vervang_ontwerp(toewijzing, door)
    herziening.besluit_blijft, herziening.invoer, herziening.uitslag = True, herzien.basis(toewijzing), {}
    herziening.hash = sha256(canoniek({"invoer": herziening.invoer, "reden": herziening.reden, "besluit_blijft": True}))
    herziening.save()
    leg_vast(herziening, "laat_besluit_blijven", door=door, hash=herziening.hash, **_na(herziening))
    return herziening


def _begin(
    toewijzing_id: int, reden: str, door: Gebruiker, bezwaar_id: int | None, kort_geding_id: int | None
) -> Herziening:
    """A draft that is not saved yet, with the region under its lock and a reason to decide it anew."""
    toewijzing = _regio_op_slot(toewijzing_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=toewijzing.uitvoerder_id)
    aanleiding = _toegewezen(kort_geding_id, toewijzing) if kort_geding_id else _gegrond(bezwaar_id, toewijzing)
    return Herziening(
        toewijzing=toewijzing,
        **aanleiding,
        reden=rules.eis_tekst(reden, "de reden"),
        basis_hash=herzien.basishash(toewijzing),
        dagtekening=klok.vandaag(),
        opgesteld_door=door,
        opgesteld_op=klok.nu(),
    )


def _vervang_ontwerp(toewijzing: Regiotoewijzing, door: Gebruiker) -> None:
    for oud in Herziening.objects.filter(toewijzing=toewijzing, status=Herzieningstatus.ONTWERP):
        _verwijder(oud, door)


def _na(herziening: Herziening) -> dict[str, int]:
    """What it follows on, for the log."""
    soorten = {"bezwaar": herziening.bezwaar_id, "kort_geding": herziening.kort_geding_id}
    return {naam: pk for naam, pk in soorten.items() if pk}


def _reken_uit(herziening: Herziening, door: Gebruiker) -> Herziening:
    """The result and the letters of a new draft, with the hash over all of it."""
    invoer, reden = herziening.invoer, herziening.reden
    herziening.uitslag, verschillen, herziening.loting = herzien.verschillen(
        herziening.toewijzing, invoer, herziening.motiveringen
    )
    herziening.save()
    brieven = [_brief(herziening, verschil.nieuw, door) for verschil in verschillen if verschil.anders]
    herziening.hash = sha256(canoniek({"invoer": invoer, "reden": reden, "brieven": [brief.hash for brief in brieven]}))
    herziening.save(update_fields=["hash"])
    leg_vast(herziening, "stel_op", door=door, hash=herziening.hash, brieven=len(brieven), **_na(herziening))
    return herziening


def _regio_op_slot(toewijzing_id: int) -> Regiotoewijzing:
    """The lock of everything that is decided anew in a region; before those of slot.py."""
    rijen = Regiotoewijzing.objects.select_related("ronde", "regio", "uitvoerder")
    return rijen.select_for_update(of=("self",)).get(pk=toewijzing_id)


def _gegrond(bezwaar_id: int | None, toewijzing: Regiotoewijzing) -> dict[str, Any]:
    """The bezwaar, once nothing stands in the way of a herziening. Raises RegelFout that says what does."""
    assert bezwaar_id is not None, "a herziening follows on something"
    bezwaar = Bezwaar.objects.get(pk=bezwaar_id)
    if bezwaar.oordeel != Oordeel.GEGROND:
        raise RegelFout("Een herziening volgt op een gegrond bezwaar. Beantwoord het bezwaar eerst.")
    if not bezwaar.beslissingen.filter(regioinschrijving__toewijzing=toewijzing).exists():
        raise RegelFout(f"Dit bezwaar gaat niet over de regio {toewijzing.regio.naam}.")
    if bezwaar.herzieningen.filter(toewijzing=toewijzing, status=Herzieningstatus.VRIJGEGEVEN).exists():
        raise RegelFout(f"De regio {toewijzing.regio.naam} is na dit bezwaar al herzien.")
    return {"bezwaar": bezwaar}


def _toegewezen(kort_geding_id: int, toewijzing: Regiotoewijzing) -> dict[str, Any]:
    """The kort geding that was won, as `_gegrond`."""
    geding = KortGeding.objects.select_related("beslissing__regioinschrijving").get(pk=kort_geding_id)
    if geding.uitspraak != Uitspraak.TOEGEWEZEN:
        raise RegelFout("Een herziening volgt op een vordering die is toegewezen. Leg de uitspraak eerst vast.")
    if geding.beslissing.regioinschrijving.toewijzing_id != toewijzing.pk:
        raise RegelFout(f"Dit kort geding gaat niet over de regio {toewijzing.regio.naam}.")
    if geding.herzieningen.filter(status=Herzieningstatus.VRIJGEGEVEN).exists():
        raise RegelFout(f"De regio {toewijzing.regio.naam} is na deze uitspraak al herzien.")
    return {"kort_geding": geding}


def _brief(herziening: Herziening, beslissing: Beslissing, door: Gebruiker) -> Brief:
    """The draft of a letter about this region alone, the next version of the dossier."""
    inschrijving, _ = slot.dossier(beslissing.regioinschrijving.inschrijving_id)
    laatste = Brief.objects.filter(inschrijving=inschrijving).order_by("versie").last()
    assert laatste is not None, "a herziening follows a letter"
    brief = Brief(inschrijving=inschrijving, versie=laatste.versie + 1, herziening=herziening)
    pdf = opmaak.als_pdf(
        inschrijving=inschrijving,
        versie=brief.versie,
        dagtekening=herziening.dagtekening,
        beslissingen=[beslissing],
        herziening=herziening,
    )
    leg_in_kluis(brief=brief, pdf=pdf, door=door)
    brief.dagtekening = herziening.dagtekening
    brief.opmaak_hash = opmaakhash(teksten_van(inschrijving.ronde), inschrijving.uitvoerder)
    brief.save()
    beslissing.brief = brief
    beslissing.save()
    leg_vast(brief, "stel_op", door=door, hash=brief.hash, herziening=herziening.pk)
    return brief


@transaction.atomic
def verwijder_herziening(*, herziening_id: int, door: Gebruiker) -> None:
    """Throw a draft away, with its letters. Raises RegelFout once it is released."""
    herziening = herziening_op_slot(herziening_id=herziening_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=herziening.toewijzing.uitvoerder_id)
    if herziening.status != Herzieningstatus.ONTWERP:
        raise RegelFout("Deze herziening is al vrijgegeven en blijft staan.")
    herloting.eis_geen_loting(herziening.toewijzing)
    _verwijder(herziening, door)


def _verwijder(herziening: Herziening, door: Gebruiker) -> None:
    Beslissing.objects.filter(brief__herziening=herziening).delete()
    herziening.brieven.all().delete()
    leg_vast(herziening, "verwijder", door=door, hash=herziening.hash)
    herziening.delete()


def herziening_op_slot(*, herziening_id: int) -> Herziening:
    rij = Herziening.objects.filter(pk=herziening_id).values_list("toewijzing_id", flat=True).first()
    if rij is None:
        raise RegelFout("Deze herziening is intussen opnieuw gemaakt. Open haar vanaf het bezwaar of het kort geding.")
    toewijzing = _regio_op_slot(rij)
    herziening = Herziening.objects.select_for_update(of=("self",)).filter(pk=herziening_id).first()
    if herziening is None:
        raise RegelFout("Deze herziening is intussen opnieuw gemaakt. Open haar vanaf het bezwaar of het kort geding.")
    herziening.toewijzing = toewijzing
    return herziening


@transaction.atomic
def geef_herziening_vrij(*, herziening_id: int, gezien_hash: str, door: Gebruiker) -> Herziening:
    """A second person releases exactly what was looked at: every letter of the herziening at once (R17, A51).

    New terms run from today for whoever gets a letter, and nobody signs in the region before they are over. Who was
    right and gets no letter hears what came of it. Raises RegelFout when something changed since the draft, or when
    its letters carry another day.
    """
    herziening = herziening_op_slot(herziening_id=herziening_id)
    toewijzing = herziening.toewijzing
    eis_recht(door, Recht.BRIEF_GOEDKEUREN, uitvoerder_id=toewijzing.uitvoerder_id)
    rules.tweede_persoon(opsteller=herziening.opgesteld_door_id, goedkeurder=door.pk)
    eis_een_account([herziening.opgesteld_door_id], door)
    rules.zelfde_inhoud(herziening.hash, gezien_hash)
    _eis_actueel(herziening)
    nu = klok.nu()
    brieven = list(herziening.brieven.order_by("inschrijving__kenmerk"))
    eis_verzegeld(brieven=brieven)
    for brief in brieven:
        slot.dossier(brief.inschrijving_id)
        for beslissing in brief.beslissingen.all():
            zet_over(beslissing, "keur_goed", door=door)
        rij = zet_over(brief, "keur_goed", door=door, hash=brief.hash)
        rij.goedgekeurd_door, rij.goedgekeurd_op = door, nu
        rij.save(update_fields=["goedgekeurd_door", "goedgekeurd_op"])
        maak_bekend(brief=rij, nu=nu, vrij_op=nu)
    einde = None
    if brieven:
        einde = rules.ondertekenen_vanaf(queries.termijnen_voor(toewijzing.ronde, herziening.dagtekening))
    herziening.vrijgegeven_door, herziening.vrijgegeven_op, herziening.opschorting_tot = door, nu, einde
    herziening.save(update_fields=["vrijgegeven_door", "vrijgegeven_op", "opschorting_tot"])
    _meld_uitkomst(herziening, brieven)
    opschorting = einde.isoformat() if einde else ""
    return zet_over(herziening, "geef_vrij", door=door, brieven=len(brieven), opschorting_tot=opschorting)


def _meld_uitkomst(herziening: Herziening, brieven: Sequence[Brief]) -> None:
    """Tell whose bezwaar or kort geding it was, unless a new letter does."""
    aanleiding = herzien.aanleiding(herziening)
    inschrijving = aanleiding.inschrijving
    if any(brief.inschrijving_id == inschrijving.pk for brief in brieven):
        return
    leg_klaar(
        soort=Berichtsoort.ANTWOORD,
        ontvanger=opmaak.adres_van(inschrijving),
        onderwerp=f"Uitkomst in de regio {herziening.toewijzing.regio.naam}: {inschrijving.kenmerk}",
        tekst=opmaak.uitkomsttekst(herziening, inschrijving, aanleiding.tekst),
        over=f"bekendmaking.herziening:{herziening.pk}",
        dossier_sleutel=inschrijving.dossier_sleutel,
    )


def eis_nog_te_herzien(*, herziening: Herziening) -> None:
    """Raises RegelFout for what was released, on another basis, and when someone would lose a definitive place."""
    if herziening.status != Herzieningstatus.ONTWERP:
        raise RegelFout("Deze herziening is al vrijgegeven en blijft staan.")
    if not herziening.besluit_blijft:
        oude = herzien.beslissingen_in(herziening.toewijzing)
        herzien.eis_geen_verdringing(oude, herziening.uitslag["uitkomsten"])
    if herziening.basis_hash != herzien.basishash(herziening.toewijzing):
        raise RegelFout("De regio is intussen anders beslist. Maak de herziening opnieuw.")


def _eis_actueel(herziening: Herziening) -> None:
    if herziening.besluit_blijft:
        return eis_nog_te_herzien(herziening=herziening)
    if herziening.dagtekening != klok.vandaag():
        raise RegelFout(
            f"De brieven dragen de datum {datum(herziening.dagtekening)}. De termijnen tellen vanaf die dag. "
            "Maak de herziening vandaag opnieuw en geef haar dan vrij."
        )
    eis_nog_te_herzien(herziening=herziening)
    if not all(zelfde_opmaak(brief) for brief in herziening.brieven.all()):
        raise RegelFout("De huisstijl van de brieven is intussen anders. Maak de herziening opnieuw.")
    if herzien.wacht_op_loting(herziening):
        raise RegelFout("De notaris moet nog loten. Maak daarna de brieven en geef de herziening dan vrij.")
    _, verschillen, _ = herzien.verschillen(herziening.toewijzing, herziening.invoer, herziening.motiveringen)
    nieuw = {v.nieuw.regioinschrijving_id: v.nieuw.versie for v in verschillen if v.anders}
    rijen = Beslissing.objects.filter(brief__herziening=herziening)
    if nieuw != dict(rijen.values_list("regioinschrijving", "versie")):
        raise RegelFout("De uitkomst is veranderd sinds deze herziening is gemaakt. Maak de herziening opnieuw.")
