"""Fill in the working copy, page by page. Each action saves what it gets, complete or not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from inschrijving.actions.slot import bewaard, vergrendel
from inschrijving.models import (
    Clientondersteuner,
    Deelnemer,
    Dekking,
    Ervaring,
    Inschrijving,
    Regioinschrijving,
)
from kern.fouten import RegelFout
from partijen.models import Gebruiker
from publicatie.queries import peildag

LIJSTEN = frozenset({"deelnemers", "clientondersteuners", "ervaringen"})


@dataclass(frozen=True)
class Regiokeuze:
    """What was chosen for one region: the class, and the ids of the gemeenten where the organisation works."""

    klasse: str
    gemeenten: Collection[int] = ()


def _schrijf(rij: models.Model, velden: Mapping[str, Any], toegestaan: set[str]) -> None:
    if onbekend := set(velden) - toegestaan:
        raise TypeError(f"onbekende velden: {sorted(onbekend)}")
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)
    rij.save()


@transaction.atomic
def bewaar_organisatie(*, inschrijving_id: int, door: Gebruiker, **velden: Any) -> None:
    """Fields: rechtspersoon_bevestigd, bezoekadres, telefoon, email, werkdagen."""
    inschrijving = vergrendel(inschrijving_id, door)
    _schrijf(inschrijving, velden, {"rechtspersoon_bevestigd", "bezoekadres", "telefoon", "email", "werkdagen"})
    bewaard(inschrijving, "bewaar_organisatie", door)


@transaction.atomic
def kies_regios(*, inschrijving_id: int, keuzes: Mapping[int, Regiokeuze], door: Gebruiker) -> None:
    """Make the regions of the dossier those of `keuzes` (by id of the Regiotoewijzing), one or more (IK-103).

    Raises RegelFout for a region of another uitvoerder or round (IK-087, B52), a gemeente elsewhere, and a class that
    this kind of round does not take.
    """
    inschrijving = vergrendel(inschrijving_id, door)
    eigen = inschrijving.ronde.toewijzingen.filter(uitvoerder=inschrijving.uitvoerder).select_related("regio")
    toewijzingen = {toewijzing.pk: toewijzing for toewijzing in eigen}
    if set(keuzes) - set(toewijzingen):
        raise RegelFout(
            f"Een van deze regio’s hoort niet bij {inschrijving.uitvoerder.naam}. Begin voor een andere uitvoerder een "
            "aparte inschrijving."
        )
    if {keuze.klasse for keuze in keuzes.values()} - set(inschrijving.ronde.klassen):
        raise RegelFout(f"In {inschrijving.ronde} kunt u zo niet inschrijven. Ververs de bladzijde en kies opnieuw.")
    inschrijving.regios.exclude(toewijzing__in=keuzes).delete()
    for toewijzing_id, keuze in keuzes.items():
        regio, _ = Regioinschrijving.objects.update_or_create(
            inschrijving=inschrijving, toewijzing_id=toewijzing_id, defaults={"klasse": keuze.klasse}
        )
        _dek(regio, keuze.gemeenten, None)
    bewaard(inschrijving, "kies_regios", door, toewijzingen=sorted(keuzes))


def _dek(regio: Regioinschrijving, gemeenten: Collection[int], deelnemer: Deelnemer | None) -> None:
    mag = set(
        regio.toewijzing.regio.lidmaatschappen.op(peildag(regio.inschrijving.ronde))
        .filter(gemeente__in=gemeenten)
        .values_list("gemeente_id", flat=True)
    )
    if set(gemeenten) - mag:
        raise RegelFout(f"Een van deze gemeenten ligt niet in de regio {regio}. Controleer de vinkjes.")
    nu = set(regio.dekking.filter(deelnemer=deelnemer).values_list("gemeente_id", flat=True))
    regio.dekking.filter(deelnemer=deelnemer, gemeente__in=nu - mag).delete()
    Dekking.objects.bulk_create(
        Dekking(regioinschrijving=regio, gemeente_id=pk, deelnemer=deelnemer) for pk in sorted(mag - nu)
    )


@transaction.atomic
def bewaar_samenwerkingsverband(*, inschrijving_id: int, door: Gebruiker, **velden: Any) -> None:
    """Fields: samenwerkingsverband, verbandnaam (IK-072)."""
    inschrijving = vergrendel(inschrijving_id, door)
    _schrijf(inschrijving, velden, {"samenwerkingsverband", "verbandnaam"})
    bewaard(inschrijving, "bewaar_samenwerkingsverband", door)


@transaction.atomic
def bewaar_deelnemer(
    *, inschrijving_id: int, door: Gebruiker, pk: int | None = None, gemeenten: Collection[int] = (), **velden: Any
) -> Deelnemer:
    """Add or change a deelnemer (soort, naam, kvk_nummer) with the gemeenten where it works (IK-072, IK-138)."""
    inschrijving = vergrendel(inschrijving_id, door)
    if velden.get("kvk_nummer") == inschrijving.organisatie.kvk_nummer:
        raise RegelFout("Dit is uw eigen KvK-nummer. U bent zelf al deelnemer; vul hier alleen de anderen in.")
    if inschrijving.deelnemers.filter(kvk_nummer=velden.get("kvk_nummer")).exclude(pk=pk or 0).exists():
        raise RegelFout("Deze deelnemer staat al op de lijst. Wijzig de regel die er al staat.")
    deelnemer = _eigen_rij(inschrijving, "deelnemers", pk)
    _schrijf(deelnemer, velden, {"soort", "naam", "kvk_nummer"})
    for regio in inschrijving.regios.select_related("toewijzing__regio"):
        leden = regio.toewijzing.regio.lidmaatschappen.op(peildag(inschrijving.ronde)).filter(gemeente__in=gemeenten)
        _dek(regio, list(leden.values_list("gemeente_id", flat=True)), deelnemer)
    bewaard(inschrijving, "bewaar_deelnemer", door, deelnemer=deelnemer.pk)
    return deelnemer


@transaction.atomic
def bewaar_verklaring(
    *, inschrijving_id: int, door: Gebruiker, eisen: Mapping[int, bool] | None = None, **velden: Any
) -> None:
    """The statement per eis (number: confirmed) and the other fields of the bestuursverklaring (IK-116, IK-117)."""
    inschrijving = vergrendel(inschrijving_id, door)
    verklaring = inschrijving.bestuursverklaring
    namen = {
        *("garantie", "beroepscode", "andere_financiers", "klachten_adres", "privacy_adres"),
        *("ondertekenaar", "functie", "bevoegdheid", "tekenwijze"),
        *("tweede_ondertekenaar", "tweede_functie", "tweede_bevoegdheid"),
    }
    _schrijf(verklaring, velden, namen)
    for nummer, bevestigd in (eisen or {}).items():
        verklaring.eisverklaringen.filter(eis__nummer=nummer).update(bevestigd=bevestigd)
    bewaard(inschrijving, "bewaar_verklaring", door)


@transaction.atomic
def bewaar_prognoses(*, inschrijving_id: int, prognoses: Mapping[int, Mapping[str, Any]], door: Gebruiker) -> None:
    """Per Regioinschrijving the prognose, and a lower tarief with its reason (IK-171, IK-172, A59)."""
    namen = {"clienten", "uren", "prognose_onderbouwing", "lager_tarief", "lager_tarief_reden"}
    _bewaar_per_regio(inschrijving_id, prognoses, namen, "bewaar_prognoses", door)


@transaction.atomic
def bewaar_leemten(*, inschrijving_id: int, teksten: Mapping[int, str], door: Gebruiker) -> None:
    """Per Regioinschrijving: why the organisation fills a gap in the region (criterion 1)."""
    velden = {pk: {"leemte_toelichting": tekst} for pk, tekst in teksten.items()}
    _bewaar_per_regio(inschrijving_id, velden, {"leemte_toelichting"}, "bewaar_leemten", door)


def _bewaar_per_regio(
    inschrijving_id: int, per_regio: Mapping[int, Mapping[str, Any]], namen: set[str], handeling: str, door: Gebruiker
) -> None:
    inschrijving = vergrendel(inschrijving_id, door)
    for regio in inschrijving.regios.filter(pk__in=per_regio):
        _schrijf(regio, per_regio[regio.pk], namen)
    bewaard(inschrijving, handeling, door)


@transaction.atomic
def bewaar_onderbouwing(*, inschrijving_id: int, teksten: Mapping[int, str], door: Gebruiker) -> None:
    """Per number of the eis: how the organisation meets it (IK-101)."""
    inschrijving = vergrendel(inschrijving_id, door)
    for nummer, tekst in teksten.items():
        inschrijving.bestuursverklaring.eisverklaringen.filter(eis__nummer=nummer).update(onderbouwing=tekst)
    bewaard(inschrijving, "bewaar_onderbouwing", door)


@transaction.atomic
def bewaar_ondersteuner(
    *, inschrijving_id: int, door: Gebruiker, pk: int | None = None, regios: Collection[int] = (), **velden: Any
) -> Clientondersteuner:
    """Add or change a person; `regios` are pks of Regioinschrijvingen. A name counts once (IK-099, A25)."""
    inschrijving = vergrendel(inschrijving_id, door)
    if inschrijving.clientondersteuners.filter(naam__iexact=velden.get("naam")).exclude(pk=pk or 0).exists():
        raise RegelFout("Deze persoon staat al op de lijst en telt één keer mee. Wijzig de regel die er al staat.")
    persoon = _eigen_rij(inschrijving, "clientondersteuners", pk)
    _schrijf(persoon, velden, {"naam", "hbo", "scholing", "registratie", "registratienummer", "geen_belangen"})
    persoon.regios.set(inschrijving.regios.filter(pk__in=regios))
    bewaard(inschrijving, "bewaar_ondersteuner", door, ondersteuner=persoon.pk)
    return persoon


@transaction.atomic
def bewaar_ervaring(*, inschrijving_id: int, door: Gebruiker, pk: int | None = None, **velden: Any) -> Ervaring:
    """Add or change a line of experience: soort, gemeente, jaar, toelichting (criterion 2)."""
    inschrijving = vergrendel(inschrijving_id, door)
    ervaring = _eigen_rij(inschrijving, "ervaringen", pk)
    _schrijf(ervaring, velden, {"soort", "gemeente", "jaar", "toelichting"})
    bewaard(inschrijving, "bewaar_ervaring", door, ervaring=ervaring.pk)
    return ervaring


def _eigen_rij(inschrijving: Inschrijving, lijst: str, pk: int | None) -> Any:
    """The row of this dossier with this pk, or a new one."""
    rijen = getattr(inschrijving, lijst)
    if pk is None:
        return rijen.model(inschrijving=inschrijving)
    if (rij := rijen.filter(pk=pk).first()) is None:
        raise RegelFout(
            "Deze regel bestaat niet meer. Misschien heeft een collega hem verwijderd; ververs de bladzijde."
        )
    return rij


@transaction.atomic
def verwijder(*, inschrijving_id: int, lijst: str, pk: int, door: Gebruiker) -> None:
    """Remove a row of `deelnemers`, `clientondersteuners` or `ervaringen`. Files of a deelnemer go along."""
    assert lijst in LIJSTEN
    inschrijving = vergrendel(inschrijving_id, door)
    _eigen_rij(inschrijving, lijst, pk).delete()
    bewaard(inschrijving, f"verwijder_{lijst}", door, rij_id=pk)
