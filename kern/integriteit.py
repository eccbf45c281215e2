"""What the log can prove about itself and about every status (I6, I7, logboek)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from kern.ankers import Anker
from kern.inzage import IN_ZEGEL, dagkop
from kern.log import als_feiten
from kern.models import Dagzegel, Gebeurtenis, Ketting
from kern.rules import ketenfouten, overgangsfouten, zegelhash

Plek = tuple[str, int]  # a dossier and a number in its chain


@dataclass
class Uitslag:
    """Result of one check; `reden` says why something cannot be checked from inside."""

    gecontroleerd: int = 0
    fouten: list[str] = field(default_factory=list)
    reden: str = ""

    @property
    def ok(self) -> bool | None:
        return None if self.reden else not self.fouten

    def als_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "gecontroleerd": self.gecontroleerd, "fouten": self.fouten} | (
            {"reden": self.reden} if self.reden else {}
        )


def logboek() -> Uitslag:
    """Every chain line by line, and its head."""
    uitslag = Uitslag()
    koppen = {ketting.pk: (ketting.nummer, ketting.kop) for ketting in Ketting.objects.all()}
    for dossier, regels in _per_dossier():
        lijst = [als_feiten(regel) for regel in regels]
        uitslag.gecontroleerd += len(lijst)
        uitslag.fouten += ketenfouten(lijst)
        laatste = (lijst[-1]["nummer"], lijst[-1]["hash"])
        if koppen.pop(dossier, None) != laatste:
            uitslag.fouten.append(f"{dossier}: de kop is niet de laatste regel ({laatste[0]})")
    uitslag.fouten += [f"{dossier}: alle regels zijn weg" for dossier, (nummer, _) in koppen.items() if nummer]
    return uitslag


def _per_dossier() -> Iterator[tuple[str, Iterator[Gebeurtenis]]]:
    regels = Gebeurtenis.objects.order_by("dossier", "nummer").iterator(chunk_size=2000)
    return groupby(regels, key=lambda regel: regel.dossier)


def zegels(van_logboek: Uitslag, ankers: Iterable[Anker] = (), koppen: Iterable[str] = ()) -> Uitslag:
    """I6: the log holds, every head in a daily seal still stands in it, and so does what was kept outside.

    `ankers`: seals that left the portal; `koppen`: heads of the log that stand in receipts. Only these show a log that
    was wholly recomputed together with its seals, or an old backup that was put back.
    """
    uitslag = Uitslag(fouten=list(van_logboek.fouten))
    vorige, vorige_dag = "", None
    bewaard: dict[str, Anker] = {}
    echt = _echte_koppen()
    for zegel in Dagzegel.objects.order_by("dag").iterator(chunk_size=20):
        uitslag.gecontroleerd += 1
        if zegel.vorige_hash != vorige or zegel.hash != zegelhash(zegel.dag.isoformat(), zegel.koppen, vorige):
            uitslag.fouten.append(f"zegel van {zegel.dag}: de inhoud klopt niet met de hash")
        uitslag.fouten += _niet_in_logboek(zegel, echt)
        if IN_ZEGEL in zegel.koppen and zegel.koppen[IN_ZEGEL] != dagkop(vorige_dag, zegel.dag):
            uitslag.fouten.append(f"zegel van {zegel.dag}: wie er voor die dag keek, is veranderd")
        vorige, vorige_dag = zegel.hash, zegel.dag
        bewaard[zegel.dag.isoformat()] = Anker.van(zegel)
    for anker in ankers:
        uitslag.gecontroleerd += 1
        uitslag.fouten += _niet_als_buiten(anker, bewaard.get(anker.dag))
    for kop in koppen:
        uitslag.gecontroleerd += 1
        if not Gebeurtenis.objects.filter(hash=kop).exists():
            uitslag.fouten.append(f"de kop {kop} van een ontvangstbewijs staat niet meer in het logboek")
    return uitslag


def _niet_als_buiten(anker: Anker, zegel: Anker | None) -> Iterator[str]:
    if zegel is None:
        yield f"zegel van {anker.dag}: het ontbreekt; het logboek is afgeknipt of er is een oude kopie teruggezet"
    elif zegel != anker:
        yield f"zegel van {anker.dag}: het is een ander dan het zegel dat buiten het portaal is bewaard"


def _echte_koppen() -> dict[Plek, str]:
    """The hash in the log at every place that a seal names: one query per dossier, however many seals there are."""
    plekken: dict[str, set[int]] = defaultdict(set)
    for zegel in Dagzegel.objects.order_by("dag").iterator(chunk_size=20):
        for dossier, nummer in _koppen(zegel):
            plekken[dossier].add(nummer)
    echt = {}
    for dossier, nummers in plekken.items():
        regels = Gebeurtenis.objects.filter(dossier=dossier, nummer__in=nummers)
        echt |= {(dossier, nummer): hash_ for nummer, hash_ in regels.values_list("nummer", "hash")}
    return echt


def _koppen(zegel: Dagzegel) -> dict[Plek, str]:
    """The heads in a seal; a chain without lines has none."""
    ketens = ((keten, kop) for keten, kop in zegel.koppen.items() if keten != IN_ZEGEL)
    return {(keten, nummer): kop for keten, (nummer, kop) in ketens if nummer}


def _niet_in_logboek(zegel: Dagzegel, echt: Mapping[Plek, str]) -> list[str]:
    return [
        f"zegel van {zegel.dag}: {dossier} {nummer} staat niet meer zo in het logboek"
        for (dossier, nummer), kop in _koppen(zegel).items()
        if echt.get((dossier, nummer)) != kop
    ]


def overgangen() -> Uitslag:
    """I7: every change of status follows an arrow, starts where the one before ended, and ends where the row is."""
    uitslag = Uitslag()
    for model in apps.get_models():
        if not hasattr(model, "OVERGANGEN"):
            continue
        aantal, fouten = _overgangen_van(model)
        uitslag.gecontroleerd += aantal
        uitslag.fouten += fouten
    return uitslag


def _overgangen_van(model: type[models.Model]) -> tuple[int, list[str]]:
    soort = model._meta.label_lower
    begin = str(model._meta.get_field("status").default)
    stappen: dict[str, list[tuple[str, str, str]]] = {}
    regels = Gebeurtenis.objects.filter(object_soort=soort, gegevens__has_key="naar").order_by("object_id", "nummer")
    for object_id, handeling, gegevens in regels.values_list("object_id", "handeling", "gegevens").iterator():
        stappen.setdefault(object_id, []).append((handeling, gegevens["van"], gegevens["naar"]))
    fouten, aantal = [], 0
    for pk, status in model._default_manager.values_list("pk", "status").iterator():
        aantal += 1
        meldingen = overgangsfouten(stappen.get(str(pk), []), model.OVERGANGEN, begin=begin, nu=status)
        fouten += [f"{soort}:{pk}: {melding}" for melding in meldingen]
    return aantal, fouten
