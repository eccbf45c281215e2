"""Reading how cliënten reach someone: what is filled in, what is missing, and whose work that is (OV-151, OV-152)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from inschrijving.models import Inschrijving
from kern import klok
from overeenkomst.models import Bereikbaarheid, EigenOndersteuning, Overeenkomst
from overeenkomst.queries.contracten import gegund, met_regios
from overeenkomst.states import Stand, Status
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from publicatie.models import Regio

GESLOTEN = (Stand.GETEKEND, Stand.VAN_KRACHT)
VOORAF = timedelta(days=30)  # so long before the first day an organisation is reminded
Taak = tuple[str, str, str, datetime | None]


@dataclass(frozen=True)
class Plek:
    """A region of a dossier, with what a cliënt reads there; None while nothing is filled in."""

    regio: Regio
    gegevens: Bereikbaarheid | None


def per_dossier(dossiers: Iterable[Inschrijving]) -> dict[int, list[Plek]]:
    """Per dossier the regions it won, in order of name; two queries."""
    dossiers = list(dossiers)
    rijen = Bereikbaarheid.objects.filter(organisatie__in={rij.organisatie_id for rij in dossiers})
    bekend = {(rij.organisatie_id, rij.regio_id): rij for rij in rijen.select_related("gewijzigd_door")}
    regios = met_regios(dossiers)
    return {
        rij.pk: [
            Plek(regio := b.regioinschrijving.toewijzing.regio, bekend.get((rij.organisatie_id, regio.pk)))
            for b in regios[rij.pk]
        ]
        for rij in dossiers
    }


def zonder(plekken: Iterable[Plek]) -> list[str]:
    """Names of the regions where nothing is filled in."""
    return [plek.regio.naam for plek in plekken if plek.gegevens is None]


def te_herinneren() -> list[tuple[Overeenkomst, list[str]]]:
    """Signed overeenkomsten that begin within 30 days, with the regions where nothing is filled in."""
    grens = klok.vandaag() + VOORAF
    getekend = Overeenkomst.objects.filter(status=Status.GETEKEND, ingang_op__lte=grens).order_by("pk")
    binnen = ("inschrijving__organisatie", "inschrijving__uitvoerder", "inschrijving__ronde")
    rijen = list(getekend.select_related(*binnen))
    plekken = per_dossier(rij.inschrijving for rij in rijen)
    gevonden = [(rij, zonder(plekken[rij.inschrijving_id])) for rij in rijen]
    return [(rij, regios) for rij, regios in gevonden if regios]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What is missing at signed overeenkomsten, and of the zorgkantoor's own cliëntondersteuning."""
    if not bevoegdheid(gebruiker).mag(Recht.BRIEF_OPSTELLEN):
        return []
    eigen = Inschrijving.objects.geopend_voor(gebruiker, Recht.BRIEF_OPSTELLEN)
    dossiers = list(gegund(eigen).filter(stand__in=GESLOTEN).order_by("pk"))
    plekken = per_dossier(dossiers)
    taken = [_taak(rij, zonder(plekken[rij.pk])) for rij in dossiers if zonder(plekken[rij.pk])]
    return taken + _eigen({rij.uitvoerder for rij in dossiers})


def _taak(dossier: Inschrijving, regios: list[str]) -> Taak:
    wat = f"Contactgegevens voor cliënten ontbreken ({', '.join(regios)})"
    ingang = dossier.overeenkomst.ingang_op
    voor = klok.om(ingang) if ingang else None
    return wat, dossier.partijnaam, reverse("overeenkomst", args=[dossier.kenmerk]), voor


def _eigen(uitvoerders: set[WlzUitvoerder]) -> list[Taak]:
    """A zorgkantoor with overeenkomsten says how to reach its own cliëntondersteuning (IK-014)."""
    klaar = set(EigenOndersteuning.objects.values_list("uitvoerder", flat=True))
    return [
        ("Eigen cliëntondersteuning invullen", rij.zorgkantoor, reverse("eigen_ondersteuning", args=[rij.code]), None)
        for rij in sorted(uitvoerders, key=lambda rij: rij.naam)
        if rij.pk not in klaar
    ]
