"""Making a round: empty, as a copy of another, or as the heropening for regions with places left (2.3, A56)."""

from collections.abc import Mapping
from datetime import date

from django.db import models, transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie import wijzigregels
from publicatie.actions.wijzigen import controleer
from publicatie.models import Inkoopronde, Regiotoewijzing, Rondedocument
from publicatie.states import Klasse, Rondesoort, Status

INHOUD = ("eisen", "documenteisen", "criteria", "diensten", "briefteksten")
EIGEN = frozenset({"id", "code", "naam", "status", "soort", "voorganger", "zegeladressen"})


@transaction.atomic
def maak_ronde(*, code: str, naam: str, van: Inkoopronde | None, door: Gebruiker) -> Inkoopronde:
    """A draft, empty or as a copy of the round `van`.

    A copy takes over parameters, regions with their uitvoerder, eisen, documents per class, criteria, diensten, the
    words of its letters and the slots of the bijlagen. Dates, amounts, files and leemten belong to one round: they
    stay behind.
    """
    return _maak(Inkoopronde(code=code, naam=naam, voorganger=van), van, door)


def _maak(ronde: Inkoopronde, van: Inkoopronde | None, door: Gebruiker) -> Inkoopronde:
    if van is not None:
        neem_kop_over(ronde=ronde, van=van)
    controleer(rij=ronde)
    ronde.save()
    if van is not None:
        if ronde.soort == Rondesoort.INKOOP:
            neem_regios_over(ronde=ronde, van=van)
        _neem_inhoud_over(ronde, van)
    leg_vast(ronde, "maak_ronde", door=door, van=van.pk if van else None)
    return ronde


def neem_kop_over(*, ronde: Inkoopronde, van: Inkoopronde) -> None:
    """The parameters of `van`, without dates; nothing is saved."""
    for veld in van._meta.concrete_fields:
        if veld.name not in EIGEN and not isinstance(veld, models.DateField):
            setattr(ronde, veld.name, getattr(van, veld.name))


def neem_regios_over(*, ronde: Inkoopronde, van: Inkoopronde) -> None:
    """The regions of `van` with their uitvoerder; places and money belong to one round."""
    for rij in van.toewijzingen.all():
        Regiotoewijzing.objects.create(ronde=ronde, regio_id=rij.regio_id, uitvoerder_id=rij.uitvoerder_id)


def _neem_inhoud_over(ronde: Inkoopronde, van: Inkoopronde) -> None:
    for naam in INHOUD:
        neem_rijen_over(naam=naam, ronde=ronde, van=van)
    for rij in van.documenten.filter(versie=1):
        velden = {naam: getattr(rij, naam) for naam in ("slot", "titel", "volgnummer", "verplicht", "adres")}
        Rondedocument.objects.create(ronde=ronde, **velden)


def neem_rijen_over(*, naam: str, ronde: Inkoopronde, van: Inkoopronde) -> None:
    """Copies of the rows of `van` under this name."""
    rijen = list(getattr(van, naam).all())
    for rij in rijen:
        rij.pk, rij.ronde = None, ronde
    getattr(ronde, naam).bulk_create(rijen)


@transaction.atomic
def heropen_regios(*, ronde_id: int, contracten: Mapping[int, int], ingang_op: date, door: Gebruiker) -> Inkoopronde:
    """A draft round for the regions with fewer signed contracts than the maximum, for new organisations only (A56).

    `contracten`: id of a Regiotoewijzing of this ronde -> number of signed contracts for the year before. A region
    that is full is not offered; the others get the places that are left. `ingang_op` is the first day of the year it
    is for: overeenkomsten run to the end of that year. The day of publication is the `heropening_op` of the ronde
    (IK-193). RegelFout when no region has a place, or this heropening exists already.
    """
    van = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if van.status != Status.GEPUBLICEERD:
        raise RegelFout("Alleen een gepubliceerde ronde kan voor regio’s met plaats opnieuw open.")
    regios = Regiotoewijzing.objects.filter(ronde=van, pk__in=contracten).select_related("regio")
    aantallen = {rij: contracten[rij.pk] for rij in regios}
    if not (plaatsen := wijzigregels.plaatsen_over(van.maximum_per_regio, aantallen)):
        raise RegelFout("In geen enkele regio is nog plaats.")
    ronde = Inkoopronde(
        code=f"{van.code}-{ingang_op.year}",
        naam=f"{van.naam}, instroom {ingang_op.year}",
        soort=Rondesoort.HEROPENING,
        voorganger=van,
        ingang_op=ingang_op,
    )
    ronde = _maak(ronde, van, door)
    ronde.documenteisen.exclude(klasse=Klasse.NIEUW).delete()
    for rij, aantal in plaatsen.items():
        Regiotoewijzing.objects.create(
            ronde=ronde, regio_id=rij.regio_id, uitvoerder_id=rij.uitvoerder_id, plaatsen=aantal
        )
    return _met_datums(ronde, van, ingang_op)


def _met_datums(ronde: Inkoopronde, van: Inkoopronde, ingang_op: date) -> Inkoopronde:
    """What of the dates follows from the first round; people fill in the rest."""
    ronde.publicatie_op = klok.om(van.heropening_op) if van.heropening_op else None
    ronde.referentiejaar = ingang_op.year - 1
    ronde.looptijd_nieuw_tot = date(ingang_op.year, 12, 31)
    ronde.verlenging_tot = van.verlenging_tot
    ronde.mandaat_van, ronde.mandaat_tot = van.mandaat_van, van.mandaat_tot
    ronde.onderscheid_bestaand = False
    ronde.save()
    for bedrag in van.landelijke_bedragen.filter(jaar__gte=ingang_op.year):
        bedrag.pk, bedrag.ronde = None, ronde
        bedrag.save()
    return ronde
