"""Changing a round: freely while it is a draft; afterwards each change is a version with a reason."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie import wijzigregels
from publicatie.actions.budgetten import eis_verdeelbaar
from publicatie.beeld import beeld
from publicatie.gereed import belemmeringen_publicatie, naam_van
from publicatie.models import (
    Inkoopronde,
    LandelijkBedrag,
    Minimumeis,
    Regiotoewijzing,
    Rondedocument,
    Rondewijziging,
)
from publicatie.states import Status

OOK_NA_SLUITING = frozenset({LandelijkBedrag, Rondedocument})
VAST_AANTAL = frozenset({Minimumeis, Regiotoewijzing})  # dossiers hang on these rows


@contextmanager
def gewijzigd(*, ronde_id: int, handeling: str, door: Gebruiker, reden: str = "") -> Iterator[Inkoopronde]:
    """Around a change in a transaction: the round under its lock, and afterwards what became of it.

    A published round that really changed gets its next version; RegelFout without a reason, or when the result
    would not have been published.
    """
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    voor = beeld(ronde)
    yield ronde
    ronde.refresh_from_db()
    verschil = wijzigregels.verschil(voor, beeld(ronde))
    if not verschil:
        return
    if ronde.status == Status.GEPUBLICEERD:
        wijzigregels.eis_reden(reden)
        if klachten := belemmeringen_publicatie(ronde):
            raise RegelFout("Zo kan de ronde niet gepubliceerd blijven. " + " ".join(klachten))
        versie = ronde.wijzigingen.count() + 1
        Rondewijziging.objects.create(
            ronde=ronde, versie=versie, wat=verschil, reden=reden.strip(), door=door, op=klok.nu()
        )
    leg_vast(ronde, handeling, door=door, wat=[regel["wat"] for regel in verschil])


@transaction.atomic
def wijzig_ronde(*, ronde_id: int, velden: Mapping[str, Any], door: Gebruiker, reden: str = "") -> Inkoopronde:
    """Change fields of the round. RegelFout for what lies fixed after the publication or the closing (B36)."""
    with gewijzigd(ronde_id=ronde_id, handeling="wijzig_ronde", reden=reden, door=door) as ronde:
        anders = {naam: waarde for naam, waarde in velden.items() if getattr(ronde, naam) != waarde}
        if ronde.status == Status.GEPUBLICEERD:
            _eis_nog_te_wijzigen(ronde, anders)
        for naam, waarde in anders.items():
            setattr(ronde, naam, waarde)
        controleer(rij=ronde)
        ronde.save(update_fields=list(anders))
    return ronde


def _eis_nog_te_wijzigen(ronde: Inkoopronde, anders: Mapping[str, Any]) -> None:
    nu = klok.nu()
    for naam, waarde in anders.items():
        if naam in wijzigregels.VAST:
            hoe = " Voor een latere sluiting is er uitstel, door twee mensen." if naam == "sluiting_op" else ""
            raise RegelFout(f"‘{naam_van(naam)}’ ligt vast sinds de publicatie.{hoe}")
        if naam in wijzigregels.SCHUIVEND and not (ronde.is_verlenging and naam in wijzigregels.ONDER_DE_HANDTEKENING):
            wijzigregels.eis_alleen_later(naam_van(naam), getattr(ronde, naam), waarde, nu)
        else:
            wijzigregels.eis_voor_sluiting(nu, ronde.sluiting_op)


def controleer(*, rij: models.Model) -> None:
    """The checks of the model and its constraints, as a RegelFout."""
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise RegelFout(" ".join(fout.messages)) from fout


@transaction.atomic
def bewaar_rij(
    *,
    ronde_id: int,
    model: type[models.Model],
    pk: int | None,
    velden: Mapping[str, Any],
    door: Gebruiker,
    reden: str = "",
) -> models.Model:
    """Change a row of a round (an eis, a dienst, …), or add one when `pk` is None.

    RegelFout when it is no longer to be changed, clashes with another row, or is a national amount below what the
    regions already get of it (IK-071).
    """
    with gewijzigd(ronde_id=ronde_id, handeling="bewaar_rij", reden=reden, door=door) as ronde:
        _eis_rij_te_wijzigen(ronde, model, aantal=pk is None)
        rijen = model._default_manager.filter(ronde=ronde)
        rij = rijen.get(pk=pk) if pk is not None else model(ronde=ronde)
        for naam, waarde in velden.items():
            setattr(rij, naam, waarde)
        controleer(rij=rij)
        rij.save()
        if isinstance(rij, LandelijkBedrag):
            eis_verdeelbaar(ronde_id=ronde_id, jaar=rij.jaar)
    return rij


@transaction.atomic
def verwijder_rij(
    *, ronde_id: int, model: type[models.Model], pk: int, door: Gebruiker, reden: str = ""
) -> Inkoopronde:
    """Take a row away. RegelFout for a document that was published: a new version takes its place."""
    with gewijzigd(ronde_id=ronde_id, handeling="verwijder_rij", reden=reden, door=door) as ronde:
        _eis_rij_te_wijzigen(ronde, model, aantal=True)
        rij = model._default_manager.get(ronde=ronde, pk=pk)
        if ronde.status == Status.GEPUBLICEERD and model is Rondedocument:
            raise RegelFout("Een gepubliceerde bijlage blijft staan. Plaats een nieuwe versie.")
        rij.delete()
    return ronde


def _eis_rij_te_wijzigen(ronde: Inkoopronde, model: type[models.Model], *, aantal: bool) -> None:
    if ronde.status != Status.GEPUBLICEERD:
        return
    if model is Regiotoewijzing or (model in VAST_AANTAL and aantal):
        raise RegelFout("Dit ligt vast sinds de publicatie: er zijn inschrijvingen die hierop rusten.")
    if model not in OOK_NA_SLUITING:
        wijzigregels.eis_voor_sluiting(klok.nu(), ronde.sluiting_op)
