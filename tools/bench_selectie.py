"""A national selection: 31 regions with 200 candidates each, through the real actions, beside a bare sort."""

import time
from collections.abc import Callable
from itertools import groupby
from random import Random
from typing import Any

from inschrijving.models import Inschrijving
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde
from selectie import actions, rules
from selectie.feiten import als_regio
from selectie.models import Regioselectie
from selectie.states import Status
from tools.bench_dossiers import beoordeeld, geopend, kandidaten
from tools.bench_gegevens import medewerker

PER_REGIO = 200


def meet(ronde: Inkoopronde, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Propose, freeze and fix every region; then rank the same facts without database, and sort bare keys."""
    meld(f"selectie: {PER_REGIO} kandidaten per regio klaarzetten")
    toeval, werk = Random(4), []  # noqa: S311 - the same every run
    rijen = ronde.toewijzingen.select_related("uitvoerder", "regio").order_by("uitvoerder", "pk")
    for uitvoerder, groep in groupby(rijen, key=lambda rij: rij.uitvoerder):
        inkopers = (medewerker(uitvoerder, Rolsoort.INKOPER), medewerker(uitvoerder, Rolsoort.INKOPER))
        toewijzingen = list(groep)
        beoordeeld(geopend(bron, toewijzingen, PER_REGIO, inkopers), inkopers[0])
        for toewijzing in toewijzingen:
            selectie = Regioselectie.objects.create(toewijzing=toewijzing)
            kandidaten(selectie, toeval)
            werk.append((selectie.pk, inkopers))
    meld("selectie: uitvoeren")
    begin = time.monotonic()
    for pk, inkopers in werk:
        selecteer(pk, inkopers)
    duur = time.monotonic() - begin
    klaar = list(Regioselectie.objects.filter(status=Status.VASTGESTELD))
    regios = [als_regio(selectie.invoer) for selectie in klaar]
    return {
        "regios": len(klaar),
        "kandidaten": sum(len(regio.nieuwe) for regio in regios),
        "seconden": round(duur, 3),
        "alleen_rangschikken_seconden": round(_duur(lambda: [rules.selecteer(regio) for regio in regios]), 4),
        "rangschikken_en_uitleggen_seconden": round(_duur(lambda: [_leg_uit(regio) for regio in regios]), 4),
        "kale_sortering_seconden": round(_kale_sortering(regios), 4),
    }


def selecteer(selectie_id: int, inkopers: tuple[Gebruiker, Gebruiker]) -> None:
    """What two people do: propose, freeze, fix."""
    voorstel = actions.leg_invoer_voor(selectie_id=selectie_id, door=inkopers[0])
    actions.bevries_invoer(selectie_id=selectie_id, gezien_hash=voorstel.invoer_hash, door=inkopers[1])
    actions.stel_vast(selectie_id=selectie_id, door=inkopers[0])


def _leg_uit(regio: rules.Regio) -> dict[str, str]:
    """Rank one region, and two sentences for everyone without a place."""
    return rules.redenen(regio, rules.selecteer(regio))


def _kale_sortering(regios: list[rules.Regio]) -> float:
    sleutels = [[(rules.voorrang(kandidaat), kandidaat.kenmerk) for kandidaat in regio.nieuwe] for regio in regios]
    return _duur(lambda: [sorted(rij, reverse=True) for rij in sleutels])


def _duur(doe: Callable[[], Any]) -> float:
    """The fastest of three."""
    duren = []
    for _ in range(3):
        begin = time.monotonic()
        doe()
        duren.append(time.monotonic() - begin)
    return min(duren)
