"""I1 and I2: receipts, versions and files agree."""

from collections import Counter
from collections.abc import Collection, Iterator

from inschrijving.actions.vernietigen import VERNIETIGD
from inschrijving.models import Indiening, Inschrijving
from inschrijving.momentopname import inhoudshash
from inschrijving.states import Status
from kern.integriteit import Uitslag
from kern.models import Gebeurtenis, Uitkomst
from kluis.models import Stuk


def ontvangstbewijzen(beschadigd: Collection[int]) -> Uitslag:
    """I1: every version still is what its receipt says: content, files, and its place in the log.

    The content of a destroyed dossier is gone (R22); then its hash, its files' hashes, its place in the log and the
    line on its destruction must stand. `beschadigd` are the ids of files whose bytes no longer fit their hash.
    """
    uitslag = Uitslag()
    stukken = {stuk.pk: stuk for stuk in Stuk.objects.all()}
    for indiening in Indiening.objects.select_related("inschrijving").order_by("pk").iterator(chunk_size=100):
        uitslag.gecontroleerd += 1
        meldingen = _fouten_in(indiening, stukken, beschadigd)
        uitslag.fouten += [f"{indiening.ontvangstnummer}: {melding}" for melding in meldingen]
    return uitslag


def _fouten_in(indiening: Indiening, stukken: dict[int, Stuk], beschadigd: Collection[int]) -> Iterator[str]:
    if indiening.inschrijving.vernietigd_op:
        if not Gebeurtenis.objects.filter(
            dossier=indiening.inschrijving.dossier_sleutel, handeling=VERNIETIGD, resultaat=Uitkomst.GELUKT
        ).exists():
            yield "de inhoud is weg zonder regel in het logboek"
    elif inhoudshash(indiening.momentopname, indiening.stukken) != indiening.hash:
        yield "de inhoud klopt niet met de hash"
    regel = Gebeurtenis.objects.filter(dossier=indiening.inschrijving.dossier_sleutel, hash=indiening.logkop).first()
    bewijs = (indiening.ontvangstnummer, indiening.hash)
    if regel is None or (regel.gegevens.get("ontvangstnummer"), regel.gegevens.get("sha256")) != bewijs:
        yield "de logkop wijst niet naar de regel van deze indiening"
    for bestand in indiening.stukken:
        stuk = stukken.get(bestand["stuk"])
        if stuk is None or (stuk.sha256, stuk.grootte) != (bestand["sha256"], bestand["grootte"]):
            yield f"stuk {bestand['stuk']} is niet het bestand van het ontvangstbewijs"
        elif stuk.pk in beschadigd:
            yield f"stuk {stuk.pk} ontbreekt of is veranderd"


def versies() -> Uitslag:
    """I2: versions are numbered from 1 without a gap, each with its own receipt number and its line in the log."""
    uitslag = Uitslag()
    per_dossier: dict[int, list[tuple[int, str]]] = {}
    for pk, volgnummer, nummer in Indiening.objects.values_list("inschrijving_id", "volgnummer", "ontvangstnummer"):
        per_dossier.setdefault(pk, []).append((volgnummer, nummer))
    regels = Gebeurtenis.objects.filter(
        object_soort="inschrijving.inschrijving", handeling="dien_in", resultaat=Uitkomst.GELUKT
    )
    gelogd = Counter(regels.values_list("object_id", flat=True))
    for pk, kenmerk, status in Inschrijving.objects.values_list("pk", "kenmerk", "status"):
        rijen = sorted(per_dossier.get(pk, []))
        uitslag.gecontroleerd += len(rijen)
        if [volgnummer for volgnummer, _ in rijen] != list(range(1, len(rijen) + 1)):
            uitslag.fouten.append(f"{kenmerk}: de versies zijn niet aaneengesloten genummerd")
        if len({nummer for _, nummer in rijen if nummer}) != len(rijen):
            uitslag.fouten.append(f"{kenmerk}: een versie heeft geen eigen ontvangstnummer")
        if gelogd[str(pk)] != len(rijen):
            uitslag.fouten.append(f"{kenmerk}: {len(rijen)} versies, maar {gelogd[str(pk)]} in het logboek")
        if bool(rijen) == (status == Status.CONCEPT):
            uitslag.fouten.append(f"{kenmerk}: status {status} past niet bij {len(rijen)} versies")
    return uitslag
